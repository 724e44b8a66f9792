"""Write a clause as a requirement in an EARS form, with the system as its subject.

Source: Mavin et al., "Easy Approach to Requirements Syntax", RE'09.
"""

import re

import attrs

from specstep.domain.documents.requirements import Pattern
from specstep.domain.drafting.english.nouns import bare, head_of, is_plural, plural, singular, with_article
from specstep.domain.drafting.english.people import GENERIC, is_person, role_of
from specstep.domain.drafting.english.verbs import base_form, gerund, is_verb, participle
from specstep.domain.drafting.requirements.about_things import (
    BOUNDED,
    BY_AGENT,
    DONE_BY_HAND,
    about_thing,
    bound,
    counted_noun,
    mentioned,
)
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.existing import KEPT_WITHIN, MAXIMUM_IS, METRIC, existing, maximum
from specstep.domain.drafting.requirements.phrasing import (
    actor_phrase,
    from_outside,
    lowered,
    object_of,
    one_of_them,
    resolved,
)
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Clause, Condition, ConditionKind, Modality, SubjectRole
from specstep.domain.language.words import tokens

DONE_BY_PEOPLE = frozenset(
    "create edit delete add remove search browse view see upload book find filter sort log sign register rate comment"
    " share manage cancel choose select enter change update approve reject pay order reserve assign archive download"
    " invite chat play follow vote rename copy undo pick tag plan schedule track".split()
)
"""Imperatives in a list of features that mean what people do, not what the system does by itself."""
SYSTEM_DOES = frozenset(
    "keep store delete record save retain anonymise anonymize archive send back answer charge refund reject refuse".split()
)
"""What people say that "we" do when they mean the system."""
DEVICES = re.compile(
    r"^(?P<whose>their (?:own )?)?(?P<what>(?:[\w-]+ ){0,3}(?:phones?|smartphones?|tablets?|laptops?|computers?|browsers?|iphones?|ipads?|pcs?|macs?))$",
    re.IGNORECASE,
)
"""What people have in their hands."""
PLURAL_ONLY = re.compile(r"\b(?:each other|one another|together|among themselves)\b")


@attrs.frozen(kw_only=True)
class Worded:
    """A requirement's text and form; `action` is what comes after "shall", `actors` the roles it names."""

    text: str
    pattern: Pattern
    action: str
    actors: tuple[str, ...] = ()
    object: str = ""


def worded(clause: Clause, system: str, known: Known, *, binding: bool = False) -> Worded:
    """The requirement that a clause makes of the system.

    Args:
        clause: a statement taken apart.
        system: the requirement's subject, "the system" or "the Tidewatch system".
        known: the names of people and of the system.
        binding: whether the statement is a rule: a plain "members pay" then obliges instead of allowing.
    """
    if re.match(r"both \w+$", clause.subject or "", re.IGNORECASE):
        both = f"{(clause.subject or '').lower()}"
        named = tuple(attrs.evolve(each, text=re.sub(r"^they\b", both, each.text)) for each in clause.conditions)
        clause = attrs.evolve(clause, conditions=named)
    if clause.subject_role is SubjectRole.SYSTEM:
        meant = tuple(
            attrs.evolve(
                each, text=re.sub(r"^it(?= (?:cannot|can|fails|receives|gets|finds|does)\b)", system, each.text)
            )
            for each in clause.conditions
        )
        clause = attrs.evolve(clause, conditions=meant)
    action, actors, thing, subject = _action(clause, known, binding)
    action = _polished(action, actors, thing, objects=not _is_the_subject(thing, clause))
    prefix, pattern = _prefixed(clause.conditions, actors, thing, known)
    name = subject or system
    body = f"{name} shall {action}"
    text = f"{prefix}{body}" if prefix else body
    text = re.sub(r"\s{2,}", " ", text).strip().rstrip(".,;")
    return Worded(
        text=text[0].upper() + text[1:] + ".", pattern=pattern, action=action, actors=actors, object=thing
    )


