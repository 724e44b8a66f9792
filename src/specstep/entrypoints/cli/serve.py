"""`specstep serve`: the web service."""

import asyncio
import signal

from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.settings import load_settings


async def serve(*, host: str | None = None, port: int | None = None) -> int:
    """Serve the web application and run queued jobs, until SIGINT or SIGTERM.

    Without a sign-in provider it answers on this machine only, and whoever opens it there is the local owner. An
    embedded database is brought up to date by itself, after a copy of it was made; PostgreSQL needs `specstep db
    upgrade` first.

    Parameters
    ----------
    host
        The address to listen on; 127.0.0.1 by default.
    port
        The port to listen on; 8765 by default, 0 for any that is free.
    """
    from specstep.entrypoints.web.serving import serve as serve_until

    settings = load_settings(host=host, port=port)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await serve_until(settings, stop, lambda text: print(text, flush=True))  # noqa: T201
    return Exit.DONE
