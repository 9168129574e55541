"""Lists the words that say what a number counts, 施設 or pages: facts of the languages, no rule about figures.

The checks of prose and the proof share this list and nothing else of how they read figures, since the list is no
work of the press. A number before a word that it lacks is taken as standing alone, so that it may pass for an
amount or a year that the data has.
"""

from __future__ import annotations

import re

COUNTERS = re.compile(  # right after a number; English ones in any of their forms
    r"\s?(?:施設|口|人|名|年|[かヶケカ箇]?月|日|時間|時|分|回|件|枚|歳|社|点|ページ|円|万|億|倍"
    r"|(?:facilit|unit|person|people|year|month|day|hour|minute|time|page|member|point)\w*\b)"
)
