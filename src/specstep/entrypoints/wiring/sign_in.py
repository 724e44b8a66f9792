"""Which sign-in providers a deployment has registered with, and what it registered."""

from urllib.parse import urlsplit

from specstep.domain.errors import Misconfigured
from specstep.domain.secrets import Secret
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.secret_files import secret_of
from specstep.ports.identity_providers import ProviderSetup

LOOPBACK = ("127.0.0.1", "::1", "localhost")
PATH = "/sign-in/{provider}/callback"


def provider_setups(settings: Settings) -> dict[str, ProviderSetup]:
    """What is registered with each provider that has a client id.

    Raises:
        Misconfigured: a client has no secret.
    """
    return {
        name: ProviderSetup(
            client_id=client_id, client_secret=_secret(name, settings), tenant=settings.microsoft_tenant
        )
        for name, client_id in settings.sign_in_clients.items()
    }


def callback_of(settings: Settings) -> str:
    """The address that providers send browsers back to, with `{provider}` for each one's name.

    Raises:
        Misconfigured: nobody said where this service is reached, or that isn't https.
    """
    parts = urlsplit(settings.public_url)
    local = parts.scheme == "http" and is_local_url(settings.public_url)
    plain = not (parts.query or parts.fragment or parts.username) and not set(settings.public_url) & set("{}")
    if not parts.hostname or not plain or not (parts.scheme == "https" or local):
        raise Misconfigured(
            setting="public_url",
            what="is no https address that people reach this service at.",
            way_out="Sign-in providers send browsers back there; set SPECSTEP_PUBLIC_URL.",
        )
    return settings.public_url.rstrip("/") + PATH


def is_local_url(url: str) -> bool:
    """Whether an address leads nowhere but to this machine."""
    return urlsplit(url).hostname in LOOPBACK


def _secret(name: str, settings: Settings) -> Secret[str]:
    setting = f"{name}_client_secret_file"
    variable = f"SPECSTEP_{name.upper()}_CLIENT_SECRET"
    found = secret_of(setting, getattr(settings, setting), variable)
    if found is None:
        raise Misconfigured(
            setting=setting,
            what=f"there is a client at {name}, and no secret for it.",
            way_out=f"Name the secret's file, or set {variable}.",
        )
    return found
