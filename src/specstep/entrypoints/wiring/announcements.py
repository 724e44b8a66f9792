"""The bindings of what tells everybody concerned.

Apart from the container, because most commands tell nobody.
"""

import attrs
from dishka import AsyncContainer

from specstep.application.announcements.breaches import Breaches
from specstep.application.announcements.policies import PolicyChanges
from specstep.application.announcements.steps import Announcer
from specstep.application.messages.queueing import Messages
from specstep.policies.inventory import INVENTORY
from specstep.ports.clocks import Clock, Entropy
from specstep.ports.persistence import Database
from specstep.ports.workflows import Workflows


@attrs.frozen(kw_only=True)
class Announcements:
    """The use cases around announcements, and the handler of their jobs."""

    policies: PolicyChanges
    breaches: Breaches
    announcer: Announcer
    workflows: Workflows


async def make_announcements(container: AsyncContainer) -> Announcements:
    """Bind them to the adapters of a container."""
    get = container.get
    database, workflows = await get(Database), await get(Workflows)
    clock, entropy = await get(Clock), await get(Entropy)
    return Announcements(
        policies=PolicyChanges(
            database=database, workflows=workflows, clock=clock, entropy=entropy, inventory=INVENTORY
        ),
        breaches=Breaches(database=database, workflows=workflows, clock=clock, entropy=entropy),
        announcer=Announcer(database=database, messages=await get(Messages), clock=clock),
        workflows=workflows,
    )
