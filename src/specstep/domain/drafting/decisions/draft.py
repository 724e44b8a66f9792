"""All decision records, the settled ones first."""

from specstep.domain.documents.architecture import ElementKind
from specstep.domain.documents.decisions import Decision, Decisions
from specstep.domain.drafting.decisions.means import begin
from specstep.domain.drafting.decisions.reasons import Record, Way
from specstep.domain.drafting.decisions.topics import TOPICS, extent
from specstep.domain.drafting.foreign import phrases_of
from specstep.domain.drafting.foreign.deciding import decide
from specstep.domain.drafting.shape.choices import known_by_keeper
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Role, Shape
from specstep.domain.drafting.shape.words import listing, short, unique
from specstep.domain.tasks.inputs import WriteDecisions

MOST = 6


def draft_decisions(task: WriteDecisions) -> Decisions:
    """Records of the choices that this system turns on; what the person decided is accepted, not weighed anew."""
    say = phrases_of(task.briefing.language)
    if say and task.requirements.items:
        return decide(task, say)
    people = tuple(actor.name for actor in task.vision.actors) or tuple(
        item.name for item in task.architecture.elements if item.kind is ElementKind.PERSON
    )
    shape = read_shape(task.briefing, task.requirements, people, task.vision.system_name)
    if not task.requirements.items:
        return Decisions(items=(begin(task.vision.title or task.briefing.title, task.requirements),))
    records = [record for topic in TOPICS if (record := topic(shape, task.architecture)) is not None]
    languages = _languages(shape)
    if languages is not None:
        records.insert(0, languages)
    if not records:
        records.append(extent(task.architecture))
    everything = tuple(item.id for item in task.requirements.items)
    found = tuple(
        Decision(
            number=number,
            title=record.title,
            status="accepted" if record.accepted else "proposed",
            context=record.context,
            drivers=unique(record.drivers) or everything[:1],
            options=tuple(way.option() for way in record.ways),
            chosen=record.chosen,
            because=record.because,
            good=record.good or (f"Serves {listing(unique(record.drivers)[:3] or everything[:1])}",),
            bad=record.bad or ("Nobody has tried it here yet; the walking skeleton is the first to show it",),
            sources=record.sources,
            revisit_when=record.revisit_when,
        )
        for number, record in enumerate(records[:MOST], start=1)
    )
    return Decisions(items=found)


def _familiar(shape: Shape) -> Record | None:
    """The language that whoever keeps the system knows, proposed because nobody decided one."""
    known = known_by_keeper(shape)
    if not known:
        return None
    name = listing([item.name for item in known])
    quote = short(known[0].evidence.quote, 120)
    chosen = Way(
        name=name,
        pros=(f"Known to whoever looks after it: “{quote}”",),
        cons=("Whoever comes next must know it too",),
    )
    other = Way(
        name="Another language",
        pros=("Could be chosen for the task alone",),
        cons=("Whoever looks after it would have to learn it first",),
    )
    return Record(
        title=f"Build with {name}",
        context=f"Nobody decided a language, but one was named: “{quote}”",
        drivers=tuple(ref for item in known for ref in item.evidence.requirements),
        ways=(chosen, other),
        chosen=name,
        because="A system that its keeper can read is mended sooner; nothing that was asked for needs another language.",
        good=chosen.pros,
        bad=chosen.cons,
        revisit_when="Somebody else takes over, or a requirement comes that it cannot meet",
    )


def _languages(shape: Shape) -> Record | None:
    """The languages and frameworks that the person settled."""
    settled = shape.decided(Role.FRAMEWORK, Role.LANGUAGE)
    if not settled:
        return _familiar(shape)
    name = listing([item.name for item in settled])
    drivers = unique(ref for item in settled for ref in item.evidence.requirements)
    quote = settled[0].evidence.quote
    chosen = Way(name=name, pros=(f"Decided: “{short(quote, 100)}”",), cons=("Bound to people who know it",))
    other = Way(
        name="Another language or framework",
        pros=("Could be chosen for the task alone",),
        cons=(f"The person decided for {name}", "Nobody named people who would know it"),
    )
    return Record(
        title=f"Build with {name}",
        context=f"The person settled it: “{short(quote, 160)}”",
        drivers=drivers,
        ways=(chosen, other),
        chosen=name,
        because="The person decided it.",
        good=("Those who build and keep it know what they get",),
        bad=chosen.cons,
        revisit_when="Those who know it leave",
        sources=tuple(dict.fromkeys(source for item in settled for source in item.evidence.sources)),
        accepted=True,
    )
