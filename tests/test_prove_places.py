"""A true value in the wrong place is told, even where both languages say the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from chirashi import steps
from chirashi.prove import prove
from chirashi.prove.witness import Kept

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "content" / "cyber-2025"
URL = "https://example.org/"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Kept]:
    job = steps.Job(EDITION, url=URL)
    work = steps.load_and_check(job)
    steps.render(job, work)
    site = tmp_path_factory.mktemp("places") / "site"
    for name, content in work.files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    kept: Kept = {}
    assert prove(EDITION, site, url=URL, kept=kept).good
    return site, kept


def marked(key: str) -> str:
    return rf'<data value="[^"]*" data-key="{re.escape(key)}">.*?</data>'


def exchanged(text: str, region: str, one: str, other: str) -> str:
    """Two figures of a region change places, marks and all."""
    (there,) = re.finditer(region, text, re.DOTALL)
    a, b = (re.search(marked(key), there[0]) for key in (one, other))
    assert a and b, (region, there[0][:200])
    first, second = sorted((a, b), key=lambda m: m.start())
    inner = there[0]
    inner = inner[: first.start()] + second[0] + inner[first.end() : second.start()] + first[0] + inner[second.end() :]
    return text[: there.start()] + inner + text[there.end() :]


# What is exchanged in every language alike: a page, a stretch of it, and two keys.
EXCHANGED = {
    "terms of a list": ("index.html", '<div class="glance">.*?</div>', "dates.deadline", "dates.start"),
    "dates of a sentence": ("request/index.html", "(?<=<p>)[^\n]*dates.start[^\n]*", "dates.deadline", "dates.start"),
    "limits of a sentence": (
        "cover/index.html",
        "(?<=<p>)[^\n]*coverages.liability.limit.A[^\n]*",
        "coverages.liability.limit.A",
        "coverages.costs.limit.A",
    ),
    "limits under their terms": (
        "index.html",
        '<dl class="rows more">.*?</dl>',
        "coverages.liability.limit.D",
        "coverages.costs.limit.D",
    ),
    "telephones of parties": (
        "contacts/index.html",
        '<ul class="parties">.*?</ul>',
        "parties.association.telephone",
        "parties.agent.telephone",
    ),
    "telephones of a table": (
        "contacts/index.html",
        "<table>.*?</table>",
        "parties.association.telephone",
        "parties.agent.telephone",
    ),
}
# Words of both languages that become others: file, old and new.
Change = tuple[str, str, str]
WORDS: dict[str, tuple[str, list[Change]]] = {
    "a heading of another table": (
        "proof-label",
        [
            ("data/basic.ja.csv", "基本プラン保険料", "オプション保険料"),
            ("data/basic.en.csv", "Basic premium", "Option premium"),
        ],
    ),
    "the number of times one pays": (
        "proof-label",
        [
            ("premiums/index.html", "<td[^>]*>1施設あたり・年額", "1施設あたり・月額"),
        ],
    ),
}


def seeded(clean: tuple[Path, Kept], tmp_path: Path, changes: dict[str, str]) -> set[tuple[str, str]]:
    """What is told of a copy of the site in which some files hold other texts."""
    site, kept = clean
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    for file, text in changes.items():
        (copy / file).write_text(text, "utf-8")
    told = prove(EDITION, copy, url=URL, kept=dict(kept)).problems
    return {(p.file, p.code) for p in told if p.severity == "error"}


@pytest.mark.parametrize("name", EXCHANGED)
def test_figures_that_change_places(name: str, clean: tuple[Path, Kept], tmp_path: Path) -> None:
    page, region, one, other = EXCHANGED[name]
    files = [page, f"en/{page}"]
    changes = {file: exchanged((clean[0] / file).read_text("utf-8"), region, one, other) for file in files}
    told = seeded(clean, tmp_path, changes)
    assert {(f"site/{page}", "proof-label")} <= told, told
