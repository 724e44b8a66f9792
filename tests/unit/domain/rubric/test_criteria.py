"""Each criterion holds of the sample, and a mutation that breaks it breaks it alone."""

from collections.abc import Callable
from decimal import Decimal

import attrs
import pytest
from tests.unit.domain.rubric.finished import drawn, failed, package, scores, written

from specstep.domain.documents.api import Api
from specstep.domain.documents.package import DocumentKey, Package
from specstep.domain.documents.requirements import Bound, FactFate, Fate, Pattern
from specstep.domain.interviews.values import Source, SourceKind
from specstep.domain.rubric.criteria import CRITERIA
from specstep.domain.rubric.repair import findings_by_document

Change = Callable[[Package], Package]


def requirement(id: str, **changes: object) -> Change:
    """The package with one requirement changed."""

    def change(package: Package) -> Package:
        items = tuple(
            attrs.evolve(item, **changes) if item.id == id else item  # type: ignore[arg-type]
            for item in package.requirements.items
        )
        return attrs.evolve(package, requirements=attrs.evolve(package.requirements, items=items))

    return change


def part(document: str, field: str, place: int, **changes: object) -> Change:
    """The package with one item of one document changed; without changes, the item is taken out."""

    def change(package: Package) -> Package:
        whole = getattr(package, document)
        items = list(getattr(whole, field))
        items[place : place + 1] = [attrs.evolve(items[place], **changes)] if changes else []
        return attrs.evolve(package, **{document: attrs.evolve(whole, **{field: tuple(items)})})

    return change


def scenario(place: int, **changes: object) -> Change:
    """The package with one scenario of the first feature changed or taken out."""

    def change(package: Package) -> Package:
        scenarios = list(package.acceptance.features[0].scenarios)
        scenarios[place : place + 1] = [attrs.evolve(scenarios[place], **changes)] if changes else []
        return part("acceptance", "features", 0, scenarios=tuple(scenarios))(package)

    return change


def fates(*given: FactFate) -> Change:
    """The package with fates added, or without the last one where none is given."""

    def change(package: Package) -> Package:
        return attrs.evolve(package, fates=package.fates + given if given else package.fates[:-1])

    return change


def bound(variable: str, low: int | None, high: int | None, unit: str) -> Bound:
    return Bound(
        variable=variable,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        unit=unit,
    )


def text(words: str, pattern: Pattern = Pattern.UBIQUITOUS) -> Change:
    """The package whose first requirement says this."""
    return requirement("FR-001", text=words, pattern=pattern)


PUBLISH = "The shift planner shall publish a shift"

