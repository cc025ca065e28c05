"""One analysis in two languages of code: shared vectors, in Python here and in Chromium in test_search_engine.py."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from search_documents import load

from builder.search.analysis import number_keys, words
from builder.search.dates import dates, mentioned
from builder.search.porter import stem
from builder.search.postings import decode, encode, read_varint, varint
from builder.search.query import parse
from builder.search.splices import edited
from builder.search.suggestions import write

VECTORS = load("search_analysis.json")


@pytest.mark.parametrize(("text", "expected"), VECTORS["words"])
def test_words(text: str, expected: list[list[object]]) -> None:
    assert [[w.key, [ord(c) for c in w.marks]] for w in words(unicodedata.normalize("NFC", text))] == expected


@pytest.mark.parametrize(("word", "expected"), VECTORS["stems"])
def test_stems_as_lunr(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(("number", "expected"), VECTORS["numbers"])
def test_number_keys(number: str, expected: list[str]) -> None:
    assert [k for k, _ in number_keys(number)] == expected


@pytest.mark.parametrize(("text", "expected"), VECTORS["dates"])
def test_dates(text: str, expected: list[str]) -> None:
    assert [k for _, _, k in dates(words(text))] == expected


@given(st.text(alphabet="aâăeêioôơuưyđdqhoàáảãạằấệỗợửỳ QU\u0300\u0301", max_size=30))
def test_nfd_and_nfc_are_one(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [(r.key, r.marks) for run in parse(composed).runs for r in run] == [
        (r.key, r.marks) for run in parse(decomposed).runs for r in run
    ]


@given(st.text(max_size=300))
def test_any_text_is_a_query(text: str) -> None:
    parse(text)


@pytest.mark.parametrize("word", ["được", "hòa", "nghiệp", "thủy", "xã", "động", "ưu"])
def test_a_word_is_written_again_from_key_and_marks(word: str) -> None:
    (w,) = words(word)
    assert write(w.key, w.marks) == word


@given(st.integers(0, 2**40))
def test_varint(n: int) -> None:
    assert read_varint(varint(n), 0) == (n, len(varint(n)))


@given(st.dictionaries(st.integers(0, 2_999), st.integers(1, 15), min_size=1), st.sampled_from([3_000, 30_000, 3_000_000]))
@example({1_000: 3}, 30)
@example({0: 1, 255: 2, 511: 3, 1_500: 4, 2_999: 5}, 300)
def test_postings_come_back(pairs: dict[int, int], size: int) -> None:
    rows = sorted(pairs.items())
    assert decode(encode([o for o, _ in rows], [n for _, n in rows], size), len(rows), size) == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thực hiện Quyết định số 145/QĐ-TTg ngày 20/01/2016, trước ngày 5 tháng 12 năm 2009", {"@2016-01-20", "@2009-12-05"}),
        ("trong tháng 3/2024 và tháng Sáu năm 2017", {"@2024-03", "@2017-06"}),
        ("On 20 January 2016, in June 2017", {"@2016-01-20", "@2017-06"}),
        ("03/2009/TT-BNG, giai đoạn 2016-2020, 1/1/20170, quý 2/2017, năm 2017", set()),
    ],
)
def test_days_and_months_that_a_text_mentions(text: str, expected: set[str]) -> None:
    assert mentioned(text) == expected


@given(
    st.dictionaries(st.integers(0, 399), st.integers(1, 15)),
    st.sets(st.integers(0, 399), max_size=9),
    st.dictionaries(st.integers(0, 399), st.integers(1, 15), max_size=9),
    st.sampled_from([400, 2_000, 40_000]),
)
def test_a_list_that_is_edited_is_the_one_written_anew(before: dict[int, int], gone: set[int], come: dict[int, int], size: int) -> None:
    after = {n: level for n, level in before.items() if n not in gone} | come
    assert edited(_list(before, size), size, gone, come) == _list(after, size)


def _list(rows: dict[int, int], size: int) -> tuple[int, bytes]:
    numbers = sorted(rows)
    return len(rows), encode(numbers, [rows[n] for n in numbers], size) if rows else b""
