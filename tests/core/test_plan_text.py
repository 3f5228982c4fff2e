"""Where progress stood comes back from its text as it was."""

from __future__ import annotations

from dataclasses import fields

import pytest

from gluteapp.core.circuit import Band, Load, SessionMode
from gluteapp.core.decision import Decision, Direction, Rule, Rung
from gluteapp.core.exercise import Family, Side, Tempo
from gluteapp.core.plan_text import stood_of_text, stood_text
from gluteapp.core.prescription import Prescription
from gluteapp.core.progress_state import ProgressState, StationState
from gluteapp.core.training_weeks import TrainingWeek

DOSE = Prescription(
    move="clam/banded",
    seconds=35,
    tempo=Tempo.model_validate("2-1-2"),
    load=Load(band=Band.LIGHT, band_n=15.3),
)
OTHER = Prescription(move="clam/standard", seconds=40)
STATE = ProgressState(
    stations={
        ("foundation", "clam/standard"): StationState(
            dose=DOSE, trail=(OTHER,), passed=DOSE, risen_day=740_000, first_side=Side.RIGHT
        ),
        ("foundation", "a,b"): StationState(dose=OTHER),
    },
    mornings=(0, 3),
    pain_days={"clam": 740_001},
    worse_morning_day=740_002,
    family_mondays={Family.ABDUCTION: 740_003},
    weeks=(
        TrainingWeek(
            monday=740_003,
            work={"foundation": 0.1 + 0.2},
            circuits={"foundation": 2.5},
            modes=(SessionMode.CIRCUIT, SessionMode.LIGHTER),
        ),
    ),
    last_day=740_004,
    last_session_id="one",
    is_back=True,
)
DECISION = Decision(
    session_id="one",
    circuit_id="foundation",
    station="clam/standard",
    family=Family.ABDUCTION,
    rule=Rule.TWO_FOR_TWO,
    direction=Direction.UP,
    before=OTHER,
    after=DOSE,
    rung=Rung.BAND,
    skipped=("time: no room",),
    read={"effort": 3, "share": 0.5, "side": "left", "is_fine": True, "none": None},
)


def test_nothing_is_lost() -> None:
    told = {("foundation", "clam/standard"): DECISION}
    assert stood_of_text(stood_text(7, STATE, told)) == (7, STATE, told)
    assert stood_of_text(stood_text(0, ProgressState(), {})) == (0, ProgressState(), {})


def test_the_example_says_something_about_everything() -> None:
    """So that a field that is added later is not forgotten here or in the text."""
    for one in fields(ProgressState):
        assert getattr(STATE, one.name) != getattr(ProgressState(), one.name), one.name


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        stood_of_text(text)
