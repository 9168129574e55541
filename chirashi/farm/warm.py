"""Loaded once, in the process that all others are copies of: makes a small brochure, and forgets it.

What the press reads of its own theme, and compiles, is then there in every copy: a page's first edition in a process
takes three times as long as the next. A project with a theme of its own begins without what was kept of this one.
"""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

from chirashi.base import build_stamp, parallel, project
from chirashi.base.project import Project
from chirashi.cli import steps
from chirashi.cli.making.new_project import begin
from chirashi.cli.terminal.arguments import job_of
from chirashi.cli.terminal.questions import answers
from chirashi.view.environment import environment, share_templates

TEMPLATES = ("web", "partials", "print")
EXAMPLE = {"name": "例", "telephone": "03-0000-0000", "email": "office@example.org", "languages": "ja,en"}


def warm_up() -> None:
    """Builds the example of `init` as pages, in a folder that is removed again."""
    parallel.work_alone()
    with tempfile.TemporaryDirectory() as within:
        root = Path(within) / "example"
        begin(root, answers({**EXAMPLE, "name_en": "Example"}, "en"), build_stamp.today())
        here = Project(root)
        project.use(here)
        share_templates(here)
        job = job_of(here, None, None)
        work = steps.load_and_check(job)
        if work.good:
            steps.render(job, work, here.site)
        for folder in TEMPLATES:  # those that the example has no use for
            for path in here.theme.files(f"{folder}/*.html"):
                environment().get_template(str(here.theme.name_of(path)))
    project.use(None)
    gc.collect()


warm_up()
