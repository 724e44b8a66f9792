"""Where a sentence can be taken apart: the joints between clauses that stand on their own."""

import re

from specstep.domain.language.conditions import leading_condition
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.lexicon import DETERMINERS, PREPOSITIONS
from specstep.domain.language.nouns import is_noun_too, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Modality
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import tokens

JOINTS = re.compile(
    r"\s*;\s+|(?<=\w\w):\s+(?=[a-z])|\s+[–—]\s+|\s+--?\s+|,\s+(?:and|but|plus|also)\s+|\s+(?:and|but)\s+|,\s+(?=(?:we|I|it|they|you|he|she)(?:['’](?:s|re|m|ll|ve|d))?\s)"
    r"|,\s+(?=(?:people|everybody|everyone|nobody|somebody)\s)|,\s+(?=(?:that|this)['’]s\s)"
    r"|,\s+(?=(?:my|our|your) \w+ |[A-Z][a-z]+ [a-z]{3,}s\b|(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+ |[a-z]{4,} (?:gets|has to|must|can|may|should|needs to) )|,\s+(?=(?:the|an?|each|every|further|no|all) )|,\s+(?=(?:after|above|below|over|under|between|from then) )"
    r"|,\s+so\s+(?=(?:the|everything|only|it|they|we|nobody|all|no|everybody) |(?:[\w-]+ ){1,3}(?:must|has to|have to|needs? to)\b)"
    r"|,\s+(?=[a-z]{3,}s (?:must|can|may|shall|should|are|have|need|keep|stay|go|get|cannot|will)\b)"
)
_OF_ALL = re.compile(r"(?:the|everything|only|it|they|we|nobody|all|no|everybody)\b", re.IGNORECASE)
SUBORDINATE = re.compile(
    r"\b(?:so that|so|because|since|that|which|who|whose|whether|when|whenever|if|unless|while|where|what|how|why|(?<!\bday )(?<!\bevening )(?<!\bnight )(?<!\bweek )(?:until|before|after)(?! (?:\d|noon\b|midnight\b|then\b))|"
    r"once|as soon as|between (?!\w+s and\b)(?=(?:\S+ ){1,4}?and\b)|either|neither|both|as|than(?! [\d€$£]))\b", re.IGNORECASE)  # fmt: skip
INDIVISIBLE = re.compile(
    r"\b(?:otherwise|because|so that|in order to|instead|depending on|except|respectively|in that order|rather than|either|whichever)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"[A-Z][\w'-]*(?: [\w'-]+){0,2}: (?=\w)")
_PRONOUNS = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "there",
        "nobody",
        "everyone",
        "everybody",
        "anyone",
        "someone",
        "this",
        "that",
        "these",
        "those",
    ]
)


def separable(joint: str, left: str, right: str, *, conditional: bool) -> bool:
    """Whether both sides of a joint stand on their own."""
    mark = joint.strip(" ,")
    before = find_predicate(tokens(left))
    if mark == ":":
        return _explained(left, right)
    if mark == "but" and (own := leading_condition(right)) and before is not None:
        return find_predicate(tokens(right[own[1] :])) is not None
    if mark == "and" and before is not None and _FROM_THEN.match(right):
        return True
    words = tokens(right[:240])
    after = find_predicate(words)
    if ";" in joint and re.match(r"(?:or )?(?:otherwise|else)\b", right, re.IGNORECASE):
        return False
    if ";" in joint:
        return bool(after) or len(words) > 1
    if joint.strip() == "," and before is None and after is not None and _NONE_OF_IT.fullmatch(left.strip()):
        return True
    if mark == "so":
        obliging = {Modality.MUST, Modality.MUST_NOT, Modality.SHOULD}
        if before is None or after is None or after.modality not in obliging:
            return False
        # What obliges the system keeps its reason; what obliges something else would be lost behind it.
        both = before.modality in obliging or not _OF_ALL.match(right)
        return both and _opens_with_subject(right, after)
    if (
        before is None
        and after is not None
        and mark in {"", "and", ","}
        and "," in joint
        and _LABELLED.match(left)
    ):
        return _opens_with_subject(right, after)
    if before is None or after is None or (after.start == 0 and not after.subject_is_short):
        return False
    if mark in {"–", "—", "-", "--"} and (not _opens_with_subject(right, after) or INDIVISIBLE.search(right)):
        return False
    if not _opens_with_subject(right, after):
        return False
    several = words[0].lower.isalpha() and singular(words[0].lower) != words[0].lower
    plain = words[0].lower in _BARE or (several and words[0].lower not in _PRONOUNS)
    owned = words[0].lower in {"my", "our", "your", "payroll", "accounting"} or (
        words[0].text[:1].isupper() and words[0].lower != "i"
    )
    if joint.strip() == "," and (plain or owned) and not _spliced(left, right, after):
        return False
    if ": " in left[before.end :] and mark == "and":
        return False
    if INDIVISIBLE.match(right) or (
        re.match(r"(?:not|only|then|if|when|so)\b", right, re.IGNORECASE) and mark != "and"
    ):
        return False
    subject = words[0].lower
    if before.modality is Modality.CAN and subject in {"they", "it", "this", "that", "he", "she"}:
        return False
    if mark == "but" and subject in {"this", "that", "these", "those"}:
        return False
    tail = left[before.end :]
    loose = "," not in joint and ";" not in joint and mark == "and"
    if loose and SUBORDINATE.search(tail):
        return False
    stays = after.modality in {Modality.MUST, Modality.MUST_NOT} and words[0].lower in {"the", "our", "my"}
    if conditional and mark == "but" and not stays:
        return False
    return not re.search(r"\b(?:between|both)\s[^,]*$", left[before.end :], re.IGNORECASE)


