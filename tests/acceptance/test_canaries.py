"""Canaries in everything that people and providers hand in, and a search of everything that is left behind.

Secrets are searched for in every line, error and byte; what people say lies in the database, and nowhere else.
"""

import asyncio
import contextlib
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.samples.sign_ins import FrontDoor, answer_to

from specstep import SpecStep
from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.adapters.persistence.engines import create_engines
from specstep.adapters.persistence.unit_of_work import SqlDatabase
from specstep.domain.actors import Actor, Means
from specstep.domain.errors import ProviderFailed, SignInRefused, SpecStepError
from specstep.domain.generations.values import Status
from specstep.domain.identities.linking import Intent
from specstep.domain.identities.values import ProvenIdentity
from specstep.domain.secrets import Secret
from specstep.domain.tasks.values import AgentTask, Completion
from specstep.entrypoints.cli.app import run
from specstep.entrypoints.logs import logging_to
from specstep.entrypoints.settings import Settings
from specstep.policies.sql.auditing.secrets import forms_of

SAID = {
    "brief": "Kanarienbrief",
    "answer": "Kanarienantwort",
    "document": "Kanariendokument",
    "file name": "Kanariendatei",
    "key name": "Kanarienschluessel",
    "person": "Kanarienfrau",
    "provider": "Kanarienanbieter",
    "library": "Kanarienbibliothek",
    "job": "Kanarienjob",
}
"""What may be in the database (most of it) and in no log."""
MAIL = "kanarie@voliere.example"
SECRETS = {
    "said": "Kv7-Tr0ub4dor&3-Kanarie",
    "key at a provider": "sk-ant-api03-" + "kAnArIe0123456789" * 5,
    "client": "Kanarien-Client-Geheimnis-0815",
}
BRIEF = (
    f"We run a small tool library called {SAID['brief']}. Members can reserve a tool for a day. "
    f"The admin password is {SECRETS['said']} and our key is {SECRETS['key at a provider']}. Write to {MAIL}.\n"
)


@attrs.define
class FailingModel:
    """Fails at each task once, in a way of a provider's or of a library's, and quotes what it was sent."""

    inner: OfflineLanguageModel = attrs.Factory(OfflineLanguageModel)
    failed: set[str] = attrs.Factory(set)
    provider: str = "offline"
    recipient: str = "none"
    failing: bool = False

    async def complete(self, task: AgentTask[Any]) -> Completion[Any]:
        if self.failing and task.name not in self.failed and len(self.failed) < 3:
            self.failed.add(task.name)
            quoted = f"{SAID['provider']} {SECRETS['key at a provider']} {MAIL}"
            if len(self.failed) == 2:
                raise RuntimeError(quoted)
            raise ProviderFailed(service="The provider", reason=quoted, retryable=False)
        return await self.inner.complete(task)


@attrs.define
class Aviary:
    """What a flow left behind: secrets that were made on the way, and texts that were shown as errors."""

    folder: Path
    made: dict[str, str] = attrs.Factory(dict)
    errors: list[str] = attrs.Factory(list)

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self.folder / "data", log_dir=str(self.folder / "logs"), sweep_when_due=False)

    def secrets(self) -> dict[str, str]:
        return {**SECRETS, **self.made}

    @contextlib.contextmanager
    def failing(self, kind: type[Exception]) -> Any:
        with pytest.raises(kind) as caught:
            yield
        self.errors.append(str(caught.value))


async def interview_and_generate(aviary: Aviary) -> None:
    model = FailingModel()
    async with SpecStep.open(settings=aviary.settings, model=model) as spec:
        state = await spec.import_brief(BRIEF, references=[(f"{SAID['file name']}.md", SAID["document"] + ".")])
        state = await spec.answer(state, f"{SAID['answer']}: the token is {SECRETS['said']}.")
        model.failing = True
        generation = await spec.start_generation(state.interview.id)
        for _ in range(6):
            async for event in spec.follow(generation.id):
                aviary.errors.append(str(event.value))
            generation = await spec.generation(generation.id)
            if generation.status is Status.COMPLETE:
                break
            aviary.errors.append(str(generation.failure))
            generation = await spec.resume_generation(generation.id)
        assert generation.status is Status.COMPLETE
        assert len(model.failed) == 3
        keys = await spec.api_keys()
        owner = Actor(account=spec.account, means=Means.LOCAL)
        minted = await keys.mint(owner, SAID["key name"])
        aviary.made["API key"] = minted.secret.reveal()
        await keys.authenticate(minted.secret)
        await keys.authenticate(Secret(minted.secret.reveal()[:-1] + "x"))
        with aviary.failing(SpecStepError):
            await keys.rename(owner, minted.key.id, "x" * 999 + SAID["key name"])
        with aviary.failing(SpecStepError):
            await spec.interviews.answer(spec.account, state.interview.id, "\0" + SAID["answer"])
        logging.getLogger("aiohttp.access").warning("GET /?token=%s from 192.0.2.77", SECRETS["client"])
        logging.getLogger("dbos").error("%s", SAID["library"], exc_info=ValueError(SAID["job"]))
        loop = asyncio.get_running_loop()
        loop.call_exception_handler({"message": SAID["library"], "exception": ValueError(MAIL)})
        await keys.revoke(owner, minted.key.id)


