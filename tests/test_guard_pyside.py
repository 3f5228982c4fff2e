"""Guards against PySide6 builds that lose references to None.

6.12.0 takes one reference off None on every call that returns nothing; on Python 3.11, where None
is not immortal, the process aborts within minutes. The upper bound in pyproject.toml may be raised
once this passes on Python 3.11 with the newer version.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    texts = [str(number) for number in range(CALLS)]
    before = sys.getrefcount(None)
    for text in texts:
        label.setText(text)
    lost = before - sys.getrefcount(None)
    # Something unrelated may come or go meanwhile; the fault is one reference a call.
    assert lost < CALLS // 10
