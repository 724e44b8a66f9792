"""Verbs that share a subject or an object: where the next one begins, and what each of them lacks."""

from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.lexicon import ADVERBS, DETERMINERS, PARTICLES, PREPOSITIONS
from specstep.domain.language.nouns import is_noun_too, is_plural
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import tokens

ALONE = frozenset(["sign-up", "sign-in", "log-in", "log-out", "sign-out", "check-in", "check-out", "work", "wait", "go", "come", "start", "stop", "run", "happen", "appear", "arrive", "leave", "register", "subscribe", "unsubscribe", "pay", "login", "vote", "opt-in", "opt-out", "drop-out"])  # fmt: skip


def expected_form(word: str, predicate: Predicate) -> str:
    if predicate.passive:
        return "participle"
    form = verb_form(word)
    return form[1] if form else "base"


def is_verb_here(clause: str, at: int, form: str) -> bool:
    words = tokens(clause[at : at + 60])
    index = 0
    while index < len(words) and (words[index].lower in ADVERBS):
        index += 1
    if index >= len(words):
        return False
    known = verb_form(words[index].lower)
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if words[index].lower in PARTICLES and (not after or after in PREPOSITIONS | PARTICLES):
        return False  # "sign keys out and back in"
    if known is None or (known[1] != form and not (form == "participle" and known[1] == "past")):
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    if form == "participle":
        return (
            following is None or following.lower in PREPOSITIONS | ADVERBS | {"and", ","} or following.text == ","
        )
    if (
        form == "third"
        and following is not None
        and is_plural(following.lower)
        and is_noun_too(words[index].lower)
    ):
        return True  # "and uploads receipts"
    if is_noun_too(words[index].lower):
        return following is not None and (following.lower in DETERMINERS or following.text[:1].isdigit()
                                          or following.lower in {"it", "them", "up", "out", "in"})  # fmt: skip
    return following is None or following.lower not in {"of", "is", "are", "-"}


def shared_object(phrases: list[str]) -> list[str]:
    """What each phrase lacks: "create, edit and delete shifts" gives "shifts" to the first two."""
    last = phrases[-1].split(" ")
    index = (
        2 if len(last) > 1 and last[1].lower() in PARTICLES and f"{last[0].lower()}-{last[1].lower()}" != "" else 1
    )
    rest = " ".join(last[index:])
    first = rest.split(" ", 1)[0].lower().strip(",")
    gives = bool(rest) and first not in PREPOSITIONS and first not in ADVERBS
    lacking: list[str] = []
    for phrase in phrases[:-1]:
        words = phrase.strip().split(" ")
        bare = len(words) == 1 or (len(words) == 2 and words[1].lower() in PARTICLES)
        base = verb_form(words[0])
        name = "-".join([base[0] if base else words[0], *words[1:]]).lower()
        lacking.append(f" {rest}" if bare and gives and name not in ALONE else "")
    return [*lacking, ""]
