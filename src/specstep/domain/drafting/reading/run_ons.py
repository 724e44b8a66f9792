"""Speech that was written down without a full stop, cut where one sentence ends and the next begins."""

import re
from collections.abc import Iterator

from specstep.domain.language.conditions import leading_condition
from specstep.domain.language.lexicon import DETERMINERS, PREPOSITIONS, SUBJECT_PRONOUNS
from specstep.domain.language.modals import BE, HAVE
from specstep.domain.language.nouns import is_actor, singular
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.values import Modality
from specstep.domain.language.words import tokens

_LONG = 17
"""Words of a sentence that is no run-on yet."""
_MARKS = 14
"""Words for each comma, at most, in a sentence that somebody wrote rather than spoke."""
_JOINT = re.compile(
    r"\s+(?:(?:oh|um+|uh+|ok|okay|yeah),? )*"
    r"(?P<word>and then|and also|and so|oh and|and|so|but|then|also|plus|oh)\s+(?:(?:um+|uh+|then|also|yeah|like),? )*",
    re.IGNORECASE,
)
_SPLICE = re.compile(
    r"(?<=[a-z\d])\s+(?:(?:um+|uh+) )?(?=(?:we|I|it|they|he|she|you|nobody|everybody|people)(?:['’](?:d|ll|re|ve|s|m))? "
    r"(?:have|has|had|need|want|must|should|can|could|will|would|don['’]?t|do not|doesn['’]?t|can['’]?t|are|is|ask|get|like|love)\b|I['’](?:d|m|ve|ll) |we['’](?:d|re|ve|ll) |they['’](?:d|re) |it['’]s )"
)
_NO_END = frozenset(
    """and or but so because that which who whose whom what when where how why whether if unless until while as than to the a
    an this my our their his her its your some any all every each no not just only also then think say says said know
    hope mean guess make makes let lets see tell is are was were am be do does did have has had can could must should
    will would everything everyone something anything nothing those these time way day moment things thing stuff
    what's who's""".split()
)
"""Words that a sentence cannot end on, or that take up what follows."""
_SUBORDINATE = re.compile(
    r"\b(?:because|since|although|though|whether|what|which|who|where|how|that)\b", re.IGNORECASE
)
_OBLIGING = frozenset({Modality.MUST, Modality.MUST_NOT, Modality.SHOULD})
_ASKED_JUST_NOW = re.compile(r"\b(?:which|what|whose|that|who|how|where)\b(?:\s+[\w-]+){0,2}$", re.IGNORECASE)
_FEW = 4
_REACH = 90


def spoken_spans(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a text, run-on sentences cut where the next one begins."""
    for start, end in sentence_spans(text):
        if is_run_on(text[start:end]):
            yield from _cut(text, start, end)
        else:
            yield start, end


def is_run_on(said: str) -> bool:
    """Whether somebody went on and on without a stop."""
    words = len(said.split())
    return words > _LONG and len(re.findall(r"[,;:()–—]", said)) * _MARKS < words


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin, after = start, start
    cuts = sorted(
        [(match.start(), match.end(), match["word"].lower()) for match in _JOINT.finditer(text, start, end)]
        + [(match.start(), match.end(), "") for match in _SPLICE.finditer(text, start, end)]
    )
    for stop, resume, word in cuts:
        if stop < after or not _ends(text[begin:stop], word) or not _begins(text[resume:end], word):
            continue
        yield begin, stop
        begin = after = resume
    yield begin, end


def _ends(left: str, word: str) -> bool:
    """Whether what stands before a joint is a whole sentence."""
    words = tokens(left)
    if len(words) < _FEW and word:
        found = find_predicate(words)
        return found is not None and found.start > 0 and len(words) > _FEW - 2
    if len(words) < _FEW or (
        words[-1].lower in _NO_END | PREPOSITIONS and (not word or words[-1].lower in _NO_END - PREPOSITIONS)
    ):
        return False
    leading = leading_condition(left)
    main = left[leading[1] :] if leading else left
    if leading is None and re.match(
        r"(?:when|if|unless|once|as soon as|because|until|while|whenever)\b", left, re.IGNORECASE
    ):
        return False  # its main clause is still to come
    if not word and (len(words) < _FEW + 1 or _ASKED_JUST_NOW.search(left)):
        return False
    return find_predicate(tokens(main)) is not None


def _begins(right: str, word: str) -> bool:
    """Whether a sentence of its own begins behind a joint."""
    ahead = right[:_REACH]
    if word in {"so", "and", "but", "and then", "and so"} and re.match(
        r"(?:when|if|unless|once|as soon as|after)\b(?! (?:and|or|but)\b)", ahead, re.IGNORECASE
    ):
        condition = leading_condition(right)
        return condition is not None
    if re.match(r"(?:please|no) [a-z]+", ahead, re.IGNORECASE) and word in {"and", "so", "but"}:
        return True
    if re.match(r"what (?:i|we)(?:['’]d)? (?:really )?(?:need|want|like)\b", ahead, re.IGNORECASE):
        return True
    words = tokens(ahead)
    if not words:
        return False
    if word == "so" and re.match(r"(?:an?|some|big|no) [a-z]+ .*?please\b", ahead):
        return True
    found = find_predicate(words)
    if found is None or (found.start == 0 and not found.subject_is_short):
        return False
    subject = tokens(ahead[: found.start])
    if len(subject) > _FEW + 2 or any(each.text in {",", ";"} for each in subject):
        return False
    if any(each.lower in {"and", "or"} for each in subject) or _SUBORDINATE.search(ahead[: found.start]):
        return False
    if found.subject_is_short:
        return True
    first, last = subject[0].lower, subject[-1].lower
    named = first in DETERMINERS | SUBJECT_PRONOUNS or subject[0].text[:1].isupper() or is_actor(last)
    several = singular(last) != last
    plain = found.end - found.start > 0 and (several or ahead[found.start :].split(" ")[0].lower() in BE | HAVE)
    bound = found.modality in _OBLIGING and word != ""
    return named or bound or (plain and word != "")
