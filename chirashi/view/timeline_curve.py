"""The course of an incident as a picture: a line that falls, and rises again from stage to stage.

It follows from the number of stages in the data's timeline, and is no measure of anything. The
stylesheet stretches it to the width of the page, so that each stage stands above its column.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 100  # of the view box; the line is at its usual level at the top of it
FALLEN = 78  # how far down it is once the incident has struck
BEFORE, STRUCK = 0.06, 0.3  # of the first column: where the line leaves its level, and where it is down
SLOW = 1.2  # the first stages raise it less than the last

Point = tuple[float, float]


@dataclass(frozen=True)
class Course:
    line: str  # an SVG path from edge to edge
    pins: list[str]  # of each stage the place on the line, as a path of no length
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def area(self) -> str:
        """What lies below the line, as a path."""
        return f"{self.line}V{self.height}H0Z"


def course(stages: int) -> Course | None:
    """The picture of so many stages; None where they are too few for a line."""
    if stages < 2:
        return None
    step, low = WIDTH / stages, FALLEN * 0.95
    pins = [(step * (i + 0.5), low - low * (i / (stages - 1)) ** SLOW) for i in range(stages)]
    line = path([(0.0, 0.0), (step * BEFORE, 0.0), (step * STRUCK, FALLEN), *pins, (WIDTH, 0.0)])
    return Course(line, [f"M{number(x)} {number(y)}h0" for x, y in pins])


def path(points: list[Point]) -> str:
    """A smooth path through points from left to right; between two of them it is never above or below both."""
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in itertools.pairwise(points)]
    inner = [0.0 if a * b <= 0 else 2 * a * b / (a + b) for a, b in itertools.pairwise(slopes)]
    tangents = [slopes[0], *inner, slopes[-1]]
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (a, b), (at, bt) in zip(itertools.pairwise(points), itertools.pairwise(tangents), strict=True):
        third = (b[0] - a[0]) / 3
        curve = (a[0] + third, a[1] + at * third, b[0] - third, b[1] - bt * third, *b)
        parts.append("C" + " ".join(number(one) for one in curve))
    return "".join(parts)


def number(value: float) -> str:
    """A coordinate as SVG writes it, to a tenth."""
    return f"{round(value, 1) + 0.0:g}"
