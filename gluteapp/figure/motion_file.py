"""Reads one motion from its TOML text into numbers; knows no folder and no body.

A motion is written for the left side, lengths in shares of stature. `feet`, `hands` and the like
set both sides. A channel moves smoothly through the keys that name it, and then stays.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.kinematics import Rules

_WIDTHS = {"trunk": 3, "lumbar": 3, "head": 3, "root": 3, "stance_knee": 1, "com": 2}
_SIDE_WIDTHS = {
    "foot": 5,
    "knee_out": 1,
    "leg": 5,
    "kneel": 5,
    "ankle": 7,
    "hand": 9,
    "arm": 4,
    "prop": 6,
    "girdle": 3,
}
_BOTH_SIDES = {
    "feet": "foot",
    "knees_out": "knee_out",
    "legs": "leg",
    "ankles": "ankle",
    "hands": "hand",
    "arms": "arm",
    "girdles": "girdle",
}
_LEG_WAYS = ("foot", "leg", "kneel", "ankle")
_ARM_WAYS = ("hand", "arm", "prop")
_ANCHOR_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "stance": (("{side}_foot", "stance_knee"),),
    "hip": ((),),
    "knee": (("{side}_kneel",), ("{side}_leg",)),
    "ankle": (("{side}_leg",),),
}
"""What a leg anchor is found from."""
_FIELDS = {
    "posture", "anchor", "hands_in", "ankles_in", "planted", "planted_at_start", "planted_at_end", "touching",
    "breaths", "camera", "things", "mat", "keys", "note", "prop_side", "glow",
}  # fmt: skip


class MotionError(ValueError):
    """A motion file could not be used; the message says which field and why."""


@dataclass(frozen=True, slots=True)
class Track:
    """The keys of one channel: extents from 0 to 1, and a row of numbers for each."""

    at: NDArray[np.float64]
    rows: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A plain box beside the figure: chair seat, step, wall; lengths in shares of stature."""

    kind: str
    at: tuple[float, float, float]
    """Middle of its underside."""
    size: tuple[float, float, float]


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
    things: tuple[Thing, ...]
    mat_yaw_deg: float
    mat_at: tuple[float, float]
    glow: str
    """Which side's muscles work when it is done for the left: `working`, `other` or `both`."""
    note: str = field(default="")


