"""Pages: what each page of the site says, in its order: its head, its Markdown with the parts, its foot."""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web import material_theme
from chirashi.proof.text.figures import Figure
from chirashi.proof.words.expected import deadlines, markdown_text, parts, sheets
from chirashi.proof.words.expected.markdown_text import FILE_SIZE, NOTE_BACK, NOTE_SIGN, Page, Shown
from chirashi.proof.words.expected.wording import Said, Wording, wording_of


def name_of(w: Wording, surface: str) -> str:
    """The edition's page that a file of the site shows; "" for none."""
    name = "index" if surface == "index.html" else surface.removesuffix("/index.html")
    return name if name in w.book.pages else ""


def says(w: Wording, surface: Surface) -> Iterator[Said] | None:
    """All that a file of the site says, by its name; None where nothing is known of it."""
    in_material = "mkdocs" in surface.generator
    match name := surface.name:
        case "fax.html":
            return fax(w)
        case "flyer/index.html":
            return flyer(w, surface)
        case "404.html":
            return missing(w, in_material)
        case _ if name == f"{w.book.data.said('edition')}/index.html":
            return leading_on(w)
    page = markdown_text.read(w.book.folder, w.language, found) if (found := name_of(w, name)) else None
    return whole(w, found, page, in_material) if page else None


def whole(w: Wording, name: str, page: Page, in_material: bool) -> Iterator[Said]:
    first = name in ("index", w.book.pages[0])
    title = Said(w.filled(page.front.get("title", "")), page.file)
    yield w.text("scheme", "name") if first else title
    if not first:
        yield w.text("scheme", "short_name")
    changes = changed(w) if name == "index" else []
    yield from material_head(w, title) if in_material else head(w, changes)
    yield title
    yield from body(w, page)
    yield from following(w, name)
    yield from foot(w)


def head(w: Wording, changes: list[Said]) -> Iterator[Said]:
    yield w.word("skip")
    yield w.text("scheme", "short_name")
    yield w.word("menu")
    yield from menu(w, in_foot=False)
    yield from closed(w, changes)


def material_head(w: Wording, title: Said | None) -> Iterator[Said]:
    """What stands above a page in Material's frame: that theme's words, the pages as tabs, and as a phone's menu."""
    yield theme_word(w, "action.skip").perhaps()
    yield w.text("scheme", "short_name")
    if title is not None:
        yield title
    yield theme_word(w, "search.result.initializer")
    yield from menu(w, in_foot=False)
    yield w.text("scheme", "short_name")
    yield from menu(w, in_foot=False)
    if title is not None:
        yield from closed(w)


def theme_word(w: Wording, name: str) -> Said:
    return Said(material_theme.words(w.language).get(name, ""), f"Material: {name}")


def menu(w: Wording, in_foot: bool) -> Iterator[Said]:
    feet = [entry.text for entry in (w.book.data.get("footer") or Entry(0)).items]
    yield from (said for name, said in menu_names(w) if (name in feet) == in_foot)


def menu_names(w: Wording) -> Iterator[tuple[str, Said]]:
    """Each page of the edition, as menus call it."""
    for name in w.book.pages:
        if page := markdown_text.read(w.book.folder, w.language, name):
            yield name, Said(w.filled(page.front.get("menu") or page.front.get("title", "")), page.file)


CHANGES = {
    "deadline": "dates.deadline",
    "start": "dates.start",
    "premiums": "tables",
    "limits": "coverages",
    "fees": "fees",
    "discounts": "discounts",
    "contacts": "parties",
}
COMPARED = ("money", "percent", "count", "number", "date", "telephone", "email", "url")


def changed(w: Wording) -> list[Said]:
    """What readers of a past edition's paper are told has changed, as its figures and the present ones say."""
    if w.present is None or not w.has("flyer", "own_page"):
        return []
    names = [name for name, prefix in CHANGES.items() if _figures(w.book, prefix) != _figures(w.present, prefix)]
    if not names:
        return []
    said = [w.word("paper", year=w.written("scheme.year")), w.word("paper_changed")]
    return said + [w.word(f"changed_{name}") for name in names]


def _figures(book: Book, prefix: str) -> set[tuple[str, Figure]]:
    below = [key for key in book.figures_by_key if key == prefix or key.startswith(f"{prefix}.")]
    return {(key, figure) for key in below for figure in book.figures_by_key[key] if figure.kind in COMPARED}


def leading_on(w: Wording) -> Iterator[Said]:
    """The light page to which the second code of the paper leads, in every language."""
    yield w.word("own_page", year=w.written("scheme.year"))
    yield w.text("scheme", "short_name")
    yield w.text("scheme", "short_name")
    for language in w.book.languages:
        if one := wording_of(w.book, language):
            yield one.word("own_page", year=one.written("scheme.year"))
            yield one.word("own_page_opens")
            pages = [markdown_text.read(w.book.folder, language, name) for name in w.book.pages]
            opened = next((page for page in pages if page and markdown_text.shows(page, "chooser")), pages[0])
            if opened:
                yield Said(one.filled(opened.front.get("title", "")), opened.file)


