"""Criterion 20: nothing left to be filled in."""

import re
from collections.abc import Iterator

import attrs

from specstep.domain.documents.statements import OpenQuestion
from specstep.domain.interviews.values import Source
from specstep.domain.rubric.names import names_of
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.words import mask

REMAINS = re.compile(
    r"\b(?:TBD|TBC|TBA|TODO|FIXME|XXX)\b|\?{3,}|"
    r"(?i:lorem ipsum|\bto be (?:determined|confirmed|defined|announced)\b(?! by\b))|"
    r"(?i:\[(?:insert|your|add|fill in|placeholder|to be)\b[^\]]*\]|<(?:insert|your|placeholder)\b[^>]*>)|"
    r"\{\{[^}]*\}\}|\$\{\w+\}"
)
"""Source: ISO/IEC/IEEE 29148, completeness: no TBD, TBS or TBR remains in a finished set of requirements."""

DOCUMENTS = {
    "vision": "docs/01-vision.md",
    "glossary": "docs/glossary.md",
    "requirements": "docs/03-requirements.md",
    "stories": "docs/04-user-stories.md",
    "acceptance": "acceptance/",
    "architecture": "architecture/",
    "decisions": "adr/",
    "api": "api/openapi.yaml",
    "threats": "security/threat-model.md",
    "testing": "quality/test-plan.md",
    "delivery": "delivery/tasks.md",
}


def no_remains(subject: Subject) -> Outcome:
    """20: no TBD, TODO or template text outside the open questions, quotes and names."""
    names = names_of(subject.package)
    texts = [
        (where, text)
        for field, path in DOCUMENTS.items()
        for where, text in _texts(getattr(subject.package, field), path)
    ]
    findings = []
    for where, text in texts:
        # Masking costs; most texts hold nothing suspicious to begin with.
        if REMAINS.search(text) and (match := REMAINS.search(mask(text, _without(text, names)))):
            findings.append(finding(where, f'"{match[0]}" is still to be filled in'))
    return outcome(len(texts), findings, nothing="the package holds no text")


def _without(text: str, names: set[str]) -> set[str]:
    """A name excuses a word only where it is longer than the word: "TODO list", but not "TODO"."""
    return {name for name in names if not REMAINS.fullmatch(name.strip()) and name != text}


def _texts(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, where)
    elif attrs.has(type(value)) and not isinstance(value, Source | OpenQuestion):
        id = getattr(value, "id", "")
        place = id if isinstance(id, str) and re.fullmatch(r"[A-Z]+-?\d+", id) else where
        for name in attrs.asdict(value, recurse=False):  # type: ignore[arg-type]
            yield from _texts(getattr(value, name), place)
