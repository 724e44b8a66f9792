"""How each clause stands: which rules carry it out, which proofs show it, and whether it is kept."""

import ast
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import attrs

from specstep.policies.clauses.values import Clause, State
from specstep.policies.findings import Finding
from specstep.policies.model import Inventory

PROOFS = "proofs.json"
TEST = re.compile(r"test_((?:[A-Z]{3}_[1-9][0-9]*_)+)\w+")
ID = re.compile(r"([A-Z]{3})_([1-9][0-9]*)_")


@attrs.frozen(kw_only=True)
class Standing:
    """A clause with what it rests on.

    `rules` are entries of the inventory (`packages`, `packages.blob`) and code (`module:name`); `proofs` are tests
    by their ids. `lacks` says what a clause still waits for, of which much is there already.
    """

    clause: Clause
    claimed: bool
    rules: tuple[str, ...]
    proofs: tuple[str, ...]
    lacks: str = ""

    @property
    def state(self) -> State:
        """Kept, where that is claimed and both a rule and a proof stand behind it."""
        return State.KEPT if self.claimed and self.rules and self.proofs else State.NOT_BUILT_YET

    def as_json(self) -> dict[str, object]:
        """The shape that programs rely on."""
        return {
            "id": self.clause.id,
            "title": self.clause.title,
            "state": self.state.value,
            "rules": list(self.rules),
            "proofs": list(self.proofs),
        }


def standings(
    clauses: Iterable[Clause],
    inventory: Inventory,
    *,
    claimed: Iterable[str] = (),
    rules: Mapping[str, Iterable[str]] | None = None,
    proofs: Mapping[str, Iterable[str]] | None = None,
    lacks: Mapping[str, str] | None = None,
) -> tuple[Standing, ...]:
    """How the clauses of a register stand.

    Args:
        clauses: the register.
        inventory: whose datasets and fields name the clauses that they carry out.
        claimed: ids of the clauses that are said to be kept.
        rules: code that carries a clause out, by clause id.
        proofs: tests that show it, by clause id.
        lacks: what a clause that is not claimed still waits for, by clause id.
    """
    entries = _entries(inventory)
    kept = set(claimed)
    return tuple(
        Standing(
            clause=clause,
            claimed=clause.id in kept,
            rules=(*entries.get(clause.id, ()), *sorted((rules or {}).get(clause.id, ()))),
            proofs=tuple(sorted((proofs or {}).get(clause.id, ()))),
            lacks=(lacks or {}).get(clause.id, ""),
        )
        for clause in clauses
    )


def unfounded(found: Iterable[Standing]) -> tuple[Finding, ...]:
    """A finding for each clause that is claimed to be kept, and for which a rule or a proof is missing."""
    return tuple(
        Finding(kind="unproven", dataset="", field=each.clause.id, message=_lacking(each))
        for each in found
        if each.claimed and each.state is not State.KEPT
    )


def find_proofs(tests: Path) -> dict[str, tuple[str, ...]]:
    """The tests below a folder whose names begin with ids of clauses, by these: `test_RET_2_GEN_7_…` for both."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        place = path.relative_to(tests.parent).as_posix()
        for name, node_id in _tests(ast.parse(path.read_text("utf-8")).body, place):
            if match := TEST.fullmatch(name):
                for kind, number in ID.findall(match[1]):
                    found.setdefault(f"{kind}-{number}", []).append(node_id)
    return {clause: tuple(found[clause]) for clause in sorted(found)}


def shipped_proofs() -> dict[str, tuple[str, ...]]:
    """The proofs of SpecStep's own clauses, as they were when the package was made."""
    text = resources.files("specstep.policies.clauses").joinpath(PROOFS).read_text("utf-8")
    return {clause: tuple(tests) for clause, tests in json.loads(text).items()}


def proofs_file(proofs: Mapping[str, Iterable[str]]) -> bytes:
    """The content of the file that `shipped_proofs` reads."""
    text = json.dumps({clause: list(tests) for clause, tests in sorted(proofs.items())}, indent=1)
    return f"{text}\n".encode()


def _tests(body: Iterable[ast.stmt], place: str) -> Iterable[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _tests(node.body, f"{place}::{node.name}")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, f"{place}::{node.name}"


def _entries(inventory: Inventory) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for dataset in inventory.datasets:
        for clause in dict.fromkeys(dataset.clauses):
            found.setdefault(clause, []).append(dataset.name)
        for field in dataset.fields:
            for clause in dict.fromkeys(field.clauses):
                found.setdefault(clause, []).append(f"{dataset.name}.{field.name}")
    return found


def _lacking(standing: Standing) -> str:
    id = standing.clause.id
    lacking = []
    if not standing.rules:
        lacking.append("no rule carries it out (name it in the inventory, or among the rules in code)")
    if not standing.proofs:
        lacking.append(f"no test shows it (name one test_{id.replace('-', '_')}_…)")
    return f"{id} is claimed to be kept, and {' and '.join(lacking)}."
