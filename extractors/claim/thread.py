"""The thread of a text: what it has been speaking of, handed from sentence to sentence; the only memory of the reader.

Enters: decided claims and the sentences between them. Leaves: a new `Thread` each time; nothing is changed in place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.claim.activities import branch_terms, is_within, spoken_terms
from extractors.claim.areas import COUNTRY, PLANT_LEVEL, named_regions, names_country
from extractors.claim.article import Article, read_article
from extractors.claim.clauses import AHEAD
from extractors.claim.deadlines import time_told
from extractors.claim.grounds import Ground, from_term
from extractors.claim.leads import opens_list
from extractors.claim.makers import is_kind, product_term
from extractors.claim.named_periods import dated_periods, span_of, years_past
from extractors.claim.names import Speaker
from extractors.claim.passages import Figure, Passage
from extractors.claim.period_question import TITLE, Named
from extractors.claim.status import CUES, LAUNCHED, PROMISED
from extractors.period.time_period import is_over, period_bounds
from extractors.reader import Reader
from extractors.topic.shares import WHOLES, is_whole
from extractors.topic.topics import Refused, Topic, is_question

PLANTS = frozenset(("plants", "projects"))
KEPT_TOPICS, KEPT_PERIODS = 40, 20


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
    subject: str | None = None  # the one plant it is confined to


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A figure without a claim, and why."""

    figure: Figure
    passage: Passage
    refused: Refused


@dataclass(frozen=True, slots=True)
class Place:
    """Where the text is: in which block it said so, and whether of a plant or of a region."""

    block: int
    area: Ground
    is_plant: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """What the text has been speaking of so far."""

    article: Article
    topics: tuple[tuple[int, int, Topic], ...] = ()
    periods: tuple[Named, ...] = ()  # newest first
    activity: tuple[int, Ground] | None = None
    last_branch: tuple[int, Ground] | None = None  # of the figure before: (start of its passage, branch)
    maker: tuple[int, Ground] | None = None  # the branch of the plant spoken of, and in which block
    named_country: int | None = None  # the block that names the country
    place: Place | None = None
    plant: Place | None = None  # the last place that was of a plant
    status: tuple[int, int, Ground] | None = None  # of the first promise: (block, start of its passage, status)
    opened: int | None = None  # block in which a plant was told as launched last
    last_area: tuple[int, Ground] | None = None  # of the figure before: (start of its passage, area)
    country: int | None = None  # the block in which a figure was last told of the whole country
    plants: Ground | None = None  # where the plants are that were counted last
    span: tuple[int, str] | None = None  # years told of, and in which block
    previous: Passage | None = None  # the sentence before
    question: Passage | None = None  # asked last
    section: str | None = None  # the branch that the heading above names
    section_area: str | None = None  # and the region

    def maker_of(self, block: int) -> Ground | None:
        """The branch of the plant that a block speaks of: named there, else that of the whole text."""
        return self.maker[1] if self.maker and self.maker[0] == block else self.article.maker


def remember(draft: Draft, thread: Thread) -> Thread:
    """What a decided claim leaves to the next figure."""
    block, passage = draft.passage.number, draft.passage
    near = draft.activity.rule in ("near", "same_sentence", "plants")
    near |= draft.activity.rule == "carried" and any(passage.of("this_branch"))  # "В отрасли планируют 11 проектов"
    place = _place(draft, thread)
    return replace(
        thread,
        topics=_topics(draft, thread),
        periods=_periods(draft, thread),
        activity=(block, draft.activity) if near else thread.activity,
        place=place,
        plant=place if place and place.is_plant else None if _counts_plants(draft) and place is None else thread.plant,
        last_area=(passage.start, draft.area),
        last_branch=(passage.start, draft.activity),
        country=_country(draft, thread),
        plants=draft.area if _counts_plants(draft) else thread.plants,
        status=_promise(draft, thread),
    )


def _counts_plants(draft: Draft) -> bool:
    """As in "Construction of two plants": those that "the plants" means from here on."""
    return draft.topic.indicator == "investment_projects" and (draft.figure.quantity.value or 0) > 1


def _country(draft: Draft, thread: Thread) -> int | None:
    """As in "In the country's houses there are 46,000 lifts. For replacing them 32 billion": the country goes on."""
    if draft.area.rule != "near" or draft.topic.role == "share":
        return thread.country
    return draft.passage.number if draft.area.value == COUNTRY else None


