"""The one-page viewer of a package."""

import base64
import hashlib
import re
from enum import Enum
from functools import lru_cache
from typing import Any

import attrs
import pytest
from tests.samples.food_bank import package
from tests.unit.domain.rendering.page_reading import Page

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Priority
from specstep.domain.interviews.values import SourceKind
from specstep.domain.rendering.diagrams import package_diagrams
from specstep.domain.rendering.page import render_index
from specstep.domain.rendering.page.trace import trace_rows
from specstep.domain.rendering.values import Diagram, RenderedFile
from specstep.domain.rubric.score import score_package
from specstep.domain.rubric.values import CriterionResult, Finding, Scores

PAYLOAD = (
    "</script></style><script>alert(1)</script><img src=x onerror=alert(1)>\"' onload=alert(1) javascript:alert(1)"
)
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10"/></svg>'


def _files(diagrams: tuple[Diagram, ...]) -> tuple[RenderedFile, ...]:
    first, second = diagrams[:2]
    return (
        RenderedFile.text(
            "README.md",
            "# Read me\n\nStart with [the vision](docs/01-vision.md#the-problem), then FR-001 and `T-003`.\n\n"
            "[numbers](docs/requirements.json) [gone](nowhere.md) [page](index.html) [web](https://example.org/)\n",
        ),
        RenderedFile.text(
            "docs/01-vision.md", "# Vision\n\n## The problem\n\n| a | b |\n|---|---|\n| c<br>d | e |\n"
        ),
        RenderedFile.text("docs/requirements.json", "{}"),
        RenderedFile.text(
            "architecture/05-views.md",
            f"# Views\n\n```mermaid\n{first.source}\n```\n\n![It](diagrams/context.svg)\n\n"
            f"![Again](../{second.path})\n\n[back](../docs/01-vision.md)\n",
        ),
    )


def _page(subject: Package, scores: Scores | None = None, files: tuple[RenderedFile, ...] | None = None) -> str:
    diagrams = package_diagrams(subject)
    pictures = {diagram.path: PICTURE + diagram.title.encode() for diagram in diagrams}
    shown = _files(diagrams) if files is None else files
    if scores is None:
        contents = {file.path: file.content for file in shown}
        scores = score_package(subject, diagrams, contents, find_secrets=lambda text: ())
    rendered = render_index(subject, shown, diagrams, pictures, scores)
    assert rendered.path == "index.html"
    return rendered.content.decode()


@lru_cache(maxsize=1)
def _html() -> str:
    return _page(package())


@lru_cache(maxsize=1)
def _sample() -> Page:
    return Page(_html())


