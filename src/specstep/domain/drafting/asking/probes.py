"""What a careful listener asks about a particular sentence: until when, how many, what if it is refused."""

import re

import attrs

from specstep.domain.drafting.asking.picture import GIST_ENOUGH, gist, quoted, spoken
from specstep.domain.drafting.asking.wording import Wording, fill
from specstep.domain.interviews.stakes import Stakes
from specstep.domain.interviews.topics import moves_money
from specstep.domain.interviews.values import Fact, FactKind

_ASKED_ABOUT = (FactKind.NEED, FactKind.RULE, FactKind.GOAL, FactKind.DATA)


_NOBODY = re.compile(r"(?:\w+ ){0,3}(?:nobody|no one|niemand|personne ne|nadie)\b", re.IGNORECASE)
"""What nobody does leaves nothing open."""
_ONLY_WITH_MONEY = ("payment-fails", "reconcile")


@attrs.frozen(kw_only=True)
class Probe:
    """A verb that leaves something open, what would settle it, and how to ask. `{said}` is the sentence."""

    key: str
    topic: str
    weight: int
    verb: re.Pattern[str]
    settled_by: re.Pattern[str]
    wordings: dict[str, Wording]
    stakes: Stakes = Stakes.MEDIUM


def _probe(
    key: str, topic: str, weight: int, verb: str, settled: str, stakes: Stakes = Stakes.MEDIUM, **wordings: Wording
) -> Probe:
    return Probe(
        key=key,
        topic=topic,
        weight=weight,
        stakes=stakes,
        verb=re.compile(rf"\b(?:{verb})", re.IGNORECASE),
        settled_by=re.compile(rf"\b(?:{settled})", re.IGNORECASE),
        wordings=wordings,
    )


