"""A damaged document gives the same record, or says that something is unclear. It never gives another value in silence."""

from __future__ import annotations

import pytest
from parsing import LETTER
from test_parse_documents import DOCUMENTS as WHOLE
from twins import DAMAGES

from builder.model import Record
from builder.parse.account import lost
from builder.parse.document import parse_document
from builder.parse.review import review
from builder.read.formats import original_of

DECISION = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 1563/QĐ-UBND
Sơn La, ngày 24 tháng 8 năm 2017

QUYẾT ĐỊNH
Về việc ban hành Kế hoạch trợ giúp xã hội trên địa bàn tỉnh

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;

QUYẾT ĐỊNH:

Điều 1. Ban hành Kế hoạch trợ giúp xã hội.

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Nơi nhận:
- Như Điều 2;
- Lưu: VT, VX.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Lê Thị Lan
"""
CIRCULAR = """BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 23/2017/TT-BLĐTBXH
Hà Nội, ngày 15 tháng 8 năm 2017

THÔNG TƯ
Hướng dẫn cấp giấy phép lao động qua mạng

Căn cứ Nghị định số 14/2017/NĐ-CP;

Điều 1. Phạm vi điều chỉnh

Thông tư này hướng dẫn thực hiện.

Điều 2. Hiệu lực thi hành

Thông tư này có hiệu lực từ ngày 02/10/2017.

Nơi nhận:
- Văn phòng Chính phủ;
- Lưu: VT, VL.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Trần Văn Minh
"""
DOCUMENTS = {"letter": LETTER, "decision": DECISION, "circular": CIRCULAR}
# Not those whose columns are already one line: a second flattening mixes them.
REAL_SHAPED = {d["name"]: d["text"] for d in WHOLE if d.get("form", "txt") == "txt" and "      " not in d["text"]}
# TCVN3 has one code for é and É: nobody can tell H'Bé from H'BÉ.
UNDECIDABLE = {("district plan without a letterhead line for the area", "legacy font")}


def parsed(text: str) -> tuple[Record, set[str]]:
    original, problems = original_of(text.encode(), "x.txt", "txt")
    assert original is not None
    record = parse_document(original, "x")
    assert not lost(record)
    return record, {p.code for p in (*problems, *review(record, "x.txt"))}


def values(record: Record) -> dict[str, object]:
    """What a reader trusts. Words are compared by their letters: a blank more or less is the damage itself."""
    signature = record.signature
    return {
        "number": record.number.norm,
        "type": record.type,
        "issuer": record.issuer.joint or record.issuer.id or record.issuer.name,
        "date": record.date.value,
        "place": record.place,
        "subject": "".join((record.subject or "").split()),
        "signatory": signature.name if signature else None,
        "effective": record.effective.start,
        "articles": [d.n for d in record.structure if d.kind == "dieu"],
    }


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_twin_is_the_same_or_says_so(document: str, damage: str) -> None:
    different, invented, warned = compared(DOCUMENTS[document], damage)
    assert not different or warned, different
    if damage not in ("dropped letters", "legacy font"):
        assert not invented, invented


@pytest.mark.parametrize("document", REAL_SHAPED)
def test_every_form_of_document_in_ten_damages(document: str) -> None:
    found = {damage: compared(REAL_SHAPED[document], damage) for damage in DAMAGES}
    silent = {damage: different for damage, (different, _, warned) in found.items() if different and not warned}
    assert {damage: what for damage, what in silent.items() if (document, damage) not in UNDECIDABLE} == {}


def compared(text: str, damage: str) -> tuple[dict[str, object], dict[str, object], bool]:
    """What differs, what of it is another value and not a lost one, and whether something new is said of it."""
    whole, quiet = parsed(text)
    twin, codes = parsed(DAMAGES[damage](text))
    different: dict[str, object] = {k: (v, values(twin)[k]) for k, v in values(whole).items() if values(twin)[k] != v}
    invented = {k: v for k, v in different.items() if values(twin)[k] not in (None, "", [])}
    return different, invented, bool(codes - quiet)


@pytest.mark.parametrize("damage", ["decomposed", "eth", "cyrillic", "no-break spaces", "runs split"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_harmless_damage_changes_nothing(document: str, damage: str) -> None:
    assert values(parsed(DAMAGES[damage](DOCUMENTS[document]))[0]) == values(parsed(DOCUMENTS[document])[0])


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_damages(damage: str) -> None:
    assert any(DAMAGES[damage](text) != text for text in DOCUMENTS.values())
