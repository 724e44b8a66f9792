"""Phones and the codes on their way to them, inside units of work."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from specstep.domain.ids import AccountId
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Phone, PhoneCode


class Phones(Protocol):
    """The numbers of accounts, one for each use."""

    async def put(self, phone: Phone) -> None:
        """Keep a number, in the place of the one that its account had for this use.

        Raises:
            Conflict: the account takes nothing new.
        """
        ...

    async def get(self, account: AccountId, use: Use) -> Phone | None: ...
    async def list(self, account: AccountId) -> Sequence[Phone]:
        """All of an account's, by use."""
        ...

    async def remove(self, account: AccountId, use: Use) -> None:
        """Forget one; none is no error."""
        ...


class PhoneCodes(Protocol):
    """Codes on their way, one for each account at most; those whose time is over included, until they are forgotten."""

    async def put(self, code: PhoneCode) -> None:
        """Keep a code, in the place of the one that its account had.

        Raises:
            Conflict: the account takes nothing new.
        """
        ...

    async def get(self, account: AccountId) -> PhoneCode | None: ...
    async def remove(self, account: AccountId) -> None:
        """Forget an account's; none is no error."""
        ...

    async def forget(self, *, before: datetime) -> int:
        """Remove those whose time was over by then; how many there were."""
        ...
