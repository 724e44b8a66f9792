"""Numbers with their units and bounds."""

import re
from decimal import Decimal

from specstep.domain.language.lexicon import ADVERBS, AUXILIARIES, CONJUNCTIONS, DETERMINERS, MODALS, PREPOSITIONS
from specstep.domain.language.nouns import singular
from specstep.domain.language.numbers import NUMBER, number_value
from specstep.domain.language.values import Comparator, Quantity

_CURRENCIES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "usd": "USD", "dollar": "USD",
    "dollars": "USD", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "chf": "CHF", "franc": "CHF",
    "francs": "CHF", "¥": "JPY", "jpy": "JPY", "yen": "JPY", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN",
    "czk": "CZK", "inr": "INR", "₹": "INR", "cad": "CAD", "aud": "AUD", "us$": "USD",
    "cent": "cent", "cents": "cent",
}  # fmt: skip
_UNITS = {
    "ms": "millisecond", "msec": "millisecond", "millisecond": "millisecond", "milliseconds": "millisecond",
    "s": "second", "sec": "second", "secs": "second", "second": "second", "seconds": "second",
    "min": "minute", "mins": "minute", "minute": "minute", "minutes": "minute",
    "h": "hour", "hr": "hour", "hrs": "hour", "hour": "hour", "hours": "hour",
    "d": "day", "day": "day", "days": "day", "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "month": "month", "months": "month", "year": "year", "years": "year", "yr": "year", "yrs": "year",
    "quarter": "quarter", "quarters": "quarter", "weekday": "weekday", "weekdays": "weekday", "night": "night",
    "nights": "night", "weekend": "weekend", "weekends": "weekend",
    "%": "%", "percent": "%", "per cent": "%", "pct": "%",
    "b": "byte", "byte": "byte", "bytes": "byte", "kb": "kB", "mb": "MB", "gb": "GB", "tb": "TB", "kib": "KiB",
    "mib": "MiB", "gib": "GiB", "kbit/s": "kbit/s", "mbit/s": "Mbit/s", "gbit/s": "Gbit/s", "mbps": "Mbit/s",
    "kg": "kg", "g": "g", "km": "km", "m": "m", "cm": "cm", "mm": "mm", "l": "l", "ml": "ml", "°c": "°C", "°f": "°F",
    "°": "°", "degrees": "°", "degree": "°", "kw": "kW", "kwh": "kWh", "w": "W", "v": "V", "hz": "Hz", "khz": "kHz",
    "mhz": "MHz", "ghz": "GHz", "km/h": "km/h", "px": "px", "dpi": "dpi", "fps": "fps", "m²": "m²", "sqm": "m²",
    "lux": "lux", "ppm": "ppm", "rpm": "rpm", "mph": "mph", "mile": "mile", "miles": "mile", "mah": "mAh",
}  # fmt: skip
_TIMES = frozenset(
    ["second", "minute", "hour", "day", "week", "month", "quarter", "year", "weekday", "night", "weekend"]
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january/jan",
            "february/feb",
            "march/mar",
            "april/apr",
            "may",
            "june/jun",
            "july/jul",
            "august/aug",
            "september/sep/sept",
            "october/oct",
            "november/nov",
            "december/dec",
        ],
        start=1,
    )
    for name in names.split("/")
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PERIOD = r"second|minute|hour|day|night|week|month|quarter|year|weekday|weekend"

