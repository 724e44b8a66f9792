"""Decision records in the person's language: how people reach it, where data lies, where it runs."""

from specstep.domain.documents.decisions import Decision, Decisions, Option
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.drafting.shape.choices import device_store, hosting, server_store
from specstep.domain.drafting.shape.reading import read_shape
from specstep.domain.drafting.shape.values import Client, Shape
from specstep.domain.phrases import Phrases
from specstep.domain.tasks.inputs import WriteDecisions

WEB = ("Pages in the browser", ("Nothing to install or update on anybody's device",), ("Needs a network",))
OFFLINE = ("Web app that works offline", ("Works without a network",), ("Copies must be brought together again",))
NATIVE = ("App from the stores", ("Full access to the phone",), ("Two stores with their fees and reviews",))
LOCAL = ("Program on the computer", ("No server to look after",), ("Each computer needs its own installation",))
SQLITE = (
    "SQLite",
    ("One file: copied, moved and restored as one",),
    ("One program on one machine writes at a time",),
)
POSTGRES = (
    "PostgreSQL",
    ("Many writers at once, and a second machine later",),
    ("A server to run, update and watch",),
)
BROWSER = ("IndexedDB", ("Is in every browser",), ("Only that browser on that device reads it",))
RENTED = ("one rented virtual machine", ("A small fixed sum per month",), ("Somebody must install updates",))
PLATFORM = ("a platform that runs it for us", ("No machine to look after",), ("Price grows with use",))
HOUSE = ("a machine on the own premises", ("No rent",), ("Power, network and disk are the owner's care",))
FREE = ("a free plan of a hosting service", ("Costs nothing",), ("Its provider may limit or end it",))
Way = tuple[str, tuple[str, ...], tuple[str, ...]]


def decide(task: WriteDecisions, say: Phrases) -> Decisions:
    """One record for each choice that the parts rest on; at least one."""
    people = tuple(actor.name for actor in task.vision.actors)
    shape = read_shape(task.briefing, task.requirements, people, task.vision.system_name)
    items = task.requirements.items
    duties = tuple(item.id for item in items if item.kind is RequirementKind.FUNCTIONAL)[:4]
    limits = tuple(item.id for item in items if item.kind is RequirementKind.CONSTRAINT)[:3]
    drivers = tuple(item.id for item in items)[:1]
    found = [(_client(shape), "How people reach it: {option}", duties or drivers)]
    if shape.server or shape.stores:
        found.append((_store(shape), "Where data lies: {option}", duties or drivers))
    if shape.server:
        found.append((_place(shape), "Where it runs: {option}", limits or duties or drivers))
    return Decisions(
        items=tuple(
            _record(number, title, ways, refs, say) for number, (ways, title, refs) in enumerate(found, start=1)
        )
    )


def _client(shape: Shape) -> tuple[Way, ...]:
    if shape.client is Client.OFFLINE_WEB:
        return OFFLINE, NATIVE, WEB
    if shape.client is Client.NATIVE:
        return NATIVE, OFFLINE
    return (WEB, OFFLINE, NATIVE) if shape.client is Client.WEB else (LOCAL, WEB)


def _store(shape: Shape) -> tuple[Way, ...]:
    name = (server_store(shape) if shape.server else device_store(shape)).name
    usual = [way for way in (SQLITE, POSTGRES, BROWSER) if way[0] == name]
    named: Way = usual[0] if usual else (name, ("Was named",), ("Bound to what it offers",))
    return named, POSTGRES if named is not POSTGRES else SQLITE


def _place(shape: Shape) -> tuple[Way, ...]:
    name = hosting(shape).name
    usual = [way for way in (RENTED, PLATFORM, HOUSE, FREE) if way[0] == name]
    named: Way = usual[0] if usual else (name, ("Was named",), ("Bound to what it offers",))
    return named, *[way for way in (RENTED, PLATFORM, HOUSE) if way is not named][:2]


def _record(number: int, title: str, ways: tuple[Way, ...], refs: tuple[str, ...], say: Phrases) -> Decision:
    name, pros, cons = ways[0]
    return Decision(
        number=number,
        title=say(title, option=say(name)),
        status="proposed",
        context=say("Nobody settled this; it is proposed so that work can begin."),
        drivers=refs,
        options=tuple(
            Option(name=say(each), pros=tuple(map(say, good)), cons=tuple(map(say, bad)))
            for each, good, bad in ways
        ),
        chosen=say(name),
        because=say("It meets {ids} with the least to build and look after.", ids=", ".join(refs)),
        good=tuple(map(say, pros)),
        bad=tuple(map(say, cons)),
        revisit_when=say("Somebody decides it otherwise, or the first users object"),
    )
