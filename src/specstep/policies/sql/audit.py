"""Audits a running database against its inventory: only reads, looks at a bound number of rows, tells no value."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from specstep.policies.audit.values import Audit
from specstep.policies.coverage import table_of
from specstep.policies.findings import Finding, Report
from specstep.policies.model import Inventory, Store
from specstep.policies.sql.auditing.files import orphaned_files
from specstep.policies.sql.auditing.places import Place, as_sqlalchemy, cause
from specstep.policies.sql.auditing.rows import orphans
from specstep.policies.sql.auditing.secrets import canaries, plaintext
from specstep.policies.sql.auditing.times import future_times, never_due, outlived
from specstep.policies.sql.connecting import bounded
from specstep.policies.sql.reflection import reflect

CHECKS: dict[str, Callable[[Connection, Place, Audit], Iterable[Finding]]] = {
    "rows that outlived their time": outlived,
    "rows without a time": never_due,
    "times in the future": future_times,
    "plaintext": plaintext,
}


def audit(connection: Connection, inventory: Inventory, told: Audit) -> Report:
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
    for table in schema.tables if told.canaries else ():
        if table.readable:
            covered = next((each.dataset for each in places.values() if each.table is table), None)
            found += canaries(connection, table, as_sqlalchemy(connection, table), covered, told)
    for files in told.files:
        found += orphaned_files(connection, inventory, files, places, told)
        seen.add(str(inventory.dataset(files.dataset).store))
    found += _overdue_rules(inventory, told)
    notes = () if told.last_runs is not None else ("Nothing was said about when the rules last ran.",)
    unseen = sorted({str(dataset.store) for dataset in inventory.datasets} - seen)
    return Report(findings=tuple(found), unseen=tuple(unseen), notes=notes)


def _look(
    connection: Connection, place: Place, what: str, check: Callable[[], Iterable[Finding]]
) -> list[Finding]:
    try:
        with bounded(connection):
            return list(check())
    except SQLAlchemyError as error:
        message = f"The check for {what} could not be made: {cause(error)}."
        return [Finding(kind="cannot-look", dataset=place.dataset.name, message=message)]


def _overdue_rules(inventory: Inventory, told: Audit) -> Iterator[Finding]:
    if told.last_runs is None:
        return
    for dataset in inventory.datasets:
        for rule in dataset.timed:
            name = inventory.rule_name(dataset, rule)
            last = told.last_runs.get(name)
            if last is None:
                message = f"The rule {name} has never run to its end. See that the sweep runs every night."
            elif told.now - last > 2 * told.limits.grace:
                message = f"The rule {name} last ran at {last.isoformat()}. See that the sweep runs every night."
            else:
                continue
            yield Finding(kind="rule-overdue", dataset=dataset.name, field=rule.column, message=message)
