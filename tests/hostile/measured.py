"""Checks a folder in a process of its own and says what that cost, as the system counted it: memory, seconds, of it and its children.

A small server has the program loaded and forks for each folder, so that a measurement costs no start. What takes too long is killed.
"""

from __future__ import annotations

import json
import os
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from builder import pipeline, problems
from builder.read import gate

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = 300  # seconds after which nobody waits any longer
WAITING = 60  # seconds by the clock that other work on the machine may take away; what hangs is ended after ALLOWED
TRACED = sys.gettrace() is not None  # while branches are counted, time says nothing


@dataclass(frozen=True, slots=True)
class Cost:
    """What one check said and what it took. ``megabytes``: the most that the process or one of its children ever had in memory;
    ``computed`` are seconds of computing, of both; ``seconds`` by the clock."""

    problems: tuple[tuple[str, str, str, str], ...]  # code, path, and what an editor is told in both languages
    documents: tuple[str, ...]
    seconds: float
    computed: float
    megabytes: float
    ended: int

    @property
    def codes(self) -> list[str]:
        return sorted(code for code, *_ in self.problems)

    def within(self, megabytes: float, seconds: float) -> bool:
        """Whether it ended by itself and kept to the limits. What it computed counts: other work on the machine hardly does."""
        return (
            self.ended == 0 and self.megabytes <= megabytes and (TRACED or (self.computed <= seconds and self.seconds <= seconds + WAITING))
        )


class Server:
    """One process that forks for each check."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    def check(self, content: Path, seconds: float = ALLOWED) -> Cost:
        """``pipeline.load`` of a folder."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"content": os.fspath(content), "seconds": seconds}) + "\n")
        self._process.stdin.flush()
        said = json.loads(self._process.stdout.readline())
        return Cost(tuple(map(tuple, said.pop("problems"))), tuple(said.pop("documents")), **said)

    def end(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


@contextmanager
def server() -> Iterator[Server]:
    running = Server()
    try:
        yield running
    finally:
        running.end()


# --- the server's side ----------------------------------------------------------------------------------------------------------


def _serve() -> None:
    for line in sys.stdin:
        told = json.loads(line)
        sys.stdout.write(json.dumps(_forked(told["content"], told["seconds"])) + "\n")
        sys.stdout.flush()


def _forked(content: str, seconds: float) -> dict[str, Any]:
    source, target = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(source)
        _checked(content, target)
    os.close(target)
    said = _all(source, started + seconds, child)
    _, status, usage = os.wait4(child, 0)
    took = time.monotonic() - started
    return {
        **(json.loads(said) if said else {"problems": [], "documents": []}),
        "seconds": took,
        "computed": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1000,
        "ended": os.waitstatus_to_exitcode(status),
    }


def _all(source: int, until: float, child: int) -> bytes:
    """Everything the child writes; it is killed when time is up."""
    found = b""
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        while True:
            if not selector.select(max(until - time.monotonic(), 0)):
                os.kill(child, 9)
            piece = os.read(source, 1 << 16)
            if not piece:
                os.close(source)
                return found
            found += piece


def _checked(content: str, target: int) -> NoReturn:
    """In the child: its own pipe and nothing of the server's. The reader's child ends before it, so that its cost is counted."""
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    loaded = pipeline.load(Path(content))
    gate.close()
    told = [(p.code, p.path, *(problems.show(p, lang) for lang in ("vi", "en"))) for p in loaded.problems]
    said = {"problems": told, "documents": [d.record.id for d in loaded.documents]}
    with os.fdopen(target, "wb") as pipe:
        pipe.write(json.dumps(said).encode())
    os._exit(0)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _serve()
