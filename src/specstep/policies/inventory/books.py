"""The engine's own books: what is on its way out, and when each rule last ran."""

from specstep.policies.inventory.vocabulary import internal
from specstep.policies.model import Dataset, Machinery, Store

PASSING = "Numbers of records that are on their way out; each goes together with its record."
COUNTS = "Counts and times of the service's own clearing; it names nobody."


def _book(name: str, about: str, *columns: str, clauses: tuple[str, ...], because: str) -> Dataset:
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        title="the books of clearing and deleting",
        about=about,
        fields=internal(*columns, clauses=clauses, because=because),
        retention=(Machinery(because=because),),
        clauses=clauses,
        unowned=because,
    )


DATASETS = (
    _book(
        "policy_marks",
        "Which records and files are about to go: written before the first of them does, and empty afterwards.",
        *("run", "dataset", "key_1", "key_2", "key_3", "key_4"),
        clauses=("RIG-3", "RET-14"),
        because=PASSING,
    ),
    _book(
        "policy_tallies",
        "How many records a deletion has removed so far.",
        *("run", "dataset", "act", "number"),
        clauses=("RIG-3",),
        because=COUNTS,
    ),
    _book(
        "policy_rule_runs",
        "When each rule about how long things are kept last ran to its end.",
        *("rule", "ran_ms", "number"),
        clauses=("RET-14",),
        because=COUNTS,
    ),
)
