"""Which part meets which requirement: each is met by at least one."""

import attrs

from specstep.domain.documents.architecture import Element
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.architecture.externals import Purpose
from specstep.domain.drafting.architecture.parts import Parts, person_of
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import names

WHOLE = (Concern.BUDGET, Concern.DEADLINE, Concern.MAINTAINER, Concern.LAW)
AT_REST = (Concern.BACKUP, Concern.RETENTION, Concern.REGION, Concern.AUDIT, Concern.VOLUME, Concern.ENCRYPTION)
AT_HAND = (Concern.ACCESSIBLE, Concern.LANGUAGES, Concern.PRINT, Concern.MOBILE, Concern.BROWSER, Concern.LIVE)


def allocate(shape: Shape, parts: Parts) -> dict[str, tuple[str, ...]]:
    """For each requirement id the ids of the elements that meet it, most telling first."""
    return {
        item.id: tuple(dict.fromkeys(place.id for place in _places(item, shape, parts)))
        for item in shape.requirements
    }


def with_requirements(
    elements: tuple[Element, ...], allocation: dict[str, tuple[str, ...]]
) -> tuple[Element, ...]:
    """The elements, each with the requirements that it meets."""
    return tuple(
        attrs.evolve(
            element, requirements=tuple(ref for ref, places in allocation.items() if element.id in places)
        )
        for element in elements
    )


def _places(item: Requirement, shape: Shape, parts: Parts) -> list[Element]:
    said = {concern for concern in Concern if raised(item.text, concern)}
    outside = [
        element
        for external, element in parts.externals
        if _meets(item, external.name, external.purpose, said, shape)
    ]
    if item.kind is RequirementKind.CONSTRAINT:
        named = [element for element in parts.all if element.technology and names(item.text, element.technology)]
        if named:
            return [*named, *outside]
        if said & set(WHOLE) and not said & {Concern.REGION, Concern.RETENTION}:
            return [parts.system, *outside]
    obligation = shape.obligations[item.id]
    found: list[Element] = []
    acting = obligation.actor is not None or any(person_of(parts, name) for name in item.actors)
    timed = bool(said & {Concern.SCHEDULE, Concern.RETENTION}) or bool(
        said & {Concern.NOTIFY} and obligation.actor is None
    )
    if item.kind is RequirementKind.QUALITY or item.kind is RequirementKind.CONSTRAINT:
        if said & set(AT_HAND) and parts.client:
            found.append(parts.client)
        if said & {Concern.OFFLINE, Concern.SYNC}:
            found += [element for element in (parts.client, parts.device_store) if element]
        if said & set(AT_REST) and parts.store:
            found.append(parts.store)
        if said & {
            Concern.SPEED,
            Concern.AVAILABILITY,
            Concern.VOLUME,
            Concern.ROLES,
            Concern.SIGN_IN,
            Concern.HOSTING,
        }:
            found.append(parts.core)
        if said & {Concern.DEVICES} and parts.gateway:
            found.append(parts.gateway)
        return [*(found or [parts.core if item.kind is RequirementKind.QUALITY else parts.system]), *outside]
    if said & {Concern.DEVICES} and parts.gateway and not acting:
        found.append(parts.gateway)
    if timed and parts.worker and not acting:
        found.append(parts.worker)
    module = parts.modules.get(item.area)
    if module is not None:
        found.append(module)
    if not found:
        found.append(parts.core)
    if acting and parts.client:
        found.append(parts.client)
    if item.entities and parts.store:
        found.append(parts.store)
    if said & {Concern.OFFLINE, Concern.SYNC} and parts.device_store:
        found.append(parts.device_store)
    return [*found, *outside]


def _meets(item: Requirement, name: str, purpose: str, said: set[Concern], shape: Shape) -> bool:
    """Whether an external system has a part in a requirement."""
    if names(item.text, name):
        return True
    wants = {
        Purpose.MAIL: {Concern.EMAIL},
        Purpose.SMS: {Concern.SMS},
        Purpose.PUSH: {Concern.PUSH},
        Purpose.PAYMENT: {Concern.PAYMENT, Concern.CARD_DATA},
        Purpose.IDENTITY: {Concern.SINGLE_SIGN_ON},
        Purpose.DEVICES: {Concern.DEVICES, Concern.CONTROL},
        Purpose.MAP: {Concern.MAP},
        Purpose.CHAT: {Concern.BOT},
        Purpose.MODEL: {Concern.MODEL},
    }.get(purpose, set())
    return bool(said & wants) and (
        purpose != Purpose.MAIL or Concern.NOTIFY in said or item.id in shape.refs(Concern.NOTIFY, Concern.EMAIL)
    )
