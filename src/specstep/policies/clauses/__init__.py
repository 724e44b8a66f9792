"""The clause register: every promise that the service makes, as values."""

from specstep.policies.clauses.collected import COL
from specstep.policies.clauses.created import GEN
from specstep.policies.clauses.governance import GOV
from specstep.policies.clauses.not_collected import NOT
from specstep.policies.clauses.retention import RET
from specstep.policies.clauses.rights import RIG
from specstep.policies.clauses.security import SEC
from specstep.policies.clauses.third_parties import EXT
from specstep.policies.clauses.traffic import TRA
from specstep.policies.clauses.use import USE
from specstep.policies.clauses.values import Clause, State

__all__ = ["CLAUSES", "Clause", "State", "clause"]

CLAUSES: tuple[Clause, ...] = (*COL, *GEN, *EXT, *TRA, *NOT, *USE, *RET, *RIG, *SEC, *GOV)

_BY_ID = {each.id: each for each in CLAUSES}


def clause(id: str) -> Clause:
    """The clause of that id.

    Raises:
        KeyError: there is none.
    """
    return _BY_ID[id]
