"""Take out of a sentence what nobody could verify, and say what was taken out.

Source: INCOSE Guide to Writing Requirements (rules on vague terms, escape clauses, open-ended clauses, absolutes).
"""

import re
from functools import lru_cache

import attrs

from specstep.domain.drafting.english.nouns import FUNCTION_WORDS, is_plural, singular
from specstep.domain.drafting.english.verbs import is_base, is_verb, third_person
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_noun_too

VAGUE = (
    "user-friendly", "user friendly", "state-of-the-art", "state of the art", "easy-to-use", "easy to use", "easy",
    "easily", "simple", "simply", "fast", "quick", "quickly", "intuitive", "intuitively", "nice", "nicely", "good",
    "great", "modern", "beautiful", "beautifully", "pretty", "appropriate", "appropriately", "adequate", "adequately",
    "sufficient", "sufficiently", "flexible", "flexibly", "robust", "robustly", "efficient", "efficiently", "reasonable",
    "reasonably", "various", "normal", "normally", "usual", "usually", "typical", "typically", "soon", "timely",
    "regularly", "often", "sometimes", "properly", "safe", "safely", "scalable", "reliable", "reliably", "seamless",
    "seamlessly", "smooth", "smoothly", "responsive", "snappy", "slick", "convenient", "conveniently", "comfortable",
    "comfortably", "friendly", "powerful", "lightweight", "performant", "stable", "sensible", "suitable", "relevant",
    "proper", "clear", "clearly", "straightforward", "effortless", "effortlessly", "helpful", "useful", "attractive",
    "professional", "decent", "cheap", "affordable", "painless", "hassle-free", "minimal", "optimal", "maximize",
    "minimise", "minimize", "maximise", "significant", "significantly", "effective", "effectively", "generally",
    "approximately", "roughly", "about", "almost", "nearly", "many", "several", "some", "few", "very", "really", "quite",
    "best", "better", "elegant", "fancy", "cool", "handy", "well", "rapid", "rapidly", "instantly", "instant",
    "slow", "slowly", "promptly", "immediately", "straight away", "right away", "secure", "securely", "high-quality", "low-cost", "familiar", "understandable",
    "acceptable", "adaptable", "at once", "faster", "ideally", "readily", "maximally", "in a timely manner", "perfect",
    "perfectly", "totally", "absolutely", "infinitely", "unlimited", "forever", "optimally", "slower", "nicer", "easier",
    "accessible", "frequently", "occasionally", "large", "small", "big", "long", "short", "low", "high", "completely",
)  # fmt: skip
"""Words that say a degree without a measure."""

MEASURED_WORDS = frozenset("about approximately roughly almost nearly".split())
ATTRIBUTIVE = frozenset(VAGUE) - MEASURED_WORDS - {
    "accessible", "few", "well", "secure", "long", "short", "high", "low", "big", "large", "small", "clear", "normal",
    "usual", "relevant", "professional", "safe", "instant", "stable", "best",
}  # fmt: skip
"""Vague words that can be left out before a noun or around a verb without changing what is asked."""

