"""The privacy policy as values, rules and properties; usable without the rest of SpecStep.

Names are imported when they are first asked for: the language and the plans need nothing but attrs; what speaks SQL
needs SQLAlchemy, and lies in `specstep.policies.sql`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from specstep.policies.audit.values import Audit, Files, Limits
    from specstep.policies.changes import Change, ChangeKind, announcement, compare
    from specstep.policies.clauses import CLAUSES, Clause, State, clause
    from specstep.policies.clauses.standing import Standing, find_proofs, standings, unfounded
    from specstep.policies.coverage import compare_schemas, cover
    from specstep.policies.errors import Contradiction, PolicyError, Unerasable
    from specstep.policies.findings import Finding, Report
    from specstep.policies.model import (
        At,
        Dataset,
        DaysAfter,
        Edge,
        EdgeKind,
        Export,
        Field,
        IntoBin,
        Inventory,
        Machinery,
        OnAccountDeletion,
        Protection,
        Store,
        Stored,
        UntilResolved,
        WhenMarked,
        WithOwner,
        WithParent,
        only,
        unless,
    )
    from specstep.policies.notice.datamap import data_map, data_map_json
    from specstep.policies.notice.document import Document, as_html, as_json, as_markdown
    from specstep.policies.notice.facts import Operator, Recipient
    from specstep.policies.notice.privacy import privacy_notice
    from specstep.policies.notice.record import record_as_json, record_of_processing
    from specstep.policies.plans import ErasurePlan, ExportPlan, SweepPlan, plan_erasure, plan_export, plan_sweep
    from specstep.policies.sql.audit import audit_database
    from specstep.policies.sql.connecting import CannotOpen, looking_at
    from specstep.policies.sql.reflection import reflect, schema_of

_MODULES = {
    "audit.values": ("Audit", "Files", "Limits"),
    "changes": ("Change", "ChangeKind", "announcement", "compare"),
    "clauses": ("CLAUSES", "Clause", "State", "clause"),
    "clauses.standing": ("Standing", "find_proofs", "standings", "unfounded"),
    "coverage": ("compare_schemas", "cover"),
    "errors": ("Contradiction", "PolicyError", "Unerasable"),
    "findings": ("Finding", "Report"),
    "model": (
        "At",
        "Dataset",
        "DaysAfter",
        "Edge",
        "EdgeKind",
        "Export",
        "Field",
        "IntoBin",
        "Inventory",
        "Machinery",
        "OnAccountDeletion",
        "Protection",
        "Store",
        "Stored",
        "UntilResolved",
        "WhenMarked",
        "WithOwner",
        "WithParent",
        "only",
        "unless",
    ),
    "notice.datamap": ("data_map", "data_map_json"),
    "notice.document": ("Document", "as_html", "as_json", "as_markdown"),
    "notice.facts": ("Operator", "Recipient"),
    "notice.privacy": ("privacy_notice",),
    "notice.record": ("record_as_json", "record_of_processing"),
    "plans": ("ErasurePlan", "ExportPlan", "SweepPlan", "plan_erasure", "plan_export", "plan_sweep"),
    "sql.audit": ("audit_database",),
    "sql.connecting": ("CannotOpen", "looking_at"),
    "sql.reflection": ("reflect", "schema_of"),
}
_HOMES = {name: f"{__name__}.{module}" for module, names in _MODULES.items() for name in names}

__all__ = [
    "CLAUSES",
    "At",
    "Audit",
    "CannotOpen",
    "Change",
    "ChangeKind",
    "Clause",
    "Contradiction",
    "Dataset",
    "DaysAfter",
    "Document",
    "Edge",
    "EdgeKind",
    "ErasurePlan",
    "Export",
    "ExportPlan",
    "Field",
    "Files",
    "Finding",
    "IntoBin",
    "Inventory",
    "Limits",
    "Machinery",
    "OnAccountDeletion",
    "Operator",
    "PolicyError",
    "Protection",
    "Recipient",
    "Report",
    "Standing",
    "State",
    "Store",
    "Stored",
    "SweepPlan",
    "Unerasable",
    "UntilResolved",
    "WhenMarked",
    "WithOwner",
    "WithParent",
    "announcement",
    "as_html",
    "as_json",
    "as_markdown",
    "audit_database",
    "clause",
    "compare",
    "compare_schemas",
    "cover",
    "data_map",
    "data_map_json",
    "find_proofs",
    "looking_at",
    "only",
    "plan_erasure",
    "plan_export",
    "plan_sweep",
    "privacy_notice",
    "record_as_json",
    "record_of_processing",
    "reflect",
    "schema_of",
    "standings",
    "unfounded",
    "unless",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
