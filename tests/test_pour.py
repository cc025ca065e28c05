"""Pouring gives what MkDocs gives, byte for byte, and refuses frames that are not as they must be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import markdown
import pytest
from conftest import ROOT
from hypothesis import given, settings
from invented import generate
from trees import EXTENSIONS, PATH, trees

from builder.model import Block, Heading, Text
from builder.site.chrome import ChromeError, Leaf, fill, split
from builder.site.partials import Partials, relative
from builder.site.pour import Pourer, _parts
from builder.write.contents import Place, contents
from builder.write.markdown import blocks_markdown
from builder.write.spans import normal

COUNT = int(os.environ.get("POURED", "300"))


def archive(folder: Path, content: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """``archive build`` of ``content`` into ``folder``."""
    where = ["--content", str(content), "--docs", str(folder / "docs"), "--site", str(folder / "site")]
    command = [sys.executable, "-m", "builder", "build", *where, *arguments]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, encoding="utf-8", check=False)
    assert (folder / "site" / "index.html").is_file(), done.stderr
    return done


def files(folder: Path) -> dict[str, bytes]:
    """Every file under ``folder``; folders too, so that an empty one is seen."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"/" for p in sorted(folder.rglob("*"))}


def assert_same(one: Path, other: Path) -> None:
    a, b = files(one), files(other)
    assert sorted(a) == sorted(b)
    assert [name for name in a if a[name] != b[name]] == []


# --- the whole site ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented documents of every kind, and the first five real ones."""
    content = tmp_path_factory.mktemp("mixed") / "content"
    generate.write(content, COUNT)
    for folder in ("notices", "news"):
        shutil.copytree(ROOT / "content" / folder, content / folder, dirs_exist_ok=True)
    return content


def test_the_poured_site_is_what_mkdocs_makes(mixed: Path) -> None:
    poured, reference = mixed.parent / "poured", mixed.parent / "reference"
    archive(poured, mixed)
    archive(reference, mixed, "--reference")
    assert len(list((poured / "site").rglob("*.html"))) > 4 * COUNT
    assert_same(poured / "docs", reference / "docs")
    assert_same(poured / "site", reference / "site")


def test_the_same_below_another_address(tmp_path: Path) -> None:
    for name, options in (("poured", ()), ("reference", ("--reference",))):
        archive(tmp_path / name, ROOT / "content", *options, SITE_URL="https://example.vn/kho/a", REPO_URL="https://example.vn/r")
    assert_same(tmp_path / "poured" / "site", tmp_path / "reference" / "site")


# --- parts ----------------------------------------------------------------------------------------------------------------------------


def toc_of(tokens: list[dict[str, object]]) -> list[Place]:
    return [Place(title=str(t["name"]), url=f"#{t['id']}", children=toc_of(t["children"])) for t in tokens]  # type: ignore[arg-type]


def same_contents(blocks: list[Block]) -> bool:
    program = markdown.Markdown(extensions=EXTENSIONS)
    program.convert(blocks_markdown(blocks, PATH))
    [title] = toc_of(program.toc_tokens)  # type: ignore[attr-defined]
    return contents(normal(blocks)) == title["children"]


@given(trees)
@settings(max_examples=40)
def test_words_of_contents_are_those_of_python_markdown(tree: list[Block]) -> None:
    assert same_contents([Heading(1, "top", (Text("T"),)), *(b for b in tree if not (isinstance(b, Heading) and b.level == 1))])


@pytest.mark.parametrize("length", range(5))
def test_contents_nest_as_those_of_python_markdown(length: int) -> None:
    for levels in product((2, 3, 4), repeat=length):
        headings = [Heading(level, f"h{n}", (Text(f"{n} & <b>"),)) for n, level in enumerate(levels)]
        assert same_contents([Heading(1, "top", (Text("T"),)), *headings]), levels


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("vi/van-ban/x/", "vi/van-ban/x/", "./"),
        ("vi/so/145/", "vi/van-ban/x/", "../../so/145/"),
        ("vi/van-ban/x/#text", "vi/van-ban/x/", "#text"),
        ("vi/van-ban/", "vi/van-ban/x/", "../"),
        ("en/feed.xml", "", "en/feed.xml"),
        (".", "vi/so/", "../.."),
        ("vi/so/", "vi/so/145/", "../"),
        ("vi/so/145/", "vi/so/", "145/"),
        ("vi/so/145/#p1", "vi/so/146/", "../145/#p1"),
        ("originals/a.pdf", "vi/van-ban/x/", "../../../originals/a.pdf"),
        ("data/1/a", "", "data/1/a"),
        ("https://x.vn/a", "vi/so/", "https://x.vn/a"),
        ("#p1", "vi/so/", "#p1"),
    ],
)
def test_addresses_are_relative_as_mkdocs_has_them(address: str, page: str, expected: str) -> None:
    assert relative(address, page) == expected


