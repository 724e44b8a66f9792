"""Rolling limits: so many in so much time, whenever one looks."""

import ipaddress
import math
from collections.abc import Mapping
from datetime import timedelta

import attrs

MINUTE = timedelta(minutes=1)
NONE = timedelta(0)
IPV6_SITE = 64  # bits: one customer's network, in which everybody picks addresses at will (RFC 6177)


@attrs.frozen(kw_only=True)
class Limit:
    """At most `number` within any `window`."""

    number: int = attrs.field(validator=attrs.validators.ge(1))
    window: timedelta = attrs.field(default=MINUTE, validator=attrs.validators.gt(NONE))


@attrs.frozen(kw_only=True)
class Verdict:
    """Whether one more was let in, and how it stands after that.

    Args:
        remaining: how many more would be let in right now.
        reset: how long until the oldest of those counted falls out of the window; zero where none is counted.
    """

    allowed: bool
    limit: Limit
    remaining: int
    reset: timedelta

    @property
    def retry_after(self) -> timedelta | None:
        """How long to wait before one is let in again; None where one was just let in."""
        return None if self.allowed else self.reset


@attrs.frozen(kw_only=True)
class RequestLimits:
    """How often programs and browsers may ask: each key or user, each of them for what starts long work, a browser."""

    requests: Limit = Limit(number=60)
    kickoffs: Limit = Limit(number=5)
    session: Limit = Limit(number=600)


def verdict(limit: Limit, *, counted: int, allowed: bool, reset: timedelta) -> Verdict:
    """The verdict where so many are counted within the window, one just let in included."""
    return Verdict(allowed=allowed, limit=limit, remaining=max(limit.number - counted, 0), reset=max(reset, NONE))


def headers(verdict: Verdict) -> Mapping[str, str]:
    """What an answer says of its limit: whole seconds, rounded up, so that who waits for them does not come too early.

    Source: draft-ietf-httpapi-ratelimit-headers-03; RFC 9110, section 10.2.3.
    """
    named = {
        "RateLimit-Limit": str(verdict.limit.number),
        "RateLimit-Remaining": str(verdict.remaining),
        "RateLimit-Reset": str(_seconds(verdict.reset)),
    }
    if verdict.retry_after is not None:
        named["Retry-After"] = str(max(_seconds(verdict.retry_after), 1))
    return named


def network_of(address: str) -> str:
    """What to count an address by: one of IPv4, or the network that one of IPv6 is picked from.

    What is no address is counted by itself, so that leaving it out is no way around a limit.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_SITE), strict=False))


def _seconds(time: timedelta) -> int:
    return math.ceil(time.total_seconds())
