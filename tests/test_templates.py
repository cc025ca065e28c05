"""The templates hold their rules: the same words in both languages, nothing inline, nothing from elsewhere, nothing un-escaped."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, nodes

ROOT = Path(__file__).parent.parent
OVERRIDES = ROOT / "overrides"
TEMPLATES = [*sorted(OVERRIDES.rglob("*.html")), OVERRIDES / "sitemap.xml"]
STYLES = sorted(OVERRIDES.rglob("*.css"))
SCRIPTS = sorted(OVERRIDES.rglob("*.mjs"))
NAMESPACES = {"http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}


def name(path: Path) -> str:
    return str(path.relative_to(OVERRIDES))


def text_of(path: Path) -> str:
    """A template without its comments."""
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def strings() -> dict[str, dict[str, str]]:
    module: Any = Environment(loader=FileSystemLoader(OVERRIDES)).get_template("partials/strings.html").module
    found: dict[str, dict[str, str]] = module.strings
    return found


def test_both_languages_have_the_same_words() -> None:
    words = strings()
    assert set(words) == {"vi", "en"}
    assert list(words["vi"]) == list(words["en"])
    assert all(text and text == text.strip() for language in words.values() for text in language.values())


def test_every_word_a_template_asks_for_exists_and_every_word_is_asked_for() -> None:
    asked = {match for path in TEMPLATES for match in re.findall(r"\b(?:s|own|strings\.\w+|strings\[code\])\.(\w+)", text_of(path))}
    assert asked == set(strings()["vi"])


def test_words_need_no_escaping() -> None:
    assert not [text for language in strings().values() for text in language.values() if set(text) & set('<>&"')]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_is_inline(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"<style|\sstyle\s*=|\son\w+\s*=|javascript:|data:", text, re.IGNORECASE)
    for tag, body in re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL):
        if 'type="application/ld+json"' in tag:  # data, which no browser runs and no policy forbids
            continue
        assert "src=" in tag
        assert not body


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *SCRIPTS, *sorted(OVERRIDES.rglob("*.svg"))], ids=name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w[^\s\"'<>)]*", path.read_text(encoding="utf-8")))
    assert addresses <= NAMESPACES


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_front_matter_is_printed_as_it_was_written(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    used = {found.name for found in tree.find_all(nodes.Filter)}
    assert used <= {"url", "length", "first", "list", "selectattr"}
    assert not list(tree.find_all((nodes.Macro, nodes.FilterBlock, nodes.CallBlock, nodes.ScopedEvalContextModifier)))


def test_the_policy_forbids_what_is_inline() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text_of(OVERRIDES / "main.html"))
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert "unsafe" not in policy[1]
    assert "*" not in policy[1]


def test_every_address_in_the_frame_is_one_the_archive_writes() -> None:
    words = strings()
    for code, kept in (("vi", "vi/"), ("en", "en/")):
        hrefs = [text for key, text in words[code].items() if key.endswith("_href")]
        assert all(href.startswith(kept) and (href.endswith(("/", ".xml", ".ics"))) for href in hrefs)
        assert len(hrefs) == len(set(hrefs))


def test_the_configuration_runs_no_plugin_and_loads_no_font() -> None:
    class Loader(yaml.SafeLoader):
        """Knows !ENV, of which only the default matters here."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])  # type: ignore[arg-type]
    config = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    assert config["plugins"] == []
    assert config["theme"]["font"] is False
    assert "hooks" not in config
    assert config["markdown_extensions"] == ["builder.write.blockids"]
    assert config["site_name"] == strings()["vi"]["site"]


# --- what the two partials make of a record: they are written again by whoever pours pages ---------------------------


def fact(field: str, text: str, data: str = "", href: str = "", lang: str = "") -> dict[str, Any]:
    return {"field": field, "label": field.title(), "values": [{"text": text, "data": data, "href": href, "lang": lang}]}