def _place(draft: Draft, thread: Thread) -> Place | None:
    if _counts_plants(draft) and draft.area.rule != "near" and not any(draft.passage.of("subset")):
        return None
    if draft.area.rule == "near" and draft.area.value == COUNTRY:
        return None
    if draft.area.rule not in ("near", "carried"):
        return thread.place
    is_plant = draft.topic.indicator in PROMISED or _speaks_of_plant(draft.passage)
    return Place(draft.passage.number, draft.area, is_plant and draft.passage.block.kind != "list_item")


def _speaks_of_plant(passage: Passage) -> bool:
    return bool(passage.keys("thing") & PLANTS) or any(passage.of("plant_noun"))


def _periods(draft: Draft, thread: Thread) -> tuple[Named, ...]:
    """A period that only the date of publication gave is not one the text speaks of."""
    block = draft.passage.number
    is_now = draft.period.rule == "year_of_publication" and (draft.is_stock or draft.status.value == "in_progress")
    if any(draft.passage.of("alone")):
        return thread.periods  # "In November alone": said by the way
    is_unsaid = is_now or (draft.period.rule == "base" and draft.is_stock)
    if is_now and any(draft.passage.in_clause(draft.figure, "now")):  # "в 2020-м было 1 150, теперь — 870"
        return tuple(named for named in thread.periods if named.passage != draft.passage.start)
    if is_now and draft.status.value == "in_progress":  # what it is built for has a time of its own
        return tuple(named for named in thread.periods if named.status != "planned" or named.block != block)
    is_aside = any(
        term.first <= draft.passage.first + 1 for term in draft.passage.of("aside")
    )  # "Для сравнения: в 2019"
    if is_unsaid or is_aside or draft.period.rule in ("open_plan", "earlier", "base_of_plan"):
        return thread.periods
    if _is_in_brackets(draft) or _is_base(draft, thread) or _looks_back(draft, thread):
        return thread.periods
    named = Named(
        draft.passage.number,
        draft.passage.start,
        draft.status.value,
        time_period=draft.spoken_period,
        is_promise=draft.topic.indicator in PROMISED | PLANT_LEVEL,
        is_programme=draft.topic.indicator in PROMISED,
        is_absolute=_is_absolute(draft),
        indicator=draft.topic.indicator,
        is_item=draft.passage.block.kind == "list_item" and draft.period.rule == "named",
    )
    return (named, *thread.periods[:KEPT_PERIODS])


def _is_base(draft: Draft, thread: Thread) -> bool:
    """As in "2024 brought 4,100 tractors; in 2023 it had been 3,600": the value before, of what was just told."""
    before = thread.periods[0] if thread.periods else None
    is_same = bool(thread.topics) and thread.topics[0][2].indicator == draft.topic.indicator
    if before is None or not is_same or not before.status or before.block != draft.passage.number:
        return False
    if before.status != draft.status.value or draft.passage.block.kind == "list_item":
        return False
    return period_bounds(draft.spoken_period)[1] < period_bounds(before.time_period)[0]


def _looks_back(draft: Draft, thread: Thread) -> bool:
    """As in "For the first half of the year growth of 5.9% had been reported", told of nine months."""
    before = thread.periods[0] if thread.periods else None
    if before is None or before.status in AHEAD or not draft.passage.is_perfect(draft.figure, "pluperfect"):
        return False
    return period_bounds(draft.spoken_period)[1] < period_bounds(before.time_period)[1]


def _is_in_brackets(draft: Draft) -> bool:
    """As in "52% (в 2023-м было 46)": a time said by the way."""
    text, end = draft.passage.page.document.text, draft.period.start
    before = text[draft.passage.start : end] if end is not None else ""
    return before.count("(") > before.count(")")


def _promise(draft: Draft, thread: Thread) -> tuple[int, int, Ground] | None:
    """The first promise of a sentence is the one the text goes on about: "173 projects done out of 190 planned"."""
    start = draft.passage.start
    if draft.topic.indicator not in PROMISED or (thread.status and thread.status[1] == start):
        return thread.status
    if _is_of_launched(draft, thread) or _is_beside_building(draft, thread):
        return thread.status
    opened = next(draft.passage.of("launched"), None) if draft.topic.indicator == "production_capacity" else None
    if opened and draft.status.value == "actual":  # "A plant for 3.5 million tyres was launched. It cost 180 billion"
        return draft.passage.number, start, from_term("launched", "sentence", opened)
    return draft.passage.number, start, draft.status


