"""The published site in a real browser: searches, both languages, a sub-path, no script, small screens, print, hostile script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from published import pages

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
DOCUMENTS = {"vi": ("vi/van-ban/", "vi/tin-tuc/"), "en": ("en/notices/", "en/news/")}
SEARCH = {"vi": "vi/tim-kiem/", "en": "en/search/"}
LETTER = {"vi": "vi/van-ban/2017-2637-ldtbxh-htqt/", "en": "en/notices/2017-2637-ldtbxh-htqt/"}
SIGNED = {"vi": "vi/van-ban/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai/", "en": "en/notices/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai/"}
NEWS = {"vi": "vi/tin-tuc/2019-01-15-hoi-nhap-quoc-te-2018/", "en": "en/news/2019-01-15-hoi-nhap-quoc-te-2018/"}
BESIDE = {"vi": "vi/song-ngu/2017-2637-ldtbxh-htqt/", "en": "en/side-by-side/2017-2637-ldtbxh-htqt/"}
LOST = "nowhere/at/all/"
# One of every kind, in each language.
KINDS = {
    "vi": ["vi/", LETTER["vi"], BESIDE["vi"], SIGNED["vi"], NEWS["vi"], "vi/so/145-qd-ttg/", "vi/so/2637-ldtbxh-htqt/", "vi/so/", "vi/van-ban/", "vi/nam/",
           "vi/co-quan/vn-molisa/", "vi/gioi-thieu/", "vi/thuat-ngu/", "vi/ban-dich/", "vi/bien-tap/", "vi/tim-kiem/", "vi/tim-kiem/?q=chien+luoc+hoi+nhap",
           "vi/tim-kiem/?q=khongcotunay"],
    "en": ["en/", LETTER["en"], BESIDE["en"], SIGNED["en"], NEWS["en"], "en/so/145-qd-ttg/", "en/so/2637-ldtbxh-htqt/", "en/so/", "en/notices/", "en/years/",
           "en/issuers/vn-molisa/", "en/about/", "en/glossary/", "en/translations/", "en/editors/", "en/search/", "en/search/?q=overseas+employment", "en/search/?q=nosuchwordhere"],
}  # fmt: skip
EVERY_KIND = ["", *KINDS["vi"], *KINDS["en"], LOST]
REDIRECTS = ("vi/so/2637-ldtbxh-htqt/", "en/so/2637-ldtbxh-htqt/")


@contextmanager
def watched(browser: Browser, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what must not happen on it: errors on the console, requests elsewhere, failed requests, dialogs."""
    context = browser.new_context(**{"viewport": DESK, **options})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append("dialog"), dialog.dismiss()))
    page.on("request", lambda r: None if urlsplit(r.url).hostname == "127.0.0.1" else wrong.append(f"elsewhere: {r.url}"))
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 and LOST not in r.url else None)
    yield page, wrong
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """One context for tests that leave nothing behind."""
    context = browser.new_context(viewport=DESK)
    yield context
    context.close()


@pytest.fixture
def reader(desk: BrowserContext) -> Iterator[Page]:
    page = desk.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def documents(site: Path) -> dict[str, list[str]]:
    """The addresses of all document pages, by language."""
    every = pages(site)
    return {lang: [a for a in every if a.startswith(folders) and a.count("/") == 3 and (site / a / "index.html").is_file()] for lang, folders in DOCUMENTS.items()}  # fmt: skip


# --- search -----------------------------------------------------------------------------------------------------------------


def search(page: Page, base: str, lang: str, query: str) -> list[str]:
    """The addresses found, best first, without the site's own."""
    page.goto(base + SEARCH[lang])
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#search-results")).to_be_visible()  # a slow answer first says that it is being looked for
    hrefs = page.locator(".hit__title a").evaluate_all("links => links.map(link => link.href)")
    return [str(href).split("#")[0].removeprefix(base) for href in hrefs]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("query", "first"),
    [("chien luoc hoi nhap", LETTER), ("Chiến lược hội nhập", LETTER), ("2637/LDTBXH", LETTER), ("2637", LETTER), ("overseas employment", SIGNED)],
)  # fmt: skip
def test_a_search_finds_in_either_language(reader: Page, served: str, lang: str, query: str, first: dict[str, str]) -> None:
    assert search(reader, served, lang, query)[0] == first[lang]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_old_and_new_tone_marks_find_the_same(reader: Page, served: str, lang: str) -> None:
    old, new = (search(reader, served, lang, query) for query in ("hoà nhập", "hòa nhập"))
    assert old == new != []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_field_on_every_page_searches(reader: Page, served: str, lang: str) -> None:
    reader.goto(served + LETTER[lang])
    reader.locator(".bar__search input").fill("145/QĐ-TTg")
    reader.locator(".bar__search button").click()
    expect(reader).to_have_url(re.compile(re.escape(SEARCH[lang]) + r"\?q="))
    expect(reader.locator(".hit__title a").first).to_be_visible()


