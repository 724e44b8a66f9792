"""What an attack is told from, in the words of this system."""

import attrs

from specstep.domain.documents.architecture import Architecture, ElementKind
from specstep.domain.documents.threats import FlowElement
from specstep.domain.drafting.delivery.controls import Control
from specstep.domain.drafting.shape.obligations import Obligation
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import listing, plural, short, third_person

CHANGING = frozenset(
    [
        "cancel",
        "delete",
        "remove",
        "change",
        "edit",
        "update",
        "approve",
        "reject",
        "confirm",
        "pay",
        "refund",
        "book",
        "assign",
        "sign",
        "withdraw",
        "create",
        "add",
        "submit",
        "record",
        "mark",
        "close",
        "publish",
        "register",
        "enter",
        "order",
        "reserve",
        "lend",
        "borrow",
        "return",
        "import",
        "send",
        "export",
        "transfer",
    ]
)


LOOKING = frozenset(["see", "view", "read", "look", "search", "find", "list", "get", "receive", "know", "check"])


@attrs.frozen(kw_only=True)
class Attack:
    """A threat before it has its number: `controls` are tasks that meet it, `concerns` requirements that do."""

    text: str
    likelihood: str
    impact: str
    mitigation: str
    controls: tuple[Control, ...] = ()
    concerns: tuple[Concern, ...] = ()
    not_applicable_because: str = ""
    alike: tuple[str, ...] = ()  # what makes it the same threat at another element, told once


@attrs.frozen(kw_only=True)
class Scene:
    """What an attack is told from: the shape, the architecture and the words for this element."""

    shape: Shape
    architecture: Architecture
    flow: FlowElement
    networked: bool
    personal: tuple[str, ...]  # entities with personal data

    @property
    def data(self) -> str:
        """The data that the element holds or carries, as words."""
        return listing(
            [plural(name) for name in self.flow.data[:3]], "pages and messages" if self.open else "entries"
        )

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people."""
        return tuple(item.name for item in self.architecture.elements if item.kind is ElementKind.PERSON)

    @property
    def sensitive(self) -> bool:
        """Whether personal data passes here."""
        return bool(set(self.flow.data) & set(self.personal)) or (not self.flow.data and bool(self.personal))

    @property
    def core(self) -> str:
        """The name of the part that carries the rules."""
        elements = self.architecture.elements
        return next(
            (item.name for prefix in ("server", "client") for item in elements if item.id.startswith(prefix)),
            self.flow.name,
        )

    @property
    def open(self) -> bool:
        """Whether nothing is kept and nobody signs in, so that there is nothing to deny, to steal or to climb to."""
        stores = any(item.kind is ElementKind.STORE for item in self.architecture.elements)
        closed = (
            Concern.SIGN_IN,
            Concern.SINGLE_SIGN_ON,
            Concern.ROLES,
            Concern.PERSONAL,
            Concern.PAYMENT,
            Concern.REGION,
        )
        return not stores and not self.shape.has(*closed)

    def changes(self, person: str) -> bool:
        """Whether a requirement lets this person change anything."""
        return (
            not self.open
            and any(
                (item.actor or "").casefold() == person.casefold() and item.verb.split()[0] not in LOOKING
                for item in self.shape.obligations.values()
            )
        ) or (not self.open and not any(item.actor for item in self.shape.obligations.values()))

    def deed(self, person: str | None = None) -> str:
        """A telling action in the system's own words: "cancels a sign-up"."""
        best = [
            item
            for item in self.shape.obligations.values()
            if not item.negated
            and item.verb.split()[0] in CHANGING
            and (person is None or (item.actor or "").casefold() == person.casefold())
        ]
        own = [item for item in best if item.id in self._refs()] or best
        return short(as_deed(own[0]), 60) if own else f"changes {self.data}"

    def _refs(self) -> tuple[str, ...]:
        element = self.architecture.by_id().get(self.flow.element or "")
        return element.requirements if element else ()


def as_deed(item: Obligation) -> str:
    return f"{third_person(item.verb)} {item.rest}".strip()


def no_threat(because: str) -> Attack:
    return Attack(text="None found", likelihood="low", impact="low", mitigation="", not_applicable_because=because)
