"""How much a build costs beside other programs on the same pages: ``python bench/build.py COUNT [TIMES]``.

Prints processor time and peak memory of whole trees of processes (proportional set sizes, added up), medians of TIMES runs, and
the table of goals with ratios of runs in one round. Run it on a machine that does nothing else; compare ratios, not times. The
documents are those of ``bench/generate.py``, in a temporary folder: in memory where there is room, or wherever TMPDIR says.

    reading     originals to records, by as many processes as there are cores
    pouring     records to the site without search index and data files: every page, lists, originals
    index       the search index; exports: JSON, CSV and the rest; Markdown: pouring with the pages as MkDocs reads them, less pouring
    MkDocs      ``mkdocs build`` over that Markdown: the same pages, without search and with MkDocs' own
    Hugo        the same pages in a static frame; Zensical: the same folder as MkDocs. Both where they are installed and make every page
    cold, same, changed   the command ``archive build`` with nothing kept; again; after one document was edited (mirrored: the first time)
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import generate

ROOT = Path(__file__).resolve().parent.parent
CONFIG, URL = ROOT / "mkdocs.yml", "http://127.0.0.1:8000/"
PAUSE = 0.05  # seconds between two looks at memory
BYTES = 1_000_000  # of all sites of one document together
Found = dict[str, float]
Cost = tuple[float, float]
"""Seconds of processor time, MiB."""
# What is divided by what, and the most that it should be at 1,000 and at 20,000 documents.
RATIOS = (
    ("pouring ÷ MkDocs", ("pouring",), ("MkDocs",), (0.25, 0.20)),
    ("pouring ÷ Hugo", ("pouring",), ("Hugo",), (1.2, 1.0)),
    ("pouring + index ÷ MkDocs with search", ("pouring", "index"), ("MkDocs search",), (0.35, 0.30)),
)
GOALS = (
    ("changed", "seconds of processor time after one change, the whole command", (0.5, 0.8)),
    ("changed records", "the same from records to the site, exports apart", (0.5, 0.8)),
    ("peak", "MiB at the peak of records → site", (120, 200)),
)


# --- measuring --------------------------------------------------------------------------------------------------------------------


def measured(command: list[str], **environment: str) -> tuple[float, float]:
    """Seconds of processor time and MiB at the peak of a command and everything that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=silent, stderr=silent)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, sum(map(_proportional, _tree(process.pid))))
        time.sleep(PAUSE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = [task.read_text().split() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in (int(c) for some in children for c in some):
        yield from _tree(child)


def _proportional(pid: int) -> float:
    """MiB of a process; what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def stages(folder: Path, markdown: bool) -> None:
    """In a process of its own: every stage apart, as JSON on standard output. Records come from the cache of an earlier run."""
    from builder import pipeline
    from builder.delivery import Delivery
    from builder.limits import COLLECTED
    from builder.meter import Meter
    from builder.site.store import Store

    gc.set_threshold(*COLLECTED)  # as the command does
    with closing(Store(folder / "cache" / "build.sqlite")) as store:
        meter = Meter()
        loaded = pipeline.load(folder / "content", store=store, meter=meter)
        found: Found = {"documents": len(loaded.documents), "reading": meter.stages["read"].cpu}
        frames = folder / "cache" / "frames"
        folders = pipeline._Folders(folder / "content", folder / "docs", folder / "site", CONFIG, URL)
        press = pipeline._press(loaded, folders, frames, store, Delivery(markdown=markdown))
        meter = Meter()
        written = pipeline.write(loaded, press, meter=meter)
        assert not pipeline._publish(loaded.standing, written, press, meter)
    spent = {stage: s.cpu for stage, s in meter.stages.items() if stage != "start"}
    found |= {"pages": len(written.paths), "index": spent.pop("index"), "exports": spent.pop("exports"), "pouring": sum(spent.values())}
    print(json.dumps(found))


def _stages(folder: Path, markdown: bool) -> Found:
    for name in ("docs", "site", ".site.new"):
        shutil.rmtree(folder / name, ignore_errors=True)
    out = folder / "stages.json"
    command = [sys.executable, __file__, "stages", str(folder), str(int(markdown))]
    _, peak = measured(["sh", "-c", '"$@" > "$0"', str(out), *command])
    found: Found = json.loads(out.read_text())
    return {**found, "peak": peak}


# --- others on the same pages -----------------------------------------------------------------------------------------------------


def _config(folder: Path, more: str = "") -> Path:
    """The project's own, standing in ``folder``, since some programs know only paths below it."""
    text = CONFIG.read_text(encoding="utf-8").replace("build/docs", "docs").replace("build/site", "other")
    (folder / "overrides").unlink(missing_ok=True)
    (folder / "overrides").symlink_to(ROOT / "overrides")
    config = folder / "mkdocs.yml"
    config.write_text(text.replace("plugins: []", more or "plugins: []"), encoding="utf-8")
    return config


def _mkdocs(folder: Path, more: str = "") -> Cost | None:
    shutil.rmtree(folder / "other", ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(_config(folder, more))]
    return _whole(folder, folder / "other", measured(command, NO_MKDOCS_2_WARNING="1"))


def _zensical(folder: Path) -> Cost | None:
    program = shutil.which("zensical")
    shutil.rmtree(folder / "other", ignore_errors=True)
    if not program:
        return None
    return _whole(folder, folder / "other", measured([program, "build", "-f", str(_config(folder))], PYTHONPATH=str(ROOT)))


def _whole(folder: Path, site: Path, cost: Cost) -> Cost | None:
    """The cost, if the program made every page; one that fails early is no measure."""
    wanted, made = (sum(1 for _ in where.rglob(what)) for where, what in ((folder / "docs", "*.md"), (site, "index.html")))
    if made < wanted:
        print(f"  ({site.name}: {made} of {wanted} pages were made; not counted)", file=sys.stderr)
    return cost if made >= wanted else None


def _hugo(folder: Path) -> Cost | None:
    """The Markdown as it is; of the frame of a notice everything is static but title and text."""
    program, home = shutil.which("hugo"), folder / "hugo"
    if not program:
        return None
    shutil.rmtree(home, ignore_errors=True)
    layouts = home / "layouts" / "_default"
    layouts.mkdir(parents=True)
    frame = next((folder / "cache" / "frames" / "frames" / "vi" / "van-ban").glob("*/index.html")).read_text(encoding="utf-8")
    head, _, rest = frame.partition("<h1")
    tail = rest[rest.rindex("</article>") :] if "</article>" in rest else rest[rest.rindex("</main>") :]
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(head.replace("qzxtitle", "{{ .Title }}") + "{{ .Content }}" + tail, encoding="utf-8")
    (home / "config.json").write_text(
        json.dumps(
            {"baseURL": URL, "disableKinds": ["taxonomy", "term", "RSS", "sitemap"], "markup": {"goldmark": {"renderer": {"unsafe": True}}}}
        )
    )
    shutil.copytree(folder / "docs", home / "content", ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".md")])
    for path in list((home / "content").rglob("index.md")):
        path.rename(path.with_name("_index.md"))
    cost = measured([program, "--quiet", "--source", str(home), "--destination", str(home / "public")])
    return _whole(folder, home / "public", cost)


