"""Tells wrong use of the command in the reader's language, where typer knows English only.

Exit code 2, as everywhere on a command line.
"""

from __future__ import annotations

import re
import sys

import typer
from typer.exceptions import TyperException

from chirashi.base.messages import SPEAKS, command, either, phrase, spoken
from chirashi.cli.terminal.console import write


class Misuse(typer.BadParameter):
    """Wrong use that the press itself finds, by the name of a phrase and what fills it."""

    def __init__(self, name: str, /, **fields: object) -> None:
        self.sentence = phrase(name, **fields)
        super().__init__(self.sentence["en"])


# What typer says, as a pattern, and the phrase that says so in the reader's language.
TYPER = {
    r"No such command '(?P<name>[^']*)'\.(?: Did you mean '(?P<near>[^']*)'\?)?": "use-command",
    r"No such option: (?P<name>\S+)(?: \(Possible options: (?P<near>[^,)]*).*\))?": "use-option",
    r"Got unexpected extra argument\(?s?\)? \((?P<name>.*)\)": "use-surplus",
    r"Missing (?:option|argument|parameter) '(?P<name>[^']*)'.*": "use-missing",
    r"Option '(?P<name>[^']*)' requires an argument\.": "use-no-value",
    r"Option '(?P<name>[^']*)' does not take a value\.": "use-takes-none",
    r"Invalid value for '(?P<name>[^']*)': .*?'?(?P<value>[^' ]*)'? is not one of (?P<known>.*)\.": "use-choice",
    r"Invalid value for '(?P<name>--port)': .*": "use-port",
    r"Invalid value for '(?P<name>[^']*)': .*": "use-value",
}


def run(app: typer.Typer) -> int:
    """Runs the command; its exit code."""
    try:
        code = app(prog_name=command().rpartition(" ")[2], standalone_mode=False)
    except TyperException as error:
        lang = language_of(sys.argv[1:])
        context = getattr(error, "ctx", None)
        path = context.command_path.partition(" ")[1:] if context else ()  # without the program's name
        usage = "".join((command(), *path, " --help"))
        more = phrase("see-help", usage=usage)
        write(f"{explain(error, lang)}{more[lang]}", "red", sys.stderr)
        return 2
    except typer.Abort:
        return 130
    return code if isinstance(code, int) else 0


def language_of(arguments: list[str]) -> str:
    """The language of messages, read where typer has not: `--lang ja` may stand behind the mistake."""
    joined = " ".join(arguments)
    match = re.search(rf"--lang[= ]({'|'.join(SPEAKS)})\b", joined)
    return match[1] if match else spoken()


def explain(error: TyperException, lang: str) -> str:
    """What is wrong, as a sentence."""
    if isinstance(error, Misuse):
        return error.sentence[lang]
    message = str(getattr(error, "format_message", lambda: error)()).replace("Value error, ", "")
    for form, name in TYPER.items():
        if match := re.fullmatch(form, message, re.DOTALL):
            found: dict[str, object] = {key: text or "" for key, text in match.groupdict().items()}
            if near := match.groupdict().get("near"):
                found["near"] = phrase("did-you-mean", name=near.strip("'"))
            if known := match.groupdict().get("known"):
                found["known"] = either(known.replace("'", "").split(", "))
            return phrase(name, **found)[lang].strip()
    return phrase("use-wrong", message=message if message.endswith((".", "?")) else f"{message}.")[lang]
