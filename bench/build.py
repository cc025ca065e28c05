"""How much a build costs beside plain MkDocs with Material on the same pages: ``python bench/build.py COUNT [TIMES]``.

Prints processor time and peak memory of the whole tree of processes, medians of TIMES runs, and their ratios. Run it on a machine
that does nothing else; compare ratios, not times. Invented documents of ``bench/generate.py``, in a temporary folder.

    reading     originals to records, by as many processes as there are cores
    pouring     records to a site, without a search index: Markdown, HTML, lists, feeds, originals
    MkDocs      ``mkdocs build`` over the Markdown that pouring wrote: the same pages
    cold        the command ``archive build`` with nothing kept, search index and reading included
    same        the command again
    changed     the command after one document was edited
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parent.parent
CONFIG, URL = ROOT / "mkdocs.yml", "http://127.0.0.1:8000/"


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds of processor time and MiB at the peak of a command and everything that it starts."""
    script = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=2); u = resource.getrusage(resource.RUSAGE_CHILDREN); "
    script += "print(u.ru_utime + u.ru_stime, u.ru_maxrss / 1024)"
    done = subprocess.run([sys.executable, "-c", script, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def stages(folder: Path) -> None:
    """In a process of its own: reading and pouring apart, as JSON on standard output."""
    from builder import pipeline
    from builder.site.store import Store

    found: dict[str, float] = {}

    def timed(name: str, run: Callable[[], object]) -> object:
        started = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        result = run()
        ended = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        found[name] = sum(e.ru_utime + e.ru_stime - s.ru_utime - s.ru_stime for s, e in zip(started, ended, strict=True))
        return result

    with closing(Store(folder / "cache" / "x.sqlite")) as store:
        loaded = timed("reading", lambda: pipeline.load(folder / "content"))
        press = pipeline._press(loaded, folder / "docs", folder / "site", CONFIG, URL, folder / "cache" / "frames", store)  # type: ignore[arg-type]
        pipeline._index = lambda *_: None  # measured by the search room

        def pour() -> int:
            written = pipeline.write(loaded, press)  # type: ignore[arg-type]
            assert not pipeline._publish(written, press)
            return len(written.paths)

        found["pages"] = timed("pouring", pour)  # type: ignore[assignment]
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def once(folder: Path) -> dict[str, float]:
    """One round of everything."""
    for name in ("docs", "site", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    apart = [sys.executable, __file__, "stages", str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(apart, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout)
    config = folder / "mkdocs.yml"
    overrides = json.dumps(str(ROOT / "overrides"))
    config.write_text(
        f"INHERIT: {CONFIG}\ndocs_dir: {folder / 'docs'}\nsite_dir: {folder / 'reference'}\ntheme: {{custom_dir: {overrides}}}\n",
        encoding="utf-8",
    )
    found["MkDocs"], found["MkDocs peak"] = measured([sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config)])
    shutil.rmtree(folder / "reference", ignore_errors=True)
    for name in ("docs", "site", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    command = [sys.executable, "-m", "builder", "build", *(f"--{name}={folder / name}" for name in ("content", "docs", "site"))]
    found["cold"], found["cold peak"] = measured(command)
    found["same"], _ = measured(command)
    edited = next(folder.glob("content/notices/*/*.txt"))
    edited.write_text(edited.read_text("utf-8") + f"- Bổ sung {time.time_ns()}.\n", encoding="utf-8")
    found["changed"], found["changed peak"] = measured(command)
    return found


def main(count: int, times: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate.write(folder / "content", count)
        rounds = [once(folder) for _ in range(times)]
    median = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
    pages = median["pages"]
    print(f"{count} documents, {pages:.0f} pages, medians of {times}, load {os.getloadavg()[0]:.1f}")
    for key in ("reading", "pouring", "MkDocs", "cold", "same", "changed"):
        print(f"  {key:8} {median[key]:8.2f} s of processor time, {1000 * median[key] / pages:6.2f} ms a page")
    for key in ("peak", "MkDocs peak", "cold peak", "changed peak"):
        print(f"  {key:12} {median[key]:6.0f} MiB")
    rate = count / median["reading"]
    print(f"  pouring ÷ MkDocs {median['pouring'] / median['MkDocs']:.2f}; reading: {rate:.0f} documents a second of a core")


if __name__ == "__main__":
    if sys.argv[1] == "stages":
        stages(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
