"""A build that takes over what it can gives the bytes of one that begins with nothing, whatever happened in between."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from
from invented import generate
from test_pour import assert_same

from builder import pipeline, presswork, reading
from builder.delivery import Delivery
from builder.dispatch import ROWS
from builder.intake import Document
from builder.model import Archive, Page
from builder.read.shelf import Holding, holdings
from builder.seen import Look, Seen, signs
from builder.site import manifest
from builder.site.store import Glance, Store
from builder.trace import Trace, changed, prints

STEPS = int(os.environ.get("STEPS", "8"))
SEED = 11


class Workshop:
    """A folder of content with two sites made from it: one build upon build, one always from nothing."""

    def __init__(self, root: Path) -> None:
        self.content, self.kept, self.clean = root / "content", root / "kept", root / "clean"
        self.random = random.Random(SEED)
        self.next = 12
        generate.write(self.content, self.next, SEED)
        shutil.copytree(ROOT / "content" / "notices" / "2017", self.content / "notices" / "2017", dirs_exist_ok=True)

    def build(self, out: Path, **options: object) -> pipeline.Built:
        return pipeline.build(self.content, out / "docs", out / "site", ROOT / "mkdocs.yml", **options)  # type: ignore[arg-type]

    def compare(self) -> None:
        """Both sites now."""
        assert self.build(self.kept).published
        shutil.rmtree(self.clean, ignore_errors=True)
        shutil.copytree(self.kept / "cache" / "frames", self.clean / "cache" / "frames")
        assert self.build(self.clean).published
        assert_same(self.clean / "docs", self.kept / "docs")
        assert_same(self.clean / "site", self.kept / "site")
        assert list(manifest.wrong(self.kept / "site")) == []
        assert self.years(self.kept) <= self.years(self.clean)  # nothing stays of who is gone

    def years(self, out: Path) -> set[str]:
        """Of which rows of the table of all documents are kept."""
        with closing(Store(out / "cache" / "build.sqlite")) as store:
            return {*store.rows(ROWS)}

    # --- what may happen -------------------------------------------------------------------------------------------------

    def one(self, pattern: str, folder: Path | None = None) -> Path:
        return self.random.choice(sorted(p for p in (folder or self.content).rglob(pattern) if p.is_file()))

    def nothing(self) -> None:
        pass

    def add(self) -> None:
        generate.put(self.content, SEED, self.next)
        self.next += 1

    def edit(self) -> None:
        path = self.one("20*.txt")
        path.write_bytes(path.read_bytes() + f"- Bổ sung {self.random.random()}.\n".encode())

    def edit_and_back(self) -> None:
        path = self.one("20*.txt")
        before = path.read_bytes()
        path.write_bytes(before + "Thay đổi rồi bỏ.\n".encode())
        assert self.build(self.kept).published
        path.write_bytes(before)

    def remove(self) -> None:
        path = self.one("20*.txt")
        for own in path.parent.glob(f"{path.stem}.*"):
            own.unlink()

    def rename(self) -> None:
        path = self.one("20*.txt")
        for own in path.parent.glob(f"{path.stem}.*"):
            own.rename(own.with_name(f"{own.name.partition('.')[0]}-x{own.name[len(path.stem) :]}"))

    def confirm(self) -> None:
        path = self.one("20*.txt")
        path.with_suffix(".yml").write_text(f'title: {{vi: "Tựa đề {self.random.random()}"}}\n', encoding="utf-8")

    def forget(self) -> None:
        for path in [*self.content.rglob("20*.yml"), *self.content.rglob("20*.en.md")][:1]:
            path.unlink()

    def rewrite_a_page(self) -> None:
        path = self.one("*.md", self.content / "pages")
        path.write_text(path.read_text("utf-8") + f"\n## Thêm {self.random.random()}\n\nMột đoạn.\n", encoding="utf-8")

    def same_content_new_time(self) -> None:
        for path in self.content.rglob("*.txt"):
            os.utime(path)

    def damage_the_site(self) -> None:
        self.one("*.html", self.kept / "site").write_bytes(b"<h1>broken</h1>")
        self.one("*.json", self.kept / "site").unlink()

    def damage_the_markdown(self) -> None:
        self.one("*.md", self.kept / "docs").write_bytes(b"# broken")
        self.one("*.json", self.kept / "docs").unlink()
        (self.kept / "docs" / "vi" / "thua.md").write_text("# not ours")

    def damage_the_cache(self) -> None:
        path = self.kept / "cache" / "build.sqlite"
        data = bytearray(path.read_bytes())
        for _ in range(200):
            data[self.random.randrange(len(data))] ^= 0xFF
        path.write_bytes(data)

    def damage_the_network(self) -> None:
        with closing(sqlite3.connect(self.kept / "cache" / "build.sqlite")) as rows:
            rows.execute("UPDATE rows SET data = x'00' WHERE kind LIKE 'network %'")
            rows.commit()
        self.edit()

    def damage_the_links(self) -> None:
        with closing(sqlite3.connect(self.kept / "cache" / "build.sqlite")) as rows:
            rows.execute("UPDATE rows SET data = x'00' WHERE kind = 'page'")
            rows.commit()
        self.edit()

    def damage_the_frames(self) -> None:
        path = self.one("*.html", self.kept / "cache" / "frames")
        path.write_text(path.read_text("utf-8").replace("</main>", "<p>x</p></main>"), encoding="utf-8")

    def lose_the_cache(self) -> None:
        shutil.rmtree(self.kept / "cache")

    def render_by_mkdocs(self) -> None:
        assert self.build(self.kept, reference=True).published

    def lose_the_site(self) -> None:
        shutil.rmtree(self.kept / "site")


EVENTS: list[Callable[[Workshop], None]] = [
    Workshop.nothing, Workshop.add, Workshop.edit, Workshop.remove, Workshop.rename, Workshop.confirm, Workshop.forget,
    Workshop.edit_and_back, Workshop.rewrite_a_page, Workshop.same_content_new_time, Workshop.damage_the_site, Workshop.damage_the_markdown,
    Workshop.damage_the_cache, Workshop.damage_the_network, Workshop.damage_the_links, Workshop.damage_the_frames, Workshop.lose_the_cache, Workshop.render_by_mkdocs, Workshop.lose_the_site,
]  # fmt: skip


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_a_kept_site_is_the_site_made_from_nothing(workshop: Workshop) -> None:
    """After each event once, in a fixed order."""
    workshop.compare()
    for event in EVENTS:
        event(workshop)
        try:
            workshop.compare()
        except AssertionError as error:
            raise AssertionError(f"after {event.__name__}") from error


class Life(RuleBasedStateMachine):
    """Events in any order and number: after each the kept site is the one made from nothing."""

    @initialize(seed=integers(0, 1 << 32))
    def begin(self, seed: int) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.workshop = Workshop(Path(self.folder.name))
        self.workshop.random.seed(seed)

    @rule(event=sampled_from(EVENTS))
    def happen(self, event: Callable[[Workshop], None]) -> None:
        note(event.__name__)
        event(self.workshop)
        self.workshop.compare()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


def test_a_kept_site_is_the_site_made_from_nothing_whatever_happens() -> None:
    one = settings(
        max_examples=1, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Life, settings=one)


def test_what_has_not_changed_is_not_made_again(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.build(workshop.kept)
    made: list[str] = []
    sheet = presswork.frames.sheet
    monkeypatch.setattr(presswork.frames, "sheet", lambda page, *rest: (made.append(page.path), sheet(page, *rest))[1])
    monkeypatch.setattr("builder.reading.understand", lambda *_: pytest.fail("read again"))
    workshop.build(workshop.kept)
    assert leaves(made) == set()


def leaves(made: list[str]) -> set[str]:
    """Pages of documents and numbers among those that were made, samples left out."""
    folders = ("vi/van-ban/", "en/notices/", "vi/tin-tuc/", "en/news/", "vi/so/", "en/so/")
    return {path for path in made if path.startswith(folders) and not path.endswith("/index") and "qzx" not in path}


def test_a_page_of_an_edited_document_and_those_that_show_it_are_made_again(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.build(workshop.kept)
    made: list[str] = []
    sheet = presswork.frames.sheet
    monkeypatch.setattr(presswork.frames, "sheet", lambda page, *rest: (made.append(page.path), sheet(page, *rest))[1])
    path = next(workshop.content.rglob("2017-2637*.txt"))
    path.write_bytes(path.read_bytes().replace(b"2637/", b"2638/"))
    workshop.build(workshop.kept)
    own = {"vi/van-ban/2017-2637-ldtbxh-htqt", "en/notices/2017-2637-ldtbxh-htqt"}
    assert {p for p in leaves(made) if "/so/" not in p} == own
    assert {"vi/so/2638-ldtbxh-htqt", "vi/so/145-qd-ttg"} <= leaves(made)  # its own number, and one that it cites


@pytest.mark.parametrize("deadly", [False, True], ids=["alive", "killed"])
def test_many_processes_write_what_one_writes(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, deadly: bool) -> None:
    """In a process of its own: only one without other threads is shared out, and a browser of another test may have left some here."""
    workshop.build(workshop.clean, jobs=1)
    if child := os.fork():
        assert os.waitpid(child, 0)[1] == 0
    else:
        with contextlib.suppress(BaseException):
            _shared_out(workshop, monkeypatch, deadly)
            os._exit(0)
        os._exit(1)
    assert (workshop.content.parent / "forked").exists()
    assert_same(workshop.clean / "docs", workshop.kept / "docs")
    assert_same(workshop.clean / "site", workshop.kept / "site")


def _shared_out(workshop: Workshop, monkeypatch: pytest.MonkeyPatch, deadly: bool) -> None:
    monkeypatch.setattr(presswork, "FORK_FROM", 2)
    monkeypatch.setattr(presswork, "CHUNK", 3)
    monkeypatch.setattr(presswork, "BATCH", 100)
    here, sheet, forked = os.getpid(), presswork.frames.sheet, workshop.content.parent / "forked"

    def watched(page: Page, *rest: bool) -> presswork.frames.Sheet:
        if os.getpid() != here:
            forked.touch()
            if deadly and "2637" in page.path:
                os.kill(os.getpid(), signal.SIGKILL)
        return sheet(page, *rest)

    monkeypatch.setattr(presswork.frames, "sheet", watched)
    workshop.build(workshop.kept, jobs=3)


def test_without_markdown_the_site_is_the_same(workshop: Workshop) -> None:
    workshop.build(workshop.clean)
    workshop.build(workshop.kept, delivery=Delivery(markdown=False))
    assert_same(workshop.clean / "site", workshop.kept / "site")
    assert not list((workshop.kept / "docs").rglob("*.md"))
    workshop.build(workshop.kept)
    assert_same(workshop.clean / "docs", workshop.kept / "docs")
    workshop.build(workshop.kept, delivery=Delivery(markdown=False))
    assert not list((workshop.kept / "docs").rglob("*.md"))


# --- reading by several processes ---------------------------------------------------------------------------------------------------


def read(content: Path, jobs: int) -> list[tuple[reading.Understood, Document | None]]:
    return texts(content, jobs=jobs)


def texts(content: Path, **options: Any) -> list[tuple[reading.Understood, Document | None]]:
    """Every document in short and whole."""
    found, store = holdings(content)[0], Store(None)
    read = list(reading.understood(found, content, store, **options))
    whole = reading.Documents([r.brief for r in read if r.brief], {h.id: h for h in found}, content, store)
    return [(r, whole.of(r.brief.id) if r.brief else None) for r in read]


def test_many_processes_read_what_one_reads(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = read(workshop.content, 1)
    monkeypatch.setattr(reading, "POOL_FROM", 2)
    monkeypatch.setattr(reading, "CHUNK", 2)
    assert read(workshop.content, 3) == alone
    assert len(alone) > 10


def test_a_process_that_is_killed_costs_no_document(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed once, by whatever else wanted its memory; a document that brings every process down is held back (test_isolation)."""
    alone, understand, killed = read(workshop.content, 1), reading.understand, workshop.content.parent / "killed"

    def deadly(holding: Holding, content: Path) -> object:
        if holding.id.startswith("2017-2637") and not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return understand(holding, content)

    monkeypatch.setattr(reading, "understand", deadly)
    monkeypatch.setattr(reading, "POOL_FROM", 2)
    monkeypatch.setattr(reading, "CHUNK", 2)
    assert read(workshop.content, 2) == alone
    assert killed.exists()


