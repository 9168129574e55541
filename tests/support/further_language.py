"""A project in which an edition speaks a further language, from its labels, pages and texts in `tests/languages/`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml
from known import EDITIONS, ROOT

from chirashi.base.project import Project

ENGLISH = re.compile(r'\ben: (?:"(?P<quoted>[^"\n]*)"|(?P<plain>[^{}\n]*?))(?=\}|$)', re.MULTILINE)


def speaking(language: str, within: Path, edition: str = "care-three") -> tuple[Project, Path]:
    """A project with the edition in its own languages and a further one; also the edition's folder."""
    brought = ROOT / "tests" / "languages" / language
    labels = within / "theme" / "labels" / f"{language}.yml"
    labels.parent.mkdir(parents=True)
    shutil.copyfile(brought / "labels.yml", labels)
    folder = Path(shutil.copytree(EDITIONS[edition], within / "content" / edition))
    shutil.copytree(brought / "pages", folder / language)
    (folder.parent / "site.yml").write_text(f"edition: {edition}\n", "utf-8")
    texts: dict[str, str] = yaml.safe_load((brought / "texts.yml").read_text("utf-8"))

    def both(match: re.Match[str]) -> str:
        text, flow = texts[match["quoted"] or match["plain"]], match.string[match.end() : match.end() + 1] == "}"
        return f"{match.group()}, {language}: {text}" if flow else f"{match.group()}\n    {language}: {text}"

    data = folder / "plans.yml"
    written = ENGLISH.sub(both, data.read_text("utf-8")).replace("[ja, en]", f"[ja, en, {language}]")
    data.write_text(written, "utf-8")
    return Project(within), folder
