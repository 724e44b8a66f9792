"""Forms of English nouns and where noun phrases stand."""

import re

from specstep.domain.language.lemmas import verb_form
from specstep.domain.language.lexicon import (
    ACTOR_NOUNS,
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from specstep.domain.language.words import Token, tokens

_IRREGULAR = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "mouse": "mice",
    "goose": "geese",
    "analysis": "analyses",
    "basis": "bases",
    "crisis": "crises",
    "criterion": "criteria",
    "datum": "data",
    "index": "indexes",
    "leaf": "leaves",
    "loaf": "loaves",
    "half": "halves",
    "knife": "knives",
    "life": "lives",
    "shelf": "shelves",
    "wife": "wives",
    "medium": "media",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "bus": "buses",
    "gas": "gases",
    "lens": "lenses",
    "status": "statuses",
    "quiz": "quizzes",
}
_BACK = {plural: singular for singular, plural in _IRREGULAR.items()}
_UNCOUNTED = frozenset(
    """access advice business cash class content data address process equipment evidence feedback food furniture
    gas hardware help information internet knowledge mail management money music news progress research series sms
    software species staff stock stuff time traffic transport travel water weather work always this his its is was has
    plus thus us gps css dns https tls wcag ios aws os bus campus bonus basis analysis less access success gross pass
    loss glass grass press express yes across previous various serious
    jens hans lars james charles niklas lukas lucas andreas agnes ines hannes johannes matthias thomas tobias jonas elias""".split()
)


def singular(noun: str) -> str:
    """One of them: "bakeries" gives "bakery"; a word that is no plural stays as it is."""
    low = noun.lower()
    if low in _UNCOUNTED or len(low) < 3 or (noun.isupper() and len(noun) > 1):
        return noun
    if low in _BACK:
        return _match_case(noun, _BACK[low])
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return noun[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def plural(noun: str) -> str:
    """Several of them: "bakery" gives "bakeries"; a plural and an uncounted noun stay as they are."""
    low = noun.lower()
    if low in _BACK:
        return noun
    if low in _IRREGULAR:
        return _match_case(noun, _IRREGULAR[low])
    if low in _UNCOUNTED and low not in {"class", "address", "process", "business", "loss", "pass", "glass"}:
        return noun
    if singular(noun) != noun:
        return noun
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun + "s"


def _match_case(like: str, word: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def is_plural(noun_phrase: str) -> bool:
    """Whether the head of a noun phrase is a plural."""
    if re.search(r"\band\b", noun_phrase):
        return True
    head = head_noun(noun_phrase).lower()
    return head in _BACK or head in {"we", "they", "you", "staff", "police"} or singular(head) != head


def head_noun(noun_phrase: str) -> str:
    """The noun that the phrase is about: "the list of open orders" gives "list"."""
    noun_phrase = re.sub(
        r"^(?:most|some|all|one|each|none|half|any|many|both|a lot|lots|a number|the rest) of (?:the |our |my |its )?",
        "", noun_phrase.strip(), flags=re.IGNORECASE,
    )  # fmt: skip
    words = re.split(
        r"\s+(?:of|for|in|on|with|at|from|to|by|per|who|that|which|whose|without|under|over)\s+",
        noun_phrase.strip(),
        maxsplit=1,
    )[0]
    found = [token.text for token in tokens(words) if token.is_word]
    if len(found) > 2 and found[0].lower() in _POINTING and found[-1][:1].isupper():
        # "our boat warden Petra": the name stands beside the noun that tells what she is
        common = [word for word in found[1:] if not word[:1].isupper()]
        if common and (singular(common[-1].lower()) in ACTOR_NOUNS):
            return common[-1]
    return found[-1] if found else ""


_POINTING = frozenset("the our my their his her your".split())


def article(noun_phrase: str) -> str:
    """The indefinite article that fits by sound, as far as spelling tells: "an", or "a"."""
    first = next((token.text for token in tokens(noun_phrase)), "")
    low = first.lower()
    if first.isupper() and len(first) > 1:
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    if re.match(r"(?:hour|honest|honou?r|heir)", low):
        return "an"
    if re.match(r"(?:uni|use|usu|euro?|one|once|ur[aeiou])", low) and not low.startswith(("unin", "unim", "unid")):
        return "a"
    if low[:1].isdigit():
        return "an" if low.startswith(("8", "11", "18")) else "a"
    return "an" if low[:1] in "aeiou" else "a"


_STOPS = PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | MODALS | ADVERBS | SUBJECT_PRONOUNS


def noun_phrases(text: str) -> tuple[str, ...]:
    """The noun phrases of a sentence in order, without articles; verbs and function words bound them."""
    phrases: list[str] = []
    run: list[Token] = []
    after_break = True

    def close() -> None:
        if run:
            phrases.append(" ".join(token.text for token in run))
            run.clear()

    for token in tokens(text):
        low = token.lower
        form = verb_form(low)
        if not token.is_word or low in _STOPS:
            close()
            after_break = low != "to" and low not in MODALS and low not in SUBJECT_PRONOUNS
        elif low in DETERMINERS:
            close()
            after_break = True
        elif form and form[1] in {"third", "base"} and run and not is_noun_too(low):
            close()
            after_break = False
        elif form and form[1] == "base" and not run and not after_break:
            after_break = False
        elif form and form[1] in {"past", "gerund"} and not run:
            after_break = True
        else:
            run.append(token)
            after_break = True
    close()
    return tuple(phrases)


_NOUN_TOO = frozenset(
    """order orders list lists report reports book books record records request requests schedule schedules shift
    shifts visit visits change changes price prices invoice invoices payment number numbers photo name names note notes
    message messages mail mails plan plans product time times review reviews test tests view views
    file files group groups image label labels log logs map maps offer offers page place places point points post posts
    query queries question questions rate rates result results sample samples score scores search stock store
    stores tag tags task tasks test text texts ticket tickets track update updates upload uploads vote votes
    call calls charge charges check checks class clock club comment comments contact contacts cost costs copy copies
    discount discounts document documents draft drafts drive email emails end export exports fee feed filter filters
    forecast form forms guide help host import index item lead level levels light limit limits link links lock
    loan mark match matches measure model money need needs object open order output page pages park part phone pick play
    state states position process processes profile program project purchase reply repair repairs reserve return returns
    reward round rounds route routes rule run sale scan seat set share show sign stage start state step steps stop
    switch table team template total trade train transfer trip type types use user value walk watch water work
    delay delays default alert alerts access account address amount answer answers balance
    batch batches bill bills
    supply supplies delivery harvest heat wish reminder""".split()
)


def is_noun_too(word: str) -> bool:
    """Whether a verb form is as often a noun: "order", "reports"."""
    return word in _NOUN_TOO


def is_actor(noun_phrase: str) -> bool:
    """Whether the head of a noun phrase names people or a party."""
    head = head_noun(noun_phrase).lower()
    known = singular(head) in ACTOR_NOUNS or head in ACTOR_NOUNS
    return bool(head) and (known or (_BODILY.search(head) is not None and head not in _NO_BODIES))


_BODILY = re.compile(r"\w{3}(?:man|woman|men|women|person|people|folk)$")
_NO_BODIES = frozenset("human german roman specimen regimen abdomen".split())
