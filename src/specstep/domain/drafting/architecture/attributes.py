"""Which attributes of a thing the statements name."""

import re

import attrs

from specstep.domain.documents.architecture import Attribute
from specstep.domain.drafting.architecture.kept import NOT_KEPT
from specstep.domain.drafting.shape.words import bare, key, names, singular
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_noun_too

VALUES = frozenset(
    {"time", "day", "year", "month", "week", "budget", "building", "team", "phone", "mobile", "email", "e-mail"}
)
"""Nouns that are nothing to keep by themselves, but that a thing may well have."""
MEASURES = re.compile(
    r"\b(?:temperature|humidity|moisture|severity|weight|height|width|depth|speed|pressure|battery|distance|age|size|status|"
    r"state|percentage|quantity|duration|capacity)$",
    re.IGNORECASE,
)
"""What is measured or told of a thing, and is none itself."""

KEEP = r"(?:keep|store|record|save|track|note|hold|collect|capture|log|register|remember|write down)s?"
HAS = r"(?:has|have|with(?= [^.:;]+(?:,| and ))|consists? of|includes?|contains?|carries|carry|comes? with|is described by)"
DETERMINER = re.compile(
    r"^(?:an?|the|its|their|his|her|our|my|own|each|every|all|any|one|optional(?:ly)?|exactly one|also|only|just|both|"
    r"and|or|at least one|at least an?)\s+",
    re.IGNORECASE,
)
TAIL = re.compile(
    r"\s+(?:so that|because|for which|that|which|who|when|while|where|if|in order|until|unless|"
    r"before|after|per|within|"
    r"for each|for every|at|to|is|are|was|were|must|can|shall|should|will|has|have|from|by|"
    r"into|on|in|as|for)\b.*$",
    re.IGNORECASE,
)
NOT_A_LIST = re.compile(r"\s*(?:to|not|no|been|at most|up to|at least|more than|less than)\b", re.IGNORECASE)
SPLIT = re.compile(r"\s*[,;/]\s*(?:and\s+|or\s+)?|\s+(?:and|or|plus|as well as)\s+")
TYPES: tuple[tuple[str, str], ...] = (
    (r"\b(?:e-?mail)\b", "e-mail address"),
    (r"\b(?:phone|mobile|telephone)\b", "phone number"),
    (r"\bnumber$", "text"),
    (r"\b(?:photos?|pictures?|images?|files?|attachments?|scans?|documents?|signatures?|recordings?)\b", "file"),
    (r"\b(?:price|cost|amount|fee|salary|balance|total|fare|rent|deposit|budget|tax|vat)\b", "money"),
    (r"\b(?:date|birthday|day|birth|expiry|deadline|due)\b", "date"),
    (r"\b(?:time|timestamp|start|end|starts at|ends at|moment)\b", "time"),
    (r"\b(?:duration|hours|minutes|length of time)\b", "duration"),
    (r"\b(?:position|location|coordinates?|gps|latitude|longitude)\b", "position"),
    (r"\b(?:number of|count|quantity|capacity|age|level|score|rating|size|weight|diameter)\b", "number"),
    (r"\b(?:humidity|temperature|value|reading|percentage|battery|height|width|depth)\b", "number"),
    (r"\b(?:year|distance|points|limit|speed|pressure|stock)\b", "number"),
    (r"\b(?:status|state)\b", "state"),
    (r"\b(?:url|link|website)\b", "URL"),
    (r"\b(?:yes/no|flag|whether|consent)\b", "yes or no"),
)
PERSONAL = re.compile(
    r"\b(?:e-?mail|phone|mobile|address|birth\w*|birthday|photo of|signature|iban|bank|health|"
    r"diagnos\w*|allerg\w*|"
    r"medication|salary|gender|religion|emergency contact|contact|passport|licen[cs]e|nationality|blood)\b",
    re.IGNORECASE,
)


@attrs.frozen
class Said:
    """A sentence with what it may be cited as: a requirement or fact id."""

    ref: str
    text: str


def attribute_type(name: str) -> str:
    """The logical type that an attribute's name suggests: "text" where none does."""
    return next((kind for pattern, kind in TYPES if re.search(pattern, name, re.IGNORECASE)), "text")


def personal(name: str, of_person: bool) -> bool:
    """Whether the attribute is personal data: contact and the like, or any attribute of a person."""
    return PERSONAL.search(name) is not None or of_person


