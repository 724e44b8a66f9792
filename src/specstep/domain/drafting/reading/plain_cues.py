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


FOR_US = re.compile(r"^(?:an? )?(?:[\w-]+ ){1,3}for (?:our|my) [\w-]+", _I)
"""How a note names the thing: "Shared wallet for our flat"."""


EXPLAINS = re.compile(
    r"(?:the \w+ )?saves (?:the|us|me|them|everybody|everyone|a lot)\b|what happens (?:now |today |then )?is\b|(?:that|this)(?:['’]s| is| was) (?:when|why|because|where|how|what|who)\b|in (?:force|effect) (?:since|from)\b|(?:it|this|that|the \w+|we|they)(?: has|['’]s| have|['’]ve) been [^.]*\bsince \d{4}\b",
    _I,
)
"""What gives the reason for what was said before."""


MEASURED = re.compile(
    r"^[^:.]{0,40}\b(?:latency|availability|uptime|response time|throughput|accuracy|error rate|packet loss|battery life|lead time)"
    r"(?: (?:of|for) [^.]{2,60}?)? (?:(?:is|must be|should be) )?(?:under|below|less than|at most|over|above|at least|more than|within|[<>≤≥]) ?\d",
    _I,
)
"""A measure with its bound, with or without a verb: "p99 latency under 150 ms"."""


RECOVERY = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?) of (?:[\w-]+ )?\w+ (?:may|can|must|shall|should|is|are|will)(?: not)? (?:be |get )?lost\b"
    r"|\blos(?:e|ing) (?:no more than|at most|more than|up to) [\w.]+ (?:seconds?|minutes?|hours?|days?) of\b",
    _I,
)
"""How much work may be lost: a measure of recovery, not something that anybody is allowed to do."""


PAID_BY_THE_PIECE = re.compile(
    r"\b(?:pays?|gives?|refunds?) (?:us|me) .*\b(?:per|for (?:each|every)) (?!year|month|week|quarter|day)\w", _I
)
"""What others pay us for each thing is how things are: no budget, and nothing that somebody does in the system."""


WE_PAY = re.compile(
    r"^(?:(?:so|and|but|budget),? )*(?:(?:i|we)(?:['’]d| would| can| could| will|['’]ll)?(?: only| not|not|n['’]t)? (?:pay|spend|afford|can(?:not|['’]t) (?:spend|pay|afford))"
    r"|(?:the|our) (?:city|council|county|foundation|parish|ministry|church|university|school|trust|sponsor|lottery|state|eu|choir|club|society|association|charity|company|orchestra|band|household)"
    r" (?:pays|gives|grants|funds|spends|(?:will|can|can only|could|would) (?:pay|spend|afford)))\b"
    r"(?=.*(?:\d|hundred|thousand))(?!.*\b(?:gyms?|drivers?|customers?|people|members?|suppliers?)\b)",
    _I,
)
"""Who pays for the project, and how much."""


WILL_NOT_PAY = re.compile(
    r"^(?:(?:and|but|also),? )*(?:i|we) (?:won['’]?t|will not|can(?:not|['’]t)|(?:do not|don['’]?t) (?:want to|wish to)|am not going to|are not going to) (?:pay|afford|spend)\b",
    _I,
)
"""What nobody is going to pay for."""

HAVE_IT_BY = re.compile(
    r"\b(?:have|get|need|want|see) (?:it|this)(?: \w+)? (?:by|before|in time for|no later than)\b.*(?:\d|season|christmas|easter)",
    _I,
)
WE_START = re.compile(
    r"^(?:we|i)(?:['’]d| would)? (?:wish|want|hope|like|plan|have|need)(?: to)? (?:start|begin|launch|open|go live)\b.*(?:\d{4}|january|february|march|april"
    r"|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)", _I
)  # fmt: skip
"""When the project shall be there."""


