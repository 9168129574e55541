"""The shape of `plans.yml`: what a group insurance scheme is, in the terms of the trade.

Everything is general: no scheme's plans, years or numbers stand here. Text is a mapping of
language to text. The cells of tables are kept as they were written; `tables` reads them,
since what may stand in them follows from the table's axes.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema
from pydantic_core import CoreSchema

from chirashi.values import (
    Ages,
    Day,
    Email,
    Money,
    Month,
    Number,
    Percent,
    Scalar,
    Telephone,
    Term,
    Truth,
    Unreadable,
    Url,
    Year,
    scalar,
    shown,
)

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""The name of a thing in the data; it stands in placeholders, ids and addresses."""
PageName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Text(dict[str, str], Scalar):
    """The same text in each language of the edition, `{ja: 診療所, en: clinics}`."""

    SCHEMA = {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z]{2}$"},
        "additionalProperties": {"type": "string"},
        "description": "One text a language: {ja: …, en: …}",
    }

    @classmethod
    def read(cls, found: Any) -> Text:
        if not isinstance(found, dict) or not found:
            raise Unreadable("text-languages", value=shown(found))
        for language, text in found.items():
            if not isinstance(text, str) or not text.strip():
                raise Unreadable("text-empty", language=language)
        return cls({language: text.strip() for language, text in found.items()})


def _ways_of_writing(word: Any, ways: dict[str, str]) -> Any:
    return ways.get(word.strip(), word) if isinstance(word, str) else word


EVERY = {"年": "year", "月": "month", "一時払": "once"}
PER = {"施設": "facility", "人": "person", "口": "unit"}
Every = Annotated[
    Literal["year", "month", "once"],
    BeforeValidator(lambda word: _ways_of_writing(word, EVERY)),
    WithJsonSchema({"enum": [*EVERY.values(), *EVERY]}),
]
Per = Annotated[
    Literal["facility", "person", "unit"],
    BeforeValidator(lambda word: _ways_of_writing(word, PER)),
    WithJsonSchema({"enum": [*PER.values(), *PER]}),
]
YesNo = Annotated[bool, BeforeValidator(Truth.read), WithJsonSchema(Truth.SCHEMA)]
Line = Annotated[str, BeforeValidator(lambda found: scalar(found, "text-wanted"))]
KANA = "[ぁ-ゖァ-ヺー・]{1,40}"


def _reading(found: Any) -> str:
    text = scalar(found, "text-wanted")
    if not re.fullmatch(KANA, text):
        raise Unreadable("reading-wrong", value=shown(text))
    return text


Reading = Annotated[str, BeforeValidator(_reading), WithJsonSchema({"type": "string", "pattern": f"^{KANA}$"})]


class Part(BaseModel):
    """A mapping of the data file: unknown keys are errors, nothing is coerced or dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Scheme(Part):
    name: Text
    short_name: Text
    year: Year = Field(description="The plan year")
    published: Day | None = Field(None, description="The day on which this brochure is issued, or issued anew")


class Approval(Part):
    """What the underwriter's approval of printed matter says (文書番号・作成年月・有効期限)."""

    number: Line | None = None
    issued: Day | None = None
    valid_until: Day | None = None


class Party(Part):
    role: Literal["association", "policyholder", "administrator", "agent", "underwriter"]
    name: Text
    branch: Text | None = None
    duty: Text = Field(description="What members turn to this party for")
    person: Text | None = None
    address: Text | None = None
    hours: Text | None = None
    telephone: Telephone | None = None
    fax: Telephone | None = None
    email: Email | None = None
    url: Url | None = None


class Deadline(Part):
    """By when to apply: on one date, within a window, or on a day of every month.

    With `moved: working day before`, a day of the month that is a weekend or a holiday
    counts as the working day before it.
    """

    date: Day | None = None
    opens: Day | None = None
    closes: Day | None = None
    day_of_month: Number | None = None
    moved: Literal["working day before"] | None = None


