"""The figures in a sentence, read only as far as comparing two sentences needs it."""

import re
from decimal import Decimal

import attrs

from specstep.domain.interviews.verdicts import once_per_text

_BOUND = {
    "at-most": r"at most|up to|no more than|maximum(?: of)?|max\.?|under|below|less than|fewer than|within|limited to"
    r"|höchstens|maximal|bis zu|unter|innerhalb von|au plus|au maximum|moins de|jusqu['’]à"
    r"|como máximo|hasta|menos de|máximo",
    "at-least": r"at least|no fewer than|minimum(?: of)?|min\.?|more than|over|above"
    r"|mindestens|über|mehr als|au moins|plus de|al menos|como mínimo|más de",
}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10, "twelve": 12, "twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100, "thousand": 1000}  # fmt: skip
_SCALE = {"k": 1_000, "thousand": 1_000, "tausend": 1_000, "mille": 1_000, "mil": 1_000, "m": 1_000_000,
          "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000, "millones": 1_000_000}  # fmt: skip
_FIGURE = re.compile(
    rf"(?:\b(?P<most>{_BOUND['at-most']})\s+|\b(?P<least>{_BOUND['at-least']})\s+)?"
    r"(?P<money>[€$£]\s?)?"
    rf"(?P<number>\d+(?:[.,  ]\d{{3}})*(?:[.,]\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
    rf"\s?(?P<scale>(?:{'|'.join(_SCALE)})\b)?"
    r"\s?(?P<unit>%|[€$£]|[^\W\d_]+)?",
    re.IGNORECASE,
)
_UNITS = {"s": "second", "sec": "second", "secs": "second", "seconds": "second", "sekunden": "second",
          "sekunde": "second", "secondes": "second", "segundos": "second", "ms": "millisecond", "min": "minute",
          "minutes": "minute", "minuten": "minute", "minutos": "minute", "h": "hour", "hours": "hour",
          "stunden": "hour", "stunde": "hour", "heures": "hour", "horas": "hour", "days": "day", "tage": "day",
          "tagen": "day", "jours": "day", "días": "day", "weeks": "week", "months": "month", "years": "year",
          "percent": "%", "prozent": "%", "€": "EUR", "euro": "EUR", "euros": "EUR", "eur": "EUR", "$": "USD",
          "dollars": "USD", "usd": "USD", "£": "GBP", "pounds": "GBP", "gbp": "GBP"}  # fmt: skip
_SEVERAL_THINGS = 3
_A_UNIT_AT_MOST = 2
_MEASURES = frozenset(
    """second month year week weeks wochen monate monaten jahr jahre jahren mois année an ans années semaine meses año semana
    time january february march april may june july august september october november december januar februar märz mai juni juli
    oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril
    mayo junio julio agosto septiembre octubre noviembre diciembre eur usd gbp uhr heure hora percent minute hour day per pro par
    por and und oder or et to bis in the of at on der die das""".split()
)
_TIMES = {"millisecond": Decimal("0.001"), "second": Decimal(1), "minute": Decimal(60), "hour": Decimal(3600),
          "day": Decimal(86400), "week": Decimal(604800)}  # fmt: skip
_PEOPLE = (
    r"\b(?:users?|people|persons?|customers?|members?|visitors?|accounts?|subscribers?|employees|students|patients|players"
    r"|volunteers|guests|merchants|shoppers|buyers|sellers|children|kids|parents|pupils|teachers|neighbou?rs|drivers|tenants|citizens|readers|nutzer\w*|benutzer\w*|personen|leute|kund\w+|mitglieder\w*|besucher\w*"
    r"|freiwillige\w*|bénévoles|adhérents|salariés|voluntari[oa]s|emplead[oa]s|residents|patients|utilisateurs|personnes|clients|membres|usuarios|personas|clientes|miembros|socios)\b"
)
_SOMEBODY = re.compile(_PEOPLE, re.IGNORECASE)
_CROWD = re.compile(
    r"(?<![\w.,])(?P<number>\d+(?:[., \u00a0]\d{3})*)"
    rf"\s?(?P<scale>(?:{'|'.join(_SCALE)})\b)?\s+(?:[^\W\d]+\s+){{0,2}}?{_PEOPLE}",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=\d)[.,  ](?=\d{3}(?!\d))")


@attrs.frozen(kw_only=True)
class Figure:
    """A number with its unit; `low` and `high` are what it allows (None: no bound on that side).

    `unit` is "second" for every time; `named` is the unit as it was said, in singular ("hour").
    """

    text: str
    unit: str
    named: str
    low: Decimal | None
    high: Decimal | None
    value: Decimal

    def clashes_with(self, other: "Figure") -> bool:
        """Whether both, said of the same thing, cannot be meant: no common value, or one bound drawn twice."""
        if self.unit != other.unit:
            return False
        if (self.low is None) == (other.low is None) and (self.high is None) == (other.high is None):
            return self.value != other.value
        low = max((bound for bound in (self.low, other.low) if bound is not None), default=None)
        high = min((bound for bound in (self.high, other.high) if bound is not None), default=None)
        return low is not None and high is not None and low > high


NUMBER_WORDS = frozenset(_WORDS)


def figures_in(text: str) -> tuple[Figure, ...]:
    """Every number with what it counts, in order; times of any unit come as seconds."""
    found = []
    for match in _FIGURE.finditer(text):
        raw = match["number"].casefold()
        value = Decimal(_WORDS[raw]) if raw in _WORDS else _decimal(raw)
        if match["scale"]:
            value *= _SCALE[match["scale"].casefold()]
        unit = named = (match["unit"] or match["money"] or "").strip().casefold()
        unit = _UNITS.get(unit, unit.removesuffix("s"))
        if unit in _TIMES:
            value, unit = value * _TIMES[unit], "second"
        low = None if match["most"] else value
        high = None if match["least"] else value
        found.append(
            Figure(
                text=match[0].strip(), unit=unit, named=named.removesuffix("s"), low=low, high=high, value=value
            )
        )
    return tuple(found)


@once_per_text
def people_in(text: str) -> int:
    """The largest number of people that the sentence speaks of; 0 when it speaks of none."""
    return max((count for count, _ in _crowds(text)), default=0)


def crowd_in(text: str) -> str:
    """That number with its noun, as it stands in the sentence ("20,000 active merchants"); empty without one."""
    return max(_crowds(text), default=(0, ""))[1]


@once_per_text
def counts_things(text: str) -> bool:
    """Whether a figure counts something other than people, time or money: "14 boats", "200 Einträge"."""
    return any(
        figure.value >= _SEVERAL_THINGS
        and len(figure.unit) > _A_UNIT_AT_MOST
        and figure.unit not in _MEASURES
        and not speaks_of_people(figure.text)
        for figure in figures_in(text)
    )


def is_a_count(text: str) -> bool:
    """Whether the text is a number of things and nothing else: "14 boats", "at most 3 racing shells"."""
    figure = _FIGURE.match(text)
    if figure is None or not figure["unit"] or not counts_things(text):
        return False
    return len(text[figure.end() :].split()) <= 1 and text.rstrip(" .").endswith("s")


def speaks_of_people(text: str) -> bool:
    """Whether one of the usual names of a group of people stands in the text."""
    return _SOMEBODY.search(text) is not None


def _crowds(text: str) -> list[tuple[int, str]]:
    found = []
    for match in _CROWD.finditer(text):
        count = _decimal(match["number"]) * _SCALE.get((match["scale"] or "").casefold(), 1)
        found.append((int(count), " ".join(match[0].split())))
    return found


def _decimal(raw: str) -> Decimal:
    return Decimal(_THOUSANDS.sub("", raw).replace(",", "."))
