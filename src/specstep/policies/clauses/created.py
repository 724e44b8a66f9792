"""What use creates: the clauses GEN."""

from specstep.policies.clauses.values import Clause

GEN = (
    Clause(
        id="GEN-1",
        title="Packages with all their evidence",
        promise="Packages with all intermediate artefacts: rubric scores, agent reviews, decision log.",
        demand="All of it is in the archive and in the viewer.",
    ),
    Clause(
        id="GEN-2",
        title="API keys as hashes",
        promise=(
            "API keys: salted SHA-256 and an 8-character prefix (the first 8 characters after the fixed type "
            "mark). Shown exactly once."
        ),
        demand="A leaked database yields no usable key; look-up by prefix, comparison in constant time.",
    ),
    Clause(
        id="GEN-3",
        title="Tokens of tools as hashes",
        promise=(
            "MCP OAuth tokens: SHA-256 and an 8-character prefix. Returned once, full account permissions in this "
            "version (acts kept for a signed-in person, like minting keys, excepted), 90 days, revocable at any "
            "time."
        ),
        demand="Not renewed: after 90 days the tool must authorize again.",
    ),
    Clause(
        id="GEN-4",
        title="Profile photo",
        promise=(
            "Profile photo: bytes with content type and cache time for Microsoft; the provider's address for "
            "Google and GitHub."
        ),
        demand="Served through our own origin, so that a page loads nothing from another; gone with the account.",
    ),
    Clause(
        id="GEN-5",
        title="Usage telemetry without content",
        promise="Usage telemetry: times, costs, error rates, provider and model ids, token counts.",
        demand="No prompt or completion text in telemetry.",
    ),
    Clause(
        id="GEN-6",
        title="The audit log",
        promise=(
            "Audit log: sign-ins, generations started and completed, role changes, API-key, own-LLM-key and "
            "webhook life cycle, billing events, connector connections and revocations, OAuth token issue and "
            "revocation; each with time and actor."
        ),
        demand="Written in the same transaction as the act.",
    ),
    Clause(
        id="GEN-7",
        title="The recycle bin",
        promise=(
            "Recycle bin: a deleted package or interview (by its owner or by retention) stays as a soft-deleted "
            "record with its time. The owner can delete for good at any time (record and file in one operation); "
            "the sweep does it 30 days after the soft-delete time."
        ),
        demand=(
            "After recovery there is no orphan record and no orphan file. Deleting an interview says what happens "
            "to packages made from it."
        ),
    ),
)
