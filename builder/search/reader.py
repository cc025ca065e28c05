"""The same search as the browser's, in Python: for ``archive search``. ``engine.mjs`` and this give the same answers.

``open_index(folder).search(query, limit=…, offset=…, filters=…, lang=…, sort=…)``. Never writes, never guesses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.search.analysis import plain, words
from builder.search.concepts import Name
from builder.search.groups import Group
from builder.search.lookup import Lookup, misspelt
from builder.search.misspelt import CANDIDATES, CANDIDATES_OF_LARGE, instead
from builder.search.query import PARTLY, Asked, Run, any_marked, contains, fit, initials, is_english, marks, parse, stems
from builder.search.ranking import Ranking, Row
from builder.search.serials import in_number, serials
from builder.search.shelves import Shelves
from builder.search.shown import Marker, Parts, Wanted
from builder.search.wants import Dated

SHORT = 6  # words of a query: a longer one is rather asked again than corrected


@dataclass(frozen=True, slots=True)
class Hit:
    """``fragment`` and ``title_parts`` are (text, marked). ``partly``: not all that was asked is there."""

    id: str
    score: int
    partly: bool
    url: str | None
    title: str | None
    title_parts: Parts
    number: str | None
    date: str | None
    issuer: str | None
    type: str | None
    status: str | None
    anchor: str | None
    fragment: Parts


@dataclass(frozen=True, slots=True)
class Count:
    """A facet's value and how many documents of the answer have it."""

    id: str
    vi: str
    en: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """``exact``: whether ``total`` is counted or, with phrases, at most. ``also``: other names that were searched too."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool
    facets: Mapping[str, tuple[Count, ...]]
    also: tuple[Name, ...]
    missing: tuple[str, ...]
    instead: tuple[str, ...]


Test = Callable[[int], bool]


def open_index(folder: Path) -> Index:
    """Raises FileNotFoundError where there is no index."""
    return Index(Shelves(folder))


class Index:
    """An index that is open for searching."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves, self._lookup = shelves, Lookup(shelves)

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filters: Mapping[str, Sequence[str]] | None = None, lang: str = "vi",
        sort: str = "relevance", prefix: bool = False,
    ) -> Answer:  # fmt: skip
        """``filters``: facet → ids, any of which will do. ``lang`` is the reader's; it filters nothing."""
        asked = parse(query)
        everything = [w for run in asked.runs for w in run]
        anyhow = not any_marked(everything)
        seek = self._lookup
        dated = seek.dated(asked)
        named = [n for n in seek.glossary.named(asked.runs) if not in_number(n.run, n.start)]
        numbers = serials(asked.runs, dated)[: None if seek.asks is None else 1]
        left = (seek.asks or 0) - len(numbers) - bool(dated) - 2 * any(n.names for n in named)
        english = anyhow and is_english(everything)
        groups, lists = seek.groups(asked, english, anyhow, prefix, max(2, left), dated)
        used = [seek.load(g) for g in seek.affordable(seek.without_frequent(groups, asked.phrases), asked.phrases, lists)]
        spans, also = seek.others(dated, named, used, len(everything))
        several = 0 if seek.asks is None else len(everything)
        borne = seek.numbers(numbers)
        ranked = Ranking(used, spans).rows(borne, several) if everything else self._by_fields_alone(asked)
        found, allowed = self._narrowed(ranked, asked, groups, english), self._allowed(filters or {})
        rows = [r for r in found if all(test(r.ordinal) for test in allowed.values())]
        rows.sort(key=self._order(sort))
        marker = _marker(groups, also, anyhow, dated)
        hits, total, exact = self._page(rows, asked, marker, limit, offset, lang)
        wrong = misspelt(groups, [*dated, *spans])
        missing = [g.run[g.start].text for g in wrong if not g.frequency]
        spell = wrong and not prefix and not borne and (len(everything) <= SHORT or not total)
        return Answer(
            tuple(hits), total, exact, self._counts(found, allowed), tuple(also), tuple(missing),
            self._instead(query, wrong) if spell else (),
        )  # fmt: skip

    def _by_fields_alone(self, asked: Asked) -> list[Row]:
        return [Row(o, 0, False) for o in self._shelves.numbers] if asked.fields else []

    def _narrowed(self, found: Iterable[Row], asked: Asked, groups: Sequence[Group], english: bool) -> list[Row]:
        unwanted = self._unwanted(asked.without)
        tests = [self._field_test(*f) for f in asked.fields]
        for phrase in asked.phrases:
            tests.append(lambda o, phrase=phrase: _may_hold(groups, phrase, o, english))  # type: ignore[misc]
        return [r for r in found if r.ordinal not in unwanted and all(test(r.ordinal) for test in tests)]

    def _unwanted(self, without: Iterable[Run]) -> set[int]:
        out: set[int] = set()
        for phrase in without:
            if len(phrase) > 2:
                continue
            wanted = [(self._key([w.key for w in phrase]), marks(phrase))]
            if len(found := stems(phrase)) == len(phrase):
                wanted.append((self._key(["~" + s for s in found]), ""))
            for key, typed in wanted:
                for v in self._shelves.branch(key):
                    if not any_marked(phrase) or v.marks == typed:
                        out |= {o for o, _ in self._shelves.postings(v)}
        return out

    def _key(self, parts: Sequence[str]) -> str:
        """Of a word or of two neighbours."""
        return parts[0] if len(parts) == 1 else self._lookup.keys.pair(parts[0], parts[1])

    def _column(self, field: str) -> Any:
        return self._shelves.columns[field]

    def _field_test(self, field: str, asked: Run, excluded: bool) -> Test:
        """``type:luật``: the values of a facet whose id or words contain what was written, or another name of it, or that begin with its
        letters: ``type:cv``, ``issuer:UBND``."""
        if field not in self._shelves.manifest["facets"]:
            return lambda _: excluded
        column = self._column(field)
        whole = (n.names for n in self._lookup.glossary.named([asked]) if n.end - n.start == len(asked))
        asks = [asked, *(words(name.text) for names in whole for name in names)]
        wanted = {
            i
            for i, names in enumerate(column["values"])
            if any(contains(own, a) for own in map(words, names) for a in asks) or initials(asked, names)
        }
        return lambda o: any(i in wanted for i in _places(column, o)) != excluded

    def _allowed(self, filters: Mapping[str, Sequence[str]]) -> dict[str, Test]:
        tests: dict[str, Test] = {}
        for field, values in filters.items():
            if values and field in self._shelves.manifest["facets"]:
                column = self._column(field)
                wanted = {i for i, (id_, *_) in enumerate(column["values"]) if id_ in values}
                tests[field] = lambda o, column=column, wanted=wanted: any(i in wanted for i in _places(column, o))  # type: ignore[misc]
        return tests

    def _counts(self, found: Sequence[Row], allowed: Mapping[str, Test]) -> dict[str, tuple[Count, ...]]:
        """A field's own filter does not narrow its own counts."""
        counts = {}
        for field in self._shelves.manifest["facets"]:
            column, others = self._column(field), [t for f, t in allowed.items() if f != field]
            count = Counter(i for r in found if all(t(r.ordinal) for t in others) for i in _places(column, r.ordinal))
            rows = [Count(id_, vi, en, count[i]) for i, (id_, vi, en) in enumerate(column["values"]) if count[i]]
            rows.sort(key=lambda c: c.id, reverse=field == "year")
            counts[field] = tuple(rows if field == "year" else sorted(rows, key=lambda c: -c.count))
        return counts

    def _order(self, sort: str) -> Callable[[Row], tuple[int, int]]:
        undated: int = self._shelves.manifest["undated"]
        if sort == "newest":
            return lambda r: (-r.ordinal, 0)
        if sort == "oldest":
            return lambda r: (r.ordinal < undated, r.ordinal)
        return lambda r: (-r.score, -r.ordinal)

    def _page(self, rows: list[Row], asked: Asked, marker: Marker, limit: int, offset: int, lang: str) -> tuple[list[Hit], int, bool]:
        """Phrases are tried on the text of what is shown; until all is tried, the total is "about"."""
        checks = [(p, True) for p in asked.phrases] + [(p, False) for p in asked.without if len(p) > 2]
        if not checks:
            return [_hit(r, self._shelves.record(r.ordinal), marker, lang) for r in rows[offset : offset + limit]], len(rows), True
        hits: list[Hit] = []
        total, before, tried = len(rows), 0, 0
        for row in rows:
            if len(hits) >= limit:
                break
            tried += 1
            record = self._shelves.record(row.ordinal)
            if not self._holds(row.ordinal, record, checks):
                total -= 1
            else:
                before += 1
                if before > offset:
                    hits.append(_hit(row, record, marker, lang))
        return hits, total, tried >= len(rows)

    def _holds(self, ordinal: int, record: dict[str, Any], checks: Sequence[tuple[Run, bool]]) -> bool:
        texts = [t for f in ("title", "issuer", "type") for t in record.get(f) or () if t]
        texts += [record["number"]] if record.get("number") else []
        texts += [p[2] for p in record["text"]]
        for i in range(record.get("more", 0)):
            texts += [p[2] for p in self._shelves.json(f"x/{ordinal}-{i}.json")]
        spelt = [words(t) for t in texts]
        return all(any(contains(s, phrase) for s in spelt) == wanted for phrase, wanted in checks)

    def _instead(self, query: str, wrong: Sequence[Group]) -> tuple[str, ...]:
        words_, most = [(g.run, g.start) for g in wrong], CANDIDATES if self._lookup.asks is None else CANDIDATES_OF_LARGE
        words_ = words_ if self._lookup.asks is None else words_[:1]
        found = instead(query, words_, self._shelves.json("words.json"), self._lookup.beside, most)
        return () if found is None else (found,)


