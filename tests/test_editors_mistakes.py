"""Mistakes that editors make: each gives exactly one problem, at its place, with what was found, and a remedy in both languages."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from forms import hostile, word
from letters import archive, letter, sidecar, translation

from builder import pipeline
from builder.addresses import LANGS
from builder.problems import remedy, what

N = "notices/2020/"
X, YML, EN = f"{N}x.txt", f"{N}x.yml", f"{N}x.en.md"
LETTER = letter()
LINES = LETTER.split("\n")
NOTES = '---\nslug: "moi"\ntitle: "Mới"\ndescription: "Trang mới."\n---\n\n'
REMOVAL = {"kind": "consolidated", "reason": "Gộp", "date": "2026-01-01", "authority": "Ban biên tập", "to": "khong-co"}


@dataclass(frozen=True)
class Mistake:
    """What an editor did, the files as they lie then, and the one problem: code, file, line, what it must have found."""

    name: str
    files: dict[str, str | bytes]
    code: str
    path: str
    line: int = 0
    args: dict[str, str] = field(default_factory=dict)


# The frame of another letter, as archive translate writes it.
OTHER = (
    translation({})
    + """
[p1 3f9a2c1e]
> Căn cứ kết quả kiểm tra an toàn lao động quý III tại các mỏ than, Thanh tra yêu cầu khắc phục thiếu sót.
On the results of the inspection of coal mines in the third quarter, the Inspectorate requires that faults be mended.

[p2 77b0d1aa]
> Thời gian khắc phục không quá mười lăm ngày.
Faults must be mended within fifteen days.

