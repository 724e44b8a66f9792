"""`/v1/interviews/{id}/reference-documents`: texts that a person attaches."""

from datetime import datetime

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import HttpProcessingError

from specstep.domain.errors import BadInput
from specstep.domain.ids import InterviewId, ReferenceId
from specstep.domain.interviews.documents import SIZE_LIMIT_BYTES
from specstep.domain.interviews.values import ReferenceDocument
from specstep.entrypoints.web.api.interviews import ONE, READING, InterviewView, view
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.problems import Refused
from specstep.entrypoints.web.routes import Route
from specstep.entrypoints.web.wire import Listed, Message

PATH = f"{ONE}/reference-documents"
FIELD = "file"
AROUND_BYTES = 64 * 1024


class Document(Message, frozen=True, kw_only=True):
    """A document, without its text."""

    id: str
    number: int
    name: str
    characters: int
    added_at: datetime


async def attach(call: Call[None]) -> InterviewView:
    """Attach one: the part `file` of a form, with its name."""
    name, data = await _file(call.request)
    id = InterviewId(call.path("id"))
    return view(await call.services.interviews.add_reference(call.account, id, name, data))


async def list_(call: Call[None]) -> Listed[Document]:
    """All of them."""
    state = await call.services.interviews.get(call.account, InterviewId(call.path("id")))
    return Listed(items=[_told(each) for each in state.interview.references])


async def remove(call: Call[None]) -> None:
    """Take one out, and with it the facts that rest on it."""
    id, document = InterviewId(call.path("id")), ReferenceId(call.path("documentId"))
    await call.services.interviews.remove_reference(call.account, id, document)


async def _file(request: web.Request) -> tuple[str, bytes]:
    if request.content_type != "multipart/form-data":
        raise Refused(415, "Send multipart/form-data, with the document as its part `file`.")
    if (request.content_length or 0) > SIZE_LIMIT_BYTES + AROUND_BYTES:
        raise Refused(413)
    try:
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == FIELD:
                data = bytearray()
                while piece := await part.read_chunk():
                    data += piece
                    if len(data) > SIZE_LIMIT_BYTES:
                        raise Refused(413, f"At most {SIZE_LIMIT_BYTES} bytes are taken here.")
                return part.filename or "document", bytes(data)
    except (HttpProcessingError, ValueError, AssertionError, RuntimeError):  # the parser's, on what is no form
        raise Refused(400, "The form can't be read.") from None
    raise BadInput(where=FIELD, what="is not there.", way_out="Name the part of the form so.")


def _told(document: ReferenceDocument) -> Document:
    return Document(
        id=document.id,
        number=document.number,
        name=document.name,
        characters=len(document.text),
        added_at=document.added_at,
    )


ROUTES = (
    Route(method="GET", path=PATH, handler=list_, about="The documents attached", gives=Listed[Document]),
    Route(
        method="POST",
        path=PATH,
        handler=attach,
        about="Attach a document",
        notes="A text file of at most 10 MB.",
        multipart=True,
        gives=InterviewView,
        status=201,
        statuses={409: "It holds as many as it can.", **READING},
    ),
    Route(
        method="DELETE",
        path=f"{PATH}/{{documentId}}",
        handler=remove,
        about="Take a document out",
        status=204,
    ),
)
