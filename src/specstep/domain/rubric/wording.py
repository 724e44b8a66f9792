"""Criteria 2 to 9: how an English requirement is worded."""

import re
from collections.abc import Callable

from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.rubric.ears import SHALL, Form, form_of, subject_of
from specstep.domain.rubric.names import names_of, plain
from specstep.domain.rubric.subject import Outcome, Subject, finding, outcome
from specstep.domain.rubric.values import Finding
from specstep.domain.rubric.words import (
    ABSOLUTES,
    ADJECTIVAL,
    CLAUSE_PRONOUNS,
    ESCAPES,
    IRREGULAR_PARTICIPLES,
    OPEN_ENDED,
    PRONOUNS,
    VAGUE,
    mask,
    phrases_in,
    without_quotes,
)

NO_REQUIREMENTS = "there are no requirements"
ABOUT_A_NUMBER = re.compile(r"(?i)\b(?:about|around|circa|ca\.)\s+\d")
SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<![ap]\.m)[.!?]\s+(?=[A-Z])"
)
PASSIVE = re.compile(r"^(?:not |also |only |then )*be (?:\w+ly )?(?P<participle>\w+)")
SECOND_VERB = re.compile(
    r"(?:,| and| or|;)(?: and| or)?(?: then| also)? "
    r"(?P<verb>accept|add|allow|archive|ask|assign|block|calculate|cancel|check|close|compute|confirm|create|delete|"
    r"deliver|disable|display|email|enable|encrypt|export|hide|import|inform|keep|let|lock|log|mark|move|notify|offer|"
    r"open|prevent|print|prompt|publish|record|refuse|register|reject|remind|remove|report|request|reserve|save|send|"
    r"show|store|suggest|tell|track|update|upload|validate|verify|warn|write) "
    r"(?=the |a |an |each |it |them |its |their |this |that |any |all |every |one |\d)"
)
CLAUSE_WORD = re.compile(
    r"\b(?:that|which|who|whose|whom|where|when|while|if|unless|because|until|before|after|how)\b"
)


def ears(subject: Subject) -> Outcome:
    """2: each functional requirement has an EARS form, and the one that it claims."""
    findings, checked = [], 0
    for item in subject.requirements:
        if item.kind is not RequirementKind.FUNCTIONAL and item.pattern is None:
            continue
        checked += 1
        form = form_of(item.text)
        if isinstance(form, str):
            findings.append(finding(item.id, f"{form}, so it has no EARS form"))
        elif item.pattern is None:
            findings.append(finding(item.id, f"names no EARS form; its words are {form.pattern.value}"))
        elif form.pattern is not item.pattern:
            findings.append(
                finding(item.id, f"claims to be {item.pattern.value}, its words are {form.pattern.value}")
            )
    if not any(item.kind is RequirementKind.FUNCTIONAL for item in subject.requirements):
        findings.append(finding("docs/03-requirements.md", "there is no functional requirement"))
    return outcome(checked, findings)


def one_obligation(subject: Subject) -> Outcome:
    """3: each requirement obliges once."""
    findings = []
    for item in subject.requirements:
        text = without_quotes(item.text)
        number = len(SHALL.findall(text))
        if number != 1:
            findings.append(finding(item.id, f'has {number} times "shall" instead of once'))
        elif SENTENCE_END.search(text):
            findings.append(finding(item.id, "is more than one sentence"))
        elif verb := _second_verb(SHALL.split(text, maxsplit=1)[1]):
            findings.append(finding(item.id, f'obliges twice: "{verb}" is a second action'))
    return outcome(len(subject.requirements), findings, nothing=NO_REQUIREMENTS)


def _second_verb(response: str) -> str:
    for match in SECOND_VERB.finditer(response):
        # Inside a relative or adverbial clause the verb is somebody else's.
        if not CLAUSE_WORD.search(response[: match.start()]):
            return match["verb"]
    return ""


def no_vague_terms(subject: Subject) -> Outcome:
    """4: no word that nobody can measure."""

    def vague(text: str) -> list[str]:
        return phrases_in(text, VAGUE) + ABOUT_A_NUMBER.findall(text)

    return _phrases(subject, vague, "is vague")


def no_escapes(subject: Subject) -> Outcome:
    """5: no clause that takes the obligation back."""
    return _phrases(subject, lambda text: phrases_in(text, ESCAPES), "lets the builder off")


def no_open_ends(subject: Subject) -> Outcome:
    """6: no list whose end is left to the reader."""
    return _phrases(subject, lambda text: phrases_in(text, OPEN_ENDED, literal=False), "leaves the list open")


def no_absolutes(subject: Subject) -> Outcome:
    """7: no absolute that cannot be reached or shown."""
    return _phrases(
        subject, lambda text: phrases_in(text, ABSOLUTES, literal=False), "is an absolute without a figure"
    )


def _phrases(subject: Subject, find: Callable[[str], list[str]], why: str) -> Outcome:
    names = names_of(subject.package)
    findings = [
        finding(item.id, f'"{phrase}" {why}')
        for item in subject.requirements
        for phrase in find(mask(item.text, names))
    ]
    return outcome(len(subject.requirements), findings, nothing=NO_REQUIREMENTS)


def active_with_a_name(subject: Subject) -> Outcome:
    """8: somebody named does it."""
    names = {plain(name) for name in names_of(subject.package)}
    findings: list[Finding] = []
    for item in subject.requirements:
        form = form_of(item.text)
        if isinstance(form, str):
            continue  # criteria 2 and 3 say so
        findings += _passive(item, form)
        who = plain(form.subject)
        if (
            item.kind is RequirementKind.FUNCTIONAL
            and form.subject.lower() not in PRONOUNS
            and not any(f" {name} " in f" {who} " for name in names if name)
        ):
            findings.append(finding(item.id, f'its subject "{form.subject}" is named nowhere else'))
    return outcome(len(subject.requirements), findings, nothing=NO_REQUIREMENTS)


def _passive(item: Requirement, form: Form) -> list[Finding]:
    match = PASSIVE.match(form.response)
    participle = match["participle"].lower() if match else ""
    is_participle = participle in IRREGULAR_PARTICIPLES or (participle.endswith("ed") and len(participle) > 4)
    if is_participle and participle not in ADJECTIVAL:
        return [finding(item.id, f'"shall be {participle}" does not say who does it')]
    return []


def no_pronouns(subject: Subject) -> Outcome:
    """9: no subject that has to be looked up in another sentence."""
    findings = []
    for item in subject.requirements:
        form = form_of(item.text)
        conditions = "" if isinstance(form, str) else form.conditions
        openers = re.findall(r"(?i)(?:^|,\s+(?:and\s+)?)(?:when|while|where|if)\s+(\w+)", conditions)
        said = [subject_of(item).lower()] + [word.lower() for word in openers]
        pronoun = next(
            (word for place, word in enumerate(said) if word in (CLAUSE_PRONOUNS if place else PRONOUNS)), None
        )
        if pronoun:
            findings.append(finding(item.id, f'"{pronoun}" is a subject; name it'))
    return outcome(len(subject.requirements), findings, nothing=NO_REQUIREMENTS)
