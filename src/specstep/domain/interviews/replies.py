"""Replies that settle a question without answering it: "skip", "you decide", "nothing else"; typed as plain words.

Only whole replies count: whoever writes more than these words has something to say.
"""

import re
import unicodedata

from specstep.domain.interviews.values import AnswerKind, Question

_SKIP = """
skip | skip it | skip this | skip that | skip this question | skip this one | next | next one | next question | pass
| no comment | let's skip that | let's skip this
| überspringen | weiter | nächste | nächste frage | diese frage überspringen
| passer | passe | suivant | suivante | question suivante | passer cette question
| saltar | siguiente | paso | siguiente pregunta | omitir esta pregunta
"""
_DECIDE = """
you decide | you choose | you pick | your choice | your call | up to you | it's up to you | as you like | as you wish
| whatever | whatever you think | whatever you think is best | whatever you recommend | whatever works
| i don't care | don't care | no preference | no idea | no clue | i have no idea | i don't know | don't know | dunno | idk
| not sure | i'm not sure | no opinion
| du entscheidest | entscheide du | entscheiden sie | sie entscheiden | wie du meinst | wie sie meinen | egal
| mir egal | ist mir egal | keine ahnung | weiß nicht | weiß ich nicht | ich weiß nicht | ich weiß es nicht
| à vous de décider | à toi de décider | décidez | décidez vous-même | décide | peu importe | comme vous voulez
| comme tu veux | aucune idée | je ne sais pas | je sais pas
| decide tú | decida usted | decídalo usted | tú decides | usted decide | como quieras | como quiera | da igual
| me da igual | ni idea | no sé | no lo sé
"""
_NOTHING_MORE = """
no | nope | none | nothing | nothing else | nothing more | no more | that's all | that is all | that's it | that is it
| that's everything | no exceptions | no exception | there are none
| nein | nichts | nichts weiter | nichts mehr | sonst nichts | das ist alles | das war's | das wars | keine
| non | rien | rien d'autre | c'est tout | aucune
| nada | nada más | eso es todo | es todo | ninguna
"""
_AGREED = """
ok | okay | fine | agreed | sounds good | sounds right | good | perfect | great | exactly | that's right | that's fine | take it | take that
| take yours | go with that | go with it | go with yours | as recommended | as you recommend | as you suggest | as suggested | accept
| accepted | i accept | your recommendation is fine | do that | let's do that | like you said
| einverstanden | passt | passt so | gut so | in ordnung | genau | klingt gut | so machen wir es | wie vorgeschlagen | wie empfohlen
| nimm das | nehmen wir | stimmt
| d'accord | entendu | ça marche | ça me va | très bien | parfait | comme proposé | comme recommandé | exactement
| de acuerdo | vale | perfecto | muy bien | está bien | como propone | como recomienda | exacto
"""
_YES = "yes | yep | yeah | yes please | sure | ja | ja gern | jawohl | oui | si | sí | claro | certainly"
_ASKS_WHICH = re.compile(
    r"\b(?:what|which|who|whom|how|when|where|why|was|welche\w*|wer|wen|wem|wie|wann|wo|woran|worauf|warum|quel\w*|qui|que|quoi|comment"
    r"|quand|où|combien|qué|cuál\w*|quién\w*|cómo|cuándo|dónde|cuánt\w*)\b",
    re.IGNORECASE,
)
_ASK_FOR_MORE = frozenset({"capabilities.needs", "rules.exceptions", "confirmation"})
"""Questions whose recommended answer is that there is no more."""


def settled_by(reply: str, question: Question) -> AnswerKind | None:
    """How a reply settles a question without saying anything about the project; None where it says something."""
    said = bare(reply)
    if said in _REPLIES[AnswerKind.SKIPPED]:
        return AnswerKind.SKIPPED
    if said in _REPLIES[AnswerKind.YOU_DECIDE]:
        return AnswerKind.YOU_DECIDE
    if question.recommended and said in _AGREES:
        return AnswerKind.RECOMMENDED
    if question.recommended and said in _AFFIRMS and _ASKS_WHICH.search(question.text):
        return AnswerKind.RECOMMENDED  # "yes" to "until when?" can only mean the answer that was offered
    if question.id in _ASK_FOR_MORE and said in _REPLIES[AnswerKind.RECOMMENDED]:
        return AnswerKind.RECOMMENDED
    return None


def says_no_more(reply: str) -> bool:
    """Whether a reply is a bare "no", "none" or "nothing else"."""
    return bare(reply) in _REPLIES[AnswerKind.RECOMMENDED]


def bare(text: str) -> str:
    """A reply without the differences that mean nothing: case, typographic apostrophes, final marks, politeness."""
    said = unicodedata.normalize("NFC", text).casefold().replace("’", "'").strip(" \t\n.!…,;:-–—")
    said = re.sub(r"^(?:(?:hm+|well|oh|ok|okay|um+|uh+|hmm+)[,.…]?\s+)+", "", said)
    said = re.sub(
        r"[,\s]+(?:please|thanks|thank you|bitte|danke|merci|gracias|por favor|s'il vous plaît)$", "", said
    )
    return " ".join(said.strip(" .!…,;:-–—").split())


_AGREES = frozenset(bare(reply) for reply in _AGREED.split("|"))
_AFFIRMS = frozenset(bare(reply) for reply in _YES.split("|"))
_REPLIES = {
    kind: frozenset(bare(reply) for reply in listed.split("|"))
    for kind, listed in (
        (AnswerKind.SKIPPED, _SKIP),
        (AnswerKind.YOU_DECIDE, _DECIDE),
        (AnswerKind.RECOMMENDED, _NOTHING_MORE),
    )
}
