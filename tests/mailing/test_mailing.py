"""Flyers with a name on them: from a list to files for the print shop, each page proved; and nothing of it leaks."""

from __future__ import annotations

import csv
import dataclasses
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from invented_members import HEADS, records, write_csv, write_workbook
from known import EDITIONS, ROOT

from chirashi.base import parallel, project
from chirashi.base.files import publishing
from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.checks.files import members_lists
from chirashi.content.edition import Edition, load
from chirashi.content.site_settings import Mailing
from chirashi.mailing import Order, Outcome, forget, mail
from chirashi.mailing import run as mailing_run
from chirashi.mailing.members import whereabouts
from chirashi.mailing.premiums import Premium, Premiums, Refusal
from chirashi.mailing.sheets import envelopes, files, template
from chirashi.proof.mailing import flyers, postal
from chirashi.proof.mailing.pdf_pages import Pages

MEMBERS, PART = 30, 12


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with the real edition, in which all of this file's mailings are made; its sheets are laid out once."""
    here = Project(tmp_path_factory.mktemp("mailing"))
    shutil.copytree(EDITIONS["cyber-2025"], here.content / "cyber-2025", ignore=shutil.ignore_patterns("private.yml"))
    shutil.copy(ROOT / "content/site.yml", here.content)
    before = project.project_in_use()
    project.use(here)
    made: dict[object, template.Template] = {}
    prepared = template.prepared

    def once(edition: Edition, profile: Path | None, window: envelopes.Window, printed: Path, alone: bool) -> object:
        key = (str(edition.folder), window, alone)
        if key not in made:
            made[key] = prepared(edition, profile, window, printed, alone)
        return made[key]

    patch = pytest.MonkeyPatch()
    patch.setattr(mailing_run.template, "prepared", once)
    patch.setattr(parallel, "_processors", lambda: 1)
    yield here
    patch.undo()
    project.use(before)


@pytest.fixture(scope="module")
def edition(place: Project) -> Edition:
    return load(place.content / "cyber-2025")


@pytest.fixture(scope="module")
def order(place: Project, edition: Edition) -> Order:
    members = write_workbook(place.root.parent / "list.xlsx", MEMBERS, seed=5)
    return Order(place, edition, members, Mailing(), part=PART, lang="en")


@pytest.fixture(scope="module")
def outcome(order: Order) -> Outcome:
    return mail(order)


def changed(order: Order, name: str, rows: list[list[str]], **settings: object) -> Order:
    path = order.project.root.parent / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADS, *rows])
    elsewhere = Project(order.project.root / "other")  # so that the files of `outcome` stay
    return dataclasses.replace(order, project=elsewhere, members=path, **settings)  # type: ignore[arg-type]


def some(count: int = 3) -> list[list[str]]:
    return [list(record) for record in records(count, seed=11)]


def test_every_member_gets_whole_sheets_in_parts(outcome: Outcome, order: Order) -> None:
    assert (outcome.done, outcome.left_out, outcome.members) == (True, 0, MEMBERS)
    assert outcome.files == ["part-001.pdf", "part-002.pdf", "part-003.pdf"]
    assert outcome.pages == MEMBERS * 4  # the carrier with its white back, the flyer on a sheet of its own
    assert [problem.code for problem in outcome.problems] in ([], ["mailing-address-elsewhere", "mailing-listed"])


def test_the_press_takes_it(outcome: Outcome, order: Order) -> None:
    """PDF/X-4 as the press sheet is: whole by qpdf, with an intent, boxes, all fonts within it, and no link."""
    path = order.project.mailing / outcome.files[0]
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == PART * 4
        assert str(pdf.Root.OutputIntents[0].S) == "/GTS_PDFX"
        assert "PDF/X-4" in pdf.Root.Metadata.read_bytes().decode()
        assert len(pdf.trailer.ID) == 2
        for page in pdf.pages:
            assert page.trimbox != page.mediabox and "/Annots" not in page.obj
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item]
        assert fonts and all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_fonts_and_sheets_stand_in_a_file_once(outcome: Outcome, order: Order) -> None:
    with pikepdf.open(order.project.mailing / outcome.files[0]) as pdf:
        carriers = [page.obj.Resources.objgen for page in list(pdf.pages)[::4]]
        assert len(set(carriers)) == 1
        assert len({page.obj.Contents.objgen for page in list(pdf.pages)[2::4]}) == 1