def read_motion(motion_id: str, text: str) -> MotionSpec:
    """Read a motion; MotionError names the field that is wrong."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MotionError(f"is not valid TOML: {error}") from error
    if unknown := set(table) - _FIELDS:
        raise MotionError(f"has an unknown field `{min(unknown)}`")
    if missing := {"posture", "anchor", "camera", "keys"} - set(table):
        raise MotionError(f"lacks the field `{min(missing)}`")
    channels = _read_keys(table["keys"])
    _check_placed(str(table["anchor"]), set(channels))
    if "prop_side" in table:
        sign = 1.0 if table["prop_side"] == "l" else -1.0
        channels["prop_side"] = Track(np.array((0.0, 1.0)), np.array(((sign,), (sign,))))
    mat = table.get("mat", {})
    try:
        return MotionSpec(
            id=motion_id,
            posture=str(table["posture"]),
            rules=Rules(
                anchor=str(table["anchor"]),
                hands_in=dict(table.get("hands_in", {})),
                ankles_in=dict(table.get("ankles_in", {})),
            ),
            channels=channels,
            planted=tuple(table.get("planted", ())),
            planted_at_start=tuple(table.get("planted_at_start", ())),
            planted_at_end=tuple(table.get("planted_at_end", ())),
            touching=frozenset(frozenset(pair) for pair in table.get("touching", ())),
            breaths=int(table.get("breaths", 1)),
            view=View(
                yaw_deg=float(table["camera"]["yaw"]),
                pitch_deg=float(table["camera"]["pitch"]),
                is_fixed=bool(table["camera"].get("is_fixed", False)),
            ),
            things=tuple(
                Thing(kind=thing["kind"], at=tuple(thing["at"]), size=tuple(thing["size"]))
                for thing in table.get("things", ())
            ),
            mat_yaw_deg=float(mat.get("yaw", 0.0)),
            mat_at=tuple(mat.get("at", (0.0, 0.0))),
            glow=str(table.get("glow", "working")),
            note=str(table.get("note", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MotionError(f"has a field of the wrong kind: {error}") from error


def _read_keys(keys: object) -> dict[str, Track]:
    if not isinstance(keys, list) or len(keys) < 2:
        raise MotionError("needs at least two `keys`")
    places: dict[str, list[float]] = {name: [0.0] for name in _defaults()}
    values: dict[str, list[list[float]]] = {name: [row] for name, row in _defaults().items()}
    at: list[float] = []
    for number, key in enumerate(keys, 1):
        at.append(float(key.get("at", -1.0)))
        for name, value in key.items():
            if name == "at":
                continue
            row = [float(v) for v in value] if isinstance(value, list) else [float(value)]
            for channel in _channel_names(name, len(row), number):
                if number == 1:
                    places[channel], values[channel] = [0.0], [row]
                elif channel in places:
                    places[channel].append(at[-1])
                    values[channel].append(row)
                else:
                    raise MotionError(f"names `{channel}` in a later key but not in the first")
    if at[0] != 0.0 or at[-1] != 1.0 or sorted(set(at)) != at:
        raise MotionError("needs `keys` whose `at` rises from 0 to 1")
    if "root" not in places:
        raise MotionError("needs `root` in its first key")
    for channel, where in places.items():
        if where[-1] != 1.0:
            where.append(1.0)
            values[channel].append(values[channel][-1])
    return {name: Track(np.array(places[name]), np.array(values[name])) for name in places}


def _check_placed(anchor: str, channels: set[str]) -> None:
    """Every limb is placed in one way, and the anchor can be found."""
    for side in "lr":
        for limb, ways in (("leg", _LEG_WAYS), ("arm", _ARM_WAYS)):
            given = [f"{side}_{way}" for way in ways if f"{side}_{way}" in channels]
            if len(given) != 1:
                wanted = " or ".join(f"`{side}_{way}`" for way in ways)
                raise MotionError(f"must place each {limb} in one way, with {wanted}")
    side, _, joint = anchor.partition("_")
    if anchor in ("pelvis", "upper_back"):
        return
    if side not in ("l", "r") or joint not in _ANCHOR_NEEDS:
        raise MotionError(f"names the unknown anchor `{anchor}`")
    needs = [{name.format(side=side) for name in names} for names in _ANCHOR_NEEDS[joint]]
    if not any(names <= channels for names in needs):
        wanted = " or ".join(" and ".join(f"`{name}`" for name in sorted(names)) for names in needs)
        raise MotionError(f"needs {wanted} for its anchor `{anchor}`")


def _defaults() -> dict[str, list[float]]:
    zeros = {"trunk": 3, "lumbar": 3, "head": 3}
    sided = {"knee_out": 1, "girdle": 3}
    return {name: [0.0] * width for name, width in zeros.items()} | {
        f"{side}_{name}": [0.0] * width for side in "lr" for name, width in sided.items()
    }


def _channel_names(name: str, width: int, number: int) -> tuple[str, ...]:
    names: tuple[str, ...]
    if name in _BOTH_SIDES:
        sided = _BOTH_SIDES[name]
        wanted, names = _SIDE_WIDTHS[sided], (f"l_{sided}", f"r_{sided}")
    elif name[:2] in ("l_", "r_") and name[2:] in _SIDE_WIDTHS:
        wanted, names = _SIDE_WIDTHS[name[2:]], (name,)
    elif name in _WIDTHS:
        wanted, names = _WIDTHS[name], (name,)
    else:
        raise MotionError(f"names the unknown channel `{name}` in key {number}")
    if width != wanted:
        raise MotionError(f"gives `{name}` in key {number} {width} numbers instead of {wanted}")
    return names
