"""MkDocs itself, strict, over pages of ours: its content is what the HTML writer says, links included."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builder.model import Alternate, Anchor, Block, Bullets, Emphasis, Heading, Item, Page, Paragraph, Strong, Table, Target, Text
from builder.write.hrefs import page_url
from builder.write.html import blocks_html
from builder.write.markdown import page_markdown

PATHS = [
    "index",
    "vi/index",
    "vi/van-ban/index",
    "vi/van-ban/2017-x.y",
    "vi/van-ban/trang-2",
    "vi/so/145-qd-ttg",
    "en/notices/2017-x.y",
    "vi/quyen",
]
FILE = "originals/0a.txt"
CONFIG = """\
site_name: x
site_url: http://127.0.0.1:8000/
theme: {name: null, custom_dir: theme, locale: en}
plugins: []
use_directory_urls: true
markdown_extensions: [builder.write.blockids]
validation:
  omitted_files: ignore
  links: {not_found: warn, anchors: warn, absolute_links: warn, unrecognized_links: warn}
"""
TEMPLATE = "{{ page.meta.title }}\n{% for fact in page.meta.facts %}{% endfor %}====\n{{ page.content }}"


def body(path: str) -> tuple[Block, ...]:
    """Every kind of block, a link to every page, and texts that a Markdown program would like to understand."""
    links = [Target(page=to, anchor=anchor) for to in PATHS for anchor in (None, "p1", "d1.k2.a")]
    links += [Target(file=FILE), Target(anchor="p1"), Target(url="https://x.vn/a_(b)?c=1&copy;=2&d=%20 e#f")]
    return (
        Heading(1, "top", (Text(f"# Trang *{path}* {{#evil}} <b>"),)),
        Paragraph((Text("[TOC]"),), "p1"),
        Heading(2, "text", (Text("Nội dung"),), "vi"),
        Paragraph((Text("~~~ {#x}"),), "d1.k2.a", "en", "point"),
        Paragraph((Text("1. <script>alert(1)</script> {{7*7}} &amp; **x** [a](b) ![c](d)"),), None, None, "banner"),
        Bullets(
            tuple(Item((Text("- xem: "), Anchor(to, (Text(str(n)),)), Text(".")), f"r{n}", None, "recipient") for n, to in enumerate(links))
        ),
        Paragraph((Text("Email: a@b.vn!"), Anchor(links[0], (Strong((Text("x"),)),)), Emphasis((Text(" y"),)))),
        Table(((Text("a|b"),), (Text("c"),)), (((Anchor(links[1], (Text("d\\|"),)),),),)),
        Paragraph((Text("---"),)),
    )


def page(path: str) -> Page:
    alternates = (Alternate("vi", "Tiếng Việt", path), Alternate("en", "English", path))
    return Page(path, "main.html", 'Tựa "x" </title>{{7*7}}', "d", "", "vi", "vi", alternates, (), body(path))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    files = {"mkdocs.yml": CONFIG, "theme/main.html": TEMPLATE, f"docs/{FILE}": "x"}
    files |= {f"docs/{path}.md": page_markdown(page(path)) for path in PATHS}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    repository = Path(__file__).parent.parent
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(root / "mkdocs.yml"),
        "--site-dir",
        str(root / "site"),
    ]
    env = {"PYTHONPATH": str(repository), "PATH": "", "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert run.returncode == 0, run.stderr
    return root / "site"


@pytest.mark.parametrize("path", PATHS)
def test_content_is_what_the_html_writer_says(site: Path, path: str) -> None:
    title, content = (site / page_url(path) / "index.html").read_text(encoding="utf-8").split("\n====\n")
    assert title == "Tựa &quot;x&quot; &lt;/title&gt;{{7*7}}"
    assert content == blocks_html(body(path), path)
