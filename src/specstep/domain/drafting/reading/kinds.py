"""What part a statement plays."""

import re

from specstep.domain.drafting.reading.asides import is_small_talk, is_to_machine
from specstep.domain.drafting.reading.sections import Section, section_of
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.lemmas import past
from specstep.domain.language.nouns import is_actor, is_plural
from specstep.domain.language.values import Clause, Modality, SubjectRole

_K = FactKind
_I = re.IGNORECASE
_UNDECIDED = re.compile(
    r"\b(?:(?:i|we)(?: (?:really|still|just))? (?:do not|don'?t|didn'?t) (?:yet )?know|(?:i'?m|we'?re|i am|we are|am|are)(?: still)? not (?:yet )?(?:sure|certain|decided)|not (?:yet )?(?:sure|decided|clear)(?: yet)?(?! (?:enough|the))|unclear\b|tbd\b|to be (?:decided|determined|confirmed|clarified)"
    r"|(?:have|has)(?: not|n'?t) (?:yet )?(?:decided|been decided|agreed)|undecided|still (?:open|thinking)|open question|i wonder|we wonder|no idea)\b",
    _I,
)
_LATER = re.compile(
    r"\b(?:(?:in|for|is|as) (?:a )?(?:phase|version|release|stage|step) (?:2|3|two|three)|phase (?:2|3|two|three)|second (?:phase|version|release|step|stage)|(?:in|for) v[23]\b|^v[23]\b|in (?:the )?future|in the long (?:run|term)|eventually|some ?day|(?:^|[,;] |maybe |perhaps |and )one day\b(?! (?:before|after|ahead|earlier|later|in advance|prior)|['’]s)|\bone day(?=[.!]?$)(?<!to one day)(?<!least one day)(?<!within one day)(?<!most one day)(?<!than one day)(?<!of one day)(?<!for one day)(?<!in one day)|down the (?:road|line)"
    r"|not (?:now|yet|for now|in the first (?:version|release|phase|step))|next (?:year|season|release|version)|(?:can|could|will|may|might|should) (?:come|wait|follow|be (?:added|done|built)|be) (?:\w+ )?(?:later|afterwards|until)|for later|later on|at a later (?:stage|date|point)|maybe later|perhaps later|later,? maybe|after (?:the )?(?:launch|pilot|first (?:release|version|season|year)))\b"
    r"|^later(?:,| on\b| (?:we|it|there|i|maybe|perhaps|versions?|the|a)\b)|(?<!no )(?<!not )(?<!days )(?<!hours )(?<!minutes )(?<!weeks )(?<!months )(?<!day )(?<!hour )(?<!week )(?<!month )(?<!year )(?<!years )(?<!seconds )(?<!sooner or )\blater[.!)]?$",
    _I,
)
_NON_GOAL = re.compile(
    r"\b(?:out of scope|not (?:in|part of) (?:the )?scope|not part of (?:this|it|the)|beyond (?:the )?scope|(?:we|i|they|users?|it|this|the \w+|nobody|people) (?:\w+ )?(?:do not|don'?t|does not|doesn'?t|did not|won'?t|will not) (?:really )?(?:need|want|have to|plan|intend|aim|care|require|be (?:a|an|used|needed))\b"
    r"|no need (?:for|to)|not (?:needed|required|necessary|wanted|meant|intended|supposed|planned|interested)|non-goal|(?:must|should|shall|is) not (?:to )?(?:become|turn into|replace|grow into|try to)|(?:is|are|'s) not (?:a|an|another|trying|going to be)\b|isn'?t (?:a|an|another|meant|trying)\b|needn'?t|never needs? to|doesn'?t need|leave (?:\w+ ){1,4}out\b|no plans? (?:for|to)"
    r"|(?:is|are|gets?) (?:already |all )?(?:handled|done|dealt with|taken care of|managed|kept|solved|covered|paid) (?:elsewhere|outside|separately|(?:by|in|with) (?:another|a different|a separate) \w+))\b",
    _I,
)
_NO_FRAGMENT = re.compile(
    r"(?:(?:so|also|and|but|please|absolutely|definitely|there (?:is|are|will be|should be|must be)),? )?no (?!later|more|less|fewer|longer|one\b|body)\w+",
    _I,
)
_NO_MONEY = re.compile(
    r"(?:(?:we|i) (?:have|'?ve got) )?(?:no|zero|hardly any|next to no) (?:budget|money|funds)\b", _I
)
_SYSTEM_HAS_NO = re.compile(
    r"^(?:the|this|our) [\w -]{2,30} (?:has|have|includes?|offers?|needs?) no \w+|does not include\b", _I
)
_DECISION = re.compile(
    r"\b(?:(?:we|i)(?:'ve| have)?(?: already)? (?:decided|chose|chosen|settled|agreed|picked)|(?:we|i)(?:'ll| will) (?:use|go with|stick|take|host|build|run)|(?:we|i)(?:'d| would)? (?:host|run|install|deploy|put) (?:it|this|that|the \w+) (?:on|in|at|with)|it(?:'s| is| was) (?:already )?(?:decided|settled|agreed)|(?:is|are|was|were)(?: already)? (?:decided|settled|agreed)|must be (?:written|built|implemented|developed|hosted) (?:in|with|on|as)|(?:should|shall|will|must|to) (?:use|be hosted|run|be built|be written|be implemented|be deployed) (?:on|in|with|as|by|at)?\s?(?:our|a|an|the)?\s?"
    r"(?:own |existing |small |single |cheap )*(?:postgres\w*|sqlite|mysql|mariadb|mongo\w*|redis|python|django|flask|fastapi|rails|ruby|java\b|kotlin|swift|go\b|golang|rust|typescript|javascript|node|react\w*|vue|angular|svelte|flutter|electron|docker|kubernetes|aws|azure|gcp|google cloud|hetzner|raspberry|vps|server|laravel|php|wordpress|\.net|c#|c\+\+|esp32|arduino|mqtt|lorawan|stripe|firebase|supabase|heroku|linux)"
    r"|(?:stick|go|stay) with|our (?:choice|stack) is|the decision (?:is|was))\b",
    _I,
)
_TECH_STATEMENT = re.compile(
    r"^(?:(?:it|the [\w -]+) (?:is|will be|gets|should be|must be|has to be) )?(?:written|built|developed|implemented|hosted|deployed|based|stored) (?:in|with|on|at|using|by|as) ",
    _I,
)
_BAN = re.compile(
    r"\b(?:never|must not|mustn'?t|may not|cannot|can'?t|shall not|not (?:be )?allowed|forbidden|prohibited|under no circumstances|(?:nobody|no one|none)\b[^.]{0,40}? (?:may|can|must|should)|not permitted|no \w+ (?:may|must|can|is allowed|are allowed))\b",
    _I,
)
_ONLY = re.compile(
    r"(?:^|\b)only (?:[\w-]+ ){1,6}?(?:may|can|must|is allowed|are allowed|should|sees?|has|have)\b|\b(?:may|can|must|should|is|are) only\b|\bonly (?:with|after|if|when|by|for|until|on|up to)\b",
    _I,
)
_LAW = re.compile(
    r"\b(?:gdpr|dsgvo|rgpd|hipaa|ccpa|pci(?:[- ]dss)?|by law|the law|legal(?:ly)?|regulation|regulations|tax (?:law|office|authority)|compliance|compliant|statutory|data protection|audit[- ]proof|gobd|sox|wcag|retention period|consent|age of consent)\b",
    _I,
)
_RULE = re.compile(
    r"\b(?:always|at all times|every \w+ (?:must|needs|has to)|must be (?:kept|retained|deleted|erased|approved|signed|confirmed|stored for)|(?:is|are) (?:allowed|permitted|forbidden|prohibited|required|mandatory)|rule|policy|at least \d+ (?:hours|days|weeks)|(?:kept|retained|stored) for (?:at least )?\w+ (?:years?|months?|days?|weeks?)|minimum age|has to be approved|need(?:s)? approval|maximum of|at most|no more than|up to)\b",
    _I,
)
_QUALITY = re.compile(
    r"\b(?:(?:respon[ds]\w*|load\w*|open\w*|start\w*|answer\w*|search\w*|appear\w*|shown?|finish\w*|render\w*|process\w*|react\w*|complete\w*|results?|takes?|arriv\w+|reach\w*|done|deliver\w*|sync\w*|update\w*) (?:[\w'-]+ ){0,8}?(?:(?:in|within|under|less than|no more than|at most|max\.?) (?:\w+ )?(?:\d+|one|two|three|five|ten|half)[\w.,]* ?(?:s\b|ms\b|sec\w*|second\w*|millisecond\w*|minute\w*))|uptime|availability|available (?:\d|around the clock|24)|24/7|99[.,]\d|response times?|latency|fast(?:er)?\b|slow|quick(?:ly)?|usab\w+|accessib\w+|screen reader\w*|wcag|easy to use|simple to use|"
    r"intuitive|reliab\w+|robust|scal(?:e|able|es)\b|encrypt\w*|secur(?:e|ity|ely)|backups?\b|backed up|maintainab\w+|battery|keyboard|one[- ]handed|big buttons|large (?:buttons|text|font)|no training|without training|learn it|in bright sun\w*|readable|offline-first|portable|memory|throughput|at the same time|simultaneous\w*|concurrent\w*)\b",
    _I,
)
_MONEY = re.compile(
    r"\b(?:budget|cost[s]?|spend|afford|cheap|price|pay(?:s|ing)? (?:no )?more|per month for hosting|euros? a month|funding|grant)\b",
    _I,
)
_COSTS_NOTHING = re.compile(
    r"\b(?:costs? (?:us |me )?(?:nothing|no money)|(?:not|n't|never) cost (?:us |me )?(?:anything|any money|a (?:cent|penny))|(?:be|is|run|stays?) (?:\w+ )?free of (?:charge|cost))\b",
    _I,
)
_TIME_LIMIT = re.compile(
    r"\b(?:deadline|(?:target|launch|release|go-live) date|ready (?:by|in|before|for)|(?:live|launch\w*|running|finished|done|start\w*|needed|go live|in use|available) (?:by|before|in|on|from) (?:the )?(?:\d(?!\d?:\d\d|\d? ?[ap]\.?m\b)|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter|monday|next|end|start|beginning|mid)|weeks? (?:to build|of (?:work|development))|by (?:the end of |end of |mid-?|early |late )?(?:january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|spring|summer|autumn|\d{4}|q[1-4])\b|evenings? (?:a|per) week|hours? (?:a|per) week to|one developer|two developers|(?:\w+) (?:developer|programmer)s?\b|team of|in my spare time|months? to build)",
    _I,
)
_LOAD = re.compile(
    r"\b(?:per (?:second|minute|hour|day|week|month|year)|(?:a|every|each) (?:day|week|month|year|second|minute|hour)|at (?:the same time|once|peak)|peaks?|concurrent|in total|in parallel|on (?:a )?(?:busy|normal|average|saturdays?|sundays?))\b",
    _I,
)
_DATA = re.compile(
    r"\b(?:(?:we|it|the [\w -]+|they|i|you)(?: (?:must|should|need to|have to|want to|can|will|also|only))* (?:keep|keeps|store|stores|record|records|save|saves|track|tracks|note|notes|collect|collects|hold|holds|log|logs|remember|remembers)\b (?!track of)|^(?:each|every|an?) [\w -]{2,30} (?:has|have|consists? of|contains?|includes?|carries|comes with|records?|stores?|gets an?)\b|for (?:each|every|a) [\w -]{2,40},? (?:we|i|it|the [\w ]+?|they) (?:need|keep|store|record|save|note|want|must|should|have)|consists? of|(?:is|are) (?:stored|recorded|saved|kept|logged|noted) (?:with|for each|per|together)|fields?\b|attributes?\b|with (?:its|their) (?:name|date|time|address))",
    _I,
)
_GOAL = re.compile(
    r"\b(?:(?:the|our|my|main|one) (?:main |whole |overall )?(?:goal|aim|point|purpose|idea|objective|vision|mission|hope)s? (?:is|are|of|was)|(?:we|i)(?:'d| would)? (?:want|like|love|need|wish|hope|plan|aim)s? (?:to )?(?:\w+ )?(?:stop|reduce|save|cut|avoid|replace|get rid of|end|improve|spend less|halve|lower|free|prevent|move away|digiti[sz]e|simplify|grow|make sure)\b|in order to|(?:is|are) (?:meant|supposed|intended|designed) to (?:help|replace|reduce|save)|should (?:save|reduce|replace|help|end|cut|halve)\b|success\b|we(?:'ll| will) (?:be happy|know it works|call it a success)|"
    r"(?:^|: )(?:the|our|my) (?:\w+ )?(?:club|company|team|school|office|charity|shop|association|family|department|group|society|business|practice|parish|town|city|university|firm|startup|start-up) needs? (?:a|some) (?:[\w-]+ )?way to\b|(?:we|i) need (?:a|some) (?:[\w-]+ )?way to\b|(?:we|i)(?:'re| are|'m| am|'d| would)? (?:\w+ )?(?:need|want|looking for|like|would like|'d like|'d love|build|building|planning|develop|developing|thinking (?:of|about)|plan|create|creating|make|making)(?: (?:to )?(?:build|have|create|make|get|develop|write))?:? (?:an?|some|our own|one) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|web ?site|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|solution|pipeline|dashboard|planner|tracker|monitor|api|database|script|webshop|shop|device|product|database|package|thing|something|register|calendar|board|diary)\b)",
    _I,
)
_ORDERED = re.compile(
    r"(?:(?:please|can you|could you),? )*(?:build|make|create|write|develop|design|give|get) (?:me|us) (?:an?|some) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|script|dashboard|planner|tracker)\b",
    _I,
)
"""How a brief opens that orders the thing: "Build me a CLI that …"."""
_IDENTITY = re.compile(
    r"^(?:an?|the) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|device|package)\b (?:that|which|to|for|where)\b|\b(?:is|will be|shall be|should be) (?:an?|the) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|device|package)\b (?:that|which|to|for|where)\b",
    _I,
)
_ACTOR = re.compile(
    r"\b(?:(?:is|are|will be) (?:mainly |mostly |only |primarily )?(?:used by|for (?:our|my|the|people|small|private|all)|(?:the |our )?(?:main |only |primary )?users?)|users (?:are|include)|target (?:group|audience)|(?:will|would|to|should|can) (?:all )?(?:be )?us(?:e|ing) (?:it|the (?:app|tool|system|site|service|cli))(?! to)|(?:used|operated|maintained|administered|run) by (?:our|the|about|around|\d|two|three|four|five|six|seven|ten|one|volunteers|staff|people)|there (?:are|is|will be) (?:\w+ )?(?:(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|ten|twelve|several) )?(?:kinds of |types of |groups of )?(?:users|roles|people)(?! per\b| for each\b)|only me\b|i am the only user|personas?)\b",
    _I,
)
_NOW = re.compile(
    r"\b(?:today|currently|at the moment|right now|nowadays|so far|up to now|until now|these days|for years|now we|we now|presently|already|as of today|last (?:year|month|week|summer|season))\b(?! only)",
    _I,
)
_SOFT = re.compile(
    r"\b(?:it would be (?:nice|great|good|cool|lovely|useful)|would be (?:nice|great|good|cool|lovely)|nice to have|if (?:it'?s )?possible|bonus|not essential|optional(?:ly)?|could be nice|(?:would|'d) be a plus|wishful|if there'?s time|if time allows)\b",
    _I,
)
_SHOULD = re.compile(r"\b(?:ideally|preferably|should|would like|'d like|important but)\b", _I)
_MUST = re.compile(
    r"\b(?:must|have to|has to|need to|needs to|required|mandatory|essential|absolutely|critical(?:ly)?|non-negotiable|shall|definitely|under no circumstances|never|crucial|vital)\b",
    _I,
)
_RETENTION = re.compile(r"\b(?:\d+|one|two|three|five|six|seven|ten|twelve) (?:days?|weeks?|months?|years?)\b", _I)
_WANTED = frozenset(
    {Modality.MUST, Modality.MUST_NOT, Modality.SHOULD, Modality.COULD, Modality.CAN, Modality.WANT, Modality.WILL}
)