CORE_VERBS = frozenset("be work look feel run load respond perform behave go seem scale stay remain react".split())
FILLERS = frozenset(
    "to use understand learn maintain operate navigate for everyone everybody all and or even also to its it the"
    " a an of handle extend read users people anyone non-technical non-technicians on with in use-able as possible"
    " enough by me us them at first sight not too so more most less than very really quite extremely pretty nice"
    " super always looking system app application site tool page pages everything overall".split()
)
WORDS = re.compile(r"[A-Za-z][\w'-]*")
OPEN_TAIL = re.compile(
    r",?\s*(?:and|or)?\s*(?:\betc\b\.?|\band so (?:on|forth)\b|\band (?:more|others|the like|similar(?: things)?|whatever)\b"
    r"|\bor (?:similar|whatever|something like that)\b|\band such\b|\.\.\.|…)(?=[\s,.;)]|$)",
    re.IGNORECASE,
)
OPEN_HEAD = re.compile(
    r",?\s*(?<![\w-])(?:such as|like(?= (?:a |an |the )?[\w-]+,)|e\.g\.,?|for example,?|for instance,?|including but not"
    r" limited to|among others,?|i\.e\.,?)\s+(?P<items>[^;()]+?)(?=[;()]|$)",
    re.IGNORECASE,
)
ESCAPES = re.compile(
    r",?\s*\b(?:if (?:at all )?possible|where (?:possible|practicable|feasible)|as far as (?:possible|practicable)"
    r"|as (?:appropriate|needed|required|necessary|applicable)|if (?:necessary|needed|appropriate|practicable|applicable)"
    r"|when(?:ever)? (?:necessary|needed|possible|appropriate)|to the extent (?:possible|practicable)|as much as possible"
    r"|wherever possible|where (?:appropriate|applicable|necessary)|in so far as possible|as (?:soon|quickly|fast) as possible"
    r"|asap|at some point|sooner or later)\b",
    re.IGNORECASE,
)
APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|some|circa|ca\.|almost|nearly|up to about|maybe|perhaps)\s+"
    r"(?=(?:a |the )?[€$£]?\d)",
    re.IGNORECASE,
)
ALL = re.compile(
    r"\b(?:all(?! again\b| day\b| night\b)|every|any and all)\b(?! over\b| around\b)(?P<of>\s+of)?(?P<the>\s+(?:the|their|our|its|his|her|my|these|those|your))?",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"^\s*(?:that|who|which|whose|are|have|were|do)\b", re.IGNORECASE)


PLAIN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\b24/7\b", "24 hours a day on 7 days a week"),
        (r"\b[Hh]ow many of\b", "the number of"),
        (
            r"\b[Hh]ow many ([\w-]+(?: (?!they|we|you|it|I\b)[\w-]+)?) (are|were|have)\b",
            r"the number of \1 that \2",
        ),
        (r"\b[Aa]ll or part of\b", "the whole or part of"),
        (r"\b[Aa]ll of (it|this|that)\b", r"the whole of \1"),
        (r"\b[Aa]ll(?=[.,;]|$| (?:but|except)\b)", "the whole content"),
        (r"\bif ≤ ?(?=\d)", "if at most "),
        (r"≤ ?(?=\d)", "at most "),
        (r"≥ ?(?=\d)", "at least "),
        (r"(?<!<)> ?(?=\d)", "more than "),
        (r"(?<![>\w])< ?(?=\d)", "less than "),
        (r"\b[Hh]ow many\b", "the number of"),
        (r"\b[Aa]s soon as\b", "once"),
        (r"\b(?:everybody|everyone)\b", "each user"),
        (r"\bEvery(?:body|one)\b", "Each user"),
        (r"\b(?:anybody|anyone|somebody|someone) else['’]s\b", "another user's"),
        (r"\b(?:anybody|anyone)\b", "a user"),
        (r"\bany kinds? of\b", "a"),
        (r"\beverything\b", "the whole content"),
        (r"\banything\b", "something"),
        (r"\b100\s?(?:%|per ?cent) of (?:all |the )?", "each of the "),
        (r"\b(MUST|SHALL|NOT|NEVER|ALWAYS|ONLY|ALL|AND|OR|NO|CAN|SHOULD|MAY)\b", ""),
        (r"(?:€|EUR)\s?(\d[\d.,]*\d|\d)", r"\1 EUR"),
        (r"(\d)\s?(?:€|[Ee]uros?|eur)(?!\w)", r"\1 EUR"),
        (r"(?:\$|USD)\s?(\d[\d.,]*\d|\d)", r"\1 USD"),
        (r"(\d)\s?(?:\$|(?:US )?dollars?|usd)(?!\w)", r"\1 USD"),
        (r"(?:£|GBP)\s?(\d[\d.,]*\d|\d)", r"\1 GBP"),
        (r"(\d)\s?(?:£|pounds?|gbp)(?!\w)", r"\1 GBP"),
        (r"(\d)\s?(?:percent|per cent)\b", r"\1 %"),
        (r"(\d)\s?(?:secs?|s)\b", r"\1 seconds"),
        (r"(?<![\d.,])1 (second|minute|hour)s\b", r"1 \1"),
        (r"(\d)\s?(?:msecs?|milliseconds?)\b", r"\1 ms"),
        (r"(\d)\s?mins?\b", r"\1 minutes"),
        (r"(\d)\s?(?:hrs?|h)\b", r"\1 hours"),
        (r"(\d)\s?(?:kilomet(?:er|re)s?)\b", r"\1 km"),
        (r"(\d)\s?megabytes?\b", r"\1 MB"),
        (r"(\d)\s?gigabytes?\b", r"\1 GB"),
    )
)
"""One way of writing each unit, and words for what is shouted or absolute, figures untouched."""


