"""Column types that mean the same on every database, and the one `MetaData`."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A time in UTC with microseconds: aware on the way in and out, also where the database isn't."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone; hand over UTC."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a time without a zone cannot be stored")
        moved = value.astimezone(UTC)
        return moved.replace(tzinfo=None) if dialect.name == "sqlite" else moved

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(sa.types.TypeDecorator[Decimal]):
    """A decimal as text: exact on every database, whatever its scale."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Refuse what is no number."""
        del dialect
        if value is None:
            return None
        if not value.is_finite():
            raise ValueError(f"{value} is no amount")
        return str(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Read the text back."""
        del dialect
        return None if value is None else Decimal(value)


def one_of(column: str, values: Iterable[StrEnum]) -> sa.CheckConstraint:
    """A check that a column holds one of an enumeration's values; NULL passes."""
    listed = ", ".join(f"'{value.value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def account_column() -> sa.Column[str]:
    """The account that a row belongs to."""
    return sa.Column("account_id", sa.Text, sa.ForeignKey("accounts.id"), nullable=False)


def within(parent: str, column: str) -> sa.ForeignKeyConstraint:
    """A reference to a parent of the same account: the account is part of the key, so no other one's will do."""
    return sa.ForeignKeyConstraint([column, "account_id"], [f"{parent}.id", f"{parent}.account_id"])


def usage_columns() -> tuple[sa.Column[Any], ...]:
    """What model calls used."""
    return (
        sa.Column("input_tokens", sa.BigInteger, nullable=False),
        sa.Column("output_tokens", sa.BigInteger, nullable=False),
        sa.Column("cost_usd", ExactDecimal, nullable=False),
        sa.Column("calls", sa.BigInteger, nullable=False),
    )
