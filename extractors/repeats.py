"""Blocks that stand on several pages of one site: boilerplate that no single page gives away.

Enters: documents of one source. Leaves: the same documents with `is_repeated` set on such blocks. A sentence of an
article is not repeated word for word on a third of the site's pages; a licence line or a call to subscribe is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.records import Block, Document
from extractors.simhash import normalise_text

_LEAST_PAGES = 3
_SHARE = 0.3


def mark_repeated(documents: Sequence[Document]) -> list[Document]:
    """Mark the blocks that at least three pages and three in ten of the pages given have in common."""
    pages = {document.canonical_url: document for document in documents}
    counts = Counter(text for document in pages.values() for text in {text for _, text in _texts(document)})
    least = max(_LEAST_PAGES, _SHARE * len(pages))
    common = {text for text, count in counts.items() if count >= least}
    return [_marked(document, common) for document in documents]


def _texts(document: Document) -> Iterator[tuple[Block, str]]:
    """Blocks with their words; a row of a table may well be the same on every page."""
    for block in document.blocks:
        if block.kind not in ("table_row", "title"):
            yield block, normalise_text(document.text[block.start : block.end])


def _marked(document: Document, common: set[str]) -> Document:
    repeated = {block for block, text in _texts(document) if text in common}
    if not repeated:
        return document
    return replace(document, blocks=tuple(replace(block, is_repeated=block in repeated) for block in document.blocks))
