"""The wordings by which one tells what part a statement plays."""

import re

_I = re.IGNORECASE

UNDECIDED = re.compile(
    r"\b(?:(?:i|we)(?: (?:really|still|just))? (?:do not|don'?t|didn'?t) (?:yet )?know|(?:i'?m|we'?re|i am|we are|am|are)(?: still)? not (?:yet )?(?:sure|certain|decided)|not (?:yet )?(?:sure|decided|clear)(?: yet)?(?! (?:enough|the))|unclear\b|tbd\b|to be (?:decided|determined|confirmed|clarified)"
    r"|(?:have|has)(?: not|n'?t) (?:yet )?(?:decided|been decided|agreed)|undecided|still (?:open|thinking)|open question|i wonder|we wonder|no idea)\b",
    _I,
)


LATER = re.compile(
    r"\b(?:(?:in|for|is|as) (?:a )?(?:phase|version|release|stage|step) (?:2|3|two|three)|phase (?:2|3|two|three)|second (?:phase|version|release|step|stage)|(?:in|for) v[23]\b|^v[23]\b|(?<!not )in (?:the )?future|in the long (?:run|term)|eventually|some ?day|(?:^|[,;] |maybe |perhaps |and )one day\b(?! (?:before|after|ahead|earlier|later|in advance|prior)|['’]s)|\bone day(?=[.!]?$)(?<!to one day)(?<!least one day)(?<!within one day)(?<!most one day)(?<!than one day)(?<!of one day)(?<!for one day)(?<!in one day)|down the (?:road|line)"
    r"|not (?:now|yet|for now|this (?:year|season|term|month|summer|winter|time|round)|in the first (?:version|release|phase|step))|next (?:year|season|release|version)|(?:can|could|will|may|might|should) (?:come|wait|follow|be (?:added|done|built)|be) (?:\w+ )?(?:later|afterwards)|(?:can|could|may|might|will) wait (?:until|till)|for later|later on|at a later (?:stage|date|point)|maybe later|perhaps later|later,? maybe|after (?:the )?(?:launch|pilot|first (?:release|version|season|year)))\b"
    r"|^later(?:,| on\b| (?:we|it|there|i|maybe|perhaps|versions?|the|a)\b)|(?<!no )(?<!not )(?<!days )(?<!hours )(?<!minutes )(?<!weeks )(?<!months )(?<!day )(?<!hour )(?<!week )(?<!month )(?<!year )(?<!years )(?<!seconds )(?<!sooner or )\blater[.!)]?$",
    _I,
)


DONE_LATER = re.compile(
    r"\b(?:must|has to|have to|needs? to|shall) .+ and (?:then )?(?:sync\w*|send|upload|submit|transfer|merge|catch up|print)(?: \w+){0,3} later[.!)]?$",
    _I,
)
"""What is done later each time, not what is wanted later."""


NON_GOAL = re.compile(
    r"\b(?:out of scope|not (?:in|part of) (?:the )?scope|not part of (?:this|it|the)|beyond (?:the )?scope|(?:we|i|they|users?|it|this|the \w+|nobody|people) (?:\w+ )?(?:do not|don'?t|does not|doesn'?t|did not|won'?t|will not) (?:really )?(?:need|want|have to|plan|intend|aim|care|require|be (?:a|an|used|needed))\b"
    r"|no need (?:for|to)|not (?:needed|required|necessary|wanted|meant|intended|supposed|planned|interested)|non-goal|(?:must|should|shall|is) not (?:to )?(?:become|turn into|replace|grow into|try to)|(?:is|are|'s) not (?:a|an|another|trying|going to be)\b|isn'?t (?:a|an|another|meant|trying)\b|needn'?t|never needs? to|doesn'?t need|leave (?:\w+ ){1,4}out\b|leave (?:that|it|this|them|those) alone\b|(?:that|this|it)(?:['’]s| is) (?:another|a (?:whole )?(?:other|different|separate)) (?:system|mess|story|matter|topic|project|thing|programme|program|department)\b|but no,? [\w-]+ (?:does|has|covers|handles) (?:that|it)\b|no plans? (?:for|to)"
    r"|(?:is|are|gets?) (?:already |all )?(?:handled|done|dealt with|taken care of|managed|kept|solved|covered|paid) (?:elsewhere|outside|separately|(?:by|in|with) (?:another|a different|a separate) \w+))\b",
    _I,
)


