"""Fragments and pronouns made complete from what stands around them, where that is clear."""

import re

import attrs

from specstep.domain.drafting.english.people import is_proper_name
from specstep.domain.drafting.reading.ellipses import per_unit
from specstep.domain.drafting.reading.list_fragments import Surroundings, noun_fragment, verb_fragment
from specstep.domain.drafting.reading.pronouns import resolved
from specstep.domain.drafting.reading.sections import section_of
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.lemmas import is_base_verb, third_person, verb_form
from specstep.domain.language.lexicon import (
    ADJECTIVES_LIKE,
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from specstep.domain.language.nouns import is_actor, is_noun_too, is_plural, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import capitalised, fold, tokens, uncapitalised

_K = FactKind
_FILLER = re.compile(
    r"^(?:(?:[–—-]+(?=\s)|ohh*|ah+|uh+|um+|uhm|er|hey|well|so|okay|ok|right|yes|yeah|yep|sure|exactly|no wait|wait|anyway|first(?=,)|second(?=,)|third(?=,)|firstly|secondly|thirdly|please(?= (?:nothing|no|an?|the|some|only|big|very)\b)|please(?= (?:nothing|no|an?|the|some|only|big|very)\b)|also|and also|and then|and|but|plus|besides|by the way|btw|p\.?s\.?:?|n\.?b\.?:?|note(?: that)?:|important:|"
    r"i (?:think|guess|believe|suppose)(?: that)?|(?:what|all) (?:i|we)(?:['’]d| would)? (?:really |actually )?(?:like|want|need)(?: is)?(?: that|(?=:))|what (?:i am|i['’]m|we are|we['’]re) (?:after|looking for|hoping for)(?: is)?(?: that)?|you know|you see|basically|obviously|of course|to be honest|honestly|one more thing[:,]?|another thing[:,]?|first of all|(?:money|time|data|security|design|price|cost)[ -]wise|in short[:,]?|to sum up[:,]?|what else[?…]?|let'?s see|hm+|like i said|as i said|i said(?: that)?|"
    r"as (?:we )?(?:discussed|agreed|promised|mentioned|announced|requested)(?: (?:on|at|in|last|with|by|over|yesterday|earlier|before|this)\b[^,:;.–—-]{0,40})?(?=\s*[,:–—-]))(?:\b|(?<=[–—-]))[,:!…–—]*\s+)+",
    re.IGNORECASE,
)  # fmt: skip
_MODAL_START = re.compile(
    r"(?:must|should|shall|can|cannot|can't|could|may|needs? to|has to|have to|will|won't|mustn't|shouldn't|doesn't|does not|isn't|is|works?|runs?)\b",
    re.IGNORECASE,
)
_UNTOUCHED = re.compile(
    r"(?:can't|cannot|can not|must not|mustn't|may not|must never) be (?:\w+ )?(?:edited|changed|deleted|altered|modified|removed|tampered)\b",
    re.IGNORECASE,
)
"""What is said of records rather than of the thing that keeps them."""
_WISHED = re.compile(r"(?:need|want|would like|have) to [a-z]", re.IGNORECASE)
"""A wish without its subject: "need to know who is coming"."""
_OF_THE_TALK = frozenset(
    "thanks means looks seems sounds makes depends happens goes turns feels says saves is has does was".split()
)
"""Verbs without a subject that speak of what was said before rather than of the thing to be built."""
_MODAL_END = re.compile(
    r"\b(?:can|could|must|should|shall|may|will|to|not|never|is|are|be|cannot|only|also|want|wants|need|needs|have|has)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?P<label>[A-Za-zÀ-ÿ][\w'’/ &-]{1,38}?)(?:\s*[:=]|\s+[–—-])\s+(?P<value>\S.*)$")
_NAMED_AFTER = frozenset("support export import backup access help search".split())
"""Verbs that name a thing before "for": "support for gift returns"."""
_ORDERS = "post|send|show|print|mail|write|call|create|delete|list|store|keep|check|alert|notify|reject|load|move|open|close|stop|start"
"""Imperatives that make a sentence of what follows a label."""
_DONE = re.compile(
    r"(?P<what>[\w ]{3,40}?) (?P<verb>kept|stored|deleted|saved|sent|logged|encrypted|archived|retained|exported|signed|tested|backed up)\b",
    re.IGNORECASE,
)
_CONJUNCTION_END = re.compile(
    r"\b(?:when|if|unless|while|until|once|after|before|as soon as|only if|only when)$", re.IGNORECASE
)


def without_filler(text: str) -> str:
    """A statement without "Oh, and also"; what is left is never empty."""
    match = _FILLER.match(text)
    if not match or match.end() >= len(text):
        return text
    rest = text[match.end() :]
    return rest if len(rest.split()) > 1 else text


def complete(text: str, around: Surroundings, *, item: bool = False) -> str:
    """Make a sentence of what a person wrote, adding only what stands around it."""
    said = _plain(text)
    said = _after_stem(around.stem, said, around) if around.stem else _with_subject(said, around, item=item)
    if around.counted:
        said = re.sub(r"^[Ee]ach one(?: of them)?\b", f"Each {singular(around.counted)}", said)
    said = resolved(
        said,
        system=around.system,
        singular=around.singular,
        plural=around.plural,
        person=around.person,
        group=around.group,
    )
    return _ended(capitalised(said))


def _plain(text: str) -> str:
    """Without emphasis marks and link addresses; white space folded."""
    said = re.sub(r"(?<!\w)(\*\*|__|~~)(?=\S)(.{1,300}?\S)\1(?!\w)", r"\2", text)
    said = re.sub(r"(?<![\w*])\*(?=\S)([^*]{1,200}\S|\S)\*(?![\w*])", r"\1", said)
    said = re.sub(r"!?\[([^\[\]]{1,200})\]\((?!\s)[^()\s]{1,300}\)", r"\1", said)
    return fold(said)


def _ended(text: str) -> str:
    text = text.rstrip(" ,;:–—")
    return text if text.endswith((".", "!", "?", "…", "。", "。”", '."', ".)")) else f"{text}."


def _after_stem(stem: str, said: str, around: Surroundings) -> str:
    """ "Volunteers can:" and "sign up" give "Volunteers can sign up"; stems may be nested."""
    *outer, last = stem.split("\n")
    if last.rstrip().endswith((".", "!")) and find_predicate(tokens(last)):
        return _with_subject(said, attrs.evolve(around, stem=None), item=True)  # a remark on a whole sentence
    last = _last_sentence(_plain(last)).rstrip(" :–—-")
    words = tokens(said)
    own = find_predicate(words)
    if outer and not find_predicate(tokens(last)):
        label = last
        above = attrs.evolve(around, stem="\n".join(outer))
        if own and own.start > 0:
            return said
        return _after_stem(above.stem or "", f"{said} ({uncapitalised(label)})", above)
    if _CONJUNCTION_END.search(last):
        first = tokens(last)[0].lower if words else ""
        system = f"{capitalised(around.system)} {third_person(first)}{last[len(first) :]}"
        opening = (
            system if is_base_verb(first) else _with_subject(last, attrs.evolve(around, stem=None), item=True)
        )
        return f"{opening} {uncapitalised(said)}"
    if own and own.start > 0 and _has_own_subject(said, own.start) and not _MODAL_END.search(last):
        return said
    last = re.sub(
        r"\s*\b(?:the following(?: \w+)?|as follows|these(?: things)?|such as|namely|including|e\.g\.)$",
        "",
        last,
        flags=re.IGNORECASE,
    )
    if _MODAL_END.search(last) or (find_predicate(tokens(last)) and _ends_in_verb(last)):
        return f"{last} {uncapitalised(said)}"
    section = section_of(last)
    if section is not None:
        return _with_subject(said, attrs.evolve(around, stem=None, section=section, label=None), item=True)
    if find_predicate(tokens(last)) is None:
        if is_actor(last) and words and is_base_verb(words[0].lower):
            verb = words[0].lower if is_plural(last) else third_person(words[0].lower)
            return f"{last} {verb}{said[words[0].end :]}"
        if is_actor(last) and _MODAL_START.match(said):
            return f"{last} {uncapitalised(said)}"
        return f"{last}: {said}"
    return f"{last}: {uncapitalised(said)}"


def _ends_in_verb(text: str) -> bool:
    words = tokens(text)
    found = find_predicate(words)
    return bool(found and words and found.end >= words[-1].end - 1) or bool(
        re.search(r"\b(?:of|for|with|from|on|in|by|as|than)$", text)
    )


def _last_sentence(text: str) -> str:
    cut = max((match.end() for match in re.finditer(r"[.!?]\s+(?=[A-Z])", text)), default=0)
    return text[cut:]


def _has_own_subject(said: str, start: int) -> bool:
    first = tokens(said[:start])[:1]
    return bool(first) and first[0].lower != "to"


def _with_subject(said: str, around: Surroundings, *, item: bool) -> str:
    words = tokens(said)
    if not words or said.rstrip().endswith("?"):
        return said
    label = _LABEL.match(said)
    if label and (made := _labelled(label["label"], label["value"], around)):
        return made
    predicate = find_predicate(words)
    first = words[0].lower
    form = verb_form(first)
    third = form is not None and form[1] == "third" and not is_noun_too(first) and words[0].text == first
    if re.match(r"takes? (?:about |around |up to )?\d", said):
        return said
    if (item or around.section) and _WISHED.match(said):
        return f"We {uncapitalised(said)}"
    after = words[1].lower if len(words) > 1 else ""
    acts = (
        form is not None
        and form[1] == "third"
        and not is_noun_too(first)
        and first not in _OF_THE_TALK
        and (after in DETERMINERS | PREPOSITIONS or after[:1].isdigit())
    )
    acts = acts and (
        predicate is None or predicate.start == 0
    )  # "Claims up to EUR 300 are decided …" names claims
    if acts or (
        ((predicate and predicate.start == 0) or item or around.section) and (_MODAL_START.match(said) or third)
    ):
        subject = around.label or ("it" if _UNTOUCHED.match(said) else around.system)
        return f"{capitalised(subject)} {uncapitalised(said)}"
    if (
        (item or around.section)
        and (done := _DONE.match(said))
        and not {word.lower for word in tokens(done["what"])} & (AUXILIARIES | MODALS | PREPOSITIONS)
        and (predicate is None or predicate.verb_start == done.start("verb"))
    ):
        return f"{done['what']} {'are' if is_plural(done['what']) else 'is'} {said[done.start('verb') :]}"
    if item and re.match(r"(?:done|finished|complete) (?:by|before|within|at) \d", said, re.IGNORECASE):
        when = said.split(" ", 1)[1]
        return f"{capitalised(around.system)} finishes {when}"
    following = words[1].lower if len(words) > 1 else ""
    if is_base_verb(first) and (following in MODALS or (first in _NAMED_AFTER and following == "for")):
        return noun_fragment(said, around) if following == "for" and (item or around.section) else said
    verb_first = (
        is_base_verb(first) and first not in ADJECTIVES_LIKE and (predicate is None or predicate.start == 0)
    )
    noun = is_noun_too(first) and not _verb_like(words)
    if verb_first and not noun and len(words) > 1 and (item or around.section):
        return verb_fragment(said, first, words[1].lower, around)
    if predicate is None and (item or around.section):
        return noun_fragment(said, around)
    return said


def _verb_like(words: tuple[object, ...]) -> bool:
    following = getattr(words[1], "lower", "") if len(words) > 1 else ""
    return (
        following in DETERMINERS
        or following in {"out", "up", "in", "by", "to", "from"} - {"to", "from", "by"}
        or following[:1].isdigit()
    )


def _labelled(label: str, value: str, around: Surroundings) -> str | None:
    """ "Budget: EUR 5,000" gives "The budget is EUR 5,000"; a label that is a section's name gives way."""
    words = label.split()
    told = verb_form(words[0].lower())
    if told and told[1] == "third" and len(words) > 1 and words[1].lower() in DETERMINERS:
        return None  # "Prints a table: …"
    if bounded := per_unit(label, value):
        return f"Each {uncapitalised(singular(label))} has {bounded}"
    if len(words) > 4 or find_predicate(tokens(label)) or words[0].lower() in SUBJECT_PRONOUNS - {"who"}:
        return None
    own = find_predicate(tokens(value))
    section = section_of(label)
    if label.lower() in {"who", "users", "for whom", "who uses it"} and own is None:
        return f"The users are {uncapitalised(value)}"
    if (
        section is not None
        and section.kind
        in {_K.NEED, _K.LATER, _K.NON_GOAL, _K.GOAL, _K.RULE, _K.QUESTION, _K.DECISION, _K.CONTEXT}
        and (section.kind is not _K.DECISION or own)
    ):
        return complete(value, attrs.evolve(around, section=section, stem=None), item=True).rstrip(".")
    if is_proper_name(label) and own is not None and own.start == 0 and _MODAL_START.match(value):
        return f"{capitalised(around.system)} {uncapitalised(value)}"  # who said it
    if is_actor(label) and own is not None and own.start == 0:
        verb_first = tokens(value)[0].lower
        if is_base_verb(verb_first):
            return (
                f"{label} {verb_first if is_plural(label) else third_person(verb_first)}{value[len(verb_first) :]}"
            )
        return f"{label} {uncapitalised(value)}"
    if own is not None:
        return None
    if re.search(rf"(?<!\bto )\b(?:{_ORDERS}) (?:an?|the|all|each|every|it)\b", value):
        return None
    noun = uncapitalised(label)
    form = verb_form(tokens(value)[0].lower)
    if form and form[1] == "third" and not is_noun_too(tokens(value)[0].lower):
        return f"The {noun} {value}"
    if (
        noun.split()[0] in DETERMINERS | PREPOSITIONS
        or (is_base_verb(noun.split()[0]) and not is_noun_too(noun.split()[0]))
        or (section and section.kind is _K.DATA)
    ):
        return None
    if (
        section is None
        and not is_plural(label)
        and value.count(",") > 1
        and around.section
        and around.section.kind is _K.NEED
    ):
        return f"Each {noun} has {value}"
    return f"The {noun} {'are' if is_plural(label) else 'is'} {value}"
