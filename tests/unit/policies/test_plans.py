"""Plans are derived, in an order that no reference contradicts."""

from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from tests.samples.policy_worlds import Beside, fill, read, sqlite_engine

from specstep.policies.errors import Blocked
from specstep.policies.model import (
    At,
    Dataset,
    DaysAfter,
    Edge,
    EdgeKind,
    Export,
    Field,
    IntoBin,
    Inventory,
    Machinery,
    OnAccountDeletion,
    Protection,
    Retention,
    Store,
    WhenMarked,
    WithOwner,
    WithParent,
)
from specstep.policies.plans import (
    Anonymize,
    Delete,
    DeleteFiles,
    Fence,
    Follow,
    Mark,
    PurgeRuns,
    Revoke,
    Tombstone,
    Unlink,
    Verify,
    plan_erasure,
    plan_export,
    plan_sweep,
)
from specstep.policies.sql import Erasing, Schema, erase
from specstep.policies.testing.worlds import World, worlds

ORDER = (Fence, Revoke, Mark, Follow, Anonymize, Unlink, Tombstone, Delete, DeleteFiles, PurgeRuns, Verify)


def _dataset(
    name: str,
    *columns: str,
    edges: tuple[Edge, ...] = (),
    retention: tuple[Retention, ...] = (WithOwner(),),
) -> Dataset:
    return Dataset(
        name=name,
        store=Store.APPLICATION,
        about="Rows.",
        fields=tuple(
            Field(name=column, category="system", purposes=("essential",), clauses=("C-1",)) for column in columns
        ),
        retention=retention,
        clauses=("C-1",),
        edges=edges,
    )


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_3_the_steps_of_an_erasure_come_in_the_promised_order(world: World) -> None:
    steps = plan_erasure(world.inventory).steps
    assert [ORDER.index(type(step)) for step in steps] == sorted(ORDER.index(type(step)) for step in steps)
    deleted = [step.dataset for step in steps if isinstance(step, Delete)]
    assert deleted[-1] == "accounts"
    assert set(deleted) == world.inventory.owned - {"files"}
    assert all(step.says for step in steps)


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_3_no_row_is_deleted_before_those_that_refer_to_it(world: World) -> None:
    order = world.inventory.order
    place = {name: number for number, name in enumerate(order.names)}
    cut = {(reference.child, reference.parent) for reference in order.cut}
    for dataset in world.inventory.datasets:
        for edge in dataset.edges:
            assert (dataset.name, edge.to) in cut or place[dataset.name] < place[edge.to]


def circle() -> World:
    """Boxes that must lie in a room, and rooms that may be inside of a box; both go by time."""
    time = (DaysAfter(column="at", days=1),)
    room = Edge(kind=EdgeKind.INSIDE, columns=("room",), to="rooms")
    box = Edge(kind=EdgeKind.INSIDE, columns=("box",), to="boxes", nullable=("box",))
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
    inventory = Inventory(
        datasets=(
            _dataset("accounts", "id"),
            _dataset("boxes", "id", "at", "room", edges=(room,), retention=(WithParent(), *time)),
            _dataset("rooms", "id", "at", "owner", "box", edges=(owner, box), retention=(WithOwner(), *time)),
        )
    )
    return World(inventory=inventory, metadata=sa.MetaData(), rows={})


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
@example(circle())
def test_RET_2_no_rule_deletes_a_row_before_those_that_refer_to_it(world: World) -> None:
    cut = {(reference.child, reference.parent) for reference in world.inventory.order.cut}
    for rule in plan_sweep(world.inventory).rules:
        deleted = [step.dataset for step in rule.then if isinstance(step, Delete)]
        for name in deleted:
            for edge in world.inventory.dataset(name).edges:
                if edge.to in deleted and (name, edge.to) not in cut:
                    assert deleted.index(name) < deleted.index(edge.to), rule.name


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RET_2_every_rule_by_the_clock_is_in_the_sweep_and_after_its_cause(world: World) -> None:
    names = [rule.name for rule in plan_sweep(world.inventory).rules]
    assert sorted(names) == sorted(
        world.inventory.rule_name(dataset, rule) for dataset in world.inventory.datasets for rule in dataset.timed
    )
    for rule in plan_sweep(world.inventory).rules:
        if rule.rule.after_rule in names:
            assert names.index(rule.rule.after_rule) < names.index(rule.name)


