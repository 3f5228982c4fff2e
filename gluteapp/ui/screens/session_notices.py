"""What is quietly said during a session: a record that cannot be saved, sound that is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gluteapp.core.clock import Millis
from gluteapp.ui.screens.session_notice_places import NoticePlace
from gluteapp.ui.screens.sound_news import SoundNews, SoundState
from gluteapp.ui.theme import Theme
from gluteapp.ui.widgets.announce import announce
from gluteapp.ui.widgets.banner import Banner, BannerKind

SOUND_POLL_MS = 500
"""How often a player looks after its output."""


class Sound(Protocol):
    """What a session screen needs of a player."""

    @property
    def state(self) -> SoundState:
        """How it stands now."""
        ...

    def poll(self) -> None:
        """Notice what changed."""
        ...


class NoticeBar(QObject):
    """One banner; what is closed stays away until it changes.

    News of the sound go by themselves: only what stays until it is over can be closed.
    """

    def __init__(
        self,
        *,
        sound: Sound,
        has_captions: Callable[[], bool],
        theme: Theme,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._sound, self._has_captions = sound, has_captions
        self._polled_ms: Millis | None = None
        self._news = SoundNews()
        self._read_unsaved = ""
        self._is_unsaved = False
        self._laid_out: object = None
        self.banner = Banner("", theme=theme, can_close=True, parent=screen)
        self.banner.hide()
        self.banner.closed.connect(self._on_closed)

    def check(self, unsaved: str | None, now_ms: Millis) -> None:
        """Look after the sound, and say the worst of what is wrong."""
        if self._polled_ms is None or now_ms - self._polled_ms >= SOUND_POLL_MS:
            self._polled_ms = now_ms
            self._sound.poll()
        news = self._news.look(self._sound.state, now_ms, has_captions=self._has_captions())
        if unsaved is None:
            self._read_unsaved = ""
        if unsaved and unsaved != self._read_unsaved:
            self._say(unsaved, BannerKind.STOP)
        elif news is not None:
            self._say(news.text, news.kind)
        elif not self.banner.isHidden():
            self.banner.hide()

    def lay_out(self, places: Sequence[NoticePlace]) -> None:
        """Lie in the first place that has room for the words; in the last one grow upwards."""
        banner = self.banner
        asked = (banner.text(), banner.close_button.isHidden(), tuple(places))
        if banner.isHidden() or asked == self._laid_out:
            return
        self._laid_out = asked
        for place in places:
            if banner.fit(place.rect.size(), px=place.px, least_px=place.least_px):
                banner.setGeometry(place.rect)
                return
        rect = places[-1].rect
        height = max(banner.heightForWidth(rect.width()), rect.height())
        banner.setGeometry(rect.left(), rect.bottom() + 1 - height, rect.width(), height)

    def _say(self, text: str, kind: BannerKind) -> None:
        if self.banner.isHidden() or self.banner.text() != text:
            self._is_unsaved = kind is BannerKind.STOP
            self.banner.close_button.setVisible(self._is_unsaved)
            self.banner.set_notice(text, kind=kind)
            self.banner.show()
            self.banner.raise_()
            announce(self.banner, text)

    def _on_closed(self) -> None:
        if self._is_unsaved:
            self._read_unsaved = self.banner.text()
        else:
            self._news.close()
        self.banner.hide()
