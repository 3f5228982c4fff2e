"""What the user has comes back from its text as it was."""

from __future__ import annotations

import pytest

from gluteapp.core.prescription import OwnedThings
from gluteapp.core.things_text import owned_of_text, owned_text


@pytest.mark.parametrize(
    "owned",
    [
        OwnedThings(),
        OwnedThings(bands_n={"light": 15.5}, kettlebells_kg=(4.0, 8.0), has_step=True),
    ],
)
def test_things_come_back_as_they_were(owned: OwnedThings) -> None:
    assert owned_of_text(owned_text(owned)) == owned


def test_what_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="bands_n"):
        owned_of_text('{"bands_n": 3}')
