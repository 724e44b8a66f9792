"""Records of statutory requests."""

from collections.abc import Sequence
from typing import Protocol

from specstep.domain.ids import AccountId, StatutoryRequestId
from specstep.domain.statutory_requests import StatutoryRequest


class StatutoryRequestRecords(Protocol):
    """Requests with their answers."""

    async def add(self, request: StatutoryRequest) -> None: ...
    async def get(self, id: StatutoryRequestId) -> StatutoryRequest | None: ...

    async def list(self, account: AccountId) -> Sequence[StatutoryRequest]:
        """An account's, newest first."""
        ...

    async def unanswered(self, *, limit: int) -> Sequence[StatutoryRequest]:
        """Everybody's that have no answer, the first due first."""
        ...

    async def answer(self, request: StatutoryRequest) -> None:
        """Keep its answer and when it was given; raises NotFound."""
        ...
