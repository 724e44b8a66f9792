"""Sweeps, deletions, exports and restores as an operator runs them, killed at every step."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa
from tests.acceptance.conftest import CHECKOUT, CommandLine
from tests.acceptance.test_interruption import stopped_at
from tests.servers.postgresql import PostgreSQLServer

from specstep.adapters.persistence.engines import create_sync_engine
from specstep.adapters.persistence.tables import metadata
from specstep.domain.accounts import LOCAL_OWNER

CANARY = "canary-7f3b1c9e"
BRIEF = (
    f"We run a small tool library called {CANARY}. Members can reserve a tool for a day. When a tool is overdue by 2 "
    "days, the system sends the member a reminder by mail.\n"
)
DELETING = ("fence", "log", "mark", "remove", "files", "runs", "traces", "verify", "close")
SWEEPING = ("leftovers", "rule packages.deleted_at", "rule interviews.deleted_at", "files", "runs", "traces")
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
CHOSEN = ("role", "status", "phase", "profile", "kind", "source_kind", "speaker", "answer", "fate", "action")
OF_NOBODY = ("encryption_keys",)  # with another text in them, nothing sealed would open
OF_SOMEBODY = (
    " WHERE actor_id IS NOT NULL OR subject_account_id IS NOT NULL"  # the events of the key ring are nobody's
)


@attrs.frozen(kw_only=True)
class Lived:
    """A place where somebody has made a package, with canaries in all that is theirs."""

    line: CommandLine
    url: str

    def do(self, *statements: str) -> None:
        engine = create_sync_engine(self.url)
        try:
            with engine.begin() as connection:
                for statement in statements:
                    connection.execute(sa.text(statement))
        finally:
            engine.dispose()

    def ask(self, statement: str, **values: Any) -> list[Any]:
        engine = create_sync_engine(self.url)
        try:
            with engine.begin() as connection:
                result = connection.execute(sa.text(statement), values)
                return [tuple(row) for row in result] if result.returns_rows else []
        finally:
            engine.dispose()

    def count(self, table: str) -> int:
        return int(self.ask(f"SELECT count(*) FROM {table}")[0][0])


def plant(lived: Lived) -> None:
    """Put a canary into every text that nothing refers to, of ours and of the workflow engine, and into the files."""
    schema = "" if lived.url.startswith("sqlite") else "dbos."
    statements = [
        f"UPDATE {schema}operation_outputs SET function_name = function_name || '{CANARY}'",
        f"UPDATE {schema}workflow_status SET assumed_role = '{CANARY}'",
    ]
    for table in metadata.tables.values():
        if table.name in OF_NOBODY:
            continue
        bound = {name for key in table.foreign_key_constraints for name in key.column_keys}
        for column in table.columns:
            free = not column.primary_key and column.name not in bound and column.name not in CHOSEN
            if isinstance(column.type, sa.Text) and free and column.name not in ("blob", "fate", "superseded_by"):
                planted = f"{column.name} = coalesce({column.name}, '') || '{CANARY}'"
                whose = OF_SOMEBODY if table.name == "audit_events" else ""
                statements.append(f"UPDATE {table.name} SET {planted}{whose}")
    lived.do(*statements)
    for path in (lived.line.folder / "data" / "blobs").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes() + CANARY.encode())
    if schema:
        lived.ask("ANALYZE")


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which somebody made a package, with canaries, on SQLite; to be copied."""
    line = CommandLine(folder=tmp_path_factory.mktemp("lived"))
    line.write("brief.md", BRIEF)
    assert line.run("generate", "brief.md", "--out", "package").returncode == 0
    plant(Lived(line=line, url=f"sqlite:///{line.folder}/data/specstep.sqlite"))
    return line.folder


