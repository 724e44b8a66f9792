"""Who and what a briefing speaks of: the roles, the product's name, and which role "I" is."""

import re

import attrs

from specstep.domain.drafting.english.agents import agents_in
from specstep.domain.drafting.english.frames import unframe
from specstep.domain.drafting.english.nouns import ADJECTIVES, DETERMINERS, head_of, noun_phrases, singular
from specstep.domain.drafting.english.people import GENERIC, OFFICES, is_person, role_of
from specstep.domain.drafting.reading.naming import also_called, system_term
from specstep.domain.drafting.requirements.clauses import Known, take_apart
from specstep.domain.drafting.requirements.wording import DONE_BY_PEOPLE
from specstep.domain.interviews.values import Fact, FactKind, FactStatus
from specstep.domain.language.values import Modality, SubjectRole
from specstep.domain.remembering import remembered
from specstep.domain.tasks.inputs import Briefing

CALLED = re.compile(
    r"\b(?:called|named|call(?:ing)? it|name is|working title(?: is|:)?|code[- ]?name(?:d| is|:)?)\s+[\"“'„*_]*"
    r"(?P<name>[A-Z][\w.&-]*(?:\s[A-Z0-9][\w.&-]*){0,3})"
)
IS_A = re.compile(
    r"^(?P<name>[A-Z][a-z]*[A-Z0-9]?[\w-]*)\s+(?:is|will be|shall be|should be)\s+(?:an?|the|our)\s+(?:[\w-]+\s+){0,4}?"
    r"(?:app|application|system|tool|platform|service|website|site|program|software|product|portal|bot|library|api"
    r"|command|cli)\b"
)
ALIASES = (
    re.compile(
        r"(?P<one>[\w-]+(?: [\w-]+)?),? (?:\(?also (?:called|known as)|aka|a\.k\.a\.|\(?sometimes called|whom we call|which we call"
        r"|\(?we call them)\s+(?:the |our |an? )?[\"“']?(?P<other>[\w-]+(?: [\w-]+)?)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<one>[\w-]+s) \((?:the |our |or )?(?P<other>[a-z][\w-]+s)\)"),
)
SPEAKER = re.compile(
    r"\b(?:I am|I'm|I work as|as)\s+(?:the |a |an |our )(?P<role>[\w-]+(?: [\w-]+)?)\b", re.IGNORECASE
)
THAT_IS_ME = re.compile(r"(?P<role>[\w-]+) \((?:that is|that's|that’s|i\.e\.|=)?,? ?(?:me|I)\b", re.IGNORECASE)
PRODUCT_NOUNS = frozenset(
    "app application system tool platform service website site program portal bot manager tracker".split()
)


PARTS_OF_A_SYSTEM = frozenset(
    "dashboard backend page device server database module api script engine widget daemon firmware".split()
)
"""Nouns that name a part as often as the whole, so that "the dashboard shows" keeps its dashboard."""

OBLIGING = frozenset(
    {FactKind.NEED, FactKind.RULE, FactKind.QUALITY, FactKind.LIMIT, FactKind.DATA, FactKind.DECISION}
)
"""The kinds of facts that oblige the system or the project to something."""


CONCERNING = frozenset({FactKind.NEED, FactKind.RULE, FactKind.QUALITY, FactKind.DATA, FactKind.GOAL})
"""The kinds of facts that say what the system does, for whom, and with what."""
MAKERS = re.compile(
    r"(?:developer|engineer|programmer|designer|tester|founder|lawyer|freelancer|contractor|consultant|architect|board|trustee|nephew"
    r"|brother|sister|data protection officer|works council|bank|vendor|supplier)$",
    re.IGNORECASE,
)
"""Those who make it, advise, or decide on it: users only where a statement lets them do something."""


VERB_FIRST = frozenset(
    "like want need let have allow ring call ask tell email mail phone let help remind inform notify pay see show send meet give".split()
)
"""Verbs that may stand right before people."""


@attrs.frozen(kw_only=True)
class Role:
    """A role of a briefing, with the other names it goes by and the facts that speak of it."""

    name: str
    aliases: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@attrs.frozen(kw_only=True)
