"""What may go wrong here, from what was said and from what was left open."""

import re

from specstep.domain.documents.architecture import Architecture, Element, ElementKind
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import Risk, Task
from specstep.domain.documents.requirements import RequirementKind, Requirements
from specstep.domain.drafting.shape.choices import largest_count, without_money
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import agree, bare, listing, plural, several, short, unique
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.tasks.inputs import Briefing

MOST = 12
WORTH_A_TEST = 1_000
SETTING = frozenset({FactKind.LIMIT, FactKind.DECISION, FactKind.GOAL, FactKind.QUALITY, FactKind.RULE})
DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b|\b20\d\d\b|\bQ[1-4]\b"
    r"|\b(?:before|by) (?:the )?(?:season|term|semester|spring|summer|autumn|winter|christmas|easter)",
    re.IGNORECASE,
)


def draft_risks(
    briefing: Briefing,
    shape: Shape,
    requirements: Requirements,
    architecture: Architecture,
    decisions: Decisions,
    tasks: tuple[Task, ...],
) -> tuple[Risk, ...]:
    """The risks, worst first as far as the statements tell."""
    found: list[tuple[str, str, str, str, str, tuple[str, ...]]] = []
    core = next(
        (
            item.name
            for prefix in ("server", "client")
            for item in architecture.elements
            if item.id.startswith(prefix)
        ),
        "the system",
    )
    stores = [item for item in architecture.elements if item.kind is ElementKind.STORE]

    def said(*concerns: Concern) -> str:
        return f"“{short(shape.quote(*concerns), 120)}”"

    def refs(*concerns: Concern) -> tuple[str, ...]:
        facts = tuple(
            fact.id for concern in concerns if concern in shape.found for fact in shape.found[concern].facts
        )
        return unique((*shape.refs(*concerns), *facts))[:6]

    must = [
        item
        for item in requirements.items
        if item.priority.value == "must" and item.kind is RequirementKind.FUNCTIONAL
    ]
    date = _dated(shape)
    if date is not None:
        last = tasks[-1].milestone if tasks else "the last milestone"
        found.append(
            (
                (
                    f"The date in “{short(date.text, 120)}” passes before {len(must) or 'the'} must-have "
                    "functions are done."
                ),
                "medium",
                "high",
                f"Milestones are usable one by one; what stands in {last} is dropped first.",
                "The walking skeleton (M1) is not shown by a third of the time",
                unique((*shape.refs(Concern.DEADLINE), date.id))[:6],
            )
        )
    if shape.has(Concern.BUDGET):
        paid = [item.name for item in architecture.elements if item.kind is ElementKind.EXTERNAL and item.proposed]
        what = (
            listing([*paid, "hosting"])
            if paid and shape.server
            else listing(paid) or ("Hosting" if shape.server else "Building it")
        )
        found.append(
            (
                f"Something turns out to cost money after all: {said(Concern.BUDGET)}."
                if without_money(shape)
                else f"{what} {agree(what, 'cost')} more than {said(Concern.BUDGET)} allows.",
                "medium",
                "medium",
                (
                    "Only services with a free plan are used, and what they hold is copied, so that they can be left."
                    if without_money(shape)
                    else f"Prices are asked for before {listing(paid, core)} is built in; the records of decisions "
                    "name the cheaper option."
                ),
                "A quoted or billed sum beyond the limit",
                refs(Concern.BUDGET),
            )
        )
    if shape.has(Concern.MAINTAINER):
        found.append(
            (
                f"Whoever keeps it running has no time or leaves: {said(Concern.MAINTAINER)}.",
                "medium",
                "high",
                (
                    f"{listing([item.name for item in stores], core)} and the set-up are written down so that "
                    "someone else can take over within a day."
                ),
                "A fault stays open for a week",
                refs(Concern.MAINTAINER),
            )
        )
    called: list[Element] = []
    for item in architecture.elements:
        if item.kind is not ElementKind.EXTERNAL or not (item.requirements or item.proposed):
            continue
        if "given up" in listing(
            [relation.label for relation in architecture.relations if relation.source == item.id]
        ):
            found.append(
                (
                    f"What {item.name} holds today is incomplete or does not fit the new data model.",
                    "medium",
                    "medium",
                    (
                        "A trial run takes the entries over before the change; those that do not fit are listed "
                        "for a person."
                    ),
                    f"More than a few entries of {item.name} are refused in the trial run",
                    item.requirements[:5],
                )
            )
        else:
            called.append(item)
    if called:
        names = several([item.name for item in called])
        needing = unique(ref for item in called for ref in item.requirements)
        one = len(called) == 1
        found.append(
            (
                f"{names} {agree(names, 'is') if one else 'are'} down, {agree(names, 'change') if one else 'change'} or "
                f"{agree(names, 'refuse') if one else 'refuse'} service, and {several(needing, 'what needs them')} cannot be met.",
                "medium",
                "high" if len(needing) > 2 else "medium",
                f"Calls to {names} have time limits and are repeated; people see what is waiting.",
                f"Calls to {names} fail for an hour",
                needing[:5],
            )
        )
    personal = [
        entity.name
        for entity in architecture.entities
        if any(attribute.personal for attribute in entity.attributes)
    ]
    if shape.has(Concern.SENSITIVE, Concern.PERSONAL) or personal:
        sensitive = shape.has(Concern.SENSITIVE)
        keeps = listing([plural(name) for name in personal], "people")
        found.append(
            (
                f"Data about {keeps} reaches people who may not see it"
                + (f"; it is sensitive: {said(Concern.SENSITIVE)}." if sensitive else "."),
                "medium" if shape.server else "low",
                "high" if sensitive else "medium",
                f"Only the marked attributes are kept; access is checked in {core} and tested.",
                "A report of data in the wrong hands, or a request to erase that cannot be met",
                refs(Concern.SENSITIVE, Concern.PERSONAL, Concern.RETENTION),
            )
        )
    if shape.has(Concern.OFFLINE) and shape.server and any(item.id.startswith("local") for item in stores):
        found.append(
            (
                (
                    "Two people change the same thing while without a network, and one change is lost: "
                    f"{said(Concern.OFFLINE)}."
                ),
                "medium",
                "high",
                "Each change keeps its author and time; where both cannot hold, a person is asked.",
                "A person misses an entry after synchronising",
                refs(Concern.OFFLINE, Concern.SYNC),
            )
        )
    elif stores and not shape.server and shape.client is Client.FIRMWARE:
        found.append(
            (
                f"A batch of devices is out with a fault in the {core}, and cannot be reached to mend it.",
                "medium",
                "high",
                "Updates reach a few devices first, and the rest once those have run for a while.",
                "One of the first devices does not report after an update",
                stores[0].requirements[:4],
            )
        )
    elif stores and not shape.server:
        found.append(
            (
                f"The device is lost or broken, and with it the only copy in the {stores[0].name}.",
                "medium",
                "high",
                f"The {stores[0].name} can be copied to another place with one action, and read back.",
                "Nobody has made a copy for a month",
                refs(Concern.BACKUP, Concern.OFFLINE) or stores[0].requirements[:4],
            )
        )
    load = _load(shape)
    if load:
        found.append(
            (
                f"{core} {'do' if agree(core, 'is') == 'are' else 'does'} not hold the load or the answer time of “{short(load, 120)}”.",
                "low",
                "medium",
                "A load test with this figure runs before people depend on it.",
                "The measured value in the load test is beyond the limit",
                refs(Concern.VOLUME, Concern.SPEED),
            )
        )
    for clash in briefing.contradictions[:2]:
        found.append(  # noqa: PERF401 - one row at a time reads like the others
            (
                f"Two statements contradict each other, and the wrong one is built: {bare(clash.why)}.",
                "high",
                "medium",
                "The person settles it before the tasks concerned begin.",
                "A task that rests on either statement is started",
                (clash.first, clash.second),
            )
        )
    found += _open(requirements, tasks)
    proposed = [item for item in decisions.items if item.status == "proposed" and item.drivers]
    if proposed and not found:
        guess = proposed[0]
        found.append(
            (
                f"“{guess.chosen}” ({guess.id}) does not suit those who use it; nobody has confirmed it yet.",
                "low",
                "medium",
                "The first milestone is shown to the people concerned, and the decision is looked at again.",
                bare(guess.revisit_when) or "Its first users object",
                guess.drivers[:4],
            )
        )
    return tuple(
        Risk(
            id=f"R-{number:03d}",
            text=text,
            likelihood=likelihood,
            impact=impact,
            response=response,
            trigger=trigger,
            refs=tuple(where),
        )
        for number, (text, likelihood, impact, response, trigger, where) in enumerate(found[:MOST], start=1)
    )


