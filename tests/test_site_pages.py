"""The built site, page by page, without a browser: nothing lost, nothing leaked, every link leads somewhere, both languages."""

from __future__ import annotations

import hashlib
import html
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from conftest import Build
from published import Element, pages
from test_golden import extracted

from builder import pipeline, presswork
from builder.model import Page
from builder.write.html import blocks_html

URL = "http://127.0.0.1:8000/"
SEEDS = {
    "2017-2637-ldtbxh-htqt": "notices/2017", "2009-12-18-molisa-hop-tac-asean-2010": "notices/2009",
    "2015-12-10-hoi-nghi-quan-he-doi-tac": "news/2015", "2019-01-15-hoi-nhap-quoc-te-2018": "news/2019",
    "2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai": "notices/2024",
}  # fmt: skip
FOLDERS = {"vi": {"notices": "vi/van-ban", "news": "vi/tin-tuc"}, "en": {"notices": "en/notices", "news": "en/news"}}
LETTER, ASEAN, CONFERENCE, INTEGRATION, BINH_SON = SEEDS


def original(root: Path, ident: str) -> Path:
    return root / "content" / SEEDS[ident] / f"{ident}.txt"


def address(ident: str, lang: str) -> str:
    """``vi/van-ban/<id>/``"""
    return f"{FOLDERS[lang][SEEDS[ident].split('/')[0]]}/{ident}/"


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


@pytest.fixture(scope="module")
def published(site: Path) -> dict[str, Element]:
    return pages(site)


@pytest.fixture(scope="module")
def records(root: Path) -> dict[str, dict[str, Any]]:
    """What ``archive extract`` says of the five, with what their editors confirmed."""
    return {ident: extracted(str(original(root, ident).relative_to(root)), "--merged") for ident in SEEDS}


@pytest.fixture(scope="module")
def front(docs: Path) -> dict[str, dict[str, Any]]:
    """Front matter by address, entities resolved as a browser would."""
    found = {}
    for path in docs.rglob("*.md"):
        address = path.relative_to(docs).with_suffix("").as_posix()
        text = path.read_text(encoding="utf-8").split("---\n")[1]
        found[re.sub(r"(^|/)index$", "", address) + "/"] = yaml.safe_load(html.unescape(text.replace("&quot;", "'")))
    return found


# --- nothing lost --------------------------------------------------------------------------------------------------------


def kept(record: dict[str, Any]) -> list[bool]:
    """For each character of the original whether a block, a field or residue really holds it, as their values say."""
    text: str = record["text"]
    held = [character.isspace() for character in text]

    def hold(start: int, end: int) -> None:
        held[start:end] = [True] * (end - start)

    for rest in record["residue"]:
        if text[slice(*rest["ev"])] == rest["text"] and rest["kind"] != "unknown":
            hold(*rest["ev"])
    for node in record["body"]:
        hold_block(text, held, node)
    for part in (*record["addressees"], *record["recipients"], *((record["news"] or {}).get("captions", ()))):
        purpose = f"({part['purpose_printed']})" if part.get("purpose_printed") else ""  # the print has it in brackets
        hold_words(text, held, part["ev"], json.dumps(part, ensure_ascii=False) + purpose)
    for path, entry in record["evidence"].items():
        hold_words(text, held, entry["ev"], json.dumps(value(record, path), ensure_ascii=False))
    return held


def value(record: dict[str, Any], path: str) -> Any:
    found: Any = record
    for name in path.split("."):
        found = found[name]
    return found


def hold_block(text: str, held: list[bool], node: dict[str, Any]) -> None:
    """A block's letters, one after the other, in its place; its label right before them."""
    start, end = node["ev"]
    at = start
    for character in node["text"]:
        if not character.isspace():
            while at < end and (held[at] or text[at].isspace()) and text[at] != character:
                at += 1
            if at >= end or text[at] != character:
                return
            held[at] = True
            at += 1
    label = node["label"]
    at = text.rfind(label, 0, start) if label else -1
    if at >= 0 and not text[at + len(label) : start].strip():
        held[at : at + len(label)] = [True] * len(label)


def hold_words(text: str, held: list[bool], place: list[int], kept_as: str) -> None:
    for found in re.finditer(r"\w+|[^\w\s]", text[place[0] : place[1]]):
        if found[0].casefold() in kept_as.casefold():
            held[place[0] + found.start() : place[0] + found.end()] = [True] * len(found[0])


