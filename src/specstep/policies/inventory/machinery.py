"""What libraries keep beside our tables: the workflow engine's rows and the mark of the schema's version.

Their columns belong to the libraries and are described as a whole for now: payloads carry ids, never content of
people, but run keys and names do lead to accounts, so these rows have a time like any other.
"""

from specstep.policies.inventory.vocabulary import internal
from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Machinery,
    Retention,
    Store,
    Stored,
    WithParent,
)

WORKING = ("RET-14", "RIG-3")
BY_RUN = "An account's runs are purged by the engine itself, by the keys of the runs."
NO_PEOPLE = "It holds settings of the engine and nothing of people."
RUNS: tuple[Retention, ...] = (DaysAfter(column="completed_at", days=7, stored=Stored.EPOCH_MS),)


_OF_A_RUN: tuple[Retention, ...] = (WithParent(),)


def _run(column: str) -> tuple[Edge, ...]:
    """The engine deletes these rows with their run."""
    return (Edge(kind=EdgeKind.INSIDE, columns=(column,), to="workflow_status", to_columns=("workflow_uuid",)),)


def _engine(
    name: str, about: str, retention: tuple[Retention, ...], unowned: str = BY_RUN, edges: tuple[Edge, ...] = ()
) -> Dataset:
    because = "Work of the machinery; what it did is in the generation."
    return Dataset(
        name=name,
        store=Store.WORKFLOW_ENGINE,
        title="the workflow engine's books",
        about=about,
        fields=internal("*", clauses=WORKING, because=because),
        retention=retention,
        clauses=("RET-14",),
        coarse=True,
        unowned=unowned,
        edges=edges,
    )


_SETTINGS: tuple[Retention, ...] = (Machinery(because=NO_PEOPLE),)

ON_POSTGRESQL_ONLY = frozenset({"event_dispatch_kv"})
"""Tables that the engine makes on PostgreSQL and not on SQLite."""

DATASETS = (
    _engine("workflow_status", "Runs: their ids, states, times, and encrypted inputs and outputs.", RUNS),
    _engine("workflow_input", "Encrypted inputs of runs.", _OF_A_RUN, edges=_run("workflow_uuid")),
    _engine("workflow_output", "Encrypted results of runs.", _OF_A_RUN, edges=_run("workflow_uuid")),
    _engine(
        "operation_outputs",
        "Encrypted results of steps: ids, never texts of people.",
        _OF_A_RUN,
        edges=_run("workflow_uuid"),
    ),
    _engine("notifications", "Signals to runs, encrypted.", _OF_A_RUN, edges=_run("destination_uuid")),
    _engine("workflow_events", "Values that runs publish, encrypted.", _OF_A_RUN, edges=_run("workflow_uuid")),
    _engine(
        "workflow_events_history",
        "Earlier values that runs published, encrypted.",
        _OF_A_RUN,
        edges=_run("workflow_uuid"),
    ),
    _engine("streams", "Progress of runs, encrypted.", _OF_A_RUN, edges=_run("workflow_uuid")),
    _engine("workflow_schedules", "What runs at which times.", _SETTINGS, NO_PEOPLE),
    _engine("application_versions", "Versions of the program that ran here.", _SETTINGS, NO_PEOPLE),
    _engine("queues", "The queues and their limits.", _SETTINGS, NO_PEOPLE),
    _engine("event_dispatch_kv", "How far receivers of events have got; we have none.", _SETTINGS, NO_PEOPLE),
    _engine("dbos_migrations", "The version of the engine's own schema.", _SETTINGS, NO_PEOPLE),
    Dataset(
        name="alembic_version",
        store=Store.MIGRATIONS,
        title="the version of the database's schema",
        about="The version of our schema.",
        fields=internal("version_num", clauses=("RET-14",), because=NO_PEOPLE),
        retention=_SETTINGS,
        clauses=("RET-14",),
        unowned=NO_PEOPLE,
    ),
)
