"""`/workspace`: somebody's interviews and packages, and the form that begins one."""

from collections.abc import Mapping

from aiohttp import web

from specstep.domain.errors import BadInput
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.pages.layout import HTML, gone_to, page
from specstep.entrypoints.web.routes import Rate, Route, Who

PATH = "/workspace"
SHOWN = 20


async def overview(call: Call[None]) -> web.StreamResponse:
    """Show what there is."""
    return await _overview(call)


async def begin(call: Call[Mapping[str, str]]) -> web.StreamResponse:
    """Make an interview from a brief, and a package from that; the page of the generation comes next."""
    services, brief = call.services, call.taken.get("brief", "").replace("\r\n", "\n")
    try:
        state = await services.interviews.start(call.account, brief)
        dossier = await services.interviews.dossier(call.account, state.interview.id)
        generation = await services.generations.start(call.account, dossier)
    except BadInput as error:
        return await _overview(call, brief=brief, wrong=str(error), status=400)
    return gone_to(f"/generations/{generation.id}")


async def _overview(
    call: Call[None] | Call[Mapping[str, str]], *, brief: str = "", wrong: str = "", status: int = 200
) -> web.StreamResponse:
    services = call.services
    interviews = await services.interviews.list(call.account, limit=SHOWN)
    generations = await services.generations.list(call.account, limit=SHOWN)
    titles: dict[str, str] = {
        each.generation_id: each.title for each in await services.packages.list(call.account)
    }
    names: dict[str, str] = {each.id: each.title for each in interviews}
    return page(
        call,
        "workspace",
        status=status,
        interviews=interviews,
        generations=[
            (each, titles.get(each.id) or names.get(each.interview_id) or "A project")
            for each in generations
            if each.deleted_at is None
        ],
        brief=brief,
        wrong=wrong,
    )


ROUTES = (
    Route(method="GET", path=PATH, handler=overview, about="My work", who=Who.PERSON, media=HTML),
    Route(
        method="POST",
        path=PATH,
        handler=begin,
        about="Begin with a brief",
        who=Who.PERSON,
        form=True,
        status=303,
        media=HTML,
        rate=Rate.KICKOFF,
    ),
)
