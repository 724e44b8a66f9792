"""Judges in Python: the Gherkin parser, the OpenAPI validator, and the promises of the machine-readable files.

The last read nothing but the files, so that what they find does not depend on how a package was made.
"""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from gherkin.errors import CompositeParserException
from gherkin.parser import Parser
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError, ValidatorDetectError

LISTS = ("design", "tests", "tasks", "decisions")


def _json(package: Path, path: str) -> Any:
    return json.loads((package / path).read_text(encoding="utf-8"))


def _folded(text: str) -> str:
    return " ".join(text.split())


def scenario_names(path: Path) -> list[str]:
    """The scenarios with steps that the official parser sees in a file; prose yields none."""
    feature = Parser().parse(path.read_text(encoding="utf-8")).get("feature") or {}
    children: list[Any] = list(feature.get("children", []))
    children += [inner for child in children for inner in child.get("rule", {}).get("children", [])]
    return [child["scenario"]["name"] for child in children if "scenario" in child and child["scenario"]["steps"]]


def wrong_features(package: Path) -> list[str]:
    """Feature files that do not parse or hold no scenario, and acceptance that names none of theirs."""
    wrong, places = [], set()
    for path in sorted((package / "acceptance").glob("*.feature")):
        try:
            names = scenario_names(path)
        except CompositeParserException as error:
            wrong.append(f"{path.name}: {error}")
            continue
        places |= {f"acceptance/{path.name}:{name}" for name in names}
        if not names:
            wrong.append(f"{path.name}: no scenario with steps")
    for item in _json(package, "docs/requirements.json")["requirements"]:
        wrong += [f"{item['id']}: no scenario {place}" for place in item["acceptance"] if place not in places]
        if not item["acceptance"] and item["priority"] != "wont":
            wrong.append(f"{item['id']}: no acceptance")
    return wrong


def wrong_interface(package: Path) -> list[str]:
    """What the OpenAPI validator finds; nothing where the system has no interface."""
    path = package / "api" / "openapi.yaml"
    if not path.exists():
        return []
    try:
        validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OpenAPIValidationError, ValidatorDetectError, yaml.YAMLError) as error:
        return [f"{type(error).__name__}: {error}"]
    return []


def wrong_traces(package: Path) -> list[str]:
    """Requirements without parents or children, and matrices that disagree."""
    items = {item["id"]: item for item in _json(package, "docs/requirements.json")["requirements"]}
    rows = {row["requirement"]: row for row in _json(package, "trace/rtm.json")["rows"]}
    wrong = [f"{id}: in one of requirements.json and rtm.json only" for id in sorted(items.keys() ^ rows.keys())]
    for id in items.keys() & rows.keys():
        if items[id]["priority"] != "wont":
            wrong += [f"{id}: no {kind}" for kind in ("design", "tests", "tasks") if not rows[id][kind]]
    with (package / "trace" / "rtm.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    wrong += [f"{id}: not in rtm.csv" for id in rows if not any(id in line for line in table[1:])]
    for line in table[1:]:
        row = next((rows[cell] for cell in line if cell in rows), None)
        if row is None:
            wrong.append(f"rtm.csv: no requirement in {line}")
        elif lost := [ref for kind in LISTS for ref in row[kind] if not any(ref in cell for cell in line)]:
            wrong.append(f"{row['requirement']}: rtm.csv lacks {lost}")
    return wrong


def wrong_sources(package: Path) -> list[str]:
    """Quotes of turns that the transcript does not say, and requirements without a source."""
    transcript = (package / "evidence" / "transcript.json").read_text(encoding="utf-8")
    said = _folded(" ".join(_strings(json.loads(transcript))))
    wrong = []
    for item in _json(package, "docs/requirements.json")["requirements"]:
        if not item["sources"]:
            wrong.append(f"{item['id']}: no source")
        wrong += [
            f'{item["id"]}: {source["ref"]} does not say "{source["quote"]}"'
            for source in item["sources"]
            if source["kind"] == "turn" and _folded(source["quote"]) not in said
        ]
    return wrong


def wrong_ledger(package: Path) -> list[str]:
    """Facts with no or two fates, uses that lead nowhere, and reasons that are missing."""
    facts = _json(package, "trace/ledger.json")["facts"]
    ids = {item["id"] for item in _json(package, "docs/requirements.json")["requirements"]}
    wrong = [f"{fact['id']}: twice" for fact in facts if [other["id"] for other in facts].count(fact["id"]) > 1]
    for fact in facts:
        if fact["fate"] == "used" and not fact["where"]:
            wrong.append(f"{fact['id']}: used nowhere")
        if fact["fate"] in ("deferred", "rejected") and not fact["why"]:
            wrong.append(f"{fact['id']}: no reason")
        for place in fact["where"]:
            is_requirement = place[:3] in ("FR-", "QR-", "CR-")
            if is_requirement and place not in ids:
                wrong.append(f"{fact['id']}: no requirement {place}")
            if "/" in place and not (package / place.split("#")[0]).exists():
                wrong.append(f"{fact['id']}: no file {place}")
    return wrong


def wrong_manifest(package: Path) -> list[str]:
    """Files that the manifest does not list, lists wrongly, or lists although they are not there."""
    listed = {entry["path"]: entry for entry in _json(package, "MANIFEST.json")["files"]}
    there = {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    wrong = [f"{path}: in one of folder and manifest only" for path in sorted(listed.keys() ^ there.keys())]
    for path in listed.keys() & there.keys():
        right = (hashlib.sha256(there[path]).hexdigest(), len(there[path]))
        if (listed[path]["sha256"], listed[path]["bytes"]) != right:
            wrong.append(f"{path}: another content than the manifest says")
    return wrong


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []


READERS = (
    wrong_features,
    wrong_interface,
    wrong_traces,
    wrong_sources,
    wrong_ledger,
    wrong_manifest,
)
