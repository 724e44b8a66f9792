"""Which concerns a sentence raises, by its words: English first, then the commonest of some other languages."""

import re
from collections.abc import Iterable

from specstep.domain.documents.requirements import Priority, Requirement
from specstep.domain.drafting.shape.values import Concern, Evidence
from specstep.domain.drafting.shape.words import bare
from specstep.domain.interviews.values import Fact, FactKind, FactStatus

WORDS: dict[Concern, str] = {
    Concern.OFFLINE: r"offline|without (?:an? |any )?(?:internet|network|signal|connection|connectivity|"
    r"reception|coverage)|"
    r"no (?:internet|network|signal|reception|coverage|connection|mobile data)|out of coverage|"
    r"dead zone|air.gapped|"
    r"ohne (?:internet|netz|empfang)|kein (?:internet|netz|empfang)|hors ligne|sin (?:internet|conexi[oó]n)",
    Concern.SYNC: r"sync\w*|merge[sd]? (?:when|once|the (?:changes|copies))|back online|when (?:it|"
    r"the (?:phone|device|tablet)) "
    r"(?:is|gets|comes) (?:back )?(?:online|connected)|synchronis\w*|abgleich\w*",
    Concern.SOLO: r"(?:just|only|solely) (?:me|for me|for myself|i\b)|one.person|single.user|single person|"
    r"for myself|"
    r"i am the only|i'm the only|only i\b|nobody else (?:uses|needs)|personal tool|nur (?:ich|f[uü]r mich)",
    Concern.SHARED: r"shared|share (?:it|the|them|data)|everyone (?:sees|can see)|at the same time|concurrent\w*|"
    r"multi.?user|several (?:people|users|colleagues)|our team|teammates?|colleagues",
    Concern.MOBILE: (
        r"(?<!\bby )(?<!\bover the )(?<!\bon the )(?<!\bover )(?<!\bby tele)(?<!\banswer the )phones?(?! (?:numbers?|calls?))|smartphones?|mobiles?(?! (?:numbers?|data))|tablets?|"
        r"(?:use|see|look|open|run|work|read|view|check|app)\w*\b[^.]{0,40} on (?:the|their|a|my) phones?|"
        r"ipads?|iphones?|handy|t[eé]l[eé]phone|m[oó]vil"
    ),
    Concern.NATIVE: r"native (?:mobile )?(?:app|application)|ios and android|android and ios|(?:game|app)s? (?:for|on) (?:the )?phones?|"
    r"app store|play store|ios(?: and android)? app|"
    r"android app|"
    r"(?:iphone|ipad) app|mobile apps?|flutter|react native|swiftui|kotlin multiplatform",
    Concern.BROWSER: r"browsers?|web ?(?:site|app|page|application|portal)s?|website|intranet|online portal",
    Concern.COMMAND_LINE: r"command.?line|\bcli\b|terminal|shell script|console (?:tool|program|app)|stdin|stdout|"
    r"exit (?:code|status)|kommandozeile",
    Concern.DESKTOP: r"desktop (?:app|application|program|tool)|windows (?:app|program|application)|macos app|"
    r"runs on (?:my|a|the) (?:laptop|pc|mac)|\.exe\b|electron|tauri",
    Concern.LIBRARY: r"(?:python|rust|go|javascript|typescript|java|c\+\+|npm|pypi) (?:library|package|crate|"
    r"module|sdk)|"
    r"\bsdk\b|importable|a library (?:for|that|to)|as a library",
    Concern.BOT: r"(?:chat|telegram|slack|discord|whatsapp|teams|matrix)\s?bot|\bbot\b|chatbot",
    Concern.EXTENSION: r"browser (?:extension|add-?on|plugin)|(?:chrome|firefox) (?:extension|add-?on)",
    Concern.FIRMWARE: r"firmware (?!updates? for)|microcontrollers?|embedded (?:system|device|software)s?|zephyr|freertos|bare.metal|"
    r"rtos|nrf\d+\w*|stm32\w*|mAh battery",
    Concern.PIPELINE: r"(?:data|etl|nightly|daily|import|ci) (?:\w+ )?pipelines?|\betl\b|batch (?:jobs?|process\w*|runs?)|"
    r"nightly (?:jobs?|runs?|scripts?)|cron ?jobs?",
    Concern.API: r"(?:rest|http|json|public|graphql|grpc|web) apis?|\bapis?\b|endpoints?|schnittstellen?",
    Concern.WEBHOOK: r"web ?hooks?|call ?backs?",
    Concern.EMAIL: r"e-?mails?|mails?\b|newsletter|correo|courriel",
    Concern.SMS: r"sms|text messages?|texts? (?:me|them|people|the)|by text",
    Concern.PUSH: r"push (?:notification|message)s?|notification on (?:the|their|my) (?:phone|device)",
    Concern.NOTIFY: r"notif(?:y|ies|ied|ication|ications)|remind\w*|alert\w*|alarm\w*|inform(?:s|ed)?\b|"
    r"benachrichtig\w*|erinner\w*|warn(?:s|ed|ing|ings)?\b",
    Concern.SCHEDULE: r"remind\w*|every (?:night|day|morning|evening|week|month|hour|minute|\d+)|nightly|daily|"
    r"weekly|"
    r"monthly|hourly|at midnight|schedule[sd]? (?:job|task|run|export|report)s?|"
    r"\d+ (?:hours?|days?|minutes?|weeks?) (?:before|after|in advance)|cron|automatically (?:after|every|at)|"
    r"expires?|t[aä]glich|w[oö]chentlich|n[aä]chtlich",
    Concern.PAYMENT: r"payments?|pay(?:s|ing)? (?:by|with|for|online|via|the|an?)|checkout|refunds?|charge(?:s|"
    r"d|back)? "
    r"(?:the|a|his|her|their) ?\w*(?:card|account|customer)|payouts?|invoic\w*|credit cards?|debit cards?|"
    r"sepa|direct debit|zahlung\w*|bezahl\w*|rechnung\w*|paiement|pago",
    Concern.CARD_DATA: (
        r"card (?:data|number|details)s?|credit cards?|debit cards?|\bpan\b|pci(?:[ -]?dss)?|cvv|"
        r"cvc"
    ),
    Concern.SIGN_IN: r"sign(?:s|ed|ing)?[ -]?in\b|log(?:s|ged|ging)?[ -]?(?:in|on)\b|logins?|passwords?|"
    r"accounts?\b|"
    r"authenticat\w*|magic links?|two.factor|2fa|mfa|passkeys?|anmeld\w*|connexion",
    Concern.SINGLE_SIGN_ON: r"single sign.on|\bsso\b|saml|oidc|openid|active directory|entra|azure ad|ldap|okta|"
    r"keycloak|google workspace|microsoft 365 accounts?",
    Concern.ROLES: r"permissions?|roles?\b|only (?:the |an? )?\w+(?: \w+)? (?:can|may|is allowed|are allowed|"
    r"should be able)|"
    r"admins?\b|administrators?|authori[sz]ed (?:to|users?|staff|people|persons?)|"
    r"access rights|not (?:be )?allowed|may not see|must not see|can(?:no|')t see",
    Concern.PERSONAL: r"names?,|personal data|privacy|gdpr|dsgvo|phone numbers?|e-?mail address\w*|"
    r"home address\w*|"
    r"date of birth|birthdays?|dob\b|contact (?:details|data)|personenbezogen\w*|customer data|"
    r"addresses|hipaa|ccpa",
    Concern.SENSITIVE: r"health (?:data|records?|insurance|information|problems?|questionnaires?)|medical|"
    r"patients?|diagnos\w*|blood|allerg(?:y|ies|ic)|medication|religio\w*|ethnic\w*|"
    r"criminal|biometric\w*|children|minors?\b|bank (?:account|details)|iban|salar(?:y|ies)|"
    r"disabilit\w*|hipaa|safeguarding",
    Concern.DEVICES: r"sensors?|iot|telemetry|mqtt|lorawan|smart meters?|gps trackers?|"
    r"(?:devices?|robots?|machines?|meters?|trackers?|vehicles?|units?|cameras?|gateways?) "
    r"(?:sends?|reports?|measures?|publish(?:es)?|transmits?)|"
    r"thermometers?|(?<!meter )readings\b|esp32|raspberry|arduino|modbus|zigbee|probes?\b|sensoren?",
    Concern.CONTROL: r"actuators?|(?:switch|turn)(?:es|s|ed)? (?:on|off|the)|relays?\b|valves?\b|"
    r"open the (?:door|gate|valve)|"
    r"pumps?\b",
    Concern.MAP: r"maps?\b|gps|geo-?location|coordinates|latitude|on a map|routing|route planning",
    Concern.CALENDAR: r"(?:google|outlook|apple|shared|ical\w*) calendars?|calendars?|ics\b|caldav",
    Concern.FILES: (
        r"photos?|pictures?|images?\b|attachments?|uploads?|scans?\b|documents?|videos?|audio|pdf|"
        r"fotos?"
    ),
    Concern.SPREADSHEET: r"spreadsheets?|excel|google sheets?|xlsx?|csv|libreoffice|tabelle\w*",
    Concern.IMPORT: r"imports?|imported|importing|migrat\w*|take over (?:the )?(?:old|existing) data|load(?:s|"
    r"ed)? from|"
    r"importier\w*|existing data",
    Concern.EXPORT: r"exports?|exported|exporting|downloads?|csv|hand(?:s|ed)? over|exportier\w*",
    Concern.PRINT: r"print\w*|pdf|on paper|paper (?:copy|list|form)|ausdruck\w*",
    Concern.SEARCH: r"search\w*|find (?:by|all|any)|look up|filter(?:s|ed|ing)?|query|queries|suche\w*",
    Concern.AUDIT: r"audit\w*|who (?:did|changed|cancelled|approved|edited|deleted)|history of|change log|"
    r"traceab\w*|"
    r"log(?:s|ged)? (?:every|each|all|any)|tamper|evidence|non-repudiation",
    Concern.BACKUP: r"back(?:ed)?[ -]?ups?|restore\w*|disaster|data loss|lose (?:any |no )?(?:data|records?|"
    r"entries)|"
    r"lost (?:data|entries)|never lose|not lose|sicherung\w*",
    Concern.RETENTION: r"delet\w*[^.]{0,60} after|retain\w*|retention|kept? for (?:at least|at most|up to|\d+|"
    r"\w+) ?\w* ?(?:days?|weeks?|months?|years?)|"
    r"(?:after|within|for) \d+ (?:days?|weeks?|months?|years?)[^.]{0,40}(?:delet|eras|remov|anonymi)|erase\w*|"
    r"right to be forgotten|anonymi[sz]\w*|aufbewahr\w*|gel[oö]scht",
    Concern.ENCRYPTION: r"encrypt\w*|tls\b|https|cipher\w*|verschl[uü]ssel\w*|at rest",
    Concern.AVAILABILITY: r"availab(?:le|ility)(?= (?:of )?(?:at least |around |about |for )?(?:\d|24|all |"
    r"the clock))|uptime|downtime|24/7|around the clock|outages?|\d{2}(?:\.\d+)? ?% (?:of|"
    r"avail|up)|failover|"
    r"redundan\w*|sla\b|verf[uü]gbar\w*",
    Concern.SPEED: r"within (?:\d+|\w+) (?:milli)?seconds?|(?:in|under|below|less than) (?:\d+|\w+) ?(?:ms\b|"
    r"milliseconds?|seconds?|s\b)|"
    r"latency|response time|p9[059]|sekunden?",
    Concern.VOLUME: r"(?:\d[\d,.]*k?|\w+ (?:hundred|thousand|million)) (?:concurrent |simultaneous |active )?"
    r"(?:users|requests|people|members|volunteers|customers|devices|sensors|transactions|orders|readings|messages|"
    r"records|rows|files|employees|students|patients|visitors|events|entries)|"
    r"\d[\d,.]* (?!(?:euros?|dollars?|eur|usd|pounds?|francs?|times?|%|seconds?|minutes?|"
    r"hours?))[a-z]{3,} (?:per|a|each|every) (?:second|minute|hour|day|week|month|year)|peak|"
    r"at once|\btps\b|throughput",
    Concern.LIVE: r"real.?time|live (?:view|updates?|dashboard|map)|immediately see|dashboards?|without reload\w*",
    Concern.MODEL: r"machine learning|\bml\b|\bllms?\b|\bai\b|artificial intelligence|chatgpt|openai|neural|"
    r"predict\w*|recommendation engine|"
    r"image recognition|classif(?:y|ier)|speech recognition",
    Concern.BUDGET: r"budget|(?:spend|costs?|afford|fund(?:ing|s)?|grant)\b[^.]{0,40}?(?:€|\$|£|eur|usd|gbp|"
    r"chf|\d)[\d.,]*|"
    r"(?:€|\$|£) ?\d[\d.,]* ?(?:a|per|each|every) (?:month|year)|"
    r"\d[\d.,]* ?(?:€|\$|£|euros?|eur|dollars?|usd|pounds?|gbp|chf|francs?) (?:a|per|each|"
    r"every|im) (?:month|year|monat)|"
    r"(?:runs?|be|stays?|hosted) free of charge|no (?:money|budget)|as cheap|costs? (?:at most|no more|nothing|less)|kostenlos|gratis",
    Concern.DEADLINE: r"deadline|by (?:the )?(?:end of |start of |middle of |mid-|early |late |"
    r"mid )?(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?)?(?:january|february|march|april|may|june|july|"
    r"august|september|october|november|december|spring|summer|autumn|fall|winter|christmas|easter|next|q[1-4])\b|"
    r"before (?:the )?(?:season|term|semester|school year|summer|winter|christmas|end of)(?! (?:it|we|there|they|that)\b| it['’])|"
    r"(?:in|on|from|until) (?:\d{1,2} )?(?:january|february|march|april|may|june|july|august|september|october|november|december) 20\d\d|"
    r"go.?live|launch(?:es|ed)? (?:in|on|by)|"
    r"(?:in|within) (?:\w+|\d+) (?:weeks|months)(?= *(?:from|time|at|$|[.,;]))|\b20\d\d-\d\d-\d\d\b",
    Concern.MAINTAINER: r"maintain\w*|maintenance|looks? after|keeps? it running|in (?:my|his|her|their) (?:spare|"
    r"free) time|"
    r"(?:no|without an?) (?:it|admin\w*|developer|technical|ops) ?\w*|developer who|one developer|two developers|"
    r"(?:i|we) (?:will |can )?(?:run|host|operate) it|volunteer developer|part.time developer|small team|"
    r"\d+ (?:developers|engineers|programmers)|nobody (?:technical|to maintain)",
    Concern.REGION: r"(?:in|within|inside) (?:the )?(?:eu|european union|germany|switzerland|france|uk|us|"
    r"canada|country)\b|"
    r"data residency|leave the (?:eu|country|building|premises|network|device|house|site|"
    r"machine)|on.premises?|stays? on (?:the|my|our|their) "
    r"(?:device|phone|computer|laptop|server|premises|machine)|leaves? (?:my|the|our) (?:phone|"
    r"device|computer|laptop|network|machine)",
    Concern.ACCESSIBLE: r"accessib\w*|wcag|screen readers?|keyboard.only|colou?r.blind\w*|large (?:type|text|"
    r"buttons|font)|gloves|"
    r"barrierefrei\w*|visually impaired|blind\b",
    Concern.LANGUAGES: r"(?:in )?(?:english|german|french|spanish|italian|dutch|polish|turkish|arabic|ukrainian|"
    r"portuguese)"
    r"(?:,| and| or) (?:english|german|french|spanish|italian|dutch|polish|turkish|arabic|ukrainian|portuguese)|"
    r"multi.?lingual|translat\w*|several languages|two languages|bilingual|locali[sz]\w*",
    Concern.HOSTING: r"data cent(?:re|er)s?|host(?:ed|ing|s)?\b|our (?:own )?server|own (?:building|premises|server|machine)|"
    r"server (?:in|at) (?:our|the)|cloud|aws|azure|gcp|google cloud|heroku|hetzner|vps|nas\b|"
    r"raspberry pi|kubernetes|docker|on.premises?|shared hosting|webspace|virtual machine",
    Concern.LAW: r"gdpr|dsgvo|hipaa|pci|iso ?\d{4,5}|\bfda\b|legal\w*|law\b|laws\b|regulat\w*|complian\w*|"
    r"by statute|"
    r"tax office|auditors?|wcag|psd2|sox\b|gesetz\w*",
}
PATTERNS = {concern: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for concern, words in WORDS.items()}
DENIAL = re.compile(
    r"(?:\bno\b|\bnot\b|n't\b|\bnever\b|\bwithout\b|\bcannot\b|\binstead of\b|\brather than\b|"
    r"\bavoid\b|\bkein\w*|\bohne\b|\bnicht\b)"
    r"(?:\W+[\w'-]+){0,5}\W*$",
    re.IGNORECASE,
)
BREAK = re.compile(r"[.;:!?]|,\s+(?:but|so|and|because|then)\b|\bbut\b|\bso that\b|\bbecause\b")
OWN_NEGATION = frozenset(
    {
        Concern.OFFLINE,
        Concern.SOLO,
        Concern.BACKUP,
        Concern.ROLES,
        Concern.REGION,
        Concern.BUDGET,
        Concern.MAINTAINER,
        Concern.RETENTION,
        Concern.AVAILABILITY,
        Concern.SPEED,
        Concern.VOLUME,
        Concern.PERSONAL,
        Concern.SENSITIVE,
        Concern.ENCRYPTION,
        Concern.LAW,
        Concern.AUDIT,
        Concern.DEADLINE,
    }
)
"""Concerns that stay raised when their words stand in a negative sentence ("must never lose data")."""
SILENT = frozenset({FactKind.ASIDE, FactKind.QUESTION, FactKind.LATER})


