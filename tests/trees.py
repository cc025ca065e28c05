"""Trees for the tests of the writers: hostile texts, a strategy that makes trees of them, short forms, both renderings."""

from __future__ import annotations

import markdown
from hypothesis import strategies as st

from builder.model import Anchor, Block, Bullets, Emphasis, Figure, Foreign, Heading, Inline, Item, Paragraph, Strong, Table, Target, Text
from builder.write.hrefs import source
from builder.write.html import blocks_html
from builder.write.markdown import blocks_markdown
from builder.write.spans import clean

PATH = "vi/van-ban/x"
# As MkDocs loads them, then ours.
EXTENSIONS = ["toc", "tables", "fenced_code", "builder.write.blockids"]


def rendered(text: str) -> str:
    return markdown.Markdown(extensions=EXTENSIONS).convert(text)


def both(blocks: list[Block]) -> tuple[str, str]:
    """HTML from the tree, and Python-Markdown's of the Markdown from the tree."""
    return blocks_html(blocks, PATH, source), rendered(blocks_markdown(blocks, PATH))


# --- texts and trees -------------------------------------------------------------------------------------------------

NASTY = [
    "<script>alert(1)</script>", "</p>", "<b onclick=x>", "<!-- x", "-->", "<?php ?>", "<![CDATA[", "&amp;", "&lt;", "&#60;", "&copy",
    "&", "&&", ";",
    "[a](b)", "[a]: http://x.y", "![x](y)", "![", "!", "[^1]", "[TOC]", "[", "]", "(", ")", "](", "***", "**", "*", "_", "__a__", "a_b_c",
    "`", "``", "```", "~~~", "~~~~", "~~", "1. x", "1.", "12) x", "٣. x", "- x", "-", "--", "---", "- - -", "+ x", "+", "# x", "#", "##",
    "###### x",
    "> x", ">", "| a | b |", "|", "|---|", "\\", "\\\\", "\\`", "\\|", "\\*", "    four", "\ttab", "===", "=", ": x", "*[HTML]: x",
    "<http://x.y>",
    "<a@b.vn>", "http://x.y/?a=1&b=2", "{#p1}", "{ #p1 }", "{.banner}", "{: #a}", " {#p1 .point lang=vi}", "{{7*7}}", "{%", "{", "}", "p1",
    "Điều 1.", "điểm đ)", "Số: /UBND-VX", "Hòa", "Ho\u0300a", "\u202e", "\u200b", "\u200d", "\ufeff", "\u00a0", "\u2028", "\u0085",
    "\x00", "\x02",
    "\x03", "\x02klzzwxh:0000\x03", "\x02wzxhzdk:0\x03", "wzxhzdk:0", "\x0291\x03", "\r", "\n", "\n\n", "  \n", " ", "  ", "\ud800",
    "\uffff", "😀", "\U0001f1fb",
    "a", "b", "x", "1", "0", ".", ",", ":", '"', "'", "/", "@", "$", "%", "^", "$x$", "==x==", "^^x^^", ":smile:", "!!! note", "??? x",
    "--8<--", "javascript:alert(1)",
]  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(alphabet=st.characters(), max_size=3)), max_size=6).map("".join)
ids = st.from_regex(r"\A[a-z][a-z0-9.-]{0,5}\Z")
langs = st.sampled_from([None, "vi", "en"])
roles = st.sampled_from(["", "addressee", "banner", "point", "label", "original"])
targets = st.one_of(
    st.builds(
        Target,
        page=st.sampled_from(["vi/so/145-qd-ttg", "vi/index", "index", "en/notices/x", PATH, "vi/van-ban/index"]),
        anchor=st.none() | ids,
    ),
    st.builds(Target, anchor=ids),
    st.builds(Target, file=st.just("originals/0a.txt")),
    st.builds(
        Target,
        url=st.sampled_from(["https://x.vn", "http://x.vn/a_b_(c)?d=1&copy;=2#e", "https://x.vn/\"'<>[]`\\ *a*"])
        | texts.map("https://x.vn/".__add__),
    ),
)
inlines: st.SearchStrategy[Inline] = st.recursive(
    st.builds(Text, texts),
    lambda inner: st.one_of(
        *(st.builds(kind, st.lists(inner, max_size=3).map(tuple)) for kind in (Strong, Emphasis)),
        st.builds(Foreign, st.sampled_from(["vi", "en"]), st.lists(inner, max_size=3).map(tuple)),
        st.builds(Anchor, targets, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=5,
)
contents = st.lists(inlines, max_size=4).map(tuple)
items = st.builds(Item, contents, st.none() | ids, langs, roles)
rows = st.lists(contents, max_size=3).map(tuple)
sizes = st.lists(
    st.tuples(st.sampled_from([f"pictures/{'0a' * 32}.jpg", f"pictures/{'f1' * 32}.png"]), st.integers(80, 960), st.integers(80, 4000)),
    max_size=2,
)
figures = st.builds(Figure, sizes.map(tuple), texts, contents, st.none() | ids, langs, langs)
trees: st.SearchStrategy[list[Block]] = st.lists(
    st.one_of(
        st.builds(Heading, st.integers(1, 4), ids, contents, langs),
        st.builds(Paragraph, contents, st.none() | ids, langs, roles),
        figures,
        st.builds(Bullets, st.lists(items, max_size=3).map(tuple)),
        st.builds(Table, rows, st.lists(rows, max_size=2).map(tuple)),
    ),
    max_size=4,
)


def words(tree: list[Block]) -> str:
    """Every character of a tree but blanks."""
    out: list[str] = []

    def inline(content: tuple[Inline, ...]) -> None:
        for one in content:
            if isinstance(one, Text):
                out.append(clean(one.text))
            else:
                inline(one.content)

    for block in tree:
        if isinstance(block, Bullets):
            for item in block.items:
                inline(item.content)
        elif isinstance(block, Table):
            for row in (block.header, *block.rows):
                for cell in row:
                    inline(cell)
        else:
            inline(block.content)
    return "".join(out).replace(" ", "")


# --- short forms -----------------------------------------------------------------------------------------------------


def p(*content: Inline | str, **attributes: str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content), **attributes)  # type: ignore[arg-type]


def strong(text: str) -> Strong:
    return Strong((Text(text),))


def em(text: str) -> Emphasis:
    return Emphasis((Text(text),))


def link(target: Target, text: str) -> Anchor:
    return Anchor(target, (Text(text),))
