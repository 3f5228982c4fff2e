"""What a stage is asked to show, whichever way it is drawn; knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown


class Backdrop(Enum):
    """What is behind the figure."""

    FADED = auto()
    """The stage gradient, vanishing at its edges into the page."""
    INSET = auto()
    """The stage as a dark panel with round corners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a stage is to show."""

    shown: Shown
    breaths: int
    """Of the motion that is shown, in one repetition."""
    look: Look
    angle: Angle
