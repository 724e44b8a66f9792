"""Clauses that leave out what was said just before, written out: "only X can", "otherwise …", "so big buttons please"."""

import re

from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_plural
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Modality
from specstep.domain.language.words import tokens, uncapitalised

_I = re.IGNORECASE

_ONCE_DONE = re.compile(
    r"(?P<word>once|when|if|until|unless) (?P<done>(?:not )?[a-z]+)(?P<when>(?: (?:by|before|within|after|until|for) [\w:.]+(?: [\w:.]+)?)?),? (?=(?:nobody|no one|they|it|we|he|she|everybody|everyone|only|the|an?) )", _I
)  # fmt: skip
_BOUND_TO_BE = re.compile(r"\b(?:is|are) (?P<no>not )?to be (?=[a-z]+(?:ed|en|wn|pt|nt|ne|ld|de)\b)")
_UNTIL = re.compile(
    r"^(?P<what>[^,;]+?) can be (?P<done>[a-z]+) until (?P<end>[^,;]+)[,;] (?:and |but )?after (?:that|it|then),? (?P<who>nobody|no one|only [\w' -]+?) can[.!]?$",
    _I,
)
_TO_BE = re.compile(r"(?P<what>[A-Z][\w’' -]{2,40}?) to be (?=[a-z]+(?:ed|en|wn|pt|nt|ne|ld|de)\b)")
_ONLY_CAN = re.compile(
    r"^(?P<ban>.+?(?:\bnot|n['’]t|\bcannot|\bnever)(?: be (?:able|allowed|permitted) to)? (?P<do>[a-z]+ [^,;]+)), (?:and |but )?"
    r"only (?P<who>[\w' -]{3,50}?) (?P<may>can|may|must|is allowed to|are allowed to)(?P<end>[.!]?)$",
    _I,
)
_OTHERWISE = re.compile(
    r"^(?P<first>.+?\b(?:has|have|gets?) (?P<time>(?:\d+|an?|one|two|three|five|ten|twelve) (?:minutes?|hours?|days?|weeks?)) to (?P<do>[a-z][^,;.]*?))"
    r"[;,.–—-]*\s+(?:or )?(?:otherwise|else|if not),? (?P<then>.+)$",
    _I,
)
_SO_THING = re.compile(
    r"^(?P<why>.+?),? so (?:please,? )?(?P<what>[^;:]+?)(?:,? please)?(?P<more>, [^;:]+?)?[.!]?$", _I
)
_CONTRACTED = re.compile(
    r"(?P<lead>(?:when|if|once|until|while|as soon as|that|because|as) (?:the|an?|my|our|his|her|their|your|this) [\w-]+)['’]s"
    r"(?= (?:not|[a-z]+ed|done|gone|off|offline|online|down|empty|full|ready|late|ill|sick|away|over|out|in|closed|open|broken|lost|sent|back|too|no|still|been)\b)",
    _I,
)
_EXIT_CODE = re.compile(
    r"^(?:the )?(?:exit|return) (?:code|status)(?: is)? (?P<code>\d+)(?P<rest>,? (?:if|when|on|for) .+)$", _I
)
_COLON = re.compile(r"^(?P<why>[A-Z][^:,]{3,40}):\s+(?P<list>.+)$")
_SEVERAL = 3
_LEAD = re.compile(r"^(?:(?:oh|and|but|so|well|also),? )+", _I)
_ANAPHOR = re.compile(r"\bfor (?:that|this|it)$", _I)
_MOST_WORDS = 14


