"""Words that nobody could verify, with what to ask for instead."""

import re

import attrs

from specstep.domain.interviews.facts import telling
from specstep.domain.interviews.figures import figures_in
from specstep.domain.interviews.values import Fact, FactKind, Vagueness
from specstep.domain.interviews.verdicts import once_per_text

_CHECKED = (FactKind.NEED, FactKind.QUALITY, FactKind.RULE, FactKind.LIMIT, FactKind.GOAL)


@attrs.frozen(kw_only=True)
class VagueKind:
    """One way of being vague: the words, what to ask instead, and whether a figure in the sentence settles it."""

    key: str
    words: re.Pattern[str]
    ask: str
    settled_by_figure: bool = True


def _kind(key: str, ask: str, *patterns: str, figure: bool = True) -> VagueKind:
    words = re.compile(r"\b(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
    return VagueKind(key=key, words=words, ask=ask, settled_by_figure=figure)


KINDS = (
    _kind("speed", "within how many seconds, at how many users",
          r"fast(?:er)?", r"quick(?:ly|er)?", r"speedy", r"snappy", r"responsive(?! design)", r"instant(?:ly)?", r"performant",
          r"real[- ]time", r"low latency", r"schnell\w*", r"zügig", r"flott", r"vite", r"rapide(?:s|ment)?", r"rápid[oa]s?", r"rápidamente"),
    _kind("ease", "what a newcomer must manage, in how many minutes, without help",
          r"eas(?:y|ily)", r"simple", r"simply", r"intuitive(?:ly)?", r"user[- ]friendly", r"self-explanatory", r"convenient",
          r"einfach\w*", r"leicht", r"intuitiv\w*", r"benutzerfreundlich\w*", r"simples?", r"facile(?:s|ment)?", r"intuiti[fv]\w*", r"fácil(?:es|mente)?",
          r"sencill[oa]s?", r"intuitiv[oa]s?"),
    _kind("scale", "how many at the most",
          r"scal(?:able|es well)", r"lots? of", r"huge", r"large (?:numbers?|amounts?)", r"many (?:users|people|customers|members)",
          r"skalierbar\w*", r"viele (?:nutzer|leute|personen|kunden)", r"beaucoup", r"évolutif", r"much[oa]s", r"escalable"),
    _kind("dependable", "how long it may be down in a month, and what may be lost",
          r"reliabl[ey]", r"robust(?:ly)?", r"stable", r"always available", r"high(?:ly)? availab\w+", r"resilient", r"zuverlässig\w*",
          r"robuste?", r"stabil\w*", r"fiables?", r"confiables?", r"estables?"),
    _kind("secure", "secure against whom, and what they must not be able to do",
          r"secure(?:ly)?", r"safe(?:ly)?", r"well protected", r"sicher(?:e[nrs]?)?", r"sécurisée?s?", r"segur[oa]s?", figure=False),
    _kind("often", "how often, or by when",
          r"regular(?:ly)?", r"often", r"frequent(?:ly)?", r"from time to time", r"periodically", r"soon", r"timely", r"in time",
          r"promptly", r"up[- ]to[- ]date", r"regelmäßig", r"häufig", r"bald", r"rechtzeitig", r"zeitnah", r"régulièrement", r"souvent",
          r"bientôt", r"regularmente", r"a menudo", r"pronto"),
    _kind("amount", "how many exactly",
          r"some (?!one|body|thing)", r"several", r"a few", r"a couple of", r"various", r"einige", r"mehrere", r"verschiedene", r"quelques",
          r"plusieurs", r"algun[oa]s", r"vari[oa]s"),
    _kind("open", "the whole list",
          r"etc\.?", r"and so on", r"and the like", r"or similar", r"usw\.?", r"und so weiter", r"u\. ?ä\.", r"et cetera",
          r"entre otros", figure=False),
    _kind("escape", "in which cases exactly",
          r"if possible", r"where possible", r"as appropriate", r"if necessary", r"as needed", r"ideally", r"wenn möglich", r"möglichst",
          r"gegebenenfalls", r"ggf\.?", r"si possible", r"le cas échéant", r"si es posible", figure=False),
    _kind("looks", "what it should look like: an example that you like",
          r"modern", r"nice(?:-looking|ly)?(?! (?:if|to have)\b)", r"beautiful", r"clean design", r"sleek", r"attractive", r"schön\w*", r"modern\w*", r"ansprechend\w*",
          r"joli\w*", r"moderne", r"bonit[oa]s?", r"modern[oa]s?", figure=False),
    _kind("cheap", "at most how much a month",
          r"cheap(?:ly)?", r"affordable", r"low[- ]cost", r"inexpensive", r"billig\w*", r"günstig\w*", r"pas cher", r"bon marché", r"barat[oa]s?",
          r"económic[oa]s?"),
)  # fmt: skip


def find_vagueness(facts: tuple[Fact, ...]) -> tuple[Vagueness, ...]:
    """Every vague word in a standing fact that binds somebody, one per way of being vague and fact."""
    found = []
    for fact in telling(facts):
        if fact.kind not in _CHECKED or not _is_vague(fact.text):
            continue
        measured = bool(figures_in(fact.text))
        for kind in KINDS:
            match = kind.words.search(fact.text)
            if match and not (measured and kind.settled_by_figure):
                found.append(Vagueness(fact=fact.id, phrase=match[0].strip(), ask=kind.ask))
    return tuple(found)


@once_per_text
def _is_vague(text: str) -> bool:
    return any(kind.words.search(text) for kind in KINDS)


def kind_of(vagueness: Vagueness) -> VagueKind | None:
    """The row of the table that a finding came from; None where a model found it."""
    return next((kind for kind in KINDS if kind.ask == vagueness.ask), None)
