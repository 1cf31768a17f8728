"""The article's elements to text and typed blocks, in reading order.

Enters: the container's parts. Leaves: the document text, one line a block, and the blocks with their offsets. Runs of
ASCII white space become one space, every other character stays as written, no-break spaces included. What leads away
("read also", cards, share bars, bylines) is left out; what only repeats earlier news is kept as background.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.container import Container
from extractors.page_words import prefixes
from extractors.records import Block, BlockKind
from extractors.tree import BLOCK, Element

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_EDGE = " \t\n\r\f\v"
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINE_END = tuple('.!?…:;»”"')


@dataclass(slots=True)
class Line:
    """One block before it has a place in the text."""

    kind: BlockKind
    text: str
    linked: int = 0
    cells: tuple[str, ...] = ()
    table: int | None = None
    is_header: bool = False


@dataclass(slots=True)
class _Reader:
    """Lines read so far and the one being read."""

    clutter: frozenset[int]
    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    tables: int = 0


def read_lines(container: Container) -> list[Line]:
    """All blocks of the article as lines, clutter left out."""
    reader = _Reader(container.clutter)
    for part in container.parts:
        _read(reader, part, "paragraph", is_link=False)
        _flush(reader, "paragraph")
    return reader.lines


def _read(reader: _Reader, element: Element, kind: BlockKind, *, is_link: bool) -> None:
    for child in element.children:
        if isinstance(child, str):
            reader.pieces.append(child)
            if is_link:
                reader.linked += len(child.strip())
        elif child.tag == "br":
            _break(reader, kind)
        elif id(child) in reader.clutter:
            continue
        elif child.tag not in BLOCK:
            _read(reader, child, kind, is_link=is_link or (child.tag == "a" and bool(child.href)))
        else:
            _flush(reader, kind)
            if child.tag == "table" and _is_data_table(child):
                _read_table(reader, child)
            else:
                below = _kind(child, kind)
                _read(reader, child, below, is_link=is_link)
                _flush(reader, below)


def _kind(element: Element, outer: BlockKind) -> BlockKind:
    if element.tag in _HEADINGS:
        return "heading"
    if element.tag == "li":
        return "list_item"
    if element.tag == "blockquote":
        return "quote"
    if element.tag in ("figcaption", "caption"):
        return "caption"
    return outer


def _break(reader: _Reader, kind: BlockKind) -> None:
    """A line break ends the block if the line has ended its sentence or another break stands before it."""
    text = "".join(reader.pieces).rstrip(_EDGE)
    if text.endswith(_LINE_END) or (reader.pieces and reader.pieces[-1].endswith("\n\n")):
        _flush(reader, kind)
    else:
        reader.pieces.append("\n\n")


def _flush(reader: _Reader, kind: BlockKind) -> None:
    text = collapse("".join(reader.pieces))
    if text:
        reader.lines.append(Line(kind, text, min(reader.linked, len(text))))
    reader.pieces.clear()
    reader.linked = 0


def collapse(text: str) -> str:
    """One space for every run of ASCII white space; all else verbatim."""
    return _SPACE.sub(" ", text).strip(_EDGE)


def _is_data_table(table: Element) -> bool:
    """Whether a table holds figures rather than the layout of the page."""
    rows = cells = 0
    for element in table.walk():
        if element is not table and element.tag == "table":
            return False
        rows += element.tag == "tr"
        if element.tag in ("td", "th"):
            cells += 1
            if sum(part.chars for part in element.walk()) > 400:
                return False
    return rows >= 2 and cells >= 2 * rows - 1


def _read_table(reader: _Reader, table: Element) -> None:
    reader.tables += 1
    rows = [element for element in table.walk() if element.tag == "tr"]
    for element in table.walk():
        if element.tag == "caption":
            reader.lines.append(Line("caption", collapse(element.text()), table=reader.tables))
    for row in rows:
        cells = [child for child in row.children if isinstance(child, Element) and child.tag in ("td", "th")]
        texts: list[str] = []
        for cell in cells:
            texts += [collapse(cell.text()), *[""] * (cell.span - 1)]
        is_header = bool(cells) and all(cell.tag == "th" for cell in cells)
        if any(texts):
            linked = sum(part.linked for cell in cells for part in cell.walk())
            reader.lines.append(Line("table_row", "\t".join(texts), linked, tuple(texts), reader.tables, is_header))


def clean_lines(lines: list[Line]) -> Iterator[Line]:
    """Leave out lines that lead to other pages or belong to the page, and mark what repeats earlier news."""
    after_label = False
    for line in lines:
        lower = line.text.lower()
        share = line.linked / max(len(line.text), 1)
        if lower.startswith(prefixes("read_also")) and (line.linked or len(line.text) < 60):
            after_label = share < 0.3
            continue
        if after_label and share > 0.5:
            continue
        after_label = False
        if len(line.text) < 120 and lower.startswith((*prefixes("furniture"), *prefixes("byline"))):
            continue
        if lower.startswith(prefixes("background")):
            yield replace(line, kind="background")
        else:
            yield line


def lay_out(lines: list[Line]) -> tuple[str, tuple[Block, ...]]:
    """Join the lines into the document text and give each block its place in it."""
    blocks: list[Block] = []
    start = 0
    for line in lines:
        cells: list[tuple[int, int]] = []
        at = start
        for cell in line.cells:
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        end = start + len(line.text)
        blocks.append(
            Block(
                kind=line.kind,
                start=start,
                end=end,
                table=line.table,
                is_header=line.is_header,
                cells=tuple(cells),
                is_linked=line.linked * 2 > len(line.text),
            )
        )
        start = end + 1
    return "\n".join(line.text for line in lines), tuple(blocks)
