"""Which element of a page holds the article: the place where plain sentences gather.

Enters: the page's body as `Element`s and its title. Leaves: the parts that hold the text, clutter marked. Each block
earns its own unlinked text, each element what is below it; the best parent of paragraphs, judged also by its name and
its nearness to the title, is widened while an ancestor adds a fourth, or adds plain sentences under the title's roof.
"""

import re
from collections.abc import Iterable

from extractors.page.clutter import mark_clutter
from extractors.page.tree import HEADINGS, Element

_INNER = frozenset(("p", "li", "tr", "ul", "ol", "dl", "blockquote", "tbody", "thead", "figure", "header"))
_TEXTUAL = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|news|story|content|text|body|detail|details|single|material|publication)"
    r"(?:$|\s)|article[-_]*(?:body|text|content)|entry-content|post-content|story-?body|text-content"
)
_MIN_PARAGRAPH = 40
_LONGEST_TITLE = 400
_LEAD_CHARS = 45
_ARTICLE = 300
_LEAST = 80
_GAIN = 0.25
_GAIN_OUTSIDE = 4.0  # of the text, to leave the roof that title and text share
_FAR = 8
_PLAIN_LINKS = 0.1  # a text may link a tenth of its letters and is still plain


def choose_container(elements: list[Element], heading: Element | None) -> tuple[Element, ...]:
    """Find the parts that hold the article in a page of unknown make; `elements` are the page's in reading order."""
    weigh(elements)
    mark_clutter(elements, heading)
    sum_up(elements)
    best = _best_parent(elements, heading) or elements[0]
    own = _titled_article(best, heading)
    if own is not None:
        best = _best_parent(list(own.walk()), heading) or own
    best = _whole_table(_narrow(_widen(best, heading), heading))
    return (*_leads(elements, heading, best), *_twins(best))


def _own(element: Element) -> float:
    """What the element's own line is worth: its plain text if it reads like a sentence, less its links."""
    plain = element.chars - element.linked
    if element.tag in HEADINGS or plain <= element.linked:
        return -0.5 * element.linked
    if plain >= _MIN_PARAGRAPH:
        return plain - 0.5 * element.linked
    return 0.3 * plain


def weigh(elements: list[Element]) -> None:
    """Set the worth of every element's own line, and its mass."""
    for element in elements:
        if element.chars:
            element.worth = _own(element)
    sum_up(elements)


def sum_up(elements: list[Element]) -> None:
    """Set the mass of every element: its own worth and that of all below it, clutter weighing nothing."""
    for element in elements:
        element.mass = element.worth
    for element in reversed(elements):
        if element.is_clutter:
            element.mass = 0.0
        if element.parent is not None:
            element.parent.mass += element.mass


def find_heading(elements: Iterable[Element], title: str) -> Element | None:
    """The heading that the page's declared title repeats, or the only h1; never the name of the site."""
    site = title.lower().split(" - ")[-1].split(" | ")[-1]
    words = set(title.lower().split())
    best, best_score = None, 0.3
    for element in elements:
        is_h1 = element.tag == "h1"
        if not is_h1 and element.tag != "h2" and "title" not in element.names:
            continue
        if not 0 < element.all_chars <= _LONGEST_TITLE:
            continue
        text = " ".join(element.text().lower().split())
        if text == site != title.lower():
            continue
        own = set(text.split())
        score = len(words & own) / max(len(words | own), 1) + (0.35 if is_h1 else 0.0)
        if score > best_score:
            best, best_score = element, score
    return best


def _best_parent(elements: list[Element], heading: Element | None) -> Element | None:
    """The element whose own lines, children and grandchildren hold the most text."""
    direct = _direct_text(elements)
    steps = {} if heading is None else {id(one): number for number, one in enumerate((heading, *heading.ancestors()))}
    best, best_score = None, 0.0
    is_past_heading = heading is None
    for element in elements:
        is_past_heading = is_past_heading or element is heading
        score = direct.get(id(element), 0.0)
        if score <= best_score / 3 or element.tag in _INNER:
            continue
        score *= _hint(element) * _nearness(element, steps)
        if not is_past_heading and id(element) not in steps:
            score *= 0.5
        if score > best_score:
            best, best_score = element, score
    return best


def _titled_article(best: Element, heading: Element | None) -> Element | None:
    """The article that holds the title and a text of its own, where the most text stands in another: the next one."""
    if heading is None or not any(one.tag == "article" for one in (best, *best.ancestors())):
        return None
    others = {id(one) for one in (best, *best.ancestors())}
    own = next((one for one in heading.ancestors() if one.tag == "article"), None)
    return own if own is not None and id(own) not in others and own.mass > _LEAST else None


