"""Forms of English verbs: from any form to the base, and from the base to any form."""

from functools import cache

from specstep.domain.language.lexicon import DOUBLING, IRREGULAR_VERBS, VERBS

_VOWELS = "aeiou"
_BE = {"am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "'s": "be"}


def _ends_in_consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in _VOWELS


def _doubles(verb: str) -> bool:
    return verb in DOUBLING


def third_person(verb: str) -> str:
    """The form after "it": sends, cancels, applies, does, has, is."""
    special = {"be": "is", "have": "has", "do": "does", "go": "goes", "undo": "undoes", "redo": "redoes"}
    if verb in special:
        return special[verb]
    if _ends_in_consonant_y(verb):
        return f"{verb[:-1]}ies"
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return f"{verb}es"
    return f"{verb}s"


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if _ends_in_consonant_y(verb):
        return f"{verb[:-1]}ied"
    if _doubles(verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"


def past(verb: str) -> str:
    """The simple past: sent, cancelled, applied."""
    return IRREGULAR_VERBS[verb][0] if verb in IRREGULAR_VERBS else _regular_past(verb)


def past_participle(verb: str) -> str:
    """The form of the passive: sent, cancelled, written."""
    return IRREGULAR_VERBS[verb][1] if verb in IRREGULAR_VERBS else _regular_past(verb)


def gerund(verb: str) -> str:
    """The -ing form: sending, cancelling, dying."""
    if verb == "be":
        return "being"
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    if _doubles(verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"


_DONE_AGAIN = frozenset(
    """run send check assign book open start test try build print scan calculate compute count use write read do issue enter
    charge fill stock name load index connect sync submit apply arrange paint order schedule route process validate
    generate create draw train compile deploy import calibrate""".split()
)
"""Verbs that "re-" says once more of: "reruns the tests"."""


@cache
def _forms() -> dict[str, tuple[str, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for verb in sorted(VERBS):
        forms.setdefault(gerund(verb), (verb, "gerund"))
        forms.setdefault(f"{verb}ing", (verb, "gerund"))
        forms.setdefault(past_participle(verb), (verb, "participle"))
        forms.setdefault(past(verb), (verb, "past"))
        if verb.endswith("l"):
            # American spelling: canceled, labeled.
            forms.setdefault(f"{verb}ed", (verb, "participle"))
    for verb in sorted(VERBS):
        forms[third_person(verb)] = (verb, "third")
        forms[verb] = (verb, "base")
    forms.update({form: (verb, "past" if form in {"was", "were"} else "third") for form, verb in _BE.items()})
    forms["been"], forms["being"] = ("be", "participle"), ("be", "gerund")
    forms["left"], forms["found"], forms["saw"] = ("leave", "participle"), ("find", "participle"), ("see", "past")
    return forms


def verb_form(word: str) -> tuple[str, str] | None:
    """The base of a known verb's form and what form it is: base, third, past, participle or gerund.

    Returns None for a word that is no form of a known verb. Forms that are alike in the past and the participle
    count as participle.
    """
    low = word.lower()
    known = _forms().get(low)
    if known is None and low.startswith("re") and (again := _forms().get(low[2:])) and again[0] in _DONE_AGAIN:
        return f"re{again[0]}", again[1]
    return known


def base_verb(word: str) -> str:
    """The base form of a verb, known or guessed: "applies" gives "apply", "ran" gives "run"."""
    low = word.lower()
    known = verb_form(low)
    if known:
        return known[0]
    if low.endswith("ies") and len(low) > 4:
        return f"{low[:-3]}y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        return low[:-1]
    if low.endswith("ied") and len(low) > 4:
        return f"{low[:-3]}y"
    for suffix in ("ed", "ing"):
        if low.endswith(suffix) and len(low) > len(suffix) + 2:
            stem = low[: -len(suffix)]
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
                return stem[:-1]
            if stem.endswith(("at", "iz", "is", "ut", "v", "c", "dg", "rg", "bl", "pl", "u")):
                return f"{stem}e"
            return stem
    return low


def is_base_verb(word: str) -> bool:
    """Whether a word is the base form of a known verb."""
    low = word.lower()
    return low in VERBS or (low.startswith("re") and low[2:] in _DONE_AGAIN)
