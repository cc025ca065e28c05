"""The layouts of Decree 30/2020: letterheads by their cells, registers and lists as tables, numbers as printed; nothing of them lost.

The decree's own files are not part of the project: where the folder ``shared/data/nd30_templates`` beside the project is missing, those tests skip and say so.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from forms.word import level, listed, numbering, paragraph, run, table, word_file
from lxml import etree

from builder.model import Original
from builder.read.original import read_original
from builder.read.repairs import original_text
from builder.write.record import _cell

OFFICIAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "nd30_templates"
NEEDS_OFFICIAL = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"the decree's own files are not here: {OFFICIAL.name}")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>'


def read(path: Path) -> Original:
    original, problems = read_original(path)
    assert original is not None, problems
    return original


def tables(original: Original) -> list[list[list[str]]]:
    return [[["".join(r.text for r in cell) for cell in row] for row in line.rows] for line in original.lines if line.rows]


# --- the same constructs, made here -------------------------------------------------------------------------------------------

HEAD = table(
    [
        paragraph("TÊN CQ, TC CHỦ QUẢN") + paragraph("TÊN CƠ QUAN, TỔ CHỨC"),
        paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + paragraph("Độc lập - Tự do - Hạnh phúc"),
    ],
    ["Số: 12/QĐ-SNV", "Sơn Hải, ngày 5 tháng 3 năm 2025"],
)
REGISTER = table(
    ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Nơi nhận văn bản"], ["(1)", "(2)", "(3)"], ["12/QĐ-SNV", "05/3/2025", "Sở Tài chính"]
)
SAMPLES = table(
    ["STT", "Thành phần", "Loại chữ", "Cỡ chữ", "Ví dụ minh hoạ"],
    ["1", "Quốc hiệu", "In hoa", "12 - 13", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["2", "Chức vụ", "In hoa", "13 - 14", paragraph(BOX.format(paragraph("TM. ỦY BAN NHÂN DÂN")) + run("CHỦ TỊCH"))],
    ["3", "Nơi nhận", "In thường", "12", "Nơi nhận:"],
)
FOOT = table(
    [paragraph("Nơi nhận:") + paragraph("- Như Điều 2;") + paragraph("- Lưu: VT."), paragraph("GIÁM ĐỐC") + paragraph("Trần Văn Bình")]
)


@pytest.fixture
def form(tmp_path: Path) -> Original:
    parts = {"word/numbering.xml": numbering({0: level(0, "decimal", "Điều %1.") + level(1, "decimal", "%2.")}, {1: (0, "")})}
    blocks = [
        HEAD,
        paragraph("QUYẾT ĐỊNH"),
        listed("Ban hành sổ văn bản đi.", 1),
        listed("Mẫu sổ:", 1, 1),
        REGISTER,
        listed("Hiệu lực.", 1),
        SAMPLES,
        FOOT,
    ]
    (tmp_path / "x.docx").write_bytes(word_file(*blocks, parts=parts))
    return read(tmp_path / "x.docx")


def test_cells_of_a_letterhead_and_a_footer_are_lines_with_their_places(form: Original) -> None:
    placed = [(line.text, _cell(form.places, line.start)) for line in form.lines if line.kind == "cell"]
    assert placed[:6] == [
        ("TÊN CQ, TC CHỦ QUẢN", [1, 1, 1]), ("TÊN CƠ QUAN, TỔ CHỨC", [1, 1, 1]), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", [1, 1, 2]),
        ("Độc lập - Tự do - Hạnh phúc", [1, 1, 2]), ("Số: 12/QĐ-SNV", [1, 2, 1]), ("Sơn Hải, ngày 5 tháng 3 năm 2025", [1, 2, 2]),
    ]  # fmt: skip
    assert placed[6:] == [
        ("Nơi nhận:", [4, 1, 1]),
        ("- Như Điều 2;", [4, 1, 1]),
        ("- Lưu: VT.", [4, 1, 1]),
        ("GIÁM ĐỐC", [4, 1, 2]),
        ("Trần Văn Bình", [4, 1, 2]),
    ]


def test_a_register_with_a_column_of_recipients_is_a_table(form: Original) -> None:
    assert tables(form)[0] == [
        ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Nơi nhận văn bản"],
        ["(1)", "(2)", "(3)"],
        ["12/QĐ-SNV", "05/3/2025", "Sở Tài chính"],
    ]


def test_a_large_table_that_shows_parts_of_letters_in_boxes_is_a_table(form: Original) -> None:
    assert [row[-1] for row in tables(form)[1]] == [
        "Ví dụ minh hoạ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CHỦ TỊCH TM. ỦY BAN NHÂN DÂN",
        "Nơi nhận:",
    ]


def test_numbers_are_as_printed(form: Original) -> None:
    assert [line.text for line in form.lines if line.kind == "line" and line.runs] == [
        "QUYẾT ĐỊNH",
        "Điều 1. Ban hành sổ văn bản đi.",
        "1. Mẫu sổ:",
        "Điều 2. Hiệu lực.",
    ]


# --- the decree's own files -----------------------------------------------------------------------------------------------------

SHAPES = {
    "30_2020_ND_CP": [],
    "Phuluc1": [(17, 3), (61, 9), (8, 3)],
    "Phuluc2": [],
    "Phuluc3": [(32, 3), (17, 2)],
    "Phuluc4": [(3, 10), (3, 6), (3, 9), (3, 10), (3, 7)],
    "Phuluc5": [(6, 5), (3, 7), (4, 7)],
    "Phuluc6": [(24, 5), (24, 5), (15, 5)],
}


def written(path: Path) -> Iterator[str]:
    """What each paragraph of a Word file says, boxes apart, each once; read without any of our readers."""
    root = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    for part in root.iter(f"{W}p"):
        texts = [t.text or "" for t in part.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is part]
        if not any(True for _ in part.iterancestors(FALLBACK)):
            yield "".join("".join(texts).split())


@NEEDS_OFFICIAL
@pytest.mark.parametrize("name", SHAPES)
def test_an_official_layout_is_read_whole_with_its_tables(name: str) -> None:
    original = read(OFFICIAL / f"{name}.docx")
    assert [(len(t), len(t[0])) for t in tables(original)] == SHAPES[name]
    letters = re.sub(
        "[\u00ad⁰¹²³⁴-⁹]", "", "".join(original_text(original.text, original.normalisation).split())
    )  # marks of notes, optional hyphens
    assert [text for text in written(OFFICIAL / f"{name}.docx") if text not in letters] == []


@NEEDS_OFFICIAL
def test_an_official_letterhead_is_read_cell_by_cell() -> None:
    assert [line.text for line in read(OFFICIAL / "30_2020_ND_CP.docx").lines if line.kind == "cell"][:7] == [
        "CHÍNH PHỦ", "_______", "Số: 30/2020/NĐ-CP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "________________________________________", "Hà Nội, ngày 05 tháng 3 năm 2020",
    ]  # fmt: skip
