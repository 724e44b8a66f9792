"""Quality requirements: which characteristic, and under which condition a figure holds.

Source: ISO/IEC 25010:2023 for the names of the characteristics.
"""

import re

import attrs

from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.language.values import Clause, Condition, ConditionKind, SubjectRole

CHARACTERISTICS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("performance efficiency", (r"\b(?:seconds?|ms|milliseconds?|fast|load|respon[ds]\w*|quick\w*|latency|at the same time|concurrent\w*"
                                   r"|simultaneous\w*|throughput|per second|per minute|speed|slow)\b")),
        ("reliability", r"\b(?:availab\w*|uptime|downtime|outage|back-?ups?|restor\w*|recover\w*|lose|crash\w*|offline|power cut|down)\b"),
        ("security", r"\b(?:secur\w*|encrypt\w*|passwords?|log ?in|two-factor|access|privacy|GDPR|audit|attack\w*|permission\w*|personal data)\b"),
        ("interaction capability", (r"\b(?:accessib\w*|WCAG|screen reader\w*|contrast|languages?|eas[yi]\w*|usab\w*|clicks?|steps|training|taps?|keyboard"
                                   r"|font|blind|colou?r)\b")),
        ("compatibility", r"\b(?:browsers?|import|export|format|integrat\w*|API|interface)\b"),
        ("maintainability", r"\b(?:tests?|coverage|maintain\w*|documentation|code|deploy\w*)\b"),
        ("flexibility", r"\b(?:install\w*|phones?|mobile|tablets?|screens?|Windows|Linux|Mac\w*|Android|iOS|scal\w*|docker)\b"),
        ("safety", r"\b(?:safe\w*|alarm\w*|emergenc\w*|danger\w*)\b"),
    )
)  # fmt: skip
OPENING = frozenset("load open show display appear render".split())
SCREENS = re.compile(
    r"\b(?:pages?|screens?|lists?|views?|maps?|forms?|dashboards?|calendars?|documents?|app|application|sites?|websites?|results?|reports?|images?"
    r"|photos?|pictures?|files?|charts?|tables?|checklists?|tabs?|menus?|overviews?|search\w*|plans?|schedules?|boards?|profiles?|details)\b",
    re.IGNORECASE,
)
"""What appears on a screen when somebody opens it."""
RESPONSE = frozenset("respond answer react reply".split())
WITHIN = re.compile(r"^(?:fully |completely )?(?:within|in|under|at|after|faster than|for|on)\b", re.IGNORECASE)
HAS_CONDITION = re.compile(
    r"\b(?:when|while|under|with|during|for up to|with up to|at a load|after|per (?:month|year|week|day)|on a|over a)\b",
    re.IGNORECASE,
)


def characteristic_of(text: str) -> str:
    """The quality characteristic that a statement is about."""
    for name, pattern in CHARACTERISTICS:
        if pattern.search(text):
            return name
    return "functional suitability"


def conditioned(clause: Clause) -> tuple[Clause, str | None]:
    """The clause with the circumstances in which its figure holds, and a complete wording where the verb gives one.

    Nothing is invented: opening a page is the circumstance of a page's loading; where the person named none, the
    figure holds whenever the system is in operation.
    """
    if clause.conditions:
        return clause, None
    subject = clause.subject or ""
    if (
        clause.subject_role is SubjectRole.THING
        and clause.verb in OPENING
        and (clause.verb == "load" or SCREENS.search(subject))
        and not clause.negated
        and WITHIN.match(clause.rest)
    ):
        thing = bare(subject)
        thing = thing if thing[:2].isupper() else thing[0].lower() + thing[1:]
        one = singular(thing) if is_plural(thing) else thing
        event = Condition(
            kind=ConditionKind.EVENT, conjunction="when", text=f"a user opens {_opened(subject, one)}"
        )
        show = clause.verb if clause.verb == "display" else "show"
        return attrs.evolve(clause, conditions=(event,)), f"{show} the {one} {clause.rest}"
    if clause.verb in RESPONSE and not clause.negated:
        event = Condition(kind=ConditionKind.EVENT, conjunction="when", text="a user sends a request")
        return attrs.evolve(clause, conditions=(event,)), f"{clause.verb} {clause.rest}"
    if HAS_CONDITION.search(clause.rest):
        return clause, None
    state = Condition(kind=ConditionKind.STATE, conjunction="while", text="the system is in operation")
    return attrs.evolve(clause, conditions=(state,)), None


def _opened(subject: str, one: str) -> str:
    if re.match(r"^(?:the|this|its|their)\b", subject, re.IGNORECASE) and not is_plural(subject):
        return f"the {one}"
    return with_article(one)
