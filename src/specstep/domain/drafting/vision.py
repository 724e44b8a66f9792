"""Why the project exists, for whom, and where it ends: drafted from what was said."""

import re

from specstep.domain.documents.statements import Statement
from specstep.domain.documents.vision import Actor, Measure, Vision
from specstep.domain.drafting.cast import Role, cast_of, standing
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.english.nouns import with_article
from specstep.domain.drafting.foreign import able, phrases_of
from specstep.domain.drafting.requirements.clauses import Known, take_apart
from specstep.domain.interviews.values import Fact, FactKind
from specstep.domain.language.values import Modality, SubjectRole
from specstep.domain.language.words import fold
from specstep.domain.phrases import Phrases, phrases_in
from specstep.domain.tasks.inputs import WriteVision

TROUBLE = re.compile(
    r"\b(?:problem|trouble|annoy|chaos|mess|forg[eo]t|los[et]|lost|double|manual|by hand|on paper|spreadsheets?|excel|whatsapp"
    r"|phone calls?|e-?mails back|too long|hours|wast|error|mistake|nobody knows|no overview|miss(?:ed|ing)|confus|overbook"
    r"|no one knows|hard to|difficult|complain|late|wrong|currently|at the moment|right now|today|so far)",
    re.IGNORECASE,
)
WANTED = frozenset({FactKind.NEED, FactKind.RULE, FactKind.QUALITY, FactKind.DATA})
MONEY = re.compile(
    r"[€$£]|\b(?:EUR|USD|GBP|CHF|pay(?:s|ing|ments?)?|invoices?|money|prices?|refunds?|bank|credit cards?|fees?|donations?)\b",
    re.IGNORECASE,
)
HEALTH = re.compile(
    r"\b(?:patients?|health|medical|medicin|doctors?|clinic|diagnos|hospital|allerg\w*|nurses?|drugs?|therap\w+)\b",
    re.IGNORECASE,
)
SAFETY = re.compile(
    r"\b(?:safety|emergency|alarm|injur|danger|life-threatening|accident)\w*\b|\bfires?\b(?! (?:stations?|brigades?|departments?|houses?|halls?|trucks?|engines?|places?|walls?))",
    re.IGNORECASE,
)
PERSONAL = re.compile(
    r"\b(?:personal data|GDPR|DSGVO|names?|addresse?s?|phone numbers?|e-?mail addresse?s?|date of birth|birthdays?|passwords?"
    r"|photos? of (?:people|children|members|customers|staff)|children|pupils?|minors?|members?|customers?|employees?|volunteers?|students?|accounts?)\b",
    re.IGNORECASE,
)
MANY = re.compile(r"\b(?P<count>\d{1,3}(?:[,. ]\d{3})+|\d+(?:\.\d+)?k?)\s+(?:[\w-]+\s+)?(?:users|members|customers|people|students|"
                  r"employees|patients|visitors|volunteers|orders|bookings|requests|pupils|subscribers|clients)\b", re.IGNORECASE)  # fmt: skip
ALONE = re.compile(
    r"\b(?:just (?:for )?me|only me|for myself|only I|my own|personal(?: use)?|weekend|hobby|single user|one user|alone)\b",
    re.IGNORECASE,
)
FEW, MANY_PEOPLE = 30, 1000
QUOTED_AT_MOST = 160
SUMMARY_SENTENCES = 3
KEEPING = re.compile(
    r"\b(?:looks? after|maintains?|maintained|maintenance|(?:takes?|taking) care of|betreut|pflegt|wartet|s'occupent?|mantiene)\b",
    re.IGNORECASE,
)
"""Who keeps it running says nothing of what it is."""
INTRODUCES = re.compile(
    r"\b(?:need|want|like|looking for|have|build|make|is) (?:is )?(?:an?|our own|some|one) (?:[\w-]+ ){0,4}?(?:app|application|tool|system|service|website"
    r"|site|platform|program|software|portal|extension|plugin|game|board|dashboard|cli|bot|pipeline|database|script|tracker|api|marketplace)\b"
    r"|^an? [\w -]+\b(?:that|which|for|to|where)\b|^[\w -]{3,40}\b(?:app|application|tool|system|website|platform|api|tracker|monitor|game|pipeline)(?: for [\w ]+|, notes)?$",
    re.IGNORECASE,
)
"""A goal that only says what shall be built, not what gets better by it."""


def names_product(goal: str) -> bool:
    """Whether a goal only says what shall be built."""
    return INTRODUCES.search(" ".join(goal.split()).rstrip(".")) is not None


