"""Security: the clauses SEC."""

from specstep.policies.clauses.values import Clause

SEC = (
    Clause(
        id="SEC-1",
        title="Encrypted transport",
        promise="TLS 1.2 or better for all network traffic.",
        demand=(
            "Outbound clients refuse less; inbound: built-in TLS or a declared proxy; HSTS; plain HTTP on "
            "loopback only."
        ),
    ),
    Clause(
        id="SEC-2",
        title="Encrypted storage",
        promise="Database and blobs encrypted at rest.",
        demand="The operator attests it; unattested, it is an audit finding and the notice doesn't claim it.",
        attested_by="encrypted_at_rest",
    ),
    Clause(
        id="SEC-3",
        title="Encrypted credentials",
        promise="Application-layer encryption of OAuth credentials and own LLM keys.",
        demand=(
            "A key ring with rotation; each ciphertext is bound to its purpose and owner, so that it can't be "
            "moved to another row. Covers repository-host credentials and webhook secrets too."
        ),
    ),
    Clause(
        id="SEC-4",
        title="Hashed keys and tokens",
        promise="SHA-256 with prefix for API keys and MCP tokens.",
        demand="",
    ),
    Clause(
        id="SEC-5",
        title="Signed webhooks",
        promise="HMAC on every outbound webhook.",
        demand="Standard Webhooks format; rotation with both signatures in the overlap.",
    ),
    Clause(
        id="SEC-6",
        title="Scoped operators",
        promise="Operators have scoped access.",
        demand=(
            "Roles: user, support, operator; no role reads content of others, proven over role × use case × "
            "resource; the database roles are least-privilege too."
        ),
    ),
    Clause(
        id="SEC-7",
        title="Audited credentials and sign-ins",
        promise="Structured audit log of sign-in, credential and billing events.",
        demand="",
    ),
    Clause(
        id="SEC-8",
        title="Short-lived codes",
        promise="Short-lived SMS codes.",
        demand="Bounded tries, bounded sends.",
    ),
    Clause(
        id="SEC-9",
        title="Telling those affected",
        promise="If personal data leaks, those affected are told.",
        demand="An operator can notify the affected accounts, as essential mail, with a record.",
    ),
    Clause(
        id="SEC-10",
        title="Contact for vulnerabilities",
        promise="There is a contact for vulnerabilities and compromised accounts.",
        demand="security.txt; one operator act ends an account's sessions, keys and tokens.",
    ),
)
