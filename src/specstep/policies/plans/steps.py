"""The steps that plans are made of: what is done, to which dataset, along which reference."""

import attrs

from specstep.policies.model.edges import Edge


@attrs.frozen(kw_only=True)
class Fence:
    """Let the account write nothing more, and cancel what runs for it."""

    @property
    def says(self) -> str:
        """The step in words."""
        return "fence the account: no new writes, runs cancelled"


@attrs.frozen(kw_only=True)
class Revoke:
    """Revoke at a provider what rows of a dataset stand for."""

    dataset: str
    name: str

    @property
    def says(self) -> str:
        """The step in words."""
        return f"revoke {self.name} for {self.dataset}"


@attrs.frozen(kw_only=True)
class Mark:
    """Mark the row from which everything else is reached."""

    dataset: str
    column: str

    @property
    def says(self) -> str:
        """The step in words."""
        return f"mark the row of {self.dataset} by its {self.column}"


@attrs.frozen(kw_only=True)
class Follow:
    """Mark the rows of a dataset that refer to marked ones; `unowned_only` those that name no owner themselves."""

    dataset: str
    edge: Edge
    unowned_only: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The step in words."""
        rest = f" and have no {', '.join(self.unowned_only)}" if self.unowned_only else ""
        return f"mark rows of {self.dataset} whose {', '.join(self.edge.columns)} lead to {self.edge.to}{rest}"


@attrs.frozen(kw_only=True)
class Anonymize:
    """Empty a mention of a marked row, and what else would identify its person, in rows that survive."""

    dataset: str
    edge: Edge
    values: tuple[tuple[str, str | int | None], ...]
    cut: bool = False  # the reference lies on a circle, so that marked rows lose it, too

    @property
    def says(self) -> str:
        """The step in words."""
        names = ", ".join(name for name, _ in self.values)
        return f"anonymize {names} in rows of {self.dataset} whose {', '.join(self.edge.columns)} mention one"


@attrs.frozen(kw_only=True)
class Unlink:
    """Empty a reference to marked rows."""

    dataset: str
    edge: Edge
    cut: bool = False  # the reference lies on a circle, so that marked rows lose it, too

    @property
    def says(self) -> str:
        """The step in words."""
        return (
            f"empty {', '.join(self.edge.nullable)} in rows of {self.dataset} that lead to one of {self.edge.to}"
        )


@attrs.frozen(kw_only=True)
class Tombstone:
    """Mark the files that marked rows name."""

    files: str
    edge: Edge

    @property
    def says(self) -> str:
        """The step in words."""
        return f"mark the files of {self.files} that {self.edge.to} names in {', '.join(self.edge.to_columns)}"


@attrs.frozen(kw_only=True)
class Delete:
    """Delete the marked rows of a dataset, and their marks with them."""

    dataset: str

    @property
    def says(self) -> str:
        """The step in words."""
        return f"delete the marked rows of {self.dataset}"


@attrs.frozen(kw_only=True)
class DeleteFiles:
    """Delete the marked files, and their marks after them."""

    files: str

    @property
    def says(self) -> str:
        """The step in words."""
        return f"delete the marked files of {self.files}"


@attrs.frozen(kw_only=True)
class PurgeRuns:
    """Have the workflow engine forget the account's runs."""

    datasets: tuple[str, ...]

    @property
    def says(self) -> str:
        """The step in words."""
        return f"purge the account's runs from {', '.join(self.datasets)}"


@attrs.frozen(kw_only=True)
class Verify:
    """See that no mark remains, and that the account is gone."""

    @property
    def says(self) -> str:
        """The step in words."""
        return "verify that no mark remains"


RowStep = Follow | Anonymize | Unlink | Tombstone | Delete | DeleteFiles
Step = Fence | Revoke | Mark | Follow | Anonymize | Unlink | Tombstone | Delete | DeleteFiles | PurgeRuns | Verify