def priority_of(text: str, kind: FactKind, section: Section | None) -> str | None:
    """The MoSCoW priority that the wording or the heading gives, or None."""
    if kind in {_K.NON_GOAL, _K.LATER}:
        return "wont"
    if kind in {_K.ASIDE, _K.QUESTION, _K.CONTEXT, _K.ACTOR}:
        return None
    if _SOFT.search(text):
        return "could"
    if section and section.priority:
        return section.priority
    if _MUST.search(text):
        return "must"
    if _SHOULD.search(text):
        return "should"
    return "could" if re.search(r"\b(?:could|might|maybe|perhaps)\b", text, _I) and kind is _K.NEED else None


def kind_of(
    text: str,
    clause: Clause,
    section: Section | None,
    *,
    listed: bool = False,
    previous: FactKind | None = None,
    wanting: bool = False,
) -> FactKind:
    """The part that an English statement plays in a project.

    Args:
        text: the statement, complete.
        clause: the same, taken apart.
        section: what the heading above it announces.
        listed: whether it is an item of a list, where plain statements tell needs rather than how things are.
        previous: the part of the statement before it; a plain statement goes on with it.
        wanting: whether the talk has come to what is wanted: what people do is from then on what they shall do.
    """
    if is_to_machine(text):
        return _K.ASIDE
    if text.rstrip(" )*_\"'”").endswith("?"):
        return _K.ASIDE if is_small_talk(text) else _K.QUESTION
    if _UNDECIDED.search(text) and not clause.conditions:
        return _K.QUESTION
    if section and section.binding and section.kind is not _K.QUESTION:
        return section.kind
    if is_small_talk(text) or (not clause.verb and len(text.split()) <= _HEADING and section_of(text.rstrip("."))):
        return _K.ASIDE
    if len(core := _PURPOSE.sub("", text).split()) > _FEW:
        text = " ".join(core)
    if section and section.kind is _K.QUESTION:
        return _K.QUESTION
    obliging = clause.modality in {Modality.MUST, Modality.MUST_NOT} and re.search(r"\blater[.!)]?$", text, _I)
    if _LATER.search(text) and not obliging and not (section and section.kind is _K.CONTEXT):
        return _K.LATER
    if _REFUSED_TO_OTHERS.search(text):
        return _K.RULE
    if _NO_MONEY.match(text):
        return _K.LIMIT
    if (
        _NON_GOAL.search(text)
        or _SYSTEM_HAS_NO.search(text)
        or (_NO_FRAGMENT.match(text) and not _BAN.search(text))
    ):
        return _K.NON_GOAL
    return _wanted_or_given(text, clause, section, listed, previous, wanting)


