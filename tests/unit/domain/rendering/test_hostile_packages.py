"""No text of people breaks a file of the package, whatever it says and wherever it stands."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contract.judges import reading
from tests.samples.food_bank import package
from tests.unit.domain.rendering.hostile import NASTY, documents, files, scores, with_words

from specstep.domain.rendering.values import RenderedFile
from specstep.domain.rubric.headings import Read, anchors, links, tokens

FORMS: dict[str, Callable[[str], Callable[[str], str]]] = {
    "before": lambda nasty: lambda text: f"{nasty} {text}",
    # with a word of its own, so that even a blank makes it another text than its quote
    "after": lambda nasty: lambda text: f"{text} too {nasty}",
}
STRUCTURE = ("heading_open", "table_open", "tr_open", "td_open", "html_block", "html_inline", "image", "hr",
             "blockquote_open", "ordered_list_open", "fence", "code_block", "code_inline", "em_open", "s_open",
             "hardbreak")  # fmt: skip


def shape(file: RenderedFile, read: Read = tokens) -> Counter[str]:
    """What a Markdown file is built of, but for links that people's addresses become."""
    found: Counter[str] = Counter()
    for token in read(file.content.decode()):
        for part in (token, *(token.children or ())):
            if part.type in STRUCTURE:
                found[part.type] += 1
            elif part.type == "link_open" and not str(part.attrGet("href")).startswith(("http", "mailto:")):
                found["link"] += 1
    return found


@lru_cache(maxsize=2)
def harmless(form: str) -> dict[str, Counter[str]]:
    written = files(with_words(package(), FORMS[form]("harmless")))
    return {file.path: shape(file) for file in written if file.path.endswith((".md", ".txt"))}


def broken_links(written: tuple[RenderedFile, ...], read: Read = tokens) -> list[str]:
    texts = {file.path: file.content.decode() for file in written if file.path.endswith(".md")}
    targets = {path: anchors(text, read) for path, text in texts.items()}
    paths = {file.path for file in written}
    broken = []
    for path, text in texts.items():
        for target in links(text, read):
            if target.startswith(("http:", "https:", "mailto:")):
                continue
            where, _, anchor = target.partition("#")
            parts = (*(Path(path).parent.parts), *Path(where).parts) if where else Path(path).parts
            steps: list[str] = []
            for part in parts:
                steps = steps[:-1] if part == ".." else [*steps, part]
            goal = "/".join(steps)
            if goal in targets and anchor:
                from urllib.parse import unquote

                if unquote(anchor) not in targets[goal]:
                    broken.append(f"{path}: {target}")
            elif goal not in paths and not any(other.startswith(f"{goal}/") for other in paths):
                broken.append(f"{path}: {target}")
    return broken


def check(nasty: str, form: str, folder: Path) -> None:
    read = lru_cache(maxsize=None)(tokens)  # parsing is most of the work, and everybody here parses the same texts
    written = files(with_words(package(), FORMS[form](nasty)), read)
    for file in written:
        if file.path.endswith(".json"):
            json.loads(file.content)
        elif file.path.endswith(".yaml"):
            yaml.safe_load(file.content)
        elif file.path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(file.content.decode())))
            assert {len(row) for row in rows} == {7}
            assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    shapes = {file.path: shape(file, read) for file in written if file.path.endswith((".md", ".txt"))}
    renamed = {path: found for path, found in shapes.items() if not path.startswith("adr/")}
    assert renamed == {path: found for path, found in harmless(form).items() if not path.startswith("adr/")}
    records = sorted(path for path in shapes if path.startswith("adr/"))
    calm = sorted(path for path in harmless(form) if path.startswith("adr/"))
    assert [shapes[path] for path in records] == [harmless(form)[path] for path in calm]
    assert broken_links(written, read) == []
    for reader in (reading.wrong_features, reading.wrong_interface, reading.wrong_traces, reading.wrong_ledger,
                   reading.wrong_manifest):  # fmt: skip
        assert reader(folder) == []


@pytest.mark.parametrize(("number", "nasty"), [*enumerate(NASTY)])
def test_a_nasty_text_everywhere_breaks_nothing(number: int, nasty: str, tmp_path: Path) -> None:
    check(nasty, sorted(FORMS)[number % 2], tmp_path)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40), form=st.sampled_from(sorted(FORMS)))
def test_no_text_at_all_breaks_anything(text: str, form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    check(text, form, tmp_path_factory.mktemp("package"))


@pytest.mark.parametrize("number", [15, 20, 26, 27, 28])
def test_the_sample_passes_what_the_rubric_measures_on_files(number: int) -> None:
    result = next(result for result in scores(package()).criteria if result.number == number)
    assert (result.passed, result.findings) == (True, ())


def test_no_markup_of_people_reaches_a_feature_file_path() -> None:
    import attrs

    original = package()
    feature = attrs.evolve(original.acceptance.features[0], slug="../../Etc/Passwd")
    changed = attrs.evolve(
        original,
        acceptance=attrs.evolve(original.acceptance, features=(feature, *original.acceptance.features[1:])),
        testing=attrs.evolve(
            original.testing,
            cases=tuple(attrs.evolve(case, scenarios=()) for case in original.testing.cases),
        ),
    )
    written = documents(changed)
    paths = [file.path for file in written]
    assert "acceptance/etc-passwd.feature" in paths
    assert not any(".." in path for path in paths)
    assert broken_links(written) == []
