"""Numbers, dates and provisions: tables of what they are and of what only looks like them."""

from __future__ import annotations

import pytest

from builder import grammar


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("Nghị định số 145/2020/NĐ-CP ngày 14/12/2020", ["145/2020/NĐ-CP"]),
        ("Công văn số 814/SLĐTBXH-LĐVL&GDNN", ["814/SLĐTBXH-LĐVL&GDNN"]),
        ("06-NQ/TW và 176-KH/TU, 237-CV/ĐU", ["06-NQ/TW", "176-KH/TU", "237-CV/ĐU"]),
        ("Quyết định 111/HĐBT, 28/CP và 518-TTg", ["111/HĐBT", "28/CP", "518-TTg"]),
        ("13-BYT/TT", ["13-BYT/TT"]),
        ("66.15/2026/NQ-CP; 36a/NQ-CP; 68/L-CTN", ["66.15/2026/NQ-CP", "36a/NQ-CP", "68/L-CTN"]),
        ("Luật số 45/2019/QH14; 102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", ["45/2019/QH14", "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN"]),
        ("1777/LĐTBXH-QĐ", ["1777/LĐTBXH-QĐ"]),
        ("44/2024/SLĐTBXH-GP", ["44/2024/SLĐTBXH-GP"]),
        ("giai đoạn 2021-2025", []),
        ("điện thoại 024-3826 9522", []),
        ("ngày 15/1, ngày 1/3 và 20/01/2016", []),
        ("tỷ lệ 3/4, đường 5/A, chuyến bay 3/B", []),
        ("trang 12/2020", []),
        ("Mẫu số 01/PLI", ["01/PLI"]),  # the citing room knows that forms are no documents
        ("…/2025/TT-BCA", []),
    ],
)
def test_numbers_in_text(text: str, norms: list[str]) -> None:
    assert [f.number.norm for f in grammar.numbers(text)] == norms


@pytest.mark.parametrize(
    ("line", "norm", "status", "lead"),
    [
        ("Số: 2637/LĐTBXH-HTQT", "2637/LĐTBXH-HTQT", "present", None),
        ("Nghị quyết số: 103/2025/UBTVQH15", "103/2025/UBTVQH15", "present", "Nghị quyết"),
        ("Decree No. 145/2020/ND-CP", "145/2020/ND-CP", "present", "Decree"),
        ("Resolution No. 57/2010/QH12", "57/2010/QH12", "present", "Resolution"),
        ("Số: /UBND-VX", None, "blank", None),
        ("Số:....../QĐ-UBND", None, "blank", None),
        ("Số -CV/ĐU", None, "blank", None),
        ("Số: BC-SLĐTBXH-HG", None, "blank", None),
        ("Số: 310/QĐ - U B ND", "310/QĐ-UBND", "present", None),
        ("Số: 12/LĐTBXH - KHTC", "12/LĐTBXH-KHTC", "present", None),
    ],
)
def test_number_lines(line: str, norm: str | None, status: str, lead: str | None) -> None:
    found = grammar.number_line(line)
    assert found is not None
    assert (found.number.norm, found.number.status, found.lead) == (norm, status, lead)


@pytest.mark.parametrize(
    "line",
    [
        "Số 5 Đường Láng",
        "Số liệu về 12/QĐ",
        "Thông tư số 05/2013/TT-BLĐTBXH ngày 15 tháng 5 năm 2013",
        "Bảng số 3/QĐ-TTg",
        "Sở Nội vụ",
        "S",
        "",
    ],
)
def test_lines_that_are_no_number_lines(line: str) -> None:
    assert grammar.number_line(line) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ngày 28 tháng 6 năm 2017", ["2017-06-28"]),
        ("NGÀY 18 THÁNG 3 NĂM 1997", ["1997-03-18"]),
        ("ngày   tháng 3 năm 2024", ["2024-03"]),
        ("20/01/2016, 20-1-2016, 20.01.2016", ["2016-01-20"] * 3),
        ("tháng 3/2024 và tháng 3 năm 2024", ["2024-03"] * 2),
        ("ngày 15/1 và ngày 5 tháng 2", ["--01-15", "--02-05"]),
        ("ngày 31/02/2019, 30/2/2020, 29/2/2019", []),
        ("29/2/2020", ["2020-02-29"]),
        ("ngày 15 tháng 3 hằng năm", []),
        ("số 12/2020/TT-BTC", []),
        ("giai đoạn 2021-2025", []),
        ("ngày 45/13", []),
    ],
)
def test_dates(text: str, values: list[str]) -> None:
    assert [d.value for d in grammar.dates(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("January 20, 2016 and 20 January 2016", ["2016-01-20"] * 2),
        ("March 2024", ["2024-03"]),
        ("May I ask", []),
        ("15 January", ["--01-15"]),
    ],
)
def test_english_dates(text: str, values: list[str]) -> None:
    assert [d.value for d in grammar.english_dates(text)] == values


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("điểm a khoản 1 Điều 3", "d3.k1.a"),
        ("khoản 1 Điều 42", "d42.k1"),
        ("các khoản 1, 2 và 5 Điều 4", "d4.k1"),
        ("điểm đ, khoản 2 Điều 28a", "d28a.k2.dd"),
        ("Điều 9", "d9"),
    ],
)
def test_provisions(text: str, anchor: str) -> None:
    assert [p.anchor for p in grammar.provisions(text)] == [anchor]


@pytest.mark.parametrize("text", ["Điều kiện", "điều 5", "khoản 1", "Điều 1234"])
def test_what_is_no_provision(text: str) -> None:
    assert list(grammar.provisions(text)) == []


@pytest.mark.parametrize(
    ("number", "lead", "expected"),
    [
        ("145/QĐ-TTg", None, ("quyet-dinh", "TTg", None)),
        ("2637/LĐTBXH-HTQT", None, ("cong-van", "LĐTBXH", "HTQT")),
        ("1777/LĐTBXH-QĐ", "quyet-dinh", ("quyet-dinh", "LĐTBXH", None)),
        ("123/LĐTBXH-TTr", None, ("cong-van", "LĐTBXH", "TTr")),
        ("368/LĐTBXH-GP", None, ("giay-phep", "LĐTBXH", None)),
        ("45/2019/QH14", None, (None, "QH14", None)),
        ("45/2019/QH14", "bo-luat", ("bo-luat", "QH14", None)),
        ("366-QĐ/TW", "quy-dinh", ("quy-dinh", "TW", None)),
        ("577/CT-THNVDT", "cong-van", ("cong-van", "CT", "THNVDT")),
        ("2029/LĐTBXH", None, ("cong-van", "LĐTBXH", None)),
    ],
)
def test_what_a_symbol_says(number: str, lead: str | None, expected: tuple[str | None, str | None, str | None]) -> None:
    read = grammar.read_number(number)
    assert read is not None
    reading = grammar.read_symbol(read, lead)
    assert (reading.type, reading.issuer_code, reading.unit_code) == expected
