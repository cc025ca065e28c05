"""From the words of a query to scored lists of documents. As the middle of ``engine.mjs``. Shows nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import islice, pairwise

from builder.search import scale
from builder.search.analysis import marks_length, words
from builder.search.concepts import Glossary, Name, Named
from builder.search.dates import dates
from builder.search.groups import Alternative, Group, Span
from builder.search.misspelt import ASKING
from builder.search.query import EXACT, OTHER, PARTLY, Asked, Run, any_marked, fit, partial, stems
from builder.search.questions import idle
from builder.search.serials import NUMBER_NEAR, Serial
from builder.search.shelves import Shelves, Stored
from builder.search.wants import MANY, Ask, Dated, Keys, Known, Mistaken, Plan, Want, once, sure, with_guess

# Tenths of what the words of a year may be worth: more than a text that says it, less than a title that does; alone, more than both.
YEAR, YEAR_ALONE = 6, 12
COMPLETIONS, COMPLETED, ALSO, TERM_SHARE = 20, 4, 3, 7
FEW = 4  # documents
WORD = 3  # documents that make a spelling without marks a word of its own


class Lookup:
    """Answers with ordinals and whole numbers."""

    def __init__(self, shelves: Shelves) -> None:
        self.shelves = shelves
        self.documents = shelves.documents
        self.asks: int | None = shelves.manifest["asks"]  # files that a question's words may open; None: any number
        self.keys = Keys(shelves.common, shelves.manifest["stems"])
        self._levels: list[int] = shelves.manifest["levels"]
        self.glossary = Glossary(shelves.manifest["terms"], shelves.manifest["english"] > 0)

    def alternative(self, ask: Ask) -> Alternative:
        variants = _as_written(ask, [(v, _weight(ask, v.marks)) for v in self.shelves.branch(ask.key)])
        if ask.open:
            variants += [(v, PARTLY) for v in self._completions(ask.key)]
        if self.asks is not None:
            variants = _without_costly(variants)
        meant = [v for v, weight in variants if weight >= (PARTLY if ask.guess is None else EXACT)] or [v for v, _ in variants]
        frequency = min(self.documents, sum(v.frequency for v in meant))
        used = tuple((v, weight) for v, weight in variants if v.data is not None or weight >= PARTLY)
        return Alternative(ask, frequency, scale.idf(self.documents, frequency) if frequency else 0, used)

    def _completions(self, key: str) -> list[Stored]:
        """The likeliest of what may still be typed. Pairs lie beside each other; of words the archive's commonest are tried."""
        if " " in key:
            longer = [vs for k, vs in self.shelves.beginning_with(key) if k != key]
            return sorted((v for vs in longer for v in vs), key=lambda v: -v.frequency)[:COMPLETIONS]
        own = self._stems if key[0] == "~" else self._words
        most = COMPLETED if self.asks is None else 1
        longer = [self.shelves.branch(k) for k in islice((k for k in own if k.startswith(key) and k != key), most)]
        return [v for vs in longer for v in vs]

    @cached_property
    def _words(self) -> list[str]:
        return [w.key for word in self.shelves.json("words.json") for w in words(word)]

    @cached_property
    def _stems(self) -> list[str]:
        return list(self.shelves.json("stems.json"))

    def group(self, want: Want) -> Group:
        found = [self.alternative(a) for a in want.asks]
        there = tuple(a for a in found if a.frequency)
        return Group(want.kind, want.run, want.start, want.end, there, scale.idf(self.documents, 0), want.mistaken)

    def groups(
        self, asked: Asked, english: bool, anyhow: bool, prefix: bool, left: int, dated: Sequence[Dated] = ()
    ) -> tuple[list[Group], int]:
        """(groups, files of lists that may still be opened): each adds its best alternative to the score of a document. Words and
        pairs also count as covered. ``left``: files that may be opened, where that matters."""
        held = self._held(dated)
        wants = [
            w for i, run in enumerate(asked.runs)
            for w in self.keys.wants(self._known(run, asked, held), english, anyhow, prefix and i == len(asked.runs) - 1)
        ]  # fmt: skip
        wants = once(wants, asked.phrases)
        if self.asks is None:
            return [self.group(w) for w in self._guessed(wants, english, anyhow)], 0
        plan = Plan(self.keys, self.shelves.file_of, english, asked.phrases, max(1, left - 1))
        kept = plan.choose(wants)
        groups = [self.group(w) for w in self._guessed(kept, english, anyhow)]
        lost = plan.lost(wants, kept, {(id(g.run), i) for g in groups if g.frequency for i in range(g.start, g.end)})
        return groups + [self.group(w) for w in lost], max(1, left - len(plan.blocks))

    def _known(self, run: Run, asked: Asked, held: Sequence[Dated]) -> Known:
        days = {i: d for d in held if d.run is run for i in range(d.start, d.end)}
        phrase = any(run is p for p in asked.phrases)
        many = self.shelves.manifest["spare"] and len(run) > MANY and not phrase
        return Known(run, days, self._mistaken(run), set() if phrase else idle(run), many)

    def _mistaken(self, run: Run) -> Mistaken:
        """Words with marks that the archive never writes so, or never beside their neighbours. Where files count nobody looks."""
        found = Mistaken(set(), set())
        for i, w in enumerate(run if self.asks is None else ()):
            own = [v.marks for v in self.shelves.branch(w.key)] if w.marked else []
            if own and not _written(w.marks, own):
                found.blank.add(i)
            elif own and (beside := self._beside(run, i)) and not _written(w.marks, beside):
                (found.blank if any(partial(w.marks, m) for m in beside) else found.suspect).add(i)
        return found

    def _beside(self, run: Run, i: int) -> list[str]:
        """The marks with which the archive writes a word beside those that stand beside it in the query."""
        n = marks_length(run[i].key)
        left = self.shelves.branch(self.keys.pair(run[i - 1].key, run[i].key)) if i else []
        right = self.shelves.branch(self.keys.pair(run[i].key, run[i + 1].key)) if i + 1 < len(run) else []
        return [v.marks[len(v.marks) - n :] for v in left if v.frequency > 1] + [v.marks[:n] for v in right if v.frequency > 1]

    def beside(self, a: str, b: str) -> int:
        """How many documents have two words side by side, however they write them."""
        return sum(v.frequency for v in self.shelves.branch(self.keys.pair(a, b)))

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
        """Where files count: those whose lists may be opened, the rarest first; a word only if no pair has it, and no long list of a
        phrase that few documents can have."""
        if self.asks is None:
            return list(groups)
        phrase = {id(p) for p in phrases}
        paired = {(id(g.run), i) for g in groups if g.kind == "pair" and g.frequency for i in range(g.start, g.end)}
        kept: set[int] = set()
        few: set[int] = set()  # phrases the texts of which are read anyway
        for g in sorted(groups, key=lambda g: (id(g.run) not in phrase, g.frequency)):
            spare = g.kind == "word" and (id(g.run), g.start) in paired
            dear = id(g.run) not in phrase and (spare or g.files > left) and (kept or spare)
            if g.files and (dear or id(g.run) in few):
                continue
            left -= g.files
            kept.add(id(g))
            if id(g.run) in phrase and g.frequency <= FEW:
                few.add(id(g.run))
        return [g for g in groups if id(g) in kept]

    def load(self, group: Group) -> Group:
        """Fill in the documents of a group."""
        group.loaded = True
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

    def numbers(self, serials: Sequence[Serial]) -> dict[int, int]:
        """Documents that bear a number of the query, and their bonus."""
        found: dict[int, int] = {}
        for serial in serials:
            rows = [(key.partition(".")[2], variants[0]) for key, variants in self.shelves.beginning_with(f"#{serial.key}.")]
            sure = [(stored, bonus) for rest, stored in rows if (bonus := serial.bonus(rest))]
            near = [(stored, NUMBER_NEAR) for _, stored in rows] if not sure and serial.is_glued else []
            for stored, bonus in sure or near:
                for o, level in self.shelves.postings(stored):
                    found[o] = max(found.get(o, 0), bonus * level // 15)
        return found

    def others(self, dated: Sequence[Dated], named: Sequence[Named], groups: Sequence[Group], alone: int) -> tuple[list[Span], list[Name]]:
        """Stretches of the query that have another name, and what was searched so."""
        spans = [Span(d.run, d.start, d.end, on) for d in dated if d.is_year and (on := self._of_year(d, groups, alone))]
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

    def dated(self, asked: Asked) -> list[Dated]:
        """The dates of a query; in a phrase they are words as others."""
        free = [run for run in asked.runs if not any(run is p for p in asked.phrases)]
        return [Dated(run, start, end, tuple(key.split())) for run in free for start, end, key in dates(run)]

    def _held(self, dated: Sequence[Dated]) -> list[Dated]:
        """Days, months and quarters that the archive has documents of; of the others the words are looked for."""
        return [d for d in dated if not d.is_year and any(self.shelves.branch(k) for k in d.keys)]

    def _of_year(self, year: Dated, groups: Sequence[Group], alone: int) -> dict[int, int]:
        """Documents of that year: worth nearly what its words are worth where they are found. ``alone``: words of the query."""
        own = sum(g.weight for g in groups if g.run is year.run and g.start >= year.start and g.end <= year.end)
        share = YEAR_ALONE if year.end - year.start == alone else YEAR
        points = own * scale.saturate(self._levels[-1]) * share // 10_000
        return {o: points for v in self.shelves.branch(year.keys[0]) for o, _ in self.shelves.postings(v)} if points else {}

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


def _as_written(ask: Ask, variants: list[tuple[Stored, int]]) -> list[tuple[Stored, int]]:
    """Where the archive writes two neighbours just as they were typed, a word without marks is meant without: *thanh* is not *thánh*.
    What some documents write without any marks is still the same, unless so many do that it is another word: *nội dung quy* and
    *đúng quy*."""
    pair = (" " in ask.key or "!" in ask.key) and not ask.anyhow
    exact = next((v.frequency for v, _ in variants if v.marks == ask.marks), 0) if pair else 0
    if not exact:
        return variants

    def other(v: Stored) -> bool:
        return bool(v.marks.strip("\0")) or (v.frequency >= WORD and v.frequency * 2 > exact)

    return [(v, OTHER if weight == PARTLY and other(v) else weight) for v, weight in variants]


def _without_costly(variants: Sequence[tuple[Stored, int]]) -> list[tuple[Stored, int]]:
    """Of lists in files of their own only those of the spelling that answers best, and of these the two longest."""
    best = max((weight for _, weight in variants), default=0)
    long = sorted((v.frequency for v, weight in variants if v.data is None and weight == best), reverse=True)[:2]
    return [(v, weight) for v, weight in variants if v.data is not None or (weight == best and v.frequency >= long[-1])]


def _weight(ask: Ask, has: str) -> int:
    return PARTLY if ask.guess is not None and has != ask.guess else fit(ask.marks, has, not ask.anyhow)


def _written(typed: str, spellings: Sequence[str]) -> bool:
    return any(fit(typed, has, True) >= PARTLY for has in spellings)


def misspelt(groups: Sequence[Group], known: Sequence[Dated | Span]) -> list[Group]:
    """Words that no document has, or none with these marks. A date is none, nor a name that was found by another, nor a word that
    only asks."""
    settled = {(id(k.run), i) for k in known for i in range(k.start, k.end)}
    words_ = [g for g in groups if g.kind == "word" and (not g.frequency or g.mistaken) and (id(g.run), g.start) not in settled]
    return [g for g in words_ if g.mistaken or g.run[g.start].key not in ASKING]
