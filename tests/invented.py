"""The invented notices of ``bench/generate.py``, for tests: the measurements and the tests must not drift apart."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

_SOURCE = Path(__file__).resolve().parent.parent / "bench" / "generate.py"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_generate", _SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


generate = _load()
