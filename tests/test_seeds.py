"""The first five documents and what must be read from them, exactly: the table this project began with."""

from __future__ import annotations

from typing import Any

import pytest
from test_golden import extracted

LETTER_2637 = "content/notices/2017/2017-2637-ldtbxh-htqt.txt"
ASEAN = "content/notices/2009/2009-12-18-molisa-hop-tac-asean-2010.txt"
CONFERENCE = "content/news/2015/2015-12-10-hoi-nghi-quan-he-doi-tac.txt"
INTEGRATION = "content/news/2019/2019-01-15-hoi-nhap-quoc-te-2018.txt"
BINH_SON = "content/notices/2024/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai.txt"


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {path: extracted(path) for path in (LETTER_2637, ASEAN, CONFERENCE, INTEGRATION, BINH_SON)}


@pytest.fixture(scope="module")
def merged() -> dict[str, dict[str, Any]]:
    return {path: extracted(path, "--merged") for path in (ASEAN, BINH_SON)}


@pytest.mark.parametrize(
    ("path", "kind", "type_", "number", "status", "date", "place", "issuer"),
    [
        (LETTER_2637, "document", "cong-van", "2637/LĐTBXH-HTQT", "present", "2017-06-28", "Hà Nội", "Bộ Lao động - Thương binh và Xã hội"),
        (ASEAN, "document", "cong-van", None, "absent", "2009-12-18", "Hà Nội", None),
        (CONFERENCE, "news", "tin", None, "absent", None, "Hà Nội", None),
        (INTEGRATION, "news", "tin", None, "absent", "2019-01-15", None, None),
        (BINH_SON, "document", "cong-van", None, "blank", "2024-03", "Bình Sơn", "Ủy ban nhân dân huyện Bình Sơn"),
    ],
)
def test_header(
    records: dict[str, dict[str, Any]], path: str, kind: str, type_: str, number: str | None, status: str, date: str | None,
    place: str | None, issuer: str | None,
) -> None:  # fmt: skip
    record = records[path]
    assert (record["kind"], record["type"], record["number"]["norm"], record["number"]["status"]) == (kind, type_, number, status)
    assert (record["date"]["value"], record["place"], record["issuer"]["name"]) == (date, place, issuer)


def test_every_value_has_evidence(records: dict[str, dict[str, Any]]) -> None:
    """What was read says where: the words at its place hold the value."""
    for record in records.values():
        held = {k for k in ("type", "issuer", "date", "subject") if _value(record, k) and record["kind"] == "document"}
        assert held <= set(record["evidence"]), record["id"]
        for entry in record["evidence"].values():
            start, end = entry["ev"]
            assert 0 <= start < end <= len(record["text"])
            assert entry["rule"]
            assert 0 < entry["confidence"] <= 1


def _value(record: dict[str, Any], field: str) -> object:
    value = record[field]
    return (value.get("value") or value.get("name")) if isinstance(value, dict) else value


# --- 2637/LĐTBXH-HTQT -------------------------------------------------------------------------------------------------------


def test_2637_issuer_comes_from_the_symbol(records: dict[str, dict[str, Any]]) -> None:
    record = records[LETTER_2637]
    assert record["issuer"]["inferred_from"] == "symbol"
    assert record["issuer"]["id"] == "vn-molisa"
    assert record["unit"]["code"] == "HTQT"
    assert record["subject"].startswith("đôn đốc triển khai Chiến lược hội nhập quốc tế theo Quyết định số 145/QĐ-TTg")
    assert record["signature"] is None


def test_2637_parties(records: dict[str, dict[str, Any]]) -> None:
    record = records[LETTER_2637]
    assert [a["text"] for a in record["addressees"]] == ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"]
    assert [(r["text"], r["purpose"]) for r in record["recipients"]] == [
        ("Như trên", None),
        ("Bộ trưởng", "report"),
        ("Văn phòng Chính phủ", "report"),
    ]
    assert (record["archive"]["codes"], record["archive"]["desk"], record["archive"]["printed"]) == (["VT", "HTQT"], "TH", "VT, HTQT(TH)")


def cited(record: dict[str, Any], number: str) -> dict[str, Any]:
    """The fullest mention of a number."""
    found = [c for c in record["citations"] if c["number"] == number]
    return max(found, key=lambda c: sum(c[k] is not None for k in ("type", "date", "issuer", "issuer_printed", "subject")))


