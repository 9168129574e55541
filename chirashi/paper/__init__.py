"""Paper: an edition's printed matter, made from the same data, partials and tokens as its site.

`run` makes each piece in turn: `sheet_html` is its HTML, `layout` sets it on sheets as PDF, `copyfitting`
chooses the sizes, spaces and format in which it fits, and the `gates` look at it. `prepress` makes the print shop's
file of it, and `form` the form to fill in, with what a FAX machine sees of it. `cache` keeps pieces that have not
changed; `site_downloads` is the paper as the site offers it.

`print_set` is all that a build calls. It writes nothing; `Printed.files` go below `print/`,
`Printed.proofs` below `build/`.
"""

from chirashi.paper.cache import Store
from chirashi.paper.run import Printed, print_set
from chirashi.paper.site_downloads import Download, downloads, page, page_style

__all__ = ["Download", "Printed", "Store", "downloads", "page", "page_style", "print_set"]