META = {
    "template": "listing.html",
    "title": "qzxtitle",
    "description": "qzxdescription",
    "body_lang": "qzxlang",
    "lang": "vi",
    "alternates": [{"lang": "vi", "href": "vi/so/qzxvi/"}, {"lang": "en", "href": "en/so/qzxen/"}],
}
SAMPLE = Leaf("vi/so/qzxvi", "vi/so/qzxvi/", META, '<h1 id="top">qzxhead</h1>\n<p>qzxrest</p>', [])
FRAME = (
    '<title lang="qzxlang">qzxtitle</title><meta content="qzxdescription"><a href="/vi/so/qzxvi/"></a><a href="/en/so/qzxen/"></a>'
    '<main><h1 id="top">qzxhead</h1>|\n<p>qzxrest</p></main>'
)


def test_a_frame_is_filled_once_whatever_is_poured_in() -> None:
    words = {"title": "qzxdescription", "description": "qzxrest", "body_lang": "en"}
    alternates = [{"lang": "vi", "href": "vi/so/a/"}, {"lang": "en", "href": "en/so/b/"}]
    leaf = Leaf("vi/so/a", "vi/so/a/", {**META, **words, "alternates": alternates}, '<h1 id="top">qzxtitle</h1>\n<p>x</h1></p>', [])
    assert fill(split(FRAME, SAMPLE, {}, alone=False), leaf, {}) == (
        '<title lang="en">qzxdescription</title><meta content="qzxrest"><a href="/vi/so/a/"></a><a href="/en/so/b/"></a>'
        '<main><h1 id="top">qzxtitle</h1>|\n<p>x</h1></p></main>'
    )


@pytest.mark.parametrize(
    "frame",
    [
        FRAME.replace("qzxtitle", "x"),
        FRAME.replace("qzxdescription", "x"),
        FRAME.replace('lang="qzxlang"', ""),
        FRAME.replace("qzxvi", "x"),
        FRAME.replace('<h1 id="top">qzxhead</h1>', '<h1 id="top">qzxhead </h1>'),
        FRAME.replace("<p>qzxrest</p>", ""),
        FRAME.replace("</main>", '<h1 id="top">qzxhead</h1></main>'),
        FRAME.replace("</main>", "qzxnumber</main>"),
        FRAME.replace("</main>", "\n<p>qzxrest</p></main>"),
    ],
    ids=["title", "description", "language", "name", "head", "rest", "head twice", "unknown", "rest twice"],
)
def test_a_frame_without_exactly_its_places_is_refused(frame: str) -> None:
    with pytest.raises(ChromeError):
        split(frame, SAMPLE, {}, alone=False)


def test_a_page_of_a_kind_without_a_sample_is_refused(tmp_path: Path) -> None:
    pourer = Pourer((), Partials(ROOT / "overrides", ""), tmp_path, "")
    with pytest.raises(ChromeError, match=r"listing\.html in vi/so"):
        pourer.page(SAMPLE)


def test_a_part_that_the_renderer_makes_differently_is_refused() -> None:
    with pytest.raises(ChromeError, match="record × 0"):
        split(FRAME, SAMPLE, {"record": "<dl></dl>"}, alone=False)


def test_a_template_that_asks_for_what_no_page_has_is_refused(tmp_path: Path) -> None:
    for name, text in (("strings", '{%- set strings = {"vi": {}} -%}'), ("contents", "{{ page.meta.lost }}")):
        (tmp_path / "partials").mkdir(exist_ok=True)
        (tmp_path / "partials" / f"{name}.html").write_text(text, encoding="utf-8")
    leaf = SAMPLE._replace(meta={**META, "template": "page.html"}, toc=[{}, {}])
    with pytest.raises(ChromeError, match="lost"):
        _parts(Partials(tmp_path, ""), leaf, contents=True)
