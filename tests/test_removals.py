"""Taking back: what stands at the addresses of removed and renamed documents, and that nothing of them is left in any byte."""

from __future__ import annotations

import gzip
import re
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import ROOT
from letters import archive, letter, sidecar, translation

from builder import pipeline
from builder.model import Record, Removal, SourceFile
from builder.read.sidecar import Sidecar
from builder.removals import Tomb, hidden, named
from builder.search.reader import open_index

N = "notices/2020/"
WHY = {"reason": "Theo yêu cầu", "date": "2026-11-25", "authority": "Ban biên tập"}
PERSON, PHONE, EMAIL, ID = "Đỗ Thị Hiếm", "0907 118 263", "mau.nguyen@example.org", "001203004117"


# --- names --------------------------------------------------------------------------------------------------------------------


def shown(ident: str, *aliases: str) -> Record:
    return Record(ident, "document", "vi", SourceFile("", "", "", ""), "", aliases_id=aliases)


def merged(ident: str, to: str | None, *aliases: str) -> Tomb:
    return Tomb(ident, "document", Removal("consolidated", "x", "2026-11-25", "y", to), aliases)


def away(ident: str, *aliases: str) -> Tomb:
    return Tomb(ident, "document", Removal("in_error", "x", "2026-11-25", "y"), aliases)


ENDS = [
    ("straight", [merged("a", "z")], {"a": "z"}, []),
    ("to an old name", [merged("a", "old")], {"a": "z"}, []),
    ("merged in its turn", [merged("a", "b"), merged("b", "z")], {"a": "z", "b": "z"}, []),
    ("by an old name of what was merged", [merged("a", "bb"), merged("b", "z", "bb")], {"a": "z", "b": "z", "bb": "z"}, []),
    ("into what is gone", [merged("a", "b"), away("b")], {"a": "b", "b": None}, []),
    ("old names of what is gone", [away("b", "bb", "bbb")], {"b": None, "bb": None, "bbb": None}, []),
    ("into nothing", [merged("a", "nowhere")], {"a": "nowhere"}, ["S211"]),
    ("in a circle", [merged("a", "b"), merged("b", "a")], {"a": "b", "b": "a"}, ["S211", "S211"]),
    ("into itself", [merged("a", "a")], {"a": "a"}, ["S211"]),
    ("an old name that is a document", [away("b", "z")], {"b": None}, ["S001"]),
    ("an old name that another has", [away("b", "old")], {"b": None}, ["S001"]),
    ("a reserved old name", [away("b", "index")], {"b": None}, ["S003"]),
]


@pytest.mark.parametrize(("name", "tombs", "ends", "codes"), ENDS, ids=[e[0] for e in ENDS])
def test_where_a_removed_document_leads(name: str, tombs: list[Tomb], ends: dict[str, str | None], codes: list[str]) -> None:
    names = named({"z": ("old",)}, tombs, {"z": "z.txt", **{t.id: f"{t.id}.yml" for t in tombs}})
    assert names.moved == {"old": "z"}
    assert {t.id: t.removal.to for t in names.tombs if t.removal} == ends
    assert [p.code for p in names.problems] == codes


def test_a_reason_that_names_a_persons_number_does_not_show_it() -> None:
    """The tomb of what was taken down for a person's sake must not tell their number again."""
    given = Sidecar.model_validate({"removal": {**WHY, "kind": "taken_down", "reason": f"Ông Nguyễn Văn Mẫu ({PHONE}) yêu cầu"}})
    record, problems = hidden("x", "notices", given, "x.yml")
    assert record
    assert record.removal
    assert record.removal.reason == "Ông Nguyễn Văn Mẫu ([…]) yêu cầu"
    assert [p.code for p in problems] == ["P202"]


@pytest.mark.parametrize("kind", ["in_error", "taken_down", "consolidated"])
def test_the_original_of_a_hidden_document_may_be_deleted(kind: str, tmp_path: Path) -> None:
    """Its sidecar stays and says why; a withdrawn one has a text to show, so its original must stay."""
    removal = {**WHY, "kind": kind, "to": "z" if kind == "consolidated" else None}
    files: dict[str, str | bytes] = {N + "z.txt": letter(1), N + "x.yml": sidecar(removal=removal), "published.txt": "x vi/van-ban/x/ en/notices/x/\n"}  # fmt: skip
    loaded = pipeline.load(archive(tmp_path, files))
    assert not loaded.problems
    assert [t.id for t in loaded.tombs] == ["x"]


