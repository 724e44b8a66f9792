"""Real sign-in providers on loopback: `oidc-provider` with login and consent, `emulate` as GitHub; and as Twilio.

Node comes from a Python package, the providers from the lock file in `sign_in`; they are installed once per lock file
into a folder outside the source.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from tests.contract.judges.node import NODE, NPM

HERE = Path(__file__).parent / "sign_in"
CACHE = Path(os.environ.get("SPECSTEP_JUDGES", Path(__file__).parents[2] / ".nox" / "judges"))
SHIPPED = ("package.json", "package-lock.json", ".npmrc", "providers.mjs")
CLIENT_ID, CLIENT_SECRET = "specstep", "a secret: with/odd+letters"
CALLBACK = "https://specstep.example/sign-in/{}/callback"


@attrs.frozen(kw_only=True)
class SignInProviders:
    """The addresses of all."""

    oidc: str
    github: str
    twilio: str


def _installed() -> Path:
    key = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in SHIPPED)).hexdigest()[:16]
    folder = CACHE / f"sign-in-{key}"
    done = folder / "installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for name in SHIPPED:
            shutil.copy(HERE / name, folder / name)
        command = [str(NODE), str(NPM), "ci", "--no-audit", "--no-fund"]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=280, check=False)
        if ran.returncode:
            pytest.fail(f"npm ci in {folder} failed ({ran.returncode}): {ran.stderr[-2000:]}")
        done.touch()
    return folder


@pytest.fixture(scope="session")
def sign_in_providers() -> Iterator[SignInProviders]:
    """All of them, running in one process."""
    folder = _installed()
    with socket.socket() as free, socket.socket() as another:
        for each in (free, another):
            each.bind(("127.0.0.1", 0))
        ports = [str(each.getsockname()[1]) for each in (free, another)]
    redirects = [CALLBACK.format(name) for name in ("google", "github")]
    command = [str(NODE), "providers.mjs", CLIENT_ID, CLIENT_SECRET, *redirects, *ports]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as ran:
        try:
            assert ran.stdout is not None
            line = next((line for line in ran.stdout if line.startswith('{"ready"')), None)
            if line is None:
                pytest.fail("the sign-in providers did not start")
            found = json.loads(line)
            emulated = {name: found[name].replace("localhost", "127.0.0.1") for name in ("github", "twilio")}
            yield SignInProviders(oidc=found["oidc"], **emulated)
        finally:
            ran.terminate()
            ran.wait(timeout=30)
