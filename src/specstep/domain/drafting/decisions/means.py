"""What few means suggest."""

import re

from specstep.domain.documents.architecture import Architecture
from specstep.domain.documents.decisions import Decision, Option
from specstep.domain.documents.requirements import Requirements
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    carried,
    when,
)
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import listing, short, unique


def buy(shape: Shape, architecture: Architecture) -> Record | None:  # noqa: ARG001 - one signature for all topics
    """Whether to build it at all, where money or hands are few."""
    if not (shape.server and shape.has(Concern.BUDGET) and shape.has(Concern.MAINTAINER, Concern.DEADLINE)):
        return None
    drivers = shape.refs(Concern.BUDGET, Concern.MAINTAINER, Concern.DEADLINE)[:5]
    rules = [item for item in shape.requirements if shape.obligations[item.id].negated or item.bounds]
    build = Way(
        name="Build it",
        pros=(
            f"Keeps the rules {listing([item.id for item in rules[:3]])} exactly"
            if rules
            else "Does exactly what was asked",
        ),
        cons=(when(shape, "Somebody must look after it", Concern.MAINTAINER) or "Somebody must look after it",),
    )
    rent = Way(
        name="Rent a ready-made service",
        pros=(when(shape, "Can be used at once", Concern.DEADLINE) or "Can be used at once",),
        cons=(
            when(shape, "A sum per month or user", Concern.BUDGET),
            "Its rules are not these rules",
            when(shape, "Where it keeps data must be checked", Concern.REGION, Concern.PERSONAL),
        ),
    )
    return Record(
        title="Build rather than rent",
        context=(
            f"Means are few. “{short(shape.quote(Concern.BUDGET), 100)}” "
            f"“{short(shape.quote(Concern.MAINTAINER, Concern.DEADLINE), 100)}”"
        ),
        drivers=drivers,
        ways=(build, rent),
        chosen=build.name,
        because=(
            f"{listing(drivers)}: the talk asks for a system of its own; no ready-made one was named "
            f"that keeps {listing([item.id for item in rules[:3]], 'its rules')}."
        ),
        good=tuple(item for item in build.pros if item),
        bad=tuple(item for item in build.cons if item),
        revisit_when="Somebody finds a service that keeps these rules within the sum named",
    )


def extent(architecture: Architecture) -> Record:
    """One part or several: the question that remains where nothing else is open."""
    part = next((item.name for item in architecture.elements if item.id.startswith("client")), "the system")
    drivers = carried(architecture, "client", "server")[:4]
    one = Way(
        name="One part",
        pros=("Is built, tested and handed over as one",),
        cons=("Its inner borders must be kept by care",),
    )
    several = Way(
        name="A core and separate add-ons",
        pros=("Add-ons can change alone",),
        cons=("More than these requirements ask for",),
    )
    return Record(
        title=f"Keep {part} in one part",
        context=f"{part} meets {listing(drivers, 'what was asked')}, with nothing beside it.",
        drivers=drivers,
        ways=(one, several),
        chosen=one.name,
        because=f"{listing(drivers)}: nothing in them needs a second part.",
        good=one.pros,
        bad=one.cons,
        revisit_when="A second program wants to use a piece of it",
    )


def begin(title: str, requirements: Requirements) -> Decision:
    """How to start where nobody has asked for anything yet: the one decision that can be proposed honestly."""
    asked = [question.id for question in requirements.open_questions[:3]]
    first = Option(
        name="Ask first, then design",
        pros=(
            "Nothing is built on a guess",
            f"{listing(asked, 'Few questions')} settle what the first sketch needs",
        ),
        cons=("Somebody must answer before anything can be shown",),
    )
    sketch = Option(
        name="Show a rough sketch and correct it",
        pros=("Some people answer better in front of a picture",),
        cons=(f"“{short(title, 60)}” says too little to draw anything that is not made up",),
    )
    return Decision(
        number=1,
        title="Ask before designing anything",
        status="proposed",
        context=f"All that is known is “{short(title, 120)}”: no statement says who does what with it.",
        drivers=(),
        options=(first, sketch),
        chosen=first.name,
        because=f"No requirement is known, so a design would rest on nothing. {listing(asked, 'The open questions')} come first.",
        good=first.pros,
        bad=first.cons,
        revisit_when="The first requirement is known",
    )


UNDOING = re.compile(r"\b(?:undo|undone|log|revert|roll back|restore)\b", re.IGNORECASE)
CHANGING_FILES = frozenset(
    [
        "rename",
        "move",
        "delete",
        "remove",
        "overwrite",
        "convert",
        "replace",
        "compress",
        "resize",
        "sort",
        "copy",
        "tag",
    ]
)


def changes(shape: Shape, architecture: Architecture) -> Record | None:  # noqa: ARG001 - one signature for all topics
    """How a tool that changes the person's own files keeps a mistake from costing them."""
    if shape.client not in {Client.COMMAND, Client.DESKTOP}:
        return None
    touching = [item for item in shape.obligations.values() if item.verb in CHANGING_FILES and not item.negated]
    if not touching:
        return None
    guards = [
        item.id
        for item in shape.requirements
        if UNDOING.search(item.text)
        or (shape.obligations[item.id].negated and item.id not in {one.id for one in touching})
    ]
    undone = next((item for item in shape.requirements if UNDOING.search(item.text)), None)
    what = listing([item.action for item in touching[:2]])
    log = Way(
        name="Write a log before each change, and undo from it",
        pros=(
            f"Asked for ({undone.id})" if undone else "",
            "A run that was broken off can be taken back or carried on",
        ),
        cons=("The log must be kept with the files, and may not outlive them",),
    )
    dry = Way(
        name="Show what would happen, change on a second call",
        pros=("Nothing changes by accident", "Nothing has to be kept"),
        cons=("A mistake that nobody saw in the list cannot be taken back",),
    )
    copy = Way(
        name="Work on copies only",
        pros=("The originals stay as they are",),
        cons=("Needs the room twice", f"Is not what was asked: “{short(what, 60)}” is about the files themselves"),
    )
    chosen = log if undone else dry
    drivers = unique((*(item.id for item in touching), *guards))[:5]
    return Record(
        title=f"Protect the files: {chosen.name[:1].lower()}{chosen.name[1:]}",
        context=f"A run is to {short(what, 120)}; these are the person's only copies.",
        drivers=drivers,
        ways=(chosen, dry if chosen is log else log, copy),
        chosen=chosen.name,
        because=f"{listing(drivers)}: "
        + (
            "taking a run back was asked for."
            if undone
            else "nobody asked for taking a run back, so it must not go wrong."
        ),
        good=tuple(item for item in chosen.pros if item),
        bad=chosen.cons,
        revisit_when="Somebody has lost a file in spite of it",
    )
