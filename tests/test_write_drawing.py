"""The drawing of a chain: the same from both writers, nothing in it that the second wall stops, readable for those who cannot see it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import PATH, both, ids, p, targets, texts

from builder.model import Block, Box, Cascade, Target
from builder.write.drawing import WIDTH, svg
from builder.write.sanitise import second_wall

SVG = "{http://www.w3.org/2000/svg}"
lines = st.lists(texts, min_size=2, max_size=3).map(tuple)


@st.composite
def cascades(draw: st.DrawFn) -> Cascade:
    boxes: list[Box] = []
    for count in range(draw(st.integers(1, 6))):
        parent = draw(st.integers(0, count - 1)) if count else None
        depth = 0 if parent is None else boxes[parent].depth + 1
        boxes.append(Box(parent, depth, draw(lines), draw(st.none() | targets), draw(st.booleans()), draw(st.booleans())))
    return Cascade(draw(ids), draw(texts), draw(texts), tuple(boxes))


@settings(max_examples=40, deadline=None)
@given(cascades())
def test_both_writers_draw_the_same_and_the_second_wall_lets_it_pass(cascade: Cascade) -> None:
    tree: list[Block] = [p("before", id="p1"), cascade, p("after", id="p2")]
    ours, theirs = both(tree)
    assert ours == theirs
    assert second_wall(ours)


BOXES = (
    Box(None, 0, ("Trung ương", "Quyết định số 145/QĐ-TTg", "20/1/2016 · Thủ tướng Chính phủ"), Target("vi/so/145-qd-ttg"), held=False),
    Box(0, 1, ("Bộ, ngành · được triển khai bởi", "Công văn số 2637/LĐTBXH-HTQT", "28/6/2017"), Target("vi/van-ban/y", "p1"), here=True),
    Box(0, 1, ("Cấp tỉnh", "Kế hoạch " + "rất dài " * 20, "–"), Target("vi/so/9")),
)


def drawn(*boxes: Box) -> Any:
    figure = svg(Cascade("chain-drawing", "Sơ đồ <1>", "Mỗi ô …", boxes), PATH)
    return fromstring(figure.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def test_drawing_is_named_and_described() -> None:
    (picture,) = drawn(*BOXES)
    title, about = picture.get("aria-labelledby").split()
    assert [(e.tag, e.get("id"), e.text) for e in picture[:2]] == [(f"{SVG}title", title, "Sơ đồ <1>"), (f"{SVG}desc", about, "Mỗi ô …")]


def test_every_box_leads_to_its_document_but_the_one_that_is_read() -> None:
    links = drawn(*BOXES).findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == ["../../so/145-qd-ttg/", "../../so/9/"]
    assert [r.get("class") for r in drawn(*BOXES).iter(f"{SVG}rect")] == ["cascade__stub", "cascade__here", "cascade__held"]


def test_nothing_stands_outside_and_no_box_on_another() -> None:
    (picture,) = drawn(*BOXES)
    _, _, width, height = map(int, picture.get("viewBox").split())
    rects = [tuple(int(r.get(key)) for key in ("x", "y", "width", "height")) for r in picture.iter(f"{SVG}rect")]
    assert width == WIDTH
    assert all(min(x, y) >= 0 and x + w <= width and y + h <= height for x, y, w, h in rects)
    assert all(above[1] + above[3] < below[1] for above, below in pairwise(rects))


def test_long_words_are_cut_to_the_box() -> None:
    longest = max((t.text for t in drawn(*BOXES).iter(f"{SVG}text")), key=len)
    assert longest.endswith("…")
    assert len(longest) * 7 < WIDTH


def test_line_joins_a_box_to_the_one_above() -> None:
    paths = [path.get("d") for path in drawn(*BOXES).iter(f"{SVG}path")]
    assert paths == ["M11 62V104H20", "M11 62V176H20"]


@pytest.mark.parametrize(
    "text",
    [
        '<svg class="cascade__drawing" onload="x"></svg>', '<rect class="evil"></rect>', "<svg><script>1</script></svg>",
        '<svg><a href="javascript:x"><text>a</text></a></svg>', "<svg><style>a{}</style></svg>", '<svg><image href="x"></image></svg>',
        '<svg><foreignObject></foreignObject></svg>', '<svg><use href="#a"></use></svg>', '<svg style="x"></svg>', "<figure><b>a</b></figure>",
    ],
)  # fmt: skip
def test_the_second_wall_holds_in_drawings(text: str) -> None:
    assert not second_wall(text)


def test_drawing_has_neither_style_nor_script() -> None:
    assert not re.search(r"style|script|on\w+=|http", svg(Cascade("c", "t", "d", BOXES), PATH))
