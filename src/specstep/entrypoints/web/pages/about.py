"""`/how-it-works` and `/team`: what SpecStep does with what people say, and who does it."""

from aiohttp import web

from specstep.application.team import team
from specstep.domain.documents.package import DEPENDS_ON, DocumentKey
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, page
from specstep.entrypoints.web.routes import Route, Who

WIDE, HIGH, ACROSS, DOWN = 116, 40, 150, 62
"""Of the picture's boxes, and from one to the next."""


async def how(call: Call[None]) -> web.StreamResponse:
    """From the first sentence to the package."""
    return page(call, "how-it-works", documents=len(DocumentKey), agents=len(team()))


async def agents(call: Call[None]) -> web.StreamResponse:
    """Each agent, what it reads and what it writes; and which document is written from which."""
    columns = _columns()
    places = {
        key: (column * ACROSS, row * DOWN) for column, keys in enumerate(columns) for row, key in enumerate(keys)
    }
    size = (len(columns) * ACROSS - ACROSS + WIDE, max(map(len, columns)) * DOWN - DOWN + HIGH)
    return page(call, "team", team=team(), depends_on=DEPENDS_ON, places=places, size=size, wide=WIDE, high=HIGH)


def _columns() -> list[list[DocumentKey]]:
    """The documents by how many others have to be there before them."""
    depth: dict[DocumentKey, int] = {}
    while len(depth) < len(DEPENDS_ON):
        for key, sources in DEPENDS_ON.items():
            if all(source in depth for source in sources):
                depth[key] = max((depth[source] + 1 for source in sources), default=0)
    return [[key for key in DEPENDS_ON if depth[key] == level] for level in range(max(depth.values()) + 1)]


ROUTES = (
    Route(method="GET", path="/how-it-works", handler=how, about="How it works", who=Who.ANYONE, media=HTML),
    Route(method="GET", path="/team", handler=agents, about="The AI Team", who=Who.ANYONE, media=HTML),
)
