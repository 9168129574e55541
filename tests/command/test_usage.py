"""Wrong use of the command is told in the reader's language, in words that say what to type."""

from __future__ import annotations

import sys

import pytest

from chirashi.cli.commands.build_commands import app
from chirashi.cli.terminal import wrong_use

TOLD = {
    "frob": ("「frob」というコマンドはありません。", "There is no command “frob”."),
    "serv": ("「serve」ではありませんか。", "Did you mean “serve”?"),
    "check --lag ja": (
        "「--lag」というオプションはありません。「--lang」ではありませんか。",
        "There is no option “--lag”. Did you mean “--lang”?",
    ),
    "check cyber-2025 b": ("「b」が余分です。", "“b” is too much."),
    "new x": ("--from を書いてください。", "--from is missing."),
    "new": ("name を書いてください。", "name is missing."),
    "serve --port x": ("--port には、0 から 65535 までの整数を書いてください。", "--port is a whole number"),
    "check --lang": ("--lang のあとに値を書いてください。", "Write a value after --lang."),
    "check nowhere": (
        "「nowhere」という版は、content/ の中にありません。",
        "There is no edition “nowhere” below content/",
    ),
    "build --url http://x": (
        "「http://x」は、https:// で始まるアドレスではありません。",
        "does not begin with https://",
    ),
    "translated nopage": ("「nopage」というページは、この版にありません。", "The edition has no page “nopage”"),
    "new Bad --from cyber-2025": ("「Bad」は、版の名前にできません。", "“Bad” cannot be the name of an edition"),
}


@pytest.mark.parametrize("typed", TOLD)
def test_wrong_use_is_told_in_both_languages(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for locale, wanted in zip(("ja_JP.UTF-8", "en_GB.UTF-8"), TOLD[typed], strict=True):
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setattr(sys, "argv", ["build.py", *typed.split()])
        assert wrong_use.run(app) == 2
        said = capsys.readouterr().err
        assert wanted in said
        assert "uv run build.py" in said and said.count("\n") == 1


def test_the_language_asked_for_is_known_where_the_rest_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setattr(sys, "argv", ["build.py", "check", "--frob", "--lang", "ja"])
    assert wrong_use.run(app) == 2
    assert "「--frob」というオプションはありません。" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["build.py", "check", "--lang", "fr"])
    assert wrong_use.run(app) == 2
    assert "--lang cannot be “fr”: it is ja or en." in capsys.readouterr().err