NO_FRAGMENT = re.compile(
    r"(?:(?:so|also|and|but|please|absolutely|definitely|there (?:is|are|will be|should be|must be)),? )?no (?!later|more|less|fewer|longer|one\b|body)\w+",
    _I,
)


SYSTEM_HAS_NO = re.compile(
    r"^(?:the|this|our) [\w -]{2,30} (?:has|have|includes?|offers?|needs?) no \w+|does not include\b", _I
)


DECISION = re.compile(
    r"\b(?:(?:we|i)(?:'ve| have)?(?: already)? (?:decided|chose|chosen|settled|agreed|picked)|(?:we|i)(?:'ll| will) (?:use|go with|stick|take|host|build|run)|(?:we|i)(?:'d| would)? (?:host|run|install|deploy|put) (?:it|this|that|the \w+) (?:on|in|at|with)|it(?:'s| is| was) (?:already )?(?:decided|settled|agreed)|(?:is|are|was|were)(?: already)? (?:decided|settled|agreed)|must be (?:written|built|implemented|developed|hosted) (?:in|with|on|as)|(?:should|shall|will|must|to) (?:use|be hosted|run|be built|be written|be implemented|be deployed) (?:on|in|with|as|by|at)?\s?(?:our|a|an|the)?\s?"
    r"(?:own |existing |small |single |cheap )*(?:postgres\w*|sqlite|mysql|mariadb|mongo\w*|redis|python|django|flask|fastapi|rails|ruby|java\b|kotlin|swift|go\b|golang|rust|typescript|javascript|node|react\w*|vue|angular|svelte|flutter|electron|docker|kubernetes|aws|azure|gcp|google cloud|hetzner|raspberry|vps|server|laravel|php|wordpress|\.net|c#|c\+\+|esp32|arduino|mqtt|lorawan|stripe|firebase|supabase|heroku|linux)"
    r"|(?:stick|go|stay) with|our (?:choice|stack) is|the decision (?:is|was))\b",
    _I,
)


TECH_STATEMENT = re.compile(
    r"^(?:(?:it|the [\w -]+) (?:is|will be|gets|should be|must be|has to be) )?(?:written|built|developed|implemented|hosted|deployed|based|stored) (?:in|with|on|at|using|by|as) ",
    _I,
)


BAN = re.compile(
    r"\b(?:never|must not|mustn'?t|may not|cannot|can'?t|shall not|not (?:be )?allowed|forbidden|prohibited|under no circumstances|(?:nobody|no one|none)\b[^.]{0,40}? (?:may|can|must|should)|not permitted|no (?:[\w-]+ ){1,3}(?:may|must|can|is allowed|are allowed))\b",
    _I,
)


ONLY = re.compile(
    r"(?:^|\b)only (?:[\w-]+ ){1,6}?(?:may|can|must|is allowed|are allowed|should|sees?|has|have)\b|\b(?:may|can|must|should|is|are) only\b|\bonly [a-z]+s (?:his|her|its|their) own\b|\bonly (?:with|after|if|when|by|for|until|on|up to)\b",
    _I,
)


LAW = re.compile(
    r"\b(?:gdpr|dsgvo|rgpd|hipaa|ccpa|pci(?:[- ]dss)?|by law|the law|legal(?:ly)?|regulation|regulations|tax (?:law|office|authority)|compliance|compliant|statutory|data protection|audit[- ]proof|gobd|sox|wcag|retention period|consent|age of consent)\b",
    _I,
)


RULE = re.compile(
    r"\b(?:always|at all times|every \w+ (?:must|needs|has to)|must be (?:kept|retained|deleted|erased|approved|signed|confirmed|stored for)|(?:is|are) (?:allowed|permitted|forbidden|prohibited|required|mandatory)|rule|policy|at least \d+ (?:hours|days|weeks)|(?:kept|retained|stored) for (?:at least )?\w+ (?:years?|months?|days?|weeks?)|minimum age|has to be approved|need(?:s)? approval|maximum of|at most|no more than|up to)\b",
    _I,
)