MUTATIONS: tuple[tuple[str, int, Change], ...] = (
    ("an id given twice", 1, part("delivery", "risks", 1, id="R-001")),
    ("no EARS form", 2, text("When a coordinator publishes the shift planner shall offer it.", Pattern.EVENT)),
    ("another form than claimed", 2, text(f"{PUBLISH}.", Pattern.EVENT)),
    ("a condition behind", 2, text("The shift planner, when a shift is over, shall hide it.", Pattern.EVENT)),
    ("two obligations", 3, text(f"{PUBLISH} and shall print it.")),
    ("two actions", 3, text(f"{PUBLISH} and notify each volunteer.")),
    ("two sentences", 3, text(f"{PUBLISH}. Volunteers see it.")),
    ("a vague word", 4, text(f"{PUBLISH} quickly.")),
    ("a vague phrase", 4, text(f"{PUBLISH} as soon as possible.")),
    ("about a number", 4, text(f"{PUBLISH} within about 3 days.")),
    ("an escape", 5, text(f"{PUBLISH} where possible.")),
    ("an open list", 6, text(f"{PUBLISH} by e-mail, paper, etc.")),
    ("including", 6, text(f"{PUBLISH} in formats such as paper.")),
    ("an absolute", 7, text("The shift planner shall always publish a shift.")),
    ("a hundred percent", 7, text("The shift planner shall publish 100 % of shifts.")),
    ("passive voice", 8, text("The shift shall be published.")),
    ("an irregular passive", 8, text("The shift shall be shown to each volunteer.")),
    ("a stranger as subject", 8, text("The gizmo shall publish a duty.")),
    ("a pronoun", 9, text("It shall publish a shift.")),
    (
        "a pronoun in a condition",
        9,
        text("When they publish a shift, the shift planner shall offer it.", Pattern.EVENT),
    ),
    ("no figure", 10, requirement("QR-001", text="While volunteers look, the shift planner shall open pages.")),
    (
        "no condition",
        10,
        requirement("QR-001", text="The shift planner shall open pages within 2 seconds.", pattern=None),
    ),
    (
        "two units of one thing",
        11,
        requirement("FR-010", bounds=(bound("time to open a page", None, 3, "minute"),)),
    ),
    ("two spellings of a unit", 11, text(f"{PUBLISH} within 24 hrs.")),
    ("an entity without an entry", 12, requirement("FR-001", entities=("rota",))),
    ("an alias in use", 12, text("The shift planner shall show a shift to each driver.")),
    ("two terms for one thing", 12, part("glossary", "terms", 0, definition="A promise.", aliases=("sign-up",))),
    ("an acronym", 13, text(f"{PUBLISH} as PDF.")),
    ("no scenario", 14, scenario(1, requirements=("FR-001",))),
    ("a step missing", 15, scenario(1, given=())),
    ("an outline without examples", 15, scenario(2, examples=(("first start", "first end"),))),
    ("no task", 16, part("delivery", "tasks", 5, requirements=("CR-003",))),
    ("no test", 16, part("testing", "cases", 2)),
    ("no design", 16, part("architecture", "elements", 6, requirements=("FR-004", "FR-009", "CR-002"))),
    ("an orphan", 17, part("delivery", "milestones", 0, requirements=())),
    ("an unknown requirement", 17, part("stories", "items", 0, requirements=("FR-999",))),
    ("a circle of tasks", 17, part("delivery", "tasks", 0, depends_on=("T-009",))),
    (
        "an invented quote",
        18,
        requirement("FR-001", sources=(Source(kind=SourceKind.TURN, ref="T1", quote="We want blockchain."),)),
    ),
    (
        "an unknown turn",
        18,
        requirement("FR-001", sources=(Source(kind=SourceKind.TURN, ref="T99", quote="We are a food bank"),)),
    ),
    ("no source", 18, requirement("FR-001", sources=())),
    ("a fact without a fate", 19, fates()),
    (
        "a fact with two fates",
        19,
        lambda it: fates(FactFate(fact=it.fates[0].fact, fate=Fate.REJECTED, why="Twice."))(it),
    ),
    ("a fate that leads nowhere", 19, lambda it: _fate(it, where=("docs/01-vision.md#nowhere",))),
    ("a deferral without a reason", 19, lambda it: _fate(it, fate=Fate.DEFERRED, why="")),
    ("TBD", 20, part("delivery", "risks", 0, response="TBD")),
    ("a template's text", 20, part("decisions", "items", 0, context="[insert the context here]")),
    (
        "figures that cannot hold together",
        21,
        requirement("FR-010", bounds=(bound("time to open a page", 3, None, "second"),)),
    ),
    (
        "the same in other units",
        21,
        requirement("FR-010", bounds=(bound("retention after leaving", 0, 29, "day"),)),
    ),
    ("a repeated task", 22, part("delivery", "tasks", 1, title="Print the lists of shifts")),
    ("a relation to nothing", 23, part("architecture", "relations", 0, target="nothing")),
    ("one option", 24, lambda it: part("decisions", "items", 0, options=it.decisions.items[0].options[:1])(it)),
    ("no consequences", 24, part("decisions", "items", 0, bad=())),
    ("no drivers", 24, part("decisions", "items", 0, drivers=())),
    ("an unknown status", 24, part("decisions", "items", 0, status="perhaps")),
    ("a row missing", 25, part("threats", "threats", 0)),
    ("a mitigation by nothing", 25, part("threats", "threats", 0, mitigations=("T-999",))),
    ("no mitigation", 25, part("threats", "threats", 0, mitigations=())),
    ("an empty section", 26, part("architecture", "sections", 1, body="")),
    ("an operation for nothing", 27, part("api", "operations", 0, requirements=())),
    ("no interface and no reason", 27, lambda it: attrs.evolve(it, api=Api())),
    ("a stranger's story", 29, part("stories", "items", 0, role="astronaut")),
    ("a story without benefit", 29, part("stories", "items", 0, benefit=" ")),
    ("stakes that are none", 30, lambda it: attrs.evolve(it, vision=attrs.evolve(it.vision, stakes="huge"))),
)


def _fate(package: Package, **changes: object) -> Package:
    first, *others = package.fates
    return attrs.evolve(package, fates=(attrs.evolve(first, **changes), *others))  # type: ignore[arg-type]


def test_the_sample_passes_every_criterion() -> None:
    assert failed(package()) == set()
    assert scores(package()).gate_passed
    assert scores(package()).average == 1.0


def test_there_are_thirty_criteria_in_order() -> None:
    assert [criterion.number for criterion in CRITERIA] == list(range(1, 31))


