"""PDF files: columns, paragraphs over lines and pages, heads and page numbers, ruled tables; hostile ones get their code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from browser import FLAGS, find
from forms.hostile import one_page

from builder import intake
from builder.model import Original
from builder.read.formats import original_of
from builder.write.record import record_data

HEAD = "<style>@page{size:A4;margin:20mm 20mm 20mm 30mm}body{font:14pt/1.3 serif}p{margin:0 0 6pt}td{vertical-align:top;text-align:center}</style>"
BODY = "Thực hiện Quyết định số 145/QĐ-TTg của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh yêu cầu các sở, ngành và địa phương rà soát, báo cáo kết quả. "
LETTERHEAD = """<table width=100% style='font-size:12pt'><tr><td width=40%>ỦY BAN NHÂN DÂN<br><b>TỈNH SƠN HẢI</b><br>_______<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br>____________
<tr><td>Số: 78/UBND-LĐ<br>V/v cấp giấy phép<br>lao động<td><i>Sơn Hải, ngày 5 tháng 3 năm 2025</i></table>"""
FOOTER = """<table width=100%><tr><td style='text-align:left;font-size:11pt'><b><i>Nơi nhận:</i></b><br>- Như trên;<br>- Sở Tài chính;<br>- Lưu: VT.
<td><b>TM. ỦY BAN NHÂN DÂN</b><br><b>CHỦ TỊCH</b><br><br><br><br><b>Nguyễn Văn An</b></table>"""


def pdf(body: str, folder: Path, heads: bool = False) -> bytes:
    """A page printed by the browser."""
    browser = find()
    if browser is None:
        pytest.skip("no Chromium")
    (folder / "p.html").write_text(f"<!DOCTYPE html><meta charset=utf-8>{HEAD}{body}", encoding="utf-8")
    command = [
        browser,
        "--headless=new",
        *FLAGS,
        *(() if heads else ("--no-pdf-header-footer",)),
        f"--print-to-pdf={folder / 'p.pdf'}",
        (folder / "p.html").as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return (folder / "p.pdf").read_bytes()


def read(body: str, folder: Path, heads: bool = False) -> Original:
    original, problems = original_of(pdf(body, folder, heads), "x.pdf", "pdf")
    assert original is not None, problems
    return original


def lines(body: str, folder: Path) -> list[str]:
    return [line.text for line in read(body, folder).lines if line.runs]


def test_a_letter_with_columns_above_and_below(tmp_path: Path) -> None:
    page = f"{LETTERHEAD}<p style='margin-left:3cm'>Kính gửi: Sở Nội vụ.</p><p style='text-indent:1cm;text-align:justify'>{BODY * 3}</p><p style='text-indent:1cm'>1. Rà soát việc cấp giấy phép.</p>{FOOTER}"
    assert lines(page, tmp_path) == [
        "ỦY BAN NHÂN DÂN", "TỈNH SƠN HẢI", "_______", "Số: 78/UBND-LĐ", "V/v cấp giấy phép", "lao động",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "____________", "Sơn Hải, ngày 5 tháng 3 năm 2025",
        "Kính gửi: Sở Nội vụ.", (BODY * 3).strip(),
        "1. Rà soát việc cấp giấy phép.", "Nơi nhận:", "- Như trên;", "- Sở Tài chính;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "style",
    ["text-indent:1cm;text-align:justify", "text-align:left", "text-align:justify;margin-bottom:12pt", "text-indent:1cm;line-height:1.8"],
)
def test_paragraphs_are_joined_over_lines_and_pages(style: str, tmp_path: Path) -> None:
    paragraphs = [f"Đoạn {n}. " + BODY * (2 + n % 3) for n in range(24)]
    assert lines("".join(f"<p style='{style}'>{p}</p>" for p in paragraphs), tmp_path) == [p.strip() for p in paragraphs]


def test_heads_and_page_numbers_are_residue(tmp_path: Path) -> None:
    fixed = "<style>@page{margin:20mm;@top-center{content:counter(page)}@bottom-left{content:'Công báo tỉnh Sơn Hải'}}</style>"
    original = read(fixed + "".join(f"<p>{n}. {BODY * 3}</p>" for n in range(1, 40)), tmp_path)
    heads = [r.text for r in original.residue if r.kind == "running_head"]
    assert {"1", "2", "3", "Công báo tỉnh Sơn Hải"} <= set(heads)
    assert [line.text[:3] for line in original.lines if line.runs] == [f"{n}. "[:3] for n in range(1, 40)]


def test_the_only_number_of_a_line_is_no_page_number(tmp_path: Path) -> None:
    assert lines(f"<p>Tổng số lao động trong năm</p><p>2010</p><p>{BODY}</p>", tmp_path)[1] == "2010"


def test_a_ruled_table_is_read_by_cells(tmp_path: Path) -> None:
    rows = [
        ("TT", "Nội dung công việc phải thực hiện trong năm", "Thời hạn"),
        ("1", "Rà soát hồ sơ cấp giấy phép lao động của người nước ngoài trên địa bàn tỉnh", "30/4/2025"),
        ("2", "Báo cáo", "15/12/2025"),
    ]
    table = (
        "<table border=1 style='border-collapse:collapse;width:100%'>"
        + "".join(f"<tr><td width=8%>{a}<td width=42%>{b}<td>{c}" for a, b, c in rows)
        + "</table>"
    )
    before, found, after = read(f"<p>{BODY}</p>{table}<p>{BODY}</p>", tmp_path).lines
    assert (before.text, after.text) == (BODY.strip(), BODY.strip())
    assert found.kind == "table"
    assert [tuple("".join(r.text for r in cell) for cell in row) for row in found.rows] == rows


def test_every_run_stands_at_its_place(tmp_path: Path) -> None:
    original = read(LETTERHEAD + f"<p>{BODY}<b>đậm</b> <i>nghiêng</i></p>" + FOOTER, tmp_path)
    assert all(original.text[r.start : r.end] == r.text for line in original.lines for r in line.runs)
    assert {r.style for line in original.lines for r in line.runs} == {"", "strong", "em"}


def test_letters_that_mean_nothing_outside_the_file() -> None:
    text = r"B\347 Lao \256\351ng \345\346\347x\347\350 k\347\350t \367\370\371g v\366\370 q\343\370\371 "
    stream = "BT /F1 9 Tf 72 700 Td " + "".join(f"({text * 3}) Tj 0 -14 Td " for _ in range(10)) + "ET"
    data = one_page(stream).replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding")
    original, problems = original_of(data, "x.pdf", "pdf")
    assert (original, [p.code for p in problems]) == (None, ["S113"])


def test_what_a_browser_prints_around_a_page_is_residue(tmp_path: Path) -> None:
    """Date and title above, address and page below: on every page, were there only two."""
    words = "Các sở, ngành, địa phương rà soát việc cấp giấy phép lao động và báo cáo Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng. "
    source = "<title>Công văn</title>" + "".join(f"<p>{n}. {words * 3}</p>" for n in range(1, 18))
    original = read(source, tmp_path, heads=True)
    kept = " ".join(line.text for line in original.lines)
    assert "file://" not in kept
    assert not re.search(r"\d:\d\d (?:AM|PM)", kept)
    assert {r.kind for r in original.residue} == {"running_head"}
    assert len(original.places.pages) >= 2


def test_a_title_over_two_rows_is_one_line_and_a_signature_is_not(tmp_path: Path) -> None:
    body = "<p>" + "Căn cứ quy định của pháp luật về lao động, việc làm và bảo hiểm xã hội hiện hành. " * 4 + "</p>"
    title = "VỀ VIỆC TĂNG CƯỜNG QUẢN LÝ NGƯỜI LAO ĐỘNG NƯỚC NGOÀI LÀM VIỆC TRONG CÁC KHU CÔNG NGHIỆP TRÊN ĐỊA BÀN TỈNH"
    foot = "<div style='break-before:page'></div><p style='text-align:center'>CHỦ TỊCH</p><p style='text-align:center'>Trần Văn Bình</p>"
    source = f"<h3 style='text-align:center'>{title}</h3>{body}{foot}"
    found = [line.text for line in read(source, tmp_path).lines if line.runs]
    assert (found[0], found[-2:]) == (title, ["CHỦ TỊCH", "Trần Văn Bình"])


def test_a_row_that_ends_within_a_sentence_goes_on(tmp_path: Path) -> None:
    rows = (
        "Thành và đáy của bãi chôn lấp chất thải nguy hại phải được thiết kế, xây dựng đáp ứng yêu cầu tại Mục<br>6.3.2 TCVN 13439:2022 của"
    )
    source = (
        f"<style>p{{font:12pt serif;width:17cm}}</style><p>{rows} Bộ.</p><p>6.3.3. Mục khác, nói về việc khác hẳn với mục trên đây.</p>"
    )
    found = [line.text for line in read(source, tmp_path).lines if line.runs]
    assert found[-1] == "6.3.3. Mục khác, nói về việc khác hẳn với mục trên đây."
    assert found[0].endswith("tại Mục 6.3.2 TCVN 13439:2022 của Bộ.")


def test_a_record_says_on_which_page_and_in_which_cell_it_was_read(tmp_path: Path) -> None:
    """A paragraph that goes over the end of a page begins on the first; what a form feed ends in plain text is a page too."""
    rows = "".join(f"<p>{n}. {BODY * 2}</p>" for n in range(1, 14))
    (tmp_path / "x.pdf").write_bytes(pdf(f"{LETTERHEAD}<p>Kính gửi: Sở Nội vụ.</p>{rows}{FOOTER}", tmp_path))
    record, problems = intake.extract(tmp_path / "x.pdf", "x", "x.pdf", "document")
    assert record is not None, problems
    data = record_data(record)
    pages = [block["page"] for block in data["body"]]
    assert (pages[0], pages[-1], pages == sorted(pages)) == (1, 2, True)
    assert data["evidence"]["number"] == {**data["evidence"]["number"], "page": 1, "cell": [1, 4, 1]}
    assert (data["evidence"]["signature"]["page"], data["evidence"]["signature"]["cell"][2]) == (2, 2)
    plain, _ = original_of("một\fhai\nba\f".encode(), "x", "txt")
    assert plain is not None
    assert plain.places.pages == (0, 4, 11)
