"""What a motion file says, once it is read: rules, tracks, views, things; reads nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from gluteapp.figure.assembly import Rules
from gluteapp.figure.motion_keys import Track

POSTURES: Final = (
    "standing", "half_kneeling", "tall_kneeling", "sitting", "side_sitting", "supine", "prone",
    "side_lying", "side_plank", "hands_and_knees",
)  # fmt: skip
GLOWS: Final = ("working", "other", "both")
THING_KINDS: Final = ("chair", "step", "wall")
PROP_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "loop_band": ("thighs", "knees", "ankles", "feet"),
    "kettlebell": ("l_hand", "r_hand", "hands", "chest", "hips"),
    "pillow": ("head", "hips", "knees"),
}
"""Where each kind of prop may be: `thighs` is just above the knees, `knees` between them."""
CHAIR_HEIGHTS: Final = 2.15
"""Height of a chair with its back, in heights of its seat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A plain box beside the figure: chair seat, step, wall; lengths in shares of stature."""

    kind: str
    """One of `THING_KINDS`."""
    at: tuple[float, float, float]
    """Middle of its underside."""
    size: tuple[float, float, float]

    @property
    def height(self) -> float:
        """Up to its highest place, shares of stature: the back of a chair is above its seat."""
        return self.size[1] * (CHAIR_HEIGHTS if self.kind == "chair" else 1.0)


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
    beside: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """How far from that joint it is seen, along the axes of its bone (left, up, front; a joint
    without one has those of the world), shares of stature."""


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
    """One of `POSTURES`."""
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

    def moves_like(self, other: MotionSpec) -> bool:
        """Whether the body goes the same way in both; things and what is worn may differ."""
        return (
            self.rules == other.rules
            and self.channels.keys() == other.channels.keys()
            and all(
                np.array_equal(track.at, other.channels[name].at)
                and np.array_equal(track.rows, other.channels[name].rows)
                for name, track in self.channels.items()
            )
        )