@attrs.frozen(kw_only=True)
class Precise:
    """A sentence that can be verified, and the words that were left out of it.

    `vague` are words without a measure, `escapes` clauses that excuse, `open_lists` lists that do not end,
    `approximate` figures that were only approximate.
    """

    text: str
    vague: tuple[str, ...] = ()
    escapes: tuple[str, ...] = ()
    open_lists: tuple[str, ...] = ()
    approximate: tuple[str, ...] = ()


def sharpened(text: str) -> Precise:
    """The sentence without what nobody could verify; its figures, names and conditions stay."""
    escapes: list[str] = []
    open_lists: list[str] = []

    def escape(match: re.Match[str]) -> str:
        escapes.append(match.group().strip(" ,"))
        return ""

    def open_list(match: re.Match[str]) -> str:
        open_lists.append(match.group().strip(" ,"))
        return ""

    def named(match: re.Match[str]) -> str:
        open_lists.append(match.group().strip(" ,"))
        return f" ({match['items'].strip(' ,')})"

    approximate = tuple(
        f"{match.group()}{text[match.end() :].split(' ')[0]}" for match in APPROXIMATE.finditer(text)
    )
    text = ESCAPES.sub(escape, text)
    text = OPEN_TAIL.sub(open_list, text)
    text = OPEN_HEAD.sub(named, text)
    text = APPROXIMATE.sub("", text)
    text = re.sub(r"\band/or\b", "or", text)
    for pattern, plain in PLAIN:
        text = pattern.sub(plain or (lambda match: match.group().lower()), text)
    text = re.sub(r"\b(?:several|a few|a couple of|multiple)\b(?=\s+[a-z])", "two or more", text)
    text = re.sub(
        r"\balways\s+|\s+always\b|\s+at all times\b|\s+all the time\b",
        lambda m: " " if m.group()[-1] == " " else "",
        text,
    )
    text = NEVER.sub(_not, text)
    text, vague = _without_vague(_counted(text))
    text = re.sub(r"\s+([,.;)])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,")
    return Precise(
        text=text, vague=vague, escapes=tuple(escapes), open_lists=tuple(open_lists), approximate=approximate
    )


NEVER = re.compile(r"(?P<before>[\w']+ )?\bnever (?P<verb>[\w-]+)|\bnever\b", re.IGNORECASE)
HELPED = frozenset(
    "must may can could should shall will would is are was were be been has have had do does did to".split()
)


def _not(match: re.Match[str]) -> str:
    """ "never takes" as "does not take", "must never take" as "must not take"."""
    before, verb = match["before"] or "", match["verb"] or ""
    form = verb_form(verb)
    if not verb or before.strip().lower() in HELPED or form is None or not before:
        return f"{before}not {verb}".strip()
    if form[1] == "third":
        return f"{before}does not {form[0]}"
    return f"{before}do not {verb}" if form[1] == "base" and is_plural(before.strip()) else f"{before}not {verb}"


