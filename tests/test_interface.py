"""Every word of the interface in both languages, Material's included: no page shows a string of the other language's table."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader
from lxml import html

from builder import addresses, grammar
from builder.model import Lang
from builder.text import sort_key
from builder.vocabulary import word

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-copied", "data-copy", "value")
LETTER = "2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai"
PAGES: dict[Lang, tuple[str, ...]] = {
    "vi": ("vi", "vi/van-ban", "vi/tim-kiem", "vi/thuat-ngu", "vi/ban-dich", "vi/co-quan", "vi/linh-vuc", "vi/so", f"vi/van-ban/{LETTER}", f"vi/song-ngu/{LETTER}", "vi/so/145-qd-ttg", "vi/gioi-thieu"),
    "en": ("en", "en/notices", "en/search", "en/glossary", "en/translations", "en/issuers", "en/topics", "en/so", f"en/notices/{LETTER}", f"en/side-by-side/{LETTER}", "en/so/145-qd-ttg", "en/about"),
}  # fmt: skip


def material(lang: Lang) -> set[str]:
    """What the theme would say in a language. Read as text: nothing here imports it."""
    spec = importlib.util.find_spec("material")
    assert spec
    assert spec.origin
    text = next(Path(spec.origin).parent.rglob(f"partials/languages/{lang}.html")).read_text(encoding="utf-8")
    return {found for found in re.findall(r'"[\w.]+": "([^"]+)"', text) if "#" not in found}


def own(lang: Lang) -> set[str]:
    """Our words: of the pages, of the frame. Forms of number count each; a word with a blank to fill in is none that a page shows."""
    table = yaml.load((ROOT / "builder" / "vocabulary" / "interface.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    words = [row[lang] for row in table.values()]
    module = Environment(loader=FileSystemLoader(ROOT / "overrides")).get_template("partials/strings.html").module
    frame = module.strings[lang]  # type: ignore[attr-defined]
    flat = [form for word in words for form in (word.values() if isinstance(word, dict) else (word,))]
    return {" ".join(str(word).split()) for word in (*flat, *frame.values()) if "{" not in str(word)}


def other_words(lang: Lang) -> set[str]:
    """Words that only the other language says; a table may have one word for both (RSS, Email, Word)."""
    other: Lang = "en" if lang == "vi" else "vi"
    words = (material(other) | own(other)) - material(lang) - own(lang)
    return {word for word in words if len(word) > 3}


def shown(path: Path, lang: Lang) -> Iterator[str]:
    """Every text and every spoken attribute of a page that claims to be in its language."""
    for element in html.parse(str(path)).getroot().iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "code"):
            continue
        said = next((a.get("lang") for a in (element, *element.iterancestors()) if a.get("lang")), None)
        outside = next((a.get("lang") for a in element.iterancestors() if a.get("lang")), None)
        texts = [element.text if said == lang else None, element.tail if outside == lang else None]
        texts += [element.get(name) for name in ATTRIBUTES if said == lang]
        yield from (" ".join(text.split()) for text in texts if text and text.strip())


@pytest.mark.parametrize(("lang", "path"), [(lang, path) for lang, paths in PAGES.items() for path in paths])
def test_no_page_shows_a_word_of_the_other_languages_interface(site: Path, lang: Lang, path: str) -> None:
    words = set(shown(site / path / "index.html", lang))
    assert len(words) > 20
    assert words & other_words(lang) == set()


def test_the_tables_know_what_they_would_find() -> None:
    """The net is whole: Material's words and ours are in it, and none of them twice."""
    assert {"Table of contents", "Copy to clipboard", "Search"} <= material("en")
    assert "Table of contents" in other_words("vi")
    assert "Side by side" in other_words("vi")
    assert "Song ngữ" in other_words("en")
    assert not other_words("vi") & other_words("en")


def test_a_word_of_the_theme_on_a_page_of_ours_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<html lang="vi"><nav aria-label="Table of contents"><a lang="en">Footer</a> Previous</nav></html>', encoding="utf-8")
    assert set(shown(page, "vi")) & other_words("vi") == {"Table of contents", "Previous"}


@pytest.mark.parametrize("lang", addresses.LANGS)
def test_every_word_of_the_table_is_in_both_languages(lang: Lang) -> None:
    table = yaml.load((ROOT / "builder" / "vocabulary" / "interface.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert [key for key, row in table.items() if not row.get(lang)] == []


def test_the_words_of_the_scripts_are_in_both_languages() -> None:
    found = 0
    for script in SCRIPTS.glob("*.mjs"):
        text = script.read_text(encoding="utf-8")
        tables = re.findall(r"\n  (vi|en): \{\n(.*?)\n  \},", text, re.S)
        # a key stands after a brace, a comma or a new line; "month: 'long'" of a date's form is none
        keys = {lang: sorted(set(re.findall(r"(?:^|[{,]) *(\w+): ", body, re.M)) - {"month", "timeZone"}) for lang, body in tables}
        if tables:
            found += 1
            assert keys["vi"] == keys["en"], script.name
    assert found


# --- order, numbers, dates -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "order",
    [
        "an ăn ân ban can dan đan em êm ga hoa ion la ma na ong ông ơn pha qua ra sao ta to tô tơ tu tư va xa yên",
        "ma mà mả mã má mạ mai",  # the tones of one word: ngang, huyền, hỏi, ngã, sắc, nặng; then more letters
        "An Ăn Ân dân đa Đà Điện",
    ],
)
def test_vietnamese_words_stand_in_the_order_of_a_dictionary(order: str) -> None:
    words = order.split()
    words.reverse()
    assert sorted(words, key=sort_key) == order.split()


def test_tones_decide_only_where_letters_do_not() -> None:
    order = ["báo cáo", "bảo hiểm", "bạo lực", "bao thanh", "bảo vệ"]
    words = [*order]
    words.reverse()
    assert sorted(words, key=sort_key) == order


@pytest.mark.parametrize(
    ("lang", "number", "day", "month"),
    [("vi", "1.234.567", "5 tháng 3 năm 2024", "tháng 3 năm 2024"), ("en", "1,234,567", "5 March 2024", "March 2024")],
)
def test_numbers_and_dates_have_the_form_of_their_language(lang: Lang, number: str, day: str, month: str) -> None:
    assert number in word("count.bytes", lang, n=1234567)
    assert grammar.long_date("2024-03-05", lang) == day
    assert grammar.long_date("2024-03", lang) == month
