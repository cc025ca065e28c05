"""The tools of the browser tests: the server answers as a static host, the finder passes over what does not run."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import find
from playwright.sync_api import Page
from serving import serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "index.html").write_text("trang chủ", "utf-8")
    (tmp_path / "app.mjs").write_text("export {}", "utf-8")
    (tmp_path / "404.html").write_text("không có", "utf-8")
    return tmp_path


def get(url: str, path: str) -> tuple[int, str, str]:
    """Status, type and body of an answer; a redirect is not followed."""
    connection = HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, answer.headers["Content-Type"] or answer.headers["Location"] or "", body


@pytest.mark.parametrize(
    ("prefix", "path", "status", "kind", "body"),
    [
        ("/", "/vi/", 200, "text/html; charset=utf-8", "trang chủ"),
        ("/", "/vi", 301, "/vi/", ""),
        ("/", "/app.mjs", 200, "text/javascript", "export {}"),
        ("/", "/no/such/", 404, "text/html; charset=utf-8", "không có"),
        ("/repo/", "/repo/vi/", 200, "text/html; charset=utf-8", "trang chủ"),
        ("/repo/", "/repo/vi", 301, "/repo/vi/", ""),
        ("/repo/", "/repo/no/such/", 404, "text/html; charset=utf-8", "không có"),
    ],
)
def test_a_static_host(folder: Path, prefix: str, path: str, status: int, kind: str, body: str) -> None:
    with serve(folder, prefix) as url:
        assert get(url, path) == (status, kind, body)


def test_nothing_is_served_outside_the_prefix(folder: Path) -> None:
    with serve(folder, "/repo/") as url:
        status, _, body = get(url, "/vi/")
        assert status == 404
        assert "trang chủ" not in body
        assert "không có" not in body


def test_a_browser_reads_what_is_served(folder: Path, page: Page) -> None:
    with serve(folder, "/repo/") as url:
        answer = page.goto(f"{url}nowhere/")
        assert answer is not None
        assert answer.status == 404
        assert page.inner_text("body") == "không có"
        page.goto(f"{url}vi/")
        assert page.inner_text("body") == "trang chủ"


def test_a_browser_that_does_not_answer_is_not_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(broken))
    assert find() is None
    broken.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    assert find() == str(broken)
