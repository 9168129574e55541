"""Work that is shared out among processors: the same results in the same order, whatever becomes of a copy."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chirashi.base import parallel

HERE = os.getpid()


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processors, and no thing but one thread, however the tests are run."""
    monkeypatch.setattr(parallel, "_processors", lambda: 1 if parallel._shared else 2)


def in_a_copy(does: Callable[[], None]) -> Callable[[int], int]:
    """Work that does this on a copy, and here waits until the copy has begun on a piece."""
    begun, begins = os.pipe()
    here, at = os.pipe()
    met: list[int] = []

    def work(piece: int) -> int:
        if os.getpid() != HERE:
            if not met:
                os.write(begins, b".")
                os.read(here, 1)  # until the other is at work too, so that neither does all
            does()
        elif not met:
            os.write(at, b".")
            os.read(begun, 1)
        met.append(piece)
        return piece * piece

    return work


def runs(process: int) -> bool:
    """Whether a process is there, and is not only waiting to be noted as ended."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("ascii", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
class TestCopies:
    def test_both_work(self, two: None) -> None:
        seen, sees = os.pipe()

        def work(piece: int) -> int:
            os.write(sees, os.getpid().to_bytes(4, "big"))
            return in_turn(piece)

        in_turn = in_a_copy(lambda: None)
        assert parallel.each(work, range(40)) == [piece * piece for piece in range(40)]
        at = os.read(seen, 4 * 40)
        assert len({at[i : i + 4] for i in range(0, len(at), 4)}) == 2

    def test_one_that_dies_loses_nothing(self, two: None) -> None:
        work = in_a_copy(lambda: os.kill(os.getpid(), signal.SIGKILL))
        assert parallel.each(work, range(9)) == [piece * piece for piece in range(9)]

    def test_what_goes_wrong_in_one_shows_itself_here(self, two: None) -> None:
        def work(piece: int) -> int:
            if piece == 3:
                raise ValueError("piece 3")
            return piece

        with pytest.raises(ValueError, match="piece 3"):
            parallel.each(work, range(6))
        assert parallel.each(abs, [-1, -2]) == [1, 2]  # and nothing is left of it

    def test_a_copy_does_not_outlive_a_run_that_is_killed(self) -> None:
        """It has more to tell than a pipe holds, and nobody is left to hear it."""
        code = """
            import os, time
            from chirashi.base import parallel
            parallel._processors = lambda: 1 if parallel._shared else 2
            here = os.getpid()
            def work(piece):
                if os.getpid() == here:
                    time.sleep(60)
                print(os.getpid(), flush=True)
                return b"x" * 1_000_000
            parallel.each(work, range(4))
        """
        with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            copy = int(run.stdout.readline())
            run.kill()
        deadline = time.monotonic() + 20
        while runs(copy) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not runs(copy)

    def test_an_error_here_waits_for_no_copy(self, two: None) -> None:
        def work(piece: int) -> None:
            if os.getpid() == HERE:
                raise ValueError("here")
            time.sleep(60)

        begun = time.monotonic()
        with pytest.raises(ValueError, match="here"):
            parallel.each(work, range(4))
        assert time.monotonic() - begun < 30
        assert multiprocessing.active_children() == []

    def test_a_keyboard_interrupt_ends_all_without_a_word_of_the_copies(self) -> None:
        code = """
            import os, signal, sys, time
            from chirashi.base import parallel
            parallel._processors = lambda: 1 if parallel._shared else 2
            signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
            here = os.getpid()
            def work(piece):
                if os.getpid() != here:
                    os.killpg(0, signal.SIGINT)
                time.sleep(60)
            try:
                parallel.each(work, range(4))
            except KeyboardInterrupt:
                print("interrupted")
        """
        run = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)],
            capture_output=True,
            text=True,
            start_new_session=True,
            timeout=50,
            check=False,
        )
        assert (run.stdout, run.stderr) == ("interrupted\n", "")

    def test_one_does_not_copy_itself(self, two: None) -> None:
        def work(piece: int) -> list[int]:
            return parallel.each(lambda inner: os.getpid(), [piece, piece])

        assert all(len(set(pids)) == 1 for pids in parallel.each(work, range(4)))


def test_with_a_second_thread_all_is_done_here() -> None:
    """In a process of its own: this one may have threads of the test runner's."""
    code = """
        import os, threading
        from chirashi.base import parallel
        one = parallel._processors()
        done = threading.Event()
        threading.Thread(target=done.wait).start()
        two = parallel._processors()
        done.set()
        print(one, two, len(set(parallel.each(lambda piece: os.getpid(), range(4)))))
    """
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    alone, with_thread, _ = map(int, run.stdout.split())
    assert with_thread == 1
    assert alone == (len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1)


def test_nothing_is_copied_for_a_single_piece() -> None:
    assert parallel.each(lambda piece: (piece, os.getpid(), threading.active_count()), [7])[0][:2] == (7, HERE)
