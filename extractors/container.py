"""Which element of a page holds the article: the place where plain sentences gather.

Enters: the page's body as `Element`s and its title. Leaves: the parts that hold the text, lead and container, with
menus, side columns, card lists and share bars marked as clutter. Each block earns its own unlinked text, each element
what is below it; the best paragraph parent is widened while an ancestor adds a fourth.
"""

import re
from dataclasses import dataclass

from extractors.tree import Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NEVER = frozenset(("nav", "footer", "aside", "menu"))
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:related|relap|similar|recommend(?:ed|ation|ations)?|also|more-?news|other-?news|last-?news|"
    r"latest|popular|trending|most-?read|top-?news|read-?(?:also|next)|see-?also|sidebar|side-?bar|aside|widgets?|"
    r"banners?|adv|ads?|advert\w*|sponsor\w*|promo\w*|teasers?|share|sharing|shares|social\w*|subscribe|subscription|"
    r"newsletter|comments?|disqus|reply|respond|breadcrumbs?|pagination|pager|nav|navbar|navigation|menu|submenu|"
    r"footer|copyright|cookies?|consent|modal|popup|tooltip|rates?|currency|currencies|weather|rating|votes?|poll|"
    r"tags?|tagcloud|taglist|hashtags?|toolbar|byline|author\w*|meta|postmeta|views|counter|print|hidden|"
    r"screen-reader-text|sr-only|visually-hidden|skip-link|infobox|toc|embed\w*|twitter-tweet|instagram-media|"
    r"login|signup|search\w*)(?=$|[\s_-])"
)
_TEXTUAL = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|news|story|content|text|body|detail|details|single|main|description|material)"
    r"(?:$|[\s_-])|article_?_?body|entry-content|post-content|text-content"
)
_SENTENCE_END = re.compile(r"[.!?…:;»”\"]\s*$")
_MIN_PARAGRAPH = 40
_GAIN = 1.25
_LEAD_CHARS = 60


@dataclass(frozen=True, slots=True)
class Container:
    """The parts of a page that make the article, in reading order, and what inside them is none of it."""

    parts: tuple[Element, ...]
    mass: float  # characters of plain text in blocks that look like sentences
    clutter: frozenset[int]  # ids of elements to leave out


def choose_container(body: Element, title: str) -> Container:
    """Find the article's text in a page of unknown make."""
    elements = list(body.walk())
    good = _masses(elements)
    clutter = _find_clutter(elements, good)
    mass = _masses(elements, clutter)
    heading = find_heading(elements, title)
    best = _best_parent(elements, mass, clutter, heading) or body
    best = _widen(best, mass)
    parts = (*_leads(elements, heading, best, clutter), *_twins(best, mass))
    return Container(parts, sum(mass[id(part)] for part in parts), clutter)


def _own(element: Element) -> float:
    """What the element's own line is worth: its plain text if it reads like a sentence, less its links."""
    plain = element.chars - element.linked
    if element.tag in _HEADINGS or plain <= element.linked:
        return -0.5 * element.linked
    if plain >= _MIN_PARAGRAPH:
        return plain - element.linked * 0.5
    return plain * 0.3


def _masses(elements: list[Element], clutter: frozenset[int] = frozenset()) -> dict[int, float]:
    """Worth of each element with all below it."""
    mass = {id(element): _own(element) for element in elements}
    for element in reversed(elements):
        if id(element) in clutter:
            mass[id(element)] = 0.0
        if element.parent is not None and id(element.parent) in mass:
            mass[id(element.parent)] += mass[id(element)]
    return mass


def _find_clutter(elements: list[Element], mass: dict[int, float]) -> frozenset[int]:
    """Elements that name themselves clutter or repeat like cards, unless they hold most of the page's text."""
    whole = max(mass[id(elements[0])], 1.0)
    found = set()
    for element in elements:
        if element.tag in ("html", "body", "main", "article", "h1") or element.tag == "p" and not element.names:
            continue
        is_named = element.tag in _NEVER or (element.names and _CLUTTER.search(element.names))
        if (is_named and mass[id(element)] < 0.5 * whole) or _is_card_list(element):
            found.add(id(element))
    return frozenset(found)


