"""Statements that cannot both hold, found so that the person can settle them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import chain

import attrs

from specstep.domain.interviews.facts import NEGATION, content_words, is_negative, stem, telling
from specstep.domain.interviews.figures import NUMBER_WORDS, Figure, figures_in
from specstep.domain.interviews.values import Contradiction, Fact, FactKind
from specstep.domain.interviews.verdicts import once_per_text

_BINDING = (FactKind.NEED, FactKind.RULE, FactKind.LIMIT, FactKind.QUALITY, FactKind.DECISION, FactKind.NON_GOAL,
            FactKind.GOAL, FactKind.DATA)  # fmt: skip
_MOST_EXTRA_WORDS = 3
_MUCH_THE_SAME = 3
_CONDITION = re.compile(
    (
        r"\b(?:unless|except|if|when|after|before|until|within|while|during|outside|once|wenn|falls|außer|nach|vor|bis"
        r"|solange|während|si|sauf|après|avant|quand|cuando|salvo|después|antes|excepto)\b"
    ),
    re.IGNORECASE,
)
_MODAL = r"(?:can|may|must|should|shall|will|are allowed to|is allowed to|kann|können|darf|dürfen|peut|peuvent|puede|pueden)"
_NO_MORE_THAN = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|longer|earlier|larger|older|younger) than\b", re.IGNORECASE
)
"""A bound, which denies nothing."""
_ONLY = re.compile(
    r"\b(?:only|nur|seule?s?|s[oó]lo|(?:nobody|no one|no-one) (?:but|except|other than|besides)|niemand außer|personne sauf|nadie salvo)"
    rf"\s+(?P<who>[\w' -]+?)\s+{_MODAL}\s+(?P<what>.+)",
    re.IGNORECASE,
)
_MAY = re.compile(rf"^(?P<who>[\w' -]+?)\s+{_MODAL}\s+(?P<what>.+)", re.IGNORECASE)

_CLASHES = (
    ((r"no server\b|without (?:a |any )?(?:server|internet|network)|(?:must|shall|should|has to) (?:work|run) (?:fully |completely )?offline"
     r"|ohne (?:server|internet)|sans (?:serveur|internet)|sin (?:servidor|internet)"),
     (r"(?:needs?|requires?|uses?|on|via) (?:a |an |the |our )?(?:central )?(?:server|cloud|internet connection)|hosted|real[- ]time sync"
     r"|web ?server|(?:braucht|auf) (?:einen? )?server|in der cloud"),
     "one rules out a server or a connection, the other needs one"),
    ((r"no (?:user )?(?:accounts?|log-?ins?|sign-?ins?|passwords?|registration)\b|without (?:an? )?(?:accounts?|logging in|login|signing in|registration)"
     r"|anonymously|kein(?:e|en)? (?:anmeldung|login|konto|konten)|ohne anmeldung|sans (?:compte|connexion)|sin (?:cuenta|registro)"),
     r"(?:must|have to|need to|can|shall|should) (?:log|sign) (?:in|on)\b|(?:with|by|their) (?:a |an )?password|müssen sich anmelden|mit passwort",
     "one rules out accounts, the other needs people to sign in"),
    (r"no personal data|not? stor\w+ (?:any )?personal data|keine personenbezogenen daten|aucune donnée personnelle|ningún dato personal",
     r"(?:stores?|keeps?|records?|saves?|collects?|need) (?:\w+ ){0,4}(?:names?|e-?mail|phone|address)|(?:speicher\w*|erfass\w*) .{0,30}(?:namen|telefon|adress)",
     "one rules out personal data, the other keeps some"),
    (r"(?:just|only) (?:for )?me\b|single[- ]user|one user only|nur (?:für )?mich|(?:seulement|juste) (?:pour )?moi|solo (?:para )?mí",
     r"(?:several|multiple|many|different) (?:users|people|roles)|users can invite|mehrere (?:nutzer|benutzer|personen)|plusieurs utilisateurs|varios usuarios",
     "one says that a single person uses it, the other that several do"),
    (r"on[- ]prem\w*|(?:not|never|no|nothing) (?:\w+ ){0,3}(?:in|into|to) the cloud|our own (?:servers?|hardware)|auf eigenen servern|nicht in die cloud",
     r"(?:on|in|to|uses?) (?:aws|azure|google cloud|gcp|the cloud|heroku|vercel)",
     "one keeps it on own machines, the other puts it into somebody's cloud"),
    (r"(?:no|zero) budget\b|(?:must|should|may) (?:not cost|cost nothing)|free of charge only|kein budget|darf nichts kosten",
     r"(?:budget|spend|costs?)\D{0,25}[1-9]\d*|[1-9]\d* ?(?:€|eur|euros?|usd|dollars?) (?:a|per) (?:month|year)",
     "one allows no cost, the other names one"),
)  # fmt: skip
_RIVALS = (
    (r"postgres(?:ql)?|mysql|mariadb|sqlite|mongodb|oracle|sql server|dynamodb|firestore", "which database is used"),
    (r"aws|azure|google cloud|gcp|hetzner|heroku|on[- ]premises?", "where it is hosted"),
    (r"django|flask|fastapi|rails|laravel|spring boot|express|node(?:\.js)?|asp\.net|phoenix", "what the server is built with"),
    (r"react native|flutter|native apps?|progressive web app|pwa", "what kind of app it is"),
    (r"react(?! native)|vue|angular|svelte", "what the pages are built with"),
    (r"january|february|march|april|june|july|august|september|october|november|december", "by when it must be there"),
)  # fmt: skip
_TIED_TO_DATES = re.compile(r"launch|live|deadline|ready|finished|deliver|release|done by|due", re.IGNORECASE)
_PAIRS = tuple((re.compile(a, re.IGNORECASE), re.compile(b, re.IGNORECASE), why) for a, b, why in _CLASHES)
_SLOTS = tuple((re.compile(rf"\b(?:{names})\b", re.IGNORECASE), what) for names, what in _RIVALS)
_MONEY_LIMIT = "budget"
_NUMBERS = frozenset(stem(word) for word in NUMBER_WORDS)
_SYNONYMS = {"spend": "budget", "cost": "budget", "spending": "budget", "pric": "budget"}


@attrs.frozen(eq=False)
class _Reading:
    """What the comparisons need of a fact, each part read only when it is asked for."""

    text: str
    kind: FactKind

    @cached_property
    def negative(self) -> bool:
        return is_negative(_NO_MORE_THAN.sub("", self.text))

    @cached_property
    def denies(self) -> bool:
        return self.kind is FactKind.NON_GOAL or self.negative

    @cached_property
    def conditional(self) -> bool:
        return _CONDITION.search(self.text) is not None

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        return figures_in(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_SYNONYMS.get(word, word) for word in content_words(self.text) - _NUMBERS)

    @cached_property
    def single(self) -> dict[str, Figure]:
        """The figures that can be told from the others by what they count, by that."""
        by_unit = Counter(figure.unit for figure in self.figures)
        by_name = Counter(figure.named for figure in self.figures)
        found = {figure.named: figure for figure in self.figures if by_name[figure.named] == 1}
        return found | {figure.unit: figure for figure in self.figures if by_unit[figure.unit] == 1}

    @cached_property
    def only(self) -> re.Match[str] | None:
        return _ONLY.search(self.text)

    @cached_property
    def may(self) -> re.Match[str] | None:
        return _MAY.search(self.text)

    @cached_property
    def rules_out(self) -> frozenset[int]:
        """The numbers of the known pairs of which this says the one side."""
        return frozenset(number for number, (one, _, _) in enumerate(_PAIRS) if one.search(self.text))

    @cached_property
    def asks_for(self) -> frozenset[int]:
        """The numbers of the known pairs of which this says the other side, and does not deny it."""
        found = ((number, other.search(self.text)) for number, (_, other, _) in enumerate(_PAIRS))
        return frozenset(
            number
            for number, match in found
            if match and not NEGATION.search(" ".join(self.text[: match.start()].split()[-4:]))
        )

    @cached_property
    def choices(self) -> tuple[frozenset[str], ...]:
        """For each slot that takes one name only, the names that stand here."""
        return tuple(frozenset(match[0].casefold() for match in names.finditer(self.text)) for names, _ in _SLOTS)

    @cached_property
    def binding(self) -> bool:
        return self.kind in _BINDING and self.only is None

    def seeks(self) -> frozenset[int]:
        """What another fact has to offer for the two to clash, as far as this one is the narrower of them.

        INVARIANT: two facts that clash meet in a key, one way round or the other. Where one must say all that the
        other says, a single word of the narrower one is enough.
        """
        keys = {f"pair:{number}" for number in self.rules_out}
        if self.only:
            keys.update(f"act:{word}" for word in content_words(self.only["what"]))
        if self.binding and self.denies and self.words:
            keys.add(f"wish:{min(self.words)}")
        if self.words:
            keys.update(f"figure:{of}:{word}" for of in self.single for word in (min(self.words), _MONEY_LIMIT))
        return frozenset(map(hash, keys | self._named()))

    def offers(self) -> frozenset[int]:
        """Where other facts look for what they clash with."""
        keys = {f"pair:{number}" for number in self.asks_for}
        if self.may and not self.negative and not self.only:
            keys.update(f"act:{word}" for word in content_words(self.may["what"]))
        if self.binding and not self.denies:
            keys.update(f"wish:{word}" for word in self.words)
        keys.update(f"figure:{of}:{word}" for of in self.single for word in self.words)
        return frozenset(map(hash, keys | self._named()))

    def _named(self) -> set[str]:
        return {f"slot:{number}" for number, names in enumerate(self.choices) if len(names) == 1}


def find_contradictions(facts: tuple[Fact, ...]) -> tuple[Contradiction, ...]:
    """Every pair of standing facts that cannot both be meant, the earlier fact first; one reason per pair."""
    told = [fact for fact in telling(facts) if fact.kind is not FactKind.LATER]
    met = _meeting(told)
    read = {number: _Reading(told[number].text, told[number].kind) for number in {*chain.from_iterable(met)}}
    found = ((one, other, _clash(read[one], read[other])) for one, other in met)
    return tuple(
        Contradiction(first=told[one].id, second=told[other].id, why=why) for one, other, why in found if why
    )


def _meeting(told: list[Fact]) -> list[tuple[int, int]]:
    """The pairs that could clash, in order: long talks have far too many pairs to compare them all."""
    offered: defaultdict[int, list[int]] = defaultdict(list)
    for number, fact in enumerate(told):
        for key in _OFFERS[fact.kind](fact.text):
            offered[key].append(number)
    return sorted(
        {
            (min(number, other), max(number, other))
            for number, fact in enumerate(told)
            for key in _SEEKS[fact.kind](fact.text)
            for other in offered.get(key, ())
            if other != number
        }
    )


def _judges(keys: Callable[[_Reading], frozenset[int]]) -> dict[FactKind, Callable[[str], frozenset[int]]]:
    def judge(kind: FactKind) -> Callable[[str], frozenset[int]]:
        return once_per_text(lambda text: keys(_Reading(text, kind)))

    return {kind: judge(kind) for kind in FactKind}


_SEEKS = _judges(_Reading.seeks)
_OFFERS = _judges(_Reading.offers)


def clash(first: Fact, second: Fact) -> str | None:
    """Why two facts cannot both hold, or None."""
    return _clash(_Reading(first.text, first.kind), _Reading(second.text, second.kind))


def _clash(first: _Reading, second: _Reading) -> str | None:
    return (
        _figures(first, second)
        or _known_pair(first, second)
        or _rival_decisions(first, second)
        or _only(first, second)
        or _only(second, first)
        or _forbidden(first, second)
    )


def _of_the_same(first: frozenset[str], second: frozenset[str], least: int = 2) -> bool:
    """One says all that the other says, and little more."""
    extra = max(len(first - second), len(second - first))
    return len(first & second) >= least and (first <= second or second <= first) and extra <= _MOST_EXTRA_WORDS


def _figures(first: _Reading, second: _Reading) -> str | None:
    if first.negative != second.negative:
        return None
    for of in first.single.keys() & second.single.keys():
        ours, theirs = first.single[of], second.single[of]
        if ours.clashes_with(theirs) and _said_of_the_same(first, second, ours.unit):
            return f"“{ours.text}” and “{theirs.text}” are said of the same thing"
    return None


def _said_of_the_same(first: _Reading, second: _Reading, unit: str) -> bool:
    one, other = first.words, second.words
    if unit in ("EUR", "USD", "GBP") and _MONEY_LIMIT in one and _MONEY_LIMIT in other:
        return True
    counted = content_words(unit)
    shared = (one - counted) & (other - counted)
    if len(first.figures) == len(second.figures) == 1:
        return _of_the_same(one, other) and bool(shared)
    # Of sentences with several figures, only those that say much the same are compared figure by figure.
    return len(shared) >= _MUCH_THE_SAME and (one <= other or other <= one)


def _known_pair(first: _Reading, second: _Reading) -> str | None:
    met = {
        number
        for one, other in ((first, second), (second, first))
        for number in one.rules_out & other.asks_for
        if number not in other.rules_out
    }
    return _PAIRS[min(met)][2] if met else None


def _rival_decisions(first: _Reading, second: _Reading) -> str | None:
    for (_, what), ours, theirs in zip(_SLOTS, first.choices, second.choices, strict=True):
        if len(ours) != 1 or len(theirs) != 1 or ours == theirs:
            continue
        if first.negative or second.negative:
            continue
        dated = what.startswith("by when")
        if dated and not (_TIED_TO_DATES.search(first.text) and _TIED_TO_DATES.search(second.text)):
            continue
        kinds = (first.kind, second.kind)
        if not dated and FactKind.DECISION not in kinds:
            continue
        if not dated and FactKind.CONTEXT in kinds:
            continue  # what is used today may be replaced
        return f"they differ about {what}: {min(ours)} or {min(theirs)}"
    return None


def _only(first: _Reading, second: _Reading) -> str | None:
    exclusive, other = first.only, second.may
    if not exclusive or not other or second.negative or second.only:
        return None
    if first.conditional or second.conditional:
        return None  # "until five … after that only": each holds at its own time
    chosen, someone = content_words(exclusive["who"]), content_words(other["who"])
    if not someone or not chosen or chosen & someone:
        return None
    act, done = content_words(exclusive["what"]), content_words(other["what"])
    if act and done and len(act & done) >= min(2, len(act)) and (act <= done or done <= act):
        return f"one says that only {exclusive['who'].strip()} may do this"
    return None


def _forbidden(first: _Reading, second: _Reading) -> str | None:
    if first.kind not in _BINDING or second.kind not in _BINDING:
        return None
    if first.denies == second.denies:
        return None
    no, yes = (first, second) if first.denies else (second, first)
    if no.only or yes.only:
        return None
    denied, wanted = no.words, yes.words
    refines = bool(no.conditional or no.figures) and not denied <= wanted
    conditional = yes.conditional and not wanted <= denied
    if refines or conditional:
        return None
    least = 1 if no.kind is FactKind.NON_GOAL and len(denied) <= 1 and yes.kind is FactKind.DECISION else 2
    if _of_the_same(denied, wanted, least) and (denied <= wanted or len(denied - wanted) == 0):
        return "one wants what the other rules out"
    return None
