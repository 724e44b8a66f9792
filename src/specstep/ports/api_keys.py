"""Records of API keys."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.api_keys import ApiKey
from specstep.domain.ids import AccountId, ApiKeyId


class ApiKeyRecords(Protocol):
    """What is kept of API keys. A record that is removed leaves nothing of the key behind."""

    async def add(self, key: ApiKey) -> None:
        """Keep a new key.

        Raises:
            Conflict: its prefix or id is taken, or the account takes nothing new.
        """
        ...

    async def get(self, account: AccountId, id: ApiKeyId) -> ApiKey | None: ...

    async def list(self, account: AccountId) -> Sequence[ApiKey]:
        """All of an account's, newest first."""
        ...

    async def with_prefix(self, prefix: str) -> ApiKey | None:
        """The one with a prefix; None, too, where its account is being deleted. Finding none takes as long."""
        ...

    async def rename(self, account: AccountId, id: ApiKeyId, name: str) -> None:
        """Give it another name.

        Raises:
            NotFound: the account has no such key.
        """
        ...

    async def remove(self, account: AccountId, id: ApiKeyId) -> None:
        """Forget it, hash and prefix included.

        Raises:
            NotFound: the account has no such key.
        """
        ...

    async def used(self, uses: Mapping[ApiKeyId, datetime]) -> None:
        """Note when keys were used; a time before the noted one changes nothing, nor does a key that is gone."""
        ...
