"""Every partial of the theme as each edition shows it, in each language, against its file of `tests/golden/`.

The golden files show what a change of the theme, the formats or the data model does to every
page; a change of one partial changes one file. All of them are compared; what is meant to change is updated
and read in the diff. The editions are those of `tests/`: what is published changes with every price.
"""

from __future__ import annotations

import difflib
import re

import pytest
from known import EDITIONS, ROOT, showing_all

from chirashi.content.edition import load
from chirashi.site.build import site
from chirashi.view.environment import partials

GOLDEN = ROOT / "tests" / "golden"
NAMES = [name for name, folder in EDITIONS.items() if folder.is_relative_to(ROOT / "tests")]
UPDATE = ".venv/bin/pytest tests/site/test_golden.py --update"
PART = re.compile(r'<h2 id="part-(?P<at>\d+)">.*?</h2>(?P<html>.*?)(?=<h2 |</main>)', re.DOTALL)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, str]]:
    """By edition and language: the HTML of each part, from a first page that shows all of them."""
    found = {}
    for name in NAMES:
        folder, parts = showing_all(name, tmp_path_factory.mktemp("golden"))
        files = site(load(folder))
        for language, path in (("ja", "index.html"), ("en", "en/index.html")):
            pieces = PART.finditer(files[path].decode())
            found[name, language] = {parts[int(piece["at"])]: tidy(piece["html"]) for piece in pieces}
            assert list(found[name, language]) == parts
    return found


def tidy(html: str) -> str:
    """Without the frame of the page's sections, the fingerprints of assets and the words that scripts take along."""
    html = re.sub(r'</?section>|<div class="text">|(?:</div>\s*)?(?=</section>)', "", html)
    html = re.sub(r"assets/([\w.-]+?)-[0-9a-f]{10}\.", r"assets/\1-….", html)
    html = re.sub(r' data-words="[^"]*"', ' data-words="…"', html)
    return "\n".join(line.rstrip() for line in html.splitlines() if line.strip())


@pytest.mark.parametrize("partial", partials())
def test_every_partial_is_as_it_was(partial: str, shown: dict[tuple[str, str], dict[str, str]], update: bool) -> None:
    path = GOLDEN / f"{partial}.html"
    html = "".join(
        f"<!-- {name}, {language}: {part} -->\n{piece}\n\n"
        for (name, language), parts in shown.items()
        for part, piece in parts.items()
        if part.startswith(f'show("{partial}"')
    )
    if update:
        path.write_text(html, "utf-8")
    golden = path.read_text("utf-8").splitlines() if path.is_file() else []
    changes = list(difflib.unified_diff(golden, html.splitlines(), path.name, "as it is now", lineterm="", n=2))
    assert changes == [], "\n".join([*changes, "", f"where this is meant: {UPDATE}"])


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir() if path.is_file()} == {*partials()}


def test_a_part_shows_nothing_but_what_it_has(shown: dict[tuple[str, str], dict[str, str]]) -> None:
    """No empty cell, list, heading or paragraph, whatever an edition lacks."""
    for (name, language), parts in shown.items():
        for part, html in parts.items():
            empty = re.findall(
                r"(<(td|th|ul|ol|dl|dt|dd|li|p|caption|figcaption)\b(?![^>]*data-out)[^>]*>\s*</\2>)", html
            )
            bare = name == "care-three" and part in ('show("ask")', 'show("chooser")')  # no buttons: by telephone only
            assert empty == [] or bare, f"{name}.{language}: {part} has an empty element"
