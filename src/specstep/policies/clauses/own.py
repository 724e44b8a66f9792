"""How SpecStep's own clauses stand: what it claims to keep, and the code that carries it out."""

from specstep.policies.clauses import CLAUSES
from specstep.policies.clauses.standing import Standing, shipped_proofs, standings
from specstep.policies.inventory import INVENTORY

# A clause joins when everything that it promises holds; the build fails while a rule or proof is missing.
KEPT = frozenset(
    {
        "COL-2",
        "COL-3",
        "EXT-1",
        "EXT-3",
        "GEN-2",
        "GEN-7",
        "GOV-3",
        "GOV-4",
        "RET-6",
        "RET-7",
        "RET-9",
        "RET-12",
        "RET-13",
        "RIG-1",
        "RIG-6",
        "RIG-8",
        "SEC-2",
        "SEC-8",
        "SEC-9",
        "SEC-10",
        "USE-1",
        "USE-8",
    }
)

# Code that carries a clause out; the entries of the inventory speak for themselves.
RULES: dict[str, tuple[str, ...]] = {
    "COL-1": ("specstep.domain.identities.linking:decide", "specstep.application.identities:Identities"),
    "COL-3": ("specstep.application.interviews", "specstep.application.generations"),
    "COL-2": (
        "specstep.domain.verification.numbers:read_number",
        "specstep.domain.verification.values:Phone",
        "specstep.application.verification.use_cases:Verification",
        "specstep.application.messages.composing:Composer",
        "specstep.application.messages.preferences:Preferences",
    ),
    "EXT-1": (
        "specstep.domain.identities.linking:decide",
        "specstep.domain.identities.linking:backed",
        "specstep.application.identities:Identities",
    ),
    "EXT-3": (
        "specstep.application.messages.inbound:Inbound",
        "specstep.application.messages.reports:DeliveryReports",
        "specstep.entrypoints.web.api.inbound",
    ),
    "GEN-1": ("specstep.domain.rendering",),
    "GEN-2": ("specstep.domain.api_keys", "specstep.application.api_keys:ApiKeys"),
    "GEN-7": (
        "specstep.application.recycle_bin:RecycleBin",
        "specstep.application.blobs",
        "specstep.application.retention.steps:Sweeper",
    ),
    "GOV-4": (
        "specstep.application.identities:Identities",
        "specstep.entrypoints.public:require_public_settings",
        "specstep.entrypoints.web.pages.privacy:notice",
    ),
    "GOV-3": (
        "specstep.entrypoints.web.pages.privacy:notice",
        "specstep.policies.changes:compare",
        "specstep.application.announcements.policies:PolicyChanges",
        "specstep.application.announcements.steps:Announcer",
    ),
    "RET-1": (
        "specstep.application.deletions.steps:Eraser",
        "specstep.application.deletions.use_cases:Deletions",
        "specstep.application.retention.steps:Sweeper",
        "specstep.entrypoints.cli.policy_own:own_findings",
    ),
    "RET-2": ("specstep.application.retention.steps:Sweeper",),
    "RET-6": ("specstep.application.api_keys:ApiKeys",),
    "RET-7": (
        "specstep.application.exports.steps:Exporter",
        "specstep.application.exports.use_cases:Exports",
        "specstep.application.retention.steps:Sweeper",
    ),
    "RET-9": (
        "specstep.domain.verification.values:is_over",
        "specstep.application.verification.use_cases:Verification",
        "specstep.entrypoints.nightly:sweep_nightly",
        "specstep.application.retention.steps:Sweeper",
    ),
    "RET-12": (
        "specstep.application.retention.steps:Sweeper",
        "specstep.application.deletions.steps:Eraser",
        "specstep.ports.persistence:AuditTrail",
    ),
    "RET-13": (
        "specstep.application.recycle_bin:RecycleBin",
        "specstep.application.retention.steps:Sweeper",
        "specstep.application.deletions.steps:Eraser",
    ),
    "RET-14": (
        "specstep.application.retention.steps:Sweeper",
        "specstep.domain.sessions.values:is_over",
        "specstep.application.sessions:Sessions",
    ),
    "RIG-1": ("specstep.application.exports.use_cases:Exports",),
    "RIG-3": (
        "specstep.application.deletions.steps:Eraser",
        "specstep.application.deletions.use_cases:Deletions",
        "specstep.application.retention.steps:Sweeper",
        "specstep.entrypoints.cli.policy_own:own_findings",
    ),
    "RIG-6": (
        "specstep.domain.messages.kinds",
        "specstep.application.messages.preferences:Preferences",
        "specstep.application.messages.preferences:Unsubscribing",
    ),
    "RIG-7": ("specstep.domain.consents", "specstep.application.consents:Consents"),
    "RIG-8": (
        "specstep.domain.statutory_requests",
        "specstep.application.statutory_requests:StatutoryRequests",
        "specstep.entrypoints.cli.policy_own:own_findings",
    ),
    "SEC-2": ("specstep.entrypoints.cli.policy_own:own_findings", "specstep.policies.notice.privacy"),
    "SEC-3": ("specstep.application.keyring", "specstep.domain.keyring"),
    "SEC-4": ("specstep.domain.api_keys", "specstep.application.api_keys:ApiKeys"),
    "SEC-8": (
        "specstep.domain.keyring.hashing:keyed_hash",
        "specstep.domain.verification.values:missed",
        "specstep.application.verification.use_cases:Verification",
    ),
    "SEC-6": ("specstep.application.accounts:change_role",),
    "SEC-9": (
        "specstep.application.announcements.breaches:Breaches",
        "specstep.application.announcements.steps:Announcer",
    ),
    "SEC-10": (
        "specstep.application.api_keys:revoke_all_in",
        "specstep.application.sessions:Sessions",
        "specstep.entrypoints.public:require_public_settings",
        "specstep.entrypoints.web.security_txt",
    ),
    "USE-1": ("specstep.policies.model:Field", "specstep.policies.coverage:cover"),
    "USE-5": ("specstep.domain.redaction",),
    "USE-8": ("specstep.policies.model:Inventory", "specstep.entrypoints.wiring.container"),
}

# What a clause waits for of which much is there already.
LACKS: dict[str, str] = {
    "RIG-7": "the optional processing itself: none of what could be consented to is done yet",
    "RET-1": "the keyed hash that the record of a request keeps, and content under a key of each account",
    "RET-2": "the window that an owner sets, and the notice before a shorter one bites",
    "RET-14": "the logs of webhooks and the clients of OAuth, which nothing writes yet",
    "RIG-3": "the end of subscriptions, and the revocation of connectors at providers",
}


def own_standings() -> tuple[Standing, ...]:
    """How each clause of the register stands."""
    return standings(CLAUSES, INVENTORY, claimed=KEPT, rules=RULES, proofs=shipped_proofs(), lacks=LACKS)
