"""Press: an edition's printed matter, made from the same data, partials and tokens as its site, and proved.

`print_set` is all that a build calls. It writes nothing; `Printed.files` go below `print/`,
`Printed.proofs` below `build/`.
"""

from chirashi.press.offer import Download, downloads, page
from chirashi.press.run import Printed, print_set
from chirashi.press.store import Store

__all__ = ["Download", "Printed", "Store", "downloads", "page", "print_set"]
