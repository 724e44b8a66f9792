"""Take a statement apart: who, how binding, what, and under which condition."""

import re

import attrs

from specstep.domain.drafting.english.frames import uncontracted
from specstep.domain.drafting.english.nouns import bare, is_plural, singular
from specstep.domain.drafting.english.people import is_person, is_system
from specstep.domain.drafting.english.verbs import base_form, is_base, is_participle, is_verb
from specstep.domain.language.values import Clause, Condition, ConditionKind, Modality, SubjectRole

LEADING = re.compile(
    r"^(?P<word>when|whenever|once|as soon as|after|if|in case|should|while|as long as|during|where|before|unless|until"
    r"|for each|for every|for all|on each|every|each|at|on|in|by|within|from)\s+(?P<text>[^,]+(?:, (?:or|and) [^,]+)?),"
    r"\s*(?:then\s+)?(?P<main>.+)$",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"(?P<before>\S+),?\s+(?P<word>when|whenever|once|as soon as|if|in case|while|as long as)\s+(?P<text>.+)$",
    re.IGNORECASE,
)
KINDS = {
    "when": ConditionKind.EVENT, "whenever": ConditionKind.EVENT, "once": ConditionKind.EVENT,
    "as soon as": ConditionKind.EVENT, "after": ConditionKind.EVENT, "if": ConditionKind.UNWANTED,
    "in case": ConditionKind.UNWANTED, "should": ConditionKind.UNWANTED, "while": ConditionKind.STATE,
    "as long as": ConditionKind.STATE, "during": ConditionKind.STATE, "where": ConditionKind.OPTIONAL,
}  # fmt: skip
KEEPS_CONDITION = frozenset(
    "only even except especially particularly or and know see check decide choose tell find say ask remember sure"
    " regardless record not".split()
)
"""Words after which "if" or "when" belongs to what is said, not to the circumstances."""

_CAN = r"(?:can|may|(?:is|are|be) (?:able|allowed|permitted|free) to|gets? to)"
MODALS: tuple[tuple[re.Pattern[str], Modality], ...] = tuple(
    (re.compile(rf"(?<![\w-]){pattern}(?![\w-])", re.IGNORECASE), modality)
    for pattern, modality in (
        (rf"(?:must|shall|will|should|needs? to|has to|have to|wants? to|ought to|would)(?: also)? (?:not )?(?:{_CAN})",
         Modality.CAN),
        (r"(?:cannot|can not|(?:is|are) not (?:able|allowed|permitted) to|may not)", Modality.CAN),
        (rf"{_CAN}(?: not| never)?", Modality.CAN),
        (r"(?:must|shall)(?: not| never)?", Modality.MUST),
        (r"(?:do|does) not (?:need|have) to", Modality.COULD),
        (r"(?:needs?|has|have|is required|are required|is obliged|are obliged|(?:is|are) going) to(?: not| never)?",
         Modality.MUST),
        (r"(?:should|ought to)(?: not| never)?", Modality.SHOULD),
        (r"(?:could|might)(?: not)?", Modality.COULD),
        (r"(?:wants?|would like|wish(?:es)?|likes?|would love|hopes?|prefers?) to(?: not)?", Modality.WANT),
        (r"(?:will|would)(?: not| never)?", Modality.WILL),
    )
)  # fmt: skip
WANTS = re.compile(
    r"^(?P<who>(?:i|we|[\w' -]+?)) (?:really )?(?:wants?|needs?|would like|would love|wish(?:es)? for|requires?|prefers?)"
    r"(?: to have)? (?P<what>.+)$",
    re.IGNORECASE,
)
EMBEDDED = re.compile(r"^(?P<who>(?:(?!\bto\b).)+?) to (?P<do>(?:be|have|not|\w+)\b.*)$", re.IGNORECASE)
WAY_TO = re.compile(r"^(?:a|an|some|the) (?:easy |simple |quick |good |possibility|way|ability|option|chance|place)"
                    r".*?\b(?:to|for)\b (?P<do>.+)$", re.IGNORECASE)  # fmt: skip
EXISTS = re.compile(
    r"^there (?:(?P<modal>must|should|shall|will|has to|have to|needs to|need to|could|may|can|cannot)(?P<not> not| never)? "
    r"(?:also )?be|is|are)(?P<no> no| not| never)? (?P<what>.+)$",
    re.IGNORECASE,
)
ADVERBS = frozenset("also always never not only just then simply automatically easily quickly still then usually".split())


@attrs.frozen(kw_only=True)
class Known:
    """Names that help to tell people and the system from things: singular, lower case."""

    people: frozenset[str] = frozenset()
    system: frozenset[str] = frozenset()
    author: str = "user"  # the role that "I" and "we" stand for


