"""The gate: what a stranger made is read in a child process with limits on memory, time and writing. Reads no format itself.

One child serves many files; one that exceeds a limit ends with it, and the next file gets a fresh one. What comes back is plain
JSON, so a child that was taken over can at most hand over a wrong text.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import selectors
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from builder.model import Cell, Line, Normalisation, Original, Picture, Places, Rendition, Residue, Run, SourceFile, Span
from builder.problems import Problem, problem

MEMORY_MB = 512
SECONDS = 10.0
MAX_ANSWER = 256_000_000
_SIZE = struct.Struct(">Q")
_PACKAGE = Path(__file__).resolve().parent.parent.parent

_PICTURED = {"html": re.compile(rb"<img", re.I), "docx": re.compile(b"word/media/"), "pdf": re.compile(b"/Image|/ObjStm")}
_NEVER = re.compile(b"(?!)")
_SHARE = 0.6  # of the time, for a first reading with pictures; what is left, for one without them
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

    def ask(self, head: dict[str, Any], parts: list[bytes], seconds: float) -> bytes | None:
        """The answer, or None when the child ended or took too long."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        try:
            _send(pipe_in, json.dumps(head).encode())
            for part in parts:
                _send(pipe_in, part)
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


def read_guarded(
    data: bytes, name: str, form: str, seconds: float = SECONDS, memory: int = MEMORY_MB, beside: Mapping[str, bytes] | None = None
) -> Answer:
    """The original or its problems; S108 when the child needed too long or too much. For its pictures no text is lost."""
    files = dict(beside or {})
    head: dict[str, Any] = {"name": name, "form": form, "beside": list(files), "pictured": True}
    pictured = (_PICTURED.get(form) or _NEVER).search(data) is not None
    answer = _asked(head, [data, *files.values()], seconds * _SHARE if pictured else seconds, memory)
    if answer is None and pictured:
        answer = _asked({**head, "beside": [], "pictured": False}, [data], seconds * (1 - _SHARE), memory)
        if answer and answer[0]:
            return answer[0], (*answer[1], problem("S116", name, absent=0, count=0, kind=0, size="?"))
    return answer or (None, (problem("S108", name, seconds=int(seconds), memory=memory),))


def _asked(head: dict[str, Any], parts: list[bytes], seconds: float, memory: int) -> Answer | None:
    global _worker
    if _worker is None or not _worker.alive() or _worker.memory != memory:
        close()
        _worker = _Worker(memory)
    answer = _worker.ask(head, parts, seconds)
    if answer is None:
        close()
        return None
    size = _SIZE.unpack(answer[: _SIZE.size])[0] + _SIZE.size
    return _unpacked(json.loads(answer[_SIZE.size : size]), answer[size:])


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

    from builder.read.formats import Given, read_given

    limit = memory * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints does not reach the parent
    while (head := _take(source)) is not None:
        told = json.loads(head)
        data = _take(source) or b""
        beside = {name: _take(source) or b"" for name in told["beside"]}
        try:
            answer = read_given(Given(data, told["name"], told["form"], beside, told["pictured"]))
        except MemoryError:
            os._exit(3)
        except RecursionError:
            answer = None, (problem("S107", told["name"], what="nesting", found="–", limit=sys.getrecursionlimit()),)
        except Exception as error:  # a reader's fault must not cost the next file
            answer = None, (problem("S106", told["name"], format=told["form"], found=type(error).__name__),)
        text = json.dumps(_packed(answer)).encode()
        files = answer[0].files if answer[0] else ()
        _send(target, b"".join((_SIZE.pack(len(text)), text, *(file for _, file in files))))


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
    source = original.source
    return {
        "problems": said,
        "text": original.text,
        "lines": [
            [n.number, n.kind, n.level, _runs(n.runs), [[_runs(c) for c in row] for row in n.rows], _shown(n)] for n in original.lines
        ],
        "residue": [[r.text, r.kind, r.span.start, r.span.end] for r in original.residue],
        "source": [source.file, source.sha256, source.format, source.encoding, source.ocr],
        "repairs": asdict(original.normalisation),
        "pages": original.places.pages,
        "cells": [[c.span.start, c.span.end, c.table, c.row, c.column] for c in original.places.cells],
        "files": [[name, len(file)] for name, file in original.files],
    }


def _unpacked(data: dict[str, Any], files: bytes) -> Answer:
    problems = tuple(Problem(code, path, line, tuple((k, v) for k, v in args)) for code, path, line, args in data["problems"])
    if "text" not in data:
        return None, problems
    lines = tuple(
        Line(number, _made(runs), kind, level, tuple(tuple(_made(cell) for cell in row) for row in rows), _picture(picture))
        for number, kind, level, runs, rows, picture in data["lines"]
    )
    repairs = data["repairs"]
    made = Original(
        SourceFile(*data["source"]),
        data["text"],
        lines,
        tuple(Residue(text, kind, Span(start, end)) for text, kind, start, end in data["residue"]),
        Normalisation(**{**repairs, "edits": tuple((at, before, after) for at, before, after in repairs["edits"])}),
        Places(tuple(data["pages"]), tuple(Cell(Span(start, end), *place) for start, end, *place in data["cells"])),
        tuple(_files(data["files"], files)),
    )
    return made, problems


def _files(listed: list[list[Any]], data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    for name, size in listed:
        yield name, data[at : at + size]
        at += size


def _runs(runs: tuple[Run, ...]) -> list[list[Any]]:
    return [[run.text, run.start, run.style] for run in runs]


def _made(runs: list[list[Any]]) -> tuple[Run, ...]:
    return tuple(Run(text, start, style) for text, start, style in runs)


def _shown(line: Line) -> list[Any] | None:
    picture = line.picture
    return [picture.at, picture.alt, [[r.name, r.width, r.height] for r in picture.renditions]] if picture else None


def _picture(data: list[Any] | None) -> Picture | None:
    """A name that is not one of ours (a hash and a suffix) comes from a child that was taken over."""
    if not data or not all(re.fullmatch(r"[0-9a-f]{64}\.(?:jpg|png)", name) for name, _, _ in data[2]):
        return None
    return Picture(data[0], data[1], tuple(Rendition(name, width, height) for name, width, height in data[2]))
