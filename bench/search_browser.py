"""The search page in Chromium over any index: cold on a slow line, cold and warm on this machine; requests and bytes.

``python bench/search_browser.py INDEX_DIR SET_DIR`` takes the pages of ``build/site`` and the scripts of ``overrides``.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
import threading
import unicodedata
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SIZE = """performance.getEntriesByType('resource').filter(e => e.name.includes('/assets/search/'))
  .reduce((n, e) => n + e.encodedBodySize, 0)"""
SHOWN = "() => document.querySelector('.hit, .search__none')"


class Pages(SimpleHTTPRequestHandler):
    """The site, with the index and the scripts as they are now; sent zipped, as hosts do, unless PLAIN is set."""

    index = Path()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, zipped = path.read_bytes(), not os.environ.get("PLAIN")
        body = gzip.compress(body, 6) if zipped else body
        self.send_response(200)
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the page was closed
            self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        own = path.split("?")[0].lstrip("/")
        for start, folder in (("assets/search/", self.index), ("assets/javascripts/", ROOT / "overrides/assets/javascripts")):
            if own.startswith(start):
                return str(folder / own.removeprefix(start))
        return super().translate_path(path)

    def log_message(self, *_: object) -> None:
        pass


def questions(folder: Path, count: int) -> list[str]:
    """A third each: some words of a title, the same without marks, a long question from a text."""
    rng = random.Random(5)
    lines = (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for i in range(count):
        record = json.loads(rng.choice(lines))
        words = (record["text"] if i % 3 == 2 else record.get("title") or record["text"]).split()
        start = rng.randrange(max(1, len(words) - 12))
        text = " ".join(words[start : start + (12 if i % 3 == 2 else rng.randrange(2, 6))])
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")
        found.append(bare if i % 3 == 1 else text)
    return found


def cold(browser: Browser, url: str, query: str, slow: bool) -> tuple[float, list[str], float]:
    """(ms from opening the address to the first answers, requests to the index, kB of them once all is quiet)."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/assets/search/" in r.url else None)
    if slow:
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(f"{url}vi/tim-kiem/?q={quote(query)}", wait_until="commit")
    page.wait_for_function(SHOWN, timeout=60_000)
    took = page.evaluate("performance.now()")
    page.wait_for_load_state("networkidle")
    size = page.evaluate(SIZE)
    context.close()
    return took, asked, size / 1000


def warm(page: Page, queries: list[str]) -> list[float]:
    """ms of the engine for questions it was asked before."""
    script = """async (queries) => { const base = new URL('/assets/search/', location.href);
      const index = await (await import(new URL('engine.mjs', base))).openIndex(base), times = [];
      for (const q of queries) await index.search(q);
      for (const q of queries) { const t = performance.now(); await index.search(q); times.push(performance.now() - t); }
      return times; }"""
    return page.evaluate(script, queries)  # type: ignore[no-any-return]


def p95(values: list[float]) -> int:
    return round(quantiles(values, n=20, method="inclusive")[-1])


def main() -> None:
    Pages.index = Path(sys.argv[1]).resolve()
    queries = questions(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 20)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(ROOT / "build/site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for slow in (True, False):
            rows = [cold(browser, url, q, slow) for q in queries]
            times, requests = [r[0] for r in rows], [len(r[1]) for r in rows]
            line = "1.6 Mbit/s, 300 ms" if slow else "this machine"
            first = {"first results ms p50": round(sorted(times)[len(times) // 2]), "p95": p95(times), "max": round(max(times))}
            print(json.dumps({"line": line, **first, "requests max": max(requests), "kB p95": p95([r[2] for r in rows])}))
        page = browser.new_page()
        page.goto(url)
        print(json.dumps({"warm ms p95": p95(warm(page, queries))}))
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
