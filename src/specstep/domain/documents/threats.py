"""The threat model: data flows, and STRIDE for each of their elements."""

from enum import StrEnum

import attrs


class Stride(StrEnum):
    """Microsoft's six kinds of threats."""

    SPOOFING = "Spoofing"
    TAMPERING = "Tampering"
    REPUDIATION = "Repudiation"
    INFORMATION_DISCLOSURE = "Information disclosure"
    DENIAL_OF_SERVICE = "Denial of service"
    ELEVATION_OF_PRIVILEGE = "Elevation of privilege"


class FlowKind(StrEnum):
    """The elements of a data-flow diagram."""

    EXTERNAL_ENTITY = "external-entity"
    PROCESS = "process"
    STORE = "store"
    FLOW = "flow"


STRIDE_PER_ELEMENT: dict[FlowKind, tuple[Stride, ...]] = {
    FlowKind.EXTERNAL_ENTITY: (Stride.SPOOFING, Stride.REPUDIATION),
    FlowKind.PROCESS: tuple(Stride),
    FlowKind.STORE: (
        Stride.TAMPERING,
        Stride.REPUDIATION,
        Stride.INFORMATION_DISCLOSURE,
        Stride.DENIAL_OF_SERVICE,
    ),
    FlowKind.FLOW: (Stride.TAMPERING, Stride.INFORMATION_DISCLOSURE, Stride.DENIAL_OF_SERVICE),
}
"""Which kinds apply to which element (Shostack, "Threat Modeling", 2014: STRIDE per element)."""


@attrs.frozen(kw_only=True)
class FlowElement:
    """A node or an arrow of the data-flow diagram. For a FLOW, `source` and `target` are element ids. `element`
    is the architecture element that it stands for."""

    id: str
    name: str
    kind: FlowKind
    element: str | None = None
    source: str | None = None
    target: str | None = None
    data: tuple[str, ...] = ()
    boundary: str = ""  # the trust boundary that it lies in


@attrs.frozen(kw_only=True)
class Threat:
    """One threat to one element. `mitigations` name requirements (FR-…, QR-…, CR-…) or tasks (T-…); where
    `not_applicable_because` is set, that is why the kind does not apply here."""

    id: str  # TH-001
    element: str  # FlowElement id
    stride: Stride
    text: str
    likelihood: str  # low, medium, high
    impact: str
    mitigation: str
    mitigations: tuple[str, ...]
    not_applicable_because: str = ""


@attrs.frozen(kw_only=True)
class ThreatModel:
    """The diagram, the threats, and what is worth protecting."""

    assets: tuple[str, ...]
    elements: tuple[FlowElement, ...]
    threats: tuple[Threat, ...]
