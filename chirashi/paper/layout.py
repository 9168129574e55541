"""Lays HTML out on sheets and writes them as PDF, with WeasyPrint and Pango.

Nothing is fetched but files of the theme. Where Pango is missing, `missing` says so, and
nothing else here can be used.
"""

from __future__ import annotations

import atexit
import functools
import gc
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from chirashi.base.project import theme
from chirashi.view.colours import tokens

if TYPE_CHECKING:
    from pydyf import PDF
    from weasyprint import CSS, HTML, Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

COMMON = (tokens.FILE, "print/paper.css")  # of every sheet; the second brings the fonts
PX_PER_MM = 96 / 25.4


@functools.cache
def missing() -> str | None:
    """What keeps WeasyPrint from being loaded; None where it can be."""
    try:
        import weasyprint  # noqa: F401 -- loading it is the question
    except OSError as error:  # cffi does not find Pango
        return str(error).splitlines()[0]
    except ImportError as error:
        return str(error)
    return None


def ready() -> None:
    """Loads the common styles and all that bring a font, before copies of the process share them.

    The library keeps fonts in one folder, which the copies share, and takes one that lies there for one it knows.
    """
    bring = [f"print/{path.name}" for path in theme().files("print/*.css") if "@font-face" in path.read_text("utf-8")]
    for name in dict.fromkeys((*COMMON, *bring)):
        _style(name)


def lay_out(html: str, *styles: str, more: str = "", fillable: bool = False, tall: bool = False) -> Document:
    """The sheets of a piece of printed matter.

    `styles` are files of `theme/print/`, after tokens and paper; `more` is CSS that comes last.
    On `tall` paper nothing is cut off at a page's end, so that overflow can be measured.
    """
    return Layouts(styles, fillable).lay_out(html, more, tall)


class Layouts:
    """Layouts of one piece by several settings; a text that is laid out again is not parsed again."""

    def __init__(self, styles: tuple[str, ...], fillable: bool = False) -> None:
        self.names, self.fillable = (*COMMON, *(f"print/{name}" for name in styles)), fillable
        self.parsed: dict[str, HTML] = {}

    def lay_out(self, html: str, more: str = "", tall: bool = False) -> Document:
        from weasyprint import CSS

        sheets = [_style(name) for name in self.names]
        last = more + ("@page { size: 210mm 1500mm }" if tall else "")
        if last:
            sheets.append(CSS(string=last, font_config=fonts(), url_fetcher=fetcher()))
        return self._source(html).render(stylesheets=sheets, font_config=fonts(), pdf_forms=self.fillable or None)

    def _source(self, html: str) -> HTML:
        from weasyprint import HTML

        if html not in self.parsed:
            source = HTML(string=html, base_url=theme().folders[0].as_uri() + "/", url_fetcher=fetcher())
            if not self.fillable:  # what elements are stands in paper.css; WeasyPrint's own rules make six marks each
                source._ua_stylesheets = lambda _forms: []
            self.parsed[html] = source
        return self.parsed[html]


def pdf(document: Document, variant: str = "pdf/ua-1") -> bytes:
    """The sheets as a PDF; the same sheets give the same bytes.

    Without an identifier, for which pydyf would write every object twice: the press's file gets one
    from its contents, others need none.
    """
    for page in document.pages:  # a box within a link, as a piece of an address is, would be a link of its own
        page.links = [(*link, box) for *link, box in page.links if box.link]
    tagged = variant == "pdf/ua-1"
    written: bytes = document.write_pdf(pdf_variant=variant, pdf_tags=tagged, pdf_identifier=False, finisher=_squeeze)
    return written


def _squeeze(_document: Document, pdf: PDF) -> None:
    """Compresses what the sheets hold as ZIP does; pydyf's utmost takes twice as long for a hundredth less."""
    for stream in pdf.objects:
        if getattr(stream, "compress", False):
            stream.compress = False
            content = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
            stream.stream = [zlib.compress(content)]
            stream.extra["Filter"] = "/FlateDecode"


@functools.cache
def fonts() -> FontConfiguration:
    """The vendored fonts, loaded once a process."""
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_let_go)
    return FontConfiguration()


def _let_go() -> None:
    """Frees the fonts while the interpreter still stands, since they clear their folder away as they go."""
    _parsed.cache_clear()
    fonts.cache_clear()
    gc.collect()  # sheets that are done with hold them too, in circles


@functools.cache
def fetcher() -> URLFetcher:
    """Reads files, and nothing from any network; a file of the theme from whichever of its folders holds it."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Files(URLFetcher):  # type: ignore[misc]  # the library says nothing of its types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            if parts.scheme == "file":
                name = theme().name_of(Path(url2pathname(parts.path)))
                url = url if name is None else theme().path(name).as_uri()
            return super().fetch(url, headers)

    return Files(allowed_protocols={"file"}, fail_on_errors=True)


def _style(name: str) -> CSS:
    path = theme().path(name)
    return _parsed(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=16)
def _parsed(path: Path, _changed: int) -> CSS:
    from weasyprint import CSS

    if path.name == tokens.FILE:
        return CSS(string=tokens.paper_rules(), font_config=fonts(), url_fetcher=fetcher())
    return CSS(filename=path, font_config=fonts(), url_fetcher=fetcher())
