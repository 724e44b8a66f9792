"""A statement on its way to a fact, and the thread of the talk that it belongs to."""

import re

import attrs

from specstep.domain.drafting.english.people import is_proper_name
from specstep.domain.interviews.values import Fact, FactKind, FactStatus, Question, SourceKind
from specstep.domain.language.lexicon import ADJECTIVES_LIKE, SYSTEM_NOUNS
from specstep.domain.language.nouns import head_noun, is_actor, is_plural
from specstep.domain.language.values import Clause, Modality, SubjectRole
from specstep.domain.language.words import uncapitalised

_VAGUE_SUBJECTS = frozenset(
    [
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "there",
        "which",
        "what",
        "i",
        "we",
        "you",
        "he",
        "she",
        "one",
        "some",
        "others",
    ]
)

_POINT = re.compile(
    r"\b(?:until|up to|by|at the latest|before)\s+(?P<when>\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?|\d{1,2}:\d\d|noon|midnight"
    r"|(?:\d+|one|two|three) (?:minutes?|hours?|days?|weeks?) (?:before|after)(?: [^,.;]+)?)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\bwithin (?P<when>(?:\d+|one|two|three) ?(?:h|min|hours?|minutes?|days?|weeks?))\b", re.IGNORECASE
)
_BOUND = re.compile(
    r"(?:(?:≤|<=?|at most|up to|no more than|below|under|over|above|more than) ?(?=[€$£\d])|(?<![\w.])(?=\d[\d,.]* [a-z]+ per ))"
    r"(?P<amount>(?:[€$£]|EUR |USD |GBP )?\d[\d,.]*(?: [a-z]+ per [a-z]+(?: per [a-z]+)?| ?(?:%|€|EUR|USD|GBP|[a-z]+))?)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b\d[\d.,]*k? (?:(?!of\b|per\b)[a-z-]+ )?(?P<noun>(?!\w*(?:times|days|hours|weeks|months|years|minutes|seconds|euros|dollars|pounds|percent|users|people)\b)[a-z-]{3,}s)\b"
)
_GIVEN_TO = re.compile(r"\b(?:to|by|from|with) an? (?P<who>[a-z-]+)\b")
"""Somebody who was not the subject: "I forward it to a tradesman"."""
_ONE_THING = re.compile(
    r"\b(?:cancel|books?|changes?|edits?|creates?|see|choose|extend|reserves?|orders?|for|publish|swaps?|requests?|approves?|marks?|borrows?|returns?|rents?|gives?|accepts?|hands?) (?:an?|the|each|every|their|its) "
    r"(?P<noun>[a-z-]{3,}(?<!ly))\b"
)
_INTRODUCED = re.compile(
    rf"(?:and |first, |second, |then )?an? (?:[\w'’-]+ ){{0,4}}?(?P<noun>{'|'.join(sorted(SYSTEM_NOUNS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
"""A thing to be built, introduced without a verb: "A small website for our choir"."""

_PRONOUN = re.compile(r"\s(?:it|they|he|she|I|we|you)\b|^(?:if|when)\b", re.IGNORECASE)

_ASKED_ABOUT = re.compile(
    r"\b(?:the|those|these|your|about|handle|with) (?!the\b|it\b|that\b|this\b|you\b)(?P<what>[a-z][a-z-]{2,})\b(?! of\b)(?!['’])",
    re.IGNORECASE,
)
_NO_ANTECEDENT = re.compile(
    r"(?:about|around|some|roughly|over|under|up to|at (?:least|most)|more than|half|one|most|many|none|both|all|any|what|whoever"
    r"|whatever|an?other|an? different)\b|\w+ing\b(?! (?:line|room|machine|list))",
    re.IGNORECASE,
)
"""What "it" does not mean when it stood in front of a verb before."""
_NO_THINGS = frozenset(
    [
        "budget",
        "usage",
        "title",
        "author",
        "scope",
        "deadline",
        "goal",
        "aim",
        "cost",
        "costs",
        "price",
        "success",
        "idea",
        "problem",
        "point",
        "time",
        "plan",
        "text",
        "limit",
        "rest",
        "code",
        "status",
        "format",
        "colour",
        "color",
        "version",
        "value",
        "size",
    ]
)


_MAN = re.compile(
    r"\b(?:brother|father|uncle|son|husband|nephew|grandson|grandfather|boy|dad|(?:chair)?man|lad|guy|priest|Mr)\b"
)
_WOMAN = re.compile(
    r"\b(?:sister|mother|aunt|daughter|wife|niece|granddaughter|grandmother|girl|mum|mom|(?:chair)?woman|lady|Mrs|Ms|Miss)\b"
)
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][\w-]+$")


