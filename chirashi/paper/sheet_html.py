"""Makes the HTML of an edition's printed matter in one language, from the theme's print templates.

The same partials as the site; only the arrangement on the sheet is the paper's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import Any, Literal

from markupsafe import Markup, escape

from chirashi.content.edition import Edition
from chirashi.content.values import Day
from chirashi.paper.copyfitting import arrangement
from chirashi.paper.copyfitting.arrangement import Arrangement
from chirashi.view.environment import environment
from chirashi.view.templates import View
from chirashi.view.text import markdown, phrases

Matter = Literal["flyer", "fax", "fillable", "page", "carrier"]
CLAUSE = re.compile(r"(?:(?!: )[^、：])+(?:[、：]|: )?")
TEMPLATES: dict[Matter, str] = {
    "flyer": "flyer.html",
    "fax": "fax.html",
    "fillable": "fax.html",
    "page": "page.html",
    "carrier": "carrier.html",
}
ENQUIRIES = ("association", "administrator", "policyholder", "agent", "underwriter")  # whose paper it is, by role


@dataclass(frozen=True)
class Wish:
    wants: str
    plans: bool
    telephone: bool


def html(
    view: View,
    matter: Matter,
    login: dict[str, str] | None = None,
    arranged: Arrangement | None = None,
    sides: tuple[str, ...] = (),
    more: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """One piece of printed matter. `login` is the members' own, and None on everything public.

    What is not `arranged` stands as it is designed, on one sheet of two sides. Of a flyer that is only to be
    measured the `sides` named are enough; all are where none is. `more` is what the template of a carrier asks for.
    """
    arranged = arranged or designed(view)
    given = context(view, matter, login, arranged) | {"sides": sides or ("front", "back"), **more}
    written = environment().get_template(f"print/{TEMPLATES[matter]}").render(given)
    if not arranged.weekdays and view.language == "en":
        written = WEEKDAY.sub("", written)
    return written if matter == "page" else _for_paper(written)


def designed(view: View) -> Arrangement:
    return arrangement.designed(view, back_tables(view))


WEEKDAY = re.compile(r"(?<=>)(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?=\d{1,2} \w+ \d{4})")
ADDRESS = re.compile(r'<data [^>]*data-key="[^"]*\.(?:url|email|own_page)"[^>]*>([^<]*)</data>')
PIECE = re.compile(r"[^/.?&]*[/.?&]+|[^/.?&]+")  # of an address; a line may end after each
DATA = re.compile(r"</?data\b[^>]*>")
MOMENT = re.compile(
    r'<data [^>]*data-key="dates\.deadline(?:"[^>]*>([^<]*\d[時:]\d\d[^<]*)'
    r'|\.(?:windows\.\d+\.)?(?:opens|closes)"[^>]*>([^<]*))</data>'
)
OF_MOMENT = re.compile("([^）,]+[）,]?)( ?)")  # its date with the weekday, its time
CODE = re.compile(r'(<svg class="qr"[^>]*aria-label="([^"]*)"[^>]*>)<path class="qr-ground"[^>]*/>')
BETWEEN = re.compile(r"\s+(?=</?(?!span|strong|a\b|input|textarea)[a-z])")  # ends of the templates' lines
LAST = re.compile(r"(?<=>)([^<>]+?)(\s*</(?:p|li|dd)>)")
OPENS = re.compile("<(?:p|li|dd)[ >]")
HEAD = re.compile(r'(<th scope="col"[^>]*>)([^<>\s]*\d[^<>\s]*)(?=</th>)')
KANA = re.compile("[\u3040-\u30ff]")
ONE_LINE = 26  # letters of an address that the narrowest column, of 50 mm, holds on a line
LEAST = 5  # characters of a last line that do not look lost
MOST = 12  # characters that a narrow column holds on one line; more must be let go


def _for_paper(written: str) -> str:
    """What a sheet wants otherwise than a page.

    In tagged PDF a link holds its text itself, and a drawing its title. The ground of a code is
    the paper: a white square would cover what stands beside the code. The layout engine has no
    `text-wrap: pretty`, so the end of a Japanese text is kept whole here; and it reckons with each
    blank between two blocks, which nobody sees. The days between which to apply are set large, so
    that they break, and then not within a date. A column's head with a number in it stays whole: 29歳まで.
    A long address breaks after its signs alone: at a hyphen nobody would know whether that belongs to it.
    """
    written = ADDRESS.sub(_in_pieces, HEAD.sub(r'\1<span class="whole">\2</span>', written))
    written = MOMENT.sub(lambda m: OF_MOMENT.sub(r'<span class="whole">\1</span>\2', m[1] or m[2]), written)
    return BETWEEN.sub("", LAST.sub(_end_whole, CODE.sub(r"\1<title>\2</title>", DATA.sub("", written))))


def _in_pieces(match: re.Match[str]) -> str:
    said = unescape(match[1])
    if len(said) <= ONE_LINE:
        return match[0]
    return "".join(f'<span class="piece">{escape(piece)}</span>' for piece in PIECE.findall(said))


def _end_whole(match: re.Match[str]) -> str:
    if len(match[1]) <= MOST and OPENS.match(match.string, match.string.rfind("<", 0, match.start())):
        return match[0]  # one line holds all of it
    plain = KANA.search(match[1]) and "&" not in match[1]
    *before, last = phrases.split(match[1]) if plain else (match[1],)
    while before and len(last) < LEAST:
        last = before.pop() + last
    whole = before and len(last) <= MOST
    return f'{"".join(before)}<span class="whole">{last}</span>{match[2]}' if whole else match[0]


def context(view: View, matter: Matter, login: dict[str, str] | None, arranged: Arrangement) -> dict[str, Any]:
    words = view.labels["print"]
    fax = fax_party(view.edition)
    return view.context() | {
        "words": words,
        "title": title(view, matter),
        "date": stamp(day) if (day := view.data.issued) else None,
        "author": f"parties.{desk(view.edition)}",
        "desk": desk(view.edition),
        "headline": headline(view),
        "letter": letter(view),
        "fax": fax,
        "one_desk": {r.party for r in view.data.requests if r.way != "url"} <= {desk(view.edition)},
        "wishes": wishes(view),
        "shared": shared(view),
        "back": arrangement.sheets(view, arranged),
        "form_last": arranged.form_last,
        "login": login,
        "fillable": matter == "fillable",
        "personal": matter == "carrier",
    }


def title(view: View, matter: Matter) -> str:
    """The PDF's title: the product and what it is."""
    words = view.labels["print"]
    what = {"flyer": words["flyer"], "fax": words["fax_form"], "fillable": words["fillable"], "page": words["page"]}
    what["carrier"] = words["flyer"]
    return f"{view.book.plain('scheme.name')} – {what[matter]}"


