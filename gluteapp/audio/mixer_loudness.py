"""A short-lived process that decodes recordings as the mixer would, and says how loud they are.

Paths come as lines of JSON on its input; for each it answers with a line: level and clipped share.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from gluteapp.audio.loudness import loudness_of
from gluteapp.audio.mixer_render import decode_clip
from gluteapp.audio.tones import RATE_HZ

_ENVIRONMENT = {
    "SDL_AUDIODRIVER": "dummy",
    "SDL_NO_SIGNAL_HANDLERS": "1",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}


def main() -> None:
    """Answer every line of the input."""
    os.environ.update(_ENVIRONMENT)
    from pygame import mixer  # noqa: PLC0415 - the environment has to be set before

    mixer.init(RATE_HZ, -16, 2, allowedchanges=0)
    for asked in sys.stdin:
        found = loudness_of(decode_clip(Path(json.loads(asked))), RATE_HZ)
        sys.stdout.write(json.dumps([found.loudest_dbfs, found.clipped_share]) + "\n")
        sys.stdout.flush()
    mixer.quit()


if __name__ == "__main__":
    main()
