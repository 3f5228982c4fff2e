"""A page that scrolls up and down with a thin bar; knows nothing of what it holds."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from gluteapp.ui.theme import Theme


class ScrollArea(QScrollArea):
    """Scrolls its one widget; what gets the focus by a key is brought into sight."""

    def __init__(
        self, content: QWidget | None = None, *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
        if content is not None:
            self.setWidget(content)
        self.set_theme(theme)

    def setWidget(self, widget: QWidget) -> None:
        """Hold this widget; it lies on the page's own ground."""
        super().setWidget(widget)
        widget.setAutoFillBackground(False)

    def set_theme(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self.theme = theme
        self.verticalScrollBar().setStyleSheet(
            "QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }"
            f"QScrollBar::handle:vertical {{ background: {theme.line2.name()};"
            " border-radius: 3px; min-height: 44px; }"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
            "QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }"
        )

    def _on_focus_changed(self, old: QObject | None, new: QObject | None) -> None:
        content = self.widget()
        if isinstance(new, QWidget) and content is not None and content.isAncestorOf(new):
            self.ensureWidgetVisible(new, 24, 24)
