"""The command as people call it: its exit codes, its messages, its steps; and that README tells the truth of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from known import ROOT

from chirashi.cli.commands import build_commands as command
from chirashi.content.yaml_files import yaml_reader

ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
JAPANESE = {**ENGLISH, "LC_ALL": "ja_JP.UTF-8"}
EDITIONS = [ROOT / "content" / "cyber-2025", *sorted((ROOT / "tests" / "editions").iterdir())]


def run(*arguments: str, env: dict[str, str] = ENGLISH, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(cwd / "build.py"), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build reads, built once, so that what is printed need not be made for every test."""
    folder = tmp_path_factory.mktemp("seed")
    for name in ("chirashi", "theme", "content"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "private.yml"))
    shutil.copy2(ROOT / "build.py", folder)
    run("print", cwd=folder)
    return folder


@pytest.fixture
def project(seed: Path, tmp_path: Path) -> Path:
    """A copy of the seed to change and build in peace: what was printed is kept, nothing else is built."""
    folder = Path(shutil.copytree(seed, tmp_path / "p", ignore=shutil.ignore_patterns("__pycache__")))
    shutil.rmtree(folder / "print", ignore_errors=True)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_good_build_exits_with_0_and_writes_both_languages(project: Path) -> None:
    done = run("build", cwd=project)
    assert done.returncode == 0, done.stderr
    assert (project / "site" / "index.html").is_file()
    assert (project / "site" / "en" / "premiums" / "index.html").is_file()


def test_a_build_says_what_it_leaves_out_without_an_address_and_a_draft_does_not(project: Path) -> None:
    assert "content/site.yml: warning: The site's public address (url) is not known" in run(cwd=project).stderr
    assert "[url-missing]" in run(cwd=project).stderr, "told again where nothing has changed"
    assert "[url-missing]" not in run("draft", cwd=project).stderr
    assert "[url-missing]" not in run("check", cwd=project).stderr
    assert "[url-missing]" not in run("build", "--url", "https://example.org/cyber/", cwd=project).stderr
    site = project / "content" / "site.yml"
    site.write_text(site.read_text("utf-8") + "url: https://www.example.org/cyber/\n", "utf-8")
    said = run(cwd=project).stderr
    assert "[url-missing]" not in said
    assert "https://www.example.org/cyber/ is the guide’s example" in said


def test_problems_exit_with_1_all_at_once_and_leave_the_site(project: Path) -> None:
    assert run(cwd=project).returncode == 0
    before = (project / "site" / "index.html").read_bytes()
    change(project / "content/cyber-2025/plans.yml", "B: 110,210円", "B: 110,219円")
    change(project / "content/cyber-2025/ja/about.md", "title:", "titel:")
    done = run(cwd=project)
    assert done.returncode == 1
    assert "[total-differs]" in done.stderr
    assert "[key-unknown]" in done.stderr
    assert "Traceback" not in done.stderr
    assert (project / "site" / "index.html").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["build", "no-such-edition"],
        ["check", "--lang", "fr"],
        ["build", "--url", "http://plain.example"],
        ["new", "Bad Name", "--from", "cyber-2025"],
        ["new", "cyber-2026", "--from", "nothing"],
    ],
)
def test_wrong_use_exits_with_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_messages_are_in_the_language_of_the_reader(project: Path) -> None:
    change(project / "content/cyber-2025/plans.yml", "fax: 096-385-6448", "fax: 096-385-644")
    assert "does not look like a telephone or fax number" in run("check", cwd=project).stderr
    assert "電話・FAX番号の形になっていません" in run("check", env=JAPANESE, cwd=project).stderr
    assert "電話・FAX番号の形になっていません" in run("check", "--lang", "ja", cwd=project).stderr


class TestNothingChanged:
    def test_is_answered_from_the_stamp_with_the_same_warnings(self, project: Path) -> None:
        first, second = run(cwd=project), run(cwd=project)
        assert "Nothing has changed" in second.stdout
        assert "[url-missing]" in second.stderr
        assert first.returncode == second.returncode == 0

    @pytest.mark.parametrize(
        "path",
        [
            *("content/cyber-2025/en/about.md", "content/site.yml"),
            *(pytest.param(path, marks=pytest.mark.long) for path in ("theme/tokens.css", "chirashi/view/formats.py")),
        ],
    )
    def test_is_not_said_when_an_input_changes(self, project: Path, path: str) -> None:
        run(cwd=project)
        comment = {".md": "\n", ".css": "\n/* */\n", ".py": "\n# \n", ".yml": "\n# \n"}[Path(path).suffix]
        (project / path).write_text((project / path).read_text("utf-8") + comment, "utf-8")
        assert "Nothing has changed" not in run(cwd=project).stdout

    def test_is_not_said_when_the_site_was_touched(self, project: Path) -> None:
        run(cwd=project)
        page = project / "site" / "premiums" / "index.html"
        page.write_bytes(page.read_bytes().replace(b"110,210", b"110,219"))
        assert "Nothing has changed" not in run(cwd=project).stdout
        assert b"110,219" not in page.read_bytes()

    def test_is_not_said_when_a_library_changes(self, project: Path) -> None:
        run(cwd=project)
        more = project / "more" / "site-packages"
        (more / "jinja2-99.dist-info").mkdir(parents=True)
        done = run(cwd=project, env={**ENGLISH, "PYTHONPATH": str(more)})
        assert "Nothing has changed" not in done.stdout