@pytest.mark.parametrize(("number", "change"), [pytest.param(n, c, id=f"{n}: {what}") for what, n, c in MUTATIONS])
def test_a_mutation_fails_the_criterion_meant_for_it_and_no_other(number: int, change: Change) -> None:
    result = scores(change(package()))
    assert {one.number for one in result.criteria if not one.passed} == {number}
    broken = result.criteria[number - 1]
    assert broken.score is not None
    assert broken.score < 1
    assert result.gate_passed is not broken.gate


def test_each_criterion_has_a_mutation_that_breaks_it() -> None:
    by_files = {28}
    assert {number for _, number, _ in MUTATIONS} | by_files == set(range(1, 31))


FILE_MUTATIONS: tuple[tuple[str, int, str, str, str], ...] = (
    ("a colon missing", 15, "acceptance/shifts.feature", "Scenario: A published", "Scenario A published"),
    ("no Gherkin at all", 15, "acceptance/shifts.feature", "Feature: ", "Feature"),
    ("an invalid interface", 27, "api/openapi.yaml", "responses:", "answers:"),
    ("an unknown version", 27, "api/openapi.yaml", "3.1.0", "9.1.0"),
    ("a link to nothing", 28, "README.md", "docs/01-vision.md", "docs/99-vision.md"),
    ("a heading that does not exist", 28, "README.md", "#context", "#contents"),
    ("a heading of its own that does not exist", 28, "docs/01-vision.md", "#problem", "#problems"),
)


@pytest.mark.parametrize(
    ("number", "path", "old", "new"), [pytest.param(*row[1:], id=row[0]) for row in FILE_MUTATIONS]
)
def test_a_mutated_file_fails_the_criterion_meant_for_it(number: int, path: str, old: str, new: str) -> None:
    files = written(package())
    assert old.encode() in files[path]
    files[path] = files[path].replace(old.encode(), new.encode())
    assert failed(package(), files=files) == {number}


def test_a_secret_in_a_file_fails_the_gate() -> None:
    def finds(text: str) -> tuple[object, ...]:
        return ("secret",) if "hunter2" in text else ()

    files = written(package()) | {"evidence/transcript.json": b'{"text": "hunter2"}'}
    assert failed(package(), files=files, find_secrets=finds) == {28}


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        (0, "flowchart LR", "flowchat LR"),
        (0, '["', '["('),
        (0, '"]', '"'),
        (3, "participant database as", "note database as"),
        (3, "web_app->>database", "web_app->>databse"),
        (1, "Worker", "Slave"),
    ],
)
def test_a_broken_diagram_is_noticed(place: int, old: str, new: str) -> None:
    diagrams = drawn(package())
    assert old in diagrams[place].source
    diagrams[place] = attrs.evolve(diagrams[place], source=diagrams[place].source.replace(old, new, 1))
    if new == '["(':
        assert failed(package(), diagrams=diagrams) == set()  # within quotation marks a bracket is text
    else:
        assert failed(package(), diagrams=diagrams) == {23}


def test_an_element_that_no_diagram_shows_is_noticed() -> None:
    renamed = part("architecture", "elements", 7, name="Archive")(package())
    assert failed(renamed, diagrams=drawn(package())) == {23}


def test_a_diagram_names_only_what_the_text_names() -> None:
    diagrams = drawn(package())
    diagrams[0] = attrs.evolve(
        diagrams[0], names=(*diagrams[0].names, "Blockchain"), source=diagrams[0].source + '\n x["Blockchain"]'
    )
    assert failed(package(), diagrams=diagrams) == {23}


def test_too_many_words_fail_for_low_stakes() -> None:
    assert failed(package(), files=written(package()) | {"docs/02-prd.md": b"word " * 40_000}) == {30}


def test_too_few_words_fail() -> None:
    files = {path: content for path, content in written(package()).items() if path.endswith((".feature", ".yaml"))}
    vision = {"docs/01-vision.md": written(package())["docs/01-vision.md"], "README.md": b"# x\n"}
    assert failed(package(), files=files | vision) == {30}


def test_checks_of_english_wording_do_not_fail_another_language() -> None:
    german = text("Das System muss schnell sein usw.")(package())
    german = attrs.evolve(german, dossier=attrs.evolve(german.dossier, language="de"))
    results = {result.number: result for result in scores(german).criteria}
    for number in (2, 3, 4, 5, 6, 7, 8, 9, 12, 13):
        assert results[number].score is None
        assert "de" in results[number].not_checked
        assert results[number].passed


def test_an_empty_package_does_not_pass_the_gate() -> None:
    whole = package()
    empty = attrs.evolve(
        whole,
        requirements=attrs.evolve(whole.requirements, items=()),
        stories=attrs.evolve(whole.stories, items=()),
        acceptance=attrs.evolve(whole.acceptance, features=()),
    )
    assert {2, 14, 29} <= failed(empty)


