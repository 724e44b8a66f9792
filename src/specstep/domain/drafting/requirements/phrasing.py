"""How a requirement speaks of people and things: articles, pronouns, first persons, objects."""

import re

from specstep.domain.drafting.english.nouns import bare, head_of, is_plural, singular, with_article
from specstep.domain.drafting.english.people import (
    DEPARTMENTS,
    GENERIC,
    is_person,
    is_proper_name,
    placed_name,
    role_of,
)
from specstep.domain.drafting.english.verbs import is_base, is_verb, third_person
from specstep.domain.drafting.requirements.clauses import Known

NO_OBJECTS = frozenset(
    "hour hours day days week weeks month months year years minute minutes second seconds euro EUR it them up out in off back offline online together who what how which where that whether so there here open twice once themselves whole".split()
)


OBJECT_END = re.compile(
    r"\s+(?:to|from|for|at|in|on|by|with|before|after|within|until|per|when|if|as|of|up|that|who|which|and|or|into|over|under"
    r"|themselves|himself|herself|itself|so|that|what|how|about|against|during|via|through|while|without|is|are|has|have|more|less|no|not|automatically|only|each|every|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d\S*|\w+ly)\b"
    r"|[,;:(]"
)


LEADING_WORDS = re.compile(
    r"^(?:up|out|in|off|after|around|against|back|down|over|away|for|to|on|at|into|through|only|with|about|from|of|between|by|without|automatically"
    r"|at most|at least|up to|until|no more than|more than|less than|exactly|[\d.,]+|\w+ly)\s+",
    re.IGNORECASE,
)


def resolved(text: str, actors: tuple[str, ...], thing: str, *, objects: bool = True) -> str:
    """The text with its pronouns named where there is one candidate.

    Args:
        text: the words.
        actors: the roles that "they" may be.
        thing: what "it" may be.
        objects: whether it may be what something is done to, too.
    """
    at = text.find(thing) if thing else -1
    if at > 0:  # a pronoun in front of a noun does not mean it
        return text[:at] + resolved(text[at:], actors, thing, objects=objects)
    if thing and (relative := re.search(r"\b(?:who|which|whose)\b.*\b(?:it|they|them)\b", text)):
        text, tail = text[: relative.start()], text[relative.start() :]  # in a relative clause, "it" is anything
        return f"{resolved(text, actors, thing, objects=objects)}{tail}"
    one = f"the {singular(head_of(thing))}" if thing else ""
    if one and not is_person(one):
        text = re.sub(r"\b(?:it|they)\b(?= (?:is|are|starts?|ends?|has|have|was|were|gets?|becomes?|expires?|arrives?|takes?|begins?|\w+s\b))"
                      r"(?! is (?:(?:over|under|above|below|more|less|at least|at most|about) )?(?:than )?\d| is (?:too |very )?(?:late|dark|cold|hot|rain\w+|snow\w+|night|winter|summer|time)\b| is (?:my|your|our|his|her|their|the \w+'s) turn\b)",
                      lambda match: _agreeing(match, thing), text)  # fmt: skip
        text = re.sub(r"\b(?:them|it)$|\b(?:them|it)(?= (?:to|from|for|at|in|on|by|with|before|after|within|until|back|again|as|up|off|when)\b)",
                      lambda match: _object(match, thing, one), text) if objects else text  # fmt: skip
        if not actors and not re.search(rf"\bits (?:own )?{re.escape(thing)}\b", text):
            text = re.sub(r"\bits\b(?! own\b)", f"{one}'s", text)
    if actors:
        text = re.sub(r"\bthey (?P<verb>[a-z]+)\b", lambda match: _they(match, actors[0]), text)
    return text


_APART = re.compile(r"\b(?:and|or|but|then|when|if|before|after|until|unless|once|while|by|so)\b|,")


def _object(match: re.Match[str], thing: str, one: str) -> str:
    """The thing in the place of "it" or "them", where a new verb stands between the two."""
    before = match.string[: match.start()]
    if re.search(r"\blets? $", before) or (thing in before and not _APART.search(before[before.index(thing) :])):
        return match.group()
    return f"the {head_of(thing)}" if match.group() == "them" else one


def _they(match: re.Match[str], role: str) -> str:
    verb = match["verb"]
    said = {"are": "is", "have": "has", "do": "does"}.get(verb) or (third_person(verb) if is_base(verb) else verb)
    return f"the {role} {said}"


def _agreeing(match: re.Match[str], thing: str) -> str:
    head = head_of(thing)
    if match.group() == "they" and not is_plural(head):
        return match.group()
    near = [
        word
        for word in re.findall(r"[a-z]+", match.string[: match.start()])
        if is_plural(word) and not is_verb(word)
    ]
    if match.group() == "they" and near and near[-1] not in thing.lower().split():
        return match.group()  # nearer people or things may be meant
    return f"the {head}" if match.group() == "they" and is_plural(head) else f"the {singular(head)}"


