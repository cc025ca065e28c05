"""Headers and numbers: each hard case as a small invented document, and the like that must not be read so."""

from __future__ import annotations

import pytest
from parsing import HEAD, LETTER, record_of

from builder.model import Record
from builder.parse.review import review
from builder.read.repairs import original_text

MOLISA = "Bộ Lao động - Thương binh và Xã hội"


def codes(record: Record) -> set[str]:
    return {p.code for p in review(record, "x.txt")}


def test_case_1_three_bare_lines_issuer_only_from_the_symbol() -> None:
    record = record_of(
        "Số: 12/LĐTBXH-HTQT\nV/v cử cán bộ dự họp\nHà Nội, ngày 02 tháng 5 năm 2018\n\nKính gửi: Bộ Ngoại giao\n\nBộ đề nghị Quý Bộ phối hợp./."
    )
    assert (record.issuer.name, record.issuer.inferred_from) == (MOLISA, "symbol")
    assert (record.number.norm, record.type, record.unit and record.unit.code) == ("12/LĐTBXH-HTQT", "cong-van", "HTQT")
    assert (record.subject, record.place, record.date.value) == ("cử cán bộ dự họp", "Hà Nội", "2018-05-02")


def test_case_2_no_number_the_text_says_what_it_is_and_not_who() -> None:
    record = record_of(
        "V/v họp bàn kế hoạch\nHà Nội, ngày 18 tháng 12 năm 2009\n\nKính gửi: Vụ Pháp chế\n\nĐề nghị Vụ nghiên cứu công văn này và gửi ý kiến cho Bộ ta./."
    )
    assert (record.number.status, record.number.norm) == ("absent", None)
    assert record.type == "cong-van"
    assert record.issuer.name is None
    assert "P101" in codes(record)


def test_case_3_blank_number_and_blank_day() -> None:
    record = record_of(
        "ỦY BAN NHÂN DÂN\nHUYỆN BÌNH SƠN\nSố: /UBND-VX\nV/v khảo sát\nBình Sơn, ngày     tháng 3 năm 2024\n\nKính gửi: Phòng Nội vụ\n\nĐề nghị khảo sát./."
    )
    assert (record.number.norm, record.number.status, record.number.symbol) == (None, "blank", ("UBND", "VX"))
    assert (record.date.value, record.date.precision) == ("2024-03", "month")
    assert record.issuer.name == "Ủy ban nhân dân huyện Bình Sơn"


def test_case_4_subject_over_four_lines_between_interleaved_cells() -> None:
    text = (
        "**ỦY BAN NHÂN DÂN\nHUYỆN BÌNH SƠN**\nSố: 45/UBND-VX\n*V/v khảo sát nhu cầu\nsử dụng lao động nước ngoài\ncủa các doanh nghiệp\ntrên địa bàn huyện*\n"
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc**\nBình Sơn, ngày 06 tháng 3 năm 2024\n\nKính gửi: Phòng Nội vụ\n\nĐề nghị khảo sát./."
    )
    assert record_of(text).subject == "khảo sát nhu cầu sử dụng lao động nước ngoài của các doanh nghiệp trên địa bàn huyện"


@pytest.mark.parametrize("mark", ["V/v", "V/v:", "v/v:", "V/V", "Về việc"])
def test_case_5_ways_to_mark_a_subject(mark: str) -> None:
    assert record_of(LETTER.replace("V/v", mark)).subject == "báo cáo tình hình thực hiện chính sách việc làm"


@pytest.mark.parametrize(
    "line", ["S: 1234/LĐTBXH-KHTC", "Số 1234/LĐTBXH-KHTC", "SỐ: 1234/LĐTBXH-KHTC", "Số : 1234 /LĐTBXH-KHTC", "Số: 1234/LĐTBXH - KHTC"]
)
def test_case_6_number_lines_with_lost_letters_and_loose_blanks(line: str) -> None:
    assert record_of(LETTER.replace("Số: 1234/LĐTBXH-KHTC", line)).number.norm == "1234/LĐTBXH-KHTC"


