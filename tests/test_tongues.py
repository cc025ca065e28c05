"""What is in which language: the words of prose pages, and every word of Vietnamese on every English page of the built site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from builder.model import Emphasis, Foreign, Inline, Lang, Paragraph, Strong, Text
from builder.write.html import blocks_html
from builder.write.tongues import told

SAID: list[tuple[Lang, tuple[Inline, ...], str]] = [
    ("en", (Text("The force of “đề nghị” is requests."),), 'The force of “<span lang="vi">đề nghị</span>” is requests.'),
    ("en", (Text("stamped MẬT, TỐI MẬT or “lưu hành nội bộ”."),), 'stamped <span lang="vi">MẬT, TỐI MẬT</span> or “<span lang="vi">lưu hành nội bộ</span>”.'),
    ("en", (Text("Decision No. 145/QĐ-TTg of 2016."),), "Decision No. 145/QĐ-TTg of 2016."),
    ("en", (Strong((Text("Tiếng Việt"),)),), '<span lang="vi">Tiếng Việt</span>'),
    ("en", (Text("a plain “unofficial” sentence"),), "a plain “unofficial” sentence"),
    ("vi", (Text("Chọn "), Emphasis((Text("Add file"),)), Text(".")), 'Chọn <em>Add file</em>.'),
    ("vi", (Text("Theo “đề nghị” này."),), "Theo “đề nghị” này."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "written"), SAID)
def test_the_other_language_is_marked_in_prose(lang: Lang, content: tuple[Inline, ...], written: str) -> None:
    block = told(Paragraph(content), lang)
    assert blocks_html((block,), "en/x") == f"<p>{written}</p>"


def test_what_is_marked_already_stays() -> None:
    block = Paragraph((Foreign("vi", (Text("Điều này"),)),), lang=None)
    assert told(block, "en") == block
    assert told(Paragraph((Text("Điều này"),), lang="vi"), "en") == Paragraph((Text("Điều này"),), lang="vi")


# --- on the built site ------------------------------------------------------------------------------------------------------------

MARKED = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảãấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏõốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
NUMBER = re.compile(r"[\w.&/-]*(?:Đ|đ)[\w.&/-]*")
# A person's or a publisher's name keeps its letters in any language.
NAMES = re.compile(r"(?:[A-ZĐ][\w]*[\s-]?){1,8}")


def unmarked(page: Path) -> list[str]:
    """Words with the marks of Vietnamese that no one says are Vietnamese: neither numbers nor names."""
    found: list[str] = []
    for element in html.parse(str(page)).getroot().iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        for text, owner in ((element.text, element), (element.tail, element.getparent())):
            if owner is None or not text or not MARKED.search(text):
                continue
            lang = next((a.get("lang") for a in (owner, *owner.iterancestors()) if a.get("lang")), None)
            rest = NAMES.sub(" ", NUMBER.sub(" ", text))
            if lang == "en" and MARKED.search(rest):
                found.append(" ".join(text.split())[:80])
    return found


def test_no_english_page_has_vietnamese_words_that_it_does_not_mark(site: Path) -> None:
    pages = sorted((site / "en").rglob("index.html"))
    assert len(pages) > 50
    assert {str(page.relative_to(site)): said for page in pages if (said := unmarked(page))} == {}
