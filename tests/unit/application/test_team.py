"""The AI Team as its tasks define it."""

from specstep.application.generations.writing import OUTPUTS
from specstep.application.team import team


def test_every_kind_of_document_has_exactly_one_agent_that_writes_it() -> None:
    written = [work.writes.replace(" ", "") for member in team() for work in member.works]
    for output in OUTPUTS.values():
        assert written.count(output.__name__.lower()) == 1


def test_an_agent_says_what_it_is_for_and_reads_something() -> None:
    assert team()[0].role == "interviewer"
    for member in team():
        assert member.about
        assert member.works
        assert all(work.reads and work.about for work in member.works)