@pytest.mark.parametrize(
    ("pieces", "norm"),
    [
        ("Số:\n78\n/202\n5\n/TT-BCA", "78/2025/TT-BCA"),
        ("S\nố: 309/2025/NĐ-CP", "309/2025/NĐ-CP"),
        ("Số:\n\n59/2025/TT-BKHCN", "59/2025/TT-BKHCN"),
        ("Luật số:\n120\n/202\n5\n/QH1\n5", "120/2025/QH15"),
    ],
)
def test_case_7_numbers_split_into_runs(pieces: str, norm: str) -> None:
    assert (
        record_of(
            f"BỘ Y TẾ\nC\nỘNG H\nÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{pieces}\nHà Nội, ngày 05 tháng 3 năm 2025\nTHÔNG TƯ\nQuy định mẫu phiếu\n\nĐiều 1. Phạm vi\n"
        ).number.norm
        == norm
    )


def test_case_7_a_place_and_a_body_split_into_lines() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố: 8/KH-UBND\n|\nSơn\nLa, ngày 11 tháng 3\nnăm 2020\n|\nKẾ HOẠCH\nTHỰC HIỆN CHỈ THỊ\n\nCăn cứ Luật Việc làm.\n"
    record = record_of(text)
    assert (record.place, record.date.value, record.issuer.name) == ("Sơn La", "2020-03-11", "Ủy ban nhân dân tỉnh Sơn La")


def test_case_7_a_motto_is_not_taken_into_the_place() -> None:
    record = record_of(
        "BỘ Y TẾ\nĐộc lập - Tự do -\nHạnh phúc\nHà Nội, ngày\n31 tháng 10 năm 2025\nSố: 4/TB-BYT\nTHÔNG BÁO\nVề việc nghỉ lễ\n\nCác đơn vị nghỉ theo lịch.\n"
    )
    assert (record.place, record.date.value) == ("Hà Nội", "2025-10-31")


def test_case_8_number_and_subject_glued_in_one_cell() -> None:
    text = "| BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- |\n|---|---|\n| Số: 88/LĐTBXH-KHTC V/v xây dựng dự toán | Hà Nội, ngày 9 tháng 6 năm 2013 |\n\nKính gửi: Bộ Tài chính\n\nBộ đề nghị cấp kinh phí./.\n"
    record = record_of(text, form="md")
    assert (record.number.norm, record.subject, record.issuer.name) == ("88/LĐTBXH-KHTC", "xây dựng dự toán", MOLISA)


def test_case_9_letters_set_apart_by_a_scan() -> None:
    text = "| ỦY B AN NHÂN D Â N T ỈNH S ƠN LA ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 310/QĐ - U B ND | S ơn La, ngày 2 8 tháng 0 6 năm 2014 |\n\nQUYẾT ĐỊNH\n\nVỀ VIỆC BAN HÀNH KẾ HOẠCH\n\nĐiều 1. Ban hành kế hoạch.\n"
    record = record_of(text, form="md")
    assert (record.number.norm, record.date.value, record.place) == ("310/QĐ-UBND", "2014-06-28", "Sơn La")
    assert record.issuer.name == "Ủy ban nhân dân tỉnh Sơn La"


@pytest.mark.parametrize(
    ("printed", "norm"),
    [
        ("18/2004/TT-BTС", "18/2004/TT-BTC"),
        ("7/2011/NĐ-СР", "7/2011/NĐ-CP"),
        ("5/2019/TT-BLÐTBXH", "5/2019/TT-BLĐTBXH"),
        ("40/QÐ–LĐTBXH", "40/QĐ-LĐTBXH"),
        ("66.15/2026/NQ-CP", "66.15/2026/NQ-CP"),
        ("36a/NQ-CP", "36a/NQ-CP"),
        ("252/KH-BCĐQG1237", "252/KH-BCĐQG1237"),
        ("102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN", "102/2025/NQLT-UBTVQH15-CP-ĐCTUBTWMTTQVN"),
    ],
)
def test_cases_10_to_12_look_alikes_and_rare_serials(printed: str, norm: str) -> None:
    record = record_of(f"Số: {printed}\nHà Nội, ngày 05 tháng 3 năm 2021\nTHÔNG BÁO\nVề việc nghỉ lễ\n\nCác đơn vị nghỉ theo lịch.\n")
    assert record.number.norm == norm
    assert printed in original_text(record.text, record.normalisation), "what the paper has can be had again"


