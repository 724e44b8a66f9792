"""Statutory requests: recorded with their date, and answered in time (RIG-8)."""

from collections.abc import Sequence

import attrs

from specstep.application.accounts import account_named, may_operate
from specstep.application.audit import audit_event
from specstep.domain.audit import Action
from specstep.domain.errors import NotFound
from specstep.domain.ids import ENTROPY_BYTES, AccountId, StatutoryRequestId, uuid7
from specstep.domain.statutory_requests import ANSWER_WITHIN, RequestKind, StatutoryRequest, require_text
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database, UnitOfWork

MOST = 500


@attrs.frozen(kw_only=True)
class StatutoryRequests:
    """The requests of accounts. `by` is who acts; None is whoever runs the program beside its database."""

    database: Database
    clock: Clock
    entropy: Entropy

    async def record(
        self, account: str, kind: RequestKind, text: str, *, by: AccountId | None = None
    ) -> StatutoryRequest:
        """Take a request down; the answer is due within four weeks.

        Args:
            account: whose request it is, by id or verified e-mail address.
            text: what they ask for.

        Raises:
            BadInput: the text is empty or too long.
            NotFound: there is no such account, or `by` may not ask for it.
            Conflict: the account is being deleted.
        """
        now, said = self.clock.now(), require_text(text, "request")
        async with self.database.unit() as unit:
            found = await account_named(unit, account)
            if found is None or not (by == found.id or await may_operate(unit, by)):
                raise NotFound(kind="account", id=account)
            request = StatutoryRequest(
                id=StatutoryRequestId(uuid7(now, self.entropy.take(ENTROPY_BYTES))),
                account_id=found.id,
                kind=kind,
                text=said,
                received_at=now,
                due_at=now + ANSWER_WITHIN,
            )
            await unit.requests.add(request)
            await self._note(unit, Action.REQUEST_RECORDED, request, by)
            return request

    async def answer(self, id: StatutoryRequestId, text: str, *, by: AccountId | None = None) -> StatutoryRequest:
        """Keep the answer to a request.

        Raises:
            BadInput: the text is empty or too long.
            NotFound: there is no such request, or `by` is no operator.
            Conflict: it was answered already.
        """
        said = require_text(text, "answer")
        async with self.database.unit() as unit:
            found = await unit.requests.get(id)
            if found is None or not await may_operate(unit, by):
                raise NotFound(kind="request", id=id)
            answered = found.answered(said, self.clock.now())
            await unit.requests.answer(answered)
            await self._note(unit, Action.REQUEST_ANSWERED, answered, by)
            return answered

    async def list(self, account: AccountId) -> Sequence[StatutoryRequest]:
        """An account's own, newest first."""
        async with self.database.reading() as unit:
            return await unit.requests.list(account)

    async def unanswered(self, *, by: AccountId | None = None) -> Sequence[StatutoryRequest]:
        """Everybody's that wait for an answer, the first due first.

        Raises:
            NotFound: `by` is no operator.
        """
        async with self.database.reading() as unit:
            if not await may_operate(unit, by):
                raise NotFound(kind="account", id=str(by))
            return await unit.requests.unanswered(limit=MOST)

    async def _note(
        self, unit: UnitOfWork, action: Action, request: StatutoryRequest, by: AccountId | None
    ) -> None:
        told = audit_event(
            self.entropy, self.clock.now(), action, request.account_id, request.id, detail=request.kind
        )
        await unit.audit.add(attrs.evolve(told, actor=by))
