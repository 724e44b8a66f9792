"""The register of the kinds of messages: nothing is sent that isn't of one of these (RIG-6)."""

from enum import StrEnum

import attrs

from specstep.domain.errors import UnknownName


class Channel(StrEnum):
    """How a message reaches somebody."""

    EMAIL = "email"
    SMS = "sms"


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of message.

    Args:
        key: its name, as preferences, records and templates know it.
        about: when it is sent, as a person reads it in Settings.
        purpose: what for, as a key of the policies' taxonomy.
        essential: whether it is sent whatever somebody prefers; all others start off, and can be put on and off.
        channels: the ways that it can take.
        needs: what its template is filled with, by name.
    """

    key: str
    about: str
    purpose: str
    essential: bool
    channels: tuple[Channel, ...] = (Channel.EMAIL,)
    needs: tuple[str, ...] = ()


SERVICE = "essential.service.notifications"
SECURITY = "essential.service.security"
MARKETING = "marketing.communications"
BY_SMS = (Channel.SMS,)
EITHER = (Channel.EMAIL, Channel.SMS)

IDENTITY_LINKED = Kind(
    key="identity-linked",
    about="A way to sign in was added to your account.",
    purpose=SECURITY,
    essential=True,
    needs=("provider", "at"),
)
ACCOUNT_ERASED = Kind(
    key="account-erased",
    about="Your account was deleted, as you asked.",
    purpose=SERVICE,
    essential=True,
)
EXPORT_READY = Kind(
    key="export-ready",
    about="The export of your data that you asked for is ready.",
    purpose=SERVICE,
    essential=True,
    needs=("until",),
)
OWN_KEY_PROBLEM = Kind(
    key="own-key-problem",
    about="A language-model key of yours is refused by its provider.",
    purpose=SERVICE,
    essential=True,
    needs=("provider", "problem"),
)
POLICY_CHANGE = Kind(
    key="policy-change",
    about="The privacy notice changes.",
    purpose="essential.legal_obligation",
    essential=True,
    needs=("effective", "changes"),
)
BREACH_NOTICE = Kind(
    key="breach-notice",
    about="Data of yours has leaked.",
    purpose="essential.legal_obligation",
    essential=True,
    needs=("happened", "concerned", "advice"),
)
VERIFICATION_CODE = Kind(
    key="verification-code",
    about="A code that you asked for, to show that a phone is yours.",
    purpose=SECURITY,
    essential=True,
    channels=BY_SMS,
    needs=("code", "minutes"),
)
SIGN_UP_NOTICE = Kind(
    key="sign-up-notice",
    about="Somebody signed up; goes to the operator who asked for it.",
    purpose="essential.service.operations",
    essential=True,
    needs=("provider", "at"),
)
GENERATION_FINISHED = Kind(
    key="generation-finished",
    about="A package of yours is ready.",
    purpose=SERVICE,
    essential=False,
    channels=EITHER,
    needs=("generation",),
)
GENERATION_FAILED = Kind(
    key="generation-failed",
    about="A package of yours could not be made.",
    purpose=SERVICE,
    essential=False,
    channels=EITHER,
    needs=("generation", "reason"),
)
PRODUCT_NEWS = Kind(
    key="product-news",
    about="News of what this service can do.",
    purpose=MARKETING,
    essential=False,
    needs=("headline", "news"),
)
TEST = Kind(
    key="test",
    about="Whether messages arrive; sent by an operator to an address of their choice.",
    purpose="essential.service.operations",
    essential=True,
)

KINDS = (
    IDENTITY_LINKED,
    ACCOUNT_ERASED,
    EXPORT_READY,
    OWN_KEY_PROBLEM,
    POLICY_CHANGE,
    BREACH_NOTICE,
    VERIFICATION_CODE,
    SIGN_UP_NOTICE,
    GENERATION_FINISHED,
    GENERATION_FAILED,
    PRODUCT_NEWS,
    TEST,
)
BY_KEY = {kind.key: kind for kind in KINDS}


def kind_named(key: str) -> Kind:
    """The kind of this name.

    Raises:
        UnknownName: the register has none.
    """
    if key not in BY_KEY:
        raise UnknownName(where="kind of message", what=f"there is no {key!r}.", known=tuple(BY_KEY))
    return BY_KEY[key]