def test_case_11_a_symbol_without_serial_is_blank() -> None:
    record = record_of("Số: BC-SLĐTBXH-HG\nHà Giang, ngày 05 tháng 3 năm 2021\nBÁO CÁO\nKết quả năm 2020\n\nKết quả như sau.\n")
    assert (record.number.norm, record.number.status, record.number.symbol) == (None, "blank", ("BC", "SLĐTBXH", "HG"))


@pytest.mark.parametrize(
    ("number", "heading", "kind", "issuer"),
    [
        ("1777/LĐTBXH-QĐ", "QUYẾT ĐỊNH", "quyet-dinh", MOLISA),
        ("368/LĐTBXH-GP", "GIẤY PHÉP", "giay-phep", MOLISA),
        ("258/KL-TTr", "KẾT LUẬN", "ket-luan", None),
        ("13/2014/TTLT-BLĐTBXH-BTC", "THÔNG TƯ LIÊN TỊCH", "thong-tu-lien-tich", f"{MOLISA}; Bộ Tài chính"),
        ("5162/VBHN-BLĐTBXH", "NGHỊ ĐỊNH", "van-ban-hop-nhat", MOLISA),
    ],
)
def test_case_13_reversed_symbols_and_types_by_heading(number: str, heading: str, kind: str, issuer: str | None) -> None:
    record = record_of(f"Số: {number}\nHà Nội, ngày 05 tháng 3 năm 2015\n{heading}\nVề việc cấp phép hoạt động\n\nĐiều 1. Nội dung.\n")
    assert (record.type, record.issuer.name) == (kind, issuer)


@pytest.mark.parametrize(
    ("number", "kind", "unit"),
    [
        ("123/LĐTBXH-TTr", "cong-van", "TTr"),
        ("2717/LĐTBXH-PC", "cong-van", "PC"),
        ("41/BTC-KH", "cong-van", "KH"),
        ("577/CT-THNVDT", "cong-van", "THNVDT"),
    ],
)
def test_case_14_abbreviations_that_are_units_in_a_letter(number: str, kind: str, unit: str) -> None:
    record = record_of(
        f"Số: {number}\nV/v góp ý dự thảo\nHà Nội, ngày 05 tháng 3 năm 2015\n\nKính gửi: Bộ Tư pháp\n\nĐề nghị góp ý công văn này./."
    )
    assert record.type == kind
    assert record.unit
    assert record.unit.code == unit


def test_case_15_a_symbol_against_its_letterhead_is_reported() -> None:
    record = record_of(
        "CHÍNH PHỦ\nSố: 100/2025/TT-BCA\nHà Nội, ngày 05 tháng 3 năm 2026\nTHÔNG TƯ\nQuy định mẫu phiếu\n\nĐiều 1. Nội dung.\n"
    )
    assert {"P110", "P106"} <= codes(record)
    assert not {"P110", "P106", "P111", "P112"} & codes(record_of(LETTER))


def test_case_15_a_word_against_its_abbreviation_is_reported_and_the_word_wins() -> None:
    record = record_of("Số: 15/NQ-UBND\nSơn La, ngày 05 tháng 3 năm 2026\nQUYẾT ĐỊNH\nVề việc phê duyệt dự án\n\nĐiều 1. Nội dung.\n")
    assert record.type == "quyet-dinh"
    assert "P111" in codes(record)


def test_case_17_a_number_that_is_printed_nowhere_is_absent() -> None:
    record = record_of(
        "BỘ TÀI CHÍNH\nHà Nội, ngày 05 tháng 3 năm 2026\nTHÔNG TƯ\nSửa đổi Thông tư số 12/2020/TT-BTC\n\nCăn cứ Nghị định số 5/2021/NĐ-CP.\n\nĐiều 1. Nội dung.\n"
    )
    assert (record.number.norm, record.number.status) == (None, "absent")


