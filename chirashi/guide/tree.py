"""The pages of one language of the guide as Markdown, with their navigation, for MkDocs to make a site of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chirashi.base import manual
from chirashi.content.yaml_files.line_joining import WIDE
from chirashi.guide import sources
from chirashi.guide.pictures import Picture
from chirashi.guide.sources import Manual

INDEX, TASKS, MESSAGES, ENGINEERS = "index.md", "tasks", "messages", "engineers"
WORDS = {
    "ja": {
        "tasks": "手順",
        "messages": "メッセージの意味",
        "engineers": "設計者・開発者向け（英語）",
        "printed": "画面に出る文",
        "list": "符号の一覧",
        "find": "メッセージの終わりの [ ] の中が符号です。上の検索に、符号か、メッセージの文を入れても見つかります。",
    },
    "en": {
        "tasks": "Tasks",
        "messages": "What messages mean",
        "engineers": "For designers and engineers",
        "printed": "As it is printed",
        "list": "All codes",
        "find": "The code stands in [ ] at a message's end. The search finds it too, and the words of a message.",
    },
}
BETWEEN_WIDE = re.compile(rf"(?<=[{WIDE}]) *\n(?=[{WIDE}])")  # a line's end within a Japanese sentence is no space
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)")
FENCED = re.compile(r"^( *)(`{3,}).*?^\1\2$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


@dataclass
class Tree:
    """Markdown pages by their paths, pictures by theirs, and the navigation as `mkdocs.yml` has it."""

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    nav: list[dict[str, Any]] = field(default_factory=list)


def tree(language: str, held: Manual, pictures: list[Picture]) -> Tree:
    """All pages of one language."""
    words, made = WORDS[language], Tree()
    heads = {task.title.lower().replace(" ", "-"): name for name, task in held.tasks.items()}
    tasks = {name: f"{TASKS}/{name}.md" for name in held.tasks if name != _last(held)}
    for name, page in tasks.items():
        task = held.tasks[name]
        shown = [picture for picture in pictures if picture.task == name]
        made.files |= {f"pictures/{one.name}": one.content for one in shown}
        body = _led(task.body, page, heads, language)
        made.pages[page] = "\n\n".join((f"# {_plain(task.title)}", body, *_figures(shown))) + "\n"
    listed = "\n".join(f"- [{_plain(held.tasks[name].title)}]({page})" for name, page in tasks.items())
    opening = _led(held.opening, INDEX, heads, language)
    made.pages[INDEX] = f"# {held.title}\n\n{opening}\n\n## {words['tasks']}\n\n{listed}\n"
    made.pages |= dict(_messages(held, language))
    made.nav = [
        {held.title: INDEX},
        {words["tasks"]: [{_plain(held.tasks[name].title): page} for name, page in tasks.items()]},
        {
            words["messages"]: [
                {words["list"]: f"{MESSAGES}/{INDEX}"},
                *({_plain(group.title): f"{MESSAGES}/{name}.md"} for name, group in held.groups.items()),
            ]
        },
    ]
    if language == "en":
        made.pages |= dict(_engineers())
        made.nav.append({words["engineers"]: [page for page in made.pages if page.startswith(ENGINEERS)]})
    else:
        made.nav.append({words["engineers"]: f"en/{ENGINEERS}/"})
    return made


def _last(held: Manual) -> str:
    """The chapter that only leads to the messages, whose place their own part takes."""
    return [*held.tasks][-1]


def _plain(title: str) -> str:
    return re.sub(r" *\{#[\w-]+\}$", "", title)


def _figures(shown: list[Picture]) -> Iterator[str]:
    """Each leads to itself, since its small print cannot be read in the width of a phone."""
    for one in shown:
        file, (width, height) = f"../pictures/{one.name}", one.size
        image = f"![{one.alt}]({file}){{ width={width} height={height} loading=lazy }}"
        yield f"<figure markdown>\n[{image}]({file})\n<figcaption>{one.caption}</figcaption>\n</figure>"


def _messages(held: Manual, language: str) -> Iterator[tuple[str, str]]:
    """A page for each group, an entry with its own address for each message, and a list of all codes."""
    words, codes = WORDS[language], list[tuple[str, str]]()
    for name, group in held.groups.items():
        entries = [f"# {_plain(group.title)}"]
        for code, said in manual.ENTRY.findall(group.body):
            codes.append((code, f"{name}.md#{code}"))
            entries.append(f"## `{code}` {{#{code}}}\n\n{said}")
            if shown := sources.printed(code, language):
                entries.append(f'!!! quote "{words["printed"]}"\n\n    {_verbatim(shown)}')
        yield f"{MESSAGES}/{name}.md", "\n\n".join(entries) + "\n"
    listed = "\n".join(f"- [`{code}`]({at})" for code, at in sorted(codes))
    yield (
        f"{MESSAGES}/{INDEX}",
        f"# {words['messages']}\n\n{words['find']}\n\n<div class='guide-codes' markdown>\n\n{listed}\n\n</div>\n",
    )


def _verbatim(text: str) -> str:
    """A message's words, of which nothing is Markdown but what stands in backquotes."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(part if i % 2 else re.sub(r"([\\*_\[\]<>{}#|~!])", r"\\\1", part) for i, part in enumerate(parts))


def _engineers() -> Iterator[tuple[str, str]]:
    for name, path in sources.engineers().items():
        page = f"{ENGINEERS}/{name.replace('README', 'index')}"
        text = path.read_text("utf-8").replace("hosting/README.md", "hosting/index.md")
        yield page, _led(text, page, {}, "en")


def _led(text: str, page: str, heads: dict[str, str], language: str) -> str:
    """A text whose links lead to the guide's own pages; one to what is no page of it is its words alone."""

    def led(match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if re.match(r"https?://|mailto:|tel:", target):
            return match[0]
        name, _, anchor = target.partition("#")
        to = _page(name, heads.get(anchor, ""), page, language)
        if to is None:
            return words
        if to.startswith("en/"):
            up = "../" * (page.count("/") + (not page.endswith(INDEX)))
            return f"[{words}]({up}{to})"
        return f"[{words}]({posixpath.relpath(to, posixpath.dirname(page) or '.')})"

    def joined(part: str) -> str:
        return LINK.sub(led, BETWEEN_WIDE.sub("", part) if language == "ja" else part)

    return _outside_code(text, joined)


def _page(name: str, task: str, page: str, language: str) -> str | None:
    if not name:
        return f"{TASKS}/{task}.md" if task else None
    if name == "MESSAGES.md":
        return f"{MESSAGES}/{INDEX}"
    if name in ("../content/README.md", "content/README.md"):
        return INDEX
    docs = name.removeprefix("../docs/")
    if docs != name or page.startswith(ENGINEERS):
        below = docs if docs != name else posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
        below = below.removeprefix(f"{ENGINEERS}/").replace("README.ja", "index").replace("README", "index")
        if not below.endswith(".md") or below.startswith(".."):
            return None
        if language != "en":
            folder = below.removesuffix("index.md").removesuffix(".md")
            return f"en/{ENGINEERS}/{folder}".rstrip("/") + "/"
        return f"{ENGINEERS}/{below}"
    return None


def _outside_code(text: str, work: Any) -> str:
    made, end = list[str](), 0
    for code in FENCED.finditer(text):
        made += [work(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*made, work(text[end:])))
