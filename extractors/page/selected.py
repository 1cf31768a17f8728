"""What a source's own CSS selectors find on its page.

Enters: the lexbor tree and the source's selectors. Leaves: strings and body elements. A selector that finds nothing
gives way to the generic parser: sites are rebuilt without notice, and the drift check tells of it.
"""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from extractors.errors import ConfigError
from extractors.page.clutter import mark_clutter
from extractors.page.container import weigh
from extractors.page.tree import Element, read_elements
from extractors.settings import Selectors

_LEAST_MASS = 60.0


@dataclass(frozen=True, slots=True)
class Selected:
    """Findings of the selectors, in reading order; empty where there is no selector or no match."""

    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    body: tuple[Element, ...] = ()


def read_selected(tree: LexborHTMLParser, selectors: Selectors) -> Selected:
    """Apply the selectors of a source; what `drop` names leaves the tree first, for the generic parser too."""
    dates = tuple(_value(node) for node in _find(tree, selectors.date))
    authors = tuple(_plain(node) for node in _find(tree, selectors.author))
    for css in selectors.drop:
        for node in _find(tree, css):
            node.decompose()
    return Selected(
        titles=tuple(_plain(node) for node in _find(tree, selectors.title)),
        dates=tuple(filter(None, dates)),
        authors=tuple(filter(None, authors)),
        body=_body(_find(tree, selectors.body)),
    )


def unmatched(html: str, selectors: Selectors) -> tuple[str, ...]:
    """Names of the selectors that find nothing on a page."""
    tree = LexborHTMLParser(html)
    known = {"title": selectors.title, "date": selectors.date, "body": selectors.body, "author": selectors.author}
    return tuple(name for name, css in known.items() if css and not _find(tree, css))


def _find(tree: LexborHTMLParser, css: str | None) -> list[LexborNode]:
    if not css:
        return []
    try:
        return tree.css(css)
    except (SelectolaxError, ValueError) as error:
        raise ConfigError(f"selector {css!r} is not valid CSS: {error}") from error


def _plain(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _value(node: LexborNode) -> str:
    return node.attributes.get("datetime") or node.attributes.get("content") or _plain(node)


def _body(nodes: list[LexborNode]) -> tuple[Element, ...]:
    """The outermost matches with their clutter marked; nothing if they hold next to no text."""
    ids = {node.mem_id for node in nodes}
    roots = []
    for node in nodes:
        if not _has_ancestor(node, ids):
            elements = read_elements(node)
            weigh(elements)
            mark_clutter(elements, None)
            roots.append(elements[0])
    return tuple(roots) if sum(root.mass for root in roots) >= _LEAST_MASS else ()


def _has_ancestor(node: LexborNode, ids: set[int]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in ids:
            return True
        parent = parent.parent
    return False
