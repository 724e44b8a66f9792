"""Take a statement apart for drafting: who, how binding, what, and under which condition."""

import re

import attrs

from specstep.domain.drafting.english.agents import is_name
from specstep.domain.drafting.english.frames import uncontracted
from specstep.domain.drafting.english.people import is_person, is_proper_name, is_system, placed_name
from specstep.domain.drafting.english.verbs import base_form, is_base, is_verb
from specstep.domain.language.clauses import parse_clause
from specstep.domain.language.lexicon import PREPOSITIONS
from specstep.domain.language.nouns import is_actor, is_noun_too
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Clause, Condition, Modality, SubjectRole
from specstep.domain.language.words import tokens

EMBEDDED = re.compile(r"^(?P<who>(?:(?!\bto\b).)+?) to (?P<no>not )?(?P<do>\w+\b.*)$", re.IGNORECASE)
DOING = re.compile(
    r"^(?P<who>(?:(?!to\b)[\w'-]+ ){0,3}?[\w'-]+) (?:to )?(?P<verb>\w+ing|(?<=to )\w+)\b ?(?P<rest>.*)$"
)
ABLE = re.compile(r"^be (?:able|allowed|free) to ", re.IGNORECASE)
WAY_TO = re.compile(
    r"^(?:an?|some|the) (?:[\w-]+ )?(?:possibility|way|ability|option|chance) (?:to|of|for) (?P<do>.+)$",
    re.IGNORECASE,
)
EXISTS = re.compile(
    r"^there (?P<modal>(?:must|should|shall|will|has to|have to|needs? to|could|may|can|cannot)(?P<not> not| never)?"
    r" (?:also )?be|is|are)(?P<no> no| not| never)? (?P<what>.+)$",
    re.IGNORECASE,
)
STAYS = frozenset(
    {"after", "before", "until", "unless", "upon", "during", "only after", "only once", "only if", "only when", "even if", "even when", "even while",
     "except when", "except during", "immediately after", "provided", "provided that"}
)  # fmt: skip
"""Conjunctions whose clause stays where the person put it when it follows the main clause."""


@attrs.frozen(kw_only=True)
class Known:
    """Names that help to tell people and the system from things: singular, lower case."""

    people: frozenset[str] = frozenset()
    system: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()  # who is called by a name rather than by a role
    author: str = "user"  # the role that "I" and "we" stand for


def take_apart(text: str, known: Known) -> Clause:
    """One statement, without its frame, as a clause with the drafter's view of its subject."""
    text = uncontracted(text)
    clause = parse_clause(
        text, system_names=("the system", *sorted(known.system)), actors=tuple(sorted(known.people))
    )
    clause = _conditions_in_place(clause, text)
    main = _main_text(clause, text)
    if clause.subject is None and NOMINAL.match(main) and is_noun_too(clause.verb):
        return attrs.evolve(
            clause, subject="there", subject_role=SubjectRole.UNKNOWN, modality=Modality.MUST, verb="be",
            rest=_tail_cut(main, clause), passive=False,
        )  # fmt: skip
    if match := EXISTS.match(main):
        negated = bool(match["not"] or match["no"]) or "cannot" in match["modal"].lower()
        return attrs.evolve(
            clause, subject="there", subject_role=SubjectRole.UNKNOWN, modality=Modality.MUST, negated=negated, verb="be",
            rest=_tail_cut(match["what"], clause), passive=False,
        )  # fmt: skip
    if not clause.verb:
        return attrs.evolve(
            clause, subject="there", subject_role=SubjectRole.UNKNOWN, modality=Modality.MUST, verb="be",
            rest=_tail_cut(text, clause),
        )  # fmt: skip
    if clause.verb in {"need", "require"} and PERMIT.search(clause.rest) and clause.subject and not clause.negated:
        return attrs.evolve(clause, subject_role=SubjectRole.THING)  # what somebody needs from others is demanded
    if clause.verb in {"want", "need", "like", "wish", "require", "prefer", "love"} and clause.subject:
        wanted = _wanted(clause, known)
        if wanted is not None:
            return wanted
    verb, _, particle = clause.verb.partition(" ")
    if len(verb) > 4 and verb[-1] == verb[-2] and is_base(verb[:-1]) and not is_base(verb):
        clause = attrs.evolve(clause, verb=" ".join(filter(None, (verb[:-1], particle))))
        verb = verb[:-1]
    if particle:
        clause = attrs.evolve(clause, verb=verb, rest=f"{particle} {clause.rest}".strip())
    modality = Modality.MUST if clause.modality is Modality.MUST_NOT else clause.modality
    if clause.negated and re.search(
        r"\b(?:cannot|can not|may not|not (?:able|allowed) to)\b", text, re.IGNORECASE
    ):
        modality = Modality.CAN
    role = _role(clause.subject, known)
    if (
        role is SubjectRole.ACTOR
        and clause.verb == "be"
        and not clause.passive
        and is_proper_name(clause.subject or "")
    ):
        role = SubjectRole.THING  # "Screen is 24 inches": a capital at the beginning makes no name
    return attrs.evolve(clause, modality=modality, subject_role=role)


