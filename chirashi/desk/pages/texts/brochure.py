"""Pages of the brochure: one more, or one fewer, in every language at once; and pictures on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import writing
from chirashi.content.files.attachments import MOST, PICTURES, attachment
from chirashi.desk.app import Desk
from chirashi.desk.forms import paragraphs
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.pages.texts.text import texts
from chirashi.desk.words import Word, words
from chirashi.desk.writing.entries import Asked, in_language
from chirashi.desk.writing.saving import save_changes
from chirashi.editing import Change, InsertItem, RemoveItem, ReplaceFile, ReplaceText
from chirashi.editing.in_place.writing import scalar

FRONT = ("menu", "title", "description")
KINDS = (*PICTURES, ".svg")
LONGEST = 40  # characters of a paragraph in a list of them


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/pages/add", ask_add),
        posted(desk, "/pages/add", add),
        shown(desk, "/pages/remove/{page}", ask_remove),
        posted(desk, "/pages/remove/{page}", remove),
        shown(desk, "/pages/picture/{page}", ask_picture),
        posted(desk, "/pages/picture/{page}", put_picture),
    ]


def ask_add(desk: Desk, request: Request, error: str | None = None, said: dict[str, str] | None = None) -> Response:
    """What a new page must have; `said` is what was filled in before."""
    lang, w = desk.language(request), words(desk.language(request))
    return desk.page(
        request,
        "entry.html",
        title=w("brochure.add_title"),
        error=error,
        lines=[w("brochure.add_text")],
        lists=[],
        inputs=list(_asked(desk, w, lang, said or {})),
        button=w("brochure.add_button"),
        back="/text",
    )


def _asked(desk: Desk, w: Word, lang: str, said: dict[str, str]) -> Iterator[Asked]:
    edition = desk.year.read().edition
    for name in FRONT:
        for language in edition.languages:
            key = f"{name}.{language}"
            yield Asked(key, f"{w(f'text.{name}')} {in_language(w, language)}", value=said.get(key, ""))
    for language in edition.languages:
        key, label = f"text.{language}", f"{w('brochure.text')} {in_language(w, language)}"
        yield Asked(key, label, str(w("brochure.text_hint")), said.get(key, ""), kind="long")
    choices = tuple((page, desk.page_title(page, lang)) for page in edition.data.pages)
    yield Asked("after", str(w("brochure.after")), value=said.get("after", choices[-1][0]), choices=choices)


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Makes the page, and lists it after another; asks again where something lacks."""
    lang, w = desk.language(request), words(desk.language(request))
    edition = desk.year.read().edition
    said = {name: str(value).replace("\r\n", "\n").strip() for name, value in form.items() if isinstance(value, str)}
    if not all(said.values()):
        return ask_add(desk, request, str(w("entries.all_wanted")), said)
    listed = edition.data.pages
    key = _key([said[f"menu.{language}"] for language in reversed(edition.languages)], [*listed, *edition.page_names])
    changes: list[Change] = []
    for language in edition.languages:
        front = "".join(f"{name}: {scalar(' '.join(said[f'{name}.{language}'].split()))}\n" for name in FRONT)
        body = desk.year.chips(language, lang).read(said[f"text.{language}"])
        changes.append(ReplaceText(f"{language}/{key}.md", f"---\n{front}---\n\n{_named(body)}\n", was=None))
    changes.append(InsertItem(("pages",), key, index=listed.index(said["after"]) + 1))
    done = str(w("brochure.added", page=said.get(f"menu.{lang}", key)))
    outcome = save_changes(desk, request, changes, done)
    if outcome.kind != "saved":
        return ask_add(desk, request, " ".join(map(str, (outcome.title, *outcome.lines))), said)
    desk.said.append(done)
    return RedirectResponse(f"/text/{key}", HTTPStatus.SEE_OTHER)


def _key(names: list[str], there: list[str]) -> str:
    """The name of a page's file and address: the first of its names that is in Latin letters, else its number."""
    made = (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:36].strip("-") for name in names)
    stem = next((name for name in made if re.match("[a-z]", name)), "page")
    return next(key for key in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if key not in there)


def _named(body: str) -> str:
    """A text whose headings have names, alike in every language, by which their paragraphs are counted."""
    numbers = iter(range(1, 1000))
    return re.sub(r"(?m)^(##+ .*?)[ \t]*$(?<!\})", lambda found: f"{found[1]} {{#part-{next(numbers)}}}", body)


