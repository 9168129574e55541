"""Where the two contenders stand: this project as it is now, and the same pages as a Material site.

Both are made in a temporary folder. Ours is a copy of the press, so that a build there touches
nothing here. Theirs is written from the edition: `material/` holds what a person would set up by
hand, and the pages are ours with placeholders turned into calls of macros.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
MATERIAL = ROOT / "benchmarks" / "material"
EDITION = "cyber-2025"
# What both run in. Python keeps what it has compiled, of either, as it does on the machines that build brochures.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "NO_MKDOCS_2_WARNING": "1",
}
EXTRA = {"ja": "この版の名前は{}です。", "en": "The name of this edition is {}."}

FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
FIGURE = re.compile(r"\{\{ ([a-z_]+(?:\.\w+)+)( \| short)? \}\}")


def names(count: int) -> list[str]:
    """Names for copies of the edition, without digits, since the proof would ask where a figure comes from."""
    return [
        "copy-" + "".join(letters) for letters in itertools.islice(itertools.product(ascii_lowercase, repeat=2), count)
    ]


@dataclass
class Ours:
    """The press, copied: `build.py` of this folder writes below it."""

    folder: Path

    def prepare(self, past: Sequence[str] = ()) -> None:
        """Copies the press as it stands; `past` are copies of the edition that its site keeps beside it."""
        ignore = shutil.ignore_patterns("__pycache__", "private.yml")
        for name in ("chirashi", "theme", "content"):
            shutil.copytree(ROOT / name, self.folder / name, ignore=ignore)
        shutil.copy(ROOT / "build.py", self.folder)
        (self.folder / "content" / "site.yml").write_text(f"edition: {EDITION}\npast: [{', '.join(past)}]\n", "utf-8")
        for name in past:
            self.copy(name)

    @property
    def edition(self) -> Path:
        return self.folder / "content" / EDITION

    @property
    def site(self) -> Path:
        """Where drafts go: the pages alone, which is what theirs makes."""
        return self.folder / "build" / "draft"

    def forget(self) -> None:
        """As after a clone: no pages, nothing kept of earlier builds. Compiled Python stays, as it does for theirs."""
        for one in (self.site, self.site.parent / "build"):
            shutil.rmtree(one, ignore_errors=True)

    def forget_all(self) -> None:
        """Also what was printed; compiled templates stay, as compiled Python does."""
        kept = self.folder / "build" / "templates"
        made = [self.folder / name for name in ("site", "print")]
        build = self.folder / "build"
        for one in [*made, *(build.iterdir() if build.is_dir() else ())]:
            if one.is_dir() and one != kept:
                shutil.rmtree(one, ignore_errors=True)
            elif one != kept:
                one.unlink(missing_ok=True)

    def copy(self, name: str) -> Path:
        """A further edition: another name, and a sentence more on every page, so that no page is the same."""
        folder = self.folder / "content" / name
        shutil.copytree(self.edition, folder)
        data = folder / "plans.yml"
        data.write_text(data.read_text("utf-8").replace(f"edition: {EDITION}", f"edition: {name}", 1), "utf-8")
        for page in folder.glob("*/*.md"):
            with page.open("a", encoding="utf-8") as stream:
                stream.write(f"\n{EXTRA[page.parent.name].format(name)}\n")
        return folder

    def command(self) -> list[str]:
        return [sys.executable, "build.py", "draft"]

    def whole(self) -> list[str]:
        """Pages and printed matter, each figure proved; where all is there, only that nothing has changed."""
        return [sys.executable, "build.py"]


@dataclass
class InMaterial:
    """The press's brochure in Material, by the plugin: the pages alone, as `build.py draft` makes them."""

    ours: Ours

    def prepare(self) -> None:
        text = (ROOT / "mkdocs.yml").read_text("utf-8")
        options = "      paper: false\n      prove: false\n"
        (self.ours.folder / "mkdocs.yml").write_text(text + options, "utf-8")

    @property
    def folder(self) -> Path:
        return self.ours.folder

    def forget(self) -> None:
        """No pages; compiled templates stay, as compiled Python does."""
        for name in ("site", "build/stage"):
            shutil.rmtree(self.folder / name, ignore_errors=True)

    def command(self) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "build", "-q"]


@dataclass
class Theirs:
    """The same pages with Material for MkDocs, mkdocs-static-i18n and mkdocs-macros."""

    folder: Path
    edition: Path

    def prepare(self, qr: str) -> None:
        self.folder.mkdir(parents=True)
        for source in (MATERIAL / "main.py", self.edition / "plans.yml"):
            shutil.copy(source, self.folder)
        (self.folder / "qr.svg").write_text(qr, "utf-8")
        data: dict[str, Any] = yaml.safe_load((self.folder / "plans.yml").read_text("utf-8"))
        config = yaml.safe_load((MATERIAL / "mkdocs.yml").read_text("utf-8"))
        for language in config["plugins"][1]["i18n"]["languages"]:
            names = data["pages"]
            language["nav"] = [{self.page(data, language["locale"], name): f"{name}.md"} for name in names]
        (self.folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), "utf-8")

    def page(self, data: dict[str, Any], language: str, name: str) -> str:
        """Writes one page as a person would who knows Material; its name in the menu."""
        text = (self.edition / language / f"{name}.md").read_text("utf-8")
        match = FRONT.match(text)
        assert match, f"{language}/{name}.md has no front matter"
        front = yaml.safe_load(match[1])
        say = figures(data, language)
        said = FIGURE.sub(lambda m: say(m[1]), front["description"])  # no macros run in front matter
        head = yaml.safe_dump({"description": said}, allow_unicode=True)
        body = FIGURE.sub(lambda m: f'{{{{ figure("{m[1]}"{", short=True" if m[2] else ""}) }}}}', text[match.end() :])
        body = body.replace("{#", "{ #")  # {# would begin a comment of mkdocs-macros
        target = self.folder / "docs" / language / f"{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{head}---\n\n# {front['title']}\n{body}", "utf-8")
        return str(front["menu"])

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def forget(self) -> None:
        shutil.rmtree(self.site, ignore_errors=True)

    def command(self) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "build", "-q"]


def figures(data: dict[str, Any], language: str) -> Any:
    """What the comparison's macros say for a key: figures as text, computed apart from the press."""
    if str(MATERIAL) not in sys.path:
        sys.path.append(str(MATERIAL))
    from main import Figures

    return Figures(data, language).figure
