"""`/settings/retention`: how long what is kept of somebody, as the inventory has it."""

from collections.abc import Sequence
from functools import lru_cache

import attrs
from aiohttp import web

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.settings.frame import PATH, section, shows
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import Store
from specstep.policies.notice.durations import says_how_long

HERE = f"{PATH}/retention"


@attrs.frozen(kw_only=True)
class Kept:
    """A kind of record, and how long it stays."""

    title: str
    about: str
    how_long: str


async def windows(call: Call[None]) -> web.StreamResponse:
    """Show it."""
    return section(call, HERE, kinds=kinds())


@lru_cache(maxsize=1)
def kinds() -> Sequence[Kept]:
    """All that is kept of accounts; what the service keeps for itself alone is in the notice."""
    return [
        Kept(title=each.called, about=each.about, how_long=says_how_long(each.retention))
        for each in INVENTORY.datasets
        if each.store is Store.APPLICATION and not each.unowned
    ]


ROUTES = (shows(HERE, windows, "How long what stays"),)
