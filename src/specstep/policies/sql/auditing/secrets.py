"""Looks for secrets that can be read: by the form of what should be protected, and by planted canaries."""

import base64
from collections import Counter
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from specstep.policies.audit.forms import why_not
from specstep.policies.audit.values import Audit
from specstep.policies.findings import Finding
from specstep.policies.model import Dataset, Protection
from specstep.policies.schema import Kind, Table
from specstep.policies.sql.auditing.places import Place
from specstep.policies.sql.connecting import bounded
from specstep.policies.sql.units import first_line

SEARCHED = (Kind.TEXT, Kind.BYTES, Kind.JSON, Kind.OTHER)


def plaintext(connection: Connection, place: Place, told: Audit) -> Iterator[Finding]:
    """Values that by their form can't be the hash or ciphertext that the inventory promises."""
    for field in place.dataset.fields:
        if field.protection is Protection.NONE or field.name not in place.sql.c:
            continue
        column = place.sql.c[field.name]
        values = connection.scalars(sa.select(column).where(column.is_not(None)).limit(told.limits.rows)).all()
        wrong = Counter(reason for value in values if (reason := why_not(field.protection, value)))
        if wrong:
            reason = max(wrong, key=wrong.__getitem__)
            message = (
                f"{wrong.total()} of {len(values)} values looked at can't be a {field.protection} ({reason}). "
                "Replace them by what they should be, and take the secrets that stood there for known."
            )
            yield Finding(kind="plaintext", dataset=place.dataset.name, field=field.name, message=message)


def canaries(
    connection: Connection, table: Table, sql: sa.Table, dataset: Dataset | None, told: Audit
) -> Iterator[Finding]:
    """Columns of any table in which a planted secret can be read, as it is, in base64 or in hexadecimal."""
    name = dataset.name if dataset is not None else table.name
    for column in table.columns:
        if column.kind not in SEARCHED:
            continue
        hits = [
            _holds(connection, sql.c[column.name], column.kind, form)
            for each in told.canaries
            for form in forms_of(each)
        ]
        try:
            with bounded(connection):
                found = connection.scalar(sa.select(sa.exists().select_from(sql).where(sa.or_(*hits))))
        except SQLAlchemyError as error:
            message = f"The search for planted secrets could not be made: {first_line(error)}."
            yield Finding(kind="cannot-look", dataset=name, field=column.name, message=message)
            continue
        if found:
            message = (
                "A planted secret can be read here. Find what writes it, stop that, remove it, and take the "
                "secrets of that kind for known."
            )
            yield Finding(kind="canary", dataset=name, field=column.name, message=message)


def forms_of(canary: str) -> frozenset[str]:
    """How a secret may stand there readable: as it is, in base64 at any offset, in hexadecimal."""
    raw = canary.encode()
    found = {canary, raw.hex(), raw.hex().upper()}
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + raw).decode()
        # The characters at both ends mix with what stands beside the secret; those between don't.
        inner = encoded[(0, 2, 3)[shift] : len(encoded) - 4]
        if inner:
            found |= {inner, inner.translate(str.maketrans("+/", "-_"))}
    return frozenset(found)


def _holds(
    connection: Connection, column: sa.ColumnElement[object], kind: Kind, form: str
) -> sa.ColumnElement[bool]:
    if kind is not Kind.BYTES:
        return sa.cast(column, sa.types.Text).contains(form, autoescape=True)
    sqlite = connection.dialect.name == "sqlite"
    digits = sa.func.lower(sa.func.hex(column) if sqlite else sa.func.encode(column, "hex"))
    return digits.contains(form.encode().hex())
