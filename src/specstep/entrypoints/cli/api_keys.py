"""`specstep keys`: the API keys of the local owner."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from specstep.domain.actors import Actor, Means
from specstep.domain.errors import BadInput
from specstep.domain.ids import ApiKeyId
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

if TYPE_CHECKING:
    from specstep.domain.api_keys import ApiKey

LONGEST_DAYS = 3650


async def create(name: str, *, expires_in_days: int | None = None, json: Json = False) -> int:
    """Make an API key and show it, this once; only a hash of it is kept.

    Parameters
    ----------
    name
        What to call it.
    expires_in_days
        After how many days it ends [default: never].
    json
        Print one JSON object.
    """
    expires_at = None
    if expires_in_days is not None:
        if not 0 < expires_in_days <= LONGEST_DAYS:
            raise BadInput(where="--expires-in-days", what=f"is not between 1 and {LONGEST_DAYS}.")
        expires_at = datetime.now(UTC) + timedelta(days=expires_in_days)
    async with SpecStep.open(settings=load_settings()) as spec:
        minted = await (await spec.api_keys()).mint(_owner(spec), name, expires_at=expires_at)
    secret = minted.secret.reveal()  # the one time that it is shown
    lines = [secret, f"Keep it: it is not shown again. Its id is {minted.key.id}."]
    tell({**_told(minted.key), "key": secret}, lines, as_json=json)
    return Exit.DONE


async def show(*, json: Json = False) -> int:
    """List the API keys, newest first: names, first letters and last use, never the keys.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        keys = await (await spec.api_keys()).list(_owner(spec))
    lines = [
        f"{each.id}  {each.shown}  {each.name}  made {each.created_at:%Y-%m-%d}, {_ends(each)}, {_used(each)}"
        for each in keys
    ]
    tell({"items": [_told(each) for each in keys]}, lines or ["There are no API keys."], as_json=json)
    return Exit.DONE


async def rename(id: str, name: str, *, json: Json = False) -> int:
    """Call an API key otherwise.

    Parameters
    ----------
    id
        The key's id.
    name
        What to call it.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.api_keys()).rename(_owner(spec), ApiKeyId(id), name)
    tell({"id": id, "status": "renamed"}, [f"The key {id} has its new name."], as_json=json)
    return Exit.DONE


async def revoke(id: str, *, json: Json = False) -> int:
    """End an API key at once, for good; the next request with it fails.

    Parameters
    ----------
    id
        The key's id.
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        await (await spec.api_keys()).revoke(_owner(spec), ApiKeyId(id))
    tell({"id": id, "status": "revoked"}, [f"The key {id} is revoked."], as_json=json)
    return Exit.DONE


def _owner(spec: SpecStep) -> Actor:
    return Actor(account=spec.account, means=Means.LOCAL)


def _ends(key: "ApiKey") -> str:
    return "does not end" if key.expires_at is None else f"ends {key.expires_at:%Y-%m-%d}"


def _used(key: "ApiKey") -> str:
    return "never used" if key.last_used_at is None else f"last used {key.last_used_at:%Y-%m-%d %H:%M}"


def _told(key: "ApiKey") -> dict[str, Any]:
    times = {"createdAt": key.created_at, "lastUsedAt": key.last_used_at, "expiresAt": key.expires_at}
    told = {name: None if time is None else time.isoformat() for name, time in times.items()}
    return {"id": key.id, "name": key.name, "prefix": key.shown, **told}
