"""The audit trail."""

from specstep.policies.inventory.vocabulary import BEHAVIOR, IDENTIFIER, SECURITY, SYSTEM
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Field,
    OnAccountDeletion,
    Store,
    only,
    unless,
)

BILLING = (
    "billing.subscription-created",
    "billing.subscription-renewed",
    "billing.subscription-cancelled",
    "billing.payment-failed",
)
"""The acts whose events the law wants kept for longer; nothing writes them before there is billing (EXT-2)."""

YEARS_7 = 7 * 365 + 2  # in days, the leap days of any seven years included: nothing may go early

TRAIL = ("GEN-6", "RET-12", "SEC-7")


def _kept(name: str, category: str, title: str) -> Field:
    return Field(
        name=name,
        title=title,
        category=category,
        purposes=(SECURITY,),
        clauses=TRAIL,
        on_account_deletion=OnAccountDeletion.KEEP,
    )


def _forgotten(name: str, category: str, anonymized: str | None = None) -> Field:
    return Field(
        name=name,
        category=category,
        purposes=(SECURITY,),
        clauses=TRAIL,
        on_account_deletion=OnAccountDeletion.ANONYMIZE,
        anonymized=anonymized,
    )


DATASETS = (
    Dataset(
        name="audit_events",
        store=Store.APPLICATION,
        title="the audit log",
        about="Significant acts, each with its time, who did it and to what; nothing of content.",
        fields=(
            _kept("id", SYSTEM, "an event's number"),
            _kept("at", SYSTEM, "its time"),
            _kept("action", BEHAVIOR, "the action's name"),
            _forgotten("actor_id", IDENTIFIER),
            _forgotten("subject_account_id", IDENTIFIER),
            _forgotten("subject_id", IDENTIFIER),
            _forgotten("detail", BEHAVIOR, anonymized=""),
        ),
        edges=(
            Edge(kind=EdgeKind.MENTIONS, columns=("actor_id",), to="accounts"),
            Edge(kind=EdgeKind.MENTIONS, columns=("subject_account_id",), to="accounts"),
        ),
        retention=(
            DaysAfter(column="at", days=90, where=unless("action", *BILLING, says="what isn't about billing")),
            DaysAfter(
                column="at",
                days=YEARS_7,
                where=only("action", *BILLING, says="what is about billing"),
                name="audit_events.at.billing",
            ),
        ),
        clauses=TRAIL,
    ),
)