def test_case_18_a_place_that_is_not_the_seat_is_unknown_and_reported() -> None:
    record = record_of(LETTER.replace("Hà Nội, ngày", "Sóc Trăng, ngày"))
    assert record.place is None
    assert "P112" in codes(record)
    local = record_of(
        "ỦY BAN NHÂN DÂN\nTỈNH SÓC TRĂNG\nSố: 7/UBND-VX\nV/v khảo sát\nSóc Trăng, ngày 06 tháng 3 năm 2020\n\nKính gửi: Sở Nội vụ\n\nĐề nghị khảo sát./."
    )
    assert local.place == "Sóc Trăng"
    assert "P112" not in codes(local)


def test_case_19_a_heading_that_lost_a_word_falls_back_to_the_symbol() -> None:
    record = record_of(HEAD + "Số: 40/2016/TT-BLĐTBXH\nHà Nội, ngày 25 tháng 10 năm 2016\n\nTHÔNG\n\nĐiều 1. Phạm vi điều chỉnh\n")
    assert record.type == "thong-tu"


@pytest.mark.parametrize("head", ["BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI -BỘ TÀI CHÍNH", "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\nBỘ TÀI CHÍNH"])
def test_case_20_joint_issuers(head: str) -> None:
    record = record_of(
        f"{head}\nSố: 4/TT-LB\nHà Nội, ngày 24 tháng 5 năm 1991\n\nTHÔNG TƯ LIÊN BỘ\n\nLAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI - TÀI CHÍNH\n\nHướng dẫn chính sách sắp xếp biên chế\n\nThi hành Quyết định số 111/HĐBT.\n"
    )
    assert record.issuer.name == f"{MOLISA}; Bộ Tài chính"
    assert record.issuer.joint == ("vn-molisa", "vn-mof")
    assert record.subject == "Hướng dẫn chính sách sắp xếp biên chế"


def test_a_unit_of_the_letterhead_may_be_the_issuer() -> None:
    record = record_of(
        HEAD
        + "Số: 915/QLLĐNN-QLLĐ\nV/v thị thực\nHà Nội, ngày 16 tháng 8 năm 2005\n\nKính gửi: Các doanh nghiệp\n\nCục thông báo để biết./."
    )
    assert (record.issuer.name, record.issuer.parent) == ("Cục Quản lý lao động ngoài nước", MOLISA)


def test_a_title_that_is_a_whole_header() -> None:
    record = record_of(
        "THÔNG TƯ\n\nCỦA BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI SỐ 9/LĐTBXH-TT NGÀY 18 THÁNG 3 NĂM 1997 HƯỚNG DẪN CẤP GIẤY PHÉP\n\nCăn cứ Nghị định số 58/CP, Bộ hướng dẫn như sau:\n"
    )
    assert (record.number.norm, record.date.value, record.issuer.name) == ("9/LĐTBXH-TT", "1997-03-18", MOLISA)
    assert record.subject == "HƯỚNG DẪN CẤP GIẤY PHÉP"


def test_enacting_words_without_a_title() -> None:
    record = record_of(
        "ỦY BAN NHÂN DÂN |\nSố: 63/QĐ-UBND |\nSơn La, ngày 24 tháng 8 năm 2017 |\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA\nCăn cứ Luật Việc làm;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành kế hoạch.\n"
    )
    assert (record.type, record.number.norm, record.issuer.name) == ("quyet-dinh", "63/QĐ-UBND", "Ủy ban nhân dân tỉnh Sơn La")
    assert next(n.text for n in record.body) == "Căn cứ Luật Việc làm;"


