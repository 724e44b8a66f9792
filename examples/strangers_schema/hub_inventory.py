"""What JupyterHub keeps about people, written down in the language of `specstep.policies`.

The tables are JupyterHub's own (`jupyterhub.orm`, BSD-3-Clause); nobody asked it for anything. `users` are the
accounts. The clause ids stand for promises that the one who runs the hub makes: HUB-1 an account's data goes with the
account, HUB-2 keys are stored as hashes and go when they expire, HUB-3 what the hub needs to run.
"""

from specstep.policies import (
    At,
    Dataset,
    Edge,
    EdgeKind,
    Export,
    Field,
    Inventory,
    Machinery,
    OnAccountDeletion,
    Protection,
    Store,
    Stored,
    WithOwner,
)

SERVICE = "essential.service"
SECURITY = "essential.service.security"
HUB = Machinery(because="The hub's own settings.")


def about_people(*names: str, category: str, **more: object) -> tuple[Field, ...]:
    """Fields that say something about a user."""
    return tuple(
        Field(name=name, category=category, purposes=(SERVICE,), clauses=("HUB-1",), **more)  # type: ignore[arg-type]
        for name in names
    )


def of_the_hub(*names: str) -> tuple[Field, ...]:
    """Fields that the hub needs to run, and that say nothing about anybody by themselves."""
    return tuple(
        Field(name=name, category="system.operations", purposes=(SERVICE,), clauses=("HUB-3",)) for name in names
    )


def secret(name: str, protection: Protection, category: str = "user.authorization.credentials") -> Field:
    """A field that opens a door."""
    return Field(
        name=name,
        category=category,
        purposes=(SECURITY,),
        clauses=("HUB-2",),
        protection=protection,
        export=Export.WITHHELD,
        because="It would let whoever reads the export in.",
    )


def readable_secret(name: str, category: str) -> Field:
    """A field that opens a door for a short while, and that JupyterHub stores as it is."""
    return Field(
        name=name,
        category=category,
        purposes=(SECURITY,),
        clauses=("HUB-2",),
        export=Export.WITHHELD,
        because="It opens a session, and JupyterHub stores it readable.",
    )


def owner(column: str, *, optional: bool = False) -> Edge:
    """Whose row it is."""
    return Edge(kind=EdgeKind.OWNS, columns=(column,), to="users", nullable=(column,) if optional else ())


def inside(column: str, to: str, key: str = "id", *, optional: bool = True) -> Edge:
    """A reference that is emptied when the row it leads to goes; or, where it can't be empty, the row goes too."""
    return Edge(
        kind=EdgeKind.INSIDE, columns=(column,), to=to, to_columns=(key,), nullable=(column,) if optional else ()
    )


def table(name: str, about: str, fields: tuple[Field, ...], **more: object) -> Dataset:
    """A table of the hub."""
    settled: dict[str, object] = {"retention": (WithOwner(),), "clauses": ("HUB-1",), **more}
    return Dataset(name=name, store=Store.APPLICATION, about=about, fields=fields, **settled)  # type: ignore[arg-type]


