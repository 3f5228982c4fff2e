"""When a session screen looks again: on the session's own grid of frames; no Qt, nothing kept."""

from __future__ import annotations

from gluteapp.core.clock import Millis
from gluteapp.core.view import EngineState, View

SOFTWARE_FRAMES = 30
"""A second; a drawn repetition has so many pictures, and there is nothing to see between two."""
GL_FRAMES = 60
"""A second, with OpenGL."""
PAUSED_TICK_MS = 200
"""Enough for a clock that shows seconds."""


def next_look_ms(view: View, *, uses_gl: bool, is_gliding: bool = False) -> Millis:
    """How long until the next picture is due, at least 1 ms.

    Pictures are due at whole parts of the session's seconds. A beep is due at such a moment too,
    so that it comes as soon as the timer does. A figure may glide (`is_gliding`) in a pause too.
    """
    frames_a_second = GL_FRAMES if uses_gl else SOFTWARE_FRAMES
    match view.state:
        case EngineState.RUNNING:
            here_ms = view.position.at_ms
        case EngineState.COUNT_IN:
            here_ms = view.count_in_ms - view.count_in_left_ms
        case _:
            return -(-1000 // frames_a_second) if is_gliding else PAUSED_TICK_MS
    following = here_ms * frames_a_second // 1000 + 1
    return -(-following * 1000 // frames_a_second) - here_ms
