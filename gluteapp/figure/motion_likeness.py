"""Fills in a motion that is written as its difference from another; knows no numbers and no body.

`like = "squat"` takes over everything of that motion but its note, its fault and its props. A
field given again replaces the other's whole; a key with the same `at` is mixed channel by channel,
another `at` is added; `without` names channels that are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from gluteapp.figure.motion_fields import MotionError, Table, as_list, as_text
from gluteapp.figure.motion_keys import written_keys

_OWN = {
    "note", "like", "without", "fault_of", "point", "point_beside", "difference", "strained",
    "props",
}  # fmt: skip
"""What a motion does not take over from another."""


def filled_in(motion_id: str, tables: Mapping[str, Table]) -> Table:
    """The whole table of a motion; MotionError when what it is like is not there or a circle."""
    return _filled_in(motion_id, tables, ())


def _filled_in(motion_id: str, tables: Mapping[str, Table], before: tuple[str, ...]) -> Table:
    table = tables[motion_id]
    if "like" not in table:
        return table
    like = as_text(table["like"], "like")
    if like in before or like == motion_id:
        raise MotionError(f"is `like` itself by way of `{like}`")
    if like not in tables:
        raise MotionError(f"is `like` the unknown motion `{like}`")
    try:
        model = _filled_in(like, tables, (*before, motion_id))
        keys = written_keys(model.get("keys", []))
    except MotionError as error:
        raise MotionError(f"is `like` `{like}`, which {error}") from error
    taken = {name: value for name, value in model.items() if name not in _OWN}
    own = {name: value for name, value in table.items() if name not in ("like", "without", "keys")}
    dropped = {as_text(name, "without") for name in as_list(table.get("without", []), "without")}
    return taken | own | {"keys": _mixed(keys, written_keys(table.get("keys", [])), dropped)}


def _mixed(model: list[Table], own: list[Table], dropped: set[str]) -> list[Table]:
    keys: dict[float, Table] = {}
    for key in model:
        keys[key["at"]] = {name: value for name, value in key.items() if name not in dropped}
    for key in own:
        keys[key["at"]] = keys.get(key["at"], {}) | key
    return [keys[at] for at in sorted(keys)]
