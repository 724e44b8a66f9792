"""`/privacy`: the notice that is made from the inventory of what is held."""

import asyncio
from datetime import date
from functools import lru_cache

from aiohttp import web

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, page
from specstep.entrypoints.web.routes import Route, Who
from specstep.policies.notice.document import Document


async def notice(call: Call[None]) -> web.StreamResponse:
    """Show it, with who runs this service and since when it holds (GOV-3, GOV-4)."""
    settings = call.services.settings
    async with call.services.database.reading() as unit:
        policies = await unit.policy_versions.in_force()
    since = None if policies is None or policies.effective_at is None else policies.effective_at.date()
    contact = settings.privacy_contact.removeprefix("mailto:").removeprefix("tel:")
    made = await asyncio.to_thread(_notice, settings.operator_name, contact, since)
    return page(call, "privacy", notice=made)


@lru_cache(maxsize=4)
def _notice(name: str, contact: str, since: date | None) -> Document:
    from specstep.policies.clauses.own import own_standings
    from specstep.policies.inventory import INVENTORY
    from specstep.policies.notice.facts import Operator
    from specstep.policies.notice.privacy import privacy_notice

    # Nothing serves under policies that people were not told of, so whoever reads this here is told of changes.
    operator = Operator(
        service="SpecStep",
        name=name,
        contact=contact,
        effective=since,
        announces_changes=True,
        replays_erasures=True,
    )
    return privacy_notice(INVENTORY, operator, own_standings())


ROUTES = (
    Route(method="GET", path="/privacy", handler=notice, about="The privacy notice", who=Who.ANYONE, media=HTML),
)
