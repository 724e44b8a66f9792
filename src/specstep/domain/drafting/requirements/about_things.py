"""Word a statement about a thing: what it shows, keeps or needs, what is done to it, what it does."""

import re

from specstep.domain.drafting.english.nouns import bare, head_of, is_plural, singular, with_article
from specstep.domain.drafting.english.people import is_person, is_system, role_of
from specstep.domain.drafting.english.verbs import participle, third_person
from specstep.domain.drafting.requirements.clauses import Known
from specstep.domain.drafting.requirements.phrasing import (
    actor_phrase,
    from_outside,
    lowered,
    object_of,
)
from specstep.domain.language.values import Clause, Modality

SHOWING = frozenset("show display list contain include state print mention carry".split())


ERGATIVE = frozenset(
    "close open start end begin load change stop update lock reset refresh renew sync restart finish".split()
)


DONE_BY_HAND = frozenset(
    "report submit sign inspect carry weigh clean serve dispose bring wear collect return hand approve enter take spend wash repair"
    " pay train upload extract lend borrow sell eat harvest cook service".split()
)
"""What people do: who does it is not said, so no requirement names the system for it."""


SUFFERED = frozenset("lose corrupt damage leak miss overwrite duplicate".split())
"""What nobody wants to do: "may be lost" says what the system may lose, not what somebody may do."""


KEEPING = frozenset("have contain include consist".split())


BOUNDED = re.compile(
    r"^(?P<bound>at most|no more than|not more than|a maximum of|maximum|max\.?|up to|at least|a minimum of|no fewer than"
    r"|no less than|not less than|exactly|only|between)\s+(?P<what>.+)$",
    re.IGNORECASE,
)


AT_MOST = frozenset(
    {"at most", "no more than", "not more than", "a maximum of", "maximum", "max", "max.", "up to", "only"}
)


AT_LEAST = frozenset({"at least", "a minimum of", "no fewer than", "no less than", "not less than"})


BY_AGENT = re.compile(r"^(?P<before>(?:(?!\b(?:unless|until|if|when|before|after|except|that|who|which|while)\b).)*?)\bby (?P<agent>(?:(?:a|an|the|each|any|every|all|only)\s+)?[\w' -]+?(?: who .+)?)(?P<after>(?:,|\s+(?:before|after|when"
                      r"|within|until|if|for|in|on|at|with|from|to)\b).*|)$", re.IGNORECASE)  # fmt: skip


def bound(match: re.Match[str]) -> str:
    bound = match["bound"].lower()
    word = "at most" if bound in AT_MOST else "at least" if bound in AT_LEAST else bound
    return f"{word} {match['what']}"


def counted_noun(text: str) -> str:
    return re.sub(r"^[\d.,]+\s+", "", text).split(" per ")[0]


def mentioned(rest: str, known: Known) -> tuple[str, ...]:
    words = re.findall(r"[A-Za-z][\w-]*", rest)
    found = [role_of(word) for word in words if role_of(word).lower() in known.people]
    return tuple(dict.fromkeys(found))


