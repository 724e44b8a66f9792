"""The bindings of what lets people in.

Apart from the container, because most commands let nobody in.
"""

from typing import Any

import attrs
from dishka import AsyncContainer

from specstep.adapters.identity_providers.photos import ProviderPhotos
from specstep.application.accounts import change_role, correct_name
from specstep.application.consents import Consents
from specstep.application.identities import Identities
from specstep.application.messages.queueing import Messages
from specstep.application.photos import ProfilePhotos
from specstep.application.sessions import Sessions
from specstep.application.sign_in import SignIn
from specstep.application.statutory_requests import StatutoryRequests
from specstep.domain.accounts import Account, Role
from specstep.domain.ids import AccountId
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring.sign_in import callback_of
from specstep.policies.inventory import INVENTORY
from specstep.policies.snapshots import version_of
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.identity_providers import IdentityProviders
from specstep.ports.persistence import Database


@attrs.frozen(kw_only=True)
class People:
    """The use cases around who comes in."""

    database: Database
    clock: Clock
    entropy: Entropy
    identities: Identities
    sessions: Sessions
    consents: Consents
    requests: StatutoryRequests
    photos: ProfilePhotos

    async def change_role(self, account: str, role: Role, *, by: AccountId | None = None) -> Account:
        """Give an account a role; see `application.accounts`."""
        return await change_role(self.database, self.clock, self.entropy, account, role, by=by)

    async def correct_name(self, account: AccountId, name: str) -> Account:
        """Put right the name that an account is shown by; see `application.accounts`."""
        return await correct_name(self.database, account, name)

    def sign_in(self, settings: Settings, providers: IdentityProviders) -> SignIn:
        """Signing in with the providers that people can come with.

        Raises:
            Misconfigured: nobody said where this service is reached.
        """
        return SignIn(
            database=self.database,
            providers=providers.by_name,
            callback=callback_of(settings),
            identities=self.identities,
            sessions=self.sessions,
            clock=self.clock,
            entropy=self.entropy,
        )


async def make_people(container: AsyncContainer) -> People:
    """Bind them to the adapters of a container."""
    get = container.get
    database, clock, entropy = await get(Database), await get(Clock), await get(Entropy)
    settings = await get(Settings)
    sessions = Sessions(
        database=database,
        clock=clock,
        entropy=entropy,
        limits=settings.session_limits,
        local_owner=not settings.sign_in_clients,
    )
    around: dict[str, Any] = {"database": database, "clock": clock, "entropy": entropy}
    shown = version_of(INVENTORY)
    return People(
        database=database,
        clock=clock,
        entropy=entropy,
        identities=Identities(**around, notice_version=shown, messages=await get(Messages)),
        sessions=sessions,
        consents=Consents(**around, notice_version=shown),
        requests=StatutoryRequests(**around),
        photos=ProfilePhotos(database=database, source=ProviderPhotos(), clock=clock),
    )
