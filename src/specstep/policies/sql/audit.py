"""Audits a running database against its inventory: only reads, looks at a bound number of rows, tells no value."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from specstep.policies.audit.values import Audit
from specstep.policies.coverage import table_of
from specstep.policies.findings import Finding, Report
from specstep.policies.model import Inventory, Store
from specstep.policies.plans import plan_sweep
from specstep.policies.retention import EPOCH
from specstep.policies.sql.auditing.files import orphaned_files
from specstep.policies.sql.auditing.owners import crossed
from specstep.policies.sql.auditing.places import Place, as_sqlalchemy
from specstep.policies.sql.auditing.rows import orphans
from specstep.policies.sql.auditing.secrets import canaries, plaintext
from specstep.policies.sql.auditing.times import future_times, has_older, never_due, outlived
from specstep.policies.sql.connecting import bounded
from specstep.policies.sql.reflection import reflect
from specstep.policies.sql.schema import bookkeeping
from specstep.policies.sql.units import first_line

CHECKS: dict[str, Callable[[Connection, Place, Audit], Iterable[Finding]]] = {
    "rows that outlived their time": outlived,
    "rows without a time": never_due,
    "times in the future": future_times,
    "plaintext": plaintext,
}


def audit_database(connection: Connection, inventory: Inventory, told: Audit) -> Report:
    """Everything in the database that breaks the policy right now.

    A check that fails or takes too long is a finding itself, and the others go on.

    Args:
        connection: opened by `looking_at`, so that nothing can be written.
        inventory: what is promised.
        told: the present, limits, canaries, files and the times of the last sweeps.
    """
    schema = reflect(connection)
    found: list[Finding] = []
    seen: set[str] = set()
    places: dict[str, Place] = {}
    stores = {dataset.store for dataset in inventory.datasets if table_of(schema, dataset) is not None}
    for dataset in inventory.datasets:
        table = table_of(schema, dataset)
        if table is None:
            if dataset.store in stores or (not stores and dataset.store is Store.APPLICATION):
                message = "There is no such table in this database. Run `check` to see how the two differ."
                found.append(Finding(kind="missing-table", dataset=dataset.name, message=message))
            continue
        seen.add(str(dataset.store))
        if not table.readable:
            message = "This database user may not read the table; nothing of it was looked at. Grant SELECT on it."
            found.append(Finding(kind="cannot-look", dataset=dataset.name, message=message))
            continue
        places[dataset.name] = Place(dataset, table, as_sqlalchemy(connection, table))
    for place in places.values():
        for what, check in CHECKS.items():
            found += _look(connection, place, what, partial(check, connection, place, told))
        found += _look(connection, place, "orphans", partial(orphans, connection, place, told, places))
        found += _look(connection, place, "owners", partial(crossed, connection, place, told, places, inventory))
    for table in schema.tables if told.canaries else ():
        if table.readable:
            covered = next((each.dataset for each in places.values() if each.table is table), None)
            found += canaries(connection, table, as_sqlalchemy(connection, table), covered, told)
    for files in told.files:
        found += orphaned_files(connection, inventory, files, places, told)
        seen.add(str(inventory.dataset(files.dataset).store))
    found += _overdue_rules(connection, inventory, places, told)
    known = told.last_runs is not None or _last_runs(connection) is not None
    notes = () if known else ("Nobody keeps books here about when the rules last ran.",)
    unseen = sorted({str(dataset.store) for dataset in inventory.datasets} - seen)
    return Report(findings=tuple(found), unseen=tuple(unseen), notes=notes)


def _look(
    connection: Connection, place: Place, what: str, check: Callable[[], Iterable[Finding]]
) -> list[Finding]:
    try:
        with bounded(connection):
            return list(check())
    except SQLAlchemyError as error:
        message = f"The check for {what} could not be made: {first_line(error)}."
        return [Finding(kind="cannot-look", dataset=place.dataset.name, message=message)]


def _overdue_rules(
    connection: Connection, inventory: Inventory, places: Mapping[str, Place], told: Audit
) -> Iterator[Finding]:
    last_runs = _last_runs(connection) if told.last_runs is None else told.last_runs
    if last_runs is None:
        return
    limit = told.now - 2 * told.limits.grace
    for each in plan_sweep(inventory).rules:
        if each.dataset not in places:
            continue
        last = last_runs.get(each.name)
        if last is None and has_older(connection, places[each.dataset], each.rule, limit, told):
            message = f"The rule {each.name} has never run to its end. See that the sweep runs every night."
        elif last is not None and last < limit:
            message = f"The rule {each.name} last ran at {last.isoformat()}. See that the sweep runs every night."
        else:
            continue
        yield Finding(kind="rule-overdue", dataset=each.dataset, field=each.rule.column, message=message)


def _last_runs(connection: Connection) -> dict[str, datetime] | None:
    """What the engine's own books say about it; None: it keeps none here."""
    runs = bookkeeping(sa.MetaData()).rule_runs
    if not sa.inspect(connection).has_table(runs.name):
        return None
    rows = connection.execute(sa.select(runs.c.rule, runs.c.ran_ms)).all()
    return {rule: EPOCH + timedelta(milliseconds=ran_ms) for rule, ran_ms in rows}
