"""Runs the proof: reads the data and the finished files afresh, and finds what does not follow from the data."""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from chirashi.base import parallel
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import MAILING
from chirashi.proof.across_files import completeness, exports
from chirashi.proof.across_files.completeness import Shown
from chirashi.proof.across_files.destinations import Site
from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.across_files.languages import prove_languages
from chirashi.proof.across_files.press_sheets import prove_copies
from chirashi.proof.across_files.whole_site import prove_whole_site
from chirashi.proof.data import literals
from chirashi.proof.data.entries import open_book
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import cells_given
from chirashi.proof.files import kinds
from chirashi.proof.report import origins, translations
from chirashi.proof.rules import own_files
from chirashi.proof.rules.findings import Findings, Line
from chirashi.proof.rules.one_file import ProvedFile, Reference, closed, prove_file
from chirashi.proof.rules.privacy import private_values
from chirashi.proof.text.addresses import address
from chirashi.proof.text.figures import Position
from chirashi.proof.words.comparison.draft_mark import prove_mark
from chirashi.proof.words.prove_words import Spoken

LOGIN = ("login.id", "login.password")
MEMBERS = "members"  # the folder of `print/` whose sheets may carry the login, since only members get them
APPROVAL = ("approval.number", "approval.issued", "approval.valid_until", "scheme.published")
Kept = dict[tuple[str, bytes], ProvedFile]


@dataclass
class Proof:
    """What came of it: no error in `problems` means that every figure in `ledger` follows from the data."""

    edition: str
    problems: list[Problem] = field(default_factory=list)
    ledger: list[Line] = field(default_factory=list)
    files: int = 0
    private: int = 0  # how many private values were looked for
    folder: Path = Path()
    surfaces: dict[str, tuple[str, str]] = field(default_factory=dict)  # each file's language and name
    digests: dict[str, str] = field(default_factory=dict)  # SHA-256 of each file, by which it is known again
    data: dict[str, str] = field(default_factory=dict)  # and of the edition's own files that it was held against
    text: dict[str, str] = field(default_factory=dict)  # of its Markdown
    approval: dict[str, str] = field(default_factory=dict)  # what the edition says of its issue, as it is written
    headers: str = ""  # the rules for the host, which `verify` asks of it
    draft: bool = False  # whether its content is not approved
    since: tuple[str, ...] = ()  # what is not as it was approved, by file and key
    browser: str | None = None  # which looked at the pages; "" where there is none, None where none was asked

    @functools.cached_property
    def source_problems(self) -> list[Problem]:
        """The problems as people are told them: at the lines that staff wrote, each once. See `origins`."""
        return origins.lead_to_sources(self.folder, self.problems, self.surfaces)

    @property
    def good(self) -> bool:
        return not any(problem.severity == "error" for problem in self.problems)


