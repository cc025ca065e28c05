"""The published site is whole at every moment, and the same wherever and whenever it is built."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT
from invented import generate
from test_pour import assert_same

from builder.site import manifest, publish

KILLS = int(os.environ.get("KILLS", "12"))
ANOTHER_DAY = """\
import datetime, time

real, ahead = time.time, 40 * 86400 + 4711
time.time = lambda: real() + ahead

class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=ahead)

    @classmethod
    def utcnow(cls):
        return super().utcnow() + datetime.timedelta(seconds=ahead)

    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(seconds=ahead)

datetime.datetime = Later
"""


def started(root: Path, **options: object) -> subprocess.Popen[str]:
    """``archive build`` of ``root/content`` in a process group of its own."""
    command = [sys.executable, "-m", "builder", "build"]
    command += [f"--{name}={root / name}" for name in ("content", "docs", "site")]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=subprocess.PIPE, encoding="utf-8", **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def original(root: Path) -> Path:
    return next(root.glob("content/notices/2017/2017-2637*.txt"))


def test_a_site_is_whole_whenever_a_build_is_killed(root: Path) -> None:
    began = time.monotonic()
    started(root).communicate()
    whole, moments, finished = time.monotonic() - began, random.Random(7), 0
    for n in range(KILLS):
        original(root).write_bytes(original(root).read_bytes() + f"- Lần {n}.\n".encode())
        if n % 6 == 5:
            shutil.rmtree(root / "cache", ignore_errors=True)
        build = started(root)
        time.sleep(moments.uniform(0.2, 1.1) * whole)
        finished += build.poll() is not None
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert list(manifest.wrong(root / "site")) == [], n
        assert (root / "site" / "vi" / "index.html").is_file()
    assert finished < KILLS  # else nothing was killed
    started(root).communicate()
    clean = root / "clean"
    shutil.copytree(root / "content", clean / "content")
    started(clean).communicate()
    assert_same(root / "site", clean / "site")
    started(root).communicate()
    assert_same(publish.fresh(root / "site"), root / "site")  # its mirror, of which a killed build had left the half


def test_a_second_build_says_that_another_one_runs(root: Path) -> None:
    with publish.locked(root):
        build = started(root)
        said = build.communicate()[1]
    assert build.returncode == 1
    assert "B103" in said
    assert not (root / "site").exists()


def test_a_full_disk_leaves_the_old_site(root: Path) -> None:
    started(root).communicate()
    before = manifest.read(root / "site")
    original(root).write_bytes(original(root).read_bytes() + b"- x.\n")
    build = started(root, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000)))
    said = build.communicate()[1]
    assert build.returncode == 1
    assert "B105" in said
    assert "Traceback" not in said
    assert manifest.read(root / "site") == before
    assert list(manifest.wrong(root / "site")) == []
    started(root).communicate()
    assert manifest.read(root / "site") != before


def test_a_build_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "index.html").write_text("x")
    publish.mend(tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_text() == "x"


@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    if not can_exchange:
        monkeypatch.setattr(publish, "_exchanged", lambda *_: False)
    for text in ("zero", "one", "two"):
        (tmp_path / "new").mkdir(exist_ok=True)
        (tmp_path / "new" / "index.html").write_text(text)
        publish.swap(tmp_path / "new", tmp_path / "site")
        assert (tmp_path / "site" / "index.html").read_text() == text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new", "site"]
    assert (tmp_path / "new" / "index.html").read_text() == "one"


def test_the_manifest_tells_every_difference(tmp_path: Path) -> None:
    for name in ("a.html", "b/c.html", "b/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert manifest.write(tmp_path, {}) == 3
    assert list(manifest.wrong(tmp_path)) == []
    (tmp_path / "a.html").write_text("A.html")
    (tmp_path / "b" / "c.html").unlink()
    (tmp_path / "new").write_text("")
    assert list(manifest.wrong(tmp_path)) == ["b/c.html", "new", "a.html"]


def test_two_machines_make_the_same_bytes(tmp_path: Path) -> None:
    """Other folders, day, time zone, locale, order of hashing, rights of new files, number of processes."""
    here, there = tmp_path / "here", tmp_path / "other place" / "there"
    generate.write(here / "content", 300)
    shutil.copytree(ROOT / "content" / "notices", here / "content" / "notices", dirs_exist_ok=True)
    shutil.copytree(here / "content", there / "content")
    (tmp_path / "day").mkdir()
    (tmp_path / "day" / "sitecustomize.py").write_text(ANOTHER_DAY)
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"}
    other["PYTHONPATH"] = os.pathsep.join(filter(None, (str(tmp_path / "day"), os.environ.get("PYTHONPATH"))))
    started(here, env={**os.environ, "TZ": "UTC", "PYTHONHASHSEED": "0"}).communicate()
    started(there, env={**os.environ, **other}, preexec_fn=lambda: os.umask(0o077) and None).communicate()
    assert_same(here / "docs", there / "docs")
    assert_same(here / "site", there / "site")
