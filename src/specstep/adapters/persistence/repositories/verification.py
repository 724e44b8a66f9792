"""Phones and the codes on their way to them in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

import specstep.adapters.persistence.rows.verification  # noqa: F401 - how rows hold numbers
from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables.verification import phone_codes, phones
from specstep.domain.ids import AccountId
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Phone, PhoneCode


@attrs.frozen
class SqlPhones:
    """Numbers by account and use."""

    _execution: Execution

    async def put(self, phone: Phone) -> None:
        """Delete and insert."""
        require_storable(phone)
        await self._execution.require_open(phone.account_id)
        await self.remove(phone.account_id, phone.use)
        await self._execution.write(sa.insert(phones).values(dump(phone)))

    async def get(self, account: AccountId, use: Use) -> Phone | None:
        """One of them."""
        row = await self._execution.held(sa.select(phones).where(_mine(account, use)))
        return None if row is None else load(row, Phone)

    async def list(self, account: AccountId) -> Sequence[Phone]:
        """All of them."""
        statement = sa.select(phones).where(phones.c.account_id == account).order_by(phones.c.use)
        return [load(row, Phone) for row in await self._execution.rows(statement)]

    async def remove(self, account: AccountId, use: Use) -> None:
        """Delete."""
        await self._execution.write(sa.delete(phones).where(_mine(account, use)))


@attrs.frozen
class SqlPhoneCodes:
    """Codes on their way by account."""

    _execution: Execution

    async def put(self, code: PhoneCode) -> None:
        """Delete and insert."""
        require_storable(code)
        await self._execution.require_open(code.account_id)
        await self.remove(code.account_id)
        await self._execution.write(sa.insert(phone_codes).values(dump(code)))

    async def get(self, account: AccountId) -> PhoneCode | None:
        """The account's."""
        row = await self._execution.held(sa.select(phone_codes).where(phone_codes.c.account_id == account))
        return None if row is None else load(row, PhoneCode)

    async def remove(self, account: AccountId) -> None:
        """Delete."""
        await self._execution.write(sa.delete(phone_codes).where(phone_codes.c.account_id == account))

    async def forget(self, *, before: datetime) -> int:
        """Delete what is over."""
        return await self._execution.write(sa.delete(phone_codes).where(phone_codes.c.expires_at <= before))


def _mine(account: AccountId, use: Use) -> sa.ColumnElement[bool]:
    return sa.and_(phones.c.account_id == account, phones.c.use == use)
