"""Identities in memory."""

from collections.abc import Sequence

import attrs

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.errors import NotFound
from specstep.domain.identities.values import Identity
from specstep.domain.ids import AccountId, IdentityId


class MemoryIdentities(Part):
    async def add(self, identity: Identity) -> None:
        state = self.write(identity)
        self.require_open(identity.account_id)
        self.refer(state.accounts.get(identity.account_id), "an account")
        key = (identity.issuer, identity.subject)
        if key in state.identities or any(each.id == identity.id for each in state.identities.values()):
            raise self.conflict("This sign-in belongs to an account already.")
        state.identities[key] = identity

    async def find(self, issuer: str, subject: str) -> Identity | None:
        return self.state.identities.get((issuer, subject))

    async def list(self, account: AccountId) -> Sequence[Identity]:
        found = (each for each in self.state.identities.values() if each.account_id == account)
        return sorted(found, key=lambda each: (each.added_at, each.id))

    async def update(self, identity: Identity) -> None:
        state = self.write(identity)
        stored = self._need(identity.account_id, identity.id)
        state.identities[stored.issuer, stored.subject] = attrs.evolve(
            stored,
            email=identity.email,
            email_verified=identity.email_verified,
            last_signed_in_at=identity.last_signed_in_at,
        )

    async def remove(self, account: AccountId, id: IdentityId) -> None:
        state = self.write()
        stored = self._need(account, id)
        del state.identities[stored.issuer, stored.subject]

    def _need(self, account: AccountId, id: IdentityId) -> Identity:
        for each in self.state.identities.values():
            if each.id == id and each.account_id == account:
                return each
        raise NotFound(kind="identity", id=id)
