"""A stranger's schema with every kind of reference: the inventory is right, and tests break it in one place each."""

import sqlalchemy as sa

from specstep.policies.model import (
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Field,
    IntoBin,
    Inventory,
    OnAccountDeletion,
    Store,
    WhenMarked,
    WithOwner,
    WithParent,
    only,
)

OWNER = Edge(kind=EdgeKind.OWNS, columns=("customer_id",), to="customers")


def fields(
    *names: str, category: str = "user.content", after: OnAccountDeletion = OnAccountDeletion.DELETE
) -> tuple[Field, ...]:
    """Fields of one kind."""
    return tuple(
        Field(
            name=name,
            category=category,
            purposes=("essential.service",),
            clauses=("SHOP-1",),
            on_account_deletion=after,
        )
        for name in names
    )


def bookshop() -> Inventory:
    """Customers, their orders with lines, wishes that follow one another, and reviews that outlive their writers."""
    return Inventory(
        account="customers",
        datasets=(
            Dataset(
                name="customers",
                store=Store.APPLICATION,
                about="Who buys here.",
                fields=fields("id", "name", "favourite_id"),
                edges=(
                    Edge(kind=EdgeKind.INSIDE, columns=("favourite_id",), to="orders", nullable=("favourite_id",)),
                ),
                retention=(WithOwner(),),
                clauses=("SHOP-1",),
            ),
            Dataset(
                name="orders",
                store=Store.APPLICATION,
                about="What they bought.",
                fields=fields(
                    "id", "customer_id", "status", "address", "placed_at", "expires_at", "deleted_at", "invoice"
                ),
                edges=(OWNER,),
                retention=(
                    WithOwner(),
                    DaysAfter(column="placed_at", days=90, where=only("status", "cancelled")),
                    IntoBin(column="expires_at"),
                    WhenMarked(days=30),
                ),
                clauses=("SHOP-1",),
            ),
            Dataset(
                name="lines",
                store=Store.APPLICATION,
                about="The books of an order.",
                fields=fields("order_id", "number", "dedication"),
                edges=(Edge(kind=EdgeKind.INSIDE, columns=("order_id",), to="orders"),),
                retention=(WithParent(),),
                clauses=("SHOP-1",),
            ),
            Dataset(
                name="wishes",
                store=Store.APPLICATION,
                about="What they would like, in an order of their own.",
                fields=fields("id", "customer_id", "book", "after_id"),
                edges=(
                    OWNER,
                    Edge(kind=EdgeKind.INSIDE, columns=("after_id",), to="wishes", nullable=("after_id",)),
                ),
                retention=(WithOwner(),),
                clauses=("SHOP-1",),
            ),
            Dataset(
                name="reviews",
                store=Store.APPLICATION,
                about="What was thought of a book; it stays without its writer.",
                fields=(
                    *fields("id", "at", category="system.operations", after=OnAccountDeletion.KEEP),
                    *fields("writer_id", "signature", after=OnAccountDeletion.ANONYMIZE),
                ),
                edges=(Edge(kind=EdgeKind.MENTIONS, columns=("writer_id",), to="customers"),),
                retention=(DaysAfter(column="at", days=365),),
                clauses=("SHOP-1",),
            ),
            Dataset(
                name="invoices",
                store=Store.BLOBS,
                about="Printed invoices.",
                fields=fields("key"),
                edges=(Edge(kind=EdgeKind.INSIDE, columns=("key",), to="orders", to_columns=("invoice",)),),
                retention=(WithParent(),),
                clauses=("SHOP-1",),
            ),
        ),
    )


def bookshop_tables(*, ondelete: str | None = None, stamped: bool = False) -> sa.MetaData:
    """The shop's tables; `ondelete` is what the database does by itself, `stamped` adds a column to the reviews."""
    metadata = sa.MetaData()

    def to(column: str, target: str, **options: bool) -> sa.Column[str]:
        key = sa.ForeignKey(
            target, name=f"fk_{column}_{target}", ondelete=ondelete, use_alter=column == "favourite_id"
        )
        return sa.Column(column, sa.String(40), key, **options)

    sa.Table(
        "customers",
        metadata,
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(40), nullable=False),
        to("favourite_id", "orders.id"),
    )
    sa.Table(
        "orders",
        metadata,
        sa.Column("id", sa.String(40), primary_key=True),
        to("customer_id", "customers.id", nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("address", sa.JSON, nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("invoice", sa.Text),
    )
    sa.Table(
        "lines",
        metadata,
        to("order_id", "orders.id", primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("dedication", sa.LargeBinary),
    )
    sa.Table(
        "wishes",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        to("customer_id", "customers.id", nullable=False),
        sa.Column("book", sa.Text, nullable=False),
        sa.Column("after_id", sa.Integer, sa.ForeignKey("wishes.id", name="fk_after", ondelete=ondelete)),
    )
    sa.Table(
        "reviews",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=False), nullable=False),
        to("writer_id", "customers.id"),
        sa.Column("signature", sa.Text),
        *([sa.Column("stamp", sa.Text)] if stamped else []),
    )
    return metadata
