"""How long things are kept: the clauses RET."""

from specstep.policies.clauses.values import Clause

RET = (
    Clause(
        id="RET-1",
        title="Account and profile",
        promise=(
            "Account and profile: while the account lives. After a deletion request all linked data goes within "
            "minutes, at most 24 hours. The request itself stays as an audit record."
        ),
        demand=(
            "The record keeps a keyed hash, not a name; the address for the confirmation is purged once it is "
            "sent. Content is encrypted or reachable under a per-account key that is destroyed, so that backups "
            "die with it."
        ),
    ),
    Clause(
        id="RET-2",
        title="Packages",
        promise=(
            "Packages: until deleted, or until the retention window elapses (set by the owner in Settings, within "
            "the tier's bounds). Then recycle bin, 30 days."
        ),
        demand=(
            "The verdict sees the owner's window as a value joined to the row; a shortened window gives notice "
            "before it bites."
        ),
    ),
    Clause(
        id="RET-3",
        title="Connector credentials",
        promise=(
            "Connector credentials: until disconnect, revoke or account deletion. Rotated automatically when near "
            "expiry."
        ),
        demand="",
    ),
    Clause(
        id="RET-4",
        title="Tokens of tools for 90 days",
        promise="MCP tokens: 90 days.",
        demand="Expired means refused at once, and the row gone at the sweep.",
    ),
    Clause(
        id="RET-5",
        title="Own language-model keys",
        promise="Own LLM keys: until revoked or account deletion.",
        demand="The ciphertext goes in the revoking transaction.",
    ),
    Clause(
        id="RET-6",
        title="API keys",
        promise="API keys: hash and prefix until revoked.",
        demand="Likewise; what the audit keeps is the key's id and name.",
    ),
    Clause(
        id="RET-7",
        title="Data exports for 7 days",
        promise="Data exports: a signed link, 7 days from the moment it is ready.",
        demand="Link and file die together.",
    ),
    Clause(
        id="RET-8",
        title="Usage telemetry for 90 days",
        promise="Usage telemetry: 90 days in detail; aggregated billing records 7 years.",
        demand=(
            "The aggregate is made before the detail goes; after account deletion it has no reference to the "
            "account."
        ),
    ),
    Clause(
        id="RET-9",
        title="SMS codes for 10 minutes",
        promise="SMS codes: keyed hash; gone after 10 minutes or on success.",
        demand="Enforced at use as well as swept every few minutes.",
    ),
    Clause(
        id="RET-10",
        title="Pending attachments for 30 minutes",
        promise="A pending storage-attach session: 30 minutes.",
        demand="Likewise.",
    ),
    Clause(
        id="RET-11",
        title="Bug reports until resolved",
        promise="Bug reports: until triaged and resolved; an open one is never deleted by schedule.",
        demand="Account deletion wins over it.",
    ),
    Clause(
        id="RET-12",
        title="Audit log for 90 days",
        promise=(
            "Audit log: 90 days; billing-related 7 years. After account deletion, actor and free-text detail are "
            "anonymized: only the time and the action's name stay."
        ),
        demand=(
            "Events of which the person is the subject too. Append-only for everything but sweep and "
            "anonymization."
        ),
    ),
    Clause(
        id="RET-13",
        title="Interviews and reference documents",
        promise="Interviews and reference documents: until deleted, or the account goes.",
        demand="Recycle bin like packages.",
    ),
    Clause(
        id="RET-14",
        title="Working records",
        promise=(
            "Working records that nobody thinks of: webhook delivery logs 30 days, sessions until they end, OAuth "
            "client registrations until unused for 90 days, workflow rows 7 days after they finish, message "
            "delivery telemetry 90 days, logs 30 days."
        ),
        demand="In the inventory like everything else, whichever library made the table.",
    ),
)
