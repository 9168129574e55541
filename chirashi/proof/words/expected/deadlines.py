"""Deadlines: in which words a surface says until when one may apply."""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.proof.words.expected.wording import Said, Wording


def deadline(w: Wording) -> Iterator[Said]:
    yield from _when(w)
    if w.has("dates", "deadline", "moved"):
        yield w.word("moved")
    if post := w.book.data.said("dates", "deadline", "post"):
        yield w.word(POST.get(post, post))


POST = {"必着": "to arrive", "消印有効": "postmarked", "当日消印有効": "postmarked"}
SHORTEST = 28  # days that every month has


def deadline_word(w: Wording) -> Said:
    window = w.has("dates", "deadline", "opens") or w.has("dates", "deadline", "windows")
    return w.word("window_name" if window else "deadline")


def _when(w: Wording) -> Iterator[Said]:
    if w.has("dates", "deadline", "opens"):
        window = {"opens": w.written("dates.deadline.opens"), "closes": w.written("dates.deadline.closes")}
        yield w.word("window", **window)
    elif w.has("dates", "deadline", "windows"):
        for key, window_ in w.items("dates", "deadline", "windows"):
            at = f"dates.deadline.windows.{key}"
            yield w.word("window_of", opens=w.written(f"{at}.opens"), closes=w.written(f"{at}.closes"))
            if window_.get("start"):
                yield w.word("window_start", start=w.written(f"{at}.start"))
    elif w.has("dates", "deadline", "day_of_month"):
        day = w.written("dates.deadline.day_of_month")
        short = day.isdigit() and int(day) > SHORTEST
        yield w.word("every_month_short" if short else "every_month", day=day) if day.isdigit() else Said(day, "day")
    else:
        yield w.of("dates.deadline")
