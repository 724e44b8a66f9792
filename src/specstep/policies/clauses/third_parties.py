"""What third parties send: the clauses EXT."""

from specstep.policies.clauses.values import Clause

EXT = (
    Clause(
        id="EXT-1",
        title="Verified e-mail addresses",
        promise=(
            "The sign-in provider says whether the e-mail is verified. An unverified one never links itself to an "
            "existing account."
        ),
        demand=(
            "A provider whose claim of verification can't be trusted (Microsoft's e-mail claim) counts as "
            "unverified. Linking then asks the signed-in owner. A verified one joins only an account whose own "
            "e-mail is verified by a trusted provider, and its owner gets a mail."
        ),
    ),
    Clause(
        id="EXT-2",
        title="Payments at Stripe",
        promise=(
            "Stripe does checkout and the payment method. Kept: customer id, subscription id, state, renewal "
            "dates. Never card numbers, CVCs or bank details."
        ),
        demand=(
            "Webhooks verified by signature, safe to replay and to receive out of order; created, renewed, "
            "cancelled and payment failed each change state and are audited; any other field of the event is "
            "dropped before storage."
        ),
    ),
    Clause(
        id="EXT-3",
        title="Delivery telemetry",
        promise="E-mail and SMS delivery telemetry (delivered, bounced) may come back.",
        demand="Authenticated; tied to the message, not to its text.",
    ),
)
