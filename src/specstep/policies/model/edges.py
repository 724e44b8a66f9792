"""References between datasets."""

from collections.abc import Iterator

import attrs

from specstep.policies.model.kinds import EdgeKind


def _optional(edge: "Edge") -> tuple[str, ...]:
    return edge.columns if edge.kind is EdgeKind.MENTIONS else ()


@attrs.frozen(kw_only=True)
class Edge:
    """A reference from some columns of a dataset to some of another.

    Args:
        kind: what it means for the data's owner.
        columns: the referring columns.
        to: the dataset referred to.
        to_columns: the columns that tell its rows apart.
        nullable: those of its columns that may be NULL; emptying them undoes the reference. For a mention all of
            them, unless said otherwise.
        clears: for a mention: the anonymized fields that go with this one; by default all of the dataset's.
    """

    kind: EdgeKind
    columns: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))
    to: str
    to_columns: tuple[str, ...] = ("id",)
    nullable: tuple[str, ...] = attrs.field(default=attrs.Factory(_optional, takes_self=True))
    clears: tuple[str, ...] | None = None

    @property
    def optional(self) -> bool:
        """Whether the reference can be undone."""
        return bool(self.nullable)

    def contradictions(self) -> Iterator[str]:
        """What is wrong with the edge by itself."""
        if len(self.columns) != len(self.to_columns):
            yield f"its edge to {self.to} has {len(self.columns)} columns here and {len(self.to_columns)} there"
        if strangers := set(self.nullable) - set(self.columns):
            yield f"its edge to {self.to} has no columns {', '.join(sorted(strangers))} to be nullable"
        if self.kind is EdgeKind.MENTIONS and not self.nullable:
            yield f"its mention of {self.to} could never be undone; one of its columns must be nullable"
        if self.kind is not EdgeKind.MENTIONS and self.clears is not None:
            yield f"its edge to {self.to} clears fields, but is no mention"
