"""The record of processing activities that Article 30 of the GDPR asks for."""

from collections.abc import Iterator

from specstep.policies.coverage import is_personal
from specstep.policies.model import Dataset, Field, Inventory, Protection
from specstep.policies.notice.document import Block, Document, Grid, Heading, Points
from specstep.policies.notice.durations import says_how_long
from specstep.policies.notice.facts import Operator
from specstep.policies.notice.words import category_words, listed, purpose_words, recipient_words

NOT_SAID = "not said"


def record_of_processing(inventory: Inventory, operator: Operator) -> Document:
    """The record, one activity for each purpose.

    Source: Regulation (EU) 2016/679, Article 30(1), points (a) to (g).
    """
    blocks: list[Block] = [
        Heading("The controller"),
        Points(
            (
                f"Name: {operator.name or NOT_SAID}",
                f"Contact: {operator.contact or NOT_SAID}",
                f"Representative or data protection officer: {operator.representative or NOT_SAID}",
                f"Service: {operator.service}",
                f"Place of processing: {operator.region or NOT_SAID}",
                f"Basis of transfers to elsewhere: {operator.transfer_basis or NOT_SAID}",
            )
        ),
        *(block for purpose in purposes(inventory) for block in _activity(inventory, operator, purpose)),
        *_security(inventory, operator),
    ]
    return Document(f"Record of processing activities of {operator.service}", blocks)


def purposes(inventory: Inventory) -> tuple[str, ...]:
    """Every purpose for which data of people is processed."""
    return tuple(sorted({purpose for _, field in _personal(inventory) for purpose in field.purposes}))


def record_as_json(inventory: Inventory, operator: Operator) -> dict[str, object]:
    """The same record for programs."""
    return {
        "controller": {
            "name": operator.name or None,
            "contact": operator.contact or None,
            "representative": operator.representative or None,
        },
        "service": operator.service,
        "region": operator.region or None,
        "transferBasis": operator.transfer_basis or None,
        "activities": [
            {
                "purpose": purpose,
                "dataSubjects": ["customer"],
                "dataCategories": sorted({field.category for _, field in _serving(inventory, purpose)}),
                "recipients": _recipients(inventory, purpose),
                "retention": {
                    dataset.name: says_how_long(dataset.retention) for dataset in _datasets(inventory, purpose)
                },
            }
            for purpose in purposes(inventory)
        ],
        "security": list(_measures(inventory, operator)),
    }


def _personal(inventory: Inventory) -> Iterator[tuple[Dataset, Field]]:
    for dataset in inventory.datasets:
        if is_personal(dataset):
            for field in dataset.fields:
                yield dataset, field


def _serving(inventory: Inventory, purpose: str) -> list[tuple[Dataset, Field]]:
    return [(dataset, field) for dataset, field in _personal(inventory) if purpose in field.purposes]


def _recipients(inventory: Inventory, purpose: str) -> list[str]:
    return sorted({name for _, field in _serving(inventory, purpose) for name in field.recipients})


def _datasets(inventory: Inventory, purpose: str) -> list[Dataset]:
    return list({dataset.name: dataset for dataset, _ in _serving(inventory, purpose)}.values())


def _activity(inventory: Inventory, operator: Operator, purpose: str) -> Iterator[Block]:
    serving = _serving(inventory, purpose)
    categories = sorted({category_words(field.category) for _, field in serving})
    recipients = _recipients(inventory, purpose)
    words = purpose_words(purpose)
    yield Heading(f"To {words}")
    named = [_named(operator, key) for key in recipients]
    yield Points(
        (
            f"Purpose (fideslang): {purpose}",
            "Data subjects: people who have an account",
            f"Categories of data: {listed(categories)}",
            f"Recipients: {listed(named) or 'none'}",
        )
    )
    rows = [(dataset.name, says_how_long(dataset.retention)) for dataset in _datasets(inventory, purpose)]
    yield Grid(("Dataset", "Time limit for erasure"), rows)


def _named(operator: Operator, key: str) -> str:
    known = operator.recipient(key)
    return (known.who + (f" ({known.region})" if known.region else "")) if known else recipient_words(key)


def _security(inventory: Inventory, operator: Operator) -> Iterator[Block]:
    yield Heading("Technical and organisational measures")
    yield Points(_measures(inventory, operator))


def _measures(inventory: Inventory, operator: Operator) -> Iterator[str]:
    for protection in (Protection.HASH, Protection.KEYED_HASH, Protection.CIPHERTEXT):
        names = [
            f"{dataset.name}.{field.name}"
            for dataset, field in _personal(inventory)
            if field.protection is protection
        ]
        if names:
            yield f"Stored as {protection.value} only: {listed(names)}"
    if operator.encrypted_at_rest:
        yield "Storage is encrypted at rest, as the operator attests"
    yield "Erasure by schedule and by account is derived from the inventory from which this record is made"
