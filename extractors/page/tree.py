"""Markup to a light tree of our own, read once from one lexbor tree, safe whatever the page nests.

Enters: the text of a page. Leaves: lexbor's tree (for selectors) and `Element`s with the few facts that the choice of
the container and the blocks ask for. Megabytes of nested tags cost lexbor quadratic time, so a page with suspiciously
many tags loses those nested deeper than any real page before it is parsed; our tree is flat below `MAX_DEPTH`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH = 200
MAX_FORMATTING = 24
_MENU = 5  # links
_MAX_TAGS = 12_000  # more is suspicious: a page of 174 KB has about 1,600
_MAX_TAG_LENGTH = 20_000
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{_MAX_TAG_LENGTH}}}")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^>]*)>")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())  # noqa: SIM905
_NO_END_WORDS = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody thead"
)
_NO_END = frozenset(_NO_END_WORDS.split())
_BLOCK_WORDS = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
BLOCK = frozenset(_BLOCK_WORDS.split())
_DROPPED_WORDS = (
    "script style noscript template svg iframe object embed canvas audio video map button select option datalist "
    "textarea input dialog meta link math head"
)
_DROPPED = frozenset(_DROPPED_WORDS.split())


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page with its text and child elements in reading order.

    `chars` and `linked` count the text that is its own or of inline elements in it (only block elements own text) and
    the part of it inside links; `all_chars` and `all_linked` count everything below, of inline elements too.
    """

    tag: str
    names: str  # class, id and role, in lower case
    itemprop: str
    href: str  # of a link; of other elements, the value for machines: datetime or content
    parent: "Element | None"
    depth: int
    is_hidden: bool = False
    columns: int = 1  # of a table cell
    children: "list[Element | str]" = field(default_factory=list)
    chars: int = 0
    linked: int = 0
    all_chars: int = 0
    all_linked: int = 0
    mass: float = 0.0  # worth as article text, of everything below
    is_clutter: bool = False  # no part of the article
    is_elsewhere: bool = False  # it is about other pages: cards, menus, "read also"

    @property
    def is_link(self) -> bool:
        """Whether it leads away: an anchor within the page does not."""
        return self.tag == "a" and (self.href[:1] != "#" or len(self.href) < 2) and self.href != ""

    def elements(self) -> "list[Element]":
        """Child elements."""
        return [child for child in self.children if not isinstance(child, str)]

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all below it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if not isinstance(child, str)]

    def first_text(self) -> str:
        """The first piece of text below that is not blank."""
        for element in self.walk():
            for child in element.children:
                if not isinstance(child, str):
                    break
                if child.strip():
                    return child.lstrip()
        return ""

    def text(self, limit: int | None = None) -> str:
        """All text below, blocks apart by a space; at least its first `limit` characters."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        length = 0
        while stack and (limit is None or length < limit):
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
                length += len(item.strip())
            else:
                if item.tag in BLOCK or item.tag == "br":
                    pieces.append(" ")
                stack.extend(reversed(item.children))
        return "".join(pieces)

    def ancestors(self) -> Iterator["Element"]:
        """Yield the parents, nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent


def tame(html: str) -> str:
    """Drop tags nested deeper than `MAX_DEPTH`, unclosed formatting and monstrous tags, from suspicious pages only.

    >>> tame("<p>plain</p>")
    '<p>plain</p>'
    """
    if html.count("<") < _MAX_TAGS and not _LONG_TAG.search(html):
        return html
    end = html.rfind(">") + 1  # a tag that never ends would be looked for again at every "<"
    return _TAG.sub(_Nesting().keep, html[:end]) + html[end:].replace("<", " ")


class _Nesting:
    """Open tags by name while a page is read from start to end."""

    def __init__(self) -> None:
        self.depth: dict[str, int] = {}
        self.total = 0

    def keep(self, match: re.Match[str]) -> str:
        """The tag as written, or nothing when it nests too deep."""
        closing, name, attributes = match.group(1), match.group(2).lower(), match.group(3)
        if len(attributes) > _MAX_TAG_LENGTH:
            attributes = ""
        tag = f"<{closing}{name}{attributes}>"
        if name in _NO_END or attributes.endswith("/"):
            return tag
        open_tags = self.depth.get(name, 0)
        if closing:
            if not open_tags:
                return ""
            self.depth[name] = open_tags - 1
            self.total -= 1
            return tag if open_tags <= self._limit(name) else ""
        self.depth[name] = open_tags + 1
        self.total += 1
        return tag if open_tags < self._limit(name) and self.total <= MAX_DEPTH * 4 else ""

    @staticmethod
    def _limit(name: str) -> int:
        return MAX_FORMATTING if name in _FORMATTING else MAX_DEPTH


def drop_menus(tree: LexborHTMLParser) -> None:
    """Take menus out of the tree before it is copied: they are half of a page's elements and none of its text."""
    for node in tree.css("nav, footer, ul, ol"):
        links = node.css("a[href]")
        if len(links) >= _MENU and sum(len(link.text(strip=True)) for link in links) * 10 >= 9 * len(
            node.text(strip=True)
        ):
            node.decompose()


def read_element(root: LexborNode) -> Element:
    """Copy a lexbor node and what is below it, without scripts, forms' fields and other things that are no text."""
    top = _element(root, root.tag or "", None)
    order = [top]
    stack: list[tuple[LexborNode, Element, Element, bool]] = [(root, top, top, False)]
    while stack:
        node, element, owner, is_link = stack.pop()
        for child in node.iter(include_text=True):
            tag = child.tag or "-"
            if tag == "-text":
                _add_text(element, owner, child.text_content or "", is_link=is_link)
            elif element.depth >= MAX_DEPTH:
                _add_text(element, owner, child.text(), is_link=is_link)
            elif tag not in _DROPPED and tag[0] != "-":
                copy = _element(child, tag, element)
                element.children.append(copy)
                order.append(copy)
                is_inside = is_link or copy.is_link
                stack.append((child, copy, copy if tag in BLOCK else owner, is_inside))
    _add_up(order)
    return top


def _add_text(element: Element, owner: Element, text: str, *, is_link: bool) -> None:
    element.children.append(text)
    length = len(text.strip())
    owner.chars += length
    element.all_chars += length
    if is_link:
        owner.linked += length
        element.all_linked += length


def _add_up(order: list[Element]) -> None:
    """Sum the counts from the leaves to the root; `order` names parents before their children."""
    for element in reversed(order):
        parent = element.parent
        if parent is not None:
            parent.all_chars += element.all_chars
            parent.all_linked += element.all_linked


def _element(node: LexborNode, tag: str, parent: Element | None) -> Element:
    depth = parent.depth + 1 if parent else 0
    attributes = node.attributes
    if not attributes:
        return Element(tag, "", "", "", parent, depth)
    get = attributes.get
    names = f"{get('class') or ''} {get('id') or ''} {get('role') or ''}".strip().lower()
    href = get("href") or get("datetime") or get("content") or ""
    copy = Element(tag, names, (get("itemprop") or "").lower(), href, parent, depth)
    style = get("style")
    copy.is_hidden = "hidden" in attributes or (style is not None and _HIDDEN_STYLE.search(style) is not None)
    if tag in ("td", "th"):
        copy.columns = _number(get("colspan"))
    return copy


def _number(written: str | None) -> int:
    return min(int(written), 50) if written and written.isascii() and written.isdigit() and written != "0" else 1
