"""The audit trail: what happened, when, by whom (GEN-6)."""

from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.ids import AccountId, AuditEventId

DETAIL_LIMIT = 500


class Action(StrEnum):
    """The closed list of acts that leave an event."""

    ACCOUNT_CREATED = "account.created"
    ACCOUNT_DELETION_REQUESTED = "account.deletion-requested"
    ACCOUNT_DELETED = "account.deleted"
    ACCOUNT_EXPORTED = "account.exported"
    EXPORT_LINKED = "export.linked"
    EXPORT_REMOVED = "export.removed"
    ACCOUNT_ROLE_CHANGED = "account.role-changed"
    SIGNED_IN = "session.signed-in"
    SIGNED_OUT = "session.signed-out"
    SESSION_REVOKED = "session.revoked"
    SESSIONS_ENDED = "session.all-ended"
    IDENTITY_ADDED = "identity.added"
    IDENTITY_JOINED = "identity.joined"
    IDENTITY_REMOVED = "identity.removed"
    INTERVIEW_STARTED = "interview.started"
    INTERVIEW_COMPLETED = "interview.completed"
    INTERVIEW_BINNED = "interview.binned"
    INTERVIEW_RESTORED = "interview.restored"
    INTERVIEW_DELETED = "interview.deleted"
    PACKAGE_BINNED = "package.binned"
    PACKAGE_RESTORED = "package.restored"
    PACKAGE_DELETED = "package.deleted"
    GENERATION_STARTED = "generation.started"
    GENERATION_COMPLETED = "generation.completed"
    GENERATION_FAILED = "generation.failed"
    GENERATION_CANCELLED = "generation.cancelled"
    GENERATION_RESUMED = "generation.resumed"
    API_KEY_CREATED = "api-key.created"
    API_KEY_RENAMED = "api-key.renamed"
    API_KEY_REVOKED = "api-key.revoked"
    PHONE_CODE_SENT = "phone.code-sent"
    PHONE_SET = "phone.set"
    PHONE_VERIFIED = "phone.verified"
    PHONE_REMOVED = "phone.removed"
    ENCRYPTION_KEY_MADE = "encryption-key.made"
    ENCRYPTION_KEY_RETIRED = "encryption-key.retired"
    ENCRYPTION_KEY_REVOKED = "encryption-key.revoked"
    VALUES_REENCRYPTED = "encryption-key.values-re-encrypted"


@attrs.frozen(kw_only=True)
class AuditEvent:
    """One act. `detail` is bounded and never holds content of people."""

    id: AuditEventId
    at: datetime
    action: Action
    actor: AccountId | None
    subject_account: AccountId | None
    subject_id: str | None = None
    detail: str = attrs.field(default="", validator=attrs.validators.max_len(DETAIL_LIMIT))
