"""Word files: what is printed, automatic numbers restored, tracked changes accepted and said, old fonts decoded, bombs refused."""

from __future__ import annotations

import pytest
from forms.word import level, listed, numbering, paragraph, part, run, table, word_file

from builder.intake import cited
from builder.model import Original
from builder.parse.account import lost
from builder.parse.document import parse_document
from builder.problems import Problem
from builder.read.formats import original_of
from builder.read.wordstyles import written

STRONG = "<w:b/>"
FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'


def read(data: bytes) -> tuple[Original, tuple[Problem, ...]]:
    original, problems = original_of(data, "x.docx", "docx")
    assert original is not None, problems
    return original, problems


def lines(data: bytes) -> list[str]:
    return [line.text for line in read(data)[0].lines if line.runs]


def test_a_letterhead_is_read_cell_by_cell() -> None:
    head = table(
        [
            paragraph("UBND TỈNH SƠN HẢI") + paragraph("SỞ NỘI VỤ"),
            paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc"),
        ],
        ["Số: 12/SNV-LĐ", "Sơn Hải, ngày 5 tháng 3 năm 2025"],
    )
    original, _ = read(word_file(head, paragraph("Kính gửi: Sở Tài chính.")))
    assert [line.text for line in original.lines] == [
        "UBND TỈNH SƠN HẢI", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/SNV-LĐ", "Sơn Hải, ngày 5 tháng 3 năm 2025", "Kính gửi: Sở Tài chính.",
    ]  # fmt: skip
    assert [line.kind for line in original.lines] == ["cell"] * 6 + ["line"]


def test_automatic_numbers_are_restored_as_printed() -> None:
    articles = level(0, "decimal", "Điều %1.") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "%3)")
    parts = {
        "word/numbering.xml": numbering(
            {0: articles, 1: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2"), 2: level(0, "bullet", "-")},
            {1: (0, ""), 2: (1, ""), 3: (2, "")},
        )
    }
    data = word_file(
        listed("Phạm vi", 1), listed("Một", 1, 1), listed("Hai", 1, 1), listed("a của hai", 1, 2), listed("b của hai", 1, 2), listed("Ba", 1, 1), listed("a của ba", 1, 2),
        listed("Đối tượng", 1), listed("Lại một", 1, 1), listed("Phần đầu", 2), listed("Mục", 2, 1), listed("Gạch", 3), paragraph("Không số"), parts=parts,
    )  # fmt: skip
    assert lines(data) == [
        "Điều 1. Phạm vi", "1. Một", "2. Hai", "a) a của hai", "b) b của hai", "3. Ba", "a) a của ba", "Điều 2. Đối tượng", "1. Lại một",
        "I. Phần đầu", "I.1 Mục", "- Gạch", "Không số",
    ]  # fmt: skip


def test_a_second_list_goes_on_counting_unless_it_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    parts = {"word/numbering.xml": numbering({0: level(0, "decimal", "%1.", 3)}, {1: (0, ""), 2: (0, ""), 3: (0, anew)})}
    assert lines(word_file(listed("a", 1), listed("b", 2), listed("c", 3), listed("d", 3), parts=parts)) == ["3. a", "4. b", "1. c", "2. d"]


def test_numbers_that_come_with_a_style() -> None:
    style = '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    based = '<w:style w:type="paragraph" w:styleId="E"><w:basedOn w:val="D"/></w:style>'
    parts = {
        "word/numbering.xml": numbering({0: level(0, "decimal", "Điều %1.")}, {1: (0, "")}),
        "word/styles.xml": part("styles", style + based),
    }
    original, _ = read(word_file(paragraph("Một", '<w:pStyle w:val="D"/>'), paragraph("Hai", '<w:pStyle w:val="E"/>'), parts=parts))
    assert [(line.text, line.kind, line.level) for line in original.lines] == [("Điều 1. Một", "heading", 2), ("Điều 2. Hai", "heading", 2)]


def test_tracked_changes_are_accepted_and_said() -> None:
    changed = (
        f"<w:r><w:t>Trước ngày </w:t></w:r><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins>{run('15')}</w:ins>{run(' tháng 4')}"
    )
    joined = paragraph("Hai đoạn", "<w:rPr><w:del/></w:rPr>") + paragraph(" thành một")
    data = word_file(paragraph(changed), joined)
    assert lines(data) == ["Trước ngày 15 tháng 4", "Hai đoạn thành một"]
    (problem,) = read(data)[1]
    assert (problem.code, problem.level, dict(problem.args)) == ("S111", "warning", {"deleted": "1", "inserted": "1"})


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (paragraph("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>"), ["một", "hai"]),
        (paragraph("<w:r><w:t>một</w:t><w:tab/><w:t>hai</w:t></w:r>"), ["một hai"]),
        (paragraph("<w:r><w:t>TT</w:t><w:noBreakHyphen/><w:t>BTC</w:t></w:r>"), ["TT-BTC"]),
        (paragraph(run("S") + run("ố: 1") + run("2/QĐ")), ["Số: 12/QĐ"]),
        (paragraph(run("quyết định", "<w:caps/>")), ["QUYẾT ĐỊNH"]),
        (paragraph(run("ẩn", "<w:vanish/>") + run("hiện")), ["hiện"]),
        (paragraph(f"<w:hyperlink>{run('liên kết')}</w:hyperlink>"), ["liên kết"]),
        (f"<w:sdt><w:sdtContent>{paragraph('trong khung')}</w:sdtContent></w:sdt>", ["trong khung"]),
        (paragraph('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>7</w:t></w:r>'), ["7"]),
        (table(["a", table(["b", "c"])], ["d", "e"]), ["a", "b", "c", "d", "e"]),
        (table([paragraph("gộp", "")], ["dưới"]).replace("<w:tcPr/>", '<w:tcPr><w:vMerge/><w:gridSpan w:val="2"/></w:tcPr>'), ["gộp", "dưới"]),
        (paragraph(f"{run('chữ')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{paragraph('MẬT')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{paragraph('MẬT')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"), ["chữ", "MẬT"]),
    ],
)  # fmt: skip
def test_lines_are_what_is_printed(block: str, expected: list[str]) -> None:
    assert lines(word_file(block)) == expected


