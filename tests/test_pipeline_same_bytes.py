"""The same content gives the same bytes: in another folder, order, time zone, language, day, with another hash seed.

And what is written for MkDocs says what was meant: front matter holds the agreed keys and reads back as plain strings.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Build, build_site

from builder.write.frontmatter import KEYS

# Loaded by every Python that the build starts: another day, for whoever asks the clock.
ANOTHER_DAY = """
import datetime, time
SHIFT = 400 * 86_400 + 4_321
_time, _ns, _localtime, _gmtime, _strftime = time.time, time.time_ns, time.localtime, time.gmtime, time.strftime
time.time = lambda: _time() + SHIFT
time.time_ns = lambda: _ns() + SHIFT * 10**9
time.localtime = lambda s=None: _localtime(time.time() if s is None else s)
time.gmtime = lambda s=None: _gmtime(time.time() if s is None else s)
time.strftime = lambda form, t=None: _strftime(form, time.localtime() if t is None else t)

class _Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()

class _Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())

datetime.datetime, datetime.date = _Datetime, _Date
"""
ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "PYTHONHASHSEED": "7",
    "LANG": "vi_VN.UTF-8",
    "LC_ALL": "C",
    "COLUMNS": "40",
    "HOME": "/nonexistent",
}


def hashes(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def copied_backwards(source: Path, target: Path) -> Path:
    """The files made in the opposite order, with times of their own: neither may matter."""
    for path in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        there = target / path.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)
    return target


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Build:
    folder = tmp_path_factory.mktemp("một nơi khác")
    (folder / "day").mkdir()
    (folder / "day" / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    content = copied_backwards(root / "content", folder / "content")
    return build_site(folder, content=content, PYTHONPATH=str(folder / "day"), **ELSEWHERE)


@pytest.mark.parametrize("tree", ["docs", "site"])
def test_two_builds_give_the_same_bytes(tree: str, built: Build, again: Build) -> None:
    first, second = hashes(getattr(built, tree)), hashes(getattr(again, tree))
    assert len(first) > 100
    assert sorted(first) == sorted(second)
    told = {"SHA256SUMS"} if tree == "site" else set()  # it names the commit too, and one of the two lies in no repository
    assert {name for name in first if first[name] != second[name]} <= told
    for name in told:
        lines = [(b.site / name).read_text(encoding="utf-8").split("\n")[1:] for b in (built, again)]
        assert lines[0] == lines[1]


def test_the_other_day_was_another_day(tmp_path: Path) -> None:
    """Else the test above says nothing about the clock."""
    import subprocess
    import sys

    (tmp_path / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    said = subprocess.run(
        [sys.executable, "-c", "import time, datetime; print(time.time(), datetime.datetime.now().year, datetime.date.today().year)"],
        env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    import time

    assert float(said[0]) > time.time() + 300 * 86_400
    assert int(said[1]) > time.gmtime().tm_year
    assert int(said[2]) > time.gmtime().tm_year


# --- what MkDocs reads --------------------------------------------------------------------------------------------------------


def fronts(docs: Path) -> dict[str, Any]:
    found = {}
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("---\n"), path
        found[path.relative_to(docs).as_posix()] = yaml.load(text[4 : text.index("\n---\n", 3)], Loader=yaml.CSafeLoader)
    return found


def test_front_matter_has_the_agreed_keys_and_plain_strings(docs: Path) -> None:
    found = fronts(docs)
    assert len(found) > 90
    for name, front in found.items():
        assert tuple(key for key in front if key not in ("linked", "foreign")) == KEYS, name
        for key in KEYS[:6]:
            assert isinstance(front[key], str), (name, key)
            assert front[key].strip(), (name, key)
            assert not set(front[key]) & set("<>\"'\n"), (name, key, front[key])
        assert [sorted(a) for a in front["alternates"]] == [["href", "lang", "name"]] * 2
        for fact in front["facts"]:
            assert sorted(fact) == ["field", "label", "values"], name
            assert all(
                sorted(v) == ["data", "href", "lang", "text"] and all(isinstance(x, str) for x in v.values()) for v in fact["values"]
            )


def test_docs_hold_only_what_we_write(docs: Path) -> None:
    """Pages, the index and its engine, feeds, calendars, data, originals and pictures under their hash."""
    for path in docs.rglob("*"):
        name = path.relative_to(docs).as_posix()
        if path.is_file():
            ours = name.startswith(("assets/search/", "originals/", "pictures/", "data/", "schema/"))
            assert ours or path.suffix in (".md", ".ics") or path.name == "feed.xml", name
            assert not path.is_symlink()
