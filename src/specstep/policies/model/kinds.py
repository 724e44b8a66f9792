"""The closed lists of the inventory's language."""

from enum import StrEnum


class Store(StrEnum):
    """Where a dataset lies; a schema covers one store, and coverage names the stores that it did not see."""

    APPLICATION = "application"
    WORKFLOW_ENGINE = "workflow-engine"
    MIGRATIONS = "migrations"
    BLOBS = "blobs"


class Protection(StrEnum):
    """What stands between a value and its reader, beyond access rules."""

    NONE = "none"
    HASH = "hash"
    KEYED_HASH = "keyed-hash"
    CIPHERTEXT = "ciphertext"


class Export(StrEnum):
    """Whether a person gets the field in an export of their data (RIG-1)."""

    INCLUDED = "included"
    WITHHELD = "withheld"


class OnAccountDeletion(StrEnum):
    """What becomes of a field when its account goes (RIG-3)."""

    DELETE = "delete"  # with its row
    ANONYMIZE = "anonymize"  # emptied, in a row that survives
    KEEP = "keep"  # in a row that survives


class EdgeKind(StrEnum):
    """What a reference between datasets means for the data's owner."""

    OWNS = "owns"  # whose data this is; at most one per dataset
    INSIDE = "inside"  # between rows of one owner
    MENTIONS = "mentions"  # somebody who must be forgotten while the row survives
