"""Phones, and the codes on their way to them."""

from specstep.policies.inventory.vocabulary import (
    OWNER,
    SECURITY,
    SERVICE,
    SMS_CARRIERS,
    internal,
    metadata,
    owner,
)
from specstep.policies.model import At, Dataset, Export, Field, Protection, Store, WithOwner

HELD = ("COL-2", "RET-1")
BRIEFLY = ("COL-2", "RET-9")
PHONE = "user.contact.phone_number"
ON_ITS_WAY = "It counts for ten minutes at most."


DATASETS = (
    Dataset(
        name="phones",
        store=Store.APPLICATION,
        title="your phone numbers",
        about="A number at which you can be called, and a verified one to which short messages go.",
        fields=(
            owner("COL-2"),
            *metadata("use", "set_at", clauses=HELD),
            Field(
                name="number",
                title="your phone number",
                category=PHONE,
                purposes=(SERVICE,),
                clauses=(*HELD, "RIG-2"),
                recipients=SMS_CARRIERS,
                correctable=True,
            ),
            *metadata("verified_at", clauses=HELD),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=("COL-2", "RET-1", "RIG-3"),
    ),
    Dataset(
        name="phone_codes",
        store=Store.APPLICATION,
        title="codes on their way to a phone",
        about="That a code was sent to a number of yours, and a hash of that code made with a secret key.",
        fields=(
            owner("RET-9"),
            Field(
                name="number",
                title="the number that a code went to",
                category=PHONE,
                purposes=(SECURITY,),
                clauses=BRIEFLY,
                recipients=SMS_CARRIERS,
            ),
            Field(
                name="code_hash",
                category="user.authorization.credentials",
                purposes=(SECURITY,),
                clauses=(*BRIEFLY, "SEC-8"),
                protection=Protection.KEYED_HASH,
                export=Export.WITHHELD,
                because="It stands for a code that only your phone has.",
            ),
            *internal("tries", clauses=(*BRIEFLY, "SEC-8"), because=ON_ITS_WAY),
            *metadata("sent_at", "expires_at", clauses=BRIEFLY),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=("COL-2", "RET-9", "SEC-8", "RIG-3"),
    ),
)
