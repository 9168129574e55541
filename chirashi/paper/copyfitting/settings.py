"""Settings: how tight or loose a side of a sheet may be set, in the order in which a compositor would try them.

Factors are of the design as it stands in `theme/print/`; 1 leaves a length as it is designed.
Notes shrink before tables, tables before the letter, and the headline last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DESIGNED = 0
LEAST_NOTE_PT = 8.0  # and tables
LEAST_BODY_PT = 9.0


@dataclass(frozen=True)
class Setting:
    """`space` is of the white between things, `leading` of the distance of lines, the others of sizes of type.

    `form` is of the boxes to write in, `weekdays` whether English dates name their day.
    """

    space: float = 1.0
    leading: float = 1.0
    notes: float = 1.0
    table: float = 1.0
    body: float = 1.0
    head: float = 1.0
    form: float = 1.0
    weekdays: bool = True

    @property
    def weight(self) -> float:
        """About how high a side becomes, of its height as designed: some of it is white, the rest lines of type."""
        size = 0.15 * self.notes + 0.25 * self.table + 0.6 * self.body
        return 0.25 * self.space + 0.75 * self.leading * float(size**1.6)


SETTINGS: dict[int, Setting] = {
    -8: Setting(0.3, 0.88, 0.94, 0.842, 0.9, 0.72, 0.0, weekdays=False),
    -7: Setting(0.4, 0.9, 0.94, 0.87, 0.92, 0.8, 0.0, weekdays=False),
    -6: Setting(0.45, 0.92, 0.94, 0.9, 0.95, 0.9, 0.0, weekdays=False),
    -5: Setting(0.5, 0.93, 0.94, 0.92, 0.97, 0.96, 0.2, weekdays=False),
    -4: Setting(0.55, 0.95, 0.94, 0.95, form=0.3, weekdays=False),
    -3: Setting(0.6, 0.96, 0.94, form=0.4),
    -2: Setting(0.7, 0.98, form=0.6),
    -1: Setting(0.85, form=0.8),
    DESIGNED: Setting(),
    1: Setting(1.5, 1.02, 1.0, 1.03, 1.03, 1.06),
    2: Setting(2.0, 1.04, 1.03, 1.07, 1.07, 1.12),
    3: Setting(2.5, 1.06, 1.06, 1.12, 1.12, 1.2),
    4: Setting(3.0, 1.08, 1.12, 1.18, 1.2, 1.3),
    5: Setting(3.5, 1.1, 1.2, 1.26, 1.3, 1.4),
}
"""Tightest first. What is sparse is set larger, and its tables breathe."""
TIGHTEST, LOOSEST = min(SETTINGS), max(SETTINGS)


def loosest(heights: Callable[[float], float], room: float, below: int = LOOSEST + 1) -> int | None:
    """The loosest setting under `below` at which what stands so high, by a setting's weight, should fit into `room`.

    None where even the tightest should not.
    """
    return max((step for step, s in SETTINGS.items() if step < below and heights(s.weight) <= room), default=None)


def heights(points: list[tuple[float, float]]) -> Callable[[float], float]:
    """How high something stands by a setting's weight, from what it took at one or two: (weight, mm)."""
    (weight, height), *others = points
    slope = height / weight  # as if all of it shrank alike; what two measurements say is held to about that
    if others and abs(others[0][0] - weight) > 0.005:
        slope = min(max((others[0][1] - height) / (others[0][0] - weight), 0.5 * slope), 1.8 * slope)
    return lambda by: height + slope * (by - weight)