def _conditions_in_place(clause: Clause, text: str) -> Clause:
    """The clause with those conditions back in its rest that say how far, not when, the obligation holds."""
    kept: list[Condition] = []
    rest = clause.rest
    for condition in clause.conditions:
        leading = text.lower().startswith(condition.conjunction.lower())
        word = condition.conjunction.lower()
        if word == "once" and re.match(r"^(?:only|per|an?|each|every|more|again)\b", condition.text):
            rest = f"{rest} once {condition.text}".strip()
            continue
        if (
            (leading and word == "during")
            or (
                leading
                and word in {"after", "upon"}
                and not find_predicate(tokens(condition.text))
                and not ASKED.search(rest)
            )
            or (not leading and word in STAYS)
            or (leading and word in {"unless", "only if", "only when", "even if", "even when", "except when"})
        ):
            rest = f"{rest} {word} {condition.text}".strip()
        else:
            kept.append(condition)
    return attrs.evolve(clause, rest=rest, conditions=tuple(kept))


PERMIT = re.compile(
    r"^(?:an? |the |their |his |her )?(?:[\w'’-]+ ){0,3}?(?:consent|approval|permission|signature|licen[cs]e|certificate)\b"
)
"""What somebody must have before they may do something."""
ASKED = re.compile(r"\b(?:whether|how (?:many|much|long|often)|what)\b")
"""An embedded question: what stands behind it would be taken for a part of it."""


def _main_text(clause: Clause, text: str) -> str:
    """The text from the subject on."""
    if clause.subject and clause.subject in text:
        return text[text.index(clause.subject) :].rstrip(" .!;")
    return text.rstrip(" .!;")


def _tail_cut(what: str, clause: Clause) -> str:
    """What exists, without the conditions that were taken out."""
    for condition in clause.conditions:
        what = re.sub(
            rf",?\s*\b{re.escape(condition.conjunction)} {re.escape(condition.text)}",
            "",
            what,
            flags=re.IGNORECASE,
        )
    return what.strip(" .,;")


