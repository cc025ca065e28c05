"""What ``make screenshots`` runs: the pictures of the README and the help pages, from a site built now. Takes no other picture.

The README's are in ``.github/screenshots``; those of the help pages are published with the site, in few colours so that
they stay small. A help page names its pictures: see ``content/pages``.
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
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from serving import serve  # noqa: E402

TARGET = ROOT / ".github" / "screenshots"
HELP = ROOT / "overrides" / "assets" / "images" / "help"
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


# For each help page the views that it explains, in its own language.
HELP_SHOTS = {
    "home": ("vi/", "en/"),
    "search": ("vi/tim-kiem/?q=hop+tac+quoc+te", "en/search/?q=international+cooperation"),
    "document": (f"vi/van-ban/{_LETTER}/", f"en/notices/{_LETTER}/"),
    "side-by-side": (f"vi/song-ngu/{_LETTER}/#p1", f"en/side-by-side/{_LETTER}/#p1"),
    "number": ("vi/so/145-qd-ttg/", "en/so/145-qd-ttg/"),
    "deadlines": ("vi/thoi-han/", "en/deadlines/"),
}
HELP_SIZE = (1080, 700)


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
                print(_take(browser, url, shot, TARGET / f"{shot.name}.png").relative_to(ROOT))
            width, height = HELP_SIZE
            helping = ((f"{view}-{address[:2]}", address) for view, both in HELP_SHOTS.items() for address in both)
            for name, address in helping:
                taken = _take(browser, url, Shot(name, address, width, height), HELP / f"{name}-{width}x{height}.png")
                print(_small(taken).relative_to(ROOT))
            browser.close()
    return 0


def _small(path: Path) -> Path:
    """The same picture in 64 colours: text stays sharp, and a page with six of them light."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


def _take(browser: Browser, url: str, shot: Shot, target: Path) -> Path:
    context = browser.new_context(viewport={"width": shot.width, "height": shot.height}, color_scheme=shot.scheme, reduced_motion="reduce")
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(url + shot.address)
    if "?q=" in shot.address:
        page.locator("#search-results").wait_for()
    page.evaluate("document.fonts.ready")
    target.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(target))
    context.close()
    return target


if __name__ == "__main__":
    sys.exit(main())
