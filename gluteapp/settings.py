"""What the user chose, each option declared once; knows no window and no other file."""

from __future__ import annotations

import json
import logging
import os
import shutil
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from gluteapp.errors import SettingsError
from gluteapp.language import tr, trn

_log = logging.getLogger("gluteapp.settings")


def _in_utf_8(text: str) -> str:
    """The same text; ValueError for half a character, which no file can hold."""
    text.encode("utf-8")
    return text


Share = Annotated[float, Field(ge=0, le=1)]
Text = Annotated[str, AfterValidator(_in_utf_8)]
ButtonCode = Annotated[str, Field(pattern=r"^(key|pad):\d{1,10}$")]


class _Options(BaseModel):
    """Frozen, and an option this version does not know is left out rather than an error."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Safety(_Options):
    """What the first-run screen was told (evidence 6.1); an answer not given is None."""

    heart_or_pressure: bool | None = None
    chest_pain: bool | None = None
    fainting: bool | None = None
    illness_or_medicine: bool | None = None
    joint_or_surgery: bool | None = None
    pregnancy: bool | None = None
    bone_stress: bool | None = None
    is_confirmed: bool = False
    """The notice was read, and where something was answered with yes: a professional was asked."""
    is_cleared: bool = False
    """The user said that a professional cleared them for exercise."""
    confirmed_utc_ms: int | None = Field(default=None, ge=0)

    @property
    def needs_clearance(self) -> bool:
        """Whether an answer forbids a start until a professional cleared it (DEFINITIONS.md)."""
        return bool(self.chest_pain or self.fainting or self.bone_stress)

    @property
    def may_start(self) -> bool:
        """Whether sessions may be started."""
        return self.is_confirmed and (self.is_cleared or not self.needs_clearance)


class Buttons(_Options):
    """What the buttons of remotes and gamepads mean: `key:` and a Qt key code, or `pad:` and a number.

    A code stands in one place only; the first place that has it wins.
    """

    toggle: tuple[ButtonCode, ...] = ("key:16777239", "key:16777268", "pad:0")
    """Page Down, F5 and the lowest button of a gamepad: pause and go on, held long: skip."""
    skip: tuple[ButtonCode, ...] = ("pad:1",)
    back: tuple[ButtonCode, ...] = ("key:16777238", "pad:2")
    """Page Up and the left button of a gamepad."""


BandN = Annotated[int, Field(ge=5, le=120)]
KettlebellKg = Annotated[float, Field(gt=0, le=100)]


class Things(_Options):
    """What the user has to train with; a band that is None is not there, others in newtons."""

    band_light_n: BandN | None = None
    band_medium_n: BandN | None = None
    band_heavy_n: BandN | None = None
    kettlebells_kg: tuple[KettlebellKg, ...] = ()
    has_step: bool = False

    @property
    def bands_n(self) -> dict[str, float]:
        """Force of each band that is there, by tier."""
        tiers = (
            ("light", self.band_light_n),
            ("medium", self.band_medium_n),
            ("heavy", self.band_heavy_n),
        )
        return {tier: float(force) for tier, force in tiers if force is not None}


class Settings(_Options):
    """Every option there is, with its default and its range."""

    language: str = Field(default="en_GB", pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$")
    theme: Literal["system", "dark", "light"] = "system"
    reduced_motion: bool = False
    start_full_screen: bool = False

    is_muted: bool = False
    """Nothing is heard, neither tones nor voice."""
    volume: Share = 0.8
    """Of tones and voice."""
    is_voice_on: bool = True
    """The voice speaks; without it only tones are heard."""
    voice: Literal["low", "high"] = "low"
    lead: Literal["counts", "words", "both", "ticks"] = "counts"
    """What leads through a repetition beside the soft ticks."""
    captions: Literal["auto", "on", "off"] = "auto"
    """Spoken lines in writing: when there is no voice, always, or never."""
    music: Text = ""
    """The user's own music, a file or a folder; empty when there is none."""
    is_music_on: bool = True
    music_volume: Share = 0.5
    buttons: Buttons = Buttons()

    things: Things = Things()

    circuit: str = Field(default="foundation", pattern=r"^[a-z][a-z0-9_]*$")
    """Today's circuit; its doses follow from the record."""
    first_side: Literal["left", "right"] = "left"
    count_in_s: Literal[3, 5, 10] = 3
    preflight_s: int = Field(default=10, ge=0, le=60)
    rest_step_s: int = Field(default=15, ge=5, le=60)
    picture_is_turned: bool = False
    """In side-lying moves the figure is drawn upright to the eye of who lies there."""
    camera: Literal["auto", "second"] = "auto"
    """From where a session shows the figure: the move's own camera, or its second one."""

    body: Literal["a", "b"] = "a"
    skin: Literal["light", "medium", "dark"] = "medium"
    outfit: Literal["teal", "plum", "sand"] = "teal"
    drawing: Literal["auto", "gl", "software"] = "auto"
    """Who draws the figure: the graphics card where it is fit for it, always, or never."""

    safety: Safety = Safety()


