"""What this system's builder would need and nobody said, found by the shape of what was said."""

# ruff: noqa: E501 - tables of words and patterns read best with one group to a line

import re

import attrs

from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.english.nouns import plural, with_article
from specstep.domain.ids import FactId
from specstep.domain.tasks.inputs import Briefing

NOTIFYING = re.compile(r"\b(?:notif\w+|remind\w*|inform\w*|alert\w*|warn\w*|message)\b", re.IGNORECASE)
CHANNEL = re.compile(
    r"\b(?:e-?mails?|SMS|text messages?|push|phone|letter|post|app|screen|WhatsApp|Slack|Telegram|banner|dashboard|sound|siren)\b",
    re.IGNORECASE,
)
PERSONAL = re.compile(
    r"\b(?:names?|addresse?s?|phone numbers?|e-?mail addresse?s?|birth\w*|photos?|medical|health|bank details|IBAN|passwords?|personal data)\b",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\b(?:delet|remov|anonymi|eras|retain|retention|archiv|cancel|expire|purge|kept for|store\w* .* for|keep .* for)\w*",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|pay\w*|price\w*|invoice\w*|refund\w*|fees?)\b",
    re.IGNORECASE,
)
CURRENCY = re.compile(r"[€$£]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|francs?)\b", re.IGNORECASE)
ROUNDING = re.compile(r"\bround\w*|cents?\b", re.IGNORECASE)
EXTERNAL = re.compile(
    r"\b(?:import\w*|export\w*|sync\w*|integrat\w*|connects?|connected|API|interface to|feeds?)\b", re.IGNORECASE
)
SIGN_IN = re.compile(r"\b(?:log ?in|sign[- ]?in|password|account|authenticat\w*|register\w*|SSO)\b", re.IGNORECASE)
ONLY = re.compile(r"\blet only\b|\bprevent\b|\bnot let\b")
CREATED = re.compile(
    r"\b(?:create|add|publish|book|reserve|register|upload|record|enter|submit|order|request|sign up for|post|rent|borrow)\b",
    re.IGNORECASE,
)
BACKUP = re.compile(r"\b(?:back-?ups?|restore\w*|recover\w*)\b", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Gap:
    """Something that nobody said."""

    text: str
    why: str
    topic: str
    facts: tuple[FactId, ...] = ()


def lacking(
    briefing: Briefing, vision: Vision, glossary: Glossary, items: tuple[Requirement, ...]
) -> tuple[Gap, ...]:
    """The gaps, the heaviest first."""
    if not items:
        return _empty(briefing)
    said = " ".join(fact.text for fact in briefing.facts)
    found: list[Gap] = []
    found += _goals(vision)
    found += _idle_actors(vision, items)
    found += _notifications(items)
    found += _personal(items, said, briefing)
    found += _money(items, said)
    found += _life_cycles(glossary, items)
    found += _races(items)
    found += _people_leaving(vision, items)
    found += _sign_in(items, said)
    found += _neighbours(items)
    found += _deadlines(items)
    found += _backup(vision, said)
    skipped = set(briefing.skipped)
    return tuple(gap for gap in found if gap.topic not in skipped)


def _empty(briefing: Briefing) -> tuple[Gap, ...]:
    named = briefing.title.strip() or "the system"
    return (
        Gap(text=f"What should somebody be able to do with “{named}” that they cannot do today?",
            why="The briefing names nothing that the system should do.", topic="capabilities"),
        Gap(text=f"Who would use “{named}”, and how many are they?", why="The briefing names no user.", topic="users"),
        Gap(text="How would one notice that the project was worth it?", why="The briefing names no goal.", topic="goals"),
    )  # fmt: skip


def _goals(vision: Vision) -> list[Gap]:
    if not vision.goals:
        return [Gap(text=f"What should be better once {vision.system_name} is in use, and by which figure would one see it?",
                    why="No goal was named, so nothing says which requirement to drop first when time runs short.", topic="goals")]  # fmt: skip
    open_ = [measure for measure in vision.measures if measure.target is None]
    if len(open_) == len(vision.measures) and open_:
        goal = open_[0].goal.rstrip(".")
        return [Gap(text=f"By which figure would one see that this goal is reached: “{goal}”?",
                    why="No goal has a figure, so success cannot be measured.", topic="goals",
                    facts=open_[0].statement.facts if open_[0].statement else ())]  # fmt: skip
    return []


def _idle_actors(vision: Vision, items: tuple[Requirement, ...]) -> list[Gap]:
    acting = {name for item in items for name in item.actors}
    return [
        Gap(text=f"What does {with_article(actor.name)} do with {vision.system_name}, if anything?",
            why=f"The {actor.name} is mentioned, but no requirement gives them anything to do.", topic="users",
            facts=actor.statement.facts if actor.statement else ())
        for actor in vision.actors
        if actor.name not in acting
    ][:3]  # fmt: skip


def _notifications(items: tuple[Requirement, ...]) -> list[Gap]:
    for item in items:
        if NOTIFYING.search(item.text) and not CHANNEL.search(item.text):
            return [Gap(text=f"By which channel (e-mail, SMS, in the application) is the message of “{item.title}” sent?",
                        why=f"{item.id} asks for a message but names no channel.", topic="notifications", facts=item.facts)]  # fmt: skip
    for item in items:
        if NOTIFYING.search(item.text):
            return [Gap(text=f"What happens when the message of “{item.title}” cannot be delivered?",
                        why=f"{item.id} says what is sent, not what follows when sending fails.", topic="notifications",
                        facts=item.facts)]  # fmt: skip
    return []


def _personal(items: tuple[Requirement, ...], said: str, briefing: Briefing) -> list[Gap]:
    if ENDING.search(said) and re.search(
        r"\b(?:day|month|year|week)s?\b.*\b(?:delet|eras|anonymi|remov)|(?:delet|eras|anonymi|remov)\w*.*\b(?:day|month|year|week)s?\b",
        said,
        re.IGNORECASE,
    ):
        return []
    for item in items:
        if match := PERSONAL.search(item.text):
            return [Gap(text=f"For how long are personal data such as {match.group().lower()} kept, and who may ask for their deletion?",
                        why=f"{item.id} has personal data, but nobody said when they go.", topic="privacy", facts=item.facts)]  # fmt: skip
    del briefing
    return []


def _money(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    about = [item for item in items if MONEY.search(item.text) and item.kind is RequirementKind.FUNCTIONAL]
    if not about:
        return []
    first = about[0]
    found: list[Gap] = []
    if not CURRENCY.search(said):
        found.append(Gap(text=f"In which currency are the amounts of “{first.title}”, and are there several?",
                         why=f"{first.id} concerns money, but no currency was named.", topic="money", facts=first.facts))  # fmt: skip
    if not ROUNDING.search(said) and re.search(
        r"\b(?:split|share|percent|%|vat|tax|discount|calculat|convert|total|sum|average|interest|commission)\w*",
        said,
        re.IGNORECASE,
    ):
        found.append(Gap(text="How are amounts rounded, and who bears the remaining cent?",
                         why=f"{first.id} leads to fractions of a cent, and nobody said how they are rounded.", topic="money",
                         facts=first.facts))  # fmt: skip
    paying = next(
        (item for item in about if re.search(r"\b(?:pay|refund|charge|debit|transfer)\b", item.text)), None
    )
    if paying is not None and not re.search(
        r"\bpayment (?:fails?|is declined)|declin\w+|failed payment", said, re.IGNORECASE
    ):
        found.append(Gap(text=f"What happens when the payment of “{paying.title}” fails or comes too late?",
                         why=f"{paying.id} only says what happens when the money arrives.", topic="money", facts=paying.facts))  # fmt: skip
    return found


def _life_cycles(glossary: Glossary, items: tuple[Requirement, ...]) -> list[Gap]:
    found: list[Gap] = []
    for term in glossary.terms:
        if term.kind != "entity":
            continue
        about = [item for item in items if term.name in item.entities]
        made = next(
            (
                item
                for item in about
                if re.search(
                    rf"{CREATED.pattern} (?:an?|the|each|their)? ?(?:[\w-]+ )?{re.escape(term.name)}",
                    item.text,
                    re.IGNORECASE,
                )
            ),
            None,
        )
        ended = any(ENDING.search(item.text) for item in about)
        if made is not None and not ended:
            found.append(
                Gap(text=f"How does {with_article(term.name)} end: can it be changed, cancelled or deleted, by whom, and what becomes of what hangs on it?",
                    why=f"{made.id} brings {plural(term.name)} into being, and nothing says how they end.", topic="data", facts=made.facts)
            )  # fmt: skip
    return found[:3]


def _races(items: tuple[Requirement, ...]) -> list[Gap]:
    for item in items:
        if re.search(r"\bat most \d", item.text) and item.kind is RequirementKind.FUNCTIONAL:
            return [Gap(text=f"What does the one who comes too late see when the limit of “{item.title}” is reached, and is there a waiting list?",
                        why=f"{item.id} sets a limit, but not what happens at it.", topic="failures", facts=item.facts)]  # fmt: skip
    return []


def _people_leaving(vision: Vision, items: tuple[Requirement, ...]) -> list[Gap]:
    for actor in vision.actors:
        own = [item for item in items if actor.name in item.actors and item.entities]
        made = next((item for item in own if CREATED.search(item.text)), None)
        leaves = any(
            re.search(
                rf"\b{re.escape(actor.name)}s? (?:leaves?|quits?|is deleted|resigns?)|account",
                item.text,
                re.IGNORECASE,
            )
            for item in items
        )
        if made is not None and not leaves:
            thing = plural(made.entities[0])
            return [Gap(text=f"What happens to the {thing} of {with_article(actor.name)} who leaves?",
                        why=f"{made.id} ties {thing} to a {actor.name}; nobody said what becomes of them afterwards.", topic="data",
                        facts=made.facts)]  # fmt: skip
    return []


def _sign_in(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    guarded = next((item for item in items if ONLY.search(item.text) and item.actors), None)
    if SIGN_IN.search(said) or guarded is None:
        return []
    return [Gap(text=f"How does the system know that somebody is {with_article(guarded.actors[0])}: by sign-in, invitation, or a list that somebody keeps?",
                why=f"{guarded.id} depends on who is acting, and nobody said how that is established.", topic="security",
                facts=guarded.facts)]  # fmt: skip


def _neighbours(items: tuple[Requirement, ...]) -> list[Gap]:
    for item in items:
        if match := EXTERNAL.search(item.text):
            return [Gap(text=f"Who runs the other side of “{item.title}”, and what happens while it cannot be reached or delivers something unreadable?",
                        why=f"{item.id} (“{match.group()}”) depends on something outside the system.", topic="integrations",
                        facts=item.facts)]  # fmt: skip
    return []


def _deadlines(items: tuple[Requirement, ...]) -> list[Gap]:
    for item in items:
        if item.kind is RequirementKind.FUNCTIONAL and re.search(
            r"\b\d+ (?:days?|hours?|weeks?) (?:before|after)\b", item.text
        ):
            return [Gap(text=f"In which time zone, and to which minute, is the period of “{item.title}” counted?",
                        why=f"{item.id} turns on a point in time.", topic="time", facts=item.facts)]  # fmt: skip
    return []


def _backup(vision: Vision, said: str) -> list[Gap]:
    if vision.stakes == "low" or BACKUP.search(said):
        return []
    return [Gap(text="How much recent work may be lost at worst when a disk fails, and how long may restoring take?",
                why="Nobody spoke about backups, and the stakes are not low.", topic="operations")]  # fmt: skip
