"""How people reach the system."""

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    because,
    carried,
    said_about,
    things_of,
    when,
)
from specstep.domain.drafting.shape.values import Client, Concern, Shape
from specstep.domain.drafting.shape.words import agree, article, listing, short
from specstep.domain.interviews.values import FactKind


def client(shape: Shape, architecture: Architecture) -> Record | None:
    """How people reach it."""
    if shape.client in {Client.NONE, Client.LIBRARY, Client.FIRMWARE}:
        return None
    asked = (
        Concern.BROWSER,
        Concern.MOBILE,
        Concern.NATIVE,
        Concern.OFFLINE,
        Concern.COMMAND_LINE,
        Concern.DESKTOP,
        Concern.BOT,
        Concern.EXTENSION,
    )
    drivers = shape.refs(*asked, Concern.ACCESSIBLE)[:5] or carried(architecture, "client")[:4]
    things = things_of(architecture)
    mobile = when(shape, "Works on the phones that people have", Concern.MOBILE)
    no_app = next(
        (
            f"Excluded: “{short(shape.denied[item].quote, 80)}”"
            for item in (Concern.NATIVE,)
            if item in shape.denied
        ),
        "",
    )
    web = Way(
        name="Pages rendered on a server",
        pros=(
            "Nothing to install or update on anybody's device",
            mobile,
            when(shape, "One program to look after", Concern.MAINTAINER),
        ),
        cons=(
            when(shape, "Shows nothing without a network", Concern.OFFLINE)
            or f"People need a network whenever they look at {things}",
        ),
    )
    offline = Way(
        name="Web app that works offline",
        pros=(
            when(shape, "Opens and saves without a network", Concern.OFFLINE)
            or "Survives short gaps in the network",
            mobile,
            "No store has to approve it",
        ),
        cons=(
            "Cannot speak up while it is closed" if not shape.server and shape.has(Concern.NOTIFY) else "",
            f"{things[:1].upper()}{things[1:]} exist twice and must be merged"
            if shape.server
            else "The browser may clear its storage, so copies must be made",
        ),
    )
    native = Way(
        name="App from the stores",
        pros=(
            when(shape, "Speaks up by itself, without any server", Concern.NOTIFY) if not shape.server else "",
            when(shape, "Full access to the phone", Concern.MOBILE, Concern.PUSH, Concern.MAP)
            or "Can use the phone's camera and messages",
            when(shape, "Works without a network", Concern.OFFLINE),
        ),
        cons=(
            no_app or "Two stores with their fees and reviews",
            when(shape, "More to build and keep up than the means allow", Concern.BUDGET, Concern.MAINTAINER),
            when(shape, "Reviews by the stores put the date at risk", Concern.DEADLINE),
        ),
    )
    at_hand = Way(
        name="What is on the phone already: reminders, calendar or notes",
        pros=("Nothing to build",),
        cons=(f"Knows nothing of {things}", "Each entry is kept by hand"),
    )
    command = Way(
        name="Command-line program",
        pros=(
            when(shape, "Fits where it is used", Concern.COMMAND_LINE) or "The least to build",
            "Can be combined with other programs and run on a schedule",
        ),
        cons=("Only for people who know a terminal",),
    )
    desktop = Way(
        name="Desktop program",
        pros=(
            when(shape, "Works without a network", Concern.OFFLINE) or "No server and no account to keep",
            f"{things[:1].upper()}{things[1:]} stay on the own computer",
        ),
        cons=(
            when(shape, "Not where people need it: on the phone", Concern.MOBILE)
            or "Each computer needs its own installation and update",
        ),
    )
    extra = {
        Client.BOT: Way(
            name="Chat bot",
            pros=(when(shape, "People are in that chat already", Concern.BOT),),
            cons=(f"Lists of {things} are hard to read as messages", "Bound to one chat service"),
        ),
        Client.EXTENSION: Way(
            name="Browser extension",
            pros=(when(shape, "Sits beside the page it works on", Concern.EXTENSION),),
            cons=("Each browser has its own store and rules",),
        ),
    }
    chosen, ways = {
        Client.WEB: (web, (web, offline, native)),
        Client.OFFLINE_WEB: (offline, (offline, native, web if shape.server else desktop)),
        Client.NATIVE: (native, (native, offline, at_hand) if shape.has(Concern.SOLO) else (native, offline)),
        Client.COMMAND: (command, (command, desktop)),
        Client.DESKTOP: (desktop, (desktop, command if shape.has(Concern.COMMAND_LINE) else offline)),
        Client.BOT: (extra.get(Client.BOT, web), (extra.get(Client.BOT, web), web)),
        Client.EXTENSION: (extra.get(Client.EXTENSION, web), (extra.get(Client.EXTENSION, web), web)),
    }[shape.client]
    part = next((item for item in architecture.elements if item.id.startswith("client")), None)
    named = {
        Client.COMMAND: Concern.COMMAND_LINE,
        Client.NATIVE: Concern.NATIVE,
        Client.BOT: Concern.BOT,
        Client.EXTENSION: Concern.EXTENSION,
        Client.DESKTOP: Concern.DESKTOP,
        Client.WEB: Concern.BROWSER,
    }
    people = [item.name for item in architecture.elements if item.kind is ElementKind.PERSON]
    sources = said_about(shape, named[shape.client], also=FactKind.GOAL) if shape.client in named else ()
    name = part.name if part else shape.client.value
    return Record(
        title=f"Reach people through {article(shape.client.value)}",
        context=f"{listing(people, 'People')} need{'s' if len(people) == 1 else ''} to work with {things}."
        + (f" “{short(shape.quote(*asked), 140)}”" if shape.quote(*asked) else " Nobody named a kind of client."),
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=because(
            shape,
            drivers,
            _reason(shape, name),
            *asked,
        ),
        good=tuple(item for item in chosen.pros if item)[:3],
        bad=tuple(item for item in chosen.cons if item)[:3],
        revisit_when="People ask for something that only another kind of client can do"
        if not shape.has(Concern.OFFLINE) or not shape.server
        else "Merging changes turns out to cost more than the offline use is worth",
        sources=sources,
        accepted=bool(sources),
    )


def _reason(shape: Shape, name: str) -> str:
    """Why this kind of client, in the terms of what was said."""
    if shape.client is Client.OFFLINE_WEB and shape.has(Concern.OFFLINE):
        return f"{name} {agree(name, 'meet')} these without a network, and without two programs for two kinds of phones"
    if shape.client is Client.NATIVE and not shape.server:
        return f"{name} {agree(name, 'need')} no server, and can speak up by itself"
    if shape.client is Client.NATIVE:
        return f"{name} {agree(name, 'meet')} these with what only an app on the phone can do"
    return f"{name} {agree(name, 'meet')} these with the least to install and look after"
