"""Other searches for a static site over the same documents, and what a reader pays before the first ten answers.

``python bench/search_others.py SET_DIR [COUNT]`` (SET_DIR as ``bench/search.py`` writes it). Material's index is built by MkDocs itself,
lunr.py's by the library, Pagefind's by its program (``pip install pagefind pagefind_bin`` in an environment named by PAGEFIND, as its
python); what is not installed is left out, and said. Bytes are zipped, as hosts send them.
"""

from __future__ import annotations

import gzip
import html
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from typing import ClassVar

from lunr import lunr
from playwright.sync_api import sync_playwright

CONFIG = (
    "site_name: x\ntheme: {name: material, language: vi}\nplugins: [{search: {lang: vi}}]\nuse_directory_urls: false\nnav: [index.md]\n"
)
PAGE = '<!doctype html><html lang="vi"><title>{title}</title><body><h1>{title}</h1>{body}</body></html>'
SEARCH = """async (query) => { const found = await (await import('/pagefind/pagefind.js')).search(query);
  return (await Promise.all(found.results.slice(0, 10).map(r => r.data()))).length; }"""
Record = dict[str, str]


def zipped(data: bytes) -> int:
    return min(len(data), len(gzip.compress(data, 6)))


def spent() -> float:
    """Seconds of CPU, of this process and of those it started."""
    return sum(os.times()[:4])


def material(records: list[Record], folder: Path) -> int:
    """Its index, its worker: fetched whole before the first answer."""
    docs = folder / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# x\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    for r in records:
        (docs / f"{r['id']}.md").write_text(f"# {r['title']}\n\n{r['number']}\n\n" + r["text"].replace("\n", "\n\n"), encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", folder / "site"], cwd=folder, check=True, env=environment)
    scripts = folder / "site/assets/javascripts"
    worker = [*scripts.glob("workers/search*.js"), *scripts.glob("lunr/min/lunr.vi*")]
    return zipped((folder / "site/search/search_index.json").read_bytes()) + sum(zipped(f.read_bytes()) for f in worker)


def lunr_index(records: list[Record]) -> int:
    """The index that lunr.js would load; no text to show is in it."""
    return zipped(json.dumps(lunr(ref="id", fields=("title", "number", "text"), documents=records).serialize()).encode())


class Counting(SimpleHTTPRequestHandler):
    """Counts what is sent, as it would be zipped."""

    sent: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_file():
            self.sent.append(zipped(path.read_bytes()))
        super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


def pagefind(records: list[Record], folder: Path, python: str, queries: list[str]) -> list[tuple[int, int]]:
    """(requests, bytes) of each question, cold, with the texts of its ten answers."""
    for r in records:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in r["text"].split("\n"))
        text = PAGE.format(title=html.escape(r["title"]), body=body)
        (folder / f"{r['id']}.html").write_text(text, encoding="utf-8")
    subprocess.run([python, "-m", "pagefind", "--site", folder], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Counting, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = []
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/{records[0]['id']}.html")
            Counting.sent.clear()
            page.evaluate(SEARCH, query)
            found.append((len(Counting.sent), sum(Counting.sent)))
            context.close()
        browser.close()
    server.shutdown()
    return found


def questions(records: list[Record], count: int) -> list[str]:
    """A third each: a word, some words of a title, a long question from a text."""
    rng, found = random.Random(9), []
    for i in range(count):
        words = (rng.choice(records)["title" if i % 3 else "text"]).split()
        found.append(" ".join(words[: (1, 3, 12)[i % 3]]))
    return found


def main() -> None:
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    lines = (Path(sys.argv[1]) / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines[:count]]
    told = {"documents": len(records)}

    def tell(name: str, size: object, started: float) -> None:
        print(json.dumps({"search": name, **told, "kB before the first answer": size, "cpu s": round(spent() - started, 1)}), flush=True)

    with tempfile.TemporaryDirectory() as folder:
        started = spent()
        tell("Material", material(records, Path(folder)) // 1000, started)
    started = spent()
    tell("lunr.py", lunr_index(records) // 1000, started)
    python = os.environ.get("PAGEFIND", sys.executable)
    if subprocess.run([python, "-m", "pagefind", "--version"], check=False, capture_output=True).returncode:
        print("Pagefind is not installed: left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        started, clock = spent(), time.time()
        rows = pagefind(records, Path(folder), python, questions(records, 15))
        sizes = [size / 1000 for _, size in rows]
        tell("Pagefind", {"p50": round(median(sizes)), "p95": round(quantiles(sizes, n=20, method="inclusive")[-1])}, started)
        print(json.dumps({"Pagefind's requests, median": median(n for n, _ in rows), "s": round(time.time() - clock)}))


if __name__ == "__main__":
    main()