def _is_of_launched(draft: Draft, thread: Thread) -> bool:
    """As in "A new line opened; it makes 20,000 units a year; the owner put 900 million into it"."""
    is_capacity = draft.topic.indicator == "production_capacity" and draft.status.value == "actual"
    told = thread.status
    return is_capacity and told is not None and told[0] == draft.passage.number and told[2].value == "launched"


def _is_beside_building(draft: Draft, thread: Thread) -> bool:
    """As in "салынып жатқан зауыт 650 адамды жұмыспен қамтиды": what a plant will do leaves it being built."""
    told, is_plan = thread.status, draft.topic.indicator not in LAUNCHED and draft.status.value == "planned"
    is_told = told is not None and told[0] == draft.passage.number and told[2].value == "in_progress"
    return is_plan and (is_told or any(draft.passage.of("in_progress")))


def _topics(draft: Draft, thread: Thread) -> tuple[tuple[int, int, Topic], ...]:
    """A conversion in brackets leaves no currency behind."""
    if draft.figure.quantity.is_conversion:
        return thread.topics
    return (draft.passage.number, draft.passage.start, draft.topic), *thread.topics[:KEPT_TOPICS]


def _is_absolute(draft: Draft) -> bool:
    start, end = draft.period.start, draft.period.end
    return any(sign.isdigit() for sign in draft.passage.page.document.text[start:end]) if start is not None else False


def move_on(passage: Passage, thread: Thread) -> Thread:
    """Branches, places and periods of a sentence without figures are what the next speaks of."""
    areas = named_regions(passage)
    is_new = passage.figures or passage.keys("family") or thread.previous is None or thread.previous.figures
    thread = replace(
        thread,
        previous=passage if is_new else thread.previous,
        question=passage if is_question(passage) else thread.question,
        place=None if len({term.key for term in areas}) > 1 else thread.place,  # so does a list of regions
        span=_span(passage, thread),
        opened=_opened(passage, thread),
        named_country=passage.number if names_country(passage) else thread.named_country,
    )
    if thread.plant and not areas and any(passage.of("the_plant")):
        place = replace(thread.plant, block=passage.number)
        thread = replace(thread, place=place, plant=place)
    thread = _speak_of(passage, thread)
    if passage.figures or passage.block.kind == "table_row":
        return _built(passage, _stay(passage, _dated(passage, thread)))
    activities = {term.key: term for term in branch_terms(passage)}
    periods = dated_periods(passage)
    status = _said_status(passage)
    if _is_only_deadline(status, passage, thread):
        status = None
    is_over_now = any(is_over(one.quantity.time_period or "", thread.article.published) for one in periods)
    if status or (is_over_now and opens_list(passage)):  # "Results of 2021:" plans nothing, whatever was said before
        thread = replace(thread, status=status)
    if len(activities) == 1:  # a list of branches speaks of none
        thread = replace(thread, activity=(passage.number, Ground(next(iter(activities)), "near")))
    origins = {term.last for term in passage.of("partner")} if thread.article.plant_area else set()
    areas = tuple(term for term in areas if term.first not in origins)  # "The copper comes from Balkhash"
    if areas:
        is_plant = _speaks_of_plant(passage) and passage.block.kind != "list_item"
        place = Place(passage.number, Ground(areas[-1].key, "near"), is_plant)
        thread = replace(thread, place=place, plant=place if is_plant else thread.plant)
    return _date(passage, thread)


def _date(passage: Passage, thread: Thread) -> Thread:
    """The time that a sentence names without dating a claim is the one the text speaks of."""
    periods = dated_periods(passage)
    if not periods:
        return thread
    is_founding = any(term.last == periods[-1].first for term in passage.of("founded"))
    said = Named(
        passage.number,
        passage.start,
        "",
        time_period=time_told(periods[-1], passage, thread.article.published),
        is_programme=any(passage.of("launched", "plan_paper")),
        is_origin=is_founding or passage.has_participle("pluperfect", passage.first, passage.last),
    )
    return replace(thread, periods=(said, *thread.periods[:KEPT_PERIODS]))


def _dated(passage: Passage, thread: Thread) -> Thread:
    """The same where none of the sentence's figures made a claim: "The programme sets four goals for 2025"."""
    is_claimed = any(start == passage.start for _, start, _ in thread.topics)
    is_row = passage.block.kind in ("table_row", "list_item")
    return thread if is_claimed or is_row else _date(passage, thread)


def _is_only_deadline(status: tuple[int, int, Ground] | None, passage: Passage, thread: Thread) -> bool:
    """As in "Two plants are under construction. They are due to open in 2025": they are being built all the same."""
    told = thread.status
    is_building = told is not None and told[0] == passage.number and told[2].value == "in_progress"
    return is_building and status is not None and status[2].value == "planned" and any(passage.of("opening"))


