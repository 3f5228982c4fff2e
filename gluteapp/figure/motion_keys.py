"""Reads the keys of a motion into tracks of numbers; knows no other field of a motion file."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.fingers import FINGERS

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
    "palm": 3,
    "sole": 3,
    "fingers": 3,
}
_BOTH_SIDES = {
    "feet": "foot",
    "knees_out": "knee_out",
    "legs": "leg",
    "ankles": "ankle",
    "hands": "hand",
    "arms": "arm",
    "girdles": "girdle",
    "palms": "palm",
    "soles": "sole",
    "fingers": "fingers",
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


class MotionError(ValueError):
    """A motion file could not be used; the message says which field and why."""


@dataclass(frozen=True, slots=True)
class Track:
    """The keys of one channel: extents from 0 to 1, and a row of numbers for each."""

    at: NDArray[np.float64]
    rows: NDArray[np.float64]


def constant_track(row: tuple[float, ...]) -> Track:
    """A channel that stays as it is."""
    return Track(np.array((0.0, 1.0)), np.array((row, row)))


def read_keys(keys: object) -> dict[str, Track]:
    """Every channel with its keys; MotionError names the key that is wrong."""
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
            row = _row(name, value, number)
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


def _row(name: str, value: object, number: int) -> list[float]:
    if isinstance(value, str):
        if not name.endswith("fingers"):
            raise MotionError(f"gives `{name}` in key {number} a word instead of numbers")
        if value not in FINGERS:
            known = ", ".join(FINGERS)
            raise MotionError(f"has unknown `{name}` {value} in key {number}; there are {known}")
        return list(FINGERS[value])
    return [float(v) for v in value] if isinstance(value, list) else [float(str(value))]


def check_placed(anchor: str, channels: set[str]) -> None:
    """MotionError unless every limb is placed in one way and the anchor can be found."""
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
