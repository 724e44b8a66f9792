"""Wishes as people put them, asked or hoped or said by somebody else, written as plain statements of what shall be."""

import re

from specstep.domain.drafting.english.agents import is_name
from specstep.domain.language.lemmas import is_base_verb, verb_form
from specstep.domain.language.nouns import is_actor, is_plural
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.verb_groups import Predicate
from specstep.domain.language.words import capitalised, tokens, uncapitalised

_I = re.IGNORECASE
_LEAD = r"(?:(?:and|but|so|oh|also|then|well|plus|or|now|okay|ok|maybe|perhaps|because|since),? (?:also |then )?)*"
_FINE = (
    r"(?:(?:so|really|very|quite|also|even|just|pretty) )*(?:nice|great|good|cool|helpful|useful|lovely|fantastic|handy"
    r"|wonderful|brilliant|perfect|amazing|super|awesome|ideal|best|a (?:big |great |real )?(?:help|plus|relief|dream))"
    r"(?: too| as well)?(?: for (?:us|me|everybody|everyone|them))?"
)
_HOPED = re.compile(
    rf"^{_LEAD}(?:(?:it|that|what)(?: really)? ?)?(?:would|['’]d|could|might) (?:also |really |even |just )?(?:be {_FINE}|help(?: (?:us|me|a lot|us a lot|me a lot))?)"
    r",? (?:if|when) (?P<what>.+)$",
    _I,
)
"""What would be good "if …": the condition is the wish."""
_HOPED_TO = re.compile(
    rf"^{_LEAD}(?:(?:it|that) ?)?(?:would|['’]d) (?:also |really |even )?be {_FINE} to (?P<what>(?!have\b)[a-z]+ .+)$",
    _I,
)
_LOVED = re.compile(
    rf"^{_LEAD}(?:i|we)(?:['’]d| would) (?:also |really )?(?:love|like|prefer) it if (?P<what>.+)$", _I
)
_SAID = re.compile(
    rf"^{_LEAD}(?P<who>[^,;:.]{{2,40}}?) (?:also |always |just )?(?:asks|asked|insists|insisted|demands|wishes|suggests|suggested|proposes|would like|wants)(?: for it)? (?:that|if) (?P<what>.+)$",
    _I,
)
_WANTS = re.compile(
    rf"^(?P<lead>(?:(?:when|if|once|after) [^,]+, )?){_LEAD}(?P<who>[^,;:.]{{1,40}}?) (?:also |really |just )?"
    r"(?:wants?|would like|['’]d like|would love|['’]d love|needs?|expects?|wishes) (?:also )?"
    r"(?P<whom>(?!it\b|them\b|to\b|that\b|the (?:system|app|program|tool)\b)[\w'’ -]{2,40}?) to (?P<do>(?:not )?[a-z]+\b.*)$",
    _I,
)
"""Who wants whom to do what."""
_ASKED = re.compile(
    rf"^{_LEAD}(?:(?:i|we) (?:was wondering|were wondering|wonder|thought|was thinking|am thinking)[,:]? (?:if |whether )?)?"
    rf"{_LEAD}(?P<modal>can|could|would|will|should) (?P<clause>(?P<who>it|they|we|i|people|everybody|everyone|somebody|someone|(?:the|our|my|all|each|every) [\w'’-]+(?: [\w'’-]+)?|[a-z]+s)"
    r" (?:(?P<also>also|maybe|just|perhaps|please|possibly|even|automatically) )*(?P<do>[a-z]+\b.*?))\?$",
    _I,
)
_POSSIBLE = re.compile(
    rf"^{_LEAD}(?:would|is|will|could) (?:it (?:also )?be|it|there be|there) (?:also )?(?:possible|feasible|a way|an option|any way|a possibility)"
    r"(?P<for> for [\w'’ -]{2,30}?)? to (?P<do>[a-z]+\b.*?)\?$",
    _I,
)
_OF_THE_TALK = frozenset(
    "be cost do take know help recommend explain think happen mean guess say suggest wait discuss talk meet start begin"
    " agree assume imagine".split()
)
"""What one asks of those who build, or about the work, rather than of the thing."""
_BARRED = re.compile(
    rf"^{_LEAD}(?:please )?(?:do not|don['’]?t|never) (?P<do>(?P<verb>[a-z]+)\b.*)$",
    _I,
)
_TO_THE_READER = frozenset(
    "worry forget hesitate know mean need want think get ask laugh mind be bother expect call tell let have like care"
    " panic say make feel see take hold try start work do understand believe remember".split()
)
"""What somebody tells the reader not to do."""
_STUMBLED = re.compile(r"(?:(?<=\s)|^)(?:um+|uh+|erm+|hm+|you know|like i said|i mean)\b,?(?=\s)|\s{2,}", _I)
_WHETHER = re.compile(
    r"\b(?P<ask>(?:see|know|check|find out|marks?|notes?|tells? (?:me|us|them))(?: (?:beforehand|at once|quickly|immediately|in advance))?) if\b",
    _I,
)
_SHARED = re.compile(
    r"^(?P<lead>(?:(?:and|also|we need|i need|we want|i want|i['’]d like|we['’]d like),? )*)(?P<what>(?:an?|one|some) (?:(?!that |which |who )[\w-]+ ){1,3}?)"
    r"(?P<who>everyone|everybody|anyone|people|all|we all|we|parents|members|customers|(?:the |our |my )[\w-]+s?) (?P<can>can|could|may) (?P<do>[a-z]+\b.*)$",
    _I,
)
"""A thing with what people can do with it, and no "that" between: "a calendar everyone can see"."""


