"""Holds an interview in the terminal it runs in, on a database in memory."""

import asyncio

from tests.samples.talks import opened_interviews

from specstep.domain.accounts import LOCAL_OWNER
from specstep.entrypoints.cli.interview import talk


async def main() -> None:
    await talk(await opened_interviews(), LOCAL_OWNER)


if __name__ == "__main__":
    asyncio.run(main())
