"""Makes pages and gives them to the press: those that have not changed are taken over, the others made by all cores.

Forked processes share what was loaded, so nothing is handed to them but numbers. What they write, and its order, is the same
whoever makes it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from builder import frames
from builder.drafts import Draft
from builder.limits import LimitError, limited
from builder.press import Press, Row
from builder.problems import Problem, problem
from builder.site.chrome import ChromeError
from builder.trace import Trace
from builder.write.verify import faults

BATCH = 4_000  # drafts at a time: all of them would be as much memory as all texts
FORK_FROM = 200  # pages; for fewer, forking costs more than it saves
CHUNK = 25


@dataclass(slots=True)
class Written:
    """What was made: the paths of pages, what was wrong with others, and the documents to leave out because of it."""

    paths: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    broken: bool = False

    def hold(self, problems: Iterable[Problem]) -> None:
        """Documents of which something could not be made; the path of each problem is an id."""
        for wrong in problems:
            self.problems.append(wrong)
            self.faulty.add(wrong.path)


class _Outcome(NamedTuple):
    """A page that was made, or why it was not."""

    path: str
    row: Row | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Work:
    """What forked processes find in their memory: drafts, and what they need to make their pages."""

    todo: Sequence[Draft]
    press: Press
    trace: Trace


def make(
    drafts: Iterable[Draft], press: Press, trace: Trace, written: Written, jobs: int = 0, step: Callable[[int], object] = bool
) -> None:
    """Every page of ``drafts``, in order, into ``press``. A page that fails its last look, or cannot be made, is not written."""
    left = iter(drafts)
    while batch := list(islice(left, BATCH)):
        kept = [bool(draft.key) and press.reused(draft.path, draft.key) for draft in batch]
        outcomes = _outcomes(_Work([d for d, old in zip(batch, kept, strict=True) if not old], press, trace), jobs)
        for draft, old in zip(batch, kept, strict=True):
            if old:
                written.paths.append(draft.path)
            else:
                _take(draft, next(outcomes), press, written)
            step(len(written.paths))


def _take(draft: Draft, outcome: _Outcome, press: Press, written: Written) -> None:
    """A page into the books; documents that a page could not be made of are held back."""
    if outcome.row is not None:
        press.accept(outcome.path, outcome.row)
        written.paths.append(outcome.path)
    for fault in outcome.faults:
        written.problems.append(problem("W101", outcome.path, page=outcome.path, found=fault))
        written.faulty.update(draft.owners)
        written.broken |= not draft.owners


def _outcomes(work: _Work, jobs: int) -> Iterator[_Outcome]:
    """In order; what a pool that broke did not do is done here."""
    done = 0
    workers = min(jobs or os.cpu_count() or 1, -(-len(work.todo) // CHUNK))
    if workers > 1 and len(work.todo) >= FORK_FROM and _can_fork():
        try:
            for outcome in _forked(work, workers):
                yield outcome
                done += 1
        except BrokenExecutor:
            pass
    for draft in work.todo[done:]:
        yield _made(draft, work.press, work.trace)


def _can_fork() -> bool:
    """Only a process without other threads may be forked."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _forked(work: _Work, workers: int) -> Iterator[_Outcome]:
    global _SHARED
    _SHARED = work
    work.press.store.commit()
    gc.freeze()  # what is shared stays shared: no child looks through it for waste
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin) as pool:
            yield from pool.map(_numbered, range(len(work.todo)), chunksize=CHUNK)
    finally:
        gc.unfreeze()
        _SHARED = None


_SHARED: _Work | None = None


def _begin() -> None:
    """In a new process: connections are not shared."""
    if _SHARED:
        _SHARED.press.store.forked()


def _numbered(number: int) -> _Outcome:
    if _SHARED is None:
        raise RuntimeError("not forked")
    return _made(_SHARED.todo[number], _SHARED.press, _SHARED.trace)


def _made(draft: Draft, press: Press, trace: Trace) -> _Outcome:
    """One page, written; whatever goes wrong, it must not cost the other documents."""
    path = draft.owners[0] if draft.owners else "–"
    try:
        trace.start()
        with limited():
            page = draft.make()
            looks = trace.stop()
            made = frames.sheet(page, press.markdown)
            path, wrong = page.path, tuple(faults(page, made.leaf.html, made.ids))
        if wrong:
            return _Outcome(path, None, wrong)
        return _Outcome(path, press.page(page, made, draft.key, looks), ())
    except (ChromeError, OSError):
        raise
    except (Exception, LimitError) as error:
        return _Outcome(path, None, (type(error).__name__,))
