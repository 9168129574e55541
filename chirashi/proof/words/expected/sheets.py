"""Sheets: what the flyer and the FAX form say on paper, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from chirashi.proof.files.surfaces import Surface
from chirashi.proof.text.comparable import comparable
from chirashi.proof.words.expected import deadlines, markdown_text, parts, tables
from chirashi.proof.words.expected.table_parts import TableParts
from chirashi.proof.words.expected.wording import Said, Wording

NEAREST = ("association", "policyholder", "administrator", "agent", "underwriter")


class Wish(NamedTuple):
    wants: Said
    plans: bool
    telephone: bool


def party_lines(w: Wording, party: str) -> list[Said]:
    """A party with its branch."""
    name = w.text("parties", party, "name")
    if not w.has("parties", party, "branch"):
        return [name]
    return [w.word("branch", party=name.text, branch=w.text("parties", party, "branch").text)]


def desk(w: Wording) -> str:
    """The party in whose name the paper is sent."""
    by_role = {party.said("role"): key for key, party in reversed([*w.items("parties")])}
    return next((by_role[role] for role in NEAREST if role in by_role), "")


def fax_party(w: Wording) -> str:
    return next((request.said("party") for way, request in w.items("requests") if way == "fax"), "")


def wishes(w: Wording) -> list[Wish]:
    listed = [key for key, _ in w.items("form", "wishes")]
    if not listed:
        words = (("wish_join", True, False), ("wish_material", False, False), ("wish_explain", False, True))
        return [Wish(w.label("print", word), plans, telephone) for word, plans, telephone in words]
    return [
        Wish(
            w.text("form", "wishes", key, "wants"),
            _yes(w, key, "plans"),
            _yes(w, key, "telephone"),
        )
        for key in listed
    ]


def _yes(w: Wording, key: str, what: str) -> bool:
    entry = w.place(("form", "wishes", key))
    return entry is not None and entry.said(what).lower() in parts.YES


def shared(w: Wording, as_page: bool = False) -> Said:
    """That a request is shared with the agent."""
    if w.has("form", "shared"):
        return w.text("form", "shared")
    agent = next((key for key, party in w.items("parties") if party.said("role") == "agent"), "")
    if not agent or as_page:
        return Said("", "")
    return w.label("print", "shared", agent=w.text("parties", agent, "name").text)


def flyer(w: Wording, laid_out: Surface, login: tuple[str, ...] = ()) -> Iterator[Said]:
    """The front with the form, and the back; the form may stand last, and tables in parts, as it is laid out."""
    yield from front(w, login)
    asked, last = list(fax_form(w, fillable=False)) if fax_party(w) else [], form_is_last(w, laid_out)
    yield from asked if not last else ()
    yield from back(w, TableParts(laid_out.tables))
    yield from asked if last else ()


def form_is_last(w: Wording, laid_out: Surface) -> bool:
    headings = [comparable(block.text) for block in laid_out.blocks if block.tag == "h2" and block.how == "text"]
    form = comparable(_form_to(w).text)
    return form in headings and comparable(w.label("print", "premiums").text) in headings[: headings.index(form)]


def again(w: Wording) -> list[Said]:
    """Headings of what goes on from the page before, which may stand wherever a page begins."""
    word = w.label("print", "again").text
    return [Said(f"{w.label('print', part).text} {word}", f"print.{part}") for part in ("premiums", "notes")]


def front(w: Wording, login: tuple[str, ...]) -> Iterator[Said]:
    key = desk(w)
    yield w.word("edition", year=w.written("scheme.year"))
    yield w.text("parties", key, "name")
    yield w.label("print", "enquiries")
    for part in ("telephone", "fax", "email"):
        if w.has("parties", key, part):
            yield w.word(part)
            yield w.of(f"parties.{key}.{part}")
    yield w.text("parties", key, "hours")
    if w.has("flyer"):
        yield w.text("flyer", "headline")
    yield w.text("scheme", "name")
    yield from letter(w)
    yield w.label("print", "outline").perhaps()
    yield from parts.glance(w)
    yield w.label("print", "ways")
    yield from parts.requests(w, on_site=False)
    if login:
        yield w.label("print", "login")
        for part in ("id", "password"):
            if f"login.{part}" in login:  # the value itself is masked in all that was read
                yield w.label("print", f"login_{part}")
    elif w.has("flyer", "login") and w.has("requests", "url", "url"):
        yield w.text("flyer", "login")


def letter(w: Wording) -> Iterator[Said]:
    if w.has("flyer"):
        yield from (w.text("flyer", "letter", key) for key, _ in w.items("flyer", "letter"))
        return
    page = markdown_text.read(w.book.folder, w.language, w.book.pages[0])
    if page and page.front.get("description"):
        yield Said(w.filled(page.front["description"]), page.file)


def back(w: Wording, cut: TableParts) -> Iterator[Said]:
    for part in ("phases", "timeline"):
        if w.has(part):
            yield w.label("print", part)
            yield from parts.PARTS[part](w)
    yield w.label("print", "premiums")
    for own in cut.of(w, [w.axis("plans")], ["plans"]):
        yield from tables.plans(own)
    yield from below_plans(w, cut)
    if w.has("notes"):
        yield w.label("print", "notes")
        yield from parts.notes(w)
    if w.has("notices"):
        yield w.label("print", "notices")
        yield from parts.notices(w)
    yield from by_purpose(w)
    if w.has("flyer", "own_page"):
        yield w.label("print", "own_page")
        yield w.of("flyer.own_page")
    for key, party in w.items("parties"):
        if key != desk(w):
            yield w.label("roles", party.said("role"))
            yield from party_lines(w, key)
            for part in parts.CONTACTS:
                if party.get(part):
                    yield w.word(part)
                    yield w.of(f"parties.{key}.{part}")
            if party.get("person"):
                yield w.word("person")
                yield w.text("parties", key, "person")
            yield w.text("parties", key, "hours")
            yield w.text("parties", key, "address")
    yield from parts.approval(w)


def by_purpose(w: Wording) -> Iterator[Said]:
    """How parties are reached for single purposes."""
    if any(party.get("contacts") for _, party in w.items("parties")):
        yield w.word("ask")
    for key, _ in w.items("parties"):
        for own, contact in w.items("parties", key, "contacts"):
            at = ("parties", key, "contacts", own)
            yield w.text(*at, "purpose")
            yield w.text("parties", key, "name")
            for part in parts.CONTACTS:
                if contact.get(part):
                    yield w.word(part)
                    yield w.of(".".join((*at, part)))
            yield w.text(*at, "person")
            yield w.text(*at, "hours")


def below_plans(w: Wording, cut: TableParts) -> Iterator[Said]:
    """What stands below the plans: options with their sums, own axes, and every other table."""
    every = w.book.data.at("tables")
    sums = next((key for key, table in every.items() if tables.axes_of(table) == ["options", "plans"]), "")
    own = [axis for axis in w.book.data.at("axes") if tables.covered_over(w, axis)]
    shown = {key for axis in ("plans", "options", *own) for key in tables.paid_over(w, axis)}
    if sums:
        for part in cut.of(w, tables.caption(w, sums), ["options", "plans"]):
            yield from matrix(part, sums)
    elif w.has("options"):
        for part in cut.of(w, [w.axis("options")], ["options"]):
            yield from tables.options(part)
    for axis in own:
        for part in cut.of(w, [w.axis(axis)], [axis]):
            yield from tables.along(part, axis)
    for key, table in every.items():
        if key not in shown and key != sums:
            for part in cut.of(w, tables.caption(w, key), tables.axes_of(table)):
                yield from tables.table(part, key)
    yield from parts.fees(w)


def matrix(w: Wording, key: str) -> Iterator[Said]:
    covered = tables.covered_over(w, "options")
    yield from tables.caption(w, key)
    yield w.axis("options")
    if len(covered) == 1:
        yield w.text("coverages", covered[0], "name")
    for one in covered:
        for part in ("limit", "deductible"):
            if w.has("coverages", one, part):
                if len(covered) > 1:
                    yield w.text("coverages", one, "name")
                yield tables.row_word(w, one, part)
    yield from (w.text("tables", one, "name") for one in tables.paid_over(w, "options"))
    yield from (w.heading("plans", member) for member in w.members("plans"))
    yield from (w.heading("options", member) for member in w.members("options"))


def fax(w: Wording, fillable: bool) -> Iterator[Said]:
    yield w.label("print", "form")
    yield w.text("scheme", "name")
    yield deadlines.deadline_word(w)
    yield from deadlines.deadline(w)
    yield from fax_form(w, fillable)


def form_fields(w: Wording) -> Iterator[str]:
    """The titles of all fields of the form that is filled in on a screen."""
    yield w.label("print", "member").text
    to = w.label("print", "send_to").text
    yield from (f"{to}: {place.text}" for place in (w.label("print", "home"), w.workplace()))
    yield w.label("print", "postcode").text
    yield w.label("print", "address").text
    for number, wish in enumerate(wishes(w), 1):
        yield f"{number} {wish.wants.text}"
        for axis in ("plans", "options") if wish.plans else ():
            members = w.book.axes.get(axis) or {}
            yield from (f"{w.axis(axis).text}: {w.heading(axis, member).text}" for member in members.values())
        if wish.telephone:
            yield w.label("print", "telephone").text


def _form_to(w: Wording) -> Said:
    return w.label("print", "form_to", party=w.text("parties", fax_party(w), "name").text)


def fax_form(w: Wording, fillable: bool) -> Iterator[Said]:
    party = fax_party(w)
    yield w.word("fax")
    yield w.of(f"parties.{party}.fax")
    yield _form_to(w)
    yield w.label("print", "form_of", scheme=w.text("scheme", "short_name").text)
    if not fillable:
        yield w.label("print", "send_fax")
    yield w.label("print", "member")
    yield w.label("print", "send_to")
    yield w.label("print", "home")
    yield w.workplace()
    if not fillable:
        yield w.label("print", "circle_one")
    yield w.label("print", "wishes")
    for number, wish in enumerate(wishes(w), 1):
        yield Said(str(number), "form.wishes")
        yield wish.wants
        if wish.plans:
            for axis in ("plans", "options"):
                if members := w.book.axes.get(axis):
                    yield w.axis(axis)
                    for member in members.values():
                        yield Said(member.key, axis) if len(member.key) < 3 else w.heading(axis, member)
        if wish.telephone:
            yield w.label("print", "telephone")
    yield shared(w)
