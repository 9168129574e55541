"""Proof: an independent witness reads the finished files and traces every figure back to the data.

`run` reads the `data`, and each finished file as a surface (`files`) with the figures in its `text`, as
`languages` write them; it holds each file to the `rules`, pages and sheets to the `words` that they must
say, the files to one another (`across_files`), and makes the `report`. `seal` compares what is published
with that report. Where it is asked to, `seen` looks at the pages in a browser, too. `guest` reads
only what of an edition stands in somebody else's site. The proof reads
`plans.yml` with a reader of its own and imports nothing that made the files; contracts and a test hold it
to that. `prove` reads, `write` files what it saw, `verify` asks whether that is what is published,
`record_translations` notes that a page's translation is up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chirashi.proof.report.report_files import write
    from chirashi.proof.report.translations import record as record_translations
    from chirashi.proof.run import Proof, prove
    from chirashi.proof.seal import manifest, verify

__all__ = ["Proof", "manifest", "prove", "record_translations", "verify", "write"]


def __getattr__(name: str) -> object:
    """Loads a module when something of it is asked for.

    The record of translations needs a tenth of what a proof does; the desk opens with the first, and never takes the
    second.
    """
    if name in ("Proof", "prove"):
        from chirashi.proof import run

        return getattr(run, name)
    if name in ("manifest", "verify"):
        from chirashi.proof import seal

        return getattr(seal, name)
    if name == "record_translations":
        from chirashi.proof.report.translations import record

        return record
    if name == "write":
        from chirashi.proof.report.report_files import write

        return write
    raise AttributeError(name)