_DATE = (
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b|(?P<dots>\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})\b"
    rf"|(?P<dmy>\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b\.?(?:,? \d{{4}}\b)?)"
    rf"|(?P<mdy>\b(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?!:)(?:,? \d{{4}}\b)?)"
    rf"|(?P<my>\b(?:{_MONTH}) \d{{4}}\b)"
)
_CLOCK = (
    r"(?P<clock>\b\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?|\s?h\b| o'clock)?|\b\d{1,2}(?:\s?[ap]\.?m\b\.?| o'clock))"
)
_MONEY_SIGN = r"(?:US\$|[€$£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CZK|INR|CAD|AUD)\b)"
_RANGE = r"\s?(?:-|–|—|to|and|or)\s?"
_FREQUENCY = (
    rf"(?P<freq>\b(?P<often>once|twice|thrice|{NUMBER} times?|{NUMBER}x)\s(?:a|an|per|each|every|in a)\s"
    rf"(?P<period>{_PERIOD})\b)"
)
_PLAIN = rf"(?:(?P<sign1>{_MONEY_SIGN})\s?)?(?P<n1>{NUMBER})(?P<to>{_RANGE}(?:(?P<sign2>{_MONEY_SIGN})\s?)?(?P<n2>{NUMBER}))?"
_HALF = r"(?P<half>\bhalf an? (?P<halfunit>hour|day|year|minute|second)\b)"
_ONE = rf"(?P<one>(?<=\bwithin )an? (?P<oneunit>{_PERIOD})\b|(?<=\bfor )an? (?P<oneunit2>{_PERIOD})\b)"
_ANY = re.compile(f"{_DATE}|{_FREQUENCY}|{_CLOCK}|{_HALF}|{_ONE}|{_PLAIN}", re.IGNORECASE)

_UNIT_AFTER = re.compile(
    r"(?:\s?(?P<mark>%|€|\$|£|°C|°F|°)|\s?-?(?P<word>(?:per cent\b)|[^\W\d_]+(?:[-'’/²][^\W\d_]+)*²?))"
)
_PER = re.compile(
    rf"\s?(?:/|per\b|an?\b|each\b|every\b)\s?(?P<per>{_PERIOD}|person|user|item|order|page|request|s|h|min)\b",
    re.IGNORECASE,
)

