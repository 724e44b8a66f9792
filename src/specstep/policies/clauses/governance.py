"""Governance: the clauses GOV."""

from specstep.policies.clauses.values import Clause

GOV = (
    Clause(
        id="GOV-1",
        title="Not for children",
        promise="Not for children under 16.",
        demand="Asked once at first sign-in; a report about a child leads to an operator's deletion.",
    ),
    Clause(
        id="GOV-2",
        title="Where data is processed",
        promise="Where data is processed: a named region and transfer basis.",
        demand=(
            "A deployment setting; printed in the notice, framework wording only where participation is attested; "
            "connector and repository hosts named with their own terms."
        ),
    ),
    Clause(
        id="GOV-3",
        title="Dated notice, announced changes",
        promise=(
            "The notice has a date. Material changes (a new category or recipient, a longer retention) are "
            "announced by e-mail before they take effect."
        ),
        demand=(
            "Two inventories can be compared, and the difference is classified; a material one can't take effect "
            "before its announcement went out."
        ),
    ),
    Clause(
        id="GOV-4",
        title="Who runs it",
        promise="The notice names the service, who runs it and how to reach them.",
        demand=(
            "Settings without which a public deployment refuses to start; each sign-up records the version shown."
        ),
    ),
)
