"""Pages for editors that stand alone: no script, nothing from elsewhere, Vietnamese with English beside it, every value escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from builder.vocabulary import word


def standalone(template: str, **values: object) -> str:
    """A template that fills the blocks of ``standalone.html``; ``vi`` and ``en`` give it the words of the interface."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    made = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals.update(vi=lambda key: word(key, "vi"), en=lambda key: word(key, "en"))
    return made
