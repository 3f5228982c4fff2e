"""Plays bursts of noise on the right channel at known times, to check how sound.py measures.

A process of its own with a stream of its own, straight to the sound server: what is told of these
bursts owes nothing to gluteapp. Prints the monotonic time of each; ends with its input.
"""

from __future__ import annotations

import ctypes
import json
import select
import sys
import time

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 44_100
CARD = "card"
EVERY_MS = 997.0
"""No multiple of any buffer's length, so that all of its phases are met."""
BURST_FRAMES = 1_323
_LIBRARY = "libpulse-simple.so.0"
_S16LE, _PLAYBACK, _SERVER_CHOOSES = 3, 1, 0xFFFFFFFF


class _Spec(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_int),
        ("rate", ctypes.c_uint32),
        ("channels", ctypes.c_uint8),
    )


class _Buffer(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize")
    )


def burst() -> NDArray[np.float64]:
    """The noise, of shape (frames,), always the same."""
    return np.rint(np.random.default_rng(7).normal(0, 3_000, BURST_FRAMES))


def main() -> None:
    """Play until the input ends; by itself, without a card to play on, do nothing."""
    if CARD not in sys.argv[1:]:
        return
    library = ctypes.CDLL(_LIBRARY)
    library.pa_simple_new.restype = ctypes.c_void_p
    spec = _Spec(_S16LE, RATE_HZ, 2)
    # A prebuffer of one frame: a burst sounds as soon as it is there.
    sizes = _Buffer(_SERVER_CHOOSES, 4 * RATE_HZ // 10, 4, _SERVER_CHOOSES, _SERVER_CHOOSES)
    stream = library.pa_simple_new(
        None, b"control", _PLAYBACK, CARD.encode(), b"bursts", ctypes.byref(spec), None,
        ctypes.byref(sizes), None,
    )  # fmt: skip
    if not stream:
        raise SystemExit("the sound server takes no control stream")
    both = np.zeros((BURST_FRAMES, 2), "<i2")
    both[:, 1] = burst()
    samples, at_ms = both.tobytes(), []
    due_ms = time.monotonic_ns() / 1e6 + 500
    while True:
        wait_s = (due_ms - time.monotonic_ns() / 1e6) / 1000
        if select.select([sys.stdin], [], [], max(wait_s, 0))[0]:
            break
        at_ms.append(time.monotonic_ns() / 1e6)
        library.pa_simple_write(
            ctypes.c_void_p(stream), samples, ctypes.c_size_t(len(samples)), None
        )
        due_ms += EVERY_MS
    print(json.dumps(at_ms))


if __name__ == "__main__":
    main()
