"""Which topic of the interview a statement settles."""

import re

from specstep.domain.drafting.reading.sections import Section
from specstep.domain.interviews.values import FactKind
from specstep.domain.language.values import Clause

_K = FactKind
_CUES: tuple[tuple[str, str], ...] = (
    ("law", r"gdpr|dsgvo|rgpd|hipaa|ccpa|pci(?:[- ]dss)?|by law|the law|legal(?:ly)?|regulations?|tax (?:law|office|authority|adviser)|statutory|audit[- ]proof|gobd|licen[cs]e law|data protection (?:act|law)"),
    ("security-privacy", r"password\w*|log ?in|login|sign[- ]in|encrypt\w*|secur\w+|privacy|private|personal data|permission\w*|two-factor|2fa|mfa|authenticat\w+|authori[sz]\w+|card numbers?|confidential|nobody (?:else )?(?:may|can|should) see|who may see|audit (?:log|trail)|consent|anonym\w+|access rights|may see|can see only|only sees?"),
    ("money", r"budget|costs?|eur|usd|gbp|chf|euros?|dollars?|pounds?|price[sd]?|fees?|pay(?:ment|ments|ing|s)?|invoice\w*|deposit|refund\w*|[€$£]"),
    ("team-time", r"deadline|developer\w*|go live|launch\w*|ready (?:by|in|before|for)|weeks to build|months to build|team of|spare time|milestone\w*|evenings? (?:a|per) week"),
    ("integrations", r"integrat\w+|import(?:s|ed)? from|export(?:s|ed)? to|api of|sync(?:s|ed|hroni[sz]e\w*)? (?:with|to)|connect\w* (?:to|with)|webhook\w*|google calendar|outlook|stripe|paypal|datev|salesforce|slack|twilio|zapier|xero|quickbooks|sap\b|mollie|whatsapp|telegram|ical\w*|accounting (?:software|system|package)"),
    ("deployment", r"host(?:ed|ing)?|deploy\w*|server|cloud|raspberry|docker|kubernetes|aws|azure|vps|on[- ]prem\w*|app store|play store|linux|windows|macos|android|iphone|ios|ipad|tablet\w*|browser\w*|self[- ]host\w*|install\w*"),
    ("failure", r"fail\w*|crash\w*|offline|outage\w*|unreachable|unavailable|no (?:network|internet|signal|connection|coverage)|power cut\w*|error\w*|retr(?:y|ies)|recover\w*|restore|backup\w*|goes? wrong|breaks? down|loses? (?:its )?connection"),
    ("quality", r"seconds?|milliseconds?|ms|fast|quick\w*|uptime|available|availability|accessib\w+|wcag|screen reader\w*|easy|simple|usab\w+|reliab\w+|response times?|battery|readable|large buttons|one[- ]handed|languages?"),
    ("load", r"per (?:second|minute|hour|day|week|month|year)|a (?:day|week|month|year)|at (?:the same time|once|peak)|concurrent\w*|peaks?|in total|users|volume"),
    ("data", r"keeps?|stores?|stored|records?|recorded|data\w*|fields?|export\w*|csv|archive\w*|retention|deleted after|kept for"),
    ("interfaces", r"api|screen\w*|dashboard|command line|cli|web ?page|ui\b|email\w*|e-mail\w*|sms|push notification\w*|notification\w*|pdf|qr[- ]codes?|barcode\w*"),
)  # fmt: skip
_COMPILED = {topic: re.compile(rf"(?:(?<![\w])(?:{pattern})(?![\w]))", re.IGNORECASE) for topic, pattern in _CUES}
_BY_KIND: dict[FactKind, tuple[str, tuple[str, ...]]] = {
    _K.GOAL: ("purpose", ()),
    _K.ACTOR: ("users", ()),
    _K.NON_GOAL: ("non-goals", ()),
    _K.DATA: ("data", ()),
    _K.ASIDE: ("other", ()),
    _K.NEED: ("capabilities", ("failure", "integrations")),
    _K.RULE: ("rules", ("law", "security-privacy")),
    _K.LIMIT: ("load", ("money", "team-time", "law")),
    _K.QUALITY: ("quality", ("security-privacy", "failure", "load")),
    _K.DECISION: ("decisions", ("deployment", "integrations", "security-privacy")),
    _K.CONTEXT: ("existing", ("integrations",)),
    _K.LATER: ("capabilities", ("integrations",)),
    _K.QUESTION: (
        "other",
        ("law", "security-privacy", "money", "team-time", "integrations", "deployment", "failure", "load", "data"),
    ),
}
_CALENDAR = re.compile(
    r"\b(?:by|before|until|mid-|early|late|end of) ?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|christmas|easter|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_SUCCESS = re.compile(
    r"\b(?:success|we(?:'ll| will) know|measur\w+|by (?:half|\d+ ?%|\d+ percent)|from [\w.,]+ (?:\w+ )?to (?:under |less than )?[\w.,]+|halve|within (?:a|one|the first) (?:year|month|season))\b",
    re.IGNORECASE,
)


def topic_of(text: str, kind: FactKind, clause: Clause, section: Section | None) -> str:
    """The key of the topic that a statement belongs to."""
    usual, cues = _BY_KIND[kind]
    if kind is _K.GOAL and (_SUCCESS.search(text) and clause.quantities):
        return "success"
    if (
        kind is _K.LIMIT
        and clause.quantities
        and not any(
            quantity.unit in {"day", "week", "month", "year", "date"} or _is_money(quantity.unit)
            for quantity in clause.quantities
        )
    ):
        cues = tuple(cue for cue in cues if cue != "money")
    if section and section.topic and section.kind is kind and kind is not _K.NEED:
        if kind is _K.RULE and section.topic == "rules":
            return _first(text, cues) or section.topic
        return section.topic
    if kind is _K.LIMIT and any(_is_money(quantity.unit) for quantity in clause.quantities):
        return "money"
    if kind is _K.LIMIT and any(quantity.unit == "date" for quantity in clause.quantities):
        return "team-time"
    if kind is _K.LIMIT and _CALENDAR.search(text):
        return "team-time"
    found = _first(text, cues)
    if found:
        return found
    if (
        section
        and section.topic
        and kind in {_K.NEED, _K.CONTEXT, _K.LATER, _K.QUESTION}
        and section.topic in {"integrations", "interfaces", "failure"}
    ):
        return section.topic
    return usual


def _first(text: str, cues: tuple[str, ...]) -> str | None:
    return next((cue for cue in cues if _COMPILED[cue].search(text)), None)


def _is_money(unit: str) -> bool:
    head = unit.split("/")[0]
    return len(head) == 3 and head.isupper() and head.isalpha()
