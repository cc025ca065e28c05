"""Makes pages and gives them to the press: those that have not changed are taken over, the others made by all cores.

Forked processes share what was loaded, so nothing is handed to them but places in a list. What they write, and its order, is the
same whoever makes it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from typing import NamedTuple

from builder import frames
from builder.drafts import Draft
from builder.limits import LimitError, limited
from builder.press import Press, Row
from builder.problems import Problem, problem
from builder.site.chrome import ChromeError
from builder.trace import Trace
from builder.write.verify import faults

BATCH = 300  # drafts for each process at a time: the longer one works, the less of its memory is still that of the others
FORK_FROM = 200  # pages; for fewer, forking costs more than it saves
CHUNK = 24  # most documents have two pages or four: one process makes them all


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
    """Drafts, and what is needed to make their pages."""

    todo: Sequence[Draft]
    press: Press
    trace: Trace


def make(
    drafts: Iterable[Draft], press: Press, trace: Trace, written: Written, jobs: int = 0, step: Callable[[int], object] = bool
) -> None:
    """Every page of ``drafts``, in order, into ``press``. A page that fails its last look, or cannot be made, is not written."""
    left, workers = iter(drafts), jobs or os.cpu_count() or 1
    while batch := list(islice(left, BATCH * workers)):
        kept = [bool(draft.key) and press.reused(draft.path, draft.key) for draft in batch]
        outcomes = _outcomes(_Work([d for d, old in zip(batch, kept, strict=True) if not old], press, trace), workers)
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


def _outcomes(work: _Work, workers: int) -> Iterator[_Outcome]:
    """In order; by this process alone where sharing out is not worth it."""
    if workers > 1 and len(work.todo) >= FORK_FROM and _can_fork():
        yield from _shared_out(work, workers)
    else:
        yield from (_made(draft, work.press, work.trace) for draft in work.todo)


def _can_fork() -> bool:
    """Only a process without other threads may be forked."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _shared_out(work: _Work, workers: int) -> Iterator[_Outcome]:
    """One part is made here, the others by forked processes; what one of them failed to do is done here, too."""
    starts = range(0, len(work.todo), CHUNK)
    workers = min(workers, len(starts))
    work.press.store.commit()
    gc.freeze()  # what is shared stays shared: no child looks through it for waste
    children = [_forked(work, starts[n::workers]) for n in range(1, workers)]
    try:
        made = {at: _chunk(work, at) for at in starts[::workers]}
        for _, pipe in children:
            with suppress(EOFError, OSError):
                made |= pipe.recv()
    finally:
        for child, pipe in children:
            pipe.close()
            child.join()
        gc.unfreeze()
    for at in starts:
        yield from made.pop(at, None) or _chunk(work, at)


def _forked(work: _Work, starts: Sequence[int]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    child = fork.Process(target=_help, args=(work, starts, theirs))
    child.start()
    theirs.close()  # so that the end of the child is the end of the pipe
    return child, ours


def _help(work: _Work, starts: Sequence[int], pipe: Connection) -> None:
    """In a forked process. One that fails sends nothing: the same then fails in the first process, where it can be seen."""
    with suppress(Exception, KeyboardInterrupt):
        work.press.store.forked()  # connections are not shared
        pipe.send({at: _chunk(work, at) for at in starts})


def _chunk(work: _Work, at: int) -> list[_Outcome]:
    return [_made(draft, work.press, work.trace) for draft in work.todo[at : at + CHUNK]]


def _made(draft: Draft, press: Press, trace: Trace) -> _Outcome:
    """One page, written; whatever goes wrong, it must not cost the other documents."""
    path = draft.path
    try:
        trace.start(draft.of)
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
        return _Outcome(draft.owners[0] if draft.owners else path, None, (type(error).__name__,))
