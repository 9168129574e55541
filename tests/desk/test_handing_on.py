"""What leaves the desk and what comes from elsewhere: publishing by a push, the members' login, another's workbook."""

from __future__ import annotations

import gzip
import io
import subprocess
from pathlib import Path

import openpyxl
import pytest
from office import Office

SECRET = {"id": "kaiin-58204", "password": "himitsu-58204-abc"}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture
def repository(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a repository that is pushed to a bare one; the bare one."""
    root, bare = office.desk.project.root, tmp_path_factory.mktemp("remote") / "site.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    git(root, "init", "-q", "-b", "main")
    (root / ".gitignore").write_text("private.yml\n.chirashi/\nbuild/\n", "utf-8")
    for name, value in (("user.name", "Staff"), ("user.email", "staff@example.org"), ("commit.gpgsign", "false")):
        git(root, "config", name, value)
    git(root, "add", ".gitignore", "content")
    git(root, "commit", "-q", "-m", "begin")
    git(root, "remote", "add", "origin", str(bare))
    git(root, "push", "-q", "-u", "origin", "main")
    return bare


def test_a_push_publishes_what_was_saved_and_nothing_else(office: Office, repository: Path) -> None:
    root = office.desk.project.root
    office.types("/figures", **{"tables.option.a": "51,000円"})
    (root / "note.txt").write_text("not for publishing", "utf-8")
    git(root, "add", "note.txt")  # by somebody else, and not yet committed
    assert "送りました" in office.sends("/finish/push", {})
    assert "a: 51,000円" in git(repository, "show", "main:content/cyber-2026/plans.yml")
    assert "note.txt" not in git(repository, "ls-tree", "-r", "--name-only", "main")
    assert git(repository, "log", "-1", "--format=%s", "main").strip().endswith("内容を直しました")
    before = git(repository, "rev-parse", "main")
    assert "送りました" in office.sends("/finish/push", {}), "with nothing new it is no failure"
    assert git(repository, "rev-parse", "main") == before


def test_a_push_that_is_refused_is_told_and_goes_once_it_can(office: Office, repository: Path) -> None:
    office.types("/figures", **{"tables.option.a": "51,000円"})
    away = repository.with_name("away.git")
    repository.rename(away)
    assert "送れませんでした" in office.sends("/finish/push", {})
    assert "a: 51,000円" in office.file("plans.yml")
    away.rename(repository)
    assert "送りました" in office.sends("/finish/push", {})
    assert "a: 51,000円" in git(repository, "show", "main:content/cyber-2026/plans.yml")


def test_without_a_repository_nothing_offers_to_push(office: Office) -> None:
    assert "/finish/push" not in office.opens("/finish")
    assert "送れませんでした" in office.sends("/finish/push", {})


def test_the_login_is_in_no_page_journal_log_or_history_of_git(
    office: Office, repository: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither where it is kept nor where it is refused; and no text of the edition takes it afterwards."""
    caplog.set_level(0)
    fields = {f"{name}{more}": said for name, said in SECRET.items() for more in ("", "_again")}
    pages = [office.sends("/finish/login", fields | {"password_again": "another"})]
    pages += [office.sends("/finish/login", fields)]
    note = office.fields("/items/notes")["notes.ransom.ja"]
    assert "保存していません" in (
        page := office.types("/items/notes", **{"notes.ransom.ja": note + SECRET["password"]})
    )
    assert page.count(SECRET["password"]) == 1, "in the field in which it was typed, and nowhere else"
    pages += [office.opens(path) for path in ("/", "/finish", "/history", "/problems", "/items/notes")]
    office.types("/figures", **{"tables.option.a": "51,000円"})
    office.sends("/finish/push", {})
    root = office.desk.project.root
    kept = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    # The objects of git are compressed, so that their contents are asked of git itself.
    objects = subprocess.run(
        ["git", "-C", str(root), "cat-file", "--batch-all-objects", "--batch"], capture_output=True, check=True
    ).stdout
    said = capfd.readouterr()
    for secret in SECRET.values():
        assert [name for name, content in kept.items() if secret.encode() in content] == [
            "content/cyber-2026/private.yml"
        ]
        assert secret.encode() not in objects
        assert not [page for page in pages if secret in page]
        assert secret not in said.out + said.err + caplog.text
    journal = office.desk.project.journal
    assert journal.is_dir() and not [p for p in journal.rglob("*.gz") if SECRET["id"].encode() in _plain(p)]


def _plain(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def test_an_underwriters_own_workbook_is_offered_and_taken_only_where_chosen(office: Office) -> None:
    """A workbook of a form nobody has told the press: its tables are named by what they look like."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "御見積"
    for row in (["2026年度 御見積書"], [], ["", "A", "B", "C", "D"], ["年間保険料", 51000, 61000, 78000, 96000]):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    before = office.file("plans.yml")
    page = office.hands_over("/excel", "book", made.getvalue())
    assert "似ている表が見つかりました" in page and "基本プラン保険料" in page and "51,000円" in page
    assert office.file("plans.yml") == before
    office.sends("/excel/take", {"offers": "yes"})
    assert office.file("plans.yml") == before, "nothing is taken that was not chosen"
    office.hands_over("/excel", "book", made.getvalue())
    assert "保存しました（4か所）" in office.sends("/excel/take", {"offers": "yes", "offer": "1"})
    assert "C: 78,000円" in office.file("plans.yml")
    assert "Excel から読み込み" in office.opens("/history")
