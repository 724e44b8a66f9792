"""The wordings of plain statements: how things are, how they shall go, what says nothing by itself."""

import re

_I = re.IGNORECASE

AS_IT_IS = re.compile(
    r"^(?:we|i) (?:have|run|own|operate|are) an? (?!\w+ (?:users?|people))|^(?:we|i|they|people)\b(?!.*\b(?:must|should|can|want|need)\b).*\b(?:wrong|by hand|on paper|by mistake)\b|^(?:most|many|some|half) of\b",
    _I,
)
"""How things are today: what somebody runs, what goes wrong, what people are like."""


ALLOWED_TIME = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}?(?:\d+|one|two|three|five|ten) (?:minutes?|hours?|days?|weeks?) to \w", _I
)


BOUNDED = re.compile(
    r"\b(?:up to|until|at most|at least|within|no later than|in advance|with one click|and can)\b", _I
)


AT_A_MOMENT = re.compile(
    r"(?:after|above|below|beyond|over|under|within|from|every|each|once|at the end|on (?:the|every|each|\w+days?)|in (?:the|each|every|that)"
    r"|with|without|then|afterwards|before|until|between)\b",
    _I,
)


OF_THE_MIND = frozenset(
    "be have cost want understand know think like hate love forget believe hope complain care".split()
) | {""}


MERE_WORD = re.compile(
    r"(?!no\b|only\b)[a-z']+(?:[ -](?!only\b)[a-z']+)?[.!,…]*$|\W*\d*\W*$|that's it\b.{0,3}$|[a-z]{1,4}-?\d+[.:]?$",
    _I,
)
"""A word or two that say nothing by themselves: "Keys!", "Finally."."""


REFUSED_TO_OTHERS = re.compile(
    r"^(?:(?:and|but|so),? )?(?:i|we) (?:do not|don'?t|would not|wouldn'?t) (?:want|like) (?:anybody|anyone|people|somebody|someone|(?:the |our )?\w+s)"
    r" (?:to \w+|\w+ing)\b",
    _I,
)
"""What others shall not do is a rule, not something left out."""


PURPOSE = re.compile(
    r",? (?:so that|because|in order (?:that|to)|so (?:we|i|they|nobody|people|no one|he|she|it)\b(?! (?:must|has to|have to|should|needs? to|can only))).*$|\s[-–—]\s+(?:last|that|it|this)\b.*$",
    _I,
)
"""What a statement is for: it says nothing of what part the statement plays."""


ANOTHER_PROJECT = re.compile(
    r"\b(?:an?|the) (?:\w+ )?(?:second|separate|different|unrelated|other) (?:project|app|tool|system|website)\b|^the (?:first|second|third|other)"
    r" (?:one |project )?is (?:an?|the) ",
    _I,
)


STATES_OF_RULES = re.compile(
    r"(?:due|optional|confidential|mandatory|compulsory|visible|valid|final|free|locked|anonymous|unique|read-only|closed|private|public"
    r"|secret|available|required|allowed|possible|enough|equal|sorted|limited)\b",
    _I,
)


THING = re.compile(
    r"\b(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|shop|device)\b",
    _I,
)


EXPLAINS = re.compile(
    r"(?:that|this)(?:['’]s| is| was) (?:when|why|because|where|how|what|who)\b|in (?:force|effect) (?:since|from)\b",
    _I,
)
"""What gives the reason for what was said before."""


ON_FOOT = frozenset("walk drive ride cycle carry phone ring shout stand queue".split())
"""What people do themselves, with or without a system."""