# --- both languages ---------------------------------------------------------------------------------------------------------


def switched(page: Page, base: str, start: str, other: str) -> tuple[str, str | None]:
    page.goto(base + start)
    page.locator(f".bar__languages a[hreflang={other}]").click()
    page.wait_for_url(re.compile(f"/{other}/"))
    return page.url.removeprefix(base), page.locator("html").get_attribute("lang")


def test_the_language_switch_keeps_the_document(reader: Page, served: str, documents: dict[str, list[str]]) -> None:
    for lang, other in (("vi", "en"), ("en", "vi")):
        assert len(documents[lang]) >= 5
        for address in documents[lang]:
            there, spoken = switched(reader, served, address, other)
            assert there in documents[other]
            assert there.split("/")[2] == address.split("/")[2]
            assert spoken == other


def test_the_document_offers_its_other_language_by_name(reader: Page, served: str) -> None:
    reader.goto(served + LETTER["vi"])
    reader.locator(".modes").get_by_role("link", name="English").click()
    expect(reader).to_have_url(served + LETTER["en"])
    reader.locator(".modes").get_by_role("link", name="Tiếng Việt").click()
    expect(reader).to_have_url(served + LETTER["vi"])


# --- below a path of the host -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_everything_works_below_a_path(browser: Browser, served_below: str, lang: str) -> None:
    other = "en" if lang == "vi" else "vi"
    with watched(browser) as (page, wrong):
        assert search(page, served_below, lang, "2637")[0] == LETTER[lang]
        page.locator(".hit__title a").first.click()
        expect(page).to_have_url(re.compile(f"^{re.escape(served_below + LETTER[lang])}"))
        assert switched(page, served_below, LETTER[lang], other) == (LETTER[other], other)
        page.goto(served_below + "vi/so/2637-ldtbxh-htqt/")
        expect(page).to_have_url(served_below + LETTER["vi"])
        page.goto(served_below + LOST)
        expect(page.locator(".door")).to_have_count(2)
        assert page.locator("body").evaluate("body => getComputedStyle(body).fontFamily").startswith('"Be Vietnam Pro"')
        page.locator(f".door[lang={lang}] a").first.click()
        expect(page).to_have_url(f"{served_below}{lang}/")
        assert [w for w in wrong if "404" not in w] == []


def test_no_link_of_the_site_below_a_path_leaves_it(reader: Page, served_below: str) -> None:
    """Over HTTP, as a reader's browser resolves them; the static check of anchors is in test_site_pages."""
    seen, queue = set(), [served_below]
    while queue:
        url = queue.pop()
        response = reader.request.get(url)
        assert response.ok, url
        if not (response.headers.get("content-type") or "").startswith("text/html"):
            continue
        for href in re.findall(r'(?:href|src|action)="([^"]*)"', response.text()):
            target = urljoin(url, href).split("#")[0].split("?")[0]
            if urlsplit(target).netloc == urlsplit(url).netloc and target not in seen:
                assert target.startswith(served_below), (url, href)
                seen.add(target)
                queue.append(target)
    assert len(seen) > 90


# --- nothing from elsewhere, no error, nothing that runs --------------------------------------------------------------------


def test_no_page_asks_elsewhere_or_errs(browser: Browser, served: str) -> None:
    with watched(browser) as (page, wrong):
        for address in EVERY_KIND:
            page.goto(served + address)
            if address in REDIRECTS:
                page.wait_for_url(served + LETTER[address[:2]])
            if "?q=" in address:
                expect(page.locator("#search-results")).to_be_visible()  # a slow answer first says that it is being looked for
            assert [w for w in wrong if address != LOST or "404" not in w] == [], address
            wrong.clear()