PEOPLE = (
    table(
        "users",
        "Who may use the hub.",
        (
            *about_people("id", category="user.unique_id"),
            *about_people("name", category="user.name"),
            *about_people("user_info", "state", category="user.account"),
            *about_people("admin", category="user.authorization"),
            *of_the_hub("created"),
            *about_people("last_activity", category="user.behavior"),
            readable_secret("cookie_id", "user.device.cookie_id"),
            secret("encrypted_auth_state", Protection.CIPHERTEXT),
        ),
    ),
    table(
        "spawners",
        "The notebook servers of a user, and how they like them.",
        (
            *about_people("user_id", category="user.unique_id"),
            *of_the_hub("id", "server_id", "state", "oauth_client_id"),
            *about_people("started", "last_activity", category="user.behavior"),
            *about_people("name", "display_name", "user_options", category="user.content.private"),
        ),
        edges=(
            owner("user_id", optional=True),
            inside("server_id", "servers"),
            inside("oauth_client_id", "oauth_clients", "identifier"),
        ),
    ),
    table(
        "api_tokens",
        "Keys with which programs act for a user or a service.",
        (
            *about_people("user_id", category="user.unique_id"),
            *of_the_hub("id", "service_id", "client_id", "prefix", "created", "expires_at", "scopes"),
            *about_people("last_activity", category="user.behavior"),
            *about_people("session_id", category="user.device.cookie_id"),
            *about_people("note", category="user.content.private", correctable=True),
            secret("hashed", Protection.HASH),
        ),
        edges=(
            owner("user_id", optional=True),
            inside("service_id", "services"),
            inside("client_id", "oauth_clients", "identifier"),
        ),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=("HUB-1", "HUB-2"),
    ),
    table(
        "oauth_codes",
        "Codes that are exchanged for a key within minutes.",
        (
            *about_people("user_id", category="user.unique_id"),
            *of_the_hub("id", "client_id", "expires_at", "redirect_uri", "scopes"),
            *of_the_hub("code_challenge", "code_challenge_method"),
            *about_people("session_id", category="user.device.cookie_id"),
            readable_secret("code", "user.authorization"),
        ),
        edges=(owner("user_id", optional=True), inside("client_id", "oauth_clients", "identifier")),
        retention=(WithOwner(), At(column="expires_at", stored=Stored.EPOCH_S)),
        clauses=("HUB-1", "HUB-2"),
    ),
    table(
        "share_codes",
        "Codes that let others into a user's server.",
        (
            *about_people("owner_id", category="user.unique_id"),
            *of_the_hub("id", "prefix", "exchange_count", "created_at", "scopes", "expires_at", "spawner_id"),
            *about_people("last_exchanged_at", category="user.behavior"),
            secret("hashed", Protection.HASH),
        ),
        edges=(owner("owner_id", optional=True), inside("spawner_id", "spawners")),
        retention=(WithOwner(), At(column="expires_at")),
        clauses=("HUB-1", "HUB-2"),
    ),
    table(
        "shares",
        "Whom a user lets into a server.",
        (
            *about_people("owner_id", category="user.unique_id"),
            *about_people("user_id", category="user.social", on_account_deletion=OnAccountDeletion.ANONYMIZE),
            *of_the_hub("id", "group_id", "created_at", "scopes", "expires_at", "spawner_id"),
        ),
        edges=(
            owner("owner_id", optional=True),
            Edge(kind=EdgeKind.MENTIONS, columns=("user_id",), to="users"),
            inside("group_id", "groups"),
            inside("spawner_id", "spawners"),
        ),
        retention=(WithOwner(), At(column="expires_at")),
    ),
    table(
        "user_group_map",
        "Which groups a user is in.",
        (*about_people("user_id", category="user.unique_id"), *about_people("group_id", category="user.social")),
        edges=(owner("user_id"), inside("group_id", "groups", optional=False)),
    ),
    table(
        "user_role_map",
        "Which roles a user has.",
        (
            *about_people("user_id", category="user.unique_id"),
            *about_people("role_id", category="user.authorization"),
            *of_the_hub("managed_by_auth"),
        ),
        edges=(owner("user_id"), inside("role_id", "roles", optional=False)),
    ),
)


def machinery(name: str, about: str, fields: tuple[Field, ...], why: str, *edges: Edge) -> Dataset:
    """A table that is nobody's."""
    return table(name, about, fields, retention=(HUB,), clauses=("HUB-3",), edges=edges, unowned=why)


MACHINERY = (
    machinery(
        "groups", "The groups.", of_the_hub("id", "name", "properties"), "Who is in it says user_group_map."
    ),
    machinery(
        "roles",
        "The roles.",
        of_the_hub("id", "name", "description", "scopes", "managed_by_auth"),
        "Who has it says user_role_map.",
    ),
    machinery(
        "group_role_map",
        "Which roles a group has.",
        of_the_hub("group_id", "role_id", "managed_by_auth"),
        "It joins two things of the hub.",
        inside("group_id", "groups", optional=False),
        inside("role_id", "roles", optional=False),
    ),
    machinery(
        "servers",
        "Addresses at which something of the hub answers.",
        of_the_hub("id", "proto", "ip", "port", "base_url", "cookie_name"),
        "The hub deletes the row when the server stops; until then base_url names its user.",
    ),
    machinery(
        "oauth_clients",
        "Programs that may ask for keys.",
        (
            *of_the_hub("id", "identifier", "description", "redirect_uri", "allowed_scopes"),
            secret("secret", Protection.HASH, "system.authentication"),
        ),
        "The hub deletes the row with the server that it is for.",
    ),
    machinery(
        "services",
        "Services beside the hub.",
        of_the_hub(
            *("id", "name", "admin", "url", "oauth_client_allowed_scopes", "info", "display", "oauth_no_confirm"),
            *("command", "cwd", "environment", "user", "timeout", "from_config", "pid"),
            *("_server_id", "oauth_client_id"),
        ),
        "A service is the hub's.",
        inside("_server_id", "servers"),
        inside("oauth_client_id", "oauth_clients", "identifier"),
    ),
    machinery(
        "service_role_map",
        "Which roles a service has.",
        of_the_hub("service_id", "role_id", "managed_by_auth"),
        "It joins two things of the hub.",
        inside("service_id", "services", optional=False),
        inside("role_id", "roles", optional=False),
    ),
)

INVENTORY = Inventory(datasets=(*PEOPLE, *MACHINERY), account="users")
