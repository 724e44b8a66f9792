"""A call of a route as its handler sees it: who calls, with what."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

import attrs
from aiohttp import web

from specstep.domain.accounts import Account
from specstep.domain.actors import Actor
from specstep.domain.ids import AccountId
from specstep.domain.secrets import Secret
from specstep.domain.sessions.values import Session
from specstep.entrypoints.web.services import Services
from specstep.entrypoints.web.wire import Page

Taken = TypeVar("Taken")


class Identified(Protocol):
    """What a list consists of."""

    @property
    def id(self) -> str: ...


@attrs.frozen(kw_only=True)
class Caller:
    """Whom a request comes from; with a session where it comes from a browser."""

    account: Account
    actor: Actor
    session: Session | None = None
    token: Secret[str] | None = None


@attrs.define(kw_only=True)
class Call(Generic[Taken]):
    """One call.

    Args:
        address: where it comes from; None where the local owner is alone, and all come from one place.
        id: the id to give to what is created.
        headers: are added to the response.
    """

    services: Services
    request: web.Request
    taken: Taken
    caller: Caller | None
    page: Page
    address: str | None = None
    id: str | None = None
    headers: dict[str, str] = attrs.field(factory=dict)

    @property
    def who(self) -> Caller:
        """Who calls; on routes that are open to anyone, ask `caller`."""
        if self.caller is None:
            raise TypeError("this route is open to anyone")
        return self.caller

    @property
    def account(self) -> AccountId:
        """Whose things the call is about."""
        return self.who.account.id

    def next_cursor(self, found: Sequence[Identified]) -> str | None:
        """Where the next page begins, after a page that was full."""
        return found[-1].id if len(found) == self.page.limit else None

    def path(self, name: str) -> str:
        """A part of the path."""
        return self.request.match_info[name]
