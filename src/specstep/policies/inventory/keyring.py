"""The keys of the key ring."""

from specstep.policies.inventory.vocabulary import SECURITY, internal
from specstep.policies.model import Dataset, Export, Field, Machinery, Protection, Store

SEALED = ("SEC-3",)
NOBODYS = "Keys of the service itself; they open what is encrypted, and are nobody's."

DATASETS = (
    Dataset(
        name="encryption_keys",
        store=Store.APPLICATION,
        about="The keys under which credentials are encrypted, themselves encrypted under a master key that lies "
        "elsewhere.",
        fields=(
            *internal("id", "created_at", "activates_at", "expires_at", clauses=SEALED, because=NOBODYS),
            *internal("retired_at", "revoked_at", "master", clauses=SEALED, because=NOBODYS),
            Field(
                name="wrapped",
                category="system.authentication",
                purposes=(SECURITY,),
                clauses=SEALED,
                protection=Protection.CIPHERTEXT,
                export=Export.WITHHELD,
                because=NOBODYS,
            ),
        ),
        retention=(Machinery(because=NOBODYS),),
        clauses=SEALED,
        unowned=NOBODYS,
    ),
)
