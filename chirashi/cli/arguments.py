"""Makes a job of what was typed at the command line: an edition by its name, an address."""

from __future__ import annotations

from pathlib import Path

from chirashi.cli import steps
from chirashi.cli.wrong_use import Misuse
from chirashi.content.edition import ROOT
from chirashi.content.site_settings import CONTENT, settings
from chirashi.content.values import Unreadable, Url


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def edition_of(name: str) -> Path:
    """The folder of an edition by its name below content/, or by its path; wrong use where there is none."""
    for folder in (CONTENT / name, Path(name)):
        if folder.is_dir():
            return folder.resolve()
    raise Misuse(
        f"「{name}」という版は、content/ の中にありません。",
        f"There is no edition “{name}” below content/, nor such a folder.",
    )


def job_of(edition: str | None, url: str | None) -> steps.Job:
    if edition is not None:
        return steps.Job(edition_of(edition), url=_with_slash(url))
    found = settings()
    address = _with_slash(url or found.url)
    icc = CONTENT / found.icc if found.icc else None
    return steps.Job(CONTENT / found.edition, [CONTENT / name for name in found.past], address, icc)


def _with_slash(url: str | None) -> str | None:
    if url is None:
        return None
    try:
        return Url.read(url).rstrip("/") + "/"
    except Unreadable:
        raise Misuse(
            f"「{url}」は、https:// で始まるアドレスではありません。",
            f"“{url}” is not an address that can be used: it does not begin with https://.",
        ) from None


def noted(edition: str | None, site: Path, url: str | None) -> tuple[str, ...]:
    """What a build was asked for, as the stamp notes it."""
    return (str(edition), str(site), str(url))
