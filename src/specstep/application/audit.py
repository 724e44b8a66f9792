"""Audit events, made alike everywhere."""

from datetime import datetime

from specstep.domain.audit import Action, AuditEvent
from specstep.domain.ids import ENTROPY_BYTES, AccountId, AuditEventId, uuid7
from specstep.ports.clocks import Entropy


def audit_event(
    entropy: Entropy, now: datetime, action: Action, account: AccountId, subject: str, *, detail: str = ""
) -> AuditEvent:
    """An event about a thing of this account's, done by the account itself (GEN-6)."""
    return AuditEvent(
        id=AuditEventId(uuid7(now, entropy.take(ENTROPY_BYTES))),
        at=now,
        action=action,
        actor=account,
        subject_account=account,
        subject_id=subject,
        detail=detail,
    )


def service_event(
    entropy: Entropy, now: datetime, action: Action, subject: str, *, detail: str = ""
) -> AuditEvent:
    """An event about a thing of the service's own, done by its operator or by itself: no account's."""
    return AuditEvent(
        id=AuditEventId(uuid7(now, entropy.take(ENTROPY_BYTES))),
        at=now,
        action=action,
        actor=None,
        subject_account=None,
        subject_id=subject,
        detail=detail,
    )
