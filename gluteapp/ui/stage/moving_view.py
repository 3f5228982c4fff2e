"""A figure that does a move by itself, for desk pages; knows no session. Its clock is the eye's."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gluteapp.core.exercise import Exercise, Laterality, Phase, Side, Tempo
from gluteapp.ui.stage.stage_view import Backdrop, StageView
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import Theme

FRAME_MS = 33
HOLD_PERIOD_MS = 8_000
"""One way in, hold and way out of a move without a tempo, at the desk; design choice."""
_IN_TURN = (Side.LEFT, Side.RIGHT, Side.BOTH)


class MovingView(QWidget):
    """Shows a move still at its hard end, or moving while `set_playing(True)`.

    In the dark theme the stage has no edge, in the light one it is a dark panel.
    It emits `playing_changed(is_playing)` when it begins to move or stops, by itself as well.
    """

    playing_changed = Signal(bool)

    def __init__(self, *, studio: Studio, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._studio = studio
        self._exercise: Exercise | None = None
        self._variant = ""
        self._side: Side | None = None
        self._tempo: Tempo | None = None
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_frame)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._stage = self._made_stage()

    @property
    def is_playing(self) -> bool:
        """Whether the figure moves."""
        return self._timer.isActive()

    @property
    def stage(self) -> StageView:
        """The picture itself."""
        return self._stage

    def show_move(
        self, exercise: Exercise | None, variant: str = "", side: Side | None = None
    ) -> None:
        """Show a move, side None being both or the left one."""
        self._exercise, self._variant, self._side = exercise, variant, side
        self._tempo = None
        if exercise is not None:
            ids = [known.id for known in exercise.variants]
            chosen = exercise.variants[ids.index(variant) if variant in ids else 0]
            self._tempo = chosen.tempo or exercise.tempo
        if self.is_playing:
            self._clock.restart()
            self._on_frame()
        else:
            self._show(self._hard_end(), 0)

    def set_playing(self, is_playing: bool) -> None:
        """Move, or stand still at the hard end."""
        if is_playing == self.is_playing:
            return
        if is_playing:
            self._clock.start()
            self._timer.start()
        else:
            self._timer.stop()
            self._show(self._hard_end(), 0)
        self.playing_changed.emit(is_playing)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        is_other = theme.is_dark != self.theme.is_dark
        self.theme = theme
        if is_other:
            self._stage.hide()
            self._stage.deleteLater()
            self._stage = self._made_stage()
            if not self.is_playing:
                self._show(self._hard_end(), 0)

    def _made_stage(self) -> StageView:
        backdrop = Backdrop.FADED if self.theme.is_dark else Backdrop.INSET
        stage = StageView(
            studio=self._studio, backdrop=backdrop, page=self.theme.surface, parent=self
        )
        self._layout.addWidget(stage)
        return stage

    def _period_ms(self) -> int:
        return HOLD_PERIOD_MS if self._tempo is None else self._tempo.rep_ms

    def _hard_end(self) -> float:
        """The phase in the middle of the hold at the hard end."""
        if self._tempo is None or self._exercise is None:
            return 0.5
        first, hold, _ = self._tempo.phases_ms(
            Phase.LOWER if self._exercise.starts_with is Phase.LOWER else Phase.LIFT
        )
        return (first[1] + hold[1] / 2) / self._tempo.rep_ms

    def _on_frame(self) -> None:
        turn, into_ms = divmod(self._clock.elapsed(), self._period_ms())
        self._show(into_ms / self._period_ms(), turn)

    def _show(self, phase: float, turn: int) -> None:
        side = self._side
        laterality = None if self._exercise is None else self._exercise.laterality
        if laterality is Laterality.ALTERNATING:
            side = _IN_TURN[turn % 2]
        elif laterality is Laterality.IN_TURN:
            side = _IN_TURN[turn % 3]
        self._stage.show_pose(self._exercise, self._variant, side, self._tempo, phase)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves where nobody looks."""
        super().hideEvent(event)
        self.set_playing(False)
