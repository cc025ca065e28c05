"""What a reader can take away from a document's page: linked data, references, a deadline, a paragraph's citation, a verified copy, paper."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import icalendar
import pdfplumber
import pytest
import rispy
from playwright.sync_api import Browser, Page, expect

LETTER = {"vi": "vi/van-ban/2017-2637-ldtbxh-htqt/", "en": "en/notices/2017-2637-ldtbxh-htqt/"}
SIGNED = {"vi": "vi/van-ban/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai/", "en": "en/notices/2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai/"}
NEWS = {"vi": "vi/tin-tuc/2019-01-15-hoi-nhap-quoc-te-2018/", "en": "en/news/2019-01-15-hoi-nhap-quoc-te-2018/"}
SCHEMA = json.loads((Path(__file__).parent / "vectors" / "schemaorg.json").read_text("utf-8"))["types"]
TEXTS = frozenset({"Text", "URL", "Date", "DateTime", "Language", "Number", "Integer"})


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        permissions=["clipboard-read", "clipboard-write"], accept_downloads=True, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()


# --- linked data ------------------------------------------------------------------------------------------------------------------


def linked(site: Path, address: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', (site / address / "index.html").read_text("utf-8"))
    loaded: dict[str, Any] = json.loads(found)
    return loaded


def wrong(value: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """What schema.org does not know, or knows to be something else. Other vocabularies (``eli:``) are their own affair."""
    types = [t for t in _listed(value.get("@type")) if ":" not in t]
    if not types and set(value) == {"@id"}:
        return
    properties = {name: ranges for own in types for name, ranges in _properties(own).items()}
    for name, found in value.items():
        if name.startswith("@") or ":" in name:
            continue
        if name not in properties:
            yield f"{where}{name}: not of {types}"
            continue
        for part in _listed(found):
            yield from _misplaced(part, properties[name], f"{where}{name}")


def _misplaced(part: object, ranges: list[str], where: str) -> Iterator[str]:
    if isinstance(part, Mapping):
        above = [a for t in _listed(part.get("@type")) for a in _ancestors(t)]
        if set(part) == {"@id"}:
            yield from () if "IdReference" in ranges else (f"{where}: no reference",)
        elif not set(above) & set(ranges):
            yield f"{where}: {part.get('@type')} is none of {ranges}"
        yield from wrong(part, f"{where}.")
    elif not TEXTS & set(ranges) and not any(r.endswith("Enumeration") or r == "LegalForceStatus" for r in ranges):
        yield f"{where}: {part!r} is none of {ranges}"


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _ancestors(name: str | None) -> Iterator[str]:
    while name in SCHEMA:
        yield str(name)
        name = SCHEMA[name]["parent"]


def _properties(name: str) -> dict[str, list[str]]:
    return {k: v for own in reversed(list(_ancestors(name))) for k, v in SCHEMA[own]["properties"].items()}


@pytest.mark.parametrize("address", [*LETTER.values(), *SIGNED.values(), *NEWS.values()])
def test_linked_data_passes_the_schema(site: Path, address: str) -> None:
    found = linked(site, address)
    assert list(wrong(found)) == []
    assert found["url"].endswith(address)
    assert list(wrong({**found, "legislationDates": "x"})) != []
    assert list(wrong({**found, "encoding": {"@type": "Person", "name": "x"}})) != []


def test_linked_data_says_what_the_page_says(site: Path) -> None:
    letter, news = linked(site, LETTER["en"]), linked(site, NEWS["vi"])
    assert letter["@type"] == ["Legislation", "eli:LegalResource"]
    assert (letter["legislationIdentifier"], letter["legislationDate"]) == ("2637/LĐTBXH-HTQT", "2017-06-28")
    assert letter["eli:id_local"] == "2637/LĐTBXH-HTQT"
    assert letter["legislationPassedBy"] == [{"@type": "GovernmentOrganization", "name": "Bộ Lao động - Thương binh và Xã hội"}]
    assert "legislationLegalForce" not in letter  # an official letter has no validity; nothing is "in force" by default
    assert news["@type"] == "NewsArticle"
    assert news["datePublished"].startswith("2019-01-15")


# --- references and deadlines, made in the page -------------------------------------------------------------------------------------


def saved(page: Page, name: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    ("address", "authors", "number"),
    [(LETTER["vi"], "Bộ Lao động - Thương binh và Xã hội", "2637/LĐTBXH-HTQT"), (NEWS["en"], "Minh Ngọc", None)],
)
def test_references_are_read_by_others(page: Page, served: str, address: str, authors: str | None, number: str | None) -> None:
    page.goto(served + address)
    title = page.locator("h1").inner_text().removesuffix("#").strip()
    vi = address.startswith("vi")
    name, text = saved(page, "Tải BibTeX" if vi else "Download BibTeX")
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    fields = {field.key: re.sub(r"[{}]", "", field.value) for field in entry.fields}
    assert name == f"{entry.key}.bib"
    assert entry.key == address.split("/")[2]
    assert fields["title"] == title
    assert (fields.get("author"), fields.get("number")) == (authors, number)
    name, text = saved(page, "Tải RIS" if vi else "Download RIS")
    (record,) = rispy.loads(text)
    assert record.get("title") or record.get("primary_title") == title
    assert record["year"] == fields["year"]
    assert record.get("authors", [None]) == [authors]
    assert any(address in url for url in record["urls"])


def module(site: Path, name: str) -> str:
    """A module as a document's page addresses it: its name holds a hash."""
    (found,) = (site / "assets" / "javascripts").glob(f"{name}.*mjs")
    return f"../../../assets/javascripts/{found.name}"


