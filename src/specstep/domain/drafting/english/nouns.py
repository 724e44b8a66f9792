"""Nouns and noun phrases: number, articles, heads, and where a phrase ends."""

import re

from specstep.domain.drafting.english.verbs import is_participle, is_verb
from specstep.domain.language.nouns import article as article
from specstep.domain.language.nouns import plural as several_of
from specstep.domain.language.nouns import singular as one_of

DETERMINERS = frozenset(
    "a an the each every all any some no its their our my your his her this that these those both either another"
    " several many few more most".split()
)
FUNCTION_WORDS = frozenset(
    """
    and or but nor so yet if then else when while where whenever once until unless because since although though as
    than that which who whom whose what how why whether to of in on at by for from with without within into onto over
    under between among through during before after about above below per via up down out off again against across
    along around behind beyond despite except inside near outside toward towards upon is are was were be been being am
    has have had do does did can could may might must shall should will would not never no only also just too very
    it they them he she him her i we us you me there here its their our my your his this these those each every all any
    some both either neither another such same own other one's isn't aren't don't doesn't can't won't cannot yes
    """.split()
)
UNCOUNTED = frozenset(
    "staff data money information feedback equipment access stock mail email time software music food news help"
    " consent progress traffic training work availability payment history attendance inventory".split()
)


def singular(noun: str) -> str:
    """The singular of a noun phrase's last word; a singular stays what it is."""
    head, space, last = noun.rpartition(" ")
    return head + space + one_of(last)


def plural(noun: str) -> str:
    """The plural of a noun phrase's last word."""
    head, space, last = noun.rpartition(" ")
    return head + space + (last[:-2] + "es" if last.endswith("sis") else several_of(last))


def is_plural(noun: str) -> bool:
    """Whether a noun phrase's head is plural."""
    last = head_of(noun).rpartition(" ")[2]
    return last.lower() in {"staff", "police"} or one_of(last) != last


def with_article(noun: str) -> str:
    """A singular noun with its article; "staff" has none."""
    if noun.rpartition(" ")[2].lower() in {"staff", "personnel", "police"}:
        return noun
    return f"{article(noun)} {noun}"


def bare(phrase: str) -> str:
    """A noun phrase without its determiner."""
    words = phrase.strip().split(" ")
    while len(words) > 1 and words[0].lower() in DETERMINERS:
        words = words[1:]
    return " ".join(words)


def head_of(phrase: str) -> str:
    """A noun phrase without determiner and without what follows its head ("members of the board" → "members")."""
    words = bare(phrase).split(" ")
    for index, word in enumerate(words):
        if index and word.lower() in FUNCTION_WORDS:
            return " ".join(words[:index])
    return " ".join(words)


WORD = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ'’-]*|\d[\d.,:]*|[^\s\w]")

ADJECTIVES = frozenset(
    """
    new old own first last next free full empty open available upcoming current past future single whole different
    short long small large big simple good bad own paper local daily weekly monthly yearly annual quarterly several
    certain specific main private public personal final exact total upcoming similar other such same own few many more
    most less least fewer second third online offline manual automatic weekly regular overdue late early valid
    invalid active inactive unpaid paid outstanding
    """.split()
)


def noun_phrases(text: str) -> list[str]:
    """The noun phrases of a text that begin with a determiner or number, or are plural, without determiners."""
    found: list[str] = []
    words = WORD.findall(text)
    index = 0
    while index < len(words):
        lower = words[index].lower()
        opens = lower in DETERMINERS or words[index][0].isdigit()
        start = index + 1 if opens else index
        while start < len(words) and (
            words[start].lower() in DETERMINERS | ADJECTIVES or words[start][0].isdigit()
        ):
            start += 1
        end = _end(words, start)
        if end > start and (opens or _plural_noun(words[end - 1], end - start)):
            found.append(" ".join(words[start:end]))
            index = end
        else:
            index += 1
    return found


def _plural_noun(word: str, length: int) -> bool:
    return (
        word[0].isalpha() and singular(word) != word and (length > 1 or not is_verb(word) or word.endswith("ts"))
    )


def _end(words: list[str], start: int) -> int:
    end = start
    while end < len(words) and end - start < 3:
        word = words[end]
        lower = word.lower()
        if not word[0].isalpha() or lower in FUNCTION_WORDS | {"the", "a", "an"} or lower.endswith("ly"):
            break
        if end > start and (
            is_participle(lower) or (is_verb(lower) and (lower.endswith("s") or _closes(words, end)))
        ):
            break
        if end > start and singular(words[end - 1]) != words[end - 1]:
            break  # a plural ends its phrase
        end += 1
    return end


def _closes(words: list[str], index: int) -> bool:
    """Whether a word that could be a verb is followed by what follows verbs rather than nouns."""
    after = words[index + 1].lower() if index + 1 < len(words) else ""
    return after in DETERMINERS or after in {"it", "them", "him", "her", "us", "to"}
