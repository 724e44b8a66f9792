"""Where the data lies, and where the system runs."""

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    because,
    carried,
    said_about,
    things_of,
    unique_sources,
    when,
)
from specstep.domain.drafting.shape.choices import (
    PARTITIONED,
    device_store,
    hosting,
    is_small,
    kept,
    largest_count,
    server_store,
    without_money,
)
from specstep.domain.drafting.shape.values import Concern, Role, Shape
from specstep.domain.drafting.shape.words import listing, plural, several, short, unique


def _size(shape: Shape, count: int | None) -> str:
    """How much there will be, by the statement with the largest figure."""
    if not count:
        loads = shape.refs(Concern.VOLUME)
        return f"{listing(loads[:2])} names how much" if loads else "No amount was named"
    said = next(
        (
            fact.text
            for fact in shape.found[Concern.VOLUME].facts
            if f"{count:,}" in fact.text or str(count) in fact.text
        ),
        "",
    )
    return f"The largest load named is {count:,}" + (f" (“{short(said, 90)}”)" if said else "")


def storage(shape: Shape, architecture: Architecture) -> Record | None:
    """Where the data lies."""
    if not shape.stores or not any(item.kind is ElementKind.STORE for item in architecture.elements):
        return None
    written = kept(shape, tuple(entity.name for entity in architecture.entities))
    choice = server_store(shape) if shape.server else device_store(shape, written)
    things = several([plural(name) for name in written], things_of(architecture), most=2)
    drivers = (
        shape.refs(
            Concern.BACKUP, Concern.RETENTION, Concern.VOLUME, Concern.REGION, Concern.BUDGET, Concern.DEVICES
        )[:5]
        or carried(architecture, "store", "local")[:4]
    )
    count = largest_count(shape)
    size = _size(shape, count)
    sqlite = Way(
        name="SQLite",
        pros=(
            "One file: copied, moved and restored as one",
            when(shape, "Nothing to run or pay beside it", Concern.BUDGET, Concern.MAINTAINER),
            f"{size}; one machine holds that easily" if is_small(shape) else "",
        ),
        cons=(
            "One program on one machine writes at a time",
            when(shape, "Many writers at once wait for each other", Concern.DEVICES) if shape.gateway else "",
        ),
    )
    postgres = Way(
        name="PostgreSQL",
        pros=(
            "Many writers at once, and a second machine later",
            when(
                shape,
                "Copies while in use, restore to a moment",
                Concern.BACKUP,
                Concern.AVAILABILITY,
                Concern.PAYMENT,
            ),
            f"{size}" if not is_small(shape) else "",
        ),
        cons=(
            when(shape, "A server to run, update and watch", Concern.MAINTAINER)
            or "A server to run, update and watch",
            when(shape, "Hosting costs more", Concern.BUDGET),
        ),
    )
    file = Way(
        name="one JSON file",
        pros=(
            "Readable without the program, and simple to copy",
            f"{things[:1].upper()}{things[1:]} fit in memory",
        ),
        cons=("The whole file is written at each change", "No queries beyond what the program does itself"),
    )
    indexed = Way(
        name="IndexedDB",
        pros=(
            "Is in every browser, with room for photos and lists",
            when(shape, "Needs no network", Concern.OFFLINE),
        ),
        cons=("Only that browser on that device reads it", "Browsers may clear it when room is short"),
    )
    sheet = (
        Way(
            name="The spreadsheet of today",
            pros=("Everybody knows it", when(shape, "Costs nothing new", Concern.BUDGET)),
            cons=(f"No rules keep {things} right", "Two people overwrite each other"),
        )
        if shape.named(Role.SPREADSHEET)
        else None
    )
    exported = Way(
        name="Files that the person saves and opens",
        pros=("The person decides where they lie",),
        cons=("Forgotten saving loses work",),
    )
    lines = Way(
        name="a file of JSON lines",
        pros=(
            "Each change is appended, so that a run that is broken off loses nothing of what came before",
            "Readable by people and by programs",
        ),
        cons=("Grows with each run; somebody must remove what is old",),
    )
    extension = Way(
        name="the browser's extension storage",
        pros=(
            "Made for lists and settings, and goes when the extension goes",
            when(shape, "Stays in this browser", Concern.REGION),
        ),
        cons=("Only that browser on that device reads it",),
    )
    shared = Way(
        name="synchronised extension storage",
        pros=("The same on each computer of the person",),
        cons=(
            when(shape, "Travels through the servers of the browser's maker", Concern.REGION)
            or "Travels through the servers of the browser's maker",
            "Holds a hundred kilobytes at most",
        ),
    )
    flash = Way(
        name="the flash memory of the device",
        pros=("Is there already, and keeps its content without power",),
        cons=("Each cell takes a limited number of writes, so that writes are spread and gathered",),
    )
    card = Way(
        name="a memory card",
        pros=("Room for years", "Can be read in any computer"),
        cons=("One more part that costs money and can come loose",),
    )
    partitioned = Way(
        name=PARTITIONED,
        pros=(
            f"{size}; old readings go by dropping a partition, not row by row",
            "One product for readings and for all else",
        ),
        cons=("Partitions must be made ahead of time", "A server to run, update and watch"),
    )
    series = Way(
        name="a database made for time series",
        pros=("Compresses readings, and sums them up by itself",),
        cons=("A second product beside the one for everything else", "Fewer people know it"),
    )
    by_name = {
        PARTITIONED: partitioned,
        "the flash memory of the device": flash,
        "a file of JSON lines": lines,
        "the browser's extension storage": extension,
        "SQLite": sqlite,
        "PostgreSQL": postgres,
        "one JSON file": file,
        "IndexedDB": indexed,
    }
    there = next((item.evidence.quote for item in shape.named(Role.DATABASE) if item.name == choice.name), "")
    decided = by_name.get(choice.name) or Way(
        name=choice.name,
        pros=("The person decided for it", "No second product to learn")
        if choice.decided
        else (f"Named: “{short(there, 80)}”", "No second product to learn"),
        cons=(f"Bound to what {choice.name} offers",),
    )
    others = {
        "SQLite": (postgres if shape.server else file,),
        "the flash memory of the device": (card,),
        "PostgreSQL": (sqlite,),
        PARTITIONED: (postgres, series),
        "one JSON file": (sqlite,),
        "a file of JSON lines": (file,),
        "the browser's extension storage": (shared, exported),
        "IndexedDB": (exported,),
    }.get(choice.name, (postgres if choice.name != "Postgres" else sqlite,))
    ways = (decided, *others, *((sheet,) if sheet else ()))
    settled = tuple(item for item in shape.decided(Role.DATABASE) if item.name == choice.name)
    return Record(
        title=f"Store {things} in {choice.name}",
        context=f"{things[:1].upper()}{things[1:]} must outlive a restart. {size}."
        + (
            f" “{short(shape.quote(Concern.BACKUP, Concern.RETENTION), 120)}”"
            if shape.has(Concern.BACKUP, Concern.RETENTION)
            else ""
        ),
        drivers=unique((*(ref for item in settled for ref in item.evidence.requirements), *drivers))[:5],
        ways=ways,
        chosen=decided.name,
        because="The person decided it."
        if choice.decided
        else because(
            shape,
            drivers,
            _why_there(shape, choice.name),
            Concern.BUDGET,
            Concern.MAINTAINER,
            Concern.OFFLINE,
            Concern.VOLUME,
        ),
        good=tuple(item for item in decided.pros if item)[:3],
        bad=tuple(item for item in decided.cons if item)[:3],
        revisit_when=(
            f"More than ten times {count:,} are expected"
            if count
            else f"{things[:1].upper()}{things[1:]} no longer fit one machine, or a second machine must write"
        ),
        sources=tuple(source for item in settled for source in item.evidence.sources),
        accepted=choice.decided,
    )


