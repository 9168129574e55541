"""The witness of flyers with a name on them: what each page says is what the list and the data say.

`list_reader` reads the list of members afresh, with another library, into a register of its own; `pdf_pages` reads
the finished pages, with their fonts' own tables of what a glyph stands for; `expected` works out what they must say,
the premium by `proof.data` among it, and `postal` the customer barcode, which it also reads from the picture. `flyers`
compares them, page by page; of a few pages of each file it looks at the raster.
"""

from chirashi.proof.mailing.expected import Told
from chirashi.proof.mailing.flyers import Witness
from chirashi.proof.mailing.list_reader import List

__all__ = ["List", "Told", "Witness"]