_TOPIC = re.compile(
    r"^(?P<label>[A-Z][\w'’-]*(?: [\w'’-]+){0,2}): (?P<rest>(?!(?:which|what|who|how|when|where|whether)\b)\S.*)$"
)
_OF_TOPIC = re.compile(r"(?<=\w )(?P<it>it|them)\b(?!['’]s)")
_ASKS = re.compile(
    r"^(?:(?P<label>[A-Z][\w'’-]*(?: [\w'’-]+){0,4}): )?(?P<asked>(?:which|what|who|how (?:many|much|long|often)|when|where|whether)\b[^?]+)$",
    _I,
)
_ENUMERATED = re.compile(r"\b(?:how (?:many|much)|which|who|what|when|where)\b", _I)


_PLAINER: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"\ball (?:\w+ )?of us (?P<do>get|have|see|need|want|receive|can|must|should)\b(?P<s>)", _I),
        r"everybody \g<do>",
    ),
    (re.compile(r"\beverybody (?P<do>get|see|need|want|receive)\b(?! to\b)"), r"everybody \g<do>s"),
    (re.compile(r"\beverybody have\b"), "everybody has"),
    (
        re.compile(
            rf"^{_LEAD}what (?:i|we) (?:imagine|picture|dream of|have in mind|am after|are after) is (?=(?:an?|one|some) )",
            _I,
        ),
        "We need ",
    ),
    (
        re.compile(
            r"^(?:on|in) (?:it|there|this|that),? (?P<who>you|we|everybody|everyone|people)(?: can)? (?=(?:see|find|read|look)\b)",
            _I,
        ),
        r"\g<who> can ",
    ),
    (
        re.compile(
            r"^(?P<if>if|when|unless) (?P<when>(?:by|at|after|until) (?:the )?(?!the\b)[\w:’']+(?: (?!the\b|they\b|it\b|nobody\b|no\b)[\w’']+)?) (?P<who>they|it|nobody|somebody|no one|(?:the|an?) [a-z]+) (?P<rest>[^,]+),",
            _I,
        ),
        r"\g<if> \g<who> \g<rest> \g<when>,",
    ),
    (
        re.compile(r"^(?P<who>(?:the |our )?[a-z]+(?: [a-z]+)?s) only (?P<what>their own \w+)", _I),
        r"\g<who> can see only \g<what>",
    ),
    (re.compile(r"^(?:must[ -]haves?|essential|needed): (?=\w)", _I), "We must have "),
    (
        re.compile(r"^(?:nice(?:[ -]to[ -]haves?)?|bonus|optional|would be (?:cool|nice|great)): (?=\w)", _I),
        "Optionally, we need ",
    ),
    (re.compile(r"^(?P<if>if|when) (?P<case>[^:,]{8,60}): (?=\S)", _I), r"\g<if> \g<case> -> "),
    (
        re.compile(
            r"\b(?P<who>they|he|she|it)['’]d (?=(?!like|love|prefer|rather|better|be\b|have\b|need|want|never|been|had)[a-z]+\b)",
            _I,
        ),
        r"\g<who> would ",
    ),
    (
        re.compile(r"\b(?P<where>out|in|up|down) comes (?P<what>(?:an?|the) [\w-]+)", _I),
        r"\g<what> comes \g<where>",
    ),
    (re.compile(r", say (?P<what>[^,]{3,30}),", _I), r" like \g<what>,"),
    (
        re.compile(
            r"^(?P<case>(?:if|when|once|after|as soon as) [^,]+?),? it (?:must|should|has to|needs to) be possible to (?P<do>[a-z]+\b)",
            _I,
        ),
        r"\g<case>, we must be able to \g<do>",
    ),
)
_REASONED = re.compile(
    r"^(?P<why>[^;:]{12,}?),? (?:and )?so (?P<what>(?P<who>we|i|he|she|they|people|everybody|everyone|(?:the|my|our) [\w-]+)(?:['’]d| would)? (?:also |really )?(?:need|want|like|wants|needs)\b.+)$",
    _I,
)


