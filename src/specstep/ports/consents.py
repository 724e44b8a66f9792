"""Records of consents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.consents import Consent, ConsentKind
from specstep.domain.ids import AccountId


class ConsentRecords(Protocol):
    """Consents, those that were withdrawn included. Who adds one holds the account, and looks for a standing one."""

    async def add(self, consent: Consent) -> None: ...

    async def list(self, account: AccountId) -> Sequence[Consent]:
        """An account's, the last one given first."""
        ...

    async def standing(self, account: AccountId, kind: ConsentKind) -> Consent | None:
        """The one that was not withdrawn."""
        ...

    async def withdraw(self, account: AccountId, kind: ConsentKind, at: datetime) -> int:
        """End what stands; how many there were."""
        ...
