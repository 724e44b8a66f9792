"""Every operation under generated requests: nothing breaks, and nothing comes back that the document doesn't tell."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.samples.web import opened_services, site_of

from specstep.domain.accounts import LOCAL_OWNER, Account
from specstep.domain.ids import AccountId
from specstep.entrypoints.web.app import API
from specstep.entrypoints.web.routes import Route, Who

# Deleting the account and signing out everywhere would end what the others need.
LEFT_OUT = ("account.delete", "sessions.revoke_others")
BUDGET = settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)


@attrs.define
class Running:
    """A service in a thread, for a client that blocks."""

    schema: Any = None
    headers: dict[str, dict[str, str]] = attrs.Factory(dict)
    ready: threading.Event = attrs.Factory(threading.Event)
    stop: asyncio.Event = attrs.Factory(asyncio.Event)

    async def serve(self, folder: Path) -> None:
        async with opened_services(folder) as services, site_of(services) as site:
            async with services.database.unit() as unit:
                owner = await unit.accounts.get(LOCAL_OWNER)
                assert owner is not None
                stranger = Account(id=AccountId("account-stranger"), display_name="S", created_at=owner.created_at)
                await unit.accounts.add(stranger)
            self.headers["key"] = dict((await site.with_key(owner)).headers)
            self.headers["browser"] = dict((await site.in_browser(stranger)).headers)
            self.url = site.url
            self.ready.set()
            await self.stop.wait()

    url: str = ""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: loop.run_until_complete(made.serve(tmp_path_factory.mktemp("web"))))
    thread.start()
    assert made.ready.wait(60)
    made.schema = schemathesis.openapi.from_url(f"{made.url}/v1/openapi.json")
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(made.stop.set)
        thread.join(60)
        loop.close()


# The service in the other thread uses `random` meanwhile, which Hypothesis takes for the strategy's doing.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module:hypothesis.errors.HypothesisDeprecationWarning")
@pytest.mark.parametrize("route", [pytest.param(each, id=each.name) for each in API if each.name not in LEFT_OUT])
def test_nothing_breaks_and_nothing_untold_comes_back(running: Running, route: Route) -> None:
    operation = next(
        found.ok()
        for found in running.schema.get_all_operations()
        if found.ok().definition.raw["operationId"] == route.name
    )

    @BUDGET
    @given(case=operation.as_strategy())
    def tried(case: Any) -> None:
        # What a text has to be beyond its shape (a cursor that leads somewhere, a name that can be seen) is refused
        # with 400, and no schema says it.
        case.call_and_validate(
            headers=running.headers["key" if route.who is Who.ACCOUNT else "browser"],
            timeout=20,
            excluded_checks=[positive_data_acceptance],
        )

    tried()
