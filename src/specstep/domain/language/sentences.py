"""Where sentences begin and end."""

import re
from collections.abc import Iterator

MAX_CHARS = 1500
"""A run without any full stop is cut here, at a blank if there is one: it bounds all later work."""

_END = re.compile(r"[.!?…。！？؟]+[)\"'”’»\]*_]*(?=\s|$)|[。！？]|\n[ \t]*\n\s*")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“„«]+$")
_NEXT = re.compile(r"\s*[\"'“„«(\[*_]*(\w+)?")

_UNITS = frozenset("ms sec min hr hrs s h km kg m cm mm g l gb mb".split())
_ABBREVIATIONS = frozenset(
    """
    e.g i.e eg ie etc cf vs viz approx ca circa max min avg incl excl resp dept tel fax ext vol fig figs sec min hr hrs
    mr mrs ms dr prof st sr jr rev gen sgt capt lt col inc ltd co corp bros no nos nr art para pp ed eds jan feb mar
    apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun a.m p.m u.s u.k a.k.a p.a p.m v.a.t
    z.b d.h u.a bzw ggf evtl usw str abs bspw inkl zzgl vgl sog p.ej ud uds sra m mme mlle env tél av bd c.-à-d ex
    bijv o.a m.b.t d.w.z t/m mevr dhr sig dott ecc es dra nº núm req spec temp qty misc est est.
    """.split()
)
_NEVER_LAST = frozenset(
    """e.g i.e eg ie cf vs viz approx ca circa max min incl excl resp mr mrs ms dr prof st fig no nos nr art z.b d.h
    bzw ggf evtl bspw inkl zzgl vgl sog p.ej mme mlle bijv c.-à-d""".split()
)
_MONTHS = frozenset(
    """january february march april may june july august september october november december januar februar märz mai
    juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre""".split()
)
_STARTERS = frozenset(
    """the a an we i it he she they you this that these those if when while after before and but so also then there
    our my their its no not only all each every for in on at as to please what who how why where can should must
    der die das wir es ich sie ein eine le la les nous il elle el los las nosotros un una""".split()
)


_CASUAL = frozenset("whoever we i it they if when this so but he she nobody everybody".split())
"""Words that open a sentence even where nobody minds capitals."""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence, white space at the ends left out, in linear time."""
    start = 0
    for match in _END.finditer(text):
        if match.end() <= start or not _is_boundary(text, start, match):
            continue
        yield from _bounded(text, start, match.end())
        start = match.end()
    yield from _bounded(text, start, len(text))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each as it stands."""
    return tuple(text[start:end] for start, end in sentence_spans(text))


def _is_boundary(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if not mark.startswith("."):
        if mark.startswith("…"):
            return not _next_word(text, match.end())[:1].islower()
        return True
    following = _next_word(text, match.end())
    if _waits_for_its_clause(text[start : match.start()]):
        return False  # "If a key isn't back by 7 p.m. I get an alert"
    if mark.startswith(".."):
        return not following[:1].islower()
    before = _WORD_BEFORE.search(text, max(start, match.start() - 40), match.start())
    word = before.group() if before else ""
    low = word.lower().lstrip("*_")
    if not following:
        return True
    if low in _UNITS and re.search(r"\d\s?$", text[start : match.start() - len(word)][-4:]):
        # "more than 50 ms. Free, no ads": a unit, not an abbreviation
        return following[:1].isupper() or following[:1].isdigit() or following in _CASUAL
    if low.isdigit():
        # An ordinal before a month, or the number of a list item.
        at_start = not text[start : match.start() - len(word)].strip() if match.start() - start < 80 else False
        return following.lower() not in _MONTHS and not (at_start and len(low) <= 3)
    if low in _NEVER_LAST:
        return low == "no" and not following[:1].isdigit()
    if low in _ABBREVIATIONS or ("." in low and len(low) <= 6 and not low[:1].isdigit()):
        return following[:1].isupper() and following.lower() in _STARTERS
    if len(low) == 1 and word.isalpha() and word.isupper():
        return following.lower() in _STARTERS
    return True


_SUBORDINATE = re.compile(
    r"(?:(?:and|but|so),? )?(?:if|when|whenever|unless|once)\b[^,;:]*\b[ap]\.m$", re.IGNORECASE
)


def _waits_for_its_clause(said: str) -> bool:
    """Whether a sentence that would end with "p.m." here has had its condition only."""
    return len(said) < _SHORT and _SUBORDINATE.match(said.lstrip(" \"'(*_-")) is not None


_SHORT = 120


def _next_word(text: str, position: int) -> str:
    match = _NEXT.match(text, position)
    return (match.group(1) or "") if match else ""


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > MAX_CHARS:
            stop = text.rfind(" ", start + MAX_CHARS // 2, start + MAX_CHARS)
            stop = stop if stop > start else start + MAX_CHARS
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop
