"""`specstep bin`: what was deleted, until it goes for good."""

from typing import TYPE_CHECKING, Any

from specstep.domain.recycle_bin import BinKind
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.domain.recycle_bin import BinEntry


async def show(*, json: Json = False) -> int:
    """List what lies in the recycle bin, and when it goes.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        entries = await (await spec.promises()).recycle_bin.list(spec.account)
    lines = [f"{each.kind} {each.id}  {each.title}  {each.says}" for each in entries]
    tell({"items": [_told(each) for each in entries]}, lines or ["The recycle bin is empty."], as_json=json)
    return Exit.DONE


async def put(kind: BinKind, id: str, *, json: Json = False) -> int:
    """Delete an interview or a package: it goes for good after its time in the bin.

    Parameters
    ----------
    kind
        interview or package.
    id
        Its id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        entry = await (await spec.promises()).recycle_bin.put(spec.account, kind, id)
    tell(_told(entry), [f"{kind} {id} is in the recycle bin. {entry.says}"], as_json=json)
    return Exit.DONE


async def restore(kind: BinKind, id: str, *, json: Json = False) -> int:
    """Take an interview or a package out of the bin again.

    Parameters
    ----------
    kind
        interview or package.
    id
        Its id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.promises()).recycle_bin.restore(spec.account, kind, id)
    tell({"id": id, "status": "restored"}, [f"{kind} {id} is back."], as_json=json)
    return Exit.DONE


async def remove(kind: BinKind, id: str, *, json: Json = False) -> int:
    """Delete an interview or a package for good, at once, with its files and all that hangs on it.

    Parameters
    ----------
    kind
        interview or package.
    id
        Its id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.promises()).recycle_bin.remove(spec.account, kind, id)
    tell({"id": id, "status": "deleted"}, [f"{kind} {id} is gone for good."], as_json=json)
    return Exit.DONE


def _told(entry: "BinEntry") -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "title": entry.title,
        "deletedAt": entry.deleted_at.isoformat(),
        "goesAt": entry.goes_at.isoformat(),
        "packages": entry.packages,
    }
