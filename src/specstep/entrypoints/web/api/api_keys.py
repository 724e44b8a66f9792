"""`/v1/api-keys`: the keys with which programs act for somebody; from a signed-in browser only."""

from datetime import datetime
from typing import Annotated

import msgspec

from specstep.domain.api_keys import ApiKey
from specstep.domain.errors import NotFound
from specstep.domain.ids import ApiKeyId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/api-keys"
Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Wanted(Message, frozen=True, kw_only=True):
    """A key to be made."""

    name: str
    expires_at: Moment | None = None


class Renamed(Message, frozen=True, kw_only=True):
    """Another name for a key."""

    name: str


class Key(Message, frozen=True, kw_only=True):
    """A key as it is kept: what it begins with, never the key itself."""

    id: str
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class MadeKey(Message, frozen=True, kw_only=True):
    """A new key. `key` is the secret, shown this once; null where the same request came before."""

    id: str
    key: str | None
    name: str
    prefix: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


async def mint(call: Call[Wanted]) -> MadeKey:
    """Make a key."""
    wanted = call.taken
    made = await call.services.api_keys.mint(call.who.actor, wanted.name, expires_at=wanted.expires_at)
    call.id = made.key.id
    return _made(made.key, made.secret.reveal())


async def minted(call: Call[Wanted]) -> MadeKey:
    """The key that was made before; its secret was shown then."""
    return _made(await _find(call, str(call.id)), None)


async def list_(call: Call[None]) -> Listed[Key]:
    """All keys."""
    return Listed(items=[_told(key) for key in await call.services.api_keys.list(call.who.actor)])


async def rename(call: Call[Renamed]) -> Key:
    """Call a key otherwise."""
    id = ApiKeyId(call.path("id"))
    await call.services.api_keys.rename(call.who.actor, id, call.taken.name)
    return _told(await _find(call, id))


async def revoke(call: Call[None]) -> None:
    """End a key at once."""
    await call.services.api_keys.revoke(call.who.actor, ApiKeyId(call.path("id")))


async def _find(call: Call[Renamed] | Call[Wanted], id: str) -> ApiKey:
    for key in await call.services.api_keys.list(call.who.actor):
        if key.id == id:
            return key
    raise NotFound(kind="API key", id=id)


def _made(key: ApiKey, secret: str | None) -> MadeKey:
    return MadeKey(
        id=key.id,
        key=secret,
        name=key.name,
        prefix=key.shown,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        expires_at=key.expires_at,
    )


def _told(key: ApiKey) -> Key:
    return Key(
        id=key.id,
        name=key.name,
        prefix=key.shown,
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        expires_at=key.expires_at,
    )


ROUTES = (
    Route(
        method="POST",
        path=PATH,
        handler=mint,
        about="Making an API key",
        notes="The key is shown once. A repeated `Idempotency-Key` is answered without it.",
        who=Who.PERSON,
        takes=Wanted,
        gives=MadeKey,
        status=201,
        creates=minted,
        statuses={409: "There are as many keys as there may be."},
    ),
    Route(method="GET", path=PATH, handler=list_, about="Listing API keys", who=Who.PERSON, gives=Listed[Key]),
    Route(
        method="PATCH",
        path=f"{PATH}/{{id}}",
        handler=rename,
        about="Renaming an API key",
        who=Who.PERSON,
        takes=Renamed,
        gives=Key,
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/{{id}}",
        handler=revoke,
        about="Revoking an API key",
        who=Who.PERSON,
        status=204,
    ),
)
