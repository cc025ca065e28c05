"""Plain files in every encoding that ministries have used in twenty-five years, and bytes that are in none."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.read import charsets
from builder.read.encoding import Decoded, decode
from builder.read.syllable import legal, share

LETTER = """Cộng hoà xã hội chủ nghĩa Việt Nam
Độc lập - Tự do - Hạnh phúc
Số: 12/QĐ-BLĐTBXH
QUYẾT ĐỊNH
Kính gửi: các tỉnh, đề nghị thực hiện trước ngày 30 tháng 4.
Người lao động đi làm việc ở nước ngoài; ký quỹ, đường thuỷ, quyết định, nghĩa vụ, ưu đãi, vở kịch, ẩm ướt."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def abc(text: str) -> str:
    """As somebody typed it with an ABC font: small letters with a mark for capitals too."""
    signs = {chr(code): letter for code, letter in charsets._TCVN3.items() if code != 0x2212}
    table = {letter: sign for sign, letter in signs.items()}
    return "".join(table.get(c) or table.get(c.lower()) or c for c in text)


def vni(text: str) -> str:
    seconds = {mark: sign for sign, mark in charsets._VNI_SECOND.items()}
    singles = {letter: sign for sign, letter in charsets._VNI_SINGLE.items()}
    return "".join(_vni_letter(c, seconds, singles) for c in text)


def _vni_letter(c: str, seconds: dict[str, str], singles: dict[str, str]) -> str:
    def cased(sign: str) -> str:
        return sign.upper() if c.isupper() else sign

    if c.lower() in singles:
        return cased(singles[c.lower()])
    parts = unicodedata.normalize("NFD", c.lower())
    if len(parts) == 1:
        return c
    horned = parts[0] + ("\u031b" if "\u031b" in parts else "")
    base = unicodedata.normalize("NFC", horned)
    hat = "".join(m for m in parts[1:] if m in "\u0302\u0306")
    tone = "".join(m for m in parts[1:] if m in _TONES)
    return cased(singles.get(base, base)) + (cased(seconds[hat + tone]) if hat + tone else "")


def cp1258(text: str) -> bytes:
    out = []
    for c in text:
        parts = unicodedata.normalize("NFD", c)
        tone = "".join(m for m in parts if m in _TONES)
        out.append(unicodedata.normalize("NFC", "".join(m for m in parts if m not in _TONES)) + tone)
    return "".join(out).encode("cp1258")


def windows(text: str) -> bytes:
    return text.translate({ord(v): k for k, v in charsets._WINDOWS.items()}).encode("latin-1")


ENCODED = {
    "utf-8": LETTER.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + LETTER.encode(),
    "utf-16 with a mark": LETTER.encode("utf-16"),
    "utf-16-le": LETTER.encode("utf-16-le"),
    "utf-16-be": LETTER.encode("utf-16-be"),
    "carriage returns": LETTER.replace("\n", "\r\n").encode(),
    "decomposed": unicodedata.normalize("NFD", LETTER).encode(),
    "cp1258": cp1258(LETTER),
    "tcvn3": windows(abc(LETTER)),
    "tcvn3 in utf-8": abc(LETTER).encode(),
    "vni": windows(vni(LETTER)),
    "vni in utf-8": vni(LETTER).encode(),
    "utf-8 read as windows-1252": charsets.as_windows(LETTER.encode()).encode(),
    "a TCVN3 headline over Unicode": (abc("Thực tiễn sử dụng luật") + "\n" + LETTER).encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_one_text_from_every_encoding(name: str) -> None:
    found = decode(ENCODED[name])
    assert isinstance(found, Decoded)
    assert found.text.endswith(LETTER)
    assert found.text.removesuffix(LETTER) in ("", "Thực tiễn sử dụng luật\n")


def test_viqr() -> None:
    found = decode(b"Bo^. Lao ddo^.ng - Thu+o+ng binh va` Xa~ ho^.i. Ddie^`u 1. Nghi. ddi.nh na`y co' hie^.u lu+.c.")
    assert isinstance(found, Decoded)
    assert found.text == "Bộ Lao động - Thương binh và Xã hội. Điều 1. Nghị định này có hiệu lực."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (bytes(range(256)) * 4, "no text at all"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 90, "a picture"),
        ("Żółć i gęś, źdźbło, ćma, łąka, ńeść".encode("cp1250"), "another country's encoding"),
        (b"abc\xc3", "cut within a letter"),
        ("Đề nghị báo cáo kết quả trước ngày quy định của Ủy ban nhân dân".encode() + b"\xff\xc3\xff", "UTF-8 with broken bytes in it"),
    ],
)
def test_what_is_in_no_known_encoding_gets_a_code(data: bytes, why: str) -> None:
    assert decode(data) == "S104", why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (windows(abc("Thực")), "TCVN3 or CP1258: legal in both"),
        (windows(abc("- Bộ")), "the same"),
        (windows(abc("- Lưu: VT.")), "one letter that CP1258 has as a soft hyphen, and not another word to tell"),
        ("SÃ£o Paulo e BrasÃ\u00adlia".encode(), "misread UTF-8 of another language"),
        (charsets.as_windows(charsets.as_windows("Bộ Lao động".encode()).encode()).encode(), "misread twice"),
        ((abc("Thường trực Huyện ủy") + "\nZażółć gęślą jaźń").encode(), "some lines in TCVN3, others in no set"),
        (vni("ký").encode(), "a single word that is none in Unicode"),
    ],
)
def test_what_could_be_two_things_gets_a_code(data: bytes, why: str) -> None:
    assert decode(data) == "S104", why


