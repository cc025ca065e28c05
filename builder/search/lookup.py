"""From the words of a query to scored lists of documents. As the middle of ``engine.mjs``. Shows nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from builder.search import scale
from builder.search.analysis import TABLES, marks_length, words
from builder.search.query import EXACT, PARTLY, Asked, Run, any_marked, dates, fit, keys, marks, stems
from builder.search.shelves import Shelves, Stored
from builder.search.wants import Ask, Keys, Plan, Want, once, sure, with_guess

NUMBER_WHOLE, NUMBER_PART, NUMBER_SERIAL, DATE = 10**12, 10**10, 10**9, 6000
COMPLETIONS, ALSO, TERM_WORDS, TERM_SHARE = 20, 3, 8, 7
_NUMBER_WORDS, _COUNTED = frozenset(TABLES["number_words"]), frozenset(TABLES["counted_words"])


@dataclass(frozen=True, slots=True)
class Alternative:
    ask: Ask
    frequency: int
    idf: int
    variants: tuple[tuple[Stored, int], ...]  # with their weights in tenths

    @property
    def long(self) -> bool:
        return any(v.data is None for v, _ in self.variants)


@dataclass(slots=True)
class Group:
    """A word or pair of the query and the ways to find it: the best of them counts."""

    kind: Literal["word", "pair", "english"]
    run: Run
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    unknown: int  # what a word that no document has would weigh
    points: dict[int, int] = field(default_factory=dict)
    sure: set[int] = field(default_factory=set)  # documents that have the word itself, not one with other marks

    @property
    def long(self) -> bool:
        return any(a.long for a in self.alternatives)

    @property
    def files(self) -> int:
        return sum(v.data is None for a in self.alternatives for v, _ in a.variants)

    @property
    def frequency(self) -> int:
        return max((a.frequency for a in self.alternatives), default=0)

    @property
    def weight(self) -> int:
        return min((a.idf for a in self.alternatives), default=self.unknown)

    @property
    def is_unknown_number(self) -> bool:
        """A number that no document has is not forgiven as a misspelt word is: it was meant."""
        key = self.run[self.start].key
        return self.kind == "word" and not self.frequency and key.isdecimal() and key.isascii()


class Name(NamedTuple):
    """Another name of a concept that was searched too."""

    text: str
    lang: str


class Span(NamedTuple):
    """A stretch of the query that has another name, and the documents that have that."""

    run: Run
    start: int
    end: int
    points: dict[int, int]


class Dated(NamedTuple):
    """A stretch that is a date, and its key."""

    run: Run
    start: int
    end: int
    key: str


class Named(NamedTuple):
    """A stretch that is a concept of the glossary, and its other names."""

    run: Run
    start: int
    end: int
    names: list[Name]


class _Known(NamedTuple):
    term: int
    name: str
    marks: str
    english: bool


class Lookup:
    """Answers with ordinals and whole numbers."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self.documents = shelves.documents
        self.asks: int | None = shelves.manifest["asks"]  # files that a question's words may open; None: any number
        self.keys = Keys({k: step for step, same in enumerate(shelves.manifest["common"], 1) for k in same}, shelves.manifest["stems"])
        self._levels: list[int] = shelves.manifest["levels"]

    def alternative(self, ask: Ask) -> Alternative:
        variants = [(v, _weight(ask, v.marks)) for v in self.shelves.branch(ask.key)]
        if ask.open:
            variants += [(v, PARTLY) for v in self._completions(ask.key)]
        if self.asks is not None:
            variants = _without_costly(variants)
        meant = [v for v, weight in variants if weight >= (PARTLY if ask.guess is None else EXACT)] or [v for v, _ in variants]
        frequency = min(self.documents, sum(v.frequency for v in meant))
        used = tuple((v, weight) for v, weight in variants if v.data is not None or weight >= PARTLY)
        return Alternative(ask, frequency, scale.idf(self.documents, frequency) if frequency else 0, used)

    def _completions(self, key: str) -> list[Stored]:
        longer = [vs for k, vs in self.shelves.with_prefix(key, 2) if k != key and k.rfind(" ") == key.rfind(" ")]
        return sorted((v for vs in longer for v in vs), key=lambda v: -v.frequency)[:COMPLETIONS]

    def group(self, want: Want) -> Group:
        found = [self.alternative(a) for a in want.asks]
        there = tuple(a for a in found if a.frequency)
        return Group(want.kind, want.run, want.start, want.end, there, scale.idf(self.documents, 0))

    def groups(self, asked: Asked, english: bool, anyhow: bool, prefix: bool, left: int) -> tuple[list[Group], int]:
        """(groups, files of lists that may still be opened): each adds its best alternative to the score of a document. Words and
        pairs also count as covered. ``left``: files that may be opened, where that matters."""
        wants = [w for i, run in enumerate(asked.runs) for w in self.keys.wants(run, english, anyhow, prefix and i == len(asked.runs) - 1)]
        wants = once(wants, asked.phrases)
        if self.asks is None:
            return [self.group(w) for w in self._guessed(wants, english, anyhow)], 0
        plan = Plan(self.keys, self.shelves.block_of, english, asked.phrases, max(1, left - 1))
        kept = plan.choose(wants)
        groups = [self.group(w) for w in self._guessed(kept, english, anyhow)]
        lost = plan.lost(wants, kept, {(id(g.run), i) for g in groups if g.frequency for i in range(g.start, g.end)})
        return groups + [self.group(w) for w in lost], max(1, left - len(plan.blocks))

    def _guessed(self, wants: Sequence[Want], english: bool, anyhow: bool) -> list[Want]:
        """The wants, with the marks that were most likely meant where none were typed."""
        if english or not anyhow:
            return list(wants)
        runs = {id(w.run): w.run for w in wants}
        pairs = {(id(w.run), w.start): w.asks[0] for w in wants if w.kind == "pair"}
        guesses = {i: self._guesses(run, [pairs.get((i, k)) for k in range(len(run) - 1)]) for i, run in runs.items()}
        return [with_guess(w, guesses[id(w.run)]) for w in wants]

    def _guesses(self, run: Run, asks: Sequence[Ask | None]) -> list[str | None]:
        """The marks that a run typed without any most likely means, word by word, from how the archive writes it beside its
        neighbours; None where that is not sure. Other spellings still answer, they only weigh less."""
        pairs = [self.shelves.branch(a.key) if a else [] for a in asks]
        found: list[str | None] = []
        for i, w in enumerate(run):
            n = marks_length(w.key)
            left = [(v.marks[len(v.marks) - n :], v.frequency) for v in pairs[i - 1]] if i else []
            right = [(v.marks[:n], v.frequency) for v in pairs[i]] if i < len(pairs) else []
            found.append(sure(left, right))
        return found

    def is_frequent(self, group: Group) -> bool:
        """On more than three documents in ten, in files of its own: not worth its bytes."""
        return group.long and group.frequency * 10 > 3 * self.documents

    def without_frequent(self, groups: Sequence[Group], phrases: Sequence[Run]) -> list[Group]:
        """... unless there is nothing else, or a phrase asks."""
        there = [g for g in groups if g.frequency]
        keep = [g for g in there if not self.is_frequent(g)] or sorted(there, key=lambda g: g.frequency)[:1]
        phrase = [id(p) for p in phrases]
        return [
            g for g in groups
            if any(g is k for k in keep) or g.is_unknown_number or (g.frequency and id(g.run) in phrase and g.kind != "english")
        ]  # fmt: skip

    def affordable(self, groups: Sequence[Group], phrases: Sequence[Run], left: int) -> list[Group]:
        """Where files count: those whose lists may be opened, the rarest first; a word only if no pair has it."""
        if self.asks is None:
            return list(groups)
        phrase = {id(p) for p in phrases}
        paired = {(id(g.run), i) for g in groups if g.kind == "pair" and g.frequency for i in range(g.start, g.end)}
        kept: set[int] = set()
        for g in sorted(groups, key=lambda g: (id(g.run) not in phrase, g.frequency)):
            spare = g.kind == "word" and (id(g.run), g.start) in paired
            if g.files and id(g.run) not in phrase and (spare or g.files > left) and (kept or spare):
                continue
            left -= g.files
            kept.add(id(g))
        return [g for g in groups if id(g) in kept]

    def load(self, group: Group) -> Group:
        """Fill in the documents of a group."""
        for a in group.alternatives:
            sums: dict[int, int] = {}
            for variant, weight in a.variants:
                for o, level in self.shelves.postings(variant):
                    sums[o] = sums.get(o, 0) + weight * self._levels[level]
                    if weight >= PARTLY:
                        group.sure.add(o)
            for o, x in sums.items():
                points = a.idf * scale.saturate(x // 10) * a.ask.share // 10000
                group.points[o] = max(points, group.points.get(o, -1))
        return group

    # --- numbers, dates, other names -----------------------------------------------------------------------------------

    def serials(self, runs: Sequence[Run]) -> list[tuple[str, list[str]]]:
        """What may be numbers of documents: the serial and the words after it. An article, a clause, a day is none."""
        found = []
        for run in runs:
            for i, w in enumerate(run):
                rest = [x.key for x in run[i + 1 : i + 9]]
                alone = not rest and (i == 0 or (i == 1 and run[0].key in _NUMBER_WORDS))
                other = i > 0 and run[i - 1].key in _COUNTED
                if w.key.isdecimal() and w.key.isascii() and not other and (rest or alone):
                    found.append((w.key, rest))
        return found if self.asks is None else found[:1]

    def numbers(self, serials: Sequence[tuple[str, list[str]]]) -> dict[int, int]:
        """Documents that bear a number of the query, and their bonus."""
        found: dict[int, int] = {}
        for serial, rest in serials:
            for key, variants in self.shelves.with_prefix(f"#{serial}."):
                if bonus := number_bonus(key[len(serial) + 2 :], rest):
                    for o, level in self.shelves.postings(variants[0]):
                        found[o] = max(found.get(o, 0), bonus * level // 15)
        return found

    def others(self, dated: Sequence[Dated], named: Sequence[Named]) -> tuple[list[Span], list[Name]]:
        """Stretches of the query that have another name, and what was searched so."""
        spans = [Span(d.run, d.start, d.end, on) for d in dated if (on := self._on(d.key))]
        also: list[Name] = []
        most = ALSO if self.asks is None else 1
        for run, start, end, names in named:
            points: dict[int, int] = {}
            used = 0
            for name in names:
                own = self._named(name) if used < most else {}
                for o, p in own.items():
                    points[o] = max(p, points.get(o, 0))
                if own:
                    used += 1
                    also.append(name)
            if points:
                spans.append(Span(run, start, end, points))
        return spans, also

    def dated(self, runs: Sequence[Run]) -> list[Dated]:
        return [Dated(run, start, end, key) for run in runs for start, end, key in dates(run)]

    def _on(self, key: str) -> dict[int, int]:
        return {o: DATE for v in self.shelves.branch(key) for o, _ in self.shelves.postings(v)}

    @cached_property
    def _glossary(self) -> tuple[dict[str, list[_Known]], list[tuple[list[str], list[str]]]]:
        terms: list[tuple[list[str], list[str]]] = self.shelves.manifest["terms"]
        by_name: dict[str, list[_Known]] = {}
        for i, (vi, en) in enumerate(terms):
            for name in vi:
                by_name.setdefault(keys(words(name)), []).append(_Known(i, name, marks(words(name)), False))
            for name in en:
                by_name.setdefault("~" + " ".join(stems(words(name))), []).append(_Known(i, name, "", True))
        by_name.pop("", None)
        by_name.pop("~", None)
        return by_name, terms

    def terms(self, runs: Sequence[Run]) -> Iterator[Named]:
        """The concepts of the glossary that the query names, longest first, none over another."""
        for run in runs:
            start = 0
            while start < len(run):
                end = next((e for e in range(min(len(run), start + TERM_WORDS), start, -1) if self._known(run[start:e])), 0)
                if end:
                    yield Named(run, start, end, self._names(run[start:end]))
                start = end or start + 1

    def _known(self, stretch: Run) -> _Known | None:
        by_name, _ = self._glossary
        hits = by_name.get(keys(stretch), []) + by_name.get("~" + " ".join(stems(stretch)), [])
        return next((h for h in hits if h.english or not any_marked(stretch) or marks(stretch) == h.marks), None)

    def _names(self, stretch: Run) -> list[Name]:
        hit = self._known(stretch)
        if not hit:
            return []
        vi, en = self._glossary[1][hit.term]
        names = [Name(t, "vi") for t in vi] + [Name(t, "en") for t in en if self.shelves.manifest["english"] and not hit.english]
        return [n for n in names if n.text != hit.name]

    def _named(self, name: Name) -> dict[int, int]:
        """Documents that have a whole name, by its pairs."""
        run = words(name.text)
        parts = [("~" + s, "") for s in stems(run)] if name.lang == "en" else [(w.key, w.marks) for w in run]
        pairs = [(self.keys.pair(a, b), x + y) for (a, x), (b, y) in pairwise(parts)] if len(parts) > 1 else parts
        asks = [Ask(k, m, not any_marked(run), TERM_SHARE) for k, m in pairs]
        if self.asks is not None:  # two files will do
            asks = sorted(asks, key=lambda a: self.keys.step(a.key))[:2]
        groups = [self.group(Want("word", run, 0, 0, (a,))) for a in asks]
        if not groups or not all(g.frequency for g in groups):
            return {}
        first, *rest = sorted(groups, key=lambda g: g.frequency)
        self.load(first)
        sums = {o: p for o, p in first.points.items() if o in first.sure}
        for g in rest:
            if not (g.long if self.asks is not None else self.is_frequent(g)):
                self.load(g)
                sums = {o: p + g.points[o] for o, p in sums.items() if o in g.sure}
        return sums


def _without_costly(variants: Sequence[tuple[Stored, int]]) -> list[tuple[Stored, int]]:
    """Of lists in files of their own only those of the spelling that answers best, and of these the two longest."""
    best = max((weight for _, weight in variants), default=0)
    long = sorted((v.frequency for v, weight in variants if v.data is None and weight == best), reverse=True)[:2]
    return [(v, weight) for v, weight in variants if v.data is not None or (weight == best and v.frequency >= long[-1])]


def _weight(ask: Ask, has: str) -> int:
    return PARTLY if ask.guess is not None and has != ask.guess else fit(ask.marks, has, not ask.anyhow)


def number_bonus(number: str, rest: Sequence[str]) -> int:
    """``number`` is the rest of an index number ("ldtbxhhtqt"), ``rest`` the words after the serial in the query."""
    if not rest:
        return NUMBER_SERIAL
    if number and "".join(rest).startswith(number):
        return NUMBER_WHOLE
    best = max((n for n in range(1, len(rest) + 1) if number.startswith("".join(rest[:n]))), default=0)
    return NUMBER_PART if any("a" <= c <= "z" for c in "".join(rest[:best])) else 0
