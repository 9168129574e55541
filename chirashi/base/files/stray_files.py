"""Files that programs leave beside ours: nobody wrote them, and nothing reads or tells of them."""

from __future__ import annotations

import re

STRAY = re.compile(
    r"\._.*|\.DS_Store|__MACOSX|Icon\r"  # macOS
    r"|Thumbs\.db(?::.*)?|ehthumbs\.db|desktop\.ini|.*\.lnk"  # Windows
    r"|~\$.*|\.~lock\..*|~WR[LD]\d+\.tmp"  # Office, LibreOffice
    r"|\.#.*|#.*#|.*~|\..*\.sw[a-p]|4913|\.sync.*|\.stfolder",  # editors, and what shares folders
    re.IGNORECASE,
)


def stray(name: str) -> bool:
    """Whether a file or folder of this name is to be passed over."""
    return STRAY.fullmatch(name) is not None
