"""Has frames drawn in a thread of its own, what is looked at first; knows no widget.

The interface asks and goes on; it never waits for a picture, only at the end for the one at hand.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gluteapp.coach_problems import body_sentence
from gluteapp.figure.body import BodyError
from gluteapp.language import tr
from gluteapp.ui.stage.artist import Artist
from gluteapp.ui.stage.frame_chain import Chain
from gluteapp.ui.stage.frame_patches import Frame
from gluteapp.ui.stage.frame_size import DrawingPace
from gluteapp.ui.stage.frame_store import FrameStore, Strip

FILL_PER_STEP = 6
"""So many frames may be drawn ahead for each new one that is looked at: no more when it stands."""
PREPARED_MAX = 6
"""Strips that a stage has prepared at a time: this move and the next, each left, right and both."""
IDLE_S = 5.0
"""A thread without work ends after this time; design choice."""
NICE = 10
"""How far the thread steps back on Linux, as `nice` counts it."""
END_S = 3.0
"""How long the end waits for the picture at hand; far more than one takes."""

_log = logging.getLogger("gluteapp.stage")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A frame that can be shown."""

    strip: Strip
    index: int
    frame: Frame | Chain
    """The frame itself, or what has it."""


@dataclass(slots=True)
class _Wishes:
    """What one stage wants."""

    strip: Strip | None = None
    index: int = 0
    is_due: bool = False
    """Whether that very frame is still to be drawn."""
    credit: int = 0
    """Frames that may be drawn ahead."""
    prepared: tuple[Strip, ...] = ()
    """What is needed next, the first one first."""
    is_awake: bool = False
    """Whether frames may be drawn ahead: it is seen, and no pause."""
    fills: dict[Strip, deque[int]] = field(default_factory=dict)
    """Frames of each strip that may still have to be drawn ahead."""

    @property
    def will_be_resized(self) -> bool:
        """Whether the same move is prepared for another size: this one is not shown for long."""
        return self.strip not in self.prepared and any(
            self.strip is not None and one.shown == self.strip.shown for one in self.prepared
        )


