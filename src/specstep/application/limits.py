"""How often somebody may do something: by programs' keys, by people, by browsers, by addresses.

Where the shared state is lost, some uses are counted by each process for itself, so that people can go on, and some are
refused: nothing is let in without being counted by anybody.
"""

from collections.abc import Mapping
from enum import StrEnum

import attrs

from specstep.domain.actors import Actor, Means
from specstep.domain.errors import Unavailable
from specstep.domain.limits import Limit, RequestLimits, Verdict
from specstep.ports.limits import Limiter
from specstep.ports.short_lived import ShortLivedStore


class WhenLost(StrEnum):
    """What becomes of a use while the shared state can't be asked."""

    ALONE = "each process counts for itself"
    REFUSED = "it is refused"


class Use(StrEnum):
    """The closed list of what is limited."""

    REQUESTS = "requests"
    KICKOFFS = "kickoffs"
    SESSION_REQUESTS = "session-requests"
    KEY_FAILURES = "key-failures"
    MESSAGES = "messages"


WHEN_LOST: Mapping[Use, WhenLost] = {
    Use.REQUESTS: WhenLost.ALONE,
    Use.KICKOFFS: WhenLost.ALONE,
    Use.SESSION_REQUESTS: WhenLost.ALONE,
    Use.KEY_FAILURES: WhenLost.ALONE,
    Use.MESSAGES: WhenLost.REFUSED,  # each one costs money, and reaches somebody
}


@attrs.frozen(kw_only=True)
class Health:
    """Whether the shared state can be asked, and what that means, in a sentence for who runs the service."""

    good: bool
    says: str


@attrs.define(kw_only=True, eq=False)
class Limits:
    """Counts by use and subject.

    Args:
        shared: what all processes count by.
        own: what this process counts by while that is lost.
        requests: how often programs and browsers may ask.
    """

    shared: Limiter
    own: Limiter
    requests: RequestLimits = attrs.Factory(RequestLimits)
    _lost: bool = attrs.field(default=False, init=False)

    @property
    def alone(self) -> bool:
        """Whether the shared state could not be asked the last time, so that this process counts for itself."""
        return self._lost

    async def request(self, actor: Actor, *, kickoff: bool = False) -> Verdict:
        """Let a request in where its key, user or browser has room.

        Args:
            kickoff: whether it starts long work; that has a counter of its own.
        """
        use, limit = self._limit_of(actor, kickoff=kickoff)
        return await self.hit(use, _subject(actor), limit)

    async def hit(self, use: Use, subject: str, limit: Limit) -> Verdict:
        """Let one in where there is room.

        Args:
            subject: whom it is counted for; no address, name or secret.

        Raises:
            Unavailable: it can't be counted, and this use is refused then.
        """
        return await self._judge(use, subject, limit, counting=True)

    async def peek(self, use: Use, subject: str, limit: Limit) -> Verdict:
        """Whether one would be let in; raises like `hit`."""
        return await self._judge(use, subject, limit, counting=False)

    async def _judge(self, use: Use, subject: str, limit: Limit, *, counting: bool) -> Verdict:
        key = f"{use}:{subject}"
        try:
            judged = await _ask(self.shared, key, limit, counting=counting)
        except Unavailable:
            self._lost = True
            if WHEN_LOST[use] is WhenLost.REFUSED:
                raise
            return await _ask(self.own, key, limit, counting=counting)
        self._lost = False
        return judged

    def _limit_of(self, actor: Actor, *, kickoff: bool) -> tuple[Use, Limit]:
        if kickoff:
            return Use.KICKOFFS, self.requests.kickoffs
        if actor.means in (Means.API_KEY, Means.OAUTH_TOKEN):
            return Use.REQUESTS, self.requests.requests
        return Use.SESSION_REQUESTS, self.requests.session


async def health(store: ShortLivedStore) -> Health:
    """How the shared state is, asked just now."""
    try:
        return Health(good=True, says=f"limits are counted {await store.check()}")
    except Unavailable as error:
        fates = {fate: [use for use in Use if WHEN_LOST[use] is fate] for fate in WhenLost}
        fails = "; ".join(f"{', '.join(uses)}: {fate}" for fate, uses in fates.items() if uses)
        return Health(good=False, says=f"{error} Meanwhile: {fails}.")


async def _ask(limiter: Limiter, key: str, limit: Limit, *, counting: bool) -> Verdict:
    return await (limiter.hit(key, limit) if counting else limiter.peek(key, limit))


def _subject(actor: Actor) -> str:
    """An API key for itself, a user for all of their OAuth tokens, a browser for itself where it is told apart."""
    if actor.means is Means.OAUTH_TOKEN or actor.credential is None:
        return f"account:{actor.account}"
    return f"{actor.means}:{actor.credential}"
