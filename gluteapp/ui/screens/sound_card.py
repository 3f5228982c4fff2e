"""The settings of all that is heard or written; changes nothing itself, it asks by signals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QFileInfo, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gluteapp.language import percent, tr
from gluteapp.settings import Settings
from gluteapp.ui.screens.option_row import OptionRow
from gluteapp.ui.theme import CARD_PADDING, FontRole, Theme
from gluteapp.ui.widgets.button import Button, ButtonKind
from gluteapp.ui.widgets.card import Card
from gluteapp.ui.widgets.segment import Segment
from gluteapp.ui.widgets.slider import Slider
from gluteapp.ui.widgets.switch import Switch
from gluteapp.ui.widgets.text_label import TextLabel

MUSIC_FILES = "*.mp3 *.ogg *.oga *.opus *.flac *.wav"
"""What the file dialog offers first; the player decides what it can play."""
NO_VOICE = "none"


class SoundCard(Card):
    """Emits `changed(dict)` with the fields of Settings to change, and what is to be done."""

    changed = Signal(object)
    test_asked = Signal()
    recordings_asked = Signal()

    def __init__(
        self,
        settings: Settings,
        *,
        theme: Theme,
        recordings: Path,
        parent: QWidget | None = None,
    ) -> None:
        """`recordings` is the folder of the user's own recordings of the voice's lines."""
        super().__init__(theme=theme, name=tr("Sound"), parent=parent)
        self.dialog: QFileDialog | None = None
        self._music = settings.music
        self._music_problem: str | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(CARD_PADDING, 22, CARD_PADDING, 18)
        self.column.setSpacing(10)
        title = TextLabel(tr("Sound"), theme=theme, role=FontRole.SECTION, parent=self)
        self.column.addWidget(title)
        self._make_output(settings)
        self._make_voice(settings)
        self._make_music(settings)
        self._make_recordings(recordings)
        self.show_settings(settings)

    # Building

    def _row(self, title: str, control: QWidget, note: str = "") -> OptionRow:
        row = OptionRow(title, control, theme=self.theme, note=note, parent=self)
        self.column.addWidget(row)
        return row

    def _slider(self, name: str, share: float) -> Slider:
        slider = Slider(name, theme=self.theme, value=round(share * 100), parent=self)
        slider.setMinimumWidth(160)
        return slider

    def _make_output(self, settings: Settings) -> None:
        title = tr("Sound in a session")
        self.sound = Switch(title, theme=self.theme, is_on=not settings.is_muted, parent=self)
        self.sound.toggled.connect(lambda on: self.changed.emit({"is_muted": not on}))
        self.sound_row = self._row(title, self.sound)
        self.volume = self._slider(tr("Volume"), settings.volume)
        self.volume.valueChanged.connect(lambda value: self._turn("volume", value))
        self.volume_row = self._row(tr("Volume"), self.volume, " ")

    def _make_voice(self, settings: Settings) -> None:
        title = tr("Voice")
        self.test = Button(tr("Hear it"), theme=self.theme, icon="speaker-high", parent=self)
        self.test.clicked.connect(self.test_asked)
        options = (("low", tr("Low")), ("high", tr("High")), (NO_VOICE, tr("None")))
        self.voice = Segment(options, theme=self.theme, name=title, parent=self)
        self.voice.chosen.connect(self._choose_voice)
        self.voice_row = self._row(title, self.voice, " ")
        self.column.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeft)
        title = tr("What leads a rep")
        leads = (
            ("counts", tr("Counts")),
            ("words", tr("Words")),
            ("both", tr("Both")),
            ("ticks", tr("Ticks")),
        )
        self.lead = Segment(leads, theme=self.theme, name=title, parent=self)
        self.lead.chosen.connect(lambda lead: self.changed.emit({"lead": lead}))
        self.lead_row = self._row(title, self.lead, " ")
        title = tr("Captions")
        whens = (("auto", tr("Auto")), ("on", tr("Always")), ("off", tr("Never")))
        self.captions = Segment(whens, theme=self.theme, name=title, parent=self)
        self.captions.chosen.connect(lambda when: self.changed.emit({"captions": when}))
        self.captions_row = self._row(title, self.captions, " ")

    def _make_music(self, settings: Settings) -> None:
        title = tr("Your music")
        self.music_on = Switch(title, theme=self.theme, is_on=settings.is_music_on, parent=self)
        self.music_on.toggled.connect(lambda on: self.changed.emit({"is_music_on": on}))
        self.music_row = self._row(title, self.music_on, " ")
        self.file = Button(tr("A file"), theme=self.theme, icon="music-note", parent=self)
        self.folder = Button(tr("A folder"), theme=self.theme, icon="folder", parent=self)
        self.clear = Button(tr("None"), theme=self.theme, kind=ButtonKind.QUIET, parent=self)
        self.clear.setAccessibleName(tr("No music"))
        self.file.clicked.connect(lambda: self._choose_music(QFileDialog.FileMode.ExistingFile))
        self.folder.clicked.connect(lambda: self._choose_music(QFileDialog.FileMode.Directory))
        self.clear.clicked.connect(lambda: self._take_music(""))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.file, self.folder, self.clear):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.music_volume = self._slider(tr("Volume of the music"), settings.music_volume)
        self.music_volume.valueChanged.connect(lambda value: self._turn("music_volume", value))
        self.music_volume_row = self._row(tr("Volume of the music"), self.music_volume, " ")

    def _make_recordings(self, recordings: Path) -> None:
        self.recordings = Button(tr("Open folder"), theme=self.theme, icon="folder", parent=self)
        self.recordings.setAccessibleName(tr("Open the folder of your own recordings"))
        self.recordings.clicked.connect(self.recordings_asked)
        self._recordings_note = tr(
            "A recording called squeeze.ogg takes the place of “Squeeze”. They belong in {folder}",
            # A path may break after each folder, or it would make the page too wide.
            folder=str(recordings).replace("/", "/\u200b"),
        )
        self.recordings_row = self._row(
            tr("Your own recordings"), self.recordings, self._recordings_note
        )

    # Asking

    def _turn(self, field: str, value: int) -> None:
        row = self.volume_row if field == "volume" else self.music_volume_row
        row.note.setText(percent(value / 100))
        self.changed.emit({field: value / 100})

    def _choose_voice(self, voice: object) -> None:
        if voice == NO_VOICE:
            self.changed.emit({"is_voice_on": False})
        else:
            self.changed.emit({"is_voice_on": True, "voice": voice})

    def _choose_music(self, mode: QFileDialog.FileMode) -> None:
        """Ask for a file or a folder; our own dialog, which looks the same everywhere."""
        is_folder = mode is QFileDialog.FileMode.Directory
        dialog = QFileDialog(self, tr("A folder with music") if is_folder else tr("A music file"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if is_folder:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setNameFilters(
                [tr("Music ({endings})", endings=MUSIC_FILES), tr("All files (*)")]
            )
        dialog.setDirectory(str(_music_place(self._music)))
        dialog.fileSelected.connect(self._take_music)
        self.dialog = dialog
        dialog.open()

    def _take_music(self, path: str) -> None:
        self.changed.emit({"music": path, "is_music_on": bool(path)} if path else {"music": ""})

    # Showing

    def show_settings(self, settings: Settings) -> None:
        """Show values, without asking for anything."""
        with _quiet(self.sound, self.volume, self.music_on, self.music_volume):
            self.sound.setChecked(not settings.is_muted)
            self.volume.setValue(round(settings.volume * 100))
            self.music_on.setChecked(bool(settings.music) and settings.is_music_on)
            self.music_volume.setValue(round(settings.music_volume * 100))
        self.volume_row.note.setText(percent(settings.volume))
        self.music_volume_row.note.setText(percent(settings.music_volume))
        self.voice.set_value(settings.voice if settings.is_voice_on else NO_VOICE)
        self.lead.set_value(settings.lead)
        self.captions.set_value(settings.captions)
        self.voice_row.note.setText(_voice_words(settings))
        self.lead_row.note.setText(_lead_words(settings.lead))
        self.captions_row.note.setText(_captions_words(settings.captions))
        self.test.set_enabled_with_reason(not settings.is_muted, tr("Sound is off."))
        if settings.music != self._music:
            self._music_problem = None
        self._music = settings.music
        for part in (self.music_on, self.music_volume, self.clear):
            part.setEnabled(bool(settings.music))
        self._show_music()

    def show_sound_problem(self, sentence: str | None) -> None:
        """Say why there is no sound, or nothing."""
        self.sound_row.note.setText(sentence or "")
        self.sound_row.note.setVisible(bool(sentence))
        self.sound.setAccessibleDescription(sentence or "")

    def show_music_problem(self, sentence: str | None) -> None:
        """Say what cannot be played, or nothing."""
        self._music_problem = sentence
        self._show_music()

    def show_voice_problems(self, problems: Sequence[str]) -> None:
        """Say which recordings are of no use and why, or how they are named."""
        note = self.recordings_row.note
        note.setText("\n".join(problems) or self._recordings_note)
        note.set_tone("warn" if problems else "text3")

    def _show_music(self) -> None:
        words = self._music_problem
        if words is None:
            chosen = Path(self._music)
            words = tr("{name}, softer while the voice speaks", name=chosen.name or str(chosen))
            if not self._music:
                words = tr("None chosen. What other programs play goes on as it is.")
        self.music_row.note.setText(words)
        self.music_on.setAccessibleDescription(words)
        self.music_row.note.set_tone("warn" if self._music_problem else "text3")


@contextmanager
def _quiet(*parts: QObject) -> Iterator[None]:
    """Within this, nothing of these is emitted."""
    for part in parts:
        part.blockSignals(True)
    try:
        yield
    finally:
        for part in parts:
            part.blockSignals(False)


def _music_place(last: str) -> Path:
    """Where to look for music: beside the last choice, the user's music, or at home."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.MusicLocation)
    wanted = [*([Path(last).parent] if last else []), *map(Path, places)]
    # A dialog that is given no folder opens in the one the program was started in.
    return next((place for place in wanted if QFileInfo(str(place)).isDir()), Path.home())


def _voice_words(settings: Settings) -> str:
    if settings.is_voice_on:
        return tr("Says what comes, how to lie, and counts")
    return tr("Tones only")


def _lead_words(lead: str) -> str:
    match lead:
        case "counts":
            return tr("The number of each rep, when it counts")
        case "words":
            return tr("Lift, hold, lower, as the figure moves")
        case "both":
            return tr("Words as it moves, the number when it counts")
        case _:
            return tr("Soft ticks alone, and the voice for all else")


def _captions_words(when: str) -> str:
    match when:
        case "auto":
            return tr("On the screen when the voice is not heard")
        case "on":
            return tr("Every spoken line on the screen")
        case _:
            return tr("Not even without sound")
