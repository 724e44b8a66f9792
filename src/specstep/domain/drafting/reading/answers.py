"""Short answers made complete with their question."""

import re

from specstep.domain.drafting.reading.fragments import by_itself, on_topic
from specstep.domain.language.lemmas import third_person, verb_form
from specstep.domain.language.lexicon import PREPOSITIONS
from specstep.domain.language.nouns import article, is_actor, is_noun_too, is_plural
from specstep.domain.language.numbers import NUMBER
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Modality
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import capitalised, fold, tokens, uncapitalised

_YES = re.compile(
    r"(?:yes|yeah|yep|yup|sure|correct|right|exactly|definitely|absolutely|of course|indeed|true|ja|oui|sí|si|sim)\b[\s,.!–—-]*(?:please|it (?:does|is|should|must|can)|they (?:do|can|should|must)|we (?:do|are|can)|that'?s right|i do)?[\s.!]*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|nah|never|not at all|nein|non|não)\b[\s,.!–—-]*(?:it (?:doesn'?t|isn'?t|shouldn'?t)|they (?:don'?t|can'?t)|we don'?t|thanks?|thank you)?[\s.!]*",
    re.IGNORECASE,
)
_TAKE = re.compile(
    r"(?:ok(?:ay)?|fine|agreed|sounds good|take (?:that|it|the recommend\w+)|as (?:you )?(?:recommend(?:ed)?|suggest(?:ed)?)|your recommendation|go with (?:that|it|your \w+)|that'?s fine|good|perfect|accepted?)[\s.!]*$",
    re.IGNORECASE,
)
_POLAR = re.compile(
    r"(?:and |so |but |then )?(?P<aux>do|does|did|is|are|was|were|can|could|should|must|may|will|would|has|have|shall)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"(?:and |so |but |roughly |about )?how many (?P<noun>[\w -]+?)(?: (?P<aux>do|does|did|are there|are|is|will|would|can|may|should|use|work|come|have|need|take)\b\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)
_WH = re.compile(r"(?:and |so |but )?(?P<wh>what|which|who|where|when|how)\b", re.IGNORECASE)
_BE_WHAT = re.compile(
    r"(?:and |so |but )?(?:what|which|who|where|when|how (?:big|large|high|long|much))(?: \w+)? (?P<be>is|are|was|were|will be|should be) (?P<subject>(?:the|your|our|a|an|its|their) [^,]+)$",
    re.IGNORECASE,
)
_SUBJECT_WH = re.compile(
    r"(?:and |so |but )?(?:who|which \w+(?: \w+)?|what)\s+(?P<rest>(?:will |would |should |must |can |may )?(?P<verb>[a-z]+).*)$",
    re.IGNORECASE,
)
_SWAP = {"you": "we", "your": "our", "yours": "ours"}
_HOW = re.compile(
    r"(?:and |so |but )?how (?:do|does|did|should|shall|can|will|would) (?P<subject>you|we|they|it|people|(?:the )?[a-z]+s) (?P<rest>[a-z][^:]*?)(?::.*)?$",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"(?:(?:very|quite|pretty|rather) )?(?:badly|well|poorly|fine|not (?:at all|well|great|really)|slowly|hardly)",
    re.IGNORECASE,
)
"""How something goes, said as an answer: it tells nothing that is wanted."""
_NONE = re.compile(r"(?:none|nothing|nope|nobody|no one|no|not)\b", re.IGNORECASE)
_SHORT_WORDS = 16
_WHAT_DO = re.compile(
    r"(?:and |so |but )?(?:what(?: else)?|which [a-z]+(?: [a-z]+)?) (?:do|does|did) (?P<subject>you|we|they|it|the [a-z]+|people|customers|users)(?: (?P<modal>need to|have to|want to))? (?P<verb>[a-z]+)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:and |so |but )?(?:what|how) about (?:the |a |an |your )?(?P<thing>.+)$|^(?:and |any )?(?:the |your |a )?(?P<alone>[\w-]+(?: [\w-]+){0,2})$",
    re.IGNORECASE,
)


def is_short(answer: str) -> bool:
    """Whether an answer says nothing by itself: a few words without a finite verb, or a bare yes or no."""
    bare = fold(answer).rstrip(" .!")
    if _YES.fullmatch(f"{bare}") or _NO.fullmatch(bare) or _TAKE.match(bare):
        return True
    words = tokens(bare)
    predicate = find_predicate(words)
    return (
        len(bare.split()) <= _SHORT_WORDS
        and (
            predicate is None
            or predicate.start == 0
            or _lists_things(bare, predicate)
            or bool(_YES.match(bare) or _NO.match(bare))
        )
        and not bare.endswith("?")
    )


def _lists_things(bare: str, predicate: Predicate) -> bool:
    """Whether what looks like a verb is a noun in a list: "names and phone numbers"."""
    if predicate.modality is not Modality.IS or predicate.passive or not re.search(r"\band\b|,", bare):
        return False
    return is_noun_too(bare[predicate.verb_start :].split(" ")[0].strip(",")) and not is_actor(
        bare[: predicate.verb_start]
    )


def completed(
    question: str, answer: str, *, topic: str | None = None, recommended: str | None = None
) -> str | None:
    """The statement that a short answer makes to its question; None where the answer says nothing.

    Args:
        question: its text; the last sentence with a question mark counts.
        answer: the person's words.
        topic: what the question is about, for want of a better connection.
        recommended: what "yes, as you say" accepts.
    """
    asked = _single(_last_question(question))
    bare = fold(answer).strip(" .!")
    if not bare or _MANNER.fullmatch(bare):
        return None
    if (alone := by_itself(bare)) and not _HOW_MANY.match(asked):
        return _ended(alone)
    if recommended and (_TAKE.match(bare) or (_YES.fullmatch(bare) and not _POLAR.match(asked))):
        return _ended(recommended)
    polar = _POLAR.match(asked)
    if polar and re.search(r"\bor\b", asked) is None:
        for pattern, positive in ((_YES, True), (_NO, False)):
            if match := pattern.match(bare):
                statement = _stated(polar["aux"].lower(), polar["rest"], positive=positive)
                rest = bare[match.end() :].strip(" ,")
                if statement:
                    rest = "" if _NO.fullmatch(rest) else rest
                    return _ended(f"{statement}, {uncapitalised(rest)}" if rest else statement)
    if (match := _YES.match(bare)) and (stated := _declared(asked)):
        more = bare[match.end() :].strip(" ,.")
        return _ended(f"{stated}, {uncapitalised(more)}" if more else stated)
    if _YES.fullmatch(bare) and recommended:
        return _ended(recommended)
    if _NONE.match(bare):
        said_so = on_topic(topic, bare)
        return _ended(said_so) if said_so else None
    return _open_question(asked, bare, topic)


def _declared(asked: str) -> str | None:
    """The statement that a question makes which only asks for a yes: "So each voucher works only once?"."""
    bare = re.sub(r"^(?:and|so|but|then),? ", "", asked, flags=re.IGNORECASE)
    bare = re.sub(r",? (?:right|correct|yes|isn['’]t it|no|okay)$", "", bare, flags=re.IGNORECASE)
    if _POLAR.match(bare) or _WH.match(bare):
        return None
    found = find_predicate(tokens(bare))
    return capitalised(_ours(bare)) if found is not None and found.start > 0 else None


def _open_question(asked: str, bare: str, topic: str | None) -> str | None:
    if (match := _HOW_MANY.match(asked)) and (
        number := re.match(
            rf"(?:(?:about|around|roughly|some|maybe|at most|at least|up to|max\.?|ca\.?|approximately|probably|only|just) )*(?:{NUMBER})(?:\s?(?:-|–|to|or) ?(?:{NUMBER}))?",
            bare,
            re.IGNORECASE,
        )
    ):
        said = _counted(match, number.group(), bare[number.end() :].strip())
        if said:
            return _ended(said)
    if match := _BE_WHAT.match(asked):
        return _ended(f"{capitalised(_ours(match['subject']))} {match['be']} {uncapitalised(bare)}")
    if (match := _SUBJECT_WH.match(asked)) and not re.match(
        r"(?:is|are|do|does|did|would|will you|should|can|happens)\b", match["rest"], re.IGNORECASE
    ):
        verb = verb_form(match["verb"].lower())
        if verb:
            rest = re.sub(r"\s+for (?:that|it)$", "", match["rest"])
            if verb[1] == "third" and is_plural(bare):
                rest = verb[0] + rest[len(match["verb"]) :]
            subject = re.sub(r"^(only |just )?me$", r"\1I", bare, flags=re.IGNORECASE)
            return _ended(f"{capitalised(subject)} {_ours(rest)}")
    if match := _WHAT_DO.match(asked):
        doing = f"{match['modal'] + ' ' if match['modal'] else ''}{match['verb']}"
        subject = _ours(match["subject"])
        said = doing if match["modal"] or is_plural(subject) else third_person(doing)
        return _ended(f"{capitalised(subject)} {said} {uncapitalised(bare)}{_ours(match['rest'])}")
    if match := _ABOUT.match(asked):
        if match["alone"] and not re.match(r"(?:no|not|yes|maybe)\b", bare, re.IGNORECASE):
            return _ended(
                f"The {uncapitalised(match['alone'])} {'are' if is_plural(match['alone']) else 'is'} {uncapitalised(bare)}"
            )
        thing = match["thing"] or match["alone"]
        if _YES.fullmatch(bare) and not is_plural(thing):
            return f"There must be {article(thing)} {thing}."
        return _ended(f"{capitalised(thing)}: {uncapitalised(bare)}")
    if match := _HOW.match(asked):
        return _ended(f"{capitalised(_ours(match['subject']))} {_ours(match['rest'])} {_with(bare)}")
    said_so = on_topic(topic, bare)
    return _ended(said_so) if said_so else None


def _with(bare: str) -> str:
    words = tokens(bare)
    leads = words and (words[0].lower in PREPOSITIONS or words[0].lower.endswith("ing"))
    return uncapitalised(bare) if leads else f"with {uncapitalised(bare)}"


def _counted(match: re.Match[str], number: str, after: str) -> str | None:
    noun, aux, rest = match["noun"].strip(), (match["aux"] or "").lower(), _ours((match["rest"] or "").strip())
    if after and not after.startswith(
        (",", "(", "at", "on", "in", "per", "a ", "each", "every", "max", "but", "and")
    ):
        counted = f"{number} {after}"
    else:
        counted = f"{number} {noun}{' ' + after.lstrip(', ') if after else ''}"
    if aux in {"", "are there"} or (aux in {"are", "is"} and re.match(r"(?:we|you|they) ", rest)):
        rest = "" if aux in {"are", "is"} else rest
        return f"There are {uncapitalised(counted)}{' ' + rest if rest else ''}"
    if found := re.match(r"(?:that|it|this) (?P<verb>[a-z]+)$", rest):
        return f"It {aux} {found['verb']} {counted}"
    if aux in {"do", "does", "did"}:
        return f"{capitalised(rest)} {uncapitalised(counted)}" if rest else None
    return f"{capitalised(counted)} {aux} {rest}".strip()


def _stated(aux: str, rest: str, *, positive: bool) -> str | None:
    """ "Should it work offline" gives "It should work offline"."""
    words = tokens(rest)
    if not words:
        return None
    if aux in {"is", "are"} and (there := re.match(r"there (?:an?|any|some) (?P<what>.+)$", rest, re.IGNORECASE)):
        kept = rest if positive else f"there {aux} no {there['what']}"
        return capitalised(kept if not positive else f"there {aux} {rest[6:]}")
    end = _subject_end(rest)
    if end is None:
        return None
    subject, predicate = _ours(rest[:end].strip()), _ours(rest[end:].strip())
    if not predicate:
        return None
    first = predicate.split(" ", 1)[0]
    if aux in {"do", "does", "did"}:
        if not positive:
            return capitalised(
                f"{subject} {'do' if is_plural(subject) or subject.lower() in {'we', 'i'} else 'does'} not {predicate}"
            )
        verb = first if aux == "do" or is_plural(subject) else third_person(first)
        return capitalised(f"{subject} {verb}{predicate[len(first) :]}")
    if subject.lower() == "we" and aux in {"is", "was"}:
        aux = "are"
    denied = "cannot" if aux == "can" else f"{aux} not"
    return capitalised(f"{subject} {aux if positive else denied} {predicate}")


def _subject_end(rest: str) -> int | None:
    words = tokens(rest)
    if words[0].lower in {
        "it",
        "they",
        "we",
        "you",
        "i",
        "he",
        "she",
        "there",
        "this",
        "that",
        "people",
        "everyone",
        "anyone",
    }:
        return words[0].end
    for index, word in enumerate(words[1:], start=1):
        form = verb_form(word.lower)
        before = words[index - 1].lower
        if before in {"the", "a", "an", "your", "our", "their", "any", "all", "each", "every", "some", "of"}:
            continue
        if (form and form[1] in {"base", "participle", "gerund"}) or word.lower in {
            "also",
            "only",
            "be",
            "to",
            "able",
            "allowed",
            "not",
            "always",
        }:
            return words[index - 1].end
    return None


def _ours(text: str) -> str:
    return re.sub(r"\b(?:you|your|yours)\b", lambda match: _SWAP[match.group().lower()], text, flags=re.IGNORECASE)


def _single(asked: str) -> str:
    """The question without a second one that hangs on it: "…, and who must not", "…, about whom or what"."""
    return (
        re.sub(
            r",? (?:and|or|about|by|to|from|for|in)? ?\b(?:who|whom|what|which|when|where|how)\b[^,:]*$",
            "",
            asked[1:],
        ).join((asked[:1], ""))
        if "," in asked
        else asked
    )


def _last_question(text: str) -> str:
    parts = re.split(r"(?<=[.!?])\s+", fold(text))
    asked = [part for part in parts if part.endswith("?")] or parts
    said = asked[-1].rstrip(" ?.!")
    return re.sub(
        r"^(?:okay|ok|great|thanks|good|right|and|so|but|well|alright|got it|one more thing)[,.!:]*\s+",
        "",
        said,
        flags=re.IGNORECASE,
    )


def _ended(text: str) -> str:
    text = text.rstrip(" ,;")
    return text if text.endswith((".", "!", "?")) else f"{text}."
