"""The books of the policy engine, as it declares them itself."""

from specstep.adapters.persistence.tables.types import metadata
from specstep.policies.sql.schema import bookkeeping

_books = bookkeeping(metadata)
policy_marks, policy_tallies, policy_rule_runs = _books.marks, _books.tallies, _books.rule_runs
