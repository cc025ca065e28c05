"""The gate: what a stranger made is read in a child process with limits on memory, time and writing. Reads no format itself.

One child serves many files; one that exceeds a limit ends with it, and the next file gets a fresh one. What comes back is plain
JSON, so a child that was taken over can at most hand over a wrong text.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

from builder.model import Line, Normalisation, Original, Residue, Run, SourceFile, Span
from builder.problems import Problem, problem

MEMORY_MB = 512
SECONDS = 10.0
MAX_ANSWER = 256_000_000
_SIZE = struct.Struct(">Q")
_PACKAGE = Path(__file__).resolve().parent.parent.parent

Answer = tuple[Original | None, tuple[Problem, ...]]


class _Worker:
    """A child that waits for files on its standard input."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.owner = os.getpid()
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"from builder.read.gate import serve; serve({memory})"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(_PACKAGE), "PYTHONHASHSEED": "0", "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        )  # fmt: skip

    def ask(self, head: dict[str, str], data: bytes, seconds: float) -> bytes | None:
        """The answer, or None when the child ended or took too long."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        try:
            _send(pipe_in, json.dumps(head).encode())
            _send(pipe_in, data)
        except OSError:
            return None
        return _receive(pipe_out, time.monotonic() + seconds)

    def alive(self) -> bool:
        """Whether it can be asked. A child belongs to the process that started it: two cannot share its pipes."""
        return self.owner == os.getpid() and self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


_worker: _Worker | None = None


def read_guarded(data: bytes, name: str, form: str, seconds: float = SECONDS, memory: int = MEMORY_MB) -> Answer:
    """The original or its problems; S108 when the child needed too long or too much."""
    global _worker
    if _worker is None or not _worker.alive() or _worker.memory != memory:
        close()
        _worker = _Worker(memory)
    answer = _worker.ask({"name": name, "form": form}, data, seconds)
    if answer is None:
        close()
        return None, (problem("S108", name, seconds=int(seconds), memory=memory),)
    return _unpacked(json.loads(answer))


@atexit.register
def close() -> None:
    """End the child, if there is one."""
    global _worker
    if _worker is not None and _worker.owner == os.getpid():
        _worker.end()
    _worker = None


# --- the child's side --------------------------------------------------------------------------------------------------------


def serve(memory: int) -> None:
    """Read files from standard input until it ends. Never returns to code that trusts its files."""
    import resource

    from builder.read.formats import original_of

    limit = memory * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not reach the parent
    while (head := _take(source)) is not None:
        told = json.loads(head)
        data = _take(source) or b""
        try:
            answer = original_of(data, told["name"], told["form"])
        except MemoryError:
            os._exit(3)
        except RecursionError:
            answer = None, (problem("S107", told["name"], what="nesting", found="–", limit=sys.getrecursionlimit()),)
        except Exception as error:  # a reader's fault must not cost the next file
            answer = None, (problem("S106", told["name"], format=told["form"], found=type(error).__name__),)
        _send(target, json.dumps(_packed(answer)).encode())


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _take(pipe: IO[bytes]) -> bytes | None:
    size = pipe.read(_SIZE.size)
    return pipe.read(_SIZE.unpack(size)[0]) if len(size) == _SIZE.size else None


def _receive(pipe: IO[bytes], until: float) -> bytes | None:
    """One message, or None when the pipe ends or time is up."""
    found = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            wanted = _SIZE.unpack(found[: _SIZE.size])[0] + _SIZE.size if len(found) >= _SIZE.size else None
            if wanted is not None and len(found) >= wanted:
                return bytes(found[_SIZE.size : wanted])
            if (wanted or 0) > MAX_ANSWER or not selector.select(max(until - time.monotonic(), 0)):
                return None
            piece = os.read(pipe.fileno(), 1 << 20)
            if not piece:
                return None
            found += piece


# --- what goes between them: text, places and counts ---------------------------------------------------------------------------


def _packed(answer: Answer) -> dict[str, Any]:
    original, problems = answer
    said = [[p.code, p.path, p.line, p.args] for p in problems]
    if original is None:
        return {"problems": said}
    source, counts = original.source, original.normalisation
    return {
        "problems": said,
        "text": original.text,
        "lines": [[n.number, n.kind, n.level, _runs(n.runs), [[_runs(cell) for cell in row] for row in n.rows]] for n in original.lines],
        "residue": [[r.text, r.kind, r.span.start, r.span.end] for r in original.residue],
        "source": [source.file, source.sha256, source.format, source.encoding, source.ocr],
        "counts": [counts.nfd, counts.eth, counts.lookalike, counts.nbsp, counts.soft_hyphen, counts.edits],
    }


def _unpacked(data: dict[str, Any]) -> Answer:
    problems = tuple(Problem(code, path, line, tuple((k, v) for k, v in args)) for code, path, line, args in data["problems"])
    if "text" not in data:
        return None, problems
    lines = tuple(
        Line(number, _made(runs), kind, level, tuple(tuple(_made(cell) for cell in row) for row in rows))
        for number, kind, level, runs, rows in data["lines"]
    )
    nfd, eth, lookalike, nbsp, soft_hyphen, edits = data["counts"]
    made = Original(
        SourceFile(*data["source"]),
        data["text"],
        lines,
        tuple(Residue(text, kind, Span(start, end)) for text, kind, start, end in data["residue"]),
        Normalisation(nfd, eth, lookalike, nbsp, soft_hyphen, tuple((at, before, after) for at, before, after in edits)),
    )
    return made, problems


def _runs(runs: tuple[Run, ...]) -> list[list[Any]]:
    return [[run.text, run.start, run.style] for run in runs]


def _made(runs: list[list[Any]]) -> tuple[Run, ...]:
    return tuple(Run(text, start, style) for text, start, style in runs)
