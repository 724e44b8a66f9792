"""How the person calls the thing to be built, and a title for it."""

import re

from specstep.domain.drafting.reading.titling import headline
from specstep.domain.language.lexicon import ACTOR_NOUNS, SYSTEM_NOUNS
from specstep.domain.language.nouns import singular
from specstep.domain.language.words import capitalised, fold, tokens

_NOUNS = "|".join(
    sorted(
        (
            noun
            for noun in SYSTEM_NOUNS
            if noun not in {"page", "device", "module", "command", "server", "database"}
        ),
        key=len,
        reverse=True,
    )
)
_WANTED = re.compile(
    rf"\b(?:need|want|like|build|building|love|make|create|develop|planning|about|for|is|write|looking for|have|idea:?|project:?)\s+(?:to (?:build|have|make|create|write)\s+)?"
    rf"(?:an?|some kind of|our own|one|the|my|our)\s+(?P<what>(?:(?!that\b|which\b|for\b|to\b|where\b)[\w'’-]+,? ){{0,5}}?(?P<noun>{_NOUNS}))\b(?P<rest>[^.;:\n]{{0,80}})",
    re.IGNORECASE,
)
_OPENING = re.compile(
    rf"^\W*(?:an?|the|some)?\s*(?P<what>(?:[\w'’-]+ ){{0,5}}?(?P<noun>{_NOUNS}))\b(?P<rest>[^.;:\n]{{0,80}})",
    re.IGNORECASE,
)
_MENTION = re.compile(
    r"\b(?:the|this|our)\s+(?P<noun>app|application|system|tool|software|platform|program|website|portal|cli|bot|plugin|plug-in"
    r"|extension|service|web ?app|webshop|api)\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:called|named|name is|working title:?|codename:?|call it|we call it)\s+[\"“'*]*(?P<name>[A-Z][\w-]*(?:[ -][A-Z0-9][\w-]*){0,3})"
)
_PREFIX = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|prd|brief|project|proposal|spec|specification|product requirements(?: document)?|subject|title|notes?(?: on| for)?|requirements(?: for)?|idea(?: for)?|product brief|call notes|transcript|minutes)\s*[:–—-]\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[-–—:,(|]\s*(?:prd|brief|product (?:brief|requirements.*)|requirements.*|notes?|idea|draft.*|v\d.*|version.*|call.*|transcript.*|\d{4}.*|some thoughts.*|kick-?off.*|lastenheft|konzept)\)?)+$",
    re.IGNORECASE,
)
_DULL = re.compile(
    r"(?:brief|notes?|requirements?|idea|project|prd|untitled|draft|readme|overview|introduction|summary|transcript|call|meeting|hello|hi|question|help|untitled document|goals?|purpose|context|background)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:(?:i|we|it|they|there|you)(?:'(?:d|m|re|ve|ll))? |(?:please |can you |could you )?(?:build|make|create|write|develop|design|give|get) (?:me|us|an?)\b)",
    re.IGNORECASE,
)
_MAX_WORDS = 8


_KEPT = re.compile(
    r"\b(?:need|want|like|build|make|create)\s+(?:an?|one|our own)\s+(?:[\w'’-]+ ){0,3}?(?P<noun>board|register|calendar|diary)"
    r"\s+(?:that|which|where|for|to|on which)\b",
    re.IGNORECASE,
)
"""Nouns that name the thing to be built only where somebody asks for one."""


def also_called(text: str) -> frozenset[str]:
    """Further nouns that stand for the thing to be built, since somebody asks for one ("a board that shows …")."""
    return frozenset(f"the {match['noun'].lower()}" for match in _KEPT.finditer(text[:20_000]))


def system_term(text: str) -> str:
    """What to say for "it": "the app", "the service", "ShelfMate"; "the system" where nothing better is said."""
    if match := _CALLED.search(text):
        return match["name"]
    counts: dict[str, int] = {}
    for match in _MENTION.finditer(text[:50_000]):
        noun = match["noun"].lower()
        counts[noun] = counts.get(noun, 0) + 1
    if counts:
        return f"the {_spelt(max(counts, key=lambda noun: counts[noun]))}"
    for pattern in (_KEPT, _WANTED, _OPENING):
        if match := pattern.search(text[:20_000]):
            return f"the {_spelt(match['noun'].lower())}"
    return "the system"


def _spelt(noun: str) -> str:
    return noun.upper() if noun in {"cli", "api"} else noun


