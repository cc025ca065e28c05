"""Both languages of a document together: page beside page, the way between them, and what is outdated where it stands."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from builder import addresses, ledger, pipeline, vocabulary
from builder.model import Lang, Target
from builder.model import Page as Made
from builder.text import sort_key
from builder.write.html import blocks_html
from builder.write.notice import in_both

LETTER = "2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai"
SIDES = {"vi": f"vi/song-ngu/{LETTER}", "en": f"en/side-by-side/{LETTER}"}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture
def content(tmp_path: Path, root: Path) -> Path:
    return Path(shutil.copytree(root / "content", tmp_path / "content"))


def bodies(content: Path) -> tuple[dict[str, str], list[str]]:
    """Path → body of every page about a document, and what ``archive check`` says."""
    loaded = pipeline.load(content)
    drafts = [d for d in pipeline.drafts(loaded, loaded.archive, "https://x.vn/") if d.owners and LETTER in d.path]
    pages = {page.path: blocks_html(page.blocks, page.path) for page in (d.make() for d in drafts)}
    return pages, [f"{p.code} {dict(p.args).get('block', '')}" for p in loaded.problems]


def edit(content: Path, name: str, old: str, new: str) -> None:
    path = content / "notices" / "2024" / f"{LETTER}{name}"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_every_paragraph_stands_beside_its_other_language(content: Path) -> None:
    for lang, path in SIDES.items():
        body = bodies(content)[0][path]
        left, right = re.findall(r'class="left" id="([^"]+)"', body), re.findall(r'class="right" id="en-([^"]+)"', body)
        assert left == right
        assert {"a1", "p1", "p5", "r1", "s1"} <= set(left)
        other = "en" if lang == "vi" else "vi"
        assert len(re.findall(rf'class="{"right" if other == "en" else "left"}"[^>]* lang="{other}"', body)) >= len(left)
        assert not re.search(rf'class="{"left" if other == "en" else "right"}"[^>]* lang="{other}"', body)


def test_each_way_of_reading_leads_to_the_others(content: Path) -> None:
    pages, _ = bodies(content)
    for path in pages:
        modes = re.search(r'<p class="modes">(.*?)</p>', pages[path])
        assert modes
        assert len(re.findall("<a ", modes[1])) == 2
        assert len(re.findall("<strong>", modes[1])) == 1


def test_a_document_without_english_has_no_second_way(content: Path) -> None:
    (content / "notices" / "2024" / f"{LETTER}.en.md").unlink()
    pages, _ = bodies(content)
    assert set(pages) == {f"vi/van-ban/{LETTER}", f"en/notices/{LETTER}"}
    assert not any('class="modes"' in body for body in pages.values())


def test_a_changed_sentence_makes_its_paragraph_outdated_and_no_other(content: Path) -> None:
    before, _ = bodies(content)
    edit(content, ".txt", "trước ngày 10/12/2024", "chậm nhất trước ngày 10/12/2024")
    pages, said = bodies(content)
    assert [s for s in said if s.startswith(("T211", "T213", "T214"))] == ["T211 p4"]
    loaded = pipeline.load(content)
    drafts = pipeline.drafts(loaded, loaded.archive, "https://x.vn/")
    page = next(d.make() for d in drafts if d.path == f"en/notices/{LETTER}")
    assert [v.text for fact in page.facts if fact.field == "translation" for v in fact.values] == ["outdated translation"]
    english = pages[f"en/notices/{LETTER}"]
    note = "The original of the next paragraph changed after it was translated; it is shown in Vietnamese."
    assert english.count(note) == 1
    assert re.search(rf'{re.escape(note)}</p>\n<p[^>]* id="p4" lang="vi">', english)
    assert re.search(r'id="en-p4">\[The original of this paragraph changed', pages[SIDES["en"]])
    assert re.search(r'id="en-p4" lang="en"><span lang="vi">\[Bản gốc đã đổi', pages[SIDES["vi"]])
    assert not any("changed after it was translated" in body for body in before.values())


def test_an_inserted_paragraph_makes_nothing_outdated(content: Path) -> None:
    edit(
        content,
        ".txt",
        "3. Phòng Lao động – Thương binh và Xã hội: Trên",
        "UBND các xã cử đầu mối phụ trách.\n\n3. Phòng Lao động – Thương binh và Xã hội: Trên",
    )
    pages, said = bodies(content)
    assert [s for s in said if s.startswith(("T211", "T213", "T214"))] in (["T213 p5"], ["T211 source_sha256", "T213 p5"])
    assert 'lang="vi">UBND các xã cử đầu mối phụ trách.' in pages[f"en/notices/{LETTER}"]
    assert re.search(r'<p class="right"><em>This paragraph is not translated.</em></p>', pages[SIDES["en"]])


def page_of(content: Path, path: str) -> str:
    """The body of a page that is about no single document."""
    loaded = pipeline.load(content)
    made = (d.make() for d in pipeline.drafts(loaded, loaded.archive, "https://x.vn/") if not d.owners and d.path in ("", path))
    return next(blocks_html(page.blocks, page.path) for page in made if page.path == path)


def test_a_document_ends_with_its_terms_in_both_languages(content: Path) -> None:
    pages, _ = bodies(content)
    for lang, term, link in (("vi", "người lao động", "thuat-ngu"), ("en", "employee", "glossary")):
        body = pages[f"vi/van-ban/{LETTER}" if lang == "vi" else f"en/notices/{LETTER}"]
        other = {"vi": '<span lang="en">employee</span>', "en": '<span lang="vi">người lao động</span>'}[lang]
        assert re.search(rf'<li><a href="[^"]*{link}/#t-nguoi-lao-dong">{term}</a> – {other}</li>', body)
    assert "t-hop-dong-lao-dong" not in pages[f"vi/van-ban/{LETTER}"]  # "theo hợp đồng" is no labour contract


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_glossary_says_where_a_term_is_used(content: Path, lang: Lang) -> None:
    body = page_of(content, addresses.GLOSSARY[lang])
    part = body.partition('id="t-giam-ngheo-ben-vung"')[2].partition("<h2")[0]
    assert part.count("<a ") == 1
    assert LETTER in part
    assert f'lang="{"en" if lang == "vi" else "vi"}"' in part
    order = re.findall(r"<h2[^>]*>(.*?)</h2>", body)
    assert order == sorted(order, key=sort_key)
    assert len(order) == len(vocabulary.glossary())


def test_progress_counts_states_and_names_the_files_to_work_on(content: Path) -> None:
    assert "Every document has a whole translation" in page_of(content, addresses.PROGRESS["en"])
    (content / "news" / "2019" / "2019-01-15-hoi-nhap-quoc-te-2018.en.md").unlink()
    edit(content, ".txt", "trước ngày 10/12/2024", "chậm nhất trước ngày 10/12/2024")
    body = page_of(content, addresses.PROGRESS["en"])
    for said in (
        "Official translation: 0",
        "Unofficial translation</a>: 3",
        "Not translated</a>: 1",
        "1 of ",
        "2019-01-15-hoi-nhap-quoc-te-2018.en.md",
    ):
        assert said in body
    assert body.count("<tr>") == 1 + 2
    assert '<a href="../search/?translation=outdated">Outdated translation</a>: 1' in body
    assert '<a href="../editors/">Help for editors</a>; <a href="../rights/">how to reach an editor</a>.' in body
    assert "http" not in body
    assert '<a href="../../translations/#help">Help translate this document</a>' in bodies(content)[0][f"en/notices/{LETTER}"]


def test_help_translate_leads_to_the_file_in_the_repository(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "https://github.com/x/y/")
    (content / "news" / "2019" / "2019-01-15-hoi-nhap-quoc-te-2018.en.md").unlink()
    edit(content, ".txt", "trước ngày 10/12/2024", "chậm nhất trước ngày 10/12/2024")
    body = page_of(content, addresses.PROGRESS["en"])
    assert f'href="https://github.com/x/y/edit/main/content/notices/2024/{LETTER}.en.md"' in body
    assert 'href="https://github.com/x/y/new/main/content/news/2019?filename=2019-01-15-hoi-nhap-quoc-te-2018.en.md"' in body
    assert 'href="https://github.com/x/y/issues/new?template=4-translation.yml"' in body


def test_a_translation_that_is_taken_back_leaves_no_dead_address(content: Path) -> None:
    loaded = pipeline.load(content)
    now = [(d.record.id, d.record.kind, in_both(d.record, d.paired)) for d in loaded.documents]
    assert len(ledger.append(content, now)) == len(now)
    assert ledger.append(content, now) == ()
    assert not set(SIDES.values()) & {p.path for p in gone_pages(content)}
    (content / "notices" / "2024" / f"{LETTER}.en.md").unlink()
    onward = {p.path: p for p in gone_pages(content)}
    assert set(onward) == set(SIDES.values())
    for lang, path in SIDES.items():
        page = onward[path]
        assert page.template == "redirect.html"
        assert page.facts[0].values[0].target == Target(addresses.document(LETTER, "document", "vi" if lang == "vi" else "en"))


def gone_pages(content: Path) -> list[Made]:
    loaded = pipeline.load(content)
    drafts = pipeline.drafts(loaded, loaded.archive, "https://x.vn/")
    return [d.make() for d in drafts if not d.owners and LETTER in d.path]


def test_a_translation_that_comes_later_gets_a_line_of_its_own(content: Path) -> None:
    before = [(LETTER, "document", False)]
    assert ledger.append(content, before) == (f"{LETTER} vi/van-ban/{LETTER}/ en/notices/{LETTER}/",)  # type: ignore[arg-type]
    assert ledger.together(content) == {}
    both = f"{LETTER} vi/van-ban/{LETTER}/ en/notices/{LETTER}/ vi/song-ngu/{LETTER}/ en/side-by-side/{LETTER}/"
    assert ledger.append(content, [(LETTER, "document", True)]) == (both,)
    assert ledger.append(content, [(LETTER, "document", True)]) == ledger.append(content, before) == ()  # type: ignore[arg-type]
    assert ledger.together(content) == {LETTER: "document"}
    assert ledger.missing(content, [], [])[1] == ledger.missing(content, [], [])[1][:1]  # one problem, however many lines


# --- in a browser --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", [*SIDES.values(), f"vi/van-ban/{LETTER}", f"en/notices/{LETTER}", *addresses.GLOSSARY.values(), *addresses.PROGRESS.values()]
)
def test_axe_finds_nothing_in_any_way_of_reading(page: Page, served: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}{path}/")
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", list(RULES))["violations"]
    assert [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_languages_are_beside_each_other_on_a_desk_and_below_on_a_phone(page: Page, served: str) -> None:
    page.goto(f"{served}{SIDES['en']}/")
    boxes = (
        "['p1', 'en-p1'].map(id => document.getElementById(id).getBoundingClientRect()).map(b => [Math.round(b.left), Math.round(b.top)])"
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    (left, top), (right, level) = page.evaluate(boxes)
    assert right > left
    assert level == top
    page.set_viewport_size({"width": 360, "height": 900})
    (_, top), (_, level) = page.evaluate(boxes)
    assert level > top


WAYS = {"vi": f"vi/van-ban/{LETTER}/", "en": f"en/notices/{LETTER}/", "both": f"vi/song-ngu/{LETTER}/"}


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("start", "label", "end"),
    [("vi", "Song ngữ", "both"), ("vi", "English", "en"), ("both", "English", "en"), ("both", "Tiếng Việt", "vi")],
)
def test_the_keyboard_switches_and_the_reader_stays_at_the_paragraph(
    page: Page, served: str, start: str, label: str, end: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + WAYS[start])
    for _ in range(40):  # by the Tab key alone
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.modes') && document.activeElement.textContent.trim()") == label:
            break
    else:
        pytest.fail(f"no way to {label} by the Tab key")
    page.evaluate("document.getElementById('p4').scrollIntoView()")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{WAYS[end]}#p4")
    assert page.evaluate("Math.abs(document.getElementById('p4').getBoundingClientRect().top) < 60")


def test_without_script_every_way_is_a_plain_link(page: Page, served: str) -> None:
    plain = page.context.browser.new_context(java_script_enabled=False) if page.context.browser else None
    assert plain
    bare = plain.new_page()
    bare.goto(served + WAYS["both"])
    for label, end in (("English", "en"), ("Song ngữ", "both"), ("Tiếng Việt", "vi")):
        bare.goto(served + WAYS["vi" if end != "vi" else "both"])
        bare.locator(".modes a", has_text=label).click()
        assert bare.url == served + WAYS[end]
        assert bare.locator("#p4, #en-p4").first.is_visible()
    plain.close()


def test_the_choice_is_kept_for_the_next_document(page: Page, served: str) -> None:
    page.goto(f"{served}en/notices/{LETTER}/")
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_url("**/en/side-by-side/**")
    page.goto(f"{served}en/notices/")
    page.locator("main table a, .page table a").first.click()
    page.wait_for_url("**/en/side-by-side/**")
    page.locator(".modes a", has_text="English").click()
    page.wait_for_url("**/en/notices/**")
    page.goto(f"{served}en/notices/")
    page.locator("main table a, .page table a").first.click()
    page.wait_for_url("**/en/notices/2*/")


def test_paper_keeps_both_columns(page: Page, served: str) -> None:
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(f"{served}{SIDES['vi']}/")
    page.emulate_media(media="print")
    left, right = page.evaluate("['p1', 'en-p1'].map(id => document.getElementById(id).getBoundingClientRect().left)")
    assert right > left
