"""`/v1/account`: its end."""

from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Route, Who
from specstep.entrypoints.web.sign_in import session_cookie_of
from specstep.entrypoints.web.wire import Message


class Closing(Message, frozen=True, kw_only=True):
    """The account is being deleted, with all that is its own; within minutes, a day at most."""

    status: str


async def delete(call: Call[None]) -> Closing:
    """Delete it for good."""
    await call.services.promises.deletions.request(call.account)
    call.headers["Set-Cookie"] = session_cookie_of(call.services).unset()
    return Closing(status="closing")


ROUTES = (
    Route(
        method="DELETE",
        path="/v1/account",
        handler=delete,
        about="Deleting the account",
        notes="This can't be taken back.",
        who=Who.PERSON,
        gives=Closing,
        status=202,
    ),
)
