"""Holds the rules for the host (`_headers`): what a browser may load and run, and how long it may keep a file."""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import re

from chirashi.proof.across_files.destinations import Site
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

POLICY, KEPT = "content-security-policy", "cache-control"
WANTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
}
CLOSED = ("default-src", "base-uri", "form-action", "frame-ancestors")
# What Material needs besides files of the site: styles within its pages, signs that its sheet draws.
MORE = {"style-src": {"'unsafe-inline'"}, "img-src": {"data:"}}
SUM = re.compile(r"'sha256-[A-Za-z0-9+/]+=*'")
NAMED = re.compile(r".*-[0-9a-f]{10}\.[a-z]+")  # by its content
Rules = list[tuple[str, dict[str, list[str]]]]


def prove_policy(rules: str, surfaces: list[Surface], site: Site, findings: Findings) -> None:
    """The rules of a site with an edition at its root; nothing where there are none."""
    if site.below or not rules:
        return
    place, blocks = Position(f"{site.name}/_headers"), _read(rules)
    made_by = next((one.generator for one in surfaces if one.name == "index.html"), "")
    material = "mkdocs" in made_by
    pages = [one for one in surfaces if one.kind == "html" and one.structure]
    sums = {_sum(text) for one in pages if one.structure and material for text, _ in one.structure.programs}
    for surface in pages:
        said = _said(blocks, "/" + site.path_of(surface).removesuffix("index.html"))
        policies = said.get(POLICY, [])
        wrong = [] if len(policies) == 1 else [f"{len(policies)} × {POLICY}"]
        own = {_sum(text) for text, _ in surface.structure.programs} if surface.structure and material else set()
        wrong += [rule for policy in policies for rule in _loose(policy, sums, own, material)]
        wrong += [name for name, value in WANTED.items() if said.get(name) != [value]]
        for rule in wrong:
            findings.say(place, "proof-policy", text=rule, page=surface.file)
    for path in sorted(site.there):
        kept = _said(blocks, "/" + path.removesuffix("index.html")).get(KEPT, [])
        if len(kept) != 1 and not path.startswith((*site.others, "_headers")):
            findings.say(place, "proof-policy", text=f"{len(kept)} × {KEPT}", page=path)
        elif any("immutable" in one for one in kept) and not NAMED.fullmatch(path):
            findings.say(place, "proof-policy", text="immutable", page=path)


def _read(rules: str) -> Rules:
    """Each path with the headers of its block."""
    found: Rules = []
    for line in rules.splitlines():
        if line.startswith("/"):
            found.append((line.strip(), {}))
        elif found and ":" in line:
            name, _, value = line.partition(":")
            found[-1][1].setdefault(name.strip().lower(), []).append(value.strip())
    return found


def _said(blocks: Rules, path: str) -> dict[str, list[str]]:
    """Every header that a file gets, with what each block says of it; hosts join them."""
    found: dict[str, list[str]] = {}
    for pattern, headers in blocks:
        if fnmatch.fnmatchcase(path, pattern):
            for name, values in headers.items():
                found.setdefault(name, []).extend(values)
    return found


def _sum(program: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(program.encode()).digest()).decode()}'"


def _loose(policy: str, sums: set[str], own: set[str], material: bool) -> list[str]:
    """What a policy allows that the site does not need, or lacks."""
    parts = {name: rest for name, *rest in (part.split() for part in policy.split(";") if part.strip())}
    wrong = [name for name in CLOSED if parts.get(name) != ["'none'"]]
    for name, sources in parts.items():
        if name in CLOSED:
            continue
        more = MORE.get(name, set()) if material else set()
        allowed = {"'self'", *more, *(sums if name == "script-src" else set())}
        wrong += [f"{name} {source}" for source in sources if source not in allowed]
    wrong += [f"script-src {one}" for one in sorted(own - {*parts.get("script-src", [])})]
    return wrong + [name for name in ("script-src", "style-src", "img-src", "connect-src") if name not in parts]
