"""Pages of many makes against what a careful reader takes from them: one page and one JSON a case, same stem.

After a change of rules, `python tests/test_parse_pages.py` writes the JSON anew for review.
"""

import json
from pathlib import Path

import pytest

from extractors.parse import parse_html

PAGES = sorted((Path(__file__).parent / "golden" / "pages").glob("*.html"))


def as_golden(path: Path) -> dict:
    document = parse_html(path.read_bytes(), url=f"https://{path.stem}.example/news/1")
    return {
        "status": document.status,
        "title": document.title,
        "lang": document.lang,
        "canonical_url": document.canonical_url,
        "published_at": document.published_at.isoformat() if document.published_at else None,
        "published_method": document.published_method,
        "author": document.author,
        "credit": document.credit,
        "blocks": [
            [block.kind + (" header" if block.is_header else ""), document.text[block.start : block.end]]
            for block in document.blocks
        ],
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_read_like_its_golden(path: Path):
    golden = path.with_suffix(".json")
    assert golden.exists(), f"{path.name} has no golden: run this file, review, commit"
    assert as_golden(path) == json.loads(golden.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for page in PAGES:
        text = json.dumps(as_golden(page), ensure_ascii=False, indent=1)
        page.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