def load_settings(path: Path) -> tuple[Settings, SettingsError | None]:
    """The settings of a file, and what was wrong with it, if anything.

    No file is no error. What cannot be used gets its default, and the file is kept beside as
    `settings.json.bad`.
    """
    settings, problem = read_settings(path)
    if problem is not None:
        _keep_aside(path)
    return settings, problem


def read_settings(path: Path) -> tuple[Settings, SettingsError | None]:
    """The same, but only looking: nothing is kept aside."""
    try:
        raw: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), _unreadable(path, error.strerror or str(error))
    except RecursionError:
        return Settings(), _unreadable(path, tr("it is nested too deeply"))
    except ValueError as error:  # not JSON, or not even text
        return Settings(), _unreadable(path, str(error))
    if not isinstance(raw, dict):
        return Settings(), _unreadable(path, tr("it is not a JSON object"))
    return _read(path, raw)


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings, all or nothing; SettingsError when the disk refuses."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as file:
            file.write(settings.model_dump_json(indent=2) + "\n")
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except (OSError, ValueError) as error:  # the disk, or text that cannot be written
        _remove(draft)
        raise SettingsError(
            tr("Settings not saved"),
            tr(
                "The settings could not be written to {path} ({reason}); they hold until gluteapp"
                " is closed.",
                path=path,
                reason=getattr(error, "strerror", None) or error,
            ),
        ) from error


def _read(path: Path, raw: dict[str, Any]) -> tuple[Settings, SettingsError | None]:
    try:
        return Settings.model_validate(raw), None
    except ValidationError as error:
        places = [part["loc"] for part in error.errors()]
    # One bad answer about safety discards them all: what it was is not known, so nothing that was
    # confirmed along with it may open the way to a session.
    wrong = {place[0] for place in places}
    settings = Settings.model_validate(
        {name: value for name, value in raw.items() if name not in wrong}
    )
    names = sorted({".".join(str(part) for part in place[:2]) for place in places})
    named = ", ".join(names)
    _log.info("settings not used: %s", named)
    message = trn(
        "A setting in {path} could not be used and has its usual value again: {names}.",
        "{n} settings in {path} could not be used and have their usual values again: {names}.",
        len(names),
        path=path,
        names=named,
    )
    if "safety" in wrong:
        message = tr("{problem} The safety questions are asked again.", problem=message)
    return settings, SettingsError(tr("Settings"), message)


def _unreadable(path: Path, reason: str) -> SettingsError:
    return SettingsError(
        tr("Settings"),
        tr(
            "The settings in {path} could not be read ({reason}), so the usual ones hold.",
            path=path,
            reason=reason,
        ),
    )


def _keep_aside(path: Path) -> None:
    """Keep a copy of a file that the next save would overwrite."""
    try:
        shutil.copyfile(path, path.with_name(f"{path.name}.bad"))
    except OSError as error:
        _log.info("no copy of %s: %s", path, error)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError as error:
        _log.info("draft %s stays: %s", draft, error)