def stamp(day: Day) -> str:
    """The date that files carry: when the brochure was issued, never today."""
    return f"{day.date.isoformat()}T00:00:00+09:00"


def fax_party(edition: Edition) -> str | None:
    """The party that takes requests by FAX; None where a scheme takes none, and there is no form."""
    asked = [r.party for r in edition.data.requests if r.way == "fax"]
    return next((key for key in asked if key in edition.data.parties and edition.data.parties[key].fax), None)


def desk(edition: Edition) -> str:
    """The party in whose name the paper is sent: the association, or whoever stands nearest to the members."""
    by_role = {party.role: key for key, party in reversed(edition.data.parties.items())}
    return next(by_role[role] for role in ENQUIRIES if role in by_role)


def headline(view: View) -> list[Markup]:
    """The headline by its clauses, so that a line ends where a clause does."""
    text = view.say(view.data.flyer.headline) if view.data.flyer else view.say(view.data.scheme.name)
    return [Markup(clause) for clause in CLAUSE.findall(str(text))]


def letter(view: View) -> list[Markup]:
    """The paragraphs under the headline; where the data has none, what the first page says of itself."""
    if view.data.flyer is not None:
        return [view.say(paragraph) for paragraph in view.data.flyer.letter]
    first = view.edition.pages[view.language].get(view.data.pages[0])
    return [markdown.inline(first.description, view.book)] if first and first.description else []


def wishes(view: View) -> list[Wish]:
    """What the FAX form offers: as the data says, else the three that every scheme has."""
    form, words = view.data.form, view.labels["print"]
    if form is None:
        return [
            Wish(words["wish_join"], True, False),
            Wish(words["wish_material"], False, False),
            Wish(words["wish_explain"], False, True),
        ]
    return [Wish(view.say(wish.wants), wish.plans, wish.telephone) for wish in form.wishes]


def shared(view: View) -> str:
    """That a request is shared with the agent; empty where there is no agent."""
    if view.data.form is not None and view.data.form.shared is not None:
        return view.say(view.data.form.shared)
    agent = next((key for key, party in view.data.parties.items() if party.role == "agent"), None)
    if agent is None:
        return ""
    return str(view.labels["print"]["shared"]).format(agent=view.book.plain(f"parties.{agent}.name"))


def back_tables(view: View) -> list[tuple[str, tuple[str, ...]]]:
    """What stands below the plans: options, own axes, and every table not yet shown; each a partial with arguments.

    Options and their sums with each plan are one matrix where there is a table of those sums.
    """
    tables = view.data.tables
    sums = next((key for key, table in tables.items() if table.axes == ["options", "plans"]), None)
    own = [axis for axis in view.data.axes if view.covered_over(axis)]
    shown = {key for axis in ("plans", "options", *own) for key in view.paid_over(axis)}
    found: list[tuple[str, tuple[str, ...]]] = []
    if sums is not None:
        found.append(("matrix", (sums,)))
    elif view.data.options:
        found.append(("options", ()))
    found += [("along", (axis,)) for axis in own]
    found += [("table", (key,)) for key in tables if key not in shown and key != sums]
    if view.data.fees:
        found.append(("fees", ()))
    return found
