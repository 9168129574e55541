"""`init`: a project of one's own that is good at once, from options or from questions, and costs nobody a file."""

from __future__ import annotations

import datetime
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from known import ROOT, TODAY

from chirashi.base import project
from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.cli.making.new_project import Answers, begin, make_files, term
from chirashi.cli.steps import load_and_check, render
from chirashi.cli.terminal.arguments import job_of
from chirashi.cli.terminal.questions import answers
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.edition import load

ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
NOTHING = dict.fromkeys(("name", "name_en", "telephone", "email", "languages"))
WORDS_OF_2025 = re.compile("2025|サイバー|診療|医|先生|熊本|cyber|clinic|medical|Kumamoto|msfp", re.IGNORECASE)


def run(*arguments: str, cwd: Path, env: dict[str, str] = ENGLISH) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "chirashi", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize("languages", ["ja,en", "en,ja", "ja", "en"])
def test_it_is_good_in_every_language(languages: str, home: Project) -> None:
    begin(home.root, answers(NOTHING | {"languages": languages}, "en", ask=False), TODAY)
    job = job_of(home, None, None)
    work = load_and_check(job)
    assert [problem.code for problem in work.problems] == ["approval-missing"]
    render(job, work)
    first, *others = languages.split(",")
    assert f'lang="{first}"' in work.files["index.html"].decode()
    assert {name.split("/")[0] for name in work.files} & {"ja", "en"} == set(others)
    assert (
        not list((home.content / "example-2027").glob(f"{({'ja', 'en'} - set(languages.split(','))).pop()}/*"))
        if (len(others) == 0)
        else True
    )


def test_what_was_answered_stands_in_the_data(home: Project) -> None:
    said = {"name": "東京サイクリング協会: 本部", "name_en": "Tokyo Cycling (HQ)", "telephone": "03-0000-0000"}
    begin(home.root, answers(NOTHING | said | {"email": "a@example.jp"}, "en", ask=False), TODAY)
    edition = load(next(home.content.glob("example-*")))
    party = edition.data.parties["association"]
    assert party.name == {"ja": said["name"], "en": said["name_en"]}
    assert (party.telephone, party.email) == ("03-0000-0000", "a@example.jp")
    assert [request.way for request in edition.data.requests] == ["telephone", "email"]
    assert [p.code for p in check(edition, TODAY)] == ["approval-missing"]
    assert (home.root / "README.md").read_text("utf-8").startswith(f"# {said['name']}\n")


@pytest.mark.parametrize("today", ["2026-01-01", "2027-02-28", "2028-12-31", "2031-11-30"])
def test_its_deadline_is_a_working_day_ahead(today: str, home: Project) -> None:
    day = datetime.date.fromisoformat(today)
    year, deadline = term(day)
    assert datetime.timedelta(60) <= deadline - day < datetime.timedelta(430)
    begin(home.root, Answers(), day)
    assert [p.code for p in check(load(home.content / f"example-{year}"), day)] == ["approval-missing"]


def test_nothing_in_it_is_of_another_scheme() -> None:
    for name, text in make_files(Answers(), TODAY):
        if name != "content/plans.schema.json":
            assert not WORDS_OF_2025.search(text), name


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"languages": "ja,fr"}, "choose among ja, en"),
        ({"languages": "ja,ja"}, "choose among ja, en"),
        ({"languages": ""}, "choose among ja, en"),
        ({"telephone": "12345"}, "12345"),
        ({"email": "somebody"}, "somebody"),
        ({"name": "{{ x }}"}, "cannot have “{”"),
        ({"name": "会", "languages": "en"}, "--name-en"),
    ],
)
def test_an_answer_that_cannot_be_used_is_told(given: dict[str, str], said: str) -> None:
    with pytest.raises(Misuse, match=re.escape(said)):
        answers(NOTHING | given, "en", ask=False)


