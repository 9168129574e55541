"""An approval belongs to a content: every change of what is read voids it, nothing else does, and a draft says so."""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from known import EDITIONS, ROOT, TODAY

from chirashi.base.files.publishing import write
from chirashi.base.project import Project
from chirashi.content import approval
from chirashi.content.edition import load
from chirashi.content.values import Day
from chirashi.paper import print_set
from chirashi.proof import Proof, prove
from chirashi.review.approving import approve, refusal, with_approval
from chirashi.review.papers import dossier, signature
from chirashi.site.build import site

UNTIL = Day.read("2027-12-31")
MARKS = ("校正刷り・未承認", "Proof – not approved")
BLOCK = "approval:\n  number: 川26-031\n  issued: 2026年7月1日（水）\n"


@pytest.fixture
def folder(home: Project) -> Path:
    """An edition in a project of its own."""
    return Path(shutil.copytree(EDITIONS["care-three"], home.content / "care-three"))


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def kind(folder: Path) -> str:
    return approval.standing(load(folder)).kind


def own(project: Path, name: str, change: Callable[[str], str]) -> None:
    """A file of the theme in the project's own theme/, changed."""
    path = project / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(change((ROOT / "theme" / name).read_text("utf-8")), "utf-8")


class TestStanding:
    def test_without_a_number_it_is_a_draft(self, folder: Path) -> None:
        edit(folder / "plans.yml", (BLOCK, "\n\n\n"))
        assert approval.standing(load(folder)).draft
        edit(folder / "plans.yml", ("\n\n\n", "approval: {number: ..., issued: 2026-07-01}\n"))
        assert kind(folder) == "none", "a sample's dots are no number"

    @pytest.mark.parametrize("said", ["not required", "不要", "{required: no}"])
    def test_an_edition_may_need_none(self, said: str, folder: Path) -> None:
        edit(folder / "plans.yml", (BLOCK, f"approval: {said}\n"))
        assert kind(folder) == "not required"

    def test_a_number_that_is_typed_is_bound_to_nothing(self, folder: Path) -> None:
        edition = load(folder)
        assert approval.standing(edition).kind == "by hand" and not approval.standing(edition).draft
        assert refusal(edition, TODAY) is not None

    def test_it_binds_number_and_dates_to_the_content(self, folder: Path) -> None:
        edition = approve(folder, "川27-100", UNTIL)
        given = edition.data.approval
        assert given is not None and (given.number, given.valid_until) == ("川27-100", UNTIL)
        assert str(given.issued) == "2026-07-01", "what the data had stays"
        assert approval.standing(edition).kind == "approved" and refusal(edition, TODAY) is None
        expired = refusal(edition, datetime.date(2028, 1, 1))
        assert expired is not None and expired.code == "publish-unapproved"


READ = {
    "premium": ("plans.yml", "light: 6,480円", "light: 6,490円"),
    "number": ("plans.yml", "number: 川27-100", "number: 川27-101"),
    "until": ("plans.yml", "valid_until: 2027-12-31", "valid_until: 2028-12-31"),
    "English": ("en/index.md", "title: ", "title: New "),
    "Japanese": ("ja/index.md", "title: ", "title: 新しい"),
}


