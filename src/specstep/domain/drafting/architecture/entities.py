"""The data model: what is kept about which thing, as far as statements say it."""

import re

import attrs

from specstep.domain.documents.architecture import Attribute, Entity
from specstep.domain.documents.glossary import Glossary
from specstep.domain.documents.requirements import RequirementKind
from specstep.domain.drafting.architecture.attributes import MEASURES, Said, stated_attributes
from specstep.domain.drafting.architecture.kept import DERIVED, MARKS, MENTIONS, NOT_KEPT, TRAILING, WORKED_OUT
from specstep.domain.drafting.architecture.lifecycles import RESULTS, states_of
from specstep.domain.drafting.shape.concerns import PATTERNS, SILENT, standing
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import bare, key, listing, names, singular
from specstep.domain.interviews.values import Fact, FactKind

BEFORE = re.compile(
    r"\b(?:\d+|one|two|three|\w+)\s+(?:hours?|days?|minutes?|weeks?)\s+(?:before|ahead of|"
    r"prior to)\s+(?:the|a|an|each|every|their|its)?\s*"
    r"(?P<thing>[\w -]+)",
    re.IGNORECASE,
)
CAPACITY = re.compile(
    r"(?:at most|up to|no more than|maximum(?: of)?|max\.?|limited to|"
    r"capacity(?: of)?)\s+(?P<count>\d+|\w+)\s+(?P<many>[\w-]+(?:\s[\w-]+)?)\s+"
    r"(?:per|for (?:a|each|one|every)|in (?:a|each|one|every)|to (?:a|each|one|every)|on (?:a|"
    r"each|one|every)|at (?:a|each|one))\s+(?P<one>[\w-]+)"
    r"|(?:a|an|each|every|one)\s+(?P<one2>[\w-]+)\s+(?:takes?|has|have|can have|holds?|"
    r"accepts?|needs?|allows?|may have)\s+"
    r"(?:at most|up to|no more than|a maximum of|between \w+ and|at least)\s+(?P<count2>\d+|"
    r"\w+)\s+(?P<many2>[\w-]+)",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:all|any|every|everything|personal|whole)\b[^.]{0,20}\b(?:data|records?|information|entries)\b",
    re.IGNORECASE,
)
LIMIT = 14
KEPT_PART = re.compile(
    r"\b(?:after|within|once|when|if|for (?:at least|at most|up to)?\s*\w+ (?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Thing:
    """A candidate of the data model: a name, how else it is called, and what it is."""

    name: str
    aliases: tuple[str, ...] = ()
    definition: str = ""
    person: bool = False
    because: str = ""  # why it is proposed, where nobody named it


def sentences(shape: Shape, facts: tuple[Fact, ...]) -> tuple[Said, ...]:
    """What the data model is read from: the facts that hold, then the requirements' sentences."""
    spoken = tuple(
        Said(fact.id, fact.text)
        for fact in standing(facts)
        if fact.kind not in SILENT and fact.kind is not FactKind.NON_GOAL
    )
    return (*spoken, *(Said(item.id, item.text) for item in shape.requirements))


def draft_entities(
    shape: Shape, facts: tuple[Fact, ...], glossary: Glossary, people: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Entity, ...]:
    """The entities in the order in which requirements name them; people last, where something is kept of them."""
    said = sentences(shape, facts)
    data = tuple(fact for fact in standing(facts) if fact.kind is FactKind.DATA)
    things = _things(shape, data, glossary, people)
    every_name = tuple(name for thing in things for name in (thing.name, *thing.aliases))
    found = [
        _entity(thing, shape, said, every_name)
        for thing in things
        if thing.person or not _only_worked_out(thing.name, shape)
    ]
    things = [thing for thing in things if any(thing.name == entity.name for entity in found)]
    swallowed = {key(attribute.name) for entity in found for attribute in entity.attributes}
    kept = [
        entity
        for thing, entity in zip(things, found, strict=True)
        if not thing.person or _is_kept(entity, shape, data)
    ]
    wanted = [
        entity
        for entity in kept
        if (key(entity.name) not in swallowed or entity.states)
        and (entity.requirements or any(item.sources for item in entity.attributes))
    ]
    telling = sorted(wanted, key=lambda entity: (len(entity.attributes) < 2, -len(entity.requirements)))[:LIMIT]
    people_keys = {key(name) for name, _ in people}
    return tuple(_named(entity, key(entity.name) in people_keys) for entity in wanted if entity in telling)


def _named(entity: Entity, person: bool) -> Entity:
    """An entity of which nobody said anything gets what it is known by, marked as proposed by having no source."""
    if any(not item.key and item.name != "state" for item in entity.attributes):
        return entity
    name = next((mark for word, mark in MARKS.items() if key(entity.name).split()[-1] == word), None)
    if name is None and entity.description.startswith("Nobody named it"):
        name = ("made at", "time")
    label, kind = name or ("name", "text")
    own = Attribute(name=label, type=kind, personal=person)
    return attrs.evolve(
        entity,
        attributes=(*entity.attributes[:1], own, *entity.attributes[1:]),
        description=f"{entity.description} Nobody has said what is kept of it; “{label}” is proposed.",
    )


def _only_worked_out(name: str, shape: Shape) -> bool:
    """Whether a thing such as a report is only made from other things, and written by nobody."""
    if key(name).split()[-1:] == [] or key(name).split()[-1] not in DERIVED:
        return False
    verbs = {item.verb for item in shape.obligations.values() if names(item.action, name)}
    return not any(verb not in WORKED_OUT for verb in verbs)


def _things(
    shape: Shape, data: tuple[Fact, ...], glossary: Glossary, people: tuple[tuple[str, tuple[str, ...]], ...]
) -> list[Thing]:
    person_keys = {key(name) for name, aliases in people for name in (name, *aliases)}
    terms = {key(term.name): term for term in glossary.terms}
    found: dict[str, Thing] = {}

    def add(name: str) -> None:
        words = name.split()
        while len(words) > 1 and words[-1].lower() in TRAILING:
            words = words[:-1]
        name = " ".join(words)
        base = " ".join([*words[:-1], singular(words[-1])])
        if MEASURES.search(name) or key(name) in NOT_KEPT or key(name).isdigit():
            return
        if key(name) in person_keys or key(name) in found:
            return
        term = terms.get(key(name))
        if any(key(alias) == key(name) for thing in found.values() for alias in thing.aliases):
            return
        found[key(name)] = Thing(
            name=base, aliases=term.aliases if term else (), definition=term.definition if term else ""
        )

    for item in shape.requirements:
        for name in item.entities if item.kind is not RequirementKind.CONSTRAINT else ():
            if name.strip():
                add(name.strip())
    for term in glossary.terms:
        if term.kind == "entity" and any(names(fact.text, term.name) for fact in data):
            add(term.name)
    for term in glossary.terms:
        often = [item for item in shape.requirements if names(item.text, term.name)]
        if term.kind == "entity" and len(often) >= MENTIONS and not _only_worked_out(term.name, shape):
            add(term.name)
    for obligation in shape.obligations.values():
        result = RESULTS.get(obligation.verb)
        if (
            result is None
            or obligation.negated
            or (terms and key(result) not in terms)  # a name that is explained nowhere helps nobody
            or any(result in known.split() or key(result) == known for known in found)
        ):
            continue
        targets = [thing for thing in found.values() if names(obligation.rest, thing.name)]
        if obligation.actor is None or not targets:
            continue
        found[key(result)] = Thing(
            name=result,
            because=f"Nobody named it: {obligation.id} lets {obligation.actor} {obligation.action}, and the "
            "system "
            f"must remember who did so for which {targets[0].name}.",
        )
    for name, aliases in people:
        if key(name) not in found and (key(name) != "user" or len(people) == 1 or shape.has(Concern.SIGN_IN)):
            known = terms.get(key(name))
            base = " ".join([*name.split()[:-1], singular(name.split()[-1])])
            found[key(name)] = Thing(
                name=base, aliases=aliases, definition=known.definition if known else "", person=True
            )
    return list(found.values())


def _entity(thing: Thing, shape: Shape, said: tuple[Said, ...], every_name: tuple[str, ...]) -> Entity:
    own = {thing.name, *thing.aliases}
    others = tuple(name for name in every_name if name not in own)
    attributes = list(stated_attributes(thing.name, thing.aliases, said, others, thing.person))
    refs = [
        item.id
        for item in shape.requirements
        if any(key(name) == key(thing.name) for name in item.entities)
        or any(names(item.text, name) for name in own)
    ]
    obligations = tuple(shape.obligations[ref] for ref in refs)
    attributes += _derived(thing, shape, said, {key(attribute.name) for attribute in attributes})
    states = states_of(thing.name, obligations or _around(thing, shape), said)
    if thing.because and not states:
        states = _result_states(thing, shape)
    if states:
        attributes = [item for item in attributes if item.type != "state"]
        attributes.append(Attribute(name="state", type=f"one of {listing(states)}", sources=tuple(refs[:2])))
    definition = bare(thing.definition)
    description = thing.because or (
        f"{definition}." if definition else f"What {listing(refs[:3]) or 'the talk'} calls {thing.name}."
    )
    return Entity(
        name=thing.name,
        description=description,
        attributes=(Attribute(name="id", type="identifier", key=True), *attributes),
        states=states,
        requirements=tuple(refs) or tuple(obligation.id for obligation in _around(thing, shape)),
        retention=_retention(thing, attributes, said, others),
    )


def _around(thing: Thing, shape: Shape) -> tuple[Obligation, ...]:
    """The obligations whose action leaves this thing behind."""
    return tuple(
        obligation for obligation in shape.obligations.values() if RESULTS.get(obligation.verb) == thing.name
    )


def _result_states(thing: Thing, shape: Shape) -> tuple[str, ...]:
    """The life of a proposed joining thing: made by its verb, ended by a cancelling one about the same target."""
    makers = _around(thing, shape)
    made = {"sign-up": "signed up", "booking": "booked", "reservation": "reserved", "order": "ordered"}.get(
        thing.name
    )
    if made is None or not makers:
        return ()
    enders = [
        obligation
        for obligation in shape.obligations.values()
        if obligation.verb in {"cancel", "withdraw", "drop out", "opt out"} and not obligation.negated
    ]
    return (made, "cancelled") if enders else ()


def _derived(thing: Thing, shape: Shape, said: tuple[Said, ...], known: set[str]) -> list[Attribute]:
    """Attributes that a rule needs although nobody listed them: a start for "24 hours before the shift"."""
    found: list[Attribute] = []
    starts = [
        sentence.ref
        for sentence in said
        if (match := BEFORE.search(sentence.text)) and names(" ".join(match["thing"].split()[:3]), thing.name)
    ]
    if starts and not known & {"start", "start time", "starts at", "time", "date", "date and time"}:
        found.append(Attribute(name="starts at", type="time", sources=tuple(dict.fromkeys(starts))))
    for sentence in said:
        match = CAPACITY.search(sentence.text)
        if match and key(match["one"] or match["one2"] or "") == key(thing.name) and "capacity" not in known:
            found.append(Attribute(name="capacity", type="number", sources=(sentence.ref,)))
            break
    if thing.person and shape.server:
        contacts = (
            (Concern.EMAIL, "e-mail address", "e mail address"),
            (Concern.SMS, "phone number", "phone number"),
        )
        for concern, name, folded in contacts:
            refs = [
                ref
                for ref in shape.refs(concern)
                if any(
                    key(actor) == key(thing.name)
                    for item in shape.requirements
                    if item.id == ref
                    for actor in item.actors
                )
                or names(next(item.text for item in shape.requirements if item.id == ref), thing.name)
            ]
            if refs and folded not in known and not any(name.split()[0] in word for word in known):
                found.append(Attribute(name=name, type=name, personal=True, sources=tuple(refs[:2])))
    return found


def _is_kept(entity: Entity, shape: Shape, data: tuple[Fact, ...]) -> bool:
    """Whether anything must be remembered of a person: attributes, data facts, or an account."""
    return (
        len(entity.attributes) > 1
        or any(names(fact.text, entity.name) for fact in data)
        or (
            shape.server
            and shape.has(Concern.SIGN_IN, Concern.SINGLE_SIGN_ON, Concern.ROLES)
            and bool(entity.requirements)
        )
        or any(
            RESULTS.get(obligation.verb) and obligation.actor and key(obligation.actor) == key(entity.name)
            for obligation in shape.obligations.values()
        )
    )


def _retention(
    thing: Thing, attributes: list[Attribute], said: tuple[Said, ...], every_name: tuple[str, ...]
) -> str:
    """How long it may be kept, in the words of the sentence that says so."""
    for sentence in said:
        if PATTERNS[Concern.RETENTION].search(sentence.text) is None:
            continue
        head = KEPT_PART.split(sentence.text)[0]
        if any(names(head, name) for name in (thing.name, *thing.aliases)):
            return f"{bare(sentence.text)} ({sentence.ref})"
        if any(names(head, name) for name in every_name):
            continue
        if WHOLE.search(head) and (thing.person or any(item.personal for item in attributes)):
            return f"{bare(sentence.text)} ({sentence.ref})"
    return ""


def functional(shape: Shape) -> tuple[str, ...]:
    """The ids of the functional requirements."""
    return tuple(item.id for item in shape.requirements if item.kind is RequirementKind.FUNCTIONAL)