def test_a_title_over_lines_ends_before_who_enacts() -> None:
    record = record_of(
        "BỘ Y TẾ\nSố: 7/2026/TT-BYT\nHà Nội, ngày 15 tháng 02 năm 2026\nTHÔNG TƯ\nQuy định chi tiết một số điều của Luật Thi đua và\nNghị định số 152/2025/NĐ-CP của Chính phủ\nquy định về phân cấp;\nhướng dẫn đối với ngành Y tế\n\nBỘ Y TẾ\n\nC ăn cứ Luật Thi đua;\n\nĐiều 1. Phạm vi\n"
    )
    assert (
        record.subject
        == "Quy định chi tiết một số điều của Luật Thi đua và Nghị định số 152/2025/NĐ-CP của Chính phủ quy định về phân cấp; hướng dẫn đối với ngành Y tế"
    )


def test_an_english_original() -> None:
    record = record_of(
        "VIETNAM SOCIAL SECURITY\n--------\nSOCIALIST REPUBLIC OF VIETNAM\nIndependence – Freedom – Happiness\n--------\nNo. 68/BHXH-CSXH\nOn implementation of Decision No. 28/2021/QD-TTg\n\nHanoi, October 1, 2021\n\nTo:\n- Provincial social security;\n-\nSocial security of the police.\n\nVietnam Social Security requests all to comply.\n"
    )
    assert (record.lang, record.number.norm, record.date.value, record.place) == ("en", "68/BHXH-CSXH", "2021-10-01", "Hanoi")
    assert record.issuer.name == "Vietnam Social Security"
    assert record.issuer.id == "vn-vss"
    assert [a.text for a in record.addressees] == ["Provincial social security", "Social security of the police"]


@pytest.mark.parametrize(
    ("first", "kind", "number", "date"),
    [
        ("Law on Referendum", "luat", None, "2015-11-25"),
        (
            "THE PRIME MINISTER\n\nDecision No. 9/2011/QD-TTg of January 30, 2011, on poor households",
            "quyet-dinh",
            "9/2011/QD-TTg",
            "2011-01-30",
        ),
        (
            "DECISION\n\nDecision No. 9/2011/QD-TTg of January 30, 2011, setting norms on poor households",
            "quyet-dinh",
            "9/2011/QD-TTg",
            "2011-01-30",
        ),
    ],
)
def test_english_gazette_translations(first: str, kind: str, number: str | None, date: str) -> None:
    record = record_of(
        f"{first}\n\nPursuant to the Constitution;\n\nArticle 1. Scope\n\nThis Law was passed on November 25, 2015, by the National Assembly.\n"
    )
    assert (record.type, record.number.norm, record.date.value) == (kind, number, date)


def test_a_joint_of_a_number_that_is_not_printed_is_not_invented() -> None:
    text = "No. 68/BHXH CSXH\nHanoi, October 1, 2021\n\nTo: Provincial social security\n\nThe office requests all to comply."
    record = record_of(text)
    assert (record.number.norm, record.number.status) == (None, "conflict")
    assert "P109" in codes(record)
    assert record_of(f"Công văn 68/BHXH-CSXH\n\n{text}").number.norm == "68/BHXH-CSXH"


def test_a_law_has_the_day_it_was_passed() -> None:
    text = "QUỐC HỘI\nLuật số: 12/2025/QH15\nLUẬT\nVIÊN CHỨC\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Viên chức\n\nLuật này được Quốc hội khóa XV, kỳ họp thứ 10 thông qua ngày 10 tháng 12 năm 2025.\n"
    record = record_of(text)
    assert (record.date.value, record.date.inferred_from, record.type) == ("2025-12-10", "body", "luat")
    assert record_of(text.replace("thông qua ngày 10", "khai mạc ngày 10")).date.value is None


def test_words_on_a_site_above_the_header_are_menu() -> None:
    record = record_of("Công văn 1234/LĐTBXH-KHTC\n\nNội dung toàn văn Công văn 1234\n\n" + LETTER)
    assert record.number.norm == "1234/LĐTBXH-KHTC"
    assert [r.text for r in record.residue if r.kind == "menu"][:2] == ["Công văn 1234/LĐTBXH-KHTC", "Nội dung toàn văn Công văn 1234"]


