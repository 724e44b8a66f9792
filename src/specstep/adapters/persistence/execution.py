"""Statements inside one unit of work."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import CursorResult, Executable, Result, Select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from specstep.adapters.persistence.failures import translate
from specstep.adapters.persistence.fates import closing
from specstep.adapters.persistence.tables.accounts import accounts
from specstep.domain.errors import Conflict
from specstep.domain.ids import AccountId


class Execution:
    """Runs the statements of a unit of work and translates what goes wrong.

    `refused` is set once the database has refused a statement: such a unit must not commit, because PostgreSQL
    would throw all of it away without a word.
    """

    def __init__(self, session: AsyncSession, *, writable: bool) -> None:
        self.session = session
        self.writable = writable
        self.refused = False
        self._open: set[AccountId] = set()

    async def held(self, statement: Select[Any]) -> dict[str, Any] | None:
        """The first row; in a unit that may write, nobody else changes it before the end.

        What a unit reads by id it may be about to change: without the lock, two units on PostgreSQL that read,
        add and write would lose one of the additions. SQLite has one writer and knows no such lock.
        """
        return await self.row(statement.with_for_update(key_share=True) if self.writable else statement)

    async def rows(self, statement: Executable) -> list[dict[str, Any]]:
        """All rows."""
        return [dict(row) for row in (await self._run(statement)).mappings()]

    async def row(self, statement: Executable, values: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """The first row, if there is one; `values` are those of the statement's parameters."""
        row = (await self._run(statement, values)).mappings().first()
        return None if row is None else dict(row)

    async def require_open(self, account: AccountId) -> None:
        """See that an account takes new rows; asked once in a unit.

        Raises:
            Conflict: it is being deleted. One that isn't there is left to the foreign keys.
        """
        if account in self._open:
            return
        found = await self.row(sa.select(accounts.c.closing_at).where(accounts.c.id == account))
        if found is not None and found["closing_at"] is not None:
            self.refused = True
            raise Conflict(what=closing(account))
        self._open.add(account)

    async def write(
        self,
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] | None = None,
        *,
        conflict: str = "It exists already.",
    ) -> int:
        """Execute a writing statement, for each of `rows` where given; how many rows it touched."""
        result = await self._run(statement, rows, conflict)
        return result.rowcount if isinstance(result, CursorResult) else 0

    async def _run(
        self,
        statement: Executable,
        rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
        conflict: str = "",
    ) -> Result[Any]:
        try:
            return await self.session.execute(statement, rows)
        except (SQLAlchemyError, OSError) as error:
            self.refused = True
            raise translate(error, conflict) from error
