"""`/privacy`: the notice that is made from the inventory of what is held."""

import asyncio
from functools import lru_cache

from aiohttp import web

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, page
from specstep.entrypoints.web.routes import Route, Who
from specstep.policies.notice.document import Document


async def notice(call: Call[None]) -> web.StreamResponse:
    """Show it."""
    return page(call, "privacy", notice=await asyncio.to_thread(_notice))


@lru_cache(maxsize=1)
def _notice() -> Document:
    from specstep.policies.clauses.own import own_standings
    from specstep.policies.inventory import INVENTORY
    from specstep.policies.notice.facts import Operator
    from specstep.policies.notice.privacy import privacy_notice

    return privacy_notice(INVENTORY, Operator(service="SpecStep", replays_erasures=True), own_standings())


ROUTES = (
    Route(method="GET", path="/privacy", handler=notice, about="The privacy notice", who=Who.ANYONE, media=HTML),
)
