"""What the rows of a Markdown table say."""

import re

from specstep.domain.drafting.reading.user_stories import story_of
from specstep.domain.language.lemmas import is_base_verb, verb_form
from specstep.domain.language.nouns import is_actor, is_plural, plural
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens, uncapitalised

_SEPARATOR = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_NUMBERING = frozenset({"id", "#", "no", "no.", "nr", "nr.", "ref", "key"})
_TEXT = frozenset({"requirement", "requirements", "description", "text", "feature", "story", "need", "rule", "statement", "what",
                   "user story"})  # fmt: skip
_ASPECTS = frozenset({"attribute", "field", "quality", "metric", "property", "characteristic", "aspect", "criterion", "parameter",
                      "item", "figure", "measure"})  # fmt: skip
_PRIORITY = frozenset({"priority", "prio", "moscow", "importance"})
_PRIORITIES = {"must": "must", "m": "must", "p0": "must", "p1": "must", "high": "must", "should": "should", "s": "should",
               "p2": "should", "medium": "should", "could": "could", "c": "could", "p3": "could", "low": "could",
               "nice to have": "could", "wont": "wont", "won't": "wont", "w": "wont"}  # fmt: skip


def is_separator(line: str) -> bool:
    """Whether a line divides a table's head from its body."""
    return "-" in line and ("|" in line) and _SEPARATOR.match(line[:400]) is not None


def cells(line: str) -> tuple[tuple[str, int], ...]:
    """The cells of a row with their offsets in the line."""
    found: list[tuple[str, int]] = []
    start = 0
    for match in re.finditer(r"(?<!\\)\||$", line):
        raw = line[start : match.start()]
        found.append((raw.strip(), start + len(raw) - len(raw.lstrip())))
        start = match.end()
    if found and not found[0][0]:
        found = found[1:]
    if found and not found[-1][0]:
        found = found[:-1]
    return tuple(found)


def row_sentence(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row as one sentence: "For plan Basic, the price is EUR 10 and the users are 5"."""
    if told := story_of(head, row):
        return told
    pairs = [(name, cell) for name, cell in zip(head, row, strict=False)
             if cell and cell not in {"-", "–", "—"} and name.lower().strip() not in _NUMBERING | _PRIORITY]  # fmt: skip
    if not pairs:
        return ""
    (first_name, first), *others = pairs
    if not others:
        return first
    single = others[0][1] if len(others) == 1 else ""
    if (
        single
        and first_name.lower() in _ASPECTS
        and (re.match(r"\d", single) or not find_predicate(tokens(single)))
    ):
        return f"The {uncapitalised(first)} {_be(first)} {single}"
    if single and is_actor(first) and is_base_verb(single.split(" ")[0]):
        who = first if is_plural(first) else plural(first)
        return f"{who} want to {uncapitalised(single)}"
    if len(others) == 1 and not find_predicate(tokens(others[0][1])) and not first_name:
        return f"The {uncapitalised(first)} {_be(first)} {others[0][1]}"
    for index, (_, cell) in enumerate(others):
        form = verb_form(cell.split(" ")[0].strip(","))
        if form and form[1] == "third" and cell.split(" ")[0] == cell.split(" ")[0].lower():
            rest = [f"{name}: {other}" for at, (name, other) in enumerate(others) if at != index]
            return f"{first}{' (' + ', '.join(rest) + ')' if rest else ''} {cell}"
    said = [f"the {uncapitalised(name)} {_be(name)} {cell}" if name else cell for name, cell in others]
    label = f"{uncapitalised(first_name)} {first}".strip()
    return f"For {label}, {' and '.join([', '.join(said[:-1]), said[-1]] if len(said) > 1 else said)}"


def _be(name: str) -> str:
    return "are" if is_plural(name) else "is"


def statement_cell(head: tuple[str, ...], row: tuple[str, ...]) -> int | None:
    """The index of the cell that is a statement by itself, if the table is a list of statements."""
    for index, name in enumerate(head[: len(row)]):
        if name.lower().strip() in _TEXT and len(row[index].split()) >= 3:
            return index
    return None


def row_priority(head: tuple[str, ...], row: tuple[str, ...]) -> str | None:
    """The priority that a row's own column gives it."""
    for name, cell in zip(head, row, strict=False):
        if name.lower().strip() in _PRIORITY:
            return _PRIORITIES.get(cell.lower().strip())
    return None
