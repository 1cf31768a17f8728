"""Whether a page is an article at all: a shell that waits for JavaScript or a list of links has a status of its own.

Enters: the page as text and as elements, its head and its lines. Leaves: a `DocumentStatus`; never an empty article.
"""

import re

from extractors.page.blocks import SENTENCE_END, Line
from extractors.page.metadata import Head
from extractors.page.page_words import words_of_all
from extractors.page.tree import Element
from extractors.records import DocumentStatus

_LITTLE = 300  # visible characters of a shell
_SENTENCE = 40
_LINKS = 3
_LINK_PAGE = 0.6
_SHORT_ARTICLE = 500
_APP_ROOT = re.compile(
    r"<(?:div|main|section)[^>]{0,200}\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|application|app-root)\b|<app-root"
)


def judge(html: str, body: Element, head: Head, lines: tuple[Line, ...]) -> DocumentStatus:
    """Status of a page after its lines were read."""
    count_chars = sum(len(line.text) for line in lines)
    if count_chars < _LITTLE and body.all_chars < _LITTLE + count_chars and _waits_for_script(html):
        return "needs_js"
    if not lines:
        return "not_article" if html.count("<a ") >= _LINKS else "empty"
    if not any(_says_something(line) for line in lines):
        return "not_article"
    is_link_page = body.all_linked > _LINK_PAGE * body.all_chars and count_chars < _SHORT_ARTICLE
    return "not_article" if is_link_page and not head.is_article and not head.published else "ok"


def _waits_for_script(html: str) -> bool:
    if "<script" not in html and "<SCRIPT" not in html:
        return False
    lower = html.lower()
    return _APP_ROOT.search(lower) is not None or any(phrase in lower for phrase in words_of_all("needs_script"))


def _says_something(line: Line) -> bool:
    """Whether the line is a sentence, a row of a table, or an item of some length."""
    return line.kind == "table_row" or len(line.text) >= _SENTENCE or line.text.endswith(SENTENCE_END)
