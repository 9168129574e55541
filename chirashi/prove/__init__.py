"""Prove: an independent witness reads the finished files and traces every figure back to the data.

It reads `plans.yml` with a reader of its own and imports nothing that made the files; a test
holds it to that. `prove` looks, `report.write` files what it saw, `translated.record` notes
that a page's translation is up to date.
"""

from chirashi.prove.report import write
from chirashi.prove.translated import record as translated
from chirashi.prove.witness import Proof, prove

__all__ = ["Proof", "prove", "translated", "write"]