@pytest.mark.parametrize("text", ["Để đạt được những kết quả", "Đã ký", "Kính gửi: Ủy ban nhân dân tỉnh"])
@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark_are_read_in_their_order(text: str, order: str) -> None:
    found = decode(text.encode(order))
    assert isinstance(found, Decoded)
    assert found.text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Ki'nh gu+?i: DDe^?", "Kính gửi: Để"),
        (b"chi'nh tri. - xa~ ho^.i cu?a Vu. Ho+.p ta'c quo^'c te^'", "chính trị - xã hội của Vụ Hợp tác quốc tế"),
        (b"ho^m nay. Bo^. Lao ddo^.ng", "hôm nay. Bộ Lao động"),
        (b"- Pho`ng Lao ddo^.ng", "- Phòng Lao động"),
        (b"U?y ban lie^n Chi'nh phu?/ ho^~n ho+.p (*ba'o ca'o*), tho+`i su+.", "Ủy ban liên Chính phủ/ hỗn hợp (*báo cáo*), thời sự"),
        (b"ho^.p thu+: yen@molisa.gov.vn, www.moha.gov.vn", "hộp thư: yen@molisa.gov.vn, www.moha.gov.vn"),
        (b"schema(table) of f(a(b)) and C++; a^2 + b^2", "schema(table) of f(a(b)) and C++; a^2 + b^2"),
    ],
)
def test_points_and_signs_of_viqr(data: bytes, text: str) -> None:
    found = decode(data)
    assert isinstance(found, Decoded)
    assert found.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Đại sứ José Muñoz dự Hội nghị tại Hà Nội.",
        "Meeting in English only, café",
        "§ 5 of the Act",
        "hoà, uỷ, hòa, ủy",
        "Việt Nam – Châu Âu © 2019",
    ],
)
def test_good_text_is_never_repaired(text: str) -> None:
    found = decode(text.encode())
    assert isinstance(found, Decoded)
    assert (found.text, found.normalisation.edits) == (text, ())


def test_repairs_are_listed_with_their_place() -> None:
    found = decode(("Đúng rồi.\n" + abc("Độc lập tự do hạnh phúc")).encode())
    assert isinstance(found, Decoded)
    (edit,) = found.normalisation.edits
    offset, before, after = edit
    assert found.text[offset:] == after == "Độc lập tự do hạnh phúc"
    assert before == abc(after)


@pytest.mark.parametrize(
    ("word", "is_legal"),
    [
        ("Quyết", True),
        ("hoà", True),
        ("hòa", True),
        ("nghiêng", True),
        ("giữa", True),
        ("®éng", False),
        ("§iÒu", False),
        ("Ã¡", False),
        ("kềt́", False),
    ],
)
def test_legal_syllables(word: str, is_legal: bool) -> None:
    assert legal(word) is is_legal


def test_the_share_tells_right_from_wrong() -> None:
    assert share(LETTER)[0] == 1.0
    assert share(abc(LETTER))[0] < 0.3
    assert share(vni(LETTER))[0] < 0.5


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_code(data: bytes) -> None:
    found = decode(data)
    assert found == "S104" or isinstance(found, Decoded)
