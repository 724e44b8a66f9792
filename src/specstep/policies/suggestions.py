"""Lines to paste into an inventory where it says nothing yet; a person checks what they claim."""

from specstep.policies.model import Dataset, EdgeKind, Protection
from specstep.policies.schema import Column, Kind, Reference, Table

SERVICE = "essential.service"
SECURITY = "essential.service.security"
CLAUSE = "RET-1"  # the account's own: what nobody says otherwise about goes with its account

SECRET = ("password", "passwd", "secret", "token", "api_key", "apikey", "credential", "hashed", "encrypted")

# What a column's name says about it, the most telling first.
WORDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (SECRET, "user.authorization.credentials"),
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


def field_line(column: Column, table: Table, dataset: Dataset | None = None) -> str:
    """A `Field(...)` for a column, as far as its name and type can tell."""
    category = category_of(column, table)
    clauses = dataset.clauses if dataset is not None else (CLAUSE,)
    purposes = (SECURITY,) if category == "user.authorization.credentials" else (SERVICE,)
    parts = [f'name="{column.name}"', f'category="{category}"', f"purposes={_tuple(purposes)}"]
    parts.append(f"clauses={_tuple(clauses)}")
    if category == "user.authorization.credentials":
        parts.append(f"protection=Protection.{_protection(column).name}")
        parts.append('export=Export.WITHHELD, because="A secret."')
    return f"Field({', '.join(parts)})"


def edge_line(reference: Reference, kind: EdgeKind) -> str:
    """An `Edge(...)` for a foreign key."""
    parts = [f"kind=EdgeKind.{kind.name}", f"columns={_tuple(reference.columns)}", f'to="{reference.to}"']
    if reference.to_columns != ("id",):
        parts.append(f"to_columns={_tuple(reference.to_columns)}")
    return f"Edge({', '.join(parts)})"


def dataset_lines(table: Table, root: str | None) -> str:
    """A `Dataset(...)` for a whole table."""
    fields = "".join(f"        {field_line(column, table)},\n" for column in table.columns)
    owner = next((each for each in table.references if each.to == root), None)
    edges = "".join(
        f"        {edge_line(each, EdgeKind.OWNS if each is owner else _kind(each, root))},\n"
        for each in table.references
    )
    return (
        "Dataset(\n"
        f'    name="{table.name}",\n'
        "    store=Store.APPLICATION,\n"
        f'    about="What {table.name} is for.",\n'
        f"    fields=(\n{fields}    ),\n"
        + (f"    edges=(\n{edges}    ),\n" if edges else "")
        + f'    retention=(WithOwner(),),\n    clauses=("{CLAUSE}",),\n)'
    )


def category_of(column: Column, table: Table) -> str:
    """The fideslang category that a column's name and type suggest."""
    name = column.name.lower()
    if any(column.name in reference.columns for reference in table.references):
        return "user.unique_id"
    if column.kind in QUIET:
        return "user.demographic.date_of_birth" if "birth" in name else "system.operations"
    for words, category in WORDS:
        if any(word in name for word in words if len(word) > len("age")) or name in words:
            return category
    if name == "name" and table.name.lower().rstrip("s") in {"user", "account", "person", "member", "customer"}:
        return "user.name"
    if name in {"id", "uuid", "guid"} or name.endswith("_id"):
        return "user.unique_id"
    if column.kind in {Kind.INTEGER, Kind.NUMBER}:
        return "system.operations"
    return "user.content"


def _protection(column: Column) -> Protection:
    name = column.name.lower()
    return Protection.CIPHERTEXT if "encrypt" in name or "cipher" in name else Protection.HASH


def _kind(reference: Reference, root: str | None) -> EdgeKind:
    return EdgeKind.MENTIONS if reference.to == root else EdgeKind.INSIDE


def _tuple(words: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{word}"' for word in words)
    return f"({listed},)" if len(words) == 1 else f"({listed})"