def _is_card_list(element: Element) -> bool:
    """Three or more children of one make, each with a link that is a third of its text."""
    children = [
        child for child in element.children if isinstance(child, Element) and child.tag not in ("p", "br", "tr")
    ]
    if len(children) < 3:
        return False
    first = children[len(children) // 2]
    alike = [child for child in children if child.tag == first.tag and child.names[:8] == first.names[:8]]
    if len(alike) < 3 or len(alike) * 4 < len(children) * 3:
        return False
    plain = linked = with_link = 0
    for child in alike:
        own_linked = sum(part.linked for part in child.walk())
        linked += own_linked
        plain += sum(part.chars for part in child.walk())
        with_link += own_linked > 0
    return with_link * 4 >= len(alike) * 3 and linked * 3 >= plain and plain > 0


def find_heading(elements: list[Element], title: str) -> Element | None:
    """The heading that the page's title repeats, or the only h1."""
    words = set(title.lower().split())
    best, best_score = None, 0.0
    for element in elements:
        if element.tag in ("h1", "h2") or "title" in element.names:
            own = set(element.text().lower().split())
            score = len(words & own) / max(len(words | own), 1) + (0.3 if element.tag == "h1" else 0.0)
            if score > best_score:
                best, best_score = element, score
    return best if best_score >= 0.3 else None


def _best_parent(
    elements: list[Element], mass: dict[int, float], clutter: frozenset[int], heading: Element | None
) -> Element | None:
    """The element whose own lines, children and grandchildren hold the most, by its name and nearness to the title."""
    ancestors = _ancestors(heading)
    direct: dict[int, float] = {}
    hidden: set[int] = set()
    for element in elements:
        parent = element.parent
        if id(element) in clutter or (parent is not None and id(parent) in hidden):
            hidden.add(id(element))
            continue
        own = max(_own(element), 0.0)
        weight = 1.0
        target: Element | None = element
        for _ in range(3):
            if target is None:
                break
            direct[id(target)] = direct.get(id(target), 0.0) + own * weight
            weight, target = (1.0, target.parent) if target is element else (0.6, target.parent)
    best, best_score = None, 0.0
    seen_heading = heading is None
    for element in elements:
        seen_heading = seen_heading or element is heading
        score = direct.get(id(element), 0.0)
        if score <= 0 or element.tag in ("p", "li", "tr", "ul", "ol", "blockquote"):
            continue
        score *= _hint(element) * _nearness(element, ancestors)
        if not seen_heading and id(element) not in ancestors:
            score *= 0.5
        if score > best_score:
            best, best_score = element, score
    return best


def _hint(element: Element) -> float:
    if element.itemprop == "articlebody":
        return 3.0
    if element.tag == "article":
        return 1.5
    return 1.5 if element.names and _TEXTUAL.search(element.names) else 1.0


def _ancestors(element: Element | None) -> dict[int, int]:
    """Ids of the element and its ancestors with the steps up to each."""
    steps: dict[int, int] = {}
    while element is not None:
        steps[id(element)] = len(steps)
        element = element.parent
    return steps


def _nearness(element: Element, heading: dict[int, int]) -> float:
    """1 for an element that shares a close ancestor with the title, less the farther up they meet."""
    if not heading:
        return 1.0
    target: Element | None = element
    while target is not None:
        if id(target) in heading:
            return 1.0 / (1.0 + 0.2 * heading[id(target)])
        target = target.parent
    return 0.3


def _widen(best: Element, mass: dict[int, float]) -> Element:
    """Climb to an ancestor for as long as that adds a fourth of the text."""
    ancestor = best.parent
    while ancestor is not None and ancestor.tag != "html":
        if mass[id(ancestor)] > _GAIN * mass[id(best)]:
            best = ancestor
        ancestor = ancestor.parent
    return best


def _leads(
    elements: list[Element], heading: Element | None, best: Element, clutter: frozenset[int]
) -> tuple[Element, ...]:
    """Paragraphs between the title and the container, under one roof with both."""
    if heading is None or id(best) in _ancestors(heading):
        return ()
    roof = _common(heading, best)
    start, end = elements.index(heading), elements.index(best)
    if roof is None or roof.tag in ("body", "html") or start > end:
        return ()
    found: list[Element] = []
    above = _ancestors(best)
    for element in elements[start + 1 : end]:
        plain = element.chars - element.linked
        if plain < _LEAD_CHARS or element.linked * 3 > plain or id(element) in above or element.tag in _HEADINGS:
            continue
        if not any(id(up) in clutter for up in _up_to(element, roof)) and len(found) < 3:
            found.append(element)
    return tuple(found)


def _up_to(element: Element, roof: Element) -> list[Element]:
    path = []
    target: Element | None = element
    while target is not None and target is not roof:
        path.append(target)
        target = target.parent
    return path


def _common(left: Element, right: Element) -> Element | None:
    above = _ancestors(left)
    target: Element | None = right
    while target is not None and id(target) not in above:
        target = target.parent
    return target


def _twins(best: Element, mass: dict[int, float]) -> tuple[Element, ...]:
    """The container with its siblings of the very same name, as some sites cut one text into several boxes."""
    if not best.names or best.parent is None:
        return (best,)
    siblings = [child for child in best.parent.children if isinstance(child, Element)]
    twins = [one for one in siblings if one is best or (one.tag, one.names) == (best.tag, best.names)]
    return tuple(one for one in twins if one is best or mass[id(one)] > _LEAD_CHARS)
