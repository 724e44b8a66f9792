"""Whose requests are taken: the names that this service goes by, and where requests come from.

A page of somebody else's can have a name of its own lead to 127.0.0.1, and then speak with a local service as if that
were its own (DNS rebinding). The browser still says by which name it came.
"""

import ipaddress
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import attrs
from aiohttp import web

from specstep.domain.errors import Misconfigured
from specstep.entrypoints.web.problems import Refused

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_loopback(host: str) -> bool:
    """Whether a name or address leads nowhere but to this machine."""
    name = host.strip("[]").lower()
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@attrs.frozen(kw_only=True)
class Doors:
    """By which names and from where this service takes requests.

    Args:
        local: only by loopback names.
        origin: the origin that its own pages have, where people sign in.
        proxies: the networks whose word about the client's address is believed.
    """

    local: bool
    origin: str | None = None
    proxies: Sequence[Network] = ()

    def require_name(self, request: web.Request) -> None:
        """Refuse who came by another name, where the local owner is alone.

        Raises:
            Refused: it is another one.
        """
        if self.local and not is_loopback(_hostname(request.host)):
            raise Refused(403, "This service answers on this machine only, by its loopback names.")

    def require_origin(self, request: web.Request) -> None:
        """Refuse what a page of another origin sends with somebody's cookie.

        Raises:
            Refused: it comes from another one.
        """
        sent = request.headers.get("Origin")
        if sent is None:
            return
        parts = urlsplit(sent)
        ours = sent == self.origin or (
            self.local and parts.scheme in ("http", "https") and parts.netloc.lower() == request.host.lower()
        )
        if not ours:
            raise Refused(403, "The request comes from a page of another origin.")

    def address_of(self, request: web.Request) -> str:
        """Where a request comes from: the last address that no declared proxy vouches for being its own."""
        peer = request.remote or ""
        if not self.proxies or not self._is_proxy(peer):
            return peer
        told = ",".join(request.headers.getall("X-Forwarded-For", ())).split(",")
        for each in reversed([one.strip() for one in told if one.strip()]):
            if not self._is_proxy(each):
                return each
            peer = each
        return peer

    def _is_proxy(self, address: str) -> bool:
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self.proxies)


def networks(named: Iterable[str]) -> tuple[Network, ...]:
    """The networks that a setting names.

    Raises:
        Misconfigured: one is none.
    """
    found = []
    for each in named:
        try:
            found.append(ipaddress.ip_network(each, strict=False))
        except ValueError as error:
            what = f"{each!r} is no address or network."
            raise Misconfigured(setting="trusted_proxies", what=what) from error
    return tuple(found)


def _hostname(host: str) -> str:
    return urlsplit(f"//{host}").hostname or "" if host.count(":") != 1 else host.partition(":")[0]
