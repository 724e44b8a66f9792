"""Draft the requirements: each fact that the person wanted becomes obligations, or a question, and has one fate."""

import re
from collections import deque

import attrs

from specstep.domain.documents.requirements import (
    Pattern,
    Priority,
    RequirementKind,
    Requirements,
)
from specstep.domain.drafting.cast import OBLIGING, cast_of, standing
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.foreign import able, phrases_of
from specstep.domain.drafting.foreign.asking import ask
from specstep.domain.drafting.requirements import constraints
from specstep.domain.drafting.requirements.about_things import SUFFERED
from specstep.domain.drafting.requirements.asking import Questions, gaps
from specstep.domain.drafting.requirements.assembling import Draft, numbered, settled_fates, without_repeats
from specstep.domain.drafting.requirements.bounding import bounding, is_load, pieces
from specstep.domain.drafting.requirements.bounds import consistent
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.precision import is_only_vague, sharpened, vague_words
from specstep.domain.drafting.requirements.qualities import characteristic_of, conditioned
from specstep.domain.drafting.requirements.quoting import faithful, spoken, vocabulary
from specstep.domain.drafting.requirements.references import name_the_last
from specstep.domain.drafting.requirements.splitting import sentences, taken_apart
from specstep.domain.drafting.requirements.wording import Worded, worded
from specstep.domain.drafting.vision import sentence
from specstep.domain.ids import FactId
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.language.values import Clause, Modality
from specstep.domain.tasks.inputs import WriteRequirements

PRIORITIES = {priority.value: priority for priority in Priority}
COMMENT = re.compile(
    r"^(?:that|this) (?:is|was) (?:what|why|how|because|something|important|a must|our|the reason)\b",
    re.IGNORECASE,
)
"""A remark on the statement before it."""
NEAR = 3
"""Statements back that a pronoun can reach."""
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def draft_requirements(task: WriteRequirements) -> Requirements:
    """The requirements that the briefing's facts make, its open questions, and the fate of each fact it settles."""
    briefing = task.briefing
    english = briefing.language in {"en", "und"}
    people = cast_of(briefing)
    known = people.known()
    system = task.vision.system_name if english else ""
    questions = Questions()
    dropped = _dropped(task)
    drafts: list[Draft] = []
    spoken_of: deque[Fact] = deque(maxlen=NEAR)
    names = (
        system, briefing.title,
        *(name for actor in task.vision.actors for name in (actor.name, *actor.aliases)),
        *(name for term in task.glossary.terms for name in (term.name, *term.aliases, term.expansion or "")),
    )  # fmt: skip
    outdone = _outdone(task)
    for fact in standing(briefing.facts):
        if fact.kind not in OBLIGING or fact.priority == "wont":
            continue
        if not english:
            drafts.append(_verbatim(fact))
            continue
        if fact.id in dropped:
            questions.vague(fact, vague_words(fact.text))
            continue
        if any(earlier == fact.id for earlier, _ in outdone):
            continue  # the later statement speaks; the open question names both
        if drafts and COMMENT.match(fact.text) and not re.search(r"\d", fact.text):
            drafts[-1].more.append(fact)
            drafts[-1].rationale = f"{drafts[-1].rationale} {sentence(fact.text)}".strip()
            continue
        made = _complete(fact, _drafts(fact, system, known, questions), system)
        name_the_last(made, drafts)
        made = faithful(fact, made, system, known, vocabulary(names, tuple(spoken_of)), questions)
        spoken_of.append(fact)
        for earlier, later in outdone:
            if later == fact.id:
                for draft in made:
                    draft.rationale = f"{draft.rationale} Contradicts the earlier statement {earlier}: see the open questions.".strip()
        drafts.extend(made)
    entities = tuple(term.name for term in task.glossary.terms if term.kind == "entity")
    terms = tuple(term.name for term in task.glossary.terms)
    named = frozenset(actor.name for actor in task.vision.actors)
    aliases = [(alias, actor.name) for actor in task.vision.actors for alias in actor.aliases]
    # A closer description is no other word for the role: "former members" are not the members.
    plain_aliases = [(alias, name) for alias, name in aliases if not alias.lower().endswith(f" {name.lower()}")]
    for draft in drafts:
        for alias, name in plain_aliases if "“" not in draft.text else ():
            draft.text = re.sub(rf"\b{re.escape(alias)}(?=s?\b)", name, draft.text)
            draft.action = re.sub(rf"\b{re.escape(alias)}(?=s?\b)", name, draft.action)
        called = (
            next((name for alias, name in aliases if alias.lower() == role.lower()), role) for role in draft.actors
        )
        draft.actors = tuple(dict.fromkeys(role for role in called if role in named))
    items = consistent(numbered(without_repeats(drafts, entities, terms)))
    if english:
        gaps(briefing, task.vision, task.glossary, items, questions)
    elif say := phrases_of(briefing.language):
        ask(briefing, task.vision, questions, say)
    open_questions = questions.ranked(items, task.vision.stakes)
    fates = settled_fates(briefing.facts, items, open_questions)
    unchecked = () if english else (_unchecked(briefing.language),)
    return Requirements(items=items, open_questions=open_questions, fates=fates, unchecked=unchecked)


