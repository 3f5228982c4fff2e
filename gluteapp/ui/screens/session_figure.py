"""The figure of a session: shows frames on the stage, glides over jumps, prepares what comes next.

It knows the stage and frames, and neither clock nor runner.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize

from gluteapp.core.clock import Millis
from gluteapp.core.exercise import Laterality, Muscle
from gluteapp.core.timeline import Step, Timeline
from gluteapp.core.view import EngineState, View
from gluteapp.language import tr
from gluteapp.ui.screens.muscle_legend import most_lit
from gluteapp.ui.screens.session_fault import FaultBeside
from gluteapp.ui.screens.session_frame import Frame, Mode, mode_of, move_step
from gluteapp.ui.screens.session_glide import Glide, time_for_way_ms
from gluteapp.ui.screens.session_way import Figure, Stand, Way
from gluteapp.ui.stage.stage_view import StageView

SHORT_GAP_MS = 10_000
"""Before a shorter gap the next move is prepared during the set already; design choice."""


_TURNS = {Laterality.ALTERNATING: 2, Laterality.IN_TURN: 3}
"""How many repetitions of a move look different."""


class SessionFigure:
    """One stage, told frame after frame."""

    def __init__(self, *, stage: StageView, fault: FaultBeside) -> None:
        self.stage, self.fault = stage, fault
        self._glide = Glide(natural=self.natural_ms)
        self._prepared: tuple[object, ...] = ()
        self._lengths_ms: dict[tuple[object, ...], int] = {}

    def show(self, frame: Frame, view: View, *, now_ms: Millis) -> None:
        """Show the figure for a frame of a view; the same picture is not drawn again."""
        step, is_paused = frame.step, view.state is EngineState.PAUSED
        moment = self._beside_a_fault(frame, view, now_ms)
        if moment is not None:
            step = replace(step, variant=moment.variant)
            figure = Figure(side=moment.side, phase=moment.phase)
            frame = replace(frame, step=step, figure=figure)
        figure = self._glide.smoothed(
            frame, at_ms=view.position.at_ms, now_ms=now_ms, left_ms=time_for_way_ms(frame, view)
        )
        self.show_figure(figure, step, is_dimmed=is_paused and moment is None)
        if moment is not None:
            self.fault.show(step, 0.0 if figure.way is not None else figure.phase)

    def show_figure(self, figure: Figure, step: Step, *, is_dimmed: bool) -> None:
        """Show a figure as it is, of the move of a step."""
        if figure.way is None:
            self.stage.show_pose(
                step.exercise, step.variant, figure.side,
                step.tempo, figure.phase, is_dimmed, life=figure.life,
            )  # fmt: skip
        else:
            after = figure.way.after or Stand.at_start(step, figure.side)
            self._show_way(figure.way, after, is_dimmed)

    @property
    def is_gliding(self) -> bool:
        """Whether the figure moves, though the session may stand still."""
        return self._glide.is_under_way

    def _beside_a_fault(self, frame: Frame, view: View, now_ms: Millis) -> Stand | None:
        """What is shown instead of the frame while a fault is beside it."""
        if not self.fault.is_open:
            return None
        is_paused = view.state is EngineState.PAUSED
        is_rest = frame.mode is Mode.REST and view.state is EngineState.RUNNING
        if not (is_rest or is_paused):
            self.fault.close()
            return None
        return self.fault.moment(frame.step, now_ms=now_ms, is_moving=not is_paused)

    def _show_way(self, way: Way, after: Stand, is_dimmed: bool) -> None:
        before = way.before
        self.stage.show_way(
            before.exercise, before.variant, before.side,
            after.exercise, after.variant, after.side,
            way.share, is_dimmed, from_phase=before.phase,
        )  # fmt: skip

    def natural_ms(self, before: Stand, after: Stand) -> int:
        """How long a person takes from one moment of a move to another; asked once for each."""
        way = (before.place, before.phase, after.place, after.phase)
        if way not in self._lengths_ms:
            self._lengths_ms[way] = self._length_ms(before, after)
        return self._lengths_ms[way]

    def _length_ms(self, before: Stand, after: Stand) -> int:
        return self.stage.way_ms(
            before.exercise, before.variant, before.side,
            after.exercise, after.variant, after.side, from_phase=before.phase,
        )  # fmt: skip

    def prepare(self, timeline: Timeline, step: Step, size: QSize) -> None:
        """Let the stage draw ahead what comes next, for a stage of that size in pixels."""
        coming = _coming(timeline, step)
        if coming is None or (wanted := (coming.move, coming.side, size)) == self._prepared:
            return
        self._prepared = wanted
        exercise = coming.exercise
        turns = 1 if exercise is None else _TURNS.get(exercise.laterality, 1)
        for rep in range(1, turns + 1):
            side = coming.working_side(rep)
            self.stage.prepare(exercise, coming.variant, side, coming.tempo, size)

    def toggle_fault(self, view: View, timeline: Timeline) -> str:
        """Show a common fault beside the move shown, or close it; why not, as a sentence."""
        mode, step = mode_of(view), move_step(timeline, view.position.step)
        if not self.fault.faults(step):
            return self.fault.toggle(step)
        if mode is Mode.SWITCH:
            return tr("Not while you switch sides. A common fault can be shown in a pause.")
        if mode not in (Mode.REST, Mode.PAUSED):
            return tr("A common fault can be shown in a rest or a pause.")
        return self.fault.toggle(step)

    @property
    def named_muscles(self) -> tuple[Muscle, ...]:
        """What a legend names."""
        return most_lit(self.stage.lit_muscles)


def _coming(timeline: Timeline, step: Step) -> Step | None:
    """The move to prepare during a step, if it is time for it."""
    following = timeline.next_move(step.index)
    if following is None or not step.kind.is_move:
        return following
    return following if following.start_ms - step.end_ms < SHORT_GAP_MS else None
