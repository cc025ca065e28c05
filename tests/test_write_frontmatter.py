"""Front matter: the agreed keys and no others, read back as written, harmless in a template that escapes nothing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Alternate, Fact, FactValue, Page, Paragraph, Target, Text
from builder.write.frontmatter import front, front_matter
from builder.write.markdown import page_markdown

NASTY = [
    "</title><script>", "{{7*7}}", "{% x %}", "{#p1}", '"', "'", "\\", "\\n", "&", "&lt;", ": ", " #x", "- ", "---", "...",
    "!!python/object:x", "*a", "&a",
    "no", "012", "10:30", "1e3", "~", "null", "2017-06-28", "|", ">", "%", "@", "`", "[", "]", "{", "}", ",", "?", "=", "<<", "\x00",
    "\x07", "\x7f",
    "\u0085", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", "\ud800", "😀", "\U000e0001", "\t", "\n", "\r\n", " ", "  ", "\u00a0",
    "\u202e",
    "Số", "Điều", "Ho\u0300a",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(st.characters(), max_size=4)), max_size=5).map("".join)


def page(title: str = "T", **changes: Any) -> Page:
    values: dict[str, Any] = {
        "path": "vi/van-ban/x",
        "template": "notice.html",
        "title": title,
        "description": "d",
        "number": "",
        "lang": "vi",
        "body_lang": "vi",
        "alternates": (Alternate("vi", "Tiếng Việt", "vi/van-ban/x"), Alternate("en", "English", "en/index")),
        "facts": (),
        "blocks": (Paragraph((Text("x"),), "p1"),),
    }
    return Page(**{**values, **changes})


def read_back(text: str, loader: Any) -> Any:
    assert text.startswith("---\n")
    assert text.endswith("\n---\n")
    return yaml.load(text[4:-4], Loader=loader)


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, min_size=8, max_size=8))
def test_what_is_written_is_read_back_by_both_safe_loaders(t: list[str]) -> None:
    target = Target(page="vi/so/145-qd-ttg", anchor="p1")
    fact = Fact(t[3] or "f", t[4], (FactValue(t[5], t[6], target, "vi"), FactValue(t[7])))
    written = page(t[0], description=t[1], number=t[2], facts=(fact, Fact("subject", "x", ())))
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert read_back(front_matter(written), loader) == front(written)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_every_string_is_harmless(text: str) -> None:
    written = page(text, description=text, number=text, facts=(Fact(text, text, (FactValue(text, text),)),))

    def strings(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        return [s for part in (value.values() if isinstance(value, dict) else value) for s in strings(part)]

    for one in strings(front(written)):
        assert not set(one) & set("<>\"'\x00\n\r\t\u0085\u2028\u2029")
        assert one == " ".join(one.split())


def test_exactly_the_agreed_keys() -> None:
    assert list(front(page())) == ["template", "title", "description", "number", "lang", "body_lang", "alternates", "facts"]


def test_nothing_is_empty_but_inside_a_facts_values() -> None:
    data = front(page(" \x00\u2028", facts=(Fact("issuer", "", (FactValue("a"),)),)))
    assert data["title"] == "–"
    assert data["number"] == "–"
    assert data["facts"] == [{"field": "issuer", "label": "–", "values": [{"text": "a", "data": "", "href": "", "lang": ""}]}]


@pytest.mark.parametrize(
    ("target", "href"),
    [
        (Target(page="vi/van-ban/x"), "vi/van-ban/x/"),
        (Target(page="vi/van-ban/x", anchor="p4"), "vi/van-ban/x/#p4"),
        (Target(page="vi/index"), "vi/"),
        (Target(page="index"), "."),
        (Target(file="originals/0a.txt"), "originals/0a.txt"),
        (Target(url="https://x.vn/?a=1&b=2"), "https://x.vn/?a=1&amp;b=2"),
        (Target(anchor="cite-as"), "#cite-as"),
        (None, ""),
    ],
)
def test_a_value_leads_where_its_target_says(target: Target | None, href: str) -> None:
    (fact,) = front(page(facts=(Fact("f", "l", (FactValue("v", "", target),)),)))["facts"]
    assert fact["values"][0]["href"] == href


def test_a_whole_page_is_front_matter_and_body() -> None:
    assert page_markdown(page('A "b" \\ <c>')) == (
        '---\ntemplate: "notice.html"\ntitle: "A &quot;b&quot; \\\\ &lt;c&gt;"\ndescription: "d"\n'
        'number: "–"\nlang: "vi"\nbody_lang: "vi"\n'
        "alternates:\n"
        '  - {lang: "vi", name: "Tiếng Việt", href: "vi/van-ban/x/"}\n'
        '  - {lang: "en", name: "English", href: "en/"}\n'
        "facts: []\n---\n\nx {#p1}\n"
    )
