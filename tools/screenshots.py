"""What ``make screenshots`` runs: the pictures of the README and the help pages, from a site built now. Takes no other picture.

The README's are in ``.github/screenshots``; nothing of them is published with the site.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import FLAGS, MISSING, find  # noqa: E402  the tests' folder knows the browser and the server
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from serving import serve  # noqa: E402

TARGET = ROOT / ".github" / "screenshots"
NOW = "2024-12-01T08:00:00Z"  # deadlines are marked by the reader's clock; pictures must not change with it
_LETTER, _NEWS = "2017-2637-ldtbxh-htqt", "2019-01-15-hoi-nhap-quoc-te-2018"


class Shot(NamedTuple):
    """One picture: the file's name, the address, the size of the screen, the scheme."""

    name: str
    address: str
    width: int
    height: int
    scheme: Any = "light"


SHOTS = (
    Shot("document-en", f"en/notices/{_LETTER}/", 1280, 860),
    Shot("document-vi-phone", f"vi/van-ban/{_LETTER}/", 360, 740),
    Shot("document-vi-dark", f"vi/van-ban/{_LETTER}/", 1280, 860, "dark"),
    Shot("home-vi", "vi/", 1280, 860),
    Shot("home-en-phone-dark", "en/", 360, 740, "dark"),
    Shot("search-vi", "vi/tim-kiem/?q=hop+tac+quoc+te", 1280, 860),
    Shot("side-by-side-en", f"en/side-by-side/{_NEWS}/", 1280, 860),
    Shot("deadlines-vi-phone", "vi/thoi-han/", 360, 740),
    Shot("number-en", "en/so/145-qd-ttg/", 1280, 860),
)


def main() -> int:
    """0 when every picture was taken."""
    chromium = find()
    if chromium is None:
        print(MISSING, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        command = [sys.executable, "-m", "builder", "build", "--docs", f"{folder}/docs", "--site", str(site)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, "SITE_URL": "https://archive.example/"}, check=False)
        with serve(site, "/") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            for shot in SHOTS:
                print(_take(browser, url, shot).relative_to(ROOT))
            browser.close()
    return 0


def _take(browser: Browser, url: str, shot: Shot) -> Path:
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(url + shot.address)
    if "?q=" in shot.address:
        page.locator("#search-results").wait_for()
    page.evaluate("document.fonts.ready")
    target = TARGET / f"{shot.name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(target))
    context.close()
    return target


if __name__ == "__main__":
    sys.exit(main())
