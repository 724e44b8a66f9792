"""`specstep account delete`."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import attrs
from cyclopts import Parameter

from specstep.application.deletions.steps import CONFIRM
from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.errors import BadInput, SpecStepError
from specstep.domain.ids import AccountId
from specstep.entrypoints.cli.exits import Exit, exit_of
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.application.deletions.use_cases import Deletions
    from specstep.domain.deletions import ErasurePreview


async def delete(
    *accounts: str,
    dry_run: Annotated[bool, Parameter(negative="")] = False,
    yes: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> int:
    """Delete accounts with everything that is theirs, for good; the same command carries on what was cut off.

    An account that can't go stops no other, and is not reported as done: status 3.

    Parameters
    ----------
    accounts
        Ids of accounts [default: the local owner's].
    dry_run
        Count what would go, and change nothing.
    yes
        Don't ask.
    json
        Print one JSON object; needs --yes or --dry-run.
    """
    ids = [AccountId(id) for id in dict.fromkeys(accounts)] or [LOCAL_OWNER]
    if not dry_run and not yes:
        _ask(ids, as_json=json)
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    worst = Exit.DONE
    settings = load_settings()
    if dry_run:
        settings = attrs.evolve(settings, sweep_when_due=False)
    async with SpecStep.open(settings=settings) as spec:
        deletions = (await spec.promises()).deletions
        for id in ids:
            try:
                result, line = await (_preview if dry_run else _delete)(deletions, id, as_json=json)
            except SpecStepError as error:
                worst = max(worst, exit_of(error))
                result = {"status": "failed", "error": {"code": error.code, "message": error.message}}
                line = f"FAILED: {error}"
            told.append({"account": id, **result})
            lines.append(f"{id}: {line}")
    tell({"dryRun": dry_run, "accounts": told}, lines, as_json=json)
    return worst


def _ask(ids: list[AccountId], *, as_json: bool) -> None:
    if as_json or not sys.stdin.isatty():
        raise BadInput(
            where="account delete",
            what="nobody can be asked here.",
            way_out="Add --yes if you mean it, or --dry-run.",
        )
    sys.stdout.write(
        f'Delete for good, with everything that is theirs: {", ".join(ids)}\nWrite "delete" to go on: '
    )
    sys.stdout.flush()
    if sys.stdin.readline().strip() != "delete":
        raise BadInput(where="account delete", what="you did not say so; nothing was touched.")


async def _preview(deletions: "Deletions", id: AccountId, *, as_json: bool) -> tuple[dict[str, Any], str]:
    del as_json
    preview: ErasurePreview = await deletions.preview(id)
    rows = dict(preview.rows)
    said = ", ".join(f"{number} of {name}" for name, number in preview.rows)
    line = f"would take {said}, {preview.files} files and {preview.runs} runs"
    return {"status": "counted", "rows": rows, "files": preview.files, "runs": preview.runs}, line


async def _delete(deletions: "Deletions", id: AccountId, *, as_json: bool) -> tuple[dict[str, Any], str]:
    key = await deletions.request(id)
    result: Any = await follow(deletions.workflows, key, as_json=as_json, leave_at=CONFIRM)
    if result is None:
        line = "deleted; the message that confirms it could not be handed over yet, and is tried for a day"
        return {"status": "deleted", "confirmation": "waiting"}, line
    await deletions.forget(key)
    counts = [{"dataset": name, "act": act, "number": number} for name, act, number in result["counts"]]
    said = ", ".join(f"{each['number']} {each['act']} in {each['dataset']}" for each in counts)
    return {"status": "deleted", "counts": counts}, f"deleted: {said}"
