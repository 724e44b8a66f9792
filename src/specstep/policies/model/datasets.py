"""A table or another kind of pile, with its fields, its references and how long its rows are kept."""

from collections import Counter
from collections.abc import Iterator

import attrs

from specstep.policies.errors import Contradiction
from specstep.policies.model.edges import Edge
from specstep.policies.model.fields import CLAUSE_ID, Field
from specstep.policies.model.kinds import EdgeKind, OnAccountDeletion, Store
from specstep.policies.model.taxonomy import under
from specstep.policies.retention import IntoBin, Machinery, Retention, Timed, WhenMarked, WithParent


@attrs.frozen(kw_only=True)
class Dataset:
    """A table or another kind of pile. A `coarse` one is described as a whole, by a single field "*".

    Args:
        name: the table's name, with its schema where it has one.
        store: where it lies.
        about: what it holds, in a sentence that people can read.
        title: what people call it, several of them, within a sentence; without one, its name stands.
        fields: every column.
        retention: when a row goes: at the first time that any of these asks for.
        clauses: the ids of the promises that it is held under.
        edges: every reference to another dataset.
        coarse: whether it is described as a whole.
        unowned: for a dataset from which no account can be reached: why that is right.
        revokes: what must be revoked elsewhere before a row goes with its account, by name.

    Raises:
        Contradiction: it says two things at once; each is named with the field.
    """

    name: str
    store: Store
    about: str
    fields: tuple[Field, ...]
    retention: tuple[Retention, ...]
    clauses: tuple[str, ...]
    title: str = ""
    edges: tuple[Edge, ...] = ()
    coarse: bool = False
    unowned: str = ""
    revokes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        if found := [f"dataset {self.name}: {what}" for what in self._contradictions()]:
            raise Contradiction(found)

    def field(self, name: str) -> Field:
        """The field with this name.

        Raises:
            KeyError: there is none.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def called(self) -> str:
        """What people call it."""
        return self.title or self.name.rpartition(".")[2].replace("_", " ")

    @property
    def timed(self) -> tuple[Timed, ...]:
        """The retention rules that go by the clock."""
        return tuple(rule for rule in self.retention if isinstance(rule, Timed))

    @property
    def owner(self) -> Edge | None:
        """The edge that says whose data this is."""
        return next((edge for edge in self.edges if edge.kind is EdgeKind.OWNS), None)

    def edges_of(self, kind: EdgeKind) -> tuple[Edge, ...]:
        """The edges of one kind."""
        return tuple(edge for edge in self.edges if edge.kind is kind)

    def binds(self, edge: Edge) -> bool:
        """Whether a row goes when time takes the row that this edge refers to."""
        if edge.kind is EdgeKind.MENTIONS:
            return False
        named = any(isinstance(rule, WithParent) and rule.of == edge.to for rule in self.retention)
        return named or not edge.optional

    def cleared_by(self, edge: Edge) -> tuple[Field, ...]:
        """The fields that are emptied when the row that this edge mentions goes."""
        anonymized = [field for field in self.fields if field.on_account_deletion is OnAccountDeletion.ANONYMIZE]
        if edge.clears is None:
            return tuple(anonymized)
        return tuple(field for field in anonymized if field.name in (*edge.nullable, *edge.clears))

    def _contradictions(self) -> Iterator[str]:
        names = [field.name for field in self.fields]
        for name, count in Counter(names).items():
            if count > 1:
                yield f"field {name} is declared twice"
        for field in self.fields:
            yield from (f"field {field.name}: {what}" for what in field.contradictions())
        for edge in self.edges:
            yield from edge.contradictions()
        if not self.about:
            yield "says nothing about itself"
        if self.coarse != (names == ["*"]):
            yield "a coarse dataset, and only such a one, has the one field '*'"
        if not self.clauses:
            yield "names no clause"
        yield from (f"{clause!r} is no clause id" for clause in self.clauses if not CLAUSE_ID.fullmatch(clause))
        if len(self.edges_of(EdgeKind.OWNS)) > 1:
            yield "has two owners"
        yield from self._wrong_columns(frozenset(names))
        yield from self._wrong_retention()
        yield from self._wrong_mentions()

    def _wrong_columns(self, names: frozenset[str]) -> Iterator[str]:
        if self.coarse:
            return
        emptied = {field.name for edge in self.edges_of(EdgeKind.MENTIONS) for field in self.cleared_by(edge)}
        emptied |= {column for edge in self.edges for column in edge.nullable}
        for rule in self.timed:
            for column in rule.columns:
                if column not in names:
                    yield f"field {column}: its retention reads this, which is none of its fields"
                elif column in emptied:
                    yield f"field {column}: its retention reads this, but it can be emptied while the row survives"
        for edge in self.edges:
            for column in (*edge.columns, *(edge.clears or ())):
                if column not in names:
                    yield f"field {column}: its edge to {edge.to} speaks of this, which is none of its fields"

    def _wrong_retention(self) -> Iterator[str]:
        if not self.retention:
            yield "says nowhere how long its rows are kept"
        for rule in self.retention:
            if isinstance(rule, WithParent):
                parents = {edge.to for edge in self.edges if edge.kind is not EdgeKind.MENTIONS}
                if not parents or (rule.of and rule.of not in parents):
                    yield f"is kept with its parent {rule.of}".rstrip() + ", but is inside of none"
            elif isinstance(rule, Machinery):
                people = [each.name for each in self.fields if not under(each.category, ("system",))]
                if len(self.retention) > 1:
                    yield "is machinery that stays, and goes by other rules as well"
                yield from (
                    f"field {name}: is of people, in what is said to hold nothing of them" for name in people
                )
            elif isinstance(rule, IntoBin) and not any(
                isinstance(other, WhenMarked) and other.column == rule.mark for other in self.retention
            ):
                yield f"field {rule.mark}: rows are put into the bin by it, and no rule empties the bin"

    def _wrong_mentions(self) -> Iterator[str]:
        mentions = self.edges_of(EdgeKind.MENTIONS)
        if self.coarse:
            return
        reached = {field.name for edge in mentions for field in self.cleared_by(edge)}
        held = {column for edge in self.edges if edge.kind is not EdgeKind.MENTIONS for column in edge.columns}
        for field in self.fields:
            if field.on_account_deletion is OnAccountDeletion.ANONYMIZE and field.name not in reached:
                yield f"field {field.name}: is to be anonymized, but no mention leads to that"
            if field.on_account_deletion is OnAccountDeletion.ANONYMIZE and field.name in held:
                yield f"field {field.name}: is to be anonymized, but an edge to the row's own owner needs it"
        for edge in mentions:
            cleared = {field.name: field for field in self.cleared_by(edge)}
            for column in edge.columns:
                if column in cleared:
                    if cleared[column].anonymized is not None:
                        yield f"field {column}: refers to {edge.to}, so nothing but NULL can take its place"
                elif column in edge.nullable or column not in held:
                    yield (
                        f"field {column}: identifies somebody of {edge.to} in a row that survives them; "
                        "it must be anonymized"
                    )
