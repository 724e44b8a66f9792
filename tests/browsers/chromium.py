"""Chromium on this machine: found, or fetched from Debian's archive where that can be done."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-dejavu-core")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
)
FETCHED_WITHIN_S = 280


class NoBrowser(Exception):
    """There is none, and so nothing can be said about the pages."""


def chromium() -> str:
    """The program.

    Raises:
        NoBrowser: there is none and none could be fetched; says what to install.
    """
    found = _found()
    if found is not None:
        return found
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        raise NoBrowser(f"Install Chromium; on Debian and Ubuntu: sudo apt-get install {' '.join(PACKAGES)}")
    with (Path(tempfile.gettempdir()) / "specstep-tests-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = _found()  # another worker may have fetched it meanwhile
        if found is None:
            _fetch(apt)
            found = _found()
    if found is None:
        raise NoBrowser("Chromium was installed, and isn't on the PATH.")
    return found


def _found() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path is not None), None)


def _fetch(apt: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *PACKAGES]):
        ran = subprocess.run(
            [apt, *arguments], env=env, capture_output=True, text=True, check=False, timeout=FETCHED_WITHIN_S
        )
        if ran.returncode:
            raise NoBrowser(f"apt-get {' '.join(arguments)} failed: {ran.stderr[-1000:] or ran.stdout[-1000:]}")