@settings(max_examples=50, deadline=None)
@given(worlds(rows=0))
def test_RIG_1_every_field_is_in_the_export_or_says_why_not(world: World) -> None:
    plan = plan_export(world.inventory)
    listed = {table.dataset for table in plan.tables} | {name for name, _ in plan.without}
    for dataset in world.inventory.datasets:
        mentioned = any(edge.kind is EdgeKind.MENTIONS and edge.to == "accounts" for edge in dataset.edges)
        assert (dataset.name in listed) == (dataset.name in world.inventory.owned or mentioned)
    for table in plan.tables:
        fields = world.inventory.dataset(table.dataset).fields
        assert [name for name, _ in table.columns] == [field.name for field in fields]


def test_RIG_3_somebody_elses_row_inside_of_the_accounts_own_blocks_the_erasure_and_stays() -> None:
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
    inside = Edge(kind=EdgeKind.INSIDE, columns=("note",), to="notes")
    inventory = Inventory(
        datasets=(
            _dataset("accounts", "id"),
            _dataset("notes", "id", "owner", edges=(owner,)),
            _dataset("replies", "id", "owner", "note", edges=(owner, inside)),
        )
    )
    metadata = sa.MetaData()
    for dataset in inventory.datasets:
        references = {edge.columns[0]: sa.ForeignKey(f"{edge.to}.id") for edge in dataset.edges}
        columns = [
            sa.Column(each.name, sa.Text, *([references[each.name]] if each.name in references else []))
            for each in dataset.fields
            if each.name != "id"
        ]
        sa.Table(dataset.name, metadata, sa.Column("id", sa.Text, primary_key=True), *columns)
    rows = {
        "accounts": [{"id": "ann"}, {"id": "bob"}],
        "notes": [{"id": "n", "owner": "ann"}],
        "replies": [{"id": "r", "owner": "bob", "note": "n"}],
    }
    world = World(inventory=inventory, metadata=metadata, rows=rows)
    engine = sqlite_engine()
    schema = Schema.of(metadata)
    metadata.create_all(engine)
    with engine.connect() as connection:
        with connection.begin():
            fill(connection, world)
        erasing = Erasing(
            connection=connection, schema=schema, plan=plan_erasure(inventory), account="ann", run="run"
        )
        with pytest.raises(Blocked, match=r"notes: rows of replies survive .* another owner"):
            erase(erasing, Beside())
        assert read(connection, world)["replies"] == rows["replies"]
        assert not erasing.verify().complete
    engine.dispose()


def test_RET_2_a_dataset_in_another_store_is_left_to_its_keeper_and_named() -> None:
    runs = Dataset(
        name="runs",
        store=Store.WORKFLOW_ENGINE,
        about="Runs.",
        fields=(Field(name="*", category="system", purposes=("essential",), clauses=("C-1",)),),
        retention=(DaysAfter(column="done", days=7),),
        clauses=("C-1",),
        coarse=True,
        unowned="By name.",
    )
    plan = plan_sweep(Inventory(datasets=(_dataset("accounts", "id"), runs)))
    assert plan.rules == ()
    assert [(each.name, each.store) for each in plan.elsewhere] == [("runs.done", Store.WORKFLOW_ENGINE)]


