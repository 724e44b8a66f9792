"""One name per thing, defined from what was said of it."""

import re

import attrs

from specstep.domain.documents.glossary import Glossary, Term
from specstep.domain.documents.vision import Vision
from specstep.domain.drafting.acronyms import acronyms, expansion
from specstep.domain.drafting.architecture.lifecycles import RESULTS
from specstep.domain.drafting.cast import cast_of, standing
from specstep.domain.drafting.common_words import EVERYDAY, NEVER_A_THING, NOUNS_AFTER_ALL, TOO_COMMON
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.english.nouns import (
    ADJECTIVES,
    UNCOUNTED,
    head_of,
    noun_phrases,
    singular,
    with_article,
)
from specstep.domain.drafting.english.people import GENERIC, SYSTEM_WORDS, is_person, is_system
from specstep.domain.drafting.english.verbs import third_person
from specstep.domain.drafting.requirements.clauses import Known, take_apart
from specstep.domain.drafting.requirements.precision import VAGUE
from specstep.domain.drafting.requirements.wording import worded
from specstep.domain.drafting.vision import sentence, verbatim
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_noun_too
from specstep.domain.language.values import Clause, Modality, SubjectRole
from specstep.domain.tasks.inputs import WriteGlossary

NOT_SPOKEN_OF = frozenset({FactKind.ASIDE, FactKind.QUESTION})
ASKED_FOR = frozenset({FactKind.NEED, FactKind.RULE, FactKind.DATA, FactKind.QUALITY})
"""What the system is about; other facts tell of the world around it."""
PROGRAMS = frozenset("app application website portal server service software".split())
ANYBODY = frozenset({"user", "anybody", "everybody", "somebody"})
HANDLING = frozenset(
    "make need use want like try help work think call talk keep be have get receive see read".split()
)
"""Verbs that say nothing of what a thing is to the one who does it."""
TERMS_AT_MOST = 40
FEW_STATEMENTS = 5  # so few that nothing is said twice


@attrs.define
class _Thing:
    count: int = 0
    facts: list[Fact] = attrs.field(factory=list)
    done: list[tuple[str, str]] = attrs.field(factory=list)  # (role, verb)
    told: Fact | None = None


def draft_glossary(task: WriteGlossary) -> Glossary:
    """The terms of the briefing in alphabetical order: roles, things, the system's own name, acronyms."""
    facts = tuple(fact for fact in standing(task.briefing.facts) if fact.kind not in NOT_SPOKEN_OF)
    terms: dict[str, Term] = {}
    terms |= _roles(task.vision)
    if task.briefing.language in {"en", "und"}:
        people = cast_of(task.briefing)
        terms |= _system(task.vision, facts)
        for term in _made(facts, people.known()):
            terms.setdefault(term.name.lower(), term)
        for term in _things(facts, people.known(), frozenset(terms)):
            terms.setdefault(term.name.lower(), term)
    for term in _acronyms(facts):
        terms.setdefault(term.name.lower(), term)
    return Glossary(terms=tuple(sorted(terms.values(), key=lambda term: term.name.lower())))


def _roles(vision: Vision) -> dict[str, Term]:
    return {
        actor.name.lower(): Term(
            name=actor.name,
            definition=actor.description,
            kind="actor",
            aliases=actor.aliases,
            sources=actor.statement.sources if actor.statement else (),
        )
        for actor in vision.actors
    }


def _system(vision: Vision, facts: tuple[Fact, ...]) -> dict[str, Term]:
    name = vision.system_name.removeprefix("the ")
    if name == "system":
        goal = vision.goals[0].text if vision.goals else vision.summary
        definition = f"The software that this package specifies. {goal}"
        return {"system": Term(name="system", definition=definition, kind="system")}
    product = name.removesuffix(" system")
    told = next((fact for fact in facts if product in fact.text), None)
    definition = f"The product that this package specifies, “{product}”. {vision.goals[0].text if vision.goals else ''}".strip()
    return {
        name.lower(): Term(
            name=name,
            definition=definition,
            kind="system",
            aliases=(product,) if name != product else (),
            sources=(told.source,) if told else (),
        )
    }


