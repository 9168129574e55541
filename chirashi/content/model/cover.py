"""What is covered and what it costs: limits, tables, fees, phases, stages, worked examples."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from chirashi.content.model.part import Every, Key, Line, Part, Per, Text, YesNo
from chirashi.content.values import Ages, Money, Month, Number, Percent


class Cells(Part):
    """One row of cells over the plans or options; `B..D` is one cell that spans B to D."""

    name: Text | None = Field(None, description="What the row says: daily benefit, waiting period")
    basis: Text | None = Field(None, description="Per what it holds: per claim, per incident, in the term")
    cells: dict[str, Any]


class Coverage(Part):
    """A coverage category: what it pays at most and what it leaves to the insured, or other rows by their own names."""

    number: Number | None = None
    name: Text
    pays: Text | None = None
    over: Key = Field("plans", description="The axis along which limits differ: plans, options or one of your own")
    limit: Cells | None = None
    deductible: Cells | None = None


class Service(Part):
    name: Text
    does: Text | None = None


class Member(Part):
    """One value of an axis. `number` is what a rule multiplies by; `ages` and `month` also label it."""

    name: Text | None = None
    number: Number | None = None
    ages: Ages | None = None
    month: Month | None = None


class AxisPart(Part):
    """An axis of tables besides plans and options: age bands, months, classes, numbers of units."""

    name: Text
    values: dict[Key, Member] = Field(min_length=1, max_length=99)


class Paid(Part):
    every: Every
    per: Per
    note: Text | None = Field(None, description="What holds of all these amounts: tax included, until when")


class TablePart(Part):
    """A table over one to three axes (groups, rows, columns), given in `cells` or derived by `rule`.

    `rule` joins tables, axes of numbers and whole numbers by ` + ` or ` × `. `cells` beside a
    rule may only say `not offered` or `on request`. `printed` holds what the underwriter printed, to check against.
    """

    name: Text
    axes: list[Key] = Field(min_length=1, max_length=3)
    paid: Paid | None = None
    cells: dict[str, Any] = {}
    rule: Line | None = None
    printed: dict[str, Any] = {}
    note: Text | None = None


class Fee(Part):
    """Something paid beside the premium."""

    name: Text
    amount: Money
    paid: Paid
    to: Key | None = Field(None, description="The party it is paid to")
    note: Text | None = None


class Discount(Part):
    name: Text
    percent: Percent
    applied: YesNo = Field(description="Whether the premiums shown already include it")
    basis: Text | None = Field(None, description="What it rests on: how many have joined, claims of which years")


class Cost(Part):
    name: Text
    coverage: Key


class Phase(Part):
    number: Number
    name: Text
    happens: Text
    coverages: list[Key] = []
    services: list[Key] = []


class Stage(Part):
    key: Key
    name: Text
    done: Text
    costs: list[Key]


class Factor(Part):
    """One factor of a worked example: a table's cell, a coverage's limit, an amount, or a number with its unit."""

    table: Key | None = None
    coverage: Key | None = Field(None, description="The coverage whose limit at this place is meant")
    at: dict[str, Line] = {}
    money: Money | None = None
    number: Number | None = None
    unit: Text | None = None

    @property
    def grid(self) -> str | None:
        """The table or the row of limits that `at` points into, by its key."""
        if self.coverage is not None:
            return f"coverages.{self.coverage}.limit"
        return None if self.table is None else f"tables.{self.table}"


class Example(Part):
    name: Text
    factors: list[Factor] = Field(min_length=1)
    printed: Money | None = None