class _Stranger(BaseHTTPRequestHandler):
    """Another host that would hand out script."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        self.wfile.write(b"window.ran = 'from elsewhere'")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Silent."""


@pytest.fixture(scope="module")
def stranger() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Stranger) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/x.js"
        server.shutdown()


INJECTIONS = {
    "inline script": "s => { const e = document.createElement('script'); e.textContent = 'window.ran = 1'; document.body.append(e) }",
    "script of another host": "s => { const e = document.createElement('script'); e.src = s; document.body.append(e) }",
    "handler": "s => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">') }",
    "script address": "s => { const e = document.createElement('a'); e.href = 'javascript:window.ran = 1'; document.body.append(e); e.click() }",
    "frame": "s => { const e = document.createElement('iframe'); e.src = s; document.body.append(e) }",
    "style": "s => { const e = document.createElement('style'); e.textContent = 'h1 { color: red }'; document.body.append(e) }",
}


@pytest.mark.parametrize("address", ["", LETTER["vi"], SEARCH["en"], LOST], ids=["door", "document", "search", "404"])
def test_injected_script_is_blocked(browser: Browser, served: str, stranger: str, address: str) -> None:
    with watched(browser) as (page, _):
        page.goto(served + address)
        page.evaluate(
            "() => { window.blocked = []; addEventListener('securitypolicyviolation', e => window.blocked.push(e.effectiveDirective)) }"
        )
        for name, inject in INJECTIONS.items():
            before = page.evaluate("() => window.blocked.length")
            page.evaluate(inject, stranger)
            page.wait_for_function("before => window.blocked.length > before", arg=before, timeout=5000)
            assert page.evaluate("() => window.ran") is None, name


# --- for everybody ----------------------------------------------------------------------------------------------------------


# Of the pages that look alike, one.
EXAMINED = [
    a
    for a in EVERY_KIND
    if a not in (*REDIRECTS, *SIGNED.values(), "vi/nam/", "en/years/", "vi/co-quan/vn-molisa/", "en/issuers/vn-molisa/")
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, *rules: str) -> list[str]:
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", list(rules))["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("address", EXAMINED)
def test_axe_finds_nothing(reader: Page, served: str, address: str, size: Any) -> None:
    """In the light all rules; in the dark, with everything unfolded, those of contrast."""
    reader.set_viewport_size(size)
    reader.emulate_media(color_scheme="light")
    reader.goto(served + address)
    if "?q=" in address:
        expect(reader.locator("#search-results")).to_be_visible()
    reader.evaluate(AXE_SCRIPT)
    assert violations(reader, *RULES) == []
    reader.emulate_media(color_scheme="dark")
    reader.evaluate("() => document.querySelectorAll('details').forEach(panel => { panel.open = true })")
    assert violations(reader, "color-contrast") == []
    assert reader.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")