def _one_of(subject: str) -> str:
    return re.sub(r"^(?:the|our|my|an?)\s+", "", subject, flags=re.IGNORECASE).lower()


@attrs.frozen(kw_only=True)
class Statement:
    """A fact on its way: `said` are the words before they were completed."""

    text: str
    said: str
    kind: FactKind
    topic: str
    quote: str
    source_kind: SourceKind
    ref: str
    priority: str | None = None
    speaker: str | None = None
    status: FactStatus = FactStatus.TAKEN
    replaced_by: int | None = None


@attrs.define(kw_only=True)
class Thread:
    """What the talk is at: who or what "it" and "they" are, and which question waits for its answer."""

    language: str
    system: str
    known: tuple[Fact, ...] = ()
    question: Question | None = None
    singular: str | None = None
    plural: str | None = None
    person: str | None = None
    woman: str | None = None
    man: str | None = None
    alone: bool = False
    time: str | None = None  # the last point in time that something was bound to, for "later than that"
    bound: str | None = None  # the last amount that was a limit, for "above that"
    object: str | None = None  # the last thing that something was done to
    people: frozenset[str] = frozenset()  # who acts in the text, beyond the nouns that are known to name people
    group: str | None = None  # the last people spoken of, for "they can …"
    counted: str | None = None  # what was counted last, for "each one"
    wanting: bool = False  # whether something was wished for already
    last_kind: FactKind | None = None

    def __attrs_post_init__(self) -> None:
        self.singular = self.singular or self.system

    def meant_in(self, text: str) -> str | None:
        """Whom "he" or "she" means in a text: the last single person, or the last man or woman."""
        found = re.search(r"\b(?P<she>she|her)\b|\b(?:he|his|him)\b", text, re.IGNORECASE)
        if found is None or self.person is None:
            return self.person
        if found["she"]:
            return self.woman if _MAN.search(self.person) else self.person
        return self.man if _WOMAN.search(self.person) else self.person

    def _met(self, person: str) -> None:
        self.person = person
        self.woman = person if _WOMAN.search(person) else self.woman
        self.man = person if _MAN.search(person) else self.man

    def for_reference(self) -> "Thread":
        """A fresh thread for a document of its own."""
        return Thread(
            language=self.language, system=self.system, known=self.known, alone=self.alone, people=self.people
        )

    def timed(self, text: str) -> str:
        """The text with the time named that "after that" or "later than that" points at."""
        if self.bound is not None:
            text = re.sub(r"\b([Aa]bove|[Oo]ver|[Bb]eyond|[Bb]elow|[Uu]nder) that\b(?! \w+s?\b(?<!we)(?<!the)(?<!it)(?<!also)(?<!only))",
                          rf"\1 {self.bound}", text)  # fmt: skip
        if self.time is None:
            return text
        text = re.sub(r"\b(later|earlier) than that\b", rf"\1 than {self.time}", text)
        return re.sub(
            r"^(After|Before) that(?=,? (?:only|no|nobody|the|it|they|we|you|I|he|she|people|an?)\b)",
            rf"\1 {self.time}",
            text,
        )

    def _remember(self, text: str) -> None:
        if counted := _COUNTED.search(text):
            self.counted = counted["noun"]
        for found in _BOUND.finditer(text):
            self.bound = found["amount"].strip()
        if point := _POINT.search(text) or _SPAN.search(text):
            self.time = re.sub(r"\bit\b", f"the {self.object}" if self.object else "it", point["when"]).strip()
            if re.search(r"\bit\b", self.time):
                self.time = None
        if lacked := re.search(r"\b(?:has|have|is|are) (?:often )?no (?P<noun>[a-z-]{3,})\b", text):
            self.object = lacked["noun"]
        if given := _GIVEN_TO.search(text):
            self.person = f"the {given['who']}" if is_actor(given["who"]) else self.person
        for found in _ONE_THING.finditer(text):
            if not is_actor(found["noun"]) and found["noun"] not in ADJECTIVES_LIKE | {"open", "next", "whole"}:
                self.object = found["noun"]

    def _asked(self, text: str) -> None:
        """Remember what a question is about, so that "they" in the answer is that."""
        named = [match["what"] for match in _ASKED_ABOUT.finditer(text)]
        several = [what for what in named if is_plural(what)]
        if several:
            self.plural = f"the {several[-1]}"
            self.group = self.plural if is_actor(several[-1]) else self.group

    def heard(self, clause: Clause, text: str) -> None:
        """Remember what was spoken of."""
        if re.search(
            r"\b(?:only me|just me|one[- ]person|i am the only|only i\b|for myself)", text, re.IGNORECASE
        ):
            self.alone = True
        if text.rstrip().endswith("?"):
            self._asked(text)
            return
        self._remember(text)
        subject = re.sub(r"\s*\([^()]*\)", "", clause.subject) if clause.subject else None
        if clause.subject_role is SubjectRole.SYSTEM:
            self.singular = self.system
        elif subject is None and (thing := _INTRODUCED.match(text)):
            self.singular = f"the {thing['noun'].lower()}"
        elif subject is None and (alone := re.fullmatch(r"(?P<noun>The [\w-]+(?: [\w-]+)?)\.", text)):
            self.singular = uncapitalised(alone["noun"])
        elif (
            subject is None
            or subject[:1].isdigit()
            or _PRONOUN.search(subject)
            or len(subject.split()) > 6
            or "," in subject
            or _NO_ANTECEDENT.match(subject)
        ):
            return
        elif subject.lower() in {"we", "i"}:
            noun = self.system.removeprefix("the ").lower()
            about = re.search(rf"\b{re.escape(noun)}\b", text, re.IGNORECASE) or clause.modality is Modality.WANT
            self.singular = self.system if about else None
        elif head_noun(subject).lower() not in _NO_THINGS and subject.lower() not in _VAGUE_SUBJECTS:
            bare = re.sub(r"^(?:only|each|every|an?|no|any)\s+", "", subject, flags=re.IGNORECASE)
            if is_plural(subject):
                self.plural = subject
                if clause.subject_role is SubjectRole.ACTOR:
                    self.group = subject
                if head_noun(subject).lower() == "data":  # "it" and "they" alike
                    self.singular = uncapitalised(bare)
            elif (
                is_actor(subject)
                or subject in self.people
                or _one_of(bare) in self.people
                or _TITLED.match(bare)
                or is_proper_name(bare)
            ):
                if is_proper_name(bare):
                    self._met(bare)
                elif bare.startswith(("the ", "The ", "our ", "my ", "My ", "Our ")) or bare == subject:
                    self._met(uncapitalised(bare) if not _TITLED.match(bare) else bare)
                elif re.match(r"an? ", subject, re.IGNORECASE):
                    self._met(f"the {bare}")
            elif not (subject[:1].isupper() and len(subject.split()) <= 2 and bare == subject
                                                and subject.split()[0] not in {"The", "Our", "My"}):  # fmt: skip
                self.singular = (
                    bare if bare[:1].isupper() or bare.startswith(("the ", "our ", "my ")) else f"the {bare}"
                )
