"""What is asked of the stage: a moment of a move, or of a way, and from where; draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from gluteapp.core.exercise import Equipment, Muscle, Phase, Side, Tempo

RESTING_MOTION: Final = "standing"
"""What is shown without an exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What decides the picture of the figure; two equal ones look the same."""

    motion_id: str = RESTING_MOTION
    side: Side = Side.BOTH
    tempo: Tempo | None = None
    starts_with: Literal[Phase.LIFT, Phase.LOWER] = Phase.LIFT
    phase: float = 0.0
    muscles: tuple[tuple[Muscle, float], ...] = ()
    """Display values of evidence 5.4."""
    equipment: tuple[Equipment, ...] = ()
    is_lying: bool = False
    """Whether the picture may be turned for somebody lying on the side."""
    fault: str | None = None
    """The motion that shows a common fault in place of the right form."""
    beside: str | None = None
    """The fault that another picture shows beside this one: both are seen from where it shows."""
    way_from: Shown | None = None
    """The move that is being left; the figure is then on its way from there to phase 0 here."""
    way_share: float = 0.0
    """How much of that way is done, 0 to 1."""

    breath: float | None = None
    """1 full to -1 empty, coarse enough to come again; None: as the phase has it."""
    eyelid: float = 1.0
    """1 open to 0 closed, coarse as well."""

    @property
    def motion_seen(self) -> str:
        """The motion that the body makes."""
        return self.fault or self.motion_id

    @property
    def compared(self) -> str | None:
        """The fault that is shown here or beside it, whose view and room both pictures take."""
        return self.fault or self.beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """From where a stage looks: a camera's name, degrees around and above it, lying picture."""

    camera: str = "auto"
    orbit: tuple[float, float] = (0.0, 0.0)
    is_turned: bool = False


AHEAD: Final = Angle()
"""The camera a motion asks for."""
