"""trace/: the traceability matrix and the ledger."""

import csv
import io

import attrs

from specstep.domain.documents.package import Package
from specstep.domain.documents.trace import rtm_rows
from specstep.domain.rendering.documents.requirements import json_file, source_json
from specstep.domain.rendering.escaping import csv_cell
from specstep.domain.rendering.places import scenario_place
from specstep.domain.rendering.values import RenderedFile


def render(package: Package) -> list[RenderedFile]:
    """rtm.json, rtm.csv, ledger.json."""
    rows = [attrs.evolve(row, tests=tuple(map(_test, row.tests))) for row in rtm_rows(package)]
    fields = ("design", "tests", "tasks", "decisions")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("requirement", "title", "text", *fields))
    by_id = package.requirements.by_id()
    for row in rows:
        item = by_id[row.requirement]
        cells = [row.requirement, item.title, item.text, *("; ".join(getattr(row, field)) for field in fields)]
        writer.writerow([csv_cell(cell) for cell in cells])
    as_json = {
        "rows": [
            {"requirement": row.requirement} | {field: list(getattr(row, field)) for field in fields}
            for row in rows
        ]
    }
    return [
        json_file("trace/rtm.json", as_json),
        RenderedFile.text("trace/rtm.csv", table.getvalue()),
        json_file("trace/ledger.json", ledger_json(package)),
    ]


def _test(place: str) -> str:
    return ":".join(scenario_place(place)) if ".feature:" in place else place


def ledger_json(package: Package) -> dict[str, object]:
    """Every fact with its one fate."""
    fates = {fate.fact: fate for fate in package.fates}
    return {
        "facts": [
            {
                "id": fact.id,
                "text": fact.text,
                "kind": fact.kind.value,
                "speaker": fact.speaker,
                "source": source_json(fact.source),
                "fate": fates[fact.id].fate.value,
                "where": list(fates[fact.id].where),
                "why": fates[fact.id].why,
            }
            for fact in package.dossier.facts
            if fact.id in fates
        ]
    }
