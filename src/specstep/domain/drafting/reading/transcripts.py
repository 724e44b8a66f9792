"""Who speaks in a transcript, and since when."""

import re
from collections import Counter

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_NAME = r"(?:\*\*)?(?P<name>[^\W\d_][\w.'’-]*(?: [\w.'’()-]+){0,3}?)(?:\*\*)?"
_STAMPED = re.compile(rf"[\[(]?{_TIME}[\])]?\s*[-–—|]?\s*{_NAME}\s*:(?:\*\*)?\s+(?=\S)")
_NAME_STAMPED = re.compile(rf"{_NAME}\s*[\[(]{_TIME}[\])]\s*:?(?:\*\*)?\s*")
_NAME_AND_TIME = re.compile(rf"{_NAME}\s{{1,6}}{_TIME}$")
_PLAIN = re.compile(
    r"(?:\*\*)?(?P<name>[A-ZÀ-Þ][\w.'’-]*(?: (?:[A-ZÀ-Þ][\w.'’-]*|\([^)]{1,30}\))){0,2}):(?:\*\*)?\s+(?=\S)"
)
_LOWER = re.compile(r"(?P<name>[a-zà-ÿ][\w-]{1,11}):\s+(?=\S)")
"""A nickname in a chat, in lower case: "jo: ok so"."""
_STAMP_ONLY = re.compile(rf"[\[(]?{_TIME}[\])]?(?:\s*-->\s*{_TIME}.*)?$|WEBVTT.*$")
_LEADING_STAMP = re.compile(rf"[\[(]{_TIME}[\])]\s+")
_NO_NAMES = frozenset(
    [
        "note",
        "notes",
        "goal",
        "goals",
        "budget",
        "users",
        "user",
        "must",
        "should",
        "could",
        "later",
        "deadline",
        "team",
        "data",
        "rules",
        "rule",
        "scope",
        "summary",
        "purpose",
        "subject",
        "from",
        "to",
        "cc",
        "bcc",
        "date",
        "sent",
        "re",
        "fwd",
        "ps",
        "p.s",
        "question",
        "questions",
        "context",
        "today",
        "problem",
        "why",
        "what",
        "who",
        "when",
        "how",
        "stack",
        "tech",
        "platform",
        "title",
        "name",
        "version",
        "status",
        "author",
        "money",
        "time",
        "timeline",
        "constraints",
        "security",
        "privacy",
        "law",
        "legal",
        "quality",
        "performance",
        "hosting",
        "deployment",
        "idea",
        "background",
        "example",
        "examples",
        "important",
        "warning",
        "todo",
        "actors",
        "roles",
        "features",
        "requirements",
        "optional",
        "phase",
        "non-goals",
        "nongoals",
        "limits",
        "risks",
        "success",
        "integrations",
        "existing",
        "payment",
        "payments",
        "reports",
        "storage",
        "offline",
        "export",
        "import",
        "search",
        "login",
        "roadmap",
        "assumptions",
        "hinweis",
        "ziel",
        "nutzer",
        "daten",
        "frist",
        "zeit",
        "betreff",
        "von",
        "an",
    ]
)


def speakers(lines: list[str]) -> frozenset[str]:
    """The names that introduce contributions: with time stamps, or as "Name:" where two or more take turns."""
    stamped: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for line in lines:
        head = line[:120].strip()
        for pattern in (_STAMPED, _NAME_STAMPED, _NAME_AND_TIME):
            if match := pattern.match(head):
                stamped[_clean(match["name"])] += 1
                break
        else:
            if (match := _PLAIN.match(head)) and _clean(match["name"]).lower() not in _NO_NAMES:
                plain[_clean(match["name"])] += 1
    names = set(stamped) | _chatting(lines)
    repeated = [name for name, count in plain.items() if count >= 2]
    if len(repeated) >= 2 or (repeated and len(plain) >= 2 and sum(plain.values()) >= 4):
        names |= set(repeated) | {name for name in plain if len(name.split()) == 1}
    return frozenset(name for name in names if name.lower() not in _NO_NAMES)


def _chatting(lines: list[str]) -> set[str]:
    """The nicknames of a chat: a few of them begin nearly every line, each several times."""
    found = Counter(match["name"] for line in lines if (match := _LOWER.match(line[:40].strip())))
    taking_turns = {name for name, count in found.items() if count >= _TURNS and name not in _NO_NAMES}
    lines_of = sum(found[name] for name in taking_turns)
    return taking_turns if len(taking_turns) > 1 and lines_of >= _MOST_OF * len(lines) else set()


_TURNS = 2
_MOST_OF = 0.6


def introduction(line: str, names: frozenset[str]) -> tuple[str, int] | None:
    """The speaker whom a line introduces and where the words begin; None where it goes on as before."""
    if not names:
        return None
    head = line[:160]
    for pattern in (_STAMPED, _NAME_STAMPED, _NAME_AND_TIME, _PLAIN, _LOWER):
        if (match := pattern.match(head)) and _clean(match["name"]) in names:
            return _clean(match["name"]), match.end()
    return None


def is_stamp(line: str) -> bool:
    """Whether a line is a time stamp and nothing else."""
    return _STAMP_ONLY.match(line[:80]) is not None and len(line) < 80


def after_stamp(line: str) -> int:
    """Where the words begin in a line that may start with a bracketed time stamp."""
    match = _LEADING_STAMP.match(line[:40])
    return match.end() if match else 0


def _clean(name: str) -> str:
    return re.sub(r"\s*\([^)]*\)$", "", name.strip(" *-–")).strip()
