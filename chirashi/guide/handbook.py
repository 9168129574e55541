"""The guide as a site: MkDocs makes one of each language's pages, and both stand in one folder, `/` and `/en/`."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import yaml

from chirashi.base import manual
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project
from chirashi.guide import sources
from chirashi.guide.pictures import DeskPictures, declared, of_desk, pictures
from chirashi.guide.tree import Tree, tree
from chirashi.material import style
from chirashi.proof.seen.browser import NotSeen, opened
from chirashi.site.files import security_policy

OVERRIDES = Path(__file__).with_name("overrides")
EXTENSIONS: list[Any] = [
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    {"pymdownx.superfences": {}},
    {"pymdownx.highlight": {"use_pygments": True}},
]
SEARCHED = {"ja": ["ja", "en"], "en": ["en"]}


def handbook(
    project: Project, homes: dict[str, str], desk: DeskPictures | None = None, seen: bool = True
) -> tuple[dict[str, bytes], int]:
    """All files of the guide by their paths, and how many pictures could not be made.

    `homes` are the paths of the brochure's languages below `site/`. Where `seen`, the pictures show its pages, and
    those of the desk where `desk` takes pictures of them.

    :raises Trouble: where MkDocs or Material is not installed, or a manual of the project's own is not whole.
    """
    try:
        held = sources.manuals()
    except (OSError, ValueError) as error:
        raise Trouble(Problem("content/README.md", 0, "guide-parts", {"said": str(error)})) from error
    made: dict[str, bytes] = {}
    lacking = 0
    with ExitStack() as stack:
        browser = None
        if seen:
            with suppress(NotSeen):
                browser = stack.enter_context(opened())
        of_the_desk = desk(browser, manual.LANGUAGES, of_desk()) if desk and browser else {}
        for language in manual.LANGUAGES:
            shown = pictures(project, language, homes.get(language, ""), browser, of_the_desk)
            lacking += len(declared()) - len(shown)
            below = "" if language == manual.LANGUAGES[0] else f"{language}/"
            made |= {
                f"{below}{name}": content for name, content in _built(tree(language, held[language], shown), language)
            }
    return made, lacking


def _built(pages: Tree, language: str) -> Iterator[tuple[str, bytes]]:
    try:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config
        from mkdocs.exceptions import MkDocsException
    except ImportError as error:
        raise Trouble(Problem("guide", 0, "guide-material", {"said": str(error)})) from error
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as within:
        docs, site = Path(within) / "docs", Path(within) / "site"
        for name, content in {**{n: t.encode() for n, t in pages.pages.items()}, **pages.files}.items():
            (docs / name).parent.mkdir(parents=True, exist_ok=True)
            (docs / name).write_bytes(content)
        (docs / "guide.css").write_text(_stylesheet(), "utf-8")
        path = Path(within) / "mkdocs.yml"
        path.write_text(yaml.safe_dump(_configuration(pages, language), allow_unicode=True, sort_keys=False), "utf-8")
        try:
            config = load_config(config_file=str(path), site_dir=str(site))
            build(config)
        except (MkDocsException, SystemExit) as error:
            raise Trouble(Problem("guide", 0, "guide-material", {"said": str(error)})) from error
        for file in sorted(site.rglob("*")):
            if file.is_file() and file.suffix != ".gz":  # which holds the hour
                yield file.relative_to(site).as_posix(), file.read_bytes()


def _configuration(pages: Tree, language: str) -> dict[str, Any]:
    words = {"ja": ("明るい画面に切り替える", "暗い画面に切り替える"), "en": ("Light", "Dark")}[language]
    other = {
        "ja": ("日本語", "./" if language == "ja" else "../"),
        "en": ("English", "en/" if language == "ja" else "./"),
    }
    return {
        "site_name": next(iter(pages.nav[0])),
        "theme": {
            "name": "material",
            "custom_dir": str(OVERRIDES),
            "language": language,
            "font": False,
            "features": [
                "navigation.tabs",
                "navigation.top",
                "search.highlight",
                "search.suggest",
                "content.code.copy",
            ],
            "palette": [
                {
                    "media": f"(prefers-color-scheme: {media})",
                    "scheme": scheme,
                    "primary": "custom",
                    "accent": "custom",
                    "toggle": {"icon": icon, "name": name},
                }
                for (media, scheme, icon), name in zip(
                    (("light", "default", "material/weather-night"), ("dark", "slate", "material/weather-sunny")),
                    reversed(words),
                    strict=True,
                )
            ],
        },
        "plugins": [{"search": {"lang": SEARCHED[language]}}],
        "markdown_extensions": EXTENSIONS,
        "extra": {
            "generator": False,
            "alternate": [{"name": name, "link": link, "lang": key} for key, (name, link) in other.items()],
        },
        "extra_css": ["guide.css"],
        "nav": pages.nav,
        "use_directory_urls": True,
        "validation": {"omitted_files": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"},
    }


def _stylesheet() -> str:
    """The brochure's own colours, light and dark, under the names that Material has for them."""
    return "\n".join((style.tokens_in_material(), Path(__file__).with_name("guide.css").read_text("utf-8")))


def policy(files: dict[str, bytes]) -> str:
    """What a browser may do with the guide's pages."""
    return security_policy.of_material(content for name, content in files.items() if name.endswith(".html"))
