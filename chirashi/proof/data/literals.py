"""Reads `literals.yml`: the figures that an edition declares to be no data, each with its reason.

literals:
  - literal: {ja: 24時間, en: 24 hours}
    reason: 相談窓口の受付。データに置くほどの値ではない
cells:                       # words for cells in languages that the witness does not know
  not offered: [nicht angeboten]
order:                       # paragraphs whose languages name figures in another order
  - {page: premiums, at: totals, reason: …}
waived:                      # what `required.toml` asks for and this edition need not show
  - {key: tables.rate, on: site, reason: …}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chirashi.proof.data import yaml_events


@dataclass
class Literal:
    by_language: dict[str, str]  # language: text
    reason: str
    line: int

    @property
    def key(self) -> str:
        return "literal:" + next(iter(self.by_language.values()))


@dataclass
class Declared:
    literals: list[Literal] = field(default_factory=list)
    cell_words: dict[str, set[str]] = field(default_factory=dict)
    order: dict[tuple[str, str], int] = field(default_factory=dict)  # page, section: line
    waived: dict[tuple[str, str], int] = field(default_factory=dict)  # key, where: line
    unreasoned: list[int] = field(default_factory=list)  # lines of entries without a reason


def read_literals(path: Path, languages: list[str]) -> Declared:
    entry = yaml_events.read_yaml(path)
    declared = Declared()
    for item in (entry.get("literals") or yaml_events.Entry(0)).items:
        said = item.get("literal") or yaml_events.Entry(0)
        texts = {k: e.text or "" for k, e in said.under.items()} or dict.fromkeys(languages, said.text or "")
        if not item.said("reason"):
            declared.unreasoned.append(item.line)
        elif texts and all(texts.values()):
            declared.literals.append(Literal(texts, item.said("reason"), item.line))
    for kind, words in entry.at("cells").items():
        declared.cell_words[kind] = {(word.text or "").strip() for word in words.items}
    for item in (entry.get("order") or yaml_events.Entry(0)).items:
        if not item.said("reason"):
            declared.unreasoned.append(item.line)
        else:
            declared.order[item.said("page"), item.said("at")] = item.line
    for item in (entry.get("waived") or yaml_events.Entry(0)).items:
        if not item.said("reason"):
            declared.unreasoned.append(item.line)
        else:
            declared.waived[item.said("key"), item.said("on")] = item.line
    return declared


def describe(literal: Literal) -> str:
    return " / ".join(dict.fromkeys(literal.by_language.values()))
