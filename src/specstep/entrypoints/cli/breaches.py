"""`specstep breach`: notice of a leak to those whom it concerns."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from specstep.domain.announcements import breach_text
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.cli.statutory_requests import text_of
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

Json = Annotated[bool, Parameter(name="--json", negative="")]


async def notify(
    *, accounts: Path, text: Path, dry_run: Annotated[bool, Parameter(negative="")] = False, json: Json = False
) -> int:
    """Tell accounts by essential e-mail that data of theirs has leaked; status 1 where somebody can't be told.

    The same text goes to the same accounts once; the same command carries on what was cut off.

    Parameters
    ----------
    accounts
        A file with an account's id or verified e-mail address on each line.
    text
        A file with three parts, each below a line that begins with "# ": what happened, what it concerns, what to do.
    dry_run
        Count whom it would reach, and send nothing.
    json
        Print one JSON object.
    """
    said = text_of(text)
    breach_text(said)
    named = [line.strip() for line in text_of(accounts).splitlines() if line.strip()]
    number = None
    async with SpecStep.open(settings=load_settings()) as spec:
        announcements = await spec.announcements()
        if dry_run:
            concerned = await announcements.breaches.preview(named)
        else:
            key, concerned = await announcements.breaches.notify(named, said)
            number = await follow(announcements.workflows, key, as_json=json)
    missed = [*concerned.unreachable, *concerned.unknown]
    reaches = f"{counted(len(concerned.reachable), 'account')} can be told"
    done = reaches if number is None else f"{reaches}, {number} of them were told now"
    lines = [done, *(f"FINDING  {each} can't be told: it has no address, or is not here" for each in missed)]
    told = {
        "dryRun": dry_run,
        "reachable": list(concerned.reachable),
        "unreachable": list(concerned.unreachable),
        "unknown": list(concerned.unknown),
        "toldNow": number,
    }
    tell(told, lines, as_json=json)
    return Exit.GATE_FAILED if missed else Exit.DONE
