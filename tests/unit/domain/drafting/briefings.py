"""Briefings for the drafter's tests, made from (kind, sentence) pairs."""

import attrs

from specstep.domain.documents.acceptance import Acceptance
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirements
from specstep.domain.documents.stories import Stories
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.acceptance.drafter import draft_acceptance
from specstep.domain.drafting.glossary import draft_glossary
from specstep.domain.drafting.requirements.drafter import draft_requirements
from specstep.domain.drafting.stories import draft_stories
from specstep.domain.drafting.vision import draft_vision
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind, Source, SourceKind
from specstep.domain.tasks.inputs import (
    Briefing,
    WriteAcceptance,
    WriteGlossary,
    WriteRequirements,
    WriteStories,
    WriteVision,
)


@attrs.frozen(kw_only=True)
class Drafted:
    """All that the first half of the drafter makes of a briefing."""

    briefing: Briefing
    vision: Vision
    glossary: Glossary
    requirements: Requirements
    stories: Stories
    acceptance: Acceptance


def fact(number: int, kind: str, text: str, **more: object) -> Fact:
    """A fact that quotes its own text."""
    source = Source(kind=SourceKind.TURN, ref="T1", quote=text)
    return Fact(
        id=FactId(f"F-{number:03d}"), text=text, kind=FactKind(kind), topic="capabilities", source=source, **more
    )  # type: ignore[arg-type]


def facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    """Facts numbered in order."""
    return tuple(fact(number, kind, text) for number, (kind, text) in enumerate(pairs, start=1))


def briefing(*pairs: tuple[str, str], title: str = "A project", language: str = "en") -> Briefing:
    """A briefing of these facts."""
    return Briefing(title=title, language=language, facts=facts(*pairs))


def drafted(made: Briefing) -> Drafted:
    """Run the five functions in the order of the documents."""
    vision = draft_vision(WriteVision(briefing=made))
    glossary = draft_glossary(WriteGlossary(briefing=made, vision=vision))
    requirements = draft_requirements(WriteRequirements(briefing=made, vision=vision, glossary=glossary))
    stories = draft_stories(WriteStories(briefing=made, vision=vision, requirements=requirements))
    acceptance = draft_acceptance(
        WriteAcceptance(briefing=made, vision=vision, glossary=glossary, requirements=requirements)
    )
    return Drafted(
        briefing=made,
        vision=vision,
        glossary=glossary,
        requirements=requirements,
        stories=stories,
        acceptance=acceptance,
    )


SHIFTS = (
    ("goal", "The food bank wants fewer empty shifts at the weekend."),
    ("context", "Today shifts are planned in a spreadsheet and by phone calls."),
    ("actor", "About 60 volunteers and 3 coordinators use it."),
    ("need", "Coordinators publish shifts."),
    ("need", "Volunteers can sign up for a shift and cancel it up to 24 hours before it starts."),
    ("rule", "No more than 12 volunteers per shift."),
    ("data", "Each shift has a date, a place and a maximum of 12 volunteers."),
    ("need", "Volunteers should get an email reminder 2 days before their shift."),
    ("need", "If a volunteer cancels, the first person on the waiting list is notified."),
    ("rule", "Only coordinators can export the attendance list as CSV."),
    ("quality", "Pages must load within 2 seconds on a phone."),
    ("quality", "The app should be easy to use."),
    ("limit", "The budget is 5,000 euros."),
    ("limit", "It must be live by 1 March 2027."),
    ("decision", "We use PostgreSQL."),
    ("non-goal", "No payroll."),
    ("later", "Later we want a mobile app."),
    ("question", "Do we need parental consent?"),
    ("aside", "Thanks for your help!"),
)
"""A small brief with every kind of fact."""
