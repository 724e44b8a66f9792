"""The requirements that shape the architecture, and what follows from each."""

import re

from specstep.domain.documents.architecture import Driver
from specstep.domain.documents.requirements import Priority, Requirement, RequirementKind
from specstep.domain.drafting.architecture.parts import Parts
from specstep.domain.drafting.shape.choices import hosting
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import agree, bare, listing

MOST = 12
MONTHLY = re.compile(r"\b(?:a|per|each|every) (?:month|year)|monthly|running costs|operating", re.IGNORECASE)


def draft_drivers(shape: Shape, parts: Parts, allocation: dict[str, tuple[str, ...]]) -> tuple[Driver, ...]:
    """Quality requirements and constraints first, then the functions that bring a part of their own."""
    found = []
    used: set[str] = set()  # a consequence is told once, with the first requirement that has it
    for item in shape.requirements:
        if item.priority is Priority.WONT:
            continue
        consequence = _consequence(item, shape, parts, used)
        if not consequence and item.kind is RequirementKind.QUALITY:
            names = {element.id: element.name for element in parts.all}
            where = listing([names[ref] for ref in allocation[item.id]])
            consequence = f"{where}: measured there by {item.verification}, before people depend on it."
        used.add(consequence)
        if consequence:
            found.append(
                (
                    item.kind is RequirementKind.FUNCTIONAL,
                    Driver(ref=item.id, text=bare(item.text) + ".", consequence=consequence),
                )
            )
    found.sort(key=lambda pair: pair[0])
    return tuple(driver for _, driver in found[:MOST])


def _consequence(item: Requirement, shape: Shape, parts: Parts, used: set[str]) -> str:
    """What the design does about it, with the names of its parts."""
    store = parts.store.name if parts.store else parts.core.name
    client = parts.client.name if parts.client else parts.core.name
    core = parts.core.name
    late = (parts.worker or parts.core).name  # what does not happen while somebody waits
    provider = {external.purpose: element.name for external, element in parts.externals}
    quality = item.kind is not RequirementKind.FUNCTIONAL
    table: tuple[tuple[bool, Concern, str], ...] = (
        (
            quality,
            Concern.BUDGET,
            _within(item, shape) if parts.server else "Nothing that must be paid for runs anywhere.",
        ),
        (
            quality,
            Concern.DEADLINE,
            (
                "The first milestone is a small whole that could be used by itself; the rest follows in "
                "order of priority."
            ),
        ),
        (
            quality,
            Concern.MAINTAINER,
            "Few parts, common technology, and running it is written down for whoever looks after it.",
        ),
        (
            quality,
            Concern.AVAILABILITY,
            f"{core} restarts by itself, is watched from outside, and is restored from copies of the {store}."
            if parts.server
            else "",
        ),
        (
            True,
            Concern.OFFLINE,
            f"{client} works on its own copy of the data"
            + (
                f" in the {parts.device_store.name}; nothing on the way to the person waits for a network."
                if parts.device_store
                else "."
            )
            if parts.device_store or parts.server
            else f"{client} calls nothing outside, so that it needs no network.",
        ),
        (
            True,
            Concern.SYNC,
            f"Changes carry who made them and when, so that {core} can merge them and show what it could not merge."
            if parts.server and parts.device_store
            else "",
        ),
        (
            True,
            Concern.CARD_DATA,
            (
                f"Card data stays with {provider['payment']}; {core} keeps only its references."
                if "payment" in provider
                else ""
            ),
        ),
        (
            True,
            Concern.PAYMENT,
            f"{core} repeats a call to {provider['payment']} only under the same reference, so that nothing is "
            "charged twice."
            if "payment" in provider
            else "",
        ),
        (
            True,
            Concern.DEVICES,
            f"{parts.gateway.name} takes readings in apart from what people do, so that neither waits for the other."
            if parts.gateway
            else "",
        ),
        (
            True,
            Concern.SMS,
            f"Messages leave through {provider['sms']}, by {late}, not while somebody waits."
            if provider.get("sms")
            else "",
        ),
        (
            True,
            Concern.EMAIL,
            (f"Messages leave through {provider['mail']}, by {late}, not while somebody waits.")
            if provider.get("mail")
            else "",
        ),
        (
            True,
            Concern.SCHEDULE,
            (
                f"{late} {agree(late, 'look')} for what is due in the {store}, so that nothing is lost when the machine was off."
            )
            if parts.worker is not None
            else "",
        ),
        (
            quality,
            Concern.RETENTION,
            f"Each record in the {store} carries the date on which it goes; a daily job removes what is due.",
        ),
        (
            quality,
            Concern.REGION,
            f"The {store} and its copies lie only where this allows; providers are chosen by it.",
        ),
        (
            quality,
            Concern.SPEED,
            f"{core} answers from the {store} with prepared look-ups, without calls to third parties in between.",
        ),
        (quality, Concern.VOLUME, f"{core} and {store} are sized and tested for this figure."),
        (
            quality,
            Concern.BACKUP,
            f"The {store} is copied to another place on a schedule, and coming back from a copy is practised.",
        ),
        (
            quality,
            Concern.SINGLE_SIGN_ON,
            f"{core} keeps no passwords; {provider.get('identity', 'the organisation')} says who somebody is.",
        ),
        (quality, Concern.ROLES, f"{core} checks each action against the role of who asks, in one place."),
        (quality, Concern.AUDIT, f"{core} writes who did what and when beside each change, in the same step."),
        (
            quality,
            Concern.ACCESSIBLE,
            f"{client} uses plain, labelled controls that work by keyboard and at large type.",
        ),
        (quality, Concern.LANGUAGES, f"{client} takes every text from a table per language."),
        (quality, Concern.NATIVE, f"{client} is built for the phones that were named."),
        (
            quality,
            Concern.BROWSER,
            f"{client} {agree(client, 'run')} in the browsers that people have, without installing.",
        ),
        (
            quality,
            Concern.HOSTING,
            f"{core} is packed so that it runs there: {hosting(shape).name}." if parts.server else "",
        ),
        (quality, Concern.PERSONAL, f"Personal data is marked in the data model; only {core} reads it."),
    )
    for applies, concern, text in table:
        if applies and text and text not in used and raised(item.text, concern):
            return text
    decided = [tech for tech in shape.technologies if tech.decided and item.id in tech.evidence.requirements]
    if decided and quality:
        return f"{listing([tech.name for tech in decided])}: used as decided, not weighed again."
    return ""


def _within(item: Requirement, shape: Shape) -> str:
    """What a sum of money means: a running one limits what runs, one for the project limits what is built."""
    if MONTHLY.search(item.text):
        return f"As few running parts as possible: {hosting(shape).name}, and no service paid by the month without need."
    return "What must be there is built before what should be; the sum is looked at again after each milestone."
