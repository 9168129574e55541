"""The press as others have it: a wheel installed into an empty environment, in an empty folder with a Japanese name.

Everything is installed anew, as pip finds it; where there is no index to install from, the test is skipped
and says so (on CI it fails).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from known import ROOT
from lacking import lacking

pytestmark = pytest.mark.slow
ENGLISH = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"LC_ALL": "C.UTF-8"}


def done(*command: str | Path, cwd: Path) -> str:
    """What a command says, which must end well."""
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=ENGLISH,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=540,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands of an environment lie that has the wheel, and nothing of this repository."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    done(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder / "dist", ROOT, cwd=folder)
    (wheel,) = (folder / "dist").glob("chirashi-*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    asked = [*pip, "--python", python, "install", "--quiet", "--no-compile", wheel]
    installed = subprocess.run(list(map(str, asked)), cwd=folder, capture_output=True, text=True, timeout=540)
    if "No matching distribution" in installed.stderr or "NewConnectionError" in installed.stderr:
        lacking(f"pip cannot install: {installed.stderr.splitlines()[-1]}")
    assert installed.returncode == 0, installed.stderr
    return python.parent


def package(scripts: Path) -> Path:
    code = "import chirashi, pathlib; print(pathlib.Path(chirashi.__file__).parent)"
    return Path(done(scripts / "python", "-c", code, cwd=scripts).strip())


def sums(folder: Path) -> dict[str, str]:
    """Every file that is not Python's own cache, by its contents."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    }


def test_it_begins_builds_and_proves_a_project_and_writes_nothing_beside_itself(scripts: Path, tmp_path: Path) -> None:
    inside = package(scripts)
    assert not inside.is_relative_to(ROOT)
    before = sums(inside)
    assert {
        "theme/tokens.css",
        "theme/labels/ja.yml",
        "base/messages.toml",
        "proof/data/labels.toml",
        "proof/languages/zh.toml",
    } <= set(before)
    home = tmp_path / "空のフォルダー"
    home.mkdir()
    press = scripts / "chirashi"
    done(press, "init", "私の 案内", "--name", "サイクリング協会", "--name-en", "Cycling Association", cwd=home)
    here = home / "私の 案内"
    assert "Wrote" in done(press, "build", cwd=here / "content")
    assert "Every figure follows from the data" in done(press, "prove", cwd=here)
    assert "Nothing has changed" in done(press, cwd=here)
    for page, language, name in (("", "ja", "サイクリング協会"), ("en/", "en", "Cycling Association")):
        text = (here / "site" / page / "contacts" / "index.html").read_text("utf-8")
        assert f'lang="{language}"' in text
        assert name in text.replace("<wbr>", "").replace("\u200b", "")
        assert (here / "print" / f"flyer-{language}.pdf").read_bytes().startswith(b"%PDF")
    assert list((here / "build" / "templates").iterdir()), "what is kept lies in the project"
    assert sums(inside) == before
    assert sorted(path.name for path in home.iterdir()) == ["私の 案内"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_language_alone_builds_and_proves(scripts: Path, tmp_path: Path, language: str) -> None:
    options = ("--languages", language, "--telephone", "03-0000-0000", "--email", "a@example.jp")
    done(scripts / "chirashi", "init", "案内", *options, cwd=tmp_path)
    done(scripts / "chirashi", "build", "--url", "https://example.org/", "--project", "案内", cwd=tmp_path)
    done(scripts / "chirashi", "prove", "--url", "https://example.org/", "--project", "案内", cwd=tmp_path)
    assert (tmp_path / "案内" / "site" / "contacts" / "index.html").is_file()
