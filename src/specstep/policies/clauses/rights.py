"""Rights of people: the clauses RIG."""

from specstep.policies.clauses.values import Clause

RIG = (
    Clause(
        id="RIG-1",
        title="Access and export",
        promise=(
            "Access and export: profile, settings, audit events, interview and generation metadata, and a README "
            "that describes the format. Never key values."
        ),
        demand="Derived from the inventory: a new field is in the export or says why not.",
    ),
    Clause(
        id="RIG-2",
        title="Correction",
        promise="Correct: wrong personal data can be put right.",
        demand=(
            "Every field that the inventory marks correctable has an edit; the rest an operator's audited "
            "correction."
        ),
    ),
    Clause(
        id="RIG-3",
        title="Deleting the account",
        promise=(
            "Delete the account: permanent; takes generations, packages, interviews, reference documents, storage "
            "connections, keys, tokens, preferences, subscription records and source-control settings; done "
            "within 24 hours; confirmed by e-mail."
        ),
        demand=(
            "Derived from the inventory; survives a crash at any step; the subscription at Stripe ends; connector "
            "grants are revoked at the provider where it can be done, tried for 20 hours; where it can't, the "
            "person is told. The confirmation's address lives only in the erasure run's encrypted payload and "
            "goes with it."
        ),
    ),
    Clause(
        id="RIG-4",
        title="Disconnecting storage",
        promise="Disconnect a storage folder: access is revoked at once.",
        demand=(
            "The credential is destroyed in the transaction; revocation at the provider follows where it exists."
        ),
    ),
    Clause(
        id="RIG-5",
        title="Revoking tokens",
        promise="Revoke any MCP token at any time.",
        demand="The next request with it fails.",
    ),
    Clause(
        id="RIG-6",
        title="Opting out of messages",
        promise="Opt out of any e-mail or SMS that is not essential.",
        demand="Kinds are a closed list, marked essential or not; those that aren't start off.",
    ),
    Clause(
        id="RIG-7",
        title="Withdrawing consent",
        promise="Withdraw consent to any optional processing.",
        demand=(
            "A closed list (sign-up attribution, product mail, images to a model, improvement statistics); each "
            "can be tested off."
        ),
    ),
    Clause(
        id="RIG-8",
        title="Statutory requests",
        promise="Statutory rights beyond these (objection, restriction, complaint).",
        demand="A recorded, dated request with an answer due.",
    ),
)