def _prefixed(
    conditions: tuple[Condition, ...], actors: tuple[str, ...], thing: str, known: Known
) -> tuple[str, Pattern]:
    patterns = {
        ConditionKind.EVENT: ("When", Pattern.EVENT),
        ConditionKind.STATE: ("While", Pattern.STATE),
        ConditionKind.OPTIONAL: ("Where", Pattern.OPTIONAL),
        ConditionKind.UNWANTED: ("If", Pattern.UNWANTED),
    }
    order = [ConditionKind.OPTIONAL, ConditionKind.STATE, ConditionKind.EVENT, ConditionKind.UNWANTED]
    parts: list[str] = []
    pattern = Pattern.UBIQUITOUS
    for condition in sorted(conditions, key=lambda item: order.index(item.kind)):
        keyword, pattern = patterns[condition.kind]
        own = re.match(r"(?:an?|the|each|no|their|its) \w+", condition.text) is not None
        text = condition.text if own and not actors else resolved(condition.text, actors, thing)
        if condition.conjunction.lower() in {"after", "upon", "immediately after"} and not find_predicate(
            tokens(text)
        ):
            text = f"{text} {'are' if is_plural(text) else 'is'} over"
        text = from_outside(text, known)
        if text.split(" ")[0] in {"The", "A", "An", "All", "Each"}:
            text = text[0].lower() + text[1:]
        they = f"the {head_of(thing)}" if thing and is_plural(thing) and not actors else ""
        if theirs := re.match(r"(?:the )?(?P<who>[a-z-]+s)['’] ", thing):
            they = f"the {theirs['who']}"  # "tenants' data … when they have left"
        text = re.sub(r"^they\b", they, text) if they else text
        text = re.sub(r"^(?:they|he|she)\b", f"the {actors[0] if actors else known.author}", text)
        parts.append(f"{keyword if not parts else keyword.lower()} {text}, ")
    if not parts:
        return "", Pattern.UBIQUITOUS
    then = "then " if pattern is Pattern.UNWANTED else ""
    return "".join(parts) + then, Pattern.COMPLEX if len(parts) > 1 else pattern


def _action(clause: Clause, known: Known, binding: bool) -> tuple[str, tuple[str, ...], str, str]:
    rest = clause.rest
    verb = clause.verb
    if match := MAXIMUM_IS.match(clause.text):
        return maximum(match)
    if clause.subject == "there":
        return existing(clause, known)
    if clause.subject is None or clause.subject_role is SubjectRole.SYSTEM:
        return _by_system(clause, known)
    if clause.subject_role is SubjectRole.ACTOR:
        return _by_actor(clause, known, binding)
    return about_thing(verb, rest, clause, known)


def _by_system(clause: Clause, known: Known) -> tuple[str, tuple[str, ...], str, str]:
    verb, rest = clause.verb, from_outside(clause.rest, known)
    if clause.passive:
        return _passive_system(clause, known)
    no = "not " if clause.negated else ""
    if clause.subject is None and verb in DONE_BY_PEOPLE and not clause.negated and not clause.conditions:
        return f"let {with_article(known.author)} {verb} {rest}", (known.author,), object_of(rest), ""
    if verb == "offer" and clause.subject is None and re.match(r"(?:it|them|the|each|every)\b", rest):
        return f"{no}offer {rest}", mentioned(rest, known), object_of(rest), ""
    if verb in {"have", "need", "require", "offer", "feature"} and not clause.negated:
        verb = "provide"
    if verb == "provide" and (kept := KEPT_WITHIN.match(rest)) and METRIC.search(kept["what"]):
        return f"keep the {lowered(kept['what'])} {kept['figure']}", (), kept["what"], ""
    if verb in {"allow", "enable", "let", "permit"} and (match := re.match(r"^(?P<who>.+?) to (?P<do>.+)$", rest)):
        if is_person(match["who"], known.people):
            who, role = actor_phrase(match["who"], known)
            do = match["do"]
            who = _several(match["who"], who, do)
            return f"{no}let {who} {do}", (role,), object_of(do.partition(" ")[2]), ""
    elif verb == "let" and (who_do := _let_split(rest, known)):
        who, role = actor_phrase(who_do[0], known)
        who = _several(who_do[0], who, who_do[1])
        return f"{no}let {who} {who_do[1]}", (role,), object_of(who_do[1].partition(" ")[2]), ""
    return f"{no}{verb} {rest}", mentioned(rest, known), object_of(rest), ""


def _several(said: str, who: str, do: str) -> str:
    """The people as they were said where only several can do it ("neighbours lend each other tools")."""
    return lowered(bare(said)) if PLURAL_ONLY.search(do) and is_plural(said) else who


def _let_split(rest: str, known: Known) -> tuple[str, str] | None:
    words = rest.split()
    for index in range(1, min(5, len(words))):
        if is_verb(words[index]) and is_person(" ".join(words[:index]), known.people):
            return " ".join(words[:index]), " ".join(words[index:])
    return None


