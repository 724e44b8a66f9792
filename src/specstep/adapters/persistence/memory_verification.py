"""Phones and the codes on their way to them in memory."""

from collections.abc import Sequence
from datetime import datetime

from specstep.adapters.persistence.memory_state import Part
from specstep.domain.ids import AccountId
from specstep.domain.verification.numbers import Use
from specstep.domain.verification.values import Phone, PhoneCode


class MemoryPhones(Part):
    async def put(self, phone: Phone) -> None:
        state = self.write(phone)
        self.require_open(phone.account_id)
        self.refer(state.accounts.get(phone.account_id), "an account")
        state.phones[phone.account_id, phone.use] = phone

    async def get(self, account: AccountId, use: Use) -> Phone | None:
        return self.state.phones.get((account, use))

    async def list(self, account: AccountId) -> Sequence[Phone]:
        return [self.state.phones[key] for key in sorted(self.state.phones) if key[0] == account]

    async def remove(self, account: AccountId, use: Use) -> None:
        self.write().phones.pop((account, use), None)


class MemoryPhoneCodes(Part):
    async def put(self, code: PhoneCode) -> None:
        state = self.write(code)
        self.require_open(code.account_id)
        self.refer(state.accounts.get(code.account_id), "an account")
        state.phone_codes[code.account_id] = code

    async def get(self, account: AccountId) -> PhoneCode | None:
        return self.state.phone_codes.get(account)

    async def remove(self, account: AccountId) -> None:
        self.write().phone_codes.pop(account, None)

    async def forget(self, *, before: datetime) -> int:
        state = self.write(before)
        over = [account for account, each in state.phone_codes.items() if each.expires_at <= before]
        for account in over:
            del state.phone_codes[account]
        return len(over)
