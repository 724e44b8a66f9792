"""A statement kept in the person's own words where rewriting it would have changed what it says."""

import re

from specstep.domain.documents.requirements import Pattern, Requirement, RequirementKind
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.requirements.asking import Questions
from specstep.domain.drafting.requirements.assembling import Draft
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.fidelity import broken, flaw, lost
from specstep.domain.drafting.requirements.precision import sharpened
from specstep.domain.drafting.requirements.titles import shortened
from specstep.domain.interviews.values import Fact, FactKind, SourceKind
from specstep.domain.language.conditions import leading_condition
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.stems import content_words
from specstep.domain.language.values import ConditionKind
from specstep.domain.language.words import fold, tokens

LONGEST = 400
"""Characters of a sentence that a requirement quotes whole."""
KEYWORDS = {
    ConditionKind.EVENT: ("When", "", Pattern.EVENT),
    ConditionKind.STATE: ("While", "", Pattern.STATE),
    ConditionKind.OPTIONAL: ("Where", "", Pattern.OPTIONAL),
    ConditionKind.UNWANTED: ("If", "then ", Pattern.UNWANTED),
}
SPOKEN = re.compile(r"\b(?:I|we|you|they|he|she|me|us|my|our|your|it)\b", re.IGNORECASE)
IN_PLACE = frozenset({"unless", "only if", "only when", "even if", "even when", "except when", "during", "upon"})


def faithful(
    fact: Fact, made: list[Draft], system: str, known: Known, around: frozenset[str], questions: Questions
) -> list[Draft]:
    """The drafts of a fact, or one that quotes it where they fail to say what it says.

    Args:
        fact: what was said.
        made: the requirements that were made of it.
        system: the subject of a requirement.
        known: how people call the system.
        around: the stems of names and of what was spoken of before.
        questions: takes the question of what is meant exactly.
    """
    if not made or all("“" in draft.text for draft in made):
        return made
    if fact.kind in {FactKind.LIMIT, FactKind.DECISION} and all(draft.area for draft in made):
        return [_in_full(fact, draft) for draft in made]
    wrong = next((found for draft in made if (found := flaw(draft.text, draft.action, fact.text, around))), None)
    if wrong is None:
        texts = tuple(f"{draft.text} {draft.rationale}" for draft in made)
        frame = unframe(fact.text)  # a reason stands in the rationale as it was said
        missing = lost(texts, f"{sharpened(frame.text).text} {frame.purpose}", known.system)
        wrong = f"loses “{missing[0]}”" if missing else None
    if wrong is None:
        return made
    questions.unclear(fact)
    return [_quoted(fact, made[0], system)]


def _in_full(fact: Fact, draft: Draft) -> Draft:
    """A limit in its short form, with the person's whole sentence where that says more."""
    if broken(draft.text):
        return _quoted(fact, draft, "the system")
    if "“" not in draft.text and lost((f"{draft.text} {draft.rationale}",), sharpened(fact.text).text):
        draft.rationale = f"{draft.rationale} In full: “{spoken(fact)}”.".strip()
    return draft


def _quoted(fact: Fact, first: Draft, system: str) -> Draft:
    said = spoken(fact)
    cap = system[0].upper() + system[1:]
    first.title = shortened(said)
    first.pattern = Pattern.UBIQUITOUS
    if first.kind is RequirementKind.QUALITY:
        first.action = f"meet this: “{said}”"
        first.text = f"While the system is in operation, {system} shall {first.action}."
        first.pattern = Pattern.STATE
    elif first.kind is RequirementKind.CONSTRAINT and fact.kind in {FactKind.LIMIT, FactKind.DECISION}:
        first.action = f"respect this {fact.kind.value}: “{said}”"
        first.text = f"The project shall {first.action}."
    elif parted := _parted(said):
        keyword, then, first.pattern = KEYWORDS[parted[0]]
        first.action = f"bring this about: “{parted[2]}”"
        first.text = f"{keyword} {parted[1]}, {then}{system} shall {first.action}."
    else:
        first.action = f"act as stated: “{said}”"
        first.text = f"{cap} shall {first.action}."
    if set(content_words(fact.text)) != set(content_words(said)):
        first.rationale = f"{first.rationale} Understood as: {fact.text}".strip()
    return first


def spoken(fact: Fact) -> str:
    """The person's words, on one line and without their full stop, fit to stand between quotation marks."""
    quote = fact.source.quote or ""
    unfit = fact.source.kind is SourceKind.ASSUMPTION or "|" in quote or not 0 < len(quote) <= LONGEST
    told = fold(fact.text).rstrip(".!; ")
    part = re.search(re.escape(told), fold(quote), re.IGNORECASE)
    said = fact.text if unfit else part.group() if part else quote
    said = re.sub(r"\*\*|__(?=\W|$)", "", said)
    return re.sub(r"[“”]", '"', fold(said)).strip(' "*_•-–—').rstrip(".!;,: ")


def _parted(said: str) -> tuple[ConditionKind, str, str] | None:
    """A condition that stands in front, and the rest, both verbatim; None where they cannot be told apart."""
    leading = leading_condition(said)
    if leading is None or leading[0].conjunction.lower() in IN_PLACE:
        return None
    condition, rest = leading[0].text, said[leading[1] :].strip()
    found = find_predicate(tokens(condition))
    if (
        found is None
        or found.start == 0
        or SPOKEN.search(condition)
        or not rest
        or condition.count("(") != condition.count(")")
    ):
        return None
    if condition.split(" ")[0] in {"The", "A", "An", "All", "Each"}:
        condition = condition[0].lower() + condition[1:]
    if leading[0].conjunction.lower() in {"after", "upon"}:
        return None
    return leading[0].kind, condition, rest


def is_quoting(requirement: Requirement) -> bool:
    """Whether a requirement keeps the person's own words."""
    return QUOTING.search(requirement.text) is not None


QUOTING = re.compile(
    r"\bshall (?:meet this|respect this (?:limit|decision)|bring this about|act as stated): “(?P<said>[^”]+)”"
)
"""How a requirement hands on what it does not rewrite."""


def vocabulary(names: tuple[str, ...], before: tuple[Fact, ...]) -> frozenset[str]:
    """The stems that a requirement may use besides its own statement's."""
    return frozenset(word for text in (*names, *(fact.text for fact in before)) for word in content_words(text))