def prove(
    edition: Path,
    site: Path | None,
    print_: Path | None = None,
    *,
    below: str = "",
    others: tuple[str, ...] = (),
    beside: list[Path] | None = None,
    earlier: list[Path] | None = None,
    private: dict[str, str] | None = None,
    url: str | None = None,
    shown_as: dict[str, str] | None = None,
    kept: Kept | None = None,
    draft: bool = False,
    since: tuple[str, ...] = (),
) -> Proof:
    """Proves the finished files of one edition.

    `site` and `print_` are the folders as they stand now, a stage or the real ones; `shown_as`
    says what messages call them ({"site": "site", "print": "print"}). The edition's pages stand
    under `below` of the site ("" or "cyber-2024/"), other editions' under `others`. `beside` are
    the folders of those editions, which links may name by their years;
    of a past edition the first of them is the present one. `earlier` are folders of
    former editions, whose figures must not be left: unless given, those beside that began before
    this one. `private` is read from the
    edition's `private.yml` unless given. `url` is the site's own public address. What was said
    of files in `kept` is not asked again while their bytes, and all the other arguments, stay. A `draft` must say
    on each page and sheet that it is not approved, anything else on none; `since` is what the report says has
    changed since the approval.
    """
    names = {"site": "site", "print": "print"} | (shown_as or {})
    try:
        book = open_book(edition)
        near = [open_book(folder) for folder in beside or [] if folder.resolve() != edition.resolve()]
        former = [one for one in near if began(one) < began(book)] if earlier is None else [*map(open_book, earlier)]
    except Trouble as trouble:  # nothing to hold the files against
        return Proof(edition.name, list(trouble.problems), folder=edition)
    findings = Findings()
    if private is None:
        private, findings.problems = private_values.private_values(edition, [*(beside or []), *(earlier or [])])
    searcher = private_values.Searcher(private)
    sizes = Sizes(site / below if site else None)
    login = tuple(key for key in searcher.values if key in LOGIN)
    own = (address(url),) if url else ()
    reference = Reference(
        book,
        former,
        [*near, *former],
        searcher,
        own,
        sizes,
        Spoken(book, near, login, near[0] if below and near else None),
    )
    members = print_ / MEMBERS if print_ else None
    files = [
        *(_File(*file, False) for file in _files(site, names["site"], below, others)),
        *(_File(*file, False) for file in _files(print_, names["print"], "", (f"{MEMBERS}/", f"{MAILING}/"))),
        *(_File(*file, True) for file in _files(members, f"{names['print']}/{MEMBERS}", "", ())),
    ]
    said, digests = _prove_files(reference, files, {} if kept is None else kept)
    for proved in said:
        findings.join(proved.findings)
    made = {"site": site is not None, "print": print_ is not None, "root": not below, "url": url is not None}
    look = next((t.surface.generator for t in said if t.surface.kind == "html" and t.surface.name == "index.html"), "")
    made |= {"material": "mkdocs" in look, "press": "mkdocs" not in look}
    made["members"] = bool(login)
    if made["press"]:
        for proved in said:
            findings.join(proved.own)
        own_files.prove_kept([(t.surface.file, t.worker_list) for t in said if t.worker_list], digests, findings)
    else:  # whose pages hold scripts of its own, and whose style sheet is made anew from the theme's
        findings.problems += [p for t in said for p in t.own.problems if p.code in ("proof-script", "proof-named-sum")]
    rules = ""
    if site is not None and book.languages:
        there = frozenset(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        rules = (site / "_headers").read_text("utf-8", errors="replace") if "_headers" in there else ""
        whole = Site(there, names["site"], below, others, url)
        prove_whole_site(book, [t.surface for t in said], whole, rules, reference.spoken, draft, findings)
    prove_mark(book, [t.surface for t in said], draft, findings)
    _together(book, said, names, frozenset(name for name in made if made[name]), findings)
    _declarations(book, findings, made["site"], made["print"])
    try:
        findings.problems += translations.stale(edition, book.languages)
    except Trouble as trouble:
        findings.problems += trouble.problems
    surfaces = {t.surface.file: (t.surface.language, t.surface.name) for t in said}
    held = [path for name in ("plans.yml", "literals.yml") if (path := edition / name).is_file()]
    return Proof(
        book.folder.name,
        sorted(set_of(findings.problems)),
        findings.ledger,
        len(said),
        len(searcher.values),
        book.folder,
        surfaces,
        digests,
        {f"{book.folder.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in held},
        {
            f"{book.folder.name}/{path.relative_to(edition).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
            for language in book.languages
            for path in sorted((edition / language).rglob("*.md"))
        },
        {key: text for key in APPROVAL if (text := book.data.said(*key.split(".")))},
        rules,
        draft,
        since,
    )


def began(book: Book) -> tuple[str, str]:
    """When an edition began: the year of its scheme, and within it the first day of cover."""
    year, start = (
        min((figure.value for figure in book.figures_by_key.get(key, ()) if figure.kind == kind), default="")
        for key, kind in (("scheme.year", "year"), ("dates.start", "date"))
    )
    return year, start


class _File(NamedTuple):
    path: Path
    name: str  # as messages call it
    inner: str  # its path within the edition
    for_members: bool  # a sheet that may hold the login


def _prove_files(reference: Reference, files: list[_File], kept: Kept) -> tuple[list[ProvedFile], dict[str, str]]:
    """What is to be said of each file, and the files' SHA-256; shared out, copies of one sheet together."""
    digests: dict[str, str] = {}
    said: dict[_File, ProvedFile] = {}
    keys: dict[_File, tuple[str, bytes]] = {}
    alike: dict[bytes, list[tuple[_File, bytes]]] = defaultdict(list)
    for file in files:
        try:
            content = file.path.read_bytes()
        except OSError as error:
            said[file] = closed(file.name, error)
            continue
        digests[file.name] = hashlib.sha256(content).hexdigest()
        digest = hashlib.blake2b(content + repr(reference.sizes.of).encode()).digest()
        keys[file] = file.name, digest
        if keys[file] not in kept:
            alike[digest].append((file, content))

    def testified(group: list[tuple[_File, bytes]]) -> list[ProvedFile]:
        return [prove_file(reference, f.path, content, f.name, f.inner, members=f.for_members) for f, content in group]

    if len(alike) > 1:  # what every process needs is read before they part
        reference.spoken.read_pages()
        if any(_is_paper(group[0][0].path) for group in alike.values()):
            kinds.load_paper_reader()
    # Sheets first, since one takes as long as many pages.
    groups = sorted(alike.values(), key=lambda group: (not _is_paper(group[0][0].path), -len(group[0][1])))
    for group, made in zip(groups, parallel.each(testified, groups), strict=True):
        kept.update({keys[file]: proved for (file, _), proved in zip(group, made, strict=True)})
    return [said[file] if file in said else kept[keys[file]] for file in files], digests


def _is_paper(path: Path) -> bool:
    kind = kinds.kind_of(path)
    return kind is not None and kind.is_paper


def _together(
    book: Book, said: list[ProvedFile], names: dict[str, str], made: frozenset[str], findings: Findings
) -> None:
    """What only all files together can show: languages, press sheets, completeness, declarations."""
    surfaces = [proved.surface for proved in said if not proved.surface.name.startswith(f"{MEMBERS}-")]
    prove_languages(book, surfaces, {t.surface.file: t.read for t in said}, findings)
    prove_copies(book, [t.surface for t in said], findings)
    exports.prove_calendars(book, surfaces, findings)
    exports.prove_index(book, surfaces, findings)
    shown: list[Shown] = [t.shown for t in said if t.shown is not None]
    completeness.prove_complete(book, [t.surface for t in said], shown, names, made, findings)
    _printed(book, findings)


def set_of(problems: list[Problem]) -> list[Problem]:
    """Without those said twice of one place in the same words."""
    return list({(p.file, p.line, p.code, str(p.fields)): p for p in problems}.values())


def _files(root: Path | None, name: str, below: str, others: tuple[str, ...]) -> Iterator[tuple[Path, str, str]]:
    """Files below a root: their paths, names for messages and paths within the edition."""
    if root is None or not (root / below).is_dir():
        return
    for path in sorted((root / below).rglob("*")):
        inner = path.relative_to(root / below).as_posix()
        if path.is_file() and not any(f"{below}{inner}".startswith(other) for other in others):
            yield path, f"{name}/{below}{inner}", inner


def _declarations(book: Book, findings: Findings, site: bool, paper: bool) -> None:
    """What the edition declares: each entry with a reason, and each still met, if all was read where it may be."""
    file = f"{book.folder.name}/literals.yml"
    for line in book.unreasoned:
        findings.say(Position(file, line), "proof-literal-reason")
    for literal in book.literals:
        if site and literal.key not in findings.literals_used:
            findings.say(Position(file, literal.line), "proof-literal-unused", literal=literals.describe(literal))
    excuses = [(f"order:{page} {at}", line) for (page, at), line in book.order.items() if site and paper]
    excuses += [
        (f"waived:{key} {on}", line)
        for (key, on), line in book.waivers.items()
        if (paper if on in ("print", "flyer", "fax") else site)
    ]
    for excuse, line in excuses:
        if excuse not in findings.literals_used:
            kind, _, what = excuse.partition(":")
            findings.say(Position(file, line), "proof-excuse-unused", kind=kind, what=what)


def _printed(book: Book, findings: Findings) -> None:
    """What the underwriter printed against our own working of the rules."""
    for key, table in book.data.at("tables").items():
        grid = book.grids.get(f"tables.{key}")
        if grid is None or not table.at("printed"):
            continue
        printed = cells_given(table.at("printed"), [list(book.axes[axis]) for axis in grid.axes])
        for where, cell in grid.cells.items():
            if where in printed and printed[where] != cell:
                found = {"place": grid.name_of(where), "printed": str(printed[where]), "derived": str(cell)}
                findings.say(Position(book.file, grid.line), "proof-derivation", **found)
