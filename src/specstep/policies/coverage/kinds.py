"""What a comparison of an inventory with a schema can find, and what it passes over."""

KINDS: dict[str, str] = {
    "empty-schema": "No table was found at all, so nothing was compared.",
    "uncovered": "A table or column that the inventory doesn't know.",
    "stale": "A dataset, field or edge whose table, column or foreign key isn't there.",
    "unreachable": "Data of people that leads to no account: exports miss it, and erasures leave it behind.",
    "two-owners": "Several references to accounts, so that whose data it is stays open.",
    "edge-missing": "A foreign key of which the inventory doesn't say what it means.",
    "edge-cascades": "The database deletes a row by itself that the inventory promises to keep.",
    "cannot-be-forgotten": "A reference or field that is to be emptied, in a column that must not be empty.",
    "wrong-type-for-protection": "A column that can't hold a hash or ciphertext: it is protected in name only.",
    "wrong-type-for-retention": "A rule that counts from a column that holds no time.",
    "unreadable": "A table that this database user may not read.",
    "database-behind": "Declared in the metadata, and not in the database.",
    "database-ahead": "In the database, and not declared in the metadata.",
}

# The engine's own books, which its sweeps and erasures empty themselves; an inventory need not cover them.
BOOKS = ("policy_marks", "policy_tallies", "policy_rule_runs")
