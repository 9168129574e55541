"""The witness on finished sites: silent on clean ones, and each rule told by one fault of its kind."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mutate.around import drawn

from chirashi.base.messages import message, messages
from chirashi.cli import steps
from chirashi.proof import prove, record_translations, write
from chirashi.proof.across_files.press_sheets import prove_copies
from chirashi.proof.data.entries import open_book
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.report.translations import stale
from chirashi.proof.rules.findings import Findings
from chirashi.proof.run import Kept

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "content" / "cyber-2025"
EDITIONS = [MAIN, *sorted(p for p in (ROOT / "tests" / "editions").iterdir() if (p / "plans.yml").is_file())]
SECRET = {"login.id": "kmt-mbr-7Q"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """The site of an edition, built once."""
    known: dict[Path, Path] = {}

    def build(edition: Path) -> Path:
        if edition not in known:
            job = steps.Job(edition)
            work = steps.load_and_check(job)
            steps.render(job, work)
            known[edition] = tmp_path_factory.mktemp(edition.name) / "site"
            for name, content in work.files.items():
                path = known[edition] / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return known[edition]

    return build


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
def test_a_clean_site_is_proved(edition: Path, built: Callable[[Path], Path]) -> None:
    proof = prove(edition, built(edition))
    assert [problem.line_in("en") for problem in proof.problems if problem.severity == "error"] == []
    assert len(proof.ledger) > 100


FAULTS: dict[str, tuple[str, str, str]] = {
    "proof-differs": ("premiums/index.html", ">50,000円</data>", ">50,001円</data>"),
    "proof-value": ("premiums/index.html", '<data value="50000"', '<data value="50001"'),
    "proof-key": ("premiums/index.html", 'data-key="tables.basic.A"', 'data-key="tables.basic.Z"'),
    "proof-cell": ("data/total.ja.csv", "100210,110210", "110210,100210"),
    "proof-weekday": ("index.html", "日（金）", "日（土）"),
    "proof-untraced": ("contacts/index.html", "1丁目14-12", "1丁目14-13"),
    "proof-link": ("contacts/index.html", 'href="tel:0963853330"', 'href="tel:0529619634"'),
    "proof-language": ("en/notes/index.html", '<html lang="en"', '<html lang="ja"'),
    "proof-secret": ("about/index.html", "</main>", "<!-- Q7-rbm-tmk --></main>"),
    "proof-code-unreadable": (
        "index.html",
        '<path class="qr-modules"',
        '<path transform="scale(.9)" class="qr-modules"',
    ),
    "proof-table-gap": ("data/total.en.csv", "Option b,105640,115640,132800,151150", ""),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_told_by_its_rule(code: str, built: Callable[[Path], Path], tmp_path: Path) -> None:
    file, right, wrong = FAULTS[code]
    site = tmp_path / "site"
    shutil.copytree(built(MAIN), site)
    text = (site / file).read_text("utf-8")
    assert right in text, f"the test's own words no longer stand in {file}"
    (site / file).write_text(text.replace(right, wrong, 1), "utf-8")
    told = prove(MAIN, site, private=SECRET).problems
    assert (f"site/{file}", code) in {(p.file, p.code) for p in told}, [p.line_in("en") for p in told]


def test_a_login_in_a_code_is_told_and_not_quoted(built: Callable[[Path], Path], tmp_path: Path) -> None:
    site = Path(shutil.copytree(built(MAIN), tmp_path / "site"))
    page = site / "request" / "index.html"
    modules = drawn(SECRET["login.id"])
    text, count = re.subn(r'(<path class="qr-modules"[^>]* d=")[^"]*', rf"\g<1>{modules}", page.read_text("utf-8"))
    assert count == 1
    page.write_text(text, "utf-8")
    told = prove(MAIN, site, private=SECRET).problems
    assert {"proof-secret", "proof-code"} <= {p.code for p in told}
    assert SECRET["login.id"] not in "".join(p.line_in("en") for p in told)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["1施設 50,000円", "ID ab-12 3施設"], []),
        (["1施設 50,000円", "ID ab-12 4施設"], ["3"]),
        (["50,000円 1施設", "3施設"], ["50,000円"]),
    ],
)
def test_the_members_sheet_carries_the_figures_of_the_offices(lines: list[str], told: list[str]) -> None:
    office = Surface("print/flyer-ja.pdf", "pdf", "ja", "flyer.pdf", lines=["1施設 50,000円", "3施設"])
    members = Surface("print/members/flyer-ja.pdf", "pdf", "ja", "members-flyer.pdf", lines=lines)
    findings = Findings()
    prove_copies(open_book(MAIN), [office, members], findings)
    assert [p.fields["wanted"] for p in findings.problems] == told


def test_a_sum_that_was_printed_otherwise_is_told(built: Callable[[Path], Path], tmp_path: Path) -> None:
    edition = Path(shutil.copytree(MAIN, tmp_path / "cyber-2025"))
    plans = (edition / "plans.yml").read_text("utf-8").replace("A: 100,210円", "A: 100,120円")
    (edition / "plans.yml").write_text(plans, "utf-8")
    (told,) = [p for p in prove(edition, built(MAIN)).problems if p.code == "proof-derivation"]
    assert "tables.total.a.A" in told.line_in("en")


DECLARED = {
    "site": [
        "en/notes/index.html", "flyer/index.html", "en/flyer/index.html", "fax.html", "deadline.ics", "en/deadline.ics",
        "data/total.en.csv", "data/basic.ja.csv", "data/plans.json", "assets/search-en-*.json", "404.html", "sw.js",
        "_headers", "favicon.ico", "sitemap.xml", "robots.txt", "card.png", "en/card.png", "print/flyer-en.pdf",
        "print/fax-ja-fillable.pdf",
    ],
    "print": ["flyer-ja.pdf", "flyer-ja-press.pdf", "fax-en.pdf", "fax-en-fillable.pdf", "members/flyer-en.pdf"],
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(built: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished set with every file that may be asked for; those that are not pages are there by their names alone."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copytree(built(MAIN), folder / "site")
    sheets = [f"{name}-{language}" for name in ("flyer", "fax") for language in ("ja", "en")]
    names = [f"{sheet}.pdf" for sheet in [*sheets, "fax-ja-fillable", "fax-en-fillable"]]
    more = [f"print/{name}" for name in [*names, "flyer-ja-press.pdf", "members/flyer-ja.pdf", "members/flyer-en.pdf"]]
    more += [f"site/print/{name}" for name in names]
    more += [f"site/{name}" for name in ("sitemap.xml", "robots.txt", "card.png", "en/card.png")]
    for name in more:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


@pytest.mark.parametrize(("root", "file"), [(root, file) for root, files in DECLARED.items() for file in files])
def test_a_file_that_was_deleted_is_told(root: str, file: str, whole: Path, kept_whole: Kept) -> None:
    (path,) = (whole / root).glob(file)
    away = path.rename(whole / "away")
    told = missing(whole, kept_whole)
    away.rename(path)
    plain = re.sub(r"^(en|members)/|[-.](ja|en)(?=[-.])", "", file)
    plain = f"members-{plain}" if file.startswith("members") else plain
    assert told == [f"{root} {'en' if re.search('^en/|[-.]en[-.]', file) else 'ja'}: {plain}"]


def missing(folder: Path, kept: Kept) -> list[str]:
    url = "https://brochure.example.jp/"
    found = prove(MAIN, folder / "site", folder / "print", private=SECRET, url=url, kept=kept).problems
    return [f"{p.file} {p.fields['language']}: {p.fields['name']}" for p in found if p.code == "proof-file-missing"]


@pytest.fixture(scope="module")
def kept_whole(whole: Path) -> Kept:
    kept: Kept = {}
    assert missing(whole, kept) == []
    return kept


def test_an_excuse_that_excuses_nothing_is_told(built: Callable[[Path], Path], tmp_path: Path) -> None:
    edition = Path(shutil.copytree(MAIN, tmp_path / "cyber-2025"))
    entries = "waived:\n  - {key: dates.start, on: index, reason: 試}\norder:\n  - {page: cover, at: no, reason: 試}\n"
    (edition / "literals.yml").write_text(entries, "utf-8")
    (tmp_path / "print").mkdir()
    found = prove(edition, built(MAIN), tmp_path / "print").problems
    told = [p for p in found if p.code == "proof-excuse-unused"]
    assert [(p.line, p.fields["kind"], p.severity) for p in told] == [(2, "waived", "warning"), (4, "order", "warning")]
    page = Path(shutil.copytree(built(MAIN), tmp_path / "site")) / "index.html"
    text = re.sub(r'<(data|time)\b[^>]*"dates\.start"[^>]*>[^<]*</\1>', "", page.read_text("utf-8"))
    page.write_text(text.replace("2025年4月1日", ""), "utf-8")
    told = [p for p in prove(edition, tmp_path / "site").problems if p.code == "proof-excuse-unused"]
    assert [p.fields["kind"] for p in told] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("en/about/index.html", r"<p>Premiums, limits[^\d]*?</p>", "", "proof-words-lost"),
        ("about/index.html", r"(?s)<h2 id=\"languages\">.*?</h2>", "", "proof-words-lost"),
        ("en/about/index.html", r"</h1>", "</h1><p>One more.</p>", "proof-words-foreign"),
        (
            "en/about/index.html",
            r"(?s)<p>(Premiums, limits.*?)</p>",
            r"<blockquote>\1</blockquote>",
            "proof-paragraphs-cut",
        ),
        ("glossary/index.html", None, "", "proof-page-alone"),
        ("en/glossary/index.html", None, "", "proof-page-alone"),
        ("en/deadline.ics", None, "", "proof-page-alone"),
    ],
)
def test_languages_that_differ_without_a_figure_are_told(
    file: str, old: str | None, new: str, told: str, built: Callable[[Path], Path], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(built(MAIN), tmp_path / "site"))
    page = site / file
    if old is None:
        page.unlink()
    else:
        text, count = re.subn(old, new, page.read_text("utf-8"), count=1)
        assert count == 1
        page.write_text(text, "utf-8")
    assert told in {problem.code for problem in prove(MAIN, site).problems}


def test_last_years_figure_names_both_keys(built: Callable[[Path], Path], tmp_path: Path) -> None:
    former, site = tmp_path / "cyber-2024", tmp_path / "site"
    former.mkdir()
    plans = (MAIN / "plans.yml").read_text("utf-8").replace("A: 50,000円", "A: 48,600円")
    (former / "plans.yml").write_text(plans, "utf-8")
    shutil.copytree(built(MAIN), site)
    page = site / "premiums" / "index.html"
    page.write_text(
        re.sub(r"年額<data[^>]*>50,000円</data>", "年額48,600円", page.read_text("utf-8"), count=1), "utf-8"
    )
    told = [p for p in prove(MAIN, site, earlier=[former]).problems if p.code == "proof-earlier"]
    assert [p.fields["key"] for p in told] == ["tables.basic.A"]
    assert told[0].fields["now"] == "50,000円"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("  year: 2025", "  year: 2024"), "proof-earlier"),
        (("  year: 2025", "  year: 2026"), "proof-untraced"),
        (("  start: 2025-04-01", "  start: 2024-10-01"), "proof-earlier"),  # within one year, the first day of cover
        (("  start: 2025-04-01", "  start: 2025-10-01"), "proof-untraced"),
    ],
)
def test_an_edition_beside_it_is_earlier_by_its_year_or_start(
    change: tuple[str, str], code: str, built: Callable[[Path], Path], tmp_path: Path
) -> None:
    other = tmp_path / "cyber-other"
    other.mkdir()
    plans = (MAIN / "plans.yml").read_text("utf-8").replace("A: 50,000円", "A: 48,600円")
    assert plans.count(change[0]) == 1
    (other / "plans.yml").write_text(plans.replace(*change), "utf-8")
    site = Path(shutil.copytree(built(MAIN), tmp_path / "site"))
    page = site / "notes" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</h1>", "</h1><p>年額48,600円</p>", 1), "utf-8")
    told = steps.prove(steps.Job(MAIN, [other]), site, None, tmp_path / "build")
    assert code in {p.code for p in told if "48,600" in str(p.fields.get("text"))}


def test_what_was_said_of_files_that_stay_is_kept(built: Callable[[Path], Path]) -> None:
    kept: Kept = {}
    first = prove(MAIN, built(MAIN), kept=kept)
    again = prove(MAIN, built(MAIN), kept=kept)
    assert len(kept) == first.files
    assert again == first


def test_the_proof_as_files(built: Callable[[Path], Path], tmp_path: Path) -> None:
    proof = prove(MAIN, built(MAIN))
    write([proof], tmp_path)
    (data,) = json.loads((tmp_path / "proof.json").read_text("utf-8"))
    assert data["good"] is True
    assert data["traced"] == len(data["figures"]) == sum(data["surfaces"].values())
    page = (tmp_path / "proof.html").read_text("utf-8")
    assert "すべての数字がデータと一致しています" in page and "tables.total.c.D" in page
    before = (tmp_path / "proof.html").read_bytes()
    write([prove(MAIN, built(MAIN))], tmp_path)
    assert (tmp_path / "proof.html").read_bytes() == before


def test_the_proof_names_what_it_is_the_proof_of(built: Callable[[Path], Path], tmp_path: Path) -> None:
    edition = Path(shutil.copytree(MAIN, tmp_path / "cyber-2025"))
    plans = (edition / "plans.yml").read_text("utf-8")
    approval = "approval: {number: KH-25-0417, issued: 2025-01-15}\n"
    (edition / "plans.yml").write_text(plans.replace("approval: not required\n", approval, 1), "utf-8")
    write([prove(edition, built(MAIN))], tmp_path)
    page = (tmp_path / "proof.html").read_text("utf-8")
    files = [built(MAIN) / "index.html", built(MAIN) / "data" / "plans.json", edition / "plans.yml"]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    for said in [*digests, "KH-25-0417", "2025-01-15", "文書番号", "Approval number"]:
        assert said in page
    assert page.count("<details open>") == page.count("<details") > 20 and "<script" not in page
    (data,) = json.loads((tmp_path / "proof.json").read_text("utf-8"))
    assert data["sha256"]["site/index.html"] == digests[0] and data["set"] in page
    changed = Path(shutil.copytree(built(MAIN), tmp_path / "site"))
    (changed / "_headers").write_bytes(b"\n")
    write([prove(edition, changed)], tmp_path)
    assert data["set"] not in (tmp_path / "proof.html").read_text("utf-8")


def test_a_translation_is_stale_when_its_original_changes(tmp_path: Path) -> None:
    edition = tmp_path / "cyber-2025"
    shutil.copytree(MAIN, edition)
    (edition / "translated.yml").unlink(missing_ok=True)
    assert stale(edition, ["ja", "en"]) == []
    record_translations(edition)
    assert stale(edition, ["ja", "en"]) == []
    page = edition / "ja" / "notes.md"
    page.write_text(page.read_text("utf-8").replace("三つの書類", "必要な書類"), "utf-8")
    (told,) = stale(edition, ["ja", "en"])
    assert (told.file, told.code, told.severity) == ("cyber-2025/en/notes.md", "proof-stale", "warning")
    assert told.line > 1 and "`chirashi translated notes`" in told.text("ja")
    record_translations(edition, "notes")
    assert stale(edition, ["ja", "en"]) == []
    with pytest.raises(KeyError):
        record_translations(edition, "nowhere")


def test_a_paragraph_put_between_others_is_new_and_makes_none_of_them_stale(tmp_path: Path) -> None:
    edition = tmp_path / "cyber-2025"
    shutil.copytree(MAIN, edition)
    record_translations(edition)
    page = edition / "ja" / "notes.md"
    text = page.read_text("utf-8")
    place = "ご不明な点は、"
    assert text.count(place) == 1
    page.write_text(text.replace(place, f"新しい段落です。\n\n{place}"), "utf-8")
    (told,) = stale(edition, ["ja", "en"])
    assert (told.file, told.code, told.severity) == ("cyber-2025/en/notes.md", "proof-new", "warning")
    page.write_text(text.replace("menu: 注意事項", "menu: ご注意"), "utf-8")
    (told,) = stale(edition, ["ja", "en"])
    assert (told.line, told.code) == (3, "proof-stale")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ja: 対象の業種は", "ja: 対象となる業種は", "proof-stale"),
        ("ja: 初動の対応から", "ja: はじめの対応から", "proof-stale"),
        ("    - ja: まずは資料", "    - ja: 新しい段落です。\n      en: A new one.\n    - ja: まずは資料", "proof-new"),
        ("  guide:\n", "  added:\n    ja: 新しい注記です。\n    en: A new one.\n  guide:\n", "proof-new"),
    ],
)
def test_a_text_of_the_data_is_stale_when_its_original_changes(old: str, new: str, code: str, tmp_path: Path) -> None:
    edition = Path(shutil.copytree(MAIN, tmp_path / "cyber-2025"))
    record_translations(edition)
    plans = edition / "plans.yml"
    text = plans.read_text("utf-8")
    assert text.count(old) == 1
    plans.write_text(text.replace(old, new), "utf-8")
    (told,) = stale(edition, ["ja", "en"])
    assert (told.file, told.code) == ("cyber-2025/plans.yml", code)
    lines = plans.read_text("utf-8").splitlines()
    file, _, line = str(told.fields["original"]).partition(":")
    assert file == told.file and "ja: " in lines[int(line) - 1]
    assert "en: " in lines[told.line - 1] and told.line == int(line) + 1
    assert "`chirashi translated plans.yml`" in told.text("en")
    record_translations(edition, "plans")
    assert stale(edition, ["ja", "en"]) == []


def test_a_literal_needs_a_reason_and_a_use(built: Callable[[Path], Path], tmp_path: Path) -> None:
    edition = tmp_path / "cyber-2025"
    shutil.copytree(MAIN, edition)
    (edition / "literals.yml").write_text(
        "literals:\n  - literal: 24時間\n  - {literal: 99時間, reason: 試}\n", "utf-8"
    )
    codes = {(p.code, p.line) for p in prove(edition, built(MAIN)).problems}
    assert {("proof-literal-reason", 2), ("proof-literal-unused", 3)} <= codes


def test_every_message_has_both_languages() -> None:
    mine = {code: message(code) for code in messages() if code.startswith("proof-")}
    assert len(mine) > 25
    for code, entry in mine.items():
        assert {"ja", "ja_mend", "en", "en_mend"} <= set(entry), code
