"""Reads one motion from its TOML text into numbers; knows no folder and no body.

A motion is written for the left side, lengths in shares of stature. `feet`, `hands` and the like
set both sides. A channel moves smoothly through the keys that name it, and then stays.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any

from gluteapp.figure.assembly import Rules
from gluteapp.figure.motion_keys import MotionError, Track, check_placed, constant_track, read_keys
from gluteapp.figure.skeleton import JOINTS, SIDES

_FIELDS = {
    "posture", "anchor", "hands_in", "ankles_in", "planted", "planted_at_start", "planted_at_end", "touching",
    "breaths", "camera", "things", "mat", "keys", "note", "prop_side", "glow",
    "props", "fault_of", "point", "difference", "strained", "camera2",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A plain box beside the figure: chair seat, step, wall; lengths in shares of stature."""

    kind: str
    at: tuple[float, float, float]
    """Middle of its underside."""
    size: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A thing the body wears or holds, where the variant uses it."""

    kind: str
    """`loop_band`, `kettlebell` or `pillow`."""
    at: str
    """One of `PROP_PLACES[kind]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """How a common fault differs from the right form."""

    of: str
    """The motion that shows the right form."""
    point: str
    """The joint that shows the difference."""
    difference: str
    """What is wrong in a few English words; the screen has them translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """From where a motion is seen best: degrees around (0 front, 90 from the left) and above."""

    yaw_deg: float
    pitch_deg: float
    is_fixed: bool = False
    """The same for both sides, where the person does not turn round to change them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSpec:
    """One motion as written down, for the left side."""

    id: str
    posture: str
    rules: Rules
    channels: dict[str, Track]
    planted: tuple[str, ...]
    planted_at_start: tuple[str, ...]
    planted_at_end: tuple[str, ...]
    touching: frozenset[frozenset[str]]
    breaths: int
    view: View
    second_view: View
    """What the first view hides."""
    things: tuple[Thing, ...]
    mat_yaw_deg: float
    mat_at: tuple[float, float]
    props: tuple[Prop, ...]
    fault: Fault | None
    """What is wrong with it; None for the right form."""
    strained: frozenset[str]
    """Joint angles that pass their comfortable limits, because that is the fault shown."""
    glow: str
    """Which side's muscles work when it is done for the left: `working`, `other` or `both`."""
    note: str = field(default="")


PROP_PLACES: dict[str, tuple[str, ...]] = {
    "loop_band": ("thighs", "knees", "ankles", "feet"),
    "kettlebell": ("l_hand", "r_hand", "hands", "chest", "hips"),
    "pillow": ("head", "hips", "knees"),
}
"""Where each kind of prop may be: `thighs` is just above the knees, `knees` between them."""


_SECOND_VIEWS: dict[str, View] = {
    "standing": View(yaw_deg=8, pitch_deg=8),
    "half_kneeling": View(yaw_deg=12, pitch_deg=8),
    "supine": View(yaw_deg=8, pitch_deg=24, is_fixed=True),
    "prone": View(yaw_deg=172, pitch_deg=26),
    "side_lying": View(yaw_deg=176, pitch_deg=24),
    "side_plank": View(yaw_deg=92, pitch_deg=14),
    "hands_and_knees": View(yaw_deg=178, pitch_deg=14),
}
"""Second angle of a motion that asks for none."""


def parsed(text: str) -> dict[str, Any]:
    """The table of a motion; MotionError when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MotionError(f"is not valid TOML: {error}") from error


def read_motion(motion_id: str, text: str) -> MotionSpec:
    """Read a motion that is written out in full; MotionError names the field that is wrong."""
    return read_table(motion_id, parsed(text))


def read_table(motion_id: str, table: dict[str, Any]) -> MotionSpec:
    """Read a motion from its table; MotionError names the field that is wrong."""
    if unknown := set(table) - _FIELDS:
        raise MotionError(f"has an unknown field `{min(unknown)}`")
    if missing := {"posture", "anchor", "camera", "keys"} - set(table):
        raise MotionError(f"lacks the field `{min(missing)}`")
    channels = read_keys(table["keys"])
    check_placed(str(table["anchor"]), set(channels))
    if "prop_side" in table:
        sign = 1.0 if table["prop_side"] == "l" else -1.0
        channels["prop_side"] = constant_track((sign,))
    mat = table.get("mat", {})
    try:
        return MotionSpec(
            id=motion_id,
            posture=str(table["posture"]),
            rules=_read_rules(table, set(channels)),
            channels=channels,
            planted=tuple(table.get("planted", ())),
            planted_at_start=tuple(table.get("planted_at_start", ())),
            planted_at_end=tuple(table.get("planted_at_end", ())),
            touching=frozenset(frozenset(pair) for pair in table.get("touching", ())),
            breaths=int(table.get("breaths", 1)),
            view=_read_view(table["camera"]),
            second_view=(
                _read_view(table["camera2"])
                if "camera2" in table
                else _SECOND_VIEWS.get(str(table["posture"]), _SECOND_VIEWS["standing"])
            ),
            things=tuple(
                Thing(kind=thing["kind"], at=tuple(thing["at"]), size=tuple(thing["size"]))
                for thing in table.get("things", ())
            ),
            mat_yaw_deg=float(mat.get("yaw", 0.0)),
            mat_at=tuple(mat.get("at", (0.0, 0.0))),
            props=_read_props(table.get("props", [])),
            fault=_read_fault(table),
            strained=frozenset(table.get("strained", ())),
            glow=str(table.get("glow", "working")),
            note=str(table.get("note", "")),
        )
    except MotionError:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise MotionError(f"has a field of the wrong kind: {error}") from error


def _read_view(written: dict[str, Any]) -> View:
    return View(
        yaw_deg=float(written["yaw"]),
        pitch_deg=float(written["pitch"]),
        is_fixed=bool(written.get("is_fixed", False)),
    )


def _read_rules(table: dict[str, Any], channels: set[str]) -> Rules:
    hands_in = dict(table.get("hands_in", {}))
    planted = {
        name
        for field_name in ("planted", "planted_at_start", "planted_at_end")
        for name in table.get(field_name, ())
    }
    return Rules(
        anchor=str(table["anchor"]),
        hands_in=hands_in,
        ankles_in=dict(table.get("ankles_in", {})),
        flat_hands=frozenset(
            side
            for side in SIDES
            if f"{side}_wrist" in planted
            and hands_in.get(side, "world") == "world"
            and f"{side}_arm" not in channels
        ),
    )


def _read_props(written: list[dict[str, str]]) -> tuple[Prop, ...]:
    props = tuple(Prop(kind=prop["kind"], at=prop["at"]) for prop in written)
    for prop in props:
        if prop.kind not in PROP_PLACES:
            raise MotionError(f"has an unknown kind `{prop.kind}` in `props`")
        if prop.at not in PROP_PLACES[prop.kind]:
            places = ", ".join(PROP_PLACES[prop.kind])
            raise MotionError(f"has `props` with {prop.kind} at `{prop.at}`; it can be at {places}")
    return props


def _read_fault(table: dict[str, Any]) -> Fault | None:
    given = [name for name in ("fault_of", "point", "difference") if name in table]
    if not given:
        return None
    if len(given) < 3:
        raise MotionError("needs all three of `fault_of`, `point` and `difference`, or none")
    fault = Fault(
        of=str(table["fault_of"]), point=str(table["point"]), difference=str(table["difference"])
    )
    if fault.point not in JOINTS:
        raise MotionError(f"has the unknown joint `{fault.point}` as its `point`")
    if not fault.difference.strip():
        raise MotionError("has an empty `difference`")
    return fault
