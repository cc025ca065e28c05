"""The browser's engine in Chromium against the Python reader: the same analysis, the same answers, to the last mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from search_documents import entries, load, terms
from serving import serve

from builder.search.index import build
from builder.search.reader import Hit, Index, open_index

ANALYSIS = load("search_analysis.json")
QUERIES = [q for q, _ in load("search_answers.json")] + [
    "lao dong", "lao động", "BHXH", "unemployment benefit", "social insurance", "tro cap thatt nghiep", "-type:luat lao dong", "số 9", "qd ubnd",
    "người lao động được hưởng trợ cấp thất nghiệp hằng tháng khi nào", "\"người lao động được hưởng trợ cấp thất nghiệp hằng tháng khi\"", "\"lao động thất nghiệp\"", "\"the ministry\" plan", "\"international cooperation\"", "\"nguoi lao dong\" hội", "\"lao động\" -\"hòa giải viên lao động\"", "tấn công <script>", "\"", "- -",
    "the ministry asks localities", "plans of action for international cooperation", "thất nghiệp", "năm:2020", "lao đong",
    "ngày 12 tháng 12 năm 2022", "12 December 2022", "tháng mười hai năm 2022", "quý 2/2017 hội nhập", "năm 2020", "hòa giải viên 2020", "31/12/2031", "12/2019",
    "công văn 2637", "công văn số 2637 về hội nhập", "2637/2017", "2637/LĐTBX-HTQ", "quyết định 10", "kế hoạch 5 năm", "luật 45",
    "bảo hiêm xã hôi", "lao đọng", "tợ cấp thất nghiệp", "là gì", "công nhâm", "trocapthatnghiep", "hộinhập quốc tế", "laodong bhxh", "hoagiaivien lao dong", "trợ câp thât nghiêp", "nghiep that", "type:cv", "issuer:ubnd hòa giải", "loại:tt", "labor organization", "lao động lao động lao động",
    "hòa giải viên là gì", "tro cap that nghiep bao nhieu", "lao động nào", "như thế nào", "cho tôi hỏi \"như thế nào\" là gì",
]  # fmt: skip


SCALES = {"STEPPED": ("places", 0), "FILE": ("places", 100), "LISTS": ("folder", 0), "LARGE": ("folder", 0), "LIST_INSIDE": ("folder", 4)}


@pytest.fixture(scope="module", params=["small", "middling", "large"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same documents as a small archive holds them; as one does of which long questions spare some lists; and as a large one does,
    of which a question may open only some files."""
    out = tmp_path_factory.mktemp("engine")
    with pytest.MonkeyPatch.context() as patch:
        own = {"small": (), "middling": ("STEPPED", "LISTS"), "large": ("STEPPED", "FILE", "LARGE", "LIST_INSIDE")}[request.param]
        for name in own:
            patch.setattr(f"builder.search.{SCALES[name][0]}.{name}", SCALES[name][1])
        build(entries(), out, terms())
    (out / "blank.html").write_text("<!doctype html><title>engine</title>", encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def index(folder: Path) -> Index:
    return open_index(folder)


@pytest.fixture(scope="module")
def tab(browser: Browser, folder: Path) -> Iterator[Page]:
    with serve(folder, "/") as url:
        context = browser.new_context()
        page = context.new_page()
        page.goto(url + "blank.html")
        page.evaluate("async () => { window.engine = await import('/engine.mjs'); window.index = await engine.openIndex('/'); }")
        yield page
        context.close()


def test_analysis(tab: Page) -> None:
    said = tab.evaluate(
        """async ([words, stems]) => { const { words: spell } = engine.analysis(index.manifest.analysis);
        return [words.map(([t]) => spell(t.normalize('NFC')).map(w => [w.key, [...w.marks].map(c => c.charCodeAt(0))])), stems.map(([w]) => engine.stem(w))]; }""",
        [ANALYSIS["words"], ANALYSIS["stems"]],
    )
    assert said == [[expected for _, expected in ANALYSIS["words"]], [expected for _, expected in ANALYSIS["stems"]]]


def test_dates(tab: Page) -> None:
    script = "texts => texts.map(t => engine.dates(index.text.words(t), index.dateWords).map(d => d[2]))"
    assert tab.evaluate(script, [t for t, _ in ANALYSIS["dates"]]) == [expected for _, expected in ANALYSIS["dates"]]


def test_both_look_in_the_same_files(tab: Page, index: Index) -> None:
    keys = ["lao", "lao dong", "dong!lao", "~labour", "~labour code", "#2637.ldtbxh", "@2017-06-28", "thất nghiệp", "hop dong"]
    shelves = index._shelves
    assert tab.evaluate("keys => keys.map(k => index.fileOf(k))", keys) == [shelves.places.name(shelves.file_of(k)) for k in keys]


def _of_python(hit: Hit) -> dict[str, Any]:
    row = asdict(hit)
    for name in ("title_parts", "fragment"):
        row[name] = [list(part) for part in row[name]]
    return row


def _of_browser(hit: dict[str, Any]) -> dict[str, Any]:
    row = {k: v for k, v in hit.items() if k not in ("titleLang", "translation", "fragmentLang", "titleParts", "place")}
    return row | {"title_parts": [list(p.values()) for p in hit["titleParts"]], "fragment": [list(p.values()) for p in hit["fragment"]]}


@pytest.mark.parametrize(
    "options",
    [
        {"lang": "vi"},
        {"lang": "en", "limit": 3, "offset": 1},
        {"sort": "oldest"},
        {"filters": {"type": ["cong-van", "luat"], "year": ["2017"]}},
        {"prefix": True},
    ],
)
def test_both_give_the_same_answers(tab: Page, index: Index, options: dict[str, Any]) -> None:
    answers = tab.evaluate("async ([qs, o]) => Promise.all(qs.map(q => index.search(q, o)))", [QUERIES, options])
    for query, theirs in zip(QUERIES, answers, strict=True):
        ours = index.search(query, **options)
        assert [_of_browser(h) for h in theirs["hits"]] == [_of_python(h) for h in ours.hits], query
        assert (theirs["total"], theirs["exact"], theirs["missing"], theirs["instead"]) == (
            ours.total,
            ours.exact,
            [*ours.missing],
            [*ours.instead],
        ), query
        assert [n["text"] for n in theirs["also"]] == [n.text for n in ours.also], query
        assert theirs["facets"] == {f: [asdict(c) for c in rows] for f, rows in ours.facets.items()}, query


def test_suggestions(tab: Page) -> None:
    said = tab.evaluate(
        "async () => Promise.all(['26', 'hoi nhap', 'Bộ Lao', 'inter', 'zz', ''].map(p => index.suggest(p, { lang: 'vi' })))"
    )
    assert [[s["kind"] for s in rows] for rows in said] == [["number"], ["topic", "title"], ["issuer"], ["topic", "title"], [], []]
    assert said[0][0] == {"kind": "number", "text": "2637/LĐTBXH-HTQT", "url": "vi/van-ban/2017-2637-ldtbxh-htqt/", "id": None}


def test_a_search_that_was_given_up_stops(tab: Page) -> None:
    script = "async () => { const c = new AbortController(); c.abort(); try { await index.search('lao', { signal: c.signal }); return ''; } catch (e) { return e.name; } }"
    assert tab.evaluate(script) == "AbortError"


def test_a_failed_file_is_asked_for_again(tab: Page) -> None:
    tab.route("**/t/*.bin*", lambda r: r.abort())
    script = "async () => { const i = await engine.openIndex('/'); window.again = i; try { await i.search('lao'); return 'found'; } catch { return 'failed'; } }"
    assert tab.evaluate(script) == "failed"
    tab.unroute("**/t/*.bin*")
    assert tab.evaluate("async () => (await again.search('lao dong')).total") > 0