def test_a_table_of_data_stays_one_and_merged_cells_stand_in_their_first_place() -> None:
    wide = table(["TT", "Nội dung", "Thời hạn"], ["1", paragraph("Rà soát") + paragraph("hồ sơ"), "30/4"], ["gộp hai ô", "15/12"])
    wide = wide.replace(
        "<w:tc><w:tcPr/>" + paragraph("gộp hai ô"), '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + paragraph("gộp hai ô")
    )
    original, _ = read(word_file(paragraph("trước"), wide, paragraph("sau")))
    before, found, after = original.lines
    assert (before.text, found.kind, after.text) == ("trước", "table", "sau")
    assert [["".join(r.text for r in cell) for cell in row] for row in found.rows] == [
        ["TT", "Nội dung", "Thời hạn"],
        ["1", "Rà soát hồ sơ", "30/4"],
        ["gộp hai ô", "", "15/12"],
    ]
    assert found.text == "TT Nội dung Thời hạn 1 Rà soát hồ sơ 30/4 gộp hai ô 15/12"
    assert all(original.text[r.start : r.end] == r.text for row in found.rows for cell in row for r in cell)


def test_a_table_below_a_title_is_a_block_of_the_body() -> None:
    head = [paragraph(t) for t in ("UBND TỈNH SƠN HẢI", "Số: 3/BC-UBND", "BÁO CÁO", "Kết quả giải quyết việc làm năm 2024")]
    original, _ = read(word_file(*head, table(["TT", "Nội dung", "Số"], ["1", "Theo Quyết định số 258/QĐ-UBND", "12"])))
    record = cited(parse_document(original, "x", "document"))
    assert record.title.vi == "Kết quả giải quyết việc làm năm 2024"
    assert [(n.kind, len(n.rows)) for n in record.body] == [("table", 2)]
    assert [c.number for c in record.citations] == ["258/QĐ-UBND"]
    assert lost(record) == ()


def test_footnotes_follow_the_text_and_heads_are_residue() -> None:
    called = paragraph(run("Theo luật") + '<w:r><w:footnoteReference w:id="5"/></w:r>' + run("."))
    parts = {
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="5">{paragraph("Luật Việc làm")}</w:footnote>'),
        "word/header1.xml": part("hdr", paragraph("Trang đầu")),
        "word/footer1.xml": part("ftr", paragraph("3")),
    }
    original, _ = read(word_file(called, parts=parts))
    assert [(line.text, line.kind) for line in original.lines] == [("Theo luật¹.", "line"), ("¹ Luật Việc làm", "note")]
    assert [(r.text, r.kind) for r in original.residue] == [("Trang đầu", "running_head"), ("3", "running_head")]


@pytest.mark.parametrize(
    ("runs", "expected", "encoding"),
    [
        (run("Bé Lao ®éng", FONT.format(".VnTime")) + run(" và", FONT.format("Times New Roman")), "Bộ Lao động và", "utf-8 tcvn3"),
        (run("quyÕt ®Þnh", FONT.format(".VnTimeH")), "QUYẾT ĐỊNH", "utf-8 tcvn3"),
        (run("sè", FONT.format(".VnArial")), "số", "utf-8 tcvn3"),
        (run("Bo", FONT.format("VNI-Times")) + run("ä Lao ñoäng", FONT.format("VNI-Times")), "Bộ Lao động", "utf-8 vni"),
        (run("Đã là Unicode", FONT.format(".VnTime")), "Đã là Unicode", "utf-8"),
        (run("Boä Lao ñoäng - Thöông binh vaø Xaõ hoäi"), "Bộ Lao động - Thương binh và Xã hội", "utf-8 vni"),
    ],
)
def test_old_fonts(runs: str, expected: str, encoding: str) -> None:
    original, _ = read(word_file(paragraph(runs)))
    assert (original.lines[0].text, original.source.encoding) == (expected, encoding)


def test_every_run_stands_at_its_place() -> None:
    original, _ = read(
        word_file(paragraph(run("đậm ", STRONG) + run(" thường\u00a0") + run("nghiêng", "<w:i/>")), paragraph(""), paragraph("hết"))
    )
    assert all(original.text[r.start : r.end] == r.text for line in original.lines for r in line.runs)
    assert [(r.text, r.style) for r in original.lines[0].runs] == [("đậm ", "strong"), ("thường ", ""), ("nghiêng", "em")]
    assert not original.lines[1].runs


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [(3, "lowerLetter", "c"), (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"), (7, "decimalZero", "07"), (5, "chicago", "5")],
)
def test_counters(number: int, form: str, text: str) -> None:
    assert written(number, form) == text