def about_thing(verb: str, rest: str, clause: Clause, known: Known) -> tuple[str, tuple[str, ...], str, str]:
    subject = from_outside(lowered(clause.subject or ""), known)
    rest = from_outside(rest, known)
    subject = re.sub(r"^(?:no|not) more than\b", "at most", subject)
    subject = re.sub(r"^(?:no|not) (?:less|fewer) than\b", "at least", subject)
    plain = re.sub(r"^(?:no|only)\s+", "", subject)
    no = "not " if clause.negated or subject.startswith("no ") else ""
    if (
        subject.startswith("no ")
        and not clause.negated
        and clause.modality is Modality.IS
        and not clause.passive
        and verb != "be"
    ):
        return (
            f"ensure that {subject} {verb if is_plural(plain) else third_person(verb)} {rest}",
            mentioned(rest, known),
            plain,
            "",
        )
    if clause.passive:
        return passive_thing(clause, known, plain, rest, no)
    if subject.startswith("only ") and not no and verb != "be" and clause.modality is not Modality.IS:
        return f"let only {plain} {verb} {rest}", mentioned(rest, known), object_of(rest), ""
    if verb in KEEPING and not no:
        if bounded := BOUNDED.match(rest):
            return f"allow {bound(bounded)} per {singular(head_of(plain))}", (), plain, ""
        rest = re.sub(r"^of\s+", "", rest) if verb == "consist" else rest
        shown = re.search(
            r"\b(?:page|screen|report|mail|message|list|file|document|letter|invoice|export|label|receipt|rejection)s?$",
            plain,
        )
        if (
            verb == "have"
            or clause.modality is Modality.IS
            or (verb == "contain" and clause.modality is Modality.MUST and not shown)
        ):
            return (
                f"keep {rest} for each {singular(bare(plain))}",
                mentioned(rest, known),
                singular(bare(plain)),
                "",
            )
    if (
        verb in {"need", "require"}
        and not no
        and clause.modality is not Modality.CAN
        and not rest.startswith("to ")
    ):
        rest = re.sub(r"^at least (\S+) ([\w-]+) and at most (\S+)$", r"at least \1 and at most \3 \2", rest)
        return f"require {rest} for {plain}", mentioned(rest, known), object_of(plain), ""
    if verb in SHOWING and not no and re.fullmatch(r"(?:also|too|automatically|again|daily|)", rest):
        return f"{verb} {plain} {rest}", mentioned(rest, known), bare(plain), ""
    if verb in SHOWING and re.match(r"^(?:on|in|at|within|under|only)\b", rest):
        return f"{no}{verb} {plain} {rest}", mentioned(rest, known), bare(plain), ""
    if verb in SHOWING and not no and not rest.startswith("up "):
        if re.match(r"(?:its|their)\b", rest) and "," not in rest:
            return f"{verb} {rest} for {plain}", mentioned(rest, known), bare(plain), ""
        place = "on" if re.search(r"(?:display|screen|dashboard|page|board|map|label|receipt)s?$", plain) else "in"
        return f"{verb} {rest} {place} {plain}", mentioned(rest, known), bare(plain), ""
    if verb in ERGATIVE and not re.match(r"^(?:the|an?|its|their|each|every|all|both|texts?|[a-z]+s and)\b", rest):
        return f"{no}{verb} {plain} {rest}", mentioned(rest, known), bare(plain), ""
    form = verb if is_plural(plain) and verb != "be" else "are" if is_plural(plain) else third_person(verb)
    if no:
        helper = (
            "are not"
            if verb == "be" and is_plural(plain)
            else "is not"
            if verb == "be"
            else "do not"
            if is_plural(plain)
            else "does not"
        )
        form = helper if verb == "be" else f"{helper} {verb}"
    if clause.modality in {Modality.CAN, Modality.COULD} and not no:
        form = f"can {verb}"
    elif clause.modality is Modality.CAN:
        form = f"cannot {verb}"
    return f"ensure that {plain} {form} {rest}", mentioned(rest, known), bare(plain), ""


def passive_thing(
    clause: Clause, known: Known, subject: str, rest: str, no: str
) -> tuple[str, tuple[str, ...], str, str]:
    verb = clause.verb
    thing = object_of(subject)
    only = re.match(r"^only by (?P<agent>.+)$", rest) or re.match(r"^by (?P<agent>.+) only$", rest)
    if only and is_person(only["agent"], known.people):
        agent, role = actor_phrase(only["agent"], known)
        return f"let only {agent} {verb} {subject}", (role,), thing, ""
    if (match := BY_AGENT.match(rest)) and is_person(match["agent"], known.people):
        agent, role = actor_phrase(match["agent"], known)
        tail = f"{match['before'].rstrip()}{match['after']}"
        tail = tail if tail.startswith(",") else tail.strip()
        subject = f"{subject},{tail[1:]}" if tail.startswith(",") else subject
        tail = "" if tail.startswith(",") else tail
        if clause.modality in {Modality.MUST, Modality.SHOULD} and not no:
            return f"require {agent} to {verb} {subject} {tail}", (role,), thing, ""
        return f"{no}let {agent} {verb} {subject} {tail}", (role,), thing, ""
    if verb in SUFFERED and clause.modality is Modality.CAN:
        lacking = no and not is_plural(subject) and not re.match(r"(?:the|an?|any|each|one)\b", subject)
        what = with_article(subject) if lacking else subject
        return f"{no}{verb} {what} {rest}", mentioned(rest, known), thing, ""
    if clause.modality is Modality.CAN:
        return f"{no}let a {known.author} {verb} {subject} {rest}", (known.author,), thing, ""
    if is_system(subject, known.system):
        return f"{no}{verb} {subject} {rest}", (), thing, "the project"
    if verb in DONE_BY_HAND or re.match(r"^(?:out|over|off|of|back|up|down)\b(?! to \d)", rest):
        several = is_plural(subject) or re.match(r"(?:two|three|four|five|six|\d+) ", subject)
        are = f"{'are' if several else 'is'} {no}"
        return f"ensure that {subject} {are}{participle(verb)} {rest}", mentioned(rest, known), thing, ""
    return f"{no}{verb} {subject} {rest}", mentioned(rest, known), thing, ""
