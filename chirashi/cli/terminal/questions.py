"""What `init` asks: on a terminal as questions, else as options; the same rules for both."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from chirashi.base.messages import SPEAKS, join_list, phrase, spoken
from chirashi.base.problems import Problem
from chirashi.cli.making.new_project import LANGUAGES, Answers
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.values import Email, Telephone, Unreadable
from chirashi.view.text.phrases import JAPANESE

Reader = Callable[[str], str]


def answers(given: dict[str, str | None], lang: str | None, ask: bool | None = None) -> Answers:
    """The answers for a new project.

    :param given: what options say, by its names; what is None is asked on a terminal, else left out.
    :param ask: whether there is somebody to ask; by default, whether this is a terminal.
    """
    asking = sys.stdin.isatty() and sys.stdout.isatty() if ask is None else ask

    def answer(name: str, read: Reader, default: str) -> str:
        if (said := given[name]) is not None:
            return read(said)
        if not asking:
            return default
        return str(
            typer.prompt(
                phrase(f"ask-{name.replace('_', '-')}")[spoken(lang)],
                default=default,
                show_default=bool(default),
                value_proc=again(read),
            )
        )

    def again(read: Reader) -> Reader:
        """Asks once more, in the reader's language, where an answer cannot be used."""

        def told(text: str) -> str:
            try:
                return read(text)
            except Misuse as wrong:
                raise typer.BadParameter(wrong.sentence[spoken(lang)]) from None

        return told

    languages = tuple(answer("languages", _languages, ",".join(LANGUAGES)).split(","))
    name = answer("name", _name, "")
    english = answer("name_en", _name, "" if JAPANESE.search(name) else name) if "en" in languages else ""
    if JAPANESE.search(name) and languages == ("en",) and not english:
        raise Misuse("name-en-needed")
    names = {"ja": name, "en": english or ("" if JAPANESE.search(name) else name)}
    telephone = answer("telephone", _optional("telephone", Telephone.read), "")
    email = answer("email", _optional("email", Email.read), "")
    return Answers(
        languages, tuple((one, said) for one, said in names.items() if said), telephone or None, email or None
    )


def _languages(text: str) -> str:
    languages = [one.strip() for one in text.lower().replace("、", ",").split(",")]
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) < len(languages):
        raise Misuse("languages-unreadable", text=text, known=join_list([*LANGUAGES]))
    return ",".join(languages)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if wrong := next((c for c in name if c in "{}<>\\" or not c.isprintable()), None):
        raise Misuse("name-character", character=wrong)
    return name


def _optional(name: str, read: Callable[[str], str]) -> Reader:
    """Reads an answer that may be left out."""

    def told(text: str) -> str:
        try:
            return str(read(text)) if text.strip() else ""
        except Unreadable as wrong:
            problem = Problem("", 0, wrong.type, {"key": name, **(wrong.context or {})})
            raise Misuse("answer-unreadable", problem={one: problem.text(one) for one in SPEAKS}) from None

    return told