def _club() -> Inventory:
    """People with devices and albums; two kinds of rows in a circle, files, a trail that survives, and runs."""
    owner = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
    purpose = {"category": "system", "purposes": ("essential",), "clauses": ("C-1",)}

    def field(name: str, **more: Any) -> Field:
        return Field(name=name, **(purpose | more))

    def inside(to: str, column: str, *, nullable: bool = False) -> Edge:
        return Edge(kind=EdgeKind.INSIDE, columns=(column,), to=to, nullable=(column,) if nullable else ())

    secret = {"protection": Protection.HASH, "export": Export.WITHHELD, "because": "A key."}
    forgotten = {"on_account_deletion": OnAccountDeletion.ANONYMIZE}
    kept = {"on_account_deletion": OnAccountDeletion.KEEP}
    base = {"store": Store.APPLICATION, "clauses": ("C-1",), "retention": (WithOwner(),)}
    return Inventory(
        duties=("count",),
        datasets=(
            Dataset(name="accounts", about="People.", fields=(field("id"), field("key", **secret)), **base),
            Dataset(
                name="devices",
                about="What they use.",
                fields=(field("id"), field("owner"), field("seen_at")),
                edges=(owner,),
                revokes=("push", "mail"),
                **base | {"retention": (WithOwner(), DaysAfter(column="seen_at", days=90, after_rule="count"))},
            ),
            Dataset(
                name="visits",
                about="When they came.",
                fields=(field("device"), field("at")),
                edges=(inside("devices", "device"),),
                **base
                | {"retention": (WithParent(), DaysAfter(column="at", days=7, after_rule="devices.seen_at"))},
            ),
            Dataset(
                name="albums",
                about="What belongs together.",
                fields=(field("id"), field("owner"), field("cover"), field("expires_at"), field("deleted_at")),
                edges=(owner, inside("pictures", "cover", nullable=True)),
                **base | {"retention": (WithOwner(), IntoBin(column="expires_at"), WhenMarked())},
            ),
            Dataset(
                name="pictures",
                about="What they took.",
                fields=(field("id"), field("owner"), field("album"), field("blob")),
                edges=(
                    Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts", nullable=("owner",)),
                    inside("albums", "album"),
                ),
                **base | {"retention": (WithOwner(), WithParent())},
            ),
            Dataset(
                name="files",
                about="The pictures themselves.",
                fields=(field("*"),),
                edges=(Edge(kind=EdgeKind.INSIDE, columns=("key",), to="pictures", to_columns=("blob",)),),
                coarse=True,
                **base | {"store": Store.BLOBS, "retention": (WithParent(),)},
            ),
            Dataset(
                name="trail",
                about="Who did what.",
                fields=(
                    field("at", **kept),
                    field("who", **forgotten),
                    field("word", anonymized="-", **forgotten),
                ),
                edges=(Edge(kind=EdgeKind.MENTIONS, columns=("who",), to="accounts"),),
                **base | {"retention": (At(column="at"),)},
            ),
            Dataset(
                name="runs",
                about="Work.",
                fields=(field("*"),),
                coarse=True,
                unowned="By name.",
                **base | {"store": Store.WORKFLOW_ENGINE, "retention": (DaysAfter(column="done", days=7),)},
            ),
            Dataset(
                name="queues",
                about="Work to come.",
                fields=(field("*"),),
                coarse=True,
                unowned="Nobody's.",
                **base | {"store": Store.WORKFLOW_ENGINE, "retention": (Machinery(because="It stays."),)},
            ),
        ),
    )


def test_RIG_3_an_erasure_reads_like_this() -> None:
    plan = plan_erasure(_club())
    assert (plan.account, plan.account_key) == ("accounts", "id")
    assert [step.says for step in plan.steps] == [
        "fence the account: no new writes, runs cancelled",
        "revoke push for devices",
        "revoke mail for devices",
        "mark the row of accounts by its id",
        "mark rows of devices whose owner lead to accounts",
        "mark rows of albums whose owner lead to accounts",
        "mark rows of pictures whose owner lead to accounts",
        "mark rows of visits whose device lead to devices",
        "mark rows of pictures whose album lead to albums and have no owner",
        "anonymize who, word in rows of trail whose who mention one",
        "empty cover in rows of albums that lead to one of pictures",
        "empty owner in rows of pictures that lead to one of accounts",
        "mark the files of files that pictures names in blob",
        "delete the marked rows of pictures",
        "delete the marked rows of albums",
        "delete the marked rows of visits",
        "delete the marked rows of devices",
        "delete the marked rows of accounts",
        "delete the marked files of files",
        "purge the account's runs from runs",
        "verify that no mark remains",
    ]
    cut = {(step.dataset, step.cut) for step in plan.steps if isinstance(step, Unlink | Anonymize)}
    assert cut == {("albums", True), ("pictures", False), ("trail", False)}
    (forgotten,) = [step for step in plan.steps if isinstance(step, Anonymize)]
    assert forgotten.values == (("who", None), ("word", "-"))


