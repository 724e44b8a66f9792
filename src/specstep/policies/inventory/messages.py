"""Messages, what people prefer about them, and addresses that nothing reaches."""

from specstep.policies.inventory.vocabulary import (
    OPERATIONS,
    OWNER,
    SERVICE,
    SYSTEM,
    internal,
    metadata,
    owner,
)
from specstep.policies.model import Dataset, DaysAfter, Export, Field, Protection, Store, WithOwner

TELEMETRY = ("EXT-3", "RET-14")
CHOSEN = ("RIG-6", "COL-2", "RIG-3")
NOTIFICATIONS = "essential.service.notifications"
STANDS_FOR_YOURS = "It stands for your own address, which is with your account."


def _address(clauses: tuple[str, ...]) -> Field:
    return Field(
        name="address_hash",
        category="user.contact",
        purposes=(OPERATIONS,),
        clauses=clauses,
        protection=Protection.HASH,
        export=Export.WITHHELD,
        because=STANDS_FOR_YOURS,
    )


DATASETS = (
    Dataset(
        name="messages",
        store=Store.APPLICATION,
        title="messages sent to you",
        about="That a message of some kind was sent to you, when, and whether it arrived; never its words.",
        fields=(
            *metadata("id", "created_at", "changed_at", "handed_over_at", "tries", clauses=TELEMETRY),
            *metadata("kind", "channel", "state", "because", "provider", clauses=TELEMETRY),
            owner("RET-14"),
            Field(
                name="data",
                title="what a message is about, until it is sent",
                category="user.behavior",
                purposes=(SERVICE,),
                clauses=TELEMETRY,
            ),
            _address(TELEMETRY),
            *internal("provider_id", clauses=TELEMETRY, because="The carrier's own name for a message."),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), DaysAfter(column="created_at", days=90)),
        clauses=(*TELEMETRY, "RIG-3"),
    ),
    Dataset(
        name="message_preferences",
        store=Store.APPLICATION,
        title="the messages that you want",
        about="Which messages you have asked for or called off, and when.",
        fields=(
            owner("RIG-6"),
            *(
                Field(name=name, category=category, purposes=(NOTIFICATIONS,), clauses=CHOSEN)
                for name, category in (
                    ("kind", SYSTEM),
                    ("channel", SYSTEM),
                    ("wanted", "user.privacy_preferences"),
                )
            ),
            *metadata("changed_at", clauses=CHOSEN),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=CHOSEN,
    ),
    Dataset(
        name="message_suppressions",
        store=Store.APPLICATION,
        title="addresses that nothing reaches",
        about="That mail to an address of yours came back, so that none is sent there again.",
        fields=(
            owner("EXT-3"),
            *metadata("channel", "since", clauses=TELEMETRY),
            _address(TELEMETRY),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=(*TELEMETRY, "RIG-3"),
    ),
)
