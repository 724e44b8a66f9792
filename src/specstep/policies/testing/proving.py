"""The proof of an inventory on a database: every rule at its edge, an erasure with crashes, then random histories."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from specstep.policies.model import Inventory
from specstep.policies.model import Store as StoreKind
from specstep.policies.retention import Where
from specstep.policies.testing.acts import Acts, Compiled
from specstep.policies.testing.expecting import swept
from specstep.policies.testing.faults import Unproven
from specstep.policies.testing.machine import machine, plainest
from specstep.policies.testing.places import Open, open_engine, placed
from specstep.policies.testing.stores import Log, Runs, Store
from specstep.policies.testing.trial import Trial
from specstep.policies.testing.values import NOBODY, STEP, Supplied, as_held, value_for

QUICK = settings(
    max_examples=5,
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
    derandomize=True,  # whoever runs it twice sees the same; `deep` looks elsewhere each time
    phases=[Phase.explicit, Phase.generate],  # a history of ten steps can be read as it is
)
DEEP = settings(
    QUICK,
    max_examples=300,
    stateful_step_count=40,
    derandomize=False,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
CRASHES = 4


def prove(
    inventory: Inventory,
    metadata: sa.MetaData,
    url: str = "sqlite",
    *,
    engine: Open = open_engine,
    acts: Acts | None = None,
    values: Supplied | None = None,
    stores: Sequence[Store] = (),
    deep: bool = False,
) -> None:
    """Prove that a database keeps what an inventory promises, whatever happens to it.

    Nothing outlives its time and nothing goes early; of an erased account no planted value is left, in no row, no
    byte of a SQLite file, no statistics of PostgreSQL, no file, no workflow run, no line that is logged meanwhile, and
    nothing else that you have searched; what is anonymized keeps exactly what it may; stopping
    anywhere and repeating is harmless; nobody else's rows are touched.

    Args:
        inventory: what is promised.
        metadata: the schema; it is created in the database, and dropped at the end.
        url: "sqlite" for a file in a temporary folder, or the address of an empty PostgreSQL database.
        engine: how connections are made, with the settings that the program uses.
        acts: how rows really go; the compiled plans of the inventory by default.
        values: values for columns whose type leaves open what fits, by "table.column" or by type.
        stores: what lies beside the tables, each with a search of your own.
        deep: crash at every statement, and many more histories.

    Raises:
        Broken: a promise is not kept.
        Unproven: a table can't be filled or a rule can't be tried, so that nothing would be proven about it.
    """
    schema = copied(metadata)
    # Whoever brings acts of their own brings the runs that these purge, too, as one of the stores.
    runs = Runs() if acts is None and any(each.timed for each in inventory.of(StoreKind.WORKFLOW_ENGINE)) else None
    log = Log()
    carried_out = acts or Compiled(inventory=inventory, metadata=schema, runs=runs, stores=stores)
    beside = (*stores, log) if runs is None else (*stores, runs, log)
    with placed(url, schema, engine) as place, log.listening():
        trial = Trial(
            inventory=inventory,
            metadata=schema,
            place=place,
            acts=carried_out,
            supplied=values or {},
            stores=beside,
        )
        prove_times(trial)
        prove_erasure(trial, every_statement=deep)
        run_state_machine_as_test(machine(lambda: trial), settings=DEEP if deep else QUICK)


def prove_times(trial: Trial) -> None:
    """Try every rule of retention a step before its time, at it, and without a time.

    Raises:
        Broken: a row went early, or stayed.
        Unproven: a rule never had a row to take.
    """
    ran = dict.fromkeys(trial.inventory.duties, trial.now)
    for table in trial.order:
        dataset = next((each for each in trial.inventory.datasets if each.name == table.fullname), None)
        for rule in dataset.timed if dataset else ():
            trial.reset()
            due = rule.threshold(trial.now)
            step = STEP[rule.stored]
            column = table.c[rule.column]
            times = {as_held(column, due + shift, rule.stored) for shift in (-step, 0 * step, step)}
            fixed = {}
            if rule.where is not None:
                fixed[table.fullname, rule.where.column] = _concerned(trial, table, rule.where)
            for time in [*sorted(times), *([None] if column.nullable else [])]:
                trial.settle(plainest, {**fixed, (table.fullname, rule.column): time})
            left = swept(trial.inventory, trial.tables, trial.now, ran)
            if left == trial.tables:
                raise Unproven(f"{table.fullname}: no row could be made that is due by its {rule.column}")
            trial.sweep(ran)


def _concerned(trial: Trial, table: sa.Table, where: Where) -> Any:
    """A value with which a rule is about a row."""
    if not where.unless:
        return where.values[0]
    column = table.c[where.column]

    def among(options: Sequence[Any]) -> Any:
        return plainest([each for each in options if each not in where.values] or options)

    return value_for(column, NOBODY, 1, trial.supplied, among)


def prove_erasure(trial: Trial, *, every_statement: bool) -> None:
    """Erase one of two people who have a row in every table, again and again, with crashes on the way."""
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    def scene() -> int:
        trial.reset()
        person = trial.settle(plainest)
        trial.settle(plainest)
        return person

    person = scene()
    sa.event.listen(trial.place.engine, "before_cursor_execute", count)
    trial.erase(person)
    sa.event.remove(trial.place.engine, "before_cursor_execute", count)
    stride = 1 if every_statement else max(1, statements // CRASHES)
    for crash_at in range(1, statements + 1, stride):
        trial.erase(scene(), crash_at)


def copied(metadata: sa.MetaData) -> sa.MetaData:
    """The same tables in a `MetaData` of their own, to which the books can be added."""
    from specstep.policies.sql import bookkeeping

    copy = sa.MetaData(schema=metadata.schema, naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(copy)
    bookkeeping(copy)
    return copy