def test_2637_citations(records: dict[str, dict[str, Any]]) -> None:
    record = records[LETTER_2637]
    strategy = next(c for c in record["citations"] if c["number"] == "145/QĐ-TTg" and c["zone"] == "body")
    assert (strategy["type"], strategy["date"], strategy["issuer"]) == ("quyet-dinh", "2016-01-20", "vn-pm")
    assert strategy["issuer_printed"] == "Thủ tướng Chính phủ"
    plan = cited(record, "1825/QĐ-LĐTBXH")
    assert (plan["type"], plan["date"], plan["issuer"]) == ("quyet-dinh", "2016-12-30", "vn-molisa")
    assert plan["issuer_printed"] == "Bộ trưởng Bộ Lao động - Thương binh và Xã hội"


def test_2637_defines_the_strategy_not_the_decision(records: dict[str, dict[str, Any]]) -> None:
    record = records[LETTER_2637]
    (term,) = record["defined_terms"]
    assert (term["term"], term["target_kind"]) == ("Chiến lược 145", "approved_instrument")
    target = next(c for c in record["citations"] if c["cid"] == term["target"])
    assert target["number"] == "145/QĐ-TTg"
    aliases = [c for c in record["citations"] if c["kind"] == "alias"]
    assert len(aliases) == 9
    assert all(c["number"] is None and c["name"].startswith("Chiến lược hội nhập quốc tế") for c in aliases)


def test_2637_personal_data(records: dict[str, dict[str, Any]]) -> None:
    (contact,) = records[LETTER_2637]["contacts"]
    assert contact["name"] == "Nguyễn Thị Yến"
    assert (contact["phone"], contact["fax"], contact["email"]) == ("024-3826 9522", "024-3825 4728", "yen.nt@icd-molisa.gov.vn")
    assert contact["publish"] is False


# --- the letter on ASEAN ----------------------------------------------------------------------------------------------------


def test_asean_type_is_what_the_text_calls_itself(records: dict[str, dict[str, Any]]) -> None:
    record = records[ASEAN]
    start, end = record["evidence"]["type"]["ev"]
    assert record["text"][start:end] == "công văn này"
    assert record["issuer"]["id"] is None
    assert record["subject"] == "triển khai các hoạt động hợp tác ASEAN trong lĩnh vực lao động và việc làm tại Bộ trong năm 2010"


def test_asean_addressees_each_under_its_full_name(records: dict[str, dict[str, Any]]) -> None:
    assert [a["text"] for a in records[ASEAN]["addressees"]] == [
        "Văn phòng Bộ",
        "Thanh tra Bộ",
        "Tổng cục Dạy nghề",
        "Trường Đại học lao động và xã hội",
        "Viện Khoa học Lao động và Xã hội",
        "Vụ Tổ chức Cán bộ",
        "Vụ Kế hoạch – Tài chính",
        "Vụ Bảo hiểm xã hội",
        "Vụ Lao động – Tiền lương",
        "Vụ Pháp chế",
        "Cục Việc làm",
        "Cục An toàn lao động",
        "Cục Quản lý lao động ngoài nước",
        "Trung tâm Phát triển quan hệ lao động",
        "Trung tâm thông tin",
    ]


def test_asean_issuer_is_an_editors(merged: dict[str, dict[str, Any]]) -> None:
    issuer = merged[ASEAN]["issuer"]
    assert (issuer["id"], issuer["name"], issuer["inferred_from"]) == ("vn-molisa", "Bộ Lao động - Thương binh và Xã hội", "sidecar")
    assert merged[ASEAN]["confirmed"] == ["issuer"]


# --- news -------------------------------------------------------------------------------------------------------------------


def test_conference(records: dict[str, dict[str, Any]]) -> None:
    record = records[CONFERENCE]
    assert record["title"]["vi"] == "Hội nghị tăng cường quan hệ đối tác trong lĩnh vực lao động và xã hội"
    assert (record["news"]["event_date"], record["news"]["timestamp"]) == ("2015-12-10", None)
    assert [(r["text"], r["kind"]) for r in record["residue"]] == [("Liên kết", "menu")]


def test_integration(records: dict[str, dict[str, Any]]) -> None:
    record = records[INTEGRATION]
    news = record["news"]
    assert (news["category"], news["timestamp"], news["agency"], news["author"]) == ("Thời sự", "2019-01-15T15:59", "LĐXH", "Minh Ngọc")
    assert [c["text"] for c in news["captions"]] == [
        "Vụ trưởng Vụ Hợp tác quốc tế Nguyễn Mạnh Cường báo cáo kết quả công tác đối ngoại của Bộ năm 2018 và phương hướng, mục tiêu năm 2019",
        "Thứ trưởng Lê Quân phát biểu tại Hội nghị",
        "Toàn cảnh Hội nghị",
    ]
    running = [n["text"] for n in record["body"] if n["kind"] == "paragraph"]
    assert len(running) == 8
    assert not any("Toàn cảnh Hội nghị" in text for text in running)


