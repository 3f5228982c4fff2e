"""How far the fingers of a hand are bent, by the name a motion file uses; knows no arm."""

from __future__ import annotations

from typing import Final

from gluteapp.figure.hand_bones import BEHIND_HEAD, FLAT, GRIP, ON_HIP, RELAXED

Fingers = tuple[float, float, float]
"""Bend of the near joints, the far joints and the thumb, degrees."""

FINGERS: Final[dict[str, Fingers]] = {
    "flat": FLAT,
    "relaxed": RELAXED,
    "behind_head": BEHIND_HEAD,
    "on_hip": ON_HIP,
    "grip": GRIP,
}
"""Names a motion file may use instead of three numbers."""