def test_paragraphs_wrapped_at_a_width_are_one_block() -> None:
    words = "Bộ đề nghị các cơ quan rà soát toàn bộ chương trình công tác trong năm và gửi kết quả thực hiện về cơ quan thường trực để tổng hợp báo cáo Thủ tướng Chính phủ theo quy định tại Quyết định số 77/QĐ-TTg ngày 15/01/2021 của Thủ tướng Chính phủ về công tác thanh niên xung phong trên địa bàn cả nước."
    lines, line = [], ""
    for word in words.split(" "):
        if len(line) + len(word) + 1 > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    wrapped = "\n".join([*lines, line])
    head = LETTER.split("Thực hiện Quyết định")[0].replace(
        "- Sở Lao động - Thương binh và Xã hội các tỉnh, thành phố trực thuộc Trung ương;\n", ""
    )
    record = record_of(f"{head}{wrapped}\n\n{wrapped}\n\nTrân trọng./.\n")
    assert [n.text for n in record.body] == [words, words, "Trân trọng./."]


def test_a_word_alone_is_no_heading() -> None:
    text = "Kinh tế hợp tác\n\nTrong những năm qua, kinh tế hợp tác đã có nhiều thay đổi lớn ở nước ta và trên thế giới.\n\nKẾT LUẬN\n\nTừ đó rút ra nhiều bài học.\n"
    assert record_of(text).type is None
    assert record_of("Số: 5/KL-TTr\n\nKẾT LUẬN\n\nVề việc thanh tra\n\nTừ đó rút ra nhiều bài học.\n").type == "ket-luan"


def test_a_title_in_capitals_ends_before_who_enacts_in_capitals() -> None:
    text = "CHÍNH PHỦ\nSố: 9/2021/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2021\nNGHỊ ĐỊNH\nQUY ĐỊNH MỨC LƯƠNG\nTỐI THIỂU\nCHÍNH PHỦ\nCăn cứ Luật Việc làm;\nĐiều 1. Mức lương\n"
    assert record_of(text).subject == "QUY ĐỊNH MỨC LƯƠNG TỐI THIỂU"


def test_a_page_s_own_title_does_not_stand_for_the_number_line() -> None:
    text = (
        "Official Dispatch No. 3068/BHXH dated October 1, 2021 on implementation\n\nVIETNAM SOCIAL SECURITY\nNo. 68/BHXH-CSXH\nOn implementation of a decision\n"
        "Hanoi, October 2, 2021\n\nTo: Provincial social security\n\nThe office requests all to comply with what follows.\n"
    )
    record = record_of(text)
    assert (record.number.norm, record.date.value, record.subject) == ("68/BHXH-CSXH", "2021-10-02", "On implementation of a decision")


@pytest.mark.parametrize(
    ("head", "name", "ident", "parent"),
    [
        ("UBND TỈNH ĐỒNG THÁP\nSỞ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", f"{MOLISA.replace('Bộ', 'Sở')} tỉnh Đồng Tháp", "so-ldtbxh@dong-thap", "Ủy ban nhân dân tỉnh Đồng Tháp"),
        ("UBND HUYỆN BÌNH SƠN\nPHÒNG NỘI VỤ", "Phòng Nội vụ huyện Bình Sơn", None, "Ủy ban nhân dân huyện Bình Sơn"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ QUẢNG NGÃI", "Ủy ban nhân dân thành phố Quảng Ngãi", None, None),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ ĐÀ NẴNG", "Ủy ban nhân dân thành phố Đà Nẵng", "ubnd@da-nang", None),
        ("ỦY BAN NHÂN DÂN\nXÃ BÌNH CHÂU", "Ủy ban nhân dân xã Bình Châu", None, None),
        ("ĐẢNG BỘ TỈNH QUẢNG NGÃI\nHUYỆN ỦY BÌNH SƠN\n*", "Huyện ủy Bình Sơn", None, None),
        ("TỈNH ỦY QUẢNG NGÃI\nBAN TỔ CHỨC\n*", "BAN TỔ CHỨC", None, "Tỉnh ủy Quảng Ngãi"),
        ("BAN CHỈ ĐẠO QUỐC GIA\nVỀ TÌM KIẾM LIỆT SĨ", "BAN CHỈ ĐẠO QUỐC GIA VỀ TÌM KIẾM LIỆT SĨ", None, None),
        ("MẪU SỐ 1", None, None, None),
    ],
)  # fmt: skip
def test_local_bodies_and_bodies_that_no_table_knows(head: str, name: str | None, ident: str | None, parent: str | None) -> None:
    record = record_of(f"{head}\nSố: 12/TB-XYZ\nNgày 5 tháng 6 năm 2023\nTHÔNG BÁO\nVề việc nghỉ lễ\n\nCác đơn vị nghỉ theo lịch.\n")
    assert (record.issuer.name, record.issuer.id, record.issuer.parent) == (name, ident, parent)


