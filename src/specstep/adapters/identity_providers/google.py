"""Google: its word about e-mail addresses counts; older tokens name it without `https://`.

Source: developers.google.com/identity/openid-connect/openid-connect, validating an ID token (November 2026).
"""

from collections.abc import Mapping
from typing import Any

from specstep.adapters.identity_providers.oidc import Metadata, OpenIdProvider, Rules
from specstep.ports.clocks import Clock
from specstep.ports.identity_providers import ProviderSetup

ISSUER = "https://accounts.google.com"


def _issuer_of(claims: Mapping[str, Any], metadata: Metadata, key: Mapping[str, Any]) -> str | None:
    del key
    issuer = str(metadata["issuer"])
    return issuer if claims.get("iss") in (issuer, issuer.removeprefix("https://")) else None


def google(setup: ProviderSetup, clock: Clock, *, issuer: str = ISSUER) -> OpenIdProvider:
    """Google, or what stands in for it at another address."""
    rules = Rules(issuer_of=_issuer_of, trusts_email=True, keeps_photo=True)
    return OpenIdProvider(
        name="google", recipient="sign-in-google", issuer=issuer, setup=setup, rules=rules, clock=clock
    )
