"""The article's elements to text and typed blocks, in reading order.

Enters: the container's parts. Leaves: the document text, one line a block, and the blocks with their offsets. Runs of
ASCII white space become one space, every other character stays as written, no-break spaces included. Captions of
pictures are no text of the article; captions of tables are.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.page.tree import BLOCK, HEADINGS, Element
from extractors.records import Block, BlockKind

_SPACE = re.compile(r"[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")  # not the single spaces, which are most
_EDGE = " \t\n\r\f\v"
_CELLS = frozenset(("td", "th"))
SENTENCE_END = tuple('.!?…:;»”")。！？：；」』）।۔؟')
_LONG_CELL = 400  # a cell with more text than this lays out the page
_TAIL = 200
_LABEL = 60
_BREAK = "\v"  # a line break while the line is being read


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

    lines: list[Line] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)  # text, and whether it is a link's
    count_tables: int = 0


def read_lines(parts: Iterable[Element]) -> list[Line]:
    """All blocks of the article as lines, clutter left out."""
    reader = _Reader()
    for part in parts:
        _read_block(reader, part, "paragraph", is_link=False)
    return reader.lines


def _read(reader: _Reader, element: Element, kind: BlockKind, *, is_link: bool) -> None:
    first, left_out = len(reader.lines), -1  # lines before this element, and before what was left out of it
    for child in element.children:
        if isinstance(child, str):
            reader.pieces.append((child.replace(_BREAK, " "), is_link))
        elif child.tag == "br":
            reader.pieces.append((_BREAK, False))
        elif child.is_clutter:
            if child.is_elsewhere and child.tag in BLOCK:
                _flush(reader, kind)
                left_out = len(reader.lines)
        elif child.tag not in BLOCK:
            _read(reader, child, kind, is_link=is_link or child.is_link)
        else:
            _flush(reader, kind)
            _read_block(reader, child, kind, is_link=is_link)
    if left_out >= 0:
        _flush(reader, kind)
        if left_out == len(reader.lines):
            _drop_label(reader, first)


def _drop_label(reader: _Reader, first: int) -> None:
    """Take back the heading of cards that were left out, where nothing else follows it in their box."""
    if len(reader.lines) > first and (last := reader.lines[-1]).kind != "table_row":
        is_label = len(last.text) <= _LABEL and not last.text.endswith((".", "!", "?", "…"))
        if last.kind == "heading" or (is_label and len(reader.lines) == first + 1):
            reader.lines.pop()


def _read_block(reader: _Reader, element: Element, outer: BlockKind, *, is_link: bool) -> None:
    if element.tag == "table" and _is_data_table(element):
        _read_table(reader, element)
    elif element.tag == "figcaption" and not _is_about_table(element):
        return
    else:
        if element.tag == "pre":
            _mark_breaks(element)
        kind = _kind(element, outer)
        _read(reader, element, kind, is_link=is_link)
        _flush(reader, kind)


def _mark_breaks(pre: Element) -> None:
    """Turn the line ends of preformatted text into line breaks."""
    for element in pre.walk():
        children: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str):
                for number, line in enumerate(child.split("\n")):
                    children += [Element("br", "", "", "", element)] if number else []
                    children.append(line)
            else:
                children.append(child)
        element.children = children


def _is_about_table(caption: Element) -> bool:
    return caption.parent is not None and any(one.tag == "table" for one in caption.parent.walk())


def _kind(element: Element, outer: BlockKind) -> BlockKind:
    if element.tag in HEADINGS:
        return "heading"
    if element.tag == "li":
        return "list_item"
    if element.tag == "blockquote":
        return "quote"
    if element.tag in ("figcaption", "caption"):
        return "caption"
    return outer


def _flush(reader: _Reader, kind: BlockKind) -> None:
    """End the line. A break inside it ends it too, unless the next words go on with the same sentence."""
    lines: list[list[tuple[str, bool]]] = [[]]
    text = ""  # the end of the line so far
    for number, (piece, is_link) in enumerate(reader.pieces):
        if piece != _BREAK:
            lines[-1].append((piece, is_link))
            text = (text + piece)[-_TAIL:]
        elif _goes_on(text, "".join(after for after, _ in reader.pieces[number + 1 : number + 4])):
            lines[-1].append((" ", False))
        else:
            lines.append([])
            text = ""
    reader.pieces.clear()
    for line in lines:
        text = collapse("".join(piece for piece, _ in line))
        if text:
            linked = sum(len(piece.strip(_EDGE)) for piece, is_link in line if is_link)
            reader.lines.append(Line(kind, text, min(linked, len(text))))


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs over a single line break."""
    before, after = before.rstrip(_EDGE), after.lstrip(_EDGE.replace(_BREAK, ""))
    if not before or before.endswith(SENTENCE_END) or after.startswith(_BREAK):
        return False
    return after[:1].islower() or after[:1].isdigit()


def collapse(text: str) -> str:
    """One space for every run of ASCII white space; all else verbatim."""
    return _SPACE.sub(" ", text).strip(_EDGE)


def _is_data_table(table: Element) -> bool:
    """Whether a table holds figures rather than the layout of the page."""
    count_rows = count_cells = 0
    for element in table.walk():
        if element is not table and element.tag == "table":
            return False
        count_rows += element.tag == "tr"
        if element.tag in _CELLS:
            count_cells += 1
            if element.all_chars > _LONG_CELL:
                return False
    return count_rows >= 2 and count_cells >= 2 * count_rows - 1


def _read_table(reader: _Reader, table: Element) -> None:
    reader.count_tables += 1
    number = reader.count_tables
    rows = []
    for element in table.walk():
        if element.tag == "caption" and element.all_chars:
            reader.lines.append(Line("caption", collapse(element.text()), table=number))
        elif element.tag == "tr":
            rows.append([child for child in element.elements() if child.tag in _CELLS])
    has_marked_head = any(cell.tag == "th" for row in rows for cell in row)
    for place, row in enumerate(rows):
        cells = tuple(text for cell in row for text in (collapse(cell.text()), *[""] * (cell.columns - 1)))
        is_header = bool(row) and (
            all(cell.tag == "th" for cell in row)
            or (row[0].parent is not None and row[0].parent.parent is not None and row[0].parent.parent.tag == "thead")
            or (place == 0 and not has_marked_head and _reads_like_head(cells))
        )
        if any(cells):
            linked = sum(cell.all_linked for cell in row)
            reader.lines.append(Line("table_row", "\t".join(cells), linked, cells, number, is_header))


def _reads_like_head(cells: tuple[str, ...]) -> bool:
    """A first row of words or bare years, when nothing is marked as a heading."""
    return all(not re.search(r"\d", cell) or re.search(r"[^\W\d_]|^\s*(?:19|20)\d\d\s*$", cell) for cell in cells[1:])


def lay_out(lines: Sequence[Line]) -> tuple[str, tuple[Block, ...]]:
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