def standing(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that hold: neither rejected nor superseded."""
    return tuple(fact for fact in facts if fact.status in {FactStatus.TAKEN, FactStatus.CORRECTED})


def raised(text: str, concern: Concern) -> bool | None:
    """Whether the text raises the concern (True), excludes it (False), or says nothing of it (None)."""
    verdict: bool | None = None
    for found in PATTERNS[concern].finditer(text):
        if concern in OWN_NEGATION:
            return True
        before = BREAK.split(text[: found.start()])[-1]
        if not DENIAL.search(before):
            return True
        verdict = False
    return verdict


def read_concerns(
    facts: tuple[Fact, ...], requirements: tuple[Requirement, ...]
) -> tuple[dict[Concern, Evidence], dict[Concern, Evidence]]:
    """The concerns that the statements raise, and those that they exclude without raising them anywhere."""
    of_fact: dict[str, list[str]] = {}
    for item in requirements:
        for fact_id in item.facts:
            of_fact.setdefault(fact_id, []).append(item.id)
    found: dict[Concern, Evidence] = {}
    denied: dict[Concern, Evidence] = {}
    for concern in Concern:
        yes_refs: list[str] = []
        yes_facts: list[Fact] = []
        no_refs: list[str] = []
        no_facts: list[Fact] = []
        quotes: dict[bool, str] = {}
        spoken: set[bool] = set()
        for item in requirements:
            verdict = raised(item.text, concern)
            if verdict is None:
                continue
            verdict = verdict and item.priority is not Priority.WONT
            (yes_refs if verdict else no_refs).append(item.id)
            quotes.setdefault(verdict, item.text)
        for fact in standing(facts):
            verdict = None if fact.kind in SILENT else raised(fact.text, concern)
            if verdict is None:
                continue
            verdict = verdict and (fact.kind is not FactKind.NON_GOAL or concern in OWN_NEGATION)
            (yes_facts if verdict else no_facts).append(fact)
            (yes_refs if verdict else no_refs).extend(of_fact.get(fact.id, ()))
            if verdict not in spoken:
                spoken.add(verdict)
                quotes[verdict] = fact.text  # a person's own words go before the sentence made of them
        if yes_refs or yes_facts:
            found[concern] = _evidence(yes_refs, yes_facts, quotes[True])
        elif no_refs or no_facts:
            denied[concern] = _evidence(no_refs, no_facts, quotes[False])
    return found, denied


def _evidence(refs: list[str], facts: list[Fact], quote: str) -> Evidence:
    return Evidence(requirements=tuple(dict.fromkeys(refs)), facts=tuple(facts), quote=bare(quote))
