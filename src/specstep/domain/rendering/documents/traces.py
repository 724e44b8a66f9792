"""trace/: the traceability matrix and the ledger."""

import csv
import io

from specstep.domain.documents.package import Package
from specstep.domain.documents.trace import rtm_rows
from specstep.domain.rendering.documents.requirements import json_file, source_json
from specstep.domain.rendering.values import RenderedFile

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render(package: Package) -> list[RenderedFile]:
    """rtm.json, rtm.csv, ledger.json."""
    rows = rtm_rows(package)
    fields = ("design", "tests", "tasks", "decisions")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("requirement", "title", "text", *fields))
    by_id = package.requirements.by_id()
    for row in rows:
        item = by_id[row.requirement]
        cells = [row.requirement, item.title, item.text, *("; ".join(getattr(row, field)) for field in fields)]
        writer.writerow([_no_formula(cell) for cell in cells])
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


def _no_formula(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    folded = " ".join(cell.split())
    return f"'{folded}" if folded.startswith(FORMULA_STARTS) else folded


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
