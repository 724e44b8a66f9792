"""Whether a rewritten statement still says what the person said: the laws that every requirement is held to."""

import re

from specstep.domain.drafting.english.frames import uncontracted, unframe
from specstep.domain.drafting.english.verbs import is_base
from specstep.domain.drafting.requirements.sameness import invented, joined, shuffled, turned
from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.nouns import is_noun_too, is_plural
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.stems import content_words, stem
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import tokens

SAID_OTHERWISE = frozenset(
    stem(word)
    for word in """
    want need like love wish prefer require let make sure able possible allow permit enable have be get receive do
    please nice great good just thing things everybody everyone anybody anyone nobody everything anything people
    person thanks always never basically think believe say know mean would all every any several multiple couple few
    say goal point idea plan important ensure no-one none maximum minimum max min number amount limited number long ok
    lovely great obviously course way we'd i'd you'd currently today right go user users system app application tool site website service software program platform solution product contractor bidder
    happen back up out per percent hr hrs sec secs min mins h s euro euros dollar dollars pound pounds eur usd gbp 24/7
    use serve contain include consist of budget cost running decided decision appear load open
    """.split()
)
"""What a requirement may say in other words, or leave to its form."""
_LIMITING = (
    "unless",
    "except",
    "until",
    "only",
    "without",
    "before",
    "instead",
    "otherwise",
    "either",
    "neither",
    "even",
)
"""Small words without which a statement says something else."""
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Yy]ou|me|us|[Mm]y|[Oo]ur|[Yy]our|myself|ourselves|yourself|I'\w+|[Ww]e'\w+|[Yy]ou'\w+)\b"
)
_DANGLING = re.compile(
    r"\b(?:the|an?|of|to|and|or|but|with|at|is|are|was|were|that|if|when|as|from|than|be|their|its|my|each|every|because"
    r"|while|who|which|not)[\s,]*$",
    re.IGNORECASE,
)
_ASKED_END = re.compile(
    r"\b(?:where|who|what|which [\w-]+|how \w+) [^,]{2,40} (?:is|are|was|will be|can be)(?: at| in| on)?$"
    r"|\b(?:where|who|what|which) [^,]*\b[a-z]+ (?:from|to|for|with|of|at)$"
    r"|\b(?:since|by|until|from) when$|\b(?:for|to|from|by) whom$|\b(?:before|after) that$"
)
"""The end of an embedded question: "see where the car is"."""
_BROKEN_PHRASE = re.compile(
    r"\b(?:the|an?|each|every|their) (?:the|an?|each|if|when|unless|and|or|but|of|in|on|at|to|for|is|are|I|we|it|they|them|who|that|which|what|whoever|his|her|not"
    r"|before|after|from|with|by|can|must|should|will|shall)\b",
    re.IGNORECASE,
)
_TWICE = re.compile(r"\b(?P<word>[^\W\d]+) (?P=word)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?P<word>[\w-]{3,}) (?:the |an? |each )?(?P=word)\b", re.IGNORECASE)
_REPEATED_PHRASE = re.compile(
    r"\b(?:the|an?|each) (?P<phrase>[\w-]+(?: [\w-]+)?) (?:the|an?|each) (?P=phrase)\b", re.IGNORECASE
)
_SUBJECTLESS = re.compile(
    r"^(?:before|after|unless|if|when|while|until|up|with|without|for|from|in|on|at|by|of|and|or|but|to|not|than|because|so)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|they|them|those|these|this|he|she|one of)\b", re.IGNORECASE)
_SUBORDINATOR = re.compile(
    r"\b(?:that|who|which|whose|where|when|whenever|while|if|unless|until|before|after|because|how|why|what|whether|as|than|once|so"
    r"|following)\b|:",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:is|are|was|were|can|cannot|must|may|should|shall|will|would|could|has to|have to|needs to)\b"
)
_REDUCED = re.compile(
    r"\b(?:the|an?|each) [\w-]+ (?:the|an?|each|they|it|he|she|their) (?:[\w-]+ )*$", re.IGNORECASE
)
"""A relative clause without its pronoun: "the date the photos were taken"."""
_CONDITION = re.compile(
    r"\b(?:When|While|Where|If|when|while|where|if) (?P<said>.+?)(?=, (?:when|while|where|if|then|the)\b)"
)
_COULD_HOLD = re.compile(
    r"\w (?!\w+ss\b)\w{2,}(?:s|ed)\b |^(?:some(?:one|body)|nobody|(?:an?|the) [\w-]+) \w{2,}s$"
)
_LABEL = re.compile(r"^(?:not )?[\w-]+(?: [\w-]+)?:")


