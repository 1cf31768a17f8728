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
_MENU = 3  # links
_MENUS = frozenset(("nav", "footer", "ul", "ol"))
_MAX_TAGS = 12_000  # more is suspicious: a page of 174 KB has about 1,600
_MAX_TAG_LENGTH = 20_000
_JOINED_WORDS = re.compile(r"(?<=[A-Za-z][a-z])(?=[A-Z][a-z]{2})")  # "imageCaption"
_WIDE = "\u2e80"  # from here on one character says what three letters do
_MEDIA = frozenset(("img", "picture", "video", "iframe", "amp-img"))
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
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LINES = HEADINGS | {"p", "li", "td", "th", "a"}
_DROPPED_WORDS = (
    "script style noscript template svg iframe object embed canvas audio video map button select option datalist "
    "textarea input dialog meta link math head amp-img img picture source track wbr area col"
)
_DROPPED = frozenset(_DROPPED_WORDS.split())
_TRANSPARENT = frozenset("abbr b big cite em font i ins mark q s small span strike strong sub sup tt u".split())  # noqa: SIM905


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page with its text and child elements in reading order.

    `chars` and `linked` count the text that is its own or of inline elements in it (only block elements own text) and
    the part of it inside links; `all_chars` and `all_linked` count everything below, of inline elements too.
    """

    tag: str
    names: str  # class, id and role, in lower case; the tag, where it is of the page's own making
    itemprop: str
    href: str  # of a link; of other elements, the value for machines: datetime or content
    parent: "Element | None"
    children: "list[Element | str]" = field(default_factory=list)
    is_hidden: bool = False
    columns: int = 1  # of a table cell
    chars: int = 0
    linked: int = 0
    all_chars: int = 0
    all_linked: int = 0
    first_text: str = ""  # the first piece of text below that is not blank
    first_link: "Element | None" = None  # the link that holds it, if one does
    worth: float = 0.0  # of its own line as article text
    mass: float = 0.0  # the same with everything below
    has_media: bool = False  # a picture or player stands in it
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
    if html.count("<") < _MAX_TAGS and not _has_long_tag(html):
        return html
    end = html.rfind(">") + 1  # a tag that never ends would be looked for again at every "<"
    return _TAG.sub(_Nesting().keep, html[:end]) + html[end:].replace("<", " ")


def _has_long_tag(html: str) -> bool:
    """Whether a tag is monstrous; looked for only where long stretches close none."""
    step = _MAX_TAG_LENGTH // 2
    stretches = range(0, len(html) - step, step)
    return any(html.find(">", at, at + step) < 0 for at in stretches) and _LONG_TAG.search(html) is not None


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


def find_menus(tree: LexborHTMLParser) -> frozenset[int]:
    """Menus, by their place in memory: half of a page's elements and none of its text, so they are not copied."""
    found = []
    for node in tree.css("nav, footer, ul, ol"):
        links = node.css("a[href]")
        if len(links) >= _MENU and sum(len(link.text(strip=True)) for link in links) * 10 >= 9 * len(
            node.text(strip=True)
        ):
            found.append(node.mem_id)
    return frozenset(found)


def read_elements(root: LexborNode, menus: frozenset[int] = frozenset()) -> list[Element]:
    """Copy a lexbor node and what is below it, in reading order and the root first.

    Scripts, forms' fields and other things that are no text are left out, and marks around words that say no more; of
    menus only their place is kept.
    """
    top = _element(root.tag or "", root.attributes, None)
    elements = [top]
    _Copier(elements, menus).copy(root, top, top, None, levels=MAX_DEPTH)
    return elements


@dataclass(slots=True)
class _Copier:
    """The elements copied so far, and the nodes of which only the place is kept."""

    elements: list[Element]
    menus: frozenset[int]

    def copy(self, node: LexborNode, element: Element, owner: Element, link: Element | None, *, levels: int) -> None:
        """Copy what is below `node`, so many levels; `owner` is the block and `link` the link its text stands in."""
        for child in node.iter(include_text=True):
            tag = child.tag or "-"
            if tag == "-text":
                _add_text(element, owner, link, child.text_content or "")
            elif not levels:
                _add_text(element, owner, link, child.text())
            elif tag in _MEDIA:
                element.has_media = True
            elif tag in _MENUS and child.mem_id in self.menus:
                element.children.append(_menu(tag, element))
            elif tag not in _DROPPED and tag[0] != "-":
                attributes = child.attributes
                if not attributes and tag in _TRANSPARENT:
                    self.copy(child, element, owner, link, levels=levels - 1)
                    continue
                if "-" in tag and owner.tag not in _LINES:
                    attributes, tag = {**attributes, "role": tag}, "div"  # an element of the page's own is a box
                made = _element(tag, attributes, element)
                element.children.append(made)
                self.elements.append(made)
                inner_link = made if tag == "a" and made.is_link else link
                self.copy(child, made, made if tag in BLOCK else owner, inner_link, levels=levels - 1)
                _add_counts(element, made)


def _menu(tag: str, parent: Element) -> Element:
    menu = Element(tag, "", "", "", parent)
    menu.is_clutter = menu.is_elsewhere = True
    return menu


def _add_counts(element: Element, made: Element) -> None:
    if made.has_media:
        element.has_media = True
    if made.all_chars:
        if not element.all_chars:
            element.first_text, element.first_link = made.first_text, made.first_link
        element.all_chars += made.all_chars
        element.all_linked += made.all_linked


def _add_text(element: Element, owner: Element, link: Element | None, text: str) -> None:
    element.children.append(text)
    bare = text.strip()
    if not bare:
        return
    length = len(bare)
    if bare[0] >= _WIDE or bare[-1] >= _WIDE:
        length *= 3
    if not element.all_chars:
        element.first_text, element.first_link = bare, link
    owner.chars += length
    element.all_chars += length
    if link is not None:
        owner.linked += length
        element.all_linked += length


def _element(tag: str, attributes: dict[str, str | None], parent: Element | None) -> Element:
    if not attributes:
        return Element(tag, "", "", "", parent)
    get = attributes.get
    names = get("class") or ""
    for name in (get("id"), get("role")):
        if name:
            names = f"{names} {name}"
    if names and not names.islower():
        names = _JOINED_WORDS.sub("-", names).lower()
    href = get("href") or get("datetime") or get("content") or ""
    copy = Element(tag, names.strip(), (get("itemprop") or "").lower(), href, parent)
    style = get("style")
    if "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
        copy.is_hidden = True
    if tag in ("td", "th"):
        copy.columns = _number(get("colspan"))
    return copy


def _number(written: str | None) -> int:
    return min(int(written), 50) if written and written.isascii() and written.isdigit() and written != "0" else 1
