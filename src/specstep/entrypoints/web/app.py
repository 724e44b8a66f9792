"""The web application: the route table behind one dispatch."""

import asyncio

from aiohttp import web

from specstep.entrypoints.web import security_txt, sign_in, unsubscribe
from specstep.entrypoints.web.api import (
    account,
    announcements,
    api_keys,
    audit_events,
    consents,
    events,
    exports,
    facts,
    generations,
    health,
    identities,
    inbound,
    interviews,
    me,
    notification_preferences,
    packages,
    phone,
    recycle_bin,
    reference_documents,
    retention,
    sessions,
    turns,
)
from specstep.entrypoints.web.dispatch import Dispatch
from specstep.entrypoints.web.hosts import Doors, networks
from specstep.entrypoints.web.metrics import Metrics
from specstep.entrypoints.web.openapi import document_route
from specstep.entrypoints.web.pages import (
    about,
    assets,
    generation,
    home,
    interview,
    privacy,
    reading,
    settings,
    signing_in,
    workspace,
)
from specstep.entrypoints.web.recognition import Recognition
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.services import Services
from specstep.entrypoints.web.streams import Streams

API: tuple[Route, ...] = (
    *me.ROUTES,
    *phone.ROUTES,
    *notification_preferences.ROUTES,
    *consents.ROUTES,
    *announcements.ROUTES,
    *interviews.ROUTES,
    *turns.ROUTES,
    *facts.ROUTES,
    *reference_documents.ROUTES,
    *generations.ROUTES,
    *events.ROUTES,
    *packages.ROUTES,
    *recycle_bin.ROUTES,
    *api_keys.ROUTES,
    *sessions.ROUTES,
    *identities.ROUTES,
    *audit_events.ROUTES,
    *exports.ROUTES,
    *retention.ROUTES,
    *account.ROUTES,
    *health.ROUTES,
)
"""What programs call; the OpenAPI document tells of these."""
BROWSERS: tuple[Route, ...] = (
    *sign_in.ROUTES,
    *home.ROUTES,
    *signing_in.ROUTES,
    *about.ROUTES,
    *workspace.ROUTES,
    *interview.ROUTES,
    *generation.ROUTES,
    *reading.ROUTES,
    *settings.ROUTES,
    *privacy.ROUTES,
    *assets.ROUTES,
)
"""What browsers go through besides."""
MAIL: tuple[Route, ...] = (*unsubscribe.ROUTES, *inbound.ROUTES, *security_txt.ROUTES)
"""Where messages lead, where their carriers come, and whom to write to; nobody is asked who they are."""


def make_app(services: Services) -> web.Application:
    """The application over these use cases.

    Raises:
        Misconfigured: a setting can't be used.
    """
    configured = services.settings
    proxies = [each.strip() for each in configured.trusted_proxies.split(",") if each.strip()]
    doors = Doors(
        local=services.local,
        origin=None if services.local else configured.public_url.rstrip("/"),
        proxies=networks(proxies),
    )
    metrics = Metrics()
    dispatch = Dispatch(
        services=services,
        doors=doors,
        recognition=Recognition(services=services, doors=doors, now=asyncio.get_running_loop().time),
        metrics=metrics,
    )
    app = web.Application(middlewares=[dispatch.front])
    streams = app[events.STREAMS] = Streams(metrics)
    app[health.METRICS] = metrics
    for route in (*API, *BROWSERS, *MAIL, document_route(API)):
        app.router.add_route(route.method, route.path, dispatch.answer(route))
        if route.method == "GET" and route not in events.ROUTES:
            app.router.add_route("HEAD", route.path, dispatch.answer(route))

    async def stopping(app: web.Application) -> None:
        del app
        streams.stopping.set()

    app.on_shutdown.append(stopping)
    return app
