"""`content/site.yml`: which edition is published, which past ones stay beside it, and where."""

from __future__ import annotations

from pydantic import Field

from chirashi.base.problems import Problem, Trouble, nearest
from chirashi.base.project import Project, in_project
from chirashi.content.edition import validate
from chirashi.content.model import Line, PageName, Part
from chirashi.content.values import Number, Url
from chirashi.content.yaml_files import yaml_reader


class Mailing(Part):
    """How this association's lists and envelopes are, for flyers with a name on them."""

    envelope: Line | None = Field(None, description="One of theme/print/envelopes.toml")
    honorific: Line | None = Field(None, description="What members are addressed by: 様, 先生")
    part: Number | None = Field(None, description="Members in a file for the print shop")
    columns: dict[str, Line] = Field({}, description="What stands under an unusual head: {お届け先: address}")


class Settings(Part):
    edition: PageName
    past: list[PageName] = []
    url: Url | None = None
    guide: bool = Field(
        False, description="Whether the guide for staff is published below guide/, for no search engine"
    )
    icc: Line | None = Field(None, description="The printer's CMYK profile: a path, from content/")
    mailing: Mailing = Field(default_factory=Mailing)


def settings(project: Project) -> Settings:
    """The site's settings; `Trouble` where they cannot be read or name an edition that is not there."""
    content, path = project.content, project.settings
    if not path.is_file():
        raise Trouble(Problem(in_project(content), 0, "no-data", {"file": path.name}))
    doc = yaml_reader.read(path, in_project(path))
    if doc.problems and doc.values is None:
        raise Trouble(*doc.problems)
    found, problems = validate(Settings, doc)
    if doc.problems or found is None:
        raise Trouble(*doc.problems, *problems)
    known = [folder.name for folder in content.iterdir() if (folder / "plans.yml").is_file()]
    if found.icc and not (content / found.icc).is_file():
        raise Trouble(Problem(doc.file, doc.line(("icc",)), "icc-missing", {"file": found.icc}))
    unknown = [(("edition",), found.edition)] + [(("past", i), name) for i, name in enumerate(found.past)]
    missing = [
        Problem(in_project(content / name), 0, "no-data", {"file": "plans.yml"})
        if (content / name).is_dir()
        else Problem(doc.file, doc.line(loc), "name-unknown", {"name": name, "nearest": nearest(name, known)})
        for loc, name in unknown
        if name not in known
    ]
    missing += [
        Problem(doc.file, doc.line(("past", i)), "listed-twice", {"name": name})
        for i, name in enumerate(found.past)
        if name == found.edition or name in found.past[:i]
    ]
    if missing:
        raise Trouble(*missing)
    return found
