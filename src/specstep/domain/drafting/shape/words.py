"""Small rules for names and forms of words that every design document needs."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

KNOWN_WORDS = 4_096  # names and words of one project fit several times

IRREGULAR_PARTICIPLES = {
    "pay": "paid",
    "send": "sent",
    "lend": "lent",
    "sell": "sold",
    "buy": "bought",
    "lose": "lost",
    "find": "found",
    "give": "given",
    "take": "taken",
    "withdraw": "withdrawn",
    "hold": "held",
    "write": "written",
    "choose": "chosen",
    "begin": "begun",
    "do": "done",
    "make": "made",
    "set": "set",
    "put": "put",
    "cut": "cut",
    "read": "read",
    "bring": "brought",
    "see": "seen",
    "show": "shown",
    "keep": "kept",
    "tell": "told",
    "sign up": "signed up",
    "check in": "checked in",
    "check out": "checked out",
    "cancel": "cancelled",
    "refer": "referred",
    "ship": "shipped",
    "drop": "dropped",
    "submit": "submitted",
    "plan": "planned",
    "stop": "stopped",
    "log": "logged",
    "permit": "permitted",
    "scan": "scanned",
    "tag": "tagged",
    "occur": "occurred",
}
IRREGULAR_SINGULARS = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "data": "data",
    "news": "news",
    "species": "species",
    "series": "series",
    "status": "status",
    "address": "address",
    "process": "process",
    "access": "access",
    "business": "business",
    "class": "class",
    "bus": "bus",
    "analyses": "analysis",
    "gas": "gas",
    "feet": "foot",
    "mice": "mouse",
    "statuses": "status",
    "diagnosis": "diagnosis",
    "basis": "basis",
}
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "for",
        "to",
        "and",
        "or",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "per",
        "each",
        "every",
    ]
)


def identifier(prefix: str, name: str, taken: Iterable[str] = ()) -> str:
    """An identifier of ASCII letters, digits and "_" that no Mermaid keyword equals and `taken` does not hold."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    body = "_".join(re.findall(r"[a-z0-9]+", plain.lower()))[:40].strip("_")
    base = f"{prefix}_{body}" if body else prefix
    known = set(taken)
    found, number = base, 2
    while found in known:
        found, number = f"{base}_{number}", number + 1
    return found


def slug(name: str, fallback: str = "view") -> str:
    """A file name's stem: lower-case ASCII words with hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:60].strip("-") or fallback


@lru_cache(maxsize=KNOWN_WORDS)
def key(name: str) -> str:
    """What two spellings of one name have in common: case, hyphens and the plural of the last word dropped."""
    words = re.findall(r"[^\W_]+", name.casefold())
    while words and words[0] in {"a", "an", "the"}:
        words = words[1:]
    if words:
        words[-1] = singular(words[-1])
    return " ".join(words)


def singular(word: str) -> str:
    """The singular of an English noun by its ending; other words stay as they are."""
    lower = word.lower()
    if lower in IRREGULAR_SINGULARS:
        return IRREGULAR_SINGULARS[lower]
    if len(lower) < 4 or lower.endswith(("ss", "us", "is", "'s")) or not lower.endswith("s"):
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def plural(noun: str) -> str:
    """The plural of an English noun phrase by its ending; a plural stays as it is."""
    head, _, last = noun.rpartition(" ")
    lower = last.lower()
    if singular(last) != last or lower in {"data", "people", "news", "series", "children", "staff"}:
        return noun
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return f"{head} {last}" if head else last


def participle(verb: str) -> str:
    """The past participle of an English verb: book → booked, cancel → cancelled, pay → paid."""
    verb = verb.lower()
    if verb in IRREGULAR_PARTICIPLES:
        return IRREGULAR_PARTICIPLES[verb]
    head, _, tail = verb.partition(" ")
    if head.endswith("e"):
        done = head + "d"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        done = head[:-1] + "ied"
    else:
        done = head + "ed"
    return f"{done} {tail}" if tail else done


def third_person(verb: str) -> str:
    """The third person of an English verb: book → books, carry → carries."""
    head, _, tail = verb.partition(" ")
    if head.endswith(("s", "x", "z", "ch", "sh", "o")):
        head += "es"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head == "have":
        head = "has"
    elif head == "be":
        head = "is"
    else:
        head += "s"
    return f"{head} {tail}" if tail else head


def agree(subject: str, verb: str) -> str:
    """The verb's form that goes with a part's name: "Background jobs carry", "Application server carries"."""
    several = singular(subject.split()[-1] if subject.split() else "") != (subject.split() or [""])[-1]
    if several or " and " in subject:
        return {"is": "are", "has": "have"}.get(verb, verb)
    return verb if verb in {"is", "has"} else third_person(verb)


def capital(text: str) -> str:
    """The text with a capital first letter; names in mixed case stay."""
    return text[:1].upper() + text[1:]


def decapital(text: str) -> str:
    """The text with a small first letter, unless its first word is a name or acronym."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]) or first == "I":
        return text
    return text[:1].lower() + text[1:]


def bare(text: str) -> str:
    """The text folded to one line, without its final stop."""
    return re.sub(r"\s+", " ", text).strip().rstrip(".;,: ")


def short(text: str, limit: int = 90) -> str:
    """The text cut at a word's end, with an ellipsis where something is missing."""
    text = bare(text)
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0].rstrip(",;: ")
    return f"{cut} …"


def listing(items: Iterable[str], empty: str = "") -> str:
    """ "a, b and c"."""
    parts = [item for item in dict.fromkeys(items) if item]
    if not parts:
        return empty
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def several(items: Iterable[str], empty: str = "", most: int = 3) -> str:
    """ "a, b, c and more": the first few of a list that need not be complete."""
    parts = unique(items)
    return f"{', '.join(parts[:most])} and more" if len(parts) > most else listing(parts, empty)


def article(noun: str) -> str:
    """The noun with "a" or "an"."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once, without empty ones."""
    return tuple(dict.fromkeys(item for item in items if item))


def names(text: str, name: str) -> bool:
    """Whether the text mentions the name as a whole, in singular or plural, in any case."""
    pattern = _mention(name)
    return pattern is not None and pattern.search(text.casefold()) is not None


@lru_cache(maxsize=KNOWN_WORDS)
def _mention(name: str) -> re.Pattern[str] | None:
    """What finds a name in folded text; None for one without a letter."""
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", name.casefold())]
    if not words:
        return None
    last = re.escape(singular(words[-1]))
    stem = last[:-1] + "(?:y|ies)" if last.endswith("y") else last + "(?:e?s)?"
    pattern = r"[\W_]+".join([*words[:-1], f"(?:{stem}|{words[-1]})"])
    return re.compile(rf"(?<!\w){pattern}(?!\w)")