def _wanted_or_given(
    text: str,
    clause: Clause,
    section: Section | None,
    listed: bool,
    previous: FactKind | None,
    wanting: bool,
) -> FactKind:
    system = clause.subject_role is SubjectRole.SYSTEM
    if _DECISION.search(text) or _TECH_STATEMENT.match(text):
        return _K.DECISION
    if _LAW.search(text) and (
        clause.modality in _WANTED
        or clause.verb in {"require", "apply", "demand", "keep", "follow"}
        or clause.negated
    ):
        return _K.RULE
    if _ANOTHER_PROJECT.search(text) and not _BAN.search(text):
        return _K.GOAL
    if _GOAL.search(text) or _IDENTITY.search(text) or _ORDERED.match(text):
        return _K.GOAL
    merely = not wanting and clause.modality is Modality.IS and re.search(r"\bnever\b", text, _I) and not section
    if (_BAN.search(text) and not (merely and not system)) or _ONLY.search(text):
        return _K.RULE
    if (
        section
        and section.kind in {_K.RULE, _K.DATA, _K.GOAL, _K.ACTOR, _K.DECISION}
        and not (
            section.kind in {_K.GOAL, _K.ACTOR} and (clause.modality in (_WANTED - {Modality.WILL}) and listed)
        )
    ):
        return section.kind
    if re.match(r"budget\b\W*(?:is |of )?\W*(?:\d|none|zero)", text, _I):
        return _K.LIMIT
    bounded = _TIME_LIMIT.search(text) or (
        _MONEY.search(text)
        and _amount(clause, money=True)
        and not (system and clause.verb not in {"be", "cost", "have"})
    )
    if _COSTS_NOTHING.search(text) and (
        system or (clause.subject or "").lower() in {"it", "this", "hosting", "everything"}
    ):
        return _K.LIMIT
    free = clause.modality is Modality.CAN and clause.verb not in {"cost", "be", "stay", "exceed", "spend"}
    if bounded and not free and not clause.conditions:
        return _K.LIMIT
    if _ACTOR.search(text):
        return _K.ACTOR
    if _NOW.search(text) and clause.modality in {Modality.IS, Modality.CAN} and not system:
        return _K.CONTEXT
    if (
        _QUALITY.search(text)
        and (clause.modality is not Modality.CAN)
        and not _past(text)
        and (
            clause.modality in _WANTED
            or system
            or listed
            or any(quantity.unit.startswith("%") for quantity in clause.quantities)
            or (section and section.kind is _K.QUALITY)
        )
    ):
        return _K.QUALITY
    if section and section.kind in {_K.QUALITY, _K.LIMIT} and clause.modality is not Modality.CAN:
        return section.kind
    if _DATA.search(text) and clause.verb in {"keep", "store", "record", "save", "track", "note", "collect", "hold", "log",
                                              "remember", "have", "consist", "contain", "include", "carry", "need", "come",
                                              "be"} and not _amount(clause, money=True) and not clause.conditions and not (
        clause.modality is Modality.CAN or (system and clause.verb in {"save", "record", "log", "track"})
    ):  # fmt: skip
        return _K.DATA
    if _RETENTION.search(text) and clause.verb in {
        "delete",
        "erase",
        "remove",
        "keep",
        "retain",
        "store",
        "archive",
    }:
        return _K.RULE
    if (
        _RULE.search(text)
        and clause.verb == "need"
        and clause.subject_role is SubjectRole.THING
        and clause.quantities
    ):
        return _K.RULE
    if (
        _RULE.search(text)
        and (clause.modality in _WANTED or clause.passive)
        and clause.modality is not Modality.WANT
    ):
        return _K.RULE
    if clause.modality in _WANTED:
        return _past_or_need(text, clause)
    return _given(text, clause, section, listed, system, previous, wanting)