def written_out(said: str) -> tuple[str, ...]:
    """The sentences that a sentence with something left out stands for; any other comes back as it is."""
    said = _BOUND_TO_BE.sub(lambda match: f"must {match['no'] or ''}be ", said)
    text = _CONTRACTED.sub(lambda match: f"{match['lead']} {'has' if _has(match) else 'is'}", said)
    if bare := _ONCE_DONE.match(text):
        form = verb_form(bare["done"].removeprefix("not "))
        if form and form[1] in {"participle", "past"}:
            text = f"{bare['word']} it is {bare['done']}{bare['when']}, {text[bare.end() :]}"
    if only := _ONLY_CAN.match(text):
        do = only["do"]
        return f"{only['ban']}.", f"Only {only['who']} {only['may']} {do}{only['end'] or '.'}"
    if (due := _TO_BE.match(text)) and find_predicate(tokens(due["what"])) is None:
        return (f"{due['what']} must be {text[due.end() :]}",)
    if barred := _UNTIL.match(text):
        verb = verb_form(barred["done"])
        if verb:
            after = f"After {barred['end']} {barred['who']} can {verb[0]} {uncapitalised(barred['what'])}."
            return f"{barred['what']} can be {barred['done']} until {barred['end']}.", after
    if codes := _EXIT_CODE.match(text):
        return (f"The tool exits with code {codes['code']}{codes['rest']}",)
    if other := _OTHERWISE.match(text):
        then = uncapitalised(other["then"])
        return f"{other['first']}.", f"If that person does not {other['do']} within {other['time']}, {then}"
    return _wish_behind_a_reason(text) or _enumerated(text) or (text,)


def _enumerated(text: str) -> tuple[str, ...] | None:
    """ "Kids play this: no chat, names come from a list, no ads": what follows the colon are statements of their own."""
    match = _COLON.match(text)
    if match is None or "(" in match["list"]:
        return None
    pieces = [piece for piece in re.split(r",\s+(?:and\s+)?", match["list"].rstrip(" .!")) if piece]
    refused = [piece for piece in pieces if re.match(r"no [a-z]", piece)]
    whole = [piece for piece in pieces if piece not in refused and _is_clause(piece)]
    if len(pieces) < _SEVERAL or not refused or len(refused) + len(whole) < len(pieces):
        return None
    said = [f"{piece[0].upper()}{piece[1:]}" for piece in pieces]
    return (f"{said[0]}, because {uncapitalised(match['why'])}.", *(f"{piece}." for piece in said[1:]))


def _is_clause(text: str) -> bool:
    found = find_predicate(tokens(text))
    return found is not None and found.start > 0


def _has(match: re.Match[str]) -> bool:
    return match.string[match.end() :].startswith(" been")


def _wish_behind_a_reason(text: str) -> tuple[str, ...] | None:
    """ "They have gloves on, so big buttons please": what follows names a thing and no verb."""
    match = _SO_THING.match(text)
    if match is None or len(text.split()) > 3 * _MOST_WORDS:
        return None
    why, what = match["why"], f"{match['what']}{match['more'] or ''}"
    what = re.sub(r"(?:,? (?:please|too|as well))+(?=,|$)", "", what.removesuffix(" please"), flags=_I).strip(" ,")
    reason = find_predicate(tokens(why))
    if (
        reason is None
        or reason.start == 0
        or find_predicate(tokens(what))
        or not 1 < len(what.split()) <= _MOST_WORDS
        or re.match(
            r"(?:that|far|by|from|in|at|on|for|with|to|until|before|after|what|it|much|many|long|on|forth|i|we|they|not)\b",
            what,
            _I,
        )
        or reason.modality in {Modality.MUST, Modality.WANT}
    ):
        return None
    if named := re.search(r"\b(?P<name>[A-Z][\w.-]*)$", why):
        what = _ANAPHOR.sub(f"for {named['name']}", what)
    if _ANAPHOR.search(what):
        return None
    refused = re.match(r"(?:no|nothing|none)\b", what, _I)
    wish = f"There must be {what}" if refused else f"We need {what}"
    return (f"{wish}, because {uncapitalised(_LEAD.sub('', why))}.",)


def per_unit(label: str, value: str) -> str | None:
    """ "Groups: at least 4, at most 12 students" as what each of them has; None for any other label."""
    if not is_plural(label) or not re.match(
        r"(?:at (?:least|most)|up to|between|min\.?|max\.?|no more than) \d", value, _I
    ):
        return None
    one = re.sub(r"(?<=\d), (?=(?:at (?:least|most)|up to|max|min))", " and ", value)
    return one.replace("min.", "at least").replace("max.", "at most")
