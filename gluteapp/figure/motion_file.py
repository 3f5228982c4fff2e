"""Reads one motion from its TOML text into numbers; knows no folder and no body.

A motion is written for the left side, lengths in shares of stature. `feet`, `hands` and the like
set both sides. A channel moves smoothly through the keys that name it, and then stays. Whatever
is read here can be posed and framed: every number has bounds, every word is known.
"""

from __future__ import annotations

import tomllib
from typing import Final

from gluteapp.figure.assembly import ANKLE_HOLDS, HAND_HOLDS, Rules
from gluteapp.figure.motion_fields import (
    MotionError,
    Table,
    as_list,
    as_number,
    as_place,
    as_table,
    as_text,
    as_word,
    as_words,
    needed,
    wrong_kind,
)
from gluteapp.figure.motion_keys import (
    Track,
    check_placed,
    check_propped,
    constant_track,
    named_channels,
    read_keys,
)
from gluteapp.figure.motion_spec import (
    GLOWS,
    POSTURES,
    PROP_PLACES,
    THING_KINDS,
    Fault,
    MotionSpec,
    Prop,
    Thing,
    View,
)
from gluteapp.figure.skeleton import JOINTS, LIMBS, LIMITS_DEG, SIDES

_FIELDS = {
    "posture", "anchor", "hands_in", "ankles_in", "planted", "planted_at_start", "planted_at_end", "touching",
    "breaths", "camera", "things", "mat", "keys", "note", "prop_side", "glow",
    "props", "fault_of", "point", "point_beside", "difference", "strained", "camera2",
}  # fmt: skip
_PLANTED = ("planted", "planted_at_start", "planted_at_end")
_ANGLES: Final = tuple(
    name
    for limit in LIMITS_DEG
    for name in ([limit] if limit.startswith("lumbar") else [f"{side}_{limit}" for side in SIDES])
)
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
_FAR: Final = 1.0
"""How far from the origin a thing or the mat may be, shares of stature."""
_SIZES: Final = {"chair": (0.1, 1.0), "step": (0.01, 1.0), "wall": (0.01, 2.0)}
"""Shortest and longest edge of each kind of thing, shares of stature."""
_BREATHS_MAX: Final = 60
_BESIDE_MAX: Final = 0.2
"""How far from a joint a fault may be pointed at, shares of stature."""


