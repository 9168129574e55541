"""The scheme and its people: parties, dates, who may join."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from chirashi.content.model.part import Key, Line, Part, Text
from chirashi.content.values import Ages, Day, Email, Number, Telephone, Term, Url, Year


class Scheme(Part):
    name: Text
    short_name: Text
    year: Year = Field(description="The plan year")
    published: Day | None = Field(None, description="The day on which this brochure is issued, or issued anew")
    members: Text | None = Field(None, description="How one member speaks of others: ほかの先生, a colleague")
    workplace: Text | None = Field(None, description="What the place where members work is called: 開業先, practice")


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
