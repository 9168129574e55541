"""The shortcuts that staff double-click: what cmd.exe can read, and what they say before they do anything."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from known import ROOT, TODAY

from chirashi.cli.making.new_project import Answers, make_files

NAME = "チラシ.bat"


def shortcuts() -> dict[str, bytes]:
    """The shortcut of this repository, and that of a new project as it is written."""
    return {"repository": (ROOT / NAME).read_bytes(), "starter": dict(make_files(Answers(), TODAY))[NAME].encode()}


@pytest.mark.parametrize("where", ["repository", "starter"])
def test_cmd_can_read_it(where: str) -> None:
    """No byte order mark, CR LF throughout, and nothing but ASCII before the lines that PowerShell shows."""
    content = shortcuts()[where]
    assert content.startswith(b"@echo off\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    commands, _, texts = content.partition(b"\r\n\r\n::")
    assert commands.isascii()
    assert commands.endswith(b"exit /b 0")  # cmd.exe never comes to the texts
    assert all(line.startswith("::") for line in f"::{texts.decode()}".splitlines())


@pytest.mark.parametrize("where", ["repository", "starter"])
def test_it_says_in_both_languages_what_it_does(where: str) -> None:
    text = shortcuts()[where].decode()
    said = re.findall(r"^::(\w+) (.+?)\r?$", text, re.MULTILINE)
    asked = set(re.findall(r"call :say (\w+)", text))
    assert asked == {name for name, _ in said}
    for name in asked:
        lines = [line for one, line in said if one == name]
        assert any(line.isascii() for line in lines) and not all(line.isascii() for line in lines), name
    assert "管理者の許可はいりません" in text
    labels = set(re.findall(r"^:(\w+)\r?$", text, re.MULTILINE))
    assert set(re.findall(r"(?:goto|call :)\s?(\w+)", text)) <= labels


def test_they_open_the_desk_of_this_press() -> None:
    found = shortcuts()
    assert b"uv run --quiet --extra desk build.py desk --lang ja\r\n" in found["repository"]
    assert re.search(rb'--with "chirashi\[desk\]==\d+\.\d+\.\d+" chirashi desk --lang ja\r\n', found["starter"])


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell here")
def test_the_shell_can_read_its_own() -> None:
    subprocess.run(["sh", "-n", str(ROOT / "チラシ.command")], check=True)
