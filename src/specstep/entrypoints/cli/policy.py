"""`specstep policy`: the policy engine on SpecStep's own data, or on anybody's."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.parameters import Json
from specstep.entrypoints.cli.policy_targets import (
    OWN_INVENTORY,
    OWN_METADATA,
    as_on,
    load_inventory,
    load_metadata,
    looking,
)
from specstep.entrypoints.cli.policy_words import (
    SERVICE,
    STRANGERS_SERVICE,
    emit,
    operator_facts,
    plan_json,
    plan_text,
)

if TYPE_CHECKING:
    from specstep.policies.clauses.standing import Standing
    from specstep.policies.findings import Finding

Named = Annotated[str, Parameter(name="--inventory")]
Format = Literal["markdown", "html", "json"]


def check(
    *,
    inventory: Named = OWN_INVENTORY,
    metadata: str | None = None,
    database: str | None = None,
    json: Json = False,
) -> int:
    """Compare an inventory with a schema, both ways, by column; status 1 where they differ.

    Parameters
    ----------
    inventory
        Where the inventory is, as module:NAME; the current folder can be imported from.
    metadata
        Where SQLAlchemy's metadata (or a declarative base) is, as module:NAME; SpecStep's own for its inventory.
    database
        The address of a live database to compare with, sqlite:///path or postgresql://…; with both, the database
        is compared with the metadata, too.
    json
        Print one JSON object.
    """
    import attrs

    from specstep.policies.coverage import compare_schemas, cover
    from specstep.policies.sql.reflection import reflect, schema_of

    known = load_inventory(inventory)
    if metadata is None and database is None:
        metadata = _own_metadata(inventory)
    declared = None if metadata is None else schema_of(load_metadata(metadata))
    live = None
    if database is not None:
        with looking(database) as connection:
            live = reflect(connection)
            known = as_on(known, inventory, connection)
    schema = live if live is not None else declared
    assert schema is not None  # noqa: S101 - one of the two was named
    report = cover(known, schema)
    if declared is not None and live is not None:
        report = attrs.evolve(report, findings=(*report.findings, *compare_schemas(declared, live)))
    if inventory == OWN_INVENTORY:
        report = attrs.evolve(report, findings=(*report.findings, *_unproven()))
    emit(report.as_json() if json else report.as_text())
    return Exit.GATE_FAILED if report.findings else Exit.DONE


def audit(
    *,
    inventory: Named = OWN_INVENTORY,
    database: str | None = None,
    files: Sequence[str] = (),
    canaries: Path | None = None,
    rows: int = 1_000,
    json: Json = False,
) -> int:
    """Look for what breaks the policy in a running database; status 1 where something does. It only reads.

    Parameters
    ----------
    inventory
        Where the inventory is, as module:NAME.
    database
        The database's address; SpecStep's own by default.
    files
        DATASET=FOLDER: where the files of a dataset lie, to compare with the records that name them.
    canaries
        A file with a planted secret on each line; none of them may be readable anywhere.
    rows
        How many rows of each table are looked at.
    json
        Print one JSON object.
    """
    import attrs

    from specstep.entrypoints.cli.policy_targets import files_in, lines_of, own_files
    from specstep.entrypoints.settings import load_settings
    from specstep.policies.audit.values import Audit, Limits
    from specstep.policies.sql.audit import audit_database

    known = load_inventory(inventory)
    listed = [files_in(known, each) for each in files]
    if database is None and inventory == OWN_INVENTORY and not listed:
        listed = own_files(known, load_settings().blobs_dir)
    told = Audit(
        now=datetime.now(UTC),
        limits=Limits(rows=rows),
        canaries=lines_of(canaries),
        files=tuple(listed),
    )
    settings = load_settings()
    with looking(database or settings.database) as connection:
        report = audit_database(connection, as_on(known, inventory, connection), told)
        if inventory == OWN_INVENTORY:
            from specstep.entrypoints.cli.policy_own import own_findings

            report = attrs.evolve(
                report, findings=(*report.findings, *own_findings(connection, settings, told.now))
            )
    emit(report.as_json() if json else report.as_text())
    return Exit.GATE_FAILED if report.findings else Exit.DONE


def plan(
    what: Literal["sweep", "erasure", "export"], *, inventory: Named = OWN_INVENTORY, json: Json = False
) -> int:
    """Show what a sweep, an erasure or an export does, as derived from an inventory.

    Parameters
    ----------
    what
        Which plan.
    inventory
        Where the inventory is, as module:NAME.
    json
        Print one JSON object.
    """
    from specstep.policies.plans import plan_erasure, plan_export, plan_sweep

    derive = {"sweep": plan_sweep, "erasure": plan_erasure, "export": plan_export}[what]
    derived = derive(load_inventory(inventory))
    emit(plan_json(what, derived) if json else plan_text(derived))
    return Exit.DONE


def notice(
    *,
    inventory: Named = OWN_INVENTORY,
    facts: Path | None = None,
    record: bool = False,
    format: Format = "markdown",
    json: Json = False,
) -> int:
    """Print the privacy notice, or the record of processing (GDPR, Article 30).

    Parameters
    ----------
    inventory
        Where the inventory is, as module:NAME.
    facts
        A TOML file with what only the operator knows: service, name, contact, region, backup_days and so on.
    record
        The record of processing instead of the notice.
    format
        markdown, html or json.
    json
        The same as --format json.
    """
    from specstep.policies.notice.document import as_html, as_json, as_markdown
    from specstep.policies.notice.privacy import privacy_notice
    from specstep.policies.notice.record import record_as_json, record_of_processing

    known = load_inventory(inventory)
    own = inventory == OWN_INVENTORY
    operator = operator_facts(facts, service=called(inventory), replays_erasures=own)
    if record and (json or format == "json"):
        emit(record_as_json(known, operator))
        return Exit.DONE
    standings = _standings() if own else ()
    document = record_of_processing(known, operator) if record else privacy_notice(known, operator, standings)
    if json or format == "json":
        emit(as_json(document) | {"missing": list(operator.missing)})
    else:
        emit((as_html if format == "html" else as_markdown)(document))
    return Exit.DONE


def called(inventory: str) -> str:
    """What the service is called, when nobody says."""
    return SERVICE if inventory == OWN_INVENTORY else STRANGERS_SERVICE


def map(
    *,
    inventory: Named = OWN_INVENTORY,
    service: str = "",
    format: Format = "markdown",
    json: Json = False,
) -> int:
    """Print the data map: every column with its category, uses and fate.

    Parameters
    ----------
    inventory
        Where the inventory is, as module:NAME.
    service
        The name of the service; ours, for our own inventory.
    format
        markdown, html, or json (fideslang manifests).
    json
        The same as --format json.
    """
    from specstep.policies.notice.datamap import data_map, data_map_json
    from specstep.policies.notice.document import as_html, as_markdown

    known = load_inventory(inventory)
    if json or format == "json":
        emit(data_map_json(known, service or called(inventory)))
    else:
        emit((as_html if format == "html" else as_markdown)(data_map(known, service or called(inventory))))
    return Exit.DONE


def diff(old: str, new: str, *, json: Json = False) -> int:
    """Compare two inventories and say which changes must be announced; status 1 where one must.

    Parameters
    ----------
    old
        The inventory in force, as module:NAME.
    new
        The one that is to come, as module:NAME.
    json
        Print one JSON object.
    """
    from specstep.policies.changes import announcement, compare

    changes = compare(load_inventory(old), load_inventory(new))
    material = any(change.material for change in changes)
    if json:
        emit(
            {
                "changes": [change.as_json() for change in changes],
                "material": material,
                "announcement": announcement(changes) or None,
            }
        )
    else:
        lines = [change.as_text() for change in changes] or ["Nothing changes."]
        emit("\n".join([*lines, *([f"\nTo be announced:\n\n{announcement(changes)}"] if material else [])]))
    return Exit.GATE_FAILED if material else Exit.DONE


def clauses(*, json: Json = False) -> int:
    """List SpecStep's promises: whether each is kept, by which rules, and which tests show it.

    Parameters
    ----------
    json
        Print a JSON array.
    """
    standings = _standings()
    if json:
        emit([each.as_json() for each in standings])
        return Exit.DONE
    width = max(len(each.clause.id) for each in standings)
    for each in standings:
        counts = f"{len(each.rules)} rules, {len(each.proofs)} proofs"
        lacks = f"; lacks {each.lacks}" if each.lacks else ""
        emit(f"{each.clause.id:<{width}}  {each.state.value:<13}  {each.clause.title} ({counts}){lacks}")
    return Exit.DONE


def _standings() -> "tuple[Standing, ...]":
    from specstep.policies.clauses.own import own_standings

    return own_standings()


def _unproven() -> "tuple[Finding, ...]":
    from specstep.policies.clauses.standing import unfounded

    return unfounded(_standings())


def _own_metadata(inventory: str) -> str:
    from specstep.domain.errors import BadInput

    if inventory == OWN_INVENTORY:
        return OWN_METADATA
    raise BadInput(
        where="policy check",
        what="there is nothing to compare the inventory with.",
        way_out="Name --metadata module:NAME or --database URL.",
    )
