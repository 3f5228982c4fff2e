"""What counts as below another dose when coming back after some days."""

from __future__ import annotations

import pytest

from gluteapp.core.coming_back import is_easier_version
from tests.progress_content import LIBRARY


@pytest.mark.parametrize(
    ("move", "of", "is_easier"),
    [
        ("clam/small_range", "clam/banded", True),
        ("clam/standard", "clam/banded", True),
        ("clam/banded", "clam/standard", False),
        ("squat/chair", "clam/banded", False),
        ("clam/standard", "clam/standard", False),
    ],
)
def test_a_version_is_easier_however_far_down_it_comes(
    move: str, of: str, *, is_easier: bool
) -> None:
    assert is_easier_version(move, of, LIBRARY) is is_easier