class TestChange:
    @pytest.mark.parametrize("change", READ.values(), ids=READ)
    def test_of_what_is_read_makes_a_draft_and_is_named(self, change: tuple[str, str, str], folder: Path) -> None:
        approve(folder, "川27-100", UNTIL)
        name, old, new = change
        edit(folder / name, (old, new))
        stands = approval.standing(load(folder))
        assert stands.draft and all(one.startswith(name.removesuffix(".md")) for one in stands.changed)
        edit(folder / name, (new, old))
        assert kind(folder) == "approved", "put back, it is what was approved"

    def test_of_a_word_or_a_template_of_the_theme_makes_a_draft(self, folder: Path, home: Project) -> None:
        approve(folder, "川27-100", UNTIL)
        own(home.root, "labels/ja.yml", lambda text: text.replace("  deadline: 申込締切", "  deadline: お申込締切"))
        assert approval.standing(load(folder)).changed == ("labels/ja: words.deadline",)
        (home.root / "theme/labels/ja.yml").unlink()
        own(home.root, "web/_foot.html", lambda text: text.replace("<dl", "<p>keep this page</p>\n<dl"))
        assert approval.standing(load(folder)).changed == ("theme: web/_foot.html",)
        (home.root / "theme/web/_foot.html").unlink()
        assert kind(folder) == "approved"
        own(home.root, "web/place.js", lambda text: text + "\ndocument.title = 'x'\n")
        assert approval.standing(load(folder)).changed == ("scripts: web/place.js",)

    def test_of_what_nobody_reads_leaves_it(self, folder: Path, home: Project) -> None:
        approve(folder, "川27-100", UNTIL)
        edit(folder / "plans.yml", ("plans:\n", "# 今年は変えない\nplans:\n"), ("light: 6,480円", "light: 6480円"))
        page = folder / "ja" / "index.md"
        page.write_text(page.read_text("utf-8").replace("\n\n", "\n\n\n"), "utf-8")
        own(home.root, "tokens.css", lambda text: text.replace("#2d2f7e", "#1d4f2e"))
        own(home.root, "web/_foot.html", lambda text: text.replace('<dl class="rows">', '<dl class="rows wide">'))
        own(home.root, "labels/ja.yml", lambda text: text + "later: さきのことば\n")
        assert approval.standing(load(folder)).changed == ()

    def test_of_the_record_itself_is_told(self, folder: Path) -> None:
        approve(folder, "川27-100", UNTIL)
        edit(folder / "approval.yml", ('"scheme.year": "', '"scheme.year": "0'))
        stands = approval.standing(load(folder))
        assert stands.draft and [p.code for p in stands.problems] == ["approval-unreadable"]
        approve(folder, "川27-100", UNTIL)
        assert kind(folder) == "approved"


