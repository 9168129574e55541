"""The steps of a run: load, check, render, prove and publish. `commands` calls them, and so do `preview` and the tests.

Each loads what it works with when it is taken, so that a proof alone need not wait for the press: of processor
time the checks take 0.16 s to load, the proof 0.21 s, and the preview, with what makes pages, 0.22 s.
"""

from __future__ import annotations

import functools
import hashlib
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base import build_stamp, parallel
from chirashi.base.files import publishing
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project, current, in_project, theme
from chirashi.content.approval import standing
from chirashi.content.edition import Edition, at_home, load

if TYPE_CHECKING:
    from jinja2 import TemplateError

    from chirashi.guide.pictures import DeskPictures
    from chirashi.paper import Printed
    from chirashi.proof import Proof
    from chirashi.site.build import PreviewCache
    from chirashi.site.pages.addresses import Location


GUIDE = "guide"  # below the site


@dataclass
class Job:
    """What to build: the edition that stands at the root, past ones below it, and the site's address."""

    folder: Path
    past: list[Path] = field(default_factory=list)
    url: str | None = None
    icc: Path | None = None  # the print shop's colour profile
    guide: bool = False  # whether the guide for staff is published with it

    @property
    def folders(self) -> list[tuple[str, Path]]:
        """Below which path of the site each edition goes."""
        return [("", self.folder), *((f"{folder.name}/", folder) for folder in self.past)]