def _why_there(shape: Shape, name: str) -> str:
    """Why this store, in the terms of what was said."""
    if any(item.name == name for item in shape.named(Role.DATABASE)):
        return f"{name} was named, and a second product would be one more to look after"
    if name == "PostgreSQL" and not is_small(shape):
        return f"{name} takes many writers at once and this amount"
    if name == "PostgreSQL" and shape.has(Concern.SENSITIVE, Concern.CARD_DATA, Concern.AVAILABILITY):
        return f"{name} can be copied while in use and restored to a moment, which these data need"
    return f"{name} meets them with the fewest moving parts"


def place(shape: Shape, architecture: Architecture) -> Record | None:
    """Where it runs."""
    if not shape.server:
        return None
    choice = hosting(shape)
    people = [item.name for item in architecture.elements if item.kind is ElementKind.PERSON]
    concerns = (Concern.HOSTING, Concern.REGION, Concern.BUDGET, Concern.MAINTAINER, Concern.AVAILABILITY)
    drivers = shape.refs(*concerns)[:5] or carried(architecture, "server")[:3]
    parts = listing(
        [
            item.name
            for item in architecture.elements
            if item.id.startswith(("server", "worker", "gateway", "store"))
        ]
    )
    machine = Way(
        name="one rented virtual machine",
        pros=(
            when(shape, "A small fixed sum per month", Concern.BUDGET) or "A fixed sum per month",
            f"{parts} start together with one command" if " and " in parts else f"{parts} starts with one command",
            when(shape, "The place of the data is known", Concern.REGION),
        ),
        cons=("Somebody must install updates", when(shape, "Down when the machine is down", Concern.AVAILABILITY)),
    )
    platform = Way(
        name="a platform that runs it for us",
        pros=(
            when(shape, "No machine to look after", Concern.MAINTAINER) or "No machine to look after",
            when(shape, "Restarts and copies are part of it", Concern.AVAILABILITY, Concern.BACKUP),
        ),
        cons=(
            when(shape, "Price grows with use", Concern.BUDGET) or "Price grows with use",
            when(shape, "The place must be checked for each service", Concern.REGION),
        ),
    )
    free = Way(
        name="a free plan of a hosting service",
        pros=(
            when(shape, "Costs nothing", Concern.BUDGET) or "Costs nothing",
            "No machine to look after, and reachable from each phone",
        ),
        cons=(
            "Its provider may limit or end it, so copies lie elsewhere too",
            "Data lies with a third party, by contract",
        ),
    )
    house = Way(
        name="a computer that is there already",
        pros=(when(shape, "Costs nothing", Concern.BUDGET) or "Costs nothing",),
        cons=("Nobody reaches it while it is off, away or broken",),
    )
    premises = Way(
        name="a machine on the own premises",
        pros=(when(shape, "Data does not leave the place", Concern.REGION) or "No rent",),
        cons=(
            "Power, network and disk are the owner's care",
            when(shape, "Nobody is there to repair it", Concern.MAINTAINER, Concern.AVAILABILITY),
        ),
    )
    by_name = {way.name: way for way in (machine, platform, premises, free)}
    chosen = by_name.get(choice.name) or Way(
        name=choice.name, pros=("The person decided for it",), cons=(f"Bound to {choice.name}'s prices and terms",)
    )
    usual = (house, machine) if without_money(shape) else (machine, platform, premises)
    others = tuple(way for way in usual if way.name != chosen.name)[:2]
    settled = tuple(item for item in shape.decided(Role.HOSTING))
    told = unique_sources(settled) or said_about(shape, Concern.HOSTING, Concern.REGION)
    spoken = [
        fact.source
        for each in (Concern.HOSTING, Concern.REGION)
        if shape.has(each)
        for fact in shape.found[each].facts
    ]
    sources = (told or tuple(spoken[:1])) if choice.decided else ()
    return Record(
        title=f"Run {parts} on {choice.name}",
        context=(f"{parts} must be reachable for {listing(people, 'its users')}.")
        + (
            f" “{short(shape.quote(*concerns), 140)}”"
            if shape.quote(*concerns)
            else " Nobody named a limit of money or place."
        ),
        drivers=unique((*(ref for item in settled for ref in item.evidence.requirements), *drivers))[:5],
        ways=(chosen, *others),
        chosen=chosen.name,
        because="The person decided it."
        if choice.decided
        else because(
            shape,
            drivers,
            f"{choice.name} carries {parts} without a bill, and what it holds can be taken elsewhere"
            if without_money(shape)
            else f"{choice.name} carries {parts} at a known price, and can be moved as a whole",
            *concerns,
        ),
        good=tuple(item for item in chosen.pros if item)[:3],
        bad=tuple(item for item in chosen.cons if item)[:3],
        revisit_when="An outage or the bill hurts more than a move would",
        sources=sources,
        accepted=choice.decided and bool(sources),
    )