# --- the watched archive -----------------------------------------------------------------------------------------------------------


def test_every_table_of_the_archive_is_watched() -> None:
    names = [table.name for table in fields(Archive)]
    trace = Trace(Archive(**{name: {"x": (name,)} for name in names}))  # type: ignore[arg-type]
    trace.start()
    for name in names:
        assert getattr(trace.archive, name)["x"] == (name,)
        assert getattr(trace.archive, name).get("y") is None
    assert trace.stop() == tuple((name, key) for name in names for key in "xy")


@pytest.mark.parametrize(
    ("now", "names"),
    [({"x": (1,)}, set()), ({"x": (2,)}, {"*", "x"}), ({}, {"*", "x"}), ({"x": (1,), "y": (1,)}, {"*", "y"})],
    ids=["same", "changed", "gone", "come"],
)
def test_looks_that_find_something_else_are_known(now: dict[str, tuple[int]], names: set[str]) -> None:
    before, after = ({"entries": prints(table)} for table in ({"x": (1,)}, now))
    assert set(changed(before, after)) == {("entries", name) for name in names}


def test_who_looks_at_all_depends_on_all() -> None:
    trace = Trace(Archive({"x": (1,)}, {}, {}, {}))  # type: ignore[dict-item]
    trace.start()
    assert len(list(trace.archive.entries.values())) == 1
    assert ("entries", "*") in trace.stop()


