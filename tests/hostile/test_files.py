"""Hostile and odd files, each with the codes it must give and no others; none takes long, none costs another document anything."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from letters import archive, letter, sidecar, translation
from measured import Cost, Server, server

from builder.read.gate import MEMORY_MB

# Seconds of computing for one file, the whole check around it included, in a process of its own. All take under 3; what grows with
# the square of a text takes 10 and more.
LIMIT = 4.0
YAML_LIMIT = 1.0  # for a file of some lines, whatever they say
L = letter()
N = "notices/2020/"
X = N + "x.txt"
PAGE = '---\nslug: "{slug}"\ntitle: "T"\ndescription: "D"\n---\n{body}\n'
TAKEN = {"kind": "taken_down", "reason": "x", "date": "2026-11-25", "authority": "y"}


@dataclass(frozen=True, slots=True)
class Case:
    """Files, the codes they must give (warnings about unknown values aside), and what else to do in the folder of notices."""

    name: str
    files: dict[str, str | bytes]
    codes: str = ""
    also: Callable[[Path], object] | None = None


def one(name: str, data: str | bytes, codes: str = "", path: str = X) -> Case:
    return Case(name, {path: data}, codes)


def side(name: str, text: str, codes: str = "") -> Case:
    return Case(name, {X: L, N + "x.yml": text}, codes)


def english(name: str, text: str, codes: str = "") -> Case:
    return Case(name, {X: L, N + "x.en.md": text}, codes)


def page(name: str, vi: str, codes: str = "", en: str | None = None) -> Case:
    both = {"pages/vi/thu.md": vi, "pages/en/thu.md": vi if en is None else en}
    return Case(name, {k: v for k, v in both.items() if v}, codes)


NAMES = [
    one("only signs in the name", L, "S002", N + "---.txt"),
    one("only emoji in the name", L, "S002", N + "😀.txt"),
    *(one(f"the reserved name {n}", L, "S003", f"{N}{n}.txt") for n in ("index", "INDEX", "trang-2", "page-12", "con", "NUL", "aux", "com1")),
    Case("a sidecar alone", {N + "x.yml": "place: null"}, "S004"),
    Case("a translation alone", {N + "x.en.md": translation({"p1": "x"})}, "S004"),
    Case("an attachment alone", {N + "x--phu-luc.txt": "x"}, "S004"),
    Case("sidecar and translation alone", {N + "x.yml": "place: null", N + "x.en.md": "x"}, "S004 S004"),
    Case("a tomb alone", {N + "x.yml": sidecar(removal=TAKEN)}, ""),
    Case("a withdrawn sidecar alone", {N + "x.yml": sidecar(removal=TAKEN | {"kind": "withdrawn"})}, "S004"),
    Case("a link to a system file", {X: L}, "S006", lambda f: (f / "y.txt").symlink_to("/etc/passwd")),
    Case("a link to a folder", {X: L}, "S006", lambda f: (f / "y").symlink_to("/etc")),
    Case("a link to nothing", {X: L}, "S006", lambda f: (f / "y.txt").symlink_to("nowhere")),
    Case("a link to a neighbour", {X: L}, "S006", lambda f: (f / "y.txt").symlink_to("x.txt")),
    Case("a linked sidecar", {X: L}, "S006", lambda f: (f / "x.yml").symlink_to("/etc/passwd")),
    Case("a pipe", {X: L}, "S006", lambda f: os.mkfifo(f / "y.txt")),
    Case("a linked page", {X: L}, "S006", lambda f: (f.parent.parent / "pages/vi/y.md").symlink_to("/etc/passwd")),
    Case("a linked folder of news", {X: L}, "S006", lambda f: (f.parent.parent / "news").symlink_to("/etc")),
    one("a hidden file", L, "S006", N + ".x.txt"),
    one("a hidden folder", L, "S006", "notices/.git/x.txt"),
    one("a submodule", "gitdir: ../x", "S006", N + "sub/.git"),
    one("a name of 210 bytes", L, "S007", N + "a" * 206 + ".txt"),
    one("a name of 200 bytes in Vietnamese", L, "", N + "ệ" * 65 + "a.txt"),
    *(one(f"{n} in content", "x", "S008", n) for n in ("CNAME", "robots.txt", "index.html", "sw.js", "x.md", "overrides/main.html", "mkdocs.yml")),
    *(one(f"{n.upper()} among pages", "x", "S008", f"pages/{n}") for n in ("vi/x.html", "en/x.js", "vi/sub/x.md", "fr/x.md", "CNAME", "vi/x.MD")),
    Case("names that differ in case", {N + "CV-1.txt": L, N + "cv-1.txt": L}, "S001"),
    Case("names that differ in composition", {N + "Ân.txt": L, N + unicodedata.normalize("NFD", "Ân") + ".txt": L}, "S001"),
    Case("names that differ in marks", {N + "Ân.txt": L, N + "An.txt": L}, "S001"),
    Case("names that differ in đ", {N + "Đ1.txt": L, N + "D1.txt": L}, "S001"),
    Case("names that differ in signs", {N + "a b.txt": L, N + "a_b.txt": L}, "S001"),
    Case("one name in two years", {X: L, "notices/2021/x.txt": L}, "S001"),
    Case("one name as notice and news", {X: L, "news/2021/x.txt": L}, "S001"),
    Case("one name with two spellings of an ending", {X: L, N + "x.TXT": L}, "S001"),
    Case("two sidecars", {X: L, N + "x.yml": "place: null", N + "x.yaml": "place: null"}, "S001"),
    Case("two translations", {X: L, N + "x.en.md": translation({}), N + "X.en.md": translation({})}, "S001"),
    Case("published English alone", {N + "x.en.docx": b"x"}, "S004"),
    one("an unknown kind", L, "S101", N + "x.exe"),
    *(one(f"a file named {n}", "x", "S101", N + n) for n in ("x.js", "x.svg", "x.css", "x.php", "x.txt.js", "x.wasm", "x--y.js", "x", "x.")),
    Case("old name of another document", {X: L, N + "y.txt": letter(2), N + "y.yml": sidecar(aliases_id=["x"])}, "S001"),
    Case("one old name of two", {X: L, N + "x.yml": sidecar(aliases_id=["z"]), N + "y.txt": letter(2), N + "y.yml": sidecar(aliases_id=["z"])}, "S001"),
    Case("an old name that is a list", {X: L, N + "x.yml": sidecar(aliases_id=["index"])}, "S003"),
    Case("an old name that climbs", {X: L, N + "x.yml": sidecar(aliases_id=["../../../x"])}, "S207"),
    Case("a bell in a name", {N + "x\x07.exe": L}, "S101"),
    Case("bytes that are no text in a name", {os.fsdecode(b"notices/2020/\xff\xfe.exe"): L}, "S002"),
]  # fmt: skip

BYTES = [
    one("an empty file", b"", "S105"),
    one("only blanks", b" \r\n\t\n", "S105"),
    one("only a byte order mark", b"\xef\xbb\xbf", "S105"),
    one("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "S104"),
    one("a program", b"\x7fELF" + bytes(200) + bytes(range(256)), "S104"),
    one("a zip", b"PK\x03\x04" + bytes(range(256)) * 8, "S104"),
    one("zeroes", bytes(5000), "S104"),
    one("a NUL in a text", L.replace("báo cáo", "báo\0cáo"), "S104"),
    one("half of UTF-16", b"\xff\xfe" + L.encode("utf-16-le")[:-1], "S104"),
    one("bytes of no alphabet", b"\x81\x8d\x8f\x90\x9d\xff" * 400, "S104"),
    one("9 MB", "a\n" * 4_500_000, "S103"),
    one("a page of 600 kB", PAGE.format(slug="thu", body="a" * 600_000), "S103", "pages/vi/thu.md"),
    one("a page in conflict", PAGE.format(slug="thu", body="Lời.\n=======\nLời.\n>>>>>>> sua"), "S119", "pages/vi/thu.md"),
    one("a pointer of Git LFS", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 9\n", "S117"),
    one("a pointer of Git LFS for a Word file", f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\n", "S117", N + "x.docx"),
    one("a pointer of git-annex", f"/annex/objects/SHA256E-s9--{'a' * 64}.pdf\n", "S117", N + "x.pdf"),
    one("UTF-8 with a mark", b"\xef\xbb\xbf" + L.encode()),
    one("UTF-16", L.encode("utf-16")),
    one("UTF-16, big end first", b"\xfe\xff" + L.encode("utf-16-be")),
    one("lines of Windows", L.replace("\n", "\r\n")),
    one("lines of the old Mac", L.replace("\n", "\r")),
    one("decomposed letters", unicodedata.normalize("NFD", L)),
    one("blanks that do not break", L.replace(" ", "\u00a0")),
    one("soft hyphens and zero-width blanks", L.replace("báo", "bá\u00ado\u200b"), "P114"),
    one("right to left", L.replace("báo", "\u202ebáo"), "P114"),
    one("one line of a megabyte", L.replace("báo cáo", "báo cáo " * 120_000)),
    one("a thousand headers", L * 400),
    one("no line at the end", L.strip()),
]  # fmt: skip

SIDE = [
    side("a quotation mark too few", 'number: "12', "S201"),
    side("a bomb of aliases", "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9)), "S202"),
    side("a tag of Python", "place: !!python/object/apply:os.system ['x']", "S202"),
    side("a key twice", 'place: "a"\nplace: "b"', "S203"),
    side("66 kB", "# " + "x" * 66_000, "S204"),
    side("a list", "- a", "S205"),
    side("an unknown key", "template: x", "S206"),
    side("an icon", "icon: x", "S206"),
    side("a boost for the search", "boost: 100", "S206"),
    side("a number for words", "place: 12", "S207"),
    side("a day of no calendar", 'date: "2024-02-30"', "S208"),
    side("an id of no table", 'issuer: {id: "vn-xyz"}', "S209"),
    side("a bare no", "place: no", "S210"),
    side("a bare 012", "place: 012", "S210"),
    side("a bare 10:30", "place: 10:30", "S210"),
    side("merged into nothing", sidecar(removal=TAKEN | {"kind": "consolidated", "to": "nowhere"}), "S211"),
    side("a hash that is none", sidecar(removal=TAKEN | {"hmac": "x"}), "S207"),
    side("bytes that are no text", "place: '\ud800'", "S104"),
    side("an empty sidecar", ""),
    side("only comments", "# xin chào\n"),
    side("deep", "a: " + "{a: " * 30 + "1" + "}" * 30, "S201"),
]  # fmt: skip

ENGLISH = [
    english("a wrong status", translation({"p1": "x"}).replace('"official"', '"final"'), "T101"),
    english("an unknown key in its head", translation({"p1": "x"}).replace("subject:", "subjekt:"), "T101"),
    english("words outside", translation({}) + "\nhello\n", "T102"),
    english("a block twice", translation({"p1": "x"}) + "\n[p1 00000000]\ny\n", "T103"),
    english("a sidecar's mistake in its head", translation({"p1": "x"}).replace('"The editors"', "no"), "S210"),
    english("no head", "[p1]\nx\n", "T105"),
    english("bytes that are no text in it", translation({"p1": "\ud800"}), "S104"),
    english("3 MB", translation({"p1": "x " * 1_500_000}), "S103"),
]  # fmt: skip

PAGES = [
    page("no title", '---\nslug: "thu"\ndescription: "x"\n---\nx', "S301 S301"),
    page("no front matter", "x", "S301 S301 S301 S301 S301 S301"),
    page("a template of its own", PAGE.format(slug="thu", body="x").replace("title:", "template: home.html\ntitle:")),
    page("a script for a link", PAGE.format(slug="thu", body="[x](javascript:y)"), "S302 S302"),
    page("one language", PAGE.format(slug="thu", body="x"), "S303", ""),
    page("a slug that climbs", PAGE.format(slug="../../x", body="x"), "S304 S304"),
    page("the slug of the search", PAGE.format(slug="so", body="x"), "S304 S304"),
    page("the slug of another page", PAGE.format(slug="quyen", body="x"), "S303 S304", PAGE.format(slug="thu", body="x")),
    page("a link to nowhere", PAGE.format(slug="thu", body="[x](/vi/nowhere/)"), ""),
    page("an alias in front", '---\nslug: &a "thu"\ntitle: *a\n---\nx', "S202 S202"),
]  # fmt: skip

STAMPS = [
    *(one(f"stamped {s}", letter(stamp=s), "X101") for s in ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "**MẬT**", "Lưu hành nội bộ", "M Ậ T", "Độ mật: Mật")),
    one("stamped at the end", L + "\n\nTỐI MẬT\n", "X101"),
    one("stamped in a cell", L + "\n| TUYỆT MẬT | x |\n", "X101"),
    one("stamped news", "Tin\n\nMẬT\n\nNội dung.\n", "X101", "news/2020/x.txt"),
    Case("stamped, and a sidecar says it is not", {X: letter(stamp="MẬT"), N + "x.yml": "secrecy: null"}, "X101"),
    one("words about secrecy", letter(body="Các bí mật nhà nước độ MẬT được bảo vệ. Tài liệu mật không gửi kèm.")),
    one("a face, not a stamp", letter(stamp="MẶT")),
    Case("stamped by a sidecar", {X: L, N + "x.yml": 'secrecy: "mat"'}, "X101"),
]  # fmt: skip

UNITS = [
    "[", "]", "(", ")", "<a ", "<", "&", "*", "**", "_", "`", "#", "| ", "|-", "-", "- ", "/", "\\", ".", ". ", ",", ";", ":", " ", "\t", "\n", '"', "“",
    "Điều ", "Điều 1. ", "khoản 1 ", "điểm a ", "a) ", "1. ", "1.1.", "số 1/", "Số: ", "QĐ-", "QĐ-TTg ", "145/QĐ-TTg ", "ngày ", "ngày 20/01/2016 ", "tháng 1 ",
    "0", "0912", "09 ", "1.", "12.", "@a.", "a@", "Căn cứ ", "Căn cứ Quyết định số ", "Kính gửi: ", "Kính gửi:\n", "Nơi nhận:\n", "V/v ", "của Bộ ", "Bộ ", "Ủy ban nhân dân ",
    "ông A ", "A", "Ab ", "Ộ", "\u0323", "\u202e", "\u200b", "(LĐXH) ", "Luật ", "Bộ luật ", "Nghị định ", "về việc ", "trước ngày 30/4/2020 ", "KT. BỘ TRƯỞNG\n", "điện thoại: ",
    "sau đây gọi tắt là ", "nêu trên ", "Chiến lược 145 ", "Phụ lục ", "Chương I\n", "TỐI ", "x\n\n", "| a | b |\n", "<br>", "– ", "…", "số 1, 2, 3 ", "và ", "các ",
]  # fmt: skip
SLOW = [one(f"60 kB of {unit!r}", letter(body=unit * (60_000 // len(unit.encode())))) for unit in UNITS] + [
    one(f"60 kB of {unit!r} in the {place}", letter(**{place: (unit * 60_000)[:60_000]}))
    for unit in ("(", "a ", "- ", "A", "của Bộ ", ", ", "0")
    for place in ("subject", "addressee", "recipient", "signer")
] + [one(f"60 kB of {unit!r} as news", (unit * 60_000)[:60_000], path="news/2020/x.txt") for unit in ("(", "Ab ", "15/01/2019 ", "Ảnh: ")]  # fmt: skip

CASES = [*NAMES, *BYTES, *SIDE, *ENGLISH, *PAGES, *STAMPS]
# What an odd but honest document may give besides: unknown values, personal data, a translation's state.
BESIDES = ("P101", "P102", "P103", "P104", "P105", "P106", "P2", "T2", "S305")


@pytest.fixture(scope="module")
def measured() -> Iterator[Server]:
    with server() as running:
        yield running


def run(case: Case, folder: Path, measured: Server) -> tuple[Cost, list[str]]:
    """What a check of the case cost, and the codes it gave."""
    content = archive(folder, case.files)
    if case.also:
        case.also(content / "notices" / "2020")
    cost = measured.check(content)
    for _, _, *shown in cost.problems:
        for said in shown:
            assert not re.search(r"\{[a-z]+\}", said.split("\n")[0]), f"a field was not filled: {said}"
            assert all(c.isprintable() or c == "\n" for c in said), f"it could steer a terminal: {said!r}"
    return cost, [code for code in cost.codes if not code.startswith(BESIDES) or code in case.codes]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_each_gives_its_codes_and_no_others(case: Case, tmp_path: Path, measured: Server) -> None:
    cost, codes = run(case, tmp_path, measured)
    assert codes == case.codes.split()
    assert cost.within(MEMORY_MB, YAML_LIMIT if case.name in {c.name for c in SIDE} else LIMIT), cost


@pytest.mark.parametrize("case", SLOW, ids=lambda c: c.name)
def test_none_takes_long(case: Case, tmp_path: Path, measured: Server) -> None:
    """A record or a problem, in time that grows with the text and not with its square."""
    cost, codes = run(case, tmp_path, measured)
    assert cost.documents or codes
    assert "P108" not in codes, cost.problems
    assert cost.within(MEMORY_MB, LIMIT), cost


def test_there_are_a_hundred_of_them() -> None:
    assert len(CASES) >= 100
    names = [c.name for c in CASES]
    assert len(set(names)) == len(names)