def _passive_system(clause: Clause, known: Known) -> tuple[str, tuple[str, ...], str, str]:
    verb, rest = clause.verb, from_outside(clause.rest, known)
    no = "not " if clause.negated else ""
    if (clause.subject or "").lower() == "it" and clause.modality is Modality.CAN and verb not in {"use", "reach"}:
        return f"{no}let {with_article(known.author)} {verb} it {rest}", (known.author,), "", ""
    if (clause.subject or "").lower() in {"it", "this", "that"} and verb not in {
        "host",
        "write",
        "build",
        "use",
        "develop",
    }:
        if verb in DONE_BY_HAND:
            return f"ensure that it is {no}{participle(verb)} {rest}", mentioned(rest, known), "", ""
        return f"{no}{verb} it {rest}", mentioned(rest, known), "", ""
    if verb in {"use", "access", "visit"} and (agent := re.match(r"^by (.+)$", rest)):
        return f"{no}serve {agent[1]}", mentioned(rest, known), agent[1], ""
    if verb == "use":
        return f"{no}be usable {rest}", (), rest, ""
    return f"{no}{verb} the system {rest}", (), "system", "the project"


def _by_actor(clause: Clause, known: Known, binding: bool) -> tuple[str, tuple[str, ...], str, str]:
    subject = clause.subject or ""
    verb, rest = clause.verb, clause.rest
    lower = subject.lower()
    author = lower in {"i", "we", "you", "one"}
    who, role = actor_phrase(subject, known)
    rest = from_outside(rest, known)
    spoken = [match for each in clause.conditions if (match := re.match(r"(?:an?|the) ([\w-]+)(?= )", each.text))]
    if lower in {"they", "he", "she"} and spoken and is_person(spoken[0][1], known.people):
        who, role = f"the {spoken[0][1]}", role_of(spoken[0][1])
    if clause.conditions and lower.startswith("the ") and not is_plural(subject):
        who = f"the {one_of_them(bare(subject))}"
    if PLURAL_ONLY.search(rest) and not re.search(r"\b(?:and|or)\b", who):
        who = plural(role) if role == lowered(singular(bare(subject))) else lowered(bare(subject))
    if but := re.match(
        r"^(?:nobody|no one|no-one) (?:but|except|other than) (?P<who>.+)$", subject, re.IGNORECASE
    ):
        who, role = actor_phrase(but["who"], known)
        return f"let only {who} {verb} {rest}", (role,), object_of(rest), ""
    only = lower.startswith("only ")
    if only and lower.startswith("only the ") and not who.startswith(("the ", "a ", "an ")):
        who = f"the {who}"
    none = lower.startswith(("no ", "nobody", "no one", "no-one"))
    if clause.passive and not (clause.modality is Modality.CAN and verb == "reach"):
        return _passive_actor(clause, known, rest)
    if verb == "go" and clause.conditions and re.match(r"^(?:on|onto|to|into|in)\b", rest) and not clause.negated:
        return f"put {lowered(subject)} {rest}", (role,), object_of(rest), ""
    if only:
        return f"let only {who} {verb} {rest}", (role,), object_of(rest), ""
    if none:
        if outside := re.match(r"^(?:nobody|no one|no-one) (?P<which>\w.*)$", subject, re.IGNORECASE):
            who = f"a user {outside['which']}"
        return f"not let {who} {verb} {rest}", (role,), object_of(rest), ""
    if verb == "get" and re.match(r"^(?:told|notified|informed|reminded|warned|alerted)\b", rest):
        told, _, about = rest.partition(" ")
        who = "each user" if lower in {"everybody", "everyone", "each user"} else who
        return f"{base_form(told)} {who} {about}", (role,), "", ""
    if verb in {"get", "receive"} and not clause.negated and clause.modality in {
        Modality.IS, Modality.MUST, Modality.SHOULD, Modality.WILL, Modality.WANT, Modality.CAN,
    } and not (verb == "get" and clause.modality is Modality.CAN) and not re.match(r"^(?:to|rid|in|out|on|back)\b", rest):  # fmt: skip
        return f"send {who} {rest}", (role,), object_of(rest), ""
    refused = clause.negated and clause.modality in {Modality.IS, Modality.MUST, Modality.WILL}
    if author and refused and verb in SYSTEM_DOES | {"publish", "share", "sell", "charge", "show", "lose"}:
        return f"not {verb} {rest}", mentioned(rest, known), object_of(rest), ""
    if clause.negated:
        if clause.modality is Modality.COULD:
            return f"not require {who} to {verb} {rest}", (role,), object_of(rest), ""
        return f"prevent {who} from {gerund(verb)} {rest}", (role,), object_of(rest), ""
    if verb == "have" and clause.modality in {Modality.IS, Modality.CAN, Modality.MUST} and not author:
        if bounded := BOUNDED.match(rest):
            return f"allow {bound(bounded)} per {role}", (role,), counted_noun(bounded["what"]), ""
        if re.match(
            r"^(?:up to |at most |only )?(?:\d+|one|two|three|four|five) (?:\w+ to \w|(?:working )?(?:minutes?|hours?|days?|weeks?|months?)\b)",
            rest,
        ):
            return f"give {who} {rest}", (role,), object_of(rest), ""
        if clause.modality is Modality.IS:
            return f"keep {rest} for each {role}", (role,), object_of(rest), ""
    if author and verb in SYSTEM_DOES and clause.modality in {Modality.IS, Modality.MUST} and not clause.negated:
        return f"{verb} {rest}", mentioned(rest, known), object_of(rest), ""
    if (
        verb == "use"
        and clause.modality in {Modality.IS, Modality.WILL}
        and not author
        and (on := DEVICES.match(rest))
    ):
        of = f"the {on['what']} of {lowered(subject)}" if on["whose"] and lower != "they" else rest
        return f"work on {of}", (), on["what"], ""
    if re.match(r"^(?:the |a )?(?:contractor|bidder|tenderer)s?$", lower) and clause.modality in {
        Modality.MUST,
        Modality.SHOULD,
    }:
        return f"{verb} {rest}", (), object_of(rest), "the project"
    if verb == "know" and clause.modality in {Modality.WANT, Modality.CAN, Modality.MUST}:
        verb = "see"
    obliged = clause.modality in {Modality.MUST, Modality.SHOULD} or (clause.modality is Modality.IS and binding)
    if obliged and not author:
        return f"require {who} to {verb} {rest}", (role,), object_of(rest), ""
    return f"let {who} {verb} {rest}", (role,), object_of(rest), ""