PROBES = (
    _probe("cancel", "rules", 8,
        r"cancel(?!l?ed\b)|withdraw|call off|stornier|absag|abmeld|annul|se désinscri|cancel",
        r"(?:cancel|withdraw|stornier|absag|abmeld|annul)\w*[^.]*(?:until|before|within|hours|days|any time|bis|vor|jusqu|avant|hasta|antes)"
        r"|(?:until|before|bis|vor|jusqu|avant|hasta|antes)[^.]*(?:cancel|withdraw|stornier|absag|abmeld|annul)",
        Stakes.LOW,
        en=Wording("You said {said}: until when?", "A cancellation at the last minute hurts somebody; whoever builds it has to know whom.",
             "Cancelling is possible until 24 hours beforehand.", "A day is usually enough to find somebody else."),
        de=Wording("Sie sagten: {said}. Bis wann ist das möglich?", "Eine Absage in letzter Minute trifft jemanden.",
             "Absagen ist bis 24 Stunden vor dem Beginn möglich.", "Ein Tag genügt meist, um Ersatz zu finden."),
        fr=Wording("Vous avez dit : {said}. Jusqu'à quand est-ce possible ?", "Une annulation de dernière minute gêne quelqu'un.",
             "On peut annuler jusqu'à 24 heures avant le début.", "Un jour suffit d'ordinaire pour trouver un remplaçant."),
        es=Wording("Usted dijo: {said}. ¿Hasta cuándo es posible?", "Una cancelación de última hora perjudica a alguien.",
             "Se puede cancelar hasta 24 horas antes del comienzo.", "Un día suele bastar para encontrar sustituto.")),
    _probe("full", "rules", 7,
        r"sign(?:s|ing)? up for|(?:can|may|to|must|should|will|people|\w+ers?|you|they|we|i) book\b|books? (?:a|an|the|one|slots?|online)\b|bookings?\b|reserv|register for|enrol|melden? sich|sich (?:\w+ ){0,4}(?:anmeld|einschreib)|eintragen|buch(?:en|ung)|reservier|s'inscri|réserv|inscrib|apunt",
        r"full\b|waiting list|wait-?list|capacity|at most \d+|maximum|first come|overbook|double[- ]book|places left|voll\b|warteliste|höchstens|complet"
        r"|liste d'attente|au plus|lleno|lista de espera|como máximo",
        Stakes.LOW,
        en=Wording("You said {said}. What happens when it is full, or two people take the last place at the same moment?",
             "It will happen on the first busy day, and then it is too late to think about it.",
             "The first one gets the place, and the other one is offered the waiting list.", "It is fair and needs nobody to decide."),
        de=Wording("Sie sagten: {said}. Was geschieht, wenn alles voll ist oder zwei zugleich den letzten Platz nehmen?",
             "Am ersten vollen Tag wird es geschehen.", "Wer zuerst kommt, erhält den Platz; die andere Person kommt auf die Warteliste.", "Das ist gerecht, und niemand muss entscheiden."),
        fr=Wording("Vous avez dit : {said}. Que se passe-t-il si c'est complet, ou si deux personnes prennent la dernière place ?",
             "Cela arrivera le premier jour chargé.", "La première personne obtient la place ; l'autre est mise sur la liste d'attente.", "C'est juste, et personne n'a à décider."),
        es=Wording("Usted dijo: {said}. ¿Qué pasa si está lleno, o si dos personas toman la última plaza a la vez?",
             "Ocurrirá el primer día de mucho uso.", "La primera persona recibe la plaza; la otra pasa a la lista de espera.", "Es justo y nadie tiene que decidir.")),
    _probe("notify", "capabilities", 6,
        r"notif|remind|alert\w*|gets? told|erinner|benachrichtig|rappel|préven|recordatorio|avis",
        r"e-?mail|sms|text message|push|by phone|a call\b|whatsapp|correo|courriel",
        Stakes.LOW,
        en=Wording("You said {said}. Which way shall it reach them: e-mail, text message, something on the screen?",
             "Each way costs differently and needs another piece of personal data.",
             "Notifications are sent by e-mail.", "Everybody has e-mail, and it costs nothing."),
        de=Wording("Sie sagten: {said}. Auf welchem Weg: E-Mail, SMS, etwas auf dem Bildschirm?", "Jeder Weg kostet anders und braucht andere Daten.",
             "Benachrichtigungen kommen per E-Mail.", "E-Mail haben alle, und sie kostet nichts."),
        fr=Wording("Vous avez dit : {said}. Par quelle voie : e-mail, SMS, à l'écran ?", "Chaque voie a son prix.",
             "Les avis sont envoyés par e-mail.", "Tout le monde a une adresse e-mail."),
        es=Wording("Usted dijo: {said}. ¿Por qué vía: correo, SMS, en la pantalla?", "Cada vía tiene su precio.",
             "Los avisos se envían por correo electrónico.", "Todos tienen correo electrónico.")),
    _probe("remind-when", "rules", 5,
        r"remind|reminder|erinner|rappel|recordatorio",
        r"(?:remind|reminder|erinner|rappel|recordatorio)\w*[^.]*(?:\d|hours?|days?|evening before|morning|week)|(?:\d+|a|one|two|the) (?:hours?|days?|evening|weeks?) (?:before|earlier)",
        en=Wording("You said {said}. How long beforehand?", "Too early is forgotten, too late is useless.",
             "The reminder is sent 24 hours before.", "A day leaves time to react.")),
    _probe("payment-fails", "failure", 8,
        r"pay(?:s|ing|ments?)?\b|donat|charge[sd]?\b|checkout",
        r"(?:pay|charge|card|transaction)\w*[^.]*(?:fail|declin|reject|time[sd]? out|interrupt)|(?:fail|declin|reject)\w*[^.]*(?:pay|charge|card)",
        en=Wording("You said {said}. What happens when the payment breaks off halfway, or the same one arrives twice?",
             "It is the case that costs real money, and it happens every week.",
             "A payment that was not confirmed is not booked, and the same payment is never charged twice.", "It is what people expect of anything that takes their money.")),
    _probe("reconcile", "money", 6,
        r"payouts?\b|settle(?:s|ment)|ledger|balance",
        r"reconcil|bookkeep|accounting|match\w* the (?:bank|books)", Stakes.HIGH,
        en=Wording("You said {said}. Who compares these figures with the bank's, and how often?",
             "Differences that nobody looks for grow until they are found by an auditor.",
             "Every night the payments are compared with the provider's report, and differences are shown to staff.", "The provider reports daily, so a nightly comparison finds each difference within a day.")),
    _probe("approve", "rules", 6,
        r"approv|review(?:s|ed)?\b|confirm(?:s|ed)? by|moderat|sign(?:s|ed)? off|genehmig|freigeb",
        r"reject|refus|declin|not approved|unless approved|deadline for|ablehn",
        en=Wording("You said {said}. What happens to what is refused, or what nobody looks at for a week?",
             "Waiting for a person is where most work gets stuck.",
             "A refusal needs a reason that the sender sees, and after 7 days without a decision a reminder goes out.", "Nothing stays unseen that way.")),
    _probe("upload", "data", 5,
        r"upload|attach|photos?\b|pictures?\b|hochlad|téléverse|sub(?:e|ir)\b",
        r"\d+ ?(?:mb|gb|kb|megabytes?)|jpe?g|png|pdf",
        en=Wording("You said {said}. Which kinds of files, and how large at most?", "Without a limit one person can fill the disk.",
             "Files may be JPEG, PNG or PDF and at most 10 MB each.", "A phone's photo fits, and everything can open these.")),
    _probe("exchange", "integrations", 5,
        r"(?:im|ex)port(?:s|ed|ing)?\b|spreadsheet|download",
        r"csv|xlsx|excel|pdf|json|ical",
        en=Wording("You said {said}. In which format, and who reads it afterwards?", "The reader's program decides the format.",
             "The format is CSV in UTF-8 with a header line.", "Every spreadsheet reads it.")),
    _probe("search", "capabilities", 4,
        r"search|filter\b|look up|find(?:s|ing)?\b (?:a|the|their|any)",
        r"(?:search|filter|find|look)\w*[^.]*\bby\b",
        en=Wording("You said {said}. By what will they search: a name, a date, a place?", "What is searched must be kept in a form that can be searched.",
             "The search works by name and by date.", "These are what people remember.")),
    _probe("figures", "capabilities", 4,
        r"report(?:s|ing)?\b|statistics|dashboard|overview|evaluat",
        r"(?:report|statistic|dashboard|overview)\w*[^.]*(?:how many|number of|per|each|total|by)",
        en=Wording("You said {said}. Which figures does it show, and what do you decide by them?", "A figure that nobody decides by need not be computed.",
             "The report shows the number of entries per month.", "It is the figure that shows whether it is used.")),
    _probe("delete", "rules", 5,
        r"delet(?:e|es|ing)\b|remov(?:e|es|ing)\b|lösch|supprim|elimin|borr(?:ar|a|an|ado)\b",
        r"recover|undo|undone|restor|for good|permanent|recycle|trash|wiederherstell|endgültig",
        en=Wording("You said {said}. Is it gone for good, or can it be brought back?", "Somebody will delete the wrong thing in the first month.",
             "What is deleted can be brought back for 30 days.", "Mistakes are noticed within a month, as a rule.")),
    _probe("share", "security-privacy", 6,
        r"shar(?:e|es|ing)\b|publish|public(?:ly)?\b|invit",
        r"only .*(?:see|view|open)|visible to|anyone with|revok|expire",
        en=Wording("You said {said}. Who can see it then, and can it be taken back?", "What was once public stays public somewhere.",
             "Only people who were invited can see it, and an invitation can be taken back.", "It is the careful choice, and it can be loosened later.")),
    _probe("sync", "failure", 6,
        r"sync|offline|without (?:a |an )?(?:connection|network|internet)",
        r"conflict|last (?:one|change|write) wins|merge|both (?:changed|versions)", Stakes.LOW,
        en=Wording("You said {said}. What if the same thing was changed in two places meanwhile?", "One of the two changes will be lost unless somebody decides which.",
             "The later change wins, and the earlier one is kept in the history.", "It loses nothing and needs no decision at that moment.")),
)  # fmt: skip


def probes(
    facts: tuple[Fact, ...], voiced: tuple[Fact, ...], language: str, stakes: Stakes
) -> list[tuple[Probe, Fact, Wording, dict[str, str]]]:
    """What the person's own sentences (`voiced`) leave open and none of the facts settles.

    Answers the probe, the first sentence that it concerns, its wording, and that sentence to be filled in.
    Each probe concerns one sentence at most, so that nobody is asked the same thing about every sentence.
    """
    found = []
    lang = language if language in ("de", "fr", "es") else "en"
    for probe in PROBES:
        if probe.key in _ONLY_WITH_MONEY and not moves_money(facts):
            continue
        wording = probe.wordings.get(lang)
        if wording is None or probe.stakes > stakes or any(probe.settled_by.search(fact.text) for fact in facts):
            continue
        for fact in sorted(voiced, key=lambda each: len(each.text) > GIST_ENOUGH):
            if fact.kind in _ASKED_ABOUT and probe.verb.search(fact.text) and not _NOBODY.match(fact.text):
                said = {"said": spoken(fact.text, language) if lang == "en" else quoted(gist(fact.text), language)}
                if fill(wording, said):
                    found.append((probe, fact, wording, said))
                break
    return found
