"""What runs when. Apps list their lines in `schedule.py`; each line names an action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from foundation.models import ScheduledRun


@dataclass(frozen=True)
class Line:
    """An action that runs once in every slot of `every`, counted from midnight UTC of 1970."""

    name: str
    every: timedelta
    action: Callable[..., object]

    def slot(self, now: datetime) -> datetime:
        seconds = self.every.total_seconds()
        return datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)


lines: dict[str, Line] = {}
loops: dict[Callable[..., int], float] = {}


def every(span: timedelta, action: Callable[..., object]) -> None:
    """Adds a line; `action` takes `now` and runs in whichever process takes the slot first."""
    name = f"{action.__module__}.{action.__name__}"
    lines[name] = Line(name, span, action)


def always(action: Callable[..., int], *, breath: float) -> None:
    """Adds an action that each worker repeats; it takes `now` and says how much it found to do.

    `breath` is in seconds, between two looks that find nothing.
    """
    loops[action] = breath


def run_due(*, now: datetime) -> list[str]:
    """Runs every line whose slot nobody has taken; returns their names."""
    ran = []
    for line in lines.values():
        _run, is_ours = ScheduledRun.objects.get_or_create(name=line.name, due_at=line.slot(now))
        if is_ours:
            line.action(now=now)
            ran.append(line.name)
    return ran
