"""What hosts send with each file: the same headers everywhere, assets kept for ever, all else asked anew.

Each file is read as its host reads it: Cloudflare Pages joins what two blocks say of one header, nginx
drops the headers of a block where a location sets one of its own, Apache lets the last word stand.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from known import ROOT
from members import CYBER, EDITIONS, rules

from chirashi.cli.steps import Job, load_and_check, render
from chirashi.site.files import security_policy

HOSTING = ROOT / "docs" / "hosting"
NGINX = HOSTING / "nginx.conf"
APACHE = HOSTING / "apache.htaccess"
ASSET = re.compile(r"(^|/)assets/[\w-]+-[0-9a-f]{10}\.\w+$")
Sent = dict[str, str]
Host = Callable[[str, str], Sent]


def by_headers_file(text: str, path: str) -> Sent:
    sent: Sent = {}
    for pattern, said in rules(text):
        if fnmatch.fnmatchcase(path, pattern):
            for name, value in said.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


TOKEN = re.compile(r'#[^\n]*|"((?:[^"\\]|\\.)*)"|([{};])|([^\s{};"]+)')


def directives(text: str) -> list[tuple[list[str], list]]:  # type: ignore[type-arg]
    """An nginx file as (words, block) pairs, a block being such pairs again."""
    stack: list[list[tuple[list[str], list]]] = [[]]  # type: ignore[type-arg]
    words: list[str] = []
    for match in TOKEN.finditer(text):
        quoted, mark, bare = match.groups()
        if mark == "{":
            stack[-1].append((words, []))
            stack.append(stack[-1][-1][1])
            words = []
        elif mark == ";":
            stack[-1].append((words, []))
            words = []
        elif mark == "}":
            stack.pop()
        elif not match.group().startswith("#"):
            words.append(bare if quoted is None else quoted)
    assert len(stack) == 1, "a brace is not closed"
    return stack[0]


def located(words: list[str], path: str) -> bool:
    how, what = words[1:] if len(words) == 3 else ["", words[1]]
    if how == "=":
        return path == what
    return re.search(what, path) is not None if how == "~" else path.startswith(what)


def by_nginx(text: str, path: str) -> Sent:
    known: dict[str, str] = {}
    server, sent = directives(text), {}
    for words, block in server:
        if words[0] == "set":
            known[words[1]] = words[2]
        elif words[0] == "if" and re.search(words[3], path):  # if ($uri ~ "…")
            known |= {inner[1]: inner[2] for inner, _ in block}
    added = [words for words, _ in server if words[0] == "add_header"]
    for words, block in server:
        own = [inner for inner, _ in block if inner[0] == "add_header"]
        if words[0] == "location" and own and located(words, path):
            added = own
    for words in added:
        sent[words[1]] = known.get(words[2], words[2])
    return sent


def by_apache(text: str, path: str) -> Sent:
    """Sections for files come after what stands outside of them, wherever they are written."""
    outside, inside, applies, within = [], [], True, False
    for line in text.splitlines():
        if section := re.match(r'<(/?)(Files(?:Match)?)(?: "(.*)")?>', line.strip()):
            name = PurePosixPath(path if path[-1] != "/" else path + "index.html").name
            within = not section[1]
            matches = re.search(section[3], name) if section[2] == "FilesMatch" and section[3] else section[3] == name
            applies = not within or bool(matches)
        elif (said := re.match(r'Header (?:always )?set ([\w-]+) "(.*)"$', line.strip())) and applies:
            (inside if within else outside).append(said.groups())
    return dict(outside) | dict(inside)


def paths(site: Path) -> Iterator[str]:
    """The addresses of all files, pages also by their folder's."""
    for file in sorted(site.rglob("*")):
        if file.is_file() and file.name != "_headers":
            path = "/" + file.relative_to(site).as_posix()
            yield path
            if file.name == "index.html":
                yield path.removesuffix("index.html")


def faults(site: Path, host: Host, text: str) -> list[str]:
    """Each file that is not sent with exactly the headers that it should be."""
    found = []
    for path in paths(site):
        kept = security_policy.FOREVER if ASSET.search(path) else security_policy.ALWAYS_ASKED
        if (sent := host(text, path)) != security_policy.HEADERS | kept:
            found.append(f"{path}: {sent}")
    return found


def test_every_file_is_sent_with_the_same_headers_and_kept_as_long_as_it_may_be(site: Path) -> None:
    assert faults(site, by_headers_file, (site / "_headers").read_text("utf-8")) == []
    assert faults(site, by_nginx, NGINX.read_text("utf-8")) == []
    assert faults(site, by_apache, APACHE.read_text("utf-8")) == []


def test_calendars_and_tables_are_sent_as_what_they_are_in_utf_8(site: Path) -> None:
    server = directives(NGINX.read_text("utf-8"))
    coded = next(set(words[1:]) for words, _ in server if words[0] == "charset_types")
    assert ["charset", "utf-8"] in [words for words, _ in server]
    apache = APACHE.read_text("utf-8")
    kinds = {"text/csv": "/data/basic.ja.csv", "text/calendar": "/en/deadline.ics"}
    for kind, path in kinds.items():
        assert (site / path[1:]).is_file()
        (block,) = (block for words, block in server if words[0] == "location" and located(words, path))
        assert [words for words, _ in block] == [["types"], ["default_type", kind]]
        suffix = path.rpartition(".")[2]
        assert f"AddType {kind} .{suffix}\n" in apache
        assert re.search(rf"^AddCharset utf-8 .*\.{suffix}\b", apache, re.MULTILINE)
    assert coded >= {*kinds, "text/css", "application/json", "application/javascript", "text/javascript"}


def test_a_host_that_drops_joins_or_forgets_headers_is_seen(site: Path) -> None:
    joined = (site / "_headers").read_text("utf-8").replace("/*\n", "/*\n  Cache-Control: no-cache\n", 1)
    assert any(said.startswith("/assets/") for said in faults(site, by_headers_file, joined))
    dropped = NGINX.read_text("utf-8") + '\nlocation = /sw.js { add_header Cache-Control "no-cache"; }\n'
    assert [said.partition(":")[0] for said in faults(site, by_nginx, dropped)] == ["/sw.js"]
    forgotten = APACHE.read_text("utf-8").replace('Header set Cache-Control "no-cache"\n', "")
    assert any(said.startswith("/premiums/:") for said in faults(site, by_apache, forgotten))


def test_the_pages_of_a_past_edition_are_asked_anew_too() -> None:
    job = Job(CYBER, [EDITIONS / "care-three"], "https://example.org/")
    work = load_and_check(job)
    render(job, work)
    text = work.files["_headers"].decode()
    assert by_headers_file(text, "/care-three/plans/") == security_policy.HEADERS | security_policy.ALWAYS_ASKED
    assert text.count("\n\n") < 99, "Cloudflare Pages reads a hundred rules"
