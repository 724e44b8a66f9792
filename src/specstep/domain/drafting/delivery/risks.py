"""What may go wrong here, from what was said and from what was left open."""

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.decisions import Decisions
from specstep.domain.documents.delivery import Risk, Task
from specstep.domain.documents.requirements import RequirementKind, Requirements
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import agree, bare, listing, plural, short, unique
from specstep.domain.tasks.inputs import Briefing

MOST = 12
MOST_QUESTIONS = 3


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
    if shape.has(Concern.DEADLINE):
        last = tasks[-1].milestone if tasks else "the last milestone"
        found.append(
            (
                (
                    f"The date in {said(Concern.DEADLINE)} passes before {len(must) or 'the'} must-have "
                    "functions are done."
                ),
                "medium",
                "high",
                f"Milestones are usable one by one; what stands in {last} is dropped first.",
                "The walking skeleton (M1) is not shown by a third of the time",
                refs(Concern.DEADLINE),
            )
        )
    if shape.has(Concern.BUDGET):
        paid = [item.name for item in architecture.elements if item.kind is ElementKind.EXTERNAL and item.proposed]
        what = (
            f"{listing(paid)} and hosting"
            if paid and shape.server
            else listing(paid) or ("Hosting" if shape.server else "Building it")
        )
        found.append(
            (
                f"{what} cost more than {said(Concern.BUDGET)} allows.",
                "medium",
                "medium",
                (
                    f"Prices are asked for before {listing(paid, core)} is built in; the records of decisions "
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
    for item in architecture.elements:
        if item.kind is not ElementKind.EXTERNAL:
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
            found.append(
                (
                    (
                        f"{item.name} {agree(item.name, 'is')} down, {agree(item.name, 'change')} or "
                        f"{agree(item.name, 'refuse')} service, and {listing(item.requirements[:4], 'what needs it')} "
                        "cannot be met."
                    ),
                    "medium",
                    "high" if len(item.requirements) > 2 else "medium",
                    f"Calls to {item.name} have time limits and are repeated; people see what is waiting.",
                    f"Calls to {item.name} fail for an hour",
                    item.requirements[:5],
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
    if shape.has(Concern.OFFLINE) and shape.server:
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
    if shape.has(Concern.VOLUME, Concern.SPEED):
        found.append(
            (
                f"{core} {'do' if agree(core, 'is') == 'are' else 'does'} not hold the load or the answer time of {said(Concern.VOLUME, Concern.SPEED)}.",
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


def _open(
    requirements: Requirements, tasks: tuple[Task, ...]
) -> list[tuple[str, str, str, str, str, tuple[str, ...]]]:
    """What nobody has answered: a row for each question that work waits for, one row for the rest."""
    known = requirements.by_id()
    found: list[tuple[str, str, str, str, str, tuple[str, ...]]] = []
    rest = []
    for question in requirements.open_questions:
        blocked = tuple(ref for ref in question.blocks if ref in known)
        waiting = [
            task
            for task in tasks
            if len(task.requirements) == 1
            and set(blocked) & set(task.requirements)
            and task.title != tasks[0].title
        ]
        if not waiting or len(found) == MOST_QUESTIONS:
            rest.append(question)
            continue
        first = waiting[0]
        found.append(
            (
                f"{first.id} ({short(first.title, 60)}) is built on a guess, because nobody has answered "
                f"“{_inner(question.text)}” ({question.id}).",
                "medium",
                "high" if any(known[ref].priority.value == "must" for ref in blocked) else "medium",
                f"{question.id} is put to the person before {first.id} starts; until then the guess stands in one place.",
                f"{first.id} is next, and {question.id} is still open",
                unique((*blocked, *question.facts)),
            )
        )
    if rest:
        found.append(
            (
                f"{listing([question.id for question in rest])} {'is' if len(rest) == 1 else 'are'} still open, the first "
                f"of them “{_inner(rest[0].text)}”; the answer changes what has been built by then.",
                "medium",
                "medium",
                "They are asked in one sitting before M1 ends; each answer is compared with the requirements.",
                "M1 is shown, and one of them is still open",
                unique(ref for question in rest for ref in (*question.blocks, *question.facts) if ref)[:5],
            )
        )
    return found


def _inner(text: str) -> str:
    """A text to be quoted, with the quotation marks of an inner quote."""
    return bare(text).replace("“", "‘").replace("”", "’")
