"""Replies that ask the interviewer something: "what do you mean?", "what would you suggest?", "why?".

Only whole replies count, as with the other short replies: a question that names something of the project is one of
the person's own, and is kept as such.
"""

import re
from enum import StrEnum

from specstep.domain.interviews.replies import bare
from specstep.domain.interviews.sayings import ADVISED, AN_EXAMPLE, EXPLAINED, saying
from specstep.domain.interviews.values import Question


class AskedBack(StrEnum):
    """What the person wants to hear."""

    MEANING = "meaning"
    ADVICE = "advice"


_MEANING = r"""
\?+ | huh | what | pardon | sorry | come again | (?:please )?explain(?: (?:that|this|it))?
| what (?:do|did) you mean(?: (?:by|with) (?:that|this|it))? | how do you mean(?: (?:that|this))?
| what (?:does|do) (?:that|this|it) mean | what is meant(?: by (?:that|this))? | what'?s that(?: supposed to mean)?
| i (?:do not|don't|didn't) (?:understand|get)(?: (?:it|that|this|you|the question|your question|what you mean))?
| (?:can|could) you (?:explain|rephrase|clarify)(?: (?:that|this|it|the question))? | not sure what you mean
| why(?: (?:do you (?:ask|want to know)(?: (?:that|this))?|is (?:that|this|it) important|does (?:that|this|it) matter))?
| (?:wie )?bitte | hä+ | was (?:meinst du|meinen sie)(?: damit)? | was (?:heißt|bedeutet) das(?: genau)? | wie meinst du das
| wie meinen sie das | (?:das |ich )?versteh(?:e)?(?: ich)?(?: (?:das|die frage|sie))? nicht(?: ganz)?
| ich verstehe (?:nicht|die frage nicht|das nicht) | warum(?: (?:fragst du|fragen sie|ist das wichtig))? | wieso
| (?:que|qu'est-ce que) (?:voulez-vous|vous voulez|veux-tu|tu veux) dire(?: par là)? | comment ça | pardon
| qu'est-ce que (?:ça|cela) (?:veut dire|signifie) | ça veut dire quoi | je ne comprends pas(?: (?:la|votre) question)?
| pourquoi(?: (?:cette question|demandez-vous ça))?
| qué (?:quiere|quieres) decir(?: con eso)? | (?:a )?qué (?:se )?(?:refiere|refieres) | qué significa(?: eso)? | cómo
| no (?:lo )?entiendo(?: la pregunta)? | por qué(?: (?:pregunta|preguntas|es importante)(?: eso)?)?
"""
_ADVICE = r"""
what (?:do|would|should|can) you (?:suggest|recommend|propose|advise|do|say|think|take)(?: (?:here|there|in my place|instead))?
| what (?:do|would) you think(?: is best)? | what(?:'s| is| would be) (?:usual|normal|typical|common|best|your (?:advice|suggestion|recommendation|proposal))
| what do (?:others|other people|people|most people) (?:usually )?do | any (?:advice|ideas?|suggestions?|recommendations?)
| (?:do|can) you (?:suggest|recommend) (?:something|anything) | (?:for )?example | such as | like what | give me an example
| (?:can|could) you give (?:me )?an example | your (?:advice|suggestion|recommendation|proposal)
| was (?:würdest du|würden sie|schlägst du|schlagen sie|empfiehlst du|empfehlen sie|rätst du|raten sie)(?: (?:mir|da|hier))?(?: (?:vorschlagen|empfehlen|raten|tun|machen|vor))?
| was (?:ist|wäre) (?:üblich|normal|sinnvoll|das beste) | was machen andere | hast du (?:einen vorschlag|eine idee) | haben sie einen vorschlag
| (?:zum )?beispiel | zum beispiel was
| (?:que|qu'est-ce que) (?:me )?(?:conseillez|proposez|suggérez|recommandez|feriez)-vous | que (?:vous )?(?:conseillez|proposez|suggérez|recommandez)-vous
| qu'est-ce que vous (?:me )?(?:conseillez|proposez|suggérez|recommandez) | que ferais-tu | (?:par )?exemple | une idée
| qué (?:me )?(?:sugiere|sugieres|recomienda|recomiendas|propone|propones|aconseja|aconsejas|haría|harías)(?: usted)? | (?:por )?ejemplo
| qué es lo (?:normal|habitual) | alguna (?:idea|sugerencia)
"""


def _whole(listed: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{' '.join(line.split())})" for line in _split(listed)))


def _split(listed: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?:^|\s)\|\s", " ".join(listed.split())) if part.strip()]


_PATTERNS = ((AskedBack.ADVICE, _whole(_ADVICE)), (AskedBack.MEANING, _whole(_MEANING)))


def asks_back(reply: str) -> AskedBack | None:
    """What a reply asks of the interviewer; None where it says something about the project."""
    said = bare(reply)
    if not said.strip("?¿ "):
        return AskedBack.MEANING if "?" in said else None
    said = said.strip("?¿ ")
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(said)), None)


def told_back(asked: AskedBack, question: Question, language: str) -> str:
    """What the interviewer answers: what hangs on the question, and an answer to start from."""
    if not question.recommended:
        return f"{question.why} {saying(AN_EXAMPLE, language)}"
    template = saying(EXPLAINED if asked is AskedBack.MEANING else ADVISED, language)
    recommended, because = question.recommended.rstrip("."), question.recommended_because
    return template.format(why=question.why, recommended=recommended, because=because)
