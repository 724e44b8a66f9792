"""What every adapter of durable work must do."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from tests.contract.workflow_homes import Home, ended, eventually, job, roll_back, rolled_back

from specstep.domain.errors import NotFound, ProviderFailed, Unavailable
from specstep.domain.ids import AccountId, RunId
from specstep.ports.workflows import GraphStep, Job, JobContext, Json, ProgressEvent, Retry, RunState, WorkflowHost


class Ledger:
    """Steps that note when they run, as bodies with effects would."""

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.begun: list[str] = []
        self.held: dict[str, asyncio.Event] = {}
        self.broken: dict[str, Exception] = {}

    def hold(self, name: str) -> asyncio.Event:
        """Make a step wait until the event is set."""
        self.held[name] = asyncio.Event()
        return self.held[name]

    async def body(self, name: str) -> Json:
        self.begun.append(name)
        if name in self.held:
            await self.held[name].wait()
        if name in self.broken:
            raise self.broken[name]
        self.ran.append(name)
        return f"{name} done"

    async def step(self, context: JobContext, name: str) -> Json:
        return await context.step(name, lambda: self.body(name))

    def node(self, name: str, *after: str) -> GraphStep:
        async def run(given: Mapping[str, Json]) -> Json:
            assert given == {before: f"{before} done" for before in after}
            return await self.body(name)

        return GraphStep(name=name, run=run, after=after)


async def events(host: WorkflowHost, key: str, after: int = -1) -> list[ProgressEvent]:
    return [event async for event in host.progress(RunId(key), after=after)]


async def test_a_job_runs_with_its_payload_and_tells_its_result(home: Home) -> None:
    async def handler(context: JobContext) -> Json:
        async def double() -> Json:
            return {"doubled": context.job.payload["number"] * 2}  # type: ignore[operator]

        return [context.job.key, context.job.account_id, await context.step("double", double)]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run", number=21))
        info = await ended(host, "run")
    assert (info.state, info.kind, info.error) == (RunState.DONE, "job", None)
    assert info.result == ["run", "account", {"doubled": 42}]


async def test_a_key_that_was_submitted_before_changes_nothing(home: Home) -> None:
    ledger = Ledger()

    async def handler(context: JobContext) -> Json:
        return await ledger.step(context, str(context.job.payload["name"]))

    async with home.open({"job": handler}) as host:
        await asyncio.gather(*(host.submit(job("run", name="first")) for _ in range(5)))
        await ended(host, "run")
        await host.submit(job("run", name="second"))
        async with home.transaction() as transaction:
            await host.submit_in(transaction, job("run", name="third"))
        assert (await ended(host, "run")).result == "first done"
    assert ledger.ran == ["first"]


async def test_a_job_submitted_in_a_transaction_starts_when_that_commits(home: Home) -> None:
    ledger = Ledger()

    async def handler(context: JobContext) -> Json:
        return await ledger.step(context, context.job.key)

    async with home.open({"job": handler}) as host:
        async with home.transaction() as transaction:
            await host.submit_in(transaction, job("kept"))
            assert await host.info(RunId("kept")) is None
        assert (await ended(host, "kept")).state == RunState.DONE
    assert ledger.ran == ["kept"]


async def test_a_job_submitted_in_a_transaction_that_is_rolled_back_never_was(home: Home) -> None:
    async with home.open() as host:
        with rolled_back():
            async with home.transaction() as transaction:
                await host.submit_in(transaction, job("lost"))
                roll_back()
        assert await host.info(RunId("lost")) is None


async def test_a_run_that_was_drained_carries_on_after_its_last_finished_step(home: Home) -> None:
    ledger = Ledger()
    go_on = ledger.hold("second")

    async def handler(context: JobContext) -> Json:
        return [await ledger.step(context, name) for name in ("first", "second", "third")]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: "second" in ledger.begun)
        draining = asyncio.create_task(host.drain(timeout_s=10))
        await asyncio.sleep(0.05)
        go_on.set()  # what is in flight may end
        await draining
    assert ledger.ran == ["first", "second"]
    async with home.open({"job": handler}) as host:
        info = await ended(host, "run")
    assert info.result == ["first done", "second done", "third done"]
    assert ledger.ran == ["first", "second", "third"]


async def test_a_step_that_outlives_the_drain_is_interrupted_and_runs_again(home: Home) -> None:
    ledger = Ledger()
    ledger.hold("slow")

    async def handler(context: JobContext) -> Json:
        return [await ledger.step(context, name) for name in ("quick", "slow")]

    host = home.make()
    await host.start({"job": handler})
    await host.submit(job("run"))
    await eventually(lambda: "slow" in ledger.begun)
    await host.drain(timeout_s=0.01)
    ledger.held.clear()
    async with home.open({"job": handler}) as host:
        assert (await ended(host, "run")).state == RunState.DONE
    assert ledger.begun == ["quick", "slow", "slow"]
    assert ledger.ran == ["quick", "slow"]


async def test_steps_of_a_graph_run_as_soon_as_those_before_them_have_ended(home: Home) -> None:
    ledger = Ledger()
    holds = {name: ledger.hold(name) for name in ("left", "right")}

    async def handler(context: JobContext) -> Json:
        return dict(
            await context.graph(
                [
                    ledger.node("last", "left", "right"),
                    ledger.node("left", "first"),
                    ledger.node("right", "first"),
                    ledger.node("alone"),
                    ledger.node("first"),
                    ledger.node("early", "left"),
                ]
            )
        )

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: {"left", "right"} <= set(ledger.begun))
        assert set(ledger.ran) == {"first", "alone"}
        holds["left"].set()
        await eventually(lambda: "early" in ledger.ran)
        assert "last" not in ledger.begun
        holds["right"].set()
        info = await ended(host, "run")
    assert info.result == {name: f"{name} done" for name in ("last", "left", "right", "alone", "first", "early")}


async def test_a_graph_that_cannot_be_run_fails_before_any_step(home: Home) -> None:
    ledger = Ledger()
    graphs = {
        "cycle": [ledger.node("a", "b"), ledger.node("b", "a"), ledger.node("c")],
        "twice": [ledger.node("a"), ledger.node("a")],
        "unknown": [ledger.node("a", "nobody")],
    }

    async def handler(context: JobContext) -> Json:
        return dict(await context.graph(graphs[context.job.key]))

    async with home.open({"job": handler}) as host:
        for key in graphs:
            await host.submit(job(key))
            info = await ended(host, key)
            assert (info.state, info.error, info.failed_step) == (RunState.FAILED, "ValueError", None)
    assert ledger.begun == []


async def test_a_failing_step_fails_the_run_with_its_name_and_no_content(home: Home) -> None:
    ledger = Ledger()
    ledger.broken["second"] = ValueError("what a person wrote")

    async def handler(context: JobContext) -> Json:
        return [await ledger.step(context, name) for name in ("first", "second", "third")]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        info = await ended(host, "run")
    assert (info.state, info.failed_step, info.error) == (RunState.FAILED, "second", "step 'second': ValueError")
    assert ledger.begun == ["first", "second"]


async def test_a_failure_of_ours_keeps_its_message(home: Home) -> None:
    ledger = Ledger()
    ledger.broken["call"] = ProviderFailed(service="offline", reason="it is asleep.", retryable=False)

    async def handler(context: JobContext) -> Json:
        return await context.step("call", lambda: ledger.body("call"), retry=Retry(attempts=3, first_wait_s=0))

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        info = await ended(host, "run")
    assert info.error == "step 'call': ProviderFailed: offline cannot be used right now: it is asleep."
    assert ledger.begun == ["call"], "it said that trying again is of no use"


async def test_the_handler_sees_the_step_s_own_error(home: Home) -> None:
    ledger = Ledger()
    ledger.broken["step"] = Unavailable(service="x", reason="y")
    seen: list[Exception] = []

    async def handler(context: JobContext) -> Json:
        try:
            return await ledger.step(context, "step")
        except Unavailable as error:
            seen.append(error)
            await context.publish("failed")
            raise

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await ended(host, "run")
        ledger.broken.clear()
        await host.resume(RunId("run"))
        assert [event.value for event in await events(host, "run")] == ["failed"]
        assert (await ended(host, "run")).state == RunState.DONE
    assert [type(error) for error in seen] == [Unavailable]


async def test_a_run_whose_handler_hides_a_failure_has_failed_all_the_same(home: Home) -> None:
    ledger = Ledger()
    ledger.broken["first"] = ValueError()

    async def handler(context: JobContext) -> Json:
        for name in ("first", "second"):
            try:
                await ledger.step(context, name)
            except ValueError:
                continue
        return "fine"

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        assert (await ended(host, "run")).failed_step == "first"
    assert ledger.begun == ["first"], "no step starts after one that failed"


async def test_a_resumed_run_carries_on_after_all_that_finished(home: Home) -> None:
    ledger = Ledger()
    hold = ledger.hold("sibling")
    ledger.broken["breaks"] = OSError()

    async def handler(context: JobContext) -> Json:
        await ledger.step(context, "before")
        await context.graph(
            [ledger.node("breaks"), ledger.node("sibling"), ledger.node("after", "sibling"), ledger.node("other")]
        )
        return await ledger.step(context, "end")

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: {"breaks", "sibling"} <= set(ledger.begun))
        await asyncio.sleep(0.05)
        hold.set()
        info = await ended(host, "run")
        assert info.failed_step == "breaks"
        assert sorted(ledger.ran) == ["before", "other", "sibling"], (
            "what was in flight has ended, nothing new began"
        )
        ledger.broken.clear()
        await host.resume(RunId("run"))
        await host.resume(RunId("run"))
        info = await ended(host, "run")
    assert (info.state, info.error) == (RunState.DONE, None)
    assert sorted(ledger.ran) == ["after", "before", "breaks", "end", "other", "sibling"]


async def test_resuming_a_run_that_is_done_changes_nothing(home: Home) -> None:
    ledger = Ledger()

    async def handler(context: JobContext) -> Json:
        return await ledger.step(context, "only")

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        before = await ended(host, "run")
        await host.resume(RunId("run"))
        await host.cancel(RunId("run"))
        assert await host.info(RunId("run")) == before
    assert ledger.ran == ["only"]


async def test_a_step_is_tried_as_often_as_it_says(home: Home) -> None:
    tries: dict[str, int] = {}

    async def handler(context: JobContext) -> Json:
        async def flaky() -> Json:
            tries[context.job.key] = tries.get(context.job.key, 0) + 1
            if tries[context.job.key] < 3:
                raise OSError
            return tries[context.job.key]

        attempts = int(str(context.job.payload["attempts"]))
        return await context.step("flaky", flaky, retry=Retry(attempts=attempts, first_wait_s=0.001))

    async with home.open({"job": handler}) as host:
        await host.submit(job("enough", attempts=3))
        await host.submit(job("few", attempts=2))
        assert (await ended(host, "enough")).result == 3
        assert (await ended(host, "few")).failed_step == "flaky"
    assert tries == {"enough": 3, "few": 2}


async def test_a_step_that_takes_too_long_fails(home: Home) -> None:
    cleaned: list[bool] = []

    async def handler(context: JobContext) -> Json:
        async def endless() -> Json:
            try:
                await asyncio.Event().wait()
            finally:
                cleaned.append(True)
            return None

        retry = Retry(attempts=2, first_wait_s=0.001)
        return await context.step("endless", endless, timeout_s=0.02, retry=retry)

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        assert (await ended(host, "run")).error == "step 'endless': TimeoutError"
    assert cleaned == [True, True]


async def test_cancelling_interrupts_the_step_in_flight_and_resuming_runs_it_again(home: Home) -> None:
    ledger = Ledger()
    ledger.hold("slow")
    told: list[str] = []

    async def handler(context: JobContext) -> Json:
        try:
            return [await ledger.step(context, name) for name in ("quick", "slow", "last")]
        except asyncio.CancelledError:
            told.append("cancelled")
            return "swallowed"

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: "slow" in ledger.begun)
        await host.cancel(RunId("run"))
        await host.cancel(RunId("run"))
        await eventually(lambda: told == ["cancelled"])
        info = await ended(host, "run")
        assert (info.state, info.error) == (RunState.CANCELLED, None)
        assert await events(host, "run") == []
        ledger.held.clear()
        await host.resume(RunId("run"))
        assert (await ended(host, "run")).state == RunState.DONE
    assert ledger.begun == ["quick", "slow", "slow", "last"]


async def test_cancelling_a_graph_interrupts_all_steps_in_flight(home: Home) -> None:
    ledger = Ledger()
    for name in ("a", "b"):
        ledger.hold(name)

    async def handler(context: JobContext) -> Json:
        return dict(await context.graph([ledger.node("a"), ledger.node("b"), ledger.node("c", "a", "b")]))

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: len(ledger.begun) == 2)
        await host.cancel(RunId("run"))
        assert (await ended(host, "run")).state == RunState.CANCELLED
        await host.drain(timeout_s=5)  # returns only if nothing hangs
    assert ledger.ran == []


async def test_a_cancellation_that_leaks_out_of_a_handler_fails_the_run(home: Home) -> None:
    async def handler(context: JobContext) -> Json:
        raise asyncio.CancelledError

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        assert (await ended(host, "run")).error == "CancelledError"


async def test_signals_reach_a_run_whether_it_waits_yet_or_not(home: Home) -> None:
    ledger = Ledger()
    hold = ledger.hold("first")

    async def handler(context: JobContext) -> Json:
        await ledger.step(context, "first")
        early = await context.wait_signal("early", timeout_s=30)
        late = await context.wait_signal("late", timeout_s=30)
        nothing = await context.wait_signal("never", timeout_s=0.05)
        return [early, late, nothing]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: "first" in ledger.begun)
        await host.signal(RunId("run"), "early", {"n": 1})
        hold.set()
        await asyncio.sleep(0.05)
        await host.signal(RunId("run"), "late", 2)
        assert (await ended(host, "run")).result == [{"n": 1}, 2, None]


async def test_a_run_that_sleeps_or_waits_can_be_drained_and_carries_on(home: Home) -> None:
    ledger = Ledger()

    async def handler(context: JobContext) -> Json:
        await ledger.step(context, "before")
        await context.sleep(0.3)
        await ledger.step(context, "between")
        answer = await context.wait_signal("answer", timeout_s=60)
        return [await ledger.step(context, "after"), answer]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await eventually(lambda: "before" in ledger.ran)
    async with home.open({"job": handler}):
        await eventually(lambda: "between" in ledger.ran)
    async with home.open({"job": handler}) as host:
        await host.signal(RunId("run"), "answer", "yes")
        assert (await ended(host, "run")).result == ["after done", "yes"]
    assert ledger.ran == ["before", "between", "after"]


async def test_progress_has_offsets_without_gaps_and_ends_with_the_run(home: Home) -> None:
    async def handler(context: JobContext) -> Json:
        async def talk(given: Mapping[str, Json]) -> Json:
            for number in range(3):
                await context.publish(number)
                await asyncio.sleep(0)
            return None

        await context.publish({"phase": "begin"})
        await context.graph([GraphStep(name=name, run=talk) for name in ("a", "b", "c")])
        await context.publish({"phase": "end"})
        return None

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        live = await events(host, "run")
        assert [event.offset for event in live] == list(range(11))
        assert (live[0].value, live[-1].value) == ({"phase": "begin"}, {"phase": "end"})
        assert sorted(str(event.value) for event in live[1:-1]) == sorted("012" * 3)
        assert await events(host, "run") == live
        assert await events(host, "run", after=7) == live[8:]
        assert await events(host, "run", after=99) == []


async def test_an_event_is_published_once_even_if_its_step_runs_again(home: Home) -> None:
    ledger = Ledger()
    ledger.hold("slow")

    async def handler(context: JobContext) -> Json:
        async def slow() -> Json:
            await context.publish("in step")
            return await ledger.body("slow")

        await context.publish("before")
        await context.step("slow", slow)
        await context.publish("after")
        return None

    host = home.make()
    await host.start({"job": handler})
    await host.submit(job("run"))
    await eventually(lambda: "slow" in ledger.begun)
    await host.drain(timeout_s=0.01)
    ledger.held.clear()
    async with home.open({"job": handler}) as host:
        await ended(host, "run")
        found = await events(host, "run")
    assert ledger.begun == ["slow", "slow"]
    assert [(event.offset, event.value) for event in found] == [(0, "before"), (1, "in step"), (2, "after")]


async def test_what_is_unknown_is_not_found(home: Home) -> None:
    async with home.open() as host:
        assert await host.info(RunId("nobody")) is None
        for call in (
            host.cancel(RunId("nobody")),
            host.resume(RunId("nobody")),
            host.signal(RunId("nobody"), "topic", 1),
            events(host, "nobody"),
        ):
            with pytest.raises(NotFound):
                await call
        assert await host.purge() == 0


async def test_a_kind_that_nobody_handles_fails(home: Home) -> None:
    async with home.open() as host:
        await host.submit(job("run", kind="strange"))
        info = await ended(host, "run")
    assert (info.state, info.kind, info.error) == (RunState.FAILED, "strange", "nobody here handles 'strange'")


async def test_a_result_that_is_not_json_fails_its_step_and_is_not_recorded(home: Home) -> None:
    results: list[object] = [object(), float("nan"), "fine"]

    async def handler(context: JobContext) -> Json:
        async def step() -> Json:
            return results.pop(0)  # type: ignore[return-value]

        return await context.step("step", step)

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        assert (await ended(host, "run")).error == "step 'step': TypeError"
        await host.resume(RunId("run"))
        assert (await ended(host, "run")).error == "step 'step': ValueError"
        await host.resume(RunId("run"))
        assert (await ended(host, "run")).result == "fine"


async def test_a_step_cannot_start_steps(home: Home) -> None:
    async def handler(context: JobContext) -> Json:
        async def inner() -> Json:
            return None

        return await context.step("outer", lambda: context.step("inner", inner))

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        assert (await ended(host, "run")).error == "step 'outer': RuntimeError"


async def test_a_run_whose_steps_changed_since_it_began_fails_plainly(home: Home) -> None:
    ledger = Ledger()
    ledger.broken["second"] = ValueError()
    names = ["first", "second"]

    async def handler(context: JobContext) -> Json:
        return [await ledger.step(context, name) for name in names]

    async with home.open({"job": handler}) as host:
        await host.submit(job("run"))
        await ended(host, "run")
        names[0] = "renamed"
        await host.resume(RunId("run"))
        info = await ended(host, "run")
    assert info.error == "Conflict: Step 'renamed' stands where this run has recorded another one."


async def test_a_handler_may_submit_jobs_that_live_by_themselves(home: Home) -> None:
    ledger = Ledger()
    hosts: list[WorkflowHost] = []

    async def parent(context: JobContext) -> Json:
        await hosts[0].submit(job("child-of-body", kind="child"))

        async def from_step() -> Json:
            await hosts[0].submit(job("child-of-step", kind="child"))
            return None

        await context.step("submit", from_step)
        return await ledger.step(context, "parent")

    async def child(context: JobContext) -> Json:
        return await ledger.step(context, context.job.key)

    async with home.open({"parent": parent, "child": child}) as host:
        hosts.append(host)
        await host.submit(job("parent", kind="parent"))
        for key in ("parent", "child-of-body", "child-of-step"):
            assert (await ended(host, key)).state == RunState.DONE
        assert await host.purge(run_prefix="parent") == 1
        assert await host.info(RunId("child-of-body")) is not None
    assert sorted(ledger.ran) == ["child-of-body", "child-of-step", "parent"]


async def test_purging_takes_finished_runs_by_prefix_or_by_age(home: Home) -> None:
    ledger = Ledger()
    hold = ledger.hold("a_unfinished")

    async def handler(context: JobContext) -> Json:
        await context.publish("something")
        return await ledger.step(context, context.job.key)

    async with home.open({"job": handler}) as host:
        for key in ("a_1", "a_2", "ab3", "a%4", "a_unfinished"):
            await host.submit(job(key))
        for key in ("a_1", "a_2", "ab3", "a%4"):
            await ended(host, key)
        assert await host.purge(finished_before=datetime.now(UTC) - timedelta(hours=1)) == 0
        assert await host.purge(run_prefix="a_") == 2, "a prefix is no pattern, and what runs stays"
        assert await host.purge(finished_before=datetime.now(UTC) + timedelta(hours=1), run_prefix="ab") == 1
        assert await host.info(RunId("a_1")) is None
        hold.set()
        await ended(host, "a_unfinished")
        assert await host.purge() == 2
        await host.submit(job("a_1"))
        assert (await ended(host, "a_1")).state == RunState.DONE, "what was purged may be submitted anew"
    assert ledger.ran.count("a_1") == 2


async def test_the_runs_of_an_account_are_found_ended_and_purged_together(home: Home) -> None:
    ledger = Ledger()
    hold = ledger.hold("bela-1")

    async def handler(context: JobContext) -> Json:
        if context.job.key == "anna-1":
            child = Job(key=RunId("child"), kind="job", account_id=AccountId("bela"))
            await context.step("submit", lambda: submit(child))
        return await ledger.step(context, context.job.key)

    async def submit(child: Job) -> Json:
        await hosts[0].submit(child)
        return None

    hosts: list[WorkflowHost] = []
    async with home.open({"job": handler}) as host:
        hosts.append(host)
        for key, account in (("anna-1", "anna"), ("bela-1", "bela")):
            await host.submit(Job(key=RunId(key), kind="job", account_id=AccountId(account)))
        async with home.transaction() as transaction:
            await host.submit_in(transaction, Job(key=RunId("anna-2"), kind="job", account_id=AccountId("anna")))
        for key in ("anna-1", "anna-2", "child"):
            assert (await ended(host, key)).state == RunState.DONE
        assert [run.key for run in await host.find(account=AccountId("anna"))] == ["anna-1", "anna-2"]
        assert {run.key for run in await host.find(account=AccountId("bela"))} == {"bela-1", "child"}
        assert [run.key for run in await host.find(run_prefix="bela")] == ["bela-1"]
        assert await host.find(account=AccountId("anna"), run_prefix="bela") == []
        assert await host.purge(account=AccountId("bela")) == 1, "what runs stays"
        assert [run.key for run in await host.find(account=AccountId("bela"))] == ["bela-1"]
        hold.set()
        assert (await ended(host, "bela-1")).state == RunState.DONE
        assert await host.purge(account=AccountId("anna")) == 2
        assert [run.key for run in await host.find()] == ["bela-1"]


async def test_many_runs_at_once_do_not_disturb_one_another(home: Home) -> None:
    ledger = Ledger()

    async def handler(context: JobContext) -> Json:
        key = context.job.key
        await ledger.step(context, f"{key}.begin")
        await context.graph([ledger.node(f"{key}.{n}", *([f"{key}.{n - 1}"] if n % 2 else [])) for n in range(4)])
        await context.publish(key)
        return await ledger.step(context, f"{key}.end")

    keys = [f"run{n}" for n in range(20)]
    async with home.open({"job": handler}) as host:
        await asyncio.gather(*(host.submit(job(key)) for key in keys))
        infos = await asyncio.gather(*(ended(host, key) for key in keys))
        assert [info.result for info in infos] == [f"{key}.end done" for key in keys]
        assert [event.value for event in await events(host, "run7")] == ["run7"]
    assert len(ledger.ran) == len(set(ledger.ran)) == 20 * 6


async def test_the_last_event_is_told_while_a_job_runs_and_after_it(home: Home) -> None:
    ledger = Ledger()
    held = ledger.hold("wait")

    async def handler(context: JobContext) -> Json:
        await context.publish("first")
        await context.publish({"second": 2})
        return await ledger.step(context, "wait")

    async with home.open({"job": handler}) as host:
        with pytest.raises(NotFound):
            await host.last_event(RunId("nobody"))
        await host.submit(job("a"))
        await eventually(lambda: "wait" in ledger.begun)
        assert await host.last_event(RunId("a")) == ProgressEvent(offset=1, value={"second": 2})
        held.set()
        await ended(host, "a")
        assert await host.last_event(RunId("a")) == ProgressEvent(offset=1, value={"second": 2})
