"""The folder in which the next site is made: between builds the same files as the published site, under second names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.site import manifest
from builder.site.files import Files, State
from builder.site.mirror import Mirror
from builder.site.strangers import UNKNOWN, settled, strangers


def build(site: Path, files: dict[str, str], last: Mirror | None = None) -> Mirror:
    """One build of these files."""
    mirror = Mirror(site, last.states if last else Files(), last.times if last else {})
    mirror.begin()
    for path, text in files.items():
        mirror.put(path, text.encode())
    mirror.tidy()
    mirror.exchange()
    return mirror


def texts(folder: Path) -> dict[str, str]:
    return {path: (folder / path).read_text() for path in manifest.files(folder)}


FILES = {"index.html": "one", "a/b/c.html": "deep", "a/d.html": "d"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_a_build_changes_what_changes_and_the_other_folder_follows(site: Path) -> None:
    first = build(site, FILES)
    second = build(site, FILES, first)
    same = (site / "a" / "d.html").stat()
    third = build(site, {"index.html": "two", "a/d.html": "d", "new/x.html": "x"}, second)
    assert texts(site) == texts(third.fresh) == {"index.html": "two", "a/d.html": "d", "new/x.html": "x"}
    assert not (third.fresh / "a" / "b").exists()
    kept = (site / "a" / "d.html").stat()
    assert (kept.st_ino, kept.st_mtime_ns) == (same.st_ino, same.st_mtime_ns)
    assert (third.fresh / "a" / "d.html").stat().st_ino == kept.st_ino


def test_what_is_gone_is_nowhere(site: Path) -> None:
    """Someone asked for it to be taken down: it must not stay in the folder beside the site."""
    second = build(site, FILES, build(site, {**FILES, "secret.html": "0912 345 678"}))
    build(site, FILES, second)
    assert "secret.html" not in {*texts(site), *texts(second.fresh)}


def test_the_published_file_is_never_written_into(site: Path) -> None:
    second = build(site, FILES, build(site, FILES))
    with (site / "index.html").open() as reader:
        build(site, {**FILES, "index.html": "two"}, second)
        assert reader.read() == "one"


@pytest.mark.parametrize("folder", ["site", ".site.new"])
@pytest.mark.parametrize("damage", ["written into", "replaced", "lost", "stray"])
def test_a_damaged_file_is_noticed_in_either_folder(site: Path, folder: str, damage: str) -> None:
    second = build(site, FILES, build(site, FILES))
    hurt = site.with_name(folder) / "a" / "d.html"
    match damage:
        case "written into":
            hurt.write_text("broken")
        case "replaced":
            hurt.unlink()
            hurt.write_text("broken")
        case "lost":
            hurt.unlink()
        case "stray":
            hurt.with_name("stray.html").write_text("not ours")
    third = build(site, FILES, second)
    assert texts(site) == FILES
    fourth = build(site, FILES, third)
    assert texts(site) == texts(fourth.fresh) == FILES


def test_a_stray_beside_a_file_that_changes_goes_too(site: Path) -> None:
    """In the mirror and in the published site, in a folder that both builds touch."""
    second = build(site, FILES, build(site, FILES))
    for folder in (site, second.fresh):
        (folder / "a" / "stray.html").write_text("not ours")
    third = build(site, {**FILES, "a/d.html": "two"}, second)
    assert "a/stray.html" not in texts(site)
    fourth = build(site, {**FILES, "a/d.html": "three"}, third)
    assert texts(site) == {**FILES, "a/d.html": "three"}
    fifth = build(site, {**FILES, "a/d.html": "three"}, fourth)
    assert texts(site) == texts(fifth.fresh) == {**FILES, "a/d.html": "three"}


def test_what_is_not_known_is_not_trusted(site: Path) -> None:
    build(site, FILES)
    (site.with_name(".site.new")).mkdir()
    (site.with_name(".site.new") / "index.html").write_text("left over")
    build(site, FILES)
    assert texts(site) == FILES
    assert not site.with_name(".site.new").exists()


def test_where_files_have_no_second_names_they_are_copied(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refused)
    second = build(site, FILES, build(site, FILES))
    third = build(site, {**FILES, "index.html": "two"}, second)
    assert texts(site) == texts(third.fresh) == {**FILES, "index.html": "two"}


def test_a_stranger_is_found_without_a_look_at_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in ("a/x.html", "a/b/y.html", "c/z.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    ours = {"a/x.html", "a/b/y.html", "c/z.html"}.__contains__
    nothing, known = strangers(str(tmp_path), {}, ours)
    assert nothing == []
    assert set(known) == {"", "a", "a/b", "c"}
    listed: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: (listed.append(path), scandir(path))[1])
    assert strangers(str(tmp_path), known, ours) == ([], known)
    assert listed == []
    (tmp_path / "a" / "new" / "deep").mkdir(parents=True)
    (tmp_path / "a" / "new" / "deep" / "s.html").write_text("s")
    (tmp_path / "c" / "t.html").write_text("t")
    found, now = strangers(str(tmp_path), known, ours)
    assert found == ["a/new/deep/s.html", "c/t.html"]
    assert {folder for folder, time in now.items() if time == UNKNOWN} == {"a/new/deep", "c"}  # they are looked at once more
    assert len(listed) == 4


def test_of_a_folder_that_was_not_as_it_was_nothing_is_known(tmp_path: Path) -> None:
    for path in ("a/x.html", "b/y.html"):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_text("x")
    known = strangers(str(tmp_path), {}, lambda _: True)[1]
    (tmp_path / "b" / "stray.html").write_text("s")
    paths = ["a/x.html", "b/y.html", "c/z.html"]

    def change() -> None:
        for path in paths[:2]:
            (tmp_path / path).unlink()
        (tmp_path / "c").mkdir()
        (tmp_path / paths[2]).write_text("z")

    settled(str(tmp_path), change, paths, known)
    assert known["b"] == UNKNOWN
    assert strangers(str(tmp_path), known, {"c/z.html"}.__contains__)[0] == ["b/stray.html"]


PATHS = st.sampled_from([f"{folder}{name}.html" for folder in ("", "a/", "a/b/", "ă/") for name in "xyz"])
STATES = st.tuples(st.binary(min_size=32, max_size=32).map(bytes.hex), st.integers(0, 2**40), st.integers(0, 2**62))


@given(st.dictionaries(PATHS, STATES), st.dictionaries(PATHS, STATES), st.sets(PATHS))
def test_columns_hold_what_a_dictionary_holds(first: dict[str, State], second: dict[str, State], away: set[str]) -> None:
    files = Files.of(Files(first.items()).book())
    assert dict(files) == first
    left = files.only(bytearray(path not in away for path in files))
    left.update(second.items())
    assert dict(left) == {**{path: state for path, state in first.items() if path not in away}, **second}
    assert dict(left.sums()) == {path: state[0] for path, state in left.items()}
    assert dict(files) == first  # of a copy only the copy changes
    assert dict(Files.of({**files.book(), "order": "middle"})) == {}
