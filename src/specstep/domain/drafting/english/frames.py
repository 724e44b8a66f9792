"""What stands around a statement: how it is introduced, how strongly it is wanted, and what for."""

import re

import attrs

from specstep.domain.language.lemmas import is_base_verb
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.values import Modality
from specstep.domain.language.words import tokens

FRAMES: tuple[tuple[re.Pattern[str], str | None], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), priority)
    for pattern, priority in (
        ((r"^(?:oh|ah|well|ok|okay|so|and|but|also|plus|besides|then|now|basically|actually|essentially|obviously"
         r"|of course|in addition|additionally|furthermore|moreover|finally|in general|generally|in short|clearly"
         r"|most importantly|importantly|first of all|firstly|secondly|thirdly|lastly|again|to be clear|in the end"
         r"|unfortunately|hopefully|luckily|however)\b[,:]?\s+(?=\w)"), None),
        (r"^(?:please\s+)?(?:note|remember|keep in mind|be aware) that\s+", None),
        (r"^(?:i|we) (?:think|believe|guess|suppose|know|said|say|mean|feel|figure|expect)(?: that)?,?\s+", None),
        (r"^(?:what|all) (?:i|we)(?:'d| would)? (?:really |actually )?(?:like|want|need)(?: is)?(?: that|:)\s+", None),
        (r"^(?:the idea is|the plan is|the point is|what we need is|what i need is|the goal is) (?:that|for)\s+", None),
        ((r"^it (?:is|'s) (?:very |really |absolutely )?(?:important|essential|crucial|critical|vital|necessary|key|a must)"
         r"(?: to (?:me|us))? that\s+"), "must"),
        (r"^it (?:is|'s) a must to have\s+", "must"),
        (r"^(?:please\s+)?(?:make sure|ensure|take care)(?: that)?\s+(?=\w+)", "must"),
        (r"^it (?:(?:must|should|shall|may)(?: not|n't)|cannot|can't) be possible (?:for (?P<who>[\w' -]+?) )?to\s+", "cannot"),
        (r"^it (?:must|has to|needs to|should) be possible (?:for (?P<who>[\w' -]+?) )?to\s+", "can"),
        (r"^it (?:would|'d) be (?:nice|great|good|cool|helpful|useful|lovely|fantastic|handy)(?: to have)?(?: if| for| when)?\s+",
         "could"),
        (r"^(?:ideally|preferably|if possible|where possible|if we can|if you can|whenever possible)[,]?\s+", "should"),
        (r"^(?:maybe|perhaps|possibly|nice to have:?|optional(?:ly)?:?|as a bonus)[,:]?\s+", "could"),
        (r"^(?:would|could) be (?:nice|great|good|cool|helpful|useful|lovely|handy)(?: to have)?[:,]?\s+", "could"),
        (r"^(?:must have|must-have|required|mandatory):\s+", "must"),
        (r"^(?:should have|should-have):\s+", "should"),
        (r"^(?:could have|could-have|nice-to-have):\s+", "could"),
        (r"^(?:i|we)(?:'d| would)? (?:really )?(?:like|love|want|need|wish|prefer) (?:it )?(?:that|if)\s+", None),
    )
)  # fmt: skip

PURPOSE = re.compile(
    r"[,;]?\s+(?P<why>(?:so that|so(?= (?:we|i|they|it|the|people|no|nobody|nothing|everything|everyone|you)\b)|in order to|in order that"
    r"|because(?! of)|since(?= (?:we|they|it|the|most|many|some)\b)|to avoid|to prevent|to make sure(?: that)?"
    r"|to ensure(?: that)?|otherwise|(?<!soon )(?<!long )(?<!well )as(?= (?:we|they|i) ))\s+.+)$",
    re.IGNORECASE,
)
TAILS = re.compile(
    r"[,;]?\s+(?:please|if (?:at all )?possible|where possible|as far as possible|if practicable|where practicable"
    r"|as needed|as required|as appropriate|if needed|if necessary|when needed|when necessary|where necessary"
    r"|where appropriate|if appropriate|too|as well|though|at the very least|full stop|of course|obviously|i think|thanks)(?=[.!?]*$)",
    re.IGNORECASE,
)


LABEL = re.compile(r"^(?P<label>[A-Z][\w'-]*(?:[ /&-][\w'-]+){0,3}?): (?=\S)")
"""A heading word before a whole sentence ("Isolation: patients must not …")."""
TIMED_ORDER = re.compile(
    r"^(?P<when>(?:at|after|before|from) (?:\d[\d:.]*(?: ?[ap]\.?m\.?)?|noon|midnight)|every \w+(?: at [\d:]+)?),? "
    r"(?P<what>(?P<verb>[a-z]+) (?:an?|the|all|each|every|it|them) .+)$",
    re.IGNORECASE,
)
"""An order with its time in front: "at 04:00 post a list"."""

COMMENT = re.compile(
    r"\s+[-–—]+\s+(?P<said>(?:last|that|this|it|which)\b(?!.*\b(?:must|shall|should|can|may)\b).*)$", re.IGNORECASE
)
"""What somebody adds on a statement behind a dash: "… - last summer that was a nightmare"."""

REMARK = re.compile(r"^(?P<who>[\w'-]+(?: [\w'-]+){0,3}) \((?P<remark>[^()]+)\)\s+(?=\w)")