def _direct_text(elements: list[Element]) -> dict[int, float]:
    """Worth of the lines that stand in an element, one or two levels below it."""
    direct: dict[int, float] = {}
    for element in elements:
        own = element.worth
        if own <= 0 or element.is_clutter:
            continue
        target: Element | None = element
        for weight in (1.0, 1.0, 0.6):
            if target is None:
                break
            direct[id(target)] = direct.get(id(target), 0.0) + own * weight
            target = target.parent
    return direct


def _hint(element: Element) -> float:
    """How much the element's name speaks for it."""
    if element.itemprop == "articlebody":
        return 3.0
    return 1.5 if element.tag == "article" or (element.names and _TEXTUAL.search(element.names)) else 1.0


def _nearness(element: Element, steps: dict[int, int]) -> float:
    """1 for an element that shares a close ancestor with the title, less the farther up they meet."""
    if not steps:
        return 1.0
    meeting = next((id(one) for one in (element, *element.ancestors()) if id(one) in steps), None)
    return 0.01 if meeting is None else 0.5 ** min(steps[meeting], _FAR)


def _widen(best: Element, heading: Element | None) -> Element:
    """Climb while that adds a fourth of the text, or plain sentences below the roof that title and text share."""
    roof = _common(best, heading)
    is_outside = roof is best
    branch = best
    for ancestor in best.ancestors():
        if ancestor.tag == "html":
            break
        gain = ancestor.mass - best.mass
        is_much = gain > _GAIN * best.mass
        if is_outside and is_much and gain <= _GAIN_OUTSIDE * best.mass and not _are_alike(branch, ancestor):
            break
        if is_much or (not is_outside and gain > _LEAD_CHARS and _adds_plain(ancestor, best)):
            best = ancestor
        is_outside = is_outside or ancestor is roof
        branch = ancestor
    return best


def _are_alike(branch: Element, parent: Element) -> bool:
    """Whether all that holds text beside a branch is of its own make: the parts of one article."""
    heavy = [one for one in parent.elements() if one.mass > _LEAD_CHARS]
    return branch.tag != "article" and all((one.tag, one.names) == (branch.tag, branch.names) for one in heavy)


def _narrow(best: Element, heading: Element | None) -> Element:
    """Of several articles, as where the next one is loaded below, the one that holds the title."""
    if heading is None:
        return best
    own = {id(one) for one in heading.ancestors()}
    articles = [one for one in best.walk() if one.tag == "article" and one.mass > _ARTICLE]
    titled = [one for one in articles if id(one) in own]
    others = [one for one in articles if id(one) not in own and not any(up in titled for up in one.ancestors())]
    return titled[-1] if titled and others else best


def _whole_table(best: Element) -> Element:
    """The table rather than its rows."""
    while best.tag in ("tbody", "thead", "tfoot", "tr") and best.parent is not None:
        best = best.parent
    return best


def _adds_plain(ancestor: Element, best: Element) -> bool:
    added = ancestor.all_chars - best.all_chars
    linked = ancestor.all_linked - best.all_linked
    return linked < _PLAIN_LINKS * added and ancestor.mass - best.mass > 0.6 * added


def _common(one: Element, other: Element | None) -> Element | None:
    """The nearest element that holds both."""
    if other is None:
        return None
    above = {id(other), *map(id, other.ancestors())}
    return next((ancestor for ancestor in (one, *one.ancestors()) if id(ancestor) in above), None)


def _leads(elements: list[Element], heading: Element | None, best: Element) -> tuple[Element, ...]:
    """Paragraphs between the title and the container, under one roof with both."""
    roof = _common(best, heading)
    if heading is None or roof is None or roof is best or roof.tag in ("body", "html"):
        return ()
    start, end = elements.index(heading), elements.index(best)
    above = {id(best), *map(id, best.ancestors())}
    found: list[Element] = []
    for element in elements[start + 1 : end]:
        plain = element.chars - element.linked
        if plain < _LEAD_CHARS or element.linked * 3 > plain or id(element) in above:
            continue
        if not element.is_clutter and len(found) < 3:
            found.append(element)
    return tuple(found)


def _twins(best: Element) -> tuple[Element, ...]:
    """The container with its siblings of the very same name, as some sites cut one text into several boxes."""
    if not best.names or best.parent is None:
        return (best,)
    twins = [one for one in best.parent.elements() if one is best or (one.tag, one.names) == (best.tag, best.names)]
    return tuple(one for one in twins if one is best or (one.mass > _LEAD_CHARS and not one.is_clutter))
