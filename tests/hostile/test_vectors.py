"""Texts that run script elsewhere, in every field and every kind of page of a built site, opened in Chromium with no policy to help.

The Content-Security-Policy is switched off in these tests: what is tested here is that nothing of a stranger's becomes markup.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, Request

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from conftest import build_site  # noqa: E402  the folder must be on the path first
from forms.word import paragraph, run, table, word_file  # noqa: E402
from letters import archive, letter, news, sidecar, translation  # noqa: E402
from serving import serve  # noqa: E402

VECTORS: list[str] = [v for group in yaml.safe_load((HERE / "vectors.yml").read_text(encoding="utf-8")).values() for v in group]
NAMES = [
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "'-alert(1)-'",
    "{{7*7}}",
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "a&lt;b",
]

WATCH = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...args) => { window.ran.push(name); };
"""
# What a stranger's text has made of a document: everything that our templates do not have.
FOUND = """doc => {
  const bad = [];
  const say = (what, e) => bad.push(what + ' ' + e.outerHTML.slice(0, 120));
  const strange = 'iframe frame object embed base portal template audio video marquee plaintext style img math dialog textarea isindex';
  for (const e of doc.querySelectorAll('*')) {
    for (const a of e.attributes) {
      if (a.name.startsWith('on')) say('handler', e);
      if (/^(href|src|action|formaction|data|xlink:href|poster)$/.test(a.name)
          && /^(javascript|vbscript|data):/i.test(a.value.replace(/[\\s\\u0000-\\u001f]/g, ''))) say('scheme', e);
    }
    const tag = e.tagName.toLowerCase();
    const help = tag === 'img' && /^[.\\/]*assets\\/images\\/help\\/[a-z0-9-]+\\.png$/.test(e.getAttribute('src'));
    if (strange.split(' ').includes(tag) && !help) say('element', e);
    const linked = tag === 'script' && e.type === 'application/ld+json' && !e.src;
    if (linked) try {
      JSON.parse(e.textContent);  // data: nothing in it runs, and no end of it can be forged
      if (e.textContent.includes('<')) say('data', e);
    } catch { say('data', e); }
    if (tag === 'script' && !linked && (e.textContent.trim() || !/^[.\\/]*assets\\/javascripts\\/[a-z-]+(\\.[0-9a-f]{8})?\\.mjs$/.test(e.getAttribute('src')))) say('script', e);
    if (tag === 'form' && e.getAttribute('role') !== 'search') say('form', e);
    if (tag === 'link' && !['canonical', 'alternate'].includes(e.rel) && !/^[.\\/]*assets\\//.test(e.getAttribute('href'))) say('link', e);
    if (tag === 'meta' && /refresh/i.test(e.httpEquiv) && !/^0; url=[.\\/a-z0-9-]+$/.test(e.content)) say('refresh', e);
    if (e.id === '__config') say('id', e);
  }
  return bad;
}"""
# Every page as a browser parses it; then its body made part of a living page, so that whatever can run does.
TRY = f"""async paths => {{
  const found = {FOUND}, wrong = {{}};
  window.ran = [];
  await Promise.all(paths.map(async path => {{
    const doc = new DOMParser().parseFromString(await (await fetch('/' + path)).text(), 'text/html');
    const bad = found(doc);
    const before = window.ran.length;
    document.body.append(Object.assign(document.createElement('div'), {{hidden: true, innerHTML: doc.body.innerHTML}}));
    if (bad.length || window.ran.length > before) wrong[path] = bad.concat(window.ran.slice(before));
  }}));
  await new Promise(done => setTimeout(done, 500));  // what waits for a file that is not there
  if (window.ran.length) wrong['later'] = window.ran;
  return wrong;
}}"""