def _past_or_need(text: str, clause: Clause) -> FactKind:
    if (
        clause.modality is Modality.WILL
        and re.search(r"\bwould\b", text)
        and clause.subject_role is SubjectRole.ACTOR
    ):
        return _K.NEED if re.search(r"\bwould (?:like|love|be)\b", text) else _K.CONTEXT
    return _K.NEED


def _given(
    text: str,
    clause: Clause,
    section: Section | None,
    listed: bool,
    system: bool,
    previous: FactKind | None,
    wanting: bool,
) -> FactKind:
    if _in_the_past(text, clause) or _EXPLAINS.match(text):
        return _K.CONTEXT
    if system and clause.verb not in {"be", ""}:
        return _K.NEED
    if _past(text):
        return _K.CONTEXT
    if not clause.verb and previous is None and not section and _THING.search(text):
        return _K.GOAL
    if not clause.verb and not section and not listed and _MERE_WORD.match(text):
        return _K.ASIDE
    if section and section.kind is _K.CONTEXT:
        return _K.CONTEXT
    if clause.conditions and clause.verb and clause.verb != "be":
        return (
            _K.NEED
            if section or listed or previous in _ABOUT_IT or wanting
            else _K.CONTEXT
            if _first_person(clause)
            else _K.NEED
        )
    if _AS_IT_IS.search(text):
        return _K.CONTEXT
    if _is_volume(text, clause) and not _ALLOWED_TIME.search(text):
        return _K.LIMIT
    if wanting and _tells_a_rule(text, clause):
        return _K.NEED
    subject = (clause.subject or "").lower()
    if _first_person(clause) or subject in {"that", "this", "it", "there", "these"}:
        return _K.CONTEXT
    if clause.verb == "be" and not (listed and section):
        return _K.CONTEXT
    if (
        clause.verb == "have"
        and not section
        and not (clause.subject_role is SubjectRole.ACTOR and _ALLOWED_TIME.search(text))
    ):
        return _K.CONTEXT
    if section:
        return section.kind
    if not clause.verb:
        return _K.NEED if listed else _K.CONTEXT
    return _K.NEED if listed or previous in _ABOUT_IT or _acts(text, clause, wanting) else _K.CONTEXT


