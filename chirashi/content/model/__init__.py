"""The shape of `plans.yml`: what a group insurance scheme is, in the terms of the trade.

Everything is general: no scheme's plans, years or numbers stand here. Text is a mapping of
language to text. The cells of tables are kept as they were written; `grid_builder` reads them,
since what may stand in them follows from the table's axes.
"""

from __future__ import annotations

from pydantic import Field

from chirashi.content.model.brochure import ChooserPart, Fact, Flyer, Form, Request, SameWords, Usage, Word
from chirashi.content.model.cover import (
    AxisPart,
    Cost,
    Coverage,
    Discount,
    Example,
    Fee,
    Paid,
    Phase,
    Service,
    Stage,
    TablePart,
)
from chirashi.content.model.notices import Slot, Told
from chirashi.content.model.part import Key, Language, Line, Named, PageName, Part, Text
from chirashi.content.model.scheme import Approved, Dates, Eligibility, Party, Scheme
from chirashi.content.values import Day

__all__ = [
    "Example",
    "Fact",
    "Line",
    "PageName",
    "Paid",
    "Part",
    "Party",
    "Plans",
    "Stage",
    "TablePart",
    "Text",
    "Word",
]


class Plans(Part):
    """One edition: one product in one plan year."""

    edition: PageName
    languages: list[Language] = Field(min_length=1, max_length=9)
    pages: list[PageName] = Field(min_length=1, max_length=60)
    footer: list[PageName] = Field([], description="Those of the pages that stand at the foot of each, not in the menu")
    scheme: Scheme
    approval: Approved | None = None
    parties: dict[Key, Party] = Field(min_length=1)
    dates: Dates
    eligibility: Eligibility
    plans: dict[Key, Named] = Field(min_length=1, max_length=12)
    options: dict[Key, Named] = Field({}, max_length=12)
    coverages: dict[Key, Coverage] = {}
    services: dict[Key, Service] = {}
    axes: dict[Key, AxisPart] = {}
    tables: dict[Key, TablePart] = {}
    fees: dict[Key, Fee] = {}
    discounts: dict[Key, Discount] = {}
    costs: dict[Key, Cost] = {}
    phases: list[Phase] = []
    timeline: list[Stage] = []
    examples: dict[Key, Example] = {}
    requests: list[Request] = []
    documents: dict[Key, Named] = {}
    notes: dict[Key, Text] = {}
    notices: dict[Slot, Told] = {}
    facts: dict[Key, Fact] = {}
    terms: dict[Key, dict[Language, Usage]] = {}
    words: list[Word] = Field([], max_length=200)
    search: dict[Language, list[SameWords]] = {}
    flyer: Flyer | None = None
    form: Form | None = None
    chooser: ChooserPart | None = None

    @property
    def issued(self) -> Day | None:
        """When the brochure was issued, where the data says it: its own day, since it is revised after the approval."""
        return self.scheme.published or (self.approval.issued if self.approval else None)
