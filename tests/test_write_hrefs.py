"""Links: the published address and the source path of a target, and what no page may link to."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from trees import PATH

from builder import addresses
from builder.model import Target
from builder.site.partials import relative
from builder.write.hrefs import page_url, resolved, source


@pytest.mark.parametrize(
    ("target", "address", "md"),
    [
        (Target(page="vi/van-ban/y"), "../y/", "y.md"),
        (Target(page="vi/van-ban/y", anchor="d1.k2"), "../y/#d1.k2", "y.md#d1.k2"),
        (Target(page="vi/so/1"), "../../so/1/", "../so/1.md"),
        (Target(page="vi/index"), "../../", "../index.md"),
        (Target(page="index"), "../../../", "../../index.md"),
        (Target(page="en/index"), "../../../en/", "../../en/index.md"),
        (Target(page=PATH), "./", "x.md"),
        (Target(page=PATH, anchor="p1"), "#p1", "#p1"),
        (Target(anchor="p1"), "#p1", "#p1"),
        (Target(file="originals/0a.txt"), "../../../originals/0a.txt", "../../originals/0a.txt"),
        (Target(file="vi"), "../../../vi", "../../vi"),
        (Target(url="https://x.vn"), "https://x.vn", "https://x.vn"),
        (Target(url="http://x.vn:80/a(b) '\"<c>`[d]\\?é"), "http://x.vn:80/a%28b%29%20%27%22%3Cc%3E%60%5Bd%5D%5C?%C3%A9", None),
        (Target(url="https://bộ.vn/a"), "https://xn--b-8xm.vn/a", None),
    ],
)
def test_a_link_as_address_and_as_source(target: Target, address: str, md: str | None) -> None:
    assert resolved(target, PATH) == address
    assert source(target, PATH) == (md or address)


@pytest.mark.parametrize(
    "target",
    [
        *(
            Target(url=url)
            for url in [
                "javascript:alert(1)",
                "data:text/html,x",
                "//x.vn/",
                "ftp://x.vn",
                "http:",
                "https://a@x.vn/",
                "mailto:a@b.vn",
                "x",
                "",
            ]
        ),
        *(Target(url=url) for url in ["https://[::1]/", "https://x.vn\\@y.vn/", "https://x y/", "http://x.vn:a/", "https://\u2100.vn/"]),
        *(Target(page=page) for page in ["../x", "/x", "a//b", "a/./b", "a b", 'a"b', "a/", "", "javascript:x", "a/.."]),
        Target(file="../x"),
        Target(page="vi/x", anchor="A b"),
        Target(anchor=""),
        Target(),
    ],
)
def test_no_page_links_elsewhere(target: Target) -> None:
    for hrefs in (resolved, source):
        with pytest.raises(ValueError, match=r".+"):
            hrefs(target, PATH)


@pytest.mark.parametrize(
    ("suffix", "offered"),
    [(".xls", ".xls"), (".doc", ".doc"), (".png", ".png"), (".tif", ".tif"), (".html", ".txt"), (".md", ".txt"), (".svg", ".txt")],
)
def test_an_original_is_offered_as_what_it_is_unless_a_browser_would_run_it(suffix: str, offered: str) -> None:
    assert addresses.original("0a", suffix) == f"originals/0a{offered}"


PLACES = [
    "index", "vi/index", "vi/van-ban/index", "vi/van-ban/x", "vi/van-ban/xy", "vi/van-ban/x/y", "vi/van-ban/x/vi/index", "vi/so/x", "en/index", "vi",
    "x", "en/notices/x", "a/b/c/d",
]  # fmt: skip


@pytest.mark.parametrize("here", PLACES)
@pytest.mark.parametrize("to", PLACES)
def test_every_page_leads_to_every_other(here: str, to: str) -> None:
    site = "http://a.vn/kho/"
    for anchor in (None, "p1"):
        href = resolved(Target(to, anchor), here)
        assert urljoin(site + page_url(here), href) == site + page_url(to) + (f"#{anchor}" if anchor else "")
    assert urljoin(site + page_url(here), relative(page_url(to) or ".", page_url(here))) == site + page_url(to)
    assert urljoin(site + page_url(here), relative("originals/0a.txt", page_url(here))) == f"{site}originals/0a.txt"
