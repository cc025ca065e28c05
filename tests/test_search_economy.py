"""What a question spares: lists and files that say little. Asked through the Python reader; the engine is held to the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.search.entry import Entry, Passage
from builder.search.index import build
from builder.search.reader import Index, open_index
from builder.search.wants import Want

COMMON = "người lao động được trợ cấp"


def _entries() -> Iterator[Entry]:
    """Fifty documents that share five words, each with one of its own; one is in English."""
    for i in range(50):
        yield Entry(f"d{i}", passages=(Passage("p1", "vi", f"{COMMON} lần {'abcdeghikl'[i % 10]}{'aeiou'[i // 10]}nh của tỉnh"),))
    yield Entry("en", passages=(Passage("p1", "en", "the ministry can come to the province"),))


@pytest.fixture
def middling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    monkeypatch.setattr("builder.search.places.STEPPED", 0)
    monkeypatch.setattr("builder.search.folder.LISTS", 0)
    build(_entries(), tmp_path)
    return open_index(tmp_path)


def _wants(index: Index, query: str) -> list[Want]:
    asked: list[Want] = []
    group = index._lookup.group
    index._lookup.group = lambda want: (asked.append(want), group(want))[1]  # type: ignore[method-assign, func-returns-value]
    index.search(query)
    return asked


def _words(index: Index, query: str) -> list[str]:
    return [a.key for w in _wants(index, query) if w.kind != "pair" for a in w.asks]


def test_a_long_question_leaves_common_words_to_their_pairs(middling: Index) -> None:
    assert _words(middling, "người lao động được trợ cấp gianh") == ["nguoi", "gianh"]  # nobody looks for a pair before the first


@pytest.mark.parametrize("query", ["lao động được trợ cấp gianh", f'"{COMMON} lần banh"'])
def test_a_short_one_and_a_phrase_do_not(middling: Index, query: str) -> None:
    assert {"dong", "duoc", "tro", "cap"} <= set(_words(middling, query))


def test_the_middle_is_no_word_if_only_a_word_that_asks_is_beside_it(middling: Index) -> None:
    assert "lao" in _words(middling, "thế nào lao động được trợ cấp banh")


def test_a_long_question_without_marks_is_not_asked_in_english_too(middling: Index) -> None:
    assert not [k for k in _words(middling, "can bo tinh hoi lao dong tro cap") if k[0] == "~"]
    assert "~bo" in _words(middling, "can bo tinh hoi lao")
    assert "~ministri" in _words(middling, "ministry bo tinh hoi lao dong tro cap")


def test_a_small_archive_spares_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.search.places.STEPPED", 0)
    build(_entries(), tmp_path)
    assert {"lao", "dong"} <= set(_words(open_index(tmp_path), "người lao động được trợ cấp gianh"))


def _read(index: Index, query: str) -> tuple[list[str], list[str]]:
    """(ids that answer, files that were read for it)."""
    read: list[str] = []
    shelves = index._shelves
    for name in ("record", "postings"):
        inner = getattr(shelves, name)

        def noted(what: object, inner: object = inner) -> object:
            read.append(f"record {what}" if isinstance(what, int) else getattr(what, "file", ""))
            return inner(what)  # type: ignore[operator]

        setattr(shelves, name, noted)
    return [h.id for h in index.search(query).hits], [r for r in read if r]


@pytest.mark.parametrize("query", ['"động người"', '"gianh lần"', '"lao động tỉnh"'])
def test_a_phrase_with_a_pair_that_no_document_has_reads_no_text(tmp_path: Path, query: str) -> None:
    build(_entries(), tmp_path)
    assert _read(open_index(tmp_path), query) == ([], [])


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Index:
    for name, value in (("places.STEPPED", 0), ("places.FILE", 100), ("folder.LARGE", 0), ("folder.LIST_INSIDE", 4)):
        monkeypatch.setattr(f"builder.search.{name}", value)
    build(_entries(), tmp_path)
    return open_index(tmp_path)


def test_a_phrase_that_few_documents_can_have_reads_no_long_list(large: Index) -> None:
    found, files = _read(large, f'"{COMMON} lần bonh"')
    assert (found, len(files)) == (["d31"], 1)


def test_a_phrase_of_common_words_still_does(large: Index) -> None:
    found, files = _read(large, f'"{COMMON}"')
    assert len(found) == 10
    assert [f for f in files if f.startswith("p/")]


def test_a_phrase_opens_a_bounded_number_of_files(large: Index) -> None:
    words = " ".join(f"{a}{b}nh" for a in "bcdghkl" for b in "aei")
    opened = {large._shelves.file_of(a.key) for w in _wants(large, f'"{words}"') for a in w.asks}
    assert len(opened) <= 6 + 1