_ITS_OWN = re.compile(
    r"^(?P<case>(?:if|when|once|unless) (?:an?|the) (?P<who>[\w-]+) [^,]+), it (?=gets |receives |pays |has to |must |can )",
    _I,
)


def _behind_a_reason(said: str) -> tuple[str, ...] | None:
    """The reason and the wish apart: "they take 18%, so we want our own page"."""
    match = _REASONED.match(said)
    found = find_predicate(tokens(match["why"])) if match else None
    if match is None or found is None or found.start == 0 or re.match(r"(?:if|when|unless)\b", said, _I):
        return None
    return f"{match['why'].rstrip(' ,')}.", capitalised(match["what"])


def _of_its_topic(said: str) -> str:
    """ "Damage: anybody can report it with a photo" with what is reported; any other text comes back as it is."""
    match = _TOPIC.match(said)
    if match is None or is_actor(match["label"]) or is_name(match["label"].split(" ")[0]):
        return said
    found = find_predicate(tokens(match["label"]))
    pronoun = _OF_TOPIC.search(match["rest"])
    clause = find_predicate(tokens(match["rest"]))
    if found or pronoun is None or clause is None or clause.start == 0:
        return said
    several = is_plural(match["label"])
    before = match["rest"][: pronoun.start()]
    if several != (pronoun["it"].lower() == "them") or re.search(
        r"\b(?:the|an?|each|every|our|my) (?!\w+ (?:can|may|must|should))", before
    ):
        return said
    named = f"the {uncapitalised(match['label'])}"
    return capitalised(f"{before}{named}{match['rest'][pronoun.end() :]}")


def _shown(said: str) -> str | None:
    """What is to be seen, where only what somebody asks of it is said: "How many families, which wards."."""
    match = _ASKS.match(said)
    if match is None or said.rstrip().endswith("?"):
        return None
    found = find_predicate(tokens(match["asked"]))
    if match["label"]:
        if (
            find_predicate(tokens(match["label"]))
            or is_actor(match["label"])
            or is_name(match["label"].split(" ")[0])
        ):
            return None
        return f"The system should show the {uncapitalised(match['label'])}: {match['asked']}"
    pieces = re.split(r",\s+(?:and\s+)?", match["asked"].rstrip(" ."))
    if found is not None or len(pieces) < 2 or not all(_ENUMERATED.match(piece) for piece in pieces):
        return None
    return f"The system should show {', '.join(uncapitalised(piece) for piece in pieces[:-1])} and {pieces[-1]}."


def plainly(said: str, *, asking: bool = True) -> tuple[str, ...]:
    """The statements that a wish stands for; anything else comes back as it is.

    Args:
        said: one sentence.
        asking: whether a question may be a wish; one that the next speaker answers is none.
    """
    said = _STUMBLED.sub(" ", said).strip() or said
    for pattern, full in _PLAINER:
        said = pattern.sub(full, said)
    if (paid := _ITS_OWN.match(said)) and is_actor(paid["who"]):
        said = f"{paid['case']}, the {paid['who']} {said[paid.end() :].lstrip()}"
    if behind := _behind_a_reason(said):
        return behind
    said = _of_its_topic(_WHETHER.sub(r"\g<ask> whether", said))
    if shown := _shown(said):
        return (shown,)
    if hoped := _HOPED.match(said) or _LOVED.match(said):
        clause = _as_it_shall_be(hoped["what"])
        return (f"Optionally, {clause}",) if clause else (said,)
    if (hoped := _HOPED_TO.match(said)) and is_base_verb(hoped["what"].split(" ")[0].lower()):
        return (f"Optionally, we can {hoped['what']}",)
    if (reported := _SAID.match(said)) and _is_somebody(reported["who"]):
        clause = _as_it_shall_be(reported["what"], plain="must")
        return (capitalised(clause),) if clause else (said,)
    if asking and (asked := _asked(said)):
        return (asked,)
    if (barred := _BARRED.match(said)) and barred["verb"].lower() not in _TO_THE_READER and not said.endswith("?"):
        if is_base_verb(barred["verb"].lower()) and " " in barred["do"]:
            return (f"The system must not {barred['do']}",)
        return (said,)
    if shared := _SHARED.match(said):
        lead = shared["lead"] or "There must be "
        return (f"{capitalised(lead)}{uncapitalised(shared['what'])}that {shared['who']} can {shared['do']}",)
    return _wanted(said)


