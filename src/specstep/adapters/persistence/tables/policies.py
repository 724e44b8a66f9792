"""The books of the policy engine, as `specstep.policies.sql.bookkeeping` wants them.

Declared here once more, because importing the engine takes longer than all the other tables together; that both
agree is held by a test.
"""

import sqlalchemy as sa

from specstep.adapters.persistence.tables.types import metadata

policy_marks = sa.Table(
    "policy_marks",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("dataset", sa.Text, primary_key=True),
    *(sa.Column(f"key_{number}", sa.Text, primary_key=True) for number in range(1, 5)),
)

policy_tallies = sa.Table(
    "policy_tallies",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("dataset", sa.Text, primary_key=True),
    sa.Column("act", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)

policy_rule_runs = sa.Table(
    "policy_rule_runs",
    metadata,
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("ran_ms", sa.BigInteger, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
)
