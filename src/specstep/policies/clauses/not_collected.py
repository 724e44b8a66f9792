"""What is not collected: the clauses NOT."""

from specstep.policies.clauses.values import Clause

NOT = (
    Clause(
        id="NOT-1",
        title="No card details",
        promise="No card details.",
        demand=(
            "See EXT-2: no billing field can hold them; card numbers in free text are redacted before a model "
            "sees them."
        ),
    ),
    Clause(
        id="NOT-2",
        title="No source code",
        promise="No source code from repositories. Generated files go to a feature branch.",
        demand="See COL-6; never to the default branch.",
    ),
    Clause(
        id="NOT-3",
        title="No file outside the chosen folder",
        promise="No file outside the chosen folder; no other drive or account.",
        demand=(
            "See COL-5; shortcuts, links and moved items that lead out are refused; names seen while choosing "
            "are not stored."
        ),
    ),
    Clause(
        id="NOT-4",
        title="No tracking",
        promise="No fingerprinting, no advertising ids, no cross-site tracking.",
        demand="Pages load nothing from another origin.",
    ),
    Clause(
        id="NOT-5",
        title="No plaintext keys",
        promise="No plaintext key after the moment of input.",
        demand="See COL-8, GEN-2, GEN-3.",
    ),
)