def parsed(text: str) -> Table:
    """The table of a motion; MotionError when it is not TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Besides its own errors it lets through those of endless numbers and of deep brackets.
        raise MotionError(f"is not valid TOML: {error}") from error


def read_table(motion_id: str, table: Table) -> MotionSpec:
    """Read a motion from its table; MotionError names the field that is wrong."""
    if unknown := set(table) - _FIELDS:
        raise MotionError(f"has an unknown field `{min(unknown)}`")
    if missing := {"posture", "anchor", "camera", "keys"} - set(table):
        raise MotionError(f"lacks the field `{min(missing)}`")
    posture = as_word(table["posture"], "posture", POSTURES)
    channels = read_keys(table["keys"])
    check_placed(as_text(table["anchor"], "anchor"), set(channels))
    if "prop_side" in table:
        channels["prop_side"] = _read_prop_side(table, set(channels))
    mat_yaw_deg, mat_at = _read_mat(table.get("mat", {}))
    return MotionSpec(
        id=motion_id,
        posture=posture,
        rules=_read_rules(table, set(channels)),
        channels=channels,
        planted=_read_planted(table, "planted"),
        planted_at_start=_read_planted(table, "planted_at_start"),
        planted_at_end=_read_planted(table, "planted_at_end"),
        touching=_read_touching(table.get("touching", [])),
        breaths=round(_read_breaths(table.get("breaths", 1))),
        view=_read_view(table["camera"], "camera"),
        second_view=_read_second_view(table, posture),
        things=_read_things(table.get("things", [])),
        mat_yaw_deg=mat_yaw_deg,
        mat_at=mat_at,
        props=_read_props(table.get("props", [])),
        fault=_read_fault(table),
        strained=frozenset(as_words(table.get("strained", []), "strained", _ANGLES)),
        glow=as_word(table.get("glow", "working"), "glow", GLOWS),
        note=as_text(table.get("note", ""), "note"),
    )


def _read_planted(table: Table, name: str) -> tuple[str, ...]:
    return as_words(table.get(name, []), name, JOINTS)


def _read_touching(written: object) -> frozenset[frozenset[str]]:
    pairs = [as_words(pair, "touching", LIMBS) for pair in as_list(written, "touching")]
    if any(len(set(pair)) != 2 or len(pair) != 2 for pair in pairs):
        raise wrong_kind("touching", "a list of pairs of limbs")
    return frozenset(frozenset(pair) for pair in pairs)


def _read_breaths(written: object) -> float:
    if not isinstance(written, int):
        raise wrong_kind("breaths", "a whole number")
    return as_number(written, "breaths", 1, _BREATHS_MAX)


def _read_prop_side(table: Table, channels: set[str]) -> Track:
    """Which elbow carries the trunk, as a channel: 1 for left, -1 for right."""
    side = as_word(table["prop_side"], "prop_side", SIDES)
    check_propped(side, str(table["anchor"]), channels, named_channels(table["keys"]))
    return constant_track((1.0 if side == "l" else -1.0,))


def _read_mat(written: object) -> tuple[float, tuple[float, float]]:
    mat = as_table(written, "mat", ("yaw", "at"))
    at = as_list(mat.get("at", [0.0, 0.0]), "mat.at")
    if len(at) != 2:
        raise wrong_kind("mat.at", "two numbers")
    x, z = (as_number(number, "mat.at", -_FAR, _FAR) for number in at)
    return as_number(mat.get("yaw", 0.0), "mat.yaw", -360, 360), (x, z)


def _read_view(written: object, name: str) -> View:
    view = as_table(written, name, ("yaw", "pitch", "is_fixed"))
    is_fixed = view.get("is_fixed", False)
    if not isinstance(is_fixed, bool):
        raise wrong_kind(f"{name}.is_fixed", "true or false")
    return View(
        yaw_deg=as_number(needed(view, "yaw", name), f"{name}.yaw", -360, 360),
        pitch_deg=as_number(needed(view, "pitch", name), f"{name}.pitch", -90, 90),
        is_fixed=is_fixed,
    )


def _read_second_view(table: Table, posture: str) -> View:
    if "camera2" in table:
        return _read_view(table["camera2"], "camera2")
    return _SECOND_VIEWS.get(posture, _SECOND_VIEWS["standing"])


def _read_things(written: object) -> tuple[Thing, ...]:
    things = []
    for one in as_list(written, "things"):
        thing = as_table(one, "things", ("kind", "at", "size"))
        kind = as_word(needed(thing, "kind", "things"), "things.kind", THING_KINDS)
        at = as_place(needed(thing, "at", "things"), "things.at", -_FAR, _FAR)
        size = as_place(needed(thing, "size", "things"), "things.size", *_SIZES[kind])
        things.append(Thing(kind=kind, at=at, size=size))
    return tuple(things)


def _read_rules(table: Table, channels: set[str]) -> Rules:
    hands_in = _read_holds(table, "hands_in", HAND_HOLDS)
    ankles_in = _read_holds(table, "ankles_in", ANKLE_HOLDS)
    if "other_thigh" in ankles_in.values() and {"l_ankle", "r_ankle"} <= channels:
        raise MotionError("has `ankles_in` on a thigh whose own ankle rests as well")
    planted = {name for field in _PLANTED for name in _read_planted(table, field)}
    return Rules(
        anchor=str(table["anchor"]),
        hands_in=hands_in,
        ankles_in=ankles_in,
        flat_hands=frozenset(
            side
            for side in SIDES
            if f"{side}_wrist" in planted
            and hands_in.get(side, "world") == "world"
            and f"{side}_arm" not in channels
        ),
    )


def _read_holds(table: Table, name: str, known: tuple[str, ...]) -> dict[str, str]:
    holds = as_table(table.get(name, {}), name, SIDES)
    return {side: as_word(held_in, name, known) for side, held_in in holds.items()}


def _read_props(written: object) -> tuple[Prop, ...]:
    props = []
    for one in as_list(written, "props"):
        prop = as_table(one, "props", ("kind", "at"))
        kind = as_word(needed(prop, "kind", "props"), "props.kind", tuple(PROP_PLACES))
        at = as_text(needed(prop, "at", "props"), "props.at")
        if at not in PROP_PLACES[kind]:
            places = ", ".join(PROP_PLACES[kind])
            raise MotionError(f"has `props` with {kind} at `{at}`; it can be at {places}")
        props.append(Prop(kind=kind, at=at))
    return tuple(props)


def _read_fault(table: Table) -> Fault | None:
    given = [name for name in ("fault_of", "point", "difference") if name in table]
    if not given and "point_beside" not in table:
        return None
    if len(given) < 3:
        raise MotionError("needs all three of `fault_of`, `point` and `difference`, or none")
    fault = Fault(
        of=as_text(table["fault_of"], "fault_of"),
        point=as_word(table["point"], "point", JOINTS),
        difference=as_text(table["difference"], "difference"),
        beside=as_place(
            table.get("point_beside", [0, 0, 0]), "point_beside", -_BESIDE_MAX, _BESIDE_MAX
        ),
    )
    if not fault.difference.strip():
        raise MotionError("has an empty `difference`")
    return fault
