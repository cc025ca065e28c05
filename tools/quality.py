"""What ``make quality`` runs: axe on every view, the HTML checker on every page, Lighthouse on the main ones. Says what falls short.

Needs a Chromium, Java and the npm packages of ``tools/quality``; the site itself needs none of them.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402  the tests' folder holds the views and the server
from browser import FLAGS, MISSING, find  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from serving import serve  # noqa: E402
from views import VIEWS  # noqa: E402

MODULES = Path(__file__).parent / "quality" / "node_modules"
WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")
LETTER, HOME = "vi/van-ban/2017-2637-ldtbxh-htqt/", "en/"
LEAST = {"accessibility": 100, "best-practices": 95, "seo": 95, "performance": 95}
SLOWEST = 2500  # milliseconds to the largest paint, on Lighthouse's slow 4G
AXE = """async () => (await axe.run()).violations.map(v =>
  `${v.id} (${v.impact}): ${v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', ')}`)"""


def main() -> int:
    """0 where everything holds."""
    chromium = find()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 2
    port = _port()
    with tempfile.TemporaryDirectory() as folder:
        site, url = Path(folder) / "site", f"http://127.0.0.1:{port}/"
        _build(Path(folder), site, url)
        with serve(site, "/", port):
            wrong = [*_axe(chromium, url), *_checked(site), *_lighthouse(chromium, url, Path(folder))]
    print("\n".join(wrong) if wrong else "Everything holds.")
    return 1 if wrong else 0


def _port() -> int:
    """A free one: pages are built for the address that they are measured at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
    return found


def _build(folder: Path, site: Path, url: str) -> None:
    """With compressed copies left out: the server of the tests sends none, which is the harder case for Lighthouse."""
    command = [sys.executable, "-m", "builder", "build", "--docs", str(folder / "docs"), "--site", str(site)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": url}, check=False)


# --- axe: every view × width × scheme; views are in both languages ---------------------------------------------------------


def _axe(chromium: str, url: str) -> Iterator[str]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        count = 0
        for width, scheme in product(WIDTHS, SCHEMES):
            for address, violations in _violations(browser, url, width, scheme):
                count += 1
                yield from (f"axe {width} {scheme} {address or '/'}: {said}" for said in violations)
        print(f"axe: {count} views × widths × schemes looked at")
        browser.close()


def _violations(browser: Browser, url: str, width: int, scheme: Any) -> Iterator[tuple[str, list[str]]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for address in VIEWS:
        page.goto(url + address)
        if "?q=" in address:
            page.locator("#search-results").wait_for()
        page.evaluate(AXE_SCRIPT)
        yield address, page.evaluate(AXE)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield address, ["the page is wider than the screen"]
    context.close()


# --- the HTML checker, on every page ---------------------------------------------------------------------------------------


def _checked(site: Path) -> Iterator[str]:
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--skip-non-html", "--format", "json", str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        messages = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError):
        yield f"vnu did not run: {done.stderr[-300:]}"
        return
    for said in messages:
        if said["type"] == "error":
            where = said.get("url", "").partition(str(site))[2]
            yield f"vnu {where}:{said.get('lastLine', 0)}: {said['message']} … {said.get('extract', '')[:120]!r}"
    print(f"vnu: {sum(1 for _ in site.rglob('*.html'))} pages checked")


# --- Lighthouse -------------------------------------------------------------------------------------------------------------


def _lighthouse(chromium: str, url: str, folder: Path) -> Iterator[str]:
    """The document page and the home, on a phone with slow 4G (Lighthouse's own default)."""
    for address in (LETTER, HOME):
        report = _report(chromium, url + address, folder / "lighthouse.json")
        if report is None:
            yield f"Lighthouse did not run for {address}"
            continue
        scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in LEAST}
        paint = report["audits"]["largest-contentful-paint"]["numericValue"]
        print(f"Lighthouse {address}: {scores}, largest paint {paint:.0f} ms")
        yield from (f"Lighthouse {address}: {n} {scores[n]} < {least}" for n, least in LEAST.items() if scores[n] < least)
        if paint > SLOWEST:
            yield f"Lighthouse {address}: largest paint {paint:.0f} ms > {SLOWEST}"
        for name in report["categories"]:
            yield from _below(report, name, address) if scores[name] < LEAST[name] else ()


def _report(chromium: str, url: str, target: Path) -> Any:
    command = [str(MODULES / ".bin" / "lighthouse"), url, "--quiet", "--output=json", f"--output-path={target}",
               f"--only-categories={','.join(LEAST)}", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]  # fmt: skip
    target.unlink(missing_ok=True)
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=False)
    return json.loads(target.read_text("utf-8")) if target.is_file() else None


def _below(report: Any, category: str, address: str) -> Iterator[str]:
    for part in report["categories"][category]["auditRefs"]:
        audit = report["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            yield f"  {address} {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"


if __name__ == "__main__":
    sys.exit(main())
