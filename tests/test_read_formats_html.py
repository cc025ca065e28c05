"""Saved pages of portals: the document as a reader sees it, the site around it as residue, hostile markup as a code."""

from __future__ import annotations

import pytest

from builder.model import Original
from builder.read.formats import original_of
from builder.read.html import roman

LETTERHEAD = """<table><tr><td><p><b>ỦY BAN NHÂN DÂN<br>TỈNH SƠN HẢI</b></p></td>
<td><p><b>C</b><b>ỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p><p>Độc lập - Tự do - Hạnh phúc</p></td></tr>
<tr><td>Số:<span>
 78</span><span>/202</span><span>5</span><span>/UBND-LĐ</span><br>V/v cấp giấy phép<br>lao động</td><td><i>Sơn Hải, ngày 5 tháng 3 năm 2025</i></td></tr></table>"""
BODY = """<p>Kính gửi: Sở Nội vụ.</p><p>Thực hiện <a href="/vb/145">Quyết định số 145/QĐ-TTg</a>, Ủy ban nhân dân tỉnh yêu cầu
báo cáo trước ngày 30 tháng 4.</p><p>1. Rà soát &amp; đối chiếu.</p><p>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</p>"""
MENU = "<ul>" + "".join(f'<li><a href="/{n}">Chuyên mục số {n} của cổng</a></li>' for n in range(12)) + "</ul>"
PORTAL = f"""<!DOCTYPE html><html><head><title>Công văn 78 - Cổng thông tin</title><style>p {{color:red}}</style></head><body>
<div><div><a href="/">NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</a></div>{MENU}<script>document.write("<p>xấu</p>")</script></div>
<div><div><h2>Văn bản</h2><div>{LETTERHEAD}{BODY}</div><div><p>Tin liên quan</p>{MENU}</div></div><div>{MENU}</div></div>
<footer><p>Cơ quan chủ quản: Ủy ban nhân dân tỉnh. Điện thoại: 0255 000 000.</p></footer></body></html>"""
EXPECTED = [
    "ỦY BAN NHÂN DÂN", "TỈNH SƠN HẢI", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 78/2025/UBND-LĐ",
    "V/v cấp giấy phép", "lao động", "Sơn Hải, ngày 5 tháng 3 năm 2025", "Kính gửi: Sở Nội vụ.",
    "Thực hiện Quyết định số 145/QĐ-TTg, Ủy ban nhân dân tỉnh yêu cầu báo cáo trước ngày 30 tháng 4.", "1. Rà soát & đối chiếu.",
    "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
]  # fmt: skip


def read(page: str) -> Original:
    original, problems = original_of(page.encode(), "page.html", "html")
    assert original is not None, problems
    return original


def lines(page: str) -> list[str]:
    return [line.text for line in read(page).lines if line.runs]


def code(page: str) -> str:
    original, problems = original_of(page.encode(), "page.html", "html")
    assert original is None
    return problems[0].code


def test_a_portal_page_is_its_document() -> None:
    assert lines(PORTAL) == EXPECTED


def test_the_site_around_it_is_residue_and_scripts_are_nothing() -> None:
    left = " ".join(r.text for r in read(PORTAL).residue if r.kind == "menu")
    assert "Chuyên mục số 3 của cổng" in left
    assert "Tin liên quan" in left
    assert "Điện thoại" in left
    assert "xấu" not in read(PORTAL).text
    assert "color" not in read(PORTAL).text


def test_the_letterhead_stays_though_it_stands_apart_from_the_body() -> None:
    assert lines(f"<body>{MENU}<div>{LETTERHEAD}</div><div>{BODY * 4}</div></body>")[:4] == EXPECTED[:4]


def test_a_portal_laid_out_by_tables() -> None:
    page = f"<table><tr><td>{MENU}</td><td>{LETTERHEAD}{BODY}</td><td>{MENU}</td></tr></table>"
    assert lines(page) == EXPECTED


def test_paragraphs_around_a_large_table_are_the_document() -> None:
    large = "<table>" + "".join(f"<tr><td>{n}<td>Nội dung công việc thứ {n}<td>{n} người" for n in range(50)) + "</table>"
    assert [line.kind for line in read(f"<div><div>{MENU}</div><div><p>Báo cáo</p>{large}<p>Hết</p></div></div>").lines] == [
        "line",
        "table",
        "line",
    ]


