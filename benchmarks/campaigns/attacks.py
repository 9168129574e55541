"""Content that wants out of the sandbox, or to act on a reader's device: 200 attacks, each in an edition of its own.

`attacks.toml` lists them by kind. An attack is through where the edition is rendered and a finished file then holds
what none of an honest edition holds: something that runs, an address of a scheme that acts, an event or property in
the calendar, a formula in a table, a value in the structured data, a file outside the site, or what stands outside
of the project. A traceback is a fault as well.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import tempfile
import tomllib
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import icalendar
from known import TODAY
from lxml import etree, html

from campaigns.common import EDITION, Result, project
from chirashi.base import project as projects
from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.cli import steps
from chirashi.content import edition as loading
from chirashi.content.site_settings import settings
from chirashi.view.text.sanitizer import TAGS

LIST = Path(__file__).with_name("attacks.toml")
CANARY = "canary-of-a-file-outside-4711"
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "xlink:href",
    "srcset",
    "background",
    "ping",
    "cite",
)
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
BODY = "\n\n{}\n"


def attacks() -> Iterator[tuple[str, str, str]]:
    """Kind, where it is put, and what: `page`, `title`, `text name`, `plan full`, `value url`, `file …`, `link …`."""
    for kind, group in tomllib.loads(LIST.read_text("utf-8")).items():
        for where, said in group.items():
            for one in said:
                yield kind, where, one


def put(here: Project, where: str, said: str) -> None:
    """Puts an attack into the edition, in both languages where it is text."""
    folder = here.content / EDITION
    what, _, name = where.partition(" ")
    if what in ("page", "title"):
        for language in ("ja", "en"):
            page = folder / language / "plans.md"
            text = page.read_text("utf-8")
            titled = re.sub("(?m)^title: .*$", lambda _: f"title: {json.dumps(said)}", text)
            page.write_text(text + BODY.format(said) if what == "page" else titled, "utf-8")
    elif what == "site":
        here.settings.write_text(f"edition: {EDITION}\n{name}: {said}\n" if name != "edition" else f"edition: {said}\n")
    elif what in ("file", "link"):
        _put_file(here, folder / name, said, what == "link")
    else:
        data = folder / "plans.yml"
        text, both = data.read_text("utf-8"), f"{{ja: {json.dumps(said)}, en: {json.dumps(said)}}}"
        forms = {
            "text": (rf"(?m)^( *{name}:) *\{{.*\}}", both),  # a name that stands in pages, calendar, structured data
            "plan": (rf"(?m)^( *{name}:) *\{{name:.*\}}", f"{{name: {both}}}"),  # one that stands in tables
            "value": (rf"(?m)^( *{name}:) .*$", said),
        }
        form, new = forms[what]
        changed = re.sub(form, lambda found: f"{found[1]} {new}", text, count=1)
        assert changed != text, f"the edition has no {name}"
        data.write_text(changed, "utf-8")


def _put_file(here: Project, path: Path, said: str, is_link: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    if is_link:
        path.symlink_to(said.replace("OUTSIDE", str(here.root.parent / "outside")))
    else:
        path.write_bytes(bytes.fromhex(said[4:]) if said.startswith("hex:") else said.encode())
    if path.suffix in (".png", ".svg", ".pdf"):
        _also(path.parent.parent, path)


def _also(folder: Path, path: Path) -> None:
    """Shows a picture, or links a file, on the pages of both languages."""
    for language in ("ja", "en"):
        other = folder / language / path.name
        if not other.exists() and not other.is_symlink():
            if path.is_symlink():
                other.symlink_to(path.readlink())
            else:
                other.write_bytes(path.read_bytes())
        page = folder / language / "plans.md"
        sign = "" if path.suffix == ".pdf" else "!"
        page.write_text(page.read_text("utf-8") + BODY.format(f"{sign}[会場の案内図]({path.name})"), "utf-8")


def run(size: int, seed: int) -> list[Result]:
    result = Result("attacks by content", 200, held="refused with a message, or harmless in every finished file")
    kinds, refused = Counter[str](), 0
    honest = _features(_rendered("", "")[1]) | {f"<{tag}>" for tag in TAGS}  # which any page may have
    chosen = [*attacks()]
    random.Random(seed).shuffle(chosen)
    result.wanted = len(chosen)
    for kind, where, said in chosen[: size if size < 200 else len(chosen)]:
        result.tried += 1
        kinds[kind] += 1
        fault, files = _rendered(where, said)
        refused += not files and not fault
        if fault:
            result.faults.append(f"{kind}, {where}, {said[:60]!r}: {fault}"[:500])
        elif through := _features(files) - honest:
            result.faults.append(f"{kind}, {where}, {said[:60]!r}: through: {sorted(through)[:3]}"[:500])
    result.notes.append(", ".join(f"{kind} {count}" for kind, count in kinds.items()))
    result.notes.append(f"{refused} were refused with a message, the others are harmless in what is published")
    return [result]


def _rendered(where: str, said: str) -> tuple[str, dict[str, bytes]]:
    """A fault, or what is published with an attack in the edition; nothing where it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        within = Path(folder) / "project"
        within.mkdir()
        outside = Path(folder) / "outside"
        (outside / "parts").mkdir(parents=True)
        for name in ("secret.md", "secret.png", "secret.svg", "secret.pdf", "secret.yml", "parts/x.md"):
            (outside / name).write_text(f"---\ntitle: {CANARY}\nmenu: {CANARY}\ndescription: {CANARY}\n---\n{CANARY}\n")
        here = project(within)
        projects.use(here)
        before = {*Path(folder).iterdir(), *within.iterdir(), here.build}
        try:
            if where:
                put(here, where, said)
            found = settings(here)
            edition = loading.load(here.content / found.edition)
            problems = check(edition, TODAY)
            lines = [problem.line_in(lang) for problem in problems for lang in ("ja", "en")]
            if any(CANARY in line for line in lines):
                return "a message quotes what stands outside", {}
            if any(problem.severity == "error" for problem in problems):
                return "", {}
            work = steps.Work([("", edition)], problems)
            steps.render(steps.Job(here.content / found.edition, url="https://kenpo.jp/"), work)
            if new := {*Path(folder).iterdir(), *within.iterdir()} - before:
                return f"made {new}", {}
            if not work.good:
                return "", {}
            return "", work.files
        except Trouble:
            return "", {}
        except Exception:
            return traceback.format_exc(limit=-2), {}


