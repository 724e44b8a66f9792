"""`specstep requests`: what people ask for by right, and the answers."""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from specstep.domain.errors import BadInput
from specstep.domain.ids import StatutoryRequestId
from specstep.domain.statutory_requests import RequestKind, StatutoryRequest
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.cli.jobs import tell
from specstep.entrypoints.library import SpecStep
from specstep.entrypoints.settings import load_settings

Json = Annotated[bool, Parameter(name="--json", negative="")]
LARGEST_BYTES = 100_000


async def show(*, json: Json = False) -> int:
    """List the requests that wait for an answer, the first due first.

    Parameters
    ----------
    json
        Print one JSON object.
    """
    async with SpecStep.open(settings=load_settings()) as spec:
        waiting = await (await spec.people()).requests.unanswered()
    lines = [f"{each.id}  {each.kind}, due {each.due_at:%Y-%m-%d}, of {each.account_id}" for each in waiting]
    tell({"requests": [_told(each) for each in waiting]}, lines or ["None waits for an answer."], as_json=json)
    return Exit.DONE


async def record(account: str, kind: RequestKind, *, text: Path, json: Json = False) -> int:
    """Take a request down as of today; `specstep policy audit` says so when its answer is overdue.

    Parameters
    ----------
    account
        Whose request it is: an id or a verified e-mail address.
    kind
        What they ask for.
    text
        A file with their words.
    json
        Print one JSON object.
    """
    said = text_of(text)
    async with SpecStep.open(settings=load_settings()) as spec:
        request = await (await spec.people()).requests.record(account, kind, said)
    line = f"{request.id}: taken down; the answer is due on {request.due_at:%Y-%m-%d}"
    tell(_told(request), [line], as_json=json)
    return Exit.DONE


async def answer(id: str, *, text: Path, json: Json = False) -> int:
    """Keep the answer to a request; sending it is up to you.

    Parameters
    ----------
    id
        The request's id.
    text
        A file with the answer.
    json
        Print one JSON object.
    """
    said = text_of(text)
    async with SpecStep.open(settings=load_settings()) as spec:
        request = await (await spec.people()).requests.answer(StatutoryRequestId(id), said)
    tell(_told(request), [f"{request.id}: answered"], as_json=json)
    return Exit.DONE


def text_of(path: Path) -> str:
    """What a file of words holds.

    Raises:
        BadInput: it can't be read, or is no text.
    """
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise BadInput(where=str(path), what=f"is larger than {LARGEST_BYTES:,} bytes.")
        return content.decode()
    except OSError as error:
        raise BadInput(where=str(path), what=f"can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(where=str(path), what="is no text in UTF-8.") from error


def _told(request: StatutoryRequest) -> dict[str, Any]:
    answered = request.answered_at
    return {
        "id": request.id,
        "status": "waiting" if answered is None else "answered",
        "account": request.account_id,
        "kind": request.kind.value,
        "text": request.text,
        "receivedAt": request.received_at.isoformat(),
        "dueAt": request.due_at.isoformat(),
        "answer": request.answer,
        "answeredAt": None if answered is None else answered.isoformat(),
    }
