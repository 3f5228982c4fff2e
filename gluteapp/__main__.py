"""`python -m gluteapp`: the same as the command `gluteapp`."""

from __future__ import annotations

import sys

from gluteapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
