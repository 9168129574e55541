"""What `init` asks: on a terminal as questions, else as options; the same rules for both."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from chirashi.base.problems import Problem, spoken
from chirashi.cli.new_project import LANGUAGES, Answers
from chirashi.cli.wrong_use import Misuse
from chirashi.content.values import Email, Telephone, Unreadable
from chirashi.view.text.phrases import JAPANESE

Reader = Callable[[str], str]
ASKED = {
    "languages": {
        "ja": "言語（先頭の言語がサイトの入り口になります）",
        "en": "Languages, the first at the site’s root",
    },
    "name": {"ja": "会の名前", "en": "Name of the association"},
    "name_en": {"ja": "会の名前（英語）", "en": "Its name in English"},
    "telephone": {"ja": "電話番号（なければ Enter）", "en": "Telephone (or Enter for none)"},
    "email": {"ja": "メールアドレス（なければ Enter）", "en": "E-mail (or Enter for none)"},
}


def answers(given: dict[str, str | None], lang: str | None, ask: bool | None = None) -> Answers:
    """The answers for a new project.

    :param given: what options say, by the names of `ASKED`; what is None is asked on a terminal, else left out.
    :param ask: whether there is somebody to ask; by default, whether this is a terminal.
    """
    asking = sys.stdin.isatty() and sys.stdout.isatty() if ask is None else ask

    def answer(name: str, read: Reader, default: str) -> str:
        if (said := given[name]) is not None:
            return read(said)
        if not asking:
            return default
        return str(
            typer.prompt(ASKED[name][spoken(lang)], default=default, show_default=bool(default), value_proc=again(read))
        )

    def again(read: Reader) -> Reader:
        """Asks once more, in the reader's language, where an answer cannot be used."""

        def told(text: str) -> str:
            try:
                return read(text)
            except Misuse as wrong:
                raise typer.BadParameter(wrong.said[spoken(lang)]) from None

        return told

    languages = tuple(answer("languages", _languages, ",".join(LANGUAGES)).split(","))
    name = answer("name", _name, "")
    english = answer("name_en", _name, "" if JAPANESE.search(name) else name) if "en" in languages else ""
    if JAPANESE.search(name) and languages == ("en",) and not english:
        raise Misuse(
            "英語だけのパンフレットには、--name-en で英語の名前を書いてください。",
            "A brochure in English alone needs the name in English: give it as --name-en.",
        )
    names = {"ja": name, "en": english or ("" if JAPANESE.search(name) else name)}
    telephone = answer("telephone", _optional("telephone", Telephone.read), "")
    email = answer("email", _optional("email", Email.read), "")
    return Answers(
        languages, tuple((one, said) for one, said in names.items() if said), telephone or None, email or None
    )


def _languages(text: str) -> str:
    languages = [one.strip() for one in text.lower().replace("、", ",").split(",")]
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) < len(languages):
        raise Misuse(
            f"「{text}」は、言語として読めません。{'、'.join(LANGUAGES)} から選び、ja,en のように書いてください。",
            f"“{text}” cannot be read as languages: choose among {', '.join(LANGUAGES)}, like ja,en.",
        )
    return ",".join(languages)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if wrong := next((c for c in name if c in "{}<>\\" or not c.isprintable()), None):
        raise Misuse(f"名前に「{wrong}」は使えません。", f"A name cannot have “{wrong}” in it.")
    return name


def _optional(name: str, read: Callable[[str], str]) -> Reader:
    """Reads an answer that may be left out."""

    def told(text: str) -> str:
        try:
            return str(read(text)) if text.strip() else ""
        except Unreadable as wrong:
            problem = Problem("", 0, wrong.type, {"key": name, **(wrong.context or {})})
            raise Misuse(problem.text("ja"), problem.text("en")) from None

    return told
