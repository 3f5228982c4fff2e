"""The command line: for people, scripts and outside checks. Imports Qt only to show something."""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from gluteapp.audio.wishes import Lead
from gluteapp.errors import GluteError
from gluteapp.language import clock_length, tr, trn, use
from gluteapp.paths import Paths

DISK_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""How a disk says that it does not take what is printed to a file on it."""
WEEKS_MAX = 2600
"""Longest demo history: fifty years."""
REPORT_WEEKS_MAX = 16
"""As many columns fit on the report's page."""

CIRCUITS_HELP = """\
With --json: one array of objects {"id", "title", "summary", "level", "length_ms", "sets"}.
"""
SIMULATE_HELP = """\
With --json: JSON lines, one object per event in the order they happen, with
  due_ms     time on the timeline in ms, 0 is the start of the first step
  event      session_started, step_started, set_started, phase_started, rep_counted, halfway,
             countdown_ticked, set_finished, felt_asked, session_finished
  step       index of the step in the circuit
  kind       count_in, warm_up, work, switch, rest, cool_down
  exercise, variant, side (left, right, both), rep: of the move, or null
  cue        the tone that is heard for it, or null
and what else the event carries (reps, phase, duration_ms, seconds, done_reps, done_ms, reason …).
The last line is session_finished.
With --transcript: a line for each sound, with the time since the start, such as
  03:12.0  VOICE  Squeeze
"""
FIGURE_HELP = """\
With --json: {"exercise", "variant", "side", "stature_m", "phases": [{"phase", "joints": {name:
[x, y, z]}, "angles_deg": {…}, "contacts": [joint names planted]}]}, metres, y up, floor at 0, the
person faces +z and +x is the person's left; 101 phases unless one is asked for.
"""
STRENGTH_HELP = """\
FILE is {"body_mass_kg": …, "sets": [{"move" or "family", "side", "reps" or "held_s", "rir",
"kettlebell_kg", "band", "band_n", "body_mass_kg", "rep_s", "tempo", "day", "is_benchmark"}]}, or the
list of sets alone; --schema tells what each means. Printed is {"rules_version", "sets": [{"move",
"family", "side", "reps_possible", "held_s_possible", "index", "coefficient", "censored",
"off_tempo", "approximate", "in_trend", "why_none", "why"}], "families": {name: {"index", "move",
"sessions"} or null}, "overall": {"index", "families"} or null}. 100 is fifteen clean reps of the
family's anchor move; "censored" means at least this much.
"""
DECIDE_HELP = """\
FILE is {"circuit", "today", "owned": {"bands_n", "kettlebells_kg", "has_step"}, "body_mass_kg",
"sessions": [{"id", "day", "circuit", "mode", "stopped_early", "morning", "sets": [{"station",
"side", "round", "reason", "reps", "effort", "felt", "harder", "form", "pain", and what was not as
prescribed: "move", "seconds", "tempo", "band", "kettlebell_kg"}]}], "choices": [{"session",
"station", "verdict", "instead"}]}; --schema tells what each means. Printed is {"sessions": [{"id",
"decisions": [{"station", "family", "direction", "rule", "rung", "before", "after", "if_fine",
"first_side", "skipped", "read", "change", "sentence"}]}], "next": {"circuit", "seconds",
"is_lighter_week", "is_welcome_back", "stations": [dose and decision], "steps": [rows]}}.
"""
REPORT_HELP = """\
The page shows the last weeks up to today: strength index, each week, where sets were felt, pain and
the mornings after, and what comes next and why. It is a home record and no diagnosis; name and date
are left free to write on. No display is needed.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all is well, 1 when something failed, 2 when it was asked wrongly."""
    # Read when numpy is first imported: its sums are small here, and spread over all cores they
    # take twice the time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter the terminal cannot show becomes "?"; stderr does the like by itself.
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            return _command(arguments)
        finally:
            _flush()  # not at exit, where Python would complain in its own words
    except GluteError as error:
        print(f"gluteapp: {error.message}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader went away (`| head`): nothing to tell it, and Python must not complain either.
        _print_no_more()
        return 0
    except OSError as error:
        if error.errno not in DISK_REFUSED or error.filename is not None:
            raise
        _print_no_more()
        sentence = tr(
            "The output could not be written ({reason}); make room, or send it elsewhere.",
            reason=error.strerror,
        )
        print(f"gluteapp: {sentence}", file=sys.stderr)
        return 1


def _command(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    from gluteapp.settings import read_settings

    settings, _ = read_settings(_paths(options).settings_file)
    use(settings.language)
    return int(options.run(options))


def _flush() -> None:
    if sys.stdout is not None:  # None when it was closed from the start (`>&-`)
        sys.stdout.flush()


def _print_no_more() -> None:
    """Let what is still printed vanish."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--profile",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="keep record, settings and logs in DIR instead of the user's own folders",
    )
    parser = argparse.ArgumentParser(
        prog="gluteapp",
        parents=[common],
        description="A timed 20-minute glute circuit with a moving coach. Without a command: "
        "open the window.",
    )
    parser.set_defaults(run=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, summary: str, details: str = "") -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            parents=[common],
            help=summary,
            description=summary,
            epilog=details,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    command("run", "open the window (the default)").set_defaults(run=_run)

    circuits = command("circuits", "list the circuits there are", CIRCUITS_HELP)
    circuits.add_argument("--json", action="store_true", help="print JSON")
    circuits.set_defaults(run=_circuits)

    simulate = command("simulate", "play a whole session without waiting", SIMULATE_HELP)
    simulate.add_argument("circuit", metavar="CIRCUIT", nargs="?", help="today's when left out")
    form = simulate.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON lines, one per event")
    form.add_argument("--transcript", action="store_true", help="print what is heard, and when")
    simulate.add_argument(
        "--lead", choices=get_args(Lead), help="what is said in a repetition, with --transcript"
    )
    simulate.add_argument("--voice", choices=("low", "high"), help="who says it")
    simulate.set_defaults(run=_simulate)

    figure = command("figure", "print or draw the figure doing an exercise", FIGURE_HELP)
    figure.add_argument("exercise", metavar="EXERCISE")
    figure.add_argument("--variant", metavar="V", help="the usual one when left out")
    figure.add_argument("--side", choices=("left", "right"), help="the working leg")
    figure.add_argument("--phase", type=float, metavar="X", help="0 to 1, one whole rep")
    figure.add_argument(
        "--camera", metavar="C", help="auto, second, front, side, three_quarter or back"
    )
    figure.add_argument(
        "--fault", metavar="F", help="done with a common fault, named by its motion"
    )
    figure.add_argument("--way-to", metavar="MOVE", help="the way to exercise/variant, as JSON")
    output = figure.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print JSON (the default)")
    output.add_argument("--png", type=Path, metavar="FILE", help="draw a picture")
    figure.set_defaults(run=_figure)

    strength = command("strength", "compute the strength index of a file of sets", STRENGTH_HELP)
    asked = strength.add_mutually_exclusive_group(required=True)
    asked.add_argument("--json", metavar="FILE", help="the sets as JSON; - reads standard input")
    asked.add_argument(
        "--schema", action="store_true", help="print the JSON schema of the file and an example"
    )
    strength.set_defaults(run=_strength)

    decide = command("decide", "tell the next doses after a file of past sessions", DECIDE_HELP)
    wanted = decide.add_mutually_exclusive_group(required=True)
    wanted.add_argument(
        "--json", metavar="FILE", help="the sessions as JSON; - reads standard input"
    )
    wanted.add_argument(
        "--schema", action="store_true", help="print the JSON schema of the file and an example"
    )
    decide.set_defaults(run=_decide)

    _ask_report(command("report", "write one page for a physiotherapist as PDF", REPORT_HELP))

    doctor = command("doctor", "check display, graphics, sound, wake lock, data and record")
    doctor.set_defaults(run=_doctor)

    demo = command("demo-data", "fill a profile with a believable history")
    demo.add_argument("--weeks", type=_weeks, required=True, metavar="N")
    demo.add_argument("--seed", type=int, default=1, metavar="S")
    demo.set_defaults(run=_demo_data)
    return parser


def _ask_report(report: argparse.ArgumentParser) -> None:
    report.add_argument("file", metavar="OUT.pdf", type=Path)
    report.add_argument(
        "--weeks", type=_report_weeks, default=8, metavar="N", help="1 to 16, 8 when left out"
    )
    report.add_argument("--force", action="store_true", help="replace a file that is there")
    report.set_defaults(run=_report)


def _weeks(text: str, most: int = WEEKS_MAX) -> int:
    try:
        weeks = int(text)
    except ValueError:
        weeks = 0
    if not 1 <= weeks <= most:
        problem = f"{text[:20]!r} is not a whole number from 1 to {most}"
        raise argparse.ArgumentTypeError(problem)
    return weeks


def _report_weeks(text: str) -> int:
    return _weeks(text, REPORT_WEEKS_MAX)


def _paths(options: argparse.Namespace) -> Paths:
    profile: Path | None = getattr(options, "profile", None)
    return Paths.from_system() if profile is None else Paths.under(profile)


def _run(options: argparse.Namespace) -> int:
    has_display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not (has_display or os.environ.get("QT_QPA_PLATFORM")):
        print(
            tr("There is no display to open a window on; try: gluteapp simulate foundation"),
            file=sys.stderr,
        )
        return 2
    from gluteapp.ui.application import open_window

    return open_window(_paths(options))


def _circuits(options: argparse.Namespace) -> int:
    from gluteapp.content import load_content

    content = load_content(_paths(options))
    circuits = sorted(content.circuits.values(), key=lambda one: (one.level == 0, one.level))
    if options.json:
        rows = [
            {
                "id": one.id,
                "title": one.title,
                "summary": one.summary,
                "level": one.level,
                "length_ms": one.seconds * 1000,
                "sets": one.set_count,
            }
            for one in circuits
        ]
        print(json.dumps(rows, indent=1))
    else:
        for one in circuits:
            length = clock_length(one.seconds * 1000)
            print(f"{one.id:<12} {length:>6}  {tr(one.title)}: {tr(one.summary)}")
    for problem in content.problems:
        print(f"gluteapp: {problem.message}", file=sys.stderr)
    return 1 if content.problems else 0


def _simulate(options: argparse.Namespace) -> int:
    from gluteapp.simulate_cli import simulate_command

    return simulate_command(
        profile=getattr(options, "profile", None),
        circuit=options.circuit,
        as_json=options.json,
        as_transcript=options.transcript,
        lead=options.lead,
        voice=options.voice,
    )


def _figure(options: argparse.Namespace) -> int:
    from gluteapp.figure_cli import figure_command

    return figure_command(
        paths=_paths(options),
        exercise_id=options.exercise,
        variant_id=options.variant,
        side=options.side,
        phase=options.phase,
        camera=options.camera,
        png=options.png,
        fault=options.fault,
        way_to=options.way_to,
    )


def _strength(options: argparse.Namespace) -> int:
    from gluteapp.strength_cli import print_schema, strength_command

    if options.schema:
        return print_schema(_paths(options))
    return strength_command(paths=_paths(options), file=options.json)


def _decide(options: argparse.Namespace) -> int:
    from gluteapp.decide_cli import decide_command, print_schema

    if options.schema:
        return print_schema(_paths(options))
    return decide_command(paths=_paths(options), file=options.json)


def _report(options: argparse.Namespace) -> int:
    from gluteapp.report_cli import report_command

    return report_command(
        paths=_paths(options), file=options.file, weeks=options.weeks, replaces=options.force
    )


def _doctor(options: argparse.Namespace) -> int:
    from gluteapp.doctor import examine

    checks = examine(_paths(options))
    for check in checks:
        mark = "ok  " if check.is_ok else "LOOK"
        print(f"{mark}  {check.title}: {check.sentence}")
    return 0 if all(check.is_ok for check in checks) else 1


def _demo_data(options: argparse.Namespace) -> int:
    from gluteapp.demo import fill_profile

    paths = _paths(options)
    count = fill_profile(paths, weeks=options.weeks, seed=options.seed)
    print(
        trn(
            "{n} session written to {folder}",
            "{n} sessions written to {folder}",
            count,
            folder=paths.data,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
