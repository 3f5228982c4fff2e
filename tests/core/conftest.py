"""The small circuit, laid out."""

from __future__ import annotations

import pytest

from gluteapp.core.circuit import Circuit
from gluteapp.core.exercise import Library
from gluteapp.core.layout import Options, lay_out
from gluteapp.core.timeline import Timeline


@pytest.fixture(scope="session")
def library(small_library: Library) -> Library:
    """Its moves."""
    return small_library


@pytest.fixture(scope="session")
def circuit(small_circuit: Circuit) -> Circuit:
    """As it is written."""
    return small_circuit


@pytest.fixture(scope="session")
def timeline(circuit: Circuit, library: Library) -> Timeline:
    """Left first."""
    return lay_out(circuit, library, Options())
