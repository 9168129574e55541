"""The contact sheets of README show every page there is."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from known import ROOT
from members import CYBER

from chirashi.content.edition import load

spec = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "pictures.py")
assert spec is not None
assert spec.loader is not None
pictures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pictures)


def unseen(site: Path) -> set[str]:
    edition = load(CYBER)
    shown = {path for language in edition.data.languages for path in pictures.of_language(edition, language, site)}
    there = {file.relative_to(site).as_posix().removesuffix("index.html") for file in site.rglob("*.html")}
    return there ^ shown


def test_every_page_is_on_a_contact_sheet(site: Path, tmp_path: Path) -> None:
    assert unseen(site) == set()
    more = Path(shutil.copytree(site, tmp_path / "site"))
    shutil.copy(more / "fax.html", more / "more.html")
    assert unseen(more) == {"more.html"}
