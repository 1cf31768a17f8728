"""Which elements of a page are no part of any article: menus, cards, share bars, boxes, pages' own furniture.

Enters: the page's elements with their counts. Leaves: `is_clutter` set. An element is clutter by what it calls itself,
by being hidden, by repeating like cards, or by opening with "read also"; never when it holds the title or most of the
page's text, since wrappers carry such names too ("has-sidebar", "read-more").
"""

import re
from functools import lru_cache

from extractors.page.page_words import opening
from extractors.page.tree import BLOCK, HEADINGS, Element

_TOKEN = re.compile(r"[a-z]+")
_NEVER = frozenset(("nav", "footer", "aside", "menu"))
_KEPT = frozenset(("html", "body", "main", "article", "h1", "tbody", "table", "tr", "td"))
_NEGATED = re.compile(r"^(?:no|not|has|have|with|without|is|show|hide|enable|js)[-_]")
_STRONG_WORDS = (
    "related relap similar recommend recommended recommendation recommendations sidebar popular trending "
    "advert advertisement advertising adfox sponsored promo promotion teaser teasers share sharing shares "
    "social socials subscribe subscription newsletter comments comment commentlist disqus breadcrumb "
    "breadcrumbs pagination navbar nav navigation menu submenu footer copyright cookie cookies consent popup "
    "cardlist readalso seealso readmore infobox caption captions complementary contentinfo mostread morenews "
    "lastnews othernews topnews gdpr onetrust didomi outbrain taboola paywall factbox pullquote "
    "imagecaption thumbcaption offcanvas lightbox"
)
_STRONG = frozenset(_STRONG_WORDS.split())
_WEAK_WORDS = (
    "aside banner banners adv ads ad rates rate currency weather rating vote votes poll tags taglist "
    "tagcloud hashtags toolbar byline author authors meta postmeta views counter print modal tooltip search login "
    "signup reply respond embed toc also latest pager skip more also likes reactions credits credit date "
    "time breaking dialog alert video player signup carousel slider ticker"
)
_PICTURE_WORDS = "image img photo picture media gallery thumb thumbnail figure pic"
_PICTURES = frozenset(_PICTURE_WORDS.split())
_TEXT_WORDS = frozenset(("text", "content", "body", "and", "with"))
_CARD_WORDS = frozenset(("card", "cards", "product", "products"))
_NEUTRAL_WORDS = (
    "root wrap wrapper container inner outer holder block box item items list section area module component"
)
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
_WEAK = frozenset(_WEAK_WORDS.split())
_PHRASES = re.compile(
    r"read[-_]?(?:also|next|more)|see[-_]?also|also[-_]?read"
    r"|(?:more|last|latest|other|top|hot|similar)[-_]?(?:news|posts|articles|stories|materials)"
    r"|most[-_]?(?:read|viewed|popular)|(?:side|right|left)[-_]?(?:bar|col(?:umn)?)\b"
    r"|screen-reader-text|sr-only|visually-?hidden|twitter-tweet|instagram-media|tiktok-embed|wp-embedded-content"
    r"|(?:^|\s)(?:sidebar-?)?widget(?:-area|-title|-list|_\w+)?(?:\s|$)"
    r"|exchange[-_]rates?|author[-_](?:bio|box|info|card|block)|about[-_]author|back[-_]to[-_]top|skip[-_](?:link|to)"
)
_TALK = re.compile(
    r"(?:(?:post|article|user|fb|page|reader)[-_])?(?:comments|commentlist|disqus|discussion|replies|responses)"
    r"(?:[-_]+(?:area|list|section|block|wrap|wrapper|thread|container))?$"
)
_LABEL = 60  # longest text that is only a label such as "Read also:"
_LABEL_WORD = 30  # a first piece of text this long holds the whole label
_SMALL_BOX = 1500
_HEADLINE = 15
_ENOUGH = 60  # children looked at to know a list of cards
_CARD = 600
_STUB = 60
_MAIN = 0.3  # of a page's text: what elements of one name make up of it is no furniture, whatever the name
_NO_CAPTION = frozenset(("table", "blockquote", "pre", "ul", "ol"))
_BOXES = frozenset(("blockquote", "div", "section", "figure", "li"))
_NO_CARDS = frozenset(("p", "br", "tr", "td", "th"))


def mark_clutter(elements: list[Element], heading: Element | None) -> None:
    """Set `is_clutter` on every element that is none of the article's."""
    whole = max(elements[0].mass, 1.0)
    alike = _plain_alike(elements)
    holders = set() if heading is None else {id(heading), *map(id, heading.ancestors())}
    for element in elements:
        parent = element.parent
        if parent is not None and parent.is_clutter:
            element.is_clutter, element.is_elsewhere = True, parent.is_elsewhere
        elif element.all_chars and element.tag not in _KEPT and parent is not None and id(element) not in holders:
            share = element.mass / whole
            if _is_elsewhere(element, share):
                element.is_clutter = element.is_elsewhere = True
            elif share < 0.5:
                alikes = alike.get((element.tag, element.names), 0.0)
                element.is_clutter = (
                    element.is_hidden
                    or (alikes < _MAIN * whole and _is_named(element, share))
                    or _is_caption(element, share)
                )
            element.is_clutter = element.is_clutter or _is_talk(element)


def _plain_alike(elements: list[Element]) -> dict[tuple[str, str], float]:
    """Mass of plain text by tag and names."""
    masses: dict[tuple[str, str], float] = {}
    for element in elements:
        if element.names and element.mass > 0 and element.all_linked * 5 < element.all_chars:
            key = (element.tag, element.names)
            masses[key] = masses.get(key, 0.0) + element.mass
    return masses