def draft_vision(task: WriteVision) -> Vision:
    """The vision that the briefing's facts make; where nobody said a thing, nothing stands there."""
    briefing = task.briefing
    facts = standing(briefing.facts)
    people = cast_of(briefing)
    known = people.known()
    of_kind = {kind: tuple(fact for fact in facts if fact.kind is kind) for kind in FactKind}
    problem = tuple(fact for fact in of_kind[FactKind.CONTEXT] if TROUBLE.search(fact.text))
    context = tuple(fact for fact in of_kind[FactKind.CONTEXT] if fact not in problem)
    english = briefing.language in {"en", "und"}
    stakes, because = _stakes(facts)
    if say := phrases_of(briefing.language):
        because = say("By what the talk names: {words}.", words=_named_stakes(because, say))
    goals = of_kind[FactKind.GOAL]
    return Vision(
        title=briefing.title.strip() or people.product or "Untitled project",
        system_name=people.system_name if english else people.product or briefing.title.strip() or "System",
        summary=_summary(facts, goals, problem),
        problem=tuple(_statement(fact) for fact in problem),
        goals=tuple(_statement(fact) for fact in goals),
        actors=_actors(people.roles, facts, known)
        if english
        else _foreign_actors(facts, phrases_in(briefing.language)),
        in_scope=tuple(
            _statement(fact) for fact in facts if fact.kind is FactKind.NEED and fact.priority != "wont"
        ),
        non_goals=tuple(
            _statement(fact)
            for fact in facts
            if fact.kind is FactKind.NON_GOAL or (fact.priority == "wont" and fact.kind is not FactKind.LATER)
        ),
        later=tuple(_statement(fact) for fact in of_kind[FactKind.LATER]),
        context=tuple(_statement(fact) for fact in (*context, *of_kind[FactKind.ACTOR])),
        measures=tuple(_measure(fact) for fact in goals if english and not names_product(fact.text)),
        stakes=stakes,
        stakes_because=because,
    )


def _statement(fact: Fact) -> Statement:
    return Statement(text=sentence(fact.text), sources=(fact.source,), facts=(fact.id,))


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = " ".join(text.split())
    if not text:
        return text
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?…" else text + "."


def _summary(facts: tuple[Fact, ...], goals: tuple[Fact, ...], problem: tuple[Fact, ...]) -> str:
    candidates = [*goals[:2], *problem[:1]]
    for kind in (FactKind.NEED, FactKind.CONTEXT, FactKind.ACTOR, FactKind.RULE, FactKind.DECISION):
        candidates += [fact for fact in facts if fact.kind is kind and fact not in candidates]
    chosen: list[Fact] = []
    for fact in candidates:
        if not KEEPING.search(fact.text) and not any(_told_by(fact, other) for other in chosen):
            chosen.append(fact)
    if not chosen:
        return "The briefing names no goal and no need yet; the open questions say what is missing."
    return " ".join(dict.fromkeys(sentence(fact.text) for fact in chosen[:SUMMARY_SENTENCES]))


def _told_by(fact: Fact, other: Fact) -> bool:
    """Whether another fact, taken from the same words, says this one already."""
    told = " ".join((other.source.quote or other.text).split()).rstrip(".").lower()
    said = " ".join((fact.source.quote or fact.text).split()).rstrip(".").lower()
    last = " ".join(fact.text.split()[-3:]).rstrip(".").lower()
    return (fact.source.ref, said) == (other.source.ref, told) and last in told


def _measure(fact: Fact) -> Measure:
    """How one can tell that a goal was reached: only a figure that the person gave is a target."""
    goal = sentence(fact.text)
    figure = re.search(r"(?:from [^,.]+ to [^,.]+|(?:at least|at most|less than|more than|under|within|by|below|above|no more than|only|all)"
                       r"\s*(?:[€$£]?\d[\d.,]*|one|two|three|four|five|ten|half)\s?(?:%|percent|[A-Za-z]+)?(?: (?:per|a|each) \w+)?|\d[\d.,]*\s?(?:%|percent)(?: of [\w ]+)?)",
                       fact.text)  # fmt: skip
    if figure:
        target: str | None = figure.group().strip(" ,")
        measure = f"The figure that the goal names: {target}"
    else:
        target, measure = None, "To be agreed: nobody has named a figure yet"
    return Measure(goal=goal, measure=measure, target=target, statement=_statement(fact))