def things(facts: tuple[Fact, ...], known: Known) -> dict[str, _Thing]:
    """What the facts speak of apart from people and the system, by singular name, with what is said of each."""
    found: dict[str, _Thing] = {}
    for fact in facts:
        text = unframe(fact.text).text
        for phrase in noun_phrases(text):
            name = _thing_name(phrase)
            if name and not is_person(name, known.people) and not is_system(name, known.system):
                thing = found.setdefault(name, _Thing())
                thing.count += 1
                if fact not in thing.facts:
                    thing.facts.append(fact)
        clause = take_apart(text, known)
        if clause.subject and clause.subject_role is SubjectRole.THING:
            name = _thing_name(clause.subject)
            if (
                name in found
                and (fact.kind is FactKind.DATA or clause.verb in {"have", "mean", "consist"} or _defines(clause))
                and not clause.passive
                and (fact.kind is not FactKind.CONTEXT or name.rpartition(" ")[2] not in EVERYDAY)
            ):
                found[name].told = found[name].told or fact
        if (
            fact.kind is FactKind.NEED and not clause.negated and clause.modality is not Modality.IS
        ) or clause.subject_role is SubjectRole.ACTOR:
            made = worded(clause, "the system", known)
            name = _thing_name(made.object)
            if (
                name in found
                and clause.subject_role is SubjectRole.ACTOR
                and not clause.passive
                and not clause.negated
            ):
                pair = (made.actors[0] if made.actors else "user", clause.verb)
                particle = re.match(r"^(up for|in to|out|back|off|up|for)\b", clause.rest)
                if (
                    clause.verb not in HANDLING
                    and pair[0] not in ANYBODY
                    and not particle
                    and pair not in found[name].done
                ):
                    found[name].done.append(pair)
    return found


def _defines(clause: Clause) -> bool:
    """Whether "A tour is a list of homes" says what a thing is, and not only where or how."""
    return clause.verb == "be" and re.match(r"(?:an?|the) [a-z]", clause.rest) is not None


def _thing_name(phrase: str) -> str:
    words = head_of(phrase).split()
    while len(words) > 1 and (
        words[0].lower() in ADJECTIVES or words[0].lower() in VAGUE or words[0][0].isdigit()
    ):
        words = words[1:]
    if not words or not words[0][0].isalpha() or "'" in " ".join(words):
        return ""
    name = singular(" ".join(words))
    last = name.rpartition(" ")[2].lower()
    proper = any(word[:1].isupper() for word in words)
    common = last in TOO_COMMON and (len(words) == 1 or last in NEVER_A_THING)
    if common or last in VAGUE or last in ADJECTIVES or last in GENERIC or len(last) < 3 or proper:
        return ""
    form = verb_form(last)
    if (
        form
        and form[1] in {"base", "participle", "past"}
        and not is_noun_too(last)
        and last not in NOUNS_AFTER_ALL
    ):
        return ""  # "the first one gets", "rises above": a verb that looks like a plural
    if (last in SYSTEM_WORDS and len(words) == 1) or last in PROGRAMS:
        return ""
    return name.lower()


def _things(facts: tuple[Fact, ...], known: Known, taken: frozenset[str]) -> list[Term]:
    found = things(facts, known)
    short = sum(fact.kind in ASKED_FOR for fact in facts) <= FEW_STATEMENTS
    kept = {name: thing for name, thing in found.items() if _is_term(name, thing, often=1 if short else 2)}
    for name in list(kept):
        head = name.rpartition(" ")[2]
        if " " in name and head in kept and kept[name].count < 2 and not kept[name].told:
            del kept[name]
    ranked = sorted(kept.items(), key=lambda item: (-item[1].count, item[0]))[:TERMS_AT_MOST]
    return [
        Term(
            name=name,
            definition=_definition(name, thing),
            kind="entity",
            sources=tuple(
                dict.fromkeys(fact.source for fact in ([thing.told] if thing.told else thing.facts[:2]))
            ),
        )
        for name, thing in ranked
        if name not in taken
    ]