@pytest.mark.parametrize("ident", SEEDS)
def test_every_character_of_an_original_is_in_a_block_a_field_or_residue(records: dict[str, dict[str, Any]], ident: str) -> None:
    text = records[ident]["text"]
    lost = [(at, text[max(0, at - 15) : at + 15]) for at, held in enumerate(kept(records[ident])) if not held]
    assert lost == []


@pytest.mark.parametrize("ident", SEEDS)
def test_the_record_has_the_whole_text_of_the_file(records: dict[str, dict[str, Any]], root: Path, ident: str) -> None:
    printed = original(root, ident).read_text(encoding="utf-8-sig")
    assert "".join(records[ident]["text"].split()) == "".join(printed.split())


def withheld(record: dict[str, Any]) -> list[str]:
    return [c[kind] for c in record["contacts"] if c["withheld"] for kind in ("phone", "fax", "email", "id_number", "account") if c[kind]]


def shown(text: str, record: dict[str, Any]) -> str:
    for secret in withheld(record):
        text = text.replace(secret, "[…]")
    return " ".join(text.split())


@pytest.mark.parametrize("ident", SEEDS)
def test_every_block_stands_on_the_page_letter_by_letter(
    published: dict[str, Element], records: dict[str, dict[str, Any]], ident: str
) -> None:
    page, record = published[address(ident, "vi")], records[ident]
    blocks = [(n["id"], f"{n['label']} {n['text']}") for n in record["body"]]
    blocks += [(f"a{n}", a["text"]) for n, a in enumerate(record["addressees"], 1)]
    for block, text in blocks:
        assert page.by_id(block).text == shown(text, record).strip(), block
    assert page.ids() == sorted(set(page.ids()), key=page.ids().index)
    order = [i for i in page.ids() if i in dict(blocks)]
    assert order == [b for b, _ in (*blocks[len(record["body"]) :], *blocks[: len(record["body"])])]


@pytest.mark.parametrize("ident", SEEDS)
def test_every_word_of_an_original_is_on_its_page_or_withheld_or_residue(
    published: dict[str, Element], records: dict[str, dict[str, Any]], ident: str
) -> None:
    record = records[ident]
    wanted = words(shown(record["text"], record)) - words(" ".join(r["text"] for r in record["residue"]))
    article = next(published[address(ident, "vi")].all("article"))
    assert wanted - words(article.text) - Counter(["pm", "03"]) == Counter()  # 03:59 PM is shown as 15:59


