"""The bindings of what lets people in.

Apart from the container, because most commands let nobody in.
"""

import attrs
from dishka import AsyncContainer

from specstep.application.accounts import change_role
from specstep.application.identities import Identities
from specstep.application.sessions import Sessions
from specstep.domain.accounts import Account, Role
from specstep.domain.ids import AccountId
from specstep.entrypoints.settings import Settings
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database


@attrs.frozen(kw_only=True)
class People:
    """The use cases around who comes in."""

    database: Database
    clock: Clock
    entropy: Entropy
    identities: Identities
    sessions: Sessions

    async def change_role(self, account: str, role: Role, *, by: AccountId | None = None) -> Account:
        """Give an account a role; see `application.accounts`."""
        return await change_role(self.database, self.clock, self.entropy, account, role, by=by)


async def make_people(container: AsyncContainer) -> People:
    """Bind them to the adapters of a container."""
    database, clock, entropy = (
        await container.get(Database),
        await container.get(Clock),
        await container.get(Entropy),
    )
    settings = await container.get(Settings)
    return People(
        database=database,
        clock=clock,
        entropy=entropy,
        identities=Identities(database=database, clock=clock, entropy=entropy),
        sessions=Sessions(database=database, clock=clock, entropy=entropy, limits=settings.session_limits),
    )
