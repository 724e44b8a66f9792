"""Scenarios in the person's language: their own words at each figure and just past it, between fixed phrases."""

import re

import attrs

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.acceptance.examples import Names
from specstep.domain.drafting.foreign.sentences import able
from specstep.domain.phrases import Phrases

_TIMES = (
    r"Sekunden?|Minuten?|Stunden?|Tagen?|Wochen?|Monaten?|Jahren?|secondes?|minutes?|heures?|jours?|semaines?|mois|ans?|années?"
    r"|segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?"
)
_MOST = r"höchstens|maximal|bis zu|nicht mehr als|au maximum|au plus|jusqu'à|jusqu’à|maximum|como máximo|máximo|hasta|no más de|bis"
_LEAST = r"mindestens|wenigstens|au moins|minimum|al menos|como mínimo|mínimo|por lo menos"
BOUND = re.compile(
    rf"\b(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))\s+(?P<number>\d+)\b(?![.,:]\d| ?(?:uhr|h)\b)(?P<before>\s+(?:{_TIMES})\s+(?:vorher|vor|avant|antes))?",
    re.IGNORECASE,
)
RANGE = re.compile(r"\b(?P<low>\d+) (?P<to>bis|à|a|o|oder|ou) (?P<high>\d+)\b(?![.,:]\d)", re.IGNORECASE)
CONDITION = re.compile(
    r"^(?:Wenn|Falls|Sobald|Si|S['’]|Quand|Lorsque|Lorsqu['’]|Dès qu['’]|Dès que|Cuando|En cuanto)\s?(?P<event>.+?), (?:dann |alors |entonces )?(?P<then>.+)$"
)
ONLY = re.compile(r"^(?:Nur|Seuls?|Seules?|Solo|Sólo|Únicamente)\s+", re.IGNORECASE)
_SPAN = rf"(?P<span>\d+ (?:{_TIMES}))"
GONE = (
    re.compile(rf"^(?P<what>.+?) (?:müssen|muss|werden|wird|sollen) {_SPAN} nach (?P<event>.+?) (?:gelöscht|anonymisiert)(?: werden)?\b", re.IGNORECASE),
    re.compile(rf"^(?P<what>.+?) (?:sont|est|doivent être|doit être) (?:supprimée?s?|effacée?s?) {_SPAN} après (?P<event>[^(]+)", re.IGNORECASE),
    re.compile(rf"^(?P<what>.+?) se (?:borran|borra|eliminan|elimina) {_SPAN} después de (?P<event>[^(]+)", re.IGNORECASE),
)  # fmt: skip
KEPT = (
    re.compile(rf"^(?P<what>.+?) (?:müssen|muss|werden|wird) {_SPAN} (?:lang )?(?:aufbewahrt|gespeichert)\b", re.IGNORECASE),
    re.compile(rf"^(?P<what>.+?) (?:sont|est|doivent être|doit être) (?:conservée?s?|gardée?s?) (?:pendant )?{_SPAN}", re.IGNORECASE),
    re.compile(rf"^(?P<what>.+?) se (?:guardan|guarda|conservan|conserva) (?:durante )?{_SPAN}", re.IGNORECASE),
)  # fmt: skip
SYSTEM = re.compile(
    r"^(?:Das System|Die (?:Anwendung|App|Software)|Le (?:système|logiciel)|L['’]application|El sistema|La aplicación)\s+"
    r"(?:muss|soll|kann|doit|peut|debe|puede)\s+(?P<do>.+)$",
    re.IGNORECASE,
)
MONEY = re.compile(r"\d[\d., ]* ?(?:Euros?|EUR|€|CHF|Franken|francs?)", re.IGNORECASE)
DATE = re.compile(
    r"\b(?:20\d\d|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|janvier|février|mars|avril|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre)\b",
    re.IGNORECASE,
)
UNLESS = re.compile(r"^(?P<do>.+?) que s['’](?P<event>il .+|elle .+|ils .+)$")


@attrs.frozen(kw_only=True)
class _Try:
    """One requirement with the phrases of its language."""

    item: Requirement
    say: Phrases

    def scenario(
        self, given: str, when: str, then: tuple[str, ...], *, name: str = "", kind: str = "main"
    ) -> Scenario:
        return Scenario(
            name=f"{self.item.title}: {name}" if name else self.item.title,
            requirements=(self.item.id,),
            given=(given,),
            when=(when,),
            then=then,
            kind=kind,
        )


def scenarios_in(item: Requirement, names: Names, say: Phrases) -> tuple[Scenario, ...]:
    """The scenarios of a requirement that is a sentence in another language than English.

    Args:
        item: the requirement, in the person's words.
        names: first names by role.
        say: the fixed phrases of the language.
    """
    this, text = _Try(item=item, say=say), " ".join(item.text.split()).rstrip(".!")
    return (
        _timed(this, text)
        or _conditional(this, text)
        or _permitted(this, text, names)
        or _by_itself(this, text)
        or _limited(this, text)
        or (
            this.scenario(say("the system is in operation"), say("somebody who did not build it tries this out"), (say("this holds: {text}", text=text),)),
        )
    )  # fmt: skip


