"""Material: the brochure as a site of Material for MkDocs, and its figures in anybody's Material site.

`plugin` is what MkDocs calls, with the `settings` of `mkdocs.yml`. `chosen_edition` finds the edition and says
what is wrong with it. For a site that is the brochure, `whole_site` answers MkDocs at each step of a build,
`brochure` makes pages and files from the press's own views and partials, `languages` gives each language its
navigation and search, `style` makes the one stylesheet, and `swap` proves what MkDocs has written before it
takes the place of the last site. `guest` fills placeholders in pages of another site; `stage` writes finished
Markdown for engines without plugins.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every package is asked whether it is one
