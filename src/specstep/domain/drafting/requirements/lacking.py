"""What this system's builder would need and nobody said, found by the shape of what was said."""

import re

from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.english.nouns import plural, with_article
from specstep.domain.drafting.requirements.lacking_figures import deadlines, money, races
from specstep.domain.drafting.requirements.overruns import overrun_gaps
from specstep.domain.drafting.requirements.values import Gap
from specstep.domain.drafting.vision import ALONE
from specstep.domain.tasks.inputs import Briefing

NOTIFYING = re.compile(r"\b(?:notif\w+|remind\w*|inform\w*|alert\w*|warn\w*|message)\b", re.IGNORECASE)
TOLD = re.compile(r"\bshall (?:let|prevent|not let)\b", re.IGNORECASE)
CHANNEL = re.compile(
    r"\b(?:e-?mails?|mails?|SMS|text messages?|push|phone|letter|post|app|screen|WhatsApp|Slack|Teams|Telegram|banner|dashboard"
    r"|sound|siren|PagerDuty|Opsgenie|pager|chat|printed?|list(?:s|ed)?)\b",
    re.IGNORECASE,
)
DEVICE = re.compile(r"\b(?:i?phone|android|tablet|ipad|smartphone|mobile app)s?\b", re.IGNORECASE)
SENSITIVE = re.compile(r"\b(?:patients?|health|medical|diagnos\w*|GDPR Art\. ?9)\b", re.IGNORECASE)
PERSONAL = re.compile(
    r"\b(?:names?(?! (?:the|an?|it|its)\b)|addresse?s?|phone numbers?|e-?mail addresse?s?|birth\w*|medical|health|bank details|IBAN|passwords?|personal data)\b",
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\b(?:delet|remov|anonymi|eras|retain|retention|archiv|cancel|expire|purge|kept for|store\w* .* for|keep .* for)\w*",
    re.IGNORECASE,
)
EXTERNAL = re.compile(
    r"\b(?:import\w*|sync\w*|integrat\w*|connects?|connected|interface to|feeds?|pulls? .* from|comes? from)\b",
    re.IGNORECASE,
)
SIGN_IN = re.compile(
    r"\b(?:log ?in|log ?on|sign[- ]?in|sign[- ]?on|password|account|authenticat\w*|SSO|LDAP|PIN|two factors?)\b",
    re.IGNORECASE,
)
ONLY = re.compile(r"\blet only\b|\bprevent\b|\bnot let\b")
CREATED = re.compile(
    r"\b(?:create|add|publish|book|reserve|register|upload|record|enter|submit|order|request|sign up for|post|rent|borrow)\b",
    re.IGNORECASE,
)
BACKUP = re.compile(
    r"\b(?:back-?ups?|restore\w*|recover\w*|(?:data|records?|entries|list) (?:may|can|must) be lost|(?:not|n't|never|nothing)\b[^.]{0,30}\b(?:lose|lost))\b",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"(?:provider|service|office|department|bank|council|authority|agency|company|utility)$", re.IGNORECASE
)
KEEPS = re.compile(
    r"\b(?:store|save|record|keep|enter|book|reserve|upload|sign up|submit|register|order)\w*\b", re.IGNORECASE
)
WITHOUT_DATA = re.compile(r"\b(?:command.?line|cli|firmware|library|script)\b", re.IGNORECASE)


def lacking(
    briefing: Briefing, vision: Vision, glossary: Glossary, items: tuple[Requirement, ...]
) -> tuple[Gap, ...]:
    """The gaps, the heaviest first."""
    if not any(item.kind is RequirementKind.FUNCTIONAL for item in items):
        return _empty(briefing, vision)
    said = " ".join(fact.text for fact in briefing.facts)
    found: list[Gap] = overrun_gaps(items)
    found += _goals(vision)
    found += _idle_actors(vision, items)
    found += _notifications(items, said)
    found += _personal(items, said)
    found += money(items, said)
    found += _life_cycles(glossary, items)
    found += races(items)
    found += _people_leaving(vision, items, said)
    found += _sign_in(items, said)
    found += _neighbours(items)
    found += deadlines(items)
    found += _backup(vision, items, said)
    skipped = set(briefing.skipped)
    return tuple(gap for gap in found if gap.topic not in skipped)


