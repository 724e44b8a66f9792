"""Vision, glossary, requirements, acceptance scenarios and the fates of the facts."""

from decimal import Decimal

from tests.samples.food_bank_interview import FACTS, assumed

from specstep.domain.documents.acceptance import Acceptance, Feature, Scenario
from specstep.domain.documents.glossary import Glossary, Term
from specstep.domain.documents.requirements import (
    Bound,
    FactFate,
    Fate,
    Pattern,
    Priority,
    Requirement,
    RequirementKind,
    Requirements,
)
from specstep.domain.documents.statements import OpenQuestion, Statement
from specstep.domain.documents.vision import Actor, Measure, Vision
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Source

_SOURCE = {int(fact.id[2:]): fact.source for fact in FACTS}


def _state(text: str, *facts: int) -> Statement:
    return Statement(text=text, sources=tuple(_SOURCE[n] for n in facts), facts=_ids(*facts))


def _ids(*facts: int) -> tuple[FactId, ...]:
    return tuple(FactId(f"F-{n:03d}") for n in facts)


VISION = Vision(
    title="Food bank shift planner",
    system_name="the shift planner",
    summary="A small web application in which coordinators of a food bank publish shifts, volunteers sign up for "
    "them, and nobody forgets when they are on.",
    problem=(
        _state("The coordinators plan shifts in a shared spreadsheet.", 2),
        _state("Last winter four deliveries stood in the yard because nobody had come to unload them.", 3),
    ),
    goals=(_state("No delivery stands in the yard because volunteers forgot their shift.", 3),),
    actors=(
        Actor(
            name="coordinator",
            description="Plans the shifts of the food bank and sees who is on.",
            goals=("publish shifts", "learn of gaps in time"),
            statement=_state("Coordinators publish shifts.", 4),
        ),
        Actor(
            name="volunteer",
            description="Gives time to the food bank; there are about 120.",
            goals=("find and take a shift", "not forget it"),
            aliases=("driver",),
            statement=_state("About 120 volunteers run the food bank.", 1),
        ),
        Actor(
            name="regional office",
            description="Reads once a day how far the shifts are filled.",
            goals=("know how far shifts are filled",),
            statement=_state("The regional office reads the filled shifts once a day.", 20),
        ),
    ),
    in_scope=(
        _state("Publishing shifts, signing up, cancelling.", 4),
        _state("Reminders by e-mail.", 7),
        _state("A printable list of who is on.", 10),
        _state("An interface that tells the regional office how far shifts are filled.", 20),
    ),
    non_goals=(_state("Keeping stock of food.", 12),),
    later=(_state("A phone app.", 13),),
    context=(
        _state("The food bank in Leeds is run by about 120 volunteers.", 1),
        _state("The IT person knows Python and PostgreSQL.", 18),
        _state("The warehouse has no computer.", 10),
    ),
    measures=(
        Measure(
            goal="No delivery stands in the yard because volunteers forgot their shift.",
            measure="Deliveries that nobody unloads, per winter",
            target=None,
            statement=_state("Four deliveries last winter.", 3),
        ),
    ),
    stakes="low",
    stakes_because="One food bank, 120 people, no money moves; but personal data are held.",
)


def _term(
    name: str, definition: str, kind: str, *facts: int, aliases: tuple[str, ...] = (), long: str = ""
) -> Term:
    sources = tuple(_SOURCE[n] for n in facts)
    return Term(
        name=name, definition=definition, kind=kind, aliases=aliases, expansion=long or None, sources=sources
    )


GLOSSARY = Glossary(
    terms=(
        _term("coordinator", "Someone who plans shifts and sees who is on.", "actor", 4),
        _term("driver shift", "A shift that only volunteers with a valid driving licence may take.", "concept", 9),
        _term("driving licence", "The permit that a volunteer needs for a driver shift.", "entity", 9),
        _term(
            "GDPR",
            "The law that says how personal data may be used.",
            "acronym",
            11,
            long="General Data Protection Regulation",
        ),
        _term(
            "JSON", "The format that the regional office reads.", "acronym", 20, long="JavaScript Object Notation"
        ),
        _term("Mailgun", "The service through which the food bank sends e-mail.", "system", 19),
        _term("regional office", "Reads once a day how far the shifts are filled.", "actor", 20),
        _term("reminder", "An e-mail that tells a volunteer of a coming shift.", "entity", 7),
        _term("shift", "A time at a place for which a number of volunteers is needed.", "entity", 5),
        _term("shift planner", "The system that this package describes.", "system", 4),
        _term("sign-up", "A volunteer's promise to come to a shift.", "entity", 4),
        _term("volunteer", "Someone who gives time to the food bank.", "actor", 1, aliases=("driver",)),
    )
)


