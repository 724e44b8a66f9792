"""Consents in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import consents
from specstep.domain.consents import Consent, ConsentKind
from specstep.domain.ids import AccountId


@attrs.frozen
class SqlConsents:
    """Consents; a withdrawal changes their time and nothing else."""

    _execution: Execution

    async def add(self, consent: Consent) -> None:
        """Insert."""
        require_storable(consent)
        await self._execution.require_open(consent.account_id)
        await self._execution.write(sa.insert(consents).values(dump(consent)))

    async def list(self, account: AccountId) -> Sequence[Consent]:
        """The newest first."""
        mine = sa.select(consents).where(consents.c.account_id == account)
        rows = await self._execution.rows(mine.order_by(consents.c.given_at.desc(), consents.c.id.desc()))
        return [load(row, Consent) for row in rows]

    async def standing(self, account: AccountId, kind: ConsentKind) -> Consent | None:
        """The one without a withdrawal."""
        row = await self._execution.held(sa.select(consents).where(_standing(account, kind)))
        return None if row is None else load(row, Consent)

    async def withdraw(self, account: AccountId, kind: ConsentKind, at: datetime) -> int:
        """Note the time."""
        changing = sa.update(consents).where(_standing(account, kind)).values(withdrawn_at=at)
        return await self._execution.write(changing)


def _standing(account: AccountId, kind: ConsentKind) -> sa.ColumnElement[bool]:
    columns = consents.c
    return sa.and_(columns.account_id == account, columns.kind == kind.value, columns.withdrawn_at.is_(None))