def closed(w: Wording, changes: list[Said] | None = None) -> Iterator[Said]:
    """On a page of a past edition that it is past; what is shown once the deadline is."""
    yield w.word("past", year=w.written("scheme.year")).perhaps()
    yield w.word("to_present").perhaps()
    yield from changes or []
    windows = [f"dates.deadline.windows.{key}.closes" for key, _ in w.items("dates", "deadline", "windows")]
    keys = (*reversed(windows), "dates.deadline.closes", "dates.deadline")
    last = next((key for key in keys if w.book.figures_by_key.get(key)), "")
    if not last or w.has("dates", "deadline", "day_of_month"):
        return
    yield w.label("members", "closed", deadline=w.written(last))
    roles = {party.said("role"): key for key, party in reversed([*w.items("parties")])}
    key = roles.get("association") or next(key for key, _ in w.items("parties"))
    role = w.label("roles", w.book.data.said("parties", key, "role")).text.lower()
    yield w.label("members", "closed_ask", party=role)
    for way in ("telephone", "email"):
        if w.has("parties", key, way):
            yield w.word(way)
            yield w.of(f"parties.{key}.{way}")


def body(w: Wording, page: Page) -> Iterator[Said]:
    for paragraph in page.paragraphs:
        for piece in paragraph.pieces:
            if isinstance(piece, Shown):
                if part := parts.PARTS.get(piece.name):
                    yield from part(w, *piece.arguments)
            else:
                yield from (Said(text, f"{page.file}:{paragraph.line}") for text in written(w, piece))


def written(w: Wording, text: str) -> Iterator[str]:
    """A text of a page with its figures and the theme's words around notes and files; a file's size is proved apart."""
    sign, back = w.labels.said("words", "note_sign"), w.labels.said("words", "note_back")
    text = NOTE_SIGN.sub(lambda note: sign.replace("{number}", note[1]), w.filled(text)).replace(NOTE_BACK, f" {back} ")
    yield from text.replace(FILE_SIZE, w.labels.said("words", "file")).split("{size}")


def following(w: Wording, name: str) -> Iterator[Said]:
    """Where the next page is named at a page's end."""
    feet = {entry.text for entry in (w.book.data.get("footer") or Entry(0)).items}
    row = [one for one in w.book.pages if one not in feet]
    after = row[row.index(name) + 1 :] if name in row else []
    page = markdown_text.read(w.book.folder, w.language, after[0]) if after else None
    if page:
        yield w.word("next")
        yield Said(w.filled(page.front.get("title", "")), page.file)


def foot(w: Wording) -> Iterator[Said]:
    yield w.text("scheme", "name")
    yield w.word("edition", year=w.written("scheme.year"))
    yield deadlines.deadline_word(w)
    yield from deadlines.deadline(w)
    for i, (key, party) in enumerate(w.items("parties")):
        yield w.label("roles", party.said("role"))
        yield from sheets.party_lines(w, key)
        if i == 0 and party.get("telephone"):
            yield w.word("telephone")
            yield w.of(f"parties.{key}.telephone")
    yield from parts.approval(w)
    for other in sorted(w.beside, key=lambda book: book.data.said("scheme", "year"), reverse=True):
        language = w.language if w.language in other.languages else other.languages[0]
        yield Said(other.data.said("scheme", "short_name", language), other.file, optional=True)
        yield w.word("edition", year=other.data.said("scheme", "year")).perhaps()
    yield from menu(w, in_foot=True)


def flyer(w: Wording, laid_out: Surface) -> Iterator[Said]:
    """The flyer as a page: a strip above the sheets."""
    yield w.label("print", "flyer")
    yield w.text("scheme", "short_name")
    yield w.label("members", "fax_back")
    yield parts.LOOSE
    yield from closed(w)
    yield parts.STRICT
    yield from sheets.flyer(w, laid_out)


def fax(w: Wording) -> Iterator[Said]:
    """The FAX form as a page."""
    yield w.label("print", "form")
    yield w.text("scheme", "short_name")
    yield w.label("members", "fax_back")
    yield w.label("members", "fax_hint")
    yield w.label("members", "fax_print")
    yield from closed(w)
    party = sheets.fax_party(w)
    yield w.label("print", "form_to", party=w.text("parties", party, "name").text)
    yield w.word("fax")
    yield w.of(f"parties.{party}.fax")
    yield w.text("scheme", "name")
    yield w.label("print", "form")
    yield deadlines.deadline_word(w)
    yield from deadlines.deadline(w)
    yield w.label("print", "member")
    yield w.label("print", "send_to")
    yield w.label("print", "circle_one")
    yield w.label("print", "home")
    yield w.workplace()
    yield w.label("print", "postcode")
    yield w.label("print", "address")
    yield w.label("print", "wishes")
    yield w.label("print", "tick")
    for wish in sheets.wishes(w):
        yield wish.wants
        if wish.plans:
            for axis in ("plans", "options"):
                if members := w.book.axes.get(axis):
                    yield w.axis(axis)
                    if axis == "options":
                        yield w.label("members", "without")
                    yield from (w.heading(axis, member) for member in members.values())
        if wish.telephone:
            yield w.label("print", "telephone")
    yield sheets.shared(w, as_page=True)


def missing(w: Wording, in_material: bool) -> Iterator[Said]:
    """The page of what is not there, in every language."""
    yield w.word("not_found_title")
    yield w.text("scheme", "short_name")
    if in_material:
        yield from material_head(w, None)
    else:
        yield w.text("scheme", "short_name")
    yield from (said.perhaps() for said in closed(w))  # where the site's address is known
    for language in w.book.languages:
        if one := wording_of(w.book, language):
            yield one.word("not_found_title")
            yield one.word("not_found")
            yield one.word("to_home")
            for name in w.book.pages[1:]:
                if page := markdown_text.read(w.book.folder, language, name):
                    yield Said(one.filled(page.front.get("menu") or page.front.get("title", "")), page.file)
