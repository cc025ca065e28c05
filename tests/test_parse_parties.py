"""Addressees, recipients, file code and signature: each hard case as a small invented footer or header."""

from __future__ import annotations

import pytest
from parsing import HEAD, LETTER, record_of

from builder.model import Record

TOP = HEAD + "Số: 5/LĐTBXH-VP\nV/v họp\nHà Nội, ngày 18 tháng 12 năm 2009\n\n"
END = "\n\nĐề nghị các cơ quan thực hiện./.\n"


def addressees(lines: str) -> list[str]:
    return [a.text for a in record_of(TOP + lines + END).addressees]


def footer(lines: str) -> Record:
    return record_of(TOP + "Kính gửi: Bộ Ngoại giao" + END + "\n" + lines)


def test_case_21_a_group_noun_is_distributed_and_a_name_with_a_dash_kept() -> None:
    found = addressees("Kính gửi:\n- Các Vụ: Tổ chức Cán bộ, Kế hoạch – Tài chính, Lao động – Tiền lương, Pháp chế;")
    assert found == ["Vụ Tổ chức Cán bộ", "Vụ Kế hoạch – Tài chính", "Vụ Lao động – Tiền lương", "Vụ Pháp chế"]


def test_case_22_a_prefix_that_is_repeated_in_the_second_item() -> None:
    found = addressees("Kính gửi:\n- Các trung tâm: Phát triển quan hệ lao động; Trung tâm thông tin.")
    assert found == ["Trung tâm Phát triển quan hệ lao động", "Trung tâm thông tin"]


@pytest.mark.parametrize(
    "name",
    [
        "Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố trực thuộc Trung ương",
        "Ủy ban nhân dân các xã, thị trấn",
        "Bảo hiểm xã hội các tỉnh, thành phố trực thuộc Trung ương",
        "Cục Phòng, chống tệ nạn xã hội",
    ],
)
def test_case_23_commas_inside_one_name(name: str) -> None:
    assert addressees(f"Kính gửi: {name}") == [name]
    assert addressees(f"Kính gửi:\n- {name};\n- Bộ Tài chính.") == [name, "Bộ Tài chính"]


def test_case_23_commas_between_names() -> None:
    assert addressees("Kính gửi: Bộ Tài chính, Bộ Tư pháp, Văn phòng Chính phủ") == ["Bộ Tài chính", "Bộ Tư pháp", "Văn phòng Chính phủ"]


def test_case_24_no_blank_line_before_the_body() -> None:
    record = record_of(TOP + "Kính gửi: Bộ Ngoại giao\nThực hiện Quyết định số 7/QĐ-TTg, Bộ đề nghị Quý Bộ góp ý./.\n")
    assert [a.text for a in record.addressees] == ["Bộ Ngoại giao"]
    assert [n.id for n in record.body] == ["p1"]


@pytest.mark.parametrize("end", [";", ".", ""])
def test_case_24_items_ended_by_anything(end: str) -> None:
    assert addressees(f"Kính gửi:\n- Bộ Tài chính{end}\n- Bộ Tư pháp{end}") == ["Bộ Tài chính", "Bộ Tư pháp"]


def test_a_first_point_of_the_letter_is_no_addressee() -> None:
    assert addressees("Kính gửi: Bộ Ngoại giao\n\n- Đối với các địa phương, Bộ đề nghị rà soát.") == ["Bộ Ngoại giao"]


def test_a_narrow_cell_breaks_items_and_kinh_gui() -> None:
    found = addressees("Kính\ngửi:\n|\n- Bảo hiểm xã hội các tỉnh,\nthành phố trực thuộc Trung ương;\n- Bảo hiểm xã hội Bộ Quốc phòng.\n|")
    assert found == ["Bảo hiểm xã hội các tỉnh, thành phố trực thuộc Trung ương", "Bảo hiểm xã hội Bộ Quốc phòng"]


@pytest.mark.parametrize(
    "line", ["Kínhgửi: Bộ Ngoại giao", "KÍNH GỬI: Bộ Ngoại giao", "Kính trình: Bộ Ngoại giao", "Kính gửi Bộ Ngoại giao"]
)
def test_ways_to_address(line: str) -> None:
    assert addressees(line) == ["Bộ Ngoại giao"]