@attrs.frozen(kw_only=True)
class Framed:
    """A statement without what stood around it. `priority` is "must", "should", "could" or "" where the frame
    says nothing; `purpose` is what it is for, with its conjunction; `escapes` are escape clauses cut off."""

    text: str
    priority: str = ""
    purpose: str = ""
    escapes: tuple[str, ...] = ()
    remark: str = ""  # what stood in brackets behind the subject
    able: str | None = None  # who shall be able to, where the frame says "it must be possible"
    label: str = ""  # the heading word that stood before it


def unframe(sentence: str) -> Framed:
    """Take a statement out of its frame."""
    text = " ".join(sentence.split()).strip(" -–—*•").rstrip(".!;:, ")
    text = text.replace("’", "'")
    remark = ""
    if comment := COMMENT.search(text):
        remark, text = comment["said"], text[: comment.start()]
    label, text = unlabelled(text)
    if (ordered := TIMED_ORDER.match(text)) and is_base_verb(ordered["verb"]):
        text = f"{ordered['what']} {ordered['when']}"
    if match := REMARK.match(text):
        remark = match["remark"]
        text = f"{match['who']} {text[match.end() :]}"
    priority = ""
    able: str | None = None
    changed = True
    while changed:
        changed = False
        for pattern, says in FRAMES:
            match = pattern.match(text)
            if match and len(text) > match.end() + 2:
                if says == "cannot":
                    text = f"{match.groupdict().get('who') or 'users'} must not {text[match.end() :]}"
                    changed = True
                    break
                if says == "can":
                    able = match.groupdict().get("who") or "users"
                elif says:
                    priority = priority or says
                text = text[match.end() :]
                changed = True
    escapes: list[str] = []
    while match := TAILS.search(text):
        escapes.append(match.group().strip(" ,;"))
        text = text[: match.start()]
    purpose = ""
    if follows := _consequence(text):
        reason, text = follows
        purpose = f"because {reason}"
    elif match := PURPOSE.search(text):
        purpose = match.group("why").strip()
        text = text[: match.start()]
    while match := TAILS.search(text):
        escapes.append(match.group().strip(" ,;"))
        text = text[: match.start()]
    return Framed(
        text=text.strip(" ,;"),
        priority=priority,
        purpose=purpose,
        escapes=tuple(escapes),
        remark=remark,
        able=able,
        label=label,
    )


def unlabelled(text: str) -> tuple[str, str]:
    """The heading word before a sentence, and the sentence; "" where the words before a colon are part of it."""
    match = LABEL.match(text)
    if match is None or find_predicate(tokens(match["label"])):
        return "", text
    rest = text[match.end() :]
    ordered = TIMED_ORDER.match(rest)
    if ordered and is_base_verb(ordered["verb"]):
        return match["label"], rest
    found = find_predicate(tokens(rest))
    whole = found is not None and found.start > 0 and "," not in rest[: found.start].strip(", ")
    return (match["label"], rest) if whole else ("", text)


CONSEQUENCE = re.compile(r"^(?P<reason>.+?),? so (?!that\b)(?P<what>.+)$")
OBLIGING = frozenset({Modality.MUST, Modality.MUST_NOT, Modality.SHOULD})


def _consequence(text: str) -> tuple[str, str] | None:
    """The reason and the obligation in "sensors fail, so the system must …"; None where "so" says what for."""
    match = CONSEQUENCE.match(text)
    if match is None:
        return None
    first, second = find_predicate(tokens(match["reason"])), find_predicate(tokens(match["what"]))
    if first is None or second is None or second.start == 0:
        return None
    if second.modality not in OBLIGING and not re.match(r"only\b", match["what"], re.IGNORECASE):
        return None
    return None if first.modality in OBLIGING or second.verb == "be" else (match["reason"], match["what"])


CONTRACTIONS = (
    (re.compile(r"\bcan't\b", re.IGNORECASE), "cannot"),
    (re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
    (re.compile(r"\bshan't\b", re.IGNORECASE), "shall not"),
    (re.compile(r"\b(is|are|was|were|do|does|did|has|have|had|must|should|could|would|need)n't\b", re.IGNORECASE), r"\1 not"),
    (re.compile(r"\b(I|we|you|they)'d like\b", re.IGNORECASE), r"\1 would like"),
    (re.compile(r"\b(I|we|you|they|he|she|it)'ll\b", re.IGNORECASE), r"\1 will"),
    (re.compile(r"\b(we|you|they)'re\b", re.IGNORECASE), r"\1 are"),
    (re.compile(r"\bI'm\b", re.IGNORECASE), "I am"),
    (re.compile(r"\b(it|that|there|he|she|who)'s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"\b(there|that|who|this)'ll\b", re.IGNORECASE), r"\1 will"),
    (re.compile(r"\b(I|we|you|they)'ve\b", re.IGNORECASE), r"\1 have"),
    (re.compile(r"\bcan not\b", re.IGNORECASE), "cannot"),
)  # fmt: skip


ABILITIES = (
    (
        re.compile(
            r"\b(?:(?:must|should|shall|will|may|can) not be|(?:is|are) not) (?:able|allowed|permitted) to\b",
            re.IGNORECASE,
        ),
        "cannot",
    ),
    (
        re.compile(
            r"\b(?:(?:must|should|shall|will|needs? to|has to|have to|ought to|would|want to|wants to)(?: also)? be|is|are)"
            r"(?: also)? (?:able|allowed|permitted|free) to\b",
            re.IGNORECASE,
        ),
        "can",
    ),
)


def uncontracted(text: str) -> str:
    """The text with "can't" written out, and with "is able to" as "can"."""
    for pattern, full in (*CONTRACTIONS, *ABILITIES):
        text = pattern.sub(full, text)
    return text
