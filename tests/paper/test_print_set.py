"""The print set of every edition: complete, proved, accessible, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from known import EDITIONS, ROOT
from lacking import lacking
from printing import codes, printed, said, saved

from chirashi.base.problems import Problem
from chirashi.base.project import theme
from chirashi.content.edition import load
from chirashi.paper import Printed, downloads, layout, print_set, sheet_html
from chirashi.paper.cache import Store
from chirashi.paper.gates import boxes, overlaps
from chirashi.paper.run import Piece, pieces
from chirashi.view.templates import View

sys.path.insert(0, str(ROOT / "tools" / "verapdf"))
import verapdf

CYBER_FILES = {
    *(f"flyer-{language}.pdf" for language in ("ja", "en")),
    *(f"fax-{language}.pdf" for language in ("ja", "en")),
    *(f"fax-{language}-fillable.pdf" for language in ("ja", "en")),
    "flyer-ja-press.pdf",
}


def sheets(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


@pytest.mark.parametrize("name", EDITIONS)
def test_every_edition_prints_without_a_problem(name: str) -> None:
    done = printed(name)
    assert codes(done) <= {"print-set"}
    assert {"flyer-ja.pdf", "flyer-en.pdf", "flyer-ja-press.pdf"} <= done.files.keys()


INLINE = {"a", "path", "span", "strong", "svg"}


@pytest.mark.parametrize("name", EDITIONS)
def test_what_elements_are_stands_in_the_stylesheet_of_paper(name: str) -> None:
    """WeasyPrint's own rules are left out, so an element without one here would run on in its line."""
    css = theme().read("print/paper.css")
    known = {tag for tags in re.findall(r"^([a-z0-9, ]+) { display:", css, re.MULTILINE) for tag in tags.split(", ")}
    for piece in pieces(load(EDITIONS[name])):
        if piece.matter != "fillable":  # which has WeasyPrint's own rules for fields
            tags = set(re.findall("<([a-z0-9]+)", sheet_html.html(piece.view, piece.matter, piece.login)))
            assert tags - INLINE <= known, piece.name


@pytest.mark.parametrize("name", EDITIONS)
def test_pages_title_language_bookmarks_and_margins(name: str) -> None:
    for file, content in printed(name).files.items():
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == (2 if file.startswith("flyer") else 1), file
            assert str(pdf.Root.Lang) == file.split("-")[1][:2]
            assert str(pdf.docinfo["/Title"])
            assert "/Outlines" in pdf.Root
            if "press" not in file:
                assert [float(edge) for edge in pdf.pages[0].mediabox] == pytest.approx(
                    [0, 0, 595.28, 841.89], abs=0.01
                )


@pytest.mark.parametrize("name", EDITIONS)
def test_nothing_stands_within_5_mm_of_the_edge(name: str) -> None:
    """Office printers leave that much white."""
    for file, content in printed(name).files.items():
        if "press" in file:
            continue
        with pypdfium2.PdfDocument(content) as pdf:
            for page in pdf:
                picture = page.render(scale=1, grayscale=True).to_pil().convert("L")
                edge = round(5 * 72 / 25.4)
                left, top, right, bottom = picture.point(lambda dot: 255 * (dot < 250)).getbbox()
                assert left > edge and top > edge, file
                assert right < picture.width - edge and bottom < picture.height - edge, file


def test_the_set_of_cyber_is_whole() -> None:
    done = printed("cyber-2025")
    assert set(done.files) == CYBER_FILES
    assert set(done.proofs) == {f"fax-proof-{kind}-{lang}.png" for kind in ("flyer", "fax") for lang in ("ja", "en")}


def test_all_totals_stand_on_the_back() -> None:
    edition = load(EDITIONS["cyber-2025"])
    for language in ("ja", "en"):
        front, back = sheets(printed("cyber-2025").files[f"flyer-{language}.pdf"])
        for cell in edition.grids["tables.total"].cells.values():
            assert f"{int(cell.money or 0):,}" in back
        assert "096-385-6448" in front and "https://msfp-cyber.jp" in front
        assert "052-961-9634" in back and "052-223-4172" in back


