"""What is personal in a line and what is not: a named person's details, and what is a person's by its form. Invented throughout."""

from __future__ import annotations

import pytest

from builder.model import Node, Run
from builder.parse.contacts import contacts

# line → (name, what is withheld)
CASES: list[tuple[str, str | None, list[str]]] = [
    ("liên hệ đồng chí Nguyễn Văn Mẫu, điện thoại: 024 3826 9101.", "Nguyễn Văn Mẫu", ["024 3826 9101"]),
    ("(đ/c Trần Thị Mẫu, ĐT: 0243.826.9101, fax: 0243.826.9102)", "Trần Thị Mẫu", ["0243.826.9101", "0243.826.9102"]),
    ("Ông NGUYỄN VĂN MẪU, chuyên viên, SĐT: (024) 38269101", "NGUYỄN VĂN MẪU", ["(024) 38269101"]),
    ("Người liên hệ: Nguyễn Văn Mẫu, điện thoại 024 3826 9101", "Nguyễn Văn Mẫu", ["024 3826 9101"]),
    ("Đầu mối: Trần Thị Mẫu, email: mau.tt@example.org", "Trần Thị Mẫu", ["mau.tt@example.org"]),
    ("Họ và tên: TRẦN THỊ MẪU, Zalo: 024 3826 9101", "TRẦN THỊ MẪU", ["024 3826 9101"]),
    ("Contact person: Nguyen Van Mau, Tel: +84 24 3826 9101", "Nguyen Van Mau", ["+84 24 3826 9101"]),
    ("Mr. Nguyen Van Mau, phone: 024 3826 9101", "Nguyen Van Mau", ["024 3826 9101"]),
    ("gọi 0912 345 678 hoặc 0912.345.679", None, ["0912 345 678", "0912.345.679"]),
    ("gọi (0912) 345-678", None, ["(0912) 345-678"]),
    ("gọi +84 912345678", None, ["+84 912345678"]),
    ("gọi (+84)912 345 678", None, ["(+84)912 345 678"]),
    ("số định danh 001203004117", None, ["001203004117"]),
    ("CCCD số 001 203 004 117 cấp ngày 1/2/2021", None, ["001 203 004 117"]),
    ("CMND: 123456789", None, ["123456789"]),
    ("hộ chiếu số B1234567", None, ["B1234567"]),
    ("số tài khoản: 1500 2010 77318", None, ["1500 2010 77318"]),
    # as people write who fear robots, or whose programs improve what they type
    ("gọi ０９１２ ３４５ ６７８", None, ["０９１２ ３４５ ６７８"]),
    ("gọi 0912‑345‑678 hoặc 0912–345–679", None, ["0912‑345‑678", "0912–345–679"]),
    ("gọi 0912_345_678, 0912·345·679", None, ["0912_345_678", "0912·345·679"]),
    ("Ông Nguyễn Văn Mẫu, số máy 09 12 34 56 78", "Nguyễn Văn Mẫu", ["09 12 34 56 78"]),
    ("Ông Nguyễn Văn Mẫu, điện thoại: 024/38269101", "Nguyễn Văn Mẫu", ["024/38269101"]),
    ("Ông Nguyễn Văn Mẫu, mau.nv (at) example.org", "Nguyễn Văn Mẫu", ["mau.nv (at) example.org"]),
    ("Ông Nguyễn Văn Mẫu, mau[at]example[dot]org.", "Nguyễn Văn Mẫu", ["mau[at]example[dot]org"]),
    ("Ông Nguyễn Văn Mẫu, mau AT example DOT org", "Nguyễn Văn Mẫu", ["mau AT example DOT org"]),
    ("Ông Nguyễn Văn Mẫu, mau @ example .org, mau＠example.org", "Nguyễn Văn Mẫu", ["mau @ example .org", "mau＠example.org"]),
    ("thẻ 001-203-004-117", None, ["001-203-004-117"]),
    ("CMT 012345678, passport No. C1234567", None, ["012345678", "C1234567"]),
    ("mã số BHXH: 0123456789", None, ["0123456789"]),
    ("mã số thuế cá nhân 8012345678", None, ["8012345678"]),
    ("tài khoản ngân hàng số 0011004321234, số TK: 0011004321235", None, ["0011004321234", "0011004321235"]),
    # a body's own details, and figures that are nobody's
    ("Văn phòng Bộ, điện thoại: 024 3826 9101, email: vanphong@example.org", None, []),
    ("Liên hệ: Cục Việc làm, điện thoại: 024 3826 9101", None, []),
    ("Đầu mối: Sở Nội vụ, email: so@example.org", None, []),
    ("Đường dây nóng 1900 1234", None, []),
    ("tổng số 1.912.345.678 đồng", None, []),
    ("Quyết định số 0912345678/QĐ-TTg", None, []),
    ("từ ngày 09/12/2020 đến ngày 30/12/2020", None, []),
    ("Kế hoạch số 176-KH/TU ngày 20/01/2016, 8 điều, 123456 người", None, []),
    ("lúc 08 giờ 30, phòng 0302, tầng 3, số 12 phố Ngô Quyền", None, []),
    ("mã hồ sơ 1.012.345.678.901", None, []),
    ("kinh phí 123456789000 đồng, 123 456 789 000 đồng", None, []),
    ("hạch toán vào tài khoản 1121, 1122; TK 3331 theo Thông tư số 200/2014/TT-BTC", None, []),
    ("Ông Nguyễn Văn Mẫu dự họp tại Hà Nội. Trước ngày 30/4/2020 gửi kết quả.", None, []),
    ("Mr. Nguyen Van Mau spoke at the meeting (at 8 a.m. on 5 May)", None, []),
    ("09.12.2020 10:30, 05 10 15 20 25 30", None, []),
    ("CCCD gắn chíp điện tử theo Luật Căn cước 2023", None, []),
    ("hộ chiếu phổ thông theo Nghị định số 136/2007/NĐ-CP", None, []),
    ("nhà báo Trần Mẫu viết ngày 15/01/2019", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("line", "name", "withheld"), CASES, ids=[c[0][:45] for c in CASES])
def test_in_a_block(line: str, name: str | None, withheld: list[str]) -> None:
    node = Node("p1", "paragraph", "", (Run(line, 0),))
    found = list(contacts(line, (node,)))
    assert [d.value for c in found for d in c.details] == withheld
    assert [c.name for c in found] == ([name] if withheld else [])
    assert all(line[d.span.start : d.span.end] == d.value for c in found for d in c.details)


@pytest.mark.parametrize(("line", "name", "withheld"), CASES, ids=[c[0][:45] for c in CASES])
def test_outside_the_body_too(line: str, name: str | None, withheld: list[str]) -> None:
    text = f"TIÊU ĐỀ\n{line}\nhết"
    found = list(contacts(text, ()))
    assert [text[d.span.start : d.span.end] for c in found for d in c.details] == withheld
