"""Every sound of a session has a visible twin: spoken lines as captions, tones as what they mean.

| tone              | what is seen at the same moment                                        |
|-------------------|------------------------------------------------------------------------|
| start             | the ring of work or of "get ready" begins anew, under the move's name  |
| phase             | the word of the phase, and its bar begins to fill                      |
| rep               | the number in the ring is the rep's, and the hard end's phase begins   |
| half-way          | the ring passes its tick, and the cue changes                          |
| 3, 2, 1           | that number of seconds, and a brighter ring                            |
| end               | work is over: another face, or another move's name                     |
| switch            | what it is called, such as "Turn over", with a mint ring and the other flag                     |
| rest              | "Rest" with a mint ring                                                |
| pause             | "Paused"                                                               |
| finish            | the session's page gives way to its summary                            |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gluteapp.audio.conductor import Conductor
from gluteapp.audio.phrases import shown
from gluteapp.audio.player import SilentPlayer, Tone
from gluteapp.audio.score import Choice, Score
from gluteapp.audio.sheet import TONE, Heard
from gluteapp.audio.transcript import session_sheets
from gluteapp.audio.wishes import Wishes
from gluteapp.core.clock import ManualClock
from gluteapp.core.exercise import Phase, Side
from gluteapp.core.view import EngineState
from gluteapp.paths import Paths
from gluteapp.settings import Settings
from gluteapp.ui.screens.session_frame import Frame, Mode
from gluteapp.ui.widgets.ring import RingKind
from gluteapp.ui.widgets.text_label import TextLabel
from tests.ui.screens.session_stand import PaintCounter, Stand

Key = Qt.Key
WISHES = Wishes(lead="both", has_voice=True)
SETTINGS = Settings(lead="both")


def conductor(*, is_spoken: bool = True) -> Conductor:
    choice = Choice(wishes=WISHES, lengths_ms={}, is_spoken=is_spoken)
    return Conductor(player=SilentPlayer(), score=Score(choose=lambda: choice, felt=lambda _: None))


@pytest.fixture
def stand(qtbot: QtBot, paths: Paths, clock: ManualClock) -> Iterator[Stand]:
    made = Stand(qtbot=qtbot, paths=paths, clock=clock, conductor=conductor(), settings=SETTINGS)
    made.screen.hearing.settings = SETTINGS.model_copy(update={"captions": "on"})
    yield made
    made.close()


def all_heard(stand: Stand) -> list[tuple[int, Heard]]:
    """Every sound of the whole session with its time."""
    sheets = session_sheets(stand.runner.timeline, wishes=WISHES, lengths={}, felt=lambda _: None)
    return sorted(
        ((zero_ms + one.at_ms, one) for zero_ms, sheet in sheets for one in sheet.heard),
        key=lambda heard: heard[0],
    )


def captions(stand: Stand) -> set[str]:
    """What the chips show, or a mark at words that are there anyway."""
    line = stand.screen.faces.caption
    marked = {line.marked} if line.mark.isVisible() else set()
    return marked | {chip.text() for chip in (line.main, line.brief) if chip.isVisible()}


def is_written(text: str, stand: Stand) -> bool:
    """Whether a line is in a chip, or what is left out of it stands on the screen anyway."""
    line, words = stand.screen.faces.caption, shown(text)
    chips = {chip.text() for chip in line.parts if chip.isVisible()}
    main = line.main.text() if line.main.isVisible() and words.startswith(line.main.text()) else ""
    left_out = words.removeprefix(main).removeprefix(". ").split(". ")
    is_told = bool(main) or line.mark.isVisible()
    return words in chips or (is_told and all(stands(one, stand) for one in left_out))


def stands(sentence: str, stand: Stand) -> bool:
    """Whether the screen says it: a label all of it but a length of time, or a flag the side."""
    faces = stand.screen.faces
    labels = [
        one.text()
        for face in (faces.work, faces.rest, faces.pause)
        for one in face.findChildren(TextLabel)
        if one.isVisible()
    ]
    flags = (faces.work.flag, faces.work.then_flag, faces.rest.flag)
    sides = {flag.side for flag in flags if flag.isVisible()}
    if sentence.endswith(("left leg", "Left leg")):
        return Side.LEFT in sides
    if sentence.endswith(("right leg", "Right leg")):
        return Side.RIGHT in sides
    core = re.sub(r", \d+ seconds?$", "", sentence).rpartition(": ")[2].casefold()
    return any(core in text.casefold() for text in labels)


def play_to(stand: Stand, at_ms: int) -> None:
    stand.wait(at_ms - stand.view.position.at_ms)


def test_every_spoken_line_is_written_when_it_is_said(stand: Stand) -> None:
    lines = [(at_ms, one) for at_ms, one in all_heard(stand) if one.is_spoken and one.text]
    end_ms = stand.runner.timeline.length_ms
    unseen = []
    for at_ms, one in lines:
        if at_ms < end_ms:
            play_to(stand, at_ms + 40)
            if not is_written(one.text, stand):
                unseen.append((at_ms, one.text, captions(stand)))
    assert len(lines) > 60
    assert unseen == []


def is_seen(tone: Tone, before: Frame, after: Frame) -> bool:
    """Whether what a tone says is on the screen; `before` is the frame just before it."""
    match tone:
        case Tone.START:
            is_work = after.ring.kind is RingKind.WORK or after.word == "Ready"
            return is_work and after.ring.share < 0.05 and after.mode is Mode.WORK
        case Tone.PHASE:
            return (after.phase, after.word) != (before.phase, before.word) or (
                after.phase_share < before.phase_share or after.phase is None
            )
        case Tone.REP:
            return after.ring.number.isdigit() and after.phase is not before.phase
        case Tone.HALFWAY:
            return after.ring.has_half_tick and before.ring.share < 0.5 <= after.ring.share
        case Tone.TICK_3 | Tone.TICK_2 | Tone.TICK_1:
            number = {Tone.TICK_3: "3", Tone.TICK_2: "2", Tone.TICK_1: "1"}[tone]
            is_bright = after.ring.is_ending or after.ring.kind is RingKind.COUNT_IN
            return number in (after.ring.number, after.seconds) and is_bright
        case Tone.END:
            return (after.mode, after.name, after.side) != (before.mode, before.name, before.side)
        case Tone.SWITCH:
            return after.word == "Turn over" and after.side is not before.side
        case Tone.REST:
            return after.word == "Rest" and after.ring.kind is RingKind.REST
        case _:
            return False


def test_every_tone_has_a_visible_twin(stand: Stand) -> None:
    length_ms = stand.runner.timeline.length_ms
    unseen, kinds = [], set()
    for at_ms, one in all_heard(stand):
        if one.is_spoken or at_ms >= length_ms:
            continue
        tone = Tone(one.sound.removeprefix(TONE))
        play_to(stand, max(at_ms - 20, 0))
        before = stand.frame
        play_to(stand, at_ms + 20)
        kinds.add(tone)
        if at_ms > 0 and not is_seen(tone, before, stand.frame):
            unseen.append((at_ms, tone.value, before, stand.frame))
    assert kinds >= set(Tone) - {Tone.FINISH, Tone.PAUSE}
    assert unseen == []


def test_a_pause_is_written_too(stand: Stand) -> None:
    play_to(stand, 26_000)
    stand.key(Key.Key_Space)
    stand.wait(700)
    assert stand.state() is EngineState.PAUSED
    assert captions(stand) == {"Paused"}
    stand.key(Key.Key_Space)
    stand.wait(300)
    assert any(text.startswith("We go on") for text in captions(stand))


def test_captions_come_by_themselves_when_nothing_is_heard(stand: Stand) -> None:
    stand.screen.hearing.settings = SETTINGS
    at_ms, line = next(heard for heard in all_heard(stand) if heard[1].text)
    play_to(stand, at_ms + 40)
    assert captions(stand) == set()
    stand.sound.is_heard = False
    stand.screen.tick()
    assert is_written(line.text, stand)


def test_captions_come_by_themselves_at_volume_zero(stand: Stand) -> None:
    stand.screen.hearing.settings = SETTINGS.model_copy(update={"volume": 0.0})
    at_ms, line = next(heard for heard in all_heard(stand) if heard[1].text)
    play_to(stand, at_ms + 40)
    assert is_written(line.text, stand)


def test_no_caption_flashes_up_while_the_output_is_being_opened(stand: Stand) -> None:
    stand.screen.hearing.settings = SETTINGS
    stand.sound.is_heard, stand.sound.is_opening = False, True
    shown_by_ms = {}
    for at_ms in (40, 900, 1_900, 2_400):
        play_to(stand, at_ms)
        shown_by_ms[at_ms] = stand.screen.hearing.has_captions
    assert shown_by_ms == {40: False, 900: False, 1_900: False, 2_400: True}


def test_without_the_voice_its_lines_are_written(
    qtbot: QtBot, paths: Paths, clock: ManualClock
) -> None:
    settings = SETTINGS.model_copy(update={"is_voice_on": False})
    made = Stand(
        qtbot=qtbot,
        paths=paths,
        clock=clock,
        conductor=conductor(is_spoken=False),
        settings=settings,
    )
    lines = [heard for heard in all_heard(made) if heard[1].text]
    play_to(made, lines[0][0] + 40)
    assert is_written(lines[0][1].text, made)
    made.close()


@pytest.mark.parametrize("size", [(1024, 640), (1920, 1080), (1280, 1024), (1024, 1100)])
def test_a_caption_covers_neither_ring_nor_cue_nor_strip(
    stand: Stand, size: tuple[int, int]
) -> None:
    stand.screen.resize(*size)
    faces = stand.screen.faces
    seen = set()
    for at_ms, one in all_heard(stand):
        if not one.text or at_ms >= stand.runner.timeline.length_ms:
            continue
        play_to(stand, at_ms + 40)
        face = faces.rest if stand.frame.mode is Mode.REST else faces.work
        others = [face.ring, faces.strip, face.name, face.flag]
        others += [faces.work.cue, faces.work.word] if face is faces.work else [faces.rest.then]
        for chip in faces.caption.parts:
            if chip.isVisible():
                seen.add(stand.frame.mode)
                assert stand.screen.rect().contains(chip.geometry())
                for other in others:
                    if other.isVisible():
                        assert not chip.geometry().intersects(other.geometry()), one.text
        main, brief = faces.caption.parts
        if main.isVisible() and brief.isVisible():
            assert not main.geometry().intersects(brief.geometry())
    # All that is said in this circuit's count-in and switches stands on the screen anyway.
    assert seen >= {Mode.WORK, Mode.REST}


def test_what_stands_there_anyway_is_marked_and_not_written_twice(stand: Stand) -> None:
    line = stand.screen.faces.caption
    twice, marked = [], set()
    for at_ms, one in all_heard(stand):
        if not one.text or at_ms >= stand.runner.timeline.length_ms:
            continue
        play_to(stand, at_ms + 40)
        faces = stand.screen.faces
        # A stretch that asks something has the face of a rest.
        face = faces.rest if faces.rest.isVisible() else faces.work
        texts = [label.text() for label in face.findChildren(TextLabel) if label.isVisible()]
        if line.main.isVisible() and line.main.text().rpartition(": ")[2] in texts:
            twice.append((at_ms, line.main.text()))
        if line.mark.isVisible():
            marked.add(stand.frame.mode)
            assert line.marked in texts
    assert twice == []
    assert Mode.WORK in marked


def test_the_name_of_the_move_to_come_stands_on_the_screen_and_not_in_the_caption_too(
    stand: Stand,
) -> None:
    """Neither where it follows at once nor where a rest names it."""
    named = []
    for at_ms, one in all_heard(stand):
        if not one.text or at_ms >= stand.runner.timeline.length_ms:
            continue
        play_to(stand, at_ms + 40)
        faces = stand.screen.faces
        names = [faces.work.name, faces.work.then_name, faces.rest.name]
        seen = {label.text() for label in names if label.isVisible() and label.text()}
        if faces.caption.main.isVisible():
            named += [(at_ms, name) for name in seen if faces.caption.main.text().endswith(name)]
    assert named == []


def test_the_figure_leaves_the_place_of_captions(stand: Stand) -> None:
    covered = []
    for at_ms, one in all_heard(stand):
        if one.text and at_ms < stand.runner.timeline.length_ms:
            play_to(stand, at_ms + 40)
            covered += [
                (at_ms, chip.text(), chip.geometry(), stand.stage.geometry())
                for chip in stand.screen.faces.caption.parts
                if chip.isVisible() and chip.geometry().intersects(stand.stage.geometry())
            ]
    assert covered == []


def test_what_is_said_lies_over_the_questions_that_slide_out(stand: Stand) -> None:
    stand.play_to("hydrant_left", 60)
    assert stand.screen.desk.card.isVisible()
    parts = stand.screen.children()
    for chip in stand.screen.faces.caption.parts:
        assert parts.index(stand.screen.desk.card) < parts.index(chip)


def test_what_does_not_change_is_not_painted_again(stand: Stand) -> None:
    line = stand.screen.faces.caption
    for at_ms, one in all_heard(stand):
        if one.text and not line.main.isVisible():
            play_to(stand, at_ms + 40)
    assert line.main.isVisible()
    # A picture of the figure that arrives late paints what lies over it again.
    stand.studio.settle()
    stand.painted()
    counter = PaintCounter(line.main)
    for _ in range(5):
        stand.screen.tick()
        stand.painted()
    assert counter.counts == {}


def test_v_goes_from_voice_to_tones_to_silence_and_back(stand: Stand) -> None:
    said = []
    for _ in range(3):
        stand.key(Key.Key_V)
        said.append(stand.screen.toast.text())
    assert stand.heard == [
        {"is_voice_on": False},
        {"is_muted": True},
        {"is_muted": False, "is_voice_on": True},
    ]
    assert said == ["Tones only, with captions", "Silent, with captions", "Voice and tones"]


def test_c_writes_and_takes_away(stand: Stand) -> None:
    stand.screen.hearing.settings = SETTINGS
    stand.key(Key.Key_C)
    stand.key(Key.Key_C)
    assert stand.heard == [{"captions": "on"}, {"captions": "auto"}]
    stand.sound.is_heard = False
    stand.key(Key.Key_C)
    assert captions(stand) == set()
    assert stand.heard[-1] == {"captions": "auto"}, "the next session has captions again"


def test_m_says_where_music_is_chosen(stand: Stand) -> None:
    stand.key(Key.Key_M)
    assert "Ctrl+," in stand.screen.toast.text()
    assert stand.heard == []


def test_m_turns_music_off_and_on(stand: Stand) -> None:
    stand.screen.hearing.settings = SETTINGS.model_copy(update={"music": "/music"})
    stand.key(Key.Key_M)
    stand.key(Key.Key_M)
    assert stand.heard == [{"is_music_on": False}, {"is_music_on": True}]


def test_names_of_muscles_make_room_for_captions(stand: Stand) -> None:
    stand.play_to("clam_left", 6_000)
    assert not stand.screen.faces.work.legend.isVisible()
    stand.screen.hearing.settings = SETTINGS
    stand.screen.tick()
    assert stand.screen.faces.work.legend.isVisible()


def test_the_phases_word_is_the_twin_of_the_one_said(stand: Stand) -> None:
    words = {"Lift": Phase.LIFT, "Hold": Phase.HOLD, "Lower": Phase.LOWER}
    found = [heard for heard in all_heard(stand) if heard[1].text in words]
    for at_ms, one in found[:20]:
        play_to(stand, at_ms + 40)
        assert stand.frame.phase is words[one.text]
    assert found
