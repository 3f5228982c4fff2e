"""The coach on screen; knows exercises and how they are shown, no session and no clock.

It holds one of two pictures, OpenGL's or the worker's, and changes them where OpenGL is lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gluteapp.core.exercise import Exercise, Laterality, Muscle, Posture, Side, Tempo
from gluteapp.figure.life import Life, eyelid_at
from gluteapp.figure.muscles import intensities
from gluteapp.figure.scene import Look
from gluteapp.figure.staging import Angle, Shown
from gluteapp.figure.timing import breath, extent, shares
from gluteapp.language import tr
from gluteapp.ui.stage.frame_grid import BREATH_STEPS, HELD_PHASE
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.scene_asked import Backdrop as Backdrop  # noqa: PLC0414  (part of its own face)
from gluteapp.ui.stage.scene_asked import Scene
from gluteapp.ui.stage.soft_view import SoftStage
from gluteapp.ui.stage.studio import Studio
from gluteapp.ui.theme import DARK

if TYPE_CHECKING:
    from gluteapp.ui.stage.gl_picture import GlPicture

_LYING = (Posture.SIDE_LYING, Posture.SIDE_PLANK)
_SECOND = {"auto": "second", "second": "auto"}
_GL_BREATH_STEPS, _GL_EYELID_STEPS = 32, 4
"""How finely breath and eyelids move where every picture is drawn anew."""


class StageView(QWidget):
    """Shows one moment of an exercise; ask it for another with `show_pose` or `show_way`.

    `changed()` comes when another picture is on screen.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        studio: Studio,
        backdrop: Backdrop = Backdrop.FADED,
        page: QColor | None = None,
        camera: str = "auto",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio, self._backdrop = studio, backdrop
        self._page = page or DARK.bg
        """The colour that a faded stage vanishes into."""
        self._angle = Angle(camera=camera)
        self._look: Look | None = None
        self._shown = Shown()
        self._is_dimmed = False
        self._fault: str | None = None
        self._beside: str | None = None
        self._described: tuple[Exercise | None, Side | None] = (None, None)
        self._picture = self._made_picture()
        studio.look_changed.connect(self._refresh)
        studio.gl_lost.connect(self._on_gl_lost)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._describe(None, None)
        self._refresh()

    def sizeHint(self) -> QSize:
        """A size at which the figure reads well at the desk."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """Smaller than this nothing can be made out."""
        return QSize(64, 48)

    # --- what is shown

    def show_pose(
        self,
        exercise: Exercise | None,
        variant: str | None,
        side: Side | None,
        tempo: Tempo | None,
        phase: float,
        is_dimmed: bool = False,
        *,
        life: Life | None = None,
    ) -> None:
        """Show a moment of a move, phase 0 to 1; without an exercise a person stands.

        With `life` the person breathes by time as far as it says, and blinks. A motion that could
        not be read is shown as the person at rest.
        """
        wanted = replace(self._wanted(exercise, variant, side, tempo), phase=phase)
        if life is not None:
            wanted = self._alive(wanted, life)
        self._show(wanted, exercise, side, is_dimmed=is_dimmed)

    def show_way(
        self,
        from_exercise: Exercise | None,
        from_variant: str | None,
        from_side: Side | None,
        to_exercise: Exercise | None,
        to_variant: str | None,
        to_side: Side | None,
        share: float,
        is_dimmed: bool = False,
        *,
        from_phase: float = 0.0,
    ) -> None:
        """Show how to get from one move into the start pose of the next, share 0 to 1.

        `from_phase` is where the first move was left at its own tempo, 0 being its start pose.
        """
        shown = self._way(
            from_exercise, from_variant, from_side, to_exercise, to_variant, to_side, from_phase
        )
        if share >= 1.0 or shown.way_from is None:
            shown = replace(shown, way_from=None)
        else:
            shown = replace(shown, way_share=max(0.0, share))
        self._show(shown, to_exercise, to_side, is_dimmed=is_dimmed)

    def way_ms(
        self,
        from_exercise: Exercise | None,
        from_variant: str | None,
        from_side: Side | None,
        to_exercise: Exercise | None,
        to_variant: str | None,
        to_side: Side | None,
        *,
        from_phase: float = 0.0,
    ) -> int:
        """How long that way takes a person, milliseconds; 0 where there is nothing to change."""
        shown = self._way(
            from_exercise, from_variant, from_side, to_exercise, to_variant, to_side, from_phase
        )
        return self._studio.staging.way_ms(shown)

    def prepare(
        self,
        exercise: Exercise | None,
        variant: str | None,
        side: Side | None,
        tempo: Tempo | None,
        size: QSize | None = None,
    ) -> None:
        """Have a move drawn before it is shown; `size` is that of the stage then, if it changes.

        Asking again for the same costs nothing.
        """
        if isinstance(self._picture, SoftStage):
            shown = replace(self._wanted(exercise, variant, side, tempo), beside=None)
            self._picture.prepare(self._scene(shown), size)

    def show_fault(self, fault_id: str | None) -> None:
        """Show a common fault of the move, the motion of that id, or the right form again."""
        known = fault_id if fault_id in self._studio.motions else None
        if known != self._fault:
            self._fault = known
            if self._shown.way_from is None:
                self._shown = replace(self._shown, fault=known)
            self._describe(*self._described)
            self._refresh()

    def show_beside(self, fault_id: str | None) -> None:
        """Look from where a fault shows that another stage has; None: from the move's own view."""
        if fault_id != self._beside:
            self._beside = fault_id
            if self._shown.way_from is None:
                self._shown = replace(self._shown, beside=fault_id)
            self._refresh()

    @property
    def motion_id(self) -> str:
        """The motion that is shown."""
        return self._shown.motion_id

    @property
    def lit_muscles(self) -> tuple[tuple[Muscle, float], ...]:
        """The muscles that are lit now, the strongest first, with their light from 0 to 1."""
        shown = self._shown
        if shown.motion_id not in self._studio.motions or shown.way_from is not None:
            return ()
        lit = intensities(
            dict(shown.muscles),
            side=shown.side,
            effort=extent(shown.phase, shown.tempo, shown.starts_with),
            glow=self._studio.motions.spec(shown.motion_id).glow,
        )
        best: dict[Muscle, float] = {}
        for (muscle, _), level in lit.items():
            best[muscle] = max(level, best.get(muscle, 0.0))
        return tuple(sorted(best.items(), key=lambda one: -one[1]))

    # --- from where

    def set_turned(self, is_turned: bool) -> None:
        """Turn the picture of side-lying moves so that the head is up for a lying user."""
        self._look_from(replace(self._angle, is_turned=is_turned))

    @property
    def is_turned(self) -> bool:
        """Whether side-lying moves are shown with the head up."""
        return self._angle.is_turned

    def set_camera(self, name: str) -> None:
        """Look from another camera (`figure.camera.CAMERA_NAMES`)."""
        self._look_from(replace(self._angle, camera=name))

    @property
    def camera_name(self) -> str:
        """The camera in use."""
        return self._angle.camera

    def next_camera(self) -> None:
        """Change between the move's own camera and its second angle."""
        self.set_camera(_SECOND.get(self._angle.camera, "auto"))

    def set_orbit(self, yaw_deg: float, pitch_deg: float) -> None:
        """Go round the figure and above it, degrees from the camera; 0, 0 is the camera itself."""
        self._look_from(replace(self._angle, orbit=(yaw_deg, pitch_deg)))

    @property
    def orbit(self) -> tuple[float, float]:
        """Degrees around and above the camera."""
        return self._angle.orbit

    def set_look(self, look: Look | None) -> None:
        """Let this stage show another coach than the others; None: the same."""
        self._look = look
        self._refresh()

    def _look_from(self, angle: Angle) -> None:
        if angle != self._angle:
            self._angle = angle
            self._refresh()

    # --- inside

    def _wanted(
        self,
        exercise: Exercise | None,
        variant: str | None,
        side: Side | None,
        tempo: Tempo | None,
    ) -> Shown:
        if exercise is None:
            return Shown()
        ids = [found.id for found in exercise.variants]
        chosen = exercise.variants[ids.index(variant) if variant in ids else 0]
        if chosen.motion not in self._studio.motions:
            return Shown()
        if side is None:
            side = Side.BOTH if exercise.laterality is Laterality.BOTH else Side.LEFT
        return Shown(
            motion_id=chosen.motion,
            side=side,
            tempo=tempo,
            starts_with=exercise.starts_with,
            muscles=tuple(exercise.muscles.items()),
            equipment=chosen.equipment,
            is_lying=exercise.posture in _LYING,
            fault=self._fault,
            beside=self._beside,
        )

    def _alive(self, shown: Shown, life: Life) -> Shown:
        """What is shown, with breath and eyes of that time, coarse enough to come again."""
        if self._studio.uses_gl:
            steps = _GL_BREATH_STEPS
            eyelid = round(eyelid_at(life.seconds) * _GL_EYELID_STEPS) / _GL_EYELID_STEPS
        else:
            steps, eyelid = BREATH_STEPS, 0.0 if life.is_blinking else 1.0
        if not life.share or shown.motion_id not in self._studio.motions:
            return replace(shown, eyelid=eyelid)
        breaths = self._studio.motions.spec(shown.fault or shown.motion_id).breaths
        own = breath(shown.phase, breaths, shown.tempo, shown.starts_with)
        level = round((life.breath(own) + 1.0) / 2 * steps) / steps * 2 - 1
        reached, left = shares(shown.tempo, shown.starts_with)
        is_held = shown.tempo is None and reached <= shown.phase <= left
        phase = HELD_PHASE if is_held else round(shown.phase, 6) % 1.0
        return replace(shown, phase=phase, breath=level, eyelid=eyelid)

    def _way(
        self,
        from_exercise: Exercise | None,
        from_variant: str | None,
        from_side: Side | None,
        to_exercise: Exercise | None,
        to_variant: str | None,
        to_side: Side | None,
        from_phase: float = 0.0,
    ) -> Shown:
        tempo = None if from_exercise is None else _own_tempo(from_exercise, from_variant)
        start = self._wanted(from_exercise, from_variant, from_side, tempo)
        start = replace(start, fault=None, beside=None, phase=from_phase)
        end = replace(self._wanted(to_exercise, to_variant, to_side, None), fault=None)
        if (start.motion_id, start.side, start.phase) == (end.motion_id, end.side, 0.0):
            return end
        return replace(end, way_from=start)

    def _show(
        self, shown: Shown, exercise: Exercise | None, side: Side | None, *, is_dimmed: bool
    ) -> None:
        if shown == self._shown and is_dimmed == self._is_dimmed:
            return
        is_other = (shown.motion_id, shown.side) != (self._shown.motion_id, self._shown.side)
        self._shown, self._is_dimmed = shown, is_dimmed
        if is_other:
            self._describe(exercise, side)
        self._refresh()

    def _scene(self, shown: Shown) -> Scene:
        return Scene(
            shown=shown,
            breaths=self._studio.motions.spec(shown.motion_id).breaths,
            look=self._look or self._studio.look,
            angle=self._angle,
        )

    def _refresh(self) -> None:
        if self._shown.motion_id in self._studio.motions:
            self._picture.show_scene(self._scene(self._shown), is_dimmed=self._is_dimmed)

    def _made_picture(self) -> SoftStage | GlPicture:
        if self._studio.uses_gl:
            from gluteapp.ui.stage.gl_picture import GlPicture  # noqa: PLC0415  (OpenGL is optional)

            gl = GlPicture(
                studio=self._studio, backdrop=self._backdrop, page=self._page, parent=self
            )
            gl.lost.connect(self._studio.lose_gl)
            gl.changed.connect(self.changed)
            return gl
        soft = SoftStage(
            maker=self._studio.maker,
            backdrop=self._backdrop,
            page=self._page,
            framing=self._framing,
            parent=self,
        )
        soft.changed.connect(self.changed)
        return soft

    def _framing(self, strip: Strip, width: float, height: float) -> tuple[float, float, float]:
        size = {"width": max(1, round(width)), "height": max(1, round(height))}
        seen = self._studio.staging.projection(strip.shown, angle=strip.angle, **size)
        return seen.scale, *seen.middle

    def _on_gl_lost(self) -> None:
        """Put the worker's picture where OpenGL's was, whichever stage it failed on."""
        lost = self._picture
        if isinstance(lost, SoftStage):
            return
        self._picture = self._made_picture()
        self._picture.setGeometry(self.rect())
        self._refresh()
        self._picture.show()
        lost.hide()
        lost.deleteLater()

    def _describe(self, exercise: Exercise | None, side: Side | None) -> None:
        name = "" if exercise is None else tr(exercise.name)
        match side:
            case Side.LEFT:
                text = tr("Figure showing {exercise}, left side working", exercise=name)
            case Side.RIGHT:
                text = tr("Figure showing {exercise}, right side working", exercise=name)
            case _:
                text = tr("Figure showing {exercise}", exercise=name)
        if exercise is None:
            text = tr("Figure standing at rest")
        fault = None if self._fault is None else self._studio.motions.spec(self._fault).fault
        if fault is not None:
            text = tr("Fault: {fault}", fault=tr(fault.difference))
        self._described = (exercise, side)
        self.setAccessibleName(text)
        self.setAccessibleDescription("" if exercise is None else tr(exercise.summary))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture fills the stage."""
        super().resizeEvent(event)
        self._picture.setGeometry(self.rect())


def _own_tempo(exercise: Exercise, variant: str | None) -> Tempo | None:
    ids = [found.id for found in exercise.variants]
    chosen = exercise.variants[ids.index(variant) if variant in ids else 0]
    return chosen.tempo or exercise.tempo