_EXPLAINS = re.compile(r"(?:that|this)(?:['’]s| is| was) (?:when|why|because|where|how|what|who)\b", _I)
"""What gives the reason for what was said before."""
_AS_IT_IS = re.compile(
    r"^(?:we|i) (?:have|run|own|operate|are) an? (?!\w+ (?:users?|people))|^(?:we|i|they|people)\b(?!.*\b(?:must|should|can|want|need)\b).*\b(?:wrong|by hand|on paper|by mistake)\b|^(?:most|many|some|half) of\b",
    _I,
)
"""How things are today: what somebody runs, what goes wrong, what people are like."""
_ALLOWED_TIME = re.compile(
    r"\b(?:has|have) (?:\w+ ){0,2}?(?:\d+|one|two|three|five|ten) (?:minutes?|hours?|days?|weeks?) to \w", _I
)
_BOUNDED = re.compile(
    r"\b(?:up to|until|at most|at least|within|no later than|in advance|with one click|and can)\b", _I
)


_AT_A_MOMENT = re.compile(
    r"(?:after|above|below|beyond|over|under|within|from|every|each|once|at the end|on (?:the|every|each|\w+days?)|in (?:the|each|every|that)"
    r"|with|without|then|afterwards|before|until|between)\b",
    _I,
)
_OF_THE_MIND = frozenset(
    "be have cost want understand know think like hate love forget believe hope complain care".split()
) | {""}
_MERE_WORD = re.compile(
    r"(?!no\b|only\b)[a-z']+(?:[ -](?!only\b)[a-z']+)?[.!,…]*$|\W*\d*\W*$|that's it\b.{0,3}$|[a-z]{1,4}-?\d+[.:]?$",
    _I,
)
"""A word or two that say nothing by themselves: "Keys!", "Finally."."""
_REFUSED_TO_OTHERS = re.compile(
    r"^(?:(?:and|but|so),? )?(?:i|we) (?:do not|don'?t|would not|wouldn'?t) (?:want|like) (?:anybody|anyone|people|somebody|someone|(?:the |our )?\w+s)"
    r" (?:to \w+|\w+ing)\b",
    _I,
)
"""What others shall not do is a rule, not something left out."""
_PURPOSE = re.compile(
    r",? (?:so that|because|in order (?:that|to)|so (?:we|i|they|nobody|people|no one|he|she|it)\b(?! (?:must|has to|have to|should|needs? to|can only))).*$|\s[-–—]\s+(?:last|that|it|this)\b.*$",
    _I,
)
"""What a statement is for: it says nothing of what part the statement plays."""
_ANOTHER_PROJECT = re.compile(
    r"\b(?:an?|the) (?:\w+ )?(?:second|separate|different|unrelated|other) (?:project|app|tool|system|website)\b|^the (?:first|second|third|other)"
    r" (?:one |project )?is (?:an?|the) ",
    _I,
)
_FEW = 3
_HEADING = 2
"""Words of a line that only names the section below it."""
_STATES_OF_RULES = re.compile(
    r"(?:due|optional|confidential|mandatory|compulsory|visible|valid|final|free|locked|anonymous|unique|read-only|closed|private|public"
    r"|secret|available|required|allowed|possible|enough|equal|sorted|limited)\b",
    _I,
)


