"""The architecture: elements, relations, data, views (C4, arc42)."""

from enum import StrEnum

import attrs

from specstep.domain.documents.statements import Statement


class ElementKind(StrEnum):
    """What a box in a C4 diagram is."""

    PERSON = "person"
    SYSTEM = "system"
    EXTERNAL = "external"
    CONTAINER = "container"
    STORE = "store"
    COMPONENT = "component"


@attrs.frozen(kw_only=True)
class Element:
    """A person, a system or a part of one. `id` is an identifier safe in Mermaid ("web_app"); `parent` is the id
    of the element that it lies in. `proposed` says that nobody asked for it by name: the architect proposes it."""

    id: str
    name: str
    kind: ElementKind
    description: str
    technology: str = ""
    parent: str | None = None
    requirements: tuple[str, ...] = ()
    proposed: bool = True


@attrs.frozen(kw_only=True)
class Relation:
    """An arrow between two elements, by id. `data` names the entities that flow along it."""

    source: str
    target: str
    label: str
    technology: str = ""
    data: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Attribute:
    """One attribute of an entity; `type` is a word of the logical model: text, number, date, time, money, …"""

    name: str
    type: str
    key: bool = False
    personal: bool = False
    sources: tuple[str, ...] = ()  # requirement or fact ids


@attrs.frozen(kw_only=True)
class Entity:
    """A thing that data is kept about. `states` are the values of its life cycle, in order, where it has one."""

    name: str
    description: str
    attributes: tuple[Attribute, ...]
    states: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    retention: str = ""


@attrs.frozen(kw_only=True)
class Relationship:
    """Two entities, and how many of each: "1", "0..1", "0..*" or "1..*" at either end."""

    first: str
    second: str
    first_many: str
    second_many: str
    label: str


@attrs.frozen(kw_only=True)
class Message:
    """One arrow of a sequence diagram. `answer` draws it dashed."""

    source: str  # element id
    target: str
    text: str
    answer: bool = False


@attrs.frozen(kw_only=True)
class RuntimeView:
    """How the parts work together in one situation."""

    slug: str
    title: str
    requirements: tuple[str, ...]
    messages: tuple[Message, ...]
    note: str = ""


@attrs.frozen(kw_only=True)
class DeploymentNode:
    """A place where containers run. `elements` are the ids of what runs there."""

    name: str
    description: str
    elements: tuple[str, ...]
    technology: str = ""


@attrs.frozen(kw_only=True)
class Driver:
    """A requirement or fact that shapes the architecture, and how."""

    ref: str  # requirement id
    text: str
    consequence: str


@attrs.frozen(kw_only=True)
class Section:
    """One arc42 section that the views don't fill: paragraphs in Markdown, or why it is not applicable."""

    number: int  # 1 to 12
    title: str
    body: str = ""
    not_applicable_because: str = ""


@attrs.frozen(kw_only=True)
class Architecture:
    """Everything under `architecture/`. Each requirement is allocated to at least one element."""

    summary: str
    drivers: tuple[Driver, ...]
    elements: tuple[Element, ...]
    relations: tuple[Relation, ...]
    entities: tuple[Entity, ...]
    relationships: tuple[Relationship, ...]
    runtime: tuple[RuntimeView, ...]
    deployment: tuple[DeploymentNode, ...]
    sections: tuple[Section, ...]
    assumptions: tuple[Statement, ...] = ()

    def by_id(self) -> dict[str, Element]:
        """The elements by id."""
        return {element.id: element for element in self.elements}
