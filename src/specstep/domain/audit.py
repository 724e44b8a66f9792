"""The audit trail: what happened, when, by whom (GEN-6)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import attrs

from specstep.domain.errors import UnknownName
from specstep.domain.ids import AccountId, AuditEventId

DETAIL_LIMIT = 500
PAGE_LIMIT = 200


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
    PHONE_CODE_REQUESTED = "phone.code-requested"
    PHONE_SET = "phone.set"
    PHONE_VERIFIED = "phone.verified"
    PHONE_REMOVED = "phone.removed"
    CONSENT_GIVEN = "consent.given"
    CONSENT_WITHDRAWN = "consent.withdrawn"
    REQUEST_RECORDED = "statutory-request.recorded"
    REQUEST_ANSWERED = "statutory-request.answered"
    POLICY_CHANGE_ANNOUNCED = "policy-change.announced"
    POLICY_CHANGED = "policy-change.in-effect"
    BREACH_NOTIFIED = "data-breach.notified"
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


@attrs.frozen(kw_only=True)
class AuditQuery:
    """Which events are wanted, newest first; what is None narrows nothing.

    Args:
        account: whose they are, as actor or as subject.
        actions: only these.
        since: not before this time.
        until: before this time.
        subject: about the thing with this id.
        after: time and id of the last event that was seen; later ones in the order follow.
        limit: so many at most.
    """

    account: AccountId | None = None
    actions: frozenset[Action] | None = None
    since: datetime | None = None
    until: datetime | None = None
    subject: str | None = None
    after: tuple[datetime, AuditEventId] | None = None
    limit: int = attrs.field(
        default=50, validator=attrs.validators.and_(attrs.validators.ge(1), attrs.validators.le(PAGE_LIMIT))
    )

    def takes(self, event: AuditEvent) -> bool:
        """Whether this event is among those that are wanted."""
        return (
            (self.account is None or self.account in (event.actor, event.subject_account))
            and (self.actions is None or event.action in self.actions)
            and (self.since is None or event.at >= self.since)
            and (self.until is None or event.at < self.until)
            and (self.subject is None or event.subject_id == self.subject)
            and (self.after is None or (event.at, event.id) < self.after)
        )


def actions_named(kinds: Iterable[str]) -> frozenset[Action]:
    """The acts of these names; the part before the dot stands for all that begin so, as in "session".

    Raises:
        UnknownName: one of them is none.
    """
    found: set[Action] = set()
    for kind in kinds:
        named = {action for action in Action if kind in (action.value, group_of(action))}
        if not named:
            known = sorted({group_of(action) for action in Action})
            raise UnknownName(where="the kind of event", what=f"there is no {kind!r}.", known=tuple(known))
        found |= named
    return frozenset(found)


def group_of(action: Action) -> str:
    """What an act is about: the part of its name before the dot."""
    return action.value.partition(".")[0]
