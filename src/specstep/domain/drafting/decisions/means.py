"""What few means suggest."""

from specstep.domain.documents.architecture import Architecture
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    carried,
    when,
)
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import listing, short


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