@dataclass
class Work:
    """What a job has come to: its editions, all problems, and the finished files."""

    editions: list[tuple[str, Edition]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # below site/
    printed: Printed | None = None  # below print/, and its FAX proofs below build/
    making: Callable[[str], None] = lambda _name: None  # told the name of each sheet as it is begun

    @property
    def paper(self) -> dict[str, bytes]:
        return self.printed.files if self.printed else {}

    @property
    def good(self) -> bool:
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def report(self) -> dict[str, list[str]]:
        return {lang: [problem.line_in(lang) for problem in self.problems] for lang in ("ja", "en")}


def load_and_check(job: Job) -> Work:
    from chirashi.checks import check
    from chirashi.checks.scheme import own_pages
    from chirashi.site.files import contrast
    from chirashi.view import labels

    work = Work(problems=list(contrast.faults()))
    for below, folder in job.folders:
        edition = load(folder)
        work.editions.append((below, edition))
        work.problems += check(edition, build_stamp.today())
    if work.editions[0][1].whole:
        work.problems += own_pages.on_the_site([edition for _, edition in work.editions], job.url)
    work.problems += labels.faults(language for _, edition in work.editions for language in edition.languages)
    return work


def address(job: Job, work: Work, out: Path) -> None:  # noqa: ARG001  # every step is asked alike
    """Tells what the site does without where its own address is not known, or is the guide's example."""
    from chirashi.checks.sense.contacts import is_example

    if job.url is None:
        work.problems.append(Problem(in_project(current().settings), 0, "url-missing"))
    elif is_example(job.url):
        work.problems.append(Problem(in_project(current().settings), 0, "url-example", {"url": job.url}))


def print_(job: Job, work: Work, out: Path) -> None:
    """Fills `work.paper` with the printed matter of the edition at the root; only for work that is good.

    What has not changed since it was last made comes from a store below `build/`.
    """
    from chirashi import paper as press

    store = press.Store(workshop(out) / "printed")
    work.printed = press.print_set(work.editions[0][1], job.icc, store, work.making)
    work.problems += work.printed.problems


def render(job: Job, work: Work, out: Path | None = None, kept: PreviewCache | None = None) -> None:  # noqa: ARG001  # every step is asked alike
    """Fills `work.files`; only for work that is good. `kept` saves a preview what has not changed."""
    from jinja2 import TemplateError

    from chirashi.checks.files import privacy
    from chirashi.site.build import site
    from chirashi.site.pages.addresses import Location

    def rendered(place: Location) -> dict[str, bytes]:
        (edition,) = (edition for below, edition in work.editions if below == place.below)
        return site(edition, place, None if place.below else work.printed, kept)

    places = [Location(below, job.url, tuple(work.editions)) for below, _ in work.editions]
    try:
        sites = parallel.each(rendered, places)
    except TemplateError as error:
        raise _at_fault(error) from error
    for (_, edition), files in zip(work.editions, sites, strict=True):
        work.problems += privacy.in_files(edition, files)
        work.files |= files


def _at_fault(error: TemplateError) -> Exception:
    """A mistake in a template of the theme is its designer's, told with its line; any other is a bug of ours."""
    from jinja2 import TemplateSyntaxError

    frames = [f for f in traceback.extract_tb(error.__traceback__) if theme().name_of(Path(f.filename)) is not None]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Trouble(Problem(in_project(Path(error.filename)), error.lineno, "theme-error", {"said": error.message}))
    if not frames:
        return error
    place = frames[-1]
    return Trouble(Problem(in_project(Path(place.filename)), place.lineno or 0, "theme-error", {"said": error.message}))


def publish_guide(job: Job, work: Work, out: Path) -> None:
    """Lays the guide for staff beside the brochure, below `guide/`, where the site's settings ask for it."""
    if not job.guide:
        return
    from chirashi.guide.handbook import handbook, policy
    from chirashi.site.files import security_policy

    project = current()._replace(root=out.parent)  # whose last site and print its pictures show
    made, _ = handbook(project, homes(job), pictures_of_desk(current()))
    work.files |= {f"{GUIDE}/{name}": content for name, content in made.items()}
    paths = [name for name in work.files if name != "_headers"]
    work.files["_headers"] = security_policy.headers(paths, {GUIDE: policy(made)})


def pictures_of_desk(project: Project) -> DeskPictures | None:
    """What takes the guide's pictures of the desk; None where what the desk needs is not installed."""
    try:
        from chirashi.desk.pictured import desk_pictures
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("chirashi"):
            raise
        return None
    return functools.partial(desk_pictures, project=project)


def prove_and_publish(job: Job, work: Work, out: Path) -> None:
    """Replaces `out` by the finished files once the witness has read them; within the caller's turn.

    `Trouble` where a figure does not follow from the data: nothing is replaced, and
    `build/proof.html` says what was seen.
    """
    outputs = {folder: files for folder, files in ((out, work.files), (paper_of(out), work.paper)) if files}
    with publishing.staged(outputs, workshop(out)) as stages:
        editions = {edition.folder: edition for _, edition in work.editions}
        proved = prove(job, stages.get(out), stages.get(paper_of(out)), workshop(out), editions)
        if any(problem.severity == "error" for problem in proved):
            raise Trouble(*proved)
        work.problems += proved
        for name, content in (work.printed.proofs if work.printed else {}).items():
            (workshop(out) / name).write_bytes(content)


def prove(
    job: Job,
    site_: Path | None,
    paper: Path | None,
    build: Path,
    editions: dict[Path, Edition] | None = None,
    *,
    seen: bool = False,
) -> list[Problem]:
    """What the independent witness finds in finished files, edition by edition; its report goes to `build`.

    `editions` are those of the job by their folders, where they are loaded already. `seen` asks the witness to look
    at the pages in a browser, too.
    """
    from chirashi import proof as witness

    folders = [folder for _, folder in job.folders]
    stands = {folder: standing((editions or {}).get(folder) or load(folder)) for folder in folders}
    guide = (f"{GUIDE}/",) if job.guide else ()
    others = {folder: (*(f"{other.name}/" for other in job.past if other != folder), *guide) for folder in folders}
    proofs = [
        witness.prove(
            folder,
            site_,
            paper if not below else None,
            below=below,
            others=others[folder],
            beside=[other for other in folders if other != folder],
            url=job.url,
            draft=stands[folder].draft,
            since=stands[folder].changed,
        )
        for below, folder in job.folders
    ]
    if job.guide and site_ is not None:  # which says nothing of an edition, and is sealed with the rest
        proofs[0].digests |= {
            f"site/{path.relative_to(site_).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted((site_ / GUIDE).rglob("*"))
            if path.is_file()
        }
    if seen and site_:
        from chirashi.proof.seen.run import see

        for proof, (below, folder) in zip(proofs, job.folders, strict=True):
            looked = see(folder, site_, paper if not below else None, below=below, others=others[folder])
            proof.browser, proof.problems = looked.by, [*proof.problems, *looked.problems]
    witness.write(proofs, build)
    return [at_home(problem, folders) for proof in proofs for problem in proof.source_problems]


def prove_guest(job: Job, site_: Path) -> Proof | None:
    """What the witness finds of the edition in somebody else's site; None where the site is the brochure itself.

    Its report goes beside that site, to `build/`.
    """
    from chirashi import proof as witness
    from chirashi.proof import guest

    if not guest.is_guest(site_):
        return None
    proof = guest.prove(job.folder, site_)
    witness.write([proof], workshop(site_))
    return proof


def homes(job: Job) -> dict[str, str]:
    """Below which path of the site each language of the edition at the root has its pages."""
    from chirashi.site.pages.addresses import address as path_of

    edition = load(job.folder)
    return (
        {language: path_of(edition, language, "index") for language in edition.data.languages} if edition.whole else {}
    )


def paper_of(out: Path) -> Path:
    """Where printed matter goes: `print/` beside the site."""
    return out.parent / "print"


def workshop(out: Path) -> Path:
    """Where builds of `out` are made and noted: `build/` beside it, on the same disk."""
    return out.parent / "build"