def test_words_that_tex_knows_are_kept(page: Page, served: str, site: Path) -> None:
    page.goto(served + LETTER["en"])
    found = page.evaluate(
        """async (module) => {
      const { reference } = await import(new URL(module, location.href));
      const data = { "@type": "NewsArticle", name: "50% of {A_B} & C# \\\\ $x ~^", url: "https://x.example/en/news/id-1/", inLanguage: "en", isPartOf: { name: "Archive" }, datePublished: "2019" };
      return [reference("bib", data).text, reference("ris", data).text];
    }""",
        module(site, "references"),
    )
    (entry,) = bibtexparser.parse_string(found[0]).entries
    assert entry["title"] == "{50\\% of \\{A\\_B\\} \\& C\\# \\textbackslash{} \\$x \\textasciitilde{}\\textasciicircum{}}"
    assert "month" not in entry.fields_dict
    (record,) = rispy.loads(found[1])
    assert "50% of {A_B} & C# \\ $x ~^" in record.values()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_deadline_goes_into_a_calendar(page: Page, served: str, lang: str) -> None:
    page.goto(served + SIGNED[lang])
    name, text = saved(page, "Thêm vào lịch" if lang == "vi" else "Add to calendar")
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert name.endswith("2024-12-10.ics")
    assert (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat()) == ("2024-12-10", "2024-12-11")
    assert ("UBND các xã" if lang == "vi" else "People's Committees") in event["SUMMARY"].replace("’", "'")
    assert str(event["URL"]).endswith("#p4")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


# --- a paragraph, cited ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "said"), [("vi", "2637/LĐTBXH-HTQT, đoạn 4"), ("en", "2637/LĐTBXH-HTQT, paragraph 4")])
def test_the_link_of_a_paragraph_cites_it(page: Page, served: str, lang: str, said: str) -> None:
    page.goto(served + LETTER[lang])
    page.locator("#p4").hover()
    page.locator("#p4 > .permalink").click()
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    first, second = copied.split("\n")
    assert first == said
    assert second.endswith(LETTER[lang] + "#p4")


@pytest.mark.parametrize(
    ("ident", "vi", "en"),
    [
        ("p4", "đoạn 4", "paragraph 4"),
        ("d3.k2.a", "điểm a khoản 2 Điều 3", "Article 3, clause 2, point (a)"),
        ("d3.k2.dd", "điểm đ khoản 2 Điều 3", "Article 3, clause 2, point (đ)"),
        ("d12a", "Điều 12a", "Article 12a"),
        ("pl1.p3", "đoạn 3 Phụ lục 1", "Annex 1, paragraph 3"),
        ("qc1.d1", "Điều 1 Quy chế 1", "Regulation 1, Article 1"),
        ("a2", "nơi gửi 2", "addressee 2"),
        ("s1", "chữ ký", "signature"),
        ("original", "", ""),
    ],
)
def test_ids_are_said_as_people_cite(page: Page, served: str, site: Path, ident: str, vi: str, en: str) -> None:
    if not page.url.startswith(served):
        page.goto(served + LETTER["en"])
    script = """async ([module, ident]) => {
      const { place } = await import(new URL(module, location.href));
      return [place(ident, "vi"), place(ident, "en")];
    }"""
    assert page.evaluate(script, [module(site, "places"), ident]) == [vi, en]


# --- the original, verified -------------------------------------------------------------------------------------------------------------


def test_a_copy_is_verified_with_the_keyboard_or_by_dropping_it(page: Page, served: str, site: Path, tmp_path: Path) -> None:
    page.goto(served + SIGNED["vi"])
    expected = re.search(r"[0-9a-f]{64}", page.locator(".sha256").inner_text())
    assert expected is not None
    (original,) = (site / "originals").glob(f"{expected[0]}*")
    changed = tmp_path / "changed.txt"
    changed.write_bytes(original.read_bytes() + b" ")
    chooser = page.locator("#verify-file")
    chooser.focus()
    expect(chooser).to_be_focused()
    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Space")
    waiting.value.set_files(str(original))
    expect(page.locator(".drop__status.is-good")).to_contain_text("Khớp")
    handle = page.evaluate_handle(
        "text => { const data = new DataTransfer(); data.items.add(new File([text], 'dropped.txt')); return data; }",
        changed.read_text("utf-8"),
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": handle})
    expect(page.locator(".drop__status.is-bad")).to_contain_text(hashlib.sha256(changed.read_bytes()).hexdigest())


# --- paper --------------------------------------------------------------------------------------------------------------------------------


def test_every_sheet_bears_number_address_and_hash(page: Page, served: str, site: Path) -> None:
    page.goto(served + LETTER["vi"])
    sha256 = re.search(r"[0-9a-f]{64}", page.locator(".sha256").inner_text())
    assert sha256 is not None
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as printed:
        assert len(printed.pages) >= 2
        for sheet in printed.pages:
            text = re.sub(r"\s", "", sheet.extract_text())
            assert "2637/LĐTBXH-HTQT" in text
            assert LETTER["vi"] in text
            assert sha256[0] in text
