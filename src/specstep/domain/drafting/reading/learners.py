"""English as it is written by people who learned it late, or in haste, put straight: no word of substance changes."""

import re

from specstep.domain.language.lemmas import is_base_verb, verb_form
from specstep.domain.language.lexicon import ACTOR_NOUNS
from specstep.domain.language.nouns import is_actor, is_plural, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens, uncapitalised

_I = re.IGNORECASE
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, _I), full)
    for pattern, full in (
        (r"\b(must|should|may|will) (?:can|could)(?: to)? (?=[a-z])", r"\1 be able to "),
        (r"\b(can|must|should|may|could|will)( not| also)? to (?=[a-z])", r"\1\2 "),
        (r"\balso (can|must|should|may) ", r"\1 also "),
        (r"\b(am|is|are) having (?=(?:about |around )?(?:\d|an?\b|many\b|some\b|two\b|three\b))", "have "),
        (r"\bwhere (is|are) ((?:the|an?|my|our|their|his|her) [\w-]+)(?=[.!]?$)", r"where \2 \1"),
        (r"\b(once|twice|one time|two times|three times) in (?:the |a )?(day|week|month|year)\b", r"\1 a \2"),
        (r"\bone time (?=a (?:day|week|month|year)\b)", "once "),
        (r"^(?P<what>[A-Z][a-z]+) what (?P<be>is|are)\b", r"\g<what> that \g<be>"),
        (r"\bmaximum (?=\d)", "at most "),
        (r"\bminimum (?=\d)", "at least "),
        (r"\bwhoever(?= [a-z]+)(?!'s)", "the person who"),
    )
)
_ALLOWS = re.compile(
    r"\b(?P<verb>permits?|allows?|enables?) (?:to )?(?P<who>(?:the |our )?(?P<noun>[a-z-]+)) to (?P<do>[a-z]+.*)$",
    _I,
)
_DOUBLED = re.compile(
    r"^(?P<who>(?:the|our|my) (?P<noun>[\w-]+(?:-in-law)?)(?P<name>, [A-Z][\w-]+,)?),? (?P<they>they|he|she) (?P<rest>.+)$",
    _I,
)
_NOT_DONE = re.compile(r"\b(?P<who>somebody|someone|he|she|(?:the |a )?[a-z]+) not (?P<verb>[a-z]+)\b", _I)
_DOES_NOT = re.compile(r"\b(?P<who>[a-z]+) (?:don['’]t|do not)\b(?! have to)", _I)
_IMPORTANT = re.compile(
    r"^(?P<what>.+?)(?:,|;| -) (?:this|that|it) is (?:very |really |so )?important(?: (?:for|to) (?:us|me))?[.!]?$",
    _I,
)
_AFTERWARDS = re.compile(
    r"^(?P<main>[^,]+?) (?P<word>if|when|while) (?P<case>[^,]+?) and (?P<verb>[a-z]+s)(?P<rest>(?: [^,]*?)?) (?P<then>afterwards|again)(?P<end>[.!]?)$",
    _I,
)
_UNSUBJECTED = re.compile(r"^(?P<not>don['’]t|do not) (?P<wish>want|need|like|care)\b", _I)


def straightened(said: str) -> str:
    """A sentence in ordinary grammar; an ordinary sentence comes back as it is."""
    text = _ACCEPTANCE.sub("", said) if len(said.split()) > _FEW else said
    for pattern, full in _PLAIN:
        text = pattern.sub(full, text)
    if text[:1].islower() and said[:1].isupper():
        text = text[:1].upper() + text[1:]
    text = _ALLOWS.sub(_allowed, text)
    text = _UNSUBJECTED.sub(lambda match: f"We {match['not'].lower()} {match['wish'].lower()}", text)
    text = _NOT_DONE.sub(_not_done, text)
    text = _DOES_NOT.sub(_does_not, text)
    if stressed := _IMPORTANT.match(text):
        what = uncapitalised(re.sub(r"^(?:but|and|so),? ", "", stressed["what"], flags=_I))
        said_so = "It is important that" if find_predicate(tokens(what)) else "It is a must to have"
        text = f"{said_so} {what}."
    text = _AFTERWARDS.sub(_afterwards, text)
    return _once(text)


def _allowed(match: re.Match[str]) -> str:
    """ "Permit to client to order, and to see" as "allow the client to order, and see"."""
    noun = match["noun"]
    if not is_actor(noun):
        return match.group()
    who = match["who"] if " " in match["who"] or is_plural(noun) else f"the {noun}"
    do = re.sub(r"\b(and|or) to (?=[a-z]+ )", r"\1 ", match["do"])
    return f"{match['verb']} {who} to {do}"


def _afterwards(match: re.Match[str]) -> str:
    """ "It keeps working if the server is down and synchronises afterwards": the condition is not for both."""
    found = find_predicate(tokens(match["main"]))
    if found is None or found.start == 0 or verb_form(match["verb"]) is None:
        return match.group()
    case = f"{match['word'].capitalize()} {match['case']}, {uncapitalised(match['main'])}"
    return f"{case} and {match['verb']}{match['rest']} {match['then']}{match['end']}"


def _not_done(match: re.Match[str]) -> str:
    who = match["who"].rpartition(" ")[2].lower()
    person = who in {"somebody", "someone", "he", "she"} or (who in ACTOR_NOUNS and not is_plural(who))
    if not person or not is_base_verb(match["verb"]):
        return match.group()
    return f"{match['who']} does not {match['verb']}"


def _does_not(match: re.Match[str]) -> str:
    who = match["who"].lower()
    return f"{match['who']} does not" if who in ACTOR_NOUNS and singular(who) == who else match.group()


def _once(text: str) -> str:
    """The subject said once: "The guests they order breakfast" as "The guests order breakfast"."""
    match = _DOUBLED.match(text)
    if match is None or not is_actor(match["noun"].removesuffix("-in-law")):
        return text
    plural = match["they"].lower() == "they"
    if plural != is_plural(match["noun"]):
        return text
    found = find_predicate(tokens(match["rest"]))
    if found is None or found.start > _NEAR:
        return text
    later = find_predicate(tokens(match["rest"][found.end :]))
    if later is not None and not match["name"]:
        return text  # "The members they invite get a mail": a relative clause
    rest = re.sub(
        rf"\b(and|but) {match['they']}\b", rf"\1 {uncapitalised(match['who'].split(',')[0])}", match["rest"]
    )
    return f"{match['who'].rstrip(',').replace(',', ' (', 1) + ')' if match['name'] else match['who']} {rest}".replace(
        "( ", "("
    )


_ACCEPTANCE = re.compile(r"^(?:acceptance(?: criteri(?:a|on))?|ac)\s*\d*\s*: ", _I)
_FEW = 3
_NEAR = 12
