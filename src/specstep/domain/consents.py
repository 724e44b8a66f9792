"""Consent to what is optional: a closed list, none of it given before somebody gives it (RIG-7)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId, ConsentId


class ConsentKind(StrEnum):
    """The processing that happens only with somebody's consent."""

    SIGN_UP_ATTRIBUTION = "sign-up-attribution"
    PRODUCT_MAIL = "product-mail"
    IMAGES_TO_MODEL = "images-to-model"
    IMPROVEMENT_STATISTICS = "improvement-statistics"


ABOUT: Mapping[ConsentKind, str] = {
    ConsentKind.SIGN_UP_ATTRIBUTION: "Credit your sign-up to the page that led you here.",
    ConsentKind.PRODUCT_MAIL: "Send you news of what this service can do.",
    ConsentKind.IMAGES_TO_MODEL: "Send images that you attach to the provider of the language model, as they are.",
    ConsentKind.IMPROVEMENT_STATISTICS: "Count how you use the service in the figures by which it is improved.",
}
"""What somebody consents to, as they read it."""


@attrs.frozen(kw_only=True)
class Consent:
    """That somebody consented, under which version of the notice, and until when."""

    id: ConsentId
    account_id: AccountId
    kind: ConsentKind
    notice_version: str
    given_at: datetime
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_at is None
