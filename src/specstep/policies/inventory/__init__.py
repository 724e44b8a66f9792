"""SpecStep's own data: every table and file it keeps, one module per capability."""

from specstep.policies.clauses import CLAUSES
from specstep.policies.inventory import (
    accounts,
    announcements,
    api_keys,
    audit,
    books,
    consents,
    exports,
    generations,
    identities,
    interviews,
    keyring,
    machinery,
    messages,
    packages,
    photos,
    replays,
    sessions,
    statutory_requests,
    verification,
)
from specstep.policies.inventory.vocabulary import EMAIL_CARRIERS, MODEL_PROVIDER, SIGN_IN_PROVIDERS, SMS_CARRIERS
from specstep.policies.model import Inventory

INVENTORY = Inventory(
    datasets=(
        *accounts.DATASETS,
        *identities.DATASETS,
        *sessions.DATASETS,
        *photos.DATASETS,
        *interviews.DATASETS,
        *generations.DATASETS,
        *packages.DATASETS,
        *exports.DATASETS,
        *api_keys.DATASETS,
        *verification.DATASETS,
        *messages.DATASETS,
        *consents.DATASETS,
        *statutory_requests.DATASETS,
        *announcements.DATASETS,
        *replays.DATASETS,
        *audit.DATASETS,
        *keyring.DATASETS,
        *books.DATASETS,
        *machinery.DATASETS,
    ),
    recipients=(MODEL_PROVIDER, *SIGN_IN_PROVIDERS, *EMAIL_CARRIERS, *SMS_CARRIERS),
    clauses=tuple(clause.id for clause in CLAUSES),
)
