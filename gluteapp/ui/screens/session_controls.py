"""The controls that come with the mouse during a session, and which widgets keep their keys."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gluteapp.core.timeline import Step
from gluteapp.language import tr
from gluteapp.ui.screens.session_keys import Command
from gluteapp.ui.widgets.body_map import BodyMap
from gluteapp.ui.widgets.control_bar import BarControl


def pause_control(step: Step | None = None) -> BarControl:
    """Pause, with its key: where Space ends the set, it is Esc."""
    key = tr("Esc") if step is not None and step.is_user_ended else tr("Space")
    return BarControl(id=Command.TOGGLE, words=tr("Pause"), icon="pause-fill", key_hint=key)


def session_controls() -> tuple[BarControl, ...]:
    """Pause, back, redo, skip, easier, pain, second angle, sound, captions, warning signs."""
    others = tuple(
        BarControl(id=command, words=words, icon=icon, key_hint=key)
        for command, words, icon, key in (
            (Command.BACK, tr("Back"), "arrow-left", ""),
            (Command.REDO, tr("Redo"), "arrow-counter-clockwise", tr("R")),
            (Command.SKIP, tr("Skip"), "arrow-right", ""),
            (Command.EASIER, tr("Easier"), "swap", tr("E")),
            (Command.PAIN, tr("Pain"), "heart-pulse", tr("P")),
            (Command.ANGLE, tr("Angle"), "eye", tr("A")),
            (Command.MUTE, tr("Sound"), "speaker-high", tr("V")),
            (Command.CAPTIONS, tr("Captions"), "captions", tr("C")),
            (Command.RED_FLAGS, tr("Get help"), "first-aid", tr("F1")),
        )
    )
    return (pause_control(), *others)


def is_in_body_map(widget: QObject) -> bool:
    """Whether a widget belongs to a body map, which keeps the arrow keys for itself."""
    walker: QObject | None = widget
    while walker is not None:
        if isinstance(walker, BodyMap):
            return True
        walker = walker.parent()
    return False
