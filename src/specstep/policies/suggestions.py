"""Lines to paste into an inventory where it says nothing yet; a person checks what they claim."""

from specstep.policies.model import Dataset, EdgeKind, Inventory, Machinery, Protection
from specstep.policies.schema import Column, Kind, Reference, Table

SERVICE = "essential.service"
SECURITY = "essential.service.security"
CREDENTIALS = "user.authorization.credentials"
SYSTEM = "system.operations"
CLAUSE = "RET-1"  # by default; ours for what goes with its account

SECRET = ("password", "passwd", "secret", "token", "api_key", "apikey", "credential", "hashed", "encrypted")

# What a column's name says about it, the most telling first.
WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (SECRET, CREDENTIALS),
    (("cookie", "session"), "user.device.cookie_id"),
    (("email", "mail_address"), "user.contact.email"),
    (("phone", "mobile"), "user.contact.phone_number"),
    (("street", "postcode", "zip", "address_line", "city"), "user.contact.address"),
    (("ip_address", "remote_addr", "client_ip"), "user.device.ip_address"),
    (("user_agent",), "user.device"),
    (("birth", "age"), "user.demographic.date_of_birth"),
    (("country", "location", "latitude", "longitude"), "user.location"),
    (("first_name", "last_name", "full_name", "display_name", "username", "user_name", "nickname"), "user.name"),
    (("card", "iban", "invoice", "payment"), "user.financial"),
    (("body", "content", "text", "title", "message", "comment", "note", "bio", "about"), "user.content.private"),
)
QUIET = (Kind.TIME, Kind.DATE, Kind.BOOLEAN)


def field_line(column: Column, table: Table, inventory: Inventory, dataset: Dataset | None = None) -> str:
    """A `Field(...)` for a column, as far as its name and type can tell."""
    category = category_of(column, table)
    if dataset is not None and any(isinstance(rule, Machinery) for rule in dataset.retention):
        category = SYSTEM
    secret = category == CREDENTIALS
    parts = [
        f'name="{column.name}"',
        f'category="{category}"',
        f"purposes={_tuple((SECURITY if secret else SERVICE,))}",
        f"clauses={_tuple(_clauses(inventory, dataset))}",
    ]
    if secret:
        parts.append(f"protection=Protection.{_protection(column).name}")
        parts.append('export=Export.WITHHELD, because="A secret."')
    if dataset is not None and dataset.name not in inventory.owned and dataset.edges_of(EdgeKind.MENTIONS):
        parts.append("on_account_deletion=OnAccountDeletion.ANONYMIZE")
    return f"Field({', '.join(parts)})"


def edge_line(reference: Reference, kind: EdgeKind, table: Table) -> str:
    """An `Edge(...)` for a foreign key."""
    parts = [f"kind=EdgeKind.{kind.name}", f"columns={_tuple(reference.columns)}", f'to="{reference.to}"']
    if reference.to_columns != ("id",):
        parts.append(f"to_columns={_tuple(reference.to_columns)}")
    nullable = tuple(name for name in reference.columns if (column := table.column(name)) and column.nullable)
    if nullable and kind is not EdgeKind.MENTIONS:
        parts.append(f"nullable={_tuple(nullable)}")
    return f"Edge({', '.join(parts)})"


def dataset_lines(table: Table, inventory: Inventory) -> str:
    """A `Dataset(...)` for a whole table."""
    fields = "".join(f"        {field_line(column, table, inventory)},\n" for column in table.columns)
    owner = next((each for each in table.references if each.to == inventory.account), None)
    known = [each for each in table.references if each is owner or each.to != inventory.account]
    edges = "".join(
        f"        {edge_line(each, EdgeKind.OWNS if each is owner else EdgeKind.INSIDE, table)},\n"
        for each in known
    )
    lines = [
        "Dataset(",
        f'    name="{table.name}",',
        "    store=Store.APPLICATION,",
        f'    about="What {table.name} is for.",',
        f"    fields=(\n{fields}    ),",
        f"    retention=({', '.join(_retention(table, known, owner))},),",
        f"    clauses={_tuple(_clauses(inventory, None))},",
    ]
    lines += [f"    edges=(\n{edges}    ),"] if edges else ['    unowned="Why it is right that it is nobody\'s.",']
    return "\n".join([*lines, ")"])


def _retention(table: Table, known: list[Reference], owner: Reference | None) -> list[str]:
    if not known:
        time = next((column.name for column in table.columns if column.kind is Kind.TIME), None)
        return [f'DaysAfter(column="{time}", days=30)' if time else 'Machinery(because="Why it stays.")']
    parents = [each for each in known if each is not owner]
    required = [each for each in known if not _optional(table, each)]
    rules = ["WithOwner()"] * (owner is not None)
    rules += ["WithParent()"] * any(each in required for each in parents)
    if not required:  # a row must not lose the last that leads to its person
        rules += dict.fromkeys(f'WithParent(of="{each.to}")' for each in parents)
    return rules


def _optional(table: Table, reference: Reference) -> bool:
    return any(column.nullable for name in reference.columns if (column := table.column(name)))


def _clauses(inventory: Inventory, dataset: Dataset | None) -> tuple[str, ...]:
    """Those of the dataset, or else of the accounts: what nobody says otherwise about goes with its account."""
    near = dataset or next((each for each in inventory.datasets if each.name == inventory.account), None)
    return near.clauses if near else inventory.clauses[:1] or (CLAUSE,)


def category_of(column: Column, table: Table) -> str:
    """The fideslang category that a column's name and type suggest."""
    name = column.name.lower()
    if any(column.name in reference.columns for reference in table.references):
        return "user.unique_id"
    if column.kind in QUIET:
        return "user.demographic.date_of_birth" if "birth" in name else SYSTEM
    for words, category in WORDS:
        if any(word in name for word in words if len(word) > len("age")) or name in words:
            return category
    if name == "name" and table.name.lower().rstrip("s") in {"user", "account", "person", "member", "customer"}:
        return "user.name"
    if name in {"id", "uuid", "guid"} or name.endswith("_id"):
        return "user.unique_id"
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        return SYSTEM
    return "user.content"


def _protection(column: Column) -> Protection:
    name = column.name.lower()
    return Protection.CIPHERTEXT if "encrypt" in name or "cipher" in name else Protection.HASH


def _tuple(words: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{word}"' for word in words)
    return f"({listed},)" if len(words) == 1 else f"({listed})"
