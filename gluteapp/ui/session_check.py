"""What the check before a session reads of the app: the sound that is wanted, and recent pain."""

from __future__ import annotations

from pathlib import Path

from gluteapp.app import App
from gluteapp.services.history import facts_of
from gluteapp.services.preflight import Wanted
from gluteapp.ui.screens.pain_gate import PAIN_GATE_MIN
from gluteapp.ui.screens.session_hearing import Hearing

RECENT_MS = 24 * 3_600_000
RECENT_SESSIONS = 6


def wanted_of(app: App, hearing: Hearing) -> Wanted:
    """What the check says of the sound."""
    chosen = app.settings
    return Wanted(
        volume=chosen.volume,
        is_muted=chosen.is_muted,
        voice=chosen.voice if chosen.is_voice_on else None,
        has_voice=bool(app.sound.voice.clips),
        has_captions=hearing.has_captions,
        music=Path(chosen.music).name or chosen.music,
        is_music_on=chosen.is_music_on,
        music_problem=app.sound.music_problem(),
    )


def recent_pain(app: App) -> int | None:
    """The strongest pain of the last day, where it was strong enough to matter."""
    since_ms = app.clock.read().utc_ms - RECENT_MS
    recent = [
        facts_of(one).pain_max or 0
        for one in app.history.sessions(limit=RECENT_SESSIONS)
        if one.opened.utc_ms >= since_ms
    ]
    strongest = max(recent, default=0)
    return strongest if strongest >= PAIN_GATE_MIN else None
