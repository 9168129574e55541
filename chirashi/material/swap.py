"""Puts a site that MkDocs has written in the place of the last one, once it is proved.

MkDocs empties the folder that it writes to. So it writes beside it, below `build/`; the witness reads what
was written, and one rename puts it in the place of the last. Where anything is wrong, nothing is replaced.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.files import publishing
from chirashi.base.problems import Problem, of_disk
from chirashi.content.approval import standing
from chirashi.content.edition import at_home, load
from chirashi.material.chosen_edition import Asked


class Replacing:
    """One turn to build a site: from before MkDocs writes until the folder is replaced or the build has failed."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.build = site.parent / "build"  # beside the site, on the same disk
        self.stage = self.build / "stage" / site.name
        self.turn = contextlib.ExitStack()

    def begin(self) -> None:
        """Waits for other builds of this folder, and gives MkDocs an empty one to write to."""
        self.turn.enter_context(publishing.turn(self.build))
        with self._disk():
            publishing.restore(self.site, self.build)
            publishing.clear(self.stage)
            self.stage.mkdir(parents=True)

    def prove(self, asked: Asked, url: str | None) -> list[Problem]:
        """What the witness finds in what MkDocs has written; its report goes to `build/proof.html`."""
        from chirashi import proof as witness  # 0.1 s, which a site that is not proved need not wait

        folders = [folder for _, folder in asked.folders]
        stands = {folder: standing(load(folder)) for folder in folders}
        proofs = [
            witness.prove(
                folder,
                self.stage,
                below=below,
                others=tuple(f"{other.name}/" for other in asked.past if other != folder),
                beside=[other for other in folders if other != folder],
                url=url,
                shown_as={"site": self.site.name},
                draft=stands[folder].draft,
                since=stands[folder].changed,
            )
            for below, folder in asked.folders
        ]
        witness.write(proofs, self.build)
        return [at_home(problem, folders) for proof in proofs for problem in proof.source_problems]

    def publish(self) -> None:
        with self._disk():
            publishing.note(self.build, [self.site])
            publishing.exchange(self.stage, self.site, self.build)
        self.end()

    def end(self) -> None:
        """Leaves nothing behind; may be called at any moment, and again."""
        with contextlib.suppress(OSError):
            publishing.clear(self.stage)
        self.turn.close()

    @contextlib.contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise of_disk(error, str(self.build)) from error
