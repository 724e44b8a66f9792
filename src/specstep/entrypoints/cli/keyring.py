"""`specstep keyring`: the keys under which credentials are encrypted."""

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from specstep.domain.ids import KeyId
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import follow, tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.application.keyring.use_cases import KeyStatus


async def show(*, json: Json = False) -> int:
    """List the keys of the ring, oldest first, each with its state and how many values lie under it.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        keys = await (await spec.key_keeping()).list()
    lines = [
        f"{each.record.id}  {each.state:<8} {each.values} values  "
        f"from {each.record.activates_at:%Y-%m-%d} until {each.record.expires_at:%Y-%m-%d}"
        for each in keys
    ]
    # There are none where the master key was missing from the start.
    tell({"items": [_told(each) for each in keys]}, lines or ["There are no keys yet."], as_json=json)
    return Exit.DONE


async def rotate(
    *,
    rescue_revoked: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> int:
    """Make a new key that encrypts from now on, and move all values to it; status 1 where some could not be moved.

    Values are read and written meanwhile as always. A run that was cut off carries on by itself.

    Parameters
    ----------
    rescue_revoked
        Move values under revoked keys, too. Who has such a key may have written them.
    json
        Print one JSON object.
    """
    from specstep.application.keyring.steps import report_of

    async with SpecStep.open(settings=load_settings()) as spec:
        keeping = await spec.key_keeping()
        key = await keeping.rotate(even_revoked=rescue_revoked)
        report = report_of(await follow(keeping.workflows, key, as_json=json))
    columns = [{"purpose": each.purpose, "moved": each.moved, "left": each.left} for each in report.columns]
    told = {"rewrapped": report.wrapped, "columns": columns, "findings": list(report.findings)}
    lines = [f"{each.purpose}: {each.moved} values moved" for each in report.columns]
    lines += [f"FINDING  {finding}" for finding in report.findings]
    tell(told, ["A new key encrypts from now on.", *lines], as_json=json)
    return Exit.GATE_FAILED if report.findings else Exit.DONE


async def retire(id: str, *, json: Json = False) -> int:
    """Let a key encrypt no more; what lies under it can still be read.

    Parameters
    ----------
    id
        The key's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.key_keeping()).retire(KeyId(id))
    tell({"id": id, "status": "retired"}, [f"The key {id} encrypts no more."], as_json=json)
    return Exit.DONE


async def revoke(id: str, *, json: Json = False) -> int:
    """Let a key decrypt no more, because others may have it; status 1 where values lie under it.

    Parameters
    ----------
    id
        The key's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        values = await (await spec.key_keeping()).revoke(KeyId(id))
    lines = [f"The key {id} decrypts no more."]
    if values:
        way_out = "`specstep keyring rotate --rescue-revoked` moves them to a new key."
        lines.append(f"FINDING  {values} values lie under it and can't be read now. {way_out}")
    tell({"id": id, "status": "revoked", "values": values}, lines, as_json=json)
    return Exit.GATE_FAILED if values else Exit.DONE


async def check(*, json: Json = False) -> int:
    """Decrypt every encrypted value, and show none of them; status 1 where one can't be.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        report = await (await spec.key_keeping()).check()
    told = {"keys": report.keys, "values": report.values, "findings": list(report.findings)}
    lines = [f"{report.keys} keys, {report.values} values", *(f"FINDING  {each}" for each in report.findings)]
    tell(told, lines, as_json=json)
    return Exit.GATE_FAILED if report.findings else Exit.DONE


def _told(status: "KeyStatus") -> dict[str, Any]:
    record = status.record
    times = {
        "createdAt": record.created_at,
        "activatesAt": record.activates_at,
        "expiresAt": record.expires_at,
        "retiredAt": record.retired_at,
        "revokedAt": record.revoked_at,
    }
    told = {name: None if time is None else time.isoformat() for name, time in times.items()}
    return {
        "id": record.id,
        "status": status.state.value,
        "values": status.values,
        "masterKey": record.master,
        **told,
    }
