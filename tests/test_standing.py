"""Who speaks of whom, kept from build to build: the same tables as resolved at once, and only what changed is loaded."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cite_network import SAYINGS, documents, told

from builder.cite.account import Account
from builder.model import Archive
from builder.site.store import Store
from builder.standing import LostError, Standing
from builder.trace import prints

TABLES = [f.name for f in fields(Archive) if f.name not in ("entries", "twins")]


def key(account: Account) -> str:
    return repr(account)


def standing(store: Store, held: dict[str, Account]) -> Standing:
    """One build of all that is held."""
    found = Standing(store)
    found.update({ident: key(account) for ident, account in sorted(held.items())}, held.__getitem__)
    return found


def tables(found: Standing) -> dict[str, Any]:
    archive = found.archive({}, {})
    return {name: sorted((row, repr(value)) for row, value in getattr(archive, name).items()) for name in TABLES}


def told_of(found: Standing) -> tuple[Any, ...]:
    return tables(found), {n: dict(p) for n, p in found.prints().items()}, dict(found.below()), list(found.ended())


builds = st.lists(st.tuples(st.lists(documents, max_size=3), st.lists(st.sampled_from("abcdef"), max_size=1)), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(builds, st.sampled_from([1, 400]))
def test_kept_over_builds_it_is_as_resolved_at_once(steps: list[tuple[list[Account], list[str]]], at_hand: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("builder.standing._AT_HAND", at_hand)
        kept_over(steps)


def kept_over(steps: list[tuple[list[Account], list[str]]]) -> None:
    store, held = Store(None), dict[str, Account]()
    for accounts, removed in steps:
        held = {ident: a for ident, a in held.items() if ident not in removed} | {a.id: a for a in accounts}
        kept = standing(store, held)
        assert told_of(kept) == told_of(standing(Store(None), held))
        archive = kept.archive({}, {})
        for name in TABLES:
            rows = getattr(archive, name)
            short = {row: repr(value) for row, value in rows.items()}  # of small rows the print is the row
            assert dict(kept.prints()[name]) in (prints(rows), short)
        kept.keep()


def test_only_what_changed_is_asked_for() -> None:
    held = {a.id: a for a in (told("a", None, SAYINGS[:1]), told("b", None, SAYINGS[1:2]), told("c", None, SAYINGS[4:]))}
    store = Store(None)
    standing(store, held).keep()
    held["b"] = told("b", None, SAYINGS[2:3])
    asked: list[str] = []
    found = Standing(store)
    found.update({ident: key(account) for ident, account in held.items()}, lambda ident: (asked.append(ident), held[ident])[1])
    assert asked == ["b"]


def test_what_is_not_kept_is_not_believed() -> None:
    """A build that fails keeps nothing: the next one compares with what is published."""
    held = {a.id: a for a in (told("a", "1/QĐ-TTg", (), "2020-03-05"), told("b", None, SAYINGS[:1]))}
    store = Store(None)
    standing(store, held).keep()
    before = {n: dict(p) for n, p in Standing(store).prints().items()}
    standing(store, {"b": held["b"]})
    assert {n: dict(p) for n, p in Standing(store).prints().items()} == before


def test_who_is_removed_was_never_there() -> None:
    held = {a.id: a for a in (told("a", "1/QĐ-TTg", (), "2020-03-05"), told("b", None, SAYINGS[:1]))}
    found = standing(Store(None), held)
    found.remove(["a"])
    assert told_of(found) == told_of(standing(Store(None), {"b": held["b"]}))


def test_a_damaged_row_is_said() -> None:
    held = {a.id: a for a in (told("a", "1/QĐ-TTg", (), "2020-03-05"), told("b", None, SAYINGS[:1]))}
    store = Store(None)
    standing(store, held).keep()
    store._rows.execute("UPDATE rows SET data = x'00' WHERE kind = 'network slug'")
    found = standing(store, held)  # nothing changed, no row was needed
    with pytest.raises(LostError):
        found.archive({}, {}).numbers["1-qd-ttg"]
    held["c"] = told("c", None, SAYINGS[:1])
    assert told_of(standing(store, held)) == told_of(standing(Store(None), held))  # a row was needed: all anew
