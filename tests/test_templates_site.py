"""Every template once, in both languages, through MkDocs itself: what stands in the pages that readers get."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from builder.model import Alternate, Anchor, Block, Fact, FactValue, Heading, Lang, Page, Paragraph, Target, Text
from builder.write.markdown import page_markdown

ROOT = Path(__file__).parent.parent
SITE = "https://archive.example/repo/"
HOSTILE = "</title><script>alert(1)</script> & {{7*7}} \" '"
SHOWN = "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{7*7}}"
NAMES: tuple[tuple[Lang, str], ...] = (("vi", "Tiếng Việt"), ("en", "English"))
PAGES = {
    "home.html": ("vi/index", "en/index"),
    "notice.html": ("vi/van-ban/x", "en/notices/x"),
    "number.html": ("vi/so/2-qd", "en/so/2-qd"),
    "redirect.html": ("vi/so/1-cv", "en/so/1-cv"),
    "listing.html": ("vi/van-ban/index", "en/notices/index"),
    "search.html": ("vi/tim-kiem", "en/search"),
}
HAND = (("vi/gioi-thieu", "en/about"), ("vi/quyen", "en/rights"), ("vi/huong-dan", "en/help"), ("vi/bien-tap", "en/editors"))


def page(template: str, pair: tuple[str, str], lang: Lang) -> Page:
    target = FactValue("Công văn", "x", Target("vi/van-ban/x" if lang == "vi" else "en/notices/x"))
    facts = (Fact("target", "Đích", (target,)),) if template == "redirect.html" else (Fact("type", HOSTILE, (FactValue(HOSTILE),)),)
    blocks: tuple[Block, ...] = (
        Heading(1, "top", (Text(HOSTILE),)),
        Heading(2, "text", (Text(HOSTILE),)),
        Paragraph((Text("Một."),), "p1"),
    )
    blocks += (Heading(2, "original", (Text("Gốc"),)), Heading(2, "cite-as", (Anchor(Target(anchor="p1"), (Text("Trích"),)),)))
    alternates = tuple(Alternate(code, name, path) for (code, name), path in zip(NAMES, pair, strict=True))
    here = pair[0] if lang == "vi" else pair[1]
    return Page(here, template, HOSTILE, HOSTILE, "1/CV", lang, "vi", alternates, facts, blocks)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    pairs = [*PAGES.items(), *(("page.html", pair) for pair in HAND)]
    pages = [page(template, pair, lang) for template, pair in pairs for lang, _ in NAMES]
    pages.append(Page("index", "root.html", "Cửa", "Cửa", "–", "vi", "vi", pages[0].alternates, (), (Heading(1, "top", (Text("Cửa"),)),)))
    for one in pages:
        path = folder / "docs" / f"{one.path}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page_markdown(one), encoding="utf-8")
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT}/mkdocs.yml\ndocs_dir: docs\nsite_dir: site\ntheme:\n  custom_dir: {ROOT}/overrides\n", encoding="utf-8"
    )
    environment = {**os.environ, "SITE_URL": SITE, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    # Not --quiet: it would silence the very warnings that --strict counts.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "site"


def html(site: Path, path: str) -> str:
    return (site / path.removesuffix("index") / "index.html").read_text(encoding="utf-8")


EVERY = [*(path for pair in [*PAGES.values(), *HAND] for path in pair), "index"]


@pytest.mark.parametrize("path", EVERY)
def test_a_page_says_its_language_its_twin_and_its_policy(site: Path, path: str) -> None:
    text = html(site, path)
    assert f'<html lang="{"en" if path.startswith("en/") else "vi"}"' in text
    assert text.index("Content-Security-Policy") < text.index('<meta name="viewport"')
    assert len(re.findall(r'<link rel="alternate" hreflang="(?:vi|en)" href="https://archive\.example/repo/(?:vi|en)/', text)) == 2
    assert text.count('hreflang="x-default"') == 1
    assert text.count('rel="canonical"') == 1
    assert "generator" not in text
    assert "main.57a" not in text


@pytest.mark.parametrize("path", [path for path in EVERY if path != "index"])
def test_hostile_words_are_shown_and_nothing_runs(site: Path, path: str) -> None:
    text = html(site, path)
    assert SHOWN in text
    assert not re.search(r"<script(?! type=\"application/ld\+json\">)(?![^>]*\ssrc=\"[./])", text)
    assert "49" not in re.sub(r"<[^>]+>", "", text)


def test_a_document_has_its_title_then_its_facts_then_its_text(site: Path) -> None:
    text = html(site, "vi/van-ban/x")
    order = [
        text.index(mark)
        for mark in ('class="trail"', '<h1 id="top"', 'class="record"', 'class="contents"', 'id="p1"', 'id="cite-as"', "<footer")
    ]
    assert order == sorted(order)
    assert '<a href="../../../en/notices/x/" hreflang="en" lang="en">English</a>' in text


def test_the_number_of_one_document_leads_to_it(site: Path) -> None:
    text = html(site, "en/so/1-cv")
    assert '<meta http-equiv="refresh" content="0; url=../../notices/x/">' in text
    assert f'<link rel="canonical" href="{SITE}en/notices/x/">' in text


def test_not_found_speaks_both_languages_and_finds_its_way_from_any_depth(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    assert "Không tìm thấy trang" in text
    assert "Page not found" in text
    addresses = re.findall(r'(?:href|src|action)="([^"#]+)"', text)
    assert [a for a in addresses if not a.startswith("/repo/")] == []


def test_the_map_of_the_site_pairs_the_languages_and_leaves_out_what_only_redirects(site: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = ElementTree.parse(site / "sitemap.xml").getroot().findall("s:url", names)
    places = {entry.findtext("s:loc", "", names): [link.get("hreflang") for link in entry.findall("x:link", names)] for entry in entries}
    assert places[f"{SITE}vi/van-ban/x/"] == ["vi", "en"]
    assert f"{SITE}vi/so/1-cv/" not in places
    assert "lastmod" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_fonts_scripts_and_styles_are_where_the_pages_ask_for_them(site: Path) -> None:
    for path in re.findall(r'(?:href|src)="\.\./\.\./\.\./(assets/[^"]+)"', html(site, "vi/van-ban/x")):
        assert (site / path).is_file(), path
    css = (site / "assets/stylesheets/archive.css").read_text(encoding="utf-8")
    for path in re.findall(r"url\(\.\./([^)]+)\)", css):
        assert (site / "assets" / path).is_file(), path