@pytest.fixture(scope="module")
def lived_in_postgresql(
    tmp_path_factory: pytest.TempPathFactory, postgresql_server: PostgreSQLServer
) -> Iterator[tuple[Path, str]]:
    """The same on PostgreSQL: the folder, and the database to be copied."""
    with postgresql_server.fresh() as url:
        folder = tmp_path_factory.mktemp("lived-pg")
        line = CommandLine(folder=folder, settings={"SPECSTEP_DATABASE_URL": url})
        assert line.run("db", "upgrade").returncode == 0
        line.write("brief.md", BRIEF)
        assert line.run("generate", "brief.md", "--out", "package").returncode == 0
        plant(Lived(line=line, url=url))
        yield folder, sa.make_url(url).database or ""


@pytest.fixture(params=KINDS)
def lived(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lived]:
    folder = tmp_path / "home"
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("lived_in"), folder)
        yield Lived(line=CommandLine(folder=folder), url=f"sqlite:///{folder}/data/specstep.sqlite")
        return
    source, template = request.getfixturevalue("lived_in_postgresql")
    server: PostgreSQLServer = request.getfixturevalue("postgresql_server")
    shutil.copytree(source, folder)
    name = f"copy_{tmp_path.name.lower().replace('-', '_')[:40]}_{abs(hash(tmp_path)) % 10**8}"
    server.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        url = server.address.format(name)
        yield Lived(line=CommandLine(folder=folder, settings={"SPECSTEP_DATABASE_URL": url}), url=url)
    finally:
        server.run(f'DROP DATABASE "{name}" WITH (FORCE)')


def found_in(lived: Lived, *texts: str) -> list[str]:
    """Where one of the texts still is: bytes of files, rows of any table, statistics; the erasure log is apart."""
    if lived.url.startswith("sqlite"):
        with closing(sqlite3.connect(lived.line.folder / "data/specstep.sqlite")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path for path in (lived.line.folder / "data").rglob("*") if path.is_file()]
    found = [path.name for path in files if any(text.encode() in path.read_bytes() for text in texts)]
    if lived.url.startswith("postgresql"):
        tables = lived.ask("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'dbos')")
        for schema, table in tables:
            for text in texts:
                like = f'SELECT 1 FROM "{schema}"."{table}" AS t WHERE t::text LIKE :text LIMIT 1'
                found += [table for _ in lived.ask(like, text=f"%{text}%")]
        for text in texts:
            statistics = (
                "SELECT tablename || '.' || attname FROM pg_stats WHERE schemaname IN ('public', 'dbos') AND "
                "concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text) LIKE :text"
            )
            found += [f"pg_stats of {row[0]}" for row in lived.ask(statistics, text=f"%{text}%")]
    return found


def delete(line: CommandLine) -> "subprocess.CompletedProcess[str]":
    return line.run("account", "delete", "--yes")


def test_RIG_3_nothing_of_a_deleted_account_is_in_any_byte_row_statistic_or_log(lived: Lived) -> None:
    assert found_in(lived, CANARY)
    interview, generation = lived.ask("SELECT interview_id, id FROM generations")[0]
    done = delete(lived.line)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "deleted: " in done.stdout
    assert found_in(lived, CANARY, LOCAL_OWNER, interview, generation) == []
    assert CANARY not in done.stdout + done.stderr
    assert lived.count("policy_marks") == 0
    (entry,) = (lived.line.folder / "data-erasures.jsonl").read_text().splitlines()
    assert set(json.loads(entry)) == {"account", "at"}


def test_the_policy_is_clean_on_a_database_that_was_lived_in_and_swept(lived: Lived) -> None:
    line = CommandLine(
        folder=lived.line.folder, settings={**lived.line.settings, "SPECSTEP_ENCRYPTED_AT_REST": "true"}
    )
    lived.ask("UPDATE interviews SET deleted_at = '2020-01-01 00:00:00'")
    before = line.json("policy", "audit")
    assert {each["kind"] for each in before["findings"]} == {"outlived", "rule-overdue"}
    swept = line.json("sweep")
    assert swept["findings"] == []
    assert {rule["rule"]: rule["rows"] for rule in swept["rules"] if rule["rows"]} == {"interviews.deleted_at": 1}
    for command in (("audit",), ("check",), ("check", "--database", lived.url)):
        assert line.json("policy", *command)["findings"] == [], command


