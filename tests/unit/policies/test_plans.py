"""Plans are derived, in an order that no reference contradicts."""

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from tests.samples.policy_worlds import Beside, fill, read, sqlite_engine

from specstep.policies.errors import Blocked
from specstep.policies.model import Dataset, DaysAfter, Edge, EdgeKind, Field, Inventory, Store, WithOwner
from specstep.policies.plans import (
    Anonymize,
    Delete,
    DeleteFiles,
    Fence,
    Follow,
    Mark,
    PurgeRuns,
    Revoke,
    Tombstone,
    Unlink,
    Verify,
    plan_erasure,
    plan_export,
    plan_sweep,
)
from specstep.policies.sql import Erasing, Schema, erase
from specstep.policies.testing.worlds import World, worlds

ORDER = (Fence, Revoke, Mark, Follow, Anonymize, Unlink, Tombstone, Delete, DeleteFiles, PurgeRuns, Verify)


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_3_the_steps_of_an_erasure_come_in_the_promised_order(world: World) -> None:
    steps = plan_erasure(world.inventory).steps
    assert [ORDER.index(type(step)) for step in steps] == sorted(ORDER.index(type(step)) for step in steps)
    deleted = [step.dataset for step in steps if isinstance(step, Delete)]
    assert deleted[-1] == "accounts"
    assert set(deleted) == world.inventory.owned - {"files"}
    assert all(step.says for step in steps)


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_3_no_row_is_deleted_before_those_that_refer_to_it(world: World) -> None:
    order = world.inventory.order
    place = {name: number for number, name in enumerate(order.names)}
    cut = {(reference.child, reference.parent) for reference in order.cut}
    for dataset in world.inventory.datasets:
        for edge in dataset.edges:
            assert (dataset.name, edge.to) in cut or place[dataset.name] < place[edge.to]


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RET_2_every_rule_by_the_clock_is_in_the_sweep_and_after_its_cause(world: World) -> None:
    names = [rule.name for rule in plan_sweep(world.inventory).rules]
    assert sorted(names) == sorted(
        world.inventory.rule_name(dataset, rule) for dataset in world.inventory.datasets for rule in dataset.timed
    )
    for rule in plan_sweep(world.inventory).rules:
        if rule.rule.after_rule in names:
            assert names.index(rule.rule.after_rule) < names.index(rule.name)


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_1_every_field_is_in_the_export_or_says_why_not(world: World) -> None:
    plan = plan_export(world.inventory)
    listed = {table.dataset for table in plan.tables} | {name for name, _ in plan.without}
    for dataset in world.inventory.datasets:
        mentioned = any(edge.kind is EdgeKind.MENTIONS and edge.to == "accounts" for edge in dataset.edges)
        assert (dataset.name in listed) == (dataset.name in world.inventory.owned or mentioned)
    for table in plan.tables:
        fields = world.inventory.dataset(table.dataset).fields
        assert [name for name, _ in table.columns] == [field.name for field in fields]


def _dataset(name: str, *columns: str, edges: tuple[Edge, ...] = ()) -> Dataset:
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        about="Rows.",
        fields=tuple(
            Field(name=column, category="system", purposes=("essential",), clauses=("C-1",)) for column in columns
        ),
        retention=(WithOwner(),),
        clauses=("C-1",),
        edges=edges,
    )


def test_RIG_3_somebody_elses_row_inside_of_the_accounts_own_blocks_the_erasure_and_stays() -> None:
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
    inside = Edge(kind=EdgeKind.INSIDE, columns=("note",), to="notes")
    inventory = Inventory(
        datasets=(
            _dataset("accounts", "id"),
            _dataset("notes", "id", "owner", edges=(owner,)),
            _dataset("replies", "id", "owner", "note", edges=(owner, inside)),
        )
    )
    metadata = sa.MetaData()
    for dataset in inventory.datasets:
        references = {edge.columns[0]: sa.ForeignKey(f"{edge.to}.id") for edge in dataset.edges}
        columns = [
            sa.Column(each.name, sa.Text, *([references[each.name]] if each.name in references else []))
            for each in dataset.fields
            if each.name != "id"
        ]
        sa.Table(dataset.name, metadata, sa.Column("id", sa.Text, primary_key=True), *columns)
    rows = {
        "accounts": [{"id": "ann"}, {"id": "bob"}],
        "notes": [{"id": "n", "owner": "ann"}],
        "replies": [{"id": "r", "owner": "bob", "note": "n"}],
    }
    world = World(inventory=inventory, metadata=metadata, rows=rows)
    engine = sqlite_engine()
    schema = Schema.of(metadata)
    metadata.create_all(engine)
    with engine.connect() as connection:
        with connection.begin():
            fill(connection, world)
        erasing = Erasing(
            connection=connection, schema=schema, plan=plan_erasure(inventory), account="ann", run="run"
        )
        with pytest.raises(Blocked):
            erase(erasing, Beside())
        assert read(connection, world)["replies"] == rows["replies"]
        assert not erasing.verify().complete
    engine.dispose()


def test_RET_2_a_dataset_in_another_store_is_left_to_its_keeper_and_named() -> None:
    runs = Dataset(
        name="runs",
        store=Store.WORKFLOW_ENGINE,
        about="Runs.",
        fields=(Field(name="*", category="system", purposes=("essential",), clauses=("C-1",)),),
        retention=(DaysAfter(column="done", days=7),),
        clauses=("C-1",),
        coarse=True,
        unowned="By name.",
    )
    plan = plan_sweep(Inventory(datasets=(_dataset("accounts", "id"), runs)))
    assert plan.rules == ()
    assert [(each.name, each.store) for each in plan.elsewhere] == [("runs.done", Store.WORKFLOW_ENGINE)]
