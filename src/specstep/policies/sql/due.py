"""When rows are due, as a condition: one comparison with one column."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from specstep.policies.plans.sweep import SweepRule
from specstep.policies.retention import IntoBin, Stored, in_utc, write_time
from specstep.policies.sql.schema import Schema


def is_due(schema: Schema, rule: SweepRule, now: datetime, horizon: datetime | None = None) -> ColumnElement[bool]:
    """The condition under which a row is due at `now` and, with a horizon, lies before it."""
    timed = rule.rule
    column = schema.column(rule.dataset, timed.column)
    tests = [column <= moment(column, timed.threshold(now), timed.stored)]
    if horizon is not None:
        tests.append(column < moment(column, horizon, timed.stored))
    if timed.where is not None:
        filtered = schema.column(rule.dataset, timed.where.column)
        among = filtered.in_(timed.where.values)
        tests.append(sa.or_(filtered.is_(None), sa.not_(among)) if timed.where.unless else among)
    if isinstance(timed, IntoBin):
        tests.append(schema.column(rule.dataset, timed.mark).is_(None))
    return sa.and_(*tests)


def binned(schema: Schema, rule: SweepRule, now: datetime) -> Mapping[sa.Column[Any], Any]:
    """What is written into a row that goes into the bin."""
    if not isinstance(rule.rule, IntoBin):
        raise TypeError(f"{rule.name} puts nothing into a bin")
    mark = schema.column(rule.dataset, rule.rule.mark)
    return {mark: moment(mark, now, rule.rule.stored)}


def moment(column: sa.Column[Any], time: datetime, stored: Stored) -> Any:
    """A time as the column holds it: one without zone holds UTC, whatever zone the session has."""
    if stored is not Stored.TIME:
        return write_time(time, stored)
    aware = isinstance(column.type, sa.types.TypeDecorator) or getattr(column.type, "timezone", False)
    utc = in_utc(time)
    return sa.bindparam(None, utc if aware else utc.replace(tzinfo=None), type_=column.type)
