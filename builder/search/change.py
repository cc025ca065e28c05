"""Bring an index up to date with documents that went, came or changed: the same bytes as if it had been made anew.

The work is that of those documents and of the files they are in. Where something has grown out of its measure, as a year's numbers or
the number of files, ``change`` says so and does nothing. Never looks at the texts of other documents.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.search import kept, scale
from builder.search.columns import NAME, Columns
from builder.search.digest import Digest, size_of
from builder.search.documents import FACETS, compact, group_size, part_name, text_file, text_name
from builder.search.entry import Term
from builder.search.folder import Archive, Folder, word_files
from builder.search.grafts import Edits, Grove, Means, postings
from builder.search.numbering import Dated, Numbers, end, places, stretches
from builder.search.places import Places, file_count, round_power, steps
from builder.search.suggestions import Suggestion, beginning, beginnings, chosen, file_name, files_of


def change(
    keep: kept.Keep,
    gone: Iterable[Digest],
    come: Iterable[Digest],
    of: Callable[[str], Digest],
    out: Path,
    terms: Sequence[Term] = (),
) -> bool:
    """Whether the index in ``out`` was brought up to date; if not, nothing was touched.

    ``gone``: documents that are no more, and those that changed, as they were; ``come``: those as they are now, and new ones; ``of``: any
    other document, by id. ``keep`` and ``out`` are as ``assemble`` or ``change`` left them.
    """
    was = kept.state(keep)
    if was is None or _version(out) != was.version:
        return False
    now = _Change(keep, was, {d.terms.id: d for d in gone}, {d.terms.id: d for d in come})
    if not now.fits():
        return False
    now.number(of)
    now.write(Folder(out, int(was.total, 16)), terms)
    return True


def _version(out: Path) -> str:
    try:
        return str(json.loads((out / "manifest.json").read_bytes())["version"])
    except (OSError, ValueError, KeyError):
        return ""


def means(lengths: Sequence[Sequence[int]]) -> Means:
    vi, en = (scale.mean_in_steps(total, count) for total, count in lengths)
    return vi, en


@dataclass(slots=True)
class _Moved:
    """Documents under their numbers, before and after."""

    before: dict[int, Digest]
    after: dict[int, Digest]


class _Change:
    """The sums before and after, and what stands where."""

    def __init__(self, keep: kept.Keep, was: kept.State, gone: Mapping[str, Digest], come: Mapping[str, Digest]) -> None:
        self._keep, self._was, self._gone, self._come = keep, was, gone, come
        self._touched = {d.terms.date[:4] for d in (*gone.values(), *come.values())}
        self._years = {year: kept.year(keep, year) for year in self._touched}
        self._now = self._summed()
        self._moved = _Moved({}, {})

    # --- sums ---------------------------------------------------------------------------------------------------------------

    def _summed(self) -> kept.State:
        was = self._was
        words, years, lengths = dict(was.words), dict(was.years), [[*one] for one in was.lengths]
        now = kept.State("", was.total, years, words, lengths, was.postings, was.english, dict(was.said), dict(was.beginnings))
        for digests, sign in ((self._gone, -1), (self._come, 1)):
            for d in digests.values():
                years[d.terms.date[:4]] = years.get(d.terms.date[:4], 0) + sign
                for said, length in zip((d.terms.vi, d.terms.en), lengths, strict=True):
                    length[0] += sign * said.length
                    length[1] += sign * (said.length > 0)
                now.postings += sign * size_of(d)
                now.english += sign * d.english
                for word in _words(d):
                    words[word] = words.get(word, 0) + sign
        for d in self._gone.values():
            for word in _words(d):
                if not words.get(word, 1):
                    del words[word]
        now.years = {year: n for year, n in years.items() if n}
        return now

    def fits(self) -> bool:
        """Whether all measures are as they were."""
        was, now = self._was, self._now
        return (
            now.documents > 0
            and stretches(was.years) == stretches(now.years)
            and means(was.lengths) == means(now.lengths)
            and file_count(was.postings) == file_count(now.postings)
            and bool(steps({"a": was.documents}, was.documents)) == bool(steps({"a": now.documents}, now.documents))
            and round_power(was.documents) == round_power(now.documents)
        )

    # --- numbers --------------------------------------------------------------------------------------------------------------

    def number(self, of: Callable[[str], Digest]) -> None:
        """What stands under which number, where that changes."""
        found = stretches(self._was.years)
        for year in self._touched:
            old, new = self._years[year], self._after(year)
            before, after = places(old, found[year]), places(new, found[year])
            for ident, n in before.items():
                if ident in self._gone:
                    self._moved.before[n] = self._gone[ident]
                elif after[ident] != n:
                    self._moved.before[n] = self._moved.after[after[ident]] = of(ident)
            for ident, n in after.items():
                if ident in self._come:
                    self._moved.after[n] = self._come[ident]
            self._years[year] = new

    def _after(self, year: str) -> list[Dated]:
        come = [(d.terms.date, d.terms.id) for d in self._come.values() if d.terms.date[:4] == year]
        return [one for one in self._years[year] if one[1] not in self._gone] + come

    # --- files ----------------------------------------------------------------------------------------------------------------

    def write(self, out: Folder, terms: Sequence[Term]) -> None:
        found = stretches(self._was.years)
        numbers = Numbers({}, end(found), found[""].size if "" in found else 0)
        common = steps(_by_key(self._now.words), self._now.documents)
        new = Places(common, file_count(self._now.postings))
        self._leaves(out, new, common, numbers.size)
        self._records(out, group_size(numbers.size))
        fields = self._columns(out)
        self._suggestions(out)
        self._words(out)
        stems = any(word[0] == "~" for word in self._now.words)
        archive = Archive(self._now.documents, numbers, new, common, self._now.english, stems)
        self._now.version = out.finish(archive.manifest(fields, terms))
        self._now.total = f"{out.total:x}"
        for year, documents in self._years.items():
            kept.put_year(self._keep, year, documents)
        self._now.save(self._keep)

    def _leaves(self, out: Folder, new: Places, common: Mapping[str, int], size: int) -> None:
        before = steps(_by_key(self._was.words), self._was.documents)
        grove = Grove(out, Places(before, new.files), new, size)
        rose = {w for w in common if before.get(w, 0) < common[w]}
        fell = {w for w in before if common.get(w, 0) < before[w]}
        if rose or fell:
            grove.replant(rose, fell, common)
        old, mean, edits = means(self._was.lengths), means(self._now.lengths), Edits()
        for n in self._moved.before.keys() | self._moved.after.keys():
            was, now = self._moved.before.get(n), self._moved.after.get(n)
            edits.add(n, postings(was.terms, old) if was else {}, postings(now.terms, mean) if now else {})
        for file, keys in edits.by_file(new, common).items():
            grove.edit(file, keys)
        grove.write()

    def _records(self, out: Folder, group: int) -> None:
        before, after = self._moved.before, self._moved.after
        for file in {n // group for n in (*before, *after)}:
            old = out.read(text_name(file))
            rows = {int(n): compact(row) for n, row in json.loads(old or b"{}").items()} if group > 1 else {}
            rows = {n: row for n, row in rows.items() if n not in before} | {n: d.shown for n, d in after.items() if n // group == file}
            out.replace(text_name(file), old, text_file(sorted(rows.items())) if rows else None)
        parts = {part_name(n, i): compact(part).encode() for n, d in after.items() for i, part in enumerate(d.parts)}
        for name in parts.keys() | {part_name(n, i) for n, d in before.items() for i in range(len(d.parts))}:
            out.replace(name, out.read(name), parts.get(name))

    def _columns(self, out: Folder) -> list[str]:
        old = out.read(NAME) or b""
        found = Columns(said={f: Counter({(a, b, c): n for (a, b, c), n in self._was.said.get(f, ())}) for f in FACETS})
        found.read(old)
        found.change({n: d.facets for n, d in self._moved.before.items()}, {n: d.facets for n, d in self._moved.after.items()})
        out.replace(NAME, old, found.file())
        self._now.said = {f: sorted(own.items()) for f, own in found.said.items()}
        return found.fields()

    def _suggestions(self, out: Folder) -> None:
        changed: Counter[Suggestion] = Counter()
        for digests, sign in ((self._gone, -1), (self._come, 1)):
            for d in digests.values():
                for s in set(d.suggestions):
                    changed[s] += sign
        starts = {beginning(s) for s, n in changed.items() if n} - {""}
        counts, fresh = self._now.beginnings, {}
        for start in starts:
            own = kept.suggestions(self._keep, start)
            before = Counter(beginnings(own))
            own.update({s: n for s, n in changed.items() if beginning(s) == start})
            fresh[start] = +own
            after = Counter(beginnings(fresh[start]))
            for name in before.keys() | after.keys():
                counts[name] = counts.get(name, 0) + after[name] - before[name]
            kept.put_suggestions(self._keep, start, fresh[start])
        self._name_suggestions(out, fresh)

    def _name_suggestions(self, out: Folder, fresh: dict[str, Counter[Suggestion]]) -> None:
        before = out.read("s/names.json") or b"[]"
        self._now.beginnings = {name: n for name, n in self._now.beginnings.items() if n}
        old, names = set(json.loads(before)), chosen(self._now.beginnings)
        starts = {*fresh, *(name[:2] for name in old.symmetric_difference(names))}
        for start in starts:
            own = fresh[start] if start in fresh else kept.suggestions(self._keep, start)
            files = dict(files_of(own, [n for n in names if n[:2] == start]))
            for name in files.keys() | {file_name(n) for n in old if n[:2] == start}:
                out.replace(name, out.read(name), files.get(name))
        out.replace("s/names.json", before, compact(names).encode())

    def _words(self, out: Folder) -> None:
        files = dict(word_files([(*_split(word), n) for word, n in self._now.words.items()]))
        for name in ("words.json", "stems.json"):
            out.replace(name, out.read(name), files.get(name))


def _split(word: str) -> tuple[str, str]:
    key, _, marks = word.partition("\t")
    return key, marks


def _by_key(words: Mapping[str, int]) -> Counter[str]:
    found: Counter[str] = Counter()
    for word, n in words.items():
        found[word[: word.index("\t")]] += n
    return found


def _words(digest: Digest) -> Iterable[str]:
    """Each that a document has, numbers and dates included."""
    own = digest.terms
    return (*own.vi.words, *own.en.words, *(f"{key}\t" for key in own.exact))
