"""The walls of the house: who may import whom, how long a module may grow, what it may be called."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "builder"

# From the ground up. A room may use what lies in a lower layer, and itself; never a neighbour of its own layer.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"model"}),
    frozenset({"prints", "text", "runs", "problems", "strictyaml", "meter", "limits"}),
    frozenset({"addresses"}),
    frozenset({"vocabulary"}),
    frozenset({"grammar"}),
    frozenset({"read", "parse", "cite", "translate", "write", "search", "site"}),
    frozenset({"removals", "english"}),
    frozenset({"intake", "handpages", "handover", "ledger", "frames", "export"}),
    frozenset({"briefs"}),
    frozenset({"seen"}),
    frozenset({"trace", "reading", "delivery"}),
    frozenset({"progress", "likenesses", "standing"}),
    frozenset({"press", "drafts"}),
    frozenset({"dispatch", "indexing", "presswork"}),
    frozenset({"pipeline"}),
    frozenset({"filing", "report", "console", "suggested", "changes"}),
    frozenset({"standalone"}),
    frozenset({"summary", "compared", "examined"}),
    frozenset({"watch"}),
    frozenset({"custody", "desk", "building"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
# MkDocs is a program that reads build/docs, never a library: a change of renderer must stay a change of command.
PROGRAMS_ONLY = frozenset({"mkdocs", "material"})
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "lib"})
LONGEST = 350
# Modules that may be longer, each with its reason.
LONG: dict[str, str] = {
    "model.py": "the nouns are read together: one table of what everything is",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """``read`` for read/plain.py, ``text`` for text.py; the package itself (``__init__``) is nobody's room."""
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def layer(name: str) -> int:
    return next((index for index, names in enumerate(LAYERS) if name in names), -1)


def imported(source: str) -> set[str]:
    """Dotted names that a module imports, wherever in it: ``from builder import text`` gives ``builder.text``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("(relative)")
    return found


def trespasses(importer: str, source: str) -> list[str]:
    """What ``source``, standing in the room ``importer``, imports against the rules."""
    wrong: list[str] = []
    for name in sorted(imported(source)):
        top, _, rest = name.partition(".")
        if top in PROGRAMS_ONLY or name == "(relative)":
            wrong.append(name)
        if top != "builder":
            continue
        target = rest.split(".")[0]
        if target in {"", "__version__"} or target == importer:
            continue
        if layer(target) < 0 or layer(target) >= layer(importer):
            wrong.append(name)
    return wrong


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_at_the_model(path: Path) -> None:
    if room(path) == "__init__":
        assert not [n for n in imported(path.read_text("utf-8")) if n.startswith("builder")]
        return
    assert layer(room(path)) >= 0, f"{room(path)} has no place in LAYERS: say where it stands"
    assert trespasses(room(path), path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("importer", "source", "wrong"),
    [
        ("model", "from builder.text import fold", ["builder.text.fold"]),
        ("text", "from builder import problems", ["builder.problems"]),
        ("text", "from builder.model import Lang", []),
        ("vocabulary", "from builder import grammar", ["builder.grammar"]),
        ("parse", "from builder.read.plain import decode", ["builder.read.plain.decode"]),
        ("parse", "import builder.cite", ["builder.cite"]),
        ("parse", "from builder.parse.header import read", []),
        ("write", "def f():\n    from builder import pipeline", ["builder.pipeline"]),
        ("pipeline", "from builder import read, parse, cite", []),
        ("cli", "from builder import pipeline, problems, vocabulary", []),
        ("pipeline", "from builder.cli import main", ["builder.cli.main"]),
        ("site", "from mkdocs.commands import build", ["mkdocs.commands.build"]),
        ("site", "import material", ["material"]),
        ("read", "from . import plain", ["(relative)"]),
        ("read", "from builder.attic import old", ["builder.attic.old"]),
    ],
)
def test_the_rules_themselves(importer: str, source: str, wrong: list[str]) -> None:
    assert trespasses(importer, source) == wrong


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_has_one_subject(path: Path) -> None:
    source = path.read_text("utf-8")
    name = str(path.relative_to(PACKAGE))
    assert ast.get_docstring(ast.parse(source)), f"{name} does not say what it is for"
    assert path.stem not in VAGUE, f"{name} is named after nothing"
    length = len(source.splitlines())
    assert length <= LONGEST or name in LONG, f"{name} has {length} lines: split it, or give the reason in LONG"


def test_reasons_for_length_are_still_needed() -> None:
    assert [name for name in LONG if len((PACKAGE / name).read_text("utf-8").splitlines()) <= LONGEST] == []
