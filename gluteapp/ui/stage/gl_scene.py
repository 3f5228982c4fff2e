"""Draws a shot with OpenGL as figure/raster.py draws it with numpy; knows no Qt and no session."""

from __future__ import annotations

from collections.abc import Mapping

import moderngl
import numpy as np

from gluteapp.figure.eye import eye_of
from gluteapp.figure.face import face_defines
from gluteapp.figure.halo import Members, muscle_members
from gluteapp.figure.light import LIGHT, THINGS, glsl_defines
from gluteapp.figure.scene import Shot, ThingMesh
from gluteapp.figure.shadow import SHADOW_CELLS, FloorShadow
from gluteapp.ui.stage.gl_meshes import BodyMesh, ThingMeshes, are_same
from gluteapp.ui.stage.gl_numbers import SPOTS, Value, numbers_of, shadow_middle
from gluteapp.ui.stage.gl_shaders import fragment_source, vertex_source
from gluteapp.ui.stage.gl_targets import Targets

_OVER = (moderngl.SRC_ALPHA, moderngl.ONE_MINUS_SRC_ALPHA, moderngl.ZERO, moderngl.ONE)
_WHOLE_SCREEN = np.array((-1, -1, 3, -1, -1, 3), np.float32)


class GlScene:
    """The stage on the card; make it, use it and release it in one current context."""

    def __init__(self, context: moderngl.Context) -> None:
        """moderngl.Error when the driver refuses the shaders."""
        self._context = context
        self._programs = _programs(context)
        self._corners = context.buffer(_WHOLE_SCREEN.tobytes())
        self._screens = {
            name: context.vertex_array(self._programs[name], [(self._corners, "2f", "in_corner")])
            for name in ("stage", "blur", "finish")
        }
        self._shadow = context.texture((SHADOW_CELLS, SHADOW_CELLS), 1, dtype="f4")
        self._shadow.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._shadow.repeat_x = self._shadow.repeat_y = False
        self._shadow_maker = FloorShadow()
        self._targets: Targets | None = None
        self._body: BodyMesh | None = None
        self._things: ThingMeshes | None = None
        self._walls: ThingMeshes | None = None
        self._members: Members = []

    def draw(
        self, shot: Shot, framebuffer: moderngl.Framebuffer, width_px: int, height_px: int
    ) -> None:
        """Fill a framebuffer of that size; the picture covers all of it and is opaque."""
        # moderngl goes back to what was bound before: that must not be one that Qt has deleted.
        framebuffer.use()
        targets = self._targets_for(width_px, height_px)
        self._take(shot)
        numbers = numbers_of(shot, self._members, width_px, height_px)
        for program in self._programs.values():
            _tell(program, numbers)
        self._draw_near(shot, targets)
        self._draw_picture(shot, targets)
        self._context.copy_framebuffer(dst=targets.resolved, src=targets.drawn)
        framebuffer.use()
        self._context.viewport = (0, 0, width_px, height_px)
        self._context.enable_only(moderngl.NOTHING)
        targets.picture.use(0)
        self._screens["finish"].render()

    def release(self) -> None:
        """Give everything on the card back; the context must be current."""
        for held in (self._body, self._things, self._walls, self._targets):
            if held is not None:
                held.release()
        for array in self._screens.values():
            array.release()
        for program in self._programs.values():
            program.release()
        self._corners.release()
        self._shadow.release()
        self._targets = self._body = self._things = self._walls = None

    def _targets_for(self, width_px: int, height_px: int) -> Targets:
        if self._targets is not None and not self._targets.fits(width_px, height_px):
            self._targets.release()
            self._targets = None
        if self._targets is None:
            self._targets = Targets(self._context, width_px, height_px)
        return self._targets

    def _take(self, shot: Shot) -> None:
        """Send what is new in a shot to the card."""
        moment = shot.moment
        if self._body is not None and self._body.body is not moment.body:
            self._body.release()
            self._body = None
        if self._body is None:
            programs = {name: self._programs[name] for name in ("body", "near")}
            self._body = BodyMesh(self._context, moment.body, programs)
            self._members = muscle_members(moment.body.points, moment.body.muscles)
        self._body.move(moment)
        solid = tuple(thing for thing in moment.things if thing.kind != "wall")
        walls = tuple(thing for thing in moment.things if thing.kind == "wall")
        self._things = self._meshes_of(solid, self._things, {"body": "thing", "near": "near"})
        self._walls = self._meshes_of(walls, self._walls, {"wall": "wall"})
        self._shadow.write(self._shadow_maker.map(moment.pose, shadow_middle(shot), moment.things))

    def _meshes_of(
        self, things: tuple[ThingMesh, ...], before: ThingMeshes | None, names: dict[str, str]
    ) -> ThingMeshes | None:
        """These things on the card: the ones from before where they are the same."""
        if before is not None:
            if are_same(before.things, things):
                return before
            before.release()
        if not things:
            return None
        programs = {name: self._programs[program] for name, program in names.items()}
        return ThingMeshes(self._context, things, THINGS, programs)

    def _draw_near(self, shot: Shot, targets: Targets) -> None:
        """How far away what surrounds each pixel is, in the mean."""
        targets.near_drawn.use()
        targets.near_drawn.clear()
        self._set_faces(shot)
        self._render_meshes("near")
        self._context.enable_only(moderngl.NOTHING)
        upright = eye_of(shot.projection).height / shot.projection.height
        reach = max(1, round(LIGHT.overlap_reach * upright * targets.near_size[1]))
        blur = self._programs["blur"]
        for seen, step, into in (
            (targets.near, (1, 0), targets.near_across),
            (targets.near_between, (0, 1), targets.near_down),
        ):
            into.use()
            seen.use(0)
            is_last = into is targets.near_down
            _tell(blur, {"u_step": step, "u_reach": reach, "u_is_last": is_last})
            self._screens["blur"].render()

    def _draw_picture(self, shot: Shot, targets: Targets) -> None:
        targets.drawn.use()
        targets.drawn.clear(depth=1.0)
        self._context.enable_only(moderngl.NOTHING)
        self._shadow.use(1)
        self._screens["stage"].render()
        self._set_faces(shot)
        if self._walls is not None:
            # A wall hides nobody, and the alpha stays how much of a pixel the figure covers.
            self._context.enable_only(moderngl.CULL_FACE | moderngl.BLEND)
            # moderngl's types know only two of the four.
            self._context.blend_func = _OVER  # type: ignore[assignment]
            self._walls.render("wall")
            self._set_faces(shot)
        targets.near.use(2)
        self._render_meshes("body")

    def _set_faces(self, shot: Shot) -> None:
        self._context.enable_only(moderngl.DEPTH_TEST | moderngl.CULL_FACE)
        self._context.depth_func = "<"
        self._context.cull_face = "back"
        # A mirror turns the corners of every triangle round.
        self._context.front_face = "cw" if shot.projection.camera.is_mirror else "ccw"

    def _render_meshes(self, name: str) -> None:
        for meshes in (self._body, self._things):
            if meshes is not None:
                meshes.render(name)


