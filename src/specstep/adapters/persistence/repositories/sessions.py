"""Sessions and sign-ins under way in SQL."""

from collections.abc import Sequence
from datetime import datetime

import attrs
import sqlalchemy as sa

from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.rows.converter import dump, load
from specstep.adapters.persistence.storable import require_storable
from specstep.adapters.persistence.tables import sessions, sign_in_attempts
from specstep.domain.errors import NotFound
from specstep.domain.identities.attempts import SignInAttempt
from specstep.domain.ids import AccountId, SessionId
from specstep.domain.sessions.values import Session


@attrs.frozen
class SqlSessions:
    """Sessions by the hashes of their tokens."""

    _execution: Execution

    async def add(self, session: Session) -> None:
        """Insert."""
        require_storable(session)
        await self._execution.require_open(session.account_id)
        await self._execution.write(sa.insert(sessions).values(dump(session)))

    async def find(self, token_hash: str) -> Session | None:
        """By the token's hash."""
        row = await self._execution.held(sa.select(sessions).where(sessions.c.token_hash == token_hash))
        return None if row is None else load(row, Session)

    async def list(self, account: AccountId) -> Sequence[Session]:
        """Those of an account."""
        order = (sessions.c.opened_at.desc(), sessions.c.id.desc())
        statement = sa.select(sessions).where(sessions.c.account_id == account).order_by(*order)
        return [load(row, Session) for row in await self._execution.rows(statement)]

    async def note(self, session: Session) -> None:
        """Replace what a use changes."""
        times = {"last_seen_at": session.last_seen_at, "expires_at": session.expires_at}
        await self._execution.write(sa.update(sessions).where(sessions.c.id == session.id).values(times))

    async def remove(self, account: AccountId, id: SessionId) -> None:
        """Delete."""
        mine = sa.and_(sessions.c.id == id, sessions.c.account_id == account)
        if not await self._execution.write(sa.delete(sessions).where(mine)):
            raise NotFound(kind="session", id=id)

    async def clear(self, account: AccountId, *, keep: SessionId | None = None) -> int:
        """Delete all but one."""
        others = sa.true() if keep is None else sessions.c.id != keep
        return await self._execution.write(sa.delete(sessions).where(sessions.c.account_id == account, others))


@attrs.frozen
class SqlSignInAttempts:
    """Sign-ins under way by the hashes of their states."""

    _execution: Execution

    async def add(self, attempt: SignInAttempt) -> None:
        """Insert."""
        require_storable(attempt)
        await self._execution.write(sa.insert(sign_in_attempts).values(dump(attempt)))

    async def take(self, state_hash: str) -> SignInAttempt | None:
        """Delete and return, in one statement."""
        mine = sign_in_attempts.c.state_hash == state_hash
        row = await self._execution.row(sa.delete(sign_in_attempts).where(mine).returning(sign_in_attempts))
        return None if row is None else load(row, SignInAttempt)

    async def forget(self, *, before: datetime) -> None:
        """Delete what has expired."""
        await self._execution.write(sa.delete(sign_in_attempts).where(sign_in_attempts.c.expires_at <= before))
