"""Identities of accounts, inside units of work."""

from collections.abc import Sequence
from typing import Protocol

from specstep.domain.identities.values import Identity
from specstep.domain.ids import AccountId, IdentityId


class Identities(Protocol):
    """Issuer and subject tell identities apart; `list` is in the order in which they were added."""

    async def add(self, identity: Identity) -> None:
        """Keep a new one.

        Raises:
            Conflict: the issuer's subject is kept already, for whichever account.
        """
        ...

    async def find(self, issuer: str, subject: str) -> Identity | None: ...
    async def list(self, account: AccountId) -> Sequence[Identity]: ...

    async def update(self, identity: Identity) -> None:
        """Change what the provider says, and when it was last signed in with."""
        ...

    async def remove(self, account: AccountId, id: IdentityId) -> None: ...
