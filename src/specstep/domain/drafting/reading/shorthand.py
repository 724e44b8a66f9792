"""Notes as people jot them down, written out as sentences: arrows, "w/", "max", slashes and emoji."""

import re
from itertools import pairwise

from specstep.domain.drafting.reading.ellipses import written_out
from specstep.domain.drafting.reading.learners import straightened
from specstep.domain.drafting.reading.wishes import plainly
from specstep.domain.language.conditions import leading_condition
from specstep.domain.language.lemmas import is_base_verb, third_person, verb_form
from specstep.domain.language.lexicon import DETERMINERS, SUBJECT_PRONOUNS
from specstep.domain.language.nouns import article, is_noun_too, is_plural
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.sentences import sentence_spans
from specstep.domain.language.values import Modality
from specstep.domain.language.words import fold, tokens, uncapitalised

_ARROW = re.compile(r"\s*(?:<?-{1,2}>|={1,2}>|→|⇒|➔|➜)\s*")
_SPELT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), full)
    for pattern, full in (
        (r"(?<=[a-z]s) all (?=(?:start|stop|get|go|come|want|need|use|know)\b)", " "),
        (
            r"^(?P<what>[\w ]{3,40}?)(?<! is)(?<! be)(?<! are)(?<! get) gone (?=after|within|by)",
            r"\g<what> must be gone ",
        ),
        (r"\bw/o\b", "without"),
        (
            r"^What (?P<who>I|we) (?:\w+ )?(?P<verb>need|want)(?: (?:\w+ ){1,4}?)?(?<= )?is (?=(?:an?|one|the|two|three)\b)",
            r"\g<who> \g<verb> ",
        ),
        (r"\bw/\s*(?=\w)", "with "),
        (r"\b(?:b/c|bc|cos|cuz|coz)\b", "because"),
        (r"\b(?P<neg>has|have|do|does|did|is|are|was|were|should|would|could|must)nt\b", r"\g<neg>n't"),
        (r"\b(?P<neg>can|won)t\b(?= [a-z])", r"\g<neg>'t"),
        (r"\s*\b(?:pls|plz)\b", ""),
        (r"\bmax\.? (?=\d)", "at most "),
        (r"\bmin\.? (?=\d)", "at least "),
        (r"[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]+", ""),
        (r"!{2,}", "!"),
        (
            r"^(?P<lead>(?:the )?budget is [^,]*?\d.*?) and (?P<rest>(?:at most |up to )?(?:EUR|€|\$|USD|GBP|£) ?\d[\d.,]* (?:a|per) (?:month|year)\b.*)$",
            r"\g<lead>. The running costs are \g<rest>",
        ),
        (
            r"^(?P<lead>(?:the )?budget is [^,]*?\d[^,]*), (?:go[- ]live|launch|live|ready) (?:on|by|in) (?P<when>.+)$",
            r"\g<lead>. The launch date is \g<when>",
        ),
        (
            r"^Whoever (?P<is>(?:has|have|is|does|did|cannot)\b.+?) (?P<verb>gets|receives|must|can|may|pays) (?P<rest>.+)$",
            r"If somebody \g<is>, that person \g<verb> \g<rest>",
        ),
        (r"(?<![\w'’.-])i(?=\s[a-z]|['’](?:m|d|ll|ve)\b)", "I"),
        (
            r"^(?P<what>(?!it\b|that\b|this\b|if\b)[^,;]{4,60}?) (?:would|could) be (?P<how>cool|nice|great|good|lovely|handy|useful)"
            r"(?: too| as well| to have)?(?=[.!]?$)",
            r"It would be \g<how> to have \g<what>",
        ),
        (r"^(?P<count>\d[\d–-]* [a-z]+), (?=(?:I|we|you) [a-z])", r"\g<count>. "),
        (
            r"^(?:and |but |also )?(?P<who>(?!(?:and|but|also|they|he|she|it|you)\b)[\w -]{3,40}?) can (?P<do>[^;]+?)(?:, (?:and )?then|;) (?=(?:this (?:is|gets)|everybody|everyone|the|all|it is) )",
            r"\g<who> can \g<do>. When \g<who> \0\g<do>, ",
        ),
    )
)
_JOINED = re.compile(r"(?<=[a-z)]) [&+] (?=[a-z])")
_GRADE = re.compile(r"(?P<noun>[a-z]+) (?P<value>\d[\w.-]*)$", re.IGNORECASE)
_GRADED = re.compile(
    r"(?P<case>(?:severity|level|priority|stage|grade|tier|category|class|status|prio) \d[\w-]*)\s*:\s+(?=\S)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"(?P<noun>[a-z][\w -]*?) (?P<how>(?:below|above|over|under|outside|within|at least|at most) .+|[<>]=? ?\d.*)$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?P<word>if|when|whenever|unless|while|once|after|as soon as)\s+", re.IGNORECASE)
