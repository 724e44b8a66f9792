"""What stops a policy is told in a sentence, and its parts can be read by programs."""

from specstep.policies.errors import Blocked, Contradiction, NotCompilable, Unerasable, Unsettled


def test_an_error_is_one_readable_sentence() -> None:
    said = {
        Contradiction(["dataset a: one", "dataset b: two"]): "dataset a: one\ndataset b: two",
        NotCompilable("visits", "the table has no primary key"): "dataset visits: the table has no primary key",
        Blocked("notes", "rows of replies survive", [("n",)]): "dataset notes: rows of replies survive",
        Unsettled("r-1", {"turns": 2, "accounts": 1}): "run r-1: still marked: 1 of accounts, 2 of turns",
    }
    assert {error: str(error) for error in said} == said


def test_a_circle_that_nothing_opens_is_shown_with_the_way_out() -> None:
    said = str(Unerasable(("a", "b", "a")))
    assert said.startswith("a → b → a: a circle of references")
    assert said.endswith("Make one of them nullable, and say so on its edge.")


def test_the_parts_of_an_error_can_be_read() -> None:
    assert Contradiction(iter(["a", "b"])).findings == ("a", "b")
    assert (Blocked("notes", "why").keys, Blocked("notes", "why", [("n",)]).keys) == ((), (("n",),))
    assert Unsettled("r", {"a": 1}).remaining == {"a": 1}
    assert (NotCompilable("a", "why").dataset, NotCompilable("a", "why").what) == ("a", "why")
