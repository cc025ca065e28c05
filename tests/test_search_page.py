"""The search page in a real browser, over a small site of invented documents: what a reader does, and what must never run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect
from search_documents import entries, terms
from serving import serve

from builder.search.index import build

DOCUMENT = "vi/van-ban/2017-2637-ldtbxh-htqt/"
NAMES = {"vi": ("Tiếng Việt", "vi/tim-kiem/"), "en": ("English", "en/search/")}


def _write_document(docs: Path) -> None:
    alternates = [{"lang": "vi", "name": "Tiếng Việt", "href": DOCUMENT}, {"lang": "en", "name": "English", "href": "en/search/"}]
    meta = {"template": "page.html", "title": "Công văn", "description": "–", "number": "–", "lang": "vi", "body_lang": "vi"}
    front = yaml.safe_dump({**meta, "alternates": alternates, "facts": []}, allow_unicode=True)
    path = docs / (DOCUMENT.rstrip("/") + ".md")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{front}---\n\n# Công văn {{#top}}\n", encoding="utf-8")


def _write_page(docs: Path, lang: str, path: str) -> None:
    alternates = [{"lang": code, "name": name, "href": href} for code, (name, href) in NAMES.items()]
    title = "Tìm kiếm" if lang == "vi" else "Search"
    meta = {"template": "search.html", "title": title, "description": title, "number": "–", "lang": lang, "body_lang": lang}
    front = yaml.safe_dump({**meta, "alternates": alternates, "facts": []}, allow_unicode=True)
    (docs / path).parent.mkdir(parents=True, exist_ok=True)
    (docs / path).write_text(f"---\n{front}---\n\n# {title} {{#top}}\n", encoding="utf-8")


def make_site(folder: Path, root: Path, url: str) -> Path:
    """The two search pages in the archive's own frame, with an index beside them."""
    docs = folder / "docs"
    for lang, (_, href) in NAMES.items():
        _write_page(docs, lang, href.rstrip("/") + ".md")
    _write_document(docs)
    build(entries(), docs / "assets" / "search", terms())
    text = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("build/docs", str(docs)).replace("build/site", str(folder / "site"))
    text = re.sub(r"(?ms)^nav:\n(?:  - .*\n)+", "", text).replace("custom_dir: overrides", f"custom_dir: {root / 'overrides'}")
    (folder / "mkdocs.yml").write_text(re.sub(r"(?ms)^validation:.*", "", text), encoding="utf-8")
    env = {**os.environ, "SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    return make_site(tmp_path_factory.mktemp("search-site"), root, "http://127.0.0.1/repo/")


@pytest.fixture(scope="module")
def site_url(small_site: Path) -> Iterator[str]:
    """Served under a sub-path, as project pages are."""
    with serve(small_site, "/repo/") as url:
        yield url


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """A page that fails its test on any console error, dialog, failed request or request elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("dialog", lambda d: (wrong.append(f"dialog {d.message}"), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith(("http://127.0.0.1", "data:")) else wrong.append(r.url))
    yield page
    context.close()
    assert wrong == []


def titles(page: Page) -> list[str]:
    return page.locator(".hit__title").all_inner_texts()


def ask(page: Page, site_url: str, query: str, lang: str = "vi") -> list[str]:
    page.goto(site_url + NAMES[lang][1])
    page.get_by_role("searchbox").fill(query)
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#search-results")).to_be_visible()  # a slow answer first says that it is being looked for
    return titles(page)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("chien luoc hoi nhap", "2637"), ("Chiến lược hội nhập", "2637"), ("2637/LDTBXH", "2637"), ("2637", "2637"), ("overseas employment", "2024-03"),
    ],
)  # fmt: skip
def test_found_in_both_languages(reader: Page, site_url: str, lang: str, query: str, first: str) -> None:
    ask(reader, site_url, query, lang)
    assert first in (reader.locator(".hit__title a").first.get_attribute("href") or "")


def test_old_and_new_tone_placement_are_one(reader: Page, site_url: str) -> None:
    assert ask(reader, site_url, "hoà nhập") == ask(reader, site_url, "hòa nhập") != []


def test_the_address_is_the_search(reader: Page, site_url: str) -> None:
    reader.goto(f"{site_url}vi/tim-kiem/?q=quyet+dinh&type=quyet-dinh&sort=oldest")
    expect(reader.get_by_role("searchbox")).to_have_value("quyet dinh")
    expect(reader.get_by_role("checkbox", name=re.compile("Quyết định"))).to_be_checked()
    assert len(titles(reader)) == 2
    reader.get_by_role("link", name="Bỏ mọi bộ lọc").first.click()
    expect(reader).to_have_url(re.compile(r"\?q=quyet\+dinh&sort=oldest$"))


def test_a_filter_is_kept_in_the_address_and_taken_back(reader: Page, site_url: str) -> None:
    ask(reader, site_url, "lao dong")
    before = titles(reader)
    reader.get_by_role("checkbox", name=re.compile("Công văn")).check()
    expect(reader).to_have_url(re.compile("type=cong-van"))
    expect(reader.locator("#search-count")).to_have_text("2 kết quả")
    reader.go_back()
    expect(reader.locator(".hit")).to_have_count(len(before))


def test_nothing_is_fetched_before_the_reader_turns_to_search(reader: Page, site_url: str) -> None:
    fetched: list[str] = []
    reader.on("request", lambda r: fetched.append(r.url))
    reader.goto(site_url + "vi/tim-kiem/", wait_until="networkidle")
    assert not [u for u in fetched if "/assets/search/" in u]
    reader.get_by_role("searchbox").focus()
    reader.wait_for_timeout(500)
    assert [u for u in fetched if u.endswith("/assets/search/engine.mjs")]


@pytest.mark.parametrize("query", ["tan cong thu", "<img src=x onerror=alert(3)>", "\"><svg onload=alert(4)>", "{{7*7}}", "1/<img"])  # fmt: skip
def test_hostile_text_is_shown_as_text(reader: Page, site_url: str, query: str) -> None:
    ask(reader, site_url, query)
    reader.wait_for_timeout(100)
    assert reader.locator("#search-results :is(script, img, svg, b, iframe)").count() == 0


def test_hostile_title_is_literal(reader: Page, site_url: str) -> None:
    assert "<script>alert('title')</script> tấn công thử" in ask(reader, site_url, "tấn công thử")


def test_typing_searches_by_itself_and_the_last_word_wins(reader: Page, site_url: str) -> None:
    reader.goto(site_url + "vi/tim-kiem/")
    reader.get_by_role("searchbox").press_sequentially("tro cap that nghiep", delay=30)
    expect(reader.locator("#search-count")).to_have_text(re.compile(r"^\d+ kết quả$"))
    expect(reader).to_have_url(re.compile(r"q=tro\+cap\+that\+nghiep$"))
    assert "Luật Việc làm" in titles(reader)


def test_empty_and_failed_say_so_and_offer_a_next_step(reader: Page, browser: Browser, site_url: str) -> None:
    ask(reader, site_url, "zzzz", "en")
    expect(reader.locator("#search-count")).to_have_text("No results")
    assert reader.get_by_text("Try fewer words").count() == 1
    context = browser.new_context()
    page = context.new_page()
    page.route("**/manifest.json*", lambda r: r.abort())
    page.goto(site_url + "en/search/?q=work")
    expect(page.locator("#search-count")).to_contain_text("could not load its index")
    page.unroute("**/manifest.json*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#search-count")).to_contain_text("result")
    context.close()


@pytest.mark.parametrize("query", ['"nghiep that tro cap"', "tro cap that nghiep -thất -nghiệp", "type:xyz tro cap that nghiep"])
def test_no_answer_offers_the_words_without_what_was_asked_of_them(reader: Page, site_url: str, query: str) -> None:
    ask(reader, site_url, query, "en")
    expect(reader.locator("#search-count")).to_have_text("No results")
    reader.locator(".search__none a").click()
    expect(reader.locator("#search-count")).to_have_text(re.compile(r"^[0-9]+ results?$"))
    assert "Employment Law" in titles(reader)
    expect(reader.get_by_role("searchbox")).to_have_value(re.compile("^(nghiep that )?tro cap( that nghiep)?$"))


@pytest.mark.parametrize(
    ("lang", "query", "place"),
    [
        ("en", "kế hoạch hành động", "vi/van-ban/2017-2637-ldtbxh-htqt/#p1"),
        ("en", "action plans", "en/notices/2017-2637-ldtbxh-htqt/#p1"),
        ("vi", "action plans", "en/notices/2017-2637-ldtbxh-htqt/#p1"),
    ],
)
def test_the_link_to_a_paragraph_leads_where_its_words_stand(reader: Page, site_url: str, lang: str, query: str, place: str) -> None:
    ask(reader, site_url, query, lang)
    assert reader.locator(".hit__place").first.get_attribute("href") == site_url + place


def test_an_old_link_beyond_the_last_page_shows_the_last(reader: Page, site_url: str) -> None:
    reader.goto(site_url + "en/search/?q=lao+dong&page=99&sort=constructor")
    expect(reader.locator(".hit").first).to_be_visible()
    expect(reader).to_have_url(re.compile(r"q=lao\+dong$"))


def test_without_javascript_the_page_leads_to_the_lists(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + "en/search/?q=x")
    assert page.locator("noscript a").count() == 8
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("path", ["vi/tim-kiem/", "vi/tim-kiem/?q=lao+dong", "en/search/?q=zzzz&type=luat", "en/search/?q=employment"])
def test_axe_finds_nothing(browser: Browser, site_url: str, path: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site_url + path, wait_until="networkidle")
    for details in page.locator("details").all():
        details.evaluate("d => { d.open = true; }")
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


# --- suggestions under the field that every page has ------------------------------------------------------------------


@pytest.fixture
def home(reader: Page, site_url: str) -> Page:
    """A page with the field of the header: a document's."""
    reader.goto(site_url + DOCUMENT)
    return reader


def test_suggestions_are_fetched_on_focus_only_and_are_small(home: Page) -> None:
    fetched: list[Response] = []
    home.on("response", lambda r: None if "/images/" in r.url else fetched.append(r))
    home.wait_for_load_state("networkidle")
    assert fetched == []
    home.get_by_role("searchbox").press_sequentially("hoi", delay=20)
    expect(home.get_by_role("listbox")).to_be_visible()
    assert [r.url.rsplit("/", 1)[1] for r in fetched][:2] == ["quick.mjs", "names.json"]
    assert sum(len(r.body()) for r in fetched) < 20_000


def test_the_keyboard_chooses_a_suggestion(home: Page, site_url: str) -> None:
    home.get_by_role("searchbox").focus()
    field = home.get_by_role("combobox")
    field.press_sequentially("2637", delay=20)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(home.locator(".quick__status")).to_have_text(re.compile("1 gợi ý"))
    field.press("ArrowDown")
    option = home.get_by_role("option", selected=True)
    expect(option).to_have_text("Số hiệu 2637/LĐTBXH-HTQT")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    field.press("Escape")
    expect(home.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("2637")
    field.press("ArrowDown")  # asks again
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowUp")
    field.press("Enter")
    expect(home).to_have_url(site_url + DOCUMENT)


def test_enter_without_a_choice_searches(home: Page) -> None:
    home.get_by_role("searchbox").focus()
    home.get_by_role("combobox").press_sequentially("hội nhập", delay=20)
    home.get_by_role("combobox").press("Enter")
    expect(home).to_have_url(re.compile(r"/vi/tim-kiem/\?q="))
    expect(home.locator("#search-results")).to_be_visible()


def test_hostile_titles_are_suggested_as_text(home: Page) -> None:
    home.get_by_role("searchbox").focus()
    home.get_by_role("combobox").press_sequentially("tan cong", delay=20)
    expect(home.get_by_role("option").first).to_contain_text("<script>")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_suggestions(browser: Browser, site_url: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site_url + DOCUMENT)
    page.locator("input[name=q]").press_sequentially("tr", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator("input[name=q]").press("ArrowDown")
    assert [(v["id"], v["nodes"][0]["html"]) for v in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.fixture(scope="module")
def large_url(small_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site with an index as a large archive has it."""
    site = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(small_site, site)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.search.folder.LARGE", 0)
        build(entries(), site / "assets" / "search", terms())
    with serve(site, "/repo/") as url:
        yield url


def test_a_large_archive_shows_the_first_answers_and_the_rest_when_the_reader_comes_near(reader: Page, large_url: str) -> None:
    reader.set_viewport_size({"width": 400, "height": 300})
    asked: list[str] = []
    reader.on("request", lambda r: asked.append(r.url) if "/assets/search/" in r.url else None)
    ask(reader, large_url, "lao dong")
    expect(reader.locator(".facets")).to_be_attached()
    assert reader.locator(".hit").count() == 4
    assert len(asked) <= 12
    reader.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(reader.locator(".search__rest")).to_have_count(0)
    assert reader.locator(".hit").count() == int(reader.locator("#search-count").inner_text().split()[0]) > 4
