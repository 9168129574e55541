"""Proof: an independent witness reads the finished files and traces every figure back to the data.

`run` reads the `data`, and each finished file as a surface (`files`) with the figures in its `text`, as
`languages` write them; it holds each file to the `rules`, pages and sheets to the `words` that they must
say, the files to one another (`across_files`), and makes the `report`. `seal` compares what is published
with that report. Where it is asked to, `seen` looks at the pages in a browser, too. The proof reads
`plans.yml` with a reader of its own and imports nothing that made the files; contracts and a test hold it
to that. `prove` reads, `write` files what it saw, `verify` asks whether that is what is published,
`record_translations` notes that a page's translation is up to date.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chirashi.proof.report.report_files import write
    from chirashi.proof.report.translations import record as record_translations
    from chirashi.proof.run import Proof, prove
    from chirashi.proof.seal import manifest, verify

__all__ = ["Proof", "manifest", "prove", "record_translations", "verify", "write"]

# Where each stands. A module is loaded when something of it is asked for: the record of translations needs a tenth of
# what a proof does, and the desk opens with the first and never takes the second.
WHERE = {
    "Proof": ("run", "Proof"),
    "manifest": ("seal", "manifest"),
    "prove": ("run", "prove"),
    "record_translations": ("report.translations", "record"),
    "verify": ("seal", "verify"),
    "write": ("report.report_files", "write"),
}


def __getattr__(name: str) -> object:
    if name not in WHERE:
        raise AttributeError(name)
    module, inner = WHERE[name]
    return getattr(importlib.import_module(f"{__name__}.{module}"), inner)