class Cast:
    """The roles by first mention, the product's own name if it has one, and the role that "I" is."""

    roles: tuple[Role, ...]
    product: str | None
    author: str
    spoken: str = "the system"  # what the briefing says for the thing to be built

    also: frozenset[str] = frozenset()  # what else it says for it

    @property
    def system_name(self) -> str:
        """The subject of the requirements."""
        if self.product is None:
            return "the system"
        last = self.product.split()[-1].lower()
        return f"the {self.product}" if last in PRODUCT_NOUNS else f"the {self.product} system"

    def known(self) -> Known:
        """The names, for taking statements apart."""
        people = {name.lower() for role in self.roles for name in (role.name, *role.aliases)}
        system = {self.product.lower()} if self.product else set()
        system |= {self.system_name, self.system_name.removeprefix("the ").lower()}
        system |= {name for said in (self.spoken, *self.also) for name in (said, said.removeprefix("the "))}
        named = frozenset(role.name for role in self.roles if role.name[:1].isupper() and role.name[1:].islower())
        return Known(people=frozenset(people), system=frozenset(system), author=self.author, named=named)


def standing(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts that were neither rejected nor replaced."""
    return tuple(fact for fact in facts if fact.status in {FactStatus.TAKEN, FactStatus.CORRECTED})


@remembered
def cast_of(briefing: Briefing) -> Cast:
    """The cast of a briefing, which three documents ask for."""
    return cast(briefing.title, briefing.facts)


def cast(title: str, facts: tuple[Fact, ...]) -> Cast:
    """Find the cast in the facts that stand."""
    facts = tuple(fact for fact in standing(facts) if fact.kind not in {FactKind.ASIDE, FactKind.QUESTION})
    product = _product(title, facts)
    agents = agents_in("\n".join(fact.text for fact in facts if fact.kind is not FactKind.GOAL)) - {product or ""}
    mentions: dict[str, list[Fact]] = {}
    for fact in facts:
        for role in _roles_in(fact, agents):
            mentions.setdefault(role, [])
            if fact not in mentions[role]:
                mentions[role].append(fact)
    roles = tuple(role for role in _merged(mentions, facts) if _takes_part(role))
    author = _author(facts, roles)
    if author not in {role.name for role in roles} and any(_acts_generic(fact) for fact in facts):
        roles = (*roles, Role(name=author, facts=tuple(fact for fact in facts if _acts_generic(fact))[:1]))
    if not roles and (needs := tuple(fact for fact in facts if fact.kind in {FactKind.NEED, FactKind.RULE})):
        roles = (Role(name=author, facts=needs[:1]),)
    spoken = system_term("\n".join((title, *(fact.text for fact in facts)))).lower()
    if spoken.removeprefix("the ") in PARTS_OF_A_SYSTEM:
        spoken = "the system"
    also = also_called("\n".join(fact.text for fact in facts))
    meant = {name.removeprefix("the ") for name in (spoken, *also)}
    roles = tuple(role for role in roles if role.name not in meant)
    return Cast(roles=roles, product=product, author=author, spoken=spoken, also=also)


def _takes_part(role: Role) -> bool:
    """Whether a role has to do with the system: who only builds it, pays for it or lives in the same world has not."""
    if any(fact.kind is FactKind.ACTOR for fact in role.facts) and not MAKERS.search(role.name):
        return True
    about = [fact for fact in role.facts if fact.kind in CONCERNING]
    if not MAKERS.search(role.name):
        return bool(about)
    return any(_acts(role, fact) for fact in about)


def _acts(role: Role, fact: Fact) -> bool:
    clause = take_apart(unframe(fact.text).text, Known())
    return (
        clause.modality is not Modality.IS
        and clause.subject is not None
        and role.name.lower() in clause.subject.lower()
    )


def _acts_generic(fact: Fact) -> bool:
    """Whether "I", "we", "people" or nobody by role acts in a need."""
    if fact.kind not in OBLIGING:
        return False
    clause = take_apart(unframe(fact.text).text, Known())
    said = (clause.subject or "").lower()
    if fact.kind in {FactKind.LIMIT, FactKind.DECISION} and clause.modality not in {Modality.CAN, Modality.WANT}:
        return False
    if clause.subject is None:
        return clause.verb in DONE_BY_PEOPLE
    thing_done = clause.subject_role is SubjectRole.THING and clause.passive and clause.modality is Modality.CAN
    return said in GENERIC or said in {"users", "the user", "a user"} or thing_done or "possible" in fact.text[:30]


def _product(title: str, facts: tuple[Fact, ...]) -> str | None:
    for fact in facts:
        if match := CALLED.search(fact.text):
            return match["name"].rstrip(".")
        if (
            (match := IS_A.match(fact.text))
            and match["name"].lower()
            not in {
                "it",
                "this",
                "that",
                "there",
                "the",
                "he",
            }
            and not is_person(match["name"])
        ):
            return match["name"]
    words = re.split(r"\s*[:–—|-]\s+|\s+[–—]\s+", title.strip("# \"'"))[0].split()
    if len(words) == 1 and words[0][:1].isupper():
        name = words[0]
        if any(re.search(rf"\b{re.escape(name)}\b", fact.text) for fact in facts) and not is_person(name):
            return name
    return None


def _roles_in(fact: Fact, agents: frozenset[str]) -> list[str]:
    found: list[str] = []
    known = frozenset(agent.lower() for agent in agents)
    named = {agent for agent in agents if agent[:1].isupper()}
    clause = take_apart(unframe(fact.text).text, Known(people=known))
    capable = fact.kind in {FactKind.NEED, FactKind.ACTOR, FactKind.RULE}
    if capable and clause.subject_role is SubjectRole.ACTOR and clause.subject:
        found += [
            _named(part, named)
            for part in re.split(r"\s+(?:and|or)\s+|,\s*", clause.subject)
            if is_person(part, known)
        ]
    found += [_named(phrase, named) for phrase in noun_phrases(fact.text) if is_person(phrase, known)]
    return [role for role in dict.fromkeys(found) if role and not _too_general(role)]


def _named(phrase: str, names: set[str]) -> str:
    """A name as it is written, or the plain role."""
    last = phrase.rpartition(" ")[2]
    return last if last in names else _plain_role(phrase)


def _plain_role(phrase: str) -> str:
    role = role_of(phrase)
    words = role.split()
    while len(words) > 1 and (
        words[0].lower() in ADJECTIVES | DETERMINERS
        or words[0].lower()
        in {"further", "only", "non", "in", "of", "at", "for", "with", "to", "by"} | set(VERB_FIRST)
    ):
        words = words[1:]
    name = " ".join(words)
    return name if re.fullmatch(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' -]*", name) else ""


def _too_general(role: str) -> bool:
    return role.lower() in GENERIC - {"user"} or role.lower() == "committee" or (
        role.lower().rpartition(" ")[2] in OFFICES and role.lower() not in {"board", "family", "back office", "front office"}
        and " " not in role
    )  # fmt: skip


def _merged(mentions: dict[str, list[Fact]], facts: tuple[Fact, ...]) -> tuple[Role, ...]:
    names = list(mentions)
    alias_of: dict[str, str] = {}
    for fact in facts:
        for pattern in ALIASES:
            for match in pattern.finditer(fact.text):
                one, other = (singular(match[key].lower().removeprefix("the ")) for key in ("one", "other"))
                main = next(
                    (name for name in names if name.lower() == one or one.endswith(" " + name.lower())), None
                )
                if (
                    main
                    and other != main.lower()
                    and (is_person(other) or other in (name.lower() for name in names))
                ):
                    alias_of[other] = main
    for name in names:
        head = name.rpartition(" ")[2]
        longer = [other for other in names if other != name and other.endswith(" " + name)]
        if len(longer) == 1 and " " not in name and head == name and longer[0] not in alias_of:
            alias_of[longer[0]] = name
    merged: dict[str, list[Fact]] = {}
    aliases: dict[str, list[str]] = {}
    for name in names:
        main = alias_of.get(name.lower(), alias_of.get(name, name))
        merged.setdefault(main, []).extend(fact for fact in mentions[name] if fact not in merged.get(main, []))
        if main != name:
            aliases.setdefault(main, []).append(name)
    for other, main in alias_of.items():
        if main in merged and other not in (known.lower() for known in aliases.get(main, [])) and other != main:
            aliases.setdefault(main, []).append(other)
    return tuple(
        Role(name=name, aliases=tuple(aliases.get(name, ())), facts=tuple(found)) for name, found in merged.items()
    )


def _author(facts: tuple[Fact, ...], roles: tuple[Role, ...]) -> str:
    for fact in facts:
        if match := SPEAKER.search(fact.text) or THAT_IS_ME.search(fact.text):
            role = singular(match["role"].lower())
            for known in roles:
                if role == known.name.lower() or role.endswith(" " + known.name.lower()):
                    return known.name
            if is_person(role.split()[0]):
                return head_of(role).split()[0]
    return "user"