def _passive_actor(clause: Clause, known: Known, rest: str) -> tuple[str, tuple[str, ...], str, str]:
    subject = lowered(clause.subject or "")
    who, role = actor_phrase(subject, known)
    target = who if is_plural(subject) or subject.lower() in GENERIC else subject
    target = re.sub(r"^(?:all|every|any)\s+(?:the\s+)?", "", target) if target != who else target
    target = re.sub(r"^(?:my|our)\s+", "the ", target)
    if target.lower() in {"i", "we", "me", "us"}:
        target = f"the {known.author}"
    nobody = subject.lower().startswith(("nobody", "no one", "no-one"))
    no = "not " if clause.negated or nobody else ""
    if (match := BY_AGENT.match(rest)) and is_person(match["agent"], known.people):
        agent, agent_role = actor_phrase(match["agent"], known)
        tail = resolved(f"{match['before']}{match['after']}".strip(), (role,), "")
        verb = "require" if clause.modality in {Modality.MUST, Modality.SHOULD} else "let"
        to = "to " if verb == "require" else ""
        if no and verb == "require":
            doing = gerund(clause.verb)
            return f"prevent {agent} from {doing} {target} {tail}", (agent_role, role), subject, ""
        return f"{no}{verb} {agent} {to}{clause.verb} {target} {tail}", (agent_role, role), subject, ""
    target = "a user" if nobody else target
    return f"{no}{clause.verb} {target} {rest}", (role,), object_of(rest) or role, ""


def _is_the_subject(thing: str, clause: Clause) -> bool:
    """Whether what a clause is about is its subject: "it" and "them" behind its verb are then something else."""
    return bool(thing) and not clause.passive and thing.lower() in (clause.subject or "").lower()


def _polished(action: str, actors: tuple[str, ...], thing: str, *, objects: bool = True) -> str:
    action = re.sub(r"\s{2,}", " ", action).strip().rstrip(".,;")
    action = re.sub(r"\b(their own|their)\b", r"\1", action)
    head, _, tail = action.partition(" ")
    return f"{head} {resolved(tail, actors, thing, objects=objects)}".strip()
