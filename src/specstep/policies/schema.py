"""The shape of a database, as far as an inventory has to do with it."""

from enum import StrEnum

import attrs


class Kind(StrEnum):
    """What a column can hold."""

    TEXT = "text"
    BYTES = "bytes"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TIME = "time"
    DATE = "date"
    JSON = "json"
    OTHER = "other"


@attrs.frozen(kw_only=True)
class Column:
    """A column; `length` is the most characters or bytes it takes, where it has a bound."""

    name: str
    kind: Kind
    nullable: bool = True
    length: int | None = None


@attrs.frozen(kw_only=True)
class Reference:
    """A foreign key; `on_delete` is what the database itself does to the row, in capitals, or empty."""

    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]
    on_delete: str = ""


@attrs.frozen(kw_only=True)
class Table:
    """A table with its columns and foreign keys; an unreadable one is known by name only.

    `indexes` are the columns of each index and unique key, the primary key among them; None: nobody looked.
    """

    name: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()
    readable: bool = True
    indexes: tuple[tuple[str, ...], ...] | None = None

    def column(self, name: str) -> Column | None:
        """The column of this name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)


@attrs.frozen(kw_only=True)
class Schema:
    """All tables that were found."""

    tables: tuple[Table, ...]

    def table(self, name: str) -> Table | None:
        """The table of this name, if there is one."""
        return next((table for table in self.tables if table.name == name), None)
