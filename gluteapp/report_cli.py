"""The command `report`: the physiotherapist's page of a profile as a PDF file. Opens no window."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

from gluteapp.app import app_version, build
from gluteapp.errors import GluteError
from gluteapp.language import tr
from gluteapp.paths import Paths
from gluteapp.ui.application import make_application
from gluteapp.ui.progress_desk import move_names
from gluteapp.ui.report import report_pdf
from gluteapp.ui.screens.progress_files import save_whole


class ReportError(GluteError):
    """The page could not be made."""


def report_command(*, paths: Paths, file: Path, weeks: int, replaces: bool) -> int:
    """Write the page into a file and say so; 0 when it is there.

    `replaces` allows a file that is there already to be replaced. GluteError when nothing is
    recorded, or the file cannot be written.
    """
    _check_free(file, replaces=replaces)
    save_whole(_page(paths, weeks=weeks), file)
    sys.stdout.write(tr("Saved as {path}.", path=file) + "\n")
    return 0


def _check_free(file: Path, *, replaces: bool) -> None:
    title = tr("Not saved")
    if os.path.lexists(file) and not file.is_file():
        raise ReportError(title, tr("{path} is not a file; name one that ends in .pdf.", path=file))
    if os.path.lexists(file) and not replaces:
        raise ReportError(
            title,
            tr("{path} is there already; add --force to replace it, or name another.", path=file),
        )


def _page(paths: Paths, *, weeks: int) -> bytes:
    if not paths.database.exists():
        # Opening the record would make one.
        raise _nothing(paths)
    # Nothing is shown, so no display is needed; without one Qt would end the process.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with closing(build(paths)) as app:
        report = app.progress.report.read(
            today=app.today(), circuit_id=app.today_circuit().id, weeks=weeks
        )
        if report is None:
            raise _nothing(paths)
        _application = make_application()  # it stays as long as there are widgets
        library = app.content.library
        return report_pdf(
            report, library=library, moves=move_names(library), app_version=app_version()
        )


def _nothing(paths: Paths) -> ReportError:
    return ReportError(
        tr("Nothing to report"),
        tr("No session is recorded in {folder}, so there is nothing to report.", folder=paths.data),
    )
