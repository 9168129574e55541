"""The seal: a folder or a published site against the manifest of the proof, with neither content nor build.

The manifest is `proof.json`, which names every file of the site by its SHA-256. A folder must hold those files and
no others; of a site, every file is asked for as a browser would: as it is, and compressed, and its headers are held
against those that the build asked for. What else lies on a server nobody can list; compressed twins are asked for.
"""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import http.client
import json
import re
import urllib.error
import urllib.request
import zlib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from chirashi.base.problems import Problem, Trouble

SITE = "site/"
AT_ONCE = 6  # requests, as a browser makes them
PATIENCE = 30  # seconds for an answer
RULES = "_headers"  # for the server, which does not hand it out
NOWHERE = "no-such-page-anywhere/"
TWINS = (".gz", ".br")  # behind the name of a page: what servers may send in its place
Rules = list[tuple[str, dict[str, str]]]  # addresses with `*` below the site, and the headers that are asked for there
Differs = tuple[str, str, str]  # a header's name, what is asked for, and what was sent
LARGEST = 60_000_000  # bytes of an answer; no file of a brochure is as large


@dataclass(frozen=True)
class Answer:
    """What a server said: its status, where it led, its headers and the file, decompressed."""

    status: int
    address: str
    headers: dict[str, str]
    content: bytes


