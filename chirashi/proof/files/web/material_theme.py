"""What of a site is the theme Material's own: files that it brings, byte for byte, and the words of its frame.

Both are held against the theme as it is installed where the proof runs. What differs from it by a byte or a
word is read like everything else.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import re
from pathlib import Path, PurePosixPath

from chirashi.base.project import theme
from chirashi.proof.text.figure_reading import SPACES, fold

SETTINGS = "__config"  # the id of the script in which a page tells Material's scripts its words and addresses
WORD = re.compile(r'"([\w.]+)": ("(?:[^"\\]|\\.)*")')
PROGRAM = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HOLE = re.compile(r"\{\{.*?\}\}")
ADDRESS = re.compile(r"[\w./-]*assets/javascripts/workers/search\.[\w.]+\.js")


@functools.cache
def _folder() -> Path | None:
    """Where the theme is installed; None where it is not."""
    found = importlib.util.find_spec("material")
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) / "templates" if places else None


def is_own_file(below: str, content: bytes) -> bool:
    """Whether a file of the site is one of the theme's, unchanged; `below` is its path within the site."""
    parts = PurePosixPath(below).parts
    folder = _folder()
    if folder is None or ".." in parts or parts[:1] != ("assets",):
        return False
    path = folder / below
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


@functools.cache
def words(language: str) -> dict[str, str]:
    """The words of the theme's frame in a language, by their names."""
    folder = _folder()
    path = folder / "partials" / "languages" / f"{language}.html" if folder else None
    if path is None or not path.is_file():
        return {}
    return {name: json.loads(text) for name, text in WORD.findall(path.read_text("utf-8"))}


@functools.cache
def spoken(language: str) -> frozenset[str]:
    """The words of the theme's frame as a page's attributes are read."""
    return frozenset(SPACES.sub(" ", fold(text)).strip() for text in words(language).values())


def is_own_word(language: str, path: tuple[str, ...], value: str) -> bool:
    """Whether a value of a page's settings is the theme's own word, or the address of its own script."""
    match path:
        case ("translations", name):
            return words(language).get(name) == value
        case ("search",):
            return ADDRESS.fullmatch(value) is not None
    return False


@functools.cache
def files() -> frozenset[str]:
    """The files that the theme brings to every site, by their paths there."""
    folder = _folder()
    if folder is None:
        return frozenset()
    paths = (path for path in (folder / "assets").rglob("*") if path.is_file())
    return frozenset(path.relative_to(folder).as_posix() for path in paths)


@functools.cache
def _programs() -> tuple[re.Pattern[str], ...]:
    """The scripts that templates of the theme, and of this look, set into pages; an address stands for each hole."""
    found = []
    own = [*theme().files("material/**/*.html")]
    for path in [*((_folder() or Path()) / "partials" / "javascripts").glob("*.html"), *own]:
        for program in PROGRAM.findall(path.read_text("utf-8")):
            parts = [re.escape(part) for part in HOLE.split(program)]
            found.append(re.compile(r"[\w./:-]*".join(parts)))
    return tuple(found)


def is_own_program(text: str) -> bool:
    """Whether a script within a page is one that the theme's templates set there."""
    return any(pattern.fullmatch(text) for pattern in _programs())
