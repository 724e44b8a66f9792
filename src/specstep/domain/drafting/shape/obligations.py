"""An EARS sentence taken apart: who may do what, on which condition."""

import re

import attrs

from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.shape.words import bare
from specstep.domain.language.lemmas import is_base_verb

PARTICLES = frozenset(["up", "in", "out", "off", "on", "back", "down", "over"])
PHRASAL = frozenset(
    [
        "sign",
        "log",
        "check",
        "set",
        "hand",
        "turn",
        "back",
        "drop",
        "fill",
        "look",
        "mark",
        "switch",
        "pick",
        "clock",
        "carry",
        "opt",
    ]
)
SHALL = re.compile(r"\bshall\b|\bmust\b", re.IGNORECASE)
LET = re.compile(
    r"^(?:allow|enable|permit|help|"
    r"require)\s+(?:only\s+)?(?P<actor>.+?)\s+to\s+(?P<verb>[a-z][a-z-]*)(?P<rest>.*)$"
    r"|^let\s+(?:only\s+)?(?P<actor1>(?:(?:an?|the|each|every|all|any|"
    r"another)\s+)?[\w-]+)\s+(?P<verb1>[a-z][a-z-]*)(?P<rest1>.*)$"
    r"|^provide\s+(?P<actor2>.+?)\s+with\s+(?:the\s+ability|a\s+way|"
    r"the\s+means)\s+to\s+(?P<verb2>[a-z-]+)(?P<rest2>.*)$",
    re.IGNORECASE,
)
ENSURED = re.compile(
    r"^ensure\s+that\s+(?P<subject>.+?)\s+(?P<verb>creates?|adds?|sends?|removes?|deletes?|"
    r"reads?|writes?|stores?|keeps?|"
    r"prints?|shows?|counts?|checks?|imports?|exports?|reports?|records?|receives?|accepts?|"
    r"measures?|calculates?|pays?)"
    r"\b(?P<rest>.*)$",
    re.IGNORECASE,
)
NEGATION = re.compile(r"\b(?:does not|do not|doesn't|never|cannot)$", re.IGNORECASE)
LEADING_CONDITION = re.compile(r"^(?:(?:when|while|where|if|as soon as|after|before|once)\b)", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Obligation:
    """What one requirement asks for. `actor` is who may act, None where the system acts by itself; `condition`
    keeps its keyword; `verb` is a base form with its particle ("sign up"); `rest` is what follows it."""

    id: str
    condition: str
    negated: bool
    actor: str | None
    verb: str
    rest: str

    @property
    def action(self) -> str:
        """Verb and rest: "cancel a sign-up"."""
        return f"{self.verb} {self.rest}".strip()


def take_apart(requirement: Requirement) -> Obligation:
    """Read a requirement's sentence; one that has no "shall" is read as a plain action with its title."""
    text = bare(requirement.text)
    parts = SHALL.split(text, maxsplit=1)
    if len(parts) < 2:
        verb, rest = _verb_and_rest(bare(requirement.title) or text)
        return Obligation(id=requirement.id, condition="", negated=False, actor=None, verb=verb, rest=rest)
    before, after = parts[0].strip(), parts[1].strip()
    negated = bool(re.match(r"(?:not|never)\b", after, re.IGNORECASE))
    after = re.sub(r"^(?:not|never)\s+", "", after, flags=re.IGNORECASE)
    condition = before.rsplit(",", 1)[0].strip() if LEADING_CONDITION.match(before) and "," in before else ""
    for name in sorted(requirement.actors, key=len, reverse=True):
        found = re.match(
            r"(?:let|allow|enable|permit|help|require)\s+(?:only\s+)?(?:an?\s+|the\s+|every\s+|each\s+|"
            rf"all\s+)?(?:second\s+|other\s+)?{re.escape(name)}(?:e?s)?\s+"
            r"(?:(?:at|in|of|from|on)\s+(?:(?:the|an?|our)\s+)?[\w-]+\s+)?(?:to\s+)?(?P<action>.+)$",
            after,
            re.IGNORECASE,
        )
        if found:
            verb, rest = _verb_and_rest(found["action"])
            return Obligation(
                id=requirement.id, condition=condition, negated=negated, actor=name, verb=verb, rest=rest
            )
    named = re.match(r"(?:let|require)\s+(?:only\s+)?(?P<who>[A-Z][a-z]+)\s+(?:to\s+)?(?P<action>[a-z].+)$", after)
    if named and is_base_verb(named["action"].split()[0]):
        verb, rest = _verb_and_rest(named["action"])
        return Obligation(
            id=requirement.id, condition=condition, negated=negated, actor=named["who"], verb=verb, rest=rest
        )
    ensured = ENSURED.match(after)
    if ensured:
        verb = _base(ensured["verb"])
        return Obligation(
            id=requirement.id,
            condition=condition,
            negated=negated or NEGATION.search(ensured["subject"]) is not None,
            actor=None,
            verb=verb,
            rest=ensured["rest"].strip(),
        )
    found = LET.match(after)
    if found:
        actor = found["actor"] or found["actor1"] or found["actor2"]
        verb = found["verb"] or found["verb1"] or found["verb2"]
        verb, rest = _verb_and_rest(verb + (found["rest"] or found["rest1"] or found["rest2"] or ""))
        return Obligation(
            id=requirement.id, condition=condition, negated=negated, actor=actor, verb=verb, rest=rest
        )
    verb, rest = _verb_and_rest(after)
    return Obligation(id=requirement.id, condition=condition, negated=negated, actor=None, verb=verb, rest=rest)


def _base(verb: str) -> str:
    """The base form of a listed verb in the third person."""
    lower = verb.lower()
    return lower.removesuffix("s")


def _verb_and_rest(text: str) -> tuple[str, str]:
    """Split off the verb, with its particle where English joins the two."""
    words = text.split()
    if not words:
        return "do", ""
    if words[0].lower() == "be" and len(words) > 2 and words[1].lower() == "able":
        words = words[3:] or words
    verb = words[0].lower()
    if len(words) > 1 and verb in PHRASAL and words[1].lower() in PARTICLES:
        return f"{verb} {words[1].lower()}", " ".join(words[2:])
    return verb, " ".join(words[1:])