def _actors(roles: tuple[Role, ...], facts: tuple[Fact, ...], known: Known) -> tuple[Actor, ...]:
    goals: dict[str, list[str]] = {role.name: [] for role in roles}
    for fact in facts:
        if fact.kind not in {FactKind.NEED, FactKind.ACTOR}:
            continue
        clause = take_apart(unframe(fact.text).text, known)
        if clause.subject_role is not SubjectRole.ACTOR or clause.negated or clause.passive or not clause.subject:
            continue
        for role in roles:
            named = (role.name, *role.aliases)
            if any(re.search(rf"\b{re.escape(name)}", clause.subject, re.IGNORECASE) for name in named):
                goal = f"{clause.verb} {clause.rest}".strip()
                if (
                    clause.modality is not Modality.MUST
                    and clause.verb not in {"be", "have", "use"}
                    and goal not in goals[role.name]
                ):
                    goals[role.name].append(goal)
    return tuple(_actor(role, tuple(goals[role.name])) for role in roles)


CAPABLE = frozenset({FactKind.NEED, FactKind.RULE, FactKind.ACTOR, FactKind.LIMIT, FactKind.QUALITY})


def _foreign_actors(facts: tuple[Fact, ...], say: Phrases) -> tuple[Actor, ...]:
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.kind in CAPABLE and (said := able(fact.text)):
            found.setdefault(said[0], []).append(fact)
    return tuple(
        Actor(
            name=name,
            description=say("In the words of the talk: “{quote}”.", quote=told[0].text.rstrip(".")),
            goals=tuple(said[1] for fact in told if (said := able(fact.text))),
            statement=_statement(told[0]),
        )
        for name, told in found.items()
    )


def verbatim(fact: Fact) -> str:
    """The words in which somebody said it, cut where they are long; "" where nobody did."""
    said, quote = fact.text.strip().rstrip("."), fold(fact.source.quote or "").rstrip(".")
    if said in quote or quote.startswith("|"):
        return said
    return quote if len(quote) <= QUOTED_AT_MOST else f"{quote[:QUOTED_AT_MOST].rpartition(' ')[0]} …"


def _several(goals: tuple[str, ...]) -> str:
    plain = [goal.rstrip(".") for goal in goals]
    return plain[0] if len(plain) == 1 else f"{'; '.join(plain[:-1])}; and to {plain[-1]}"


def _actor(role: Role, goals: tuple[str, ...]) -> Actor:
    said = next(
        (fact for fact in role.facts if fact.kind is FactKind.ACTOR), role.facts[0] if role.facts else None
    )
    if goals:
        description = f"{with_article(role.name).capitalize() if role.name.islower() else role.name} wants to {_several(goals[:3])}."
    elif role.name.lower() == "user" or said is None:
        description = "Whoever uses the system; the briefing names no other role for it."
    else:
        quote = verbatim(said)
        name = f"{role.name[0].upper()}{role.name[1:]}"
        description = (
            f"{name}, in the words of the briefing: “{quote}”."
            if quote
            else f"{name}, as the requirements speak of them."
        )
    return Actor(
        name=role.name,
        description=description,
        goals=goals,
        aliases=role.aliases,
        statement=_statement(said) if said is not None else None,
    )


def _stakes(facts: tuple[Fact, ...]) -> tuple[str, str]:
    """How much hangs on the system, by what the facts speak of."""
    wanted = [
        fact
        for fact in facts
        if fact.kind not in {FactKind.ASIDE, FactKind.NON_GOAL, FactKind.LATER, FactKind.QUESTION}
    ]
    text = " ".join(fact.text for fact in wanted)
    reasons: list[str] = []
    for pattern, name in ((HEALTH, "health"), (SAFETY, "safety"), (MONEY, "money"), (PERSONAL, "people's data")):
        if match := pattern.search(text):
            reasons.append(f"{name} (“{match.group()}”)")
    counts = [_count(match["count"]) for match in MANY.finditer(text)]
    most = max(counts, default=0)
    if most:
        reasons.append(f"up to {most:,} people or transactions")
    alone = ALONE.search(text)
    grave = any(reason.startswith(("health", "safety")) for reason in reasons)
    money = any(reason.startswith("money") for reason in reasons)
    personal = any(reason.startswith("people's") for reason in reasons)
    if grave or most >= MANY_PEOPLE or (money and personal and most > FEW and not alone):
        return "high", f"It concerns {', '.join(reasons)}."
    if alone and most <= FEW and not grave:
        return "low", f"It serves a single person or a small circle (“{alone.group()}”)."
    if not reasons:
        return "low", "The facts mention neither money, health, people's data nor a large number of users."
    return "medium", f"It concerns {', '.join(reasons)}."


def _named_stakes(because: str, say: Phrases) -> str:
    """The words of the person that the stakes rest on."""
    return ", ".join(re.findall(r"“([^”]+)”", because)) or say("nothing that weighs heavily")


def _count(figure: str) -> int:
    thousands = figure.lower().endswith("k")
    digits = re.sub(r"[,. ](?=\d{3}\b)", "", figure.lower().rstrip("k"))
    return int(float(digits.replace(",", ".")) * (1000 if thousands else 1))
