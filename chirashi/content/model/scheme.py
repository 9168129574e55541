"""The scheme and its people: parties, dates, who may join."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema
from pydantic_core import CoreSchema

from chirashi.content.model.part import Key, Line, Part, Text, YesNo, ways_of_writing
from chirashi.content.values import Ages, Day, Email, MonthDay, Number, Telephone, Term, Url, Year


class Scheme(Part):
    name: Text
    short_name: Text
    year: Year = Field(description="The plan year")
    published: Day | None = Field(None, description="The day on which this brochure is issued, or issued anew")
    members: Text | None = Field(None, description="How one member speaks of others: ほかの先生, a colleague")
    workplace: Text | None = Field(None, description="What the place where members work is called: 開業先, practice")


class Approval(Part):
    """What the underwriter's approval of printed matter says (文書番号・作成年月・有効期限).

    `approval: not required` (不要) says that the edition needs none.
    """

    required: YesNo = Field(True, description="Whether the edition needs an approval; one that lacks it is a draft")
    number: Line | None = None
    issued: Day | None = None
    valid_until: Day | None = None


NOT_REQUIRED = ("not required", "不要", "承認不要")


def _approval(value: Any) -> Any:
    return {"required": "no"} if isinstance(value, str) and value.strip() in NOT_REQUIRED else value


class WordOrApproval:
    """The schema for editors: that none is required, or what it says."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"enum": [*NOT_REQUIRED]}, handler(core)]}


Approved = Annotated[Approval, BeforeValidator(_approval), WordOrApproval()]


class Contact(Part):
    """One of several ways to reach a party, for one purpose: claims, papers, the member's own page."""

    purpose: Text
    hours: Text | None = None
    person: Text | None = None
    telephone: Telephone | None = None
    fax: Telephone | None = None
    email: Email | None = None
    url: Url | None = None


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
    contacts: dict[Key, Contact] = Field({}, description="Further telephones and addresses, each for a purpose")
    profile: Line | None = Field(
        None, description="Of an underwriter: what its printed matter must say, by underwriters.yml"
    )


class Window(Part):
    """A time in which one can apply, of several in a year; `start` is when cover then begins."""

    opens: Day
    closes: Day
    start: Day | None = None


POST = {"必着": "to arrive", "消印有効": "postmarked", "当日消印有効": "postmarked"}
Post = Annotated[
    Literal["to arrive", "postmarked"],
    BeforeValidator(lambda word: ways_of_writing(word, POST)),
    WithJsonSchema({"enum": [*dict.fromkeys(POST.values()), *POST]}),
]


class Deadline(Part):
    """By when to apply: on one date, within a window or several, or on a day of every month.

    With `moved: working day before`, a day of the month that is a weekend or a holiday
    counts as the working day before it. `post` says what must have happened to papers by then.
    """

    date: Day | None = None
    opens: Day | None = None
    closes: Day | None = None
    windows: list[Window] = Field([], max_length=12)
    day_of_month: MonthDay | None = None
    moved: Literal["working day before"] | None = None
    post: Post | None = None

    @property
    def closing(self) -> list[Day]:
        """Every day on which applications close, in the order of the data; none where they close every month."""
        return [day for day in (self.date, self.closes, *(window.closes for window in self.windows)) if day is not None]


class DateOrForms:
    """The deadline's schema for editors: a date, or one of the forms; made only when it is asked for."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [Day.SCHEMA, handler(core)]}


def _deadline(value: Any) -> Any:
    return {"date": value} if isinstance(value, str) else value


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
