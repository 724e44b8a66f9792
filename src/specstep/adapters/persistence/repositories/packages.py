"""Packages in SQL."""

from collections.abc import Sequence

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.repositories.paging import bin_of, own, page
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import packages
from specstep.domain.errors import NotFound
from specstep.domain.ids import AccountId, GenerationId, InterviewId, PackageId
from specstep.ports.persistence import PackageRecord

KIND = "package"
FIXED = ("id", "account_id", "generation_id", "interview_id", "blob", "created_at")


@attrs.frozen
class SqlPackages:
    """Packages; somebody else's are not there."""

    _execution: Execution

    async def add(self, package: PackageRecord) -> None:
        """Insert."""
        require_storable(package)
        await self._execution.require_open(package.account_id)
        conflict = f"Package {package.id}, its file or its generation's is there already."
        await self._execution.write(sa.insert(packages).values(dump(package)), conflict=conflict)

    async def get(self, account: AccountId, id: PackageId) -> PackageRecord | None:
        """By id."""
        return await self._one(own(packages, account, id))

    async def of_generation(self, account: AccountId, generation: GenerationId) -> PackageRecord | None:
        """The one that a generation made."""
        mine = sa.and_(packages.c.generation_id == generation, packages.c.account_id == account)
        return await self._one(mine)

    async def list(
        self, account: AccountId, *, limit: int, before: PackageId | None = None
    ) -> Sequence[PackageRecord]:
        """A page."""
        statement = await page(self._execution, packages, account, limit=limit, before=before, kind=KIND)
        return [load(dict(row), PackageRecord) for row in await self._execution.rows(statement)]

    async def of_interview(self, account: AccountId, interview: InterviewId) -> Sequence[PackageRecord]:
        """Those that were made from an interview."""
        mine = sa.and_(packages.c.interview_id == interview, packages.c.account_id == account)
        statement = sa.select(packages).where(mine).order_by(packages.c.created_at, packages.c.id)
        return [load(row, PackageRecord) for row in await self._execution.rows(statement)]

    async def binned(self, account: AccountId, *, limit: int) -> Sequence[PackageRecord]:
        """The recycle bin."""
        rows = await self._execution.rows(bin_of(packages, account, limit))
        return [load(row, PackageRecord) for row in rows]

    async def update(self, package: PackageRecord) -> None:
        """Change what may change."""
        require_storable(package)
        changes = {name: value for name, value in dump(package).items() if name not in FIXED}
        mine = own(packages, package.account_id, package.id)
        if not await self._execution.write(sa.update(packages).where(mine).values(changes)):
            raise NotFound(kind=KIND, id=package.id)

    async def remove(self, account: AccountId, id: PackageId) -> None:
        """Remove the record for good."""
        if not await self._execution.write(sa.delete(packages).where(own(packages, account, id))):
            raise NotFound(kind=KIND, id=id)

    async def _one(self, which: sa.ColumnElement[bool]) -> PackageRecord | None:
        row = await self._execution.held(sa.select(packages).where(which))
        return None if row is None else load(dict(row), PackageRecord)