def manifest(path: Path) -> dict[str, str]:
    """The files of the site by their paths, each with its SHA-256. `Trouble` where the manifest cannot be read."""
    try:
        proofs = json.loads(path.read_text("utf-8"))
        files = {name: digest for proof in proofs for name, digest in proof["sha256"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Trouble(Problem(str(path), 0, "proof-published-manifest", {"said": type(error).__name__})) from error
    site = {name.removeprefix(SITE): digest for name, digest in files.items() if name.startswith(SITE)}
    if not site:
        raise Trouble(Problem(str(path), 0, "proof-published-manifest", {"said": "site/"}))
    return site


def headers(path: Path) -> Rules:
    """The headers that the manifest asks of a host, as `_headers` had them; none where it has none."""
    try:
        said = next((proof["headers"] for proof in json.loads(path.read_text("utf-8")) if proof.get("headers")), "")
        lines = str(said).splitlines()
    except (OSError, ValueError, TypeError, AttributeError):
        return []  # `manifest` tells of it
    found: Rules = []
    for line in lines:
        if line and not line[0].isspace():
            found.append((line.strip(), {}))
        elif found and ":" in line:
            name, _, value = line.partition(":")
            found[-1][1][name.strip().lower()] = value.strip()
    return found


def verify(place: str, files: dict[str, str], rules: Rules | None = None) -> list[Problem]:
    """What differs between a folder, or a site at an address, and the files of the manifest with its `rules`."""
    found = _site(place, files, rules or []) if re.match(r"https?://", place) else _folder(Path(place), files)
    return sorted(found)


def _folder(folder: Path, files: dict[str, str]) -> Iterator[Problem]:
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(files.keys() - there.keys()):
        yield Problem(f"{folder}/{name}", 0, "proof-published-missing")
    for name in sorted(there.keys() - files.keys()):
        yield Problem(f"{folder}/{name}", 0, "proof-published-surplus")
    for name in sorted(files.keys() & there.keys()):
        if _digest(there[name].read_bytes()) != files[name]:
            yield Problem(f"{folder}/{name}", 0, "proof-published-changed")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _site(address: str, files: dict[str, str], rules: Rules) -> Iterator[Problem]:
    root = address if address.endswith("/") else f"{address}/"
    differ: dict[Differs, list[str]] = defaultdict(list)
    try:
        ask(root, "identity")
    except (OSError, http.client.HTTPException, ValueError) as error:
        yield _unreachable(root, error)  # once, and not for every file
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = pool.map(
            lambda name: list(_file(root, name, files, rules, differ)), (name for name in files if name != RULES)
        )
        yield from (problem for found in asked for problem in found)
        for (name, wanted, said), places in sorted(differ.items()):
            found = {"name": name, "wanted": wanted, "found": said or "–", "places": len(places)}
            yield Problem(min(places), 0, "proof-published-header", found)
        missing = list(_missing_page(root, files))
        yield from missing
        if not missing:  # otherwise any address is answered
            names = [f"{name}{twin}" for name in files if name.endswith(".html") for twin in TWINS]
            yield from (
                Problem(where, 0, "proof-published-surplus") for where in pool.map(_there, _at(root, names)) if where
            )


def _at(root: str, names: list[str]) -> list[str]:
    return [urljoin(root, quote(name)) for name in names]


def _there(where: str) -> str:
    """The address of a file that nobody asked for, where a server has it."""
    try:
        return where if ask(where, "identity").status == 200 else ""
    except (OSError, http.client.HTTPException, ValueError):
        return ""


def _differing(name: str, rules: Rules, answer: Answer) -> Iterator[Differs]:
    """The headers of an answer that are not those asked for; a later rule goes before an earlier one."""
    path = "/" + (name.removesuffix("index.html") if name.endswith("index.html") else name)
    wanted: dict[str, str] = {}
    for pattern, said in rules:
        if fnmatch.fnmatchcase(path, pattern):
            wanted |= said
    for header, value in wanted.items():
        sent = answer.headers.get(header, "")
        if " ".join(sent.split()) != " ".join(value.split()):
            yield header, value, sent


def _file(
    root: str, name: str, files: dict[str, str], rules: Rules, differ: dict[Differs, list[str]]
) -> Iterator[Problem]:
    """One file as the server gives it: found, itself, not led elsewhere, the same compressed and past the caches.

    `differ` gathers the headers that are not as asked for, with the addresses.
    """
    where = urljoin(root, quote(name.removesuffix("index.html") if name.endswith("index.html") else name))
    try:
        plain, packed = ask(where, "identity"), ask(where, "gzip, deflate")
    except (OSError, http.client.HTTPException, ValueError) as error:
        yield _unreachable(where, error)
        return
    if plain.status != 200:
        yield Problem(where, 0, "proof-published-missing")
        return
    for header in _differing(name, rules, plain):
        differ[header].append(where)
    if plain.address != where:
        yield Problem(where, 0, "proof-published-redirect", {"to": plain.address})
    if _digest(plain.content) == files[name] == _digest(packed.content):
        return
    if _digest(plain.content) == files[name]:
        yield Problem(where, 0, "proof-published-compressed")
    elif _digest(ask(where, "identity", fresh=True).content) == files[name]:
        yield Problem(where, 0, "proof-published-cached")
    else:
        yield Problem(where, 0, "proof-published-changed")


def _unreachable(where: str, error: Exception) -> Problem:
    return Problem(where, 0, "proof-published-unreachable", {"said": str(error)[:80] or type(error).__name__})


def _missing_page(root: str, files: dict[str, str]) -> Iterator[Problem]:
    """A page that is not there is said not to be, by the site's own page."""
    where = urljoin(root, NOWHERE)
    try:
        answer = ask(where, "identity")
    except (OSError, http.client.HTTPException, ValueError):
        return  # told of every file
    if answer.status != 404 or ("404.html" in files and _digest(answer.content) != files["404.html"]):
        yield Problem(where, 0, "proof-published-not-found", {"status": answer.status})


def ask(address: str, encoding: str, fresh: bool = False) -> Answer:
    """Asks for an address. `fresh` goes past caches. `OSError` where nobody answers."""
    headers = {"Accept-Encoding": encoding, "User-Agent": "chirashi-verify"}
    headers |= {"Cache-Control": "no-cache", "Pragma": "no-cache"} if fresh else {}
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return _answer(answer, answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return _answer(error, error.code)


def _answer(answer: Any, status: int) -> Answer:
    content: bytes = answer.read(LARGEST)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    match headers.get("content-encoding", "").lower():
        case "gzip":
            content = gzip.decompress(content)
        case "deflate":
            content = zlib.decompress(content)
    return Answer(status, answer.url, headers, content)
