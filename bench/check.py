"""What the check of one changed document costs in an archive of COUNT: ``python bench/check.py [COUNT]``.

Cold: ``archive check`` with no cache. Warm: after a build left its cache, one document changed. Seconds of CPU, children included;
the goals (10 s warm, 180 s cold at 20,000) are absolute, so the machine should be at rest.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate

ROOT = Path(__file__).resolve().parent.parent
COUNT = 20_000


def cpu(folder: Path, *words: str) -> float:
    """Seconds of CPU of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "builder", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"  archive {' '.join(words)}: {done.stderr.splitlines()[-1]}", flush=True)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate.write(folder / "content", count)
        for shared in ("overrides", "mkdocs.yml"):
            (folder / shared).symlink_to(ROOT / shared)
        cold = cpu(folder, "check")
        cpu(folder, "build")
        changed = next(p for p in sorted((folder / "content" / "notices").rglob("*.txt")))
        changed.write_text(changed.read_text(encoding="utf-8").replace("đề nghị", "yêu cầu"), encoding="utf-8")
        warm = cpu(folder, "check", str(changed))
        print(f"{count} documents: {cold:.1f} s of CPU without a cache, {warm:.1f} s with one and one document changed")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
