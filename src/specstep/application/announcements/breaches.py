"""Notice of a leak to those whom it concerns, by an act of an operator that leaves a record (SEC-9)."""

import json
from collections.abc import Sequence

import attrs

from specstep.application.accounts import account_named, may_operate
from specstep.application.announcements.steps import announcement_runs, submit
from specstep.application.audit import service_event
from specstep.domain.announcements import Announcement, AnnouncementKind, breach_text
from specstep.domain.audit import Action
from specstep.domain.errors import BadInput, NotFound
from specstep.domain.ids import AccountId, AnnouncementId, RunId, derived_id
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork
from specstep.ports.workflows import Workflows

PAGE = 500
FIRST = "first"


@attrs.frozen(kw_only=True)
class Concerned:
    """Whom a notice reaches: those who are told, those without an address, and names that no account has."""

    reachable: tuple[AccountId, ...]
    unreachable: tuple[AccountId, ...]
    unknown: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Breaches:
    """Tells people that data of theirs has leaked. `by` is who acts; None is whoever runs the program itself."""

    database: Database
    workflows: Workflows
    clock: Clock
    entropy: Entropy

    async def preview(self, accounts: Sequence[str], *, by: AccountId | None = None) -> Concerned:
        """Whom a notice would reach; nothing is changed or sent.

        Args:
            accounts: ids, or verified e-mail addresses.

        Raises:
            NotFound: `by` is no operator.
        """
        async with self.database.reading() as unit:
            return await self._concerned(unit, accounts, by)

    async def notify(
        self, accounts: Sequence[str], text: str, *, by: AccountId | None = None
    ) -> tuple[RunId, Concerned]:
        """Tell those accounts; the same text to the same accounts is sent once, however often it is asked for.

        Args:
            text: what happened, what it concerns and what to do, as `domain.announcements.breach_text` reads it.

        Raises:
            BadInput: the text can't be read, or nobody can be told.
            NotFound: `by` is no operator.
        """
        breach_text(text)
        now = self.clock.now()
        async with self.database.unit() as unit:
            concerned = await self._concerned(unit, accounts, by)
            everybody = (*concerned.reachable, *concerned.unreachable)
            if not everybody:
                raise BadInput(where="accounts", what="none of them is here.")
            id = AnnouncementId(derived_id("breach", json.dumps([text, sorted(everybody)])))
            if await unit.announcements.get(id) is None:
                kind = AnnouncementKind.DATA_BREACH
                begun = Announcement(id=id, kind=kind, text=text, created_at=now, begun_at=now)
                await unit.announcements.add(begun)
                for start in range(0, len(everybody), PAGE):
                    await unit.announcements.enlist(id, everybody[start : start + PAGE])
                told = service_event(
                    self.entropy, now, Action.BREACH_NOTIFIED, id, detail=f"{len(everybody)} accounts"
                )
                await unit.audit.add(attrs.evolve(told, actor=by))
                return await submit(self.workflows, unit, id, FIRST), concerned
        for run in await self.workflows.find(run_prefix=announcement_runs(id)):
            await self.workflows.resume(run.key)
            return run.key, concerned
        async with self.database.unit() as unit:  # so long ago that nothing is left of its run
            return await submit(self.workflows, unit, id, FIRST), concerned

    async def _concerned(self, unit: UnitOfWork, accounts: Sequence[str], by: AccountId | None) -> Concerned:
        if not await may_operate(unit, by):
            raise NotFound(kind="account", id=str(by))
        reachable, unreachable, unknown = list[AccountId](), list[AccountId](), list[str]()
        for named in dict.fromkeys(accounts):
            found = await account_named(unit, named)
            if found is None or found.closing_at is not None:
                unknown.append(named)
            else:
                (unreachable if found.email is None else reachable).append(found.id)
        return Concerned(
            reachable=tuple(dict.fromkeys(reachable)),
            unreachable=tuple(dict.fromkeys(unreachable)),
            unknown=tuple(unknown),
        )
