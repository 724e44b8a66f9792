"""What can be told of statements in other languages than English: by a few cue words, and by marks."""

import re
from functools import lru_cache

from specstep.domain.drafting.reading.asides import is_greeting, is_sign_off, is_to_machine
from specstep.domain.drafting.reading.sections import Section
from specstep.domain.interviews.values import FactKind

_K = FactKind
_CUES: dict[str, dict[str, str]] = {
    "de": {
        "later": r"später|künftig|in zukunft|phase (?:2|zwei)|irgendwann|nächstes jahr|ausbaustufe",
        "non": r"brauchen wir nicht|nicht nötig|nicht vorgesehen|nicht im umfang|kein ziel|(?:wollen|brauchen) (?:wir )?keine?n?|soll kein\w*|nicht geplant|verzichten",
        "ban": r"darf nicht|dürfen nicht|niemals|nie\b|verboten|darf (?:nur|niemand|keine?)|dürfen (?:nur|keine?)|nur [\w ]{2,40} (?:darf|dürfen)|dsgvo|gesetz\w*|aufbewahr\w*|(?:darf|dürfen)\b",
        "must": r"muss|müssen|soll|sollen|sollte|sollten|brauch\w*|benötig\w*|wünsch\w*|möchte\w*|können|kann|erforderlich",
        "goal": r"\bziel\b|wir (?:wollen|möchten|brauchen|planen|suchen) eine?n?|damit wir|zweck",
        "now": r"heute|derzeit|aktuell|momentan|bisher|zurzeit|im moment",
        "soft": r"schön wäre|wäre (?:schön|nett|gut)|optional|könnte",
        "should": r"sollte|sollten|möglichst|idealerweise",
        "hard": r"muss|müssen|zwingend|unbedingt|darf nicht|dürfen nicht|darf nur|dürfen nur",
        "quality": r"sekunden?|verfügbar\w*|barrierefrei\w*|schnell|sicher\w*|verschlüssel\w*|offline",
        "limit": r"budget|kosten|euro|höchstens|maximal|pro (?:tag|woche|monat|jahr)|frist|bis (?:zum|ende|anfang|mitte)",
        "unsure": r"weiß (?:ich )?(?:noch )?nicht|wissen (?:wir )?(?:noch )?nicht|noch (?:offen|unklar|nicht entschieden)",
        "thanks": r"^(?:vielen dank|danke|schönes wochenende|bis (?:bald|dann)|melde(?:n sie)? (?:dich|sich)|ruf\w* (?:mich|sie)|ich hoffe|wie geht|rufen sie)",
    },
    "fr": {
        "later": r"plus tard|à l'avenir|phase (?:2|deux)|un jour|l'année prochaine",
        "non": r"pas besoin|hors (?:du )?périmètre|ne (?:voulons|veux) pas|n'est pas nécessaire|pas prévu",
        "ban": r"ne (?:doit|doivent|peut|peuvent) (?:pas|jamais)|jamais|interdit\w*|seul\w* [\w ]{2,40} (?:peut|peuvent)|rgpd|la loi",
        "must": r"doit|doivent|devrait|devraient|il faut|besoin|peut|peuvent|voulons|souhait\w*|nécessaire",
        "goal": r"\bbut\b|objectif|nous (?:voulons une?|avons besoin d'une?)|afin (?:de|que)",
        "now": r"aujourd'hui|actuellement|en ce moment|jusqu'ici",
        "soft": r"serait (?:bien|sympa)|facultati\w*|optionnel\w*|pourrait",
        "should": r"devrait|devraient|idéalement|si possible",
        "hard": r"doit|doivent|il faut|obligatoire",
        "quality": r"secondes?|disponib\w*|accessib\w*|rapide\w*|sécuris\w*|chiffr\w*|hors ligne",
        "limit": r"budget|coût\w*|euros?|au plus|maximum|par (?:jour|semaine|mois|an)|avant le",
        "unsure": r"ne sai[ts] pas|savons pas|pas encore (?:décidé|clair)",
        "thanks": r"^(?:merci|bon week-end|bonne journée|à bientôt|j'espère)",
    },
    "es": {
        "later": r"más adelante|más tarde|en el futuro|fase (?:2|dos)|algún día|el año que viene",
        "non": r"no (?:necesitamos|queremos|hace falta)|fuera de(?:l)? alcance|no es necesario|no está previsto",
        "ban": r"no (?:debe|deben|puede|pueden)|nunca|prohibid\w*|s[oó]lo [\w ]{2,40} (?:puede|pueden)|rgpd|la ley",
        "must": r"debe|deben|debería|deberían|tiene que|tienen que|necesit\w*|quer\w*|puede|pueden|hace falta|poder",
        "goal": r"objetivo|(?:queremos|necesitamos) una?|para que",
        "now": r"hoy|actualmente|ahora|hasta ahora|de momento",
        "soft": r"estaría bien|sería (?:bueno|ideal)|opcional\w*|podría",
        "should": r"debería|deberían|idealmente|a ser posible",
        "hard": r"debe|deben|tiene que|tienen que|obligatori\w*",
        "quality": r"segundos?|disponib\w*|accesib\w*|rápid\w*|segur\w*|cifrad\w*|sin conexión",
        "limit": r"presupuesto|coste?\w*|euros?|como máximo|máximo|por (?:día|semana|mes|año)|antes del",
        "unsure": r"no s[eé]\b|no sabemos|aún no|todavía no",
        "thanks": r"^(?:gracias|buen fin de semana|hasta (?:pronto|luego)|espero)",
    },
    "nl": {
        "later": r"later|in de toekomst|fase (?:2|twee)|ooit|volgend jaar",
        "non": r"niet nodig|buiten (?:de )?scope|willen (?:we )?(?:niet|geen)|hoeft? (?:niet|geen)|hoeven (?:niet|geen)",
        "ban": r"mag (?:niet|nooit|alleen|geen)|mogen (?:niet|nooit|alleen|geen)|nooit|verboden|alleen [\w ]{2,40} (?:mag|mogen)|avg\b|de wet",
        "must": r"moet|moeten|zou|zouden|nodig|willen|wil|kan|kunnen|graag",
        "goal": r"\bdoel\b|(?:we|wij) (?:willen|zoeken) een|zodat",
        "now": r"vandaag|momenteel|nu\b|tot nu toe",
        "soft": r"zou (?:mooi|leuk|fijn) zijn|optioneel|eventueel",
        "should": r"zou|zouden|liefst|idealiter",
        "hard": r"moet|moeten|verplicht",
        "quality": r"seconden?|beschikbaar\w*|toegankelijk\w*|snel\w*|veilig\w*|versleutel\w*|offline",
        "limit": r"budget|kosten|euro|maximaal|hoogstens|per (?:dag|week|maand|jaar)|voor eind",
        "unsure": r"weet (?:ik )?(?:nog )?niet|weten (?:we )?(?:nog )?niet|nog niet (?:besloten|duidelijk)",
        "thanks": r"^(?:bedankt|dank|fijn weekend|tot (?:snel|ziens)|ik hoop)",
    },
    "it": {
        "later": r"più (?:avanti|tardi)|in futuro|in seguito|fase (?:2|due)|un giorno|l'anno prossimo",
        "non": r"non (?:serve|vogliamo|abbiamo bisogno|è necessario|è previsto)|fuori (?:dall')?ambito",
        "ban": r"non (?:deve|devono|può|possono)|mai\b|vietat\w*|solo [\w ]{2,40} (?:può|possono)|gdpr|la legge",
        "must": r"deve|devono|dovrebbe|dovrebbero|bisogna|serve|servono|vogliamo|vorrei|può|possono|necessari\w*",
        "goal": r"obiettivo|scopo|(?:vogliamo|serve) una?|affinché",
        "now": r"oggi|attualmente|ora\b|finora",
        "soft": r"sarebbe (?:bello|utile)|opzional\w*|facoltativ\w*|potrebbe",
        "should": r"dovrebbe|dovrebbero|idealmente|se possibile",
        "hard": r"deve|devono|bisogna|obbligatori\w*",
        "quality": r"second[oi]|disponib\w*|accessib\w*|veloc\w*|sicur\w*|cifrat\w*|offline",
        "limit": r"budget|cost[oi]|euro|al massimo|massimo|al (?:giorno|mese)|entro",
        "unsure": r"non (?:so|sappiamo)\b|non ancora",
        "thanks": r"^(?:grazie|buon (?:fine settimana|lavoro)|a presto|spero)",
    },
    "pt": {
        "later": r"mais tarde|no futuro|fase (?:2|dois)|um dia|no próximo ano",
        "non": r"não (?:precisamos|queremos|é (?:preciso|necessário)|está previsto)|fora d[oe] (?:âmbito|escopo)",
        "ban": r"não (?:deve|devem|pode|podem)|nunca|proibid\w*|só [\w ]{2,40} (?:pode|podem)|rgpd|lgpd|a lei",
        "must": r"deve|devem|deveria|deveriam|tem de|têm de|tem que|precis\w*|queremos|pode|podem|necessári\w*",
        "goal": r"objetivo|(?:queremos|precisamos de) uma?|para que",
        "now": r"hoje|atualmente|agora|até agora",
        "soft": r"seria (?:bom|ótimo)|opcional\w*|poderia",
        "should": r"deveria|deveriam|idealmente|se possível",
        "hard": r"deve|devem|tem de|têm de|obrigatóri\w*",
        "quality": r"segundos?|dispon[ií]\w*|acessí\w*|rápid\w*|segur\w*|cifrad\w*|offline",
        "limit": r"orçamento|custo\w*|euros?|no máximo|máximo|por (?:dia|semana|mês|ano)|até",
        "unsure": r"não (?:sei|sabemos)\b|ainda não",
        "thanks": r"^(?:obrigad\w*|bom fim de semana|até (?:breve|logo)|espero)",
    },
}
_QUESTION_MARKS = ("?", "？", "؟", ";" + "?")


