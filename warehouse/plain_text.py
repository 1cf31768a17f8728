"""Fetched text in, text that no channel acts upon out: what a notice may quote, whoever wrote it."""

import re
from datetime import datetime
from urllib.parse import quote

LONGEST_QUOTE = 280
# What chat services act upon: mentions, tags and channel links, Markdown links, bare addresses.
ACTIVE = re.compile(r"[@<]|\]\(|://")


def plain(text: str) -> str:
    """Fetched text made harmless for any channel: one line, bounded, no control characters, no mention, no link."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    line = line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
    return ACTIVE.sub(lambda found: f"{found[0][0]}\u2060{found[0][1:]}", line)


def link(url: str) -> str:
    """An address that stays whole and can carry nothing else; one that is no web address becomes plain text."""
    if not url.startswith(("http://", "https://")):
        return plain(url)
    return quote(url, safe="%/:=&?~#+!$,;'*-._")


def told_side(words: str | None, publisher: str | None, published_at: datetime | None, url: str | None) -> list[str]:
    """A quote with who said it, when and where; nothing where there is none."""
    if words is None:
        return []
    when = published_at.date().isoformat() if published_at else "undated"
    return [f"“{plain(words)}” — {plain(publisher or '?')}, {when}", f"  {link(url or '')}"]