def _tells_a_rule(text: str, clause: Clause) -> bool:
    """Whether a plain statement, once the talk is of what is wanted, says how it shall go rather than how things are."""
    if not clause.verb or clause.verb in {"cost", "want", "like", "think", "know", "hope", "mean", "guess"}:
        return False
    if _first_person(clause):
        return clause.verb not in {"be", "have", "need"} and bool(clause.conditions or _AT_A_MOMENT.match(text))
    subject = (clause.subject or "").lower()
    if re.match(r"(?:about |around |some |over |maybe )*\d|people\b|most\b|half\b|many\b", subject):
        return bool(clause.conditions)
    if not subject or subject in {"that", "this", "these", "those", "there", "it", "you"}:
        return bool(clause.conditions) or bool(subject == "it" and _AT_A_MOMENT.match(text))
    if clause.verb == "be":
        return clause.passive or bool(_STATES_OF_RULES.match(clause.rest))
    return clause.verb != "have"


def _acts(text: str, clause: Clause, wanting: bool) -> bool:
    """Whether a plain statement of people tells what they shall do with the thing, rather than what they do anyway."""
    if clause.subject_role is not SubjectRole.ACTOR or clause.verb in _OF_THE_MIND:
        return False
    counted = re.match(
        r"(?:about |around |some |over |our |my |most )*(?:\d|two|three|four|five|six|ten|our|my|most)\b", text, _I
    )
    return not counted and (wanting or bool(_BOUNDED.search(text)))


