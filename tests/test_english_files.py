"""English that was published as a file of its own: laid beside the Vietnamese, shown whole where that fails, checked, offered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import pipeline, reading
from builder.english import published_file
from builder.read.shelf import holdings
from builder.write.html import blocks_html

VI = """BỘ NỘI VỤ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/2020/TT-BNV
Hà Nội, ngày 5 tháng 6 năm 2020

THÔNG TƯ
Quy định về báo cáo sử dụng lao động

Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;

Điều 1. Phạm vi điều chỉnh
Thông tư này quy định việc báo cáo sử dụng lao động của doanh nghiệp và của các tổ chức khác trong cả nước.

Điều 2. Thời hạn báo cáo
1. Doanh nghiệp báo cáo trước ngày 10 tháng 12 hằng năm.
2. Doanh nghiệp có từ 500 người lao động trở lên báo cáo trong 5 ngày làm việc kể từ ngày có thay đổi.
a) Báo cáo gửi Sở Nội vụ;
b) Báo cáo không được chậm quá 30 ngày.

Điều 3. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày 20 tháng 7 năm 2020.

BỘ TRƯỞNG
Đào Văn Mẫu
"""
EN = """MINISTRY OF HOME AFFAIRS
SOCIALIST REPUBLIC OF VIET NAM
No. 12/2020/TT-BNV
Hanoi, June 5, 2020

CIRCULAR
On reports on the employment of labour

Pursuant to the Labour Code of November 20, 2019;

Article 1. Scope of regulation
This Circular governs the reporting on the employment of labour by enterprises and by other organizations in the whole country.

Article 2. Time limits for reports
1. Enterprises shall report before December 10 every year.
2. Enterprises that employ 500 or more employees shall report within 5 working days after a change.
They shall do so in writing.
a) Reports shall be sent to the Department of Home Affairs;
b) Reports must not be late for more than 30 days.

Article 3. Effect
This Circular takes effect on July 20, 2020.