def take_apart(text: str, known: Known) -> Clause:
    """One statement, without its frame, as a clause."""
    text = uncontracted(text)
    conditions: list[Condition] = []
    main = text
    tail = ""
    if match := LEADING.match(text):
        word, inside = match["word"].lower(), match["text"].strip()
        if word in KINDS and (word not in {"after", "during"} or (word == "after" and has_finite_verb(inside))):
            conditions.append(Condition(kind=KINDS[word], conjunction=word, text=inside))
            main = match["main"]
        elif word not in {"each", "every"} or not has_finite_verb(f"{word} {inside}"):
            tail = f" {word} {inside}"
            main = match["main"]
    main, trailing = _split_trailing(main)
    conditions.extend(trailing)
    clause = _main_clause(main, known)
    rest = f"{clause.rest}{tail}".strip()
    return attrs.evolve(clause, text=text, rest=rest, conditions=tuple(conditions))


def _split_trailing(main: str) -> tuple[str, list[Condition]]:
    for match in TRAILING.finditer(main):
        before = match["before"].lower().strip(",")
        if before in KEEPS_CONDITION or not has_finite_verb(match["text"]):
            continue
        word = match["word"].lower()
        condition = Condition(kind=KINDS[word], conjunction=word, text=match["text"].strip())
        return main[: match.end("before")].rstrip(","), [condition]
    return main, []


def has_finite_verb(text: str) -> bool:
    """Whether a text can be a clause of its own rather than a noun phrase."""
    words = text.split()
    return any(
        index and (is_verb(word.strip(",;")) and not word.lower().endswith("ing") or word.lower() in {"can", "cannot"})
        for index, word in enumerate(words)
    )


def _main_clause(main: str, known: Known) -> Clause:
    if match := EXISTS.match(main):
        negated = bool(match["not"] or match["no"] or (match["modal"] or "").lower() == "cannot")
        return _clause(main, "there", Modality.MUST, negated, "be", match["what"], known)
    found = _first_modal(main)
    if found is not None:
        start, end, modality, words = found
        negated = re.search(r"\b(?:not|never|cannot)\b", words, re.IGNORECASE) is not None
        subject, verb, rest, no = _predicate(main[:start].strip(), main[end:].strip())
        return _clause(main, subject, modality, negated or no, verb, rest, known)
    if (match := WANTS.match(main)) and not is_system(match["who"], known.system):
        return _wanted(main, match["who"], match["what"], known)
    return _plain(main, known)


def _first_modal(main: str) -> tuple[int, int, Modality, str] | None:
    best: tuple[int, int, Modality, str] | None = None
    for pattern, modality in MODALS:
        match = pattern.search(main)
        if match is None or match.start() == 0:
            continue
        before = main[: match.start()].strip().lower()
        if re.search(r"\b(?:who|that|which|what|where|whether|if|when)\b", before):
            continue  # the modal of a relative clause
        if any(is_verb(word) and (index and word.endswith("s") and False) for index, word in enumerate(before.split())):
            continue
        if best is None or match.start() < best[0]:
            best = (match.start(), match.end(), modality, match.group())
    if best is not None and _verb_before(main[: best[0]]):
        return None
    return best


def _verb_before(before: str) -> bool:
    """Whether the words before a modal are a clause already ("the system sends what …")."""
    words = before.split()
    return len(words) > 6 and any(word.lower() in {"is", "are", "has", "have", "sends", "shows"} for word in words)


def _predicate(subject: str, after: str) -> tuple[str, str, str, bool]:
    words = after.split()
    negated = False
    kept: list[str] = []
    while words and words[0].lower().strip(",") in ADVERBS:
        word = words.pop(0)
        negated = negated or word.lower() in {"not", "never"}
        if word.lower() in {"only", "automatically"}:
            kept.append(word.lower())
    while words and len(words) > 1 and words[0].lower().endswith("ly") and is_verb(words[1]):
        kept.append(words.pop(0))
    if not words:
        return subject, "be", "", negated
    verb = base_form(words[0])
    rest = " ".join(words[1:])
    if kept:
        rest = f"{rest} {' '.join(kept)}" if kept != ["only"] else f"only {rest}"
    return subject, verb, rest.strip(), negated