[p3 12ab34cd]
> Chủ mỏ chịu trách nhiệm trước pháp luật về số liệu đã kê khai.
Mine owners answer before the law for the figures they declared.
"""
)


def beside(text: str) -> dict[str, str | bytes]:
    return {X: LETTER, YML: text}


def both(body: str) -> dict[str, str | bytes]:
    return {X: LETTER, **{f"pages/{lang}/moi.md": NOTES + body for lang in LANGS}}


def without(*lines: str) -> str:
    return "\n".join(line for line in LINES if line not in lines)


MISTAKES = [
    # the file
    Mistake("a .zip", {X: LETTER, f"{N}goi.zip": b"PK\x05\x06" + bytes(18)}, "S101", f"{N}goi.zip", args={"suffix": ".zip"}),
    Mistake("a photograph of a phone", {X: LETTER, f"{N}anh.heic": b"x"}, "S101", f"{N}anh.heic", args={"suffix": ".heic"}),
    Mistake("an upload that was cut off", {X: ""}, "S105", X),
    Mistake("a PDF named .docx", {f"{N}x.docx": hostile.one_page()}, "S106", f"{N}x.docx", args={"format": ".docx"}),
    Mistake("a .docx named .pdf", {f"{N}x.pdf": word.letter(LETTER)}, "S106", f"{N}x.pdf", args={"format": "PDF"}),
    Mistake("half a .docx", {f"{N}x.docx": word.letter(LETTER)[:200]}, "S106", f"{N}x.docx", args={"format": ".docx"}),
    Mistake("an encoding nobody knows", {X: bytes(range(128, 256)) * 20}, "S104", X),
    Mistake("Word's note of an open file", {X: LETTER, f"{N}~$x.docx": b"\x05Lan" + bytes(158)}, "S006", f"{N}~$x.docx"),
    Mistake("a conflict that nobody settled", {X: LETTER.replace(LINES[4], f"<<<<<<< HEAD\n{LINES[4]}\n=======\nx\n>>>>>>> sua")}, "S119", X, 5, {"found": "<<<<<<< HEAD"}),
    Mistake("half of a conflict", {X: LETTER + ">>>>>>> 4f2a9c1 (Sua han)\n"}, "S119", X, len(LINES), {"found": ">>>>>>> 4f2a9c1 (Sua han)"}),
    Mistake("a .doc with macros", {f"{N}x.doc": hostile.OLE + "_VBA_PROJECT".encode("utf-16-le")}, "S118", f"{N}x.doc", args={"found": "_VBA_PROJECT"}),
    Mistake("an .xls with macros", {f"{N}x.xls": hostile.OLE + bytes(512) + "_vba_project".encode("utf-16-le")}, "S118", f"{N}x.xls"),
    Mistake("a .docm named .docx", {f"{N}x.docx": hostile.with_macros(LETTER)}, "S118", f"{N}x.docx", args={"found": "vbaProject.bin"}),
    # its name and place
    Mistake("one document in two years", {X: LETTER, "notices/2021/X.txt": LETTER}, "S001", "notices/2021/X.txt", args={"id": "x"}),
    Mistake(
        "names that differ in marks only",
        {f"{N}báo cáo.txt": LETTER, f"{N}bao-cao.txt": letter(4322, subject="việc khác")},
        "S001", f"{N}báo cáo.txt", args={"id": "bao-cao"},
    ),
    Mistake("a name of signs", {X: LETTER, f"{N}---.txt": LETTER}, "S002", f"{N}---.txt"),
    Mistake("a name that the site uses", {X: LETTER, f"{N}index.txt": LETTER}, "S003", f"{N}index.txt"),
    Mistake("a name of 300 bytes", {X: LETTER, f"{N}{'Công văn ' * 20}.txt": LETTER}, "S007", f"{N}{'Công văn ' * 20}.txt"),
    Mistake("a document beside the folders", {"Công văn.txt": LETTER}, "S009", "Công văn.txt"),
    Mistake("a file that is no document", {X: LETTER, "CNAME": "lao-dong.example"}, "S008", "CNAME"),
    Mistake("an information file under another name", {X: LETTER, f"{N}y.yml": 'place: "Huế"\n'}, "S004", f"{N}y.yml", args={"id": "y"}),
    Mistake("a translation named -en", {X: LETTER, f"{N}x-en.md": translation({})}, "S010", f"{N}x-en.md", args={"proposed": "x.en.md"}),
    # the information file
    Mistake("day first", beside('date: "14-03-2024"\n'), "S208", YML, 1, {"found": "14-03-2024"}),
    Mistake("a day that no calendar has", beside('place: "Hà Nội"\ndate: "2024-02-30"\n'), "S208", YML, 2, {"found": "2024-02-30"}),
    Mistake("a Tab", beside('issuer:\n\tid: "vn-molisa"\n'), "S213", YML, 2),
    Mistake("quotes of Word's", beside("place: “Hà Nội”\n"), "S212", YML, 1, {"found": "“Hà Nội”"}),
    Mistake("a quote that is not closed", beside('place: "Hà Nội\n'), "S201", YML, 2),
    Mistake("no blank after the colon", beside('place:"Hà Nội"\n'), "S205", YML, 1),
    Mistake("a misspelt key", beside('isuer: {id: "vn-molisa"}\n'), "S206", YML, 1, {"key": "isuer", "nearest": "issuer"}),
    Mistake("a key twice", beside('place: "Hà Nội"\nplace: "Huế"\n'), "S203", YML, 2, {"found": "place"}),
    Mistake("a word without quotes", beside("place: no\n"), "S210", YML, 1, {"found": "no"}),
    Mistake("a name for an id", beside('issuer: "Bộ Nội vụ"\n'), "S207", YML, 1, {"expected": '{id: "vn-molisa"}'}),
    Mistake("one topic without brackets", beside('topics: "employment"\n'), "S207", YML, 1, {"expected": '["employment"]'}),
    Mistake("an id of no table", beside('issuer: {id: "vn-molissa"}\n'), "S209", YML, 1, {"nearest": "vn-molisa"}),
    Mistake("the type in words", beside('type: "Công văn"\n'), "S209", YML, 1, {"nearest": "cong-van"}),
    Mistake("a number typed with spaces", beside('number: "4321 / LĐTBXH - VP"\n'), "S214", YML, 1, {"proposed": "4321/LĐTBXH-VP"}),
    Mistake("words that the document does not have", beside('citations: {remove: ["Quyết định số 999/QĐ-TTg"]}\n'), "C101", YML),
    Mistake("a removal that leads nowhere", beside(sidecar(removal=REMOVAL)), "S211", YML, args={"found": "khong-co"}),
    # what the document says
    Mistake("Ð for Đ", {X: LETTER.replace("/LĐTBXH", "/LÐTBXH")}, "P114", X, 5, {"found": "U+00D0", "count": "1"}),
    Mistake("no date", {X: without("Hà Nội, ngày 12 tháng 3 năm 2020")}, "P103", X, 1),
    Mistake("no issuer", {X: without(LINES[0]).replace("/LĐTBXH-VP", "")}, "P101", X, 1),
    Mistake("no subject", {X: without("V/v thử nghiệm kho lưu trữ")}, "P104", X, 1),
    Mistake("a person's telephone", {X: letter(body="Liên hệ ông Trần Văn Mẫu, điện thoại 0912 345 678.")}, "P201", X, 12, {"name": "Trần Văn Mẫu"}),
    Mistake("a stamp of secrecy", {X: letter(stamp="MẬT")}, "X101", X, args={"stamp": "Mật"}),
    # translations and pages
    Mistake("a state that is none", {X: LETTER, EN: translation({}).replace('"official"', '"final"')}, "T101", EN, args={"key": "status"}),
    Mistake("a translation of another document", {X: LETTER, EN: OTHER}, "T226", EN),
    Mistake("a conflict in a translation", {X: LETTER, EN: translation({}) + "\n<<<<<<< HEAD\n"}, "S119", EN, args={"found": "<<<<<<< HEAD"}),
    Mistake("words before the first block", {X: LETTER, EN: translation({}) + "\nTo: the Committee\n"}, "T102", EN),
    Mistake("a page in one language", {X: LETTER, "pages/vi/moi.md": NOTES + "Lời.\n"}, "S303", "pages/en/moi.md", args={"lang": "en"}),
    Mistake("a published document deleted", {X: LETTER, "published.txt": "cu vi/van-ban/cu/ en/notices/cu/\n"}, "B101", "published.txt", 1, {"id": "cu"}),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.name)
def test_a_mistake_gives_one_problem_that_names_the_remedy(mistake: Mistake, tmp_path: Path) -> None:
    found = pipeline.load(archive(tmp_path, mistake.files)).problems
    assert [p.code for p in found] == [mistake.code], [(p.code, p.args) for p in found]
    problem = found[0]
    assert unicodedata.normalize("NFC", problem.path) == f"content/{mistake.path}"
    assert not mistake.line or problem.line == mistake.line
    assert mistake.args.items() <= dict(problem.args).items()
    for lang in LANGS:
        assert len(remedy(problem, lang)) > 10
        assert what(problem, lang) != remedy(problem, lang)


def test_there_are_enough() -> None:
    assert len({m.name for m in MISTAKES}) >= 30


def test_one_link_that_is_not_allowed_is_told_in_each_language(tmp_path: Path) -> None:
    found = pipeline.load(archive(tmp_path, both("[x](javascript:y)\n"))).problems
    assert {(p.code, p.path) for p in found} == {("S302", f"content/pages/{lang}/moi.md") for lang in LANGS}


def test_a_docx_with_tracked_changes_says_how_many(tmp_path: Path) -> None:
    inserted = word.paragraph('<w:ins w:id="1" w:author="a"><w:r><w:t>thêm</w:t></w:r></w:ins>')
    lines = [word.paragraph(word.run(line)) for line in LINES if line]
    found = pipeline.load(archive(tmp_path, {f"{N}x.docx": word.word_file(*lines[:8], inserted, *lines[8:])})).problems
    assert [(p.code, dict(p.args)) for p in found] == [("S111", {"inserted": "1", "deleted": "0"})]
