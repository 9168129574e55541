"""How the brochure speaks: ways to ask, facts, words, the flyer, the form, the chooser."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chirashi.content.model.part import Key, Line, Part, Reading, Text, YesNo
from chirashi.content.values import Day, Money, Month, Number, Percent, Url


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
    own_page: Url | None = Field(
        None,
        description="The address of this edition's own page, url of site.yml with the edition's name after it and /; "
        "a second, smaller code of it stands on the flyer, and leads on to what holds in later years",
    )


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
