"""A block that a source repeats below its stories is told, whatever the order and the batches its pages came in."""

from dataclasses import replace

import duckdb
import pytest
from warehouse_records import NOON, capture, claim, document, extraction

from extractors.records import Block, Capture, Document, Extraction
from warehouse.database import migrate
from warehouse.load import load_batch

BOX = "The plant employs 900 people."
Page = tuple[Capture, Document, Extraction]


def page(number: int, story: str, *, source_id: str = "alpha") -> Page:
    text = f"{story}\n{BOX}"
    seen = capture(url=f"https://{source_id}.example/{number}", body=text, source_id=source_id)
    blocks = (
        Block(kind="paragraph", start=0, end=len(story)),
        Block(kind="paragraph", start=len(story) + 1, end=len(text)),
    )
    made = document(text, seen, blocks=blocks)
    figures = claim(made, f"{number} wagons", number), claim(made, "900 people", 900)
    return seen, made, extraction(made, *figures)


def pages(count: int, *, source_id: str = "alpha") -> list[Page]:
    return [page(number, f"It built {number} wagons.", source_id=source_id) for number in range(1, count + 1)]


def repeated(*batches: list[Page]) -> list[tuple[object, ...]]:
    connection = duckdb.connect()
    migrate(connection)
    for batch in batches:
        seen, made, read = zip(*batch, strict=True)
        load_batch(connection, captures=seen, documents=made, extractions=read, recorded_at=NOON)
    return connection.execute(
        "select source_id, block_text, count_pages, len(claim_ids) from rpt_repeated_block"
    ).fetchall()


def test_five_pages_make_a_box_in_any_batches_and_order():
    made = pages(5)
    assert repeated(made) == [("alpha", BOX, 5, 5)]
    assert repeated(made[3:], made[:1], made[1:3]) == repeated(made)


@pytest.mark.parametrize("count", [1, 4])
def test_fewer_pages_do_not(count: int):
    assert repeated(pages(count)) == []


def test_each_source_counts_for_itself():
    assert repeated(pages(4), pages(4, source_id="beta")) == []


def test_versions_of_one_page_count_once():
    first = pages(4)
    edited = page(4, "It built 4 wagons and a half.")
    later = replace(edited[0], fetched_at=edited[0].fetched_at.replace(hour=23))
    assert repeated(first, [(later, *edited[1:])]) == []
