"""The audit trail."""

from specstep.policies.inventory.vocabulary import IDENTIFIER, SECURITY
from specstep.policies.model import Dataset, DaysAfter, Edge, EdgeKind, Field, OnAccountDeletion, Store

TRAIL = ("GEN-6", "RET-12", "SEC-7")
KEPT = OnAccountDeletion.KEEP


def _field(name: str, category: str, after: OnAccountDeletion = OnAccountDeletion.ANONYMIZE) -> Field:
    return Field(name=name, category=category, purposes=(SECURITY,), clauses=TRAIL, on_account_deletion=after)


DATASETS = (
    Dataset(
        name="audit_events",
        store=Store.APPLICATION,
        about="Acts, each with time, actor and subject; nothing of content.",
        fields=(
            _field("id", "system.operations", KEPT),
            _field("at", "system.operations", KEPT),
            _field("action", "user.behavior", KEPT),
            _field("actor_id", IDENTIFIER),
            _field("subject_account_id", IDENTIFIER),
            _field("subject_id", IDENTIFIER),
            _field("detail", "user.behavior"),
        ),
        edges=(
            Edge(kind=EdgeKind.MENTIONS, columns=("actor_id",), to="accounts"),
            Edge(kind=EdgeKind.MENTIONS, columns=("subject_account_id",), to="accounts"),
        ),
        retention=(DaysAfter(column="at", days=90),),
        clauses=TRAIL,
    ),
)