def test_the_pages_of_one_thing_share_their_looks_and_others_know_nothing_of_them() -> None:
    trace = Trace(Archive({"x": (1,), "y": (1,)}, {}, {}, {}))  # type: ignore[dict-item]
    trace.start("a")
    assert trace.archive.entries["x"] == (1,)
    trace.memory["found"] = 1
    trace.start("a")
    assert "z" not in trace.archive.entries
    assert trace.stop() == (("entries", "x"), ("entries", "z"))
    assert trace.memory
    for other in ("b", "", ""):
        trace.start(other)
        assert trace.stop() == ()
        assert not trace.memory
        assert trace.archive.entries.get("x") == (1,)
        assert trace.stop() == (("entries", "x"),)
        trace.memory["found"] = 1


# --- who looked ---------------------------------------------------------------------------------------------------------------------

LOOKS = st.sets(st.sampled_from([("entries", name) for name in "abcdefgh"]), max_size=4)
BUILDS = st.lists(st.dictionaries(st.sampled_from([f"vi/{n}" for n in range(9)]), st.none() | LOOKS, max_size=4), min_size=1, max_size=6)


@given(builds=BUILDS, wanted=LOOKS)
def test_who_looked_is_known_over_any_number_of_builds(builds: list[dict[str, set[Look] | None]], wanted: set[Look]) -> None:
    """Pages that are made (with their looks) or gone (None) in each build."""
    store, now = Store(None), dict[str, set[Look]]()
    for build in builds:
        seen = Seen(store)
        for path, looks in build.items():
            now.pop(path, None)
            if looks is not None:
                now[path] = looks
                seen.note(path, signs(looks))
        seen.keep(now)
    found = Seen(store).at(wanted)
    assert found is not None
    assert found & now.keys() == {path for path, looks in now.items() if looks & wanted}


