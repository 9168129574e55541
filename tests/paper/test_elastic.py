"""Ordinary changes fit: the flyer is set closer, larger or on four pages, and every one prints and proves.

Some of the campaign's combinations, their flyers alone; `make campaign` makes all of each, and all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import campaign
import pikepdf
import pytest
from known import EDITIONS
from printing import printed

from chirashi.content.edition import load
from chirashi.content.values import Day
from chirashi.paper import layout, print_set, run, sheet_html
from chirashi.paper.copyfitting import fit, pages, scaling
from chirashi.paper.copyfitting.settings import DESIGNED, SETTINGS, heights, loosest
from chirashi.paper.gates import boxes
from chirashi.proof.data.entries import open_book
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.kinds import read_surface
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web.html import Block
from chirashi.proof.rules.findings import Findings
from chirashi.proof.words.prove_words import Spoken
from chirashi.view.templates import View

TWELVE_PLANS = 25  # a combination


NUMBERS = [*campaign.tested()]


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=pytest.mark.long) if i % 3 else n for i, n in enumerate(NUMBERS)]
)
def test_an_ordinary_change_prints_and_proves(number: int) -> None:
    done, problems = campaign.tried(number, flyers_alone=True)
    assert [problem.line_in("en") for problem in problems] == [], campaign.combination(number)
    assert {"flyer-ja.pdf", "flyer-en.pdf"} <= done.files.keys()


def test_the_campaign_has_every_day_with_a_time_and_without_and_every_edition() -> None:
    every = [campaign.combination(number) for number in range(campaign.COMBINATIONS)]
    assert len(every) >= 600 and {one.edition for one in every} == {*campaign.CHANGED}
    assert {campaign.combination(number).edition for number in campaign.tested()} == {*campaign.CHANGED}
    assert len({one.deadline.split(" ")[0] for one in every}) == campaign.DAYS
    assert sum(" " in one.deadline for one in every[: campaign.WHOLE_YEAR]) == campaign.DAYS
    assert {len(one.ways) for one in every} == {1, 2, 3, 4} and max(one.address for one in every) == 200


def test_what_fits_as_designed_is_left_so() -> None:
    view = View(load(EDITIONS["cyber-2025"]), "ja")
    html = sheet_html.html(view, "flyer")
    piece = next(piece for piece in run.pieces(view.edition) if piece.leads)
    fitted = fit.fit(run._press(piece, "", html), sheet_html.designed(view))
    assert (fitted.html, fitted.css, fitted.steps) == (html, "", {})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_setting_keeps_its_bounds(language: str) -> None:
    """9 pt for what is read on, 8 pt for notes and tables."""
    edition = load(EDITIONS["cyber-2025"])
    html = sheet_html.html(View(edition, language), "flyer")
    for setting in SETTINGS.values():
        css = "\n".join(
            scaling.stylesheet(f".{side}:lang({language})", language, setting, run.STYLES["flyer"])
            for side in ("front", "back")
        )
        document = layout.lay_out(html, *run.STYLES["flyer"], more=css, tall=True)
        assert [problem.line_in("en") for problem in boxes.sizes("x", document)] == []


def test_settings_stand_in_order() -> None:
    weights = [SETTINGS[step].weight for step in sorted(SETTINGS)]
    assert weights == sorted(weights)
    assert loosest(heights([(1.0, 250.0)]), 252.0) == DESIGNED
    assert loosest(heights([(1.0, 260.0)]), 252.0) == -1
    assert loosest(heights([(1.0, 2000.0)]), 252.0) is None


def test_blocks_are_shared_out_in_order_and_evenly() -> None:
    held = [pages.Height(part, by) for part, by in (("a", 100.0), ("a", 90.0), ("b", 80.0), ("b", 70.0), ("c", 60.0))]
    shared = pages.shared_out(held, {"b": 10.0}, [277.0, 277.0, 200.0])
    assert shared is not None and [i for sheet in shared for i in sheet] == [*range(5)]
    assert [len(sheet) for sheet in shared] == [1, 2, 2]
    assert pages.shared_out(held, {}, [90.0, 277.0, 277.0]) is None


def test_all_languages_have_one_format(tmp_path: Path) -> None:
    """One more note in English alone would else put English on four pages and leave Japanese on two."""
    edition = load(campaign.written(campaign.combination(TWELVE_PLANS), tmp_path))
    done = print_set(edition, wanted=lambda piece: piece.leads)
    assert {len(pikepdf.open(tmp(content, tmp_path)).pages) for content in done.files.values()} == {4}
    assert [p.code for p in done.problems if p.severity == "note"] == ["print-set", "print-set"]


def tmp(content: bytes, folder: Path) -> Path:
    path = folder / "sheet.pdf"
    path.write_bytes(content)
    return path


def test_a_part_of_a_table_keeps_its_spans() -> None:
    edition = load(EDITIONS["cyber-2025"])
    grid = edition.grids["coverages.liability.limit"].only({"plans": ("C", "D")})
    assert [(place.key, cell.span, str(cell.money)) for _, row in grid.rows() for place, cell in row] == [
        ("C", 2, "100000000")
    ]


def test_the_time_of_a_deadline_is_not_parted() -> None:
    edition = load(EDITIONS["cyber-2025"])
    edition.figures["dates.deadline"] = Day.read("2025-02-26 17:00")
    html = sheet_html.html(View(edition, "ja"), "flyer")
    assert '<span class="whole">2025年2月26日（水）</span><span class="whole">17時00分</span>' in html


def test_the_2025_edition_has_no_note() -> None:
    assert not [problem for problem in printed("cyber-2025").problems if problem.code == "print-set"]


# -- a table that is cut, and what the proof says of its parts -----------------------------------


@pytest.fixture(scope="module")
def of_twelve_plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Surface]:
    """A Japanese flyer of twelve plans and four options, whose tables are cut."""
    edition = campaign.written(campaign.combination(TWELVE_PLANS), tmp_path_factory.mktemp("cut"))
    done = print_set(load(edition), wanted=lambda piece: piece.leads)
    book = open_book(edition)
    return book, read_surface(done.files["flyer-ja.pdf"], "print/flyer-ja.pdf", "flyer-ja.pdf", book.languages)


def told(book: Book, surface: Surface) -> set[str]:
    findings = Findings()
    Spoken(book, [], ()).prove(surface, findings)
    return {problem.code for problem in findings.problems}


def test_the_parts_of_a_table_say_together_what_it_says(of_twelve_plans: tuple[Book, Surface]) -> None:
    book, surface = of_twelve_plans
    captions = [table.caption for table in surface.tables]
    assert captions.count("基本プラン") > 1 and len(captions) > len(set(captions)) + 1
    assert told(book, surface) == set()


def heads(surface: Surface, text: str) -> list[Block]:
    return [block for block in surface.blocks if block.tag in ("th", "caption") and block.text == text]


def name_another(surface: Surface, part: list[Block]) -> None:
    """A head of a later part by the name of a plan that stands elsewhere, in its text and in its table."""
    heads(surface, "プランH")[0].text = "プランA"
    for cell in (cell for table in surface.tables for row in table.rows for cell in row if cell.text == "プランH"):
        cell.text = "プランA"
        return


def lose_a_row_head(surface: Surface, part: list[Block]) -> None:
    surface.blocks.remove([block for block in part if block.tag == "th"][-1])


def lose_a_part(surface: Surface, part: list[Block]) -> None:
    surface.blocks = [block for block in surface.blocks if all(block is not one for one in part)]
    del surface.tables[1]


def say_a_part_twice(surface: Surface, part: list[Block]) -> None:
    at = surface.blocks.index(part[-1]) + 1
    surface.blocks[at:at] = part
    surface.tables.insert(1, surface.tables[1])


def exchange_two_heads(surface: Surface, part: list[Block]) -> None:
    columns = [block for block in part if block.text.startswith("プラン")]
    columns[0].text, columns[1].text = columns[1].text, columns[0].text


def caption_it_otherwise(surface: Surface, part: list[Block]) -> None:
    part[0].text = surface.tables[1].caption = "オプション"


@pytest.mark.parametrize(
    "fault",
    [name_another, lose_a_row_head, lose_a_part, say_a_part_twice, exchange_two_heads, caption_it_otherwise],
)
def test_a_fault_in_a_part_of_a_table_is_told(
    fault: Callable[[Surface, list[Block]], None], of_twelve_plans: tuple[Book, Surface]
) -> None:
    book, surface = of_twelve_plans
    surface = deepcopy(surface)
    first, second, *_ = (i for i, block in enumerate(surface.blocks) if block.tag == "caption")
    following = next(i for i, block in enumerate(surface.blocks) if i > second and block.tag in ("caption", "h2"))
    assert surface.blocks[first].text == surface.blocks[second].text == "基本プラン"
    fault(surface, surface.blocks[second:following])
    assert told(book, surface)
