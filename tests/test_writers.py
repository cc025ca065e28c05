"""Laws of the two writers over arbitrary trees: they say the same, they lose no word, they write nothing but ours."""

from __future__ import annotations

import html
import re
import time

import pytest
from hypothesis import given, settings
from trees import PATH, both, p, trees, words

from builder.model import Block
from builder.write.html import blocks_html
from builder.write.markdown import blocks_markdown
from builder.write.sanitise import second_wall


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


@pytest.mark.parametrize(
    "text",
    [
        "<p onclick=\"x\">a</p>", "<script>1</script>", "<p>a</p><iframe></iframe>", '<a href="javascript:x">x</a>',
        '<a href="//x.vn/">x</a>', '<p class="evil">a</p>',
        '<p lang="fr">a</p>', '<span lang="fr">a</span>', '<span class="quiet">a</span>', '<p title="x">a</p>', "<svg/>", '<p style="x">a</p>', "<p>a", "<!-- x -->", '<img src="x">',
        "<form></form>", '<base href="x">', "a < b", "a & b",
    ],
)  # fmt: skip
def test_the_second_wall_holds(text: str) -> None:
    assert not second_wall(text)


@pytest.mark.parametrize("text", ["[", "&", "<a ", "*", "\\", "|", "![", " {#p1", "a*b "])
def test_long_rows_of_one_character_cost_linear_time(text: str) -> None:
    tree = [p(text * (60_000 // len(text)), id="p1")]
    start = time.process_time()
    blocks_html(tree, PATH)
    blocks_markdown(tree, PATH)
    assert time.process_time() - start < 0.5
