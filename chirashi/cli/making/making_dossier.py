"""Makes the dossier: the steps of a build, in a folder of their own, and what the underwriter is sent of it.

Neither `site/` nor `print/` is touched. An edition with errors gets none, for it could not be published either.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from chirashi.base.files.publishing import write
from chirashi.base.problems import Problem
from chirashi.cli import steps
from chirashi.content.edition import Edition
from chirashi.review import previous
from chirashi.review.papers.dossier import Proved, dossier


def make_dossier(job: steps.Job, before: Edition | None, lang: str) -> tuple[bytes | None, list[Problem]]:
    """The PDF, and what was found on the way; None where an error keeps it from being made.

    :param before: what to compare with; by default the edition of the year before, where there is one.
    """
    alone = steps.Job(job.folder, url=job.url, icc=job.icc)
    work = steps.load_and_check(alone)
    with tempfile.TemporaryDirectory() as folder:
        site, build = Path(folder) / "site", Path(folder) / "build"
        for step in (steps.print_, steps.render):
            if work.good:
                step(alone, work, site)
        if not work.good or not work.paper:
            return None, work.problems
        write(work.files, site)
        write(work.paper, steps.paper_of(site))
        edition = work.editions[0][1]
        work.problems += steps.prove(alone, site, steps.paper_of(site), build, {edition.folder: edition})
        if not work.good:
            return None, work.problems
        (said,) = json.loads((build / "proof.json").read_text("utf-8"))
        page = (build / "proof.html").read_text("utf-8")
    proved = Proved(page, said["files"], said["traced"], said["sha256"])
    return dossier(edition, before or previous(edition), work.paper, proved, lang), work.problems