def _is_talk(element: Element) -> bool:
    """Readers' comments may outweigh the article, so their name alone tells."""
    return element.names != "" and any(_TALK.match(name) for name in element.names.split())


def _is_elsewhere(element: Element, share: float) -> bool:
    """Whether the element is about other pages."""
    if element.tag not in BLOCK and not _is_whole_line(element):
        return False
    return (
        (share < 0.5 and element.tag in _NEVER)
        or _is_card_list(element)
        or (share < 0.4 and _is_related_box(element))
        or (share < 0.3 and _is_lone_card(element))
    )


def _is_named(element: Element, share: float) -> bool:
    """Whether the names say that the element is furniture."""
    if element.tag == "form":
        return share < 0.3
    if element.tag in HEADINGS:
        return False  # what it heads tells
    told = _names_tell(element.names) if element.names else None
    if told and element.tag not in BLOCK and not _is_whole_line(element):
        return False  # a figure may be marked up inside its sentence
    if told == "card":
        return share < 0.25 and element.all_linked > 0
    return told == "strong" or (told == "weak" and share < 0.25)


def _is_caption(element: Element, share: float) -> bool:
    """Words that stand with a picture in one small box: all but the tables of a figure, else a line without a stop."""
    if not element.has_media or share > 0.25 or element.all_chars > _SMALL_BOX or element.tag in ("p", "li"):
        return False
    if element.tag == "figure":
        return not any(below.tag in _NO_CAPTION for below in element.walk())
    if element.all_chars == len(element.first_text) <= _STUB and not element.chars:
        is_heading = any(below.tag in HEADINGS for below in element.walk())
        return not is_heading and not element.first_text.endswith((".", "!", "?", ":", "»", "”"))
    return element.all_chars <= _CARD // 2 and _is_named_picture(element.names)


@lru_cache(maxsize=2048)
def _is_named_picture(names: str) -> bool:
    tokens = _TOKEN.findall(names)
    if not _TEXT_WORDS.isdisjoint(tokens):
        return False
    return any(_kernel(_TOKEN.findall(name)) in _PICTURES for name in names.split())


def _is_whole_line(element: Element) -> bool:
    """Whether an inline element is all there is of its line."""
    owner = next((one for one in element.ancestors() if one.tag in BLOCK), element)
    return owner.chars <= element.all_chars


@lru_cache(maxsize=8192)
def _names_tell(names: str) -> str | None:
    """How strongly class, id and role names speak of furniture."""
    if _PHRASES.search(names):
        return "strong"
    told = None
    for name in names.split():
        tokens = _TOKEN.findall(name)
        if not tokens or _NEGATED.match(name):
            continue
        if not _STRONG.isdisjoint(tokens):
            return "strong"
        kernel = _kernel(tokens)
        if kernel in _WEAK:
            told = "weak"
        elif kernel in _CARD_WORDS:
            told = told or "card"
    return told


def _kernel(tokens: list[str]) -> str:
    """The word of a name that says what the element is: the last one that is neither neutral nor a scrap."""
    return next((token for token in reversed(tokens) if len(token) > 1 and token not in _NEUTRAL), "")


def _is_card_list(element: Element) -> bool:
    """Three or more children, nearly all of them cards."""
    own_plain = element.chars - element.linked
    if not element.all_linked or element.all_linked * 8 < element.all_chars or own_plain * 3 > element.all_chars:
        return False
    children = [child for child in element.elements() if child.all_chars and child.tag not in _NO_CARDS][:_ENOUGH]
    if len(children) < 3 or sum(child.all_linked > 0 for child in children) * 4 < len(children) * 3:
        return False
    count_cards = sum(child.all_linked * 2 >= child.all_chars or _is_card(child) for child in children)
    return count_cards * 4 >= len(children) * 3


def _is_lone_card(element: Element) -> bool:
    """A box of modest size that opens with a linked headline and goes on with its teaser."""
    if element.tag not in _BOXES or not 0 < element.all_linked < element.all_chars <= _CARD:
        return False
    return _is_card(element)


def _is_card(element: Element) -> bool:
    """Whether the first line of an element is nothing but a link, as long as a headline."""
    link = element.first_link
    if link is None or len(link.text(_CARD).strip()) < _HEADLINE:
        return False
    return link.chars > 0 or any(child.tag in BLOCK for child in link.walk() if child is not link) or _ends_line(link)


def _ends_line(link: Element) -> bool:
    """Whether no more text follows a link on its line."""
    element = link
    while element.parent is not None:
        siblings = element.parent.children
        for sibling in siblings[siblings.index(element) + 1 :]:
            if isinstance(sibling, str):
                if sibling.strip():
                    return False
            elif sibling.tag == "br" or sibling.tag in BLOCK:
                return True
            elif sibling.text(1).strip():
                return False
        element = element.parent
        if element.tag in BLOCK:
            return True
    return True


def _is_related_box(element: Element) -> bool:
    """A small element that opens with a label such as "Read also" and goes on with links or teasers."""
    if not 0 < element.all_chars <= _SMALL_BOX:
        return False
    first = element.first_text
    if len(first) >= _LABEL_WORD and not opening("read_also").match(first.lower()):
        return False
    text = element.text(_LABEL).lstrip()[:_LABEL].lower()
    if not opening("read_also").match(text):
        return False
    if element.all_linked:
        return element.all_linked * 4 >= element.all_chars - _LABEL or _opens_with_label(element)
    return _opens_with_label(element)


def _opens_with_label(element: Element) -> bool:
    """Whether the first line of an element is a line of its own, short enough for a label, and more follows."""
    for below in element.walk():
        if below.chars:
            return below is not element and below.chars <= _LABEL and element.all_chars > below.chars
    return False