def _explained(left: str, right: str) -> bool:
    """Whether a colon stands between two sentences: "Part 11 applies: entries can't be deleted"."""
    before, after = find_predicate(tokens(left)), find_predicate(tokens(right))
    if right.count(",") >= _LISTED or re.search(r"\bno (?:money|budget)\b", left, re.IGNORECASE):
        return False
    if before is None or after is None or before.start == 0 or len(right.split()) < _SHORT_SUBJECT:
        return False
    ends = before.end >= len(left.rstrip()) - 1 and before.verb not in _COMPLETE_ALONE
    return not ends and after.start > 0 and _opens_with_subject(right, after)


_FROM_THEN = re.compile(
    r"(?:from then on|from that (?:moment|point|day) on|after that|afterwards),? (?:nobody|no one|everybody|everyone|only|the|they|it|he|she|we|all|no)\b",
    re.IGNORECASE,
)
_LISTED = 2
_COMPLETE_ALONE = frozenset("apply work fail happen differ matter".split())


def with_those(said: str, before: str) -> str:
    """ "If one of these is outside" with what "these" are, where they were counted just before."""
    found = find_predicate(tokens(before))
    subject = before[: found.start].strip() if found else ""
    if not re.match(r"(?:\d+|one|two|three|four|five|some|several)\b", subject):
        return said
    return re.sub(r"\b(one|any|none|both|each|all) of (?:these|them)\b", rf"\1 of the {subject}", said, count=1)


_NONE_OF_IT = re.compile(r"(?:no|zero|not much) [\w-]+(?: [\w-]+){0,3}", re.IGNORECASE)
_BARE = frozenset("the a an each every further no all".split())


def _spliced(left: str, right: str, after: Predicate) -> bool:
    """Whether a comma alone stands between two sentences: nothing else in them is listed."""
    subject = right[: after.start].split()
    short = bool(subject) and len(subject) <= _SHORT_SUBJECT and subject[-1] not in {"one", "ones"}
    return short and (("," not in left and "," not in right) or _in_a_row(left, right))


def _in_a_row(left: str, right: str) -> bool:
    """Whether sentences stand in a row: "players offer goods, an offer lives for 48 hours, and the buyer pays"."""
    pieces = [*left.rsplit(",", 1)[-1:], *re.split(r",\s+(?:and\s+)?", right.rstrip(" ."))]
    found = [(piece, find_predicate(tokens(piece))) for piece in pieces]
    return len(pieces) > 1 and all(
        predicate and predicate.start > 0 and not SUBORDINATE.search(piece[: predicate.end])
        for piece, predicate in found
    )


_SHORT_SUBJECT = 5


def _opens_with_subject(right: str, after: Predicate) -> bool:
    words = tokens(right[: max(after.start, 1)])
    if after.subject_is_short:
        ahead = tokens(right[: after.start])
        form = verb_form(ahead[0].lower) if ahead else None
        return form is None or form[1] not in {"participle", "past"}
    if not words or len(words) > 9 or words[-1].lower in {"and", "or", "to", "not"}:
        return False
    first = words[0]
    if len(words) > 1 and words[-1].lower in _PRONOUNS - {"this", "that", "these", "those"} and first.is_word and (
        first.lower not in PREPOSITIONS | _PRONOUNS | {"if", "when", "then", "so", "also", "only"}
    ):  # fmt: skip
        return False  # "the pallet it went to"
    if (
        len(words) > 1
        and words[1].lower in {"that", "which", "who"}
        and first.lower not in DETERMINERS | _PRONOUNS | PREPOSITIONS
    ):
        return False  # "for Firefox and Chrome that replaces …": the relative clause belongs to what both are for
    if first.lower in {"what", "how", "who", "which", "whose", "whether", "why"}:
        return False
    if first.lower in PREPOSITIONS | {"to"}:
        return len(words) <= 8 and any(word.lower in DETERMINERS | _PRONOUNS for word in words[1:])
    if any(word.text in {",", ";"} for word in words):
        return False
    form = verb_form(first.lower)
    if form and form[1] in {"third", "participle", "past", "gerund"} and not is_noun_too(first.lower):
        return False
    return (
        first.lower in DETERMINERS | _PRONOUNS | {"only", "if", "when"}
        or first.text[:1].isupper()
        or first.text[:1].isdigit()
        or singular(words[-1].lower) != words[-1].lower
        or singular(first.lower) != first.lower
        or after.modality is not Modality.IS
        or len(words) <= 2
    )