QUALITY = re.compile(
    r"\b(?:(?:respon[ds]\w*|load\w*|open\w*|start\w*|answer\w*|search\w*|appear\w*|shown?|finish\w*|render\w*|process\w*|react\w*|complete\w*|results?|takes?|arriv\w+|reach\w*|done|deliver\w*|sync\w*|update\w*) (?:[\w'-]+ ){0,8}?(?:(?:in|within|under|less than|no more than|at most|max\.?) (?:\w+ )?(?:\d+|one|two|three|five|ten|half)[\w.,]* ?(?:s\b|ms\b|sec\w*|second\w*|millisecond\w*|minute\w*))|uptime|availability|available (?:\d|around the clock|24)|24/7|99[.,]\d|response times?|latency|fast(?:er)?\b|slow|quick(?:ly)?|usab\w+|accessib\w+|screen reader\w*|wcag|easy to use|simple to use|"
    r"intuitive|reliab\w+|robust|scal(?:e|able|es)\b|encrypt\w*|secur(?:e|ity|ely)|backups?\b|backed up|maintainab\w+|battery|keyboard|one[- ]handed|big buttons|large (?:buttons|text|font)|no training|without training|learn it|in bright sun\w*|readable|offline-first|portable|memory|throughput|at the same time|simultaneous\w*|concurrent\w*)\b",
    _I,
)


MONEY = re.compile(
    r"\b(?:budget|cost[s]?|spend|afford|cheap|price|pay(?:s|ing)? (?:no )?more|per month for hosting|euros? a month|funding|grant)\b",
    _I,
)


COSTS_NOTHING = re.compile(
    r"\b(?:costs? (?:us |me )?(?:nothing|no money)|(?:not|n't|never) cost (?:us |me )?(?:anything|any money|a (?:cent|penny))|(?:be|is|run|stays?) (?:\w+ )?free of (?:charge|cost))\b",
    _I,
)


TIME_LIMIT = re.compile(
    r"\b(?:deadline|(?:target|launch|release|go-live) date|ready (?:by|in|before|for)|(?:live|launch\w*|running|finished|done|start\w*|needed|go live|in use|available) (?:by|before|in|on|from) (?:the )?(?:\d(?!\d?:\d\d|\d? ?[ap]\.?m\b)|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter|monday|next|end|start|beginning|mid)|weeks? (?:to build|of (?:work|development))|by (?:the end of |end of |mid-?|early |late )?(?:january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|spring|summer|autumn|\d{4}|q[1-4])\b|evenings? (?:a|per) week|hours? (?:a|per) week to|one developer|two developers|(?:\w+) (?:developer|programmer)s?\b|team of|in my spare time|months? to build)",
    _I,
)


LOAD = re.compile(
    r"\b(?:per (?:second|minute|hour|day|week|month|year)|(?:a|every|each) (?:day|week|month|year|second|minute|hour)|at (?:the same time|once|peak)|peaks?|concurrent|in total|in parallel|on (?:a )?(?:busy|normal|average|saturdays?|sundays?))\b",
    _I,
)


DATA = re.compile(
    r"\b(?:(?:we|it|the [\w -]+|they|i|you)(?: (?:must|should|need to|have to|want to|can|will|also|only))* (?:keep|keeps|store|stores|record|records|save|saves|track|tracks|note|notes|collect|collects|hold|holds|log|logs|remember|remembers)\b (?!track of)|^(?:each|every|an?) [\w -]{2,30} (?:has|have|consists? of|contains?|includes?|carries|comes with|records?|stores?|gets an?)\b|for (?:each|every|a) [\w -]{2,40},? (?:we|i|it|the [\w ]+?|they) (?:need|keep|store|record|save|note|want|must|should|have)|consists? of|(?:is|are) (?:stored|recorded|saved|kept|logged|noted) (?:with|for each|per|together)|fields?\b|attributes?\b|with (?:its|their) (?:name|date|time|address))",
    _I,
)