async def sign_in(aviary: Aviary) -> None:
    database = SqlDatabase(create_engines(aviary.settings.database))
    try:
        door = FrontDoor(database)
        door.google.people["anna"] = ProvenIdentity(
            provider="google",
            issuer="https://accounts.google.com",
            subject="1",
            display_name=SAID["person"],
            email=MAIL,
            verified=True,
        )
        for number, said in enumerate(({}, {"error": SAID["provider"]})):
            departure = await door.sign_in.begin("google", Intent.SIGN_UP, of_age=True)
            answer = answer_to(departure)
            aviary.made[f"state {number}"] = answer["state"]
            aviary.made[f"browser {number}"] = departure.browser.reveal()
            coming = door.sign_in.complete("google", {**answer, **said}, browser=departure.browser)
            if said:
                with aviary.failing(SignInRefused):
                    await coming
                continue
            arrival = await coming
            assert arrival.opened is not None
            aviary.made["session"] = arrival.opened.token.reveal()
            door.clock.time += timedelta(minutes=5)
            assert await door.sessions.authenticate(arrival.opened.token) is not None
    finally:
        await database.close()


def commands(aviary: Aviary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Commands that fail; one of them in a way that nobody thought of."""
    monkeypatch.setenv("SPECSTEP_DATA_DIR", str(aviary.folder / "data"))
    monkeypatch.setenv("SPECSTEP_LOG_DIR", str(aviary.folder / "logs"))
    monkeypatch.setenv("SPECSTEP_LOG", "json")
    monkeypatch.setenv("SPECSTEP_LOG_LEVEL", "debug")
    monkeypatch.setenv("SPECSTEP_GOOGLE_CLIENT_SECRET", SECRETS["client"])

    def broken() -> int:
        raise KeyError(f"{SECRETS['client']} of {MAIL}")

    monkeypatch.setattr("specstep.entrypoints.cli.doctor.show_config", broken)
    assert run(["config", "show"]) == 3
    assert run(["generate", str(aviary.folder / f"{SAID['file name']}.txt")]) == 2
    said = capsys.readouterr()
    assert "KeyError in tests.acceptance.test_canaries" in said.err
    aviary.errors.append(said.err.replace(f"{SAID['file name']}.txt", ""))  # who named a file may be told which


async def test_SEC_7_no_canary_is_in_any_log_line_or_error_and_no_secret_in_any_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    aviary = Aviary(tmp_path)
    with logging_to(form="json", level="debug", folder=tmp_path / "logs"):
        await interview_and_generate(aviary)
        await sign_in(aviary)
    await asyncio.to_thread(commands, aviary, monkeypatch, capsys)

    lines = b"".join(path.read_bytes() for path in (tmp_path / "logs").iterdir())
    for event in (b"job.failed", b"job.ended", b"model.failed", b"model.answered", b"library.said", b"unexpected"):
        assert event in lines, "a search of empty logs proves nothing"
    hidden = [*SAID.values(), MAIL, "192.0.2.77", *aviary.secrets().values()]
    for canary in hidden:
        for form in forms_of(canary):
            assert form.encode() not in lines, canary
    shown = "\n".join(aviary.errors)
    for canary in (*aviary.secrets().values(), MAIL, SAID["library"], SAID["job"]):
        assert canary not in shown
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(SAID["brief"].encode() in path.read_bytes() for path in kept), "this is where it may be"
    for name, secret in aviary.secrets().items():
        for form in forms_of(secret):
            assert [path.name for path in kept if form.encode() in path.read_bytes()] == [], name
