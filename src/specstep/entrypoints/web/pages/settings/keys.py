"""`/settings/keys`: the keys with which programs act for somebody."""

from datetime import timedelta
from typing import Any

from aiohttp import web

from specstep.domain.errors import BadInput, Conflict, SpecStepError
from specstep.domain.ids import ApiKeyId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes

HERE = f"{PATH}/keys"
LIVES = {"30": "30 days", "90": "90 days", "365": "A year", "": "Until I revoke it"}
"""For how many days a key can be good."""


async def programs(call: Call[None]) -> web.StreamResponse:
    """Show all of them."""
    return await _shown(call)


async def mint(call: Sent) -> web.StreamResponse:
    """Make a key, and show it this once."""
    days = call.taken.get("days", "")
    try:
        if days not in LIVES:
            raise BadInput(where="how long the key is good", what="is none of those offered.")
        ends = call.services.clock.now() + timedelta(days=int(days)) if days else None
        made = await call.services.api_keys.mint(call.who.actor, call.taken.get("name", ""), expires_at=ends)
    except (BadInput, Conflict) as error:
        return await _shown(call, wrong=error)
    return await _shown(call, secret=made.secret.reveal(), named=made.key.name)


async def rename(call: Sent) -> web.StreamResponse:
    """Call a key otherwise."""
    try:
        await call.services.api_keys.rename(call.who.actor, ApiKeyId(call.path("id")), call.taken.get("name", ""))
    except BadInput as error:
        return await _shown(call, wrong=error)
    return done(HERE, "saved")


async def revoke(call: Sent) -> web.StreamResponse:
    """End a key at once."""
    await call.services.api_keys.revoke(call.who.actor, ApiKeyId(call.path("id")))
    return done(HERE, "revoked")


async def _shown(
    call: Call[Any], *, wrong: SpecStepError | None = None, secret: str | None = None, named: str = ""
) -> web.StreamResponse:
    found = await call.services.api_keys.list(call.who.actor)
    return section(call, HERE, wrong=wrong, keys=found, secret=secret, named=named, lives=LIVES)


ROUTES = (
    shows(HERE, programs, "My API keys"),
    takes(HERE, mint, "Make a key", media=HTML),
    takes(f"{HERE}/{{id}}/name", rename, "Call a key otherwise"),
    takes(f"{HERE}/{{id}}/revoke", revoke, "Revoke a key"),
)
