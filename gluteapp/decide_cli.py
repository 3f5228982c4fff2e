"""The command `decide`: the next doses after a file of past sessions, by the code of the app.

Opens no window and writes no record.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TextIO

from gluteapp.content import LoadedContent, load_content
from gluteapp.content_problems import UnusableError, shown
from gluteapp.core.circuit import Load, SessionMode
from gluteapp.core.coming_back import Choices, is_easier_version
from gluteapp.core.compile import compile_circuit
from gluteapp.core.decision import Choice, Decision, Rule, Verdict
from gluteapp.core.digest import SessionDigest, SetDigest
from gluteapp.core.events import StopReason
from gluteapp.core.exercise import Laterality, Library, Side
from gluteapp.core.ladder import tempo_of
from gluteapp.core.prescription import OwnedThings, Prescription
from gluteapp.core.progress_state import Rulebook
from gluteapp.core.progression import AWAY, History, Plan, replay, welcome_back
from gluteapp.core.week_guard import work_by
from gluteapp.decide_cli_input import (
    GivenChoice,
    GivenDose,
    GivenHistory,
    GivenSession,
    GivenWorkSet,
)
from gluteapp.json_input import input_error, read_input
from gluteapp.language import tr
from gluteapp.paths import Paths
from gluteapp.services.decision_words import change_words, dose_words, sentence

DAY_MS = 86_400_000


def decide_command(*, paths: Paths, file: str, out: TextIO | None = None) -> int:
    """Print what follows from each session of a file, and the next doses, as JSON.

    GluteError in one sentence when the file cannot be used.
    """
    content = load_content(paths)
    remedy = tr("See `gluteapp decide --schema` for what is read.")
    given = read_input(file, GivenHistory, remedy=remedy)
    try:
        teller = _Teller(given, content)
        answer = teller.answer()
    except UnusableError as error:
        raise input_error(file, error, remedy) from error
    print(json.dumps(answer, indent=1), file=out or sys.stdout)
    return 0


def print_schema(paths: Paths, out: TextIO | None = None) -> int:
    """Print the JSON schema of what is read, and an example."""
    text = (paths.assets / "schemas" / "decide.json").read_text(encoding="utf-8")
    print(text, end="", file=out or sys.stdout)
    return 0


class _Teller:
    """Goes through the sessions of a file and tells what follows; UnusableError names a field."""

    def __init__(self, given: GivenHistory, content: LoadedContent) -> None:
        self._given = given
        self._library = content.library
        self._rulebook = Rulebook(
            library=content.library,
            circuits=content.circuits,
            owned=OwnedThings(
                bands_n={band.value: force for band, force in given.owned.bands_n.items()},
                kettlebells_kg=tuple(sorted(given.owned.kettlebells_kg)),
                has_step=given.owned.has_step,
            ),
            work_of=work_by(content.strength, given.body_mass_kg),
        )
        _known_circuit(given.circuit, self._rulebook, ("circuit",))
        self._answered: set[int] = set()
        """Which of the choices were about a decision that was made."""
        self._said: dict[str, list[tuple[int, GivenChoice]]] = {}
        for index, one in enumerate(given.choices):
            self._said.setdefault(one.session, []).append((index, one))

    def answer(self) -> dict[str, object]:
        """Everything that is printed."""
        named = _named(self._given.sessions)
        plan = Plan()
        told: list[dict[str, object]] = []
        for index, name in sorted(named, key=lambda one: (self._day(one[0]), one[1])):
            back = self._said_back(plan, self._day(index))
            session = self._session(plan, index, name, back)
            mornings: dict[str, int] = {}
            if (morning := self._given.sessions[index].morning) is not None:
                mornings[name] = morning
            # Once without choices: what is changed by one starts from what was decided.
            history = History(sessions=(session,), mornings=mornings, choices=back)
            decided = replay(history, self._rulebook, onto=plan).decisions.get(name, ())
            history = replace(history, choices={**back, **self._choices(name, decided)})
            plan = replay(history, self._rulebook, onto=plan)
            told.append({"id": name, "decisions": [self._told(one) for one in decided]})
        coming = self._next(plan)
        self._check_choices()
        return {"sessions": told, "next": coming}

    def _day(self, index: int) -> int:
        return self._given.sessions[index].day.toordinal()

    def _session(self, plan: Plan, index: int, name: str, back: Choices) -> SessionDigest:
        given, day = self._given.sessions[index], self._day(index)
        place = ("sessions", index)
        circuit_id = given.circuit or self._given.circuit
        _known_circuit(circuit_id, self._rulebook, (*place, "circuit"))
        coming = welcome_back(plan, day, self._rulebook, back)
        doses = coming.doses(circuit_id, self._rulebook)
        sets = tuple(
            self._set(one, doses, f"{name}/{number}", (*place, "sets", number))
            for number, one in enumerate(given.sets)
        )
        return SessionDigest(
            session_id=name,
            utc_ms=day * DAY_MS,
            day=day,
            circuit_id=circuit_id,
            mode=given.mode,
            is_whole=not given.stopped_early,
            planned_sets=self._planned_sets(circuit_id, doses, given),
            sets=sets,
        )

    def _planned_sets(
        self, circuit_id: str, doses: dict[str, Prescription], given: GivenSession
    ) -> int:
        rounds = self._rulebook.written[circuit_id].rounds
        return sum(
            (1 if given.mode is SessionMode.LIGHTER else rounds[station])
            * (2 if _is_sided(dose.move, self._library) else 1)
            for station, dose in doses.items()
        )

    def _set(
        self,
        one: GivenWorkSet,
        doses: dict[str, Prescription],
        set_id: str,
        place: tuple[str | int, ...],
    ) -> SetDigest:
        if one.station not in doses:
            reason = tr(
                "the circuit has no station {name}; it has {names}",
                name=shown(one.station),
                names=", ".join(doses),
            )
            raise UnusableError(reason, (*place, "station"))
        dose = self._dose(one, doses[one.station], place)
        if _is_sided(dose.move, self._library) is (one.side is Side.BOTH):
            reason = tr("{move} works one side, left or right", move=dose.move)
            if one.side is not Side.BOTH:
                reason = tr("{move} works both sides", move=dose.move)
            raise UnusableError(reason, (*place, "side"))
        tempo = tempo_of(dose, self._library)
        is_hold = tempo is None or self._library.move(dose.move)[0].is_hold
        planned = 0 if tempo is None or is_hold else dose.seconds * 1000 // tempo.rep_ms
        is_completed = one.reason is StopReason.COMPLETED
        return SetDigest(
            set_id=set_id,
            station=one.station,
            move=dose.move,
            planned_move=self._planned_move(dose, doses[one.station]),
            side=one.side,
            round=one.round,
            planned_ms=dose.seconds * 1000,
            planned_reps=planned,
            done_reps=(planned if is_completed else 0) if one.reps is None else one.reps,
            done_ms=dose.seconds * 1000 if is_completed else 0,
            reason=one.reason,
            tempo=tempo,
            load=dose.load,
            is_corrected=one.reps is not None,
            effort=one.effort,
            felt_most=one.felt,
            harder=one.harder,
            form=one.form,
            pain=one.pain,
        )

    def _planned_move(self, dose: Prescription, planned: Prescription) -> str | None:
        """The move of the plan, where the set was an easier version of it at the same length."""
        is_eased = dose.seconds == planned.seconds and is_easier_version(
            dose.move, planned.move, self._library
        )
        return planned.move if is_eased else None

    def _dose(
        self, one: GivenDose, known: Prescription, place: tuple[str | int, ...]
    ) -> Prescription:
        """A dose as given; what is absent is as it was, and nothing of another move is kept."""
        move = one.move or known.move
        if one.move is not None and not _has(one.move, self._library):
            reason = tr("there is no move {name}", name=shown(one.move))
            raise UnusableError(reason, (*place, "move"))
        is_other = move != known.move
        load = Load() if is_other else known.load
        if one.band is not None:
            force = self._rulebook.owned.bands_n.get(one.band.value)
            load = Load(band=one.band, band_n=force)
        if one.kettlebell_kg is not None:
            load = load.model_copy(update={"kettlebell_kg": one.kettlebell_kg})
        return Prescription(
            move=move,
            seconds=one.seconds or known.seconds,
            tempo=one.tempo or (None if is_other else known.tempo),
            load=load,
        )

    def _said_back(self, plan: Plan, day: int) -> Choices:
        """What was said to the steps of coming back on a day, if any are due."""
        decided = welcome_back(plan, day, self._rulebook).decisions.get(AWAY, ())
        names = {one.session_id for one in decided}
        return {place: one for name in names for place, one in self._choices(name, decided).items()}

    def _choices(self, name: str, decided: tuple[Decision, ...]) -> dict[tuple[str, str], Choice]:
        by_place = {(one.session_id, one.station): one for one in decided}
        choices: dict[tuple[str, str], Choice] = {}
        for index, one in self._said.get(name, ()):
            decision = by_place.get((one.session, one.station))
            if decision is None:
                continue
            place = ("choices", index, "instead")
            if (one.verdict is Verdict.CHANGED) is (one.instead is None):
                raise UnusableError(tr("it goes with the verdict changed, and only there"), place)
            instead = None
            if one.instead is not None:
                instead = self._dose(one.instead, decision.before, place)
            key = (one.session, one.station)
            self._answered.add(index)
            choices[key] = Choice(verdict=one.verdict, instead=instead)
        return choices

    def _check_choices(self) -> None:
        """A choice belongs to a decision that was made."""
        for index in range(len(self._given.choices)):
            if index not in self._answered:
                reason = tr("nothing was decided for this session and station")
                raise UnusableError(reason, ("choices", index))

    def _next(self, plan: Plan) -> dict[str, object]:
        """The next circuit: what each station is done with, why, and its rows."""
        given, library = self._given, self._library
        day = plan.state.last_day or 1
        if given.today is not None:
            day = max(day, given.today.toordinal())
        plan = welcome_back(plan, day, self._rulebook, self._said_back(plan, day))
        doses = plan.doses(given.circuit, self._rulebook)
        sides = plan.first_sides(given.circuit)
        is_lighter = plan.is_lighter_week(day)
        circuit = self._rulebook.circuits[given.circuit]
        compiled = compile_circuit(
            circuit, doses, library, first_sides=sides, is_lighter=is_lighter
        )
        why = {
            one.station: one
            for made in plan.decisions.values()
            for one in made
            if one.circuit_id == given.circuit
        }
        return {
            "circuit": given.circuit,
            "seconds": compiled.circuit.seconds,
            "is_lighter_week": is_lighter,
            "is_welcome_back": any(one.rule is Rule.AWAY for one in plan.decisions.get(AWAY, ())),
            "stations": [
                {
                    "station": station,
                    **_written(dose, library),
                    "first_side": sides.get(station),
                    "words": dose_words(dose, library),
                    "decision": self._told(why[station]) if station in why else None,
                }
                for station, dose in doses.items()
            ],
            "steps": [
                row.model_dump(mode="json", include={"kind", "seconds", "title", "side", "round"})
                | {"move": row.move, "tempo": None if row.tempo is None else str(row.tempo)}
                for row in compiled.circuit.steps
            ],
        }

    def _told(self, one: Decision) -> dict[str, object]:
        library = self._library
        return {
            "session": one.session_id,
            "station": one.station,
            "family": one.family,
            "direction": one.direction,
            "rule": one.rule,
            "rung": one.rung,
            "before": _written(one.before, library),
            "after": _written(one.after, library),
            "if_fine": None if one.if_fine is None else _written(one.if_fine, library),
            "first_side": one.first_side,
            "skipped": list(one.skipped),
            "read": one.read,
            "change": change_words(one, library),
            "sentence": sentence(one, library),
            "rules_version": one.rules_version,
        }


def _known_circuit(circuit_id: str, rulebook: Rulebook, place: tuple[str | int, ...]) -> None:
    if circuit_id not in rulebook.circuits:
        reason = tr(
            "there is no circuit {name}; there are {known}",
            name=shown(circuit_id),
            known=", ".join(rulebook.circuits),
        )
        raise UnusableError(reason, place)


def _named(sessions: tuple[GivenSession, ...]) -> list[tuple[int, str]]:
    """Each session's place in the file and its id: as given, or its day."""
    named: list[tuple[int, str]] = []
    taken: set[str] = set()
    for index, one in enumerate(sessions):
        name, number = one.id or one.day.isoformat(), 1
        if one.id in taken:
            raise UnusableError(tr("another session has this id"), ("sessions", index, "id"))
        while name in taken:
            number += 1
            name = f"{one.day.isoformat()}#{number}"
        taken.add(name)
        named.append((index, name))
    return named


def _has(move: str, library: Library) -> bool:
    try:
        library.move(move)
    except KeyError:
        return False
    return True


def _is_sided(move: str, library: Library) -> bool:
    return library.move(move)[0].laterality is Laterality.ONE_SIDED


def _written(dose: Prescription, library: Library) -> dict[str, object]:
    """A dose as plain values."""
    tempo = tempo_of(dose, library)
    return {
        "move": dose.move,
        "seconds": dose.seconds,
        "tempo": None if tempo is None else str(tempo),
        "band": dose.load.band,
        "band_n": dose.load.band_n,
        "kettlebell_kg": dose.load.kettlebell_kg,
    }