def _empty(briefing: Briefing, vision: Vision) -> tuple[Gap, ...]:
    """What to ask where nothing was asked for yet: what it shall do, and who it is for and what for, unless that was said."""
    named = briefing.title.strip() or "the system"
    found = [
        Gap(text=f"What should somebody be able to do with “{named}” that they cannot do today?",
            why="The briefing names nothing that the system should do.", topic="capabilities",
            meanwhile="nothing is designed")
    ]  # fmt: skip
    if not vision.actors:
        found.append(Gap(text=f"Who would use “{named}”, and how many are they?", why="The briefing names no user.",
                         topic="users", meanwhile="one kind of user"))  # fmt: skip
    if not vision.measures:
        found.append(
            Gap(
                text="How would one notice that the project was worth it?",
                why="The briefing names no goal.",
                topic="goals",
            )
        )
    return tuple(found)


def _goals(vision: Vision) -> list[Gap]:
    if vision.stakes == "low":
        return []  # whoever builds for themselves knows when it is good
    named = [measure for measure in vision.measures if measure.target is None]
    if not vision.measures:
        return [Gap(text=f"What should be better once {vision.system_name} is in use, and by which figure would one see it?",
                    why="No goal with a figure was named, so nothing says which requirement to drop first when time runs short.",
                    topic="goals", meanwhile="all must-have requirements weigh the same")]  # fmt: skip
    if len(named) == len(vision.measures):
        goal = named[0].goal.rstrip(".")
        return [Gap(text=f"By which figure would one see that this goal is reached: “{goal}”?",
                    why="No goal has a figure, so success cannot be measured.", topic="goals",
                    facts=named[0].statement.facts if named[0].statement else (),
                    meanwhile="the goal counts as reached when the must-have requirements are met")]  # fmt: skip
    return []


def _idle_actors(vision: Vision, items: tuple[Requirement, ...]) -> list[Gap]:
    """People of whom requirements speak without letting them do anything; whoever only builds or pays is none."""
    acting = {name for item in items for name in item.actors} | {"user"}
    texts = [item.text for item in items if item.kind is RequirementKind.FUNCTIONAL]
    found: list[Gap] = []
    for actor in vision.actors:
        mention = re.compile(rf"\b{re.escape(actor.name)}s?\b", re.IGNORECASE)
        if actor.name in acting or NOBODY.search(actor.name) or not any(mention.search(text) for text in texts):
            continue
        one = with_article(actor.name)
        found.append(
            Gap(text=f"Does {one} use {vision.system_name} directly, or do others only keep data about them?",
                why=f"Requirements speak of the {actor.name}, but none lets them do anything.", topic="users",
                facts=actor.statement.facts if actor.statement else (),
                recommended="others only keep data about them", meanwhile=f"{one} has no access of their own")
        )  # fmt: skip
    return found[:2]


