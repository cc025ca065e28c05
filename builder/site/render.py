"""MkDocs as a program: build/docs in, a folder of HTML out. The only place that starts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.site.assets import fingerprinted

EPOCH = "946684800"  # a build has no clock: 2000-01-01, wherever MkDocs would print a date
# Parts of the theme that our templates do not use: 2 MB of script and style nobody would load.
UNUSED = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
    "assets/stylesheets/main.*",
    "assets/stylesheets/palette.*",
    "assets/images/favicon.png.map",
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Whether MkDocs succeeded, and the last lines it said."""

    ok: bool
    said: str


def render(config: Path, docs: Path, site: Path, site_url: str) -> Rendered:
    """``mkdocs build --strict`` with ``config``, reading ``docs`` and writing ``site``. Never raises for a failed build."""
    here, looks = docs.parent / f".{docs.name}.mkdocs.yml", docs.parent / f".{docs.name}.overrides"
    fingerprinted(config.parent / "overrides", looks)
    here.write_text(yaml.safe_dump(_config(config, docs, site, looks), allow_unicode=True), encoding="utf-8")
    environment = {**os.environ, "SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(here)]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False)
    here.unlink(missing_ok=True)
    shutil.rmtree(looks, ignore_errors=True)
    if done.returncode == 0:
        _prune(site)
    return Rendered(done.returncode == 0, "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:]))


def _config(config: Path, docs: Path, site: Path, overrides: Path) -> dict[str, object]:
    return {
        "INHERIT": str(config.resolve()),
        "docs_dir": str(docs.resolve()),
        "site_dir": str(site.resolve()),
        "theme": {"custom_dir": str(overrides.resolve())},
        "nav": [page for page in _nav(config) if (docs / page).is_file()],  # a page that is held back must not stop the others
    }


def _nav(config: Path) -> list[str]:
    """The pages that the configuration names; values with tags of MkDocs' own (``!ENV``) are passed over."""
    node = yaml.compose(config.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    return [str(item.value) for key, value in entries if key.value == "nav" for item in value.value]


def _prune(site: Path) -> None:
    for pattern in UNUSED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
