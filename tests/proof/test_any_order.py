"""A page may show its parts in any order, one after the other or below headings, and as many as it likes."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from known import EDITIONS, LANGUAGES, showing_all
from members import changed

from chirashi.base.files.publishing import write
from chirashi.cli.making import new_project
from chirashi.content.edition import load
from chirashi.paper import Printed
from chirashi.proof.files.pdf.structure import join_parts
from chirashi.proof.run import prove
from chirashi.site.build import site as rendered
from chirashi.site.pages.addresses import Location

pytestmark = pytest.mark.thorough

PAGES = "abcdef"
SIZES = (4, 8, None)
URL = "https://example.org/"


def pages_in_any_order(folder: Path, shown: list[str]) -> None:
    """Puts in the place of all pages others that show parts, each in its own order, and half of them with headings."""
    plans = folder / "plans.yml"
    text = re.sub(r"^footer:.*\n", "", plans.read_text("utf-8"), flags=re.MULTILINE)
    glossary = ["glossary"] if (folder / "ja" / "glossary.md").is_file() else []  # to which pages lead by themselves
    listed = ", ".join([*(f"order-{name}" for name in PAGES), *glossary])
    plans.write_text(re.sub(r"^pages: \[.*\]", f"pages: [{listed}]", text, count=1, flags=re.MULTILINE), "utf-8")
    headings = {call: f"p-{chr(97 + i // 26)}{chr(97 + i % 26)}" for i, call in enumerate(shown)}
    for name in PAGES:
        chance = random.Random(f"{folder.name} {name}")
        calls = chance.sample(shown, len(shown))[: chance.choice(SIZES)]
        for language in LANGUAGES:
            said = "".join(
                (f"\n## {headings[call][2:]} {{#{headings[call]}}}\n" if name in PAGES[::2] else "")
                + f"\n{{{{ {call} }}}}\n"
                for call in calls
            )
            (folder / language / f"order-{name}.md").write_text(
                f"---\ntitle: Order {name}\nmenu: Menu {name}\ndescription: Page {name}\n---\n{said}", "utf-8"
            )


@pytest.mark.parametrize("name", EDITIONS)
def test_parts_stand_in_any_order(name: str, tmp_path: Path) -> None:
    folder, shown = showing_all(name, tmp_path)
    pages_in_any_order(folder, shown)
    edition = load(folder)
    write(rendered(edition, Location("", URL, (("", edition),))), tmp_path / "site")
    found = prove(folder, tmp_path / "site", earlier=[], beside=[], private={}, url=URL).problems
    told = [p.line_in("en") for p in found if ("/order-" in p.file or "search-" in p.file) and p.severity == "error"]
    assert told == []


def test_the_example_of_init_has_its_chooser_before_its_tables() -> None:
    for language in LANGUAGES:
        page = (Path(new_project.STARTER) / "content" / "edition" / language / "premiums.md").read_text("utf-8")
        assert page.index('show("chooser")') < page.index('show("plans")')


def test_a_flyer_of_a_monthly_deadline_without_a_day_of_issue(tmp_path: Path) -> None:
    """On it nothing says that the offer has closed, which would stand between its downloads and its sheets."""
    folder = changed(EDITIONS["accident-family"], tmp_path, lambda text: re.sub(r"  published:.*\n", "", text))
    edition = load(folder)
    sheets = {f"{name}-{language}.pdf": b"%PDF-1.7" for name in ("flyer", "fax") for language in LANGUAGES}
    files = rendered(edition, Location("", URL, (("", edition),)), Printed(sheets))
    assert b"<li>" in files["en/flyer/index.html"]
    write(files, tmp_path / "site")
    found = prove(folder, tmp_path / "site", earlier=[], beside=[], private={}, url=URL).problems
    assert [p.line_in("en") for p in found if p.code.startswith("proof-words")] == []


def test_an_address_on_paper_is_one_wherever_its_line_ends() -> None:
    assert join_parts(["E-mail ", "kumamoto-", "hok@doc-", "net.", "or.", "jp", "Weekdays"]) == (
        "E-mail  kumamoto-hok@doc-net.or.jp Weekdays"
    )