def test_case_25_a_portfolio_is_no_purpose() -> None:
    record = footer("Nơi nhận:\n- Sở lao động – TB&XH (báo cáo);\n- CT, PCT (VX) UBND huyện;\n- VP HĐND&UBND: CVP, PCVP, CV;\n- Lưu: VT.\n")
    assert [(r.text, r.purpose) for r in record.recipients] == [
        ("Sở lao động – TB&XH", "report"), ("CT, PCT (VX) UBND huyện", None), ("VP HĐND&UBND: CVP, PCVP, CV", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text", "purpose"),
    [
        ("- Văn phòng Chính phủ; (để báo cáo)", "Văn phòng Chính phủ", "report"),
        ("- Phó TCTr Cao Anh Tuấn để b/c;", "Phó TCTr Cao Anh Tuấn", "report"),
        ("- Bộ Y tế (để phối hợp);", "Bộ Y tế", "coordination"),
        ("- Cục Trẻ em (Phòng 2);", "Cục Trẻ em (Phòng 2)", None),
    ],
)
def test_case_26_purposes(line: str, text: str, purpose: str | None) -> None:
    (found,) = footer(f"Nơi nhận:\n{line}\n- Lưu: VT.\n").recipients
    assert (found.text, found.purpose) == (text, purpose)


@pytest.mark.parametrize(
    ("line", "codes", "desk", "copies"),
    [
        ("- Lưu: VT, HTQT(TH).", ("VT", "HTQT"), "TH", None),
        ("- Lưu: VT, QLN (2b).", ("VT", "QLN"), None, "2b"),
        ("- Lưu: VTVP.UBND tỉnh.", ("VTVP.UBND tỉnh",), None, None),
        ("- Lưu VT, NCC.", ("VT", "NCC"), None, None),
        ("Lưu: VT, KGVX (3) Th", ("VT", "KGVX Th"), None, "3"),
    ],
)
def test_case_27_file_codes(line: str, codes: tuple[str, ...], desk: str | None, copies: str | None) -> None:
    archive = footer(f"Nơi nhận:\n- Như trên;\n{line}\n").archive
    assert archive is not None
    assert (archive.codes, archive.desk, archive.copies) == (codes, desk, copies)


@pytest.mark.parametrize(
    ("block", "authority", "on_behalf", "title", "name"),
    [
        ("KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nPhạm Văn Hùng", "KT.", "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Văn Hùng"),
        ("TL. TỔNG CỤC TRƯỞNG\nKT. VỤ TRƯỞNG VỤ CHÍNH SÁCH\nPHÓ VỤ TRƯỞNG\nNgô Văn Tài", "TL. KT.", "TỔNG CỤC TRƯỞNG / VỤ TRƯỞNG VỤ CHÍNH SÁCH", "PHÓ VỤ TRƯỞNG", "Ngô Văn Tài"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Thị Lan", "TM.", "BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Thị Lan"),
        ("K/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLê Thị Lan", "KT.", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Thị Lan"),
        ("BỘ TRƯỞNG\n(Đã ký)\nĐào Ngọc Anh", None, None, "BỘ TRƯỞNG", "Đào Ngọc Anh"),
        ("TL.BỘ TRƯỞNG\nCỤC TRƯỞNG\nCỤC NGƯỜI CÓ CÔNG\nHoàng Văn Thái", "TL.", "BỘ TRƯỞNG", "CỤC TRƯỞNG CỤC NGƯỜI CÓ CÔNG", "Hoàng Văn Thái"),
    ],
)  # fmt: skip
def test_case_28_signing_authority(block: str, authority: str | None, on_behalf: str | None, title: str, name: str) -> None:
    signature = footer(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{block}\n").signature
    assert signature is not None
    assert (signature.authority, signature.on_behalf, signature.title, signature.name) == (authority, on_behalf, title, name)
    assert signature.signed == ("Đã ký" in block)


def test_case_29_the_bullets_of_an_annex_are_no_recipients() -> None:
    record = footer(
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Thị Lan\n\nPHỤ LỤC I\n- Chi cho hội nghị;\n- Chi cho in ấn;\n"
    )
    assert [r.text for r in record.recipients] == ["Như trên"]
    assert [n.text for n in record.body][-2:] == ["Chi cho hội nghị;", "Chi cho in ấn;"]


def test_case_29_a_footer_in_one_cell_before_an_annex() -> None:
    record = footer(
        "| Nơi nhận: - Như trên; - Bộ trưởng (để b/c); - Lưu: VT, KHTC. | KT. BỘ TRƯỞNG THỨ TRƯỞNG Lê Thị Lan |\n\n- Chi cho hội nghị;\n"
    )
    assert [(r.text, r.purpose) for r in record.recipients] == [("Như trên", None), ("Bộ trưởng", "report")]
    assert record.archive is not None
    assert record.archive.codes == ("VT", "KHTC")
    assert record.signature is not None
    assert (record.signature.on_behalf, record.signature.title, record.signature.name) == ("BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Thị Lan")
    assert record.body[-1].text == "Chi cho hội nghị;"


@pytest.mark.parametrize(
    "name",
    [
        "Sở Lao động–Thương binh và Xã hội tỉnh Sơn La",
        "Sở Lao động- Thương binh và Xã hội tỉnh Sơn La",
        "Sở Lao động -Thương binh và Xã hội tỉnh Sơn La",
    ],
)
def test_case_30_one_body_however_its_dash_is_set(name: str) -> None:
    assert addressees(f"Kính gửi: {name}") == [name]


def test_a_signature_needs_more_than_a_title_in_capitals() -> None:
    assert footer("CHỦ TỊCH HỘI ĐỒNG chấm điểm theo mẫu.\n").signature is None
    assert footer("Các đồng chí Bộ trưởng\nLê Thị Lan\n").signature is None


def test_case_55_the_signer_of_a_letter_with_annexes_and_no_recipients() -> None:
    record = footer("| | TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hứa Văn Thuận |\n\nQUY CHẾ\n\n" + "Nội dung của quy chế.\n" * 30)
    assert record.signature is not None
    assert record.signature.name == "Hứa Văn Thuận"
    assert record.signature.authority == "TM. KT."


def test_dots_of_an_annexed_form_are_no_recipients() -> None:
    record = footer("PHỤ LỤC\n\nNơi nhận:\n- ………;\n- ………;\n")
    assert record.recipients == ()


def test_the_whole_letter() -> None:
    record = record_of(LETTER)
    assert [a.text for a in record.addressees] == [
        "Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố trực thuộc Trung ương", "Vụ Pháp chế", "Vụ Bảo hiểm xã hội",
    ]  # fmt: skip
    assert record.signature is not None
    assert (record.signature.name, record.signature.signed) == ("Trần Văn Minh", True)
    assert [d.date for d in record.deadlines] == ["2021-04-20"]


def test_a_form_without_a_name_is_not_the_signature() -> None:
    record = footer("KT. CHỦ TỊCH\n(ký tên, đóng dấu)\n\nMẫu trên áp dụng chung cho các đơn vị.\n\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Thị Lan\n")
    assert record.signature is not None
    assert (record.signature.name, record.signature.title) == ("Lê Thị Lan", "THỨ TRƯỞNG")


def test_a_label_that_a_page_broke_is_kept_as_a_label() -> None:
    record = footer("Nơi nhận:\n- Như trên;\n- L\u00adưu: VT, VP.\n")
    assert record.archive is not None
    assert record.archive.codes == ("VT", "VP")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Đại tướng Lê Văn Quang", "Lê Văn Quang"),
        ("TS. Lê Thị Lan", "Lê Thị Lan"),
        ("PGS.TS Lê Thị Lan", "Lê Thị Lan"),
        ("Phạm Thị T\nhanh Trà", "Phạm Thị Thanh Trà"),
        ("Quyết định", None),
        ("Nơi nhận chung", None),
    ],
)
def test_names_of_signers(line: str, name: str | None) -> None:
    signature = footer(f"BỘ TRƯỞNG\n(Đã ký)\n{line}\n").signature
    assert signature is not None
    assert signature.name == name


@pytest.mark.parametrize("closed", [".", ""])
def test_numbered_points_below_an_addressee_are_the_letter(closed: str) -> None:
    head = f"UBND TỈNH SƠN HẢI\nSố: 78/UBND-LĐ\nSơn Hải, ngày 5 tháng 3 năm 2025\nV/v cấp giấy phép\nKính gửi: Sở Nội vụ{closed}\n"
    record = record_of(
        head
        + "1. Thực hiện Quyết định số 145/QĐ-TTg, yêu cầu các sở báo cáo.\n2. Tổ chức thực hiện trước ngày 30 tháng 4.\nNơi nhận:\n- Lưu: VT."
    )
    assert [a.text for a in record.addressees] == ["Sở Nội vụ"]
    assert [node.label for node in record.body] == ["1.", "2."]