def test_members_stand_in_the_order_of_the_post(outcome: Outcome, order: Order) -> None:
    with (order.project.mailing / "places.csv").open(encoding="utf-8-sig", newline="") as stream:
        places = list(csv.DictReader(stream))
    codes = [place["Postcode"] for place in places]
    assert codes == sorted(codes)
    assert len({place["Row"] for place in places}) == MEMBERS
    with (order.project.mailing / "contents.csv").open(encoding="utf-8-sig", newline="") as stream:
        parts = list(csv.DictReader(stream))
    assert [int(part["Members"]) for part in parts] == [12, 12, 6]
    assert parts[0]["First postcode"] == codes[0] and parts[-1]["Last postcode"] == codes[-1]


def test_a_reader_finds_the_member_on_the_page(outcome: Outcome, order: Order) -> None:
    """What another library reads from a page that the list names."""
    with (order.project.mailing / "places.csv").open(encoding="utf-8-sig", newline="") as stream:
        place = list(csv.DictReader(stream))[20]
    record = list(records(MEMBERS, seed=5))[int(place["Row"]) - 2]
    with pypdfium2.PdfDocument(order.project.mailing / place["File"]) as pdf:
        text = pdf[int(place["First page"]) - 1].get_textpage().get_text_range()
    for told in (record[0], record[1], record[6]):
        assert told in text


def test_only_their_owner_reads_them(outcome: Outcome, order: Order) -> None:
    folder = order.project.mailing
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_run_that_was_stopped_goes_on(outcome: Outcome, order: Order) -> None:
    folder = order.project.mailing
    before = {name: (folder / name).read_bytes() for name in outcome.files}
    (folder / outcome.files[1]).unlink()
    (folder / f".{outcome.files[1]}.new").write_bytes(b"half a part")
    again = mail(order)
    assert (again.done, again.kept) == (True, 2)
    assert {name: (folder / name).read_bytes() for name in again.files} == before  # the same bytes as before


def test_what_was_made_stays_while_print_is_replaced(outcome: Outcome, order: Order) -> None:
    here = order.project
    names = {path.name for path in here.mailing.iterdir()}
    here.build.mkdir(exist_ok=True)
    publishing.publish({"flyer-ja.pdf": b"new"}, here.paper, here.build)
    publishing.publish({"flyer-ja.pdf": b"newer"}, here.paper, here.build)
    assert {path.name for path in here.mailing.iterdir()} == names
    assert (here.paper / "flyer-ja.pdf").read_bytes() == b"newer"


def test_it_stays_after_a_death_right_behind_the_exchange(tmp_path: Path) -> None:
    paper, build = tmp_path / "print", tmp_path / "build"
    publishing.write({"flyer-ja.pdf": b"new"}, paper)
    publishing.write({"mailing/part-001.pdf": b"theirs"}, build / "stage" / "print")
    publishing.publish({"flyer-ja.pdf": b"newer"}, paper, build)
    assert (paper / "mailing" / "part-001.pdf").read_bytes() == b"theirs"


