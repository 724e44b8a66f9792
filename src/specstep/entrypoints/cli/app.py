"""The commands, each imported only when it is called."""

import inspect
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from specstep.domain.errors import SpecStepError
from specstep.entrypoints.cli.exits import Exit, exit_of
from specstep.version import __version__

COMMANDS = "specstep.entrypoints.cli"


def build_app() -> App:
    """The tree of commands."""
    app = App(
        name="specstep",
        help="From a conversation about a project to the documentation package a builder needs.",
        version=__version__,
        help_format="plaintext",
    )
    rows = {
        "demo": ("generate:demo", "Make a package from a shipped example, offline."),
        "generate": ("generate:generate", "Make a package from a brief."),
        "interview": ("interview_command:interview", "Talk about a project, then make its package."),
        "worker": ("worker_command:worker", "Run queued jobs until stopped."),
        "sweep": ("sweep:sweep", "Let go what is due; a worker does it every night."),
        "doctor": ("doctor:doctor", "Check that everything SpecStep needs is there and works."),
    }
    for name, (target, summary) in rows.items():
        app.command(f"{COMMANDS}.{target}", name=name, help=summary)
    database = App(name="db", help="Upgrade, check, back up or restore the database.")
    for name, summary in {
        "upgrade": "Bring the schema to this version.",
        "check": "Compare the schema with this version.",
        "backup": "Copy the SQLite database into a file while it is in use.",
        "restore": "Put a backup in the place of the SQLite database; deleted accounts stay deleted.",
        "replay": "Delete again what a restored PostgreSQL database brought back.",
    }.items():
        database.command(f"{COMMANDS}.database:{name}", name=name, help=summary)
    account = App(name="account", help="Delete an account, or export what is held of it.")
    for name, summary in {
        "delete": "Delete accounts with everything that is theirs.",
        "export": "Write everything that is held of an account into an archive.",
    }.items():
        account.command(f"{COMMANDS}.account:{name}", name=name, help=summary)
    config = App(name="config", help="Show the settings.")
    config.command(
        f"{COMMANDS}.doctor:show_config", name="show", help="Print every setting and where it comes from."
    )
    policy = App(name="policy", help="Check, audit and print the privacy policy, SpecStep's or your own.")
    for name, summary in {
        "check": "Compare an inventory with a schema, both ways, by column.",
        "audit": "Look for what breaks the policy in a running database.",
        "plan": "Show what a sweep, an erasure or an export does.",
        "notice": "Print the privacy notice or the record of processing.",
        "map": "Print the data map.",
        "diff": "Compare two inventories, and say what must be announced.",
        "clauses": "List the promises, with their rules and proofs.",
    }.items():
        policy.command(f"{COMMANDS}.policy:{name}", name=name, help=summary)
    app.command(database)
    app.command(account)
    app.command(config)
    app.command(policy)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run a command and turn its outcome into an exit status: 0 done, 1 gate failed, 2 bad input, 3 service failed.

    With `--json` among the arguments an error is one JSON object on standard output, otherwise a line on
    standard error.
    """
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


def _say(code: str, message: str, hint: str | None, exit: Exit, arguments: Sequence[str]) -> int:
    if "--json" in arguments:
        import json

        print(json.dumps({"error": {"code": code, "message": message, "hint": hint}}, ensure_ascii=False))  # noqa: T201
    else:
        sys.stderr.write(f"specstep: {message}\n" + (f"  {hint}\n" if hint else ""))
    return exit
