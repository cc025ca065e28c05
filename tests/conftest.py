"""What many tests share: the repository's root, one build of the whole site, a server for it, a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import FLAGS, MISSING, find
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright
from serving import serve

settings.register_profile("archive", deadline=None)  # a busy machine is no mistake
settings.load_profile("archive")

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Build:
    """One run of ``archive build``: the Markdown it wrote, the site, and what it said."""

    docs: Path
    site: Path
    code: int
    stdout: str
    stderr: str


def build_site(folder: Path, *, content: Path = ROOT / "content", **env: str) -> Build:
    """Builds the site into ``folder`` as a person would, by the command. Problems (exit 1) are for the test to judge."""
    docs, site = folder / "docs", folder / "site"
    command = [sys.executable, "-m", "builder", "build", "--content", str(content), "--docs", str(docs), "--site", str(site)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=False)
    if not (site / "index.html").is_file():
        pytest.fail(f"archive build made no site (exit {done.returncode}):\n{done.stdout}{done.stderr}", pytrace=False)
    return Build(docs, site, done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The whole site of this repository, built once for all tests."""
    return build_site(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def docs(built: Build) -> Path:
    """The Markdown that the builder wrote."""
    return built.docs


@pytest.fixture(scope="session")
def site(built: Build) -> Path:
    """The HTML that is published."""
    return built.site


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address at the root of a host, ending in a slash. An unknown path answers 404 with the site's own page."""
    with serve(site, "/") as url:
        yield url


@pytest.fixture(scope="session")
def served_below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site under ``/repo/``, as project pages have it, built for that address."""
    below = build_site(tmp_path_factory.mktemp("below"), SITE_URL="http://127.0.0.1/repo/")
    with serve(below.site, "/repo/") as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of an installed Chromium. Fails where there is none: a skipped browser test proves nothing."""
    path = find()
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests. Each test takes its own page or context from it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--bless`` writes golden files anew, and fails."""
    parser.addoption("--bless", action="store_true", help="write golden files anew, then fail so that a person reads the difference")
