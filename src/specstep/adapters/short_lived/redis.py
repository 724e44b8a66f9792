"""Short-lived state on Redis or Valkey, for several processes (extra `redis`).

Each act is one command or one script on the server, and limits go by the server's clock. A server that can't be
asked is asked again after a second, so that not everybody waits for it meanwhile. It has to be the operator's own
(TRA-1), and beyond this machine it is spoken to by TLS only (SEC-1).
"""

import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from redis import exceptions
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from specstep.adapters.short_lived.scripts import COUNT, JUDGE, SWAP
from specstep.domain.errors import Misconfigured, Unavailable
from specstep.domain.limits import Limit, Verdict, verdict

SERVICE = "The server of short-lived state"
PREFIX = "specstep"
TIMEOUT_S = 0.5
PAUSE_S = 1.0
MICROSECONDS = 1_000_000
LOOPBACK = ("127.0.0.1", "::1", "localhost")
Answer = TypeVar("Answer")

# Most special first. The server's own words are left out: an address with its password could be among them.
REASONS: Mapping[type[Exception], str] = {
    exceptions.AuthenticationError: "it refuses the user or the password.",
    exceptions.NoPermissionError: "its user may not do this.",
    exceptions.TimeoutError: "it does not answer in time.",
    exceptions.BusyLoadingError: "it is still starting.",
    exceptions.ConnectionError: "it cannot be reached.",
    exceptions.OutOfMemoryError: "it has no room left.",
    exceptions.ReadOnlyError: "it takes no writes.",
    exceptions.RedisError: "it refused a command.",
    OSError: "it cannot be reached.",
}


class RedisShortLived:
    """State and limits on one server.

    Args:
        url: redis://…, rediss://… or unix://….
        time_s: the time that limits go by, where it isn't the server's.

    Raises:
        Misconfigured: the address can't be used.
    """

    recipient = "none"

    def __init__(self, url: str, *, time_s: Callable[[], float] | None = None) -> None:
        self._redis, self._place = _client(url)
        self._time_s = time_s
        self._judge_script = self._redis.register_script(JUDGE)
        self._swap_script = self._redis.register_script(SWAP)
        self._count_script = self._redis.register_script(COUNT)
        self._silent_until = 0.0

    async def put(self, key: str, value: bytes, *, lives: timedelta) -> None:
        """Keep it."""
        await self._ask(lambda: self._redis.set(_value(key), value, px=_milliseconds(lives)))

    async def get(self, key: str) -> bytes | None:
        """The value."""
        return cast("bytes | None", await self._ask(lambda: self._redis.get(_value(key))))

    async def take(self, key: str) -> bytes | None:
        """The value, for the last time."""
        return cast("bytes | None", await self._ask(lambda: self._redis.getdel(_value(key))))

    async def swap(self, key: str, old: bytes | None, new: bytes | None, *, lives: timedelta) -> bool:
        """Change it where it is still the old one."""
        arguments = (int(old is not None), old or b"", int(new is not None), new or b"", _milliseconds(lives))
        return bool(await self._ask(lambda: self._swap_script([_value(key)], arguments)))

    async def count(self, key: str, *, lives: timedelta, by: int = 1) -> int:
        """Add to the counter."""
        arguments = (by, _milliseconds(lives))
        return int(await self._ask(lambda: self._count_script([f"{PREFIX}:counter:{key}"], arguments)))

    async def hit(self, key: str, limit: Limit) -> Verdict:
        """Count one where there is room."""
        return await self._judge(key, limit, counting=True)

    async def peek(self, key: str, limit: Limit) -> Verdict:
        """Whether there is room."""
        return await self._judge(key, limit, counting=False)

    async def check(self) -> str:
        """On which server."""
        await self._ask(lambda: self._redis.ping())
        return f"on {self._place}"

    async def close(self) -> None:
        """Let the connections go."""
        await self._redis.aclose()

    async def _judge(self, key: str, limit: Limit, *, counting: bool) -> Verdict:
        now = "" if self._time_s is None else round(self._time_s() * MICROSECONDS)
        window = limit.window // timedelta(microseconds=1)
        arguments = (limit.number, window, int(counting), now)
        answer: Sequence[int] = await self._ask(lambda: self._judge_script([f"{PREFIX}:limit:{key}"], arguments))
        allowed, counted, reset = answer
        return verdict(limit, counted=counted, allowed=bool(allowed), reset=timedelta(microseconds=reset))

    async def _ask(self, act: Callable[[], Awaitable[Answer]]) -> Answer:
        if time.monotonic() < self._silent_until:
            raise Unavailable(service=SERVICE, reason="it could not be asked a moment ago.")
        try:
            return await act()
        except (exceptions.RedisError, OSError) as error:
            if isinstance(error, exceptions.ConnectionError | exceptions.TimeoutError | OSError):
                self._silent_until = time.monotonic() + PAUSE_S
            reason = next(says for kind, says in REASONS.items() if isinstance(error, kind))
            way_out = f"Look after {self._place}, and at SPECSTEP_REDIS_URL."
            raise Unavailable(service=SERVICE, reason=reason, way_out=way_out) from error


def _client(url: str) -> tuple[Redis, str]:
    parts = urlsplit(url)
    if parts.scheme == "redis" and parts.hostname not in LOOPBACK:
        raise Misconfigured(
            setting="redis_url",
            what="goes to another machine without TLS.",
            way_out="Name a server that speaks it, as rediss://….",
        )
    options: dict[str, Any] = {"ssl_min_version": ssl.TLSVersion.TLSv1_2} if parts.scheme == "rediss" else {}
    try:
        client = Redis.from_url(
            url,
            socket_timeout=TIMEOUT_S,
            socket_connect_timeout=TIMEOUT_S,
            retry=Retry(NoBackoff(), 0),
            **options,
        )
        place = f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else parts.path
    except ValueError as error:
        raise Misconfigured(
            setting="redis_url",
            what="is no address of a server.",
            way_out="It is redis://localhost:6379/0, rediss://user:password@host:6379/0, or unix:///path.",
        ) from error
    return client, place


def _value(key: str) -> str:
    return f"{PREFIX}:value:{key}"


def _milliseconds(time: timedelta) -> int:
    return max(time // timedelta(milliseconds=1), 1)
