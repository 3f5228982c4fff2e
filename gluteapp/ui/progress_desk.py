"""Fills the Progress page from the record, and does what it asks for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from gluteapp.app import App, app_version
from gluteapp.core.exercise import Library
from gluteapp.errors import GluteError
from gluteapp.language import tr
from gluteapp.services.benchmarks import BenchmarkOffer
from gluteapp.ui.main_window import MainWindow
from gluteapp.ui.past_desk import guarded
from gluteapp.ui.screens.benchmark_card import BenchmarkCard
from gluteapp.ui.screens.progress import ProgressScreen
from gluteapp.ui.screens.progress_files import ChartFile, ChartFiles, SaveError

CHUNK = 25
"""How many sessions are put into numbers at once while nobody waits; design choice."""
CHUNK_PAUSE_MS = 20
AFTER_START_MS = 1_500
"""By then the window is painted: loading the charts would hold it up for half a second."""


def move_names(library: Library) -> dict[str, str]:
    """The words of every move, by `exercise/variant`."""
    return {
        f"{exercise.id}/{variant.id}": tr(variant.name)
        for exercise in library.exercises.values()
        for variant in exercise.variants
    }


class ProgressDesk(QObject):
    """Owns the Progress page; what is not yet in numbers is made so while nobody waits.

    `benchmark_asked(circuit)` comes when benchmark sets are to begin.
    """

    benchmark_asked = Signal(object)

    def __init__(
        self, *, app: App, window: MainWindow, today: Callable[[], int], parent: QObject
    ) -> None:
        """`today` gives the ordinal of the local date."""
        super().__init__(parent)
        self._app, self._window, self._today = app, window, today
        self.screen = ProgressScreen(theme=window.theme)
        self.screen.range_changed.connect(lambda _: guarded(window, self.show))
        self.screen.said.connect(window.say)
        self.screen.settings_asked.connect(lambda: window.open_page("settings"))
        self.screen.report_asked.connect(self.ask_report)
        self.benchmark = BenchmarkCard(theme=window.theme, parent=self.screen)
        self.benchmark.asked.connect(lambda: guarded(window, self._ask_benchmark))
        self._files = ChartFiles(self.screen)
        self._files.said.connect(window.say)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._is_read = False
        self._ahead.timeout.connect(self._prepare)

    def begin(self) -> None:
        """Make ready ahead, so that the page opens at once; Today is on screen before."""
        self._ahead.start(AFTER_START_MS)

    def stop(self) -> None:
        """Prepare no more."""
        self._ahead.stop()

    def show(self) -> None:
        """Show the record as it stands; StorageError when it cannot be read."""
        chosen = self.screen.range
        view = self._app.progress.reader.view(chosen, today=self._today())
        self.screen.show_progress(view, move_names(self._app.content.library))
        self._show_benchmark()

    def _ask_benchmark(self) -> None:
        offer = self._offer()
        if offer is not None:
            self.benchmark_asked.emit(offer.circuit)

    def _offer(self) -> BenchmarkOffer | None:
        app = self._app
        return app.progress.benchmarks.offer(app.today_circuit().id, app.clock.read())

    def _show_benchmark(self) -> None:
        """Last on the page: what lies there already is what progress is."""
        self.screen.body.addWidget(self.benchmark)
        self.benchmark.show_offer(self._offer(), self._app.clock.read().offset_min)

    def ask_report(self) -> QFileDialog:
        """Ask where the physiotherapist's page shall go; it is made when that is said."""
        from gluteapp.ui.report import report_name  # noqa: PLC0415  (loads pyqtgraph)

        page = ChartFile(
            words=tr("Save the report"), name=report_name(self._today()), content=self._report
        )
        return self._files.ask(page)

    def _report(self) -> bytes:
        """The page of now; SaveError when it cannot be made."""
        from gluteapp.ui.report import report_pdf  # noqa: PLC0415  (loads pyqtgraph)

        app = self._app
        library = app.content.library
        try:
            report = app.progress.report.read(
                today=self._today(), circuit_id=app.today_circuit().id
            )
        except GluteError as error:
            raise SaveError(error.title, error.message) from error
        if report is None:
            raise SaveError(tr("Nothing to report"), tr("No session is recorded yet."))
        return report_pdf(
            report, library=library, moves=move_names(library), app_version=app_version()
        )

    def _prepare(self) -> None:
        def step() -> None:
            if self._app.progress.digests.make_missing(CHUNK):
                self._ahead.start(CHUNK_PAUSE_MS)
            elif not self._is_read:
                # Whatever range is asked for later, this is most of the work for it.
                self._app.progress.reader.view(self.screen.range, today=self._today())
                self._is_read = True
                self._ahead.start(CHUNK_PAUSE_MS)
            else:
                self.screen.prepare()

        guarded(self._window, step)
