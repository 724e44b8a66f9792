"""Pages of an account's rows, newest first."""

from typing import Any

import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId


def own(table: sa.Table, account: AccountId, id: str) -> sa.ColumnElement[bool]:
    """The row with this id, if it is this account's."""
    return sa.and_(table.c.id == id, table.c.account_id == account)


async def require(execution: Execution, table: sa.Table, account: AccountId, id: str, kind: str) -> None:
    """See that the account has such a row, and hold it.

    Raises:
        NotFound: it has none.
    """
    if await execution.held(sa.select(table.c.id).where(own(table, account, id))) is None:
        raise NotFound(kind=kind, id=id)


def bin_of(table: sa.Table, account: AccountId, limit: int) -> sa.Select[Any]:
    """The statement for an account's rows in the recycle bin, the last to be put there first."""
    mine = sa.and_(table.c.account_id == account, table.c.deleted_at.is_not(None))
    return sa.select(table).where(mine).order_by(table.c.deleted_at.desc(), table.c.id.desc()).limit(limit)


async def page(
    execution: Execution, table: sa.Table, account: AccountId, *, limit: int, before: str | None, kind: str
) -> sa.Select[Any]:
    """The statement for a page: not soft-deleted, newest first, after the row named `before`.

    Raises:
        NotFound: the account has no row `before`; an empty page would look like the end.
    """
    statement = sa.select(table).where(table.c.account_id == account, table.c.deleted_at.is_(None))
    if before is not None:
        cursor = await execution.row(sa.select(table.c.created_at).where(own(table, account, before)))
        if cursor is None:
            raise NotFound(kind=kind, id=before)
        at, id = table.c.created_at, table.c.id
        edge = cursor["created_at"]
        statement = statement.where(sa.or_(at < edge, sa.and_(at == edge, id < before)))
    return statement.order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)
