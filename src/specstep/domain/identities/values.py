"""What a provider says about somebody, and what is kept of it."""

from datetime import datetime

import attrs

from specstep.domain.errors import BadInput
from specstep.domain.identities.emails import canonical_email
from specstep.domain.identities.names import require_name
from specstep.domain.ids import AccountId, IdentityId

LONGEST_SUBJECT = 255  # OpenID Connect Core 1.0, section 2
LONGEST_ADDRESS = 2000


def _key(value: object, attribute: "attrs.Attribute[str]", text: str) -> None:
    del value
    if not text or len(text) > LONGEST_SUBJECT or not (text.isascii() and text.isprintable()) or " " in text:
        raise BadInput(where=attribute.name, what="is no identifier that a provider may give.")


def _email(value: object, attribute: "attrs.Attribute[str | None]", email: str | None) -> None:
    del value, attribute
    if email is not None:
        canonical_email(email)


def _name(value: object, attribute: "attrs.Attribute[str | None]", name: str | None) -> None:
    del value, attribute
    if name is not None and require_name(name) != name:
        raise BadInput(where="name", what="is not in the form in which names are kept.")


def _photo(value: object, attribute: "attrs.Attribute[str | None]", address: str | None) -> None:
    del value, attribute
    if address is not None and usable_photo(address) is None:
        raise BadInput(where="photo", what="is no https address.")


def usable_photo(address: object) -> str | None:
    """The address of a picture that somebody claims, or None where it can't be one."""
    if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
        return None
    plain = address.isascii() and address.isprintable() and not set(address) & set(" \"'<>\\")
    return address if plain and address.startswith("https://") and len(address) > len("https://") else None


@attrs.frozen(kw_only=True)
class ProvenIdentity:
    """Who has come, as a provider says after every check of the way it said so.

    `verified` is True only where the e-mail address is proven to the provider, and we trust its word for it (EXT-1).

    Raises:
        BadInput: a field holds what can't be: a subject with blanks, a name with line breaks, …
    """

    provider: str = attrs.field(validator=_key)
    issuer: str = attrs.field(validator=_key)
    subject: str = attrs.field(validator=_key)
    email: str | None = attrs.field(default=None, validator=_email)
    verified: bool = False
    display_name: str | None = attrs.field(default=None, validator=_name)
    photo_url: str | None = attrs.field(default=None, validator=_photo)
    photo: bytes | None = attrs.field(default=None, repr=False)

    @property
    def verified_email(self) -> str | None:
        """The proven address in its canonical form, where there is one."""
        return canonical_email(self.email) if self.verified and self.email is not None else None


@attrs.frozen(kw_only=True)
class Identity:
    """A way into an account. (issuer, subject) is what tells identities apart; an address never does (COL-1)."""

    id: IdentityId
    account_id: AccountId
    provider: str
    issuer: str
    subject: str
    email: str | None
    email_verified: bool
    added_at: datetime
    last_signed_in_at: datetime | None
