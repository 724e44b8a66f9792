"""Packages before judges that share no code with what made them; and each judge before what it must refuse."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.contract.judges import by_hand, node, reading

PACKAGES: Mapping[str, Callable[[Path], Path]] = {"by hand": by_hand.write}
"""Each writes a package into an empty folder and returns where it is."""

CACHE = Path(os.environ.get("SPECSTEP_JUDGES", Path(__file__).parents[2] / ".nox" / "judges"))


@pytest.fixture(scope="session")
def judges() -> Path:
    try:
        return node.install(CACHE)
    except node.JudgesMissing as missing:
        pytest.fail(str(missing))


@pytest.fixture(scope="session", params=sorted(PACKAGES))
def package_folders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return PACKAGES[request.param](tmp_path_factory.mktemp("package"))


@pytest.mark.node
def test_mermaid_parses_every_diagram(judges: Path, package_folders: Path) -> None:
    diagrams = node.diagrams_in(package_folders)
    assert diagrams
    assert node.broken_diagrams(judges, diagrams) == {}


@pytest.mark.node
def test_markdownlint_has_nothing_to_say(judges: Path, package_folders: Path) -> None:
    assert node.markdown_issues(judges, package_folders) == []


@pytest.mark.node
def test_every_link_resolves(judges: Path, package_folders: Path) -> None:
    assert node.broken_links(judges, package_folders) == []


@pytest.mark.parametrize("reader", reading.READERS)
def test_the_files_keep_their_promises(reader: Callable[[Path], list[str]], package_folders: Path) -> None:
    assert reader(package_folders) == []


def broken(folder: Path, path: str, old: str, new: str) -> Path:
    by_hand.write(folder)
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.node
@pytest.mark.parametrize(("old", "new"), [("-->", "-> >"), ("flowchart", "flow"), ("Volunteer]", "Volunteer")])
def test_mermaid_refuses_a_broken_diagram(judges: Path, tmp_path: Path, old: str, new: str) -> None:
    folder = broken(tmp_path, "docs/01-vision.md", old, new)
    assert list(node.broken_diagrams(judges, node.diagrams_in(folder))) == ["docs/01-vision.md diagram 1"]


@pytest.mark.node
@pytest.mark.parametrize(
    "kind", ["C4Context\n Person(a", "sequenceDiagram\n a->>b", "erDiagram\n A ||--o B", "gantt\n x"]
)
def test_mermaid_refuses_what_is_wrong_in_each_kind(judges: Path, kind: str) -> None:
    assert set(node.broken_diagrams(judges, {"it": kind})) == {"it"}


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