def _wanted(main: str, who: str, what: str, known: Known) -> Clause:
    if (match := EMBEDDED.match(what)) and (
        is_person(match["who"], known.people) or is_system(match["who"], known.system) or "be " in match["do"][:8]
    ) and not WAY_TO.match(what):  # fmt: skip
        do = re.sub(r"^be (?:able|allowed|free) to ", "", match["do"])
        able = do != match["do"] or is_person(match["who"], known.people)
        negated = do.startswith("not ")
        subject, verb, rest, no = _predicate(match["who"], do.removeprefix("not "))
        return _clause(main, subject, Modality.CAN if able else Modality.MUST, negated or no, verb, rest, known)
    if match := WAY_TO.match(what):
        words = match["do"].split()
        if words and is_verb(words[0]):
            return _clause(main, who, Modality.CAN, False, base_form(words[0]), " ".join(words[1:]), known)
    return _clause(main, "there", Modality.MUST, False, "be", what, known)


def _plain(main: str, known: Known) -> Clause:
    words = main.split()
    first = words[0].lower() if words else ""
    if len(words) > 1 and is_base(first) and not _noun_first(words, known):
        return _clause(main, None, Modality.MUST, False, first, " ".join(words[1:]), known)
    for index in range(1, len(words)):
        word = words[index].lower()
        subject = " ".join(words[:index])
        if words[index - 1].endswith((",", ":")) or re.search(r"\b(?:and|or|of|the|a|an|with|for|to)$", subject, re.IGNORECASE):
            continue
        if re.search(r"\b(?:who|that|which|where)\b", subject) and not re.search(
            r"\b(?:who|that|which|where)\b(?: \S+)+ \S*s$", subject
        ):
            continue
        if word in {"is", "are", "was", "were", "has", "have"} or _agrees(subject, word):
            negated = False
            rest = words[index + 1 :]
            if word in {"do", "does"} and rest[:1] == ["not"] and len(rest) > 1:
                negated, word, rest = True, rest[1], rest[2:]
            while rest and rest[0].lower() in ADVERBS - {"only", "automatically"}:
                negated = negated or rest[0].lower() in {"not", "never"}
                rest = rest[1:]
            while subject.split()[-1].lower() in ADVERBS and len(subject.split()) > 1:
                negated = negated or subject.split()[-1].lower() in {"not", "never"}
                subject = " ".join(subject.split()[:-1])
            return _clause(main, subject, Modality.IS, negated, base_form(word), " ".join(rest), known)
    return _clause(main, "there", Modality.MUST, False, "be", main, known)


def _noun_first(words: list[str], known: Known) -> bool:
    """Whether a word that could be an imperative begins a noun phrase ("report generation", "access for all")."""
    following = words[1].lower().strip(",")
    return following in {"of", "is", "are", "must", "should", "can", "has", "have", "will", "and"} or (
        is_verb(following) and following.endswith("s") and not following.endswith("ss") and not is_plural(following)
    )


def _agrees(subject: str, word: str) -> bool:
    clean = word.strip(",;")
    if not is_verb(clean) or is_participle(clean) and clean not in {"read", "set", "put", "cut", "let", "cost", "run"}:
        return False
    last = bare(subject).split()[-1].lower()
    many = last in {"i", "we", "you", "they", "who"} or is_plural(last)
    if clean.endswith("s") and not clean.endswith("ss") and base_form(clean) != clean:
        return not many and singular(last) == last
    return many and is_base(clean)


def _clause(
    text: str, subject: str | None, modality: Modality, negated: bool, verb: str, rest: str, known: Known
) -> Clause:
    """Put a clause together, seeing whether it is in the passive voice."""
    passive = False
    rest = rest.strip()
    if verb == "be" and rest and subject != "there":
        words = rest.split()
        skipped: list[str] = []
        while words and (words[0].lower() in ADVERBS or words[0].lower().endswith("ly")) and len(words) > 1:
            word = words.pop(0)
            negated = negated or word.lower() in {"not", "never"}
            if word.lower() not in ADVERBS or word.lower() in {"only", "automatically"}:
                skipped.append(word)
        if words and words[0].lower() == "not" and len(words) > 1:
            negated, words = True, words[1:]
        if is_participle(words[0].strip(",")) and words[0].lower() not in {"based", "interested", "limited", "used", "worried"}:
            passive = True
            verb = base_form(words[0].strip(","))
            rest = " ".join([*words[1:], *skipped])
        elif negated and skipped == []:
            rest = " ".join(words)
    return Clause(
        text=text,
        subject=subject,
        subject_role=_role(subject, known),
        modality=modality,
        negated=negated,
        verb=verb,
        rest=rest,
        passive=passive,
    )


def _role(subject: str | None, known: Known) -> SubjectRole:
    if subject is None:
        return SubjectRole.SYSTEM
    if subject == "there":
        return SubjectRole.UNKNOWN
    if is_system(subject, known.system):
        return SubjectRole.SYSTEM
    plain = re.sub(r"^(?:only|no|not|not all)\s+", "", subject, flags=re.IGNORECASE)
    return SubjectRole.ACTOR if is_person(plain, known.people) else SubjectRole.THING
