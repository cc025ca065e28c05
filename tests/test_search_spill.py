"""Rows of numbers that are too long for memory: the same numbers, and the same index, as if they had stayed there."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_documents import entries, terms

from builder.search import gather
from builder.search.index import build
from builder.search.spill import Spill


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=9), max_size=9), st.integers(0, 20), st.data())
def test_what_was_put_comes_back(pieces: list[list[int]], in_memory: int, data: st.DataObject) -> None:
    whole = [n for piece in pieces for n in piece]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    row = Spill("Q", in_memory)
    for piece in pieces:
        row.put(array("Q", piece))
        assert len(row.last) <= in_memory
    assert (row.size, [*row.all()], [*row.get(start, end)]) == (len(whole), whole, whole[start:end])
    row.close()
    assert (row.size, [*row.all()]) == (0, [])


def test_an_index_of_spilt_postings_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(entries(), tmp_path / "in memory", terms())
    monkeypatch.setattr(Spill.__init__, "__defaults__", (100,))
    monkeypatch.setattr(gather, "SHARE_IN_MEMORY", 10)
    settled: list[int] = []
    settle = Spill.settle
    monkeypatch.setattr(Spill, "settle", lambda self: (settle(self), settled.append(self._written))[0])
    build(entries(), tmp_path / "spilt", terms())
    assert max(settled) > 100
    for file in (tmp_path / "in memory").rglob("*.*"):
        assert (tmp_path / "spilt" / file.relative_to(tmp_path / "in memory")).read_bytes() == file.read_bytes()
