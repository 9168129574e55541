"""Whatever a finished file or a file of the edition holds, the witness comes to messages, never to a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chirashi.base.problems import Problem, Trouble
from chirashi.cli import steps
from chirashi.proof import prove, record_translations, write
from chirashi.proof.run import Kept

ROOT = Path(__file__).resolve().parents[2]
EDITION = ROOT / "tests" / "editions" / "income-months"
LONG = "9" * 5000
TORN = f"{'M1 h' * 50}H{'9' * 400}v1z"
SECRET = {"login.id": "kmt-mbr-7Q"}
KEPT: Kept = {}  # of the files that a damage leaves alone


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition's folder with its site beside it."""
    folder = tmp_path_factory.mktemp("damaged")
    job = steps.Job(EDITION)
    work = steps.load_and_check(job)
    steps.render(job, work)
    for name, content in work.files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    shutil.copytree(EDITION, folder / EDITION.name)
    record_translations(folder / EDITION.name)
    return folder


def told(folder: Path, kept: Kept | None = None) -> list[Problem]:
    """What is told of the site, in words and as files, as a command does."""
    proof = prove(folder / EDITION.name, folder / "site", private=SECRET, kept=kept)
    write([proof], folder / "build")
    assert all(len(p.line_in(lang).splitlines()) == 1 for p in proof.source_problems for lang in ("ja", "en"))
    return proof.problems


def told_with(folder: Path, file: str, content: bytes) -> list[Problem]:
    path = folder / file
    before = path.read_bytes() if path.is_file() else None
    try:
        path.write_bytes(content)
        return told(folder, KEPT if file.startswith("site/") else None)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def page(said: str) -> bytes:
    return f'<!doctype html><html lang="ja"><body><main><p>{said}</p></main></body></html>'.encode()


ODD: dict[str, tuple[str, bytes]] = {
    "no such time": ("site/odd.html", page("2026-02-28T10:75")),
    "the last day": ("site/odd.html", page("9999-12-31T23:59Z 9999-12-31T23:59Z")),
    "a long number": ("site/odd.html", page(f"{LONG} {LONG}円 ¥{LONG} {LONG}% {'一' * 5000}円 {LONG}億{LONG}万円")),
    "a small number": ("site/odd.html", page("0.00000001")),
    "a long number in JSON": ("site/odd.json", f'{{"a": {LONG}, "b": "{LONG}"}}'.encode()),
    "a long number in CSV": ("site/odd.csv", f"{LONG},{LONG}円".encode()),
    "spans in spans": ("site/odd.html", page("<span>" * 1200 + "1" + "</span>" * 1200)),
    "lists in lists": ("site/odd.json", b"[" * 100_000),
    "before the first day": ("site/odd.ics", b"BEGIN:VCALENDAR\nDTEND;VALUE=DATE:00010101\n"),
    "no picture": ("site/odd.png", b"\x89PNG\r\n\x1a\n"),
    "no picture in a page": ("site/odd.html", page('<img src="data:image/png;base64,AAAA">')),
    "a torn drawing": ("site/odd.svg", f'<svg viewBox="0 0 29 29"><path d="{TORN}"/></svg>'.encode()),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD)
def test_an_odd_file_is_told(what: str, built: Path) -> None:
    file, content = ODD[what]
    assert file in {problem.file for problem in told_with(built, file, content)}


BROKEN: dict[str, tuple[str, bytes]] = {
    "plans.yml": ("plans.yml", b"a: [1"),
    "plans.yml, aliases": ("plans.yml", b"a: &a [1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\n"
    b"d: &d [*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]"),
    "plans.yml, round": ("plans.yml", b"a: &a [*a]"),
    "plans.yml, deep": ("plans.yml", b"[" * 1000),
    "literals.yml": ("literals.yml", b"literals: [}"),
    "literals.yml, cp932": ("literals.yml", "literals: 24時間".encode("cp932")),
    "translated.yml": ("translated.yml", b"en: {"),
    "a page": ("ja/index.md", "時間".encode("cp932")),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_of_the_edition_is_told_once(what: str, built: Path) -> None:
    name, content = BROKEN[what]
    found = told_with(built, f"{EDITION.name}/{name}", content)
    shown = "/".join([EDITION.name, *name.split("/")][-2:])
    assert [problem.file for problem in found if problem.code == "proof-unreadable"] == [shown]


def test_a_broken_private_file_is_told_and_no_silent_pass(built: Path) -> None:
    path = built / EDITION.name / "private.yml"
    path.write_text("login: {id: x", "utf-8")
    try:
        proof = prove(built / EDITION.name, built / "site")
    finally:
        path.unlink()
    assert [(p.file, p.code) for p in proof.problems] == [(f"{EDITION.name}/private.yml", "proof-unreadable")]
    assert not proof.good


def test_a_page_that_cannot_be_read_is_told_as_that_alone(built: Path) -> None:
    spans = page("<span>" * 1200 + "1" + "</span>" * 1200)
    found = [p for p in told_with(built, "site/premiums/index.html", spans) if "premiums/" in p.text("en") + p.file]
    worker = ("site/sw.js", "proof-worker")  # which has the sum of the page as it was
    assert [(p.file, p.code) for p in found if p.file != worker[0]] == [
        ("site/premiums/index.html", "proof-unreadable")
    ]
    assert [(p.file, p.code) for p in found if p.file == worker[0]] == [worker]


def test_a_file_that_the_system_refuses_is_told(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "404.html":
            raise PermissionError(13, "Permission denied", str(path))
        return good(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    found = [p for p in told(built) if p.code == "proof-unreadable"]
    assert [p.file for p in found] == ["site/404.html"] and "Permission denied" in found[0].text("en")


def test_a_translation_is_not_noted_from_what_cannot_be_read(tmp_path: Path) -> None:
    for content in ("a: [", ""):
        (tmp_path / "plans.yml").write_text(content, "utf-8")
        with pytest.raises(Trouble):
            record_translations(tmp_path)


NAMES = [
    "index.html",
    "en/index.html",
    "sitemap.xml",
    "assets/search-*.json",
    "data/*.json",
    "data/*.csv",
    "*.ics",
    "*.svg",
]
BITS = [b"<table>", b"<td colspan=9>", b"</", b'"', b"{", b"[", b"\0", b"\xff", b"&#", b"%", b"\\", b"\n", b"9" * 40]
BITS += [
    b"2026-13-45",
    b"T10:75",
    "令和0年0月0日（火）".encode(),
    "1億5".encode(),
    b"<svg viewBox='0 0 29 29'>",
    b"0-0",
]


@settings(max_examples=60, derandomize=True, database=None, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(BITS)), min_size=1, max_size=5),
)
@example(name="index.html", cuts=[(0.0, 10**6, b"")])
def test_any_damage_to_a_file_comes_to_messages(name: str, cuts: list[tuple[float, int, bytes]], built: Path) -> None:
    for path in sorted((built / "site").glob(name))[:1]:
        content = bytearray(path.read_bytes())
        for where, length, bit in cuts:
            at = int(where * len(content))
            content[at : at + length] = bit
        told_with(built, path.relative_to(built).as_posix(), bytes(content))