_THEM = re.compile(
    r"(?:remind|tell|notify|warn|mail|text|ask|inform|alert|call|send) (?P<them>them)\b", re.IGNORECASE
)


_WISHES = re.compile(
    r"^\W*(?:(?:and|so|but|yeah|ok),? )*(?:(?:endpoints|functions|features|operations|commands|things|what|all)\b[^:.]{0,24}?\b)?(?:(?:we|i|they|you)(?:['’]d)?"
    r" (?:\w+ )?(?:need|want|like)\b[^:.]{0,30}|(?:should|must|can) be able to|functions|features|endpoints|operations|commands):\W+(?P<list>[a-z].+)$",
    re.IGNORECASE,
)
_HASTE = re.compile(r"^(?:and |but |also )?they(?= can .+?(?:, (?:and )?then|;) )", re.IGNORECASE)


def spelled_out(said: str, plural: str | None = None, *, asking: bool = True) -> tuple[str, ...]:
    """The sentences that a note stands for; an ordinary sentence comes back as it is.

    Args:
        said: one sentence or line.
        plural: the people spoken of last, whom "them" in "remind them" means.
        asking: whether a question may be a wish.
    """
    wishes = plainly(said, asking=asking)
    if wishes != (said,):
        return tuple(one for wish in wishes for one in spelled_out(wish, plural, asking=False))
    parts = written_out(said)
    if len(parts) > 1:
        return tuple(one for part in parts for one in spelled_out(part, plural))
    text = straightened(_HASTE.sub(plural, parts[0]) if plural else parts[0])
    for pattern, full in _SPELT:
        text = pattern.sub(full, text)
    text = _JOINED.sub(" and ", text)
    if text != said:
        text = fold(_after_it(text))
    if not any(letter.isalnum() for letter in text):
        return (said,)
    if wished := _wished(text):
        return wished
    if told := _stated_case(text):
        return (told,)
    graded = _GRADED.match(text)
    if graded and not _ARROW.search(text):
        text = f"{graded['case']} -> {text[graded.end() :]}"
    if not _ARROW.search(text) or text.rstrip().endswith("?"):
        return tuple(_closed(text[start:end]) for start, end in sentence_spans(text))
    sentences: list[str] = []
    given = ""
    for note in re.split(r"\s*;\s+", text.rstrip(" .")):
        steps = [step for step in _ARROW.split(note) if step.strip()]
        if len(steps) < 2:
            sentences.append(note)
            continue
        if alarmed := _ALARM_IF.match(steps[0].strip()):
            who = uncapitalised(steps[1].strip())
            who = who if re.match(r"(?:the|an?|my|our)\b", who) else f"the {who}"
            sentences.append(
                f"When it is {alarmed['case']}, {who.partition(',')[0]} gets {article(alarmed['what'])} {alarmed['what']}{''.join(who.partition(',')[1:])}."
            )
            continue
        if len(steps) == _TWO and (case := leading_condition(steps[0])) and _obliges(steps[0][case[1] :]):
            sentences += [f"{each.strip(' ,')}." for each in steps]
            continue
        for before, after in pairwise(steps):
            condition = _condition(before.strip(" ,"), given)
            given = given or condition.partition(" ")[2]
            sentences += [f"{condition}, {_outcome(one, plural)}." for one in _outcomes(after.strip(" ,"))]
    return tuple(sentences)


_TWO = 2


def _obliges(said: str) -> bool:
    found = find_predicate(tokens(said))
    return found is not None and found.start > 0 and found.modality in {Modality.MUST, Modality.SHOULD}


_ALARM_IF = re.compile(
    r"(?P<what>alarm|alert|warning|reminder|message|notification) (?:if|when) (?P<case>(?:above|below|over|under|outside|[<>]).+)$",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"^(?P<case>(?:nobody|no one|someone|somebody|no [a-z]+) [^:;.]{4,60}): (?P<then>.+)$", re.IGNORECASE
)
_STATE = re.compile(
    r"^(?P<noun>[a-z][\w-]*(?: [a-z-]+)?) (?P<state>open|closed|low|empty|full|offline|silent|down|late|missing|lost|wrong)\b(?P<rest>[^:=;.]{0,40}?)\s*[:=]\s+(?P<then>.+)$",
    re.IGNORECASE,
)


def _stated_case(text: str) -> str | None:
    """ "Nobody reacts in 15 min: Henk gets called" as a condition and what follows from it."""
    if (
        (match := _CASE.match(text))
        and find_predicate(tokens(match["case"]))
        and find_predicate(tokens(match["then"]))
    ):
        then = match["then"]
        then = uncapitalised(then) if tokens(then)[0].lower in DETERMINERS | SUBJECT_PRONOUNS else then
        return f"If {uncapitalised(match['case'])}, {then}"
    if ((match := _STATE.match(text)) and verb_form(match["noun"]) is None) or (
        match and is_noun_too(match["noun"].lower())
    ):
        rest = re.sub(
            r"\s*/\s*([a-z]+) (open|closed|low|empty|full|offline|silent|down|late|missing|lost|wrong)\b",
            r" or the \1 is \2",
            match["rest"],
        )
        return f"If the {uncapitalised(match['noun'])} is {match['state']}{rest}, {_outcome(match['then'], None)}"
    return None