def test_a_news_page_keeps_headline_and_time() -> None:
    story = "<p>" + "Ngày 5/3, tại Sơn Hải, hội nghị về việc làm đã diễn ra với nhiều đại biểu. " * 12 + "</p>"
    page = f"<title>Hội nghị việc làm tại Sơn Hải | Cổng</title><body><div>{MENU}</div><div><h1>Hội nghị việc làm tại Sơn Hải</h1><p>15:59 15/01/2025</p><div>{story}</div></div></body>"
    assert lines(page)[:2] == ["Hội nghị việc làm tại Sơn Hải", "15:59 15/01/2025"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>S<b>ố</b>: 3</p>", ["Số: 3"]),
        ("<p>một<br>hai<br/>ba</p>", ["một", "hai", "ba"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<ol start=4><li>x<li value=9>y<li>z</ol>", ["4. x", "9. y", "10. z"]),
        ("<ol type=a><li>x<li>y</ol>", ["a. x", "b. y"]),
        ("<ul><li>x</ul>", ["• x"]),
        ("<pre>Điều 1.\n  Phạm vi</pre>", ["Điều 1.", "Phạm vi"]),
        ("<p>a&nbsp;&nbsp;b\u00a0c</p>", ["a b c"]),
        ("<p>x</p><p style='display:none'>ẩn</p>", ["x"]),
        ("<p>Ho\u0323p<em>\u0301</em></p>", ["Họṕ"]),
        ("<table><tr><td>TT<td>Tên<tr><td>1<td>An</table>", ["TT", "Tên", "1", "An"]),
        ("<p class=MsoNormal>1.<o:p></o:p><![if !supportLists]><span> a</span><![endif]></p>", ["1. a"]),
        ("<p>&lt;script&gt;x&lt;/script&gt;</p>", ["<script>x</script>"]),
        ("không có thẻ nào", ["không có thẻ nào"]),
    ],
)
def test_lines_are_what_a_reader_sees(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


def test_a_table_of_data_stays_one() -> None:
    page = "<p>x</p><table><tr><th rowspan=2>TT<th colspan=2>Số <b>người</b><tr><td>nam<td>nữ<br>khác<tr><td>1<td>12<td><script>x</script>9</table><p>y</p>"
    before, found, after = read(page).lines
    assert (before.text, found.kind, after.text) == ("x", "table", "y")
    assert [["".join(r.text for r in cell) for cell in row] for row in found.rows] == [
        ["TT", "Số người", ""],
        ["", "nam", "nữ khác"],
        ["1", "12", "9"],
    ]


@pytest.mark.parametrize(
    "cell", ["Nơi nhận:", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: /UBND-VX", "KT. CHỦ TỊCH", "Hà Nội, ngày 5 tháng 3 năm 2025"]
)
def test_a_table_of_layout_is_read_as_lines(cell: str) -> None:
    page = f"<table><tr><td>a<td>b<td>c<tr><td>d<td>{cell}<td>f</table>"
    assert [line.kind for line in read(page).lines] == ["cell"] * 6


def test_a_large_table_may_show_a_letterhead() -> None:
    page = "<table>" + "<tr><td>a<td>b<td>c<td>Nơi nhận:<td>e" * 4 + "</table>"
    assert [(line.kind, len(line.rows)) for line in read(page).lines] == [("table", 4)]


def test_every_run_stands_at_its_place() -> None:
    original = read(PORTAL)
    assert all(original.text[run.start : run.end] == run.text for line in original.lines for run in line.runs)
    assert {run.style for line in original.lines for run in line.runs} == {"", "strong", "em"}


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "utf-8"), ("utf-16", "utf-16")])
def test_encodings_of_pages(encoding: str, shown: str) -> None:
    original, _ = original_of(PORTAL.encode(encoding), "page.html", "html")
    assert original is not None
    assert original.source.encoding == shown
    assert [line.text for line in original.lines if line.runs] == EXPECTED


def test_a_page_with_old_fonts_reads_as_vietnamese() -> None:
    page = '<p><font face=".VnTime">Bé Lao ®éng - Th­¬ng binh vµ X· héi</font></p><p>Đã chuyển <b>®æi</b> m· nguån, v¨n b¶n cña Bé</p>'
    assert lines(page)[0] == "Bộ Lao động - Thương binh và Xã hội"
    assert read(page).source.encoding == "utf-8 tcvn3"


def test_what_is_nested_too_deep_gets_its_code() -> None:
    assert code("<div>" * 1_000 + "x") == "S107"


def test_an_empty_page_gets_its_code() -> None:
    assert code("<html><script>1</script></html>") == "S105"


def test_roman_numbers() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 1990)] == ["I", "IV", "IX", "XIV", "MCMXC"]
