"""What lies beside the tables is filled, searched and let go, and nothing of it is overlooked."""

import logging
from pathlib import Path

from specstep.policies.testing.acts import Files, Outside
from specstep.policies.testing.stores import Folder, Log, Runs, held, lost


def test_runs_are_found_by_what_they_hold_and_purged_by_account() -> None:
    runs = Runs()
    for account, text in (("ann", "one"), ("ann", "two"), ("bob", "one")):
        runs.plant(account, text)
    assert [len(runs.search(text)) for text in ("one", "two", "three")] == [2, 1, 0]
    runs.forget("ann")
    runs.forget("ann")
    assert runs.search("one") == ["a run of workflow runs"]
    runs.reset()
    assert runs.search("one") == []


def test_files_of_logs_are_searched_by_name_and_by_content_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "old ann").mkdir()
    (tmp_path / "old ann" / "b.log").write_bytes(b"\xff ann was here")
    (tmp_path / "of ann.log").write_text("nothing")
    (tmp_path / "other.log").write_text("nothing")
    folder = Folder(tmp_path, "the logs")
    folder.plant("ann", "bob")
    folder.forget("ann")
    folder.reset()
    assert list(folder.search("ann")) == ["of ann.log in the logs", "old ann/b.log in the logs"]
    assert list(folder.search("bob")) == []


def test_what_is_found_is_told_in_the_order_of_its_names(tmp_path: Path) -> None:
    names = [f"{number * 7 % 12:02}" for number in range(12)]
    for name in names:
        (tmp_path / name).write_text("of ann")
    assert list(Folder(tmp_path, "x").search("ann")) == [f"{name} in x" for name in sorted(names)]
    log = Log(lines=[f"{name}: of ann" for name in names])
    assert log.search("ann") == [f"{name} in the log" for name in sorted(names)]


def test_lines_are_listened_to_for_a_while_with_their_tracebacks() -> None:
    log = Log()
    loggers = [logging.getLogger(name) for name in ("shop.b", "shop.a")]
    with log.listening():
        for logger in loggers:
            logger.warning("erasing %s", "ann")
        loggers[0].warning("erasing ann again")
        try:
            raise ValueError("of bob")
        except ValueError:
            loggers[0].exception("failed")
    loggers[0].warning("erasing eve")
    assert log.search("ann") == ["shop.a in the log", "shop.b in the log"]
    assert (log.search("of bob"), log.search("eve")) == (["shop.b in the log"], [])
    log.plant("ann", "x")
    log.forget("ann")
    assert log.search("ann")
    log.reset()
    assert log.search("ann") == []


def test_whatever_listens_stops_when_something_fails() -> None:
    before = list(logging.getLogger().handlers)
    try:
        with Log().listening():
            assert len(logging.getLogger().handlers) == len(before) + 1
            raise KeyError
    except KeyError:
        assert logging.getLogger().handlers == before


def test_what_is_left_of_one_and_what_is_lost_of_another_are_told_by_store() -> None:
    full, empty = Runs("jobs"), Runs("mail")
    full.plant("ann", "a tag")
    assert held([full, empty], "a tag") == ["a run of jobs still holds a value of theirs"]
    assert lost([full, empty], [(0, "a tag"), (1, "a tag")]) == ["mail has lost a value of somebody else's"]


def test_files_are_deleted_by_dataset_and_key_and_deleting_again_is_no_error() -> None:
    files = Files({("photos", ("a",)), ("papers", ("a",)), ("photos", ("b", "c"))})
    for _ in range(2):
        Outside(files).delete_files("photos", [("a", "", "", ""), ("b", "c", "", "")])
    assert files.kept == {("papers", ("a",))}


def test_runs_are_counted_when_they_are_purged() -> None:
    runs = Runs()
    runs.plant("ann", "one")
    runs.plant("ann", "two")
    assert [Outside(Files(), runs).purge_runs(who, ("runs",)) for who in ("ann", "ann", "bob")] == [2, 0, 0]
    assert Outside(Files()).purge_runs("ann", ("runs",)) == 0
