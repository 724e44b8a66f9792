"""The topic table: what a package needs to know, in which phase it is asked, and what settles it.

Keywords are in English, German, French and Spanish; in any other language the kinds and topics of the facts decide.
"""

import re

import attrs

from specstep.domain.ids import FactId
from specstep.domain.interviews.evidence import (
    Evidence,
    Facts,
    any_of,
    both,
    counting_people,
    counting_things,
    mentioning,
    of_kind,
    on_topic,
    saying,
)
from specstep.domain.interviews.stakes import HEALTH, MONEY, PERSONAL, SMALL, Stakes, handles, is_small
from specstep.domain.interviews.values import FactKind as K
from specstep.domain.interviews.values import Phase
from specstep.domain.interviews.verdicts import once_per_text
from specstep.domain.language.nouns import is_actor

OTHER = "other"


@attrs.frozen(kw_only=True)
class Topic:
    """One row of the table."""

    key: str
    label: str
    phase: Phase
    evidence: tuple[Evidence, ...]


def is_personal(facts: Facts) -> bool:
    """Whether the project keeps anything about people."""
    return handles(facts, PERSONAL) or handles(facts, HEALTH)


def moves_money(facts: Facts) -> bool:
    """Whether money changes hands in the product."""
    return handles(facts, MONEY)


def is_shared(facts: Facts) -> bool:
    """Whether more than one person uses it, as far as one can tell."""
    return not is_small(facts)


MODAL_SUBJECT = re.compile(
    r"^(?!(?:the )?(?:system|app|tool|site|page|it|we|there|this)\b)[\w' -]{3,40}? "
    r"(?:can|may|must|should|will|want|wants|need|needs|können|dürfen|müssen|sollen|wollen|peuvent|doivent|pueden|deben)\b",
    re.IGNORECASE,
)


def _acting(facts: Facts) -> tuple[FactId, ...]:
    return tuple(f.id for f in facts if f.kind in (K.NEED, K.RULE) and _names_somebody(f.text))


@once_per_text
def _names_somebody(text: str) -> bool:
    return MODAL_SUBJECT.search(text) is not None or _by(text)


def _by(text: str) -> bool:
    """Whether a statement begins with somebody: "Children borrow books", "The librarian sees …"."""
    words = [word for word in text.split()[:3] if word.casefold() not in _ARTICLES]
    return any(is_actor(" ".join(words[:count])) for count in (1, 2))


_ARTICLES = frozenset("the our a an all each every".split())


def _topic(key: str, label: str, phase: Phase, *evidence: Evidence) -> Topic:
    return Topic(key=key, label=label, phase=phase, evidence=evidence)


LOW, MEDIUM, HIGH = Stakes.LOW, Stakes.MEDIUM, Stakes.HIGH
V, R, A = Phase.VISION, Phase.REQUIREMENTS, Phase.ARCHITECTURE