@pytest.mark.parametrize(
    ("line", "place", "date", "precision"),
    [
        ("Hà Nội, 12/03/2012", "Hà Nội", "2012-03-12", "day"),
        ("Ha Noi, ngay 05 thang 6 nam 2019", "Ha Noi", "2019-06-05", "day"),
        ("Hà Nội, ngày      tháng      năm 2024", "Hà Nội", "2024", "year"),
        ("Hà Nội, ngày … tháng … năm 2024", "Hà Nội", "2024", "year"),
        ("Thành phố Hồ Chí Minh, ngày 05 tháng 6 năm 2019", "Thành phố Hồ Chí Minh", "2019-06-05", "day"),
        ("Hà Nội, ngày 31 tháng 02 năm 2019", "Hà Nội", None, None),
    ],
)
def test_ways_to_print_place_and_date(line: str, place: str, date: str | None, precision: str | None) -> None:
    record = record_of(f"Số: 12/TB-XYZ\n{line}\nTHÔNG BÁO\nVề việc nghỉ lễ\n\nCác đơn vị nghỉ theo lịch.\n")
    assert (record.place, record.date.value, record.date.precision) == (place, date, precision)


def test_a_motion_has_a_heading_and_an_addressee() -> None:
    record = record_of(
        "BỘ NỘI VỤ\nSố: 77/TTr-BNV\nHà Nội, ngày 29 tháng 11 năm 2025\n\nTỜ TRÌNH\nVề việc ban hành Nghị định\n\nKính gửi: Chính phủ\n\nBộ trình Chính phủ dự thảo Nghị định như sau:\n"
    )
    assert (record.type, record.subject) == ("to-trinh", "Về việc ban hành Nghị định")
    assert [a.text for a in record.addressees] == ["Chính phủ"]


@pytest.mark.parametrize(
    ("stamp", "urgency", "secrecy"),
    [("HỎA TỐC", "hoa-toc", None), ("KHẨN", "khan", None), ("TỐI MẬT", None, "toi-mat"), ("GẤP", None, None)],
)
def test_stamps_are_no_part_of_the_subject(stamp: str, urgency: str | None, secrecy: str | None) -> None:
    record = record_of(
        f"BỘ NỘI VỤ\nSố: 45/BNV-TL\nV/v góp ý\n{stamp}\nHà Nội, ngày 3 tháng 4 năm 2025\n\nKính gửi: Bộ Tài chính\n\nĐề nghị góp ý./.\n"
    )
    assert (record.urgency is None, record.secrecy is None) == (urgency is None, secrecy is None)
    assert record.subject == ("góp ý" if urgency or secrecy else f"góp ý {stamp}")


def test_a_code_s_title_is_no_body() -> None:
    record = record_of("QUỐC HỘI\nBộ luật số: 45/2019/QH14\nBỘ LUẬT\nLAO ĐỘNG\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n")
    assert (record.type, record.subject) == ("bo-luat", "LAO ĐỘNG")


def test_a_joint_symbol_names_no_unit() -> None:
    record = record_of(
        "BỘ TÀI CHÍNH - BỘ Y TẾ\nSố: 13/2014/TTLT-BTC-BYT\nTHÔNG TƯ LIÊN TỊCH\nHướng dẫn chế độ\n\nCăn cứ Luật;\n\nĐiều 1. Phạm vi\n"
    )
    assert (record.issuer.name, record.unit) == ("Bộ Tài chính; Bộ Y tế", None)
