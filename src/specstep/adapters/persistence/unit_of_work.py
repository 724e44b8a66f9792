"""Units of work over SQLite and PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from specstep.adapters.persistence.engines import Engines
from specstep.adapters.persistence.execution import Execution
from specstep.adapters.persistence.failures import translate
from specstep.adapters.persistence.repositories.accounts import SqlAccounts
from specstep.adapters.persistence.repositories.announcements import SqlAnnouncements, SqlPolicyVersions
from specstep.adapters.persistence.repositories.api_keys import SqlApiKeyRecords
from specstep.adapters.persistence.repositories.audit import SqlAuditTrail
from specstep.adapters.persistence.repositories.blobs import SqlBlobJournal
from specstep.adapters.persistence.repositories.consents import SqlConsents
from specstep.adapters.persistence.repositories.exports import SqlExports
from specstep.adapters.persistence.repositories.generations import SqlGenerations, SqlModelAnswers
from specstep.adapters.persistence.repositories.identities import SqlIdentities
from specstep.adapters.persistence.repositories.interviews import SqlInterviews
from specstep.adapters.persistence.repositories.keyring import SqlKeyRecords
from specstep.adapters.persistence.repositories.messages import SqlMessageRecords
from specstep.adapters.persistence.repositories.packages import SqlPackages
from specstep.adapters.persistence.repositories.photos import SqlPhotoRecords
from specstep.adapters.persistence.repositories.replays import SqlReplayRecords
from specstep.adapters.persistence.repositories.sessions import SqlSessions, SqlSignInAttempts
from specstep.adapters.persistence.repositories.statutory_requests import SqlStatutoryRequests
from specstep.adapters.persistence.repositories.verification import SqlPhoneCodes, SqlPhones
from specstep.domain.errors import Conflict


class SqlUnitOfWork:
    """One transaction of a session. `transaction` is the `AsyncSession`, for those who enqueue inside it."""

    def __init__(self, session: AsyncSession, *, writable: bool) -> None:
        self.execution = Execution(session, writable=writable)
        self.accounts = SqlAccounts(self.execution)
        self.identities = SqlIdentities(self.execution)
        self.sessions = SqlSessions(self.execution)
        self.attempts = SqlSignInAttempts(self.execution)
        self.interviews = SqlInterviews(self.execution)
        self.generations = SqlGenerations(self.execution)
        self.answers = SqlModelAnswers(self.execution)
        self.packages = SqlPackages(self.execution)
        self.exports = SqlExports(self.execution)
        self.audit = SqlAuditTrail(self.execution)
        self.blobs = SqlBlobJournal(self.execution)
        self.api_keys = SqlApiKeyRecords(self.execution)
        self.keyring = SqlKeyRecords(self.execution)
        self.photos = SqlPhotoRecords(self.execution)
        self.phones = SqlPhones(self.execution)
        self.phone_codes = SqlPhoneCodes(self.execution)
        self.messages = SqlMessageRecords(self.execution)
        self.consents = SqlConsents(self.execution)
        self.requests = SqlStatutoryRequests(self.execution)
        self.policy_versions = SqlPolicyVersions(self.execution)
        self.announcements = SqlAnnouncements(self.execution)
        self.replays = SqlReplayRecords(self.execution)

    @property
    def transaction(self) -> AsyncSession:
        """The session whose transaction this is."""
        return self.execution.session


class SqlDatabase:
    """Opens units of work on a database's engines, which it disposes of when it is closed."""

    def __init__(self, engines: Engines) -> None:
        self.engines = engines

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[SqlUnitOfWork]:
        """A unit that may write. On SQLite they queue for the one writing connection, in order."""
        async with _session(self.engines.writer, writable=True) as unit:
            yield unit
            if unit.execution.refused:
                raise Conflict(what="Something in this unit of work was refused, so nothing of it was kept.")
            try:
                await unit.transaction.commit()
            except (SQLAlchemyError, OSError) as error:
                raise translate(error) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnitOfWork]:
        """A unit that reads one committed state, whatever is written meanwhile."""
        async with _session(self.engines.reader, writable=False) as unit:
            yield unit

    async def close(self) -> None:
        """Close every connection."""
        await self.engines.dispose()


@asynccontextmanager
async def _session(engine: AsyncEngine, *, writable: bool) -> AsyncIterator[SqlUnitOfWork]:
    """A session with its transaction open; what isn't committed in it is rolled back."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        try:
            await session.connection()
        except (SQLAlchemyError, OSError) as error:
            raise translate(error) from error
        try:
            yield SqlUnitOfWork(session, writable=writable)
        except SQLAlchemyError as error:  # from those who use the session by themselves
            raise translate(error) from error