@pytest.mark.slow
@pytest.mark.parametrize("moment", DELETING)
def test_RIG_3_a_deletion_killed_at_any_step_is_carried_on(lived: Lived, moment: str) -> None:
    killed, _ = stopped_at(lived.line, moment, signal.SIGKILL, "account", "delete", "--yes")
    assert killed.returncode == -signal.SIGKILL

    again = delete(lived.line)

    assert again.returncode == 0, again.stdout + again.stderr
    assert found_in(lived, CANARY) == []
    assert lived.count("policy_marks") == 0


@pytest.mark.slow
@pytest.mark.parametrize("moment", SWEEPING)
def test_RET_13_a_sweep_killed_at_any_step_is_carried_on(lived: Lived, moment: str) -> None:
    lived.ask("UPDATE interviews SET deleted_at = '2020-01-01 00:00:00'")
    lived.ask("UPDATE packages SET deleted_at = '2020-01-01 00:00:00'")
    killed, _ = stopped_at(lived.line, moment, signal.SIGKILL, "sweep")
    assert killed.returncode == -signal.SIGKILL

    again = lived.line.json("sweep")

    assert again["findings"] == []
    assert [lived.count(name) for name in ("interviews", "turns", "generations", "packages", "policy_marks")] == [
        0
    ] * 5
    assert not [path for path in (lived.line.folder / "data/blobs").rglob("*") if path.is_file()]
    assert lived.count("accounts") == 1