def test_the_same_input_gives_the_same_bytes(project: Path) -> None:
    """Sites and printed matter, each made anew, in another language, with another order of hashing."""
    for name, env in (("one", ENGLISH), ("two", {**JAPANESE, "PYTHONHASHSEED": "7"})):
        assert run("build", "--out", str(project / name / "site"), cwd=project, env=env).returncode == 0
    one, two = (
        {p.relative_to(f): p.read_bytes() for kind in ("site", "print") for p in (f / kind).rglob("*") if p.is_file()}
        for f in (project / "one", project / "two")
    )
    assert one.keys() == two.keys()
    assert [path for path in one if one[path] != two[path]] == []
    assert any(path.suffix == ".pdf" for path in one)


def test_a_build_asks_no_network(project: Path) -> None:
    """Every way out is shut: a socket of any kind would raise, and the build with it."""
    shut = project / "shut"
    shut.mkdir()
    (shut / "sitecustomize.py").write_text(
        "import socket\n"
        "class Shut(socket.socket):\n"
        "    def __init__(self, *args, **kw): raise AssertionError('the build opens a socket')\n"
        "socket.socket = socket.SocketType = Shut\n"
        "def refuse(*args, **kw): raise AssertionError('the build asks a name server')\n"
        "socket.getaddrinfo = socket.create_connection = refuse\n",
        "utf-8",
    )
    env = {**ENGLISH, "PYTHONPATH": str(shut)}
    probe = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"], env=env, capture_output=True, check=False
    )
    assert b"opens a socket" in probe.stderr, "the shutter does not shut"
    done = run("build", env=env, cwd=project)
    assert done.returncode == 0, done.stderr


def test_past_editions_stand_below_their_names(project: Path) -> None:
    assert run("new", "cyber-2026", "--from", "cyber-2025", cwd=project).returncode == 0
    change(project / "content/site.yml", "edition: cyber-2025", "edition: cyber-2026")
    change(project / "content/site.yml", "past: []", "past: [cyber-2025]")
    done = run(cwd=project)
    assert done.returncode == 0, done.stderr
    assert "2026年4月1日" in (project / "site/index.html").read_text("utf-8")
    assert "2025年4月1日" in (project / "site/cyber-2025/index.html").read_text("utf-8")


class TestNew:
    def test_moves_dates_and_lists_decisions(self, project: Path) -> None:
        done = run("new", "cyber-2026", "--from", "cyber-2025", cwd=project)
        assert done.returncode == 0
        data = (project / "content/cyber-2026/plans.yml").read_text("utf-8")
        assert "start: 2026-04-01" in data
        assert "deadline: 2026-02-28 (土)" in data
        assert "2026-02-28 is a Saturday" in done.stdout
        assert "the working day before is 2026-02-27" in done.stdout
        ready = data.split("\n").index("# approval: not required") + 1  # for a person to decide anew
        assert f"plans.yml:{ready}: Last year's approval is not carried over" in done.stdout
        assert "private.example.yml: There was no members' login" in done.stdout
        assert run("check", "cyber-2026", cwd=project).returncode == 0

    def test_never_copies_the_login(self, project: Path) -> None:
        (project / "content/cyber-2025/private.yml").write_text("login: {id: someone, password: secretword}\n", "utf-8")
        done = run("new", "cyber-2026", "--from", "cyber-2025", cwd=project)
        assert not (project / "content/cyber-2026/private.yml").exists()
        assert "secretword" not in done.stdout + done.stderr

    def test_never_overwrites(self, project: Path) -> None:
        done = run("new", "cyber-2025", "--from", "cyber-2025", cwd=project)
        assert done.returncode == 1
        assert "is there already" in done.stderr


class TestSchema:
    def test_the_file_is_current(self) -> None:
        assert run("schema", "--check").returncode == 0, "run: python build.py schema"

    def test_an_old_file_is_told(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """`schema --check` says why it fails, and where."""
        from chirashi.content.model import json_schema as schema

        monkeypatch.setattr(schema, "text", lambda: "another")
        with pytest.raises(SystemExit) as ended:
            command.schema(check_only=True, lang="en")
        assert ended.value.code == 1
        assert "plans.schema.json: error: This is not the schema of plans.yml as it now is" in capsys.readouterr().err

    @pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
    def test_editors_accept_every_edition(self, edition: Path) -> None:
        schema = json.loads((ROOT / "content/plans.schema.json").read_text("utf-8"))
        data = yaml_reader.read(edition / "plans.yml", "plans.yml").values
        jsonschema.validate(data, schema)

    @pytest.mark.parametrize("edition", EDITIONS, ids=lambda path: path.name)
    def test_the_data_file_names_it_in_its_first_line(self, edition: Path) -> None:
        first = (edition / "plans.yml").read_text("utf-8").split("\n")[0]
        match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert match
        assert (edition / match[1]).resolve() == ROOT / "content/plans.schema.json"


def test_to_prove_nothing_is_no_proof(tmp_path: Path) -> None:
    """A site that is not there, or is empty, has no figure that follows from the data."""
    (tmp_path / "empty").mkdir()
    for name in ("missing", "empty"):
        done = run("prove", "--out", str(tmp_path / name))
        assert done.returncode == 1
        assert "[site-missing]" in done.stderr
        assert "Every figure" not in done.stdout