def _documents() -> dict[str, str | bytes]:
    """For each vector a letter that has it in every field, half of them translated, a third with a sidecar full of it; and a news item."""
    files: dict[str, str | bytes] = {}
    for n, v in enumerate(VECTORS):
        base = f"notices/2020/v-{n:03}"
        files[f"{base}.txt"] = letter(
            5000 + n, subject=f"thử nghiệm {v}", addressee=v, body=f"{v}\n\nĐề nghị {v} báo cáo.", recipient=v, signer=v
        )
        if n % 2 == 0:
            files[f"{base}.en.md"] = translation(
                {"p1": v, "p2": v, "a1": v, "r1": v, "s1": f"{v} / {v}"}, title=f"Trial {v}", translator=v, source=v
            )
        if n % 3 == 0 and "\x02" not in v:
            fields = {
                "place": v,
                "title": {"vi": v, "en": v},
                "subject": v,
                "issuer": {"id": None, "name": v},
                "unit": {"code": v},
                "number": f"{6000 + n}/{v}",
            }
            fields |= {
                "deadlines": [{"date": "2020-04-30", "who": v, "what": v, "to": v}],
                "signature": {"name": v, "title": v, "authority": v},
            }
            fields |= {"removal": {"kind": "withdrawn", "reason": v, "date": "2026-11-25", "authority": v}} if n % 2 else {}
            files[f"{base}.yml"] = sidecar(**fields)
        if n % 4 == 0:
            files[f"news/2020/t-{n:03}.txt"] = news(v, f"{v} {v}", v)
        if n % 5 == 0:
            files[f"notices/2020/n-{n:03}.txt"] = letter(
                7000 + n, body=f"Căn cứ Quyết định số {n + 1}/QĐ-{v[:20]} ngày 20/01/2016 của {v} về {v} và Luật {v}."
            )
        files |= _in_other_formats(n, v) if "\x02" not in v else {}
    for n, name in enumerate(NAMES):
        files[f"notices/2020/{name} {n}.txt"] = letter(8000 + n)
    page = "\n\n".join(v for v in VECTORS if not v.startswith("---"))
    files["pages/vi/thu.md"] = f'---\nslug: "thu"\ntitle: {json.dumps(VECTORS[5])}\ndescription: {json.dumps(VECTORS[7])}\n---\n{page}\n'
    files["pages/en/thu.md"] = files["pages/vi/thu.md"]
    return files


def _in_other_formats(n: int, v: str) -> dict[str, str | bytes]:
    """A vector as a saved page shows it, as a saved page is made of it, in a Word file, in Markdown: one of the four."""
    text = letter(9000 + n, subject=f"thử nghiệm {v}", body=f"{v}\n\nĐề nghị {v} báo cáo.", signer=v)
    lines = [line for line in text.split("\n") if line]
    match n % 4:
        case 0:
            return {f"notices/2020/f-{n:03}.html": "<meta charset=utf-8>" + "".join(f"<p>{escape(line)}</p>" for line in lines)}
        case 1:
            return {f"notices/2020/f-{n:03}.html": "<meta charset=utf-8><title>x</title>" + "".join(f"<p>{line}</p>\n" for line in lines)}
        case 2:
            return {
                f"notices/2020/f-{n:03}.docx": word_file(*(paragraph(run(line)) for line in lines), table(*[[paragraph(run(v))] * 2] * 2))
            }
        case _:
            return {f"notices/2020/f-{n:03}.md": text}


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A site of strangers' documents, and its address."""
    folder = tmp_path_factory.mktemp("strange")
    build = build_site(folder, content=archive(folder, _documents()))
    with serve(build.site, "/") as url:
        yield build.site, url


@pytest.fixture(scope="module")
def eye(browser: Browser) -> Iterator[Page]:
    """A page with the policy off that notes everything a stranger's script could do."""
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def look(eye: Page, url: str) -> list[str]:
    """What went wrong on one page."""
    foreign: list[str] = []
    origin = "/".join(url.split("/")[:3]) + "/"

    def note(request: Request) -> None:
        if not request.url.startswith(origin):
            foreign.append(f"request {request.url}")

    eye.on("request", note)
    eye.goto(url, wait_until="load")
    found = [*eye.evaluate(f"({FOUND})(document)"), *(f"ran {name}" for name in eye.evaluate("window.ran"))]
    eye.remove_listener("request", note)
    return [*foreign, *found, *([] if eye.url.startswith(origin) else [f"went to {eye.url}"])]


def test_nothing_strange_is_on_any_page_and_nothing_runs_when_it_is_shown(strange: tuple[Path, str], eye: Page) -> None:
    site, url = strange
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    assert len(paths) > 4 * len(VECTORS)
    eye.goto(url + "vi/gioi-thieu/")
    for n in range(0, len(paths), 100):
        wrong = eye.evaluate(TRY, paths[n : n + 100])
        assert not wrong
        eye.evaluate("document.body.replaceChildren()")


