"""Personal details planted in every field: in no byte of the Markdown, the site, the index or the feeds; what an editor cleared is shown."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from conftest import ROOT, Build, build_site
from forms.word import letter as word_letter
from letters import archive, letter, news, sidecar, translation

from builder import pipeline
from builder.intake import extract
from builder.model import Unit
from builder.parse.contacts import personal
from builder.write.withhold import public, secrets

# What is planted, by where. Each is in one document only, so that a leak tells its place.
PHONE = {
    "body": "024 3826 9101",
    "body twice": "024 3826 9102",
    "letterhead": "0912 345 103",
    "subject": "0912 345 104",
    "addressee": "0912 345 105",
    "recipient": "0912 345 106",
    "signer": "0912 345 107",
    "news title": "0912 345 108",
    "caption": "0912 345 109",
    "author": "0912 345 110",
    "translation": "0912 345 111",
    "translated title": "0912 345 112",
    "sidecar title": "0912 345 113",
    "sidecar subject": "0912 345 114",
    "sidecar place": "0912 345 115",
    "deadline": "0912 345 116",
    "beside a citation": "024 3826 9117",
    "removal": "0912 345 118",
    "menu": "0912 345 119",
    "translator": "0912 345 120",
    "list": "0912 345 121",
    "withdrawn": "0912 345 122",
}
EMAIL = "nguyen.van.mau@example.org"
ID_NUMBER = "001203004117"
ACCOUNT = "1500 2010 77318"
CLEARED = {"published": "0912 345 901", "no person's": "091234590200", "an office": "024 3826 9903"}
PERSON = "đồng chí Nguyễn Văn Mẫu, điện thoại: "
TAKEN = {"kind": "taken_down", "reason": "Theo yêu cầu", "date": "2026-11-25", "authority": "Ban biên tập"}


def _files() -> dict[str, str | bytes]:
    p, n = PHONE, "notices/2020/"
    return {
        n + "body.txt": letter(1, body=f"Liên hệ {PERSON}{p['body']}, email: {EMAIL}, fax: 024 3826 9188, trước ngày 30/4/2020."),
        n + "twice.txt": letter(2, body=f"Liên hệ {PERSON}{p['body twice']}.\n\nMọi câu hỏi gửi về số {p['body twice'].replace(' ', '.')} trước 17 giờ."),
        n + "head.txt": f"Điện thoại: {p['letterhead']}\n" + letter(3),
        n + "subject.txt": letter(4, subject=f"liên hệ {p['subject']} về việc làm"),
        n + "addressee.txt": letter(5, addressee=f"Ông Nguyễn Văn Mẫu ({p['addressee']})"),
        n + "recipient.txt": letter(6, recipient=f"Ông Mẫu {p['recipient']}"),
        n + "signer.txt": letter(7, signer=f"Nguyễn Văn Mẫu\n{p['signer']}"),
        "news/2020/title.txt": news(f"Gọi {p['news title']} để hỏi việc làm", "Sáng ngày 15/1, tại Hà Nội, Bộ tổ chức hội nghị."),
        "news/2020/caption.txt": news("Tin có ảnh", f"Sáng ngày 15/1 có hội nghị.\n\nẢnh: Ông Mẫu, {p['caption']}\n\nHội nghị kết thúc."),
        "news/2020/author.txt": news("Tin có tác giả", "Sáng ngày 15/1 có hội nghị.", f"Minh Mẫu {p['author']}"),
        n + "english.txt": letter(8, body=f"Liên hệ {PERSON}{p['translation']}."),
        n + "english.en.md": translation(
            {"p1": f"Contact Mr Nguyễn Văn Mẫu, +84 {p['translation'][1:]} or ({p['translation'][:4]}) {p['translation'][5:].replace(' ', '-')}, {EMAIL.upper()}."},
            title=f"Call {p['translated title']}", translator=f"Mr Nguyễn Văn Mẫu, {p['translator']}", source=f"ID {ID_NUMBER}",
        ),
        n + "side.txt": letter(9),
        n + "side.yml": sidecar(
            title={"vi": f"Gọi {p['sidecar title']}", "en": f"Call {p['sidecar title']}"}, subject=f"gọi {p['sidecar subject']}", place=f"Hà Nội {p['sidecar place']}",
            deadlines=[{"date": "2020-04-30", "who": f"Ông Mẫu {p['deadline']}", "what": f"gọi {p['deadline']}", "to": p["deadline"]}],
            removal={**TAKEN, "kind": "withdrawn", "reason": f"Ông Mẫu {p['withdrawn']} yêu cầu"},
        ),
        n + "cites.txt": letter(10, body=f"Theo Quyết định số 145/QĐ-TTg ngày 20/01/2016, hỏi {PERSON}{p['beside a citation']} về Quyết định 146/QĐ-TTg."),
        n + "gone.txt": letter(11, body=f"Bí mật của riêng ông Mẫu: {p['removal']}."),
        n + "gone.yml": sidecar(removal=TAKEN),
        n + "menu.txt": f"Trang chủ | Liên hệ {p['menu']} | Tin tức\n\n" + letter(12),
        n + "list.txt": letter(13, body=f"Danh sách:\n\n1. Nguyễn Văn Mẫu, CCCD {ID_NUMBER}\n\n2. Trần Thị Mẫu, số tài khoản: {ACCOUNT}\n\na) {p['list']}"),
        n + "cleared.txt": letter(14, subject=f"đường dây nóng {CLEARED['published']}", body=f"Gọi {PERSON}{CLEARED['published']}. Mã hồ sơ {CLEARED[chr(110) + 'o person' + chr(39) + 's']}."),
        n + "cleared.en.md": translation({"p1": f"Call Mr Nguyễn Văn Mẫu, {CLEARED['published']}. File {CLEARED[chr(110) + 'o person' + chr(39) + 's']}."}),
        n + "cleared.yml": sidecar(contacts={"set": [{"printed": CLEARED["published"], "publish": True}], "remove": [CLEARED["no person's"]]}),
        n + "office.txt": letter(15, body=f"Văn phòng Bộ, điện thoại: {CLEARED['an office']}, tiếp nhận hồ sơ."),
    }  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("planted")
    return build_site(folder, content=archive(folder, _files()))


def squeezed(data: bytes) -> str:
    """All text of a file with what may stand between digits left out, entities and escapes too."""
    text = data.decode("utf-8", "replace").lower()
    text = re.sub(r"&#?\w+;|%20|\\u00a0|\\n|<[^<>]*>", "", text)
    return re.sub(r"[\s().,–—+/_*|\"':;\[\]{}\\-]", "", text)


def places_of(build: Build, word: str) -> list[str]:
    """The files that hold a detail, in any spelling."""
    digits = re.sub(r"\D", "", word)
    core = digits.removeprefix("0")[-9:] if "@" not in word else re.sub(r"[\s().,_-]", "", word.lower())
    files = (p for tree in (build.docs, build.site) for p in tree.rglob("*") if p.is_file() and p.suffix not in (".woff2", ".png"))
    return [str(p) for p in files if core in squeezed(p.read_bytes())]


@pytest.mark.parametrize("where", PHONE)
def test_a_planted_number_is_in_no_byte(where: str, planted: Build) -> None:
    assert places_of(planted, PHONE[where]) == []


@pytest.mark.parametrize("word", [EMAIL, ID_NUMBER, ACCOUNT, "024 3826 9188"])
def test_nor_is_any_other_detail(word: str, planted: Build) -> None:
    assert places_of(planted, word) == []


ENGLISH = "MINISTRY OF LABOUR\n{head}\nNo. 1/LĐTBXH-VP\n\nTo: the People's Committee\n\nPlease report to {who} before 30 April 2020.\n"
HERE = "Mr Nguyen Van Mau, phone: 024 3826 9144"
STAMPED = [
    ("a published file", {"x.en.docx": word_letter(ENGLISH.format(head="TOP SECRET", who="us"))}, "x.en.docx"),
    ("a published file beside a translation", {"x.en.md": translation({"p1": "x"}), "x.en.docx": word_letter(ENGLISH.format(head="MẬT", who="us"))}, "x.en.docx"),
    ("a translation", {"x.en.md": translation({"p1": "TUYỆT MẬT"})}, "x.en.md"),
]  # fmt: skip
OFFERED = [
    ("in its text", {"x.en.docx": word_letter(ENGLISH.format(head="", who=HERE))}, False),
    ("in its letterhead", {"x.en.docx": word_letter(ENGLISH.format(head=HERE, who="us"))}, False),
    ("in a file beside a translation", {"x.en.md": translation({"p1": "Report."}), "x.en.docx": word_letter(ENGLISH.format(head="", who=HERE))}, False),
    ("nowhere", {"x.en.docx": word_letter(ENGLISH.format(head="", who="us"))}, True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "path"), STAMPED, ids=[s[0] for s in STAMPED])
def test_a_stamp_in_the_english_holds_the_document_back(name: str, files: dict[str, str | bytes], path: str, tmp_path: Path) -> None:
    loaded = pipeline.load(archive(tmp_path, {f"notices/2020/{k}": v for k, v in files.items()} | {"notices/2020/x.txt": letter()}))
    assert [(p.code, p.path.rpartition("/")[2]) for p in loaded.problems if p.level == "error" and p.code[0] == "X"] == [("X101", path)]
    assert loaded.held_back == ("x",)


@pytest.mark.parametrize(("where", "files", "offered"), OFFERED, ids=[o[0] for o in OFFERED])
def test_an_english_file_is_offered_only_where_nothing_in_it_is_personal(
    where: str, files: dict[str, str | bytes], offered: bool, tmp_path: Path
) -> None:
    content = archive(tmp_path, {f"notices/2020/{k}": v for k, v in files.items()} | {"notices/2020/x.txt": letter()})
    built = pipeline.build(content, tmp_path / "docs", tmp_path / "site", ROOT / "mkdocs.yml", jobs=1)
    assert built.published
    assert [p.suffix for p in (tmp_path / "site/originals").iterdir() if p.suffix != ".txt"] == [".docx"] * offered
    assert not [p for p in (tmp_path / "site").rglob("*") if p.is_file() and b"3826 9144" in p.read_bytes()]


def test_every_one_of_these_documents_was_published(planted: Build) -> None:
    """Else nothing could have leaked."""
    for name in _files():
        folder = "vi/tin-tuc" if name.startswith("news") else "vi/van-ban"
        assert (planted.site / folder / Path(name).name.split(".")[0] / "index.html").is_file(), f"{name}\n{planted.stderr}"


@pytest.mark.parametrize("name", ["body", "subject", "addressee", "recipient", "signer", "list", "menu", "english"])
def test_the_page_says_so_and_does_not_offer_the_original(name: str, planted: Build) -> None:
    html = (planted.site / "vi/van-ban" / name / "index.html").read_text(encoding="utf-8")
    assert "originals/" not in html
    assert "Thông tin liên hệ cá nhân" in html
    assert re.search(r"\b[0-9a-f]{64}\b", html), "its SHA-256 stays"


def test_what_an_editor_cleared_is_shown_in_both_languages(planted: Build) -> None:
    for page in ("vi/van-ban/cleared", "en/notices/cleared"):
        html = (planted.site / page / "index.html").read_text(encoding="utf-8")
        assert CLEARED["published"] in html
        assert CLEARED["no person's"] in html
        assert "[…]" not in html


def test_an_offices_number_is_not_personal(planted: Build) -> None:
    html = (planted.site / "vi/van-ban/office/index.html").read_text(encoding="utf-8")
    assert CLEARED["an office"] in html
    assert "originals/" in html


def test_a_document_that_was_taken_down_leaves_nothing_but_its_tomb(planted: Build) -> None:
    html = (planted.site / "vi/van-ban/gone/index.html").read_text(encoding="utf-8")
    assert "Theo yêu cầu" in html
    assert "Bí mật của riêng" not in html
    for path in [*planted.site.rglob("*.xml"), *planted.site.rglob("*.json"), planted.site / "vi/van-ban/index.html"]:
        text = path.read_text(encoding="utf-8")
        assert "Bí mật của riêng" not in text
        assert "11/LĐTBXH-VP" not in text or path.name == "sitemap.xml"


def test_the_search_for_leaks_can_fail(planted: Build) -> None:
    """A number that is shown is found, whatever stands between its digits."""
    assert places_of(planted, CLEARED["published"])
    assert squeezed("<b>0912</b>&nbsp;345.\u00a0(901)".encode()) == "0912345901"


def test_the_id_of_a_local_unit_is_no_mail_address(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(letter(body="Mọi thông tin liên hệ đồng chí Trần Văn Mẫu, điện thoại: 0912 345 678."), encoding="utf-8")
    record, _ = extract(path, "x", "x.txt")
    assert record
    assert secrets(record)
    local = replace(record, unit=Unit("VX", "ubnd@quang-ngai.vx"), issuer=replace(record.issuer, id="ubnd@quang-ngai"))
    seen = public(local, personal)
    assert (seen.unit, seen.issuer.id) == (local.unit, local.issuer.id)
