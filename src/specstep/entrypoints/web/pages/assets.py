"""`/static`: what pages load. A file's name holds a hash of its content, so that browsers may keep it for a year."""

import hashlib
from functools import lru_cache
from pathlib import Path

from aiohttp import web

from specstep.domain.errors import NotFound
from specstep.entrypoints.web.calls import Call
from specstep.entrypoints.web.routes import Rate, Route, Who

FOLDER = Path(__file__).parent / "static"
MEDIA = {".css": "text/css", ".js": "text/javascript", ".webp": "image/webp", ".svg": "image/svg+xml"}
KEPT = "public, max-age=31536000, immutable"


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[str, bytes]]:
    """Every file: its media type and content, by the name that it is loaded by."""
    found = {}
    for path in sorted(each for each in FOLDER.iterdir() if each.suffix in MEDIA):
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:16]
        found[f"{path.stem}.{digest}{path.suffix}"] = (MEDIA[path.suffix], content)
    return found


@lru_cache
def asset(name: str) -> str:
    """The address of a file by its plain name."""
    stem, _, suffix = name.rpartition(".")
    (found,) = (each for each in assets() if each.startswith(f"{stem}.") and each.endswith(f".{suffix}"))
    return f"/static/{found}"


async def load(call: Call[None]) -> web.StreamResponse:
    """One of them."""
    name = call.path("name")
    if name not in assets():
        raise NotFound(kind="file of the pages", id=name)
    media, content = assets()[name]
    return web.Response(body=content, content_type=media, headers={"Cache-Control": KEPT})


ROUTES = (
    Route(
        method="GET",
        path="/static/{name}",
        handler=load,
        about="What pages load",
        who=Who.ANYONE,
        rate=Rate.NONE,
        media="application/octet-stream",
    ),
)
