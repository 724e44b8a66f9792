"""Words with their places in the text."""

import re

import attrs

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*"  # numbers, times, dates
    r"|[^\W\d_]+(?:[’'\-][^\W\d_]+)*"  # words with apostrophes and hyphens
    r"|\S"
)

_PROPER = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "English",
        "German",
        "French",
        "Spanish",
        "Italian",
        "Polish",
        "Danish",
        "Dutch",
        "Swedish",
        "Norwegian",
        "Finnish",
        "Portuguese",
        "Turkish",
        "Arabic",
        "Russian",
        "Ukrainian",
        "Urdu",
        "Hindi",
        "Chinese",
        "Japanese",
        "Korean",
        "Greek",
        "Czech",
        "Hungarian",
        "Romanian",
        "Welsh",
        "Irish",
        "Scottish",
        "American",
        "British",
        "European",
        "Christmas",
        "Easter",
        "Europe",
        "Germany",
        "France",
        "Spain",
        "Italy",
        "London",
        "Berlin",
        "Google",
        "Microsoft",
        "Apple",
        "Stripe",
        "PayPal",
        "Android",
        "Windows",
        "Linux",
        "Excel",
        "Bluetooth",
        "Internet",
        "Docker",
        "Python",
        "Django",
        "Redis",
        "Slack",
        "Telegram",
        "Twilio",
        "Adyen",
        "Mollie",
        "Outlook",
        "Gmail",
        "Dropbox",
        "Zapier",
        "Kubernetes",
        "Hetzner",
    ]
)


@attrs.frozen(slots=True)
class Token:
    """A word, number or mark; `start` and `end` are offsets in the text it came from."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it starts with a letter."""
        return self.text[:1].isalpha()


def tokens(text: str) -> tuple[Token, ...]:
    """Take a text apart into words, numbers and marks, in order, without white space."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text))


def fold(text: str) -> str:
    """Make each run of white space one blank, and none at the ends."""
    return " ".join(text.split())


def capitalised(text: str) -> str:
    """Start with a capital letter, unless the first word has a spelling of its own ("iPad", "npm-check")."""
    first = text.split(" ", 1)[0]
    if any(letter.isupper() for letter in first[1:]) or not text[:1].isalpha():
        return text
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Take the capital off an ordinary first word; names, acronyms and "I" keep theirs."""
    first = text.split(" ", 1)[0].strip(",;:")
    if first in {"I", "I'm", "I’m", "I'd", "I’d", "I'll", "I’ll", "I've", "I’ve"}:
        return text
    if first in _PROPER or first.rstrip("s") in _PROPER:
        return text
    if any(letter.isupper() for letter in first[1:]) or (len(first) == 1 and first != "A"):
        return text
    return text[:1].lower() + text[1:]