def _features(files: dict[str, bytes]) -> set[str]:
    """All that could act in finished files, as the honest edition has it too."""
    found: set[str] = set()
    for name, content in files.items():
        if ".." in name or name.startswith("/"):
            found.add(f"file {name}")
        if CANARY.encode() in content or b"root:x:0" in content:
            found.add(f"{name} holds what stands outside")
        if name.endswith(".html") or name.endswith(".svg"):
            found |= set(_of_page(content))
        elif name.endswith(".ics"):
            found |= set(_of_calendar(content))
        elif name.endswith(".csv"):
            cells = (cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row)
            found |= {f"formula {cell[:30]!r}" for cell in cells if FORMULA.match(cell)}
        elif name.endswith((".json", ".webmanifest")):
            json.loads(content)
        elif name.endswith(".xml"):
            etree.fromstring(content)
        elif name in ("_headers", "robots.txt"):
            found |= {f"{name}: {line}" for line in content.decode().splitlines()}
    return found


def _of_page(content: bytes) -> Iterator[str]:
    for element in html.fromstring(content).iter(etree.Element):
        tag = str(element.tag)
        yield f"<{tag}>"
        if tag == "script":
            if element.get("type") == "application/ld+json":
                yield from (f"JSON-LD {key}" for key in _keys(json.loads(element.text or "{}")))
            else:
                yield f"script {element.get('src', element.text or '')[:80]}"
        if tag == "meta" and element.get("http-equiv"):
            yield f"meta {element.get('http-equiv')}"
        for key, value in element.attrib.items():
            name = str(key)
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "is", "slot"):
                yield f"<{tag} {name}={value[:40]}>"
            if name in ADDRESSES and not re.match(r"(?:[\w./#?&=%~+-]|https:|mailto:|tel:)", value.strip().lower()):
                yield f"<{tag} {name}={value[:40]}>"
            if name in ADDRESSES and (scheme := re.match(r"\s*([a-zA-Z][\w+.-]*):", re.sub(r"[\x00-\x20]", "", value))):
                outer = f" of {value[:60]}" if name == "src" else ""
                yield f"<{tag} {name}> leads by {scheme[1].lower()}{outer}"


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _of_calendar(content: bytes) -> Iterator[str]:
    components = Counter[str]()
    for component in icalendar.Calendar.from_ical(content).walk():
        components[component.name or "?"] += 1
        yield from (f"calendar {component.name}.{name}" for name in component)
    yield from (f"calendar: {count} {name}" for name, count in components.items())