WIDE = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute' && !e.closest('table, .scroll, .skip');
}).map(e => e.outerHTML.slice(0, 120))"""


def test_no_page_scrolls_sideways_on_a_small_phone(reader: Page, served: str) -> None:
    reader.set_viewport_size(PHONE)
    for address in EVERY_KIND:
        if address in REDIRECTS:
            continue
        reader.goto(served + address)
        reader.evaluate("() => document.querySelectorAll('details').forEach(panel => { panel.open = true })")
        assert reader.evaluate("() => document.documentElement.scrollWidth") <= 320, address
        assert reader.evaluate(WIDE) == [], address


def test_text_is_large_and_targets_are_wide_enough_on_a_phone(reader: Page, served: str) -> None:
    reader.set_viewport_size(PHONE)
    reader.goto(served + LETTER["vi"])
    assert float(reader.locator("#p1").evaluate("p => parseFloat(getComputedStyle(p).fontSize)")) >= 17
    assert (
        float(reader.locator("#p1").evaluate("p => parseFloat(getComputedStyle(p).lineHeight) / parseFloat(getComputedStyle(p).fontSize)"))
        >= 1.6
    )
    for control in reader.locator("header .button, header input, .bar__languages a, .actions a:visible, .actions button").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 44, control.inner_text()


def test_the_keyboard_goes_first_to_the_text(reader: Page, served: str) -> None:
    reader.goto(served + LETTER["en"])
    reader.keyboard.press("Tab")
    focus = reader.locator(":focus")
    expect(focus).to_have_text("Skip to content")
    expect(focus).to_be_in_viewport()
    assert focus.evaluate("e => getComputedStyle(e).outlineStyle") != "none"
    target = urlsplit(focus.get_attribute("href") or "").fragment
    assert reader.locator(f"#{target}").count() == 1


# --- without script ---------------------------------------------------------------------------------------------------------


def test_every_document_is_reached_from_home_by_links_alone(site: Path, documents: dict[str, list[str]]) -> None:
    every = pages(site)
    for lang in ("vi", "en"):
        seen, queue = {f"{lang}/"}, [f"{lang}/"]
        while queue:
            here = queue.pop()
            for a in next(every[here].all("main")).all("a"):
                target = urlsplit(urljoin(f"http://x/{here}", a.attrs.get("href", ""))).path[1:]
                if target in every and target.startswith(f"{lang}/") and target not in seen:
                    seen.add(target)
                    queue.append(target)
        assert set(documents[lang]) <= seen


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_page_is_readable_without_script(browser: Browser, served: str, size: Any) -> None:
    with watched(browser, java_script_enabled=False, viewport=size) as (page, wrong):
        for address in EVERY_KIND:
            page.goto(served + address)
            expect(page.locator("h1")).to_be_visible()
            if address in LETTER.values():
                for place in ("#p1", "#a1", ".record dd >> nth=0", "#cite-as", ".contents a >> nth=0"):
                    expect(page.locator(place)).to_be_visible()
            if address in SEARCH.values():
                expect(page.locator("noscript a").first).to_be_visible()
            assert [w for w in wrong if address != LOST or "404" not in w] == [], address


# --- print ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_printed_document_is_the_document_and_its_address(reader: Page, served: str, lang: str) -> None:
    reader.goto(served + SIGNED[lang])
    canonical = reader.locator("link[rel=canonical]").get_attribute("href") or ""
    reader.emulate_media(media="print", color_scheme="dark")
    for chrome in (".bar__search", ".bar__languages", ".foot", ".actions", ".contents", ".permalink >> nth=0", ".citeas button"):
        expect(reader.locator(chrome)).to_be_hidden()
    for part in ("h1", ".record dl", "#p1", "#s1", "#cite-as", ".sheet"):
        expect(reader.locator(part)).to_be_visible()
    assert canonical.endswith(SIGNED[lang])
    expect(reader.locator(".sheet")).to_contain_text(canonical)
    assert reader.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(255, 255, 255)"
    assert reader.locator("#p1").evaluate("p => getComputedStyle(p).color") == "rgb(0, 0, 0)"
    reader.emulate_media(media="screen")


# --- small comforts ---------------------------------------------------------------------------------------------------------


def test_a_paragraph_has_an_address_that_leads_to_it(reader: Page, served: str) -> None:
    reader.goto(served + SIGNED["en"])
    reader.locator(".fact--deadlines a").first.click()
    expect(reader).to_have_url(re.compile(r"#p4$"))
    expect(reader.locator("#p4")).to_be_in_viewport()
    reader.locator("#p2").hover()
    reader.locator("#p2 > .permalink").click()
    expect(reader).to_have_url(re.compile(r"#p2$"))


def test_the_original_is_verified_in_the_browser(reader: Page, served: str) -> None:
    reader.goto(served + NEWS["en"])
    reader.get_by_role("button", name="Verify the original in this browser").click()
    expect(reader.get_by_role("status").filter(has_text="Match")).to_be_visible()


def test_past_deadlines_are_marked_by_the_readers_clock(browser: Browser, served: str) -> None:
    with watched(browser) as (page, _):
        page.clock.set_fixed_time("2024-12-12T08:00:00Z")
        page.goto(served + SIGNED["en"])
        expect(page.locator(".fact--deadlines dd").nth(0)).to_contain_text("(past)")
        expect(page.locator(".fact--deadlines dd").nth(1)).not_to_contain_text("(past)")
