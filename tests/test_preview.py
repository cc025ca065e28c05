"""The preview of a link in the text: by pointer, keyboard and finger, fetched only when asked for, and out of the way again (WCAG 1.4.13)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

LETTER = "vi/van-ban/2017-2637-ldtbxh-htqt/"
LINK = '.doc__text p a[href*="so/145-qd-ttg"]'
AWAY = {"x": 2, "y": 2}


@pytest.fixture
def reading(page: Page, served: str) -> Page:
    """A letter that cites a decision which is not held; ``asked`` are the pages fetched."""
    page.goto(served + LETTER)
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def finger(browser: Browser, served: str) -> Iterator[Page]:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(served + LETTER)
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def test_pointer_shows_title_number_issuer_day_and_state(reading: Page) -> None:
    asked: list[str] = []
    reading.on("request", lambda request: asked.append(request.url))
    assert asked == []
    reading.locator(LINK).first.hover()
    preview = reading.locator("#preview")
    for words in ("Quyết định số 145/QĐ-TTg", "Thủ tướng Chính phủ", "20 tháng 1 năm 2016", "chưa có trong kho", "Phê duyệt Chiến lược"):
        expect(preview).to_contain_text(words)
    assert [url.rsplit("/so/")[-1] for url in asked if "/so/" in url] == ["145-qd-ttg/"]
    expect(reading.locator(LINK).first).to_have_attribute("aria-describedby", "preview")
    expect(preview).to_have_attribute("role", "tooltip")
    above, below = preview.bounding_box(), reading.locator(LINK).first.bounding_box()
    assert above
    assert below
    assert min(abs(above["y"] + above["height"] - below["y"]), abs(below["y"] + below["height"] - above["y"])) < 12


def test_it_can_be_pointed_at_and_goes_when_the_pointer_leaves(reading: Page) -> None:
    reading.locator(LINK).first.hover()
    preview = reading.locator("#preview")
    expect(preview).to_contain_text("145/QĐ-TTg")
    preview.hover()
    reading.wait_for_timeout(400)
    expect(preview).to_be_visible()
    reading.mouse.move(**AWAY)
    expect(preview).to_be_hidden()


def test_keyboard_shows_it_and_escape_puts_it_away_without_moving_focus(reading: Page) -> None:
    reading.keyboard.press("Tab")
    reading.locator(LINK).first.focus()
    preview = reading.locator("#preview")
    expect(preview).to_contain_text("145/QĐ-TTg")
    reading.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    expect(reading.locator(LINK).first).to_be_focused()
    assert reading.locator(LINK).first.get_attribute("aria-describedby") is None


def test_finger_shows_it_first_and_opens_with_a_second_tap(finger: Page, served: str) -> None:
    finger.locator(LINK).first.tap()
    preview = finger.locator("#preview")
    expect(preview).to_contain_text("Chạm lần nữa để mở")
    assert finger.url == served + LETTER
    box = preview.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    finger.locator(LINK).first.tap()
    finger.wait_for_url("**/so/145-qd-ttg/")


def test_article_that_is_cited_is_shown(page: Page, served: str) -> None:
    page.goto(served + "vi/so/20-ct-tw/")
    page.wait_for_load_state("networkidle")
    link = page.locator('.doc__text li a[href*="van-ban/"][href*="#p"]').first
    place = (link.get_attribute("href") or "").split("#")[1]
    link.hover()
    expect(page.locator(".preview__part")).not_to_be_empty()
    shown = page.locator(".preview__part").inner_text().removesuffix("…")
    link.click()
    assert " ".join(page.locator(f"#{place}").inner_text().split()).startswith(shown[:60])


def test_without_an_answer_it_says_so_and_the_link_stays(reading: Page) -> None:
    reading.route("**/so/145-qd-ttg/", lambda route: route.abort())
    reading.locator(LINK).first.hover()
    expect(reading.locator("#preview")).to_contain_text("liên kết vẫn mở được")


def test_places_on_the_page_and_other_sites_have_none(reading: Page) -> None:
    reading.locator(".permalink").first.hover()
    reading.wait_for_timeout(400)
    assert reading.locator("#preview").count() == 0