def test_RET_2_a_sweep_reads_like_this() -> None:
    plan = plan_sweep(_club())
    assert [rule.says for rule in plan.rules] == [
        "delete rows of trail at at",
        "put into the bin rows of albums at expires_at",
        "delete rows of albums 30 days after deleted_at",
        "delete rows of devices 90 days after seen_at, once count has run",
        "delete rows of visits 7 days after at, once devices.seen_at has run",
    ]
    assert [(each.name, each.dataset, each.store) for each in plan.elsewhere] == [
        ("runs.done", "runs", Store.WORKFLOW_ENGINE)
    ]
    then = {rule.name: [step.says for step in rule.then] for rule in plan.rules}
    assert then == {
        "trail.at": [],
        "visits.at": [],
        "devices.seen_at": [
            "mark rows of visits whose device lead to devices",
            "delete the marked rows of visits",
            "delete the marked rows of devices",
        ],
        "albums.expires_at": [],
        "albums.deleted_at": [
            "mark rows of pictures whose album lead to albums",
            "empty cover in rows of albums that lead to one of pictures",
            "mark the files of files that pictures names in blob",
            "delete the marked rows of pictures",
            "delete the marked rows of albums",
            "delete the marked files of files",
        ],
    }


def test_RIG_1_an_export_reads_like_this() -> None:
    plan = plan_export(_club())
    assert (plan.account, plan.account_key, plan.mark) == ("accounts", "id", Mark(dataset="accounts", column="id"))
    assert [follow.says for follow in plan.follows] == [
        "mark rows of devices whose owner lead to accounts",
        "mark rows of albums whose owner lead to accounts",
        "mark rows of pictures whose owner lead to accounts",
        "mark rows of visits whose device lead to devices",
        "mark rows of pictures whose album lead to albums and have no owner",
    ]
    assert plan.readme({"accounts": 1, "albums": 2}).partition("it says why.\n")[2] == (
        "\n## accounts.jsonl (1)\n\nPeople.\n\n- `id`\n- `key`: [withheld: credential material]\n"
        "\n## devices.jsonl (0)\n\nWhat they use.\n\n- `id`\n- `owner`\n- `seen_at`\n"
        "\n## visits.jsonl (0)\n\nWhen they came.\n\n- `device`\n- `at`\n"
        "\n## albums.jsonl (2)\n\nWhat belongs together.\n\n"
        "- `id`\n- `owner`\n- `cover`\n- `expires_at`\n- `deleted_at`\n"
        "\n## pictures.jsonl (0)\n\nWhat they took.\n\n- `id`\n- `owner`\n- `album`\n- `blob`\n"
        "\n## trail.jsonl (0)\n\nWho did what.\n\n- `at`\n- `who`\n- `word`\n"
        "\n## Not in these files\n\n- files: lies in the store blobs\n"
    )
    mentions = {table.dataset: [edge.to for edge in table.mentions] for table in plan.tables}
    assert {name for name, found in mentions.items() if found} == {"trail"}


def test_RIG_1_an_export_that_holds_everything_names_nothing_that_is_missing() -> None:
    readme = plan_export(Inventory(datasets=(_dataset("accounts", "id"),))).readme({"accounts": 1})
    assert "Not in these files" not in readme
    assert readme.startswith("# Your data\n\nEach file holds one kind of data")


def _inside(to: str, column: str, *, nullable: bool = False) -> Edge:
    return Edge(kind=EdgeKind.INSIDE, columns=(column,), to=to, nullable=(column,) if nullable else ())


OWNER = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts")
MAYBE_OWNER = Edge(kind=EdgeKind.OWNS, columns=("owner",), to="accounts", nullable=("owner",))


