"""Tells wrong use of the command in the reader's language, where typer knows English only.

Exit code 2, as everywhere on a command line.
"""

from __future__ import annotations

import re
import sys

import typer
from typer.exceptions import TyperException

from chirashi.base.problems import SPEAKS, command, spoken
from chirashi.cli.console import write


class Misuse(typer.BadParameter):
    """Wrong use that the press itself finds, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.said = {"ja": ja, "en": en}


# What typer says, as a pattern, and the same in Japanese.
SAID = {
    r"No such command '(?P<name>[^']*)'\.(?: Did you mean '(?P<near>[^']*)'\?)?": (
        "「{name}」というコマンドはありません。{near}"
    ),
    r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>[^,)]*).*\))?": (
        "「{name}」というオプションはありません。{near}"
    ),
    r"Got unexpected extra argument\(?s?\)? \((?P<name>.*)\)": "「{name}」が余分です。",
    r"Missing (?:option|argument|parameter) '(?P<name>[^']*)'.*": "{name} を書いてください。",
    r"Option '(?P<name>[^']*)' requires an argument\.": "{name} のあとに値を書いてください。",
    r"Option '(?P<name>[^']*)' does not take a value\.": "{name} のあとに値は書けません。",
    r"Invalid value for '(?P<name>[^']*)': .*?'?(?P<value>[^' ]*)'? is not one of (?P<known>.*)\.": (
        "{name} に「{value}」は書けません。書けるのは {known} です。"
    ),
    r"Invalid value for '(?P<name>--port)': .*": "{name} には、0 から 65535 までの整数を書いてください。",
    r"Invalid value for '(?P<name>[^']*)': .*": "{name} の値が正しくありません。",
}


def run(app: typer.Typer) -> int:
    """Runs the command; its exit code."""
    try:
        code = app(prog_name=command().rpartition(" ")[2], standalone_mode=False)
    except TyperException as error:
        lang = asked(sys.argv[1:])
        context = getattr(error, "ctx", None)
        path = context.command_path.partition(" ")[1:] if context else ()  # without the program's name
        usage = "".join((command(), *path, " --help"))
        more = {"ja": f"使い方は `{usage}` で見られます。", "en": f"See `{usage}`."}
        write(
            f"{told(error, lang)} {more[lang]}" if lang == "en" else told(error, lang) + more[lang], "red", sys.stderr
        )
        return 2
    except typer.Abort:
        return 130
    return code if isinstance(code, int) else 0


def asked(arguments: list[str]) -> str:
    """The language of messages, read where typer has not: `--lang ja` may stand behind the mistake."""
    joined = " ".join(arguments)
    found = re.search(rf"--lang[= ]({'|'.join(SPEAKS)})\b", joined)
    return found[1] if found else spoken()


def told(error: TyperException, lang: str) -> str:
    """What is wrong, as a sentence."""
    if isinstance(error, Misuse):
        return error.said[lang]
    message = str(getattr(error, "format_message", lambda: error)()).replace("Value error, ", "")
    if lang == "en":
        return message if message.endswith((".", "?")) else f"{message}."
    for form, ja in SAID.items():
        if match := re.fullmatch(form, message, re.DOTALL):
            found = {name: text or "" for name, text in match.groupdict().items()}
            if near := found.get("near"):
                found["near"] = f"「{near.strip(chr(39))}」ではありませんか。"
            if known := found.get("known"):
                found["known"] = known.replace("'", "").replace(", ", " か ")
            return ja.format_map(found)
    return f"使い方が違います（{message}）。"
