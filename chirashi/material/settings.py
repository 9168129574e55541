"""What a site says of the plugin in its `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import base
from mkdocs.config import config_options as options


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs says nothing of how it is made
    """What stands under `chirashi:` in `mkdocs.yml`."""

    brochure = options.Type(bool, default=False)
    """Whether the site is the edition's brochure; else its figures are for the pages of another site."""
    edition = options.Optional(options.Type(str))
    """Its name below `content/`, or a folder; without it, what `content/site.yml` publishes."""
    languages = options.Optional(options.ListOfItems(options.Type(str)))
    """In another site: those that its pages are written in, the usual one first; without it, the edition's."""
    prefix = options.Type(str, default="")
    """In another site: what placeholders begin with, where their own names are taken: `{{ brochure.dates.start }}`."""
    paper = options.Type(bool, default=True)
    """Whether a brochure's flyer and forms are made too, and offered."""
    prove = options.Type(bool, default=True)
    """Whether a brochure is proved before it replaces the last one."""
    strict = options.Type(bool, default=False)
    """Whether what is only warned of stops the build."""
