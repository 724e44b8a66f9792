"""The commands, each imported only when it is called."""

import inspect
import sys
import time
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from specstep.adapters.logs.standard import StandardLog
from specstep.domain.errors import SpecStepError
from specstep.domain.logs import Event
from specstep.entrypoints.cli.commands import ABOUT, COMMANDS, GROUPS, INNER_GROUPS
from specstep.entrypoints.cli.exits import Exit, exit_of
from specstep.entrypoints.logs import asked_for, logging_to, place_of
from specstep.version import __version__

HERE = "specstep.entrypoints.cli"


def build_app() -> App:
    """The tree of commands."""
    app = App(name="specstep", help=ABOUT, version=__version__, help_format="plaintext")
    for name, (target, summary) in COMMANDS.items():
        app.command(f"{HERE}.{target}", name=name, help=summary)
    for group, (about, commands) in GROUPS.items():
        inner = App(name=group, help=about)
        within: dict[str, App] = {"": inner}
        for name, (target, summary) in commands.items():
            where, _, last = name.rpartition(" ")
            if where not in within:
                within[where] = App(name=where, help=INNER_GROUPS[f"{group} {where}"])
                inner.command(within[where])
            within[where].command(f"{HERE}.{target}", name=last, help=summary)
        app.command(inner)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run a command and turn its outcome into an exit status: 0 done, 1 gate failed, 2 bad input, 3 service failed.

    With `--json` among the arguments an error is one JSON object on standard output, otherwise a line on
    standard error.
    """
    try:
        with logging_to(**asked_for()):
            log, began = StandardLog(), time.monotonic()
            exit = _run(arguments, log)
            duration_ms = int((time.monotonic() - began) * 1000)
            log.record(Event.COMMAND_ENDED, command=_named(arguments), exit=int(exit), duration_ms=duration_ms)
            return exit
    except SpecStepError as error:  # the settings
        return _say(error.code, error.message, error.hint, exit_of(error), arguments)


def _run(arguments: Sequence[str], log: StandardLog) -> int:
    app = build_app()
    try:
        command, bound, _ = app.parse_args(arguments, exit_on_error=False, print_error=False)
        outcome = command(*bound.args, **bound.kwargs)
        if inspect.iscoroutine(outcome):
            import asyncio  # not before it is needed: --help answers without it

            outcome = asyncio.run(outcome)
        return int(outcome) if isinstance(outcome, int) else Exit.DONE
    except CycloptsError as error:
        return _say(
            "USAGE", str(error), "`specstep --help` lists commands and options.", Exit.BAD_INPUT, arguments
        )
    except SpecStepError as error:
        return _say(error.code, error.message, error.hint, exit_of(error), arguments)
    except KeyboardInterrupt:
        hint = "The same command carries on."
        return _say("INTERRUPTED", "Stopped. What is done is kept.", hint, Exit.INTERRUPTED, arguments)
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - what it says may quote people or their secrets; where it was doesn't
        kind, place = type(error).__name__, place_of(error)
        log.record(Event.UNEXPECTED, error=kind, place=place)
        hint = "That is a mistake in SpecStep: please report these names. What is done is kept."
        return _say("INTERNAL_ERROR", f"{kind} in {place}.", hint, Exit.SERVICE_FAILED, arguments)


def _named(arguments: Sequence[str]) -> str | None:
    """The command, by its names in the tables alone."""
    first, second, third = (*arguments, "", "", "")[:3]
    if first in COMMANDS:
        return first
    known = GROUPS.get(first, ("", {}))[1]
    return next((f"{first} {name}" for name in (second, f"{second} {third}") if name in known), None)


def _say(code: str, message: str, hint: str | None, exit: Exit, arguments: Sequence[str]) -> int:
    if "--json" in arguments:
        import json

        print(json.dumps({"error": {"code": code, "message": message, "hint": hint}}, ensure_ascii=False))  # noqa: T201
    else:
        sys.stderr.write(f"specstep: {message}\n" + (f"  {hint}\n" if hint else ""))
    return exit