def _complete(fact: Fact, made: list[Draft], system: str) -> list[Draft]:
    """The drafts, or the person's own words where a figure would have been lost in rewriting."""
    if not made:
        return made
    said = sharpened(fact.text)
    kept = set(FIGURE.findall(" ".join(f"{draft.text} {draft.rationale}" for draft in made)))
    if set(FIGURE.findall(said.text)) <= kept:
        return made
    first = made[0]
    if fact.kind in {FactKind.LIMIT, FactKind.DECISION}:
        bounded = constraints.circumstance(said.text, spoken(fact))
        return [_constrained(fact, bounded, first.priority, [first.rationale] if first.rationale else [])]
    words = said.text.rstrip(".!")
    words = words[:1].lower() + words[1:] if not words[:2].isupper() else words
    cap = system[0].upper() + system[1:]
    first.text = f"{cap} shall ensure the following: {words}."
    first.action = words
    first.pattern = Pattern.UBIQUITOUS
    if first.kind is RequirementKind.QUALITY:
        first.text = f"While the system is in operation, {system} shall ensure the following: {words}."
        first.pattern = Pattern.STATE
    return [first]


def _unchecked(language: str) -> str:
    return (
        f"The requirements keep the person's own sentences in “{language}”: the checks of EARS forms, vague terms, "
        "escape clauses, open lists, absolutes, voice and pronouns depend on English wording and were not made."
    )


def _dropped(task: WriteRequirements) -> frozenset[str]:
    """The facts of requirements that a repair found vague: they become questions instead."""
    if task.repair is None:
        return frozenset()
    by_id = task.repair.previous.by_id()
    found: set[str] = set()
    for finding in task.repair.findings:
        item = by_id.get(finding.where)
        if item is not None and re.search(
            r"\b(?:vague|number|unit|condition|verif|escape|absolute)", finding.what, re.IGNORECASE
        ):
            found.update(item.facts)
    return frozenset(found)


def _outdone(task: WriteRequirements) -> tuple[tuple[FactId, FactId], ...]:
    """Of each unsettled contradiction between two statements that oblige, the earlier and the later one."""
    order = {fact.id: index for index, fact in enumerate(standing(task.briefing.facts)) if fact.kind in OBLIGING}
    return tuple(
        (min(pair, key=lambda fact: order[fact]), max(pair, key=lambda fact: order[fact]))
        for pair in ((each.first, each.second) for each in task.briefing.contradictions)
        if pair[0] in order and pair[1] in order and pair[0] != pair[1]
    )


def _verbatim(fact: Fact) -> Draft:
    text = " ".join(fact.text.split())
    kind = RequirementKind.FUNCTIONAL
    if fact.kind in {FactKind.LIMIT, FactKind.DECISION, FactKind.QUALITY}:
        kind = RequirementKind.CONSTRAINT
    words = text.rstrip(".!").split()
    return Draft(
        kind=kind,
        pattern=None,
        text=text,
        action=text,
        priority=PRIORITIES.get(fact.priority or "must", Priority.MUST),
        fact=fact,
        title=" ".join(words[:8]),
        actors=(said[0],) if (said := able(text)) else (),
        verification="test" if kind is not RequirementKind.CONSTRAINT else "inspection",
    )


