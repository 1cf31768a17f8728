"""What a page says about itself: title, dates, author, canonical address.

Enters: the page's lexbor tree and, for printed dates, its elements. Leaves: candidates in the order of trust: JSON-LD,
article meta, the source's selector, other meta and time elements, the printed date, the listing, htmldate (day only).
The raw string is kept with the method, so that a wrong reading can be traced.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from extractors.page.dates import Moment, is_relative, parse_date
from extractors.page.tree import Element

_ARTICLE_TYPES_WORDS = (
    "article newsarticle blogposting reportagenewsarticle analysisnewsarticle liveblogposting report "
    "socialmediaposting techarticle pressrelease backgroundnewsarticle opinionnewsarticle"
)
_ARTICLE_TYPES = frozenset(_ARTICLE_TYPES_WORDS.split())
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish-date", "publish_date", "published_time", "date.issued", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dc.date", "dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "mediator_published_time", "datecreated", "release_date", "originalpublicationdate", "date", "dc.date.created",
)  # fmt: skip
_MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified")
_DATE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|published|pubdate|publish|posted|created|data|timestamp)(?=$|[\s_-])"
)
_NEAR = 30  # elements before and after the title among which its date is looked for
_LONGEST_DATE = 80
_LONGEST_PRINTED = 40  # a whole line that is a date and nothing else
_MAX_LD = 400_000
_AHEAD = timedelta(days=1)  # a page's clock may be that far from ours
_SITE_SEPARATOR = re.compile(r"\s+[|—–·•»:-]+\s+")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found on a page: the instant, the string as given and how it was found."""

    moment: Moment
    text: str
    method: str


@dataclass(frozen=True, slots=True)
class Head:
    """What head and structured data say."""

    title: str  # of the document, site name and all
    og_title: str
    headline: str
    site_name: str
    canonical: str
    published: tuple[tuple[str, str], ...]  # (string, method) in the order of trust
    modified: tuple[str, ...]
    author: str | None
    is_article: bool  # it calls itself one
    body: str  # the article's text as structured data repeat it, seldom there


