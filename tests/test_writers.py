"""Laws of the two writers over arbitrary trees: they say the same, they lose no word, they write nothing but ours."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given, settings
from trees import PATH, both, contents, p, trees, words

from builder.model import Anchor, Block, Bullets, Foreign, Inline, Item, Paragraph, Strong, Table, Target, Text, Words
from builder.write import sanitise, spans
from builder.write.html import blocks_html
from builder.write.markdown import blocks_markdown
from builder.write.sanitise import second_wall

LINK = Anchor(Target("vi/x"), (Text("một"),))


@settings(max_examples=200, deadline=None)
@given(trees)
def test_html_from_the_tree_is_what_markdown_makes_of_the_markdown(tree: list[Block]) -> None:
    ours, theirs = both(tree)
    assert ours == theirs


@settings(max_examples=200, deadline=None)
@given(trees)
def test_no_word_is_lost(tree: list[Block]) -> None:
    page = html.unescape(re.sub(r"<[^>]*>", "", blocks_html(tree, PATH)))
    assert re.sub(r"\s", "", page) == words(tree)


@settings(max_examples=100, deadline=None)
@given(trees)
def test_the_second_wall_lets_all_that_we_write_pass(tree: list[Block]) -> None:
    assert second_wall(blocks_html(tree, PATH))


ATTACKS = [
    "<p onclick=\"x\">a</p>", "<script>1</script>", "<p>a</p><iframe></iframe>", '<a href="javascript:x">x</a>',
    '<a href="//x.vn/">x</a>', '<p class="evil">a</p>',
    '<p lang="fr">a</p>', '<span lang="fr">a</span>', '<span class="quiet">a</span>', '<p title="x">a</p>', "<svg/>", '<p style="x">a</p>', "<p>a", "<!-- x -->", '<img src="x">',
    '<a href="x>y" onclick="1<c">z</a>', "<form></form>", '<base href="x">', "a < b", "a & b",
]  # fmt: skip
PIECES = [
    "<ul>", "</ul>", "<li>a</li>", "</p>", "<td>a</td>", "<tr>", "</table>", "<!--", "-->", '"', " onclick=x ", "<", ">", "&", "\xa0", "\n",
    "'", "&amp;", "&&amp;lt;", "<p title='x>' onclick=x><p>", "<a href='x>' onclick=x><b>'</a>", "'>a<'", "<p class='quiet'>a</p>",
]  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS)
def test_the_second_wall_holds(text: str) -> None:
    assert not second_wall(text)


@pytest.mark.parametrize("text", ATTACKS + PIECES)
def test_the_second_wall_sees_in_lines_what_it_sees_in_the_whole(text: str) -> None:
    table = Table(((Text("x"),), (Text("y"),)), (((Text("1"),), (Strong((Text("2 & 3"),)),)),))
    link = Anchor(Target("vi/so/1"), (Text("số 1"),))
    page = blocks_html([p("một", id="p1"), Bullets((Item((Text("hai "), link), "r1", "vi", "recipient"),)), table, p("ba")], PATH)
    assert second_wall(page)
    for at in range(len(page) + 1):
        broken = page[:at] + text + page[at:]
        assert second_wall(broken) == sanitise._unchanged(broken), broken


@settings(max_examples=200, deadline=None)
@given(contents)
def test_the_short_way_to_spans_leads_where_the_long_one_does(content: tuple[Inline, ...]) -> None:
    assert spans._plain(content) in ((), spans._grouped(spans._joined(content)))


@settings(max_examples=200, deadline=None)
@given(contents)
def test_words_that_stand_on_several_pages_are_on_each_what_they_would_be_there_alone(content: tuple[Inline, ...]) -> None:
    again = Words(content)
    for path in (PATH, "vi/van-ban/y", "en/notices/x", "vi/van-ban/index", "vi/index", "index", "vi/x", "vi/so/145-qd-ttg", PATH):
        for write in (blocks_html, blocks_markdown):
            assert write([Paragraph(again, "p1")], path) == write([Paragraph(content, "p1")], path)


@pytest.mark.parametrize(
    ("content", "short"),
    [
        ((Text(" a "), LINK, Text(", b ")), True),
        ((LINK, Anchor(Target("vi/y"), (Foreign("en", (Text("c"),)),))), True),
        ((LINK, LINK), False),
        ((Anchor(Target("vi/y"), (Text(" c"),)),), False),
        ((Text("a"), Strong((Text("b"),)), LINK), False),
    ],
)
def test_words_with_links_take_the_short_way(content: tuple[Inline, ...], short: bool) -> None:
    assert bool(spans._plain(content)) == short


@pytest.mark.parametrize("text", ["[", "&", "<a ", "*", "\\", "|", "![", " {#p1", "a*b "])
def test_long_rows_of_one_character_cost_linear_time(text: str) -> None:
    tree = [p(text * (60_000 // len(text)), id="p1")]
    start = time.process_time()
    blocks_html(tree, PATH)
    blocks_markdown(tree, PATH)
    assert time.process_time() - start < 0.5
