"""The choices that matter: one function each, which answers None where there is nothing to choose."""

from specstep.domain.drafting.decisions.clients import client
from specstep.domain.drafting.decisions.devices import power, updates
from specstep.domain.drafting.decisions.means import buy, changes, extent
from specstep.domain.drafting.decisions.outside import intake, neighbour, offline, payments
from specstep.domain.drafting.decisions.people import messages, sign_in
from specstep.domain.drafting.decisions.places import place, storage

TOPICS = (
    client,
    updates,
    power,
    changes,
    storage,
    payments,
    offline,
    intake,
    neighbour,
    messages,
    sign_in,
    place,
    buy,
)

__all__ = ["TOPICS", "extent"]