def from_outside(text: str, known: Known) -> str:
    """The text with "my" and "our" said from outside."""
    me = f"the {known.author}"
    text = re.sub(r"\b(?:[Ii]|[Ww]e) am\b|\b[Ww]e are\b", f"{me} is", text)
    text = re.sub(r"\b(?:I|we|you|one) (already |also |now |only )?have\b", rf"{me} \1has", text)
    text = re.sub(r"\b(?:I|[Ww]e) (last|first|just|really|still|never|always|only) (?=[a-z]+)", rf"{me} \1 ", text)
    text = re.sub(r"\b(?:I|[Ww]e|[Yy]ou) ([a-z]+)\b",
                  lambda m: f"{me} {third_person(m[1])}" if is_base(m[1]) else f"{me} {m[1]}", text)  # fmt: skip
    text = re.sub(r"\b(?:myself|ourselves|yourself)\b", "themselves", text)
    text = re.sub(r"\b(?:me|us)\b", me, text)
    text = re.sub(r"\b(?:[Mm]y|[Yy]our)\b", "their", text)
    text = re.sub(r"\b[Oo]ur\b", "the", text)
    return re.sub(r"\b(?:mine|ours|yours)\b", "theirs", text)


def actor_phrase(subject: str, known: Known) -> tuple[str, str]:
    """How a requirement speaks of an actor, and the role's name."""
    text = re.sub(
        r"^(?:only|all|any|every|each|no|both)\s+(?:of\s+)?(?:the\s+|our\s+|my\s+)?",
        "",
        subject.strip(),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"^(?:my|our|the|their|your)\s+(?=\w)", "", text, flags=re.IGNORECASE)
    role = role_of(subject) if not text else role_of(text)
    if text.lower() in {"i", "we", "you", "one", "me", "us"}:
        return with_article(known.author), known.author
    if subject in known.named or re.match(r"(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][\w-]+$", subject):
        return subject, subject
    if text.lower() in GENERIC or text.lower() in {"people", "users", "everyone"}:
        return "a user" if text.lower() not in {"people", "person", "user"} else with_article(
            singular(text.lower())
        ), "user"
    if re.search(r"\b(?:who|whose)\b", text) and re.match(r"^(?:the|an?)\b", subject, re.IGNORECASE):
        return lowered(subject), role
    if re.search(r"\b(?:and|or|who|that|whose)\b", text):
        first = text[0].lower() + text[1:] if not text[:2].isupper() else text
        if re.match(r"^(?:every|each|any)\b", subject, re.IGNORECASE) and re.search(
            r"\b(?:who|that|whose)\b", text
        ):
            return f"each {first}", role
        if re.match(r"^[\w-]+, who\b", text):
            return f"{lowered(text).rstrip(',')},", role
        return first, role
    if (
        subject[:1].isupper()
        and not is_plural(subject)
        and " " not in subject
        and role.lower() not in known.people
        and not is_person(role.lower())
    ):
        return subject, subject
    if name := placed_name(subject):
        return subject, name
    if re.match(r"^(?:\d|one\b|two\b|three\b|four\b|five\b|ten\b)", text, re.IGNORECASE):
        return lowered(text), role
    if role.lower() in {"staff", "police"}:
        return lowered(text), role
    if subject.lower().startswith("both "):
        return f"both {lowered(text)}", role
    if re.match(r"(?i:the|our|my) .+ [A-Z][a-z]+$", subject):
        return f"the {text}", role  # "the boat warden Petra"
    if text in DEPARTMENTS:
        return text, text
    singled = one_of_them(text)
    return with_article(singled), role


def one_of_them(text: str) -> str:
    head = head_of(text)
    rest = text[text.find(head) + len(head) :] if head in text else ""
    one = singular(head)
    if not one[:2].isupper():
        one = one[0].lower() + one[1:]
    return one + rest


def lowered(subject: str) -> str:
    first = subject.split(" ")[0]
    proper = first.rstrip(".") in {"Mr", "Mrs", "Ms", "Dr", "Prof"} or (
        is_proper_name(first) and re.match(r"[\w-]+ and [A-Z]", subject) is not None
    )
    proper = proper or (
        len(first) > 1 and (first[1:] != first[1:].lower() or (first[-1] == "," and is_proper_name(first[:-1])))
    )
    return subject if proper else subject[:1].lower() + subject[1:]


def object_of(rest: str) -> str:
    """The first noun phrase after a verb, without determiner; "" where there is none."""
    text = rest.strip()
    if re.match(r"(?:that|whether|how|what|who|which|where|when|if)\b", text):
        return ""
    while (shorter := LEADING_WORDS.sub("", text)) != text:
        text = shorter
    match = OBJECT_END.search(text)
    phrase = bare(text[: match.start()] if match else text)
    if (
        not phrase
        or phrase[0].isdigit()
        or phrase.lower() in NO_OBJECTS
        or phrase.split()[0].lower() in NO_OBJECTS
        or phrase.lower().endswith("ly")
    ):
        return ""
    return phrase