def others(folder: Path) -> Found:
    found: Found = {}
    programs: dict[str, Callable[[], Cost | None]] = {
        "MkDocs": lambda: _mkdocs(folder),
        "MkDocs search": lambda: _mkdocs(folder, "plugins: [search]\n"),
        "Hugo": lambda: _hugo(folder),
        "Zensical": lambda: _zensical(folder),
    }
    for name, run in programs.items():
        if result := run():
            found[name], found[f"{name} MiB"] = result
    return found


# --- a round ------------------------------------------------------------------------------------------------------------------------


def once(folder: Path) -> Found:
    """One round of everything."""
    for name in ("docs", "site", ".site.new", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    command = [sys.executable, "-m", "builder", "build", *(f"--{name}={folder / name}" for name in ("content", "docs", "site"))]
    found: Found = {}
    found["cold"], found["cold MiB"] = measured(command)
    found["same"], _ = measured(command)
    _edit(folder)
    found["mirrored"], _ = measured(command)  # the first change after a cold build also makes the second folder of the site
    _edit(folder)
    found["changed"], found["changed MiB"] = measured(command)
    _edit(folder)
    found |= _changed(folder)
    _forget(folder)
    found |= _stages(folder, markdown=False)
    _forget(folder)
    found["Markdown"] = _stages(folder, markdown=True)["pouring"] - found["pouring"]
    found |= others(folder)
    return found


def _edit(folder: Path) -> None:
    """One document says something more."""
    edited = next(folder.glob("content/notices/*/*.txt"))
    edited.write_text(edited.read_text("utf-8") + f"- Bổ sung {time.time_ns()}.\n", encoding="utf-8")


def _changed(folder: Path) -> Found:
    """Of a build after one change only from records to the site, in a process of its own."""
    out = folder / "change.json"
    measured(["sh", "-c", '"$@" > "$0"', str(out), sys.executable, __file__, "change", str(folder)])
    found: Found = json.loads(out.read_text())
    return found


def change(folder: Path) -> None:
    """The build, and what it cost without starting, reading and parsing; exports apart."""
    from builder import pipeline
    from builder.limits import COLLECTED
    from builder.meter import Meter

    gc.set_threshold(*COLLECTED)
    meter = Meter()
    built = pipeline.build(folder / "content", folder / "docs", folder / "site", CONFIG, URL, meter=meter)
    assert built.published
    spent = {stage: s.cpu for stage, s in meter.stages.items() if stage not in ("start", "read")}
    print(json.dumps({"changed exports": spent.pop("exports"), "changed records": sum(spent.values())}))


def _forget(folder: Path) -> None:
    """Everything that is kept of pages and files, not of documents: what is measured next begins with records."""
    from builder.site.store import Store

    with closing(Store(folder / "cache" / "build.sqlite")) as store:
        for kind in ("page", "books", "seen", "digest", "digests", "search", "rows"):
            store.keep_only(kind, ())
        store.commit()


def _memory(count: int) -> str | None:
    """A folder in memory that is large enough: making a file costs on some disks as much as a page, whoever makes it."""
    memory = Path("/dev/shm")
    room = memory.is_dir() and shutil.disk_usage(memory).free > count * BYTES
    return str(memory) if room and "TMPDIR" not in os.environ else None


def main(count: int, times: int) -> None:
    with tempfile.TemporaryDirectory(dir=_memory(count)) as name:
        folder = Path(name)
        generate.write(folder / "content", count)
        rounds = [once(folder) for _ in range(times)]
        reading = measured([sys.executable, __file__, "read", str(folder)])[0]
    median = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
    published = f"{median['documents']:.0f} published, {median['pages']:.0f} pages"
    print(f"{count} documents, {published}, medians of {times}, load {os.getloadavg()[0]:.1f}")
    for key in (
        "pouring",
        "Markdown",
        "index",
        "exports",
        "MkDocs",
        "MkDocs search",
        "Hugo",
        "Zensical",
        "cold",
        "same",
        "mirrored",
        "changed",
    ):
        if key in median:
            memory = f", {median[f'{key} MiB']:5.0f} MiB" if f"{key} MiB" in median else ""
            print(f"  {key:14} {median[key]:8.2f} s, {1000 * median[key] / median['pages']:6.2f} ms a page{memory}")
    print(f"  reading: {count / reading:.0f} documents a second of a core")
    table(rounds, median, count)


def table(rounds: list[dict[str, Any]], median: Found, count: int) -> None:
    """The goals, each with what was measured."""
    column = 0 if count < 10_000 else 1
    for name, ours, theirs, most in RATIOS:
        if all(key in median for key in theirs):
            ratio = statistics.median(sum(r[k] for k in ours) / sum(r[k] for k in theirs) for r in rounds)
            print(f"  {name}: {ratio:.2f} (goal {most[column]}) {'holds' if ratio <= most[column] else 'falls short'}")
    for key, name, limits in GOALS:
        print(f"  {name}: {median[key]:.1f} (goal {limits[column]}) {'holds' if median[key] <= limits[column] else 'falls short'}")


def read(folder: Path) -> None:
    """Only the originals to records."""
    from builder import pipeline

    pipeline.load(folder / "content")


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a program is compiled once on a machine, not by each build
    if sys.argv[1] == "stages":
        stages(Path(sys.argv[2]), sys.argv[3] == "1")
    elif sys.argv[1] == "read":
        read(Path(sys.argv[2]))
    elif sys.argv[1] == "change":
        change(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