def _notifications(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    telling = [item for item in items if NOTIFYING.search(item.text) and not TOLD.search(item.text)]
    named = any(CHANNEL.search(item.text) for item in telling)
    for item in telling:
        if not named:
            channel = _channel(said)
            return [Gap(text=f"By which way does the message of “{item.title}” reach people (e-mail, SMS, on the device, only on the screen)?",
                        why=f"{item.id} asks for a message but names no way.", topic="notifications", facts=item.facts,
                        recommended=channel, meanwhile=channel)]  # fmt: skip
        return [Gap(text=f"What happens when the message of “{item.title}” cannot be delivered?",
                    why=f"{item.id} says what is sent, not what follows when sending fails.", topic="notifications", facts=item.facts,
                    recommended="it is tried again, and the failure is shown to whoever runs the system",
                    meanwhile="the failure is recorded with its time and reason")]  # fmt: skip
    return []


def _channel(said: str) -> str:
    """The way that needs least, given what was said."""
    if ALONE.search(said) and DEVICE.search(said):
        return "a notification on the device"
    if SENSITIVE.search(said):
        return "an e-mail that only says that something waits, without details"
    return "e-mail"


def _personal(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    if ENDING.search(said) and re.search(
        r"\b(?:day|month|year|week)s?\b.*\b(?:delet|eras|anonymi|remov)|(?:delet|eras|anonymi|remov)\w*.*\b(?:day|month|year|week)s?\b"
        r"|\bkept? (?:for )?\d+ (?:day|month|year|week)s?",
        said,
        re.IGNORECASE,
    ):
        return []
    if ALONE.search(said):
        return []
    for item in items:
        if match := PERSONAL.search(item.text):
            return [Gap(text=f"For how long are personal data such as {match.group().lower()} kept, and who may ask for their deletion?",
                        why=f"{item.id} has personal data, but nobody said when they go.", topic="privacy", facts=item.facts,
                        meanwhile="nothing is deleted by itself")]  # fmt: skip
    return []


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
                if item.actors
                and re.search(
                    rf"{CREATED.pattern} (?:an?|the|each|their)? ?(?:[\w-]+ )?{re.escape(term.name)}",
                    item.text,
                    re.IGNORECASE,
                )
            ),
            None,
        )
        ended = any(ENDING.search(item.text) for item in about)
        if made is not None and not ended:
            role = made.actors[0]
            found.append(
                Gap(text=f"May {with_article(term.name)} be changed, cancelled or deleted once it exists, and by whom?",
                    why=f"{made.id} brings {plural(term.name)} into being, and nothing says how they end.", topic="data", facts=made.facts,
                    recommended=f"by the {role} who made it, as long as nothing else rests on it", meanwhile=f"{plural(term.name)} stay")
            )  # fmt: skip
    return found[:2]


def _people_leaving(vision: Vision, items: tuple[Requirement, ...], said: str) -> list[Gap]:
    if vision.stakes == "low" or ALONE.search(said):
        return []
    for actor in vision.actors:
        if actor.name.lower() in {"user", "customer", "client", "visitor", "guest", "buyer"}:
            continue
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
                        facts=made.facts, meanwhile="they stay, with the name of who made them")]  # fmt: skip
    return []


def _sign_in(items: tuple[Requirement, ...], said: str) -> list[Gap]:
    guarded = next((item for item in items if ONLY.search(item.text) and item.actors), None)
    if SIGN_IN.search(said) or guarded is None:
        return []
    return [Gap(text=f"How does the system know that somebody is {with_article(guarded.actors[0])}: by sign-in, invitation, or a list that somebody keeps?",
                why=f"{guarded.id} depends on who is acting, and nobody said how that is established.", topic="security",
                facts=guarded.facts, meanwhile="what the decision record on signing in proposes")]  # fmt: skip


def _neighbours(items: tuple[Requirement, ...]) -> list[Gap]:
    for item in items:
        if (match := EXTERNAL.search(item.text)) and item.kind is RequirementKind.FUNCTIONAL:
            return [Gap(text=f"Who runs the other side of “{item.title}”, and what happens while it cannot be reached or delivers something unreadable?",
                        why=f"{item.id} (“{match.group()}”) depends on something outside the system.", topic="integrations",
                        facts=item.facts, recommended="what could not be read is named to whoever runs the system, and the rest goes on",
                        meanwhile="what could not be read changes nothing and is named")]  # fmt: skip
    return []


def _backup(vision: Vision, items: tuple[Requirement, ...], said: str) -> list[Gap]:
    keeps = any(KEEPS.search(item.text) for item in items)
    if vision.stakes == "low" or BACKUP.search(said) or not keeps or WITHOUT_DATA.search(said):
        return []
    return [Gap(text="How much recent work may be lost at worst when a disk fails, and how long may restoring take?",
                why="Nobody spoke about copies, and the stakes are not low.", topic="operations",
                recommended="at most one day of work, restored within one working day", meanwhile="a copy each night")]  # fmt: skip
