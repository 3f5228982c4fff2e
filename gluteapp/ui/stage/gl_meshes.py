"""Vertices of the body and of the things on the graphics card; knows no light and no camera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import moderngl
import numpy as np
from numpy.typing import NDArray

from gluteapp.figure.body import Body, Floats
from gluteapp.figure.scene import Moment, ThingMesh

MOVING = ("3f 3f", "in_place", "in_normal")
RESTING = (
    "3f 4f 4f 3f 1f",
    "in_rest", "in_cloth", "in_muscles_a", "in_muscles_b", "in_occlusion",
)  # fmt: skip
COLOURED = ("3f 3f 3f", "in_place", "in_normal", "in_colour")


class BodyMesh:
    """One body on the card; what moves is sent anew with each moment."""

    def __init__(
        self, context: moderngl.Context, body: Body, programs: Mapping[str, moderngl.Program]
    ) -> None:
        """`programs` by name; each takes of the vertices what it asks for."""
        self.body = body
        self._moving = context.buffer(reserve=len(body.points) * 24, dynamic=True)
        self._resting = context.buffer(_resting(body).tobytes())
        self._corners = context.buffer(np.ascontiguousarray(body.triangles, np.int32).tobytes())
        self._rows = np.empty((len(body.points), 6), np.float32)
        self._arrays = {
            name: context.vertex_array(
                program,
                [*_asked(program, self._moving, MOVING), *_asked(program, self._resting, RESTING)],
                self._corners,
            )
            for name, program in programs.items()
        }

    def move(self, moment: Moment) -> None:
        """Send the places and normals of a moment of this body."""
        self._rows[:, :3] = moment.points
        self._rows[:, 3:] = moment.normals
        self._moving.orphan()
        self._moving.write(self._rows)

    def render(self, name: str) -> None:
        """Draw with the program of that name."""
        self._arrays[name].render(moderngl.TRIANGLES)

    def release(self) -> None:
        """Give the memory of the card back."""
        for array in self._arrays.values():
            array.release()
        for buffer in (self._moving, self._resting, self._corners):
            buffer.release()


class ThingMeshes:
    """The things of one moment on the card, each in its one colour."""

    def __init__(
        self,
        context: moderngl.Context,
        things: Sequence[ThingMesh],
        colours: Mapping[str, Sequence[float]],
        programs: Mapping[str, moderngl.Program],
    ) -> None:
        """`colours` of each kind, linear."""
        self.things = tuple(things)
        rows = [_coloured(thing, colours[thing.kind]) for thing in things]
        first = np.cumsum([0] + [len(row) for row in rows])
        corners = [thing.triangles + start for thing, start in zip(things, first[:-1], strict=True)]
        self._rows = context.buffer(np.concatenate(rows).astype(np.float32).tobytes())
        self._corners = context.buffer(np.concatenate(corners).astype(np.int32).tobytes())
        self._arrays = {
            name: context.vertex_array(
                program, _asked(program, self._rows, COLOURED), self._corners
            )
            for name, program in programs.items()
        }

    def render(self, name: str) -> None:
        """Draw with the program of that name."""
        self._arrays[name].render(moderngl.TRIANGLES)

    def release(self) -> None:
        """Give the memory of the card back."""
        for array in self._arrays.values():
            array.release()
        self._rows.release()
        self._corners.release()


def are_same(first: Sequence[object], second: Sequence[object]) -> bool:
    """Whether two rows hold the very same objects."""
    return len(first) == len(second) and all(a is b for a, b in zip(first, second, strict=True))


def _resting(body: Body) -> Floats:
    columns = (body.points, body.cloths, body.muscles, body.occlusion[:, None])
    return np.ascontiguousarray(np.concatenate(columns, axis=1), dtype=np.float32)


def _coloured(thing: ThingMesh, colour: Sequence[float]) -> NDArray[np.float32]:
    colours = np.broadcast_to(np.asarray(colour, np.float32), thing.points.shape)
    return np.concatenate((thing.points, thing.normals, colours), axis=1, dtype=np.float32)


def _asked(
    program: moderngl.Program, buffer: moderngl.Buffer, layout: tuple[str, ...]
) -> list[tuple[moderngl.Buffer | str, ...]]:
    """What of a buffer the program reads, with gaps for the rest: a driver drops what it needs not.

    Empty when it reads nothing of it.
    """
    kinds, names = layout[0].split(), layout[1:]
    asked = [name for name in names if name in program]
    shape = " ".join(
        kind if name in asked else f"{4 * int(kind[0])}x"
        for kind, name in zip(kinds, names, strict=True)
    )
    return [(buffer, shape, *asked)] if asked else []