def _wanted(said: str) -> tuple[str, ...]:
    match = _WANTS.match(said)
    if match is None or not _is_somebody(match["who"]) or not _is_somebody(match["whom"]):
        return (said,)
    verb = match["do"].removeprefix("not ").split(" ")[0].lower()
    if not is_base_verb(verb) and verb != "be":
        return (said,)
    pieces = re.split(r",? and (?=(?:the |our |my )?[\w-]+ to [a-z]+)", match["do"])
    made = [f"{match['lead']}{_able(match['whom'], pieces[0])}"]
    for piece in pieces[1:]:
        who, _, do = piece.partition(" to ")
        if not _is_somebody(who):
            return (said,)
        made.append(f"{match['lead']}{_able(who, do)}")
    return tuple(capitalised(each) if each.endswith(".") else f"{capitalised(each)}." for each in made)


def _able(who: str, do: str) -> str:
    no = do.startswith("not ")
    do = re.sub(r"^be able to ", "", do.removeprefix("not "))
    return f"{who} {'must not' if no else 'should be able to' if not do.startswith('be ') else 'should'} {do}"


def _is_somebody(who: str) -> bool:
    bare = re.sub(r"^(?:(?:and|but|so|also),? )+", "", who, flags=_I).strip()
    if bare.lower() in {"i", "we", "they", "he", "she", "people", "everybody", "everyone", "somebody", "someone"}:
        return True
    return is_actor(bare) or is_name(bare) or re.fullmatch(r"(?:Dr|Mr|Mrs|Ms)\.? [A-Z]\w+", bare) is not None


def _asked(said: str) -> str | None:
    """A question that asks for something, as what should be: "Can it also tell me …?"."""
    if match := _POSSIBLE.match(said):
        who = match["for"].removeprefix(" for ") if match["for"] else "we"
        return f"{capitalised(who)} should be able to {match['do']}."
    match = _ASKED.match(said)
    if match is None or re.search(r"\bor (?:is|do|does|not|should)\b|\bby (?:when|then)\b", said, _I):
        return None
    verb = match["do"].split(" ")[0].lower()
    if verb in _OF_THE_TALK or not is_base_verb(verb):
        return None
    who = match["who"]
    system = who.lower() == "it" or re.match(
        r"(?:the|our|my) (?:app|system|tool|program|site|website|thing)$", who, _I
    )
    modal = "should" if system else "should be able to"
    if match["modal"].lower() == "should":
        return None  # that is for others to decide
    also = "also " if (match["also"] or "").lower() == "also" else ""
    return f"{capitalised(who)} {modal.replace('should', f'should {also}'.strip(), 1)} {match['do']}."


def _as_it_shall_be(clause: str, plain: str = "should") -> str | None:
    """A clause that tells of what would be, as what shall be: "the thing told me" as "the thing should tell me"."""
    found = find_predicate(tokens(clause))
    if found is None or (found.start == 0 and not found.subject_is_short):
        return None
    verb = _verb_span(clause, found)
    if verb is None:
        return clause
    before, said, after = clause[: verb[0]], clause[verb[0] : verb[1]].lower(), clause[verb[1] :]
    if said in {"could", "can", "might"}:
        return f"{before}can{after}"
    if said in {"would", "should", "must", "may", "will", "has", "have", "need", "needs"}:
        return f"{before}should{after}" if said in {"would", "will"} else clause
    if said in {"was", "were", "is", "are"}:
        return f"{before}should be{after}"
    if said in {"did", "does", "do"} and (no := re.match(r"(?:n['’]t| not)\b", after)):
        return f"{before}{plain} not{after[no.end() :]}"
    if said == "didn't" or said == "didn’t":
        return f"{before}{plain} not{after}"
    form = verb_form(said)
    return f"{before}{plain} {form[0]}{_coordinated(after)}" if form else clause


def _coordinated(after: str) -> str:
    """Further verbs in the past, after "and", in the form that goes with the first."""

    def base(match: re.Match[str]) -> str:
        form = verb_form(match["verb"])
        done = form is not None and form[1] in {"past", "participle", "third"}
        return f"{match['and']}{form[0]} " if form and done else match.group()

    return re.sub(
        r"(?P<and> and )(?P<verb>[a-z]+) (?=(?:the|an?|it|them|me|us|him|her|who|what|which|how)\b)", base, after
    )


def _verb_span(clause: str, found: Predicate) -> tuple[int, int] | None:
    """Where the finite word of a predicate stands."""
    if found.subject_is_short:
        return None
    word = re.match(
        r"(?:(?:also|just|only|really|then|simply|automatically) )*(?P<verb>[A-Za-z]+(?:n['’]t)?)",
        clause[found.start :],
    )
    return (found.start + word.start("verb"), found.start + word.end("verb")) if word else None
