"""What is said of the sound when it changes: once, and gone by itself."""

from __future__ import annotations

from gluteapp.audio.player import PlayerState
from gluteapp.ui.screens.sound_news import AGAIN_MS, SHOWN_MS, STEADY_MS, SoundNews
from gluteapp.ui.widgets.banner import BannerKind

SPEAKERS = PlayerState(is_heard=True, device="Speakers")
HEADPHONES = PlayerState(is_heard=True, device="Headphones")
GONE = PlayerState(is_heard=False, problem="No sound output was found.")
LOST = "Sound lost. Captions are on. Looking for it again."
BACK = "Sound is back, through Speakers."
OPENING = PlayerState(is_heard=False, is_opening=True)


class Told:
    """A listener on a clock, and the sentences it read."""

    def __init__(self) -> None:
        self.news = SoundNews()
        self.now_ms = 0

    def see(self, state: PlayerState, *, after_ms: int = 500, has_captions: bool = True) -> str:
        """What is read so long after the last look."""
        self.now_ms += after_ms
        found = self.news.look(state, self.now_ms, has_captions=has_captions)
        return "" if found is None else found.text


def test_what_is_well_from_the_start_is_not_said() -> None:
    told = Told()
    assert [told.see(OPENING), told.see(SPEAKERS), told.see(SPEAKERS)] == ["", "", ""]


def test_no_output_from_the_start_says_why() -> None:
    assert Told().see(GONE) == "No sound output was found."


def test_sound_that_is_lost_and_comes_back_is_said_once_each() -> None:
    told = Told()
    told.see(SPEAKERS)
    lost = "Sound lost. Captions are on. Looking for it again."
    assert told.see(GONE) == lost
    assert told.see(OPENING) == lost
    assert told.see(GONE, after_ms=SHOWN_MS[BannerKind.WARN]) == ""
    assert told.see(HEADPHONES) == "Sound is back, through Headphones."
    assert told.see(HEADPHONES, after_ms=SHOWN_MS[BannerKind.GOOD]) == ""


def test_captions_that_are_not_there_are_not_promised() -> None:
    told = Told()
    told.see(SPEAKERS)
    assert told.see(GONE, has_captions=False) == "Sound lost. Looking for it again."


def test_another_output_is_named() -> None:
    told = Told()
    told.see(SPEAKERS)
    assert told.see(HEADPHONES) == "Sound comes through Headphones now."
    assert told.see(HEADPHONES, after_ms=SHOWN_MS[BannerKind.INFO]) == ""
    # While it is opened again the name is unknown, which is no news.
    assert told.see(PlayerState(is_heard=True)) == ""
    assert told.see(HEADPHONES) == ""


def test_a_mute_is_no_loss() -> None:
    told = Told()
    told.see(SPEAKERS)
    assert told.see(PlayerState(is_heard=False, device="Speakers")) == ""


def test_an_output_that_comes_and_goes_does_not_nag() -> None:
    told = Told()
    told.see(SPEAKERS)
    read = [told.see(state) for _ in range(6) for state in (GONE, SPEAKERS)]
    assert [text for text in read if text] == [LOST, BACK]
    assert told.see(GONE, after_ms=AGAIN_MS) != ""


def test_a_loss_that_lasts_is_told_although_the_plug_flapped_before() -> None:
    told = Told()
    told.see(SPEAKERS)
    for state in (GONE, SPEAKERS, GONE):
        told.see(state)
    assert told.see(GONE) == ""
    assert told.see(GONE, after_ms=STEADY_MS) == LOST
    assert told.see(SPEAKERS) == ""
    assert told.see(SPEAKERS, after_ms=STEADY_MS) == BACK


def test_what_flaps_back_to_what_was_told_is_not_told_again() -> None:
    told = Told()
    told.see(SPEAKERS)
    assert [told.see(GONE), told.see(SPEAKERS)] == [LOST, BACK]
    told.see(SPEAKERS, after_ms=SHOWN_MS[BannerKind.GOOD])
    told.see(GONE)
    assert [told.see(SPEAKERS, after_ms=wait_ms) for wait_ms in (500, STEADY_MS, 500)] == [""] * 3


def test_music_that_cannot_be_played_is_said_after_what_is_read() -> None:
    told = Told()
    told.see(SPEAKERS)
    sad = PlayerState(is_heard=True, device="Headphones", music_problem="a.mp3 cannot be played.")
    assert told.see(sad) == "Sound comes through Headphones now."
    assert told.see(sad, after_ms=SHOWN_MS[BannerKind.INFO]) == "a.mp3 cannot be played."
    assert told.see(sad, after_ms=SHOWN_MS[BannerKind.WARN]) == ""
    assert told.see(sad) == ""
