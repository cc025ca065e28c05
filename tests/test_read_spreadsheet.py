"""Old spreadsheets: tables, lone cells, numbers, old fonts; and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.cells import sheet

from builder.read.original import read_original
from builder.read.spreadsheet import read_xls

LIST = [["Danh muc de tai"], [], ["STT", "Ten", "", "So"], [1.0, "Quang Ngai", "", 2.5], [2.0, "Da Nang", "", 1e6], ["Ha Noi, 2005"]]


def text(rows: list[list[str | float]], fonts: dict[tuple[int, int], str] | None = None) -> tuple[str, tuple[str, ...]]:
    found, named = read_xls(sheet(rows, fonts))
    return found.text, named  # type: ignore[union-attr]


def test_rows_are_a_table_and_lone_cells_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(sheet(LIST))
    original, problems = read_original(path)
    assert problems == ()
    assert original
    kinds = [(line.kind, "".join(r.text for r in line.runs)) for line in original.lines if line.runs]
    assert kinds == [("line", "Danh muc de tai"), ("table", "STT Ten So 1 Quang Ngai 2.5 2 Da Nang 1000000"), ("line", "Ha Noi, 2005")]
    table = next(line for line in original.lines if line.rows)
    assert [["".join(r.text for r in cell) for cell in row] for row in table.rows] == [
        ["STT", "Ten", "So"],
        ["1", "Quang Ngai", "2.5"],
        ["2", "Da Nang", "1000000"],
    ]
    assert original.source.format == "xls"


def test_letters_of_an_old_font_are_decoded_by_the_font() -> None:
    assert text([["C«ng v¨n"], ["ViÖt Nam"]], {(0, 0): ".VnTime", (1, 0): ".VnTimeH"}) == ("Công văn\nVIỆT NAM\n", ("tcvn3",))
    assert text([["C«ng"]])[1] == (), "another font says nothing"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(40), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), sheet(LIST)[:60], b"STT\tTen\n"]
)
def test_what_is_no_spreadsheet_gets_a_code(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(data)
    assert [p.code for p in read_original(path)[1]] in (["S106"], ["S105"])