@pytest.mark.parametrize("turned", [False, True])
def test_RIG_3_the_account_goes_last_even_where_it_refers_to_what_is_its_own(turned: bool) -> None:
    datasets = (
        _dataset("accounts", "id", "favourite", edges=(_inside("wishes", "favourite", nullable=True),)),
        _dataset("wishes", "id", "owner", edges=(MAYBE_OWNER,)),
    )
    inventory = Inventory(datasets=tuple(reversed(datasets)) if turned else datasets)
    assert [each.dataset for each in plan_erasure(inventory).steps if isinstance(each, Delete)] == [
        "wishes",
        "accounts",
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_RET_2_what_leads_to_a_due_row_goes_before_it_and_what_it_cannot_be_without_after_it(turned: bool) -> None:
    time = DaysAfter(column="at", days=1)
    boxes = _dataset(
        "boxes",
        *("id", "at", "room", "label"),
        edges=(_inside("rooms", "room"), _inside("labels", "label", nullable=True)),
        retention=(WithParent(), time),
    )
    bound = {
        "edges": (OWNER, _inside("boxes", "box", nullable=True)),
        "retention": (WithOwner(), WithParent(of="boxes")),
    }
    some = [
        _dataset("labels", "id", "owner", "box", **bound),
        boxes,
        _dataset("rooms", "id", "owner", "box", **bound),
    ]
    ordered = tuple(reversed(some)) if turned else tuple(some)
    (rule,) = plan_sweep(Inventory(datasets=(_dataset("accounts", "id"), *ordered))).rules
    assert [each.dataset for each in rule.then if isinstance(each, Delete)] == ["labels", "boxes", "rooms"]


def test_RET_2_what_hangs_on_a_due_row_goes_along_however_deep() -> None:
    time = DaysAfter(column="at", days=1)
    deep = [
        _dataset(f"d{depth}", "id", "above", edges=(_inside(f"d{depth - 1}", "above"),), retention=(WithParent(),))
        for depth in (1, 2, 3)
    ]
    top = _dataset("d0", "id", "owner", "at", edges=(OWNER,), retention=(WithOwner(), time))
    (rule,) = plan_sweep(Inventory(datasets=(_dataset("accounts", "id"), *deep, top))).rules
    assert [each.dataset for each in rule.then if isinstance(each, Delete)] == ["d3", "d2", "d1", "d0"]


def test_RIG_3_files_that_also_lie_in_what_is_nobodys_go_where_they_are_the_accounts() -> None:
    goods = attrs.evolve(
        _dataset("goods", "id", "photo", retention=(Machinery(because="Goods."),)), unowned="Goods."
    )
    mine = _dataset("pictures", "id", "owner", "blob", edges=(OWNER,))
    files = attrs.evolve(
        _dataset(
            "files",
            "key",
            edges=(
                Edge(kind=EdgeKind.INSIDE, columns=("key",), to="goods", to_columns=("photo",)),
                Edge(kind=EdgeKind.INSIDE, columns=("key",), to="pictures", to_columns=("blob",)),
            ),
            retention=(WithParent(),),
        ),
        store=Store.BLOBS,
    )
    steps = plan_erasure(Inventory(datasets=(_dataset("accounts", "id"), goods, mine, files))).steps
    assert [each.edge.to for each in steps if isinstance(each, Tombstone)] == ["pictures"]
    assert [each.files for each in steps if isinstance(each, DeleteFiles)] == ["files"]


def test_RIG_3_only_what_is_the_accounts_own_is_revoked() -> None:
    machine = attrs.evolve(
        _dataset("keys", "id", retention=(Machinery(because="The service's."),)), unowned="Ours.", revokes=("key",)
    )
    own = attrs.evolve(_dataset("devices", "id", "owner", edges=(OWNER,)), revokes=("push",))
    steps = plan_erasure(Inventory(datasets=(_dataset("accounts", "id"), machine, own))).steps
    assert [(each.dataset, each.name) for each in steps if isinstance(each, Revoke)] == [("devices", "push")]