GOING_ON = re.compile(
    r"^(?:(?:and|but),? )*(?:the |our |my )?[\w-]+s? keeps? (?:on )?[a-z]{3,}ing\b|^(?:(?:and|but|actually|currently|now|today),? )*(?:the |our |my )?[\w-]+s? (?:is|are) (?:\w+ )?(?!being\b|going\b|having\b|using\b)[a-z]{3,}ing\b(?! to\b (?:be|get))",
    _I,
)
"""What goes on now, as one tells of it: "the clients are calling the office"."""


OF_A_DOCUMENT = re.compile(
    r"^(?:this|the) (?:document|brief|page|section|specification|text|paper|note|mail|memo)\b.{0,12}\b(?:specifies|describes|defines|lists|covers|explains|contains|is about)\b"
    r"|^(?:terms: )?[\"“'‘][\w -]{2,30}[\"”'’] (?:means|is|are|stands for|refers to)\b|^here(?:['’]s| is| are) (?:what|how|the)\b",
    _I,
)
"""A sentence about the text itself or about a word in it."""


USUALLY = re.compile(r"\b(?:sometimes|often|usually|mostly)\b", _I)
"""What happens anyway."""


WANTED_THING = re.compile(
    r"(?!no\b|not\b|what\b|how\b|like\b|same\b|more\b|only\b|half\b|that\b|from\b|on\b|in\b|at\b|with\b|for\b|by\b|about\b|around\b|\d|.*\?)"
    r"(?:an? )?(?:[\w'-]+ ){1,5}(?:with|via|as|when|through|using) (?:[\w'’.()-]+ ?){1,10}[.!]?$",
    _I,
)
"""Something named with how or when it shall be: "Electronic signature with badge and PIN"."""


REMARK = re.compile(
    r"(?:this|these|those|it|they|there|he|she|we|i|you|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|so|like|not|because|which|who|that|what|how|where|why|same|more|from|about|around|over|half|most|as|and|or|but|just|of course|with|without|for example"
    r"|e\.g\.|i\.e\.|see|thanks|sorry|mostly|maybe|perhaps|the (?:usual|same|whole|other)|a (?:bit|lot|few))\b|[\d.,%]+\b(?! ?%)(?! \w+ (?:with|for|per|in|at))",
    _I,
)
"""How a remark without a verb begins that names nothing wanted."""


ON_BEHALF = frozenset("invoice charge bill refund remind answer notify publish".split())
"""What people say that they do, and mean that the system shall do for them."""


ON_FOOT = frozenset("walk drive ride cycle carry phone ring shout stand queue wear sit climb".split())
"""What people do themselves, with or without a system."""


COMPLAINT = re.compile(
    r"\b(?:nobody|no one|no-one|none of us|hardly anybody|who) (?:really |ever |then )?(?:knows?|remembers?|can (?:say|tell|remember|find|look)|has (?:any idea|an idea|an overview|a clue)|looks at|reads|understands)\b(?! (?:unless|until|without|which password))"
    r"|\b(?:we|i|they) never (?:really )?know\b"
    r"|\b(?:we|i|they|people|you|it|he|she)(?: all| always| often| sometimes| keep| just| then)* (?:lose|loses|losing|lost) (?:track|count|sight|the)\b|\bdriv(?:es|ing) (?:me|us|everybody|everyone) (?:mad|crazy|up the wall|nuts)\b|\bis (?:a (?:mess|nightmare|disaster|pain|mystery)|chaos|hopeless)\b"
    r"|\b(?:always|often|keeps?|constantly|usually) (?:forget|forgets|forgetting|mix|mixes|mixing|complain|complains|complaining|miss|misses)\b|\bi forget to\b",
    _I,
)
"""What people suffer from today: the reason for what they want, and no rule."""


AT_PRESENT = re.compile(
    r"^(?:what (?:annoys|bothers|drives|goes wrong|happens|we have)|(?:the |our |my |main |biggest )*(?:problem|trouble|issue|pain|situation)s?|(?:how it works |what we do |as it is )?(?:today|now|currently|at the moment))\b[^:.]{0,40}:\s",
    _I,
)
"""A label before how things are today."""