def _places(column: Any, ordinal: int) -> list[int]:
    places = column["of"][ordinal]
    return places if isinstance(places, list) else [places]


def _may_hold(groups: Sequence[Group], phrase: Run, ordinal: int, english: bool) -> bool:
    """Whether a document's pairs allow a phrase; only its text tells. A pair that no document has is in none; what was not loaded may
    be in all."""

    def has(g: Group) -> bool:
        return ordinal in g.sure if g.loaded else g.frequency > 0

    own = [g for g in groups if g.run is phrase]
    words_ = [g for g in own if g.kind == "word" and g.frequency]
    pairs, stems_ = ([g for g in own if g.kind == kind] for kind in ("pair", "english"))
    vietnamese = pairs or words_
    if vietnamese and all(map(has, vietnamese)):
        return True
    return (english or bool(stems_)) and bool(words_) and all(map(has, [*words_, *stems_]))


def _marker(groups: Sequence[Group], also: Iterable[Name], anyhow: bool, dated: Sequence[Dated]) -> Marker:
    marker = Marker(dates=tuple(k for d in dated if not d.is_year for k in d.keys))
    for g in groups:
        for a in g.alternatives:
            name = plain(a.ask.key)

            def fits(has: str, typed: str = a.ask.marks, english: bool = a.ask.key[0] == "~") -> bool:
                return english or fit(typed, has, not anyhow) >= PARTLY

            (marker.words if g.kind == "word" else marker.pairs)[name] = Wanted(g.weight + 1, fits)
            if a.ask.open:
                marker.open.append(a.ask.key)
    for other in also:
        marker.add_name(*other)
    return marker


def _said(both: Sequence[str | None] | None, lang: str) -> str | None:
    if not both:
        return None
    vi, en = both
    return (vi if en is None else en) if lang == "en" else (en if vi is None else vi)


def _hit(row: Row, record: dict[str, Any], marker: Marker, lang: str) -> Hit:
    title, best = _said(record.get("title"), lang), marker.passage(record, lang)
    url, issuer, type_, status = (_said(record.get(f), lang) for f in ("url", "issuer", "type", "status"))
    return Hit(
        record["id"], row.score, row.partly, url, title, marker.parts(title, 0, len(title)) if title else [], record.get("number"),
        record.get("date"), issuer, type_, status, best.anchor if best else None, best.parts if best else [],
    )  # fmt: skip