class FrameMaker(QObject):
    """One worker and one store for all stages of an application.

    `drawn(Drawn)` and `failed(str)` come in the interface thread.
    """

    drawn = Signal(object)
    failed = Signal(str)
    _arrived = Signal()
    """From the thread to the interface: something lies in `_results`."""

    def __init__(
        self,
        *,
        make_artist: Callable[[], Artist],
        store: FrameStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store or FrameStore()
        self.pace = DrawingPace()
        self.frames_drawn = 0
        """Counted for tests and benchmarks."""
        self._make_artist = make_artist
        self._artist: Artist | None = None
        self._wishes: dict[object, _Wishes] = {}
        self._lock = threading.Condition()
        self._results: deque[Drawn | str] = deque()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._drawing = threading.Lock()
        """An artist serves one thread: one that was replaced may still be at its last picture."""
        self._broken: set[Strip] = set()
        """Strips that could not be drawn; they are not tried again."""
        self._is_waiting = False
        self._thread: threading.Thread | None = None
        """The thread that works; another one that finds itself replaced ends."""
        self._ending: list[threading.Thread] = []
        """Threads that were sent away and may still be at their last picture."""

    # --- asked by stages, in the interface thread

    def show(self, stage: object, strip: Strip, index: int) -> Frame | Chain | None:
        """Say which frame a stage looks at; what has it comes back, or it is drawn soon."""
        found = None if strip.is_way else self.store.frame(strip, index)
        with self._lock:
            wishes = self._wishes.setdefault(stage, _Wishes())
            is_same_strip = wishes.strip == strip
            if is_same_strip and wishes.index != index:
                wishes.credit = FILL_PER_STEP
            if not is_same_strip:
                wishes.credit = 0
            wishes.strip, wishes.index = strip, index
            wishes.is_due = found is None and strip not in self._broken
            if not is_same_strip:
                wishes.prepared = _still_coming(wishes.prepared, strip)
                self._keep()
            self._go_on()
        return found

    def prepare(self, stage: object, strip: Strip) -> None:
        """Have the frames of a strip drawn while there is time, in place of another size of it."""
        with self._lock:
            wishes = self._wishes.setdefault(stage, _Wishes())
            if strip in wishes.prepared or strip.is_way or strip in self._broken:
                return
            sized = tuple(strip if _is_resized(one, strip) else one for one in wishes.prepared)
            wishes.prepared = sized if strip in sized else (*sized, strip)[-PREPARED_MAX:]
            self._keep()
            self._go_on()

    def set_awake(self, stage: object, is_awake: bool) -> None:
        """Draw ahead for a stage, or leave it at what it looks at."""
        with self._lock:
            wishes = self._wishes.setdefault(stage, _Wishes())
            wishes.is_awake = is_awake
            if not is_awake:
                wishes.credit = 0
            self._go_on()

    def forget(self, stage: object) -> None:
        """Draw nothing more for a stage until it asks again: it is hidden."""
        with self._lock:
            wishes = self._wishes.get(stage)
            if wishes is not None:
                wishes.is_due, wishes.is_awake, wishes.credit = False, False, 0
            if not any(one.is_due or one.is_awake for one in self._wishes.values()):
                # Nobody looks any more: the thread ends by itself.
                self._dismiss()

    def leave(self, stage: object) -> None:
        """Drop all wishes of a stage that goes; the thread ends with the last one."""
        with self._lock:
            self._wishes.pop(stage, None)
            self._keep()
            is_last = not self._wishes
        if is_last:
            self.close()

    @property
    def is_due(self) -> bool:
        """Whether a frame that is looked at is still to be drawn."""
        with self._lock:
            return any(one.is_due for one in self._wishes.values())

    @property
    def is_busy(self) -> bool:
        """Whether anything is being drawn, or ready to be told."""
        with self._lock:
            is_drawing = self._thread is not None and not self._is_waiting
            return is_drawing or self._job() is not None or bool(self._results)

    @property
    def is_working(self) -> bool:
        """Whether there is a thread."""
        return self._thread is not None

    def close(self) -> None:
        """End the thread after the picture at hand; it starts again when it is asked."""
        with self._lock:
            self._dismiss()
            ending, self._ending = self._ending, []
        for thread in ending:
            thread.join(END_S)

    def _dismiss(self) -> None:
        """Let the thread end by itself, under the lock; `close` still has to wait for it."""
        if self._thread is not None:
            self._ending = [one for one in self._ending if one.is_alive()]
            self._ending.append(self._thread)
            self._thread = None
        self._lock.notify_all()

    # --- deciding, under the lock

    def _keep(self) -> None:
        """What is looked at matters most, then what was prepared."""
        looked_at = [one.strip for one in self._wishes.values() if one.strip is not None]
        prepared = [strip for one in self._wishes.values() for strip in one.prepared]
        self.store.keep((*looked_at, *prepared))

    def _go_on(self) -> None:
        if self._job() is None:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="stage frames", daemon=True)
            self._thread.start()
        else:
            self._lock.notify_all()

    def _job(self) -> tuple[Strip, int] | None:
        """The frame to draw next: looked at, then drawn ahead, then prepared, and breath last."""
        looking = [one for one in self._wishes.values() if one.strip is not None]
        moving = [one for one in looking if one.strip is not None and not one.strip.is_breathing]
        return self._looked_at(moving) or self._prepared() or self._looked_at(looking)

    def _looked_at(self, looking: Sequence[_Wishes]) -> tuple[Strip, int] | None:
        for wishes in looking:
            if wishes.is_due and wishes.strip is not None:
                return wishes.strip, wishes.index
        for wishes in looking:
            if wishes.is_awake and wishes.credit and wishes.strip is not None:
                index = None if wishes.will_be_resized else self._to_fill(wishes, wishes.strip)
                if index is not None:
                    return wishes.strip, index
        return None

    def _prepared(self) -> tuple[Strip, int] | None:
        for wishes in self._wishes.values():
            for strip in wishes.prepared if wishes.is_awake else ():
                index = self._to_fill(wishes, strip)
                if index is not None:
                    return strip, index
        return None

    def _to_fill(self, wishes: _Wishes, strip: Strip) -> int | None:
        """The next frame of a strip that is not there, coarse ones first."""
        if strip.is_way or strip in self._broken:
            return None
        if strip not in wishes.fills:
            wanted = {wishes.strip, *wishes.prepared}
            wishes.fills = {one: left for one, left in wishes.fills.items() if one in wanted}
            wishes.fills[strip] = deque(strip.grid.coarse_first())
        left = wishes.fills[strip]
        while left and self.store.has(strip, left[0]):
            left.popleft()
        return left[0] if left else None

    # --- in the thread

    def _work(self) -> None:
        _step_back()
        try:
            while (job := self._next_job()) is not None:
                self._draw(*job)
        finally:
            with self._lock:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _next_job(self) -> tuple[Strip, int] | None:
        """Wait for something to draw; None when the thread is to end."""
        me = threading.current_thread()
        with self._lock:
            while self._thread is me:
                job = self._job()
                if job is not None:
                    return job
                self._is_waiting = True
                has_news = self._lock.wait(IDLE_S)
                self._is_waiting = False
                if not has_news and self._thread is me:
                    # Ended under the lock, so that no wish falls between two threads.
                    self._thread = None
        return None

    def _draw(self, strip: Strip, index: int) -> None:
        """Draw one frame, keep it and tell; what cannot be drawn is told and not tried again."""
        before_s = time.perf_counter()
        try:
            with self._drawing:
                frame = self._drawn(strip, index)
        except BodyError as error:
            self._give_up(strip, body_sentence(error))
            return
        except Exception:  # noqa: BLE001 see below
            # Whatever it is, it must not take the session with it.
            _log.exception("the figure of %s cannot be drawn", strip.shown.motion_id)
            self._give_up(strip, tr("The coach cannot be drawn in this move; the log says why."))
            return
        self.frames_drawn += 1
        is_kept = not strip.is_way and self.store.put(strip, index, frame)
        self.pace.took(strip, time.perf_counter() - before_s)
        with self._lock:
            self._settle(strip, index, is_kept=is_kept)
        self._tell(Drawn(strip, index, frame))

    def _drawn(self, strip: Strip, index: int) -> Frame:
        if self._artist is None:
            self._artist = self._make_artist()
        if not strip.is_way and self.store.still(strip) is None:
            self.store.put_still(strip, self._artist.still(strip))
        return self._artist.frame(strip, index)

    def _settle(self, strip: Strip, index: int, *, is_kept: bool) -> None:
        """Note that a frame is drawn."""
        for wishes in self._wishes.values():
            if wishes.strip == strip:
                if wishes.index == index:
                    wishes.is_due = False
                elif wishes.credit:
                    wishes.credit -= 1
            if not is_kept and not strip.is_way:
                # There is no room: drawing ahead would go on for ever.
                wishes.fills[strip] = deque()

    def _give_up(self, strip: Strip, sentence: str) -> None:
        with self._lock:
            self._broken.add(strip)
            for wishes in self._wishes.values():
                if wishes.strip == strip:
                    wishes.is_due, wishes.credit = False, 0
                wishes.prepared = tuple(one for one in wishes.prepared if one != strip)
        _log.warning("nothing drawn: %s", sentence)
        self._tell(sentence)

    def _tell(self, result: Drawn | str) -> None:
        self._results.append(result)
        # A picture that took longer than the end waits for finds nobody to tell any more.
        with contextlib.suppress(RuntimeError):
            self._arrived.emit()

    # --- in the interface thread again

    @Slot()
    def _deliver(self) -> None:
        while self._results:
            match self._results.popleft():
                case Drawn() as drawn:
                    self.drawn.emit(drawn)
                case message:
                    self.failed.emit(message)


def _still_coming(prepared: tuple[Strip, ...], shown: Strip) -> tuple[Strip, ...]:
    """What is still to be prepared once a strip is shown: its move, all sides, and those after."""
    if shown not in prepared:
        return prepared
    first = next(place for place, one in enumerate(prepared) if _is_same_move(one, shown))
    return prepared[first:]


def _is_same_move(one: Strip, other: Strip) -> bool:
    """Whether two strips show one move, on whatever side."""
    return replace(one, shown=replace(one.shown, side=other.shown.side)) == other


def _is_resized(one: Strip, other: Strip) -> bool:
    """Whether two strips show the same in two sizes."""
    return replace(one, width=other.width, height=other.height) == other


def _step_back() -> None:
    """Let everything else go before this thread, where a system knows that of threads."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