def _dated(shape: Shape) -> Fact | None:
    """The statement that names the date by which it must be there."""
    evidence = shape.found.get(Concern.DEADLINE)
    if evidence is None:
        return None
    return next((fact for fact in evidence.facts if fact.kind in SETTING and DATE.search(fact.text)), None)


def _load(shape: Shape) -> str:
    """The statement whose load or answer time is worth a test; a few dozen people are none."""
    count = largest_count(shape)
    concerns = [Concern.SPEED, *([Concern.VOLUME] if count is not None and count >= WORTH_A_TEST else [])]
    texts = [fact.text for concern in concerns if concern in shape.found for fact in shape.found[concern].facts]
    return next((text for text in texts if re.search(r"\d", text)), "")


def _open(
    requirements: Requirements, tasks: tuple[Task, ...]
) -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """What nobody has answered, as one risk that names the work which waits for it."""
    questions = requirements.open_questions
    if not questions:
        return []
    known = requirements.by_id()
    blocked = {ref for question in questions for ref in question.blocks if ref in known}
    waiting = [task.id for task in tasks if len(task.requirements) == 1 and blocked & set(task.requirements)]
    built = f" {several(waiting)} would be built on a guess." if waiting else ""
    return [
        (
            f"{several([question.id for question in questions])} {'is' if len(questions) == 1 else 'are'} not answered in time, "
            f"the first of them “{_inner(questions[0].text)}”.{built}",
            "medium",
            "high" if any(known[ref].priority.value == "must" for ref in blocked) else "medium",
            "They are asked in one sitting before M1 ends; until then what is assumed stands beside each question.",
            "M1 is shown, and one of them is still open",
            unique(ref for question in questions for ref in (*question.blocks, *question.facts) if ref)[:5],
        )
    ]


def _inner(text: str) -> str:
    """A text to be quoted, with the quotation marks of an inner quote."""
    return bare(text).replace("“", "‘").replace("”", "’")