def _drafts(fact: Fact, system: str, known: Known, questions: Questions) -> list[Draft]:
    """The obligations of one fact; none where all it says is a degree without a measure."""
    drafts: list[Draft] = []
    for said in sentences(fact.text):
        frame = unframe(said)
        precise = sharpened(frame.text)
        priority = PRIORITIES.get(fact.priority or frame.priority or "must", Priority.MUST)
        notes = [_purpose(frame.purpose)] if frame.purpose else []
        counted = fact.kind is FactKind.LIMIT and is_load(precise.text, system, known)
        notes += [
            f"Said as “{figure}”; {'it is taken as the least that has to be served' if counted else 'the figure itself is taken as the requirement'}."
            for figure in precise.approximate
        ]
        if frame.label:
            notes.append(f"Said under “{frame.label}”.")
        if frame.remark:
            notes.append(f"In brackets: “{frame.remark}”.")
        if precise.vague:
            notes.append(f"Said with “{', '.join(precise.vague)}”, for which no figure was named.")
            questions.measure(fact, precise.vague[0])
        if precise.open_lists:
            questions.open_list(fact, precise.open_lists)
        bounds = [bounding(fact, one, system, known) for one in pieces(fact, precise.text)]
        if all(bounds):
            least = constraints.at_the_least if precise.approximate else (lambda limit: limit)
            drafts += [_constrained(fact, least(limit), priority, notes) for limit in bounds if limit]
            continue
        for original in taken_apart(frame.text, known):
            if is_only_vague(original.verb, original.rest):
                break
        else:
            drafts += [
                _drafted(fact, clause, system, known, priority, notes, frame.able)
                for clause in taken_apart(precise.text, known)
            ]
            continue
    if not drafts:
        questions.vague(fact, vague_words(fact.text))
    return drafts


def _purpose(purpose: str) -> str:
    text = re.sub(
        r"^(?:so that|so|in order that|in order to|because|since|as|otherwise|to)\s+",
        "",
        purpose,
        flags=re.IGNORECASE,
    )
    lead = "So that" if re.match(r"^(?:so|in order that)\b", purpose, re.IGNORECASE) else (
        "Because" if re.match(r"^(?:because|since|as)\b", purpose, re.IGNORECASE)
        else "Otherwise" if purpose.lower().startswith("otherwise") else "To"
    )  # fmt: skip
    return f"{lead} {text.rstrip('.')}."


def _constrained(fact: Fact, bounded: constraints.Constraint, priority: Priority, notes: list[str]) -> Draft:
    return Draft(
        kind=RequirementKind.CONSTRAINT,
        pattern=Pattern.UBIQUITOUS,
        text=bounded.text,
        action=bounded.title,
        priority=priority,
        fact=fact,
        rationale=" ".join(notes),
        area=bounded.area,
        title=bounded.title,
        verification="inspection" if bounded.area != "load" else "analysis",
    )


def _drafted(
    fact: Fact, clause: Clause, system: str, known: Known, priority: Priority, notes: list[str], able: str | None
) -> Draft:
    if able and clause.subject is None:
        clause = attrs.evolve(clause, subject=able)
        clause = taken_apart(f"{able} can {clause.verb} {clause.rest}", known)[0]
    kind = RequirementKind.FUNCTIONAL
    override: str | None = None
    said = clause.text.rstrip(".! ")
    # An imperative or an ability is no way to state how well something works: the person's words say it better.
    garbled = fact.kind is FactKind.QUALITY and (
        clause.subject is None
        or (clause.passive and clause.modality is Modality.CAN and clause.verb not in SUFFERED)
    )
    if fact.kind is FactKind.QUALITY:
        if re.search(r"\d", clause.text):
            kind = RequirementKind.QUALITY
            clause = attrs.evolve(clause, conditions=()) if garbled else clause
            clause, override = conditioned(clause)
        else:
            kind = RequirementKind.CONSTRAINT
    elif fact.kind is FactKind.DECISION or (
        fact.kind is FactKind.LIMIT and clause.verb in {"be", "cost", "", "exceed"}
    ):
        kind = RequirementKind.CONSTRAINT
    if garbled and override is None:
        override = f"ensure the following: {said[:1].lower()}{said[1:]}"
    made = worded(clause, system, known, binding=fact.kind is FactKind.RULE)
    if "the project shall" in made.text.lower():
        kind = RequirementKind.CONSTRAINT
    if override is not None:
        made = _overridden(made, override, system)
    return Draft(
        kind=kind,
        pattern=made.pattern,
        text=made.text,
        action=made.action,
        priority=priority,
        fact=fact,
        rationale=" ".join(notes),
        characteristic=characteristic_of(fact.text) if fact.kind is FactKind.QUALITY else None,
        actors=tuple(role for role in made.actors if role.lower() in known.people or role == known.author),
        thing=made.object,
        verification="test" if kind is not RequirementKind.CONSTRAINT else "inspection",
    )


def _overridden(made: Worded, action: str, system: str) -> Worded:
    match = re.search(rf"{re.escape(system)} shall ", made.text, re.IGNORECASE)
    before = made.text[: match.start()] if match else ""
    action = re.sub(r"\s{2,}", " ", action).strip().rstrip(".")
    return attrs.evolve(
        made, text=f"{before}{system if before else system[0].upper() + system[1:]} shall {action}.", action=action
    )
