"""`specstep doctor` and `specstep config show`: what is set, what is there, what works."""

import asyncio
import os
import platform
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import attrs

from specstep.adapters.clocks.system import SystemEntropy
from specstep.adapters.persistence import migrations
from specstep.adapters.persistence.engines import parse
from specstep.application.limits import health
from specstep.domain.errors import SpecStepError
from specstep.entrypoints.cli.exits import Exit
from specstep.entrypoints.public import is_public, require_public_settings
from specstep.entrypoints.settings import Settings, load_settings
from specstep.entrypoints.wiring.message_setups import email_setup, sms_setup
from specstep.entrypoints.wiring.messages import require_home
from specstep.entrypoints.wiring.registries import (
    DIAGRAM_RENDERERS,
    EMAIL_SENDERS,
    IDENTITY_PROVIDERS,
    LANGUAGE_MODELS,
    MASTER_KEYS,
    SECRET_SCANNERS,
    SHORT_LIVED,
    SMS_SENDERS,
)
from specstep.entrypoints.wiring.sign_in import callback_of, provider_setups
from specstep.ports.short_lived import ShortLivedStore
from specstep.version import __version__

Check = Callable[[Settings], Awaitable[str]]
PASSWORD = re.compile(r"//.*@")


async def _python(_: Settings) -> str:
    return f"Python {platform.python_version()}, SpecStep {__version__}"


async def _data_folder(settings: Settings) -> str:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    probe = settings.data_dir / f".probe-{os.getpid()}"
    probe.write_bytes(b"")
    probe.unlink()
    return f"{settings.data_dir} can be written to"


async def _database(settings: Settings) -> str:
    differences = await asyncio.to_thread(migrations.check, settings.database)
    shown = parse(settings.database).render_as_string(hide_password=True)
    return f"{shown}: " + ("schema up to date" if not differences else f"schema differs ({differences[0]}…)")


async def _provider(settings: Settings) -> str:
    LANGUAGE_MODELS.load(settings.provider)
    return f"{settings.provider} (of {', '.join(LANGUAGE_MODELS.names())})"


async def _diagrams(_: Settings) -> str:
    size = len(DIAGRAM_RENDERERS.load("mermaid")().render("flowchart LR\n  a[Person] --> b[Package]"))
    return f"a diagram was drawn ({size} bytes)"


async def _scanner(settings: Settings) -> str:
    found = SECRET_SCANNERS.load(settings.secret_scanner)().scan("the admin password is Tr0ub4dor&3")
    if not found:
        raise RuntimeError("the scanner missed a planted password")
    return "a planted password was found"


async def _master_key(settings: Settings) -> str:
    name = await MASTER_KEYS.load(settings.master_key)(settings.master_key_path, SystemEntropy()).name()
    place = str(settings.master_key_path) if settings.master_key == "file" else settings.master_key
    return f"{place}: " + ("will be made when it is needed" if name is None else f"key {name}")


async def _sign_in(settings: Settings) -> str:
    setups = provider_setups(settings)
    if not setups:
        return "nobody signs in; the local owner is alone"
    for name in setups:
        IDENTITY_PROVIDERS.load(name)
    return f"{', '.join(setups)}; they send browsers back to {callback_of(settings)}"


async def _public(settings: Settings) -> str:
    require_public_settings(settings)
    return "all is said that the public must know" if is_public(settings) else "this is no public deployment"


async def _messages(settings: Settings) -> str:
    """Whether messages can be sent as they are set up; none is."""
    require_home(settings)
    EMAIL_SENDERS.load(settings.email)(email_setup(settings))
    SMS_SENDERS.load(settings.sms)(sms_setup(settings))
    to = "; an operator hears of sign-ups" if settings.operator_email else ""
    return f"e-mail by {settings.email}, short messages by {settings.sms}{to}"


async def _short_lived(settings: Settings) -> str:
    store: ShortLivedStore = SHORT_LIVED.load(settings.short_lived)(settings.redis_url)
    try:
        found = await health(store)
    finally:
        await store.close()
    if not found.good:
        raise RuntimeError(found.says)
    return found.says


CHECKS: dict[str, Check] = {
    "program": _python,
    "data folder": _data_folder,
    "database": _database,
    "provider": _provider,
    "sign-in": _sign_in,
    "public deployment": _public,
    "messages": _messages,
    "diagrams": _diagrams,
    "secret scanner": _scanner,
    "master key": _master_key,
    "short-lived state": _short_lived,
}


async def doctor() -> int:
    """Check that everything SpecStep needs is there and works; status 1 where something is not."""
    settings = load_settings()
    failed = 0
    for name, check in CHECKS.items():
        try:
            _say(f"ok      {name}: {await check(settings)}")
        except (SpecStepError, OSError, RuntimeError) as error:
            failed += 1
            _say(f"FAILED  {name}: {error}")
    return Exit.DONE if not failed else Exit.GATE_FAILED


def show_config() -> int:
    """Print every setting with its value, its environment variable and what it does."""
    settings = load_settings()
    for field in attrs.fields(Settings):
        value = getattr(settings, field.name)
        if field.name.endswith("database_url") and value:
            value = parse(value).render_as_string(hide_password=True)
        if field.name == "redis_url":
            value = PASSWORD.sub("//***@", value.partition("?")[0])
        _say(f"{field.name} = {_shown(value)}")
        _say(f"    SPECSTEP_{field.name.upper()}: {field.metadata['help']}")
    return Exit.DONE


def _shown(value: object) -> str:
    return str(value) if isinstance(value, Path) else repr(value)


def _say(text: str) -> None:
    print(text)  # noqa: T201