def _is_term(name: str, thing: _Thing, often: int) -> bool:
    """Whether a builder gains by having it explained: it is told of, worked with, or comes up wherever one looks."""
    if thing.told is not None or thing.done:
        return True
    about = [fact for fact in thing.facts if fact.kind in ASKED_FOR]
    return len(about) >= often and name.rpartition(" ")[2] not in EVERYDAY


def _made(facts: tuple[Fact, ...], known: Known) -> list[Term]:
    """What people's doing brings about: who signs up for a shift makes a sign-up."""
    terms: dict[str, Term] = {}
    for fact in facts:
        if fact.kind not in {FactKind.NEED, FactKind.RULE}:
            continue
        clause = take_apart(unframe(fact.text).text, known)
        if (
            clause.subject is None
            or clause.subject_role is not SubjectRole.ACTOR
            or clause.negated
            or clause.passive
        ):
            continue
        verb, rest = clause.verb, clause.rest
        for particle in ("up", "in"):
            if rest.startswith(f"{particle} "):
                verb, rest = f"{verb} {particle}", rest.removeprefix(f"{particle} ")
        name = RESULTS.get(verb)
        if name is None or name == verb or name in terms:
            continue
        named = singular(head_of(clause.subject))
        who = named if named[:1].isupper() and not is_person(named.lower()) else with_article(named.lower())
        doing, _, particle = verb.partition(" ")
        said = " ".join(part for part in (third_person(doing), particle, rest.split(",")[0]) if part)
        terms[name] = Term(
            name=name, definition=f"{with_article(name).capitalize()} is what there is once {who} {said}.", kind="entity",
            sources=(fact.source,),
        )  # fmt: skip
    return list(terms.values())


def _definition(name: str, thing: _Thing) -> str:
    if thing.told is not None:
        return sentence(thing.told.text)
    if thing.done:
        pairs = [f"{with_article(role)} {third_person(verb)}" for role, verb in thing.done[:3]]
        listed = pairs[0] if len(pairs) == 1 else f"{', '.join(pairs[:-1])} and {pairs[-1]}"
        shown = next(
            (fact for fact in thing.facts if fact.kind in ASKED_FOR and name in verbatim(fact).lower()), None
        )
        return f"{_introduced(name)} is what {listed}" + (
            f": “{verbatim(shown)}”." if shown and verbatim(shown) else "."
        )
    about = [fact for fact in thing.facts if fact.kind in ASKED_FOR] or thing.facts
    quotes = " and ".join(dict.fromkeys(f"“{verbatim(fact)}”" for fact in about[:2] if verbatim(fact)))
    return (
        f"{_introduced(name)}, in the words of the briefing: {quotes}."
        if quotes
        else f"{_introduced(name)}, as the requirements speak of it."
    )


def _introduced(name: str) -> str:
    uncounted = name.rpartition(" ")[2] in UNCOUNTED
    return name.capitalize() if uncounted else with_article(name).capitalize()


def _acronyms(facts: tuple[Fact, ...]) -> list[Term]:
    texts = tuple(fact.text for fact in facts) + tuple(fact.source.quote or "" for fact in facts)
    found: dict[str, Fact] = {}
    for fact in facts:
        for name in acronyms(fact.text):
            found.setdefault(name, fact)
    terms: list[Term] = []
    for name, fact in found.items():
        long_form = expansion(name, texts)
        definition = (
            f"{long_form[0].upper()}{long_form[1:]}."
            if long_form
            else f"{name}, in “{fact.text.strip().rstrip('.')}”; nobody has said what it stands for."
        )
        terms.append(
            Term(name=name, definition=definition, kind="acronym", expansion=long_form, sources=(fact.source,))
        )
    return terms
