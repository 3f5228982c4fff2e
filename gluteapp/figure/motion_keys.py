"""Reads the keys of a motion into tracks of numbers; knows no other field of a motion file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.fingers import FINGERS
from gluteapp.figure.motion_fields import (
    MotionError,
    Table,
    as_list,
    as_number,
    is_number,
    wrong_kind,
)

_CHANNELS = {
    "trunk": "ddd", "lumbar": "ddd", "head": "ddd", "root": "mmm", "stance_knee": "d", "com": "mm"
}  # fmt: skip
"""What each number of a channel is: `d` degrees, `m` a length or place in shares of stature, `v` a
part of a direction."""
_SIDE_CHANNELS = {
    "foot": "mmmdd",
    "knee_out": "d",
    "leg": "ddddd",
    "kneel": "dddmd",
    "ankle": "mmmvvvd",
    "hand": "mmmvvvvvv",
    "arm": "dddd",
    "prop": "mmmmmm",
    "girdle": "mmm",
    "palm": "vvv",
    "sole": "vvv",
    "fingers": "ddd",
}
_MOST: Final = {"d": 360.0, "m": 1.0, "v": 10.0}
"""How far from zero a number may be: a person reaches no further, a direction needs no more."""
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
_APART: Final = 0.001
"""How far keys are apart at least; closer ones would be a jump."""


@dataclass(frozen=True, slots=True)
class Track:
    """The keys of one channel: extents from 0 to 1, and a row of numbers for each."""

    at: NDArray[np.float64]
    rows: NDArray[np.float64]


def constant_track(row: tuple[float, ...]) -> Track:
    """A channel that stays as it is."""
    return Track(np.array((0.0, 1.0)), np.array((row, row)))


def written_keys(keys: object) -> list[Table]:
    """The keys as tables that all have a number `at`; MotionError when they are something else."""
    tables = as_list(keys, "keys")
    if not all(isinstance(key, dict) for key in tables):
        raise wrong_kind("keys", "a list of tables")
    for key in tables:
        as_number(key.get("at"), "at", 0, 1)
    return tables


def named_channels(keys: list[Table]) -> set[str]:
    """Every channel that some key names."""
    return {name for key in keys for name in key if name != "at"}


def read_keys(keys: object) -> dict[str, Track]:
    """Every channel with its keys; MotionError names the key that is wrong."""
    tables = written_keys(keys)
    if len(tables) < 2:
        raise MotionError("needs at least two `keys`")
    at = [float(key["at"]) for key in tables]
    if at[0] != 0.0 or at[-1] != 1.0 or sorted(at) != at:
        raise MotionError("needs `keys` whose `at` rises from 0 to 1")
    if min(after - before for before, after in pairwise(at)) < _APART:
        raise MotionError(f"needs `keys` that are at least {_APART} apart")
    places: dict[str, list[float]] = {name: [0.0] for name in _defaults()}
    values: dict[str, list[list[float]]] = {name: [row] for name, row in _defaults().items()}
    for number, key in enumerate(tables, 1):
        for channel, row in _rows(key, number):
            if number == 1:
                places[channel], values[channel] = [0.0], [row]
            elif channel in places:
                places[channel].append(at[number - 1])
                values[channel].append(row)
            else:
                raise MotionError(f"names `{channel}` in a later key but not in the first")
    if "root" not in places:
        raise MotionError("needs `root` in its first key")
    for channel, where in places.items():
        if where[-1] != 1.0:
            where.append(1.0)
            values[channel].append(values[channel][-1])
    return {name: Track(np.array(places[name]), np.array(values[name])) for name in places}


def _rows(key: Table, number: int) -> list[tuple[str, list[float]]]:
    """The channels of one key with their numbers; what is named for one side wins over both."""
    found: dict[str, list[float]] = {}
    for name in sorted(key, key=lambda one: one not in _BOTH_SIDES):
        if name == "at":
            continue
        kinds, channels = _channels_of(name, number)
        row = _row(name, key[name], kinds, number)
        found |= dict.fromkeys(channels, row)
    return list(found.items())


def _row(name: str, value: object, kinds: str, number: int) -> list[float]:
    where = f"`{name}` in key {number}"
    if isinstance(value, str):
        if not name.endswith("fingers"):
            raise MotionError(f"gives {where} a word instead of numbers")
        if value not in FINGERS:
            raise MotionError(f"has unknown {where}: {value}; there are {', '.join(FINGERS)}")
        return list(FINGERS[value])
    row = value if isinstance(value, list) else [value]
    if len(row) != len(kinds):
        raise MotionError(f"gives {where} {len(row)} numbers instead of {len(kinds)}")
    for one, kind in zip(row, kinds, strict=True):
        if not is_number(one, -_MOST[kind], _MOST[kind]):
            most = f"{_MOST[kind]:g}"
            raise MotionError(f"gives {where} something else than a number from -{most} to {most}")
    first = kinds.find("v")
    for start in range(first, first + kinds.count("v"), 3):
        if not any(row[start : start + 3]):
            raise MotionError(f"gives {where} a direction without length")
    return list(map(float, row))


def _channels_of(name: str, number: int) -> tuple[str, tuple[str, ...]]:
    """What the numbers under a name are, and the channels they are for."""
    if name in _BOTH_SIDES:
        sided = _BOTH_SIDES[name]
        return _SIDE_CHANNELS[sided], (f"l_{sided}", f"r_{sided}")
    if name[:2] in ("l_", "r_") and name[2:] in _SIDE_CHANNELS:
        return _SIDE_CHANNELS[name[2:]], (name,)
    if name in _CHANNELS:
        return _CHANNELS[name], (name,)
    raise MotionError(f"names the unknown channel `{name}` in key {number}")


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


def check_propped(side: str, anchor: str, channels: set[str], named: set[str]) -> None:
    """MotionError unless the bend of the trunk can be found from a propped elbow alone."""
    if f"{side}_prop" not in channels:
        raise MotionError(f"needs `{side}_prop` for its `prop_side`")
    if anchor.partition("_")[2] not in ("hip", "knee", "ankle"):
        raise MotionError(f"has `prop_side` with the anchor `{anchor}`, which is no leg")
    if "lumbar" in named:
        raise MotionError("has `lumbar` besides `prop_side`, which bends the trunk by itself")


def _defaults() -> dict[str, list[float]]:
    return {name: [0.0] * 3 for name in ("trunk", "lumbar", "head")} | {
        f"{side}_{name}": [0.0] * len(_SIDE_CHANNELS[name])
        for side in "lr"
        for name in ("knee_out", "girdle")
    }
