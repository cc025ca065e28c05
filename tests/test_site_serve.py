"""``archive serve``: builds, answers on the loopback address alone, builds again when a file changes, ends when interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import ROOT
from letters import archive, letter

PATIENCE = 60


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[str, Path, subprocess.Popen[str]]]:
    """The address, the content, the process."""
    content = archive(tmp_path, {"notices/2020/x.txt": letter(1, subject="tên cũ")})
    command = [sys.executable, "-m", "builder", "serve", "--port", "0", "--content", str(content)]
    command += ["--docs", str(tmp_path / "docs"), "--site", str(tmp_path / "site")]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert running.stdout
        yield running.stdout.readline().strip(), content, running
    finally:
        running.kill()
        running.wait()
        if running.stdout:
            running.stdout.close()


def get(url: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["Content-Type"], error.read().decode()


def wait_for(url: str, word: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if word in get(url)[2]:
            return
        time.sleep(0.2)
    pytest.fail(f"{word!r} did not appear on {url}")


def test_serve_builds_answers_and_builds_again(serving: tuple[str, Path, subprocess.Popen[str]]) -> None:
    url, content, running = serving
    assert url.startswith("http://127.0.0.1:")
    status, kind, html = get(url + "vi/van-ban/x/")
    assert (status, kind) == (200, "text/html")
    assert "Tên cũ" in html
    assert get(url + "assets/search/engine.mjs")[1] == "text/javascript"
    status, kind, html = get(url + "nowhere/")
    assert (status, kind) == (404, "text/html; charset=utf-8")
    assert "<html" in html
    (content / "notices/2020/x.txt").write_text(letter(1, subject="tên mới"), encoding="utf-8")
    wait_for(url + "vi/van-ban/x/", "Tên mới")
    (content / "notices/2020/bad.exe").write_text("x", encoding="utf-8")
    (content / "notices/2020/y.txt").write_text(letter(2), encoding="utf-8")
    wait_for(url + "vi/van-ban/y/", "<html")
    running.send_signal(signal.SIGINT)
    assert running.wait(PATIENCE) == 0