def ask_remove(desk: Desk, request: Request, error: str | None = None) -> Response:
    """What leads to a page, before it goes."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    edition = desk.year.read().edition
    if page not in edition.data.pages[1:]:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    link = re.compile(rf"\]\((?:\./)?{re.escape(page)}\.md[)#]")
    links = [
        {"link": f"/text/{other}#{language}:{one.key}", "where": desk.page_title(other, lang), "text": one.text}
        for other in edition.page_names
        if other != page
        for language, text in texts(edition, other).items()
        for one in paragraphs.split(text)
        if link.search(one.text)
    ]
    title = desk.page_title(page, lang)
    return desk.page(
        request,
        "entry.html",
        title=w("brochure.remove_title", page=title),
        error=error,
        lines=[w("brochure.remove_text")],
        lists=[(w("brochure.remove_links"), links)],
        inputs=[],
        button=w("brochure.remove_button"),
        back=f"/text/{page}",
    )


def remove(desk: Desk, request: Request, _form: FormData) -> Response:
    """Takes a page away in every language, and out of the menu and the foot."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    edition = desk.year.read().edition
    if page not in edition.data.pages[1:]:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    changes: list[Change] = [ReplaceText(f"{language}/{page}.md", None) for language in texts(edition, page)]
    changes.append(RemoveItem(("pages", edition.data.pages.index(page))))
    if page in edition.data.footer:
        changes.append(RemoveItem(("footer", edition.data.footer.index(page))))
    done = str(w("brochure.removed", page=desk.page_title(page, lang)))
    outcome = save_changes(desk, request, changes, done)
    if outcome.kind != "saved":
        return ask_remove(desk, request, " ".join(map(str, (outcome.title, *outcome.lines))))
    desk.said.append(done)
    return RedirectResponse("/text", HTTPStatus.SEE_OTHER)


def ask_picture(desk: Desk, request: Request, error: str | None = None, said: dict[str, str] | None = None) -> Response:
    """Which file, what it shows, and where it stands."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    edition = desk.year.read().edition
    if page not in edition.page_names:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    said, first = said or {}, edition.languages[0]
    chips = desk.year.chips(first, lang)
    places = [
        (one.key, " ".join(chips.shown(one.text).split())[:LONGEST])
        for one in paragraphs.split(texts(edition, page)[first])
        if not one.front
    ]
    last = places[-1][0] if places else ""
    inputs = [Asked("picture", str(w("brochure.picture_file")), value=",".join(KINDS), kind="file")]
    for language in edition.languages:
        label = f"{w('brochure.picture_shows')} {in_language(w, language)}"
        hint, key = str(w("brochure.picture_shows_hint")), f"shows.{language}"
        inputs.append(Asked(key, label, hint, said.get(key, "")))
    inputs.append(Asked("place", str(w("brochure.picture_place")), "", said.get("place", last), tuple(places)))
    return desk.page(
        request,
        "entry.html",
        title=w("brochure.picture_title", page=desk.page_title(page, lang)),
        error=error,
        lines=[w("brochure.picture_text")],
        lists=[],
        inputs=inputs,
        button=w("brochure.picture_button"),
        back=f"/text/{page}",
    )


def put_picture(desk: Desk, request: Request, form: FormData) -> Response:
    """Lays the file beside the page in every language and shows it there; nothing where it cannot be published."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    edition = desk.year.read().edition
    said = {name: " ".join(value.split()) for name, value in form.items() if isinstance(value, str)}
    upload = form.get("picture")
    content = upload.file.read(MOST + 1) if isinstance(upload, UploadFile) else b""
    suffix = re.sub(r"^.*(?=\.)|^[^.]*$", "", (upload.filename or "") if isinstance(upload, UploadFile) else "").lower()
    if not content or suffix not in KINDS:
        return ask_picture(desk, request, str(w("brochure.picture_none")), said)
    if not all(said.get(f"shows.{language}") for language in edition.languages):
        return ask_picture(desk, request, str(w("entries.all_wanted")), said)
    taken = {name for beside in edition.files.values() for name in beside}
    name = next(name for n in range(1, 1000) if (name := f"{page}-{n}{suffix}") not in taken)
    tried = desk.project.build / "desk" / name
    with writing(tried):
        tried.parent.mkdir(parents=True, exist_ok=True)
        tried.write_bytes(content)
    wrong = attachment(tried, name).problems
    tried.unlink()
    if wrong:
        return ask_picture(desk, request, " ".join(problem.text(lang) for problem in wrong), said)
    changes: list[Change] = []
    for language, text in texts(edition, page).items():
        shows = re.sub(r"[\[\]]", "", said[f"shows.{language}"])
        changes.append(ReplaceFile(f"{language}/{name}", content))
        changes.append(
            ReplaceText(f"{language}/{page}.md", _after(text, said["place"], f"![{shows}]({name})"), was=text)
        )
    outcome = save_changes(desk, request, changes, str(w("brochure.picture_done")))
    if outcome.kind != "saved":
        return ask_picture(desk, request, " ".join(map(str, (outcome.title, *outcome.lines))), said)
    desk.said.append(str(w("brochure.picture_done")))
    return RedirectResponse(f"/text/{page}", HTTPStatus.SEE_OTHER)


def _after(text: str, key: str, paragraph: str) -> str:
    """A file with one more paragraph after that of a key; at its end where the language has none of that key."""
    found = next((one for one in paragraphs.split(text) if one.key == key), None)
    end = len(text.rstrip()) if found is None else found.end
    rest = text[end:] if text[end:].strip() else ""
    return f"{text[:end].rstrip()}\n\n{paragraph}\n{rest}"
