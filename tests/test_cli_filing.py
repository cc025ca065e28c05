"""Names that ``archive add`` proposes: year and number, the issuer where the symbol names none, else date, issuer and subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import filing, intake

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
LETTER = (
    "{issuer}\n"
    + HEAD
    + "Số: {number}\nV/v {subject}\n\n{place}, {date}\n\nKính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi\n\nNội dung.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
)
MINISTRY = "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"
CASES = [
    ({"issuer": MINISTRY, "number": "2637/LĐTBXH-HTQT", "place": "Hà Nội", "date": "ngày 28 tháng 6 năm 2017"}, "notices/2017/2017-2637-ldtbxh-htqt.txt"),
    ({"issuer": MINISTRY, "number": "12/2015/TT-BLĐTBXH", "place": "Hà Nội", "date": "ngày 2 tháng 3 năm 2015"}, "notices/2015/12-2015-tt-bldtbxh.txt"),
    ({"issuer": "UBND TỈNH QUẢNG NGÃI", "number": "63/KH-UBND", "place": "Quảng Ngãi", "date": "ngày 5 tháng 4 năm 2023"}, "notices/2023/2023-63-kh-ubnd-ubnd-quang-ngai.txt"),
    ({"issuer": "UBND TỈNH QUẢNG NGÃI", "number": "     /UBND-VX", "place": "Quảng Ngãi", "date": "ngày    tháng 3 năm 2024"}, "notices/2024/2024-03-ubnd-quang-ngai-thu-nghiem-ten-tep-trong-kho.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), CASES, ids=[c[1] for c in CASES])
def test_the_name_of_a_letter(given: dict[str, str], expected: str, tmp_path: Path) -> None:
    path = tmp_path / "thư đến.txt"
    path.write_text(LETTER.format(subject="thử nghiệm tên tệp trong kho lưu trữ", **given), encoding="utf-8")
    record, _ = intake.extract(path, "new", path.name)
    assert record is not None
    assert filing.proposed(record, ".txt", Path("content")) == Path("content") / expected


def test_the_name_of_a_news_item(tmp_path: Path) -> None:
    path = tmp_path / "tin.txt"
    path.write_text(
        "Hội nghị việc làm tại Hà Nội năm nay rất đông\n\nThứ ba, 15/01/2019 - 15:59\n\n(LĐXH) Sáng ngày 15/1 có hội nghị.\n",
        encoding="utf-8",
    )
    record, _ = intake.extract(path, "new", path.name, "news")
    assert record is not None
    assert filing.proposed(record, ".md", Path("content")) == Path("content/news/2019/2019-01-15-hoi-nghi-viec-lam-tai-ha.md")


@pytest.mark.parametrize(("code", "expected"), [("s11", "S1"), ("x11", "X101"), ("zzz", "–")])
def test_the_nearest_code(code: str, expected: str) -> None:
    assert expected in filing.nearest_code(code)


def test_nothing_known_still_gives_a_name(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("Một ghi chú ngắn không có phần đầu nào cả.\n", encoding="utf-8")
    record, _ = intake.extract(path, "new", path.name, "document")
    assert record is not None
    assert filing.proposed(record, ".txt", Path("content")) == Path("content/notices/undated/mot-ghi-chu-ngan-khong-co.txt")
