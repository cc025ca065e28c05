"""Programs for what no library reads well: LibreOffice for .doc and .rtf, ocrmypdf for scans. Found at run time, or said to be missing.

Each runs in a folder of its own that is thrown away, with limits (2 GB, 120 s) and no way to the network that it was told of.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from builder.read.sheet import Refused

MEMORY_MB = 2_000
SECONDS = 120
_OFFICE = ("soffice", "libreoffice")
INSTALL = {
    "LibreOffice": "sudo apt-get install libreoffice-writer-nogui",
    "ocrmypdf": "sudo apt-get install ocrmypdf tesseract-ocr-vie",
}


def office() -> str | None:
    """LibreOffice, if it is installed."""
    return next((found for name in _OFFICE if (found := shutil.which(name))), None)


def ocr() -> str | None:
    """ocrmypdf, if it and Tesseract's Vietnamese are installed."""
    program, engine = shutil.which("ocrmypdf"), shutil.which("tesseract")
    if not program or not engine:
        return None
    listed = subprocess.run([engine, "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    return program if "vie" in listed.stdout.split() else None


def missing(program: str, suffix: str) -> Refused:
    """S109: what to install."""
    return Refused("S109", (("program", program), ("suffix", suffix), ("install", INSTALL[program])))


def to_docx(data: bytes, form: str) -> bytes | Refused:
    """A .doc or .rtf as .docx, by LibreOffice. Macros do not run; linked files are not followed."""
    program = office()
    if program is None:
        return missing("LibreOffice", f".{form}")
    with tempfile.TemporaryDirectory(prefix="archive-") as place:
        folder = Path(place)
        (folder / f"x.{form}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        done = _run(
            [
                program, "--headless", "--norestore", "--nolockcheck", "--nodefault", profile,
                "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(folder / f"x.{form}"),
            ],
            folder,
        )  # fmt: skip
        made = folder / "out" / "x.docx"
        if isinstance(done, Refused):
            return done
        return made.read_bytes() if made.is_file() else Refused("S106", (("format", f".{form}"), ("found", "LibreOffice")))


def recognised(data: bytes, suffix: str) -> str | Refused:
    """The text of a scan, pages separated by form feeds, by ocrmypdf."""
    program = ocr()
    if program is None:
        return missing("ocrmypdf", suffix)
    with tempfile.TemporaryDirectory(prefix="archive-") as place:
        folder = Path(place)
        (folder / f"x{suffix}").write_bytes(data)
        dots = ["--image-dpi", "300"] if suffix != ".pdf" else []
        done = _run(
            [
                program, "--quiet", "--language", "vie", "--force-ocr", "--jobs", "1", "--output-type", "pdf", *dots,
                "--sidecar", str(folder / "x.txt"), str(folder / f"x{suffix}"), str(folder / "out.pdf"),
            ],
            folder,
        )  # fmt: skip
        if isinstance(done, Refused):
            return done
        text = folder / "x.txt"
        return text.read_text(encoding="utf-8") if text.is_file() else Refused("S106", (("format", suffix), ("found", "ocrmypdf")))


def _run(command: list[str], folder: Path) -> int | Refused:
    """The program's exit code. All that it started ends with it."""
    closed = "http://127.0.0.1:9"
    env = {
        "PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "http_proxy": closed, "https_proxy": closed, "OMP_THREAD_LIMIT": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        command, cwd=folder, env=env, start_new_session=True, preexec_fn=_limit,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return Refused("S108", (("seconds", str(SECONDS)), ("memory", str(MEMORY_MB))))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _limit() -> None:
    limit = MEMORY_MB * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000_000, 500_000_000))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