def _opened(passage: Passage, thread: Thread) -> int | None:
    """As in "зауыт пайдалануға берілді": what is said of the plant from here on is said of one that works."""
    is_opened = any(passage.of("launched")) and not any(passage.of("planned", "future", "once"))
    return passage.number if is_opened and _speaks_of_plant(passage) else thread.opened


def _speak_of(passage: Passage, thread: Thread) -> Thread:
    """What a plant makes; of several branches in one sentence the text goes on about their whole, else about none."""
    product = product_term(passage)
    if product and not (is_kind(product, passage) and thread.maker_of(passage.number)):
        return replace(thread, maker=(passage.number, from_term(product.key, "near", product)))
    if not passage.figures or thread.activity is None or thread.activity[0] != passage.number:
        return thread
    is_share = any(one.quantity.kind == "percent" for one in passage.figures)
    keys = {
        term.key for term in spoken_terms(passage) if not (is_share and term.key in WHOLES and is_whole(term, passage))
    }
    if len(keys) < 2:
        return thread
    parts = (key for key in keys if all(is_within(other, key, thread.article.activities) for other in keys))
    whole = thread.article.activity if thread.article.activity in keys else next(parts, None)
    return replace(thread, activity=(passage.number, Ground(whole, "near")) if whole else None)


def _span(passage: Passage, thread: Thread) -> tuple[int, str] | None:
    """As in "Бес жыл ішінде сала өзгерді", "За пять лет отрасль изменилась": the years of the growth told next."""
    if dated_periods(passage) or thread.article.published is None:
        return None
    years = None if passage.figures or any(passage.of("planned", "future", "forecast")) else years_past(passage)
    return (passage.number, span_of(years, thread.article.published)) if years else thread.span


def hear_heading(passage: Passage, thread: Thread) -> Thread:
    """A heading between paragraphs dates what stands below it, says whether it is a plan, its branch and its region."""
    if passage.block.kind != "heading":
        return thread
    dated = ((period.quantity.time_period or "") for period in dated_periods(passage)[:1])
    named = (Named(passage.number, passage.start, "", time_period=time_period) for time_period in dated)
    branches = {term.key for term in spoken_terms(passage)}
    regions = {term.key for term in named_regions(passage)}
    return replace(
        thread,
        status=_said_status(passage),
        periods=(*named, *thread.periods[:KEPT_PERIODS]),
        section=branches.pop() if len(branches) == 1 else None,
        section_area=regions.pop() if len(regions) == 1 else None,
    )


def _said_status(passage: Passage) -> tuple[int, int, Ground] | None:
    """The status that a sentence without figures gives to what follows."""
    cue = next((term for term in passage.of(*CUES)), None)
    if cue is None:
        return None
    value = "planned" if cue.group in ("future", "forecast") else cue.group
    return passage.number, passage.start, from_term(value, "previous_sentence", cue)


def _stay(passage: Passage, thread: Thread) -> Thread:
    """The one place of a sentence whose figures made no claim is where the next sentence is, too: "The plant there"."""
    named = {term.key: term for term in named_regions(passage)}
    is_told = thread.last_area is not None and thread.last_area[0] == passage.start
    if len(named) != 1 or is_told or passage.block.kind in ("list_item", "table_row"):
        return thread
    place = Place(passage.number, Ground(next(iter(named)), "near"), is_plant=_speaks_of_plant(passage))
    return replace(thread, place=place)


def _built(passage: Passage, thread: Thread) -> Thread:
    """As in "на заводе, где трудятся 1 350 человек, открыт цех": the deed the next sum or count is spoken of in."""
    cue = next((term for term in passage.of("launched", "completed", "in_progress")), None)
    is_told = thread.status is not None and thread.status[1] == passage.start
    if cue is None or is_told or not passage.keys("thing") & PLANTS:
        return thread
    return replace(thread, status=(passage.number, passage.start, from_term(cue.group, "previous_sentence", cue)))


def open_thread(passages: Sequence[Passage], reader: Reader, published: date | None) -> Thread:
    """What the title says before the text begins."""
    titles = (passage for passage in passages if passage.block.kind == "title")
    periods = [period.quantity.time_period or "" for title in titles for period in dated_periods(title)]
    named = tuple(Named(TITLE, TITLE, "", time_period=time_period) for time_period in periods)
    return Thread(read_article(passages, reader, published), periods=named)
