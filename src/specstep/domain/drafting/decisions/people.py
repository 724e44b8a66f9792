"""How people are told something, and how the system knows who they are."""

import re

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.drafting.architecture.externals import SENDING, sends
from specstep.domain.drafting.decisions.reasons import (
    Record,
    Way,
    because,
    carried,
    said_about,
    unique_sources,
    when,
)
from specstep.domain.drafting.shape.values import Client, Concern, Role, Shape
from specstep.domain.drafting.shape.words import decapital, listing, short, unique
from specstep.domain.interviews.values import Fact


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
    posts = [item for item in shape.named(Role.CHAT) if shape.client is not Client.BOT]
    if posts:
        named = Way(
            name=posts[0].name,
            pros=(f"Named: “{short(posts[0].evidence.quote, 80)}”", "Those who must be told look there already"),
            cons=(f"While {posts[0].name} is down, nobody is told",),
        )
        chosen, ways = named, (named, mail)
    products = shape.decided(Role.MAIL, Role.SMS, Role.CHAT)
    asked = bool(posts) or wants_mail or wants_sms or shape.has(Concern.PUSH) or shape.client is Client.BOT
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
        context=f"People must be told something: {listing(drivers)}. “{_told_of(shape, drivers, concerns)}”",
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because=because(
            shape,
            drivers,
            "that is the way that was asked for"
            if asked
            else "it needs no app and no sum per message, and nobody named another way",
        ),
        good=tuple(item for item in chosen.pros if item),
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="People miss messages, or the bill for them is noticed",
        sources=told,
        accepted=bool(told),
    )


def _told_of(shape: Shape, drivers: tuple[str, ...], concerns: tuple[Concern, ...]) -> str:
    """The sentence that asks for the message, not one that only speaks of addresses."""
    facts = {
        fact.id: fact for concern in concerns if concern in shape.found for fact in shape.found[concern].facts
    }
    for item in shape.requirements:
        if item.id in drivers:
            said = next((facts[ref].text for ref in item.facts if ref in facts), item.text)
            return short(said, 140)
    return short(shape.quote(*concerns), 140)


REASONS = {
    "Name, password and a second factor": "it was asked for",
    "A key per customer": "programs call it, and a key can be counted, limited and withdrawn by itself",
    "Link by e-mail or SMS": "it tells people apart with the least that must be kept about them",
    "Name and password": "it tells people apart without any message that would have to reach them",
    "The organisation's own sign-in": "people have that account already, and lose it when they leave",
}
SECOND = re.compile(r"\b(?:two|second|2)[ -]?factors?\b|\b2FA\b|\bMFA\b", re.IGNORECASE)


def _spoken(shape: Shape) -> tuple[Fact, ...]:
    """What was said about signing in."""
    return tuple(
        fact
        for concern in (Concern.SIGN_IN, Concern.SINGLE_SIGN_ON, Concern.ROLES)
        if concern in shape.found
        for fact in shape.found[concern].facts
    )


MESSENGER = re.compile(r"mail|sms|twilio|mailgun|sendgrid|postmark", re.IGNORECASE)


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
    drivers = shape.refs(*concerns)[:5] or carried(architecture, "person", "client")[:3]
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
    second = next((fact for fact in _spoken(shape) if SECOND.search(fact.text)), None)
    two = Way(
        name="Name, password and a second factor",
        pros=(f"Asked for: “{short(second.text, 80)}”" if second else "", "A stolen password alone opens nothing"),
        cons=("Who loses the second factor needs help", "Passwords must be kept, reset and guarded"),
    )
    if second is not None:
        chosen, ways = two, (two, sso if shape.named(Role.IDENTITY) else password)
    elif shape.has(Concern.SINGLE_SIGN_ON) or shape.named(Role.IDENTITY):
        chosen, ways = sso, (sso, password)
    elif (
        shape.has(Concern.SIGN_IN)
        and "password" in shape.quote(Concern.SIGN_IN).lower()
        and Concern.SIGN_IN not in shape.denied
    ):
        chosen, ways = password, (password, link)
    elif not any(item.id.startswith("ext") and MESSENGER.search(item.name) for item in architecture.elements):
        chosen, ways = password, (password, link)  # nothing here could carry a link
    else:
        chosen, ways = link, (link, password)
    products = shape.decided(Role.IDENTITY)
    settled = unique_sources(products) or (said_about(shape, Concern.SINGLE_SIGN_ON) if chosen is sso else ())
    if chosen is two and second is not None:
        settled = (second.source,)
    return Record(
        title=f"Sign people in by {'a ' if chosen is link else ''}{decapital(chosen.name)}",
        context=f"{listing(people, 'People')} may do different things."
        + (
            f" “{short(shape.quote(*concerns), 140)}”"
            if shape.quote(*concerns)
            else " Nobody said how they are told apart."
        ),
        drivers=drivers,
        ways=ways,
        chosen=chosen.name,
        because="The person decided it." if settled else because(shape, drivers, REASONS[chosen.name], *concerns),
        good=tuple(item for item in chosen.pros if item),
        bad=tuple(item for item in chosen.cons if item),
        revisit_when="People are locked out more than once a month, or a person gets in who should not",
        sources=settled,
        accepted=bool(settled),
    )