def title_of(candidates: tuple[str, ...], text: str) -> str | None:
    """A short name for the project: from a title, heading or subject line, or from how it is introduced.

    Args:
        candidates: titles, subject lines and first headings, best first.
        text: the whole brief.
    """
    for candidate in candidates:
        if title := _as_title(candidate):
            return title
    if match := _CALLED.search(text[:20_000]):
        return match["name"]
    thing = system_term(text)
    plain: str | None = None
    for pattern in (_OPENING, _WANTED):
        match = pattern.search(text[:20_000])
        if match is None or _SPEAKS.match(match["what"]):
            continue
        if len(_plain(match["what"]).split()) > 1:
            return _described(match)
        if _PROMISES.match(match["rest"]) and (title := headline(text, thing)):
            return title
        if title := _described(match):
            return title
        plain = plain or match["noun"]
    return headline(text, thing) or _of_somebody(text, plain)


def _of_somebody(text: str, noun: str | None) -> str | None:
    """ "Member app": the thing named after the first people spoken of, where nothing says what it is for."""
    if noun is None:
        return None
    people = (word.lower for word in tokens(text[:2_000]) if word.is_word)
    found = next((singular(word) for word in people if singular(word) in ACTOR_NOUNS), None)
    return capitalised(f"{found} {_spelt(noun.lower())}") if found else None


_SPEAKS = re.compile(
    r"(?:.*\b)?(?:i|we|i'?m|we'?re|i'd|we'd|want|wants|need|needs|like|build|make|create|write|develop|me|us|please|is|are|am|hi|hello|have|has)\b",
    re.IGNORECASE,
)
"""A first line that speaks rather than names: "We need a tool …" is no title."""
_PROMISES = re.compile(r"\s*,?\s*(?:(?:on|in|with|through|by|via|from) which|that|which|where)\b", re.IGNORECASE)


def _plain(what: str) -> str:
    """How the thing is called, without words that say nothing of it."""
    return re.sub(
        r"^(?:(?:simple|small|little|new|tiny|nice|really|very|better|good|proper|decent|own|an?|the|our|my|web|mobile|online|free|basic|private|internal|phone)\s+)+",
        "",
        what,
        flags=re.IGNORECASE,
    )


def _as_title(candidate: str) -> str | None:
    said = _TAIL.sub("", _PREFIX.sub("", fold(candidate).strip("# *_\"'“”"))).strip(" .:!-–—")
    said = re.sub(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+", "", said).strip()
    said = re.sub(
        r"^(?:(?:hey|hi|hello|ok|okay|so|well|for|about)\b[,! ]+)+(?=(?:an?|the|our|my) )",
        "",
        said,
        flags=re.IGNORECASE,
    )
    said = re.sub(r"^(?:an?|the|our|my) (?=\w+ \w+)", "", said, flags=re.IGNORECASE)
    if _CLAUSE.match(said):
        return None
    if not said or _DULL.match(said) or said.endswith("?") or len(said.split()) > _MAX_WORDS or len(said) > 70:
        return None
    if not any(letter.isalpha() for letter in said):
        return None
    return capitalised(said)


def _described(match: re.Match[str]) -> str | None:
    what, rest = match["what"], match["rest"]
    what = re.sub(
        r"^(?:simple|small|little|new|tiny|nice|really|very|better|good|proper|decent|own|an?|the|our|my)\s+",
        "",
        what,
        flags=re.IGNORECASE,
    )
    what = re.sub(
        r"^(?:simple|small|little|new|tiny|nice|better|good|proper|decent|own)\s+", "", what, flags=re.IGNORECASE
    )
    purpose = re.match(r"\s+(?:for|to|that|which)\s+.+", rest)
    words = what.split()
    if len(words) < 2 and purpose:
        said = re.split(
            r",|;|\s+(?:and|so|when|where|if|because|which|but|while|who)\s+|\s\(", purpose.group().strip()
        )[0]
        what = f"{what} {' '.join(said.split()[: _MAX_WORDS - 1])}"
        what = re.sub(
            r"\s+(?:the|a|an|our|of|for|to|in|on|by|with|my|your|its|their|all|up|from|at|they|it|he|she|we|i|you|that|is|are|was|were)$",
            "",
            what,
        )
    what = re.sub(r"\b(?:my|our)\b", "the", what)
    if len(what.split()) < 2 or len(what.split()) > _MAX_WORDS + 1:
        return None
    if what.split()[0].lower() in {"cli", "api"}:
        return what.split()[0].upper() + what[3:]
    return capitalised(what)
