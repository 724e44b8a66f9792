"""The smallest package that every judge accepts, written by hand, so that each can be shown to fail."""

import hashlib
import json
from pathlib import Path

QUOTE = "Volunteers sign up for shifts."
FILES: dict[str, str] = {
    "README.md": "# Shift planner\n\nRead [the goals](docs/01-vision.md#goals) first.\n",
    "docs/01-vision.md": "# Vision\n\n## Goals\n\nNobody forgets a shift.\n\n```mermaid\nflowchart LR\n"
    "  volunteer[Volunteer] --> planner[Shift planner]\n```\n",
    "docs/requirements.json": json.dumps(
        {
            "requirements": [
                {
                    "id": "FR-001",
                    "kind": "functional",
                    "pattern": "event",
                    "text": "When a volunteer signs up, the shift planner shall record the sign-up.",
                    "priority": "must",
                    "sources": [{"kind": "turn", "ref": "T1", "quote": QUOTE}],
                    "acceptance": ["acceptance/shifts.feature:A sign-up is recorded"],
                }
            ]
        }
    ),
    "acceptance/shifts.feature": "Feature: Shifts\n\n  Scenario: A sign-up is recorded\n    Given a shift\n"
    "    When a volunteer signs up\n    Then the sign-up is on the list\n",
    "api/openapi.yaml": "openapi: 3.1.0\ninfo:\n  title: Shifts\n  version: '1'\npaths:\n  /shifts:\n    get:\n"
    "      operationId: listShifts\n      responses:\n        '200':\n          description: The shifts\n",
    "trace/rtm.json": json.dumps(
        {
            "rows": [
                {
                    "requirement": "FR-001",
                    "design": ["web_app"],
                    "tests": ["TC-001"],
                    "tasks": ["T-001"],
                    "decisions": [],
                }
            ]
        }
    ),
    "trace/rtm.csv": "requirement,design,tests,tasks,decisions\nFR-001,web_app,TC-001,T-001,\n",
    "trace/ledger.json": json.dumps(
        {
            "facts": [
                {
                    "id": "F-001",
                    "text": QUOTE,
                    "source": {"kind": "turn", "ref": "T1", "quote": QUOTE},
                    "fate": "used",
                    "where": ["FR-001"],
                    "why": "",
                }
            ]
        }
    ),
    "evidence/transcript.json": json.dumps({"turns": [{"ref": "T1", "content": f"Hello. {QUOTE}"}]}),
}


def write(folder: Path) -> Path:
    """The package with its manifest."""
    for path, text in FILES.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    entries = [
        {"path": path, "sha256": hashlib.sha256(text.encode()).hexdigest(), "bytes": len(text.encode())}
        for path, text in FILES.items()
    ]
    (folder / "MANIFEST.json").write_text(json.dumps({"files": entries}), encoding="utf-8")
    return folder