@pytest.mark.parametrize(
    ("change", "document"),
    [
        (text(f"{PUBLISH} quickly."), DocumentKey.REQUIREMENTS),
        (scenario(1, requirements=("FR-001",)), DocumentKey.ACCEPTANCE),
        (part("testing", "cases", 2), DocumentKey.TESTING),
        (part("delivery", "milestones", 0, requirements=()), DocumentKey.DELIVERY),
        (part("architecture", "sections", 1, body=""), DocumentKey.ARCHITECTURE),
        (part("threats", "threats", 0), DocumentKey.THREATS),
        (part("decisions", "items", 0, bad=()), DocumentKey.DECISIONS),
        (part("stories", "items", 0, benefit=" "), DocumentKey.STORIES),
        (text(f"{PUBLISH} as PDF."), DocumentKey.GLOSSARY),
        (part("api", "operations", 0, requirements=()), DocumentKey.API),
        (fates(), DocumentKey.REQUIREMENTS),
    ],
)
def test_a_finding_goes_to_the_writer_who_can_repair_it(change: Change, document: DocumentKey) -> None:
    assert set(findings_by_document(scores(change(package())))) == {document}


def test_what_passes_asks_nobody_for_repairs() -> None:
    assert findings_by_document(scores(package())) == {}


GOOD = (
    ("The shift planner shall let a volunteer cancel a sign-up.", Pattern.UBIQUITOUS),
    ("The shift planner shall show each shift that a volunteer may take.", Pattern.UBIQUITOUS),
    ("While a volunteer can see the shift, the shift planner shall show the place.", Pattern.STATE),
    ("When a coordinator must be told, the shift planner shall show the shift.", Pattern.EVENT),
    ('The shift planner shall offer the shift "Fast and easy, etc." to volunteers.', Pattern.UBIQUITOUS),
    ("The shift planner shall import sign-ups from Quick Books.", Pattern.UBIQUITOUS),
    ("The shift planner shall not show a shift that is over.", Pattern.UBIQUITOUS),
    ("The shift planner shall keep information about shifts for 30 days.", Pattern.UBIQUITOUS),
    ("The shift planner shall record names, places and phone numbers.", Pattern.UBIQUITOUS),
    ("Where e-mail is switched on, the shift planner shall mail the coordinator.", Pattern.OPTIONAL),
    ("While a shift is open, when a volunteer signs up, the shift planner shall record it.", Pattern.COMPLEX),
    ("If the shift is full, then the shift planner shall refuse the sign-up.", Pattern.UNWANTED),
    ("The Web application shall show the shift every 5 minutes.", Pattern.UBIQUITOUS),
    ("The shift planner shall let a volunteer who left and print lists hold a shift.", Pattern.UBIQUITOUS),
    ("The shift planner shall show the St. Mary shift at 7 a.m. Monday.", Pattern.UBIQUITOUS),
    ("The shift planner shall hide a shift, if any volunteer is logged out, from volunteers.", Pattern.UBIQUITOUS),
    ("The shift planner shall be able to print a shift.", Pattern.UBIQUITOUS),
    ("The shift planner shall print the best-before date of a shift.", Pattern.UBIQUITOUS),
    ("The shift planner shall record “some” as the name of a shift.", Pattern.UBIQUITOUS),
    ("The shift planner shall tell the coordinator of more than 3 sign-ups.", Pattern.UBIQUITOUS),
)


@pytest.mark.parametrize(("words", "pattern"), GOOD)
def test_good_wording_is_left_alone(words: str, pattern: Pattern) -> None:
    assert failed(text(words, pattern)(package())) == set()


def test_a_name_of_the_domain_may_be_a_vague_word() -> None:
    fast = text("The shift planner shall print the fast track.")(package())
    assert failed(fast) == {4}
    term = attrs.evolve(fast.glossary.terms[0], name="Fast Track", aliases=(), definition="A way in.")
    terms = (*fast.glossary.terms, term)
    assert failed(attrs.evolve(fast, glossary=attrs.evolve(fast.glossary, terms=terms))) == set()


def test_a_longer_form_of_a_name_is_no_second_name() -> None:
    changed = text("The shift planner shall show a shift to each food volunteer.")(package())
    terms = tuple(
        attrs.evolve(term, aliases=("food volunteer",)) if term.name == "volunteer" else term
        for term in changed.glossary.terms
    )
    assert failed(attrs.evolve(changed, glossary=attrs.evolve(changed.glossary, terms=terms))) == set()


def test_conflicts_are_named_by_requirement() -> None:
    conflict = requirement("FR-010", bounds=(bound("time to open a page", 3, None, "second"),))(package())
    (found,) = scores(conflict).criteria[20].findings
    assert {found.where, *found.what.split(":")[0].split()} >= {"FR-010", "QR-001"}