def broken(text: str) -> bool:
    """Whether a sentence is cut off or torn: a bracket without its half, a word that waits for the next one."""
    return _unfinished(_unquoted(text)) is not None


def flaw(text: str, action: str, said: str, around: frozenset[str]) -> str | None:
    """What is wrong with a requirement, in words; None where it holds.

    Args:
        text: the requirement.
        action: what comes after its "shall".
        said: the statement that it was made of.
        around: the stems that it may use besides those of the statement: names, and what was spoken of before.
    """
    plain = _unquoted(text)
    body = _unquoted(action)
    return (
        _unfinished(plain)
        or _repeating(plain, said)
        or _ungrammatical(body)
        or _condition_flaw(plain)
        or _label_flaw(body, said)
        or invented(plain, said, around)
        or turned(plain, unframe(said).text)
        or joined(body, said)
        or shuffled(body, said)
    )


def lost(texts: tuple[str, ...], said: str, system: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words that carry meaning in a statement and are in none of the texts made of it.

    Args:
        texts: the requirements of the statement, their rationale included.
        said: the statement, without what could not be verified.
        system: names of the thing to be built, which a requirement calls the system.
    """
    kept = {word for text in texts for word in content_words(text)}
    kept |= {part for word in kept for part in word.split("-")}
    named = {word for name in system for word in content_words(name)}
    missing = [
        word
        for word in content_words(_NEW_SYSTEM.sub("", uncontracted(said)))
        if word not in kept | named | SAID_OTHERWISE and not set(word.split("-")) <= kept
    ]
    low = " ".join(texts).lower()
    small = [
        word
        for word in _LIMITING
        if re.search(rf"\b{word}\b", said, re.IGNORECASE)
        and not re.search(rf"\b{'(?:except|only)' if word == 'except' else word}\b", low)
    ]
    figures = [figure for figure in re.findall(r"\d+(?:[.,]\d+)*", said) if figure not in low]
    return tuple(dict.fromkeys((*figures, *missing, *small)))


_NEW_SYSTEM = re.compile(
    r"\b(?:the|this|our) new (?=(?:system|app|application|tool|software|site|website|platform|solution)\b)",
    re.IGNORECASE,
)


def _unquoted(text: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"|`[^`]*`", "such", text)


def _unfinished(text: str) -> str | None:
    bare = text.rstrip(".")
    if re.search(r"[?!]|\s[:;,](?:\s|$)|,\s*,|\s/\w|(?<![ap]\.m)(?<!\b[A-Z])\. [A-Z]", bare):
        return "is not one sentence"
    if bare.count("(") != bare.count(")"):
        return "has a bracket without its other half"
    dangling = _DANGLING.search(bare) and not _ASKED_END.search(bare)
    if dangling or re.search(
        r"\b(?:until|before|(?<!look )(?<!looks )after|when|if|unless) it$|\bdo this\b", bare
    ):
        return "breaks off"
    if _FIRST_PERSON.search(bare):
        return "speaks in the first person"
    return None


def _repeating(text: str, said: str) -> str | None:
    found = (pattern.search(text) for pattern in (_TWICE, _REPEATED, _REPEATED_PHRASE, _BROKEN_PHRASE))
    new = (match.group() for match in found if match and match.group().lower() not in said.lower())
    return next((f"says “{words}”" for words in new), None)


def _ungrammatical(action: str) -> str | None:
    if re.search(r"\b(?:must|can|may|should|will|shall|to) (?:must|can|may|should|will|shall|not to)\b", action):
        return "has two modal verbs"
    if match := re.search(r"(?<!does )(?<!do )\bnot (?P<verb>[a-z]+s)\b", action):
        form = verb_form(match["verb"])
        if form and form[1] == "third" and not is_noun_too(match["verb"]) and match["verb"] != "is":
            return f"says “{match.group()}”"
    if re.match(r"^(?:not )?(?:go|come) (?:back )?to (?!sleep|rest|standby|stand-by)", action):
        return "lets the system go somewhere"
    if re.match(r"^(?:not )?(?:go|come|arrive|happen|occur|exist) (?:the|an?|his|her|their|each)\b", action):
        return "has an object that its verb cannot have"
    if action.count("(") != action.count(")"):
        return "has a bracket without its other half"
    if re.match(r"^(?:not )?(?:want|need|like|love|wish|hope|prefer)\b", action):
        return "has a wish for an action"
    if re.match(r"^(?:not )?provide (?:it|them)\b(?!$)", action):
        return "provides something unnamed"
    if re.search(r", or (?P<verb>[a-z]+) (?:an?|the|\d)", action) and action.startswith("ensure that") and not (
        re.search(r"\b(?:is|are|has|have|can|must)\b", action)
    ):  # fmt: skip
        return "leaves a choice without a subject"
    if action.startswith("not ") and re.search(r"\bbut (?!only\b|not\b)[\w-]+", action):
        return "has two halves under one negation"
    if re.match(
        r"^(?:not )?(?:let|require) (?:only )?(?:an?|the|each) [\w-]+ (?:to )?be (?:[a-z]+ )?(?:see|do|pay|be)\b",
        action,
    ):
        return "has two verbs"
    if _LABEL.match(action) and not action.startswith("ensure the following:"):
        return "has a label instead of a verb"
    if held := re.match(r"^ensure that (?P<clause>.+)$", action):
        return _clause_flaw(held["clause"])
    words = action.removeprefix("not ").split()
    if words and not is_base(words[0].lower()) and verb_form(words[0].lower()) is not None:
        return f"has “{words[0]}” for a verb"
    strong = _STRONG.search(action)
    before = action[: strong.start()] if strong else ""
    if strong and not _SUBORDINATOR.search(before) and not _REDUCED.search(before):
        return f"has a second verb, “{strong.group()}”"
    return None


def _clause_flaw(clause: str) -> str | None:
    clause = re.sub(r"^such\b", "the thing", clause)  # what stood there was quoted
    if _SUBJECTLESS.match(clause):
        return "has a clause without a subject"
    found = find_predicate(tokens(clause))
    if found is None or found.start == 0:
        return "has a clause without a verb"
    form = verb_form(clause.split(" ")[0].lower())
    if form and form[1] in {"participle", "past"} and "," in clause[: found.start]:
        return "has a clause without a subject"
    subject = clause[: found.start]
    if "," in subject and not re.search(r"\b(?:and|or)\b|, (?:that|which|who|where)\b", subject):
        return "has a subject in pieces"
    if re.match(r"(?:the )?(?P<who>[\w-]+(?: [\w-]+)??) (?:\w+ )?\w+ the (?P=who)\b", clause, re.IGNORECASE):
        return "does to itself what was said of another"
    if _PRONOUN.search(subject):
        return "has a pronoun for its subject"
    if re.search(r"\b(?:if|when|unless|because|until|only)\s", clause[: found.start]) or _disagrees(clause, found):
        return "has a subject and a verb that do not agree"
    return None


def _disagrees(clause: str, found: Predicate) -> bool:
    """Whether the verb of a clause has a plural form and its subject is one."""
    if found.start != found.verb_start or found.subject_is_short:
        return False
    subject = clause[: found.start].strip()
    verb = clause[found.verb_start :].split(" ")[0].strip(",.")
    form = verb_form(verb)
    one = re.match(r"^(?:an?|each|every|the|this|that) [\w'-]+(?: [\w'-]+)?$", subject, re.IGNORECASE)
    return form is not None and form[1] == "base" and one is not None and not is_plural(subject)


def _condition_flaw(text: str) -> str | None:
    head = re.split(r"\bshall\b", text, maxsplit=1)[0]
    for match in _CONDITION.finditer(head):
        said = match["said"]
        if _DANGLING.search(said) or _SUBJECTLESS.match(said):
            return "has a broken condition"
        found = find_predicate(tokens(said))
        if (found is None and not _COULD_HOLD.search(said)) or (found is not None and found.start == 0):
            return "has a condition without a verb"
        if found and _disagrees(said, found):
            return "has a condition that does not agree with itself"
        if re.match(r"(?:I|we|you|they|he|she)\b", said):
            return "has a pronoun for the subject of its condition"
    return None


def _label_flaw(action: str, said: str) -> str | None:
    label, colon, _ = said.partition(": ")
    words = label.lower().split()
    if colon and len(words) <= _LONGEST_LABEL and f"{' '.join(words)}:" in action.lower():
        own = rf"^(?:provide|keep|support) (?:an? |the )?{re.escape(' '.join(words))}:"
        return None if re.match(own, action) else "has a label in it"
    return None


_LONGEST_LABEL = 4
