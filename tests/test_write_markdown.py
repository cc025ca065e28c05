"""What the Markdown looks like, what both writers make of marks and links, and which attributes a block may have."""

from __future__ import annotations

import pytest
from trees import PATH, both, em, link, p, rendered, strong

from builder.model import Anchor, Block, Bullets, Emphasis, Foreign, Heading, Inline, Item, Paragraph, Strong, Table, Target, Text
from builder.write.html import blocks_html
from builder.write.markdown import blocks_markdown

NUMBER = Target(page="vi/so/145-qd-ttg", anchor="p4")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("Căn cứ Nghị định số 12/2022/NĐ-CP."), "Căn cứ Nghị định số 12/2022/NĐ-CP."),
        (p("Kính gửi", id="a1", role="addressee", lang="vi"), "Kính gửi {#a1 .addressee lang=vi}"),
        (p("x", role="banner"), "x {.banner}"),
        (p("x", lang="en"), "x {lang=en}"),
        (Heading(1, "top", (Text("Công văn số 1"),)), "# Công văn số 1 {#top}"),
        (Heading(3, "d3", (Text("Điều 3. C#"),), "vi"), "### Điều 3. C\\# {#d3 lang=vi}"),
        (Bullets((Item((Text("a"),), "r1", None, "recipient"), Item((Text("- b"),)))), "- a {#r1 .recipient}\n- \\- b"),
        (Table(((Text("a"),), (Text("b|c"),)), (((Text("1. d"),),),)), "| a | b\\|c |\n| --- | --- |\n| 1. d |  |"),
        (p("- Các Vụ;"), "\\- Các Vụ;"),
        (p("-Các Vụ;"), "-Các Vụ;"),
        (p("---"), "\\---"),
        (p("1. Các Vụ;"), "1\\. Các Vụ;"),
        (p("٣. Các  Vụ;"), "٣\\. Các Vụ;"),
        (p("2017"), "2017"),
        (p("1.835 tỷ đồng"), "1.835 tỷ đồng"),
        (p("a) b + c ~ d = (e)!"), "a) b + c ~ d = (e)!"),
        (p("~~~"), "&#126;~~"),
        (p("~~ x"), "~~ x"),
        (p("R&D <b> a_b {#x}"), "R&amp;D &lt;b&gt; a\\_b \\{\\#x\\}"),
        (p("Theo ", link(NUMBER, "145/QĐ-TTg"), "."), "Theo [145/QĐ-TTg](../so/145-qd-ttg.md#p4)."),
        (p("Ôi!", link(NUMBER, "x")), "Ôi\\![x](../so/145-qd-ttg.md#p4)"),
        (p(Foreign("vi", (Text("việc làm [*]"),)), ": employment"), "[việc làm \\[\\*\\]]{lang=vi}: employment"),
        (p(Anchor(NUMBER, (Foreign("vi", (Text("việc làm"),)),))), "[[việc làm]{lang=vi}](../so/145-qd-ttg.md#p4)"),
        (p(" a\t\u00a0b\x00\u2028"), "a b"),
    ],
)
def test_markdown_is_written_as_a_person_would(block: Block, expected: str) -> None:
    assert blocks_markdown([block], PATH) == f"{expected}\n"
    ours, theirs = both([block])
    assert ours == theirs


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((Text("a"), strong(" b "), Text("c")), "a <strong>b</strong> c"),
        ((strong("a"), strong("b")), "<strong>ab</strong>"),
        ((strong("a"), Text(" "), strong("b")), "<strong>a b</strong>"),
        ((strong("a"), em("b")), "<strong>a</strong>b"),
        ((strong("a"), Text(" "), em("b")), "<strong>a</strong> <em>b</em>"),
        ((Strong((Text("a "), em("b"))),), "<strong>a b</strong>"),
        ((Emphasis((Text("a "), strong("b"))),), "<em>a b</em>"),
        ((Anchor(NUMBER, (strong("a"), em(" b"))),), '<a href="../so/145-qd-ttg.md#p4"><strong>a</strong> <em>b</em></a>'),
        ((strong(" "), strong("\x00"), Text("x")), "x"),
        ((Anchor(NUMBER, (Text("a "), link(Target(anchor="p1"), "b"))),), '<a href="../so/145-qd-ttg.md#p4">a b</a>'),
        ((Strong((Text("a "), link(NUMBER, "b"))),), '<strong>a</strong> <a href="../so/145-qd-ttg.md#p4"><strong>b</strong></a>'),
        ((Text("a"), link(NUMBER, " b "), Text("c")), 'a <a href="../so/145-qd-ttg.md#p4">b</a> c'),
        ((Text("a"), Anchor(NUMBER, ()), Text("b")), "ab"),
    ],
)
def test_marks_and_links_are_brought_to_what_markdown_can_say(content: tuple[Inline, ...], expected: str) -> None:
    ours, theirs = both([Paragraph(content)])
    assert ours == theirs == f"<p>{expected}</p>"


def test_an_address_is_escaped_whatever_writes_it() -> None:
    assert blocks_html([p(link(NUMBER, "x"))], PATH, lambda target, path: 'a"b<c>&') == '<p><a href="a&quot;b&lt;c&gt;&amp;">x</a></p>'


def test_empty_blocks_go_and_the_lists_beside_them_join() -> None:
    tree: list[Block] = [Bullets((Item((Text("a"),)),)), p(" \x00"), Bullets(()), Bullets((Item((Text("b"),)), Item(())))]
    assert blocks_html(tree, PATH) == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert blocks_markdown([], PATH) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x {#d3.k2.a .point lang=vi}", '<p class="point" id="d3.k2.a" lang="vi">x</p>'),
        ("- x {.recipient}", '<ul>\n<li class="recipient">x</li>\n</ul>'),
        ("## x {#text}", '<h2 id="text">x</h2>'),
        ("x {#__config}", "<p>x {#__config}</p>"),  # a theme starts a worker from an element with this id
        ("x {#P1}", "<p>x {#P1}</p>"),
        ("x {#p1 #p2}", "<p>x {#p1 #p2}</p>"),
        ("x {.evil}", "<p>x {.evil}</p>"),
        ("x {lang=fr}", "<p>x {lang=fr}</p>"),
        ("x {.point #p1}", "<p>x {.point #p1}</p>"),
        ("x {onclick=y}", "<p>x {onclick=y}</p>"),
        ("x {}", "<p>x {}</p>"),
        ("x{#p1}", "<p>x{#p1}</p>"),
        ("x {#p1} y", "<p>x {#p1} y</p>"),
        ("x \\{#p1}", "<p>x {#p1}</p>"),
    ],
)
def test_only_our_ids_roles_and_languages_become_attributes(text: str, expected: str) -> None:
    assert rendered(text) == expected


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Text("x"),), "__config"),
        Paragraph((Text("x"),), "p1 onclick"),
        Paragraph((Text("x"),), role='"><script>'),  # type: ignore[arg-type]
        Paragraph((Text("x"),), lang="fr"),  # type: ignore[arg-type]
        Heading(5, "x", (Text("x"),)),
        Heading(2, "", (Text("x"),)),
    ],
)
def test_attributes_of_no_agreed_form_are_our_mistake(block: Block) -> None:
    with pytest.raises(ValueError, match=r"a page has|that pages use|without an id"):
        blocks_html([block], PATH)
