"""What a site is handed over with: headers, compressed copies, parts for small hosts, limits, the manifest's commit, names with hashes."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from conftest import ROOT, Build
from hypothesis import given
from hypothesis import strategies as st
from invented import generate
from test_incremental import texts

from builder import delivery
from builder.console import progress_line
from builder.site import hosting, manifest, packed, parts
from builder.site.assets import fingerprinted
from builder.site.files import Files
from builder.site.mirror import Mirror
from builder.site.parts import TooLargeError, divided


@pytest.fixture
def small(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name, text in (("index.html", "a" * 600), ("vi/x.html", "b" * 700), ("short.txt", "c"), ("a.woff2", "d" * 900)):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    return site


# --- headers ----------------------------------------------------------------------------------------------------------------------


def rules(text: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            here = found.setdefault(line, {})
        else:
            name, _, value = line.strip().partition(": ")
            here[name] = value
    return found


def test_headers_forbid_what_pages_forbid_and_frames_too(site: Path) -> None:
    every = rules((site / "_headers").read_text())["/*"]
    page = (site / "vi" / "index.html").read_text(encoding="utf-8")
    meta = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert meta
    assert every["Content-Security-Policy"] == f"{meta[1]}; frame-ancestors 'none'"
    assert every["X-Content-Type-Options"] == "nosniff"


def test_no_header_stands_in_two_rules_for_one_file() -> None:
    found = rules(hosting.headers())
    every = set(found.pop("/*"))
    assert all(not every & set(one) for one in found.values())
    folders = [path.removesuffix("*") for path in found]
    assert not [(a, b) for a in folders for b in folders if a != b and a.startswith(b)]


def test_what_is_kept_for_ever_bears_a_hash_and_is_there(site: Path) -> None:
    for path, one in rules((site / "_headers").read_text()).items():
        folder = site / path.strip("/*")
        if "immutable" in one.get("Cache-Control", "") and not path.startswith("/assets/search/") and path != "/originals/*":
            names = [p.name for p in folder.iterdir() if p.suffix != ".txt"]
            assert names
            assert [n for n in names if not re.search(r"\.[0-9a-f]{8}\.(css|mjs|woff2)$", n)] == []


def test_nginx_knows_the_address_below_which_the_site_lies(tmp_path: Path) -> None:
    said = hosting.nginx("https://example.vn/kho.a/")
    assert "location /kho.a/ {" in said
    assert r"location ~ ^/kho\.a/originals/ {" in said
    assert said.count("Content-Security-Policy") == said.count("location ")
    assert "error_page 404 /404.html" in hosting.nginx("https://example.vn/")


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_accepts_its_snippet(tmp_path: Path) -> None:
    for address in ("https://example.vn/", "https://example.vn/kho.a/"):
        conf = tmp_path / "all.conf"
        conf.write_text(f"pid {tmp_path}/pid; events {{}} http {{ server {{ listen 127.0.0.1:1; root /tmp;\n{hosting.nginx(address)} }} }}")
        done = subprocess.run(["nginx", "-t", "-p", str(tmp_path), "-c", str(conf)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


# --- names with hashes --------------------------------------------------------------------------------------------------------------


def test_assets_bear_their_hash_and_are_named_so(tmp_path: Path) -> None:
    one = fingerprinted(ROOT / "overrides", tmp_path / "one")
    names = {p.name for p in one.rglob("*.css")} | {p.name for p in one.rglob("*.mjs")} | {p.name for p in one.rglob("*.woff2")}
    text = "".join(p.read_text(encoding="utf-8") for p in one.rglob("*") if p.suffix in (".html", ".css", ".mjs"))
    for name in names:
        assert f"/{name}" in text, name
    plain = {p.name for p in (ROOT / "overrides").rglob("*.*") if p.suffix in (".css", ".mjs", ".woff2")}
    assert [name for name in plain if f"/{name}" in text] == []


def test_a_changed_font_renames_what_names_it(tmp_path: Path) -> None:
    changed = tmp_path / "overrides"
    shutil.copytree(ROOT / "overrides", changed)
    font = next(changed.rglob("*latin-400.woff2"))
    font.write_bytes(font.read_bytes() + b"x")
    before = {p.name for p in fingerprinted(ROOT / "overrides", tmp_path / "a").rglob("archive.*.css")}
    assert before.isdisjoint(p.name for p in fingerprinted(changed, tmp_path / "b").rglob("archive.*.css"))


# --- compressed copies --------------------------------------------------------------------------------------------------------------


def mirrored(source: Path, site: Path, was: Files | None = None) -> Mirror:
    """The files of ``source`` in the folder in which ``site`` is made."""
    mirror = Mirror(site, was or Files())
    mirror.begin()
    for path in manifest.files(source):
        mirror.put(path, (source / path).read_bytes())
    return mirror


def test_copies_hold_the_same_and_are_the_same_every_time(small: Path, tmp_path: Path) -> None:
    one, two = mirrored(small, tmp_path / "one"), mirrored(small, tmp_path / "two")
    assert packed.pack(one) == packed.pack(two, 1) == 4
    assert (
        sorted(manifest.files(one.fresh))
        == sorted(one.states)
        == sorted(
            ["index.html", "vi/x.html", "short.txt", "a.woff2", *(f"{n}.{e}" for n in ("index.html", "vi/x.html") for e in ("gz", "br"))]
        )
    )
    assert gzip.decompress((one.fresh / "index.html.gz").read_bytes()) == b"a" * 600
    assert brotli.decompress((one.fresh / "index.html.br").read_bytes()) == b"a" * 600
    for name in manifest.files(one.fresh):
        assert (one.fresh / name).read_bytes() == (two.fresh / name).read_bytes()


def test_copies_of_what_is_the_same_are_taken_over_unless_damaged(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[bytes, str]] = []
    first = mirrored(small, tmp_path / "site")
    packed.pack(first)
    first.exchange()
    (small / "vi" / "x.html").write_text("e" * 700)
    (tmp_path / "site" / "index.html.br").write_bytes(b"damaged")
    real = packed.compressed
    monkeypatch.setattr(packed, "compressed", lambda data, encoding: made.append((data[:1], encoding)) or real(data, encoding))
    second = mirrored(small, tmp_path / "site", first.states)
    packed.pack(second)
    assert sorted(made) == [(b"a", "br"), (b"e", "br"), (b"e", "gz")]
    assert brotli.decompress((second.fresh / "index.html.br").read_bytes()) == b"a" * 600


# --- parts --------------------------------------------------------------------------------------------------------------------------


@given(
    st.dictionaries(st.text("abc/é", min_size=1, max_size=12), st.integers(0, 50), max_size=60), st.integers(1, 20), st.integers(60, 200)
)
def test_parts_are_small_enough_and_together_the_site(files: dict[str, int], most: int, size: int) -> None:
    found = divided(files.items(), most, size)
    assert sorted(f for part in found for f in part.files) == sorted(files.items())
    for number, part in enumerate(found):
        assert len(part.files) <= most
        assert sum(s for _, s in part.files) <= size
        for path, _ in part.files:  # each address has one part only, that of its longest prefix
            fits = [(len(p), n) for n, other in enumerate(found) for p in other.prefixes if path.startswith(p)]
            assert max(fits)[1] == number


def test_a_file_larger_than_a_part_is_refused() -> None:
    with pytest.raises(TooLargeError, match=r"b\.pdf"):
        divided([("a.pdf", 10), ("b.pdf", 11)], 9, 10)


def test_parts_are_whole_sites_with_a_manifest(small: Path, tmp_path: Path) -> None:
    (small / "404.html").write_text("?")
    manifest.write(small, {}, "abc")
    assert parts.write(small, tmp_path / "parts", 4, 10_000_000) == 2
    for part in (tmp_path / "parts" / "1", tmp_path / "parts" / "2"):
        assert list(manifest.wrong(part)) == []
        assert manifest.commit(part) == "abc"
        assert (part / "404.html").is_file()
    assert "routes.json" in {p.name for p in (tmp_path / "parts").iterdir()}


def test_a_split_that_cannot_be_is_said(small: Path) -> None:
    manifest.write(small, {})
    found = list(delivery.hand_over(small, "https://example.vn/", delivery.Delivery(split=1)))
    assert [p.code for p in found] == ["B107"]


# --- limits -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "hosts"),
    [
        ([("a", 1)] * 20_000, []),
        ([("a", 1)] * 20_001, ["Cloudflare Pages"]),
        ([("a", 25 * hosting.MIB)], []),
        ([("a", 25 * hosting.MIB + 1)], ["Cloudflare Pages"]),
        ([("a", 20 * hosting.MIB)] * 51, ["GitHub Pages"]),
    ],
)
def test_limits_of_hosts(sizes: list[tuple[str, int]], hosts: list[str]) -> None:
    assert [found.host for found in hosting.passed(sizes)] == hosts


def test_a_limit_that_is_passed_is_said_with_a_remedy(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosting, "LIMITS", (hosting.Limit("Somewhere", 3, 0, 0),))
    [found] = delivery.beyond(mirrored(small, tmp_path / "site"))
    assert (found.code, found.level, dict(found.args)["found"]) == ("B106", "warning", "4")


# --- the commit ---------------------------------------------------------------------------------------------------------------------


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.vn", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_the_manifest_names_the_commit(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.txt").write_text("1")
    assert manifest.commit_of(tmp_path / "content") is None
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "content")
    git(tmp_path, "commit", "--quiet", "--message", "x")
    head = git(tmp_path, "rev-parse", "HEAD")
    assert manifest.commit_of(tmp_path / "content") == head
    (tmp_path / "content" / "a.txt").write_text("2")
    assert manifest.commit_of(tmp_path / "content") == f"{head}+changes"


def test_sha256sum_reads_the_manifest(built: Build) -> None:
    done = subprocess.run(["sha256sum", "--check", "--quiet", manifest.NAME], cwd=built.site, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert manifest.commit(built.site) == manifest.commit_of(ROOT / "content")


# --- the command ----------------------------------------------------------------------------------------------------------------------


def test_a_build_for_a_host_in_vietnamese(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    where = [f"--{name}={tmp_path / name}" for name in ("content", "docs", "site")]
    command = [sys.executable, "-m", "builder", "build", *where, "--compress", "--split=400", "--profile", "--lang=vi"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert re.search(r"^5 văn bản, \d+ trang, 0 giữ lại, 0 lỗi, \d+ cảnh báo; \d+,\d giây\.", done.stderr, re.M), done.stderr
    for stage in ("khởi động", "đọc", "khung trang", "viết trang", "chỉ mục"):
        assert re.search(rf"^{stage} .+ %$", done.stderr, re.M), stage
    assert (tmp_path / "site" / "vi" / "index.html.br").is_file()
    assert (tmp_path / "parts" / "2").is_dir()
    assert list(manifest.wrong(tmp_path / "site")) == []
    assert (tmp_path / "nginx.conf").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("read", 2, 2, 0.1, "en"), "read 2/2 (100 %)"),
        (("read", 40, 200, 2.0, "en"), "read 40/200 (20 %), 20/s, 8 s left"),
        (("read", 40, 200, 2.0, "vi"), "đọc 40/200 (20 %), 20/giây, còn 8 giây"),
        (("write", 1, 0, 4.0, "en"), "write 1, 0.2/s"),
    ],
)
def test_the_line_of_progress(words: tuple[str, int, int, float, str], said: str) -> None:
    assert progress_line(*words) == said  # type: ignore[arg-type]


# --- a cluster ------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of two processes on this machine."""
    from distributed import LocalCluster

    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_reads_what_one_process_reads(scheduler: str, tmp_path: Path) -> None:
    from builder.building import _workers

    generate.write(tmp_path / "content", 30)
    alone = texts(tmp_path / "content", jobs=1)
    with _workers(scheduler) as executor:
        assert executor
        assert texts(tmp_path / "content", executor=executor) == alone


def test_a_cluster_that_is_not_there_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "builder", "build", "--cluster", "tcp://127.0.0.1:1", f"--site={tmp_path / 'site'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "tcp://127.0.0.1:1" in done.stderr