def test_verapdf_finds_no_fault(tmp_path: Path) -> None:
    if (reason := verapdf.lacking()) is not None:
        lacking(reason)
    for name in EDITIONS:
        saved(tmp_path / name, printed(name))
    files = [path for path in sorted(tmp_path.rglob("*.pdf")) if "press" not in path.name]
    done = verapdf.check(files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == len(files)


def test_poppler_reads_the_text_back(tmp_path: Path) -> None:
    folder = saved(tmp_path, printed("cyber-2025"))
    text = said("pdftotext", "-layout", folder / "flyer-ja.pdf", "-")
    assert "2025年2月28日（金）" in text and "145,720円" in text
    fonts = said("pdffonts", folder / "flyer-ja.pdf").splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)  # the column "emb"


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another process, another day, another time zone, with hashes in another order."""
    program = (
        "import hashlib, json; from pathlib import Path;"
        "from chirashi.content.edition import load; from chirashi.paper import print_set;"
        f"done = print_set(load(Path({str(EDITIONS['cyber-2025'])!r})));"
        "print(json.dumps({n: hashlib.sha256(c).hexdigest() for n, c in (done.files | done.proofs).items()}))"
    )
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima", "TMPDIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    other = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, check=True).stdout
    here = printed("cyber-2025")
    assert json.loads(other) == {
        name: hashlib.sha256(content).hexdigest() for name, content in (here.files | here.proofs).items()
    }


def test_a_run_leaves_nothing_in_the_folder_for_what_is_passing(tmp_path: Path) -> None:
    """The fonts lie there while it works; it ends without the interpreter's own tidying."""
    (passing := tmp_path / "tmp").mkdir()
    command = [sys.executable, "build.py", "print", str(EDITIONS["care-three"]), "--out", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"TMPDIR": str(passing)}, capture_output=True, check=True)
    assert list((tmp_path / "print").iterdir())
    assert list(passing.iterdir()) == []


def test_what_has_not_changed_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, store = load(EDITIONS["care-three"]), Store(tmp_path)
    first = print_set(edition, store=store)
    monkeypatch.setattr("chirashi.paper.layout.lay_out", None)
    assert print_set(edition, store=store).files == first.files


def test_members_paper_has_the_login_and_nothing_public_has(tmp_path: Path) -> None:
    edition = load(EDITIONS["cyber-2025"])
    edition.private = {"login.id": "kumamoto-member", "login.password": "Himitsu-4711"}
    done = print_set(edition)
    assert codes(done) == set()
    for file, content in done.files.items():
        text = "".join(sheets(content))
        assert ("Himitsu-4711" in text) == file.startswith("members/"), file
        assert ("IDとパスワードは、協会から" in text) == (file in ("flyer-ja.pdf", "flyer-ja-press.pdf")), file
    assert {"members/flyer-ja.pdf", "members/flyer-en.pdf"} <= done.files.keys()
    assert not any("members" in download.path for download in downloads(edition, done, "ja"))


@pytest.mark.parametrize("wrong", ["（会員用パスワード）", "a1"])
def test_no_members_paper_is_made_before_the_login_is_filled_in(wrong: str) -> None:
    edition = load(EDITIONS["cyber-2025"])
    edition.private = {"login.id": "kumamoto-member", "login.password": wrong}
    assert not any(piece.login for piece in pieces(edition))


def test_no_message_about_members_paper_shows_the_login() -> None:
    edition = load(EDITIONS["care-three"])
    edition.private = {"login.id": "hok-98765", "login.password": "Pq9😀zR7w"}
    said = [problem.line_in(lang) for problem in print_set(edition).problems for lang in ("ja", "en")]
    assert any("print/members/" in line for line in said)
    assert not [line for line in said if "Pq" in line or "zR" in line or "😀" in line]


@pytest.mark.parametrize(
    "approval", ["  number: B24-104512", "  number: B24-104512\n  issued: 2025-01-15\n  valid_until: 2026-03-31"]
)
def test_the_approval_has_its_room_on_the_flyer(approval: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EDITIONS["cyber-2025"], tmp_path / "cyber-2025"))
    data = (folder / "plans.yml").read_text("utf-8").replace("approval: not required\n", f"approval:\n{approval}\n", 1)
    (folder / "plans.yml").write_text(data, "utf-8")
    edition = load(folder)
    for piece in pieces(edition):
        if piece.matter == "flyer":
            assert problems_of(piece) == [], piece.name


