"""`/v1/recycle-bin`: what was deleted, for a time."""

from datetime import datetime

from specstep.domain.errors import NotFound
from specstep.domain.recycle_bin import BinEntry
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = "/v1/recycle-bin"


class Binned(Message, frozen=True, kw_only=True):
    """Something that was deleted. `packages` made from an interview go with it, when it goes."""

    id: str
    kind: str
    title: str
    deleted_at: datetime
    goes_at: datetime
    packages: int


async def list_(call: Call[None]) -> Listed[Binned]:
    """All of it, the last deleted first."""
    return Listed(
        items=[
            Binned(
                id=each.id,
                kind=each.kind.value,
                title=each.title,
                deleted_at=each.deleted_at,
                goes_at=each.goes_at,
                packages=each.packages,
            )
            for each in await call.services.promises.recycle_bin.list(call.account)
        ]
    )


async def restore(call: Call[None]) -> None:
    """Take one out again."""
    entry = await _entry(call)
    await call.services.promises.recycle_bin.restore(call.account, entry.kind, entry.id)


async def remove(call: Call[None]) -> None:
    """Delete one for good."""
    entry = await _entry(call)
    await call.services.promises.recycle_bin.remove(call.account, entry.kind, entry.id)


async def _entry(call: Call[None]) -> BinEntry:
    id = call.path("id")
    for each in await call.services.promises.recycle_bin.list(call.account):
        if each.id == id:
            return each
    raise NotFound(kind="thing in the recycle bin", id=id)


ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="What was deleted", gives=Listed[Binned]),
    Route(method="POST", path=f"{PATH}/{{id}}/restore", handler=restore, about="Take it out again", status=204),
    Route(
        method="DELETE",
        path=f"{PATH}/{{id}}",
        handler=remove,
        about="Delete it for good",
        status=204,
        statuses={409: "A generation of the interview is running."},
    ),
)
