"""Milestones, tasks, risks and tests in the person's language."""

from specstep.domain.documents.delivery import DeliveryPlan, Milestone, Risk, Task
from specstep.domain.documents.requirements import Priority, Requirement, RequirementKind
from specstep.domain.documents.testing import TestCase, TestPlan
from specstep.domain.drafting.shape.words import bare, short
from specstep.domain.interviews.values import FactKind
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import WriteDelivery, WriteTesting

GUARDS = (
    ("Check who acts", "Each action is tied to a person, and the rules say what that person may do.",
     "An action without proof of who asks changes nothing"),
    ("Refuse malformed input", "Each value is checked for kind, range and size before anything changes.",
     "A malformed value is refused, and the refusal names the field"),
    ("Copy the data and practise restoring it", "A copy lies in another place, and coming back from it is tried.",
     "A copy was restored on an empty machine"),
)  # fmt: skip


def plan(task: WriteDelivery, say: Phrases) -> DeliveryPlan:
    """First a thin whole, then the rest in order of priority, then what protects it."""
    items = task.requirements.items
    if not items:
        return DeliveryPlan(milestones=(), tasks=(), risks=_risks(task, say))
    parts = tuple(part for part in task.architecture.elements if part.parent is not None)
    inside = tuple(part.id for part in parts)
    places = task.acceptance.places()
    functional = [item for item in items if item.kind is RequirementKind.FUNCTIONAL] or list(items)
    ordered = sorted(functional, key=lambda item: item.priority is not Priority.MUST)
    limits = [item for item in items if item not in functional]
    tasks: list[Task] = []

    def add(
        title: str, description: str, milestone: str, refs: tuple[str, ...], done: tuple[str, ...], size: str
    ) -> None:
        tasks.append(
            Task(
                id=f"T-{len(tasks) + 1:03d}",
                title=title,
                description=description,
                milestone=milestone,
                requirements=refs,
                elements=inside or tuple(part.id for part in task.architecture.elements[:1]),
                depends_on=("T-001",) if tasks else (),
                done_when=done,
                size=size,
            )
        )

    named = say.listing([part.name for part in parts])
    add(say("Set up: {parts}", parts=named or task.vision.title), say("The thinnest whole that runs."), "M1",
        (ordered[0].id,), (say("One written-down command starts everything from a clean checkout"),), "M")  # fmt: skip
    if limits:
        add(say("Check the limits on what exists"), say("Each limit is looked at as soon as the parts exist."), "M1",
            tuple(item.id for item in limits), tuple(f"{item.id}: {bare(item.text)}" for item in limits), "S")  # fmt: skip
    for number, item in enumerate(ordered):
        add(say("Build: {title}", title=item.title), item.text, "M1" if number == 0 else "M2", (item.id,),
            tuple(say("Scenario passes: {place}", place=place) for place in places.get(item.id, ())), "M")  # fmt: skip
    last = "M2" if len(ordered) > 1 else "M1"
    every = tuple(item.id for item in ordered)
    if task.vision.stakes != "low":
        for title, description, done in GUARDS:
            add(say(title), say(description), last, every, (say(done),), "S")
    first = (ordered[0].id, *(item.id for item in limits))
    milestones = [
        Milestone(id="M1", title=say("A thin whole"), outcome=say("“{title}” works from end to end.", title=ordered[0].title),
                  requirements=first)
    ]  # fmt: skip
    if len(ordered) > 1:
        milestones.append(
            Milestone(id="M2", title=say("All the rest"), outcome=say("All scenarios pass."),
                      requirements=tuple(item.id for item in ordered[1:]))
        )  # fmt: skip
    return DeliveryPlan(milestones=tuple(milestones), tasks=tuple(tasks), risks=_risks(task, say))


def _risks(task: WriteDelivery, say: Phrases) -> tuple[Risk, ...]:
    found: list[tuple[str, str, tuple[str, ...]]] = []
    limits = [item for item in task.requirements.items if item.kind is RequirementKind.CONSTRAINT]
    for item in limits[:3]:
        found.append(  # noqa: PERF401 - one row at a time reads like the others
            (say("This limit is broken: “{limit}”.", limit=short(item.text, 140)),
             say("It is checked with each milestone; what is less important is dropped first."), (item.id,))
        )  # fmt: skip
    questions = task.requirements.open_questions
    if questions:
        found.append(
            (say("Questions stay open, and something is built on a guess: {ids}.", ids=", ".join(each.id for each in questions[:6])),
             say("They are asked in one sitting before the first milestone ends."),
             tuple(ref for each in questions for ref in each.blocks)[:4])
        )  # fmt: skip
    asked = [fact for fact in task.briefing.facts if fact.kind is FactKind.CONTEXT]
    if asked and task.requirements.items:
        found.append(
            (say("What was told as the state of things contains wishes that became no requirement."),
             say("The extracts per source are read with the person, statement by statement."),
             tuple(fact.id for fact in asked)[:5])
        )  # fmt: skip
    return tuple(
        Risk(
            id=f"R-{number:03d}",
            text=text,
            likelihood="medium",
            impact="medium",
            response=response,
            trigger=say("It is noticed when a milestone is shown"),
            refs=refs,
        )
        for number, (text, response, refs) in enumerate(found, start=1)
    )


def check(task: WriteTesting, say: Phrases) -> TestPlan:
    """A case for each requirement: what its scenarios do and expect."""
    places = task.acceptance.places()
    names = [part.name for part in task.architecture.elements if part.parent is not None]
    cases = tuple(
        _case(number, item, places.get(item.id, ()), say)
        for number, item in enumerate(task.requirements.items, start=1)
    )
    if not cases:
        return TestPlan(approach=say("No requirement is known yet, so there is nothing to test."), cases=(), test_data=(),
                        environments=(), exit_criteria=(say("The open questions are answered"),))  # fmt: skip
    return TestPlan(
        approach=say("Each requirement has a case; a found fault first becomes a scenario."),
        cases=cases,
        test_data=(say("None, one and many of each kind; names are invented"),),
        environments=(
            say("The developer's machine: {parts}", parts=say.listing(names))
            if names
            else say("The developer's machine"),
            *(node.name for node in task.architecture.deployment),
        ),
        exit_criteria=(say("All scenarios pass"), say("No known fault touches what must be there")),
    )


def _case(number: int, item: Requirement, scenarios: tuple[str, ...], say: Phrases) -> TestCase:
    limit = item.kind is RequirementKind.CONSTRAINT
    return TestCase(
        id=f"TC-{number:03d}",
        title=item.title,
        level="system" if limit else "acceptance",
        requirements=(item.id,),
        procedure=say("Compare the installed system with the limit.") if limit else say("Run the scenarios."),
        expected=item.text,
        scenarios=scenarios,
    )
