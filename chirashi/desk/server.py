"""Opens the desk: a server on a free port of 127.0.0.1, and the browser at its address, until somebody ends it."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project
from chirashi.desk.app import Desk, application
from chirashi.desk.session import Session
from chirashi.desk.year import Year, newest


def desk_of(project: Project, edition: str | None, lang: str, port: int) -> Desk:
    return Desk(project, Year(project, edition or newest(project)), lang, Session(port))


def serve(project: Project, edition: str | None, lang: str, port: int, ready: Callable[[str], None]) -> None:
    """Serves the desk until it is ended in the browser, by Ctrl+C, or with its window.

    :param port: 0 for any that is free.
    :param ready: told the address to open, with its one-time key, once the server answers.
    """
    with opened(project, edition, lang, port) as (desk, join):
        ready(desk.session.opening)
        with contextlib.suppress(KeyboardInterrupt):
            join()


@contextlib.contextmanager
def opened(
    project: Project, edition: str | None, lang: str, port: int = 0
) -> Iterator[tuple[Desk, Callable[[], None]]]:
    """A desk that answers, in a thread of its own, and what waits for its end."""
    import uvicorn

    with _bound(port) as bound:
        desk = desk_of(project, edition, lang, bound.getsockname()[1])
        config = uvicorn.Config(
            application(desk), log_level="error", access_log=False, server_header=False, lifespan="off", ws="none"
        )
        server = uvicorn.Server(config)
        desk.end = lambda: setattr(server, "should_exit", True)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        try:
            yield desk, thread.join
        finally:
            server.should_exit = True
            thread.join()


def _bound(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise Trouble(Problem(f"127.0.0.1:{port}", 0, "port-taken", {"port": port})) from error


def show(address: str) -> bool:
    """Opens the browser; whether one could be opened."""
    return webbrowser.open(address)