_BEFORE = (
    (Comparator.AT_MOST, r"at (?:the )?most|no more than|not more than|up to|max(?:imum)?\.?(?: of)?|maximal|within|"
                         r"not exceed(?:ing)?|no later than|not later than|until|no longer than|not longer than|"
                         r"not over|by|in no more than|limited to|capped at|≤|<=|not above|as many as"),
    (Comparator.AT_LEAST, r"at least|min(?:imum)?\.?(?: of)?|no less than|not less than|no fewer than|not fewer than|"
                          r"not under|not below|from|no earlier than|not before|≥|>=|as from|starting at"),
    (Comparator.BELOW, r"under|below|less than|fewer than|lower than|earlier than|before|<|shorter than"),
    (Comparator.ABOVE, r"over|above|more than|greater than|higher than|later than|longer than|after|>|exceed(?:s|ing)?|older than"),
    (Comparator.ABOUT, r"about|around|roughly|approximately|approx\.?|ca\.?|circa|some|nearly|almost|~|≈|say|probably"),
    (Comparator.EXACTLY, r"exactly|precisely|="),
)  # fmt: skip
_BEFORE_RES = tuple((c, re.compile(rf"(?:^|(?<=[\s(,;:]))(?:{p})\s?$", re.IGNORECASE)) for c, p in _BEFORE)
_AFTER_RES = (
    (Comparator.AT_MOST, re.compile(r"\s*(?:,\s)?\(?(?:or (?:less|fewer|under|earlier)|at (?:the )?most|max(?:imum)?\b|at the latest|tops)", re.IGNORECASE)),
    (Comparator.AT_LEAST, re.compile(r"\s*(?:,\s)?\(?(?:or (?:more|over|later|older)|at least|min(?:imum)?\b(?! \w)|\+|and (?:more|over|up))", re.IGNORECASE)),
)  # fmt: skip
_NO_UNIT = (
    PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | MODALS | DETERMINERS | (ADVERBS - {"daily", "weekly", "monthly", "yearly"})
    | {"i", "we", "you", "they", "he", "she", "it", "times", "time", "please", "ago", "earlier", "max", "maximum",
       "tops", "there", "who", "minimum", "of"}
)  # fmt: skip
_TIME_BOUNDS = frozenset({"by", "until", "before", "after", "from", "not before", "later than", "earlier than"})
_QUALIFIERS = frozenset(
    [
        "active",
        "open",
        "concurrent",
        "simultaneous",
        "registered",
        "new",
        "different",
        "paid",
        "full",
        "working",
        "business",
        "calendar",
        "consecutive",
        "separate",
        "other",
        "more",
        "additional",
        "parallel",
        "small",
        "large",
        "big",
        "daily",
        "monthly",
        "weekly",
        "regular",
        "free",
        "recent",
        "failed",
        "wrong",
        "single",
        "invalid",
        "unpaid",
        "online",
        "part-time",
        "full-time",
        "simultaneous",
        "whole",
        "last",
        "human",
        "voluntary",
    ]
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of one sentence, in order.

    Units are base forms: "second", "EUR", "%", "MB", the singular of what is counted, with "/" for a rate
    ("request/second", "time/week"), "" where there is none; a clock time has the unit "clock" and counts minutes
    since midnight; a date has the unit "date" and counts as YYYYMMDD, with 0 for a year or day that is not said.
    """
    found: list[Quantity] = []
    position = 0
    while match := _ANY.search(text, position):
        position = max(match.end(), match.start() + 1)
        if not _stands_alone(text, match):
            continue
        start = match.start() + (len(match.group()) - len(match.group().lstrip()))
        quantity, position = _quantity(text, match, start)
        if quantity is not None:
            found.append(quantity)
        position = max(position, match.start() + 1)
    return tuple(found)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Not part of a name like "H2O", "v1.2" or "S3"."""
    before = text[match.start() - 1 : match.start()]
    digits = match.group().lstrip()[:1].isdigit()
    return not (
        digits
        and (
            before.isalpha()
            or before in {"_", "#"}
            or (before == "-" and text[match.start() - 2 : match.start() - 1].isalpha())
        )
    )


def _quantity(text: str, match: re.Match[str], start: int) -> tuple[Quantity | None, int]:
    end = match.end()
    groups = match.groupdict()
    low: Decimal | None
    high: Decimal | None = None
    dated = next((groups[name] for name in ("iso", "dots", "dmy", "mdy", "my") if groups[name]), None)
    if dated:
        low, unit = _date(dated), "date"
    elif groups["freq"]:
        often = groups["often"].lower()
        count = {"once": "1", "twice": "2", "thrice": "3"}.get(often)
        low = Decimal(count) if count else number_value(re.sub(r"\s*(?:times?|x)$", "", often))
        unit = f"time/{groups['period'].lower()}"
    elif groups["clock"] and (clock := _clock(text, match)) is not None:
        low, unit = clock, "clock"
    elif groups["half"]:
        low, unit = Decimal("0.5"), groups["halfunit"].lower()
    elif groups["one"]:
        low, unit = Decimal(1), (groups["oneunit"] or groups["oneunit2"]).lower()
    else:
        return _plain(text, match, start)
    return _bounded(text, start, end, low, high, unit), end


def _plain(text: str, match: re.Match[str], start: int) -> tuple[Quantity | None, int]:
    groups = match.groupdict()
    first = groups["n1"] or (groups["clock"] or "")
    low = number_value(first)
    between = re.search(r"\bbetween\s$", text[max(0, start - 9) : start], re.IGNORECASE)
    second, joint = groups["n2"], (groups["to"] or "").strip().lower()
    end = match.end()
    if second and (joint.startswith("and") and not between):
        second, end = None, match.end("n1")
    if groups["n1"] is None and groups["clock"]:
        end = match.end()
    high = number_value(second) if second else None
    if low is None:
        return None, end
    if ORDINAL.match(text, end):
        return None, end
    sign = groups["sign1"] or groups["sign2"]
    unit, end = (_CURRENCIES[sign.lower()], end) if sign else _unit(text, end)
    if not second and not sign and first.lower() in {"one", "zero"} and unit == "":
        return None, end
    if per := _PER.match(text, end):
        base = {"s": "second", "h": "hour", "min": "minute"}.get(per["per"].lower(), per["per"].lower())
        if unit not in _TIMES or text[end : per.start("per")].strip() in {"/", "per", "a", "an", "each", "every"}:
            unit, end = f"{unit or 'item'}/{base}", per.end()
    every = re.search(r"\bevery\s$", text[max(0, start - 6) : start], re.IGNORECASE)
    if every:
        start = start - len(every.group())
    return _bounded(text, start, end, low, high, unit), end


def _unit(text: str, end: int) -> tuple[str, int]:
    match = _UNIT_AFTER.match(text, end)
    if not match:
        return "", end
    if match["mark"]:
        mark = match["mark"].lower()
        return _CURRENCIES.get(mark) or _UNITS[mark], match.end()
    word = match["word"].lower()
    if word in _CURRENCIES:
        return _CURRENCIES[word], match.end()
    if "/" in word and word not in _UNITS:
        head, _, tail = word.partition("/")
        if tail in _UNITS or tail in _TIMES:
            return f"{_UNITS.get(head, singular(head))}/{_UNITS.get(tail, tail)}", match.end()
    if word in _UNITS and not (
        len(word) == 1 and text[end : end + 1] == " " and word in {"s", "b", "d", "v", "w"}
    ):
        return _UNITS[word], match.end()
    if word in _NO_UNIT or text[end : end + 1] not in {" ", "-", "\u00a0"}:
        return "", end
    if word in _QUALIFIERS:
        following = _UNIT_AFTER.match(text, match.end())
        if following and following["word"] and following["word"].lower() not in _NO_UNIT:
            noun = following["word"].lower()
            return _UNITS.get(noun, singular(noun)), following.end()
    return singular(word), match.end()


def _bounded(text: str, start: int, end: int, low: Decimal | None, high: Decimal | None, unit: str) -> Quantity:
    lead = text[max(0, start - 24) : start]
    comparator = Comparator.EXACTLY
    begin = start
    if high is not None:
        between = re.search(r"\b(?:between|from)\s$", lead, re.IGNORECASE)
        begin = start - len(between.group()) if between else start
        low, high = (
            (high, low) if low is not None and high < low and unit not in {"clock", "date"} else (low, high)
        )
        return Quantity(text=text[begin:end].strip(), comparator=Comparator.BETWEEN, low=low, high=high, unit=unit)
    for candidate, pattern in _BEFORE_RES:
        if match := pattern.search(lead):
            word = match.group().strip().lower()
            if word in _TIME_BOUNDS and unit not in {"clock", "date"} and not (word == "by" and unit == "%"):
                continue
            comparator, begin = candidate, start - len(match.group())
            break
    for candidate, pattern in _AFTER_RES:
        if match := pattern.match(text, end):
            comparator, end = candidate, match.end()
            break
    upper = comparator in {Comparator.AT_MOST, Comparator.BELOW}
    return Quantity(
        text=text[begin:end].strip(),
        comparator=comparator,
        low=None if upper else low,
        high=low if upper else None,
        unit=unit,
    )


def _clock(text: str, match: re.Match[str]) -> Decimal | None:
    said = match["clock"].lower()
    parts = re.match(r"(\d{1,2})(?:([:.])(\d{2}))?\s?(.*)$", said)
    if parts is None:
        return None
    hour, minute = int(parts[1]), int(parts[3] or 0)
    half = parts[4].replace(".", "").strip()
    lead = text[max(0, match.start() - 8) : match.start()].lower()
    if (
        parts[2] == "."
        and half not in {"am", "pm", "h"}
        and not re.search(r"\b(?:at|until|by|from|till)\s$", lead)
    ):
        return None
    if hour > 24 or minute > 59:
        return None
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return Decimal(60 * hour + minute)


def _date(said: str) -> Decimal:
    year, month, day = 0, 0, 0
    numbers = [int(part) for part in re.findall(r"\d+", said)]
    if re.match(r"\d{4}-", said):
        year, month, day = numbers
    elif re.match(r"\d{1,2}[./]\d", said):
        day, month, year = numbers
    else:
        name = next(word for word in re.findall(r"[a-z]+", said.lower()) if word in _MONTHS)
        month = _MONTHS[name]
        for number in numbers:
            if number > 31:
                year = number
            else:
                day = number
    return Decimal(10_000 * year + 100 * month + day)
