"""A document's text as blocks of segments: plain stretches, and stretches that figures were read from.

Offsets come from outside and may be wrong: spans are clipped to their block and overlapping ones are joined, so that
every character of the text appears exactly once.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from warehouse.report.rows import Row

REACH = 240  # characters around a quote that the query brings along
# A full stop ends a sentence only where a capital follows: "116 тыс. человек" goes on.
SENTENCE_END = re.compile(r"""\n+|(?<=[.!?…])[»”")]?\s+(?=[«“"(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])""")
TAGS = {"title": "h2", "heading": "h3", "list_item": "li", "quote": "blockquote", "table_row": "tr"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `claim_ids` names the figures read from it."""

    text: str
    claim_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One block as it is shown: an element, or a row of a table with its cells."""

    tag: str
    kind: str
    cells: tuple[tuple[Segment, ...], ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Passages that share a parent element: the items of a list, the rows of a table, or one passage alone."""

    tag: Literal["ul", "table", "div"]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one of two versions: whether it differs, and whether it holds digits."""

    text: str
    is_changed: bool
    is_figure: bool


def passages(text: str, blocks: Iterable[Row], claims: Iterable[Row]) -> list[Group]:
    """The text block by block with its figures marked. Without blocks the text is one paragraph."""
    spans = merge((claim["span_start"], claim["span_end"], claim["claim_id"]) for claim in claims)
    whole = [{"kind": "paragraph", "start": 0, "end": len(text), "cells": [], "is_header": False, "table": None}]
    groups: list[Group] = []
    previous: object = None
    for block in list(blocks) or whole:
        passage = _passage(text, block, spans)
        key = {"li": "ul", "tr": ("table", block["table"])}.get(passage.tag)
        if key is not None and key == previous:
            groups[-1] = Group(groups[-1].tag, (*groups[-1].passages, passage))
        else:
            tag: Literal["ul", "table", "div"] = "ul" if passage.tag == "li" else "div"
            groups.append(Group("table" if passage.tag == "tr" else tag, (passage,)))
        previous = key
    return groups


def _passage(text: str, block: Row, spans: list[tuple[int, int, tuple[str, ...]]]) -> Passage:
    bounds = [(cell[0], cell[1]) for cell in block["cells"] or []] or [(block["start"], block["end"])]
    cells = tuple(tuple(segments(text, start, end, spans)) for start, end in bounds)
    return Passage(TAGS.get(block["kind"], "p"), block["kind"], cells, bool(block["is_header"]))


def merge(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Join spans that overlap; the joined span names all their claims.

    >>> merge([(0, 4, "a"), (2, 6, "b"), (8, 9, "c")])
    [(0, 6, ('a', 'b')), (8, 9, ('c',))]
    """
    merged: list[tuple[int, int, tuple[str, ...]]] = []
    for start, end, claim_id in sorted(spans):
        if merged and start < merged[-1][1]:
            first, last, claim_ids = merged[-1]
            merged[-1] = (first, max(last, end), (*claim_ids, claim_id))
        else:
            merged.append((start, end, (claim_id,)))
    return merged


def segments(text: str, start: int, end: int, spans: list[tuple[int, int, tuple[str, ...]]]) -> Iterator[Segment]:
    """Cut `text[start:end]` where figures begin and end."""
    at = start
    for first, last, claim_ids in spans:
        low, high = max(first, at), min(last, end)
        if low >= high:
            continue
        if low > at:
            yield Segment(text[at:low])
        yield Segment(text[low:high], claim_ids)
        at = high
    if at < end:
        yield Segment(text[at:end])


def sentence(claim: Row) -> tuple[str, str, str]:
    """The sentence a figure stands in: what comes before it, the figure, what comes after.

    `before` and `after` of the claim hold up to `REACH` characters on either side; a longer sentence is cut with an
    ellipsis.
    """
    before, after = claim["before"] or "", claim["after"] or ""
    starts = [match.end() for match in SENTENCE_END.finditer(before)]
    is_whole = starts or len(before) < REACH
    end = SENTENCE_END.search(after)
    tail = after[: end.start()] if end else after + ("" if len(after) < REACH else "…")
    return ("" if is_whole else "…") + before[starts[-1] if starts else 0 :], claim["quote"], tail


def compare(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Both versions of a text, cut where they differ, word by word."""
    old, new = _words(before), _words(after)
    left: list[Stretch] = []
    right: list[Stretch] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        left += _stretch("".join(old[i1:i2]), is_changed=verb != "equal")
        right += _stretch("".join(new[j1:j2]), is_changed=verb != "equal")
    return left, right


def _words(text: str) -> list[str]:
    return re.findall(r"\S+|\s+", text)


def _stretch(text: str, *, is_changed: bool) -> list[Stretch]:
    return [Stretch(text, is_changed, is_changed and any(map(str.isdigit, text)))] if text else []