def _counted(text: str) -> str:
    """ "all shifts" as "each shift": what holds for all can be checked for each."""

    def each(match: re.Match[str]) -> str:
        after = text[match.end() :]
        words = after.split()
        phrase: list[str] = []
        for word in words[:4]:
            clean = word.strip(",.;()")
            if clean.lower() in FUNCTION_WORDS or (phrase and is_plural(phrase[-1])) or not clean[:1].isalpha():
                break
            phrase.append(clean)
            if clean != word:
                break
        the = (match["the"] or " the").strip()
        if match.group().lower().startswith("every"):
            return "each"
        if not phrase or not is_plural(phrase[-1]) or match["the"]:
            return the
        rest = after[after.find(phrase[-1]) + len(phrase[-1]) :]
        if RELATIVE.match(rest) or singular(phrase[-1]) == phrase[-1]:
            return the
        return f"each\0{len(phrase)}\0"

    marked = ALL.sub(each, text)
    while match := re.search(r"each\0(\d)\0((?:\s+\S+){1,4})", marked):
        words = match.group(2).split()
        count = int(match.group(1))
        last = words[count - 1]
        tail = last[len(last.rstrip(",.;()")) :]
        words[count - 1] = singular(last.rstrip(",.;()")) + tail
        if count < len(words) and not tail and is_base(words[count]) and not is_noun_too(words[count]):
            words[count] = third_person(words[count])  # "all walks get" is "each walk gets"
        marked = marked[: match.start()] + "each " + " ".join(words) + marked[match.end() :]
    return marked.replace("\0", "")


@lru_cache(maxsize=1)
def _vague() -> re.Pattern[str]:
    """Each word that says a degree without a measure, where it stands before what it tells of."""
    words = "|".join(re.escape(word) for word in sorted(ATTRIBUTIVE, key=len, reverse=True))
    return re.compile(
        r"(?P<before>^|(?<=[\s(\"]))(?<!\b[Hh]ow )(?:(?:very|really|quite|so|super|extremely|more|nice and)\s+)?(?P<word>"
        + words
        + r")(?!\s+than\b|(?<=slow)\s+down\b)(?:,?\s+(?:and|but)\s+(?=(?:"
        + words
        + r")\b))?(?:,\s+(?=\w+\s)|\s+|(?=[.,;)]|$))",
        re.IGNORECASE,
    )


def _without_vague(text: str) -> tuple[str, tuple[str, ...]]:
    taken: list[str] = []

    def drop(match: re.Match[str]) -> str:
        taken.append(match.group("word"))
        return match.group("before") or ""

    shortened = _vague().sub(drop, text)
    shortened = re.sub(r"\b(a)\s+(?=[aeio]\w)", r"an ", shortened) if taken else shortened
    shortened = re.sub(r"\ban\s+(?=[bcdfgjkpqtvwyz]\w)", "a ", shortened) if taken else shortened
    return shortened, tuple(taken)


def is_only_vague(verb: str, rest: str) -> bool:
    """Whether a predicate says nothing but a degree without a measure ("be easy to use", "load fast")."""
    words = [word.lower() for word in WORDS.findall(rest)]
    if re.search(r"\d", rest):
        return False
    content = [
        word
        for word in words
        if word not in FILLERS and word not in VAGUE and not (word.endswith("ly") and not is_verb(word))
    ]
    has_vague = any(word in VAGUE for word in words) or any(
        re.search(rf"\b{re.escape(term)}\b", rest, re.IGNORECASE) for term in VAGUE if " " in term or "-" in term
    )
    return (
        has_vague and not content and (verb in CORE_VERBS or verb in {"make", "keep", "provide", "have", "allow"})
    )


def vague_words(text: str) -> tuple[str, ...]:
    """The words of a text that say a degree without a measure, in order."""
    found: list[str] = []
    for word in re.findall(r"[A-Za-z][\w'-]*", text):
        if word.lower() in VAGUE and word.lower() not in found:
            found.append(word.lower())
    return tuple(found)
