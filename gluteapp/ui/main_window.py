"""The window: rail, pages, keys, overlays and notices. Knows no page's content and no app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from gluteapp.language import tr
from gluteapp.settings import Buttons
from gluteapp.ui.screens.desk_page import NARROW_PX, DeskPage
from gluteapp.ui.screens.key_list import KeyList
from gluteapp.ui.screens.stop_signs import StopSigns
from gluteapp.ui.theme import DARK, Theme, Themed, restyle
from gluteapp.ui.widgets.overlay import Overlay
from gluteapp.ui.widgets.page_stack import PageStack
from gluteapp.ui.widgets.rail import Rail, RailEntry
from gluteapp.ui.widgets.toast import Toast

MIN_WIDTH, MIN_HEIGHT = 1024, 640
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


@runtime_checkable
class TakesKeys(Protocol):
    """A page that knows keys of its own."""

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; whether it asked for anything."""


def is_typing() -> bool:
    """Whether the focus is in a text field, so that keys belong to it."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QComboBox):
        return focused.isEditable()
    return isinstance(focused, _TEXT_FIELDS)


class MainWindow(QWidget):
    """Desk pages beside a rail, or one page alone over everything (`show_full`).

    Emits `page_opened(id)`, `overlay_opened()` so that a session can pause, `settings_asked()` over
    a page that stands alone, and `closing()`.
    """

    page_opened = Signal(str)
    overlay_opened = Signal()
    settings_asked = Signal()
    undo_asked = Signal()
    undo_expired = Signal()
    closing = Signal()

    def __init__(
        self, entries: Sequence[RailEntry], *, theme: Theme, is_motion_reduced: bool = False
    ) -> None:
        super().__init__()
        self.theme = theme
        self.buttons = Buttons()
        """What remotes and gamepads send, for the list of keys."""
        self.setWindowTitle(tr("gluteapp"))
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self.rail = Rail(entries, theme=theme, parent=self)
        self.stack = PageStack(is_motion_reduced=is_motion_reduced, parent=self)
        self.toast = Toast(theme=theme, parent=self)
        self.toast.undone.connect(self.undo_asked)
        self.toast.expired.connect(self.undo_expired)
        self._pages: dict[str, QWidget] = {}
        self._page = ""
        self._full: QWidget | None = None
        self._overlay: Overlay | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self.stack, 1)
        self.rail.chosen.connect(self.open_page)

    # Pages

    @property
    def page(self) -> str:
        """Id of the desk page that is open, or that will be when the full page goes."""
        return self._page

    @property
    def full_page(self) -> QWidget | None:
        """The page that stands alone now, if any."""
        return self._full

    def add_page(self, page: str, widget: QWidget) -> None:
        """Add a desk page; its id is one of the rail's, or reached from another page."""
        self._pages[page] = widget
        self.stack.addWidget(widget)

    def open_page(self, page: str) -> None:
        """Open a desk page by id; KeyError when there is none."""
        widget = self._pages[page]
        self._page = page
        self.rail.select(page)
        if self._full is not None:
            return
        self.rail.show()
        self.page_opened.emit(page)
        self.stack.show_page(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_full(self, page: QWidget) -> None:
        """Show a page alone, without the rail; the one before it is forgotten."""
        before = self._full
        self._full = page
        self.close_overlay()
        self.toast.dismiss()
        self.rail.hide()
        self.stack.show_page(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        if before is not None and before is not page:
            self._forget(before)
        self.update()

    def leave_full(self, page: str | None = None) -> None:
        """Go back to the desk, to the page that was open or another one."""
        before, self._full = self._full, None
        self.open_page(page or self._page)
        if before is not None:
            self._forget(before)
        self.update()

    def _forget(self, page: QWidget) -> None:
        self.stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    # Notices and overlays

    def say(self, text: str) -> None:
        """Say a sentence for a while."""
        self._lift_toast()
        self.toast.say(text, can_undo=False)

    def offer_undo(self, text: str) -> None:
        """Say what was done and offer to take it back.

        `undo_asked` tells that the user wants that, `undo_expired` that the offer is over; the
        offer before this one expires too.
        """
        self._lift_toast()
        self.toast.say(text, can_undo=True)

    def offer_to_show(self, text: str) -> None:
        """Say what happened and offer to show it; the signals are those of an offer to undo."""
        self._lift_toast()
        self.toast.say(text, can_undo=True, word=tr("Show"))

    def _lift_toast(self) -> None:
        """Keep what is said off the footer of a page that stands alone."""
        footer = self._full.footer if isinstance(self._full, DeskPage) else None
        self.toast.lift(footer.sizeHint().height() if footer is not None and footer.count() else 0)

    def show_overlay(self, title: str, content: QWidget, *, width_px: int = 720) -> Overlay:
        """Lay a card over the window."""
        self.close_overlay()
        theme = self._theme_of_overlays
        overlay = Overlay(title, content, theme=theme, parent=self, width_px=width_px)
        overlay.closed.connect(lambda: self._on_overlay_closed(overlay))
        self._overlay = overlay
        self.overlay_opened.emit()
        overlay.open()
        return overlay

    @property
    def _theme_of_overlays(self) -> Theme:
        """That of what lies under them: a page that takes no theme is dark."""
        return self.theme if self._full is None or isinstance(self._full, Themed) else DARK

    def close_overlay(self) -> bool:
        """Take the overlay away; whether there was one."""
        if self._overlay is None:
            return False
        self._overlay.close_overlay()
        return True

    def show_stop_signs(self) -> None:
        """Show the red-flag card."""
        self.show_overlay(
            tr("When to stop and get help"), StopSigns(theme=self._theme_of_overlays), width_px=820
        )

    def show_keys(self) -> None:
        """Show the list of keys."""
        keys = KeyList(theme=self._theme_of_overlays, buttons=self.buttons)
        self.show_overlay(tr("Keys"), keys, width_px=860)

    def _on_overlay_closed(self, overlay: Overlay) -> None:
        if self._overlay is overlay:
            self._overlay = None

    # Looks

    def set_theme(self, theme: Theme) -> None:
        """Use another theme; a page that stands alone and takes none, such as a session, is dark."""
        self.theme = theme
        parts: list[QWidget] = [self.rail, self.toast, *self._pages.values()]
        if self._overlay is not None and self._theme_of_overlays is theme:
            parts.append(self._overlay)
        if self._full is not None and isinstance(self._full, Themed):
            parts.append(self._full)
        for part in parts:
            if isinstance(part, Themed):
                part.set_theme(theme)
            restyle(part, theme)
        self.update()

    def set_motion_reduced(self, is_motion_reduced: bool) -> None:
        """Fade between pages or not."""
        self.stack.is_motion_reduced = is_motion_reduced

    def toggle_full_screen(self) -> None:
        """Full screen, or back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the whole window; what a page knows itself comes first."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_F1:
            self.show_stop_signs()
        elif is_typing():
            if key == Qt.Key.Key_Escape:
                self._focus_page()
            return
        elif not self._take_window_key(event, key) and not self._take_page_key(event):
            if key == Qt.Key.Key_Escape:
                self._go_back()
            else:
                super().keyPressEvent(event)

    def _take_window_key(self, event: QKeyEvent, key: Qt.Key) -> bool:
        is_ctrl = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_F11:
            self.toggle_full_screen()
        elif event.text() == "?":
            self.show_keys()
        elif is_ctrl and key == Qt.Key.Key_Comma:
            self._ask_for_settings()
        elif is_ctrl and self._full is None and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_1
            if number >= len(self.rail.pages):
                return False
            self.open_page(self.rail.pages[number])
        else:
            return False
        return True

    def _ask_for_settings(self) -> None:
        if self._full is None:
            self.open_page(self.rail.pages[-1])
        else:
            self.settings_asked.emit()

    def _focus_page(self) -> None:
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_page_key(self, event: QKeyEvent) -> bool:
        page = self.stack.currentWidget()
        return isinstance(page, TakesKeys) and page.take_key(event)

    def _go_back(self) -> None:
        first = self.rail.pages[0]
        if self._full is not None:
            return
        if self._page != first:
            self.open_page(first)
        elif self.isFullScreen():
            self.showNormal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone in a narrow window."""
        super().resizeEvent(event)
        self.rail.set_small(event.size().width() < NARROW_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint the ground when the palette changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.bg)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell before the window goes."""
        self.closing.emit()
        super().closeEvent(event)
