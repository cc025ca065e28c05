"""What readers come for, done as a new user would on a phone of 360 px, in three steps from the home page at most; by keyboard; at 400 %."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

PHONE = {"width": 360, "height": 740}
ZOOMED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
LANGS = ("vi", "en")
DISTRICT = {
    "vi": "Triển khai vận động lao động tham gia đi làm việc ở nước ngoài",
    "en": "Mobilising workers to take part in overseas employment",
}


class Reader:
    """A person at the home page who counts every link that they follow and every search that they start."""

    def __init__(self, page: Page, base: str, lang: str) -> None:
        self.page, self.lang, self.steps = page, lang, 0
        page.goto(f"{base}{lang}/")

    def search(self, words: str) -> None:
        self.page.locator("main input[type=search]").fill(words)
        self.page.locator("main input[type=search]").press("Enter")
        expect(self.page.locator("#search-results")).to_be_visible()
        self._step()

    def follow(self, link: Locator) -> None:
        link.first.click()
        self._step()

    def sees(self, place: Locator) -> None:
        expect(place.first).to_be_visible()
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url

    def _step(self) -> None:
        self.steps += 1
        assert self.steps <= 3, "more than three steps from home"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, accept_downloads=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_letter_with_a_number(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.search("2637")
    reader.follow(phone.locator(".hit__title a"))
    reader.sees(phone.locator(".trail", has_text="2637/LĐTBXH-HTQT"))


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_letter_of_the_district_rests_on_up_to_the_party(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.follow(phone.get_by_role("link", name=DISTRICT[lang]))
    for number in ("814/SLĐTBXH-LĐVL&GDNN", "63/KH-UBND", "176-KH/TU", "20-CT/TW"):
        reader.sees(phone.locator("main a", has_text=number))
    reader.follow(phone.locator("main a", has_text="20-CT/TW"))
    reader.sees(phone.locator("h1", has_text="20-CT/TW"))
    reader.sees(phone.locator("main", has_text="63/KH-UBND"))


@pytest.mark.parametrize("lang", LANGS)
def test_what_must_be_reported_before_a_day_and_by_whom(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.follow(phone.get_by_role("link", name={"vi": "Tất cả thời hạn", "en": "All deadlines"}[lang]))
    day, who = {
        "vi": ("15 tháng 12 năm 2024", "Phòng Lao động – Thương binh và Xã hội báo cáo"),
        "en": ("15 December 2024", "Division of Labour"),
    }[lang]
    row = phone.locator("tr", has_text=day)
    reader.sees(row.get_by_text(who))
    reader.follow(row.get_by_role("link"))
    reader.sees(phone.locator("#p5:target"))


@pytest.mark.parametrize("lang", LANGS)
def test_everything_of_a_department_in_a_year(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.follow(phone.get_by_role("link", name={"vi": "Vụ Hợp tác quốc tế", "en": "Department of International Cooperation"}[lang]))
    rows = phone.locator("tbody tr")
    assert {re.findall(r"\d{4}$", text.strip())[0] for text in rows.all_inner_texts()} == {"2017"}
    reader.sees(rows.filter(has_text="2637/LĐTBXH-HTQT"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_english_of_a_news_item_beside_the_vietnamese(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.follow(phone.locator("main li", has_text="2019").get_by_role("link"))
    reader.follow(phone.get_by_role("link", name={"vi": "Song ngữ", "en": "Side by side"}[lang]))
    reader.sees(phone.locator("#p1"))
    reader.sees(phone.locator("#en-p1"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_original_and_its_hash(phone: Page, served: str, lang: str) -> None:
    reader = Reader(phone, served, lang)
    reader.follow(phone.get_by_role("link", name=DISTRICT[lang]))
    reader.follow(phone.locator(".actions a[href='#original']"))
    said = re.search(r"[0-9a-f]{64}", phone.locator(".sha256").inner_text())
    assert said is not None
    link = phone.locator(".original a")
    reader.sees(link)
    data = phone.request.get(link.evaluate("a => a.href")).body()
    assert hashlib.sha256(data).hexdigest() == said[0]


# --- the keyboard alone -------------------------------------------------------------------------------------------------------

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(e => !e.closest('[hidden]') && e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden').map((e, n) => (e.dataset.stop = n, n))"""
HERE = """() => { const e = document.activeElement; const s = getComputedStyle(e);
  return [e.dataset.stop ?? '', s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2]; }"""


@pytest.mark.parametrize(
    "address", ["vi/", "vi/van-ban/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai/", "en/deadlines/", "en/data/", "en/search/?q=2637"]
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser: Browser, served: str, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(served + address)
    if "?q=" in address:
        expect(page.locator("#search-results")).to_be_visible()
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_function("!document.querySelector('.doc') || document.querySelector('.permalink')")
    stops = {str(n) for n in page.evaluate(STOPS)}
    reached: dict[str, bool] = {}
    for _ in range(2 * len(stops) + 10):
        page.keyboard.press("Tab")
        at, shown = page.evaluate(HERE)
        if at in reached and len(reached) >= len(stops):
            break
        reached[at] = shown
    assert stops - set(reached) == set()
    assert [at for at, shown in reached.items() if at in stops and not shown] == []
    page.close()


# --- at 400 % -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["vi/", "en/notices/2017-2637-ldtbxh-htqt/", "vi/thoi-han/", "vi/so/", "en/data/"])
def test_at_four_hundred_percent_nothing_is_cut_off(browser: Browser, served: str, address: str) -> None:
    page = browser.new_page(viewport=ZOOMED)
    page.goto(served + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    cut = page.evaluate("""() => [...document.querySelectorAll('main :is(h1, h2, p, li, dd, a, button)')]
      .filter(e => e.getClientRects().length && !e.closest('.scroll, table, thead') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.textContent.slice(0, 40))""")
    assert cut == []
    page.close()


# --- the budget of a first view -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["vi/", "vi/van-ban/2017-2637-ldtbxh-htqt/", "en/side-by-side/2017-2637-ldtbxh-htqt/", "vi/tim-kiem/"])
def test_a_first_view_is_light(browser: Browser, served: str, site: Path, address: str) -> None:
    """100 kB packed and 45 kB of fonts at most, everything from here."""
    page = browser.new_page(viewport=PHONE)
    bodies: dict[str, bytes] = {}
    page.on("response", lambda r: bodies.setdefault(r.url, r.body()) if r.ok else None)
    page.goto(served + address, wait_until="networkidle")
    assert all(url.startswith(served) for url in bodies)
    fonts = sum(len(body) for url, body in bodies.items() if url.endswith(".woff2"))
    packed = sum(len(body) if url.endswith((".woff2", ".png")) else len(gzip.compress(body, mtime=0)) for url, body in bodies.items())
    assert fonts <= 45_000
    assert packed <= 100_000, packed
    assert all(path.stat().st_size <= 4096 for path in (site / "assets" / "javascripts").glob("archive.*"))
    page.close()