@pytest.mark.parametrize("stages", [2, 3, 5, 6])
def test_stages_of_any_number_stand_on_lines_of_their_own(stages: int) -> None:
    """In one row up to four, in rows of three where there are more, each below the one before, from the left."""
    edition = load(EDITIONS["cyber-2025"])
    assert edition.plans is not None
    timeline = (edition.plans.timeline * 2)[:stages]
    edition.plans = edition.plans.model_copy(update={"timeline": timeline, "notes": {}})
    piece = next(iter(pieces(edition)))
    assert problems_of(piece) == []
    document = layout.lay_out(sheet_html.html(piece.view, piece.matter), *piece.styles)
    placed = [box for page in document.pages for box in boxes.boxes(page._page_box)]
    (line,) = (box for box in placed if boxes.attribute(box, "class") == "timeline")
    rows: dict[float, list[float]] = {}
    for stage in line.children:
        rows.setdefault(round(stage.position_y), []).append(stage.border_box_x())
    assert [len(row) for row in rows.values()] == ([3, stages - 3] if stages > 4 else [stages])
    assert {round(row[0]) for row in rows.values()} == {round(line.content_box_x())}


def problems_of(piece: Piece) -> list[Problem]:
    html = sheet_html.html(piece.view, piece.matter)
    document = layout.lay_out(html, *piece.styles)
    again = lambda: layout.lay_out(html, *piece.styles, tall=True)  # noqa: E731
    return [*boxes.sheets("x", document, 2, again), *overlaps.overlaps("x", document)]


def test_downloads_are_the_public_files_with_size_and_date() -> None:
    edition = load(EDITIONS["cyber-2025"])
    found = downloads(edition, printed("cyber-2025"), "ja")
    assert [d.path for d in found] == ["print/flyer-ja.pdf", "print/fax-ja.pdf", "print/fax-ja-fillable.pdf"]
    assert found[0].size == f"{round(len(found[0].content) / 1000)} KB"
    assert {download.date for download in found} == {"2025年度"}, "the start of cover is no date of issue"


@pytest.mark.parametrize(
    ("published", "day"), [("# published: ...", 10), ("published: 2025-01-20", 20)], ids=["approval", "own"]
)
def test_downloads_and_files_carry_the_date_of_issue_that_the_data_says(
    published: str, day: int, tmp_path: Path
) -> None:
    """The brochure's own comes before the approval's, since a brochure is revised after it."""
    folder = Path(shutil.copytree(EDITIONS["cyber-2025"], tmp_path / "cyber-2025"))
    data = (folder / "plans.yml").read_text("utf-8").replace("# published: ...", published, 1)
    data = data.replace("approval: not required\n", "approval:\n  issued: 2025-01-10\n", 1)
    (folder / "plans.yml").write_text(data, "utf-8")
    edition = load(folder)
    assert not edition.problems
    found = downloads(edition, printed("cyber-2025"), "ja")
    assert {download.date for download in found} == {f"2025年1月{day}日"}
    assert f'name="dcterms.created" content="2025-01-{day}T' in sheet_html.html(View(edition, "ja"), "flyer")


def test_files_without_a_date_of_issue_carry_none() -> None:
    assert "dcterms" not in sheet_html.html(View(load(EDITIONS["cyber-2025"]), "ja"), "flyer")


def test_without_pango_one_message_and_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chirashi.paper.layout.missing", lambda: "cannot load library 'libpango-1.0-0'")
    done = print_set(load(EDITIONS["cyber-2025"]))
    assert isinstance(done, Printed) and not done.files
    assert [(p.code, p.severity) for p in done.problems] == [("print-pango", "warning")]
    for part in ("apt-get install libpango-1.0-0", "brew install pango", "MSYS2"):
        assert part in done.problems[0].text("ja") and part in done.problems[0].text("en")
