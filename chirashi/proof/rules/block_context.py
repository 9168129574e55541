"""Tells what heads a block of text, the nearest first: a term heads its description, a party its item of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chirashi.proof.data.labels import Labels
from chirashi.proof.files.web.html import Block

TERMS = ("dt", "th")
CELLS = ("td", "th", "cell")  # headed by their table, see `table_cells`
SENTENCE = re.compile(r"。|[!?]|\.(?:\s|$)")  # says more than a label does


@dataclass
class Context:
    """Goes through the blocks of a surface in their order."""

    labels: Labels
    term: str = ""
    parties: dict[int, str] = field(default_factory=dict)  # by the item of a list that they head

    def heads(self, block: Block) -> list[str]:
        """What heads this block; remembers what the block itself may head."""
        if block.how != "text":
            return []
        alone = block.item and block.tag not in CELLS and self._alone(block.text)
        heads = [self.term, self.parties.get(block.item, "") if alone else ""]
        if block.tag in TERMS:
            self.term = block.text
        elif block.tag != "dd":
            self.term = ""
        if alone and self.labels.names("party", block.text):
            self.parties[block.item] = block.text
        return [head for head in heads if head]

    def _alone(self, text: str) -> bool:
        """Whether a text says no more than a label does; a company's name may look like two sentences."""
        return not SENTENCE.search(text) or not SENTENCE.search(self.labels.without("party", text))
