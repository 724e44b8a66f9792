"""One column of a dataset, and what is promised about it."""

import re
from collections.abc import Iterator

import attrs

from specstep.policies.model.kinds import Export, OnAccountDeletion, Protection
from specstep.policies.model.taxonomy import SECRETS, under

CLAUSE_ID = re.compile(r"[A-Z]{1,8}-[1-9][0-9]*")
CREDENTIAL = "[withheld: credential material]"


@attrs.frozen(kw_only=True)
class Field:
    """One column, or "*" for all of a dataset that is described coarsely.

    Args:
        name: the column's name.
        title: what people call it, within a sentence; without one, its name stands.
        category: what kind of data it is, as a key of the taxonomy.
        purposes: what it is used for, as keys of the taxonomy.
        clauses: the ids of the promises that speak of it.
        recipients: whom it is given to, out of the inventory's list.
        protection: in what form the value lies there.
        export: whether a person gets it in an export.
        because: why an export withholds it.
        on_account_deletion: what becomes of it when its account goes.
        anonymized: what an anonymized value is replaced with, for a column that can't be NULL.
        correctable: whether a person can have it put right (RIG-2).
    """

    name: str
    category: str
    purposes: tuple[str, ...]
    clauses: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    protection: Protection = Protection.NONE
    export: Export = Export.INCLUDED
    because: str = ""
    on_account_deletion: OnAccountDeletion = OnAccountDeletion.DELETE
    anonymized: str | int | None = None
    correctable: bool = False
    title: str = ""

    @property
    def called(self) -> str:
        """What people call it."""
        return self.title or self.name.replace("_", " ")

    @property
    def secret(self) -> bool:
        """Whether the value opens a door, or stands for one that does."""
        return self.protection is not Protection.NONE or under(self.category, SECRETS)

    @property
    def withheld(self) -> str | None:
        """What an export prints in the value's place; None: the value itself."""
        if self.export is Export.INCLUDED:
            return None
        return CREDENTIAL if self.secret else f"[withheld: {self.because}]"

    def contradictions(self) -> Iterator[str]:
        """What is wrong with the field by itself."""
        if not self.name:
            yield "a field needs a name"
        if not self.purposes:
            yield "data without a purpose must not be held; name what it is used for"
        if not self.clauses:
            yield "names no clause; name the promise that speaks of it"
        for clause in self.clauses:
            if not CLAUSE_ID.fullmatch(clause):
                yield f"{clause!r} is no clause id; one looks like RET-2"
        if self.secret and self.export is Export.INCLUDED:
            yield "a secret must not be exported; withhold it, and say why in `because`"
        if under(self.category, SECRETS) and self.protection is Protection.NONE:
            yield f"{self.category} in the clear; say how it is protected"
        if (self.export is Export.WITHHELD) != bool(self.because):
            yield "a withheld field, and only such a one, says why in `because`"
        if self.anonymized is not None and self.on_account_deletion is not OnAccountDeletion.ANONYMIZE:
            yield "has a value for when it is anonymized, but never is"
        if self.correctable and self.secret:
            yield "a secret can be replaced, not corrected"