WHO_WE_ARE = re.compile(
    r"^(?!it\b|the (?:app|system|limit|maximum|budget)\b)(?:he|she|(?:my|our|the) [a-z]+|(?:Mrs?\.? )?[a-z]+(?: [a-z]+)?) (?:is|am) (?:already )?[1-9]\d(?: years old)?[.!]?$|"
    r"^(?:(?:hi|hello|so|well|right),? )*(?:i am|i['’]m|we are|we['’]re|my name is|this is) (?:the|a|an|just a) (?!.*\b(?:must|should|want|need|can|per|only user)\b)(?:[\w’'-]+ ){0,6}?(?:secretary|owner|manager|chair\w*|treasurer|head|cook|chef|team|group|club|shop|charity|company|bank|school|practice|society|association|choir|band|orchestra|farm|workshop|studio|agency|office|family|couple|cooperative|co-op|museum|church|parish|centre|center|nursery|library|garage|bakery|salon|hotel|museum|teacher|nurse|doctor|coach|trainer|director|founder|volunteer)\b",
    _I,
)
"""Who writes."""


GO_LIVE = re.compile(
    r"^(?:(?:before|by|in|until) [\w ]{3,30}|(?:the )?(?:end of |start of |beginning of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|christmas|easter)) would be (?:\w+ )?(?:brilliant|perfect|great|good|nice|ideal|lovely|best|fine|wonderful)\b|"
    r"^(?:(?:ideally|preferably|please),? )?(?:to )?(?:go(?:es|ing)? live|launch|opening|live|ready|start(?:ing)?(?: small)?)\b[^:]{0,40}?\b(?:by|before|in|on|from|until|not later than)\b (?:the )?(?!when\b)[\w ]*(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter|holidays?|season|term|year|q[1-4]|\d{4})\b",
    _I,
)
"""A wished-for date without its subject."""


UNDONE = re.compile(
    r"(?:there must be )?no (?:more )?(?:double|duplicate|overlapping|clashing)(?:[ -][a-z]+)+|(?:there must be )?no (?:duplicates|overlaps?|overbookings?|clashes|conflicts|collisions)\b",
    _I,
)
"""What must never happen twice or at once."""


OWN_WORK = frozenset(
    "confirm enter approve plan post publish choose decide check upload print export assign mark set".split()
)
"""What people say that they do once they have come to what they want, and mean that they do it with the thing."""


BY_HAND = re.compile(
    r"\b(?:by hand|on paper|every time|again|by myself|notebook|excel|spreadsheet|whiteboard|wall|diary|phone|hours?|whole)\b",
    _I,
)
"""What tells that somebody speaks of how they do it today."""


BURDEN = re.compile(
    r"^(?:[^,]{3,40}, |(?:at|on|in|every) [\w ]{3,25} )?(?:then |so |and )*(?:i|we|she|he|they|my \w+|the \w+) (?:(?:always|then|often) )*(?:have|has) to \w+\b[^.]*\b(?:every (?:single )?time|again|twice|all over|all day|by hand|myself|away)\b",
    _I,
)
"""What somebody has to do today because there is nothing better yet."""


BY_OLD_MEANS = re.compile(
    r"\b(?:in|on|with|by|into|from|gets?) (?:an?|the|his|her|their|my|our|one) (?:[a-z]+ )?(?:spreadsheet|notebook|whiteboard|blackboard|diary|exercise book|wall calendar|paper (?:form|list|ticket|calendar|slip)|excel(?: sheet| file| list)?|ring binder|index cards?|post-its?|whatsapp group)\b",
    _I,
)
"""What people do with paper and spreadsheets, before there is anything better."""


TOPIC_ONLY = re.compile(
    r"(?:(?:then|next|and|also|now|finally),? )?(?:the|her|his|our|my|their) [\w’'-]+(?: [\w’'-]+)?[.!:]?", _I
)
"""What somebody comes to next: "Then her tablets."."""