class DateOrForms:
    """The deadline's schema for editors: a date, or one of the forms; made only when it is asked for."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [Day.SCHEMA, Deadline.model_json_schema()]}


def _deadline(found: Any) -> Any:
    return {"date": found} if isinstance(found, str) else found


class Dates(Part):
    start: Day = Field(description="The first day of cover")
    term: Term
    deadline: Annotated[Deadline, BeforeValidator(_deadline), DateOrForms()]


class AgeLimit(Part):
    """A limit of eligibility for one kind of member."""

    who: Text
    ages: Ages | None = None
    renewable_to: Number | None = Field(None, description="The last age at which cover can be renewed")
    plans: list[Key] = Field([], description="The plans open to them; all where none is named")
    note: Text | None = None


class Eligibility(Part):
    who: Text
    trades: list[Text] = []
    conditions: list[Text] = []
    limits: list[AgeLimit] = []


class Named(Part):
    name: Text
    note: Text | None = None


class Cells(Part):
    """One row of cells over the plans or options; `B..D` is one cell that spans B to D."""

    cells: dict[str, Any]


class Limit(Cells):
    basis: Text = Field(description="Per what the limit holds: per claim, per incident, in the term")


class Coverage(Part):
    """A coverage category with its limits of indemnity and deductibles."""

    number: Number | None = None
    name: Text
    pays: Text | None = None
    over: Key = Field("plans", description="The axis along which limits differ: plans, options or one of your own")
    limit: Limit | None = None
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


class TablePart(Part):
    """A table over one or two axes (rows, then columns), given in `cells` or derived by `rule`.

    `rule` joins tables, axes of numbers and whole numbers by ` + ` or ` × `. `cells` beside a
    rule may only say `not offered`. `printed` holds what the underwriter printed, to check against.
    """

    name: Text
    axes: list[Key] = Field(min_length=1, max_length=2)
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


class Discount(Part):
    name: Text
    percent: Percent
    applied: YesNo = Field(description="Whether the premiums shown already include it")


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


class Request(Part):
    """One way to ask for the material."""

    way: Literal["url", "fax", "telephone", "email"]
    party: Key
    url: Url | None = None
    name: Text | None = None
    note: Text | None = None


class Fact(Part):
    """A figure that the pages quote and no other part of the data holds. Exactly one kind."""

    number: Number | None = None
    unit: Text | None = None
    money: Money | None = None
    percent: Percent | None = None
    date: Day | None = None
    month: Month | None = None
    url: Url | None = None


class Usage(Part):
    use: Line
    avoid: list[Line] = []


class Word(Part):
    """A Japanese word that no heading parts; its `reading`, in kana, stands above it where a page first has it."""

    word: Line
    reading: Reading | None = None


SameWords = Annotated[
    list[Line], Field(min_length=1, max_length=12, description="Words that the search takes for each other")
]


class Flyer(Part):
    """What the printed flyer says to a colleague; without it, its figures and tables stand alone."""

    headline: Text
    letter: list[Text] = Field([], max_length=4, description="Paragraphs under the headline")
    login: Text | None = Field(None, description="Where members find the login; stands on the public flyer")


class Wish(Part):
    """One thing to ask for on the FAX form; `plans` adds the letters to circle, `telephone` a number to write."""

    wants: Text
    plans: YesNo = False
    telephone: YesNo = False


class Form(Part):
    """The FAX form: what can be asked for, and with whom a request is shared."""

    wishes: list[Wish] = Field(min_length=1, max_length=5)
    shared: Text | None = None


class ChooserPart(Part):
    """Where the price chooser looks premiums up; without it, the tables are found by their rules.

    Tables with different axes answer choices that leave an axis out; with the same axes, one asks which.
    """

    tables: list[Key] = Field(min_length=1, max_length=6)


class Plans(Part):
    """One edition: one product in one plan year."""

    edition: PageName
    languages: list[Language] = Field(min_length=1, max_length=9)
    pages: list[PageName] = Field(min_length=1, max_length=60)
    footer: list[PageName] = Field([], description="Those of the pages that stand at the foot of each, not in the menu")
    scheme: Scheme
    approval: Approval | None = None
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
