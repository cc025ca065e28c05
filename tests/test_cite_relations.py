"""Relations that a document's own words state: a table of sentences, with as many that state none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from citing import cited, record

from builder.model import Citation, Record

BODY = [
    ("Căn cứ Nghị định số 1/2020/NĐ-CP;", ["self based_on 1/2020/NĐ-CP"]),
    ("Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;", ["self based_on Bộ luật Lao động"]),
    (
        "Căn cứ Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2021/NĐ-CP của Chính phủ;",
        ["self based_on 1/2020/NĐ-CP", "self based_on 2/2021/NĐ-CP"],
    ),
    ("Căn cứ quy định tại Thông tư số 3/2020/TT-BTC, đơn vị lập dự toán.", ["self based_on 3/2020/TT-BTC"]),
    ("Thực hiện Chỉ thị số 16/CT-TTg ngày 31/3/2020, Bộ yêu cầu các đơn vị.", ["self implements 16/CT-TTg"]),
    ("Triển khai thực hiện Kế hoạch số 4/KH-UBND ngày 02/01/2020 của UBND tỉnh;", ["self implements 4/KH-UBND"]),
    ("Trả lời Công văn số 5/STC-NS ngày 03/3/2020 của Sở Tài chính, Bộ có ý kiến:", ["self replies_to 5/STC-NS"]),
    ("Phúc đáp công văn số 6/SNV-TC, Bộ có ý kiến như sau:", ["self replies_to 6/SNV-TC"]),
    ("Bộ Nội vụ nhận được Công văn số 7/SNV-TC về việc xếp lương.", ["self replies_to 7/SNV-TC"]),
    ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 8/TTr-SNV ngày 04/4/2018;", ["self proposed_by 8/TTr-SNV"]),
    ("Thông tư này thay thế Thông tư số 9/2010/TT-BTC.", ["self replaces 9/2010/TT-BTC"]),
    ("Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 10/QĐ-BTC.", ["self replaces 10/QĐ-BTC"]),
    (
        "Thông tư này thay thế Thông tư số 9/2010/TT-BTC ngày 02/02/2010, Thông tư số 11/2011/TT-BTC.",
        ["self replaces 9/2010/TT-BTC", "self replaces 11/2011/TT-BTC"],
    ),
    ("Bãi bỏ Quyết định số 12/QĐ-BTC và Quyết định số 13/QĐ-BTC.", ["self repeals 12/QĐ-BTC", "self repeals 13/QĐ-BTC"]),
    ("Thông tư số 14/2012/TT-BTC hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", ["self repeals 14/2012/TT-BTC"]),
    ("Điều 1. Đính chính lỗi kỹ thuật tại Thông tư số 9/2010/TT-BTC như sau:", ["self corrects 9/2010/TT-BTC"]),
    ("Do sơ suất trong khâu soạn thảo, Bộ xin đính chính Công văn số 5/BTC-TCT như sau.", ["self corrects 5/BTC-TCT"]),
    ("1. Đính chính nội dung tại điểm a khoản 2 Điều 3 Thông tư số 9/2010/TT-BTC như sau:", ["self corrects 9/2010/TT-BTC"]),
    # what one cited document says of another
    ("Kế hoạch số 63/KH-UBND về triển khai thực hiện Kế hoạch số 176-KH/TU được ban hành.", ["c1 implements 176-KH/TU"]),
    ("Quyết định số 15/QĐ-TTg phê duyệt Chiến lược việc làm đến năm 2030 nêu rõ.", ["c1 approves Chiến lược việc làm 2030"]),
    # nothing is stated
    ("Công văn số 5/STC-NS về triển khai Công văn số 5/STC-NS đã gửi.", []),
    ("Theo Nghị định số 1/2020/NĐ-CP, người lao động được hưởng chế độ.", []),
    ("Việc thay thế Thông tư số 9/2010/TT-BTC đang được nghiên cứu.", []),
    ("Bãi bỏ khoản 2 Điều 3 Thông tư số 9/2010/TT-BTC.", []),
    ("Bãi bỏ Thông tư số 8/2010/TT-BTC và Điều 3 Thông tư số 9/2010/TT-BTC.", ["self repeals 8/2010/TT-BTC"]),
    ("“Thông tư này thay thế Thông tư số 9/2010/TT-BTC.”", []),
    ("Điều 5 Thông tư số 9/2010/TT-BTC hết hiệu lực.", []),
    ("Nội dung này đã được đính chính tại Công văn số 5/BTC-TCT.", []),
    ("Đính chính khoản 2 Điều 3 theo đề nghị tại Công văn số 5/BTC-TCT.", []),
    ("Đề nghị cơ quan ban hành đính chính Công văn số 5/BTC-TCT.", []),
    ("Hồ sơ theo Thông tư số 9/2010/TT-BTC nộp trước ngày hết hiệu lực.", []),
    ("Luật số 16/2012/QH13 được sửa đổi, bổ sung bởi Luật số 17/2014/QH13 quy định rõ.", []),
    ("Người sử dụng lao động căn cứ Nghị định số 1/2020/NĐ-CP để trả lương.", []),
    ("Kế hoạch số 63/KH-UBND có nhắc tới Chỉ thị số 16/CT-TTg.", []),
]
TITLES = [
    ("Quy định chi tiết một số điều của Luật Việc làm", ["self details Luật Việc làm"]),
    ("hướng dẫn thực hiện Nghị định số 1/2020/NĐ-CP", ["self guides 1/2020/NĐ-CP"]),
    ("SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 1/2020/NĐ-CP", ["self amends 1/2020/NĐ-CP"]),
    (
        "Sửa đổi, bổ sung một số điều của Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2021/NĐ-CP",
        ["self amends 1/2020/NĐ-CP", "self amends 2/2021/NĐ-CP"],
    ),
    ("Bãi bỏ Thông tư số 9/2010/TT-BTC", ["self repeals 9/2010/TT-BTC"]),
    ("V/v đính chính Thông tư số 9/2010/TT-BTC", ["self corrects 9/2010/TT-BTC"]),
    ("Đính chính một số lỗi kỹ thuật tại Nghị định số 1/2020/NĐ-CP", ["self corrects 1/2020/NĐ-CP"]),
    ("V/v đính chính văn bản", []),
    ("V/v Thông tư số 9/2010/TT-BTC được đính chính bởi Quyết định số 12/QĐ-BTC", []),
    ("V/v đôn đốc triển khai Chiến lược hội nhập theo Quyết định số 145/QĐ-TTg", ["self implements 145/QĐ-TTg"]),
    ("V/v góp ý dự thảo thay Nghị định số 1/2020/NĐ-CP", []),
    ("V/v vướng mắc khi áp dụng Nghị định số 1/2020/NĐ-CP", []),
]


def stated(source: Record) -> list[str]:
    by_cid: dict[str, Citation] = {c.cid: c for c in source.citations}
    return [f"{r.source} {r.type} {by_cid[r.target].number or by_cid[r.target].name}" for r in source.relations]


@pytest.mark.parametrize(("sentence", "expected"), BODY, ids=lambda v: str(v)[:60])
def test_body_states(sentence: str, expected: list[str]) -> None:
    assert stated(cited(record(sentence))) == expected


@pytest.mark.parametrize(("title", "expected"), TITLES, ids=lambda v: str(v)[:60])
def test_title_states(title: str, expected: list[str]) -> None:
    assert stated(cited(record("Nội dung.", subject=title))) == expected


def test_relation_is_shown_by_its_sentence() -> None:
    source = cited(record("Căn cứ Luật Việc làm; theo đề nghị khác.", "Có lý do. Thông tư này thay thế Thông tư số 9/2010/TT-BTC. Hết."))
    shown = [source.text[r.span.start : r.span.end] for r in source.relations if r.span]
    assert shown == ["Căn cứ Luật Việc làm", "Thông tư này thay thế Thông tư số 9/2010/TT-BTC"]


def test_one_relation_is_said_once() -> None:
    text = "Căn cứ Luật Việc làm năm 2013;"
    assert stated(cited(record(text, text))) == ["self based_on Luật Việc làm"]


def listed(*lines: tuple[str, str]) -> list[str]:
    """What an article states whose parts stand in paragraphs of their own: (id, text)."""
    source = record(*(text for _, text in lines), type="thong-tu")
    body = tuple(replace(node, id=ident) for node, (ident, _) in zip(source.body, lines, strict=True))
    return [f"{r.type} {citation(found, r.target)}" for found in [cited(replace(source, body=body))] for r in found.relations]


def citation(found: Record, cid: str) -> str | None:
    return next(c.number for c in found.citations if c.cid == cid)


def test_documents_listed_under_an_article_that_ends_them() -> None:
    article = "Bãi bỏ toàn bộ 2 văn bản quy phạm pháp luật do Bộ trưởng Bộ Y tế ban hành"
    first, second = "Quyết định số 37/QĐ-BYT ngày 29/01/1992 về tiêu chuẩn.", "Thông tư số 5/2001/TT-BYT sửa đổi Quyết định số 37/QĐ-BYT."
    assert listed(("d1", article), ("d1.k1", first), ("d1.k2", second), ("d2", "Thông tư số 9/2020/TT-BYT có hiệu lực.")) == [
        "repeals 37/QĐ-BYT",
        "repeals 5/2001/TT-BYT",
    ]
    assert listed(("d2.k3", "Thông tư này thay thế các văn bản sau đây:"), ("d2.k3.a", first)) == ["replaces 37/QĐ-BYT"]


def test_parts_that_are_ended_end_no_document() -> None:
    part = "Khoản 9 Điều 2 của Nghị định số 20/2011/NĐ-CP."
    assert listed(("d1", "Bãi bỏ các quy định sau đây:"), ("d1.k1", part)) == []
    assert listed(("d1", "Bãi bỏ các văn bản sau đây:"), ("d1.k1", part)) == []
    assert listed(("d1", "Các văn bản sau đây còn hiệu lực:"), ("d1.k1", "Nghị định số 20/2011/NĐ-CP.")) == []
    assert listed(("pl1.d1", "Bãi bỏ các văn bản sau đây:"), ("pl1.d1.k1", "Nghị định số 20/2011/NĐ-CP.")) == []
