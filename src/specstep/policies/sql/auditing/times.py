"""Looks for rows that outlived their time, that no time will ever end, and whose time can't be."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from specstep.policies.audit.values import Audit
from specstep.policies.findings import Finding
from specstep.policies.retention import At, IntoBin, Stored, Timed, write_time
from specstep.policies.sql.auditing.places import Place, count, counted


def outlived(connection: Connection, place: Place, told: Audit) -> Iterator[Finding]:
    """Rows that were due longer ago than the grace allows."""
    for rule in _readable(place):
        column = place.sql.c[rule.column]
        limit = value_of(column, rule.threshold(told.now - told.limits.grace), rule.stored)
        where = [column <= limit, *_concerned(place, rule)]
        number = count(connection, place.sql, where, told)
        if number:
            first = connection.scalar(sa.select(sa.func.min(column)).where(*where))
            fate = "be in the recycle bin" if rule.BINS else "be gone"
            message = (
                f"{counted(number, told)} should {fate}: {_says(rule)}, and the oldest has {rule.column} {first}. "
                "Run the sweep; if it ran, see its report."
            )
            yield Finding(kind="outlived", dataset=place.dataset.name, field=rule.column, message=message)


def never_due(connection: Connection, place: Place, told: Audit) -> Iterator[Finding]:
    """Rows without a time, in a dataset that nothing but times would ever clear."""
    rules = _readable(place)
    if len(rules) != len(place.dataset.retention) or not rules or any(rule.where for rule in rules):
        return
    number = count(connection, place.sql, [place.sql.c[rule.column].is_(None) for rule in rules], told)
    if number:
        columns = ", ".join(dict.fromkeys(rule.column for rule in rules))
        message = (
            f"{counted(number, told)} without a time in {columns}, so that no rule will ever ask for them. Give "
            "them a time, and forbid NULL there."
        )
        yield Finding(kind="never-due", dataset=place.dataset.name, field=rules[0].column, message=message)


def future_times(connection: Connection, place: Place, told: Audit) -> Iterator[Finding]:
    """Rows whose days are counted from a moment that hasn't come: a clock was wrong."""
    for rule in _readable(place):
        if isinstance(rule, At | IntoBin):
            continue
        column = place.sql.c[rule.column]
        limit = value_of(column, told.now + told.limits.grace, rule.stored)
        number = count(connection, place.sql, [column > limit], told)
        if number:
            message = (
                f"{counted(number, told)} with {rule.column} in the future, so they would be kept too long. A "
                "clock was wrong when they were written: correct the times."
            )
            yield Finding(kind="future-time", dataset=place.dataset.name, field=rule.column, message=message)


def has_older(connection: Connection, place: Place, rule: Timed, limit: datetime, told: Audit) -> bool:
    """Whether any row's time is older than the limit, so that the rule has had something to look at."""
    if rule not in _readable(place):
        return False
    column = place.sql.c[rule.column]
    return bool(count(connection, place.sql, [column <= value_of(column, limit, rule.stored)], told))


def value_of(column: sa.Column[Any], moment: datetime, stored: Stored) -> datetime | int:
    """The moment as the column holds it: UTC, and without a zone where the database keeps none."""
    if stored is not Stored.TIME:
        return write_time(moment, stored)
    zoned = bool(getattr(column.type, "timezone", False))
    return moment.astimezone(UTC) if zoned else moment.astimezone(UTC).replace(tzinfo=None)


def _readable(place: Place) -> list[Timed]:
    """The rules whose column is there and holds what the rule reads; `check` reports the others."""
    wanted = {Stored.TIME: sa.types.DateTime, Stored.EPOCH_S: sa.types.Integer, Stored.EPOCH_MS: sa.types.Integer}
    return [
        rule
        for rule in place.dataset.timed
        if all(name in place.sql.c for name in rule.columns)
        and isinstance(place.sql.c[rule.column].type, wanted[rule.stored])
    ]


def _concerned(place: Place, rule: Timed) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if rule.where is not None:
        column = place.sql.c[rule.where.column]
        held = column.in_(rule.where.values)
        conditions.append(sa.or_(column.is_(None), ~held) if rule.where.unless else held)
    if isinstance(rule, IntoBin):
        conditions.append(place.sql.c[rule.mark].is_(None))
    return conditions


def _says(rule: Timed) -> str:
    return f"due {rule.days} days after {rule.column}" if rule.days else f"due at {rule.column}"
