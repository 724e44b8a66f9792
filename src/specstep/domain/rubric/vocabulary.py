"""Criteria 11 to 13: one unit, one word, one meaning."""

import re
from collections import defaultdict

from specstep.domain.documents.glossary import Term
from specstep.domain.rubric.names import names_of, plain, spellings
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding
from specstep.domain.rubric.words import without_quotes

UNIT_FORMS: dict[str, tuple[str, ...]] = {
    "second": ("s", "sec|secs", "second|seconds"),
    "millisecond": ("ms", "msec|msecs", "millisecond|milliseconds"),
    "minute": ("min|mins", "minute|minutes"),
    "hour": ("h", "hr|hrs", "hour|hours"),
    "percent": ("%", "percent|per cent"),
    "euro": ("EUR", "€", "euro|euros"),
    "pound": ("GBP", "£", "pound|pounds"),
    "dollar": ("USD", r"\$", "dollar|dollars"),
    "kilometre": ("km", "kilometre|kilometres|kilometer|kilometers"),
    "megabyte": ("MB", "megabyte|megabytes"),
    "gigabyte": ("GB", "gigabyte|gigabytes"),
}
"""One form per unit in a package. Source: INCOSE Guide to Writing Requirements, the rule on consistent units."""

ACRONYM = re.compile(r"(?<![\w-])(?![A-Z]\d{1,2}\b)[A-Z][A-Z0-9]{1,6}(?=s?(?![\w]|-\d))")
COMMON = frozenset(
    {"AM", "PM", "UTC", "OK", "ID", "EU", "UK", "US", "USA", "KB", "MB", "GB", "TB"}
    | {"EUR", "GBP", "USD", "CHF", "JPY", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN", "CZK"}
)
"""Units, currencies and places that need no expansion."""


def units(subject: Subject) -> Outcome:
    """11: the same thing is measured in the same unit, written the same way."""
    written: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    measured: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    checked = 0
    for item in subject.requirements:
        for unit, forms in UNIT_FORMS.items():
            for form in forms:
                if re.search(rf"(?:\d\s?(?:{form})(?!\w))|(?:(?<!\w)(?:{form})\s?\d)", without_quotes(item.text)):
                    written[unit][form.split("|")[0].lstrip("\\")].append(item.id)
                    checked += 1
        for bound in item.bounds:
            measured[plain(bound.variable)][bound.unit].append(item.id)
            checked += 1
    findings: list[Finding] = []
    for uses in (*written.values(), *measured.values()):
        if len(uses) > 1:
            said = "; ".join(f"{form} in {', '.join(dict.fromkeys(ids))}" for form, ids in sorted(uses.items()))
            rarest = min(uses.values(), key=len)
            findings.append(finding(rarest[0], f"one unit in several forms: {said}"))
    return outcome(checked, findings, nothing="no requirement has a unit")


def glossary(subject: Subject) -> Outcome:
    """12: each actor and entity is in the glossary, and each thing has one name."""
    package = subject.package
    known = {plain(name) for term in package.glossary.terms for name in spellings(term)}
    used: dict[str, str] = {}
    for actor in package.vision.actors:
        used.setdefault(actor.name, "docs/01-vision.md")
    for item in subject.requirements:
        for name in (*item.actors, *item.entities):
            used.setdefault(name, item.id)
    for entity in package.architecture.entities:
        used.setdefault(entity.name, "architecture/data-model.md")
    findings = [
        finding("docs/glossary.md", f'"{name}" ({place}) is not explained')
        for name, place in used.items()
        if plain(name) not in known
    ]
    findings += [
        finding("docs/glossary.md", f'"{term.name}" has no definition')
        for term in package.glossary.terms
        if not term.definition.strip()
    ]
    findings += _shared_names(package.glossary.terms)
    findings += _aliases_in_use(subject)
    return outcome(len(used) + len(package.glossary.terms), findings, nothing="nothing has a name")


def _shared_names(terms: tuple[Term, ...]) -> list[Finding]:
    owner: dict[str, str] = {}
    findings = []
    for term in terms:
        for name in {plain(name) for name in spellings(term)}:
            other = owner.setdefault(name, term.name)
            if other != term.name:
                findings.append(
                    finding("docs/glossary.md", f'"{other}" and "{term.name}" share the name "{name}"')
                )
    meanings: dict[str, str] = {}
    for term in terms:
        other = meanings.setdefault(plain(term.definition), term.name)
        if other != term.name:
            findings.append(
                finding("docs/glossary.md", f'"{other}" and "{term.name}" are two names for one thing')
            )
    return findings


def _aliases_in_use(subject: Subject) -> list[Finding]:
    """A requirement says an alias where the glossary has a name; the longest name that fits is what is meant."""
    names = {plain(name) for name in names_of(subject.package)}
    main = {plain(term.name) for term in subject.package.glossary.terms}
    aliases = {
        plain(alias): term.name
        for term in subject.package.glossary.terms
        if term.kind != "acronym"
        for alias in term.aliases
        # "night baker" and "baker" are one name, longer and shorter.
        if plain(alias) not in main and not _contained(plain(alias).split(), plain(term.name).split())
    }
    findings = []
    for item in subject.requirements:
        words = plain(without_quotes(item.text)).split()
        at = 0
        while at < len(words):
            length = next((n for n in (4, 3, 2, 1) if " ".join(words[at : at + n]) in names), 1)
            name = " ".join(words[at : at + length])
            if name in aliases:
                findings.append(finding(item.id, f'says "{name}" for what the glossary calls "{aliases[name]}"'))
            at += length
    return findings


def _contained(first: list[str], second: list[str]) -> bool:
    return set(first) <= set(second) or set(second) <= set(first)


def acronyms(subject: Subject) -> Outcome:
    """13: each acronym in a requirement is spelled out in the glossary, or asked about."""
    package = subject.package
    asked = " ".join(question.text for question in package.requirements.open_questions)
    terms = {name: term for term in package.glossary.terms for name in (term.name, *term.aliases)}
    names = {element.name for element in package.architecture.elements} | {package.vision.system_name}
    findings, checked = [], 0
    for item in subject.requirements:
        for acronym in dict.fromkeys(ACRONYM.findall(without_quotes(item.text))):
            if acronym in COMMON or any(acronym in name.split() for name in names):
                continue
            checked += 1
            term = terms.get(acronym)
            explained = term is not None and (term.kind != "acronym" or bool(term.expansion))
            in_place = re.search(rf"\w[\w -]+ \({acronym}\)", item.text)
            if not (explained or in_place or re.search(rf"\b{acronym}\b", asked)):
                findings.append(finding("docs/glossary.md", f"{acronym} ({item.id}) is not spelled out"))
    return outcome(checked, findings, nothing="no requirement has an acronym")
