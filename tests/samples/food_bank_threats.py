"""The threat model: STRIDE for each element of the data-flow diagram."""

from specstep.domain.documents.threats import (
    STRIDE_PER_ELEMENT,
    FlowElement,
    FlowKind,
    Stride,
    Threat,
    ThreatModel,
)

_OUTSIDE, _INSIDE = "the internet", "small server"


def _node(id: str, name: str, kind: FlowKind, boundary: str) -> FlowElement:
    return FlowElement(id=id, name=name, kind=kind, element=id, boundary=boundary)


def _flow(number: int, name: str, source: str, target: str, *data: str) -> FlowElement:
    boundary = _INSIDE if "database" in (source, target) else "crosses into or out of the small server"
    return FlowElement(
        id=f"flow_{number}",
        name=name,
        kind=FlowKind.FLOW,
        source=source,
        target=target,
        data=data,
        boundary=boundary,
    )


_ELEMENTS = (
    _node("volunteer", "Volunteer", FlowKind.EXTERNAL_ENTITY, _OUTSIDE),
    _node("coordinator", "Coordinator", FlowKind.EXTERNAL_ENTITY, _OUTSIDE),
    _node("regional_office", "Regional office", FlowKind.EXTERNAL_ENTITY, _OUTSIDE),
    _node("mailgun", "Mailgun", FlowKind.EXTERNAL_ENTITY, _OUTSIDE),
    _node("web_app", "Web application", FlowKind.PROCESS, _INSIDE),
    _node("worker", "Worker", FlowKind.PROCESS, _INSIDE),
    _node("database", "Database", FlowKind.STORE, _INSIDE),
    _flow(1, "signs up, cancels", "volunteer", "web_app", "sign-up", "volunteer"),
    _flow(2, "publishes, prints lists", "coordinator", "web_app", "shift"),
    _flow(3, "reads filled shifts", "regional_office", "web_app", "shift"),
    _flow(4, "reads and writes", "web_app", "database", "shift", "sign-up"),
    _flow(5, "reads and deletes", "worker", "database", "sign-up", "volunteer"),
    _flow(6, "sends e-mail", "worker", "mailgun", "reminder"),
)

_WORDS: dict[Stride, tuple[str, str, str, str, tuple[str, ...]]] = {
    Stride.SPOOFING: (
        "Somebody pretends to be {name}.", "medium", "high", "Sign-in for people, a key for programs.", ("T-007",),
    ),
    Stride.TAMPERING: (
        "Somebody changes what {name} holds or carries.", "low", "medium", "TLS, and one role that may write.",
        ("T-007",),
    ),
    Stride.REPUDIATION: (
        "An act at {name} is denied afterwards.", "low", "low", "An audit trail of publishing and cancelling.",
        ("T-007",),
    ),
    Stride.INFORMATION_DISCLOSURE: (
        "Personal data leak at {name}.", "medium", "high", ("Phone numbers are hidden; reports hold no names; old "
        "data are deleted."), ("FR-009", "FR-010", "FR-013"),
    ),
    Stride.DENIAL_OF_SERVICE: (
        "{name} does not answer when it is needed.", "low", "medium", ("Load is measured; the printed list bridges a "
        "day."), ("FR-007", "T-009"),
    ),
    Stride.ELEVATION_OF_PRIVILEGE: (
        "Somebody gets a coordinator's rights through {name}.", "low", "high", "Roles are checked on each request.",
        ("T-007",),
    ),
}  # fmt: skip


def _threats() -> tuple[Threat, ...]:
    pairs = [(element, stride) for element in _ELEMENTS for stride in STRIDE_PER_ELEMENT[element.kind]]
    threats = []
    for number, (element, stride) in enumerate(pairs, start=1):
        text, likelihood, impact, mitigation, refs = _WORDS[stride]
        harmless = element.kind is FlowKind.FLOW and element.boundary == _INSIDE
        threats.append(
            Threat(
                id=f"TH-{number:03d}",
                element=element.id,
                stride=stride,
                text=text.format(name=element.name),
                likelihood=likelihood,
                impact=impact,
                mitigation="" if harmless else mitigation,
                mitigations=() if harmless else refs,
                not_applicable_because="The flow stays inside the small server." if harmless else "",
            )
        )
    return tuple(threats)


THREATS = ThreatModel(
    assets=("names, e-mail addresses and phone numbers of volunteers", "the plan of shifts"),
    elements=_ELEMENTS,
    threats=_threats(),
)
