"""`/v1/retention`: how long each kind of record is kept, as the inventory has it."""

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.wire import Listed, Message
from specstep.policies.inventory import INVENTORY
from specstep.policies.notice.durations import says_how_long


class Kept(Message, frozen=True, kw_only=True):
    """A kind of record, what it is, how long it is kept, and by which promises."""

    id: str
    about: str
    kept: str
    clauses: list[str]


async def list_(call: Call[None]) -> Listed[Kept]:
    """All kinds."""
    del call
    return Listed(
        items=[
            Kept(
                id=each.name,
                about=each.about,
                kept=says_how_long(each.retention),
                clauses=list(each.clauses),
            )
            for each in INVENTORY.datasets
        ]
    )


ROUTES = (
    Route(
        method="GET",
        path="/v1/retention",
        handler=list_,
        about="How long what is kept",
        who=Who.ANYONE,
        gives=Listed[Kept],
    ),
)
