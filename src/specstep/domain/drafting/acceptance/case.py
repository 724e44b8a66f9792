"""One requirement on its way to scenarios: its parts, who takes part, and how a scenario of it is made."""

import re

import attrs

from specstep.domain.documents.acceptance import Scenario
from specstep.domain.documents.requirements import Requirement
from specstep.domain.drafting.acceptance.examples import Names
from specstep.domain.drafting.acceptance.outcomes import CREATING, SEEING
from specstep.domain.drafting.acceptance.phrases import present
from specstep.domain.drafting.acceptance.steps import Parts
from specstep.domain.drafting.english.nouns import bare, is_plural, singular, with_article
from specstep.domain.drafting.english.verbs import participle
from specstep.domain.language.predicates import find_predicate
from specstep.domain.language.words import tokens

_ACTS = r"(?=$|[,.;]|'s\b| (?:who|does|did|is|has|was|not|cannot|can|tries)\b| [a-z]+(?:s|ed)\b)"
_FAILING = re.compile(
    r"\b(?:fails?|breaks?|crash(?:es)?|stops?|(?:is|are) (?:lost|down|broken|unavailable|cut|interrupted|dead))\b"
)


@attrs.frozen(kw_only=True)
class Case:
    """A requirement in parts.

    Args:
        roles: all roles that are known.
        entities: the things that data are kept of.
        overrun: the id of the requirement that says what follows beyond this one's limit; "" where none does.
    """

    requirement: Requirement
    parts: Parts
    names: Names
    roles: tuple[str, ...]
    entities: tuple[str, ...]
    overrun: str = ""

    @property
    def title(self) -> str:
        title = self.requirement.title
        return f"{title}." if re.search(r"\b[ap]\.m$", title) else title

    @property
    def action(self) -> str:
        return self.parts.action

    @property
    def does(self) -> str:
        """The subject with the action in the present tense ("the system opens the vents")."""
        return f"{self.parts.subject} {present(self.parts.action)}"

    @property
    def calm(self) -> tuple[str, ...]:
        """What is given where the words give nothing."""
        return (f"{self.parts.subject} is in operation",)

    def scenario(
        self,
        given: tuple[str, ...],
        when: str | tuple[str, ...],
        then: tuple[str, ...],
        *,
        name: str = "",
        kind: str = "main",
    ) -> Scenario:
        """A scenario of this requirement; `name` is added to the requirement's title."""
        return Scenario(
            name=f"{self.title}: {name}" if name else self.title,
            requirements=(self.requirement.id,),
            given=given,
            when=(when,) if isinstance(when, str) else when,
            then=then,
            kind=kind,
        )

    def beyond(
        self, given: tuple[str, ...], act: str, tries: str, undone: str, *, limit: str, name: str
    ) -> Scenario:
        """The scenario past a limit: refused, unless another requirement says what follows then.

        Args:
            act: what somebody does, where it is accepted.
            tries: the same as an attempt.
            undone: what shows that a refused attempt has changed nothing.
            limit: what a refusal names.
            name: what the scenario adds to the title.
        """
        if self.overrun:
            followed = (f"the system accepts it and does what {self.overrun} asks for",)
            return self.scenario(given, act, followed, name=f"{name}, and accepted (proposed)", kind="boundary")
        return self.scenario(
            given, tries, (f"the system refuses and names {limit}", undone), name=name, kind="refusal"
        )

    def circumstances(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The conditions as what is given and as what happens."""
        given = tuple(text for word, text in self.parts.conditions if word in {"while", "where"})
        when = tuple(text for word, text in self.parts.conditions if word in {"when", "if"})
        return given, when

    def introduced(self, text: str) -> tuple[tuple[str, ...], str]:
        """Steps that introduce the first person whom a text speaks of, and the text with that person's name."""
        for role in sorted(self.roles, key=len, reverse=True):
            one = singular(role)
            pattern = re.compile(rf"\b(?:an?|the|another|each) {re.escape(one)}\b{_ACTS}", re.IGNORECASE)
            if pattern.search(text):
                name = self.names.of_role(role)
                return (f"{name} is {with_article(one)}",), pattern.sub(name, text)
        return (), text

    def exists(self, verb: str, thing: str) -> str:
        """A step that says that there is such a thing; "" where it is made by the action, or is no entity."""
        noun = bare(thing)
        one = singular(noun)
        if not noun or verb in CREATING or not self.is_entity(one):
            return ""
        if verb in SEEING and is_plural(noun):
            return f"there are two {noun}"
        return f"there is {with_article(one)}"

    def is_entity(self, noun: str) -> bool:
        """Whether data are kept about such a thing."""
        return noun.lower() in {entity.lower() for entity in self.entities}

    def before(self, event: str) -> tuple[str, ...]:
        """What is the case before something happens, as far as its words tell."""
        if " again" in event:
            return (re.sub(r"\b(is|are)\b", r"\1 not", event.replace(" again", ""), count=1),)
        for entity in sorted(self.entities, key=len, reverse=True):
            if re.search(rf"\b(?:an?|the|each|one|two)\s(?:\w+\s)?{re.escape(entity)}s?\b", event, re.IGNORECASE):
                return (f"there is {with_article(entity)}",)
        subject = subject_of(event)
        if not subject:
            return self.calm
        if re.match(r"an? ", subject):
            return (f"there is {subject}",)
        found = find_predicate(tokens(event))
        are = "are" if is_plural(bare(subject)) else "is"
        if _FAILING.search(event):
            return (f"{subject} {are} working",)
        if found and found.passive and not found.negated:
            return (f"{subject} {are} not {participle(found.verb)} yet",)
        return self.calm


def subject_of(clause: str) -> str:
    """The words before the verb of a clause that speaks of a thing; "" where there is no such subject."""
    words = tokens(clause)
    found = find_predicate(words)
    if found is None or found.start == 0:
        return ""
    subject = clause[: found.start].strip(" ,")
    plain = subject.lower()
    if plain in {"it", "they", "he", "she", "there", "somebody", "someone", "nothing", "nobody", "this", "that"}:
        return ""
    return "" if re.match(r"(?:no|not|only|two|three|several|every|each) ", plain) else subject
