"""Azure Communication Services: signed requests, and what its errors mean.

Source: learn.microsoft.com, "Sign an HTTP request with HMAC" of Azure Communication Services (November 2026).
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import attrs
from yarl import URL

from specstep.adapters.carriers.client import Client, Reply, require_secret, require_server
from specstep.domain.errors import Misconfigured
from specstep.ports.messages import HandingOver, SenderSetup, unmarked

CARRIER = "Azure Communication Services"
SIGNED = "x-ms-date;host;x-ms-content-sha256"


@attrs.frozen(kw_only=True)
class AzureResource:
    """One resource of Azure Communication Services, with its access key."""

    client: Client
    server: URL
    key: bytes = attrs.field(repr=False)

    async def ask(
        self,
        method: str,
        path: str,
        version: str,
        *,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        handing_over: HandingOver = unmarked,
    ) -> Reply:
        """The answer to a signed request; raises like `Client.ask`."""
        url = self.server.with_path(path).with_query({"api-version": version})
        content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        signed = signature(method, url, content, self.key, datetime.now(UTC))
        described = {"Content-Type": "application/json"} if content else {}
        return await self.client.ask(
            method,
            url,
            headers={**described, **(headers or {}), **signed},
            body=content or None,
            handing_over=handing_over,
        )


def resource_of(setup: SenderSetup, port: str) -> AzureResource:
    """The resource that a deployment names; `port` is "email" or "sms", as its settings begin.

    Raises:
        Misconfigured: its address or its key can't be one.
    """
    secret = require_secret(setup, f"{port}_secret")
    try:
        key = base64.b64decode(secret.reveal(), validate=True)
    except (ValueError, binascii.Error):
        what = "is no access key of Azure Communication Services, which is base64."
        raise Misconfigured(setting=f"{port}_secret", what=what) from None
    server = require_server(setup, f"{port}_server")
    return AzureResource(client=Client(carrier=CARRIER, setting=port), server=server.origin(), key=key)


def signature(method: str, url: URL, content: bytes, key: bytes, now: datetime) -> dict[str, str]:
    """The headers that show that a request comes from who has the key, and is as it was sent.

    Args:
        now: a time in UTC; the service refuses what is more than fifteen minutes off.
    """
    date = format_datetime(now, usegmt=True)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    said = f"{method}\n{url.raw_path_qs}\n{date};{url.host_port_subcomponent};{digest}"
    signed = base64.b64encode(hmac.new(key, said.encode(), hashlib.sha256).digest()).decode()
    return {
        "x-ms-date": date,
        "x-ms-content-sha256": digest,
        "Authorization": f"HMAC-SHA256 SignedHeaders={SIGNED}&Signature={signed}",
    }