def rendered(partial: str, facts: list[dict[str, Any]], number: str = "–") -> str:
    environment = Environment(loader=FileSystemLoader(OVERRIDES))
    environment.filters["url"] = lambda href: posixpath.relpath(href, "vi/van-ban/x") + "/"
    page = {"meta": {"facts": facts, "number": number}}
    return environment.get_template(f"partials/{partial}.html").render(page=page, s=strings()["vi"])


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize(
    ("facts", "number", "shown"),
    [
        ([fact("type", "Công văn"), fact("date", "28/6/2017", "2017-06-28")], "2637/LĐTBXH-HTQT", "Công văn 2017 2637/LĐTBXH-HTQT"),
        ([fact("type", "Công văn"), fact("date", "chưa rõ ngày")], "–", "Công văn"),
        (
            [fact("type", "Tin"), fact("published", "16/1/2019", "2019-01-16"), fact("event_date", "31/12/2018", "2018-12-31")],
            "–",
            "Tin 2019",
        ),
        ([fact("type", "Tin"), fact("event_date", "12/2015", "2015-12")], "–", "Tin 2015"),
        ([], "–", ""),
    ],
    ids=["whole", "without date and number", "published before event", "event alone", "nothing known"],
)
def test_the_trail_names_type_year_and_number(facts: list[dict[str, Any]], number: str, shown: str) -> None:
    assert plain(rendered("trail", facts, number)) == shown


def test_the_record_says_its_state_once_and_first() -> None:
    html = rendered("record", [fact("issuer", "Bộ X"), fact("status", "còn hiệu lực", "in_force")])
    assert html.count("còn hiệu lực") == 1
    assert html.index("state__mark--in_force") < html.index("<details")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (fact("deadlines", "10/12/2024", "2024-12-10"), '<dd><time datetime="2024-12-10">10/12/2024</time></dd>'),
        (fact("date", "chưa rõ"), "<dd>chưa rõ</dd>"),
        (fact("issuer", "Bộ X", "vn-x", "vi/co-quan/vn-x/"), '<dd><a href="../../co-quan/vn-x/">Bộ X</a></dd>'),
        (fact("addressees", "Bộ X", lang="vi"), '<dd><span lang="vi">Bộ X</span></dd>'),
        (fact("subject", "&lt;b&gt; {{7*7}}"), "<dd>&lt;b&gt; {{7*7}}</dd>"),
    ],
    ids=["deadline", "unknown date", "link", "other language", "hostile"],
)
def test_a_value_is_shown_as_what_it_is(value: dict[str, Any], written: str) -> None:
    assert written in rendered("record", [value])


# --- colours: what the style sheet promises ---------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def schemes() -> Iterator[tuple[str, dict[str, str]]]:
    css = (OVERRIDES / "assets/stylesheets/archive.css").read_text(encoding="utf-8").split("@media print")[0]
    blocks = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]
    light, dark = (block for block in blocks if "paper" in block)
    yield "light", light
    yield "dark", dark


@pytest.mark.parametrize(("scheme", "colours"), list(schemes()), ids=["light", "dark"])
def test_text_stands_out_seven_to_one_and_controls_three_to_one(scheme: str, colours: dict[str, str]) -> None:
    for ground in ("paper", "panel", "mark"):
        for ink in ("ink", "ink-soft", "accent", "accent-strong", "visited", "good", "warn", "bad"):
            assert contrast(colours[ink], colours[ground]) >= 7, (scheme, ink, ground)
        for edge in ("edge", "focus"):
            assert contrast(colours[edge], colours[ground]) >= 3, (scheme, edge, ground)
    assert contrast(colours["on-accent"], colours["accent"]) >= 7


def test_what_a_first_view_loads_is_small() -> None:
    fonts = OVERRIDES / "assets/fonts"
    first = [fonts / f"be-vietnam-pro-{subset}-{weight}.woff2" for subset in ("latin", "vietnamese") for weight in (400, 600)]
    assert sum(path.stat().st_size for path in first) <= 45_000
    assert (OVERRIDES / "assets/javascripts/archive.mjs").stat().st_size <= 4096
