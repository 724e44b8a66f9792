"""docs/: vision, product requirements document, stories, glossary."""

from collections.abc import Iterable, Sequence

from specstep.domain.documents.package import Package
from specstep.domain.documents.requirements import UNSORTED, Priority, Requirement, RequirementKind
from specstep.domain.documents.statements import Statement
from specstep.domain.documents.stories import Story
from specstep.domain.interviews.values import SourceKind
from specstep.domain.language.lemmas import is_base_verb
from specstep.domain.rendering.documents.requirements import PRIORITIES
from specstep.domain.rendering.escaping import folded
from specstep.domain.rendering.markdown import Page, text
from specstep.domain.rendering.places import QUESTIONS, REQUIREMENTS, Links, links_from
from specstep.domain.rendering.values import Diagram, RenderedFile

VISION = "docs/01-vision.md"
PRD = "docs/02-prd.md"
STORIES = "docs/04-user-stories.md"
GLOSSARY = "docs/glossary.md"


def render(package: Package, diagrams: Sequence[Diagram]) -> list[RenderedFile]:
    """Vision, PRD, stories and glossary."""
    del diagrams
    files = [_vision(package), _prd(package), _glossary(package)]
    return files + ([_stories(package)] if package.stories.items else [])


def statement_line(statement: Statement, links: Links) -> str:
    """A statement with the places it comes from."""
    places = dict.fromkeys(
        links.say("assumption") if source.kind is SourceKind.ASSUMPTION else links.said(source.ref)
        for source in statement.sources
    )
    return links.text(statement.text) + (f" ({', '.join(places)})" if places else "")


def capital(name: str) -> str:
    """A name at the beginning of a line."""
    return name[:1].upper() + name[1:] if name.islower() else name


def _vision(package: Package) -> RenderedFile:
    vision, links = package.vision, links_from(VISION, package)
    say = links.say
    page = Page(say("Vision: {title}", title=vision.title))
    page.line(links.text(vision.summary))
    missing: list[str] = []

    def section(heading: str, statements: Iterable[Statement]) -> None:
        lines = [statement_line(statement, links) for statement in statements]
        if lines:
            page.heading(2, say(heading))
            page.bullets(lines)
        else:
            missing.append(say(heading))

    section("Problem", vision.problem)
    section("Goals", vision.goals)
    if vision.actors:
        page.heading(2, say("Actors"))
    else:
        missing.append(say("Actors"))
    for actor in vision.actors:
        page.heading(3, capital(actor.name))
        page.paragraph(actor.description)
        if actor.aliases:
            page.paragraph(say("Also called: {names}.", names=", ".join(actor.aliases)))
        page.bullets(text(goal) for goal in actor.goals)
    section("Scope", vision.in_scope)
    section("Non-goals", vision.non_goals)
    section("Later", vision.later)
    section("Context", vision.context)
    if vision.measures:
        page.heading(2, say("Success measures"))
        page.table(
            (say("Goal"), say("Measure"), say("Target")),
            (
                (text(m.goal), text(m.measure), text(m.target) if m.target else say("not named yet"))
                for m in vision.measures
            ),
        )
    else:
        missing.append(say("Success measures"))
    page.heading(2, say("Stakes"))
    page.paragraph(f"{say(vision.stakes).capitalize()}: {vision.stakes_because}")
    if missing:
        page.heading(2, say("Not said"))
        page.paragraph(say("Nobody has said anything yet about: {topics}.", topics=", ".join(missing)))
    return RenderedFile.text(VISION, page.render())


