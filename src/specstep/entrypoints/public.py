"""What a deployment for the public must have said before it starts: who runs it, and how to reach them (GOV-4, SEC-10)."""

from collections.abc import Iterator

import attrs

from specstep.domain.errors import Misconfigured
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.messages import AT_HOME
from specstep.entrypoints.wiring.sign_in import callback_of, is_local_url


@attrs.frozen(kw_only=True)
class Missing:
    """A setting that is missing, or can't be used as it is, and how to set it."""

    setting: str
    what: str
    way_out: str

    @property
    def says(self) -> str:
        """All of it in a line."""
        return f"{self.setting}: {self.what} {self.way_out}"


def is_public(settings: Settings) -> bool:
    """Whether people from elsewhere can sign in here; on loopback somebody tries it out."""
    return bool(settings.sign_in_clients) and not is_local_url(settings.public_url)


def missing_for_public(settings: Settings) -> tuple[Missing, ...]:
    """What a public deployment still lacks; nothing, where this is none."""
    return tuple(_missing(settings)) if is_public(settings) else ()


def require_public_settings(settings: Settings) -> None:
    """Let nothing start that serves the public and says not enough about itself.

    Raises:
        Misconfigured: with every setting that is missing, and how to set it.
    """
    if missing := missing_for_public(settings):
        lines = "".join(f"\n  {each.says}" for each in missing)
        raise Misconfigured(
            setting="public deployment",
            what=f"people sign in here, and this must be set first:{lines}",
            way_out="`specstep doctor` shows the same; without a sign-in provider, on loopback, none of it is needed.",
        )


def _missing(settings: Settings) -> Iterator[Missing]:
    if not settings.operator_name.strip():
        yield Missing(
            setting="operator_name",
            what="nobody said who runs this service; the privacy notice names them.",
            way_out="Set SPECSTEP_OPERATOR_NAME.",
        )
    if not settings.privacy_contact:
        yield Missing(
            setting="privacy_contact",
            what="nobody said whom to write to about personal data.",
            way_out="Set SPECSTEP_PRIVACY_CONTACT=mailto:… or https://….",
        )
    if not settings.security_contact:
        yield Missing(
            setting="security_contact",
            what="nobody said whom to tell of vulnerabilities and of accounts in wrong hands.",
            way_out="Set SPECSTEP_SECURITY_CONTACT=mailto:… or https://….",
        )
    try:
        callback_of(settings)
    except Misconfigured as error:
        yield Missing(setting=error.setting, what=error.what, way_out="Set SPECSTEP_PUBLIC_URL=https://….")
    yield from _mail(settings)
    yield from _master_key(settings)


def _mail(settings: Settings) -> Iterator[Missing]:
    """Essential mail (a leak, a change of the notice) must reach people."""
    if settings.email in AT_HOME:
        yield Missing(
            setting="email",
            what=f"{settings.email} carries no mail to people.",
            way_out="Set SPECSTEP_EMAIL=smtp or azure.",
        )
    if not settings.email_from:
        yield Missing(
            setting="email_from",
            what="nobody said what address mail comes from.",
            way_out="Set SPECSTEP_EMAIL_FROM.",
        )


def _master_key(settings: Settings) -> Iterator[Missing]:
    """A key that lies with what it locks protects nothing: who copies the folder has both."""
    if settings.master_key != "file":
        return
    if settings.master_key_path.resolve().is_relative_to(settings.data_dir.resolve()):
        yield Missing(
            setting="master_key",
            what="it lies in the data folder, beside what it protects.",
            way_out="Name a file elsewhere in SPECSTEP_MASTER_KEY_FILE, or set SPECSTEP_MASTER_KEY=environment.",
        )
