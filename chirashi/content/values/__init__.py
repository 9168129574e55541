"""The kinds of value that a data file holds, each read from the text that staff wrote.

Every scalar of `plans.yml` reaches these readers as text (see `yaml_files`), so nothing has
been guessed before: `no`, `010` and `12:30` are still what was typed. Widths are folded
(NFKC) since staff type both; a mix of widths within one number is refused, because it is
the mark of a slip. A reader raises `Unreadable` with the code of a message.
"""

from chirashi.content.values.amounts import YES_NO, Ages, Money, Number, Percent, Truth, Year
from chirashi.content.values.contacts import Email, Telephone, Url
from chirashi.content.values.dates import (
    DATE_FORMS,
    ENGLISH_DAYS,
    REIWA,
    WEEKDAYS,
    Day,
    Month,
    MonthDay,
    Term,
    read_date,
    true_weekday,
    weekday_number,
)
from chirashi.content.values.reading import (
    LETTER_DIGIT,
    MIXED,
    Scalar,
    Unreadable,
    fold,
    scalar,
    shorten,
    without_letters,
)

__all__ = [
    "Ages",
    "DATE_FORMS",
    "Day",
    "ENGLISH_DAYS",
    "Email",
    "LETTER_DIGIT",
    "MIXED",
    "Money",
    "Month",
    "MonthDay",
    "Number",
    "Percent",
    "REIWA",
    "Scalar",
    "Telephone",
    "Term",
    "Truth",
    "Unreadable",
    "Url",
    "WEEKDAYS",
    "YES_NO",
    "Year",
    "fold",
    "read_date",
    "scalar",
    "shorten",
    "true_weekday",
    "weekday_number",
    "without_letters",
]
