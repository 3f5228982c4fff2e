"""What a log says of a text that cannot be read holds nothing of it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from gluteapp.core.plan_text import stood_of_text
from gluteapp.core.wrong_text import wrong_with


def test_type_and_place_are_told_and_no_value() -> None:
    with pytest.raises(ValidationError) as caught:
        stood_of_text('{"count": "secret", "stations": [["a", "b", "secret"]]}')
    told = wrong_with(caught.value)
    assert "count: int_parsing" in told
    assert "stations.0.2: " in told
    assert "secret" not in told


def test_of_other_errors_only_the_kind_is_told() -> None:
    assert wrong_with(KeyError("secret")) == "KeyError"