@lru_cache(maxsize=len(_CUES))
def _cues_of(language: str) -> dict[str, re.Pattern[str]]:
    """A language's cues as patterns; no brief needs those of all languages."""
    return {
        name: re.compile(pattern if pattern.startswith("^") else rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
        for name, pattern in _CUES.get(language, {}).items()
    }


def foreign_kind(text: str, language: str, section: Section | None) -> FactKind:
    """The part that a statement plays, as far as its language's cue words tell; context where they don't."""
    cues = _cues_of(language)

    def says(name: str) -> bool:
        return name in cues and cues[name].search(text) is not None

    if is_to_machine(text) or is_greeting(text) or is_sign_off(text) or says("thanks"):
        return _K.ASIDE
    if text.rstrip(" .)\"'”»").endswith(_QUESTION_MARKS) or says("unsure"):
        return _K.QUESTION
    if section and section.binding:
        return section.kind
    for name, kind in (("later", _K.LATER), ("non", _K.NON_GOAL), ("ban", _K.RULE), ("goal", _K.GOAL)):
        if says(name):
            return kind
    number = re.search(r"\d", text) is not None
    if number and says("quality") and not says("now"):
        return _K.QUALITY
    if number and says("limit"):
        return _K.LIMIT
    if says("must"):
        return _K.NEED
    if section:
        return section.kind
    return _K.CONTEXT


def foreign_priority(text: str, language: str, kind: FactKind) -> str | None:
    """The priority that the cue words give, or None."""
    if kind in {_K.LATER, _K.NON_GOAL}:
        return "wont"
    if kind in {_K.ASIDE, _K.QUESTION, _K.CONTEXT, _K.ACTOR}:
        return None
    cues = _cues_of(language)
    for name, priority in (("soft", "could"), ("should", "should"), ("hard", "must")):
        if name in cues and cues[name].search(text):
            return priority
    return None
