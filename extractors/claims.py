"""From quantities to claims: each figure of the article gets its fields, or an issue with the reason why not.

Enters: the passages of a document with their figures. Leaves: `Draft`s, decided claims with the ground of each field,
and `Unclaimed` figures. What one sentence says (period, branch, place, thing counted) is carried on to the next in a
`Thread`, which is the only memory.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from extractors.activities import DEFAULT, THINGS, branch_terms, document_activity, nearest_activity
from extractors.areas import COUNTRY, PLANT_LEVEL, foreign_country, named_regions, nearest_area
from extractors.claim_periods import TITLE, Named, Question, choose_period, dated_periods, default_period
from extractors.claim_words import Reader
from extractors.grounds import Ground, from_term
from extractors.indicators import Refused, Setting, Topic, choose_topic
from extractors.passages import Figure, Passage
from extractors.records import ClaimStatus
from extractors.shares import share_whole
from extractors.speakers import Speaker, find_speaker
from extractors.status import CUES, PROMISED, choose_status, fit_status
from extractors.tables import Cell, cell_branch, cell_period, cell_topic, is_bare, read_cells
from extractors.time_period import period_bounds

NATIONAL = frozenset(("fixed_investment", "fdi", "economy_growth"))
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
    spoken_period: str  # what the text goes on speaking of
    status: Ground
    speaker: Speaker | None
    is_stock: bool


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
    is_titled: bool  # the title names the branch
    topics: tuple[tuple[int, int, Topic], ...] = ()
    periods: tuple[Named, ...] = ()  # newest first
    activity: tuple[int, Ground] | None = None
    area: tuple[int, Ground] | None = None
    status: tuple[int, int, Ground] | None = None  # of the first promise: (block, start of its passage, status)
    speaker: tuple[int, Speaker] | None = None
    last_area: tuple[int, Ground] | None = None  # of the figure before: (start of its passage, area)
    previous: Passage | None = None  # the sentence before
    voices: Mapping[int, Speaker] = field(default_factory=dict)  # first speaker of a block
    deadlines: Mapping[int, tuple[tuple[int, str], ...]] = field(default_factory=dict)  # by block


def read_passages(passages: Sequence[Passage], reader: Reader, thread: Thread) -> tuple[list[Draft], list[Unclaimed]]:
    """Decide every figure of the article, in reading order."""
    drafts: list[Draft] = []
    left: list[Unclaimed] = []
    cells = read_cells(passages)
    for passage in passages:
        if not _is_article(passage):
            if passage.block.kind != "title":
                left += [Unclaimed(figure, passage, _outside(passage)) for figure in passage.figures]
            continue
        thread = _listen(passage, thread)
        for figure in passage.figures:
            cell = cells.get(passage.start)
            decided = (
                _decide_cell(figure, passage, cell, reader, thread)
                if cell
                else _decide(figure, passage, reader, thread)
            )
            if isinstance(decided, Draft):
                drafts.append(decided)
                thread = _remember(decided, thread)
            else:
                left.append(Unclaimed(figure, passage, decided))
        thread = _move_on(passage, thread)
    return drafts, left


def _is_article(passage: Passage) -> bool:
    """Paragraphs, lists, quotes and tables; of the background only whole sentences, not links to other pages."""
    block = passage.block
    if block.kind == "background":
        text = passage.page.document.text[block.start : block.end].rstrip()
        return not block.is_linked and text.endswith((".", "!", "»", "”"))
    return block.kind in ARTICLE


def _outside(passage: Passage) -> Refused:
    return Refused(f"in_{passage.block.kind}", f"a {passage.block.kind} makes no claims")


def _listen(passage: Passage, thread: Thread) -> Thread:
    """The speaker this sentence names, or who is quoted first in its paragraph when nobody spoke before."""
    speaker = find_speaker(passage)
    if speaker is None and (thread.speaker is None or _is_speech(passage)):
        speaker = thread.voices.get(passage.number)
    return replace(thread, speaker=(passage.number, speaker) if speaker else thread.speaker)


def _is_speech(passage: Passage) -> bool:
    """A paragraph that opens with a quotation mark or a dash."""
    return passage.page.document.text[passage.block.start : passage.block.start + 1] in '“«"—–-'


def _decide(figure: Figure, passage: Passage, reader: Reader, thread: Thread) -> Draft | Refused:
    foreign = foreign_country(figure, passage)
    if foreign is not None:
        return Refused("foreign_area", "another country's figure")
    status = choose_status(figure, passage, thread.published)
    activity = _activity(figure, passage, thread, None)
    setting = Setting(
        figure,
        passage,
        thread.topics,
        activity.value,
        thread.document_activity,
        cast(ClaimStatus, status.value),
        thread.previous,
    )
    topic = choose_topic(setting)
    if isinstance(topic, Refused):
        return topic
    activity = _activity(figure, passage, thread, topic)
    status = _fit(status, topic, passage, thread)
    area = _area(figure, passage, topic, thread)
    is_stock = reader.indicators[topic.indicator].stock
    question = Question(
        figure,
        passage,
        topic,
        status.value,
        is_stock,
        topic.indicator in PROMISED | PLANT_LEVEL,
        thread.periods,
        thread.deadlines.get(passage.number, ()),
        thread.published,
    )
    period = choose_period(question)
    if period is None:
        return Refused("period_unknown", "no date on the page and none in the sentence")
    if period[0].rule == "base" and thread.published and period_bounds(period[0].value)[1] > thread.published:
        period = replace(period[0], value=str(thread.published.year)), period[1]
        status = Ground("actual", "base")
    speaker = thread.speaker[1] if thread.speaker else None
    return Draft(figure, passage, topic, activity, area, *period, status, speaker, is_stock)


def _decide_cell(figure: Figure, passage: Passage, cell: Cell, reader: Reader, thread: Thread) -> Draft | Refused:
    """A figure of a table: what its header, row and lead line say of it."""
    if cell.is_name:
        return Refused("table_name", "the name of a row or column")
    period = cell_period(cell, thread.published)
    activity = cell_branch(cell, thread.document_activity)
    if is_bare(figure, passage):
        found = cell_topic(figure, cell, activity.value)
        if isinstance(found, Refused):
            return found
        topic, factor = found
        figure = _scale(figure, factor)
    else:
        decided = _decide(figure, passage, reader, thread)
        if isinstance(decided, Refused):
            return decided
        topic = decided.topic
    spoken = passage if any(passage.of(*CUES)) else cell.row or passage
    status = _fit(choose_status(figure, spoken, None), topic, passage, replace(thread, status=None))
    if period is None and thread.published is not None:
        period = default_period(thread.published, status.value)
    if period is None:
        return Refused("period_unknown", "no date on the page and none in the table")
    area = next(
        (from_term(term.key, "header", term) for term in cell.terms("area") if term.key), Ground(COUNTRY, "default")
    )
    speaker = thread.speaker[1] if thread.speaker else None
    is_stock = reader.indicators[topic.indicator].stock
    return Draft(figure, passage, topic, activity, area, period, period.value, status, speaker, is_stock)


def _scale(figure: Figure, factor: float) -> Figure:
    """The figure in full units when the header holds the scale."""
    if factor == 1.0:
        return figure
    quantity = figure.quantity
    return replace(
        figure,
        quantity=replace(
            quantity,
            value=None if quantity.value is None else quantity.value * factor,
            value_low=None if quantity.value_low is None else quantity.value_low * factor,
            value_high=None if quantity.value_high is None else quantity.value_high * factor,
            written_precision=None if quantity.written_precision is None else quantity.written_precision * factor,
        ),
    )


def _fit(status: Ground, topic: Topic, passage: Passage, thread: Thread) -> Ground:
    """A promise without a verb keeps the status of the promise before it: "Together they cost 150 billion"."""
    if status.rule == "past_period" and topic.indicator in PROMISED and any(passage.of("planned")):
        status = Ground("planned", "sentence")
    if status.rule == "default" and topic.indicator in PROMISED and thread.status:
        block, _, before = thread.status
        if block >= passage.number - 1 or passage.block.kind == "list_item":
            status = replace(before, rule="carried")
    return replace(status, value=fit_status(cast(ClaimStatus, status.value), topic.indicator))


def _activity(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> Ground:
    whole = share_whole(figure, passage) if topic and topic.family == "share" else None
    if topic and topic.thing in THINGS:
        return Ground(THINGS[topic.thing], "thing")
    near = nearest_activity(figure, passage, skip=whole)
    if near:
        return near
    if topic and topic.family in ("fixed_investment", "economy_growth") and any(passage.of("region_level")):
        return Ground("economy", "region")
    if thread.activity and thread.activity[0] == passage.number and passage.block.kind != "list_item":
        return replace(thread.activity[1], rule="carried")
    if topic and topic.family in NATIONAL and not thread.is_titled:
        return Ground("economy", "default")
    is_plants = topic is not None and topic.indicator == "investment_projects" and "plants" in passage.keys("thing")
    if is_plants and thread.document_activity == DEFAULT:
        return Ground("manufacturing", "plants")
    return Ground(thread.document_activity, "document")


def _area(figure: Figure, passage: Passage, topic: Topic, thread: Thread) -> Ground:
    near = nearest_area(figure, passage)
    if near:
        return near
    if topic.indicator in PLANT_LEVEL:
        if thread.area and (thread.area[0] == passage.number or any(passage.of("plant_level"))):
            return replace(thread.area[1], rule="carried")
        return Ground(thread.document_area, "document")
    if any(passage.of("region_level")):
        return replace(thread.area[1], rule="carried") if thread.area else Ground(thread.document_area, "document")
    if thread.last_area and thread.last_area[0] == passage.start:
        return replace(thread.last_area[1], rule="same_sentence")
    return Ground(COUNTRY, "default")


def _remember(draft: Draft, thread: Thread) -> Thread:
    block, passage = draft.passage.number, draft.passage
    near = draft.activity.rule in ("near", "same_sentence", "plants")
    return replace(
        thread,
        topics=_topics(draft, thread),
        periods=_periods(draft, thread),
        activity=(block, draft.activity) if near else thread.activity,
        area=(block, draft.area) if draft.area.rule in ("near", "carried") else thread.area,
        last_area=(passage.start, draft.area),
        status=_promise(draft, thread),
    )


def _periods(draft: Draft, thread: Thread) -> tuple[Named, ...]:
    """A period that only the date of publication gave is not one the text speaks of."""
    if draft.period.rule == "open_plan" or (draft.is_stock and draft.period.rule == "year_of_publication"):
        return thread.periods
    named = Named(
        draft.passage.number,
        draft.passage.start,
        draft.status.value,
        draft.topic.indicator in PROMISED | PLANT_LEVEL,
        draft.spoken_period,
        _is_absolute(draft),
    )
    return (named, *thread.periods[:20])


def _promise(draft: Draft, thread: Thread) -> tuple[int, int, Ground] | None:
    """The first promise of a sentence is the one the text goes on about: "173 projects done out of 190 planned"."""
    start = draft.passage.start
    if draft.topic.indicator not in PROMISED or (thread.status and thread.status[1] == start):
        return thread.status
    return draft.passage.number, start, draft.status


def _topics(draft: Draft, thread: Thread) -> tuple[tuple[int, int, Topic], ...]:
    """A conversion in brackets leaves no currency behind."""
    if draft.figure.quantity.is_conversion:
        return thread.topics
    return (draft.passage.number, draft.passage.start, draft.topic), *thread.topics[:40]


def _is_absolute(draft: Draft) -> bool:
    start, end = draft.period.start, draft.period.end
    return any(sign.isdigit() for sign in draft.passage.page.document.text[start:end]) if start is not None else False


def _move_on(passage: Passage, thread: Thread) -> Thread:
    """Branches, places and periods of a sentence without figures are what the next speaks of."""
    thread = replace(thread, previous=passage)
    if passage.figures or passage.block.kind == "table_row":
        return thread
    activities = {term.key: term for term in branch_terms(passage)}
    areas = named_regions(passage)
    periods = dated_periods(passage)
    cue = next((term for term in passage.of(*CUES)), None)
    if cue:
        value = "planned" if cue.group in ("future", "forecast") else cue.group
        status = from_term(value, "previous_sentence", cue)
        thread = replace(thread, status=(passage.number, passage.start, status))
    if len(activities) == 1:  # a list of branches speaks of none
        thread = replace(thread, activity=(passage.number, Ground(next(iter(activities)), "near")))
    if areas:
        thread = replace(thread, area=(passage.number, Ground(areas[-1].key, "near")))
    if periods:
        said = Named(passage.number, passage.start, "", False, periods[-1].quantity.time_period or "")
        thread = replace(thread, periods=(said, *thread.periods[:20]))
    return thread


def open_thread(passages: Sequence[Passage], reader: Reader, published: date | None) -> Thread:
    """What the title says before the text begins."""
    titles = [passage for passage in passages if passage.block.kind == "title"]
    regions = [term for title in titles for term in named_regions(title)]
    periods = [
        Named(TITLE, TITLE, "", False, period.quantity.time_period or "")
        for title in titles
        for period in dated_periods(title)
    ]
    return Thread(
        published=published,
        document_activity=document_activity(passages, reader.activities),
        document_area=regions[0].key if regions else COUNTRY,
        is_titled=any(True for title in titles for _ in branch_terms(title)),
        periods=tuple(periods),
        voices=_voices(passages),
        deadlines=_deadlines(passages, published),
    )


def _voices(passages: Sequence[Passage]) -> dict[int, Speaker]:
    voices: dict[int, Speaker] = {}
    for passage in passages:
        speaker = find_speaker(passage) if passage.number not in voices else None
        if speaker and not speaker.is_body:
            voices[passage.number] = speaker
    return voices


def _deadlines(passages: Sequence[Passage], published: date | None) -> dict[int, tuple[tuple[int, str], ...]]:
    """Times to come that sentences without figures name: "They are to open in 2023"."""
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for passage in passages:
        if passage.figures or passage.block.kind == "title":
            continue
        for period in dated_periods(passage):
            time_period = period.quantity.time_period or ""
            if published and period_bounds(time_period)[1] > published:
                found[passage.number] = (*found.get(passage.number, ()), (passage.start, time_period))
    return found
