"""One bad file among many costs only itself: the pages of the others are the same bytes, with the whole corpus thrown in at once."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from conftest import ROOT, Build, build_site
from forms.hostile import zipped
from letters import archive, letter
from test_files import BYTES, ENGLISH, NAMES, SIDE, STAMPS, Case

from builder import limits, pipeline, reading
from builder.read import gate
from builder.read.shelf import Holding
from builder.site import manifest
from builder.write import notice

GOOD: dict[str, str | bytes] = {
    f"notices/2019/good-{n}.txt": letter(
        9000 + n, subject=f"việc tốt {n}", body=f"Căn cứ Quyết định số {n}/2001/QĐ-TTg ngày 20/01/2001. Đề nghị báo cáo."
    )
    for n in range(1, 4)
}
BAD = [case for case in (*NAMES, *BYTES, *SIDE, *ENGLISH, *STAMPS) if case.codes and not any("pages/" in name for name in case.files)]


def apart(case: Case, n: int) -> dict[str, str | bytes]:
    """A case's files under names of their own."""
    return {re.sub(r"^(notices|news)/(\d{4})/([xy])\b", rf"\1/\2/c{n}-\3", name): data for name, data in case.files.items()}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("alone")
    return build_site(folder, content=archive(folder, GOOD))


@pytest.fixture(scope="module")
def among(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The same three letters among all that is hostile."""
    folder = tmp_path_factory.mktemp("among")
    content = archive(folder, GOOD | {name: data for n, case in enumerate(BAD) for name, data in apart(case, n).items()})
    for n, case in enumerate(BAD):
        if case.also and not any("news" in name for name in case.files) and "folder of news" not in case.name and "page" not in case.name:
            place = content / "notices" / f"also{n}" / "2020"
            place.mkdir(parents=True)
            case.also(place)
    return build_site(folder, content=content)


def pages_of_good(build: Build) -> dict[str, bytes]:
    found = {f"{p.parts[-4]}/{p.parts[-2]}": p.read_bytes() for p in build.site.glob("*/*/good-*/index.html")}
    assert len(found) == 2 * len(GOOD)
    return found


def test_the_others_pages_are_the_same_bytes(alone: Build, among: Build) -> None:
    assert pages_of_good(among) == pages_of_good(alone)


def test_every_bad_file_was_reported(among: Build) -> None:
    assert among.code == 1
    codes = set(re.findall(r": ([A-Z]\d{3}) ", among.stderr))
    wanted = {code for case in BAD for code in case.codes.split()}
    assert wanted <= codes, wanted - codes
    assert alone_is_clean(among.stderr)


def alone_is_clean(said: str) -> bool:
    """No problem of an error's kind is said of the good ones."""
    return not re.search(r"good-\d[^\n]*: [SXWB]\d{3}", said)


def test_good_ones_alone_give_no_problem(alone: Build) -> None:
    assert alone.code == 0, alone.stderr


def test_nothing_of_theirs_is_in_the_site_by_its_own_name(among: Build) -> None:
    """Originals are downloads under their hash; no file of a stranger keeps a name that a host or a browser would act on."""
    for path in among.site.rglob("*"):
        name = path.relative_to(among.site).as_posix()
        assert path.name not in {"CNAME", "robots.txt", "sw.js", ".htaccess", ".git"}, name
        assert path.suffix not in {".php", ".svg", ".exe", ".md", ".yml", ".wasm"} or name.startswith("assets/images/"), name
        assert not path.is_symlink(), name
        if name.startswith("originals/") and path.is_file():
            assert re.fullmatch(r"originals/[0-9a-f]{64}\.(txt|pdf|docx|doc|rtf)", name)


def test_a_document_whose_page_cannot_be_made_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """A mistake of ours costs the document that shows it, and no other."""
    made = notice.page

    def stumbling(source: notice.Source, *rest: object) -> object:
        if source.record.id == "good-2":
            raise KeyError("x")
        return made(source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(notice, "page", stumbling)
    content = archive(tmp_path, GOOD)
    (content / "published.txt").write_text("good-2 vi/van-ban/good-2/ en/notices/good-2/\n", encoding="utf-8")
    built = pipeline.build(content, tmp_path / "docs", tmp_path / "site", root / "mkdocs.yml")
    assert built.published
    assert built.held_back == ("good-2",)
    assert [(p.code, dict(p.args)["found"]) for p in built.problems if p.level == "error"] == [("W101", "KeyError")] * 2
    assert (tmp_path / "site/vi/van-ban/good-1/index.html").is_file()
    waiting = (tmp_path / "site/vi/van-ban/good-2/index.html").read_text(encoding="utf-8")
    assert "đang được kiểm tra" in waiting, "an address that was published stays"
    assert "việc tốt 2" not in "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "site/vi").rglob("*.html"))


def test_a_document_that_brings_its_process_down_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends a process (the system, for its memory; a fault in a library) ends one document. A pool begins at 40."""
    understand = reading.understand

    def falling(holding: Holding, content: Path) -> object:
        if holding.id in ("d07", "d31"):
            os.kill(os.getpid(), signal.SIGKILL)
        return understand(holding, content)

    monkeypatch.setattr(reading, "understand", falling)
    names = [f"d{n:02}" for n in range(45)]
    loaded = pipeline.load(archive(tmp_path, {f"notices/2020/{name}.txt": letter(n) for n, name in enumerate(names)}), jobs=2)
    assert [d.record.id for d in loaded.documents] == [name for name in names if name not in ("d07", "d31")]
    assert [(p.code, p.path) for p in loaded.problems] == [("S108", f"content/notices/2020/{name}.txt") for name in ("d07", "d31")]


# --- one among many -------------------------------------------------------------------------------------------------------------

MANY = int(os.environ.get("MANY", "60"))  # `make fuzz` has ten thousand of them
ONE: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a bomb": ({"notices/2019/x.docx": zipped({"word/document.xml": b"<a>" + b" " * 60_000_000})}, "S107"),
    "a text made to hurt": ({"notices/2019/x.txt": letter(body="145/QĐ-TTg " * 500_000)}, "S108"),
    "a secret": ({"notices/2019/x.txt": letter(stamp="TUYỆT MẬT")}, "X101"),
    "a bomb of aliases": ({"notices/2019/x.txt": letter(), "notices/2019/x.yml": "a: &a [x]\n" + "b: [*a, *a]\n" * 9}, "S202"),
    "a script": ({"notices/2019/x.svg": "<svg onload=alert(1)>"}, "S101"),
}


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many small letters, and the seconds of computing that reading them took."""

    content: Path
    took: float


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    folder = tmp_path_factory.mktemp("crowd")
    subjects = ("việc làm", "tiền lương", "bảo hiểm", "đào tạo", "an toàn lao động")
    letters = {f"notices/{2000 + n % 20}/d-{n:05}.txt": letter(n, subject=f"báo cáo {subjects[n % 5]} {n}") for n in range(1, MANY + 1)}
    content = archive(folder, dict(letters))
    loaded, took = _read(content)
    assert len(loaded.documents) == MANY
    return Crowd(content, took)


def _read(content: Path) -> tuple[pipeline.Loaded, float]:
    started = os.times()
    loaded = pipeline.load(content)
    return loaded, sum(os.times()[:4]) - sum(started[:4])


def _built(content: Path, folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of the site."""
    built = pipeline.build(content, folder / "docs", folder / "site", ROOT / "mkdocs.yml")
    assert built.published
    return manifest.read(folder / "site")


@pytest.mark.parametrize("name", ONE)
def test_one_among_many_costs_only_itself(name: str, crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """All others are read, and reading takes as long as it did and what one file may take."""
    files, code = ONE[name]
    monkeypatch.setattr(limits, "SECONDS", 1.0)
    with thrown_in(files, crowd.content):
        loaded, took = _read(crowd.content)
    assert [(p.code, p.path.rpartition("/")[2][:2]) for p in loaded.problems if p.level == "error"] == [(code, "x.")]
    assert len(loaded.documents) == MANY
    assert took < 2 * crowd.took + gate.SECONDS, "what one file may take, and some noise"


def test_all_of_them_among_many_change_no_byte_of_the_site(crowd: Crowd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1.0)
    alone = _built(crowd.content, tmp_path / "alone")
    files = {path.replace("/x.", f"/x{n}."): data for n, (given, _) in enumerate(ONE.values()) for path, data in given.items()}
    with thrown_in(files, crowd.content):
        assert _built(crowd.content, tmp_path / "among") == alone


@contextmanager
def thrown_in(files: dict[str, str | bytes], content: Path) -> Iterator[None]:
    for path, data in files.items():
        (content / path).write_bytes(data if isinstance(data, bytes) else data.encode())
    try:
        yield
    finally:
        for path in files:
            (content / path).unlink()


def test_a_document_that_cannot_be_read_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from builder import intake

    parse = intake.parse_document

    def stumbling(original: object, ident: str, kind: str) -> object:
        if ident == "good-2":
            raise RecursionError
        return parse(original, ident, kind)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "parse_document", stumbling)
    loaded = pipeline.load(archive(tmp_path, GOOD))
    assert [d.record.id for d in loaded.documents] == ["good-1", "good-3"]
    assert [p.code for p in loaded.problems if p.level == "error"] == ["P108"]
