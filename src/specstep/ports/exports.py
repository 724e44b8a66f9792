"""Reading all that is held of an account."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from typing import Protocol

import attrs

from specstep.domain.ids import AccountId, BlobKey


@attrs.frozen(kw_only=True)
class ExportPage:
    """Some records of one dataset, each as one line of JSON."""

    dataset: str
    lines: Sequence[str]


@attrs.frozen(kw_only=True)
class ExportFile:
    """A file of the account's."""

    dataset: str
    key: BlobKey


class AccountData(Protocol):
    """What an account can have, in pieces of bounded size; secrets never leave the database."""

    @property
    def datasets(self) -> Sequence[str]:
        """The datasets of an export, in its order."""
        ...

    def pages(self, account: AccountId, *, run: str) -> AsyncGenerator[ExportPage, None]:
        """Every record, dataset by dataset.

        Args:
            run: a name of this export's own, `export-` and a UUID of version 7.
        """
        ...

    def files(self, account: AccountId) -> AsyncIterator[ExportFile]:
        """Every file."""
        ...

    def readme(self, numbers: Mapping[str, int]) -> str:
        """The description of the format, with how many records each dataset has."""
        ...
