"""Hand-written pages: the Markdown that is understood, and the rest, which stays as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from builder import handpages
from builder.model import Anchor, Block, Bullets, Emphasis, Figure, Heading, Inline, Page, Paragraph, Strong, Table, Target, Text
from builder.read.markdown import read_page
from builder.strictyaml import split_front
from builder.write.html import blocks_html
from builder.write.links import heading_ids, mended
from builder.write.sanitise import second_wall

HEAD = '---\nslug: "x"\ntitle: "X"\ndescription: "D"\n---\n'


def blocks(body: str) -> tuple[Block, ...]:
    page, _ = read_page((HEAD + body).encode(), "x.md")
    assert page is not None
    return page.blocks


def words(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(p) if isinstance(p, str) else p for p in parts)


CASES: list[tuple[str, tuple[Block, ...]]] = [
    ("a\nb\n\nc", (Paragraph(words("a b")), Paragraph(words("c")))),
    ("# A\n## B c", (Heading(2, "a", words("A")), Heading(2, "b-c", words("B c")))),
    ("## Tên\n## Tên", (Heading(2, "ten", words("Tên")), Heading(2, "ten-2", words("Tên")))),
    ("## 2024", (Heading(2, "muc-2024", words("2024")),)),
    ("- a\n- b\n  c", (Bullets(tuple(item for item in blocks("- a\n- b c")[0].items)),)),  # type: ignore[union-attr]
    ("a **b** *c*", (Paragraph(words("a ", Strong(words("b")), " ", Emphasis(words("c")))),)),
    ("2 * 3 * 4", (Paragraph(words("2 * 3 * 4")),)),
    ("snake_case_word", (Paragraph(words("snake_case_word")),)),
    ("\\*a\\*", (Paragraph(words("*", "a", "*")),)),
    ("`x`", (Paragraph(words(Strong(words("x")))),)),
    ("[a](/vi/quyen/)", (Paragraph(words(Anchor(Target("vi/quyen"), words("a")))),)),
    ("[a](#b)", (Paragraph(words(Anchor(Target(anchor="b"), words("a")))),)),
    ("[a](https://x.vn/y?z=1)", (Paragraph(words(Anchor(Target(url="https://x.vn/y?z=1"), words("a")))),)),
    ("<b>x</b>", (Paragraph(words("<b>x</b>")),)),
    (
        "![a search page](/assets/images/help/search-vi-800x560.png)",
        (Figure((("assets/images/help/search-vi-800x560.png", 800, 560),), "a search page"),),
    ),
    ("![short](/assets/images/help/a-10x10.png)", (Paragraph(words("!", Anchor(Target("assets/images/help/a-10x10.png"), words("short")))),)),
    ("![a](/x.png)", (Paragraph(words("!", Anchor(Target("x.png"), words("a")))),)),
    ("| a | b |\n|---|---|\n| c | d |", (Table((words("a"), words("b")), ((words("c"), words("d")),)),)),
    ("| a |", (Paragraph(words("| a |")),)),
    ("> a", (Paragraph(words("> a")),)),
    ("    four\n~~~\nx", (Paragraph(words("four ~~~ x")),)),
    ("{#x .banner}", (Paragraph(words("{#x .banner}")),)),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_is_understood_and_what_stays(body: str, expected: tuple[Block, ...]) -> None:
    found = blocks(body)
    assert found == expected or blocks_html(found, "vi/x") == blocks_html(expected, "vi/x")
    assert second_wall(blocks_html(found, "vi/x"))


@pytest.mark.parametrize(
    "href", ["javascript:x", "//x.vn", "data:x", "mailto:a@b.vn", "ftp://x", "../x", "x", "/a b", "/\\x", 'https://x"y']
)
def test_other_links_stay_words(href: str) -> None:
    page, problems = read_page((HEAD + f"[a]({href})").encode(), "x.md")
    assert page is not None
    assert "<a " not in blocks_html(page.blocks, "vi/x")
    assert {p.code for p in problems} <= {"S302"}
    assert " " in href or '"' in href or [p.line for p in problems] == [6]


def test_front_matter_ends_where_it_ends() -> None:
    assert split_front("---\na: 1\n---\nb") == ("a: 1\n", "b", 4)
    assert split_front("b\n---\n") == ("", "b\n---\n", 1)
    assert split_front("---\na: 1\n") == ("", "---\na: 1\n", 1)


def test_lines_of_problems_are_those_of_the_file() -> None:
    _, problems = read_page((HEAD + "a\n\nb [x](y:z)\n").encode(), "x.md")
    assert [(p.code, p.line) for p in problems] == [("S302", 8)]
    _, problems = read_page(b'---\nslug: "x"\ntitle: no\n---\n', "x.md")
    assert [(p.code, p.line) for p in problems] == [("S210", 3)]


def test_links_lead_somewhere_or_stay_words() -> None:
    def link(**target: str) -> Paragraph:
        return Paragraph((Anchor(Target(**target), words("x")),))

    body = (
        Heading(2, "b", words("B")),
        link(page="vi/van-ban"),
        link(page="vi/nowhere"),
        link(anchor="b"),
        link(anchor="c"),
        link(page="vi/quyen", anchor="d"),
        link(url="https://x.vn"),
    )
    page = Page("vi/x", "page.html", "T", "D", "–", "vi", "vi", (), (), body)
    made, lost = mended(page, {"vi/x", "vi/van-ban/index", "vi/quyen"}, {"vi/x": heading_ids(body), "vi/quyen": frozenset({"d"})})
    assert lost == ("/vi/nowhere", "/#c")
    targets = [b.content[0].target if isinstance(b.content[0], Anchor) else None for b in made.blocks[1:]]  # type: ignore[union-attr]
    assert targets == [Target("vi/van-ban/index"), None, Target(anchor="b"), None, Target("vi/quyen", "d"), Target(url="https://x.vn")]


def test_the_projects_own_pages_are_whole(root: Path) -> None:
    pages, problems = handpages.load(root / "content")
    assert problems == ()
    assert set(pages) >= {"about", "rights", "help", "editors"}
    for languages in pages.values():
        assert set(languages) == {"vi", "en"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_picture_of_a_hand_written_page_is_there_and_as_large_as_it_says(root: Path, lang: str) -> None:
    found = 0
    for path in (root / "content" / "pages" / lang).glob("*.md"):
        page, _ = read_page(path.read_bytes(), path.name)
        assert page is not None
        for figure in (b for b in page.blocks if isinstance(b, Figure)):
            ((file, width, height),) = figure.sizes
            with Image.open(root / "overrides" / file) as picture:
                assert picture.size == (width, height)
            found += 1
    assert found >= 6
