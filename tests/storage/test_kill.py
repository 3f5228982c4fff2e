"""A process killed at any instant loses no fact that it was told is saved."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from gluteapp.core.clock import ManualClock
from gluteapp.core.session import RepDone
from gluteapp.storage.repositories import Store

ROOT = Path(__file__).parent.parent.parent
CHILD = """
import sys
from pathlib import Path
from gluteapp.core.clock import SystemClock
from gluteapp.core.exercise import Side
from gluteapp.core.session import RepDone
from gluteapp.services.ids import Ids
from gluteapp.storage.repositories import Store

store = Store.open(Path(sys.argv[1]), clock=SystemClock())
ids = Ids(clock=SystemClock(), device_id=store.device_id, after=store.newest_id())
rep = 0
while True:
    rep += 1
    facts = [
        RepDone(**ids.stamp(), set_id=sys.argv[2], rep=rep, side=Side.LEFT, position_ms=1000 * rep)
        for _ in range(1 + rep % 3)
    ]
    store.append(*facts)
    store.save_bookmark("session", {"rep": rep}, rep)
    print(*(fact.id for fact in facts), flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_every_acknowledged_fact_survives_being_killed(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    lines_before_death = random.Random(4).choices(range(1, 60), k=6)
    acknowledged: list[str] = []
    for run, lines in enumerate(lines_before_death):
        command = [sys.executable, "-c", CHILD, str(path), str(run)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            for _ in range(lines):
                acknowledged += child.stdout.readline().split()
            child.kill()
            # What it still said between our reading and its death was saved as well.
            acknowledged += " ".join(child.stdout.read().split("\n")[:-1]).split()
        with closing(Store.open(path, clock=ManualClock())) as store:
            facts = list(store.facts())
            assert set(acknowledged) <= {fact.id for fact in facts}
            assert sorted(acknowledged) == acknowledged
            assert not [problem for problem in store.check() if "damaged" in problem]
            # A transaction is there as a whole or not at all: rep n was written 1 + n % 3 times.
            reps = Counter(
                fact.rep for fact in facts if isinstance(fact, RepDone) and fact.set_id == str(run)
            )
            assert sorted(reps) == list(range(1, len(reps) + 1))
            assert len(reps) >= lines
            assert all(count == 1 + rep % 3 for rep, count in reps.items())
            noted = store.bookmark("session")
            assert noted is not None
            assert noted[1] <= len(reps)
