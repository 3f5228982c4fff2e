"""The app's part about progress: digests, body mass, plan and pictures of one profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gluteapp.content import LoadedContent
from gluteapp.core.circuit import Circuit
from gluteapp.core.prescription import OwnedThings
from gluteapp.services.benchmarks import Benchmarks
from gluteapp.services.body_mass import BodyMasses
from gluteapp.services.digests import Digests
from gluteapp.services.ids import Ids
from gluteapp.services.plan import Planner
from gluteapp.services.progress import ProgressReader
from gluteapp.services.report import ReportReader
from gluteapp.settings import Things
from gluteapp.storage.repositories import Store


def owned_of(things: Things) -> OwnedThings:
    """What the settings say that the user has."""
    return OwnedThings(
        bands_n=things.bands_n,
        kettlebells_kg=tuple(sorted(things.kettlebells_kg)),
        has_step=things.has_step,
    )


class ProgressPart:
    """Everything that turns the record into what comes next."""

    def __init__(
        self,
        *,
        store: Store,
        ids: Ids,
        content: LoadedContent,
        circuits: Callable[[], Mapping[str, Circuit]],
        things: Callable[[], Things],
    ) -> None:
        self.digests = Digests(store)
        self.masses = BodyMasses(store, ids)
        self.reader = ProgressReader(
            store=store,
            digests=self.digests,
            masses=self.masses,
            rules=content.strength,
            families={one.id: one.family for one in content.library.exercises.values()},
        )
        self.planner = Planner(
            store=store,
            ids=ids,
            digests=self.digests,
            masses=self.masses,
            library=content.library,
            circuits=circuits,
            strength=content.strength,
            owned=lambda: owned_of(things()),
        )
        self.report = ReportReader(store=store, reader=self.reader, planner=self.planner)
        self.benchmarks = Benchmarks(
            planner=self.planner,
            reader=self.reader,
            digests=self.digests,
            masses=self.masses,
            library=content.library,
            circuits=circuits,
            strength=content.strength,
        )