_ROWS = (
    _topic("purpose", "Purpose", V,
        Evidence(key="what", missing="what it is for", weight=10, stakes=LOW,
                 settled_by=any_of(on_topic("purpose"), of_kind(K.GOAL, K.NEED))),
        Evidence(key="why", missing="what goes wrong today without it", weight=6,
                 settled_by=any_of(of_kind(K.GOAL), on_topic("purpose")))),
    _topic("users", "Users", V,
        Evidence(key="who", missing="who uses it", weight=9, stakes=LOW,
                 settled_by=any_of(of_kind(K.ACTOR), on_topic("users"), _acting, mentioning(SMALL)))),
    _topic("capabilities", "Capabilities", R,
        Evidence(key="needs", missing="what people do with it", weight=9, stakes=LOW,
                 settled_by=any_of(of_kind(K.NEED, least=2), saying(r"nothing beyond what", r"nichts weiter als", r"rien de plus",
                                   r"nada más que"))),
        Evidence(key="first", missing="what matters most", weight=4,
                 settled_by=any_of(of_kind(K.LATER), saying(r"most important", r"first (?:version|release)", r"above all",
                                   r"am wichtigsten", r"zuerst\b", r"le plus important", r"lo más importante")))),
    _topic("rules", "Rules", R,
        Evidence(key="any", missing="what must always or never hold", weight=6, settled_by=of_kind(K.RULE)),
        Evidence(key="exceptions", missing="the exceptions and limits", weight=4, stakes=HIGH,
                 settled_by=any_of(of_kind(K.RULE, least=3), saying(r"no exception", r"no amount and no time")))),
    _topic("non-goals", "Left out", R,
        Evidence(key="any", missing="what it shall not do", weight=5, stakes=LOW,
                 settled_by=any_of(of_kind(K.NON_GOAL, K.LATER), on_topic("non-goals")))),
    _topic("success", "Success", R,
        Evidence(key="measure", missing="how one can tell that it worked", weight=4,
                 settled_by=any_of(on_topic("success"), of_kind(K.GOAL, figure=True)))),
    _topic("data", "Data", R,
        Evidence(key="what", missing="what is kept", weight=6, stakes=LOW,
                 settled_by=any_of(of_kind(K.DATA), on_topic("data"), saying(r"kept\b", r"stored?\b", r"saved?\b",
                                   r"gespeichert", r"erfasst", r"conserv", r"enregistr", r"guarda", r"almacen"))),
        Evidence(key="retention", missing="how long it is kept", weight=5, applies=is_personal,
                 settled_by=saying(r"retain", r"retention", r"deleted? after", r"(?:keep|kept|stored?) (?:\w+ ){0,4}(?:for|until)",
                                   r"aufbewahr", r"gelöscht", r"lösch", r"conserv", r"supprim", r"borra", r"elimina"))),
    _topic("load", "Load", R,
        Evidence(key="users", missing="how many use it", weight=5, applies=is_shared,
                 settled_by=any_of(on_topic("load"), counting_people)),
        Evidence(key="volume", missing="how much there is of what it handles", weight=4, applies=is_shared,
                 settled_by=counting_things),
        Evidence(key="peak", missing="the busiest moment", weight=5, stakes=HIGH,
                 settled_by=saying(r"peak", r"at once", r"at the same time", r"concurrent", r"per (?:second|minute)",
                                   r"gleichzeitig", r"spitze", r"en même temps", r"à la fois", r"a la vez", r"por segundo"))),
    _topic("quality", "Quality", R,
        Evidence(key="speed", missing="how fast it answers", weight=4,
                 settled_by=any_of(saying(r".*\d ?(?:s\b|ms\b|sec|sek|seg|milli)"),
                                   both(on_topic("quality"), saying(r".*\d")))),
        Evidence(key="availability", missing="how long it may be down", weight=6, stakes=HIGH,
                 settled_by=saying(r"availab", r"uptime", r"downtime", r"24/7", r"99[.,]?\d*", r"outages?", r"verfügbar",
                                   r"ausfall", r"disponib")),
        Evidence(key="accessibility", missing="who must be able to use it despite an impairment", weight=3, stakes=HIGH,
                 settled_by=saying(r"accessib", r"wcag", r"screen ?reader", r"barrierefrei", r"bfsg", r"discapacidad"))),
    _topic("security-privacy", "Security and privacy", R,
        Evidence(key="permissions", missing="who may do what", weight=6, applies=is_shared,
                 settled_by=saying(r"only\b", r"permissions?", r"roles?\b", r"allowed to", r"admins?\b", r"nur\b",
                                   r"rollen?\b", r"berechtig", r"dürfen\b", r"seuls?\b", r"seules?\b", r"rôles?\b",
                                   r"s[oó]lo\b", r"permisos?")),
        Evidence(key="signin", missing="how people prove who they are", weight=5, applies=is_shared,
                 settled_by=saying(r"sign(?:s|ed)?[ -]?in", r"log(?:s|ged)?[ -]?in", r"log ?on", r"passwords?", r"sso\b",
                                   r"accounts?\b", r"anonym", r"invit", r"magic links?", r"anmeld", r"passw", r"konto",
                                   r"connexion", r"mot de passe", r"compte", r"contraseña", r"cuenta", r"inicia\w* sesión")),
        Evidence(key="who-sees", missing="who may see personal data", weight=6, applies=is_personal,
                 settled_by=both(saying(r".*(?:see|visible|view|read|access|private|confidential|sehen|sichtbar|einsehen"
                                        r"|voir|visible|accès|ver\b|acceso)"),
                                 any_of(on_topic("security-privacy", "users", "rules"), of_kind(K.RULE)))),
        Evidence(key="audit", missing="which acts leave a trace", weight=5, stakes=HIGH,
                 settled_by=saying(r"audit", r"logged\b", r"\blogs?\b", r"trace", r"who did what", r"protokoll", r"journal",
                                   r"registr\w+ de", r"auditor")),
        Evidence(key="abuse", missing="what somebody might try to abuse", weight=5, stakes=HIGH,
                 settled_by=saying(r"fraud", r"abuse", r"attack", r"stolen", r"two[- ]factor", r"2fa", r"mfa\b", r"betrug",
                                   r"missbrauch", r"angriff", r"fraude", r"abus", r"ataque"))),
    _topic("law", "Law", R,
        Evidence(key="which", missing="which law or contract applies", weight=5, applies=lambda f: is_personal(f) or moves_money(f),
                 settled_by=any_of(on_topic("law"), saying(r"gdpr", r"dsgvo", r"rgpd", r"hipaa", r"pci\b", r"psd2")))),
    _topic("money", "Money", A,
        Evidence(key="budget", missing="what it may cost", weight=4,
                 settled_by=any_of(on_topic("money", figure=True), saying(r"budget", r"free of charge", r"no budget",
                                   r"kostenlos", r"gratuit", r"presupuesto"))),
        Evidence(key="provider", missing="how money gets from one to the other", weight=7, applies=moves_money,
                 settled_by=saying(r"stripe", r"paypal", r"adyen", r"mollie", r"payment provider", r"bank transfers?", r"sepa\b",
                                   r"invoices?", r"cash\b", r"zahlungsdienst", r"rechnung", r"bar\b", r"virement", r"factur",
                                   r"transferencia", r"efectivo")),
        Evidence(key="refunds", missing="what happens to money that goes back", weight=7, applies=moves_money, stakes=HIGH,
                 settled_by=saying(r"refund", r"chargeback", r"money back", r"erstatt", r"rückzahl", r"rembours", r"reembols"))),
    _topic("existing", "What exists", R,
        Evidence(key="today", missing="how it is done today", weight=4,
                 settled_by=any_of(of_kind(K.CONTEXT), on_topic("existing"))),
        Evidence(key="migration", missing="what is carried over", weight=4, stakes=HIGH,
                 settled_by=saying(r"import", r"migrat", r"carry over", r"carried over", r"old data", r"existing data",
                                   r"übernehm", r"übernomm", r"altdaten", r"repris", r"reprendre"))),
    _topic("integrations", "Neighbouring systems", A,
        Evidence(key="systems", missing="which other systems it talks to", weight=4,
                 settled_by=any_of(on_topic("integrations"), saying(r"apis?\b", r"webhooks?", r"integrat", r"stripe", r"calendar",
                                   r"kalender", r"schnittstell", r"calendrier", r"calendario")))),
    _topic("deployment", "Where it runs", A,
        Evidence(key="where", missing="where it runs", weight=4, stakes=LOW,
                 settled_by=any_of(on_topic("deployment"), saying(r"command[- ]line", r"cli\b", r"laptop", r"server", r"cloud", r"aws\b",
                                   r"azure\b", r"hosted", r"raspberry", r"docker", r"on[- ]prem", r"self[- ]host", r"kommandozeile",
                                   r"rechner\b", r"serveur", r"nube\b", r"servidor"))),
        Evidence(key="region", missing="in which country the data lies", weight=4, stakes=HIGH,
                 settled_by=saying(r"regions?\b", r"eu\b", r"europe", r"germany", r"deutschland", r"europa\b", r"france\b", r"españa",
                                   r"data cent(?:er|re)", r"rechenzentrum", r"on[- ]prem"))),
    _topic("team-time", "Team and time", A,
        Evidence(key="deadline", missing="by when it must be there", weight=5,
                 settled_by=any_of(on_topic("team-time"), saying(r"deadline", r"(?:live|ready|done|finished) by", r"by mid", r"go[- ]live", r"launch", r"by (?:the end of )?"
                                   r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
                                   r"|next|spring|summer|autumn|christmas)"))),
        Evidence(key="team", missing="who builds and runs it", weight=4, stakes=HIGH,
                 settled_by=saying(r"developers?\b", r"engineers?\b", r"agency", r"team of", r"in[- ]house", r"entwickler", r"développeu",
                                   r"desarrollador", r"equipo"))),
    _topic("interfaces", "Interfaces", A,
        Evidence(key="device", missing="on what it is used", weight=6,
                 settled_by=any_of(on_topic("interfaces"), saying(r"phones?\b", r"mobile", r"browser", r"web", r"desktop", r"tablet",
                                   r"command[- ]line", r"terminal", r"handys?\b", r"smartphone", r"téléphone", r"navigateur",
                                   r"móvil", r"navegador"))),
        Evidence(key="languages", missing="which languages it speaks", weight=2, stakes=HIGH,
                 settled_by=saying(r"english", r"german\b", r"french", r"spanish", r"languages?\b", r"translat", r"sprachen?\b",
                                   r"deutsch", r"englisch", r"langues?\b", r"français", r"idiomas?\b", r"español"))),
    _topic("failure", "When things go wrong", R,
        Evidence(key="worst", missing="what must not go wrong", weight=6,
                 settled_by=any_of(on_topic("failure"), saying(r"fails?\b", r"failures?", r"crash", r"goes down", r"lost\b", r"retr(?:y|ies)",
                                   r"offline", r"fehl(?:er|schl)", r"ausfall", r"échou", r"panne", r"fall[ao]"))),
        Evidence(key="recovery", missing="how much may be lost, and how fast it must be back", weight=5, stakes=HIGH,
                 settled_by=saying(r"back-?ups?\b", r"restor", r"recover", r"data loss", r"sicherung", r"wiederherstell",
                                   r"sauvegard", r"copias? de seguridad"))),
    _topic("decisions", "Settled already", A,
        Evidence(key="any", missing="what is settled about the solution", weight=3,
                 settled_by=any_of(of_kind(K.DECISION), on_topic("decisions")))),
)  # fmt: skip

TOPICS: dict[str, Topic] = {row.key: row for row in _ROWS}
"""By key, in the order in which they are shown."""
