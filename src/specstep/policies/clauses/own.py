"""How SpecStep's own clauses stand: what it claims to keep, and the code that carries it out."""

from specstep.policies.clauses import CLAUSES
from specstep.policies.clauses.standing import Standing, shipped_proofs, standings
from specstep.policies.inventory import INVENTORY

# A clause joins when everything that it promises holds; the build fails while a rule or proof is missing.
KEPT = frozenset({"USE-1"})

# Code that carries a clause out; the entries of the inventory speak for themselves.
RULES: dict[str, tuple[str, ...]] = {
    "COL-3": ("specstep.application.interviews", "specstep.application.generations"),
    "GEN-1": ("specstep.domain.rendering",),
    "GOV-3": ("specstep.policies.changes:compare",),
    "USE-1": ("specstep.policies.model:Field", "specstep.policies.coverage:cover"),
    "USE-5": ("specstep.domain.redaction",),
    "USE-8": ("specstep.policies.model:Inventory", "specstep.entrypoints.wiring.container"),
}


def own_standings() -> tuple[Standing, ...]:
    """How each clause of the register stands."""
    return standings(CLAUSES, INVENTORY, claimed=KEPT, rules=RULES, proofs=shipped_proofs())
