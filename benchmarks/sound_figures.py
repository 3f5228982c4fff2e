"""Prints the figures of sound.py, one JSON object a line, and whether each keeps to its goal."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def spread(errors: Sequence[float] | NDArray[np.float64]) -> list[tuple[str, float]]:
    """Median, 99th percentile and largest of some errors, by name."""
    p50, p99, most = np.percentile(errors, [50, 99, 100])
    return [("p50", float(p50)), ("p99", float(p99)), ("max", float(most))]


def tell(name: str, value: float, unit: str, goal: float) -> None:
    """Print a figure that should be no larger than its goal."""
    figure = {"name": name, "value": value, "unit": unit, "goal": goal, "holds": value <= goal}
    print(json.dumps(figure), flush=True)
