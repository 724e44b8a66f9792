"""The inventory against the schema, both ways, and the clauses that it names."""

import attrs
import pytest
import sqlalchemy as sa

from specstep.adapters.persistence.tables import metadata
from specstep.policies.clauses import CLAUSES
from specstep.policies.inventory import INVENTORY
from specstep.policies.model import EdgeKind, OnAccountDeletion, Store, WithParent
from specstep.policies.sql import bookkeeping

COVERED = {dataset.name: dataset for dataset in INVENTORY.of(Store.APPLICATION)}


def references(table: sa.Table) -> set[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The foreign keys of a table: columns, the other table, its columns."""
    return {
        (tuple(key.column_keys), key.referred_table.name, tuple(each.column.name for each in key.elements))
        for key in table.foreign_key_constraints
    }


def test_every_table_has_its_dataset_and_every_dataset_its_table() -> None:
    assert set(metadata.tables) == set(COVERED)


BOOKS = {table.name for table in attrs.astuple(bookkeeping(sa.MetaData()), recurse=False)}


NOBODYS = {
    *BOOKS,
    "announcements",
    "encryption_keys",
    "policy_versions",
    "sign_in_attempts",  # who signs in is not known before they are back
}


def test_nothing_but_books_the_services_own_keys_sign_ins_under_way_and_what_all_are_told_is_nobodys() -> None:
    assert {name for name, dataset in COVERED.items() if dataset.unowned} == NOBODYS


@pytest.mark.parametrize("name", sorted(BOOKS))
def test_the_books_are_the_tables_that_the_engine_wants(name: str) -> None:
    def shape(table: sa.Table) -> list[tuple[str, str, bool, bool]]:
        return [(each.name, repr(each.type), bool(each.nullable), each.primary_key) for each in table.columns]

    assert shape(metadata.tables[name]) == shape(bookkeeping(sa.MetaData()).marks.metadata.tables[name])


@pytest.mark.parametrize("name", sorted(set(metadata.tables) | set(COVERED)))
def test_every_column_has_its_field_and_every_field_its_column(name: str) -> None:
    columns = {column.name for column in metadata.tables[name].columns}
    assert columns == {field.name for field in COVERED[name].fields}


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_foreign_key_has_its_edge_and_every_edge_its_foreign_key(name: str) -> None:
    edges = {(edge.columns, edge.to, edge.to_columns) for edge in COVERED[name].edges}
    assert edges == references(metadata.tables[name])


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_RIG_3_every_row_reaches_an_account(name: str) -> None:
    if name != "accounts" and name not in NOBODYS:
        direct = {edge.kind for edge in COVERED[name].edges if edge.to == "accounts"}
        assert direct & {EdgeKind.OWNS, EdgeKind.MENTIONS}


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_no_foreign_key_deletes_by_itself(name: str) -> None:
    assert all(key.ondelete is None for key in metadata.tables[name].foreign_key_constraints)


def test_RET_12_only_time_and_action_stay_of_an_event_after_account_deletion() -> None:
    kept = {
        field.name
        for field in INVENTORY.dataset("audit_events").fields
        if field.on_account_deletion is not OnAccountDeletion.ANONYMIZE
    }
    assert kept == {"id", "at", "action"}


def test_what_is_kept_with_its_parent_has_one() -> None:
    for dataset in INVENTORY.datasets:
        if any(isinstance(rule, WithParent) for rule in dataset.retention):
            assert any(edge.kind is EdgeKind.INSIDE for edge in dataset.edges), dataset.name


def test_every_clause_named_is_an_id_of_the_register() -> None:
    named = {clause for dataset in INVENTORY.datasets for clause in dataset.clauses}
    named |= {clause for dataset in INVENTORY.datasets for field in dataset.fields for clause in field.clauses}
    assert named <= {clause.id for clause in CLAUSES}


def test_application_tables_avoid_the_workflow_engines_names() -> None:
    theirs = {dataset.name for dataset in INVENTORY.of(Store.WORKFLOW_ENGINE)}
    assert not theirs & set(metadata.tables)
    assert {dataset.coarse for dataset in INVENTORY.of(Store.WORKFLOW_ENGINE)} == {True}