def _wanted(clause: Clause, known: Known) -> Clause | None:
    """What is wanted by somebody who wants it of others or of the system, or wants a thing."""
    what = re.sub(r"^to have ", "", clause.rest)
    if match := WAY_TO.match(what):
        words = match["do"].split()
        if is_verb(words[0]):
            return attrs.evolve(
                clause, modality=Modality.CAN, verb=base_form(words[0]), rest=" ".join(words[1:]),
                subject_role=_role(clause.subject, known),
            )  # fmt: skip
    if not clause.negated and (match := PLACED.match(what)):
        return attrs.evolve(
            clause,
            subject=None,
            subject_role=SubjectRole.SYSTEM,
            modality=Modality.MUST,
            verb="put",
            passive=False,
        )
    if clause.negated and (match := DOING.match(what)) and is_person(match["who"], known.people):
        verb = base_form(match["verb"])
        return take_apart(f"{match['who']} must not {verb} {match['rest']}".strip(), known)
    if (match := EMBEDDED.match(what)) and (
        is_person(match["who"], known.people) or is_system(match["who"], known.system)
    ):
        able = "can" if ABLE.match(match["do"]) or is_person(match["who"], known.people) else "must"
        do = ABLE.sub("", match["do"])
        inner = take_apart(
            f"{match['who']} {'must' if able == 'must' else 'can'} {'not ' if match['no'] else ''}{do}", known
        )
        return attrs.evolve(inner, text=clause.text, conditions=(*clause.conditions, *inner.conditions))
    if clause.subject_role is SubjectRole.ACTOR or _role(clause.subject, known) is SubjectRole.ACTOR:
        if clause.subject and clause.subject.lower() not in {"i", "we", "you"}:
            what = _for_them(what, clause.subject)
        return attrs.evolve(
            clause, subject="there", subject_role=SubjectRole.UNKNOWN, modality=Modality.MUST, verb="be", rest=what
        )
    return None


NOMINAL = re.compile(r"^[\w-]+ and [\w-]+ (?:of|for|from) ", re.IGNORECASE)
"""Things that begin like an order: "List and map of all trees"."""
PLACED = re.compile(r"^(?:it|them|the [\w-]+) (?:on|in|into|under) (?:an?|the|my|our|their) \w", re.IGNORECASE)
"""Where somebody wants something to be: "I want it on a list"."""


def _for_them(what: str, subject: str) -> str:
    """What somebody needs, with a word on who needs it: "a list at 10 p.m." as "a list for the bakers at 10 p.m."."""
    words = re.split(r"\b(?:who|whose|that|which)\b", what, maxsplit=1)[0]
    match = _THING.match(words)
    if match is None or re.match(r"\s+for\b", what[match.end() :]):
        return what
    relative = re.search(r"\b(?:who|that|which)\b", subject)
    named = subject[1:2].isupper() or is_proper_name(subject) or is_name(subject)
    who = subject if named else subject[0].lower() + subject[1:]
    if re.match(r"\s+of\b", what[match.end() :]) or relative:
        return f"{GIVEN}{who} with {what}"
    return f"{match.group()} for {who}{what[match.end() :]}"


_THING = re.compile(
    rf"(?:(?:an?|the|two|three|\d+) [\w'’-]+|(?:figures|numbers|lists|reports|statistics|reminders|receipts|invoices))(?: (?!(?:{'|'.join(sorted(PREPOSITIONS))}|next|and|or|to|when|if|so|each|every|as|where|how|what)\b)[\w-]+)*"
)
"""A thing with its adjectives and nouns, up to what is said of it: "a small admin page"."""


GIVEN = "to "
"""What stands before those who want something, where it cannot stand behind the thing."""


TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][\w-]+$")


def _role(subject: str | None, known: Known) -> SubjectRole:
    if subject is None:
        return SubjectRole.SYSTEM
    plain = re.sub(r"^(?:only|no|not|not all)\s+", "", subject, flags=re.IGNORECASE)
    if is_system(subject, known.system):
        return SubjectRole.SYSTEM
    named = re.match(r"(?i:the|our|my) .+ [A-Z][a-z]+$", plain) is not None and is_actor(plain)
    named = named or placed_name(plain) is not None
    if (
        named
        or is_person(plain, known.people)
        or is_proper_name(subject)
        or TITLED.match(subject)
        or re.search(r"\w,? who \w", plain)
    ):
        return SubjectRole.ACTOR
    return SubjectRole.THING
