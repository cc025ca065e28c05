"""What a question wants of the index, and, in a large archive, which of it is worth opening a file for. As in ``engine.mjs``.

Knows keys and blocks, never what is in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from builder.search.analysis import STOP, english_key, pair_key
from builder.search.dates import WHOLE_MONTH
from builder.search.query import Run, is_syllable

OF_A_PHRASE = 2  # more files for a phrase: its documents are fewer, then
MANY = 6  # words: a question of more leaves those that half of all documents have (their step) to their pairs
HALF_OF_ALL = 6
SURE = 60  # percent of a word's neighbours that must write it alike, before its missing marks are taken as known


class Ask(NamedTuple):
    """One key to look for, with the marks that were typed. ``share``: what it is worth, in tenths."""

    key: str
    marks: str
    anyhow: bool = True  # no marks anywhere in the query: all spellings are as good
    share: int = 10
    open: bool = False  # as far as it is typed
    guess: str | None = None  # the marks that were most likely meant where none were typed


@dataclass(frozen=True, slots=True)
class Want:
    """A word or pair of the query, before it is looked for."""

    kind: Literal["word", "pair", "english"]
    run: Run
    start: int
    end: int
    asks: tuple[Ask, ...]
    mistaken: bool = False

    @property
    def is_date(self) -> bool:
        return any(a.key[0] == "@" for a in self.asks)


class Mistaken(NamedTuple):
    """Words of a run, by place: those the marks of which say nothing, and those that may have been meant otherwise."""

    blank: set[int]
    suspect: set[int]

    def has(self, i: int) -> bool:
        return i in self.blank or i in self.suspect


class Dated(NamedTuple):
    """A stretch that is a date: its keys, those of a quarter being three."""

    run: Run
    start: int
    end: int
    keys: tuple[str, ...]

    @property
    def is_year(self) -> bool:
        return len(self.keys[0]) < WHOLE_MONTH


class Known(NamedTuple):
    """What is known of a run before it is looked for. ``days``: dates that the archive has, by each of their words: each is wanted as
    one. ``idle``: words that only ask."""

    run: Run
    days: Mapping[int, Dated]
    mistaken: Mistaken
    idle: Collection[int]
    many: bool = False  # a long question leaves out what says little: common words, and English words that may be Vietnamese

    def no_word(self, i: int) -> bool:
        return i in self.days or i in self.idle


class Keys:
    """The keys under which words and neighbours are filed. ``common``: words and how common they are; ``stems``: whether any text
    is English."""

    def __init__(self, common: Mapping[str, int], stems: bool) -> None:
        self._common, self._stems = common, stems

    def pair(self, a: str, b: str) -> str:
        return pair_key(a, b, self._common)

    def step(self, key: str) -> int:
        """How common the word is that a key begins with."""
        return self._common.get(key.partition(" ")[0].partition("!")[0], 0)

    def wants(self, known: Known, english: bool, anyhow: bool, prefix: bool) -> Iterator[Want]:
        """``anyhow``: no word of the query bears a mark. ``prefix``: the last word is still being typed."""
        run, wrong, before, stem_before = known.run, known.mistaken, -1, ""
        marks = ["\0" * len(w.marks) if i in wrong.blank else w.marks for i, w in enumerate(run)]
        for i, w in enumerate(run):
            if known.no_word(i):
                day, before = known.days.get(i), -1
                if day and i == day.start:
                    yield Want("word", run, day.start, day.end, tuple(Ask(k, "") for k in day.keys))
                continue
            is_open = prefix and i == len(run) - 1 and len(w.key) > 1
            foreign = english or not known.many or not is_syllable(w.key)
            stemmed = english_key(w.key) if self._stems and not w.marked and foreign else ""
            stopped = english and w.key in STOP and not is_open
            asks = [] if stopped else [Ask(w.key, marks[i], anyhow, open=is_open)]
            if stemmed:
                asks.append(Ask(f"~{stemmed}", "", share=10 if english or not is_syllable(w.key) else 5, open=is_open))
            if not stopped and (english or not self._is_spare(known, i)):
                yield Want("word", run, i, i + 1, tuple(asks), wrong.has(i))
            if i and not english and not known.no_word(i - 1):
                last = run[i - 1]
                key = f"{last.key} {w.key}" if is_open else self.pair(last.key, w.key)
                yield Want("pair", run, i - 1, i + 1, (Ask(key, marks[i - 1] + marks[i], anyhow, open=is_open),))
            if stemmed and stem_before and before >= 0:
                key = f"~{stem_before} {stemmed}" if is_open else self.pair(f"~{stem_before}", f"~{stemmed}")
                yield Want("english", run, before, i + 1, (Ask(key, "", open=is_open),))
            if stemmed or w.marked or not foreign:
                before, stem_before = i, stemmed

    def _is_spare(self, known: Known, i: int) -> bool:
        """A common word between two others, in both pairs of which it is looked for."""
        between = all(0 <= k < len(known.run) and not known.no_word(k) for k in (i - 1, i + 1))
        return known.many and between and not known.mistaken.has(i) and self.step(known.run[i].key) >= HALF_OF_ALL


class Plan:
    """Which wants of a question are worth a file, in an archive of which only some may be opened.

    Pairs say the most (in English words do), those of rare words the more; what lies in a file that is read anyway is free.
    """

    def __init__(self, keys: Keys, file_of: Callable[[str], int], english: bool, phrases: Sequence[Run], most: int) -> None:
        self._keys, self._file_of, self._english, self._most = keys, file_of, english, most
        self._phrases = {id(p) for p in phrases}
        self.blocks: set[int] = set()

    def choose(self, wants: Sequence[Want]) -> list[Want]:
        thrifty = [self._thrifty(w) for w in wants]
        order = sorted(range(len(wants)), key=lambda i: self._keys.step(thrifty[i].asks[0].key))
        leading = [i for i in order if self._leads(thrifty[i])]
        phrases = [i for i in leading if id(wants[i].run) in self._phrases]
        kept: set[int] = set()
        for some, more in ((phrases, OF_A_PHRASE), (leading, 0), ([i for i in order if i not in leading], None)):
            for i in some:
                if i not in kept and self._take(thrifty[i], len(self.blocks) if more is None else self._most + more):
                    kept.add(i)
        return [thrifty[i] for i in sorted(kept)]

    def lost(self, wants: Sequence[Want], kept: Sequence[Want], found: Collection[tuple[int, int]]) -> list[Want]:
        """Words of which nothing was found yet; of a question of which nothing was, in either language."""
        tried = {(id(w.run), w.start) for w in kept if w.kind == "word"}
        lost = [w for w in wants if w.kind == "word" and (id(w.run), w.start) not in found]
        if found:
            lost = [self._thrifty(w) for w in lost if (id(w.run), w.start) not in tried]
        return [w for w in lost if self._take(w, self._most if found else self._most + 1)]

    def _leads(self, want: Want) -> bool:
        return want.is_date or want.kind == ("word" if self._english or len(want.run) == 1 else "pair")

    def _thrifty(self, want: Want) -> Want:
        """A word of several is looked for in the language it is of, not in both."""
        if want.kind != "word" or want.is_date or len(want.run) == 1 or len(want.asks) == 1:
            return want
        vi, en = want.asks
        if self._english:
            return replace(want, asks=(en,))
        return replace(want, asks=(vi,)) if is_syllable(want.run[want.start].key) else want

    def _files(self, want: Want) -> set[int]:
        return {self._file_of(a.key) for a in want.asks}

    def _take(self, want: Want, most: int) -> bool:
        own = self.blocks | self._files(want)
        if len(own) > most and own != self.blocks:
            return False
        self.blocks = own
        return True


def once(wants: Iterable[Want], phrases: Sequence[Run]) -> list[Want]:
    """A word that is said twice is asked for once; a phrase needs all of its own."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    phrase = {id(p) for p in phrases}
    for w in wants:
        said = (w.kind, *((x.key, x.marks) for x in w.run[w.start : w.end]))
        if said not in seen or id(w.run) in phrase:
            kept.append(w)
        seen.add(said)
    return kept


def with_guess(want: Want, guesses: Sequence[str | None]) -> Want:
    first, *others = want.asks
    own = guesses[want.start : want.end]
    if want.kind == "english" or first.open or first.key[0] == "~" or None in own:
        return want
    return replace(want, asks=(first._replace(guess="".join(g for g in own if g is not None)), *others))


def sure(*sides: Sequence[tuple[str, int]]) -> str | None:
    """The marks on which the neighbours agree, each side with one vote, shared by how often it writes what."""
    votes: Counter[str] = Counter()
    heard = [side for side in sides if side]
    for side in heard:
        own: Counter[str] = Counter()
        for marks_, frequency in side:
            own[marks_] += frequency
        for marks_, frequency in own.items():
            votes[marks_] += 1000 * frequency // own.total()
    return next((m for m, n in votes.items() if n * 100 >= SURE * 1000 * len(heard)), None)