MINISTER
Dao Van Mau
"""
SOURCED = 'english: {source: "Công Báo Nos. 5-6"}\n'
OTHER = "Notice to all visitors.\n\n" + "\n\n".join(
    f"The library opens its reading room number {n} to guests from abroad." for n in range(70, 84)
)


def archive(tmp_path: Path, english: str | bytes, name: str = "x.en.txt", sidecar: str = SOURCED, vietnamese: str = VI) -> Path:
    folder = tmp_path / "content" / "notices" / "2020"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.txt").write_text(vietnamese, encoding="utf-8")
    (folder / name).write_bytes(english if isinstance(english, bytes) else english.encode())
    if sidecar:
        (folder / "x.yml").write_text(sidecar, encoding="utf-8")
    return tmp_path / "content"


def pages(content: Path) -> tuple[dict[str, str], list[str]]:
    """Path → body of the pages of x, and every code said of its English."""
    loaded = pipeline.load(content)
    drafts = [d for d in pipeline.drafts(loaded, loaded.archive, "https://x.vn/") if d.owners == ("x",) and "/x" in d.path]
    made = {page.path: blocks_html(page.blocks, page.path) for page in (d.make() for d in drafts)}
    return made, [f"{p.code} {dict(p.args).get('block', '')}".strip() for p in loaded.problems if ".en." in p.path]


def test_each_paragraph_gets_its_english_and_nothing_is_lost(tmp_path: Path) -> None:
    made, said = pages(archive(tmp_path, EN))
    assert said == []
    english, both = made["en/notices/x"], made["en/side-by-side/x"]
    for ident, words in {
        "p1": "Pursuant to", "d1": "Article 1. Scope", "d2.k1": "1. Enterprises shall", "d2.k2.b": "b) Reports must not",
        "p3": "This Circular takes effect",
    }.items():  # fmt: skip
        assert re.search(rf'id="{re.escape(ident)}">{re.escape(words)}', english)
        assert re.search(rf'id="en-{re.escape(ident)}">(?:<strong>)?{re.escape(words)}', both)
    assert english.count("They shall do so in writing.") == both.count("They shall do so in writing.") == 1
    assert english.index("5 working days") < english.index("They shall do so") < english.index("a) Reports")
    assert re.search(r'id="s1">MINISTER</p>\n<p[^>]*><strong>Dao Van Mau', english)
    assert "Official translation. Source: Công Báo Nos. 5-6." in english
    assert "Translated in part" not in english
    assert "Download the English text (plain text" in english
    assert "On reports on the employment of labour</h1>" in english


def test_a_page_in_a_table_or_a_web_page_is_read_as_well(tmp_path: Path) -> None:
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in EN.splitlines() if line) + "</body></html>"
    made, said = pages(archive(tmp_path, html, "x.en.html"))
    assert said == []
    assert 'id="d2.k1">1. Enterprises shall' in made["en/notices/x"]


def test_english_of_something_else_is_shown_whole_and_says_so(tmp_path: Path) -> None:
    made, said = pages(archive(tmp_path, OTHER))
    assert said == ["T224"]
    assert set(made) == {"vi/van-ban/x", "en/notices/x"}
    english = made["en/notices/x"]
    assert "shown whole, and the Vietnamese after it" in english
    assert all(f"reading room number {n} " in english for n in range(70, 84))
    assert english.index("reading room number 83") < english.index('id="d2.k1" lang="vi">1. Doanh nghiệp')


def test_a_published_file_needs_no_translator_aligned_or_whole(tmp_path: Path) -> None:
    for english in (EN, OTHER):
        loaded = pipeline.load(archive(tmp_path, english))
        drafts = pipeline.drafts(loaded, loaded.archive, "https://x.vn/")
        body = next(blocks_html(d.make().blocks, d.path) for d in drafts if d.path == "en/translations")
        assert "Official translation</a>: 1" in body
        assert "Every document has a whole translation" in body


def test_what_the_file_leaves_out_is_vietnamese_and_counted(tmp_path: Path) -> None:
    made, said = pages(archive(tmp_path, EN.replace("b) Reports must not be late for more than 30 days.\n", "")))
    assert said == ["T224"]
    assert 'id="d2.k2.b" lang="vi">b) Báo cáo không' in made["en/notices/x"]


def test_two_paragraphs_that_one_says_keep_both_their_places(tmp_path: Path) -> None:
    joined = EN.replace("\n2. Enterprises that", " 2. Enterprises that")
    made, said = pages(archive(tmp_path, joined))
    assert said == []
    assert 'id="d2.k2">Translated together with the paragraph above.' in made["en/notices/x"]


def test_a_difference_is_a_warning_because_nobody_may_edit_the_file(tmp_path: Path) -> None:
    _, said = pages(archive(tmp_path, EN.replace("500 or more", "50 or more")))
    assert said == ["T223 d2.k2"]


@pytest.mark.parametrize(
    ("sidecar", "state", "codes"),
    [
        ("", "Unofficial English translation", ["T225"]),
        ('english: {status: "unofficial", translator: "An", date: "2020-07-01"}\n', "Translated by An, 1 July 2020", []),
        (SOURCED, "Official translation", []),
    ],
)
def test_only_a_source_makes_it_official(tmp_path: Path, sidecar: str, state: str, codes: list[str]) -> None:
    made, said = pages(archive(tmp_path, EN, sidecar=sidecar))
    assert state in made["en/notices/x"]
    assert said == codes


def test_personal_details_in_it_are_withheld_and_the_file_is_not_offered(tmp_path: Path) -> None:
    leaking = EN.replace("They shall do so in writing.", "Contact Ms Lê Thị Lan, telephone 0912 345 678, for forms.")
    made, said = pages(archive(tmp_path, leaking))
    assert "0912" not in "".join(made.values())
    assert "Download the English text" not in made["en/notices/x"]
    assert "P202" in said
    assert "0912" not in "".join(
        pages(archive(tmp_path, OTHER + "\n\n" + leaking[-300:] + "Call Ms Lê Thị Lan, 0912 345 678."))[0].values()
    )


def test_an_aligned_translation_goes_before_the_file_which_is_still_offered(tmp_path: Path) -> None:
    content = archive(tmp_path, EN)
    frame = '---\ntranslator: null\ndate: null\nstatus: "draft"\nsource: null\ntitle: null\nsubject: null\n---\n[d2.k1]\n1. Ours.\n'
    (content / "notices" / "2020" / "x.en.md").write_text(frame, encoding="utf-8")
    made, _ = pages(content)
    assert 'id="d2.k1">1. Ours.' in made["en/notices/x"]
    assert "Draft translation" in made["en/notices/x"]
    assert "Download the English text" in made["en/notices/x"]


@pytest.mark.parametrize("name", ["x.en.txt", "x.en.md.txt", "X.EN.MD", "x.en.md"])
def test_an_aligned_translation_is_known_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    frame = b'\xef\xbb\xbf---\r\nstatus: "draft"\r\n---\r\n[d2.k1]\r\n1. Ours.\r\n'
    content = archive(tmp_path, frame, name)
    assert 'id="d2.k1">1. Ours.' in pages(content)[0]["en/notices/x"]


def test_a_file_without_a_document_is_named(tmp_path: Path) -> None:
    content = archive(tmp_path, EN)
    (content / "notices" / "2020" / "y.en.docx").write_bytes(b"PK")
    assert [(p.code, p.path[-9:]) for p in holdings(content)[1]] == [("S004", "y.en.docx"[-9:])]


def test_another_english_file_makes_the_document_anew(tmp_path: Path) -> None:
    content = archive(tmp_path, EN.encode(), "x.en.html")
    (holding,), _ = holdings(content)
    before = reading.key(holding, content)
    assert published_file(holding) == content / "notices" / "2020" / "x.en.html"
    (content / "notices" / "2020" / "x.en.html").write_text(OTHER, encoding="utf-8")
    assert reading.key(holding, content) != before
