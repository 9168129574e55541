"""Takes a choice along: the address that is copied, the page that asks for the papers, the FAX form, the draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from chirashi.base.problems import Problem
from chirashi.proof.behaviour.answers import Answers, Choice, same

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A text as it is written, without a layout.
PLAIN = """const plain = (element) => (element?.textContent ?? "").replace(/\\s+/g, " ").trim();"""
# What the form has marked for each address, once it has dealt with it: what is written beside each mark.
MARKS = f"""async (hashes) => {{
    {PLAIN}
    const labels = (wanted) => [...document.querySelectorAll(wanted)].map((one) => plain(one.closest("label")));
    const said = [], back = document.querySelector("[data-carry]");
    for (const hash of hashes) {{
        for (const one of document.querySelectorAll("main input")) one.checked = false;
        location.hash = hash;
        const wanted = new URLSearchParams(hash), end = performance.now() + 3000;
        const done = () => back && String(new URLSearchParams(back.hash.slice(1))) === String(wanted);
        while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 4));
        said.push({{
            marked: labels("main .circles input:checked"),
            ticked: labels("main .wishes input[type=checkbox]:checked"),
            number: document.querySelector("#fax-n")?.value ?? "",
            back: back?.hash ?? "",
        }});
    }}
    return said;
}}"""
# What a page says of the choice in its address.
CHOSEN = f"""() => {{
    {PLAIN}
    const link = document.querySelector("main a[data-carry]"), mail = document.querySelector("main a[data-mail]");
    const chosen = plain(document.querySelector("[data-out=chosen]"));
    return {{ chosen, fax: link?.hash ?? "", mail: mail?.href ?? "" }};
}}"""
AXES = ("plans", "options")  # what the form has circles for


def hash_of(choice: Choice, counted: str) -> str:
    said = [*choice.places, *([("table", choice.table)] if choice.table else [])]
    return urlencode([*said, *([("n", str(choice.number))] if counted else [])])


def spread(choices: list[Choice]) -> list[Choice]:
    """Each choice of places once, with one of the numbers in turn."""
    found: dict[object, Choice] = {}
    for i, choice in enumerate(choices):
        if choice.places not in found or i % 4 == len(found) % 4 and found[choice.places].number == 1:
            found[choice.places] = choice
    return list(found.values())


def form(page: Page, answers: Answers, file: str, choices: list[Choice]) -> Iterator[Problem]:
    """What the open FAX form marks otherwise than it was chosen; blank before anything was."""
    blank = page.evaluate(f"() => {{ {PLAIN} return document.querySelectorAll('main input:checked').length; }}")
    if blank:
        yield _told(file, answers, choices[0], "blank", "", str(blank))
    shown = page.evaluate(MARKS, [hash_of(choice, answers.counted) for choice in choices])
    told: set[str] = set()
    for choice, said in zip(choices, shown, strict=True):
        for what, wanted, here in _marked(answers, choice, said):
            if what not in told:
                told.add(what)
                yield _told(file, answers, choice, what, wanted, here)


def _marked(answers: Answers, choice: Choice, said: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    without = answers.w.label("members", "without").text
    circled = [
        answers.name(axis, choice.at[axis]) if axis in choice.at else without
        for axis in AXES
        if answers.w.book.axes.get(axis)
    ]
    wanted, here = " / ".join(circled), " / ".join(said["marked"])
    if not same(wanted, here):
        yield "marks", wanted, here
    if not same(_joins(answers), " / ".join(said["ticked"])):
        yield "ticks", _joins(answers), " / ".join(said["ticked"])
    if answers.counted and said["number"] != str(choice.number):
        yield "number", str(choice.number), said["number"]


def _joins(answers: Answers) -> str:
    """The wish that is ticked with a choice: the one that asks for a plan."""
    listed = answers.w.book.data.get("form", "wishes")
    for i, wish in enumerate(listed.items if listed else []):
        if wish.get("plans"):
            return answers.w.text("form", "wishes", str(i), "wants").text
    return answers.w.label("print", "wish_join").text


def page_of_request(page: Page, answers: Answers, file: str, choice: Choice) -> Iterator[Problem]:
    """What an open page that asks for the papers says of the choice in its address."""
    wanted = answers.w.label("members", "chosen", choice=answers.said(choice)).text
    said = page.evaluate(CHOSEN)
    if not same(said["chosen"], wanted):
        yield _told(file, answers, choice, "chosen", wanted, said["chosen"])
    if said["fax"] and unquote(said["fax"].lstrip("#")) != unquote(hash_of(choice, answers.counted)):
        yield _told(file, answers, choice, "fax", hash_of(choice, answers.counted), said["fax"])
    yield from draft(answers, file, choice, said["mail"])


def draft(answers: Answers, file: str, choice: Choice | None, mail: str) -> Iterator[Problem]:
    """What a draft says otherwise: to whom, about what, and what it asks for."""
    if not mail:
        return
    w = answers.w
    party = next((entry.said("party") for _, entry in w.items("requests") if entry.said("way") == "email"), "")
    parts, query = urlsplit(mail), parse_qs(urlsplit(mail).query)
    subject = w.label("members", "mail_subject", scheme=w.text("scheme", "name").text).text
    for what, wanted, here in (
        ("to", w.book.data.said("parties", party, "email"), unquote(parts.path)),
        ("subject", subject, query.get("subject", [""])[0]),
        ("mail", answers.letter(choice), query.get("body", [""])[0]),
    ):
        if not same(wanted, here):
            yield _told(file, answers, choice, what, wanted, here)


def _told(file: str, answers: Answers, choice: Choice | None, what: str, wanted: str, here: str) -> Problem:
    chosen = answers.said(choice) if choice else "–"
    return Problem(file, 0, "does-request", {"choice": chosen, "what": what, "wanted": wanted, "text": here})
