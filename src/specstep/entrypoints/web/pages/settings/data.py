"""`/settings/data`: everything that is held of somebody, to take along."""

from aiohttp import web

from specstep.domain.ids import ExportId
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import gone_to
from specstep.entrypoints.web.pages.settings.frame import PATH, Sent, done, section, shows, takes
from specstep.entrypoints.web.routes import Rate

HERE = f"{PATH}/data"
RENEWED_EVERY_S = 3


async def held(call: Call[None]) -> web.StreamResponse:
    """Show which exports there are."""
    making = await call.services.exports.making(call.account)
    return section(
        call,
        HERE,
        fields={"Refresh": str(RENEWED_EVERY_S)} if making else None,
        exports=await call.services.exports.list(call.account),
        making=making,
    )


async def export(call: Sent) -> web.StreamResponse:
    """Have an export made."""
    await call.services.exports.request(call.account)
    return gone_to(HERE)


async def remove(call: Sent) -> web.StreamResponse:
    """Remove an export before its time."""
    await call.services.exports.remove(call.account, ExportId(call.path("id")))
    return done(HERE, "removed")


ROUTES = (
    shows(HERE, held, "My data"),
    takes(f"{PATH}/export", export, "Export what is held of me", rate=Rate.KICKOFF),
    takes(f"{HERE}/exports/{{id}}/remove", remove, "Remove an export"),
)