def stated_attributes(
    entity: str, aliases: tuple[str, ...], said: tuple[Said, ...], others: tuple[str, ...], of_person: bool
) -> tuple[Attribute, ...]:
    """The attributes that sentences give an entity, each with the sentences' ids; names of `others` are left out.

    Args:
        entity: the entity's name; `aliases` are its other names.
        said: the sentences to read, in order.
        others: names of the other entities, which become relationships instead.
        of_person: whether the entity is a person, so that all that is kept of it is personal.
    """
    things = (name for name in others if attribute_type(name) == "text")  # "temperature" is a value, not a thing
    known = {key(name) for name in (entity, *aliases, *things)}
    found: dict[str, tuple[str, list[str]]] = {}
    for sentence in said:
        for name in (entity, *aliases):
            for listed in _lists(sentence.text, name):
                for part in _parts(listed):
                    if key(part) not in known and not _is_sentence(part) and not _is_name(part, sentence.text):
                        found.setdefault(key(part), (part, []))[1].append(sentence.ref)
    return tuple(
        Attribute(
            name=name,
            type=attribute_type(name),
            personal=personal(name, of_person),
            sources=tuple(dict.fromkeys(refs)),
        )
        for name, refs in found.values()
    )


def _lists(text: str, entity: str) -> list[str]:
    """The parts of a sentence that enumerate what an entity has."""
    if not names(text, entity):
        return []
    last = entity.split()[-1]
    stem = re.escape(" ".join([*entity.split()[:-1], singular(last)]).lower())
    stem = stem[:-1] + "(?:y|ies)" if stem.endswith("y") else stem + "(?:e?s)?"
    folded = bare(text)
    patterns = (
        rf"\b{stem}(?:'s|’s)\s+(?P<list>[^.:;]+)",
        (
            rf"\b{KEEP}\s+(?P<list>[^.:;]+?)\s+(?:of|for|about|per|on|from)\s+(?:each|every|an?|the|all|"
            rf"our)?\s*{stem}\b"
        ),
        rf"\bfor\s+(?:each|every|an?|all)\s+{stem}\b,?[^.:;,]*?\b{KEEP}\s+(?P<list>[^.:;]+)",
        rf"\b(?:each|every|an?|the)\s+{stem}\s+{HAS}\s+(?P<list>[^.:;]+)",
        rf"\b{stem}\s+(?:has|have|consists? of|contains?|includes?)\s+(?P<list>[^.:;]+)",
        rf"\b(?:each|every|per|an?)?\s*{stem}\s*:\s*(?P<list>[^.;]+)",
        rf"\b{stem}\s*\((?P<list>[^)]+)\)",
        rf"\b{stem}\s+(?:data|records?|details)\s+(?:is|are|includes?|means?|consists? of)\s+(?P<list>[^.:;]+)",
        rf"\b{KEEP}\s+(?:each|every|the|an?)\s+{stem}\s+with\s+(?P<list>[^.:;]+)",
        (
            rf"\b(?P<list>[\w ,-]+?)\s+(?:of|for)\s+(?:each|every)\s+{stem}\b[^.]*\b(?:is|"
            r"are)\s+(?:kept|stored|recorded|saved)"
        ),
    )
    return [
        match["list"]
        for pattern in patterns
        for match in re.finditer(pattern, folded, re.IGNORECASE)
        if not NOT_A_LIST.match(match["list"])
    ]


def _parts(listed: str) -> list[str]:
    """The single names of an enumeration, without articles and trailing clauses."""
    parts = []
    for part in SPLIT.split(TAIL.sub("", listed) if not SPLIT.search(listed) else listed):
        cleaned = TAIL.sub("", bare(part)).replace("email", "e-mail")
        while DETERMINER.match(cleaned):
            cleaned = DETERMINER.sub("", cleaned, count=1)
        cleaned = bare(re.sub(r"^[\w-]+['’]s\s+", "", cleaned).strip("\"'“”()"))
        if cleaned:
            cleaned = " ".join([*cleaned.split()[:-1], singular(cleaned.split()[-1])])
            parts.append(cleaned.lower() if not re.search(r"[A-Z]{2}", cleaned) else cleaned)
    return parts


NOT_NAMES = re.compile(
    r"\d|\b(?:is|are|be|was|can|must|shall|should|will|not|no|it|they|we|i|you|than|more|less|"
    r"nothing|everything|changes?|something|"
    r"them|this|these|those|others?|etc|same|once|twice|who|what|how|then|only|of|with|system|"
    r"several|many|multiple|two|three|four|five|six|seven|eight|nine|ten|twelve)\b",
    re.IGNORECASE,
)


PARTICIPLE = re.compile(
    r"^(?:seen|been|done|gone|taken|given|made|paid|sent|\w{3,}[^aeiou]ed|\w{2,}(?:at|i)ed)$", re.IGNORECASE
)


def _is_name(part: str, text: str) -> bool:
    """Whether a part is somebody's name: one word that stands with a capital inside the sentence ("Agnieszka")."""
    return (
        re.search(rf"[\w(,] ?{re.escape(part.capitalize())}\b", text) is not None
        and " " not in part
        and part.islower()
    )


def _is_sentence(part: str) -> bool:
    """Whether a part is a clause or a figure rather than an attribute's name."""
    form = verb_form(part)
    return (
        len(part.split()) > 4
        or len(part) < 3
        or key(part) in NOT_KEPT - VALUES
        or (form is not None and form[1] == "participle" and not is_noun_too(part))
        or PARTICIPLE.match(part) is not None
        or NOT_NAMES.search(part) is not None
    )
