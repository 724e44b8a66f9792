"""Which part meets which requirement: each is met by at least one."""

import re

import attrs

from specstep.domain.documents.architecture import Element
from specstep.domain.documents.requirements import Requirement, RequirementKind
from specstep.domain.drafting.architecture.externals import External, Purpose
from specstep.domain.drafting.architecture.parts import Parts
from specstep.domain.drafting.shape.concerns import raised
from specstep.domain.drafting.shape.values import Concern, Shape
from specstep.domain.drafting.shape.words import names

WHOLE = (Concern.BUDGET, Concern.DEADLINE, Concern.MAINTAINER, Concern.LAW)
AT_REST = (Concern.BACKUP, Concern.RETENTION, Concern.REGION, Concern.AUDIT, Concern.VOLUME, Concern.ENCRYPTION)
AT_HAND = (Concern.ACCESSIBLE, Concern.LANGUAGES, Concern.PRINT, Concern.MOBILE, Concern.BROWSER, Concern.LIVE)


def allocate(shape: Shape, parts: Parts) -> dict[str, tuple[str, ...]]:
    """For each requirement id the ids of the elements that meet it, most telling first."""
    found = {item.id: [place.id for place in _places(item, shape, parts)] for item in shape.requirements}
    used = {place for places in found.values() for place in places}
    functional = [item.id for item in shape.requirements if item.kind is RequirementKind.FUNCTIONAL]
    timed = shape.refs(Concern.SCHEDULE, Concern.NOTIFY, Concern.RETENTION)
    # A part that no single requirement names is there for what the parts around it do.
    for part, reasons in (
        (parts.server, functional),
        (parts.client, functional),
        (parts.worker, [ref for ref in timed if ref in functional] or functional[-1:]),
        (parts.gateway, [ref for ref in shape.refs(Concern.DEVICES) if ref in functional]),
        (parts.server_store, functional),
        (parts.device_store, functional),
    ):
        if part is not None and part.id not in used:
            for ref in reasons or list(found)[:1]:
                found[ref].append(part.id)
    return {ref: tuple(dict.fromkeys(places)) for ref, places in found.items()}


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
    outside = [element for external, element in parts.externals if _meets(item, external, shape)]
    if item.kind is RequirementKind.CONSTRAINT:
        named = [element for element in parts.all if element.technology and names(item.text, element.technology)]
        if named:
            return [*named, *outside]
        if said & set(WHOLE) and not said & {Concern.REGION, Concern.RETENTION}:
            return [parts.system, *outside]
    obligation = shape.obligations[item.id]
    found: list[Element] = []
    acting = obligation.actor is not None
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
    if parts.core not in found and not (parts.worker in found or parts.gateway in found):
        found.append(parts.core)
    if acting and parts.client:
        found.append(parts.client)
    if item.entities and parts.store:
        found.append(parts.store)
    if said & {Concern.OFFLINE, Concern.SYNC} and parts.device_store:
        found.append(parts.device_store)
    return [*found, *outside]


MONEY = re.compile(
    r"\b(?:pay|pays|paid|charge\w*|refund\w*|captur\w*|authori[sz]e\w*|payout\w*|checkout|card)\b", re.IGNORECASE
)
HEAD = re.compile(r"\b(?:until|before|unless|after|when|if|while|because|so that|free of charge)\b")
INSIDE = frozenset({"keep", "store", "log", "notify", "send", "delete", "show", "list", "see"})


def _meets(item: Requirement, external: External, shape: Shape) -> bool:
    """Whether an external system has a part in a requirement."""
    if names(item.text, external.name):
        return True
    if item.kind is not RequirementKind.FUNCTIONAL:
        return False
    obligation = shape.obligations[item.id]
    if external.purpose == Purpose.PAYMENT:
        return (
            MONEY.search(HEAD.split(obligation.action)[0]) is not None
            and obligation.verb not in INSIDE
            and not obligation.negated
        )
    if external.purpose == Purpose.DEVICES:
        return names(item.text, external.name.split()[-1]) and obligation.actor is None
    return item.id in external.requirements
