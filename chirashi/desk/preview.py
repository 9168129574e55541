"""Shows a page or the flyer of the brochure as it would be with what has been typed, beside the form."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field

from chirashi.content.edition import Edition
from chirashi.site.pages.addresses import address

FLYER = "flyer"


@dataclass
class Preview:
    """The brochure's pages for the desk's own frame; keeps what the last one loads."""

    files: dict[str, bytes] = field(default_factory=dict)

    def page(self, edition: Edition, language: str, name: str) -> bytes:
        """A page's HTML; `KeyError` where the edition has none of that name."""
        from chirashi.site.build import one_page  # takes as long to load as the rest of the desk's first page

        html, files = one_page(edition, language, name)
        self.files |= files
        return html

    def loaded(self, path: str) -> tuple[bytes, str] | None:
        """What a page of before loads from a path, with its media type."""
        content = self.files.get(path)
        return None if content is None else (content, mimetypes.guess_type(path)[0] or "application/octet-stream")


def at(edition: Edition, path: str) -> tuple[str, str] | None:
    """The language and name of the page that stands at a path; None where none does."""
    return {where: page for page, where in _addresses(edition).items()}.get(path)


def path_of(edition: Edition, language: str, name: str) -> str | None:
    return _addresses(edition).get((language, name))


def _addresses(edition: Edition) -> Mapping[tuple[str, str], str]:
    names = [*edition.data.pages, FLYER]
    return {(language, name): address(edition, language, name) for language in edition.data.languages for name in names}
