"""What the database in memory holds, and what its repositories share."""

from datetime import datetime
from typing import Protocol, TypeVar

import attrs

from specstep.adapters.persistence.fates import Fate, closing
from specstep.adapters.persistence.storable import require_storable
from specstep.domain.accounts import Account
from specstep.domain.announcements import Announcement, PolicyVersion, Recipient
from specstep.domain.api_keys import ApiKey
from specstep.domain.audit import AuditEvent
from specstep.domain.consents import Consent
from specstep.domain.errors import Conflict, NotFound, Unavailable
from specstep.domain.exports import StoredExport
from specstep.domain.generations.values import Generation
from specstep.domain.identities.attempts import SignInAttempt
from specstep.domain.identities.values import Identity
from specstep.domain.ids import AccountId
from specstep.domain.interviews.values import Interview
from specstep.domain.keyring.values import KeyRecord
from specstep.domain.messages.records import MessageRecord, Preference, Suppression
from specstep.domain.photos import Photo
from specstep.domain.replays import Replay
from specstep.domain.sessions.values import Session
from specstep.domain.statutory_requests import StatutoryRequest
from specstep.domain.verification.values import Phone, PhoneCode
from specstep.ports.persistence import ModelAnswer, PackageRecord


@attrs.define(kw_only=True)
class State:
    accounts: dict[str, Account] = attrs.field(factory=dict)
    identities: dict[tuple[str, str], Identity] = attrs.field(factory=dict)
    sessions: dict[str, Session] = attrs.field(factory=dict)
    attempts: dict[str, SignInAttempt] = attrs.field(factory=dict)
    interviews: dict[str, Interview] = attrs.field(factory=dict)
    generations: dict[str, Generation] = attrs.field(factory=dict)
    snapshots: dict[str, str] = attrs.field(factory=dict)
    answers: dict[tuple[str, str], ModelAnswer] = attrs.field(factory=dict)
    packages: dict[str, PackageRecord] = attrs.field(factory=dict)
    exports: dict[str, StoredExport] = attrs.field(factory=dict)
    events: dict[str, AuditEvent] = attrs.field(factory=dict)
    blobs: dict[str, tuple[AccountId, Fate, datetime]] = attrs.field(factory=dict)
    keys: dict[str, KeyRecord] = attrs.field(factory=dict)
    api_keys: dict[str, ApiKey] = attrs.field(factory=dict)
    phones: dict[tuple[str, str], Phone] = attrs.field(factory=dict)
    phone_codes: dict[str, PhoneCode] = attrs.field(factory=dict)
    messages: dict[str, MessageRecord] = attrs.field(factory=dict)
    preferences: dict[tuple[str, str, str], Preference] = attrs.field(factory=dict)
    suppressions: dict[tuple[str, str, str], Suppression] = attrs.field(factory=dict)
    consents: dict[str, Consent] = attrs.field(factory=dict)
    requests: dict[str, StatutoryRequest] = attrs.field(factory=dict)
    policy_versions: dict[str, PolicyVersion] = attrs.field(factory=dict)
    announcements: dict[str, Announcement] = attrs.field(factory=dict)
    recipients: dict[tuple[str, str], Recipient] = attrs.field(factory=dict)
    replays: dict[tuple[str, str], Replay] = attrs.field(factory=dict)
    photos: dict[str, Photo] = attrs.field(factory=dict)
    refused: bool = False  # once something was refused, the unit must not commit: PostgreSQL wouldn't, either

    def copy(self) -> "State":
        """Another state with the same values; values are frozen, so the dictionaries are enough."""
        return State(
            accounts=dict(self.accounts),
            identities=dict(self.identities),
            sessions=dict(self.sessions),
            attempts=dict(self.attempts),
            interviews=dict(self.interviews),
            generations=dict(self.generations),
            snapshots=dict(self.snapshots),
            answers=dict(self.answers),
            packages=dict(self.packages),
            exports=dict(self.exports),
            events=dict(self.events),
            blobs=dict(self.blobs),
            keys=dict(self.keys),
            api_keys=dict(self.api_keys),
            phones=dict(self.phones),
            phone_codes=dict(self.phone_codes),
            messages=dict(self.messages),
            preferences=dict(self.preferences),
            suppressions=dict(self.suppressions),
            consents=dict(self.consents),
            requests=dict(self.requests),
            policy_versions=dict(self.policy_versions),
            announcements=dict(self.announcements),
            recipients=dict(self.recipients),
            replays=dict(self.replays),
            photos=dict(self.photos),
        )


@attrs.define
class Part:
    """A repository over a state; `writable` is False in reading units."""

    state: State
    writable: bool

    def write(self, *values: object) -> State:
        if not self.writable:
            raise Unavailable(service="The database", reason="this unit of work only reads.")
        for value in values:
            require_storable(value)
        return self.state

    def require_open(self, account: AccountId) -> None:
        found = self.state.accounts.get(account)
        if found is not None and found.closing_at is not None:
            raise self.conflict(closing(account))

    def refer(self, found: object, what: str) -> None:
        if found is None:
            raise self.conflict(f"It refers to {what} that does not exist.")

    def conflict(self, what: str) -> Conflict:
        self.state.refused = True
        return Conflict(what=what)


class Dated(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def account_id(self) -> AccountId: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def deleted_at(self) -> datetime | None: ...


Row = TypeVar("Row", bound=Dated)


def own(rows: dict[str, Row], account: AccountId, id: str) -> Row | None:
    row = rows.get(id)
    return row if row is not None and row.account_id == account else None


def need(rows: dict[str, Row], account: AccountId, id: str, kind: str) -> Row:
    row = own(rows, account, id)
    if row is None:
        raise NotFound(kind=kind, id=id)
    return row


def bin_of(rows: dict[str, Row], account: AccountId, limit: int) -> list[Row]:
    found = [(row.deleted_at, row.id, row) for row in rows.values() if row.account_id == account]
    binned = sorted((each for each in found if each[0] is not None), key=lambda each: each[:2], reverse=True)
    return [row for _, _, row in binned[:limit]]


def page(rows: dict[str, Row], account: AccountId, limit: int, before: str | None, kind: str) -> list[Row]:
    cursor = None if before is None else need(rows, account, before, kind)
    found = [
        row
        for row in rows.values()
        if row.account_id == account
        and row.deleted_at is None
        and (cursor is None or (row.created_at, row.id) < (cursor.created_at, cursor.id))
    ]
    return sorted(found, key=lambda row: (row.created_at, row.id), reverse=True)[:limit]