@pytest.mark.parametrize(
    "before",
    [
        "approval: not required\n",
        "approval:\n  number: old  # note\n\n",
        "# approval:\n#   number: ...\n#   issued: ...\n",
        "",
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_data_keeps_all_else(before: str, ending: str) -> None:
    text = f"edition: x\nscheme:\n  year: 2026  # this\n\n{before}\n# parties\nparties:\n  a: {{}}\n".replace(
        "\n", ending
    )
    made = with_approval(text, "B25-000123", UNTIL, None)
    assert "approval:\n  number: B25-000123\n  valid_until: 2027-12-31\n".replace("\n", ending) in made
    assert made.count("approval:") == 1 and "old" not in made and "..." not in made
    for kept in ("  year: 2026  # this\n", "\n# parties\nparties:\n  a: {}\n"):
        assert kept.replace("\n", ending) in made


def proved(folder: Path, files: dict[str, bytes], out: Path, draft: bool) -> Proof:
    write(files, out)
    return prove(folder, out, draft=draft, earlier=[])


def test_every_page_of_a_draft_says_so_and_none_of_an_approved_edition(folder: Path, tmp_path: Path) -> None:
    approve(folder, "川27-100", UNTIL)
    approved, codes = site(load(folder)), {"proof-draft-mark", "proof-draft-unmarked", "proof-draft-indexed"}
    edit(folder / "plans.yml", ("light: 6,480円", "light: 6,490円"))
    draft = site(load(folder))
    pages = [name for name in draft if name.endswith(".html")]
    assert len(pages) > 5 and pages == [name for name in approved if name.endswith(".html")]
    for name in pages:
        text, other = draft[name].decode(), approved[name].decode()
        assert any(mark in text for mark in MARKS) and 'content="noindex"' in text, name
        assert "assets/draft-" in text and not any(mark in other for mark in MARKS), name
    assert b"X-Robots-Tag: noindex" in draft["_headers"] and b"X-Robots-Tag" not in approved["_headers"]
    assert any(mark in draft["sw.js"].decode() for mark in MARKS)
    as_draft = {p.code for p in proved(folder, draft, tmp_path / "a", True).problems}
    assert not as_draft & codes and not [code for code in as_draft if code.startswith("proof-words")]
    assert "proof-draft-mark" in {p.code for p in proved(folder, draft, tmp_path / "b", False).problems}
    unmarked = {p.file for p in proved(folder, approved, tmp_path / "c", True).problems if p.code in codes}
    assert unmarked == {f"site/{name}" for name in pages}


@pytest.mark.parametrize(
    ("name", "piece", "line"),
    [("care-three", "flyer-en.pdf", "  number: 川26-031\n"), ("cyber-2025", "fax-en.pdf", "approval: not required\n")],
)
def test_every_sheet_of_a_draft_says_so_across(name: str, piece: str, line: str, home: Project) -> None:
    """As any text of a sheet it is read by machines too; the gates and the proof of words pass it."""
    folder = Path(shutil.copytree(EDITIONS[name], home.content / name))
    edit(folder / "plans.yml", (line, ""))
    done = print_set(load(folder), wanted=lambda one: one.name == piece)
    assert [p.line_in("en") for p in done.problems if p.severity == "error"] == [] and len(done.files) == 1
    sheets = pdfium.PdfDocument(done.files[piece])
    assert all(MARKS[1] in sheet.get_textpage().get_text_range() for sheet in sheets)
    sheets.close()
    write(done.files, home.paper)
    for draft, told in ((True, set()), (False, {"proof-draft-mark"})):
        said = {p.code for p in prove(folder, None, home.paper, draft=draft, earlier=[]).problems}
        assert {code for code in said if code.startswith(("proof-draft", "proof-words"))} == told


def test_the_dossier_is_one_pdf_that_can_be_signed(folder: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as apart:  # the library begins a loop of its own, as a driven browser has one
        apart.submit(_made_and_signed, folder, tmp_path).result()


def _made_and_signed(folder: Path, tmp_path: Path) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    edition = load(folder)
    digests = {"site/index.html": "ab" * 32, "print/flyer-ja.pdf": "cd" * 32}
    said = dossier.Proved("<!doctype html><html lang='ja'><body><h1>校正の記録</h1></body></html>", 2, 34, digests)
    content = dossier.dossier(edition, None, {}, said, "ja")
    sheets = pdfium.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in sheets)
    parts = [mark.get_title() for mark in sheets.get_toc()]
    sheets.close()
    assert parts[0] == "募集文書 承認申請書類" and parts[-1] == "校正の記録" and len(parts) == 4
    for wanted in (*digests, "ab" * 8, "34", approval.digest(approval.fingerprint(edition))[:32]):
        assert wanted in text.replace("\r\n", "")
    certificate, root = self_made(tmp_path)
    signed = signature.signed(content, certificate, "secret", "test")
    assert signed.startswith(content), "nothing of what was there is changed"
    (found,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    status = validate_pdf_signature(found, ValidationContext(trust_roots=[root]))
    assert status.intact and status.valid and status.trusted
    damaged = signed.replace(b"/Title", b"/Titel", 1)
    (found,) = PdfFileReader(io.BytesIO(damaged)).embedded_signatures
    assert not validate_pdf_signature(found, ValidationContext(trust_roots=[root])).intact


def self_made(folder: Path) -> tuple[Path, object]:
    """A certificate of one's own as PKCS #12, and what a verifier must trust."""
    from asn1crypto import x509 as asn1
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Example Association")])
    now = datetime.datetime.now(datetime.UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=30))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "own.p12"
    locked = serialization.BestAvailableEncryption(b"secret")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"own", key, made, None, locked))
    return path, asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER))
