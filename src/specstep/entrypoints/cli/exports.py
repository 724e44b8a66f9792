"""`specstep exports`: what lies ready of exported accounts; and the writing of an export into a file."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specstep.domain.accounts import LOCAL_OWNER
from specstep.domain.errors import BadInput
from specstep.domain.ids import AccountId, ExportId
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.cli.output import not_written
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.application.exports.use_cases import Exports
    from specstep.domain.exports import StoredExport


async def make(account: str = LOCAL_OWNER, *, out: Path = Path("export.zip"), json: Json = False) -> int:
    """Write everything that is held of an account into an archive; its README describes the format.

    The archive lies ready for 7 days besides, for `specstep exports`. Stopped, the same command carries on.

    Parameters
    ----------
    account
        The account's id.
    out
        Where the archive goes; it must not exist yet.
    json
        Print one JSON object.
    """
    await _require_free(out)
    async with SpecStep.open(settings=load_settings()) as spec:
        from specstep.application.exports.steps import export_of

        exports = (await spec.promises()).exports
        key = await exports.request(AccountId(account))
        await follow(exports.workflows, key, as_json=json)
        export = await exports.get(AccountId(account), export_of(key))
        await _save(exports, export, out)
    line = f"Exported to {out} ({export.size_bytes} bytes). It lies ready until {export.expires_at:%Y-%m-%d %H:%M} UTC."
    tell({**_told(export), "account": account, "archive": str(out)}, [line], as_json=json)
    return Exit.DONE


async def show(account: str = LOCAL_OWNER, *, json: Json = False) -> int:
    """List the exports that lie ready, and until when.

    Parameters
    ----------
    account
        The account's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        found = await (await spec.promises()).exports.list(AccountId(account))
    lines = [f"{each.id}  {each.size_bytes} bytes, until {each.expires_at:%Y-%m-%d %H:%M} UTC" for each in found]
    tell({"items": [_told(each) for each in found]}, lines or ["No export lies ready."], as_json=json)
    return Exit.DONE


async def download(
    id: str, account: str = LOCAL_OWNER, *, out: Path = Path("export.zip"), json: Json = False
) -> int:
    """Write an export that lies ready into a file.

    Parameters
    ----------
    id
        Its id.
    account
        The account's id.
    out
        Where the archive goes; it must not exist yet.
    json
        Print one JSON object.
    """
    await _require_free(out)
    async with SpecStep.open(settings=load_settings()) as spec:
        exports = (await spec.promises()).exports
        export = await exports.get(AccountId(account), ExportId(id))
        await _save(exports, export, out)
    tell({**_told(export), "archive": str(out)}, [f"Written to {out} ({export.size_bytes} bytes)."], as_json=json)
    return Exit.DONE


async def link(id: str, account: str = LOCAL_OWNER, *, json: Json = False) -> int:
    """Make the secret of a link that opens an export without signing in, until its time is over; shown once.

    Parameters
    ----------
    id
        Its id.
    account
        The account's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        made = await (await spec.promises()).exports.link(AccountId(account), ExportId(id))
    told = {"id": id, "token": made.token, "expiresAt": made.expires_at.isoformat()}
    tell(told, [made.token, f"It opens the export until {made.expires_at:%Y-%m-%d %H:%M} UTC."], as_json=json)
    return Exit.DONE


async def remove(id: str, account: str = LOCAL_OWNER, *, json: Json = False) -> int:
    """Remove an export before its time, with its link and its file.

    Parameters
    ----------
    id
        Its id.
    account
        The account's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.promises()).exports.remove(AccountId(account), ExportId(id))
    tell({"id": id, "status": "removed"}, [f"The export {id} is gone."], as_json=json)
    return Exit.DONE


def _told(export: "StoredExport") -> dict[str, Any]:
    return {
        "id": export.id,
        "sizeBytes": export.size_bytes,
        "sha256": export.sha256,
        "createdAt": export.created_at.isoformat(),
        "expiresAt": export.expires_at.isoformat(),
    }


async def _require_free(out: Path) -> None:
    if await asyncio.to_thread(out.exists):
        raise BadInput(where=f"--out {out}", what="is there already.", way_out="Name a new file.")


async def _save(exports: "Exports", export: "StoredExport", out: Path) -> None:
    """Write the archive into a file, which is there whole or not at all.

    Raises:
        StorageFull: there is no room.
        BadInput: it cannot be written there.
    """
    part = out.with_name(f"{out.name}.part")
    try:
        with await asyncio.to_thread(_private, part) as file:
            async for piece in exports.read(export):
                await asyncio.to_thread(file.write, piece)
        part.replace(out)
    except OSError as error:
        raise not_written(error, f"--out {out}", out) from error
    finally:
        part.unlink(missing_ok=True)


def _private(path: Path) -> Any:
    """A new file that only its owner can read."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
