"""A true value in the wrong place is told, even where both languages say the same."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from chirashi.cli import steps
from chirashi.proof import prove
from chirashi.proof.run import Kept

ROOT = Path(__file__).resolve().parents[2]
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
# What is written otherwise, in every language alike unless one is named: the rule, then files (a pattern of names),
# and a pattern of their text with what takes its place.
WRITTEN: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "a row headed by another table": (
        "proof-label",
        [
            ("data/basic.ja.csv", "基本プラン保険料", "オプション保険料"),
            ("data/basic.en.csv", "Basic premium", "Option premium"),
        ],
    ),
    "a year's premium for a month's": (
        "proof-label",
        [
            ("premiums/index.html", "(?<=基本プラン保険料 )(.*?)年額", r"\1月額"),
            ("en/premiums/index.html", "(?<=Basic premium )(.*?)per year", r"\1per month"),
        ],
    ),
    "a premium for a person": (
        "proof-label",
        [
            ("index.html", "1施設あたり・年額", "1人あたり・年額"),
            ("en/index.html", "per facility per year", "per person per year"),
        ],
    ),
    "another coverage's basis": (
        "proof-label",
        [
            ("premiums/index.html", "1請求・保険期間中", "1事故・保険期間中"),
            ("en/premiums/index.html", "per claim and", "per incident and"),
        ],
    ),
    "a table called by another's name": (
        "proof-label",
        [("premiums/index.html", ">基本プラン</caption>", ">オプション</caption>")],
    ),
    "an amount with a sign": ("proof-cell", [("data/total.*.csv", ",110210,", ",-110210,")]),
    "a table without headings": (
        "proof-cell",
        [("premiums/index.html", r"(?s)<caption id=\"t-total\".*?</table>", "UNHEADED")],
    ),
    "telephone and fax for machines": (
        "proof-label",
        [("*contacts/index.html", r'"telephone":("[^"]*"),"faxNumber":("[^"]*")', r'"telephone":\2,"faxNumber":\1')],
    ),
    "the day on which the site closes": (
        "proof-label",
        [("*index.html", 'data-closes="2025-02-28"', 'data-closes="2025-04-01"')],
    ),
    "the names of two events": (
        "proof-label",
        [("deadline.ics", "申\r?\n 込締切", "補償開始"), ("en/deadline.ics", "Last day to apply", "Cover starts")],
    ),
    "the identifiers of two events": ("proof-label", [("*deadline.ics", "cyber-2025-start@", "cyber-2025-deadline@")]),
    "an alarm in one language": ("proof-languages", [("en/deadline.ics", "TRIGGER:-P6DT15H", "TRIGGER:P6DT15H")]),
    "the name of a plan": ("proof-differs", [("data/plans.json", '"ja":"プランA"', '"ja":"プランB"')]),
    "the language of a name": ("proof-differs", [("data/plans.json", '"en":"Plan A"', '"en":"プランA"')]),
    "the name of a coverage": ("proof-differs", [("data/plans.json", '"ja":"賠償損害"', '"ja":"費用損害"')]),
    "how often one pays": ("proof-differs", [("data/plans.json", '"every":"year"', '"every":"month"')]),
    "a whole table": ("proof-table-gap", [("data/plans.json", r'"option":\{.*?\}\},(?="total")', "")]),
    "a row of one language": (
        "proof-table-gap",
        [("data/plans.json", '(?<="en":{"A":"¥50,000,000","B":"¥100,000,000"),"C":"¥100,000,000"', "")],
    ),
    "a name that stands twice": ("proof-unreadable", [("data/plans.json", '"A":50000,', '"A":50000,"A":50000,')]),
    "a figure for a name": ("proof-untraced", [("data/plans.json", '"edition":', '"¥123,456":1,"edition":')]),
    "an entry of the search": ("proof-index", [("assets/search-*.json", "50,000(?=円から|)", "60,000")]),
    "an entry for another page": ("proof-index", [("assets/search-*.json", '"(en/)?notes/"', r'"\1cover/"')]),
    "a section that is not found": ("proof-index", [("assets/search-*.json", r'\["totals".*?\],', "")]),
}


def seeded(clean: tuple[Path, Kept], tmp_path: Path, changes: dict[str, str]) -> set[tuple[str, str]]:
    """What is told of a copy of the site in which some files hold other texts."""
    site, kept = clean
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    for file, text in changes.items():
        (copy / file).write_bytes(text.encode())
    told = prove(EDITION, copy, url=URL, kept=dict(kept)).problems
    return {(p.file, p.code) for p in told if p.severity == "error"}


@pytest.mark.parametrize("name", EXCHANGED)
def test_figures_that_change_places(name: str, clean: tuple[Path, Kept], tmp_path: Path) -> None:
    page, region, one, other = EXCHANGED[name]
    files = [page, f"en/{page}"]
    changes = {file: exchanged((clean[0] / file).read_text("utf-8"), region, one, other) for file in files}
    told = seeded(clean, tmp_path, changes)
    assert {(f"site/{file}", "proof-label") for file in files} <= told, told


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_in_the_wrong_place(name: str, clean: tuple[Path, Kept], tmp_path: Path) -> None:
    code, changes = WRITTEN[name]
    new: dict[str, str] = {}
    for pattern, old, other in changes:
        for path in sorted(
            clean[0].glob(
                pattern.replace("*index", "**/index")
                .replace("*contacts", "**/contacts")
                .replace("*deadline", "**/deadline")
            )
        ):
            file = path.relative_to(clean[0]).as_posix()
            text = path.read_bytes().decode("utf-8")
            put = unheaded if other == "UNHEADED" else other
            new[file], count = re.subn(old, put, text, count=1)
            assert count or "**" in pattern or "*index" in pattern, (file, old)
    told = seeded(clean, tmp_path, new)
    assert {(f"site/{file}", code) for file in new} & told, told


def unheaded(table: re.Match[str]) -> str:
    """A table without headings, its two first amounts exchanged."""
    cells = re.sub(r"<(/?)th\b", r"<\1td", table[0])
    return exchanged(cells, ".+", "tables.total.a.A", "tables.total.a.B")
