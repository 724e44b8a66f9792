"""Who a request comes from.

What was looked up is good for less than a tenth of a second: so a busy client costs one look-up and not hundreds, and a
key that is revoked, by whichever process, lets nobody in any more 100 ms later.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping

import attrs
from aiohttp import web

from specstep.application.api_keys import Authenticated
from specstep.domain.actors import Actor, Means
from specstep.domain.api_keys import MARK
from specstep.domain.errors import NotFound
from specstep.domain.secrets import Secret
from specstep.domain.sessions.cookies import Cookie
from specstep.domain.sessions.tokens import csrf_matches, presented
from specstep.entrypoints.web.calls import Caller
from specstep.entrypoints.web.hosts import Doors
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.services import Services
from specstep.entrypoints.web.sign_in import session_cookie_of

GOOD_FOR_S = 0.08
REMEMBERED = 10_000
LONGEST_KEY = 500
CSRF_HEADER = "X-CSRF-Token"
CSRF_FIELD = "csrf"
Form = Callable[[], Awaitable[Mapping[str, str]]]
"""What reads the fields of a page's form; it is asked only for somebody who is known."""


class Unauthorized(Exception):
    """Nobody is let in with what came along, or nothing did."""


@attrs.define(kw_only=True, eq=False)
class Recognition:
    """Recognizes callers by their keys and cookies. `now` is a steady clock, in seconds."""

    services: Services
    doors: Doors
    now: Callable[[], float] = attrs.field(factory=lambda: asyncio.get_running_loop().time)
    _known: dict[bytes, tuple[float, Caller]] = attrs.field(factory=dict, init=False)

    @property
    def cookie(self) -> Cookie:
        """The cookie that keeps a browser signed in."""
        return session_cookie_of(self.services)

    async def caller(self, request: web.Request, form: Form | None = None) -> Caller | None:
        """Whom a request comes from; None where it brings nothing to be known by.

        Args:
            form: for a form of a page, which has no header to send the page's token in and brings it as a field.

        Raises:
            Unauthorized: what it brings lets nobody in.
            Refused: a browser's unsafe request without its page's token, or from a page of another origin.
            Unavailable: the database can't be asked.
        """
        said = request.headers.get("Authorization")
        if said is not None:
            return await self._program(said, request)
        token = self.token(request)
        if token is None:
            return None
        caller = await self._browser(token)
        if caller is not None and request.method not in ("GET", "HEAD"):
            self.doors.require_origin(request)
            sent = request.headers.get(CSRF_HEADER)
            if sent is None and form is not None:
                sent = (await form()).get(CSRF_FIELD)
            if not csrf_matches(token, sent):
                what = f"A signed-in browser sends the token of its page along, as {CSRF_HEADER}."
                raise Refused(403, what, type="CSRF_REJECTED")
        return caller

    def token(self, request: web.Request) -> Secret[str] | None:
        """The session's token that a browser presents."""
        return presented(request.cookies.get(self.cookie.name)) if "Cookie" in request.headers else None

    def forget(self) -> None:
        """Look everybody up again: something was changed here, and that counts at once."""
        self._known.clear()

    async def _program(self, said: str, request: web.Request) -> Caller:
        scheme, _, rest = said.partition(" ")
        key = rest.strip() if scheme.lower() == "bearer" else ""
        if not key.startswith(MARK) or len(key) > LONGEST_KEY:
            raise Unauthorized
        known = self._recall(key)
        if known is not None:
            return known
        began = self.now()
        # Where the local owner is alone, every caller has the same address; nobody is to lock out another.
        address = None if self.services.local else self.doors.address_of(request)
        found = await self.services.api_keys.authenticate(Secret(key), address=address)
        if not isinstance(found, Authenticated):
            raise Unauthorized
        return self._keep(key, Caller(account=found.account, actor=found.actor), began)

    async def _browser(self, token: Secret[str]) -> Caller | None:
        known = self._recall(token.reveal())
        if known is not None:
            return known
        began = self.now()
        try:
            principal = await self.services.people.sessions.authenticate(token)
        except NotFound:  # it was ended while it was noted that it is in use
            return None
        if principal is None:
            return None
        means = Means.LOCAL if self.services.local else Means.SIGNED_IN
        actor = Actor(account=principal.account.id, means=means, credential=principal.session.id)
        caller = Caller(account=principal.account, actor=actor, session=principal.session, token=token)
        return self._keep(token.reveal(), caller, began)

    def _recall(self, secret: str) -> Caller | None:
        known = self._known.get(_digest(secret))
        return known[1] if known is not None and self.now() < known[0] else None

    def _keep(self, secret: str, caller: Caller, began: float) -> Caller:
        """Remember whom a look-up found. It is as old as its beginning: what was revoked while it ran, it missed."""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[_digest(secret)] = (began + GOOD_FOR_S, caller)
        return caller


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
