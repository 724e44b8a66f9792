"""Compares an inventory with a schema, both ways, column by column."""

from specstep.policies.coverage.comparing import compare_schemas, cover
from specstep.policies.coverage.kinds import BOOKS, KINDS
from specstep.policies.coverage.looking import is_personal, table_of

__all__ = ["BOOKS", "KINDS", "compare_schemas", "cover", "is_personal", "table_of"]