_THING = re.compile(
    r"\b(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|shop|device)\b",
    _I,
)
_ABOUT_IT = frozenset({_K.NEED, _K.RULE, _K.QUALITY, _K.GOAL, _K.DATA})


def _first_person(clause: Clause) -> bool:
    subject = (clause.subject or "").lower()
    one_of_us = is_actor(clause.subject or "") and not is_plural(clause.subject or "")
    return subject in {"we", "i"} or (subject.startswith(("our ", "my ")) and not one_of_us)


def _is_volume(text: str, clause: Clause) -> bool:
    counts = [quantity for quantity in clause.quantities if quantity.unit not in {"clock", "date"}]
    if not counts:
        return False
    if clause.verb in {"have", "be", "expect", "get", "serve", "run", "receive", "handle", ""}:
        return bool(_LOAD.search(text)) or any(
            is_actor(quantity.unit) or "/" in quantity.unit or (quantity.low or quantity.high or 0) >= 10
            for quantity in counts
        )
    return (
        any("/" in unit and not unit.startswith("time/") for unit in (each.unit for each in counts))
        and not clause.conditions
    )


def _in_the_past(text: str, clause: Clause) -> bool:
    if clause.modality is not Modality.IS or clause.passive or clause.verb in {"", "be", "have"}:
        return False
    said = past(clause.verb.split(" ")[0])
    return said != clause.verb.split(" ")[0] and re.search(rf"\b{re.escape(said)}\b", text, _I) is not None


def _amount(clause: Clause, *, money: bool) -> bool:
    return any(
        (len(quantity.unit.split("/")[0]) == 3 and quantity.unit[:3].isupper()) == money
        for quantity in clause.quantities
    )


def _past(text: str) -> bool:
    return (
        re.search(
            r"\b(?:was|were|had|did|used to|(?<!get )(?<!gets )(?<!be )(?<!is )(?<!are )(?<!been )lost|tried|happened|ended up|forgot|ran|bought|began|started)\b",
            text,
            _I,
        )
        is not None
    )
