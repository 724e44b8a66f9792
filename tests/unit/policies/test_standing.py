"""A clause is kept where that is claimed, and a rule and a proof stand behind it; a claim without them fails."""

import json
from pathlib import Path

import pytest
from tests.unit.policies.shops import SHOP, field

from specstep.policies.clauses import CLAUSES, Clause, State, clause
from specstep.policies.clauses.own import KEPT, LACKS, RULES, own_standings
from specstep.policies.clauses.standing import (
    PROOFS,
    find_proofs,
    proofs_file,
    shipped_proofs,
    standings,
    unfounded,
)
from specstep.policies.model import Contradiction, Dataset, Inventory, Store, WithOwner

TESTS = Path(__file__).parents[2]
CLAUSE = Clause(id="RET-1", title="Account", promise="While it lives.")
PROOF = {"RET-1": ("tests/test_shop.py::test_RET_1_all_goes",)}


@pytest.mark.parametrize(
    ("claimed", "inventory", "proofs", "state", "findings"),
    [
        (("RET-1",), SHOP, PROOF, State.KEPT, 0),
        (("RET-1",), SHOP, {}, State.NOT_BUILT_YET, 1),
        (("RET-1",), Inventory(datasets=()), PROOF, State.NOT_BUILT_YET, 1),
        ((), SHOP, PROOF, State.NOT_BUILT_YET, 0),
    ],
    ids=["rule and proof", "no proof", "no rule", "not claimed"],
)
def test_a_claim_needs_a_rule_and_a_proof(
    claimed: tuple[str, ...],
    inventory: Inventory,
    proofs: dict[str, tuple[str, ...]],
    state: State,
    findings: int,
) -> None:
    (standing,) = standings((CLAUSE,), inventory, claimed=claimed, proofs=proofs)
    assert standing.state is state
    assert len(unfounded((standing,))) == findings


@pytest.mark.parametrize(
    ("inventory", "proofs", "message"),
    [
        (
            SHOP,
            {},
            "RET-1 is claimed to be kept, and no test shows it (name one test_RET_1_…).",
        ),
        (
            Inventory(datasets=()),
            PROOF,
            "RET-1 is claimed to be kept, and no rule carries it out "
            "(name it in the inventory, or among the rules in code).",
        ),
        (
            Inventory(datasets=()),
            {},
            "RET-1 is claimed to be kept, and no rule carries it out "
            "(name it in the inventory, or among the rules in code) and no test shows it (name one test_RET_1_…).",
        ),
    ],
)
def test_a_claim_is_told_what_it_lacks(
    inventory: Inventory, proofs: dict[str, tuple[str, ...]], message: str
) -> None:
    (finding,) = unfounded(standings((CLAUSE,), inventory, claimed=("RET-1",), proofs=proofs))
    assert (finding.message, finding.field) == (message, "RET-1")


def test_rules_in_code_and_proofs_come_in_one_order() -> None:
    given = ("c", "a", "e", "b", "d")
    (standing,) = standings((CLAUSE,), Inventory(datasets=()), rules={"RET-1": given}, proofs={"RET-1": given})
    assert standing.rules == standing.proofs == ("a", "b", "c", "d", "e")


def test_the_file_of_proofs_is_written_for_reading_and_comparing() -> None:
    written = proofs_file({"RET-2": ("y",), "RET-1": ("x", "a")})
    assert written == b'{\n "RET-1": [\n  "x",\n  "a"\n ],\n "RET-2": [\n  "y"\n ]\n}\n'


def test_proofs_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    for name in ("d", "a", "f", "c", "b", "e"):
        (folder / f"test_{name}.py").write_text("def test_RET_2_goes(): ...\n")
    assert find_proofs(folder)["RET-2"] == tuple(f"tests/test_{name}.py::test_RET_2_goes" for name in "abcdef")


def test_rules_are_entries_of_the_inventory_and_code() -> None:
    (standing,) = standings((CLAUSE,), SHOP, rules={"RET-1": ("shop:sweep",)})
    assert standing.rules[0] == "people"
    assert "orders.note" in standing.rules
    assert standing.rules[-1] == "shop:sweep"


def test_proofs_are_found_by_their_names_in_classes_too(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_shop.py").write_text(
        "def test_RET_2_goes(): ...\nclass TestShop:\n    async def test_RET_12_too(self): ...\ndef test_other(): ...\n"
    )
    found = find_proofs(folder)
    assert found == {
        "RET-12": ("tests/test_shop.py::TestShop::test_RET_12_too",),
        "RET-2": ("tests/test_shop.py::test_RET_2_goes",),
    }
    assert list(found) == sorted(found)


def test_the_shipped_proofs_are_those_of_these_tests() -> None:
    fresh = find_proofs(TESTS)
    assert shipped_proofs() == fresh, f"{PROOFS} is stale; run `python docs/generate.py`"
    assert json.loads(proofs_file(fresh)) == {name: list(tests) for name, tests in fresh.items()}


def test_no_clause_of_ours_is_claimed_without_rule_and_proof() -> None:
    assert [finding.message for finding in unfounded(own_standings())] == []
    assert {each.clause.id for each in own_standings() if each.state is State.KEPT} == KEPT


def test_every_proof_and_every_rule_names_a_clause_of_the_register() -> None:
    known = {each.id for each in CLAUSES}
    assert set(shipped_proofs()) <= known
    assert set(RULES) | KEPT <= known


def test_every_clause_is_listed_in_the_shape_that_programs_rely_on() -> None:
    shown = [each.as_json() for each in own_standings()]
    assert [each["id"] for each in shown] == [each.id for each in CLAUSES]
    assert {tuple(each) for each in shown} == {("id", "title", "state", "rules", "proofs")}
    assert {each["state"] for each in shown} <= {"kept", "not built yet"}


def test_clauses_are_found_by_id() -> None:
    assert clause("RET-2").title == "Packages"
    with pytest.raises(KeyError):
        clause("RET-99")


@pytest.mark.parametrize("what", [{"purposes": ()}, {"purposes": ("because-we-can",)}])
def test_USE_1_a_field_without_a_named_purpose_is_refused(what: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(Contradiction, match="purpose"):
        Inventory(
            datasets=(
                Dataset(
                    name="accounts",
                    store=Store.APPLICATION,
                    about="Accounts.",
                    fields=(field("id", **what),),
                    retention=(WithOwner(),),
                    clauses=("RET-1",),
                ),
            )
        )


def test_what_a_clause_waits_for_is_said_of_those_alone_that_are_not_claimed() -> None:
    assert not LACKS.keys() & KEPT
    told = {each.clause.id: each.lacks for each in own_standings()}
    assert {id: lacks for id, lacks in told.items() if lacks} == LACKS
    assert {"RET-1", "RET-14", "RIG-3"} <= LACKS.keys()
