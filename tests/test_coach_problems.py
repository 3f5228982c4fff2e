"""Every flaw of a body file has a sentence that names it and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from gluteapp.coach_problems import body_sentence
from gluteapp.figure.body import BodyError, BodyFlaw


@pytest.mark.parametrize("flaw", BodyFlaw)
def test_a_flaw_is_told_with_its_file_and_what_to_do(flaw: BodyFlaw) -> None:
    sentence = body_sentence(BodyError(Path("bodies") / "a.npz", flaw, "weights"))
    assert "a.npz" in sentence
    assert "reinstall gluteapp" in sentence
    assert ("weights" in sentence) is (flaw in (BodyFlaw.MISSING, BodyFlaw.MISSHAPEN))
