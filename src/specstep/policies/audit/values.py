"""What an audit is told beforehand, and the kinds of what it finds."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

import attrs

KINDS: dict[str, str] = {
    "outlived": "Rows that should be gone by now.",
    "never-due": "Rows that no rule will ever ask for, because they have no time.",
    "future-time": "Rows whose time lies in the future, so that they are kept too long.",
    "plaintext": "Values that by their form are no hash or ciphertext, where one is promised.",
    "canary": "A secret that was planted to see whether it stays hidden, and didn't.",
    "orphan-row": "Rows that refer to one that isn't there.",
    "crossed-owners": "Rows that lie inside the data of two accounts.",
    "orphan-file": "Files that no record names.",
    "missing-file": "Records whose file isn't there.",
    "unattested": "A promise about the machine below, which only its operator can see to, and nobody vouches for.",
    "deletion-overdue": "An account whose deletion was asked for more than a day ago, and is not done.",
    "rule-overdue": "A retention rule that has not run in time, or never.",
    "missing-table": "A dataset whose table isn't there, so that nothing of it was looked at.",
    "cannot-look": "A check that the database refused or that took too long.",
}

DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Limits:
    """How much an audit looks at, and how patient it is.

    Args:
        rows: how many rows of each field are looked at for their form, and how many are counted one by one.
        grace: how long after its time a row may still be there: until the next nightly sweep.
        files: how many names of files are compared.
    """

    rows: int = attrs.field(default=1_000, validator=attrs.validators.ge(1))
    grace: timedelta = DAY
    files: int = attrs.field(default=1_000_000, validator=attrs.validators.ge(1))


@attrs.frozen(kw_only=True)
class Files:
    """The files of a dataset in a blob store.

    Args:
        dataset: whose files they are.
        names: lists the files by the names that they have there.
        name_of: the name that a file has there, by the key that its record holds.
        beside: other datasets whose files lie in the same place.
    """

    dataset: str
    names: Callable[[], Iterable[str]]
    name_of: Callable[[str], str] = str
    beside: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Audit:
    """What an audit goes by.

    Args:
        now: the present, with its zone.
        limits: how much it looks at.
        canaries: secrets planted beforehand, which must be readable nowhere.
        files: the files that records are compared with.
        last_runs: when each retention rule last ran to its end, by the rule's name; None: nobody knows.
    """

    now: datetime
    limits: Limits = Limits()
    canaries: tuple[str, ...] = ()
    files: tuple[Files, ...] = ()
    last_runs: Mapping[str, datetime] | None = None

    def __attrs_post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("an audit needs a present with a zone")
        if any(len(canary) < SHORTEST_CANARY for canary in self.canaries):
            raise ValueError(f"a canary needs at least {SHORTEST_CANARY} characters, or it is found by chance")


SHORTEST_CANARY = 12