GOAL = re.compile(
    r"\b(?:(?:the|our|my|main|one) (?:main |whole |overall )?(?:goal|aim|point|purpose|idea|objective|vision|mission|hope)s? (?:is|are|of|was)|(?:we|i)(?:'d| would)? (?:want|like|love|need|wish|hope|plan|aim|have)s? (?:to )?(?:\w+ )?(?:stop|reduce|save|cut|avoid|replace|get rid of|end|improve|spend less|halve|lower|free|prevent|move away|digiti[sz]e|simplify|grow|make sure)\b|in order to|(?:is|are) (?:meant|supposed|intended|designed) to (?:help|replace|reduce|save)|should (?:save|reduce|replace|help|end|cut|halve)\b|success\b|we(?:'ll| will) (?:be happy|know it works|call it a success)|"
    r"^[\w ]{3,30} wants? to (?:kill|drop|retire|abandon|replace|get rid of|move away|stop|end)\b|(?:^|: )(?:the|our|my) (?:\w+ )?(?:club|company|team|school|office|charity|shop|association|family|department|group|society|business|practice|parish|town|city|university|firm|startup|start-up) needs? (?:a|some) (?:[\w-]+ )?way to\b|(?:we|i) need (?:a|some) (?:[\w-]+ )?way to\b|(?:we|i)(?:'re| are|'m| am|'d| would)? (?:\w+ )?(?:need|want|looking for|like|would like|'d like|'d love|build|building|planning|develop|developing|thinking (?:of|about)|plan|create|creating|make|making)(?: (?:to )?(?:build|have|create|make|get|develop|write))?:? (?:an?|some|our own|one) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|web ?site|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|solution|pipeline|dashboard|planner|tracker|monitor|api|database|script|webshop|shop|device|product|database|package|thing|something|register|calendar|board|diary)\b)",
    _I,
)


ORDERED = re.compile(
    r"(?:(?:please|can you|could you),? )*(?:build|make|create|write|develop|design|give|get) (?:me|us) (?:(?:an?|some) (?:[\w-]+,? ){0,6}?)?(?:something|app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|script|dashboard|planner|tracker)\b",
    _I,
)
"""How a brief opens that orders the thing: "Build me a CLI that …"."""


IDENTITY = re.compile(
    r"^(?:an?|the) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|device|package)\b (?:that|which|to|for|where)\b|\b(?:is|will be|shall be|should be) (?:an?|the) (?:[\w-]+,? ){0,6}?(?:app|application|tool|system|service|website|site|platform|program|software|portal|cli|bot|plugin|extension|game|library|pipeline|dashboard|planner|tracker|monitor|api|script|device|package)\b (?:that|which|to|for|where)\b",
    _I,
)


ACTOR = re.compile(
    r"\b(?:(?:is|are|will be) (?:mainly |mostly |only |primarily )?(?:used by|for (?:our|my|the|people|small|private|all)|(?:the |our )?(?:main |only |primary )?users?)|users (?:are|include)|target (?:group|audience)|(?:will|would|to|should|can) (?:all )?(?:be )?us(?:e|ing) (?:it|the (?:app|tool|system|site|service|cli))(?! to)|(?:used|operated|maintained|administered|run) by (?:our|the|about|around|\d|two|three|four|five|six|seven|ten|one|volunteers|staff|people)|there (?:are|is|will be) (?:\w+ )?(?:(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|ten|twelve|several) )?(?:kinds of |types of |groups of )?(?:users|roles|people)(?! per\b| for each\b)|only me\b|i am the only user|personas?)\b",
    _I,
)


NOW = re.compile(
    r"\b(?:today(?!['’]s)|currently|at the moment|right now|nowadays|so far|up to now|until now|these days|for years|now we|we now|presently|already|as of today|last (?:year|month|week|summer|season))\b(?! only)|^now (?=people|they|everybody|everyone|all|most|half|some)",
    _I,
)


SOFT = re.compile(
    r"\b(?:it would be (?:nice|great|good|cool|lovely|useful)|would be (?:nice|great|good|cool|lovely)|nice to have|if (?:it'?s )?possible|bonus|not essential|optional(?:ly)?|could be nice|(?:would|'d) be a plus|wishful|if there'?s time|if time allows)\b",
    _I,
)


SHOULD = re.compile(r"\b(?:ideally|preferably|should|would like|'d like|important but)\b", _I)


MUST = re.compile(
    r"\b(?:must|have to|has to|need to|needs to|required|mandatory|essential|absolutely|critical(?:ly)?|non-negotiable|shall|definitely|under no circumstances|never|crucial|vital)\b",
    _I,
)


RETENTION = re.compile(r"\b(?:\d+|one|two|three|five|six|seven|ten|twelve) (?:days?|weeks?|months?|years?)\b", _I)


NO_MONEY = re.compile(
    r"(?:(?:we|i) (?:have|'?ve got) )?(?:no|zero|hardly any|next to no) (?:budget|money|funds)\b", _I
)
