"""How a page is read as one of its source: selectors and layouts, zone and address, captures, second opinions."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from article import ARTICLE, LISTED, TEXT, URL, page, read, source

from extractors.errors import ParseError
from extractors.parse import parse_capture
from extractors.records import Capture


def test_selectors_lead_and_stale_ones_give_way():
    html = page("<p class='note'>Лишняя строка о погоде, которую источник просит убрать.</p>").replace(
        "<h1>", "<h1 id=t>"
    )
    fitting = source(selectors={"title": "#t", "body": "article", "drop": [".note"]})
    stale = source(selectors={"title": ".gone", "body": ".gone"})
    assert read(html, source=fitting).text == "\n".join(TEXT)
    assert all(line in read(html, source=stale).text for line in TEXT)


def test_an_old_capture_is_read_by_the_layout_of_its_day():
    html = page("<p class='old'>Строка, которая стояла в прежней вёрстке отдельно от текста статьи.</p>")
    known = source(former_layouts=[{"until": "2024-06-30", "drop": [".old"]}, {"until": "2020-01-01", "body": "h1"}])
    before, after = datetime(2024, 5, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC)
    assert "прежней" not in read(html, source=known, fetched_at=before).text
    assert "прежней" in read(html, source=known, fetched_at=after).text


def test_naive_dates_are_of_the_source_s_zone():
    html = page(head='<meta name="date" content="2025-03-02 10:00">')
    assert read(html, source=source(timezone="Asia/Baku")).published_at.hour == 6


def test_canonical_address_stays_with_the_source():
    ours = page(head='<link rel="canonical" href="/news/1?utm_source=x">')
    foreign = page(head='<link rel="canonical" href="https://other.example/1">')
    assert read(ours, source=source()).canonical_url == URL
    assert read(foreign, source=source()).canonical_url == URL


def capture(content_type: str) -> Capture:
    return Capture(
        capture_id="capture_1",
        source_id="steppe",
        url=URL,
        final_url=URL,
        fetched_at=LISTED,
        status_code=200,
        content_type=content_type,
        payload_digest="sha256:0",
        count_bytes=1,
        warc_file="a.warc.gz",
        warc_offset=0,
        is_revisit=False,
        listed_at=LISTED,
        listed_title="Завод собрал платформы",
    )


def test_a_capture_becomes_a_document():
    document = parse_capture(capture("text/html; charset=windows-1251"), page().encode("cp1251"), source())
    assert (document.capture_id, document.source_id, document.encoding) == ("capture_1", "steppe", "cp1251")
    assert document.text == "\n".join(TEXT)
    with pytest.raises(ParseError, match="application/json is no page"):
        parse_capture(capture("application/json"), b"{}", source())


def opinions(html: str, address: str) -> set[bool | None]:
    """What the blocks of a capture say of a second opinion."""
    named = replace(capture("text/html"), url=address, final_url=address)
    return {
        block.is_confirmed for block in parse_capture(named, html.encode(), source(selectors={"body": ".own"})).blocks
    }


def test_a_second_opinion_is_asked_of_doubtful_pages_and_of_some_others():
    long = page("".join(f"<p>{line} {number}</p>" for number in range(9) for line in TEXT), head=ARTICLE)
    asked = [opinions(long, f"https://steppe.example/news/{number}") == {True} for number in range(100)]
    assert 1 <= sum(asked) <= 20
    assert asked == [opinions(long, f"https://steppe.example/news/{number}") == {True} for number in range(100)]
    unasked = f"https://steppe.example/news/{asked.index(False)}"
    assert opinions(page(head=ARTICLE), unasked) == {True}  # short
    assert opinions(long.replace(ARTICLE, ""), unasked) == {True}  # declares nothing
    assert opinions(long.replace("<article>", "<article class=own>"), unasked) == {None}  # its layout is known


def test_a_second_opinion_marks_what_both_keep():
    document = read(page(), second_opinion="always")
    assert [block.is_confirmed for block in document.blocks] == [True] * len(TEXT)
    assert {block.is_confirmed for block in read(page()).blocks} == {None}
