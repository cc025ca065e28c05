"""Quick looks before slow searches change no result: each is held against the search alone, over texts made of what it looks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from builder import grammar, text
from builder.parse import contacts
from builder.read import repairs, syllable

PARTS = [
    *"0123456789", *" ./-–,:;()@+", "\n", "  ", "ngày ", "Ngày", " tháng ", "THÁNG", " năm ", "20", "2024", "12/3", "số ", "145", "QĐ-TTg",
    "06-NQ/TW", " 518-TTg ", " 20/4/2021 ", "ngày 15/1", "/", "LĐTBXH", "điện thoại ", "Fax", "0912 345 678", "001203004117", "CCCD ", "số tài khoản ", "an@", "example.org", " AT ",
    "(at)", "a còng", " dot ", "ông Nguyễn Văn A ", "hoà", "uỷ", "quý", "khoản", "toàn", "oặ", "Ð", "đ", "ð", "\u0300", "\u0309", "o\u0323", "A", "а",
    "０", "／", "\u00a0", "\u00ad", "\u200b", "\x07", "ĐIỀU", "Lao động", "Ã£", "café", "ñ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_letters(given_text: str) -> None:
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", given_text.lower()))
    assert text.fold(given_text) == unicodedata.normalize("NFC", bare.replace("đ", "d").replace("ð", "d"))
    assert text.plain_letters(given_text) == given_text.translate(text.LOOKALIKES)
    assert text.collapse(given_text) == re.sub(r"\s+", " ", given_text).strip()
    apart = unicodedata.normalize("NFD", given_text)
    moved = text._OLD_TONE.sub(lambda m: f"{m[1]}{m[3]}{m[2]}" if m[1] else f"{m[4]}{m[6]}{m[5]}", apart)
    assert text.same_tone(given_text) == unicodedata.normalize("NFC", moved)
    assert repairs.has_odd(given_text) == (repairs._LETTERS.search(given_text) is not None)
    assert syllable.all_legal(given_text) == all(map(syllable.legal, syllable.marked(given_text)))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_dates_and_numbers(given_text: str) -> None:
    assert list(grammar.dates(given_text)) == [d for m in grammar.DATE.finditer(given_text) if (d := grammar._date(m))]
    found = grammar.NUMBER.finditer(given_text.translate(text.LOOKALIKES))
    expected = [m.span() for m in found if grammar._plausible(grammar._number(m, m[0]))]
    assert [(f.span.start, f.span.end) for f in grammar.numbers(given_text)] == expected


def _slowly(plain: str, named: bool) -> Iterator[tuple[int, int]]:
    patterns = (*contacts._BY_FORM, *(contacts._WITH_A_NAME if named else ()))
    yield from (m.span() for _, pattern in patterns for m in pattern.finditer(plain))


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.booleans())
def test_personal_details(given_text: str, named: bool) -> None:
    """What a pattern finds is never hidden by the look before it, where there are figures enough or an e-mail (as before)."""
    plain = given_text.translate(contacts._PLAIN)
    assert contacts._plain(given_text) == plain
    enough = contacts._SIX.search(plain) or contacts._has_mail(plain)
    if enough and any(True for _ in _slowly(plain, named)):
        assert contacts._may_have(plain)
        assert contacts._details(given_text, named)
