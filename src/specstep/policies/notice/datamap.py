"""The data map: every field with its category, use and fate; as fideslang manifests, and as a table."""

from collections.abc import Iterator

from specstep.policies.model import Dataset, Field, Inventory
from specstep.policies.notice.document import Block, Document, Grid, Heading, Paragraph
from specstep.policies.notice.durations import says_how_long
from specstep.policies.notice.words import dpv_category, dpv_purpose

SUBJECT = "customer"


def data_map(inventory: Inventory, service: str) -> Document:
    """A section for each dataset, a row for each field."""
    blocks: list[Block] = [
        Paragraph(
            "Every table and file store, and every column. Categories and uses are keys of fideslang; clauses are "
            "promises by their ids."
        )
    ]
    for dataset in inventory.datasets:
        blocks += _section(dataset)
    return Document(f"Data map of {service}", blocks)


def data_map_json(inventory: Inventory, service: str) -> dict[str, object]:
    """The map as fideslang manifests: `dataset`s with collections and fields, and a `system` that uses them.

    What fideslang has no key for stands under keys that begin with `x_`.
    """
    stores = sorted({str(dataset.store) for dataset in inventory.datasets})
    key = _key(service)
    return {
        "dataset": [
            {
                "fides_key": f"{key}_{_key(store)}",
                "organization_fides_key": "default_organization",
                "name": f"{service}: {store}",
                "description": f"What {service} keeps in its store {store}.",
                "collections": [
                    _collection(dataset) for dataset in inventory.datasets if str(dataset.store) == store
                ],
            }
            for store in stores
        ],
        "system": [
            {
                "fides_key": key,
                "organization_fides_key": "default_organization",
                "name": service,
                "system_type": "Service",
                "privacy_declarations": list(_declarations(inventory, key, stores)),
            }
        ],
    }


def _declarations(inventory: Inventory, key: str, stores: list[str]) -> Iterator[dict[str, object]]:
    uses = sorted({purpose for each in inventory.datasets for field in each.fields for purpose in field.purposes})
    for use in uses:
        fields = [field for each in inventory.datasets for field in each.fields if use in field.purposes]
        yield {
            "name": use,
            "data_use": use,
            "data_categories": sorted({field.category for field in fields}),
            "data_subjects": [SUBJECT],
            "dataset_references": [f"{key}_{_key(store)}" for store in stores],
            "third_parties": ", ".join(sorted({name for field in fields for name in field.recipients})) or None,
            "x_dpv_purpose": dpv_purpose(use),
        }


def _collection(dataset: Dataset) -> dict[str, object]:
    return {
        "name": dataset.name,
        "description": dataset.about,
        "data_categories": sorted({field.category for field in dataset.fields}),
        "fields": [_field(field, dataset) for field in dataset.fields],
        "x_retention": says_how_long(dataset.retention),
        "x_clauses": list(dataset.clauses),
        "x_edges": [
            {
                "kind": edge.kind.value,
                "columns": list(edge.columns),
                "to": edge.to,
                "to_columns": list(edge.to_columns),
            }
            for edge in dataset.edges
        ],
    }


def _field(field: Field, dataset: Dataset) -> dict[str, object]:
    references = [
        {"dataset": edge.to, "field": there, "direction": "to"}
        for edge in dataset.edges
        for here, there in zip(edge.columns, edge.to_columns, strict=True)
        if here == field.name
    ]
    return {
        "name": field.name,
        "data_categories": [field.category],
        "fides_meta": {"references": references} if references else None,
        "x_dpv_category": dpv_category(field.category),
        "x_purposes": list(field.purposes),
        "x_recipients": list(field.recipients),
        "x_protection": field.protection.value,
        "x_export": field.export.value,
        "x_because": field.because or None,
        "x_on_account_deletion": field.on_account_deletion.value,
        "x_correctable": field.correctable,
        "x_clauses": list(field.clauses),
    }


def _section(dataset: Dataset) -> Iterator[Block]:
    yield Heading(dataset.name)
    yield Paragraph(f"{dataset.about} Store: {dataset.store}. Kept: {says_how_long(dataset.retention)}.")
    yield Grid(
        ("Field", "Category", "Uses", "Goes to", "Protection", "Export", "When the account goes", "Clauses"),
        [
            (
                field.name,
                field.category,
                ", ".join(field.purposes),
                ", ".join(field.recipients) or "nobody",
                field.protection.value,
                field.export.value,
                field.on_account_deletion.value,
                ", ".join(field.clauses),
            )
            for field in dataset.fields
        ],
    )


def _key(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name.lower()).strip("_")
