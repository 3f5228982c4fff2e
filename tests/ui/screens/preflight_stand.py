"""A pre-flight on a manual clock, for tests of the check and of what is learned there."""

from __future__ import annotations

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from gluteapp.audio.player import PlayerState
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Side
from gluteapp.core.layout import Options, lay_out
from gluteapp.devices.battery import Battery
from gluteapp.services.preflight import CheckKey, CheckRow, Wanted, check_before_start
from gluteapp.settings import Buttons
from gluteapp.ui.screens.preflight import PreflightScreen
from gluteapp.ui.screens.preflight_row import PreflightRow
from tests.ui.screens.session_stand import content


class Check:
    """A pre-flight on a manual clock, and what it said."""

    def __init__(self, qtbot: QtBot, clock: ManualClock, **more: object) -> None:
        self.clock = clock
        self.sound = PlayerState(is_heard=True, device="Headphones")
        self.is_muted = False
        self.timeline = lay_out(content().circuits["foundation"], content().library, Options())
        usual: dict[str, object] = {"countdown_s": 10, "first_side": Side.LEFT}
        self.screen = PreflightScreen(
            title="Foundation",
            timeline=self.timeline,
            rows=self.rows,
            clock=clock,
            **{**usual, **more},  # type: ignore[arg-type]
        )
        qtbot.addWidget(self.screen)
        self.starts: list[Side] = []
        self.learned: list[Buttons] = []
        self.cancels = 0
        self.screen.started.connect(self.starts.append)
        self.screen.ear.learned.connect(self.learned.append)
        self.screen.cancelled.connect(self._count)
        self.screen.resize(1440, 900)
        self.screen.show()
        self.screen.begin()
        self.screen.timer.blockSignals(True)

    def _count(self) -> None:
        self.cancels += 1

    def rows(self, side: Side) -> Sequence[CheckRow]:
        return check_before_start(
            timeline=self.timeline,
            first_side=side,
            sound=self.sound,
            wanted=Wanted(volume=0.6, voice="low", is_muted=self.is_muted),
            is_screen_held=True,
            battery=Battery(percent=38, is_charging=False),
        )

    def wait(self, ms: int) -> None:
        for _ in range(0, ms, 500):
            self.clock.move(500)
            self.screen.tick()

    def row(self, key: CheckKey) -> PreflightRow:
        return self.screen.check_rows[key]
