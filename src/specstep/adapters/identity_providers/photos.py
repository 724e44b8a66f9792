"""Pictures at the addresses that Google and GitHub give: from their own hosts alone, and no larger than a photo is."""

from urllib.parse import urlsplit

import attrs

from specstep.domain.errors import Unavailable
from specstep.domain.photos import LARGEST_BYTES

HOSTS = ("googleusercontent.com", "avatars.githubusercontent.com")
TIMEOUT_S = 5.0


@attrs.frozen(kw_only=True)
class ProviderPhotos:
    """What lies there now. An address elsewhere is not asked, whoever wrote it."""

    hosts: tuple[str, ...] = HOSTS
    timeout_s: float = TIMEOUT_S

    async def fetch(self, address: str) -> bytes | None:
        """The bytes, or None."""
        if not is_theirs(address, self.hosts):
            return None
        from specstep.adapters.identity_providers.client import (
            Client,  # needs aiohttp, which came with its provider
        )

        try:
            return await Client(provider="of pictures", timeout_s=self.timeout_s).get_bytes(
                address, largest=LARGEST_BYTES
            )
        except Unavailable:
            return None


def is_theirs(address: str, hosts: tuple[str, ...] = HOSTS) -> bool:
    """Whether an address is at one of these hosts or below one, with TLS on its usual port."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    known = any(host == each or host.endswith(f".{each}") for each in hosts)
    return known and parts.scheme == "https" and port in (None, 443) and parts.username is None