def test_of_a_taken_down_original_that_is_still_there_an_editor_is_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {N + "x.txt": letter(1), N + "x.yml": sidecar(removal={**WHY, "kind": "taken_down"})}
    assert [p.code for p in pipeline.load(archive(tmp_path, files)).problems] == ["X102"]


# --- bytes --------------------------------------------------------------------------------------------------------------------


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file as it is, what is compressed in it too, and each row of a database."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        yield str(path), data
        yield from ((f"{path} unpacked", opened) for opened in _unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    for start in (m.start() for m in re.finditer(rb"\x1f\x8b\x08|x\x01|x\x9c|x\xda", data)):
        try:
            yield gzip.decompress(data[start:]) if data[start] == 0x1F else zlib.decompressobj().decompress(data[start:])
        except (OSError, EOFError, zlib.error):
            continue


def holding(folder: Path, *words: str) -> set[str]:
    """Files that hold one of these in any of the usual spellings."""
    wanted = {v.encode() for w in words for v in (w, w.replace(" ", ""), w.replace(" ", "."), w.replace(" ", "%20"), w.casefold())}
    wanted |= {w.decode().encode("utf-16-le") for w in wanted}
    return {name for name, data in everything(folder) if any(w in data for w in wanted)}


@pytest.mark.parametrize("left", [False, True], ids=["deleted", "only said in the sidecar"])
def test_what_is_taken_down_is_in_no_byte_that_stays(left: bool, tmp_path: Path) -> None:
    """Published first, then taken down and built again: site, Markdown, index, feeds, downloads and what the build keeps."""
    text = letter(7, body=f"Liên hệ bà {PERSON}, điện thoại: {PHONE}, email: {EMAIL}, căn cước: {ID}.")
    shown_all = {"set": [{"printed": p, "publish": True} for p in (PHONE, EMAIL, ID)]}
    others: dict[str, str | bytes] = {f"{N}o{n}.txt": letter(20 + n, body="Căn cứ Công văn số 7/LĐTBXH-VP. " * 40) for n in range(12)}
    files = others | {
        N + "x.txt": text,
        N + "x.yml": sidecar(contacts=shown_all),
        N + "x.en.md": translation({"p1": f"Call {PERSON}, {PHONE}, {EMAIL}, {ID}."}),
    }
    content, out = archive(tmp_path, files), tmp_path / "out"

    def build() -> None:
        built = pipeline.build(content, out / "docs", out / "site", ROOT / "mkdocs.yml", jobs=1)
        assert built.published, built.problems

    build()
    assert all(holding(out / part, word) for part in ("docs", "site", "cache") for word in (PHONE, EMAIL, ID)), (
        "there was something to forget"
    )
    found = open_index(out / "docs" / "assets" / "search").search(PERSON, lang="vi")
    for name in ("x.txt", "x.en.md") if not left else ():
        (content / N / name).unlink()
    (content / N / "x.yml").write_text(sidecar(removal={**WHY, "kind": "taken_down"}), encoding="utf-8")
    build()
    assert holding(out, PHONE, EMAIL, ID, PERSON) == set()
    again = open_index(out / "docs" / "assets" / "search").search(PERSON, lang="vi")
    assert (found.total > 0, again.total) == (True, 0)
    assert (out / "site/vi/van-ban/x/index.html").is_file()


def test_the_search_for_what_stays_can_fail(tmp_path: Path) -> None:
    """A number is found in a file, in what is packed in one, and in a page of a database that was freed."""
    (tmp_path / "a").write_bytes(b"--" + gzip.compress(PHONE.encode()))
    (tmp_path / "b").write_bytes(b"--" + zlib.compress(EMAIL.encode()))
    rows = sqlite3.connect(tmp_path / "c")
    rows.execute("PRAGMA secure_delete = OFF")
    rows.execute("CREATE TABLE t (x)")
    rows.execute("INSERT INTO t VALUES (?)", ("y" * 5000 + ID,))
    rows.commit()
    rows.execute("DELETE FROM t")
    rows.commit()
    rows.close()
    assert len(holding(tmp_path, PHONE, EMAIL, ID)) == 3
