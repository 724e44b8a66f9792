"""What a word can be as a verb, in the questions that the drafter asks."""

from specstep.domain.language.lemmas import base_verb, is_base_verb, verb_form
from specstep.domain.language.lemmas import gerund as gerund
from specstep.domain.language.lemmas import past_participle as participle
from specstep.domain.language.lemmas import third_person as third_person

__all__ = ["base_form", "gerund", "is_base", "is_participle", "is_verb", "participle", "third_person"]


def base_form(word: str) -> str:
    """The base form of a verb in any form."""
    return base_verb(word)


def is_verb(word: str) -> bool:
    """Whether a word can be a form of a known verb."""
    return verb_form(word) is not None


def is_base(word: str) -> bool:
    """Whether a word is the base form of a known verb."""
    return is_base_verb(word)


def is_participle(word: str) -> bool:
    """Whether a word can be a past participle: known as one, or spelled like one."""
    form = verb_form(word)
    if form is not None:
        return form[1] in {"participle", "past"} or word.lower() in {
            "read",
            "set",
            "put",
            "cut",
            "let",
            "run",
            "split",
        }
    lower = word.lower()
    return (
        lower.endswith("ed") and len(lower) > 4 and lower not in {"indeed", "speed", "hundred", "naked", "sacred"}
    )