def _wished(text: str) -> tuple[str, ...]:
    """What is wanted, one by one: "Endpoints we need: create a calendar, list free slots"."""
    match = _WISHES.match(text.rstrip(" ."))
    if match is None:
        return ()
    pieces = [
        piece for piece in re.split(r",\s+(?:and\s+)?|\s+and\s+(?=[a-z]+ (?:an?|the) )", match["list"]) if piece
    ]
    orders = [piece for piece in pieces if _orders(piece)]
    if len(pieces) < 2 or 2 * len(orders) <= len(pieces) or pieces[0] not in orders:
        return ()
    return tuple(
        f"It should be possible to {uncapitalised(piece)}." if piece in orders else f"We need {_noun(piece)}."
        for piece in pieces
    )


def _orders(piece: str) -> bool:
    words = tokens(piece)
    return len(words) > 1 and is_base_verb(words[0].lower) and words[0].text == words[0].lower


def _noun(piece: str) -> str:
    first = piece.split(" ")[0].lower()
    bare = first in {"a", "an", "the", "no", "each", "every"} or is_plural(
        re.split(r"\s(?:on|for|with|of|in|per)\s", piece)[0]
    )
    return piece if bare else f"{article(piece)} {uncapitalised(piece)}"


def _after_it(text: str) -> str:
    """What follows something that people can do, under the condition that they do it."""
    before, mark, after = text.partition("\0")
    if not mark:
        return text
    words = after.split(" ", 1)
    who = before.rpartition("When ")[2].strip()
    verb = words[0] if is_plural(who) else third_person(words[0])
    rest = re.sub(r", this (?=is|gets)", ", the action ", f"{verb} {words[1]}" if len(words) > 1 else verb)
    return f"{before}{rest}".replace(f"When {who}", f"When {uncapitalised(who)}")


def _condition(said: str, given: str) -> str:
    conjunction = _CONJUNCTION.match(said)
    word = conjunction["word"].capitalize() if conjunction else "When"
    rest = uncapitalised(said[conjunction.end() :] if conjunction else said)
    if re.match(r"not \w+ed\b", rest):
        rest = f"{given} and the case is {rest}" if given else f"this is {rest}"
        return f"{word if not given else 'When'} {rest}"
    if find_predicate(tokens(rest)) and not _GRADE.match(rest):
        first = rest.split(" ")[0]
        bare = is_noun_too(first) or verb_form(first) is None
        return f"{word} {'a ' if bare and re.match(r'[a-z]+er [a-z]+s ', rest) else ''}{rest}"
    if grade := _GRADE.fullmatch(rest):
        return f"{word} the {grade['noun']} is {grade['value']}"
    if measured := _MEASURED.match(rest):
        return f"{word} the {measured['noun']} is {measured['how']}"
    several = is_plural(re.split(r"\s(?:after|for|in|on|within|from|of|with|without|before|at)\s", rest)[0])
    if re.match(r"(?:no|an?|the|two|several|\d+)\b", rest, re.IGNORECASE) or several:
        return f"{word} there {'are' if several else 'is'} {rest}"
    return f"{word} there is {article(rest)} {rest}"


def _outcomes(said: str) -> list[str]:
    """A result with the commands after it apart: "the council gets a call, remind me"."""
    pieces = said.split(", ")
    first = next((index for index, piece in enumerate(pieces) if index and _commands(piece)), len(pieces))
    if first == len(pieces) or _commands(pieces[0]) or not all(_commands(piece) for piece in pieces[first:]):
        return [said]
    return [", ".join(pieces[:first]), *pieces[first:]]


def _outcome(said: str, plural: str | None) -> str:
    text = uncapitalised(said)
    if text.startswith("own "):
        return f"the result is an {text}"
    if plural and (them := _THEM.match(text)):
        text = f"{text[: them.start('them')]}{uncapitalised(plural)}{text[them.end('them') :]}"
    first = tokens(text)[0].lower if tokens(text) else ""
    if is_base_verb(first) or find_predicate(tokens(text)):
        return _closed(text)
    return f"the result is {text}"


def _closed(text: str) -> str:
    """A list of commands with the "and" that a hurried hand left out: "check it, load it" asks for both."""
    pieces = text.split(", ")
    if len(pieces) < 2 or not all(_commands(piece) for piece in pieces):
        return text
    return f"{', '.join(pieces[:-1])} and {pieces[-1]}"


def _commands(piece: str) -> bool:
    words = tokens(piece)
    return (
        len(words) > 1
        and is_base_verb(words[0].lower)
        and find_predicate(words) is not None
        and not re.search(r"\b(?:and|or)\b", piece)
    )
