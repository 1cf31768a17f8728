"""From quantities to claims: each figure of the article gets its fields, or an issue with the reason why not.

Enters: the passages of a document with their figures. Leaves: `Draft`s, decided claims with the ground of each field,
and `Unclaimed` figures. What one sentence says (period, branch, place, thing counted) is carried on to the next in a
`Thread`, which is the only memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from extractors.activities import THINGS, nearest_activity
from extractors.areas import COUNTRY, PLANT_LEVEL, foreign_country, nearest_area
from extractors.claim_periods import choose_period
from extractors.grounds import Ground
from extractors.indicators import Refused, Setting, Topic, choose_topic
from extractors.passages import Figure, Passage
from extractors.records import ClaimStatus
from extractors.shares import share_whole
from extractors.speakers import Speaker, find_speaker
from extractors.status import choose_status, fit_status
from extractors.vocabulary import Reader

ARTICLE = frozenset(("paragraph", "list_item", "quote", "table_row"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A decided claim: the figure, what it is about, and why."""

    figure: Figure
    passage: Passage
    topic: Topic
    activity: Ground
    area: Ground
    period: Ground
    status: Ground
    speaker: Speaker | None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A figure without a claim, and why."""

    figure: Figure
    passage: Passage
    refused: Refused


@dataclass(frozen=True, slots=True)
class Thread:
    """What the text has been speaking of so far."""

    published: date | None
    document_activity: str
    document_area: str
    topics: tuple[tuple[int, int, Topic], ...] = ()
    periods: tuple[tuple[int, str, str], ...] = ()  # (block, status, time_period), newest first
    activity: tuple[int, Ground] | None = None
    area: tuple[int, Ground] | None = None
    status: tuple[int, Ground] | None = None
    speaker: tuple[int, Speaker] | None = None


def read_passages(passages: Sequence[Passage], reader: Reader, thread: Thread) -> tuple[list[Draft], list[Unclaimed]]:
    """Decide every figure of the article, in reading order."""
    drafts: list[Draft] = []
    left: list[Unclaimed] = []
    for passage in passages:
        if passage.block.kind not in ARTICLE:
            left += [Unclaimed(figure, passage, _outside(passage)) for figure in passage.figures]
            continue
        thread = _listen(passage, thread)
        for figure in passage.figures:
            decided = _decide(figure, passage, reader, thread)
            if isinstance(decided, Draft):
                drafts.append(decided)
                thread = _remember(decided, thread)
            else:
                left.append(Unclaimed(figure, passage, decided))
        thread = _move_on(passage, thread)
    return drafts, left


def _outside(passage: Passage) -> Refused:
    return Refused(f"in_{passage.block.kind}", f"a {passage.block.kind} makes no claims")


def _listen(passage: Passage, thread: Thread) -> Thread:
    speaker = find_speaker(passage, thread.speaker)
    return replace(thread, speaker=(passage.number, speaker) if speaker else thread.speaker)


def _decide(figure: Figure, passage: Passage, reader: Reader, thread: Thread) -> Draft | Refused:
    foreign = foreign_country(figure, passage)
    if foreign is not None:
        return Refused("foreign_area", "another country's figure")
    status = _status(figure, passage, thread)
    activity = _activity(figure, passage, thread, None)
    setting = Setting(figure, passage, thread.topics, activity.value, cast(ClaimStatus, status.value))
    topic = choose_topic(setting)
    if isinstance(topic, Refused):
        return topic
    activity = _activity(figure, passage, thread, topic)
    status = replace(status, value=fit_status(cast(ClaimStatus, status.value), topic.indicator))
    area = _area(figure, passage, topic, thread)
    is_stock = reader.indicators[topic.indicator].stock
    period = choose_period(figure, passage, topic, status.value, thread.periods, thread.published, is_stock=is_stock)
    if period is None:
        return Refused("period_unknown", "no date on the page and none in the sentence")
    speaker = thread.speaker[1] if thread.speaker else None
    return Draft(figure, passage, topic, activity, area, period, status, speaker)


def _status(figure: Figure, passage: Passage, thread: Thread) -> Ground:
    status = choose_status(figure, passage)
    if status.rule == "default" and passage.block.kind == "list_item" and thread.status:
        return replace(thread.status[1], rule="carried")
    return status


def _activity(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> Ground:
    whole = share_whole(figure, passage) if topic and topic.family == "share" else None
    if topic and topic.thing in THINGS:
        return Ground(THINGS[topic.thing], "thing")
    near = nearest_activity(figure, passage, skip=whole)
    if near:
        return near
    if thread.activity and thread.activity[0] >= passage.number - 1:
        return replace(thread.activity[1], rule="carried")
    return Ground(thread.document_activity, "document")


def _area(figure: Figure, passage: Passage, topic: Topic, thread: Thread) -> Ground:
    near = nearest_area(figure, passage)
    if near:
        return near
    if topic.indicator in PLANT_LEVEL:
        if thread.area and thread.area[0] == passage.number:
            return replace(thread.area[1], rule="carried")
        return Ground(thread.document_area, "document")
    return Ground(COUNTRY, "default")


def _remember(draft: Draft, thread: Thread) -> Thread:
    block, passage = draft.passage.number, draft.passage
    near = draft.activity.rule in ("near", "same_sentence")
    return replace(
        thread,
        topics=((block, passage.start, draft.topic), *thread.topics[:40]),
        periods=((block, draft.status.value, draft.period.value), *thread.periods[:20]),
        activity=(block, draft.activity) if near else thread.activity,
        area=(block, draft.area) if draft.area.rule == "near" else thread.area,
        status=(block, draft.status) if draft.status.rule != "default" else thread.status,
    )


def _move_on(passage: Passage, thread: Thread) -> Thread:
    """Branches and places of a sentence without figures are what the next speaks of."""
    if passage.figures:
        return thread
    activities = [term for term in passage.of("activity")]
    areas = [term for term in passage.of("area") if term.key not in ("", COUNTRY)]
    if activities:
        thread = replace(thread, activity=(passage.number, Ground(activities[0].key, "near")))
    if areas:
        thread = replace(thread, area=(passage.number, Ground(areas[-1].key, "near")))
    return thread


def document_area(passages: Iterable[Passage]) -> str:
    """The region of the title or the lead, when the document is about one place."""
    for passage in passages:
        if passage.block.kind == "title":
            named = [term.key for term in passage.of("area") if term.key]
            if named:
                return named[0]
    return COUNTRY
