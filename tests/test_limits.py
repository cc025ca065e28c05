"""A document that wants too much computing or memory once it has been read costs only itself."""

from __future__ import annotations

import re
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import ROOT
from letters import archive, letter

from builder import intake, limits, pipeline, presswork
from builder.limits import LimitError, limited
from builder.site.store import Store
from builder.write import notice

THREE: dict[str, str | bytes] = {f"notices/2020/d{n}.txt": letter(n) for n in (1, 2, 3)}
SHORT = partial(limited, 0.2)


def forever() -> None:
    while True:
        with suppress(Exception):  # as code does that forgives mistakes on the way
            time.process_time()


def backtracking() -> None:
    re.match(r"(a|aa)+$", "a" * 60 + "b")


@pytest.mark.parametrize("work", [forever, backtracking])
def test_too_much_computing_is_interrupted(work: Callable[[], None]) -> None:
    started = time.process_time()
    with pytest.raises(LimitError), SHORT():
        work()
    assert time.process_time() - started < 5


def test_too_much_memory_is_refused_and_then_there_is_room_again() -> None:
    with pytest.raises(LimitError), limited(megabytes=100):
        bytearray(300_000_000)
    assert len(bytearray(300_000_000)) == 300_000_000


def test_nothing_is_left_behind() -> None:
    before = (signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS))
    with limited(megabytes=100):
        pass
    with pytest.raises(ZeroDivisionError), SHORT():
        _ = 1 / 0
    assert (signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)) == before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


def test_outside_the_main_thread_there_is_no_limit() -> None:
    """Signals go to the main thread: another must not be stopped in its place."""
    done: list[int] = []

    def work() -> None:
        with SHORT():
            done.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [1]


def stumbling(made: Callable[..., object], where: str, ident: str) -> Callable[..., object]:
    """``made``, but for one document it never ends."""

    def work(*args: object, **more: object) -> object:
        if ident in (getattr(args[0], "id", ""), getattr(getattr(args[0], "record", None), "id", ""), args[1] if where == "parse" else ""):
            forever()
        return made(*args, **more)

    return work


def test_a_document_that_takes_too_long_is_held_back_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "parse_document", stumbling(intake.parse_document, "parse", "d2"))
    monkeypatch.setattr(intake, "limited", lambda **_: SHORT())
    store = Store(tmp_path / "cache" / "build.sqlite")
    loaded = pipeline.load(archive(tmp_path, THREE), store=store)
    assert [d.record.id for d in loaded.documents] == ["d1", "d3"]
    assert [(p.code, p.path) for p in loaded.problems] == [("S108", "content/notices/2020/d2.txt")]
    monkeypatch.undo()
    assert len(pipeline.load(tmp_path / "content", store=store).documents) == 3, "it may have been the machine"
    store.close()


def test_a_page_that_takes_too_long_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice, "page", stumbling(notice.page, "write", "d2"))
    monkeypatch.setattr(presswork, "limited", SHORT)
    content = archive(tmp_path, THREE)
    built = pipeline.build(content, tmp_path / "docs", tmp_path / "site", ROOT / "mkdocs.yml", jobs=1)
    assert (built.published, built.held_back) == (True, ("d2",))
    assert {(p.code, dict(p.args)["found"]) for p in built.problems if p.level == "error"} == {("W101", "LimitError")}
    assert not (tmp_path / "site/vi/van-ban/d2").exists()


def test_the_limits_are_far_above_what_a_long_law_takes(tmp_path: Path) -> None:
    law = letter(1, body="\n\n".join(f"Điều {n}. Quy định\n\n1. Theo Quyết định số {n}/QĐ-TTg, người lao động được nghỉ.\n\na) Một ngày." for n in range(1, 401)))  # fmt: skip
    started = time.process_time()
    assert pipeline.load(archive(tmp_path, {"notices/2020/x.txt": law})).documents
    assert time.process_time() - started < limits.SECONDS / 10