def test_RIG_3_a_backup_from_before_does_not_bring_a_deleted_account_back(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(lived_in, folder)
    lived = Lived(line=CommandLine(folder=folder), url=f"sqlite:///{folder}/data/specstep.sqlite")
    assert lived.line.run("db", "backup", "kept.db").returncode == 0
    assert CANARY.encode() in (folder / "kept.db").read_bytes()
    assert delete(lived.line).returncode == 0

    restored = lived.line.run("db", "restore", "kept.db")

    assert restored.returncode == 0, restored.stderr
    assert "1 account that had been deleted was deleted again" in restored.stdout
    assert found_in(lived, CANARY, LOCAL_OWNER) == []
    shutil.copyfile(folder / "kept.db", folder / "data/specstep.sqlite")  # put back by hand, without us
    assert lived.line.run("sweep").returncode == 0
    assert found_in(lived, CANARY) == []


def test_a_restore_that_cannot_repeat_a_deletion_leaves_the_database_as_it_was(
    lived_in: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "home"
    shutil.copytree(lived_in, folder)
    line = CommandLine(folder=folder)
    assert line.run("db", "backup", "kept.db").returncode == 0
    assert delete(line).returncode == 0
    before = (folder / "data/specstep.sqlite").read_bytes()
    with (folder / "data-erasures.jsonl").open("a") as log:
        log.write("gibberish\n")
    refused = line.run("db", "restore", "kept.db")
    assert refused.returncode == 3
    assert "line 2" in refused.stderr
    assert (folder / "data/specstep.sqlite").read_bytes() == before
    assert [path.name for path in (folder / "data").iterdir() if "restoring" in path.name] == []


@pytest.mark.postgresql
def test_RIG_3_a_postgresql_put_back_by_hand_is_cleared_before_anything_serves(
    lived_in_postgresql: tuple[Path, str], postgresql_server: PostgreSQLServer, tmp_path: Path
) -> None:
    source, template = lived_in_postgresql
    folder = tmp_path / "home"
    shutil.copytree(source, folder)
    (folder / "data-erasures.jsonl").write_text(
        json.dumps({"account": LOCAL_OWNER, "at": "2099-01-01T00:00:00+00:00"}) + "\n"
    )
    postgresql_server.run(f'CREATE DATABASE put_back TEMPLATE "{template}"')
    try:
        url = postgresql_server.address.format("put_back")
        lived = Lived(line=CommandLine(folder=folder, settings={"SPECSTEP_DATABASE_URL": url}), url=url)
        replayed = lived.line.run("db", "replay")
        assert replayed.returncode == 0, replayed.stderr
        assert "1 account that had been deleted" in replayed.stdout
        assert found_in(lived, CANARY) == []
        assert "Nothing had come back" in lived.line.run("db", "replay").stdout
    finally:
        postgresql_server.run("DROP DATABASE put_back WITH (FORCE)")


def test_RIG_1_an_export_is_an_archive_of_records_files_and_their_description(
    lived_in: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "home"
    shutil.copytree(lived_in, folder)
    line = CommandLine(folder=folder)
    told = line.json("account", "export", "--out", "mine.zip")
    assert told["sizeBytes"] == (folder / "mine.zip").stat().st_size
    with zipfile.ZipFile(folder / "mine.zip") as archive:
        assert archive.testzip() is None
        turns = [json.loads(row) for row in archive.read("turns.jsonl").decode().splitlines()]
        assert any(CANARY in turn["content"] for turn in turns)
        assert [name for name in archive.namelist() if name.startswith("files/package_archives/packages/")]
        readme = archive.read("README.md").decode()
    assert "## turns.jsonl (2)" in readme
    assert line.run("account", "export", "--out", "mine.zip").returncode == 2, "nothing is overwritten"

    (ready,) = line.json("exports", "list")["items"]
    assert ready == {name: told[name] for name in ready}
    assert line.json("exports", "download", ready["id"], "--out", "again.zip")["sha256"] == told["sha256"]
    assert (folder / "again.zip").read_bytes() == (folder / "mine.zip").read_bytes()
    assert line.json("exports", "link", ready["id"])["expiresAt"] == told["expiresAt"]
    audited = {each["kind"] for each in line.json("policy", "audit")["findings"]}
    assert not audited & {"orphan-file", "missing-file", "plaintext"}, "the files of both kinds are known"
    assert line.json("exports", "remove", ready["id"])["status"] == "removed"
    assert line.json("exports", "list")["items"] == []


def test_RIG_1_an_export_killed_while_it_is_written_is_carried_on(lived: Lived) -> None:
    killed, _ = stopped_at(lived.line, "write", signal.SIGKILL, "account", "export", "--out", "mine.zip")
    assert killed.returncode == -signal.SIGKILL
    assert not (lived.line.folder / "mine.zip").exists()

    again = lived.line.json("account", "export", "--out", "mine.zip")

    with zipfile.ZipFile(lived.line.folder / "mine.zip") as archive:
        assert archive.testzip() is None
    assert lived.count("exports") == 1
    assert lived.ask("SELECT id FROM exports") == [(again["id"],)]
    assert lived.count("blob_intents") == 0


def test_deleting_asks_first_and_counts_on_demand(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(lived_in, folder)
    line = CommandLine(folder=folder)
    assert line.run("account", "delete").returncode == 2
    counted = line.json("account", "delete", "--dry-run")
    assert counted["accounts"][0]["rows"]["interviews"] == 1
    assert counted["accounts"][0]["files"] == 1
    nobody = line.run("account", "delete", "nobody", "--yes", "--json")
    assert nobody.returncode == 2
    assert json.loads(nobody.stdout)["accounts"][0]["error"]["code"] == "NOT_FOUND"


def test_a_worker_sweeps_by_itself(lived_in: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(lived_in, folder)
    lived = Lived(
        line=CommandLine(folder=folder, settings={"SPECSTEP_SWEEP_AT": "00:00"}),
        url=f"sqlite:///{folder}/data/specstep.sqlite",
    )
    lived.ask("UPDATE interviews SET deleted_at = '2020-01-01 00:00:00'")
    program = (
        "import asyncio, sqlite3, subprocess, sys, time\n"
        "worker = subprocess.Popen([sys.executable, '-m', 'specstep', 'worker'])\n"
        "for _ in range(600):\n"
        "    time.sleep(0.1)\n"
        "    with sqlite3.connect('data/specstep.sqlite') as database:\n"
        "        if not database.execute('SELECT count(*) FROM interviews').fetchone()[0]:\n"
        "            break\n"
        "worker.terminate()\n"
        "sys.exit(worker.wait(30))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=lived.line.env,
        timeout=120,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert lived.count("interviews") == 0
    assert str(CHECKOUT) not in done.stderr
