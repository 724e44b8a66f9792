"""Laws of the packages that briefs of very different shape lead to, and a few exact expectations."""

import re

import pytest
from tests.samples.corpus import NAMES, brief, made

from specstep.domain.documents.threats import FlowKind
from specstep.domain.drafting.common_words import EVERYDAY
from specstep.domain.phrases.german import TEXTS as GERMAN

FOREIGN = ("praxis-de", "fablab-fr", "veterinaria-es")
ENGLISH = tuple(name for name in NAMES if name not in FOREIGN)
ENGLISH_WORDS = re.compile(r"\b(?:the|which|with|nobody|this|what|stands|through)\b", re.IGNORECASE)
CONSTANT = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("name", NAMES)
def test_the_gate_passes(name: str) -> None:
    failed = {result.number: result.findings for result in made(name).scores.criteria if not result.passed}
    assert made(name).scores.gate_passed, failed


def test_a_package_is_as_large_as_its_brief_deserves() -> None:
    sizes = [made(name).words for name in ("plants", "game", "clinic")]
    assert sizes == sorted(sizes)
    assert sizes[0] * 3 < sizes[-1]


@pytest.mark.parametrize("name", ["plants", "dupes-cli"])
def test_a_brief_of_a_few_lines_gets_one_page_of_architecture(name: str) -> None:
    pages = [path for path in made(name).files if re.match(r"architecture/\d\d-", path)]
    assert pages == []
    assert made(name).words < 6_000


@pytest.mark.parametrize("name", FOREIGN)
def test_no_fixed_english_phrase_stands_in_a_package_of_another_language(name: str) -> None:
    phrases = [phrase for phrase in GERMAN if len(phrase.split()) > 2 and "{" not in phrase]
    said = brief(name)
    for path, text in made(name).files.items():
        if not path.endswith(".md"):
            continue
        assert [phrase for phrase in phrases if phrase in text] == [], path
        own = [line for line in CONSTANT.sub("", text).splitlines() if not _is_said(line, said)]
        assert [line for line in own if ENGLISH_WORDS.search(line)] == [], path


def _is_said(line: str, said: str) -> bool:
    """Whether the line holds words of the person, which may be in any language, or what was made of them."""
    return "udget" in line or any(word in said for word in re.findall(r"\b\w+ \w+ \w+\b", line)[:3])


@pytest.mark.parametrize("name", FOREIGN)
def test_the_page_speaks_the_persons_language(name: str) -> None:
    page = made(name).files["index.html"]
    assert f'<html lang="{made(name).package.dossier.language}">' in page
    assert ">Requirements<" not in page
    assert ">Open questions<" not in page


@pytest.mark.parametrize("name", ENGLISH)
def test_an_everyday_word_is_a_term_only_where_somebody_explained_it(name: str) -> None:
    for term in made(name).package.glossary.terms:
        if term.kind == "entity" and term.name.split()[-1] in EVERYDAY:
            assert "in the words of the briefing" not in term.definition, term


@pytest.mark.parametrize("name", NAMES)
def test_each_threat_that_applies_names_something_of_this_systems_diagram(name: str) -> None:
    model = made(name).package.threats
    names = [element.name for element in model.elements if element.kind is not FlowKind.FLOW]
    names += [each for element in model.elements for each in element.data]
    for threat in model.threats:
        if not threat.not_applicable_because:
            told = f"{threat.text} {threat.mitigation}".lower()
            assert any(each.lower().rstrip("s") in told for each in names), threat


@pytest.mark.parametrize("name", NAMES)
def test_each_open_question_is_one_and_says_why_it_matters(name: str) -> None:
    for question in made(name).package.requirements.open_questions:
        assert question.text.endswith("?")
        assert question.why
        assert "if anything" not in question.text


@pytest.mark.parametrize("name", NAMES)
def test_no_two_open_questions_are_the_same(name: str) -> None:
    texts = [question.text for question in made(name).package.requirements.open_questions]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("name", NAMES)
def test_a_proposal_has_options_and_a_decision_of_the_person_its_source(name: str) -> None:
    for decision in made(name).package.decisions.items:
        assert len(decision.options) > 1
        assert decision.status == "proposed" or decision.sources, decision.title


CHOSEN = {
    "bike-tracker": {
        "Two slots, the new image is confirmed after its first start",
        "Sleep, and be woken by an interrupt",
    },
    "clinic": {"Web app that works offline", "Name, password and a second factor", "PostgreSQL"},
    "dupes-cli": {"Command-line program"},
    "game": {"App from the stores", "Messages on the device"},
    "marketplace": {"Payment page of Stripe"},
    "meters": {"PostgreSQL with partitions by time", "CoAP"},
    "ngo": {"a free plan of a hosting service", "SQLite"},
    "pipeline": {"BigQuery", "PagerDuty", "Cloud Composer"},
    "plants": {"App from the stores"},
    "windows-shop": {"SQL Server", "The organisation's own sign-in", "a machine on the own premises"},
    "praxis-de": {"Seiten im Browser", "eine gemietete virtuelle Maschine"},
}
"""What follows from the limits of each brief."""


@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_chosen_follows_from_the_limits_of_the_brief(name: str) -> None:
    assert {decision.chosen for decision in made(name).package.decisions.items} >= CHOSEN[name]


@pytest.mark.parametrize("name", ["bike-tracker", "dupes-cli", "plants"])
def test_what_runs_on_one_device_has_no_server(name: str) -> None:
    names = {element.name for element in made(name).package.architecture.elements}
    assert not names & {"Application server", "Background jobs", "Database"}