def _prd(package: Package) -> RenderedFile:
    vision, requirements, links = package.vision, package.requirements, links_from(PRD, package)
    say = links.say
    page = Page(say("Product requirements: {title}", title=vision.title))
    page.line(
        say(
            "What is to be built, in short. The why stands in {vision}, each obligation with its sources in {requirements}.",
            vision=links.file(say("the vision"), VISION),
            requirements=links.file(say("the requirements"), REQUIREMENTS),
        )
    )
    if vision.actors:
        page.heading(2, say("Who it is for"))
        page.bullets(f"**{text(capital(actor.name))}**: {text(actor.description)}" for actor in vision.actors)
    wanted = [item for item in requirements.items if item.priority is not Priority.WONT]
    functional = [item for item in wanted if item.kind is RequirementKind.FUNCTIONAL]
    if functional:
        page.heading(2, say("What it does"))
        groups = dict.fromkeys(item.group for item in functional)
        for group in sorted(groups, key=lambda group: group == UNSORTED):
            page.heading(3, capital(say(group)))
            page.bullets(_short(item, links) for item in functional if item.group == group)
    for kind, title in (
        (RequirementKind.QUALITY, "How well"),
        (RequirementKind.CONSTRAINT, "Within which limits"),
    ):
        items = [item for item in wanted if item.kind is kind]
        if items:
            page.heading(2, say(title))
            page.bullets(_short(item, links) for item in items)
    later = {statement.text for statement in vision.later}
    lines = [statement_line(each, links) for each in vision.non_goals if each.text not in later]
    lines += [_short(item, links) for item in requirements.items if item.priority is Priority.WONT]
    if lines:
        page.heading(2, say("What it does not do"))
        page.bullets(lines)
    if vision.later:
        page.heading(2, say("What comes later"))
        page.bullets(statement_line(statement, links) for statement in vision.later)
    page.heading(2, say("What is still open"))
    asked = [question.id for question in requirements.open_questions]
    page.line(links.file(", ".join(asked), QUESTIONS) + "." if asked else say("No question is open."))
    return RenderedFile.text(PRD, page.render())


def _short(item: Requirement, links: Links) -> str:
    """A requirement in one line; that it is a must goes without saying."""
    weight = (
        ""
        if item.priority in (Priority.MUST, Priority.WONT)
        else f" ({links.say(PRIORITIES[item.priority]).lower()})"
    )
    return f"{links.id(item.id)} {text(item.text)}{weight}"


def _stories(package: Package) -> RenderedFile:
    links = links_from(STORIES, package)
    page = Page(links.say("User stories"))
    page.paragraph(links.say("What each kind of user wants, and why, as far as somebody said why."))
    english = package.dossier.language == "en"
    for role in dict.fromkeys(story.role for story in package.stories.items):
        page.heading(2, capital(role))
        for story in package.stories.items:
            if story.role == role:
                page.heading(3, story.id)
                _story(page, story, links, english=english)
    return RenderedFile.text(STORIES, page.render())


def _story(page: Page, story: Story, links: Links, *, english: bool) -> None:
    say = links.say
    open_benefit = say("Benefit: {benefit}", benefit=text(story.benefit)) if story.benefit_open else ""
    rests = say("Rests on {ids}", ids=links.ids(story.requirements)) if story.requirements else ""
    goal, benefit = story.goal.strip().removesuffix("."), story.benefit.strip().removesuffix(".")
    if english:
        why = "" if story.benefit_open else f", so that {text(benefit)}"
        page.line(f"As {text(_article(story.role))}, I want {text(_wish(goal))}{why}.")
        page.bullets([open_benefit, rests])
    else:
        # An English sentence around words of another language would be neither.
        said = [
            say("Role: {role}", role=text(story.role)),
            say("Goal: {goal}", goal=text(goal)),
            say("Benefit: {benefit}", benefit=text(benefit)),
        ]
        page.bullets([*said, rests])


def _article(role: str) -> str:
    words = role.lower().split()
    if not words or words[0] in {"a", "an", "the", "each", "every", "any"} or words[-1].endswith("s"):
        return role
    return f"{'an' if words[0][0] in 'aeiou' and not words[0].startswith(('user', 'uni', 'eu')) else 'a'} {role}"


def _wish(goal: str) -> str:
    """What follows "I want": an infinitive gets its "to"."""
    first = goal.split(" ", 1)[0].lower()
    return f"to {goal}" if first != "to" and is_base_verb(first) else goal


def _glossary(package: Package) -> RenderedFile:
    links = links_from(GLOSSARY, package)
    say = links.say
    page = Page(say("Glossary"))
    page.paragraph(say("One name per thing, as the requirements, diagrams and tests use it."))
    for term in package.glossary.terms:
        page.heading(2, term.name)
        page.paragraph(term.definition)
        facts = [capital(say(term.kind))]
        if term.expansion and folded(term.expansion).lower() not in folded(term.definition).lower():
            facts.append(say("short for {words}", words=term.expansion))
        if term.aliases:
            facts.append(say("also called {names}", names=", ".join(term.aliases)))
        page.bullets([text("; ".join(facts)), *(links.source(source) for source in term.sources[:1])])
    return RenderedFile.text(GLOSSARY, page.render())
