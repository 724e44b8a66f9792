"""Microsoft: one address for many tenants, each of which is an issuer of its own; e-mail addresses prove nothing there.

A tenant's owner writes whatever address they like into `email`, so it counts as unverified always (EXT-1).

Pictures lie behind the access token, so the bytes are kept (GEN-4).

Source: learn.microsoft.com/graph/api/profilephoto-get; learn.microsoft.com/entra/identity-platform, "Access tokens: validate the issuer" and "ID token claims"
(November 2026).
"""

import re
from collections.abc import Mapping
from typing import Any

from specstep.adapters.identity_providers.oidc import SCOPE, Metadata, OpenIdProvider, Rules
from specstep.domain.errors import Misconfigured
from specstep.ports.clocks import Clock
from specstep.ports.identity_providers import ProviderSetup

HOST = "https://login.microsoftonline.com"
GRAPH = "https://graph.microsoft.com"
TENANT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PLACE = "{tenantid}"
CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
NAMED = {"common": PLACE, "organizations": PLACE, "consumers": CONSUMERS}
"""The words for many tenants, and how each calls itself as an issuer."""


def _issuer_of(claims: Mapping[str, Any], metadata: Metadata, key: Mapping[str, Any]) -> str | None:
    tenant = claims.get("tid")
    if not isinstance(tenant, str) or not TENANT.fullmatch(tenant):
        return None
    issuer = str(metadata["issuer"]).replace(PLACE, tenant)
    # A key can be good for one tenant only; it says so in the same form.
    keys_issuer = str(key.get("issuer", issuer)).replace(PLACE, tenant)
    return issuer if claims.get("iss") == issuer == keys_issuer else None


def microsoft(setup: ProviderSetup, clock: Clock, *, host: str = HOST, graph: str = GRAPH) -> OpenIdProvider:
    """Microsoft, or what stands in for it at another address.

    Raises:
        Misconfigured: the tenant is neither one's id nor a word for many.
    """
    tenant = setup.tenant
    if tenant not in NAMED and not TENANT.fullmatch(tenant):
        raise Misconfigured(
            setting="microsoft_tenant", what=f"is neither a tenant's id nor one of {', '.join(NAMED)}."
        )
    rules = Rules(
        issuer_of=_issuer_of,
        trusts_email=False,
        keeps_photo=False,
        photo_at=f"{graph}/v1.0/me/photos/240x240/$value",
        scope=f"{SCOPE} User.Read",  # the least that shows one's own picture
    )
    return OpenIdProvider(
        name="microsoft",
        recipient="sign-in-microsoft",
        issuer=f"{host}/{tenant}/v2.0",
        named=f"{host}/{NAMED.get(tenant, tenant)}/v2.0",
        setup=setup,
        rules=rules,
        clock=clock,
    )
