"""The site in one zip, from any web server under any path; a sitemap that is cut where search engines stop reading."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect
from serving import serve

from builder import building
from builder.cli import main
from builder.site import offline, sitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def unzipped(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    offline.pack(site, folder / "offline.zip")
    with zipfile.ZipFile(folder / "offline.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(folder / "out")
    return folder / "out" / offline.ROOT


def test_the_zip_holds_the_site_and_says_how_to_open_it(unzipped: Path, site: Path) -> None:
    there = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    packed = {p.relative_to(unzipped).as_posix(): p.read_bytes() for p in unzipped.rglob("*") if p.is_file()}
    said = packed.pop(offline.README).decode("utf-8-sig")
    assert packed == there
    assert "python -m http.server" in said
    assert "Giải nén" in said


def test_the_zip_works_below_any_path_with_the_search(browser: Browser, unzipped: Path) -> None:
    with serve(unzipped, "/cho/khac/") as base:
        context = browser.new_context()
        page = context.new_page()
        elsewhere: list[str] = []
        page.on("request", lambda request: None if request.url.startswith(base) else elsewhere.append(request.url))
        page.goto(base)
        page.locator(".door[lang=vi] a").first.click()
        page.locator("main input[type=search]").fill("2637")
        page.locator("main input[type=search]").press("Enter")
        expect(page.locator("#search-results")).to_be_visible()
        page.locator(".hit__title a").first.click()
        expect(page.locator(".trail")).to_contain_text("2637/LĐTBXH-HTQT")
        page.get_by_role("link", name="Markdown").click()
        assert elsewhere == []
        context.close()


def test_one_site_one_zip(site: Path, tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        offline.pack(site, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_the_command_builds_and_packs(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_build", lambda *_: 0)
    out = tmp_path / "made" / "archive.zip"
    result = CliRunner().invoke(main, ["offline", "--site", str(site), "--out", str(out), "--content", str(tmp_path), "--lang", "en"])
    assert result.exit_code == 0, result.output
    assert "files packed" in result.stderr
    assert zipfile.is_zipfile(out)


# --- the sitemap ------------------------------------------------------------------------------------------------------------------


def test_a_long_sitemap_is_cut_and_loses_nothing(site: Path, tmp_path: Path) -> None:
    whole = (site / "sitemap.xml").read_text("utf-8")
    (tmp_path / "sitemap.xml").write_text(whole, encoding="utf-8")
    urls = re.findall(r"<loc>(.*?)</loc>", whole)
    assert sitemap.split(tmp_path, "https://x.example/&/", 100) == -(-len(urls) // 100)
    index = ElementTree.parse(tmp_path / "sitemap.xml").getroot()
    assert index.tag == f"{{{NAMES['s']}}}sitemapindex"
    found: list[str] = []
    for n, loc in enumerate(index.findall("s:sitemap/s:loc", NAMES), 1):
        assert loc.text == f"https://x.example/&/sitemap-{n}.xml"
        part = ElementTree.parse(tmp_path / f"sitemap-{n}.xml").getroot().findall("s:url", NAMES)
        assert len(part) <= 100
        assert all(len(list(url)) >= 3 for url in part)  # its address and its languages
        found += [url.findtext("s:loc", "", NAMES) for url in part]
    assert found == urls


def test_a_short_sitemap_stays_one_file(site: Path, tmp_path: Path) -> None:
    whole = (site / "sitemap.xml").read_bytes()
    (tmp_path / "sitemap.xml").write_bytes(whole)
    assert sitemap.split(tmp_path, "https://x.example/") == 1
    assert (tmp_path / "sitemap.xml").read_bytes() == whole
    assert sitemap.MOST == 50_000