def _requirement(
    id: str,
    pattern: Pattern | None,
    title: str,
    text: str,
    priority: Priority,
    area: str,
    *facts: int,
    sources: tuple[Source, ...] = (),
    rationale: str = "",
    actors: tuple[str, ...] = (),
    entities: tuple[str, ...] = (),
    bounds: tuple[Bound, ...] = (),
    characteristic: str | None = None,
    verification: str = "test",
) -> Requirement:
    kinds = {"F": RequirementKind.FUNCTIONAL, "Q": RequirementKind.QUALITY, "C": RequirementKind.CONSTRAINT}
    return Requirement(
        id=id,
        kind=kinds[id[0]],
        pattern=pattern,
        title=title,
        text=text,
        priority=priority,
        sources=tuple(_SOURCE[n] for n in facts) + sources,
        facts=_ids(*facts),
        rationale=rationale,
        area=area,
        characteristic=characteristic,
        actors=actors,
        entities=entities,
        bounds=bounds,
        verification=verification,
    )


def _bound(variable: str, low: int | None, high: int | None, unit: str) -> Bound:
    return Bound(
        variable=variable,
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        unit=unit,
    )


_ITEMS = (
    _requirement(
        "FR-001", Pattern.EVENT, "Publish a shift",
        "When a coordinator publishes a shift, the shift planner shall offer the shift to the volunteers.",
        Priority.MUST, "shifts", 4, actors=("coordinator", "volunteer"), entities=("shift",),
    ),
    _requirement(
        "FR-002", Pattern.EVENT, "Sign up for a shift",
        "When a volunteer signs up for a shift, the shift planner shall record the sign-up.",
        Priority.MUST, "shifts", 4, actors=("volunteer",), entities=("shift", "sign-up"),
    ),
    _requirement(
        "FR-003", Pattern.UNWANTED, "Refuse overlapping shifts",
        "If a volunteer signs up for a shift that overlaps another shift of the volunteer, then the shift planner "
        "shall refuse the sign-up.",
        Priority.MUST, "shifts", 6, actors=("volunteer",), entities=("shift", "sign-up"),
    ),
    _requirement(
        "FR-004", Pattern.EVENT, "Remind volunteers",
        "When a shift starts in 24 hours, the shift planner shall send a reminder by e-mail to each volunteer with "
        "a sign-up for the shift.",
        Priority.SHOULD, "reminders", 7, actors=("volunteer",), entities=("shift", "reminder"),
        rationale="Volunteers forget when they are on.",
        bounds=(_bound("lead time of reminder", 24, 24, "hour"),),
    ),
    _requirement(
        "FR-005", Pattern.UNWANTED, "Tell coordinators of late cancellations",
        "If a volunteer cancels a sign-up less than 48 hours before the start of the shift, then the shift planner "
        "shall notify the coordinators by e-mail within 1 minute.",
        Priority.MUST, "reminders", 8, actors=("volunteer", "coordinator"), entities=("sign-up", "shift"),
        sources=(assumed(1, "\"At once\" was read as within 1 minute; see Q-001."),),
        bounds=(_bound("delay of late-cancellation notice", None, 1, "minute"),),
    ),
    _requirement(
        "FR-006", Pattern.UNWANTED, "Refuse drivers without a licence",
        "If a volunteer without a valid driving licence on file signs up for a driver shift, then the shift planner "
        "shall refuse the sign-up.",
        Priority.MUST, "shifts", 9, actors=("volunteer",), entities=("driving licence", "sign-up"),
    ),
    _requirement(
        "FR-007", Pattern.EVENT, "Print who is on",
        "When a coordinator requests the list of a shift, the shift planner shall produce a printable list of the "
        "volunteers with a sign-up for the shift.",
        Priority.MUST, "lists", 10, actors=("coordinator",), entities=("shift", "sign-up"),
        rationale="The warehouse has no computer.", verification="demonstration",
    ),
    _requirement(
        "FR-008", Pattern.UNWANTED, "Keep to 8 hours a day",
        "If a sign-up raises the planned time of a volunteer above 8 hours in a day, then the shift planner shall "
        "refuse the sign-up.",
        Priority.MUST, "shifts", 22, actors=("volunteer",), entities=("sign-up", "shift"),
        bounds=(_bound("planned time of a volunteer per day", None, 8, "hour"),),
    ),
    _requirement(
        "FR-009", Pattern.EVENT, "Delete those who left",
        "When 30 days have passed since a volunteer left, the shift planner shall delete the personal data of the "
        "volunteer.",
        Priority.MUST, "privacy", 15, actors=("volunteer",), entities=("volunteer",),
        bounds=(_bound("retention after leaving", 30, 30, "day"),),
    ),
    _requirement(
        "FR-010", Pattern.STATE, "Hide phone numbers",
        "While a volunteer uses the shift planner, the shift planner shall hide the phone numbers of other "
        "volunteers.",
        Priority.MUST, "privacy", 16, actors=("volunteer",), entities=("volunteer",),
    ),
    _requirement(
        "FR-011", Pattern.EVENT, "Report filled shifts",
        "When the regional office requests the filled shifts, the shift planner shall answer in JSON with the "
        "number of sign-ups of each shift.",
        Priority.SHOULD, "reporting", 20, actors=("regional office",), entities=("shift", "sign-up"),
    ),
    _requirement(
        "FR-012", Pattern.UBIQUITOUS, "Describe a shift",
        "The shift planner shall record the place, the start, the end and the needed number of volunteers of each "
        "shift.",
        Priority.MUST, "shifts", 5, actors=("coordinator",), entities=("shift",),
    ),
    _requirement(
        "FR-013", Pattern.UBIQUITOUS, "Leave names out of reports",
        "The shift planner shall omit the names of volunteers from each answer to the regional office.",
        Priority.MUST, "privacy", 21, actors=("regional office", "volunteer"), entities=("volunteer",),
    ),
    _requirement(
        "QR-001", Pattern.STATE, "Open pages in time",
        "While 40 volunteers use the shift planner at the same time, the shift planner shall open each page within "
        "2 seconds.",
        Priority.SHOULD, "speed", 14, actors=("volunteer",), characteristic="performance efficiency",
        bounds=(_bound("time to open a page", None, 2, "second"),),
    ),
    _requirement(
        "CR-001", None, "Stay within 20 pounds a month",
        "The operation of the shift planner shall cost at most 20 GBP per month.",
        Priority.MUST, "operations", 17, verification="analysis",
        bounds=(_bound("cost of operation per month", None, 20, "GBP"),),
    ),
    _requirement(
        "CR-002", None, "Send mail through Mailgun",
        "The shift planner shall send each e-mail through the existing Mailgun account.",
        Priority.MUST, "operations", 19, verification="inspection",
    ),
    _requirement(
        "CR-003", None, "Process personal data lawfully",
        "The shift planner shall process names, e-mail addresses and phone numbers in accordance with the GDPR.",
        Priority.MUST, "privacy", 11, entities=("volunteer",), verification="inspection",
    ),
)  # fmt: skip