def _timed(this: _Try, text: str) -> tuple[Scenario, ...]:
    say = this.say
    for pattern in GONE:
        if match := pattern.match(text):
            what, span, event = match["what"], match["span"], match["event"].strip()
            return (
                this.scenario(say("one day is missing from {span} since this: {event}", span=span, event=event),
                              say("somebody looks for this: {what}", what=what), (say("it can still be found"),),
                              name=say("not yet"), kind="boundary"),
                this.scenario(say("one day more than {span} has passed since this: {event}", span=span, event=event),
                              say("the deletion has run"), (say("this can be found in no store: {what}", what=what),),
                              name=say("time is over"), kind="boundary"),
            )  # fmt: skip
    for pattern in KEPT:
        if match := pattern.match(text):
            return (
                this.scenario(say("one day is missing from {span} since this: {event}", span=match["span"], event=match["what"]),
                              say("somebody looks for this: {what}", what=match["what"]), (say("it can still be found"),), kind="boundary"),
            )  # fmt: skip
    return ()


def _conditional(this: _Try, text: str) -> tuple[Scenario, ...]:
    match = CONDITION.match(text)
    if match is None:
        return ()
    return (this.scenario(this.say("the system is in operation"), match["event"], (match["then"],)),)


def _permitted(this: _Try, text: str, names: Names) -> tuple[Scenario, ...]:
    say, only = this.say, ONLY.match(text)
    said = able(text[only.end() :][:1].upper() + text[only.end() :][1:] if only else text)
    if said is None:
        return ()
    role, do = said[0], bare_deed(said[1])
    do, _, otherwise = (part.strip() for part in do.partition(";"))
    otherwise = re.sub(
        r"^(?:danach|sonst|andernfalls|ensuite|après|sinon|después|si no|de lo contrario)\s+",
        "",
        otherwise,
        flags=re.IGNORECASE,
    )
    name = names.of_role(role)
    given = say("{name} acts in this role: {role}", name=name, role=role)
    done = say("the system accepts it and shows {name} the result", name=name)
    made: list[Scenario] = []
    if unless := UNLESS.match(do):
        do = unless["do"]
        made += [
            this.scenario(f"{given}; {unless['event']}", say("{name} does this: {do}", name=name, do=do), (done,)),
            this.scenario(f"{given}; {say('this does not hold: {what}', what=unless['event'])}",
                          say("{name} tries this: {do}", name=name, do=do), (say("the system refuses and says why"),),
                          name=say("refused"), kind="refusal"),
        ]  # fmt: skip
    elif figure := _figure(do):
        inside, outside = figure
        refused = otherwise or say("the system refuses and names the limit")
        made += [
            this.scenario(given, say("{name} does this: {do}", name=name, do=inside), (done,), name=say("at the limit"), kind="boundary"),
            this.scenario(given, say("{name} tries this: {do}", name=name, do=outside), (refused,), name=say("past the limit"), kind="refusal"),
        ]  # fmt: skip
    else:
        made.append(this.scenario(given, say("{name} does this: {do}", name=name, do=do), (done,)))
    if only:
        other = names.other_than(role)[0]
        made.append(
            this.scenario(say("{name} does not act in this role: {role}", name=other, role=role),
                          say("{name} tries this: {do}", name=other, do=do), (say("the system refuses and says why"),),
                          name=say("refused"), kind="refusal")
        )  # fmt: skip
    return tuple(made)


def _by_itself(this: _Try, text: str) -> tuple[Scenario, ...]:
    match = SYSTEM.match(text)
    if match is None:
        return ()
    say, do = this.say, bare_deed(match["do"])
    return (
        this.scenario(say("the system is in operation"), say("the moment has come for this: {do}", do=do),
                      (say("the record shows with its time that the system did this: {do}", do=do),)),
    )  # fmt: skip


def _limited(this: _Try, text: str) -> tuple[Scenario, ...]:
    """Money is added up on invoices, a date is looked up in the record of deliveries."""
    say = this.say
    if this.item.id.startswith("CR") and MONEY.search(text):
        return (this.scenario(say("the invoices of the project are at hand"), say("somebody adds up what was spent"), (say("the sum keeps this limit: {text}", text=text),)),)  # fmt: skip
    if this.item.id.startswith("CR") and DATE.search(text):
        return (this.scenario(say("the record of deliveries is at hand"), say("somebody looks up the day of the handover"), (say("the day keeps this limit: {text}", text=text),)),)  # fmt: skip
    return ()


def bare_deed(do: str) -> str:
    """What somebody does, without a second modal verb ("buchen können" → "buchen", "pouvoir réserver" → "réserver")."""
    do = re.sub(r"\s+(?:können|dürfen|müssen)(?=[.;,]|$)", "", do)
    return re.sub(r"^(?:pouvoir|devoir|poder|deber)\s+", "", do)


def _figure(do: str) -> tuple[str, str] | None:
    """What is done at the first figure that bounds it, and just past that."""
    if match := RANGE.search(do):
        return _put(do, match, match["high"], str(int(match["high"]) + 1))
    match = BOUND.search(do)
    if match is None:
        return None
    number = int(match["number"])
    fewer = bool(match["least"] or match["before"])
    if fewer and number < 1:
        return None
    tail = match["before"] or ""
    return _put(do, match, f"{number}{tail}", f"{number - 1 if fewer else number + 1}{tail}")


def _put(do: str, match: re.Match[str], inside: str, outside: str) -> tuple[str, str]:
    return do[: match.start()] + inside + do[match.end() :], do[: match.start()] + outside + do[match.end() :]