@pytest.mark.parametrize("name", ["recent", "7"])
def test_of_a_damaged_index_nothing_is_believed(name: str) -> None:
    store = Store(None)
    seen = Seen(store)
    seen.note("vi/x", signs([("entries", "x")]))
    seen.keep({"vi/x"})
    store._rows.execute("UPDATE rows SET data = x'00' WHERE kind = 'seen' AND name = ?", (name,))
    assert Seen(store).at([("entries", f"{n}") for n in range(1000)]) is None


# --- the store ----------------------------------------------------------------------------------------------------------------------


def test_a_store_forgets_what_was_not_committed(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    store.put("page", "x", b"1")
    store.commit()
    store.put("page", "x", b"2")
    store.close()
    assert Store(tmp_path / "a.sqlite").get("page", "x") == b"1"


def test_a_store_gives_all_rows_of_a_kind_but_those_that_were_changed(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    for name, data in (("x", b"a row of some length"), ("y", b"another row")):
        store.put("page", name, data)
    store.put("file", "z", b"1")
    store.commit()
    store.close()
    data = (tmp_path / "a.sqlite").read_bytes()
    (tmp_path / "a.sqlite").write_bytes(data.replace(b"a row of some length", b"a row of Some length"))
    assert Store(tmp_path / "a.sqlite").rows("page") == {"y": b"another row"}


def test_what_another_program_left_is_not_read(tmp_path: Path) -> None:
    for program, found in (("one", None), ("one", b"1"), ("two", None), ("one", None)):
        store = Store(tmp_path / "a.sqlite", program)
        assert store.get("page", "x") == found
        store.put("page", "x", b"1")
        store.commit()
        store.close()
        assert Glance(tmp_path / "a.sqlite", program).get("page", "x") == b"1"
        assert Glance(tmp_path / "a.sqlite", "three").get("page", "x") is None


def test_a_store_does_not_give_a_row_that_was_changed(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    store.put("page", "x", b"a row of some length")
    store.put("page", "y", b"another row")
    store.commit()
    store.close()
    data = (tmp_path / "a.sqlite").read_bytes()
    (tmp_path / "a.sqlite").write_bytes(data.replace(b"a row of some length", b"a row of Some length"))
    again = Store(tmp_path / "a.sqlite")
    assert again.get("page", "x") is None
    assert again.get("page", "y") == b"another row"


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4096], ids=["empty", "text", "torn"])
def test_a_file_that_is_no_store_is_made_anew(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(data)
    store = Store(tmp_path / "a.sqlite")
    assert store.get("page", "x") is None
    store.put("page", "x", b"1")
    store.commit()
    assert store.get("page", "x") == b"1"


def test_a_kept_row_can_call_nothing_but_nouns() -> None:
    import pickle

    from builder.reading import load

    for value in (os.system, pipeline.build, Path, reading.Documents):
        with pytest.raises(pickle.UnpicklingError):
            load(pickle.dumps(value))


def test_a_file_is_read_again_whatever_its_time_says(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what lies on the disk as it lay is remembered, and only after the clock has moved on."""
    path, opened = workshop.one("20*.txt"), list[str]()
    key = reading.key
    monkeypatch.setattr(reading, "key", lambda holding, content: (opened.append(holding.original.name), key(holding, content))[1])

    def build() -> set[str]:
        opened.clear()
        workshop.build(workshop.kept)
        return set(opened)

    everything = build()
    monkeypatch.setattr(reading, "TICK", 1 << 62)
    assert build() == everything  # written within this tick
    monkeypatch.setattr(reading, "TICK", 0)
    assert build() == everything
    assert build() == set()
    before, text = path.stat(), path.read_bytes()
    path.write_bytes(text.replace(b" v", b" w", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert build() == {path.name}
