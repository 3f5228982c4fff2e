"""The pictures that a frame is drawn into on its way to the screen; knows not what they show."""

from __future__ import annotations

import moderngl

SAMPLES = 4
"""Samples of a pixel, which smooth the edges."""
_LARGE_PX, _LARGE_SAMPLES = 5_000_000, 2
"""Pixels from which on they are so small that fewer samples do, in half the memory."""
_NEAR_HEIGHT_PX = 300
"""Most rows in which what lies around a pixel is looked at; it is soft anyway."""


class Targets:
    """Framebuffers for one size of picture."""

    def __init__(self, context: moderngl.Context, width_px: int, height_px: int) -> None:
        """moderngl.Error when the card has no memory for them."""
        self.size = (width_px, height_px)
        is_large = width_px * height_px > _LARGE_PX
        samples = min(_LARGE_SAMPLES if is_large else SAMPLES, context.max_samples)
        self._smooth = (
            context.renderbuffer(self.size, 4, samples=samples),
            context.depth_renderbuffer(self.size, samples=samples),
        )
        self.drawn = context.framebuffer(self._smooth[:1], self._smooth[1])
        self.picture = context.texture(self.size, 4)
        self.resolved = context.framebuffer([self.picture])
        share = min(0.5, _NEAR_HEIGHT_PX / height_px)
        self.near_size = (max(1, round(width_px * share)), max(1, round(height_px * share)))
        self._near_depth = context.depth_renderbuffer(self.near_size)
        self.near = _soft_texture(context, self.near_size)
        self.near_between = _soft_texture(context, self.near_size)
        self.near_drawn = context.framebuffer([self.near], self._near_depth)
        self.near_across = context.framebuffer([self.near_between])
        self.near_down = context.framebuffer([self.near])

    def fits(self, width_px: int, height_px: int) -> bool:
        """Whether they are of that size."""
        return self.size == (width_px, height_px)

    def release(self) -> None:
        """Give the memory of the card back."""
        framebuffers = (
            self.drawn, self.resolved, self.near_drawn, self.near_across, self.near_down,
        )  # fmt: skip
        for framebuffer in framebuffers:
            framebuffer.release()
        for picture in (*self._smooth, self.picture, self.near, self.near_between):
            picture.release()
        self._near_depth.release()


def _soft_texture(context: moderngl.Context, size: tuple[int, int]) -> moderngl.Texture:
    """Distance and share of a figure at each place, exact enough to be averaged."""
    texture = context.texture(size, 2, dtype="f4")
    texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
    texture.repeat_x = texture.repeat_y = False
    return texture