_USED: dict[int, tuple[str, ...]] = {
    1: ("docs/01-vision.md#context",),
    2: ("docs/01-vision.md#problem",),
    3: ("docs/01-vision.md#goals", "docs/01-vision.md#problem"),
    12: ("docs/01-vision.md#non-goals",),
    18: ("docs/01-vision.md#context", "ADR-0001"),
} | {
    n: tuple(item.id for item in _ITEMS if FactId(f"F-{n:03d}") in item.facts)
    for n in (4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 19, 20, 21, 22)
}

FATES = tuple(
    FactFate(
        fact=fact.id,
        fate=Fate.DEFERRED,
        where=("docs/01-vision.md#later",),
        why='The person said "later … but not now".',
    )
    if fact.id == "F-013"
    else FactFate(fact=fact.id, fate=Fate.REJECTED, why="A word of thanks; it says nothing of the project.")
    if fact.id == "F-023"
    else FactFate(fact=fact.id, fate=Fate.USED, where=_USED[int(fact.id[2:])])
    for fact in FACTS
)

REQUIREMENTS = Requirements(
    items=_ITEMS,
    open_questions=(
        OpenQuestion(
            id="Q-001",
            text='How fast is "at once" when a volunteer cancels late?',
            why="FR-005 assumes 1 minute; a slower notice may be enough.",
            topic="functions",
            blocks=("FR-005",),
            facts=_ids(8),
        ),
        OpenQuestion(
            id="Q-002",
            text="Who checks that a driving licence is valid, and how often?",
            why="A licence can expire after it was put on file.",
            topic="rules",
            blocks=("FR-006",),
            facts=_ids(9),
        ),
        OpenQuestion(
            id="Q-003",
            text="How many deliveries may stand in the yard next winter?",
            why="The goal has no target yet.",
            topic="purpose",
            blocks=("vision",),
            facts=_ids(3),
        ),
    ),
    fates=FATES,
)