def _programs(context: moderngl.Context) -> dict[str, moderngl.Program]:
    defines = f"{glsl_defines()}{face_defines()}#define SPOTS {SPOTS}\n"
    screen, figure, near, thing = map(vertex_source, ("screen", "body", "near", "thing"))
    sources = {
        "stage": (screen, fragment_source("stage", defines=defines)),
        "near": (near, fragment_source("near")),
        "blur": (screen, fragment_source("blur")),
        "body": (figure, fragment_source("body", defines=defines, parts=("light", "face"))),
        "thing": (thing, fragment_source("thing", defines=defines, parts=("light",))),
        "wall": (thing, fragment_source("wall", defines=defines)),
        "finish": (screen, fragment_source("finish", defines=defines)),
    }
    programs = {
        name: context.program(vertex_shader=vertex, fragment_shader=fragment)
        for name, (vertex, fragment) in sources.items()
    }
    units = {"u_picture": 0, "u_seen": 0, "u_shadow": 1, "u_near": 2}
    for program in programs.values():
        _tell(program, units)
    return programs


def _tell(program: moderngl.Program, told: Mapping[str, Value]) -> None:
    """Set what the program has kept of these; a driver drops what has no effect."""
    for name, value in told.items():
        if name not in program:
            continue
        uniform = program[name]
        assert isinstance(uniform, moderngl.Uniform)
        if isinstance(value, np.ndarray):
            uniform.write(np.ascontiguousarray(value, np.float32).tobytes())
        else:
            uniform.value = value
