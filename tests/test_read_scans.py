"""PDF files that hold pictures of pages: said to be so, or read by OCR where that program is installed; never taken for empty."""

from __future__ import annotations

import pytest
from forms.hostile import one_page

from builder.read.formats import original_of

PICTURE = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"


@pytest.mark.parametrize("stream", [PICTURE, PICTURE * 5, ""], ids=["a picture", "five pictures", "a blank page"])
def test_a_page_without_words_has_a_code_that_says_so(stream: str) -> None:
    original, problems = original_of(one_page(stream=stream), "x.pdf", "pdf")
    assert original is None
    assert [p.code for p in problems] == ["S114"]
