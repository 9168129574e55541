"""The same work on the workers of a Dask scheduler, which may stand anywhere.

A parcel goes to each worker and one comes back, through the scheduler or, where `store` names a place that all can
reach (any address that fsspec knows: `s3://…`, `file:///shared`), through that. On the worker each piece has a process
of its own. A worker that dies costs its pieces no more than a second try elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from chirashi.base.files import publishing
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project
from chirashi.farm import parcels
from chirashi.farm.builds import Order, Outcome
from chirashi.farm.processes import Died

TRIES = 3  # of a piece whose workers die under it
PATIENCE = 20  # seconds for a scheduler to answer
Piece = TypeVar("Piece")
Made = TypeVar("Made")


@dataclass(frozen=True)
class Parcel:
    """An order for a worker: the project as bytes, or where in the store it lies."""

    name: str
    pages_only: bool
    content: bytes = b""
    store: str = ""


@dataclass(frozen=True)
class Answer:
    """What a worker sends back: what came of it, and the brochure as bytes, unless it lies in the store."""

    outcome: dict[str, Any]
    content: bytes = b""


def builds(orders: Sequence[Order], scheduler: str, store: str = "") -> Iterator[tuple[Order, Outcome | Died]]:
    """Every order with its outcome, as they are finished; finished brochures lie in their projects by then.

    :raises Trouble: where the scheduler does not answer, or what it takes is not installed.
    """
    sent = {f"{number:04}-{order.root.name}": order for number, order in enumerate(orders)}
    pieces = [_sent(name, order, store) for name, order in sent.items()]
    for piece, answer in each(build_parcel, pieces, scheduler):
        order = sent[piece.name]
        if isinstance(answer, Died):
            yield order, answer
            continue
        outcome = Outcome(**answer.outcome)
        if outcome.good:
            _lay(order, answer.content or _stored(store, f"{piece.name}-out.zip"))
        yield order, outcome


def each(work: Callable[[Piece], Made], pieces: Sequence[Piece], scheduler: str) -> Iterator[tuple[Piece, Made | Died]]:
    """Every piece with what `work` made of it on some worker, as they are finished."""
    try:
        import distributed
    except ImportError as error:
        raise Trouble(Problem(scheduler, 0, "farm-missing", {"said": str(error)})) from error
    try:
        library: Any = distributed  # which says nothing of its types
        client = library.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise Trouble(Problem(scheduler, 0, "farm-scheduler", {"said": type(error).__name__})) from error
    with client:
        futures = {client.submit(work, piece, pure=False, retries=TRIES): piece for piece in pieces}
        for future in library.as_completed(futures):
            piece = futures.pop(future)
            try:
                yield piece, future.result()
            except distributed.scheduler.KilledWorker:
                yield piece, Died(None)


def build_parcel(parcel: Parcel) -> Answer:
    """What a worker does: unpacks a project, builds it in a process of its own, and packs what was made."""
    content = parcel.content or _stored(parcel.store, f"{parcel.name}.zip")
    with tempfile.TemporaryDirectory() as within:
        root = Path(within) / parcel.name.partition("-")[2]
        root.mkdir()
        parcels.unpacked(content, root)
        asked = [sys.executable, "-m", "chirashi.farm", str(root), "1" if parcel.pages_only else ""]
        done = subprocess.run(asked, capture_output=True, check=True, text=True, encoding="utf-8")
        outcome = json.loads(done.stdout)
        made = parcels.finished(root) if not outcome["errors"] else b""
        if parcel.store and made:
            _keep(parcel.store, f"{parcel.name}-out.zip", made)
            made = b""
    return Answer(outcome, made)


def _sent(name: str, order: Order, store: str) -> Parcel:
    content = parcels.packed(Project(order.root))
    if not store:
        return Parcel(name, order.pages_only, content)
    _keep(store, f"{name}.zip", content)
    return Parcel(name, order.pages_only, store=store)


def _lay(order: Order, parcel: bytes) -> None:
    """Replaces the project's folders by what came back, both or neither."""
    here = Project(order.root)
    folders: dict[Path, dict[str, bytes]] = {}
    for name, content in parcels.files_of(parcel).items():
        top, _, below = name.partition("/")
        if top in (here.site.name, here.paper.name):
            folders.setdefault(here.root / top, {})[below] = content
        elif below.startswith("draft/"):
            folders.setdefault(here.build / "draft", {})[below.removeprefix("draft/")] = content
        else:
            here.build.mkdir(exist_ok=True)
            (here.build / below).write_bytes(content)
    with publishing.turn(here.build), publishing.staged(folders, here.build):
        pass


def _keep(store: str, name: str, content: bytes) -> None:
    import fsspec

    with fsspec.open(f"{store.rstrip('/')}/{name}", "wb", auto_mkdir=True) as file:
        file.write(content)


def _stored(store: str, name: str) -> bytes:
    import fsspec

    with fsspec.open(f"{store.rstrip('/')}/{name}", "rb") as file:
        content: bytes = file.read()
        return content
