"""The tones as written: notes, lengths, loudness. Makes no samples, see `tones`."""

from __future__ import annotations

from dataclasses import dataclass

from gluteapp.audio.player import Tone
from gluteapp.core.clock import Millis

D4, E4, G4 = 293.66, 329.63, 392.00
CIS5, D5, E5, FIS5, G5, A5 = 554.37, 587.33, 659.26, 739.99, 783.99, 880.00
D6, A6 = 1174.66, 1760.00
"""Notes in Hz; all of them lie where the small speakers of a laptop still sound."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note: when it begins, how long it lasts and how softly it comes, in ms."""

    pitch_hz: float
    start_ms: int
    length_ms: int
    attack_ms: int = 6
    release_ms: int = 40


@dataclass(frozen=True, slots=True)
class Score:
    """A tone as written: its notes and its peak in dBFS."""

    notes: tuple[Note, ...]
    peak_dbfs: float


SCORES: dict[Tone, Score] = {
    # The three ticks climb towards the start, which is the highest and rings on.
    Tone.TICK_3: Score((Note(D5, 0, 110),), -12.0),
    Tone.TICK_2: Score((Note(E5, 0, 110),), -12.0),
    Tone.TICK_1: Score((Note(FIS5, 0, 110),), -12.0),
    Tone.START: Score((Note(E5, 0, 110), Note(A5, 90, 460)), -9.5),
    # Two soft equal knocks: half is over, go on.
    Tone.HALFWAY: Score((Note(CIS5, 0, 130), Note(CIS5, 190, 200)), -14.0),
    # Falling: let go.
    Tone.END: Score((Note(A5, 0, 200), Note(FIS5, 160, 200), Note(D5, 320, 480)), -10.0),
    # To and fro: turn over.
    Tone.SWITCH: Score(
        (Note(D5, 0, 130), Note(G5, 130, 130), Note(D5, 260, 130), Note(G5, 390, 320)), -10.0
    ),
    # One low breath.
    Tone.REST: Score((Note(E4, 0, 800, 40, 200),), -10.0),
    # Climbing to the octave and ringing: all done.
    Tone.FINISH: Score(
        (Note(D5, 0, 300), Note(FIS5, 180, 300), Note(A5, 360, 400), Note(D6, 560, 1100)), -9.5
    ),
    # Two low short steps down.
    Tone.PAUSE: Score((Note(G4, 0, 130), Note(D4, 120, 230)), -11.0),
    # The tempo's own ticks, softer than all that calls: a knock on wood, and a brighter one.
    Tone.PHASE: Score((Note(D6, 0, 60, 4, 30),), -20.0),
    Tone.REP: Score((Note(A6, 0, 90, 4, 40),), -18.0),
}


def length_ms(tone: Tone) -> Millis:
    """How long a tone sounds."""
    return max(note.start_ms + note.length_ms for note in SCORES[tone].notes)
