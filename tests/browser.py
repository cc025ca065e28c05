"""Finds a Chromium for the tests; run as a program, also installs one where there is none and prints its path.

Never starts a test. An installed browser is taken before any is fetched: a ministry's machine may have no way out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "No Chromium was found, and the tests need one. Install it (on Debian and Ubuntu: apt-get install chromium; "
    "elsewhere: .venv/bin/playwright install --with-deps chromium), or name yours: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    """The path of the first Chromium that answers. A name that is only a shim (a snap's, say) is passed over."""
    return next((path for path in _candidates() if _answers(path)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get("CHROMIUM"):
        yield named
        return  # who names one wants that one, or an error
    yield from (path for name in NAMES if (path := shutil.which(name)))
    yield from _of_playwright()


def _of_playwright() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).is_file():
        yield path


def _answers(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _ways_to_install() -> Iterator[list[list[str]]]:
    if shutil.which("apt-get") and os.geteuid() == 0:
        yield [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]]
    yield [[sys.executable, "-m", "playwright", "install", "chromium"]]


def install() -> str | None:
    """Tries each way until a Chromium is there. What the installers say goes to standard error."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for commands in _ways_to_install():
        print(f"No Chromium yet; trying {commands[-1][0]} …", file=sys.stderr)
        done = all(subprocess.run(c, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode == 0 for c in commands)
        if done and (found := find()):
            return found
    return None


def main() -> int:
    named = os.environ.get("CHROMIUM")
    path = find() or (None if named else install())
    if path is None:
        print(f"CHROMIUM={named} does not answer. {MISSING}" if named else MISSING, file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
