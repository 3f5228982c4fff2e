"""A stage whose pictures cost nothing, for tests that are about something else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from gluteapp.figure.motion import Motions
from gluteapp.figure.staging import Staging
from gluteapp.ui.stage.frame_patches import Frame, Patch, Pixels
from gluteapp.ui.stage.frame_store import Strip
from gluteapp.ui.stage.studio import Studio

STAGE_GREY = 40
SIZE = 24
NO_BODIES = Path("none")


class PlainArtist:
    """Draws a square: red tells the frame, green the side, and it moves with the frame."""

    def frame(self, strip: Strip, index: int) -> Frame:
        """One square of SIZE pixels, its blue always 255."""
        pixels = np.full((SIZE, SIZE, 4), 255, np.uint8)
        pixels[..., 2] = index % 256
        pixels[..., 1] = 200 if strip.shown.side.value == "left" else 100
        left = index % max(1, strip.width - SIZE)
        return Frame((Patch(left, min(4, max(0, strip.height - SIZE)), pixels),))

    def still(self, strip: Strip) -> Pixels:
        """A grey stage."""
        pixels = np.full((strip.height, strip.width, 4), STAGE_GREY, np.uint8)
        pixels[..., 3] = 255
        return pixels


@cache
def _staging(motions: Motions) -> Staging:
    return Staging(motions=motions, bodies_folder=NO_BODIES)


def plain_studio(motions: Motions) -> Studio:
    """A studio without bodies; all of them know the ways and framings that one has worked out."""
    studio = Studio(motions=motions, bodies_folder=NO_BODIES, make_artist=PlainArtist)
    studio._own = _staging(motions)
    return studio
