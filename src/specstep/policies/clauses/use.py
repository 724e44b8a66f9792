"""Use and sharing: the clauses USE."""

from specstep.policies.clauses.values import Clause

USE = (
    Clause(
        id="USE-1",
        title="Only the named purposes",
        promise=(
            "Only the purposes named here: run the service, deliver packages, notify as opted in, enforce quotas, "
            "show usage, webhooks, connectors, own keys, MCP."
        ),
        demand="Every data field names its purposes; a field with none fails the build.",
    ),
    Clause(
        id="USE-2",
        title="Billing",
        promise="Billing: tier, generations counted against the monthly quota, state kept in step with Stripe.",
        demand="A quota can't be passed by concurrency.",
    ),
    Clause(
        id="USE-3",
        title="Support",
        promise=(
            "Support: bug reports, those filed automatically when a generation fails too; the operator may get a "
            "notice of a sign-up."
        ),
        demand="An automatic report holds only the fields of COL-9 and is visible to its owner.",
    ),
    Clause(
        id="USE-4",
        title="No training on content",
        promise="Improvement from aggregate, anonymous figures only. Content never trains a model.",
        demand="Requests to providers say so wherever the provider has a switch for it.",
    ),
    Clause(
        id="USE-5",
        title="What language models get",
        promise=(
            "LLM providers get interview content and intermediate artefacts: the minimum needed, with obvious "
            "secrets redacted first. An own key sends the content to that provider instead."
        ),
        demand=(
            "An own-key call never falls back to a managed provider. The key form and the notice say that we "
            "can't speak for that provider's policies, and state the managed ones' commitment not to train. "
            "Images can't be redacted as text: they go only after screening or on the person's explicit choice. "
            "Redaction happens at the one place through which every call passes; what was redacted is counted and "
            "shown, not stored."
        ),
    ),
    Clause(
        id="USE-6",
        title="What storage providers get",
        promise="Storage providers: calls limited to listing and reading in the chosen folder.",
        demand="See COL-5. No interview text goes to a storage provider.",
    ),
    Clause(
        id="USE-7",
        title="What repository hosts get",
        promise="Repository hosts get only the generated files.",
        demand=(
            "Commit author is the service's; no account data in the commit or the pull request; transcript and "
            "source extracts stay out of a delivery unless the owner includes them."
        ),
    ),
    Clause(
        id="USE-8",
        title="No sale",
        promise="No sale, no sharing with advertisers or brokers.",
        demand=(
            "Recipients are a closed list in the inventory; an adapter, a plugged-in one too, declares its "
            "recipient and can't be wired without it (and a new recipient is a material change, GOV-3). The "
            "notice lists each recipient and what it gets."
        ),
    ),
    Clause(
        id="USE-9",
        title="Law and abuse",
        promise="Lawful requests, fraud, abuse and the terms are purposes too.",
        demand="Disclosures and suspensions are acts of an operator, with a reason, audited.",
    ),
)
