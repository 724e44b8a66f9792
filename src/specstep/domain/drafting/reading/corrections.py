"""What takes something back: within a sentence, and from one statement to another."""

import re

from specstep.domain.language.numbers import NUMBER
from specstep.domain.language.quantities import find_quantities
from specstep.domain.language.values import Comparator, Quantity
from specstep.domain.language.words import capitalised, fold

_MARK = (
    r"(?:make (?:that|it)|(?:oh |uh )?(?:sorry|pardon),? (?:no,? )?(?:i (?:meant|mean)|make (?:that|it)|it'?s|that'?s)?|i (?:meant|mean)|(?:no,? )?scratch that,?(?: (?:make (?:that|it)|it'?s))?|"
    r"(?:or )?rather|no,? wait,?(?: make (?:that|it))?|wait,? no,?|correction:?|no,? (?:it'?s|actually|make (?:that|it)|that'?s)|actually(?:,? (?:make (?:that|it)|it'?s|no,?))?|well,? actually"
    r"|no(?! (?:more|less|later|fewer|longer|earlier|sooner|one|other|matter|need|way)\b))"
)
_INSIDE = re.compile(
    rf"(?:\s*[,;–—(.…]+\s*|\s+-+\s+|\s+)(?<=[\s,;–—(.…-]){_MARK}\b[\s,:]*(?P<new>[^,;.()–—]{{1,60}}?)(?P<close>\))?(?=$|[,;.()–—]|\s+(?:and|per|a|for|in|on|of|at|to|is|are|do|can|must)\b)",
    re.IGNORECASE,
)
_BARE_NO = re.compile(r"[\s,;–—(.…-]+no[\s,:]*$", re.IGNORECASE)
_STARTS = re.compile(
    r"^(?:(?:oh|ah|uh|um|no|wait|hang on|hm+|and|but|well|so|yes|ok|okay)[,.!…–— ]+)*"
    r"(?P<cue>(?:sorry|pardon)[,.:!–— ]+(?:i (?:meant|mean|said|misspoke)|it'?s|that'?s|make (?:that|it)|not|no|that (?:was|should be))?|i meant|correction\b:?|scratch that|strike that|forget (?:that|what i said)|actually\b[,:]?(?: no\b)?|make (?:that|it)\b|no,? (?:[a-z]+, )?(?:it'?s|that'?s|we|make)\b|that'?s (?:wrong|not right|old|outdated)|not \w+ but|let me correct|on second thought[s]?|i take that back|rather\b)[\s,.:;–—-]*",
    re.IGNORECASE,
)
_WITHDRAWS = re.compile(
    r"\b(?:scratch that|strike that|forget (?:that|what i said|about that)|i take that back|never ?mind(?: that)?|drop that|ignore what i just said)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_NAMES = tuple(
    re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for pattern in (
        _WEEKDAY,
        r"(?:january|february|march|april|may|june|july|august|september|october|november|december)",
    )
)
_OVERRIDE = re.compile(
    r"\b(?:actually|in fact|no longer|not any ?more|by now|meanwhile|correction|to correct)\b|^no\b",
    re.IGNORECASE,
)


def corrected(text: str) -> str:
    """A sentence with what it takes back replaced: "six, make that seven vets" gives "seven vets".

    Only a number, a date, a weekday or a month is replaced, by one of its kind; everything else stays.
    """
    position = 0
    for _ in range(8):
        match = _INSIDE.search(text, position)
        if match is None:
            return text
        changed = _replaced(text[: match.start()], match["new"])
        weak = _BARE_NO.match(text[match.start() : match.start("new")]) is not None
        if changed is None or (weak and not find_quantities(match["new"])):
            position = match.start() + 1
            continue
        text = fold(changed + text[match.end() :])
        text = re.sub(r"\s+([,;.)])", r"\1", text)
        position = 0
    return text


def _replaced(before: str, new: str) -> str | None:
    """The words before with their last number or name exchanged for the new one."""
    for pattern in _NAMES if not find_quantities(new) else ():
        fresh = pattern.search(new)
        old = list(pattern.finditer(before))
        if fresh and old:
            return f"{before[: old[-1].start()]}{new.strip()}{before[old[-1].end() :]}"
    quantities, fresh_ones = find_quantities(before), find_quantities(new)
    if not fresh_ones:
        return None
    if not quantities:
        return _replace_word_number(before, new)
    return _exchange(before, quantities, fresh_ones[0], new.strip())


def _exchange(before: str, old: tuple[Quantity, ...], fresh: Quantity, new: str) -> str | None:
    same = [quantity for quantity in old if quantity.unit == fresh.unit] or (list(old) if fresh.unit == "" else [])
    if not same:
        bare = [quantity for quantity in old if quantity.unit == ""]
        same = bare or []
    if not same and len(old) == 1 and not ({old[0].unit, fresh.unit} & {"clock", "date"}):
        # "six vets, sorry, seven doctors" keeps the new words; "six ... seven of them" the old ones.
        same = list(old)
    if not same:
        return None
    target = same[-1]
    plain = _number_span(new)
    if fresh.unit == "" and target.unit == "" and plain and fold(new[plain[1] :]).lower() in before.lower():
        new = new[plain[0] : plain[1]]
    new = f"{new}." if re.search(r"\b[ap]\.m$", new) else new
    at = before.rfind(target.text)
    if at < 0:
        return None
    if fresh.unit == "" and target.unit not in {"", "clock", "date"}:
        number = re.search(r"[\d][\d.,]*|\b[a-z-]+\b", target.text, re.IGNORECASE)
        inner = _number_span(target.text) or (number.span() if number else (0, len(target.text)))
        plain = _number_span(new)
        said = new[plain[0] : plain[1]] if plain else new
        return before[: at + inner[0]] + said + before[at + inner[1] :]
    begins = re.search(r"[\d€$£]|\b(?:EUR|USD|GBP|CHF)\b", target.text)
    if fresh.comparator is Comparator.EXACTLY and target.comparator is not Comparator.EXACTLY and begins:
        # "until 6 p.m." corrected by "5 p.m." stays a limit.
        return before[: at + begins.start()] + new + before[at + len(target.text) :]
    return before[:at] + new + before[at + len(target.text) :]


def _number_span(text: str) -> tuple[int, int] | None:
    match = re.search(NUMBER, text, re.IGNORECASE)
    return match.span() if match else None


def _replace_word_number(before: str, new: str) -> str | None:
    last = re.search(r"\b(?:one|zero)\b(?=[^a-z]*$)", before, re.IGNORECASE)
    return f"{before[: last.start()]}{new.strip()}{before[last.end() :]}" if last else None


def correction_cue(text: str) -> int | None:
    """Where the words of a statement that corrects an earlier one begin, after "Sorry, I meant"; None if it does not."""
    match = _STARTS.match(text)
    return match.end() if match else None


def withdraws(text: str) -> bool:
    """Whether a statement takes back what was said just before."""
    return _WITHDRAWS.search(text) is not None


def overrides(text: str) -> bool:
    """Whether a statement says itself that it replaces what was said or held before."""
    return _OVERRIDE.search(text) is not None


def with_correction(earlier: str, words: str) -> str | None:
    """An earlier statement with the number, date or day that the correcting words give; None where none fits."""
    words = words.strip(" .!")
    return capitalised(changed) if words and (changed := _replaced(earlier, words)) else None
