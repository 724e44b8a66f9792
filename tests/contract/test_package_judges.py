"""Packages before judges that share no code with what made them; and each judge before what it must refuse."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.contract.judges import by_hand, made, node, reading

BY_HAND = "by-hand"
CACHE = Path(os.environ.get("SPECSTEP_JUDGES", Path(__file__).parents[2] / ".nox" / "judges"))


@pytest.fixture(scope="session")
def judges() -> Path:
    try:
        return node.install(CACHE)
    except node.JudgesMissing as missing:
        pytest.fail(str(missing))


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every package in a folder of its own below this one, so that each judge has to start only once."""
    root = tmp_path_factory.mktemp("packages")
    by_hand.write(root / BY_HAND)
    asyncio.run(made.write_all(root, tmp_path_factory.mktemp("data")))
    return root


@pytest.mark.node
def test_mermaid_parses_every_diagram(judges: Path, packages: Path) -> None:
    diagrams = node.diagrams_in(packages)
    assert {name.split("/")[0] for name in diagrams} == {BY_HAND, *made.NAMES}
    assert node.broken_diagrams(judges, diagrams) == {}


@pytest.mark.node
def test_markdownlint_has_nothing_to_say(judges: Path, packages: Path) -> None:
    assert node.markdown_issues(judges, packages) == []


@pytest.mark.node
def test_every_link_resolves(judges: Path, packages: Path) -> None:
    assert node.broken_links(judges, packages) == []


@pytest.mark.parametrize("reader", reading.READERS)
@pytest.mark.parametrize("name", [BY_HAND, *made.NAMES])
def test_the_files_keep_their_promises(reader: Callable[[Path], list[str]], name: str, packages: Path) -> None:
    assert reader(packages / name) == []


def broken(folder: Path, path: str, old: str, new: str) -> Path:
    by_hand.write(folder)
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    return folder


WRONG_DIAGRAMS = {
    "arrow": "flowchart LR\n  a -> > b\n",
    "type": "flow LR\n  a --> b\n",
    "bracket": "flowchart LR\n  a[Volunteer --> b\n",
    "context": "C4Context\n Person(a",
    "sequence": "sequenceDiagram\n a->>b",
    "entities": "erDiagram\n A ||--o B",
    "gantt": "gantt\n x",
}


@pytest.mark.node
def test_mermaid_refuses_what_is_wrong_and_nothing_else(judges: Path, tmp_path: Path) -> None:
    right = node.diagrams_in(by_hand.write(tmp_path))
    assert right
    assert set(node.broken_diagrams(judges, {**WRONG_DIAGRAMS, **right})) == set(WRONG_DIAGRAMS)


@pytest.mark.node
def test_markdownlint_refuses_bad_markdown(judges: Path, tmp_path: Path) -> None:
    folder = broken(tmp_path, "docs/01-vision.md", "## Goals\n\n", "##Goals\n")
    assert any("MD018" in issue for issue in node.markdown_issues(judges, folder))


@pytest.mark.node
@pytest.mark.parametrize(("old", "new"), [("01-vision", "99-vision"), ("#goals", "#gaols")])
def test_the_link_check_refuses_a_dangling_link(judges: Path, tmp_path: Path, old: str, new: str) -> None:
    folder = broken(tmp_path, "README.md", old, new)
    assert node.broken_links(judges, folder)


@pytest.mark.parametrize(
    ("reader", "path", "old", "new"),
    [
        (reading.wrong_features, "acceptance/shifts.feature", "Scenario:", "Scenario"),
        (reading.wrong_features, "acceptance/shifts.feature", "Feature:", "Feature"),
        (reading.wrong_features, "acceptance/shifts.feature", "is recorded", "is noted"),
        (reading.wrong_interface, "api/openapi.yaml", "responses:", "answers:"),
        (reading.wrong_interface, "api/openapi.yaml", "3.1.0", "'three'"),
        (reading.wrong_traces, "trace/rtm.json", "FR-001", "FR-002"),
        (reading.wrong_traces, "trace/rtm.json", '["T-001"]', "[]"),
        (reading.wrong_traces, "trace/rtm.csv", "TC-001", "TC-002"),
        (reading.wrong_sources, "evidence/transcript.json", "sign up", "sign off"),
        (reading.wrong_ledger, "trace/ledger.json", '["FR-001"]', "[]"),
        (reading.wrong_ledger, "trace/ledger.json", "FR-001", "FR-009"),
        (reading.wrong_ledger, "trace/ledger.json", "used", "deferred"),
        (reading.wrong_manifest, "README.md", "first", "last"),
    ],
)
def test_each_reader_refuses_what_is_wrong(
    reader: Callable[[Path], list[str]], path: str, old: str, new: str, tmp_path: Path
) -> None:
    assert reader(broken(tmp_path, path, old, new)) != []


def test_a_failed_installation_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(node, "NPM", tmp_path / "no-npm.js")
    with pytest.raises(node.JudgesMissing, match="npm ci"):
        node.install(tmp_path / "cache")