def _scenario(
    name: str,
    requirement: str,
    given: str,
    when: str,
    *then: str,
    kind: str = "main",
    examples: tuple[str, ...] = (),
) -> Scenario:
    rows = tuple(tuple(cell.strip() for cell in row.split("|")) for row in examples)
    return Scenario(
        name=name,
        requirements=tuple(requirement.split()),
        given=tuple(given.split("; ")),
        when=(when,),
        then=then,
        kind=kind,
        examples=rows,
    )


ACCEPTANCE = Acceptance(
    features=(
        Feature(
            slug="shifts",
            name="Shifts",
            description="Coordinators publish shifts and volunteers sign up for them.",
            scenarios=(
                _scenario(
                    "A published shift is offered", "FR-001 FR-012",
                    "a coordinator has written a shift in the warehouse from 09:00 to 12:00 for 4 volunteers",
                    "the coordinator publishes the shift",
                    "each volunteer sees the shift with its place, start, end and needed number",
                ),
                _scenario(
                    "A sign-up is recorded", "FR-002", "a published shift has a free place",
                    "a volunteer signs up for the shift", "the volunteer is on the list of the shift",
                ),
                _scenario(
                    "Overlapping shifts are refused", "FR-003",
                    "a volunteer has a sign-up from <first start> to <first end>",
                    "the volunteer signs up for a shift from <second start> to <second end>",
                    "the sign-up is <outcome>", kind="boundary",
                    examples=(
                        "first start | first end | second start | second end | outcome",
                        "09:00 | 12:00 | 11:00 | 14:00 | refused",
                        "09:00 | 12:00 | 12:00 | 14:00 | recorded",
                    ),
                ),
                _scenario(
                    "A driver without a licence is refused", "FR-006",
                    "a volunteer has no valid driving licence on file",
                    "the volunteer signs up for a driver shift", "the sign-up is refused", kind="refusal",
                ),
                _scenario(
                    "More than 8 hours a day are refused", "FR-008",
                    "a volunteer has 6 hours planned on Monday",
                    "the volunteer signs up for a shift of 3 hours on Monday",
                    "the sign-up is refused", "the planned time stays 6 hours", kind="boundary",
                ),
            ),
        ),
        Feature(
            slug="messages",
            name="Reminders and notices",
            description="Nobody forgets a shift, and nobody learns too late of a gap.",
            scenarios=(
                _scenario(
                    "A reminder goes out 24 hours before", "FR-004 CR-002",
                    "a volunteer has a sign-up for a shift on Monday at 09:00", "it is Sunday 09:00",
                    "the volunteer gets a reminder by e-mail through Mailgun",
                ),
                _scenario(
                    "A late cancellation is announced", "FR-005",
                    "a shift starts in 47 hours; a volunteer has a sign-up for the shift",
                    "the volunteer cancels the sign-up",
                    "each coordinator gets an e-mail within 1 minute", kind="boundary",
                ),
            ),
        ),
        Feature(
            slug="privacy",
            name="Privacy and reports",
            description="Personal data stay with those who need them.",
            scenarios=(
                _scenario(
                    "Data of those who left are deleted", "FR-009 CR-003", "a volunteer left 30 days ago",
                    "the nightly deletion has run",
                    "no name, e-mail address or phone number of the volunteer is stored",
                ),
                _scenario(
                    "Phone numbers stay hidden", "FR-010", "two volunteers have a sign-up for the same shift",
                    "one volunteer opens the shift", "the phone number of the other is not shown", kind="refusal",
                ),
                _scenario(
                    "The regional office gets figures without names", "FR-011 FR-013",
                    "a shift has 3 sign-ups", "the regional office requests the filled shifts",
                    "the answer is JSON with 3 sign-ups for the shift", "the answer holds no name",
                ),
            ),
        ),
        Feature(
            slug="running",
            name="Running it",
            description="Fast enough on Monday mornings, affordable, and useful on paper.",
            scenarios=(
                _scenario(
                    "The list can be printed", "FR-007", "a shift has 3 sign-ups",
                    "a coordinator requests the list of the shift",
                    "a page for paper shows the names of the 3 volunteers",
                ),
                _scenario(
                    "Pages open in time on a Monday morning", "QR-001", "40 volunteers use the shift planner",
                    "each of them opens a page", "the page opens within 2 seconds",
                ),
                _scenario(
                    "The bill stays small", "CR-001", "the shift planner ran for a month",
                    "the bills of hosting and mail are added up", "the sum is at most 20 GBP",
                ),
            ),
        ),
    )
)  # fmt: skip
