"""The talk for programs."""

import io
import json

from tests.samples.talks import PlainModel, opened_interviews

from specstep.domain.accounts import LOCAL_OWNER as ME
from specstep.entrypoints.cli.counting import counted
from specstep.entrypoints.cli.interview_json import talk_json
from specstep.entrypoints.cli.interview_lines import PipedLines

BRIEF = "Volunteers can sign up for shifts. Volunteers can cancel a shift."


async def held(*replies: str, brief: str | None = BRIEF) -> list[dict[str, object]]:
    """The objects that a program reads."""
    out = io.StringIO()
    lines = PipedLines(io.StringIO("".join(f"{reply}\n" for reply in replies)))
    await talk_json(await opened_interviews(PlainModel()), ME, brief=brief, lines=lines, out=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


async def test_each_reply_gives_one_object_with_the_question_and_what_was_taken() -> None:
    first, second, third = await held("The goal is order.", "/accept")
    assert first["status"] == "open"
    assert [fact["text"] for fact in first["taken"]] == BRIEF.replace(". ", ".|").split("|")  # type: ignore[attr-defined]
    assert second["question"] != first["question"]
    assert third["taken"][0]["source"]["kind"] == "assumption"  # type: ignore[index]


async def test_an_error_is_an_object_and_the_same_question_waits() -> None:
    opening, error, after = await held("", "A shop.", brief=None)
    assert error["error"]["code"] == "UNREADABLE_DOCUMENT"  # type: ignore[index]
    assert opening["question"]["id"] == "opening"  # type: ignore[index]
    assert after["taken"]


async def test_done_ends_it_and_asking_back_is_remarked_on() -> None:
    _, asked, done = await held("why?", "/done", "never read")
    assert asked["remark"]
    assert (done["status"], done["question"] is not None) == ("complete", True)


def test_numbers_agree_with_their_nouns() -> None:
    assert (counted(1, "account"), counted(2, "account")) == ("1 account", "2 accounts")