class TestProof:
    """The witness tells a page that says something else, whatever it is."""

    @pytest.fixture
    def told(self, order: Order, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
        rows = some(2)
        rows[0][7:10] = ["3", "プランB＋a", ""]
        rows[1][7:10] = ["", "", ""]
        ask = changed(order, "proof", rows)

        def run(old: bytes, new: bytes) -> list[str]:
            """What is told where the content of carriers is changed before it is written."""
            from chirashi.mailing.sheets.stamping import Stamp

            content = Stamp.content

            def other(self: Stamp, member: object, premium: object) -> bytes:
                said = content(self, member, premium)  # type: ignore[arg-type]
                return re.sub(old, new, said, count=1)

            with monkeypatch.context() as patch:
                patch.setattr(Stamp, "content", other)
                done = mail(dataclasses.replace(ask, part=10 + len(old)))
            assert not done.files or not done.problems
            return [str(problem.fields["what"]["en"]) for problem in done.problems if problem.code == "mailing-proof"]

        yield run

    def test_as_it_is(self, told: object) -> None:
        assert told(b"$", b"") == []  # type: ignore[operator]

    @pytest.mark.parametrize(
        ("old", "new", "wanted"),
        [
            (rb"(TR 10\.50 Tf <....)(....)(....)", rb"\1\3\2", "the address"),
            (rb"/TC (\S+) Tf <(.{40})(....)(....)", rb"/TC \1 Tf <\2\4\3", "the customer barcode"),
            (rb"/TC \S+ Tf", rb"/TC 7.00 Tf", "the customer barcode"),
            (rb"1 0 0 1 (\S+) (\S+) Tm (/TR 10)", rb"1 0 0 1 20.00 \2 Tm \3", "what shows in the window"),
            (rb"(/TB 24\.00 Tf <.*?)(.{4})(.{4})>", rb"\1\3\2>", "the premium"),
            (rb"(/TR 15\.00 Tf <....)(....)", rb"\1", "what is filled in"),
        ],
        ids=["letters exchanged", "bars exchanged", "bars too small", "beside the window", "an amount", "the form"],
    )
    def test_what_is_changed(self, told: object, old: bytes, new: bytes, wanted: str) -> None:
        assert wanted in told(old, new)  # type: ignore[operator]


def test_pages_of_two_members_exchanged_are_told(outcome: Outcome, order: Order) -> None:
    witness = flyers.Witness.of(
        order.edition.folder,
        flyers.List(order.members, 2, dict(zip(("number", "postcode"), (0, 1), strict=True)), ("plans", "options")),
        flyers.Told("{name} 様", "会員番号 {number}", frozenset(), (0, 0, 210, 99)),
        order.project.mailing / "other.db",
    )
    found = list(witness.read(order.project.mailing / outcome.files[0], "part", [3, 2, *range(4, 14)], 4))
    assert {problem.code for problem in found} == {"mailing-proof"}


def test_the_barcode_reads_from_the_picture_of_the_page(outcome: Outcome, order: Order) -> None:
    path = order.project.mailing / outcome.files[1]
    window = envelopes.window(envelopes.USUAL)
    pages = Pages(path)
    for at in (0, 4, 8):
        (bars,) = (one.text for one in pages.text(at) if one.text.startswith("("))
        with pypdfium2.PdfDocument(path) as pdf:
            picture = flyers.window_of(pdf[at], (window.left, window.top, window.width, window.height))
        assert f"({postal.read(picture)})" == bars


class TestList:
    """Every fault of a list is told by its row and column before anything is printed, and no value of it is shown."""

    FAULTS = [
        (1, "", "mailing-empty"),
        (1, "86-00", "mailing-postcode"),
        (2, "どこか", "mailing-address-impossible"),
        (5, "\ue0f0野 太郎", "mailing-glyph"),
        (5, "辻\U000e0102 太郎", "mailing-glyph-variant"),
        (2, "熊本県熊本市中央区" + "長い町" * 40 + "1", "mailing-room"),
        (8, "プランZ", "mailing-choice"),
        (7, "三つ", "mailing-count"),
    ]

    @pytest.mark.parametrize(("column", "value", "code"), FAULTS, ids=[code for *_, code in FAULTS])
    def test_told(self, column: int, value: str, code: str, order: Order) -> None:
        rows = some()
        rows[1][7:10] = ["2", "B", ""]
        rows[1][column] = value
        ask = changed(order, "fault", rows)
        done = mail(ask)
        (found,) = (p for p in done.problems if p.code == code)
        assert (found.line, done.files, done.left_out) == (3, [], 1)
        told = " ".join(p.line_in(lang) for p in done.problems for lang in ("ja", "en"))
        secrets = [cell for row in rows for cell in (row[0], row[2], row[5]) if cell]
        assert not [cell for cell in secrets if cell in told]
        with (ask.project.mailing / "problems.csv").open(encoding="utf-8-sig", newline="") as stream:
            assert [line[0] for line in csv.reader(stream)][1:] == ["3"]

    def test_twice(self, order: Order) -> None:
        rows = some()
        rows.append([*rows[0]])
        rows.append(["M999999", *rows[1][1:]])
        done = mail(changed(order, "twice", rows))
        assert [p.line for p in done.problems if p.code == "mailing-twice"] == [5, 5]  # by number, by name and address
        assert done.left_out == 2

    def test_others_are_printed_where_that_is_asked(self, order: Order) -> None:
        rows = some()
        rows[0][1] = ""
        done = mail(changed(order, "leave", rows, leave_out=True))
        assert (done.done, done.left_out, len(done.files)) == (True, 1, 1)

    def test_heads_are_forgiven_and_settings_name_others(self, order: Order) -> None:
        path = order.project.root.parent / "otherwise.csv"
        rows = some(2)
        heads = ["会員 No.", "〒", "ご住所", "マンション名", "所属", "お名前", "TEL", "施設数", "現在のプラン", "ｵﾌﾟｼｮﾝ"]
        plain = [[cell.replace("𠮷", "吉").replace("\U000e0100", "") for cell in row] for row in rows]
        with path.open("w", encoding="cp932", newline="") as stream:
            csv.writer(stream).writerows([["名簿 2025年度"], heads, *plain])
        settings = Mailing(columns={"所属": "institution"})
        done = mail(dataclasses.replace(changed(order, "heads", []), members=path, settings=settings))
        assert done.done and done.columns["institution"] == "所属" and len(done.columns) == len(HEADS)

    def test_a_column_that_is_missing_is_told(self, order: Order) -> None:
        path = order.project.root.parent / "none.csv"
        path.write_text("番号,住所,電話\n1,熊本県熊本市1,000\n", "utf-8")
        with pytest.raises(Trouble) as told:
            mail(dataclasses.replace(order, members=path))
        assert [p.code for p in told.value.problems] == ["mailing-column", "mailing-column"]


class TestPremiums:
    """A member's premium is the table's, times what is counted, however the list writes the choice."""

    @pytest.mark.parametrize(
        ("plan", "option", "count", "yen"),
        [
            ("B", "a", "3", 330_630),
            ("プランB＋a", "", "3", 330_630),
            ("Ｂ", "オプションａ", "３", 330_630),
            ("プランB", "なし", "3施設", 180_000),
            ("基本プランB", "-", "1", 60_000),
        ],
    )
    def test_the_scheme_of_the_example(self, edition: Edition, plan: str, option: str, count: str, yen: int) -> None:
        found = Premiums(edition, "ja").of((plan, option), count)
        assert isinstance(found, Premium) and found.yen == yen

    def test_as_it_is_written(self, edition: Edition) -> None:
        found = Premiums(edition, "ja").of(("B", "a"), "3")
        assert found == Premium("プランB・オプションa、3施設", "年額330,630円", "1施設あたり 110,210円", 330_630)

    def test_what_no_table_answers(self, edition: Edition) -> None:
        premiums = Premiums(edition, "ja")
        assert premiums.of(("", "a"), "3") == Refusal("mailing-choice-partial", "plans")
        assert premiums.of(("Q", ""), "3") == Refusal("mailing-choice", "plans")
        assert premiums.of(("A", ""), "0") == Refusal("mailing-count", "count")
        assert premiums.of(("", ""), "") is None

    def test_other_schemes(self, place: Project) -> None:
        care = Premiums(load(EDITIONS["care-three"]), "ja")
        assert [axis.key for axis in care.asked] == ["plans"]
        found = care.of(("full",), "")
        assert isinstance(found, Premium) and found.yen == 48_000
        assert Premiums(load(EDITIONS["income-months"]), "ja").ambiguous


class TestPrivacy:
    def test_a_list_in_content_is_an_error(self, place: Project, edition: Edition) -> None:
        path = write_csv(place.content / "cyber-2025" / "data.csv", 2)
        book = write_workbook(place.content / "book.xlsx", 2)
        try:
            assert {p.code for p in members_lists.unpublished(edition)} == {"members-list"}
            assert len(list(members_lists.unpublished(edition))) == 2
            assert [p.code for p in whereabouts.exposed(place, path)] == ["members-list"]
        finally:
            path.unlink()
            book.unlink()
        assert list(members_lists.unpublished(edition)) == []

    def test_a_list_that_git_would_take_is_refused(self, tmp_path: Path, place: Project) -> None:
        import subprocess

        subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
        path = write_csv(tmp_path / "all.csv", 2)
        assert [p.code for p in whereabouts.exposed(place, path)] == ["mailing-tracked"]
        (tmp_path / ".gitignore").write_text("*.csv\n", "utf-8")
        assert list(whereabouts.exposed(place, path)) == []

    def test_forgotten(self, order: Order) -> None:
        ask = changed(order, "forget", some())
        mail(ask)
        assert forget(ask.project) > 3
        assert not ask.project.mailing.exists()
        assert forget(ask.project) == 0


def test_a_file_of_one_member_holds_no_glyph_of_another(order: Order) -> None:
    rows = some(2)
    rows[0][5], rows[1][5] = "見本 一太", "鷗外 九郎"
    rows[0][4] = rows[1][4] = ""
    ask = changed(order, "single", rows, single=True)
    done = mail(ask)
    assert sorted(done.files) == ["members/row-000002.pdf", "members/row-000003.pdf"]
    for name, other in zip(sorted(done.files), ("鷗", "太"), strict=True):
        with pikepdf.open(ask.project.mailing / name) as pdf:
            fonts = pdf.pages[0].obj.Resources.Font.values()
            told = "".join(font.ToUnicode.read_bytes().decode() for font in fonts)
        assert f"<{ord(other):04X}>" not in told
        assert f"<{ord('見' if other == '鷗' else '鷗'):04X}>" in told


@pytest.mark.parametrize("name", ["長形3号", "洋長3号", "角形2号", "角形20号", "長形40号"])
def test_every_envelope_has_room_for_an_address(name: str, place: Project) -> None:
    assert envelopes.window(name).width > 60


def test_an_envelope_of_the_project_s_own(place: Project) -> None:
    own = place.root / "theme" / "print" / "envelopes.toml"
    own.parent.mkdir(parents=True)
    try:
        own.write_text("[ours]\nwindow = {left = 25, top = 12, width = 90, height = 45}\nplay = 3\n", "utf-8")
        assert envelopes.window("ours").left == 28
        own.write_text("[ours]\nwindow = {left = 25, top = 12, width = 40, height = 45}\n", "utf-8")
        with pytest.raises(Trouble, match="mailing-window"):
            envelopes.window("ours")
        with pytest.raises(Trouble, match="mailing-envelope"):
            envelopes.window("長形3")
    finally:
        shutil.rmtree(place.root / "theme")


def test_the_same_input_gives_the_same_identity() -> None:
    assert files.identity_of("key", "part-001.pdf") == files.identity_of("key", "part-001.pdf")
    assert files.identity_of("key", "part-001.pdf") != files.identity_of("key", "part-002.pdf")