@pytest.mark.parametrize(
    "pattern", ["vi/van-ban/v-*", "vi/van-ban/f-*", "en/notices/v-*", "vi/tin-tuc/t-*", "vi/so/*", "vi/van-ban", "vi/so", "en/thu", "vi"]
)
def test_nothing_runs_when_a_reader_opens(pattern: str, strange: tuple[Path, str], eye: Page) -> None:
    site, url = strange
    found = [p.parent for p in sorted(site.glob(f"{pattern}/index.html")) if 'http-equiv="refresh"' not in p.read_text(encoding="utf-8")]
    assert found
    wrong = {p.name: bad for p in found[:: max(1, len(found) // 8)] if (bad := look(eye, f"{url}{p.relative_to(site).as_posix()}/"))}
    assert not wrong


def test_nothing_runs_in_a_search(strange: tuple[Path, str], eye: Page) -> None:
    """As the query, in the answers and in the facets."""
    _, url = strange
    wrong = {}
    for query in ["thử nghiệm", "alert", "báo cáo", "onerror", *VECTORS[::20]]:
        address = (
            f"{url}vi/tim-kiem/?q={quote(query)}&issuer={quote(VECTORS[0])}" if query in VECTORS else f"{url}vi/tim-kiem/?q={quote(query)}"
        )
        found = look(eye, address)
        eye.wait_for_function("!document.getElementById('search-results').hidden")
        found += [str(f) for f in eye.evaluate(f"({FOUND})(document)") + eye.evaluate("window.ran")]
        if found:
            wrong[query] = found
    assert not wrong
    eye.goto(f"{url}vi/tim-kiem/?q={quote('thử nghiệm')}")
    eye.wait_for_selector(".hit")
    assert eye.locator(".hit").count() >= 5, "the search answered, so there was something to run"


def test_nothing_runs_when_a_feed_is_opened_as_a_page(strange: tuple[Path, str], eye: Page) -> None:
    _, url = strange
    for name in ("vi/feed.xml", "en/feed.xml", "sitemap.xml"):
        eye.goto(url + name)
        assert eye.evaluate("window.ran") == []
        assert eye.evaluate("document.getElementsByTagNameNS('http://www.w3.org/1999/xhtml', 'script').length") == 0


def test_every_document_was_published(strange: tuple[Path, str]) -> None:
    """Else the tests above would look at nothing. Control characters make a file no text: that one is refused."""
    site, _ = strange
    assert len(list(site.glob("vi/van-ban/v-*/index.html"))) == sum("\x02" not in v for v in VECTORS)
    others = [p.parent.name for p in site.glob("vi/van-ban/f-*/index.html")]
    assert len(others) == sum("\x02" not in v for v in VECTORS)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """The same texts as documents of a plain site of MkDocs and Material, as anyone would set it up: how many, and its address."""
    folder = tmp_path_factory.mktemp("stock")
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(
        "site_name: Stock\nuse_directory_urls: false\ntheme: {name: material, font: false}\nnav: [index.md]\nmarkdown_extensions: [attr_list, md_in_html, tables]\n",
        encoding="utf-8",
    )
    (folder / "docs" / "index.md").write_text("# Stock\n", encoding="utf-8")  # alone in the menu: else one title takes every page
    for n, vector in enumerate(VECTORS):
        head = "" if "\x02" in vector else f"---\ntitle: {json.dumps(vector)}\ndescription: {json.dumps(vector)}\n---\n\n"
        (folder / "docs" / f"v-{n:03}.md").write_text(f"{head}Thử nghiệm {vector}\n\n{vector}\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]
    done = subprocess.run(command, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    with serve(folder / "site", "/") as url:
        yield len(VECTORS), url


def test_the_same_texts_do_run_on_a_stock_site(stock: tuple[int, str], eye: Page) -> None:
    """Real pages of MkDocs and Material, in the same Chromium, watched in the same way: the tests above can fail."""
    count, url = stock
    eye.route(lambda address: not address.startswith(url), lambda route: route.abort())
    eye.goto(url + "404.html")
    ran, strange = eye.evaluate(
        f"""async count => {{
          const found = {FOUND}, ran = [], strange = [];
          const open = async n => {{
            const address = '/v-' + String(n).padStart(3, '0') + '.html', frame = document.createElement('iframe');
            frame.sandbox = 'allow-scripts allow-same-origin allow-forms';  // some of them take the whole window away
            await new Promise(done => {{
              frame.onload = () => setTimeout(done, 50);
              setTimeout(done, 3000);
              frame.src = address;
              document.body.append(frame);
            }});
            try {{ if (frame.contentWindow.ran.length) ran.push(n); }} catch {{ strange.push(n); }}  // it has left for elsewhere
            const text = await (await fetch(address)).text();
            if (found(new DOMParser().parseFromString(text, 'text/html')).some(b => /^(handler|scheme|refresh)/.test(b))) strange.push(n);
            frame.remove();
          }};
          for (let n = 0; n < count; n += 12) await Promise.all(Array.from({{length: Math.min(12, count - n)}}, (_, i) => open(n + i)));
          return [ran, strange];
        }}""",
        count,
    )
    eye.unroute_all()
    assert len(ran) >= 20, ran
    assert len(set(strange)) >= 40, strange
