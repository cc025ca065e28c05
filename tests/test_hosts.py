"""The snippets for hosts: they are sound, run what exists, and put every file of a site in its place with its headers."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import ROOT

from builder.cli import main

HOSTS = ROOT / "hosts"
FILES = (
    "index.html", "404.html", "_headers", "sitemap.xml", "vi/van-ban/x/index.html", "vi/feed.xml", "assets/fonts/a.1234.woff2",
    "assets/javascripts/archive.1234.mjs", "assets/stylesheets/archive.1234.css", "assets/search/engine.mjs", "assets/search/d/0.bin",
    "originals/00.docx", "robots.txt",
)  # fmt: skip


def test_gitlab_publishes_the_main_branch_and_checks_the_rest() -> None:
    ci = yaml.safe_load((HOSTS / "gitlab-ci.yml").read_text(encoding="utf-8"))
    assert ci["pages"]["artifacts"]["paths"] == ["public"]
    assert ci["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    for job in ("check", "pages"):
        for line in ci[job]["script"]:
            subprocess.run(["bash", "-n", "-c", line], check=True)
            for command, options in re.findall(r"\.venv/bin/archive (\w+)((?: --[a-z]+)*)", line):
                known = CliRunner().invoke(main, [command, "--help"])
                assert known.exit_code == 0
                assert all(option in known.output for option in options.split())


def test_cloudflare_serves_what_is_built() -> None:
    assert tomllib.loads((HOSTS / "wrangler.toml").read_text(encoding="utf-8"))["pages_build_output_dir"] == "build/site"


@pytest.fixture
def bucket(tmp_path: Path) -> Path:
    """A site, and an ``aws`` that copies what it is asked to and notes the headers of each file."""
    for name in FILES:
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    aws = tmp_path / "bin" / "aws"
    aws.parent.mkdir()
    aws.write_text(AWS, encoding="utf-8")
    aws.chmod(0o755)
    return tmp_path


# Filters as the real one has them: the last that fits decides. A file that is there already is not sent again.
AWS = """#!/usr/bin/env python3
import fnmatch, os, sys
from pathlib import Path
words = [w for w in sys.argv[1:] if w not in ("--only-show-errors", "--delete")]
at = words.index("sync")
source, rules, headers = Path(words[at + 1]), [], []
for option, value in zip(words[at + 3 :: 2], words[at + 4 :: 2]):
    (rules if option in ("--exclude", "--include") else headers).append((option, value))
log = Path(os.environ["LOG"])
done = log.read_text().split("\\n") if log.exists() else []
for path in sorted(p for p in source.rglob("*") if p.is_file()):
    name, wanted = str(path.relative_to(source)), True
    for option, pattern in rules:
        if fnmatch.fnmatch(name, pattern):
            wanted = option == "--include"
    if wanted and not any(line.startswith(name + "\\t") for line in done):
        with log.open("a") as out:
            out.write(name + "\\t" + " ".join(f"{o}={v}" for o, v in headers) + "\\n")
"""


def test_s3_gets_every_file_once_with_its_headers(bucket: Path) -> None:
    env = {**os.environ, "PATH": f"{bucket / 'bin'}{os.pathsep}{os.environ['PATH']}", "BUCKET": "b", "SITE": str(bucket / "site")}
    subprocess.run([HOSTS / "s3.sh"], env={**env, "LOG": str(bucket / "log")}, check=True)
    sent = dict(line.split("\t") for line in (bucket / "log").read_text(encoding="utf-8").splitlines())
    assert set(sent) == set(FILES) - {"_headers"}
    order = list(sent)
    assert order.index("assets/javascripts/archive.1234.mjs") < order.index("index.html"), "pages come after what they need"
    assert "immutable" in sent["assets/fonts/a.1234.woff2"]
    assert "immutable" in sent["assets/javascripts/archive.1234.mjs"]
    assert "text/javascript" in sent["assets/search/engine.mjs"]
    assert "must-revalidate" in sent["vi/van-ban/x/index.html"]
    assert "attachment" in sent["originals/00.docx"]
    assert "must-revalidate" in sent["sitemap.xml"]


@pytest.mark.parametrize("env", [{}, {"BUCKET": "b"}])
def test_s3_says_what_is_missing(env: dict[str, str], bucket: Path) -> None:
    done = subprocess.run(
        [HOSTS / "s3.sh"], env={"PATH": os.environ["PATH"], "SITE": str(bucket / "nothing"), **env}, capture_output=True, check=False
    )
    assert done.returncode != 0
    assert done.stderr
