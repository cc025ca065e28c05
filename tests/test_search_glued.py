"""Words that were typed without the blanks between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.search.entry import Entry, Passage
from builder.search.index import build
from builder.search.reader import open_index


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("trocapthatnghiep", "tro cap that nghiep"),
        ("trợcấpthấtnghiệp", "trợ cấp thất nghiệp"),
        ("lao động hưởng trợcấp", "lao động hưởng trợ cấp"),
        ("nghiepthat", None),  # both are words of the archive, and never beside each other
        ("trocaplan", None),  # the last never beside the second
        ("bhxhtrocap", None),  # no syllable
        ("trocapxyz", None),
        ("unemployment", None),
    ],
)
@pytest.mark.parametrize("large", [False, True])
def test_glued_words_are_taken_apart_as_the_archive_writes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str, meant: str | None, large: bool
) -> None:
    if large:
        monkeypatch.setattr("builder.search.folder.LARGE", 0)
    texts = ["người lao động hưởng trợ cấp thất nghiệp", "trợ cấp một lần", "thất bại", "tro trấu", "bhxh trợ cấp"]
    build((Entry(str(i), passages=(Passage("p1", "vi", text),)) for i, text in enumerate(texts)), tmp_path)
    found = open_index(tmp_path).search(query).instead
    assert found == ((meant,) if meant else ())