class TestNothingIsOverwritten:
    def test_what_stands_in_the_way_is_named_and_nothing_is_written(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("mine", "utf-8")
        (tmp_path / "theme").write_text("mine", "utf-8")
        (tmp_path / "notes.txt").write_text("mine", "utf-8")
        with pytest.raises(Trouble) as trouble:
            begin(tmp_path, Answers(), TODAY)
        assert {Path(problem.file).name for problem in trouble.value.problems} == {"README.md", "theme"}
        assert {problem.code for problem in trouble.value.problems} == {"file-exists"}
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["README.md", "notes.txt", "theme"]
        assert {path.read_text("utf-8") for path in tmp_path.iterdir()} == {"mine"}

    def test_a_file_in_place_of_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "案内").write_text("mine", "utf-8")
        with pytest.raises(Trouble, match="file-exists"):
            begin(tmp_path / "案内", Answers(), TODAY)

    def test_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(Trouble, match="file-exists"):
            begin(tmp_path, Answers(), TODAY)
        assert not (tmp_path / "elsewhere").exists()

    def test_a_folder_with_other_files_is_taken(self, tmp_path: Path) -> None:
        (tmp_path / "LICENSE").write_text("mine", "utf-8")
        begin(tmp_path, Answers(), TODAY)
        assert (tmp_path / "LICENSE").read_text("utf-8") == "mine"

    def test_half_a_project_is_taken_away_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = Path.open

        def full(path: Path, *arguments: object, **more: object) -> object:
            if path.name == "index.md" and "x" in (*arguments, *more.values()):
                raise OSError(28, "No space left on device", str(path))
            return opened(path, *arguments, **more)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", full)
        with pytest.raises(Trouble, match="disk"):
            begin(tmp_path / "new", Answers(), TODAY)
        assert not [path for path in (tmp_path / "new").rglob("*") if path.is_file()]


class TestTheCommand:
    def test_a_name_with_blanks_and_from_within_the_project(self, tmp_path: Path) -> None:
        done = run("init", "私の 案内", "--name", "サイクリング協会", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "chirashi serve --project '私の 案内'" in done.stdout
        deep = tmp_path / "私の 案内" / "content"
        assert "No errors (1 warning)." in run("check", cwd=deep).stdout
        assert "No errors (1 warning)." in run("check", "--project", "私の 案内", cwd=tmp_path).stdout
        done = run("draft", cwd=deep)
        assert done.stdout == "Wrote a draft to build/draft/.\n", done.stderr
        assert (tmp_path / "私の 案内" / "build" / "draft" / "index.html").is_file()
        done = run("init", "私の 案内", cwd=tmp_path)
        assert done.returncode == 1
        assert "私の 案内/README.md: error: There is a file here already." in done.stderr

    def test_without_a_project_one_message(self, tmp_path: Path) -> None:
        for arguments in ([], ["build"], ["check"], ["serve"], ["theme"], ["check", "--project", "無い"]):
            done = run(*arguments, cwd=tmp_path)
            assert done.returncode == 2
            assert "Traceback" not in done.stderr and done.stderr.count("\n") == 1
        assert "`chirashi init フォルダー名`" in run("build", "--lang", "ja", cwd=tmp_path).stderr
        assert list(tmp_path.iterdir()) == []

    def test_a_file_of_the_theme_is_copied_once(self, tmp_path: Path) -> None:
        run("init", "a", cwd=tmp_path)
        here = tmp_path / "a"
        assert "web/base.css" in run("theme", cwd=here).stdout.splitlines()
        assert run("theme", "tokens.css", cwd=here).stdout == "theme/tokens.css\n"
        assert (here / "theme" / "tokens.css").read_bytes() == (ROOT / "theme" / "tokens.css").read_bytes()
        assert "[file-exists]" in run("theme", "tokens.css", cwd=here).stderr
        for name in ("tokens.cs", "../README.md", "/etc/hostname"):
            assert run("theme", name, cwd=here).returncode == 2

    def test_questions_are_asked_on_a_terminal(self, tmp_path: Path) -> None:
        """Each again where its answer cannot be used."""
        said = typed(tmp_path, "en", "", "自転車の会", "Cycling Club", "123", "03-1234-5678", "")
        assert said.count("Telephone") == 2
        party = load(next(tmp_path.glob("a/content/example-*"))).data.parties["association"]
        assert (party.name, party.telephone, party.email) == (
            {"ja": "自転車の会", "en": "Cycling Club"},
            "03-1234-5678",
            None,
        )

    def test_questions_are_asked_in_japanese(self, tmp_path: Path) -> None:
        said = typed(tmp_path, "ja", "ja", "自転車の会", "", "x@", "kai@example.jp")
        assert "会の名前（英語）" not in said and "メールアドレス" in said
        assert "name@example.jp" in said or "メール" in said.split("x@")[1], "told in Japanese what is wrong"


def typed(folder: Path, lang: str, *lines: str) -> str:
    """What `init a` shows on a terminal where these lines are typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "chirashi", "init", "a", "--lang", lang]
    process = subprocess.Popen(command, cwd=folder, env=ENGLISH, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in lines).encode())
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break  # the other end is closed
        if not part:
            break
        said += part
    assert process.wait(60) == 0, said.decode()
    os.close(ours)
    return said.decode()


def test_the_project_in_use_is_left_alone(home: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    begin(tmp_path_factory.mktemp("other"), Answers(), TODAY)
    assert project.current() == home and list(home.root.iterdir()) == []
