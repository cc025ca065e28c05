"""Where the time of a run went: wall clock and processor time of each stage, child processes included. Measures, prints nothing."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Spent:
    """What a stage cost so far: how many things it handled, seconds on the clock, seconds of processor time."""

    count: int = 0
    wall: float = 0.0
    cpu: float = 0.0


def _processor() -> float:
    """Seconds of this process and of all its children that have ended."""
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


@dataclass(slots=True)
class Meter:
    """A lap timer: what has passed since the last lap belongs to the stage that the lap names.

    The first stage is ``start``: what the process spent before it had a meter.
    """

    stages: dict[str, Spent] = field(default_factory=dict)
    _wall: float = field(default_factory=time.monotonic)
    _cpu: float = field(default_factory=_processor)

    def __post_init__(self) -> None:
        self.stages["start"] = Spent(1, self._cpu, self._cpu)

    def lap(self, stage: str, count: int = 0) -> None:
        """``stage`` ends here, or a part of it; a stage may have many laps."""
        wall, cpu = time.monotonic(), _processor()
        spent = self.stages.setdefault(stage, Spent())
        spent.count += count
        spent.wall += wall - self._wall
        spent.cpu += cpu - self._cpu
        self._wall, self._cpu = wall, cpu

    def rows(self) -> list[tuple[str, Spent, float]]:
        """Every stage in order, with its share of the processor time."""
        whole = sum(spent.cpu for spent in self.stages.values()) or 1.0
        return [(stage, spent, spent.cpu / whole) for stage, spent in self.stages.items()]
