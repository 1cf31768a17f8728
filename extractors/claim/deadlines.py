"""Times to come that date the plans told around them: "They are to open in 2023", "due to open in 2027".

Enters: the passages of a document and its date. Leaves: by block, where each time is named and what it is.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.period.time_period import OPEN, ends_later, is_over

VERB_REACH = 8  # words from "will" to the time
OPENING_REACH = 2  # words between an opening and its time


def find_deadlines(passages: Sequence[Passage], published: date | None) -> dict[int, tuple[tuple[int, str], ...]]:
    """Times to come that sentences without figures name: "They are to open in 2023"."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for passage in passages:
        if not passage.figures and passage.block.kind != "title":
            told = tuple((passage.start, one) for _, one in times_to_come(passage, published))
            found[passage.number] = (*found.get(passage.number, ()), *told)
    return found


def find_openings(passages: Sequence[Passage], published: date | None) -> dict[int, tuple[tuple[int, str], ...]]:
    """Times of openings to come, for the paragraph that names them and, if it goes on about a plant, the one before."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for passage in passages:
        goes_on = passage.start == passage.block.start and "plants" in passage.keys("thing")
        for period, time_period in times_to_come(passage, published):
            if passage.block.kind == "title" or not _is_of_opening(period, passage):
                continue
            for block in (passage.number, passage.number - 1)[: 1 + goes_on]:
                found[block] = (*found.get(block, ()), (passage.start, time_period))
    return found


def _is_of_opening(period: Figure, passage: Passage) -> bool:
    """As in "due to open in 2027", "2026 жылы іске қосылады": the word for it right beside the time."""
    words = list(passage.of("opening"))
    if "verb_ends_sentence" in passage.page.vocabulary.grammar:
        return any(0 <= term.first - period.last <= OPENING_REACH for term in words)
    return any(0 <= period.first - term.last <= OPENING_REACH for term in words)


def times_to_come(passage: Passage, published: date | None) -> Iterator[tuple[Figure, str]]:
    """Dates of a passage that end after publication, and their times."""
    for period in dated_periods(passage):
        time_period = foretold(period, passage, published)
        if ends_later(time_period, published):
            yield period, time_period


def foretold(period: Figure, passage: Passage, published: date | None) -> str:
    """The time a sentence names; one without its year that is over is the next of that name: "will open in January"."""
    time_period = period.quantity.time_period or ""
    is_bare = (
        "-" in time_period and OPEN not in time_period and not any(sign.isdigit() for sign in period.quantity.quote)
    )
    is_turned = any(term.first < period.last and period.first < term.last for term in passage.of("this_year"))
    verbs = any(0 < period.first - term.last <= VERB_REACH for term in passage.of("future"))
    if not (is_bare and verbs) or is_turned or any(passage.of("said")) or not is_over(time_period, published):
        return time_period
    return "/".join(f"{int(part[:4]) + 1}{part[4:]}" for part in time_period.split("/"))


def time_told(period: Figure, passage: Passage, published: date | None) -> str:
    """The time a sentence without figures goes on about: from a beginning till now."""
    time_period = foretold(period, passage, published)
    is_start = any(term.last == period.first for term in passage.of("begun"))
    if is_start and published and time_period.isdigit() and int(time_period) < published.year:
        return f"{time_period}/{published.year}"
    return time_period
