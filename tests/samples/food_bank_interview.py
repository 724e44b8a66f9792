"""The talk: eleven turns, one reference, and the facts taken from them."""

from datetime import UTC, datetime, timedelta

from specstep.domain.ids import FactId, ReferenceId, TurnId
from specstep.domain.interviews.values import (
    AnswerKind,
    Fact,
    FactKind,
    FactStatus,
    Phase,
    Question,
    QuestionIntent,
    ReferenceDocument,
    Source,
    SourceKind,
    Speaker,
    Turn,
)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

BRIEF = """\
We are a food bank in Leeds, run by about 120 volunteers. Shifts are planned in a spreadsheet that the \
coordinators share, and people forget when they are on: last winter four deliveries stood in the yard because \
nobody had come to unload them.

We want a small web application where coordinators publish shifts and volunteers sign up for them. A shift has \
a place, a start, an end and a number of volunteers that it needs.

- A volunteer must not be able to sign up for two shifts that overlap.
- Each volunteer should get a reminder by e-mail 24 hours before their shift.
- If somebody cancels less than 48 hours before a shift, the coordinators must be told at once.
- Drivers need a valid driving licence on file before they can take a driver shift.
- The list of who is on must be printable, because there is no computer in the warehouse.

We hold names, e-mail addresses and phone numbers, so this has to respect the GDPR. It is not a stock system: \
what food we have is somebody else's job. Later we would like a phone app, but not now."""

HANDBOOK = ReferenceDocument(
    id=ReferenceId("0198f000-0000-7000-8000-0000000000a1"),
    number=1,
    name="volunteer-handbook.md",
    text="# Volunteer handbook\n\nThank you for giving your time.\n\nNo volunteer works more than 8 hours in a day.\n",
    added_at=START,
)


def said(turn: int, quote: str) -> Source:
    """A quote of a turn."""
    return Source(kind=SourceKind.TURN, ref=f"T{turn}", quote=quote)


def assumed(number: int, why: str) -> Source:
    """An assumption with its reason."""
    return Source(kind=SourceKind.ASSUMPTION, ref=f"A{number}", why=why)


def _asked(number: int, topic: str, phase: Phase, text: str, why: str, recommended: str, because: str) -> Turn:
    question = Question(
        id=f"IQ-{number}",
        topic=topic,
        intent=QuestionIntent.MISSING,
        text=text,
        why=why,
        recommended=recommended,
        recommended_because=because,
    )
    return Turn(
        id=TurnId(f"0198f000-0000-7000-8000-0000000001{number:02d}"),
        number=number,
        speaker=Speaker.INTERVIEWER,
        phase=phase,
        content=text,
        at=START + timedelta(minutes=number),
        question=question,
    )


def _answered(number: int, phase: Phase, content: str, answer: AnswerKind | None = AnswerKind.SAID) -> Turn:
    return Turn(
        id=TurnId(f"0198f000-0000-7000-8000-0000000001{number:02d}"),
        number=number,
        speaker=Speaker.PERSON,
        phase=phase,
        content=content,
        at=START + timedelta(minutes=number),
        answer=answer,
    )


TURNS = (
    _answered(1, Phase.VISION, BRIEF, None),
    _asked(
        2,
        "load",
        Phase.REQUIREMENTS,
        "How many people use it at the busiest moment, and how fast must a page open then?",
        "Nothing was said about load yet, and it decides how the planner is built.",
        "40 at once, 2 seconds",
        "A third of your volunteers at once is a generous peak.",
    ),
    _answered(
        3,
        Phase.REQUIREMENTS,
        "On Monday mornings about 40 volunteers look at once. Pages should open within 2 seconds then.",
    ),
    _asked(
        4,
        "law",
        Phase.REQUIREMENTS,
        "What happens to a volunteer's data when they leave, and who may see phone numbers?",
        "You named the GDPR; it asks for a time after which personal data go.",
        "Delete after 30 days; only coordinators see phone numbers",
        "Thirty days leave room for a change of mind.",
    ),
    _answered(
        5,
        Phase.REQUIREMENTS,
        "We delete a volunteer's data 30 days after they leave. Coordinators may see phone numbers; other "
        "volunteers must not.",
    ),
    _asked(
        6,
        "operations",
        Phase.ARCHITECTURE,
        "Where should it run, who looks after it, and what may it cost?",
        "Hosting and skills narrow the solution more than anything else.",
        "One small server",
        "One server is enough for 40 people at once.",
    ),
    _answered(
        7,
        Phase.ARCHITECTURE,
        "At most 20 pounds a month. Our IT person knows Python and PostgreSQL. Mail goes out through our existing "
        "Mailgun account.",
    ),
    _asked(
        8,
        "interfaces",
        Phase.ARCHITECTURE,
        "Does another program need to read from it or write to it?",
        "Neighbouring systems were not mentioned.",
        "No",
        "Nothing in the brief points to one.",
    ),
    _answered(
        9,
        Phase.ARCHITECTURE,
        "The regional office reads our filled shifts once a day; they want JSON. They must not see names.",
    ),
    _asked(
        10,
        "schedule",
        Phase.REVIEW,
        "When should the first version be in use?",
        "The roadmap needs an order, and an end if there is one.",
        "No fixed date; sign-up first",
        "Sign-up replaces the spreadsheet and is useful alone.",
    ),
    _answered(11, Phase.REVIEW, "You decide. Thanks, that was quick!", AnswerKind.YOU_DECIDE),
)