def test_integration_citations(records: dict[str, dict[str, Any]]) -> None:
    record = records[INTEGRATION]
    party = cited(record, "06-NQ/TW")
    assert (party["type"], party["date"], party["issuer"]) == ("nghi-quyet", "2016-11-05", "vn-cpv-cc")
    congress = next(c for c in record["citations"] if c["printed"] == "Nghị quyết Đại hội Đảng XII")
    assert (congress["kind"], congress["number"]) == ("named", None)
    draft = next(c for c in record["citations"] if c["printed"] == "Bộ Luật lao động")
    assert draft["draft"] is True
    assert draft["number"] is None


# --- Bình Sơn ---------------------------------------------------------------------------------------------------------------


def test_binh_son_header(records: dict[str, dict[str, Any]]) -> None:
    record = records[BINH_SON]
    assert record["number"]["printed"] == "Số: /UBND-VX"
    assert record["date"]["precision"] == "month"
    assert record["subject"] == "triển khai vận động lao động tham gia đi làm việc ở nước ngoài theo hợp đồng năm 2024"
    assert len(record["addressees"]) == 5
    assert len(record["recipients"]) == 7
    signature = record["signature"]
    assert (signature["authority"], signature["on_behalf"], signature["title"], signature["name"]) == (
        "KT.",
        "CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Phạm Quang Sự",
    )


@pytest.mark.parametrize(
    ("number", "type_", "date", "printed_issuer"),
    [
        ("814/SLĐTBXH-LĐVL&GDNN", "cong-van", "2024-03-14", "Sở Lao động–Thương binh và Xã hội"),
        ("258/QĐ-UBND", "quyet-dinh", "2024-02-27", None),
        ("20-CT/TW", "chi-thi", "2022-12-12", "Ban Bí thư Trung ương Đảng"),
        ("176-KH/TU", "ke-hoach", "2023-02-27", "Tỉnh uỷ"),
        ("63/KH-UBND", "ke-hoach", "2023-03-21", "UBND tỉnh"),
        ("526/QĐ-UBND", "quyet-dinh", None, "UBND huyện"),
    ],
)
def test_binh_son_citations(
    records: dict[str, dict[str, Any]], number: str, type_: str, date: str | None, printed_issuer: str | None
) -> None:
    found = cited(records[BINH_SON], number)
    assert (found["type"], found["date"], found["issuer_printed"]) == (type_, date, printed_issuer)


@pytest.mark.parametrize(("alias", "number"), [("Chỉ thị số 20", "20-CT/TW"), ("Kế hoạch số 176", "176-KH/TU")])
def test_binh_son_aliases(records: dict[str, dict[str, Any]], alias: str, number: str) -> None:
    found = next(c for c in records[BINH_SON]["citations"] if c["printed"] == alias)
    assert (found["kind"], found["number"]) == ("alias", number)


def test_binh_son_deadlines(records: dict[str, dict[str, Any]]) -> None:
    assert [(d["date"], d["who"], d["what"], d["to"]) for d in records[BINH_SON]["deadlines"]] == [
        ("2024-12-10", "UBND các xã, thị trấn", "báo cáo", "UBND huyện"),
        ("2024-12-15", "Phòng Lao động – Thương binh và Xã hội", "báo cáo", "Sở Lao động – Thương binh và Xã hội"),
    ]


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        ("814/SLĐTBXH-LĐVL&GDNN", "so-ldtbxh@quang-ngai"),
        ("258/QĐ-UBND", "ubnd@quang-ngai"),
        ("176-KH/TU", "tinh-uy@quang-ngai"),
        ("63/KH-UBND", "ubnd@quang-ngai"),
        ("526/QĐ-UBND", "ubnd@quang-ngai.binh-son"),
    ],
)
def test_binh_son_province_settles_whose_documents_are_cited(merged: dict[str, dict[str, Any]], number: str, issuer: str) -> None:
    """The province is the editor's word; 258 is the province's, cited through its Sở, and not the district's."""
    record = merged[BINH_SON]
    assert record["issuer"]["id"] == "ubnd@quang-ngai.binh-son"
    assert cited(record, number)["issuer"] == issuer


def test_without_the_editor_no_area_is_guessed(records: dict[str, dict[str, Any]]) -> None:
    for number in ("814/SLĐTBXH-LĐVL&GDNN", "258/QĐ-UBND", "176-KH/TU", "63/KH-UBND", "526/QĐ-UBND"):
        assert cited(records[BINH_SON], number)["issuer"] is None
