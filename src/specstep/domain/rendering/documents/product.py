"""docs/: vision, product requirements document, stories, glossary."""

from collections.abc import Iterable, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import Priority
from specstep.domain.documents.statements import Statement
from specstep.domain.interviews.values import SourceKind
from specstep.domain.rendering.markdown import Page, link, source_line, text
from specstep.domain.rendering.places import requirement_link
from specstep.domain.rendering.values import Diagram, RenderedFile

VISION = "docs/01-vision.md"
PRD = "docs/02-prd.md"
STORIES = "docs/04-user-stories.md"
GLOSSARY = "docs/glossary.md"
NOTHING_SAID = "Nothing was said about this."


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Vision, PRD, stories and glossary."""
    del diagrams
    files = [_vision(package), _prd(package), _glossary(package)]
    return files + ([_stories(package)] if package.stories.items else [])


def statement_line(statement: Statement) -> str:
    """A statement with the place it comes from."""
    places = ["assumption" if source.kind is SourceKind.ASSUMPTION else source.ref for source in statement.sources]
    return f"{text(statement.text)}" + (f" ({text(', '.join(dict.fromkeys(places)))})" if places else "")


def _statements(page: Page, heading: str, statements: Iterable[Statement]) -> None:
    page.heading(2, heading)
    lines = [statement_line(statement) for statement in statements]
    page.bullets(lines) if lines else page.paragraph(NOTHING_SAID)


def _vision(package: Package) -> RenderedFile:
    vision = package.vision
    page = Page(f"Vision: {vision.title}")
    page.paragraph(vision.summary)
    _statements(page, "Problem", vision.problem)
    _statements(page, "Goals", vision.goals)
    page.heading(2, "Actors")
    if not vision.actors:
        page.paragraph(NOTHING_SAID)
    for actor in vision.actors:
        page.heading(3, actor.name)
        page.paragraph(actor.description)
        if actor.aliases:
            page.paragraph(f"Also called: {', '.join(actor.aliases)}.")
        page.bullets(text(goal) for goal in actor.goals)
    _statements(page, "Scope", vision.in_scope)
    _statements(page, "Non-goals", vision.non_goals)
    _statements(page, "Later", vision.later)
    _statements(page, "Context", vision.context)
    page.heading(2, "Success measures")
    if vision.measures:
        page.table(
            ("goal", "measure", "target"),
            (
                (text(m.goal), text(m.measure), text(m.target) if m.target else "not named yet")
                for m in vision.measures
            ),
        )
    else:
        page.paragraph(NOTHING_SAID)
    page.heading(2, "Stakes")
    page.paragraph(f"{vision.stakes.capitalize()}: {vision.stakes_because}")
    return RenderedFile.text(VISION, page.render())


def _prd(package: Package) -> RenderedFile:
    vision, requirements = package.vision, package.requirements
    page = Page(f"Product requirements: {vision.title}")
    page.markup(
        f"What is to be built, on one page. The why is in {link('the vision', '01-vision.md')}, each obligation with its "
        f"sources in {link('the requirements', '03-requirements.md')}, examples in "
        f"{link('the acceptance features', '../acceptance/')}."
        if package.acceptance.features
        else f"What is to be built, on one page. The why is in {link('the vision', '01-vision.md')}."
    )
    page.heading(2, "Who it is for")
    page.bullets(f"{text(actor.name)}: {text(actor.description)}" for actor in vision.actors)
    if not vision.actors:
        page.paragraph(NOTHING_SAID)
    page.heading(2, "What it does")
    areas = dict.fromkeys(item.area or "general" for item in requirements.items)
    for area in areas:
        page.heading(3, area[:1].upper() + area[1:])
        page.table(
            ("id", "requirement", "priority"),
            (
                (requirement_link(item, PRD), text(item.title), item.priority.value)
                for item in requirements.items
                if (item.area or "general") == area
            ),
        )
    page.heading(2, "What it does not do")
    lines = [statement_line(statement) for statement in vision.non_goals]
    lines += [text(item.text) for item in requirements.items if item.priority is Priority.WONT]
    page.bullets(lines) if lines else page.paragraph("Nothing was ruled out.")
    page.heading(2, "What comes later")
    lines = [statement_line(statement) for statement in vision.later]
    page.bullets(lines) if lines else page.paragraph("Nothing was put off.")
    page.heading(2, "What is still open")
    page.bullets(
        f"{link(question.id, f'../evidence/assumptions-and-open-questions.md#{question.id.lower()}')} "
        f"{text(question.text)}"
        for question in requirements.open_questions
    )
    if not requirements.open_questions:
        page.paragraph("No question is open.")
    return RenderedFile.text(PRD, page.render())


def _stories(package: Package) -> RenderedFile:
    page = Page("User stories")
    by_id = package.requirements.by_id()
    for story in package.stories.items:
        page.heading(2, f"{story.id} {story.role}")
        benefit = f"{text(story.benefit)}" + (
            " (nobody named the benefit; this is the goal it serves)" if story.benefit_open else ""
        )
        page.markup(f"As {text(_article(story.role))}, I want {text(_lower(story.goal))}, so that {benefit}.")
        page.markup(
            "Rests on "
            + ", ".join(requirement_link(by_id[id], STORIES) for id in story.requirements if id in by_id)
            + "."
        )
    return RenderedFile.text(STORIES, page.render())


def _article(role: str) -> str:
    first = role.split(" ", 1)[0].lower()
    if first in {"a", "an", "the", "each", "every", "any"} or role.endswith("s"):
        return role
    return f"{'an' if role[:1].lower() in 'aeiou' else 'a'} {role}"


def _lower(goal: str) -> str:
    return goal.removesuffix(".")


def _glossary(package: Package) -> RenderedFile:
    page = Page("Glossary")
    page.paragraph("One name per thing, as the requirements, diagrams and tests use it.")
    for term in package.glossary.terms:
        page.heading(2, term.name)
        page.paragraph(term.definition)
        facts = [f"kind: {term.kind}"]
        if term.expansion:
            facts.append(f"short for {term.expansion}")
        if term.aliases:
            facts.append(f"also called {', '.join(term.aliases)}")
        page.bullets([text("; ".join(facts)), *(source_line(source) for source in term.sources[:1])])
    return RenderedFile.text(GLOSSARY, page.render())