def _fact(
    number: int, kind: FactKind, topic: str, text: str, source: Source, status: FactStatus = FactStatus.TAKEN
) -> Fact:
    return Fact(id=FactId(f"F-{number:03d}"), text=text, kind=kind, topic=topic, source=source, status=status)


FACTS = (
    _fact(
        1,
        FactKind.CONTEXT,
        "users",
        "The food bank in Leeds is run by about 120 volunteers.",
        said(1, "We are a food bank in Leeds, run by about 120 volunteers."),
    ),
    _fact(
        2,
        FactKind.CONTEXT,
        "existing",
        "Shifts are planned in a spreadsheet that the coordinators share.",
        said(1, "Shifts are planned in a spreadsheet that the coordinators share"),
    ),
    _fact(
        3,
        FactKind.GOAL,
        "purpose",
        "No delivery should stand in the yard because volunteers forgot their shift, as happened four times last "
        "winter.",
        said(
            1,
            "people forget when they are on: last winter four deliveries stood in the yard because nobody had come "
            "to unload them",
        ),
    ),
    _fact(
        4,
        FactKind.NEED,
        "functions",
        "Coordinators publish shifts and volunteers sign up for them.",
        said(1, "coordinators publish shifts and volunteers sign up for them"),
    ),
    _fact(
        5,
        FactKind.DATA,
        "data",
        "A shift has a place, a start, an end and a number of volunteers that it needs.",
        said(1, "A shift has a place, a start, an end and a number of volunteers that it needs."),
    ),
    _fact(
        6,
        FactKind.RULE,
        "rules",
        "A volunteer must not be able to sign up for two shifts that overlap.",
        said(1, "A volunteer must not be able to sign up for two shifts that overlap."),
    ),
    _fact(
        7,
        FactKind.NEED,
        "functions",
        "Each volunteer should get a reminder by e-mail 24 hours before their shift.",
        said(1, "Each volunteer should get a reminder by e-mail 24 hours before their shift."),
    ),
    _fact(
        8,
        FactKind.NEED,
        "functions",
        "If a volunteer cancels less than 48 hours before a shift, the coordinators must be told at once.",
        said(1, "If somebody cancels less than 48 hours before a shift, the coordinators must be told at once."),
    ),
    _fact(
        9,
        FactKind.RULE,
        "rules",
        "Drivers need a valid driving licence on file before they can take a driver shift.",
        said(1, "Drivers need a valid driving licence on file before they can take a driver shift."),
    ),
    _fact(
        10,
        FactKind.NEED,
        "functions",
        "The list of who is on must be printable, because there is no computer in the warehouse.",
        said(1, "The list of who is on must be printable, because there is no computer in the warehouse."),
    ),
    _fact(
        11,
        FactKind.RULE,
        "law",
        "Names, e-mail addresses and phone numbers are held, so the planner has to respect the GDPR.",
        said(1, "We hold names, e-mail addresses and phone numbers, so this has to respect the GDPR."),
    ),
    _fact(
        12,
        FactKind.NON_GOAL,
        "scope",
        "The planner is not a stock system.",
        said(1, "It is not a stock system: what food we have is somebody else's job."),
    ),
    _fact(
        13,
        FactKind.LATER,
        "scope",
        "A phone app is wanted later, but not now.",
        said(1, "Later we would like a phone app, but not now."),
    ),
    _fact(
        14,
        FactKind.QUALITY,
        "load",
        "When 40 volunteers look at once on a Monday morning, pages should open within 2 seconds.",
        said(
            3,
            "On Monday mornings about 40 volunteers look at once. Pages should open within 2 seconds then.",
        ),
    ),
    _fact(
        15,
        FactKind.RULE,
        "law",
        "A volunteer's data are deleted 30 days after they leave.",
        said(5, "We delete a volunteer's data 30 days after they leave."),
    ),
    _fact(
        16,
        FactKind.RULE,
        "law",
        "Coordinators may see phone numbers; other volunteers must not.",
        said(5, "Coordinators may see phone numbers; other volunteers must not."),
    ),
    _fact(
        17,
        FactKind.LIMIT,
        "money",
        "Running the planner costs at most 20 pounds a month.",
        said(7, "At most 20 pounds a month."),
    ),
    _fact(
        18,
        FactKind.LIMIT,
        "team",
        "The IT person of the food bank knows Python and PostgreSQL.",
        said(7, "Our IT person knows Python and PostgreSQL."),
    ),
    _fact(
        19,
        FactKind.DECISION,
        "interfaces",
        "Mail goes out through the existing Mailgun account.",
        said(7, "Mail goes out through our existing Mailgun account."),
    ),
    _fact(
        20,
        FactKind.NEED,
        "interfaces",
        "The regional office reads the filled shifts once a day as JSON.",
        said(9, "The regional office reads our filled shifts once a day; they want JSON."),
    ),
    _fact(
        21,
        FactKind.RULE,
        "law",
        "The regional office must not see names.",
        said(9, "They must not see names."),
    ),
    _fact(
        22,
        FactKind.RULE,
        "rules",
        "No volunteer works more than 8 hours in a day.",
        Source(kind=SourceKind.REFERENCE, ref="R1:5", quote="No volunteer works more than 8 hours in a day."),
    ),
    _fact(
        23,
        FactKind.ASIDE,
        "meta",
        "The person thanks the interviewer.",
        said(11, "Thanks, that was quick!"),
        FactStatus.REJECTED,
    ),
)
