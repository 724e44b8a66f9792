"""What carriers of messages tell by themselves, as requests to an address of this service."""

from collections.abc import Mapping
from typing import Protocol

import attrs

from specstep.domain.messages.values import DeliveryState


@attrs.frozen(kw_only=True)
class InboundRequest:
    """A request as it came.

    Args:
        query: what stands behind the question mark, as it came.
        headers: by their names in small letters.
    """

    method: str
    query: str = ""
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    body: bytes = attrs.field(default=b"", repr=False)


@attrs.frozen(kw_only=True)
class Reported:
    """What became of a message, by its carrier's name for it. `unreachable`: nothing reaches its address for good."""

    provider_id: str
    state: DeliveryState
    unreachable: bool = False
    because: str = ""


@attrs.frozen(kw_only=True)
class InboundAnswer:
    """What a carrier is answered."""

    status: int
    headers: Mapping[str, str] = attrs.field(factory=dict)
    body: bytes = b""


@attrs.frozen(kw_only=True)
class Told:
    """What a request that comes from the carrier says, and how it is answered once that is noted."""

    reports: tuple[Reported, ...] = ()
    answer: InboundAnswer = InboundAnswer(status=204)


class ReportReader(Protocol):
    """Reads the requests of one carrier. It is pure, and raises for nothing that could come."""

    @property
    def provider(self) -> str:
        """The carrier, as receipts name it."""
        ...

    def read(self, request: InboundRequest) -> Told | InboundAnswer:
        """What it says; where it isn't shown to come from the carrier, or says nothing readable, a refusal."""
        ...