def _planted(value: Any, payload: str) -> Any:
    """The value with the payload at the end of every text in it."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return value + payload
    if isinstance(value, tuple):
        return tuple(_planted(item, payload) for item in value)
    if attrs.has(type(value)):
        changes = {
            field.name: _planted(getattr(value, field.name), payload) for field in attrs.fields(type(value))
        }
        return type(value)(**changes)
    return value


def test_the_page_loads_and_runs_nothing_but_its_own() -> None:
    assert _sample().active() == []


def test_the_policy_names_the_hashes_of_what_is_inlined() -> None:
    policy = next(value for value in _sample().values("content") if value.startswith("default-src 'none'"))
    inlined = _sample().inlined["script"] + _sample().inlined["style"]
    assert len(inlined) == 3
    for code in inlined:
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_every_link_leads_somewhere() -> None:
    ids = _sample().values("id")
    assert len(ids) == len(set(ids))
    hrefs = _sample().values("href")
    assert [href for href in hrefs if href.startswith("#") and href[1:] not in ids] == []
    paths = {file.path for file in _files(package_diagrams(package()))}
    outside = {href for href in hrefs if not href.startswith("#")}
    assert outside <= paths | {"https://example.org/"}


def test_labels_and_controls_name_elements_that_exist() -> None:
    ids = set(_sample().values("id"))
    for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
        assert set(_sample().values(name)) <= ids


def test_every_id_fact_and_scenario_is_there() -> None:
    subject = package()
    text = _sample().text
    wanted = [item.id for item in subject.requirements.items]
    wanted += [" ".join(item.text.split()) for item in subject.requirements.items]
    wanted += [" ".join(fact.text.split()) for fact in subject.dossier.facts]
    wanted += [fact.id for fact in subject.dossier.facts]
    wanted += [scenario.name for feature in subject.acceptance.features for scenario in feature.scenarios]
    wanted += [story.id for story in subject.stories.items]
    wanted += [case.id for case in subject.testing.cases]
    wanted += [task.id for task in subject.delivery.tasks]
    wanted += [risk.id for risk in subject.delivery.risks]
    wanted += [threat.id for threat in subject.threats.threats]
    wanted += [record.id for record in subject.decisions.items]
    wanted += [term.name for term in subject.glossary.terms]
    wanted += [question.text for question in subject.requirements.open_questions]
    wanted += [" ".join(turn.content.split()) for turn in subject.dossier.turns]
    wanted += [choice.what for choice in subject.choices]
    assert [entry for entry in wanted if entry not in text] == []


def test_every_quote_leads_to_its_words_in_the_transcript() -> None:
    marked = _html().partition('id="transcript"')[2]
    for item in package().requirements.items:
        for source in item.sources:
            if source.kind is SourceKind.ASSUMPTION:
                continue
            card = _html().partition(f'aria-label="{item.id} ')[2].partition("</article>")[0]
            assert (found := re.search(r'href="#(quote-[\w-]+)"', card)), item.id
            assert f'id="{found.group(1)}"' in marked


def test_each_picture_is_there_once() -> None:
    sources = [attributes["src"] for tag, attributes in _sample().tags if tag == "img"]
    assert len(sources) == len(set(sources)) == len(package_diagrams(package()))
    assert all(attributes["alt"] for tag, attributes in _sample().tags if tag == "img")
    assert "flowchart" not in _sample().text


def test_a_diagram_without_a_picture_is_shown_as_its_source() -> None:
    diagrams = package_diagrams(package())[:1]
    page = render_index(package(), (), diagrams, {}, Scores(criteria=())).content.decode()
    assert "flowchart TB" in Page(page).text


def test_the_same_values_give_the_same_bytes() -> None:
    assert _page(package()) == _page(package())


def test_the_page_stays_small() -> None:
    assert len(_html().encode()) < 1_500_000


def test_hostile_text_in_every_field_stays_text() -> None:
    hostile = _planted(package(), PAYLOAD)
    scores = Scores(
        criteria=(
            CriterionResult(
                number=1,
                name=f"Ids {PAYLOAD}",
                source=PAYLOAD,
                score=0.5,
                gate=True,
                passed=False,
                findings=(Finding(where=f"FR-001{PAYLOAD}", what=PAYLOAD), Finding(where=PAYLOAD, what="x")),
                not_checked=PAYLOAD,
            ),
        )
    )
    files = (
        RenderedFile.text(
            f"docs/{PAYLOAD}.md", f"# {PAYLOAD}\n\n{PAYLOAD}\n\n> {PAYLOAD}\n\n`{PAYLOAD}`\n\n    {PAYLOAD}"
        ),
        RenderedFile.text(f"docs/{PAYLOAD}.json", "{}"),
    )
    diagrams = tuple(
        attrs.evolve(diagram, title=PAYLOAD, alt=PAYLOAD, path=f"{number}{PAYLOAD}.svg", source=PAYLOAD)
        for number, diagram in enumerate(package_diagrams(package()))
    )
    pictures = {diagram.path: PAYLOAD.encode() for diagram in diagrams[:-1]}
    html = render_index(hostile, files, diagrams, pictures, scores).content.decode()
    assert Page(html).active() == []
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert html.count("alert(1)") > 500


@pytest.mark.parametrize("provider", ["offline", "anthropic"])
def test_the_overview_says_how_it_was_written(provider: str) -> None:
    subject = package()
    page = Page(_page(attrs.evolve(subject, provenance=attrs.evolve(subject.provenance, provider=provider))))
    assert ("Drafted without a language model" in page.text) is (provider == "offline")
    assert ("Written with anthropic" in page.text) is (provider == "anthropic")


def test_a_requirement_that_nothing_builds_shows_its_gap() -> None:
    subject = package()
    tasks = tuple(task for task in subject.delivery.tasks if "FR-007" not in task.requirements)
    without = attrs.evolve(subject, delivery=attrs.evolve(subject.delivery, tasks=tasks))
    gaps = {row.requirement.id: row.gaps for row in trace_rows(without) if row.gaps}
    assert gaps == {"FR-007": ("tasks",)}
    assert "1 requirement has a gap" in Page(_page(without)).text
    assert "There are no gaps" in _sample().text


def test_what_is_not_to_be_built_has_no_gap() -> None:
    subject = package()
    items = tuple(attrs.evolve(item, priority=Priority.WONT) for item in subject.requirements.items)
    nothing = attrs.evolve(
        subject,
        requirements=attrs.evolve(subject.requirements, items=items),
        delivery=attrs.evolve(subject.delivery, tasks=()),
    )
    assert not any(row.gaps for row in trace_rows(nothing))


def test_a_package_of_almost_nothing_is_a_page_too() -> None:
    subject = package()
    empty = attrs.evolve(
        subject,
        requirements=attrs.evolve(subject.requirements, items=(), open_questions=()),
        acceptance=attrs.evolve(subject.acceptance, features=()),
        stories=attrs.evolve(subject.stories, items=()),
        decisions=attrs.evolve(subject.decisions, items=()),
        api=attrs.evolve(subject.api, operations=(), schemas=(), not_applicable_because="It is a paper form."),
        threats=attrs.evolve(subject.threats, elements=(), threats=()),
        testing=attrs.evolve(subject.testing, cases=()),
        delivery=attrs.evolve(subject.delivery, tasks=(), risks=(), milestones=()),
        fates=(),
        reviews=(),
        choices=(),
    )
    page = Page(render_index(empty, (), (), {}, Scores(criteria=())).content.decode())
    ids = page.values("id")
    assert [href for href in page.values("href") if href[1:] not in ids] == []
    assert "It is a paper form." in page.text
    assert "No open questions" in page.text


def test_the_first_open_questions_stand_on_the_overview_and_the_rest_folds() -> None:
    subject = package()
    first = subject.requirements.open_questions[0]
    many = tuple(attrs.evolve(first, id=f"Q-{number:03d}", text=f"Question {number}?") for number in range(1, 10))
    page = _page(attrs.evolve(subject, requirements=attrs.evolve(subject.requirements, open_questions=many)))
    overview = page.partition('id="overview"')[2].partition('id="requirements"')[0]
    assert "9 open questions" in Page(overview).text
    assert "3 more" in Page(overview).text
    assert overview.index("Question 6?") < overview.index("<details") < overview.index("Question 7?")