def read_head(tree: LexborHTMLParser) -> Head:
    """Collect what the head and the structured data of a page say."""
    metas = _metas(tree)
    articles = list(_articles(tree))
    title = tree.css_first("title")
    canonical = tree.css_first("link[rel~=canonical]")
    published = [(_string(one, "datePublished"), "json_ld") for one in articles]
    published += [(metas[name], "meta") for name in _PUBLISHED_META if name in metas]
    modified = [_string(one, "dateModified") for one in articles]
    modified += [metas[name] for name in _MODIFIED_META if name in metas]
    return Head(
        title=_plain(title.text()) if title else "",
        og_title=_plain(metas.get("og:title") or metas.get("twitter:title") or ""),
        headline=_plain(next((text for one in articles if (text := _string(one, "headline"))), "")),
        site_name=_plain(metas.get("og:site_name", "")),
        canonical=(canonical.attributes.get("href") or "" if canonical else "") or metas.get("og:url", ""),
        published=tuple((text, method) for text, method in published if text),
        modified=tuple(text for text in modified if text),
        author=next((name for name in [*map(_author, articles), metas.get("author", "")] if name), None),
        is_article=bool(articles) or metas.get("og:type") == "article",
        body=next((text for one in articles if (text := _string(one, "articleBody"))), ""),
    )


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Content of the meta elements by name, property or itemprop; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = (attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that describe an article."""
    for script in tree.css('script[type*="ld+json"]'):
        text = script.text() or ""
        if len(text) > _MAX_LD:
            continue
        text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (one for one in _objects(data) if _types(one) & _ARTICLE_TYPES)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The object itself, a list of objects, or a graph, two levels deep."""
    items = data if isinstance(data, list) else [data]
    for item in items:
        if isinstance(item, dict):
            yield item
            below = item.get("@graph") or item.get("mainEntity")
            for one in below if isinstance(below, list) else [below]:
                if isinstance(one, dict):
                    yield one


def _types(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {one.rpartition("/")[2].lower() for one in kinds if isinstance(one, str)}


def _string(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() if isinstance(value, str) else ""


def _author(item: dict[str, Any]) -> str:
    author = item.get("author")
    people = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    return ", ".join(name.strip() for name in names if isinstance(name, str) and name.strip())


def _plain(text: str) -> str:
    return " ".join(text.split())


def choose_title(head: Head, heading: str, listed: str | None) -> str:
    """The article's own title, without the site's name: the heading on the page if the head agrees with it."""
    heading = _plain(heading)
    declared = head.og_title or head.headline or head.title
    if heading and (not declared or _share(heading, declared) >= 0.5):
        return heading
    for candidate in (head.og_title, head.headline, head.title):
        if candidate:
            return without_site(candidate, head.site_name)
    return heading or _plain(listed or "")


def _share(heading: str, declared: str) -> float:
    """Share of the heading's words that the declared title holds."""
    words = set(heading.lower().split())
    return len(words & set(declared.lower().split())) / len(words)


def without_site(title: str, site_name: str) -> str:
    """Cut the site's name from the end of a title, or from its start when the rest is longer.

    >>> without_site("Output grows by 5% | Caspian Wire", "")
    'Output grows by 5%'
    """
    parts = _SITE_SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if site_name and parts[0].lower() == site_name.lower():
        return title[len(parts[0]) :].lstrip(" |—–·•»:-")
    last = parts[-1]
    is_bar = re.search(r"\s+[|·•»]\s+" + re.escape(last) + r"$", title)
    if (site_name and last.lower() == site_name.lower()) or (is_bar and len(last) < len(title) / 2):
        return title[: -len(last)].rstrip(" |—–·•»:-")
    return title


def choose_date(candidates: Iterable[tuple[str, str]], timezone: str, now: datetime | None) -> Dated | None:
    """The first date that can be read; if it tells only the day, a later one that adds the time to that day.

    No page was published after it was fetched: such a date is an event's, or a mistake.
    """
    found: Dated | None = None
    for text, method in candidates:
        moment = parse_date(text, timezone, now)
        if moment is None or (now and moment.at > now + _AHEAD):
            continue
        if found is None:
            found = Dated(moment, text, method)
        elif moment.has_time and abs((moment.at - found.moment.at).total_seconds()) <= 18 * 3600:
            return Dated(moment, text, method)
        if found.moment.has_time:
            return found
    return found


def date_candidates(
    head: Head, elements: Sequence[Element], heading: Element | None, selected: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Strings that may hold the publication date, the most trusted first; `selected` are the source's own."""
    yield from head.published
    yield from ((text, "selector") for text in selected)
    place = elements.index(heading) if heading else 0
    near = [one for one in elements[max(place - _NEAR, 0) : place + 2 * _NEAR] if not one.is_elsewhere]
    for element in near:
        if element.itemprop == "datepublished" or (element.tag == "time" and element.href):
            yield element.href, "time_tag"
    printed = list(_printed(near))
    yield from ((text, "printed") for _, text in printed if not is_relative(text))
    yield from ((text, "printed") for element, text in printed if is_relative(text) and not _is_linked(element))


def _printed(near: Sequence[Element]) -> Iterator[tuple[Element, str]]:
    """Elements that are named for a date, then whole lines that may be one, with their texts."""
    for element in near:
        if element.all_chars <= _LONGEST_DATE and (element.tag == "time" or _DATE_NAMES.search(element.names)):
            yield element, element.text()
    for element in near:
        for child in element.children:
            text = child.strip() if isinstance(child, str) else ""
            if 6 <= len(text) <= _LONGEST_PRINTED:
                yield element, text


def _is_linked(element: Element) -> bool:
    return element.tag == "a" or any(one.tag == "a" for one in element.ancestors())
