"""How much hangs on a project: it sets how many questions are worth a person's time."""

import re
from collections.abc import Callable
from enum import IntEnum

import attrs

from specstep.domain.ids import FactId
from specstep.domain.interviews.facts import mentions, telling
from specstep.domain.interviews.figures import people_in
from specstep.domain.interviews.values import Fact, FactKind, SourceKind
from specstep.domain.interviews.verdicts import once_per_text


class Stakes(IntEnum):
    """Ordered: more stakes, more questions."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """ "low", "medium" or "high"."""
        return self.name.lower()


@attrs.frozen(kw_only=True)
class Signal:
    """Something in a fact that raises or lowers the stakes."""

    what: str
    weight: int
    fact: FactId


@attrs.frozen(kw_only=True)
class Assessment:
    """The stakes and what they were read from."""

    level: Stakes
    because: str
    signals: tuple[Signal, ...] = ()


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(patterns) + r")", re.IGNORECASE)


MONEY = _words(
    r"pay(?:s|ing|ments?|outs?|roll)?\b(?!(?: \w+){0,3} (?:when|in cash|cash|in person|on (?:site|delivery|collection)|(?:at|in) (?:the )?(?:shop|store|counter|till|desk|pick)))", r"paid\b", r"refunds?\b", r"credit cards?", r"card (?:numbers?|payments?)",
    r"bank (?:accounts?|transfers?)", r"iban\b", r"donat(?:e|es|ions?)\b", r"checkout\b", r"wallets?\b", r"stripe\b",
    r"paypal\b", r"direct debits?", r"zahl(?:en|t|ung|ungen)\b", r"bezahl\w*", r"überweis\w*", r"lastschrift\w*",
    r"erstatt\w*", r"paiements?\b", r"payer\b", r"rembours\w*", r"pagos?\b", r"pagar\b", r"reembols\w*",
)  # fmt: skip
HEALTH = _words(
    r"patients?\b", r"medical\b", r"health (?:data|records?)", r"diagnos[ie]s\b", r"medications?\b", r"clinic(?:al|s)?\b",
    r"hospitals?\b", r"allerg(?:y|ies|ic)\b", r"patient(?:en|in|innen)\b", r"gesundheit\w*", r"medikament\w*",
    r"krank(?:en|heit)\w*", r"allergi\w*", r"santé\b", r"médic\w*", r"pacientes?\b", r"salud\b", r"médic[oa]s?\b",
)  # fmt: skip
CHILDREN = _words(
    r"child(?:ren)?\b", r"kids?\b", r"pupils?\b", r"minors?\b", r"under 1[0-8]\b", r"kind(?:er|ern|es)\b", r"schüler\w*",
    r"minderjähr\w*", r"enfants?\b", r"élèves?\b", r"mineurs?\b", r"niñ[oa]s?\b", r"alumn[oa]s?\b", r"menores\b",
)  # fmt: skip
PERSONAL = _words(
    r"names?\b", r"e-?mails?\b", r"e-?mail address", r"phone numbers?", r"(?:home|postal) address", r"addresses\b",
    r"birth ?da(?:y|te)s?", r"date of birth", r"personal data", r"profiles?\b", r"photos? of (?:people|members)",
    r"adress\w*", r"telefonnummer\w*", r"geburts\w*", r"personenbezogen\w*", r"namen\b", r"noms?\b", r"adresses?\b",
    r"téléphones?\b", r"données personnelles", r"nombres?\b", r"direcci(?:ón|ones)\b", r"teléfonos?\b",
    r"datos personales",
)  # fmt: skip
LAW = _words(
    r"hipaa\b", r"pci\b", r"pci[- ]dss", r"psd2\b", r"sox\b", r"regulat\w+", r"legal(?:ly)?\b", r"tax\b",
    r"auditors?\b", r"complian\w+", r"licen[cs]ed\b", r"statutory\b", r"gesetz\w*", r"steuer\w*",
    r"aufsicht\w*", r"légal\w*", r"loi\b", r"ley\b", r"legal\w*", r"impuestos?\b",
)  # fmt: skip
SAFETY = _words(
    r"safety[- ]critical", r"life[- ]threatening", r"emergenc(?:y|ies)\b", r"medical devices?", r"injur\w+",
    r"notfall\w*", r"lebensgefähr\w*", r"urgences?\b", r"emergencias?\b",
)  # fmt: skip
ALWAYS_ON = _words(
    r"24/7", r"99[.,]9\d*", r"around the clock", r"rund um die uhr", r"zero downtime", r"high availability"
)
SMALL = _words(
    r"just (?:for )?(?:me|myself)", r"only (?:for )?(?:me|myself)\b(?! (?:and|can|may))", r"only i (?:use|will use|work|need)\b", r"(?:single|one)[- ]user", r"for myself",
    r"weekend (?:project|tool|hack|thing|experiment|job)", r"(?:over|in|for) a weekend", r"hobby\b", r"cli\b", r"command[- ]line (?:tool|program|script|utility)", r"side project", r"personal (?:project|tool|script)", r"prototype\b", r"toy\b",
    r"(?:small|little|tiny) (?:script|tool|program|command)", r"my own (?:use|photos|files|notes|machine|laptop)",
    r"nur (?:für )?mich\b", r"nur ich (?:be)?nutze", r"nur ich (?:brauche|verwende|arbeite)", r"wochenend(?:projekt|bastelei|basteln)\w*", r"(?:an|für) ein(?:em)? wochenende", r"kleines (?:skript|werkzeug|programm)",
    r"pour moi", r"seulement moi", r"projet (?:de|du) week-end", r"petit (?:script|outil)", r"(?:solo|sólo) (?:para mí|lo uso yo|yo lo us)", r"para mí\b",
    r"proyecto de fin de semana", r"pequeñ[oa] (?:script|herramienta)",
)  # fmt: skip

_SIGNALS = (
    ("money changes hands", 3, MONEY),
    ("health data", 3, HEALTH),
    ("safety", 4, SAFETY),
    ("children", 2, CHILDREN),
    ("law or supervision", 2, LAW),
    ("personal data", 1, PERSONAL),
    ("it must always run", 2, ALWAYS_ON),
)
_CROWDS = ((10_000, 3), (1_000, 2), (100, 1))
_NOT_NOW = (FactKind.NON_GOAL, FactKind.LATER)
_HIGH_FROM = 4
_SMALL_WEIGHT = -3
_A_CROWD = 5


def _mentioned(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return once_per_text(lambda text: mentions(text, pattern))


_MENTIONED = {id(pattern): _mentioned(pattern) for pattern in (*(row[2] for row in _SIGNALS), SMALL)}
"""By the identity of the patterns above, which live as long as the program."""


def handles(facts: tuple[Fact, ...], pattern: re.Pattern[str]) -> bool:
    """Whether the project as it stands now deals with something (one of the patterns above), not only rules it out."""
    said = _MENTIONED[id(pattern)]
    return any(fact.kind not in _NOT_NOW and said(fact.text) for fact in telling(facts))


def is_small(facts: tuple[Fact, ...]) -> bool:
    """Whether it is a tool for one person or a weekend; a crowd that uses it says otherwise."""
    now = (fact for fact in telling(facts) if fact.kind not in _NOT_NOW)
    return handles(facts, SMALL) and not any(people_in(fact.text) >= _A_CROWD for fact in now)


def assess_stakes(facts: tuple[Fact, ...]) -> Assessment:
    """Read the stakes from what was said; what was ruled out, put off or assumed by us does not count.

    Each kind of signal counts once. A tool for one person starts lower; nothing said at all is "medium".
    """
    signals: dict[str, Signal] = {}
    crowd: Signal | None = None
    for fact in telling(facts):
        if fact.kind in _NOT_NOW or fact.source.kind is SourceKind.ASSUMPTION:
            continue
        for what, weight, pattern in _SIGNALS:
            if what not in signals and _MENTIONED[id(pattern)](fact.text):
                signals[what] = Signal(what=what, weight=weight, fact=fact.id)
        if "a small tool" not in signals and _MENTIONED[id(SMALL)](fact.text):
            signals["a small tool"] = Signal(what="a small tool", weight=_SMALL_WEIGHT, fact=fact.id)
        for least, weight in _CROWDS:
            if people_in(fact.text) >= least and (crowd is None or crowd.weight < weight):
                crowd = Signal(what="many users", weight=weight, fact=fact.id)
    if "a small tool" in signals and not is_small(facts):
        del signals["a small tool"]
    found = (*signals.values(), *((crowd,) if crowd else ()))
    score = sum(signal.weight for signal in found)
    if score >= _HIGH_FROM or any(signal.what == "safety" for signal in found):
        level = Stakes.HIGH
    elif "a small tool" in signals and score <= 0:
        level = Stakes.LOW
    else:
        level = Stakes.MEDIUM
    because = ", ".join(f"{signal.what} ({signal.fact})" for signal in found) or "nothing points either way yet"
    return Assessment(level=level, because=because, signals=found)