@pytest.mark.parametrize("ident", SEEDS)
def test_the_english_page_has_every_block_of_the_translation(published: dict[str, Element], root: Path, ident: str) -> None:
    text = original(root, ident).with_suffix(".en.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^\[([a-z][\w.]*) \w{8}\]\n(?:>.*\n)*((?:.+\n?)+)", text, re.MULTILINE)
    page = published[address(ident, "en")]
    assert blocks
    for block, english in blocks:
        english = "\n".join(line for line in english.splitlines() if not line.startswith("[waive"))
        first, *_ = english.split(" / ") if block == "s1" else (english,)
        assert page.by_id(block).text.startswith(" ".join(first.split())), block
        assert "lang" not in page.by_id(block).attrs


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_signature_keeps_the_lines_of_the_print(published: dict[str, Element], lang: str) -> None:
    lines = [e.text for e in published[address(BINH_SON, lang)].by_class("signature")]
    wanted = {"vi": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Phạm Quang Sự"], "en": ["For the Chairman", "Vice Chairman", "Phạm Quang Sự"]}
    assert lines == wanted[lang]


# --- what the record says, on the page -----------------------------------------------------------------------------------

# field → what the Vietnamese page says, what the English page says.
GOLDEN: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    LETTER: {
        "status": (["công văn không có thời hạn hiệu lực"], ["an official letter has no period of validity"]),
        "type": (["Công văn"], ["Official letter"]),
        "number": (["2637/LĐTBXH-HTQT"], ["2637/LĐTBXH-HTQT"]),
        "issuer": (["Bộ Lao động - Thương binh và Xã hội"], ["Ministry of Labour, War invalids and Social Affairs"]),
        "issuer_today": (
            [
                "Bộ Nội vụ (từ 1 tháng 3 năm 2025): lao động, tiền lương, việc làm, bảo hiểm xã hội, người có công, bình đẳng giới",
                "Bộ Giáo dục và Đào tạo (từ 1 tháng 3 năm 2025): giáo dục nghề nghiệp",
                "Bộ Y tế (từ 1 tháng 3 năm 2025): bảo trợ xã hội, trẻ em, phòng, chống tệ nạn xã hội",
            ],
            [
                "Ministry of Home Affairs (since 1 March 2025): labour, wages, employment, social insurance, people with meritorious service, "
                "gender equality",
                "Ministry of Education and Training (since 1 March 2025): vocational education",
                "Ministry of Health (since 1 March 2025): social protection, children, prevention of social evils",
            ],
        ),
        "date": (["28 tháng 6 năm 2017"], ["28 June 2017"]),
        "unit": (["Vụ Hợp tác quốc tế"], ["Department of International Cooperation"]),
        "place": (["Hà Nội"], ["Ha Noi"]),
        "addressees": (
            ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương"],
            ["People's Committees of the provinces and centrally run cities"],
        ),
        "original": (["không cung cấp"], ["not offered"]),
    },
    ASEAN: {
        "number": (["không ghi số"], ["not numbered"]),
        "issuer": (["Bộ Lao động - Thương binh và Xã hội"], ["Ministry of Labour, War invalids and Social Affairs"]),
        "date": (["18 tháng 12 năm 2009"], ["18 December 2009"]),
        "addressees": (
            ["Văn phòng Bộ", "Thanh tra Bộ", "Tổng cục Dạy nghề", "Trường Đại học lao động và xã hội", "Viện Khoa học Lao động và Xã hội",
             "và 10 nơi khác"],
            [],
        ),
        "original": (["văn bản thuần"], ["plain text"]),
    },
    CONFERENCE: {
        "type": (["Tin tức"], ["News"]),
        "event_date": (["10 tháng 12 năm 2015"], ["10 December 2015"]),
        "date": (["chưa rõ ngày"], ["date unknown"]),
        "place": (["Hà Nội"], ["Ha Noi"]),
    },
    INTEGRATION: {
        "date": (["15:59 ngày 15 tháng 1 năm 2019"], ["15 January 2019, 15:59"]),
        "category": (["Thời sự"], ["Thời sự"]),
        "agency": (["LĐXH"], ["LĐXH"]),
        "author": (["Minh Ngọc"], ["Minh Ngọc"]),
    },
    BINH_SON: {
        "number": (["chưa ghi số (/UBND-VX)"], ["number left blank (/UBND-VX)"]),
        "issuer": (["Ủy ban nhân dân huyện Bình Sơn"], ["People's Committee of Binh Son District"]),
        "date": (["tháng 3 năm 2024 (không ghi ngày)"], ["March 2024 (day left blank)"]),
        "province": (["Quảng Ngãi"], ["Quang Ngai"]),
        "signature": (["Phạm Quang Sự, Phó Chủ tịch"], ["Phạm Quang Sự, Vice Chairman"]),
        "deadlines": (
            ["10 tháng 12 năm 2024: UBND các xã, thị trấn báo cáo UBND huyện",
             "15 tháng 12 năm 2024: Phòng Lao động – Thương binh và Xã hội báo cáo Sở Lao động – Thương binh và Xã hội"],
            ["10 December 2024: People's Committees of the communes and townships",
             "15 December 2024: Division of Labour, War invalids and Social Affairs"],
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("ident", "field"), [(ident, field) for ident, fields in GOLDEN.items() for field in fields])
def test_golden_facts(published: dict[str, Element], front: dict[str, dict[str, Any]], ident: str, field: str, lang: str) -> None:
    wanted = GOLDEN[ident][field][lang == "en"]
    if not wanted:
        return
    written = next(f for f in front[address(ident, lang)]["facts"] if f["field"] == field)
    assert [v["text"] for v in written["values"]] == wanted
    page = published[address(ident, lang)]
    place = next(page.by_class("state" if field == "status" else f"fact--{field}"))
    assert place.text == " ".join(([] if field == "status" else [written["label"]]) + wanted)


@pytest.mark.parametrize("ident", SEEDS)
def test_front_matter_has_the_record(front: dict[str, dict[str, Any]], records: dict[str, dict[str, Any]], ident: str) -> None:
    record = records[ident]
    for lang in ("vi", "en"):
        meta = front[address(ident, lang)]
        data = {f["field"]: f["values"][0]["data"] for f in meta["facts"]}
        assert meta["number"] == (record["number"]["norm"] or "–")
        assert data["type"] == record["type"]
        assert data["date"] == (record["date"]["value"] or "")
        assert data.get("issuer", "") == (record["issuer"]["id"] or "")
        assert data["original"] == record["source"]["sha256"]


@pytest.mark.parametrize(("ident", "numbers"), [(LETTER, ["145/QĐ-TTg", "1825/QĐ-LĐTBXH"]), (INTEGRATION, ["06-NQ/TW"]), (
    BINH_SON, ["814/SLĐTBXH-LĐVL&GDNN", "258/QĐ-UBND", "20-CT/TW", "176-KH/TU", "63/KH-UBND", "526/QĐ-UBND"])])  # fmt: skip
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_cited_number_is_a_link_in_the_text_and_in_a_list(
    published: dict[str, Element], ident: str, numbers: list[str], lang: str
) -> None:
    page = published[address(ident, lang)]
    links = [(a.text, a.attrs["href"]) for p in page.all("p") if re.fullmatch(r"p\d+", p.attrs.get("id", "")) for a in p.all("a")]
    listed = [a.text for li in page.by_class("stub") for a in li.all("a")]
    for number in numbers:
        assert [href for text, href in links if number in text and "/so/" in href], number
        assert [text for text in listed if number in text], number


def test_every_number_cited_has_a_page_in_both_languages(published: dict[str, Element], records: dict[str, dict[str, Any]]) -> None:
    cited = {c["number"] for r in records.values() for c in r["citations"] if c["number"]}
    assert len(cited) >= 9
    for lang in ("vi", "en"):
        titles = {next(page.all("h1")).text.split()[-1] for url, page in published.items() if url.startswith(f"{lang}/so/")}
        assert cited <= titles


# --- the tree, the Markdown and the page agree ------------------------------------------------------------------------------


def test_every_page_is_the_html_of_its_tree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path) -> None:
    """What is published is what the HTML writer makes of the tree; templates cut it once, after the title."""
    seen: list[Page] = []
    look = presswork.faults
    monkeypatch.setattr(presswork, "faults", lambda page, *rest: seen.append(page) or look(page, *rest))
    site = tmp_path / "site"
    monkeypatch.setattr(presswork, "FORK_FROM", 10**9)  # in this process, where the pages can be seen
    assert pipeline.build(root / "content", tmp_path / "docs", site, root / "mkdocs.yml").published
    assert len({page.path for page in seen}) == len(list(site.rglob("index.html"))) > 90
    for page in seen:
        text = (site / re.sub(r"(^|/)index$", r"\1", page.path) / "index.html").read_text(encoding="utf-8")
        title, end, rest = blocks_html(page.blocks, page.path).partition("</h1>")
        assert title + end in text, page.path
        assert rest.strip() in text, page.path


# --- nothing leaks ----------------------------------------------------------------------------------------------------------


def test_withheld_details_are_in_no_byte_of_the_site(built: Build, records: dict[str, dict[str, Any]]) -> None:
    secrets = withheld(records[LETTER])
    assert len(secrets) == 3
    spellings = {
        spelling for s in secrets for spelling in (s, re.sub(r"\D", "", s), re.sub(r"[ .-]", "", s), s.casefold()) if len(spelling) > 7
    }
    for path in (p for folder in (built.site, built.docs) for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        found = [s for s in spellings if s.encode() in data or s.encode("utf-16-le") in data]
        assert found == [], path


def test_no_original_with_withheld_details_is_offered(site: Path, records: dict[str, dict[str, Any]]) -> None:
    offered = {p.stem for p in (site / "originals").iterdir()}
    assert offered == {r["source"]["sha256"] for r in records.values() if not withheld(r)}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("ident", SEEDS)
def test_the_hash_of_the_original_is_on_its_page_and_true(
    published: dict[str, Element], site: Path, root: Path, ident: str, lang: str
) -> None:
    data = original(root, ident).read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    page = published[address(ident, lang)]
    assert any(sha256 in p.text for p in page.all("p"))
    links = [a for a in page.all("a") if "originals/" in a.attrs.get("href", "")]
    assert len(links) == (0 if ident == LETTER else 1)
    for link in links:
        download = site / urljoin(address(ident, lang), link.attrs["href"])
        assert download.read_bytes() == data
        assert re.sub(r"\D", "", link.text) == str(len(data))


# --- every link leads somewhere ---------------------------------------------------------------------------------------------


def local(href: str, base: str) -> str | None:
    """The address below the site's root, with its anchor; None for another host."""
    parts = urlsplit(urljoin(urljoin(URL, base), href))
    return (
        None
        if f"{parts.scheme}://{parts.netloc}/" != URL
        else unquote(parts.path).lstrip("/") + (f"#{parts.fragment}" if parts.fragment else "")
    )


def test_every_internal_link_and_anchor_resolves(published: dict[str, Element], site: Path) -> None:
    seen = 0
    for base, page in published.items():
        for element in page.all():
            for name in ("href", "src", "action"):
                if element.attrs.get(name) is None or (target := local(element.attrs[name], base)) is None:
                    continue
                path, _, anchor = target.partition("#")
                assert path in published or (site / path).is_file(), (base, element.attrs[name])
                if anchor:
                    assert anchor in published[path].ids(), (base, element.attrs[name])
                seen += 1
    assert seen > 3000


def test_only_links_lead_to_other_hosts(published: dict[str, Element]) -> None:
    for base, page in published.items():
        for element in page.all():
            for name in ("href", "src", "action"):
                if name in element.attrs and local(element.attrs[name], base) is None:
                    assert element.tag == "a", (base, element.tag, element.attrs)
            assert "style" not in element.attrs, (base, element.tag)
            assert not [name for name in element.attrs if name.startswith("on")], (base, element.tag)


def test_every_page_tells_its_languages(published: dict[str, Element]) -> None:
    """The language of the page, both languages in its head, and a switch to the same page in the other one."""
    for base, page in published.items():
        if base == "404.html":
            continue
        alternates = {e.attrs["hreflang"]: local(e.attrs["href"], base) for e in page.all("link") if "hreflang" in e.attrs}
        assert alternates.keys() == {"vi", "en", "x-default"}, base
        lang = base[:2] or "vi"
        assert next(page.all("html")).attrs["lang"] == lang
        assert base in (alternates[lang], "")
        other = published[alternates["en" if lang == "vi" else "vi"] or ""]
        back = {e.attrs["hreflang"]: e.attrs["href"] for e in other.all("link") if "hreflang" in e.attrs}
        assert base == "" or local(back[lang], "") == base
        switch = {a.attrs["hreflang"]: local(a.attrs["href"], base) for n in page.by_class("bar__languages") for a in n.all("a")}
        assert switch == {code: alternates[code] for code in ("vi", "en")}, base


def test_every_page_has_its_own_title_and_description(published: dict[str, Element]) -> None:
    titles = Counter((next(page.all("html")).attrs["lang"], next(page.all("title")).text) for page in published.values())
    assert [t for t, n in titles.items() if n > 1] == []
    for base, page in published.items():
        assert len(list(page.all("h1"))) == 1, base
        levels = [int(e.tag[1]) for e in next(page.all("main")).all("h1", "h2", "h3", "h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), base
        if base != "404.html":
            assert next(e for e in page.all("meta") if e.attrs.get("name") == "description").attrs["content"].strip(" –"), base


def test_the_policy_comes_before_anything_is_loaded(published: dict[str, Element]) -> None:
    for base, page in published.items():
        first = [e for e in next(page.all("head")).all() if e.tag in ("meta", "link", "script", "style", "base")]
        policy = next(n for n, e in enumerate(first) if e.attrs.get("http-equiv") == "Content-Security-Policy")
        assert not [e for e in first[:policy] if e.tag != "meta"], base
        assert "default-src 'none'" in first[policy].attrs["content"]
        assert [s for s in page.all("script") if not s.attrs.get("src") and s.attrs.get("type") != "application/ld+json"] == [], base


# --- sitemap, feeds, not found ----------------------------------------------------------------------------------------------

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml", "a": "http://www.w3.org/2005/Atom"}


def test_the_sitemap_has_every_page_with_both_languages(published: dict[str, Element], site: Path) -> None:
    tree = ET.parse(site / "sitemap.xml").getroot()
    listed = {}
    for url in tree.findall("s:url", NAMES):
        links = {e.attrib["hreflang"]: e.attrib["href"] for e in url.findall("x:link", NAMES)}
        listed[url.findtext("s:loc", "", NAMES)] = links
    redirects = {b for b, p in published.items() if any(e.attrs.get("http-equiv") == "refresh" for e in p.all("meta"))}
    assert {URL + base for base in published if base != "404.html" and base not in redirects} == set(listed)
    assert all(links.keys() >= {"vi", "en"} for links in listed.values())
    assert all(href.removeprefix(URL) in published for links in listed.values() for href in links.values())


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_feed_is_atom(published: dict[str, Element], site: Path, lang: str) -> None:
    """RFC 4287: what a feed and an entry must have, once; ids of no two things alike; moments with a zone."""
    feed = ET.parse(site / lang / "feed.xml").getroot()
    entries = feed.findall("a:entry", NAMES)
    assert feed.tag == f"{{{NAMES['a']}}}feed"
    assert len(entries) == len(SEEDS)
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
            assert element.findtext(f"a:{name}", "", NAMES).strip()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", element.findtext("a:updated", "", NAMES))
    assert feed.findtext("a:author/a:name", "", NAMES)
    ids = [e.findtext("a:id", "", NAMES) for e in (feed, *entries)]
    assert len(ids) == len(set(ids))
    links = {e.attrib["rel"]: e.attrib["href"] for e in feed.findall("a:link", NAMES)}
    assert links == {"self": f"{URL}{lang}/feed.xml", "alternate": f"{URL}{lang}/"}
    for entry in entries:
        target = entry.find("a:link[@rel='alternate']", NAMES)
        assert target is not None
        assert target.attrib["href"].removeprefix(URL) in published
    moments = [e.findtext("a:updated", "", NAMES) for e in entries]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext("a:updated", "", NAMES) == moments[0]


def test_the_404_page_speaks_both_languages(published: dict[str, Element]) -> None:
    page = published["404.html"]
    by_lang = {e.attrs["lang"]: e.text for e in page.by_class("door")}
    assert "Không tìm thấy trang" in by_lang["vi"]
    assert "Page not found" in by_lang["en"]
    for lang in ("vi", "en"):
        assert local(next(a for a in page.all("a") if a.attrs.get("hreflang") == lang).attrs["href"], "404.html") == f"{lang}/"
    assert all(e.attrs["href"].startswith("/") for e in page.all("link") if e.attrs.get("rel") == "stylesheet")


# --- both languages, right ------------------------------------------------------------------------------------------------

_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def test_words_of_the_archive_are_in_the_language_of_the_page(published: dict[str, Element]) -> None:
    """An English heading or label holds no Vietnamese but numbers and names; a Vietnamese one no English."""
    for base, page in published.items():
        for element in page.all("h2", "dt", "th", "summary", "button"):
            if element.tag == "summary" and (values := next(element.by_class("record__brief"), None)):
                element.parts.remove(values)
            if base.startswith("en/") and element.attrs.get("lang") != "vi":
                assert not _VIETNAMESE.search(element.text), (base, element.text)
            if base.startswith("vi/") and "lang" not in element.attrs:
                assert not re.search(r"\b(the|of|and|to|by|not|in the)\b", element.text), (base, element.text)


def test_no_page_shows_what_a_template_or_a_record_forgot(published: dict[str, Element]) -> None:
    for base, page in published.items():
        main = next(page.all("main")).text
        assert not re.search(r"\bNone\b|\bundefined\b|\{\{|\}\}|\{%|&(?:amp|lt|gt|quot|#\d+);|  |\( *\)|,,| ,|\.\.(?![./])(?<!…)", main), (
            base
        )
        empty = [
            e for e in next(page.all("main")).all("h2", "h3", "p", "li", "dd", "dt", "a") if not e.text and not any(e.all("img", "input"))
        ]
        assert [e for e in empty if e.attrs.get("id") != "search-count" and "state" not in e.attrs.get("class", "")] == [], base
