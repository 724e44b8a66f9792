"""The choices that matter for a system of this shape: one function each, None where there is nothing to choose."""

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.drafting.architecture.externals import SENDING, sends
from specstep.domain.drafting.decisions.reasons import Record, Way, because, when
from specstep.domain.drafting.shape.choices import device_store, hosting, is_small, largest_count, server_store
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape, Technology
from specstep.domain.drafting.shape.words import decapital, listing, plural, short, unique
from specstep.domain.interviews.values import FactKind, Source


def _things(architecture: Architecture) -> str:
    return listing([plural(entity.name) for entity in architecture.entities[:4]], "the data")


def _carried(architecture: Architecture, *prefixes: str) -> tuple[str, ...]:
    return unique(
        ref for item in architecture.elements if item.id.startswith(prefixes) for ref in item.requirements
    )


def client(shape: Shape, architecture: Architecture) -> Record | None:
    """How people reach it."""
    if shape.client in {Client.NONE, Client.LIBRARY}:
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
    drivers = shape.refs(*asked, Concern.ACCESSIBLE)[:5] or _carried(architecture, "client")[:4]
    things = _things(architecture)
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
            f"{things[:1].upper()}{things[1:]} exist twice and must be merged"
            if shape.server
            else "The browser may clear its storage, so copies must be made",
        ),
    )
    native = Way(
        name="App from the stores",
        pros=(
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
        Client.NATIVE: (native, (native, offline)),
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
    sources = said_about(shape, named[shape.client]) if shape.client in named else ()
    name = part.name if part else shape.client.value
    return Record(
        title=f"How people reach it: {shape.client.value}",
        context=f"{listing(people, 'People')} need{'s' if len(people) == 1 else ''} {things} within reach."
        + (f" “{short(shape.quote(*asked), 140)}”" if shape.quote(*asked) else " Nobody named a kind of client."),
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=because(
            shape,
            drivers,
            f"{name} meet{'' if name.endswith('s') else 's'} these with the least to install and look after",
            *asked,
        ),
        good=tuple(item for item in chosen.pros if item)[:3],
        bad=tuple(item for item in chosen.cons if item)[:3],
        revisit_when="People ask for something that only another kind of client can do"
        if not shape.has(Concern.OFFLINE)
        else "Merging changes turns out to cost more than the offline use is worth",
        sources=sources,
        accepted=bool(sources),
    )


def storage(shape: Shape, architecture: Architecture) -> Record | None:
    """Where the data lies."""
    if not shape.stores:
        return None
    choice = server_store(shape) if shape.server else device_store(shape)
    things = _things(architecture)
    drivers = (
        shape.refs(
            Concern.BACKUP, Concern.RETENTION, Concern.VOLUME, Concern.REGION, Concern.BUDGET, Concern.DEVICES
        )[:5]
        or _carried(architecture, "store", "local")[:4]
    )
    count = largest_count(shape)
    size = f"{count:,} is the largest figure named" if count else "No amount was named"
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
    by_name = {"SQLite": sqlite, "PostgreSQL": postgres, "one JSON file": file, "IndexedDB": indexed}
    decided = by_name.get(choice.name) or Way(
        name=choice.name,
        pros=("The person decided for it", "No second product to learn"),
        cons=(f"Bound to what {choice.name} offers",),
    )
    others = {
        "SQLite": (postgres if shape.server else file,),
        "PostgreSQL": (sqlite,),
        "one JSON file": (sqlite,),
        "IndexedDB": (exported,),
    }.get(choice.name, (postgres if choice.name.lower() not in {"postgres"} else sqlite,))
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
            f"{choice.name} meets them with the fewest moving parts",
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


def place(shape: Shape, architecture: Architecture) -> Record | None:
    """Where it runs."""
    if not shape.server:
        return None
    choice = hosting(shape)
    concerns = (Concern.HOSTING, Concern.REGION, Concern.BUDGET, Concern.MAINTAINER, Concern.AVAILABILITY)
    drivers = shape.refs(*concerns)[:5] or _carried(architecture, "server")[:3]
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
            f"{parts} start together with one command",
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
    premises = Way(
        name="a machine on the own premises",
        pros=(when(shape, "Data does not leave the place", Concern.REGION) or "No rent",),
        cons=(
            "Power, network and disk are the owner's care",
            when(shape, "Nobody is there to repair it", Concern.MAINTAINER, Concern.AVAILABILITY),
        ),
    )
    by_name = {way.name: way for way in (machine, platform, premises)}
    chosen = by_name.get(choice.name) or Way(
        name=choice.name, pros=("The person decided for it",), cons=(f"Bound to {choice.name}'s prices and terms",)
    )
    others = tuple(way for way in (machine, platform, premises) if way.name != chosen.name)[:2]
    settled = tuple(item for item in shape.decided(Role.HOSTING))
    return Record(
        title=f"Run {parts} on {choice.name}",
        context=(
            f"{parts} must be reachable for "
            f"{listing([item.name for item in architecture.elements if item.kind is ElementKind.PERSON], 'its users')}."
        )
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
            f"{choice.name} carries {parts} at a known price, and can be moved as a whole",
            *concerns,
        ),
        good=tuple(item for item in chosen.pros if item)[:3],
        bad=tuple(item for item in chosen.cons if item)[:3],
        revisit_when="An outage or the bill hurts more than a move would",
        sources=(unique_sources(settled) or said_about(shape, Concern.HOSTING, Concern.REGION))
        if choice.decided
        else (),
        accepted=choice.decided,
    )


def offline(shape: Shape, architecture: Architecture) -> Record | None:
    """How copies come together again."""
    if not (shape.server and shape.has(Concern.OFFLINE, Concern.SYNC)) or shape.client is Client.COMMAND:
        return None
    drivers = shape.refs(Concern.OFFLINE, Concern.SYNC)[:5]
    things = _things(architecture)
    queue = Way(
        name="Queue of changes, checked by the server",
        pros=(
            f"The rules about {things} stay in one place",
            "A change that breaks a rule goes back to its author with the reason",
        ),
        cons=("A person may learn late that something was refused",),
    )
    last = Way(
        name="Last change wins",
        pros=("The least to build",),
        cons=(f"Silently loses a change when two people edit the same of {things}",),
    )
    merge = Way(
        name="Merging data types (CRDT)",
        pros=("No change is ever refused",),
        cons=(
            "Limits such as a full list cannot be kept across copies",
            when(shape, "Too much for those who look after it", Concern.MAINTAINER),
        ),
    )
    return Record(
        title="Bring offline changes together by a queue of changes",
        context=(
            f"{things[:1].upper()}{things[1:]} are changed without a network and must agree again "
            f"afterwards. “{short(shape.quote(Concern.OFFLINE, Concern.SYNC), 140)}”"
        ),
        drivers=drivers,
        ways=(queue, last, merge),
        chosen=queue.name,
        because=because(
            shape,
            drivers,
            "no entry may get lost, and the rules must hold for entries made offline as well",
            Concern.OFFLINE,
            Concern.SYNC,
        ),
        good=queue.pros,
        bad=queue.cons,
        revisit_when="Conflicts are so frequent that people stop trusting what they see",
    )


def messages(shape: Shape, architecture: Architecture) -> Record | None:  # noqa: ARG001 - one signature for all topics
    """By which way people are told."""
    if not shape.has(Concern.NOTIFY) and not sends(shape, Concern.EMAIL) and not sends(shape, Concern.SMS):
        return None
    if not shape.server:
        return None
    drivers = unique((*sends(shape, Concern.SMS), *sends(shape, Concern.EMAIL), *shape.refs(Concern.NOTIFY)))[:5]
    wants_sms, wants_mail = bool(sends(shape, Concern.SMS)), bool(sends(shape, Concern.EMAIL))
    mail = Way(
        name="E-mail",
        pros=(
            when(shape, "Costs next to nothing", Concern.BUDGET) or "Costs next to nothing",
            "Room for all details and a link",
        ),
        cons=("Some read it too late, or find it among the spam",),
    )
    sms = Way(
        name="SMS",
        pros=("Read within minutes, needs no app",),
        cons=(
            when(shape, "Each message costs money", Concern.BUDGET) or "Each message costs money",
            "Phone numbers must be kept",
        ),
    )
    both = Way(
        name="E-mail, and SMS for what is urgent",
        pros=("Everybody is reached the way they asked for",),
        cons=("Two providers, two kinds of failure", when(shape, "The SMS part must be counted", Concern.BUDGET)),
    )
    push = Way(
        name="Messages on the device",
        pros=("Free, and immediate",),
        cons=("Only for people who installed it and allowed them",),
    )
    ways: tuple[Way, ...]
    if shape.client is Client.BOT:
        bot = Way(
            name="The chat itself",
            pros=("People are there already",),
            cons=("Lost when the chat service is down",),
        )
        chosen, ways = bot, (bot, mail)
    elif wants_sms and wants_mail:
        chosen, ways = both, (both, mail, sms)
    elif wants_sms:
        chosen, ways = sms, (sms, mail)
    elif wants_mail:
        chosen, ways = mail, (mail, sms)
    elif shape.has(Concern.PUSH) or shape.client is Client.NATIVE:
        chosen, ways = push, (push, mail)
    else:
        shown = Way(
            name="Shown inside, to those who look",
            pros=("No provider, no address to keep",),
            cons=("Nobody is told who does not look",),
        )
        chosen, ways = mail, (mail, shown)
    products = shape.decided(Role.MAIL, Role.SMS)
    asked = wants_mail or wants_sms or shape.has(Concern.PUSH) or shape.client is Client.BOT
    concerns = (Concern.SMS, Concern.EMAIL, Concern.PUSH, Concern.NOTIFY)
    channels = tuple(
        item
        for item, wanted in ((Concern.SMS, wants_sms), (Concern.EMAIL, wants_mail), (Concern.PUSH, True))
        if wanted
    )
    told = unique_sources(products) or tuple(
        source for source in said_about(shape, *channels) if source.quote and SENDING.search(source.quote)
    )
    return Record(
        title=f"Tell people by {chosen.name if chosen is sms else decapital(chosen.name)}",
        context=f"People must be told something: {listing(drivers)}. “{short(shape.quote(*concerns), 140)}”",
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=because(
            shape,
            drivers,
            "that is the way that was asked for"
            if asked
            else "it needs no app and no sum per message, and nobody named another way",
            *concerns,
        ),
        good=tuple(item for item in chosen.pros if item),
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="People miss messages, or the bill for them is noticed",
        sources=told,
        accepted=bool(told),
    )


def sign_in(shape: Shape, architecture: Architecture) -> Record | None:
    """How the system knows who somebody is."""
    people = [item.name for item in architecture.elements if item.kind is ElementKind.PERSON]
    if (
        not shape.server
        or shape.client is Client.BOT
        or not (shape.has(Concern.SIGN_IN, Concern.SINGLE_SIGN_ON, Concern.ROLES) or len(people) > 1)
    ):
        return None
    concerns = (Concern.SIGN_IN, Concern.SINGLE_SIGN_ON, Concern.ROLES)
    drivers = shape.refs(*concerns)[:5] or _carried(architecture, "person", "client")[:3]
    denied = shape.denied.get(Concern.SIGN_IN)
    link = Way(
        name="Link by e-mail or SMS",
        pros=(
            "No password to forget, store or steal",
            f"“{short(denied.quote, 80)}”" if denied else "",
            when(shape, "No questions about lost passwords for whoever looks after it", Concern.MAINTAINER),
        ),
        cons=("Whoever reads the message gets in; links must expire", "Needs an address of each person"),
    )
    password = Way(
        name="Name and password",
        pros=("Known to everybody, works without a message",),
        cons=(
            "Passwords must be kept, reset and guarded",
            f"Excluded: “{short(denied.quote, 80)}”" if denied else "",
        ),
    )
    sso = Way(
        name="The organisation's own sign-in",
        pros=("People who leave lose access at once", when(shape, "Asked for", Concern.SINGLE_SIGN_ON)),
        cons=("Only for people with an account there",),
    )
    if shape.has(Concern.SINGLE_SIGN_ON) or shape.named(Role.IDENTITY):
        chosen, ways = sso, (sso, password)
    elif (
        shape.has(Concern.SIGN_IN)
        and "password" in shape.quote(Concern.SIGN_IN).lower()
        and Concern.SIGN_IN not in shape.denied
    ):
        chosen, ways = password, (password, link)
    else:
        chosen, ways = link, (link, password)
    products = shape.decided(Role.IDENTITY)
    return Record(
        title=f"Know who somebody is: {chosen.name}",
        context=f"{listing(people, 'People')} may do different things."
        + (
            f" “{short(shape.quote(*concerns), 140)}”"
            if shape.quote(*concerns)
            else " Nobody said how they are told apart."
        ),
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because="The person decided it."
        if products
        else because(
            shape, drivers, "it tells people apart with the least that must be kept about them", *concerns
        ),
        good=tuple(item for item in chosen.pros if item),
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="People are locked out more than once a month, or a person gets in who should not",
        sources=tuple(source for item in products for source in item.evidence.sources),
        accepted=bool(products),
    )


def neighbour(shape: Shape, architecture: Architecture) -> Record | None:
    """How it meets the system that exists."""
    items = [item for item in shape.neighbours if item.evidence.requirements and item.role is not Role.MAP]
    if not items:
        return None
    item = items[0]
    drivers = item.evidence.requirements[:5]
    things = _things(architecture)
    ways: tuple[Way, ...]
    if item.replaced:
        once = Way(
            name=f"Take {item.name} over once",
            pros=("One place for the truth from the first day", f"{item.name} can be given up"),
            cons=("Errors of the past come along unless someone looks",),
        )
        both = Way(name="Keep both in step", pros=("A way back",), cons=("Twice the work, and they will differ",))
        empty = Way(
            name="Start empty",
            pros=("Nothing to build",),
            cons=(f"{things[:1].upper()}{things[1:]} of today must be typed again",),
        )
        ways, chosen = (once, both, empty), once
    else:
        own = Way(
            name="Files in an agreed form",
            pros=("Works whatever the other side can do", "Can be looked at and repeated"),
            cons=("As fresh as the last file",),
        )
        live = Way(
            name=f"Calls to {item.name}",
            pros=("Always the present state",),
            cons=(f"When {item.name} is down, so is what depends on it", "Its interface must be known first"),
        )
        asked = shape.has(Concern.API, Concern.LIVE, Concern.WEBHOOK)
        ways, chosen = ((live, own), live) if asked else ((own, live), own)
    return Record(
        title=(
            f"{'Move away from' if item.replaced else 'Meet'} {item.name}: "
            f"{chosen.name[:1].lower()}{chosen.name[1:]}"
        ),
        context=f"It exists already: “{short(item.evidence.quote, 160)}”",
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=(
            f"{listing(drivers)}: it is what was said about {item.name}, and the simplest way that keeps to it."
        ),
        good=chosen.pros,
        bad=chosen.cons,
        revisit_when=f"{item.name} changes, or its owner offers another way",
        sources=(),
    )


def payments(shape: Shape, architecture: Architecture) -> Record | None:
    """Whose hands card data passes through."""
    if not shape.has(Concern.PAYMENT) or not shape.server:
        return None
    drivers = shape.refs(Concern.PAYMENT, Concern.CARD_DATA)[:5]
    if not drivers or not any(
        item.id.startswith("ext")
        and ("ayment" in item.name or item.name in {tech.name for tech in shape.named(Role.PAYMENT)})
        for item in architecture.elements
    ):
        return None
    products = shape.named(Role.PAYMENT)
    name = products[0].name if products else "a payment provider"
    page = Way(
        name=f"Payment page of {name}",
        pros=(
            "No card number touches the system",
            when(shape, "The least to prove", Concern.LAW, Concern.CARD_DATA),
        ),
        cons=("People leave the page for a moment", "A fee per payment"),
    )
    own = Way(
        name="Own form for card data",
        pros=("Full say over how it looks",),
        cons=(
            "The card industry's rules apply to every part",
            when(shape, "Too much to guard for those who look after it", Concern.MAINTAINER),
        ),
    )
    invoice = Way(
        name="Invoice and bank transfer",
        pros=("No provider, no fee",),
        cons=("Somebody must match what arrives", "Nothing is paid at once"),
    )
    return Record(
        title=f"Take payments through {page.name[:1].lower()}{page.name[1:]}",
        context=f"Money changes hands. “{short(shape.quote(Concern.PAYMENT), 140)}”",
        drivers=drivers,
        ways=(page, own, invoice),
        chosen=page.name,
        because=because(
            shape,
            drivers,
            "card data never enters the system, and a payment counts once even when a call is repeated",
            Concern.CARD_DATA,
            Concern.PAYMENT,
        ),
        good=tuple(item for item in page.pros if item),
        bad=page.cons,
        revisit_when="The fees exceed what an own solution would cost",
        sources=tuple(source for item in shape.decided(Role.PAYMENT) for source in item.evidence.sources),
        accepted=bool(shape.decided(Role.PAYMENT)),
    )


def intake(shape: Shape, architecture: Architecture) -> Record | None:  # noqa: ARG001 - one signature for all topics
    """How devices deliver."""
    if not shape.gateway:
        return None
    drivers = shape.refs(Concern.DEVICES)[:5]
    brokers = shape.named(Role.BROKER)
    mqtt = Way(
        name=brokers[0].name if brokers else "MQTT",
        pros=(
            "Made for small devices and gaps in the network",
            "The broker holds what the gateway has not read yet",
        ),
        cons=("A broker to run", when(shape, "One more part to look after", Concern.MAINTAINER)),
    )
    https = Way(
        name="HTTPS calls",
        pros=("No part beside the gateway",),
        cons=("Each device must repeat what was not answered", "More data per reading"),
    )
    chosen = mqtt if brokers or not is_small(shape) or shape.has(Concern.OFFLINE) else https
    other = https if chosen is mqtt else mqtt
    decided = shape.decided(Role.BROKER)
    return Record(
        title=f"Take readings in by {chosen.name}",
        context=f"Devices send on their own. “{short(shape.quote(Concern.DEVICES), 140)}”",
        drivers=drivers,
        ways=(chosen, other),
        chosen=chosen.name,
        because="The person decided it."
        if decided
        else because(
            shape,
            drivers,
            "readings must arrive although devices and network are not always there",
            Concern.DEVICES,
            Concern.VOLUME,
        ),
        good=chosen.pros,
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="Devices are added that cannot speak it",
        sources=tuple(source for item in decided for source in item.evidence.sources),
        accepted=bool(decided),
    )


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
    drivers = _carried(architecture, "client", "server")[:4]
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


def unique_sources(items: tuple[Technology, ...]) -> tuple[Source, ...]:
    """The sources of the statements that settled these products, each once."""
    return tuple(dict.fromkeys(source for item in items for source in item.evidence.sources))


def said_about(shape: Shape, *concerns: Concern) -> tuple[Source, ...]:
    """The sources of the statements by which the person settled something; none where it was only context."""
    settling = {FactKind.NEED, FactKind.DECISION, FactKind.LIMIT, FactKind.RULE, FactKind.QUALITY}
    return tuple(
        dict.fromkeys(
            fact.source
            for concern in concerns
            if concern in shape.found
            for fact in shape.found[concern].facts
            if fact.kind in settling
        )
    )[:3]


TOPICS = (client, storage, payments, offline, intake, neighbour, messages, sign_in, place, buy)
