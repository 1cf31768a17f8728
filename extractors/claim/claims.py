"""From quantities to claims: each figure of the article gets its fields, or an issue with the reason why not.

Enters: the passages of a document with their figures. Leaves: `Draft`s, decided claims with the ground of each field,
and `Unclaimed` figures. What one sentence says (period, branch, place, thing counted) is carried on to the next in a
`Thread`, which is the only memory.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from extractors.claim.areas import COUNTRY, PLANT_LEVEL, foreign_country, is_dateline
from extractors.claim.branches import choose_branch
from extractors.claim.carried_periods import default_period
from extractors.claim.claim_periods import choose_period
from extractors.claim.clauses import is_in_relative, is_joined_verb
from extractors.claim.from_to import end_of_pair
from extractors.claim.grounds import Ground, from_term
from extractors.claim.habits import is_habit
from extractors.claim.leads import lead_period, opens_list
from extractors.claim.named_periods import dated_periods
from extractors.claim.passages import Figure, Passage
from extractors.claim.period_question import OPEN_PLANS, Question
from extractors.claim.places import choose_area
from extractors.claim.status import CUES, LAUNCHED, PROMISED, choose_status, fit_status
from extractors.claim.subjects import OF_PLANT
from extractors.claim.tables import Cell, cell_branch, cell_period, read_cells
from extractors.claim.terms import Term
from extractors.claim.thread import Draft, Thread, Unclaimed, hear_heading, move_on, remember
from extractors.period.time_period import OPEN, begins_later, ends_later, is_over, period_bounds
from extractors.reader import Reader
from extractors.records import ClaimStatus
from extractors.topic.indicators import choose_topic
from extractors.topic.table_topics import cell_topic, is_bare, told_topic
from extractors.topic.topics import Refused, Setting, Topic

OUTCOMES = frozenset((
    "output_value", "output_growth", "output_index", "gdp_growth", "export_value", "export_growth", "sales_growth",
    "vehicles_sold", "value_added", "value_added_growth", "import_value", "fixed_investment", "fixed_investment_growth",
))  # fmt: skip
ARTICLE = frozenset(("paragraph", "list_item", "quote", "table_row"))


def read_passages(passages: Sequence[Passage], reader: Reader, thread: Thread) -> tuple[list[Draft], list[Unclaimed]]:
    """Decide every figure of the article, in reading order."""
    drafts: list[Draft] = []
    left: list[Unclaimed] = []
    cells = read_cells(passages)
    for passage in passages:
        if not _is_article(passage):
            if passage.block.kind != "title":
                left += [Unclaimed(figure, passage, _outside(passage)) for figure in passage.figures]
            thread = hear_heading(passage, thread)
            continue
        for figure in passage.figures:
            cell = cells.get(passage.start)
            decided = (
                _decide_cell(figure, passage, cell, reader, thread)
                if cell
                else _decide(figure, passage, reader, thread)
            )
            if isinstance(decided, Draft):
                drafts.append(decided)
                thread = remember(decided, thread)
            else:
                left.append(Unclaimed(figure, passage, decided))
        thread = move_on(passage, thread)
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


def _decide(figure: Figure, passage: Passage, reader: Reader, thread: Thread) -> Draft | Refused:
    foreign = foreign_country(figure, passage)
    if foreign is not None:
        return Refused("foreign_area", "another country's figure")
    lead = thread.article.leads.get(passage.number, ())
    status = _of_list(choose_status(figure, passage, thread.article.published), passage, lead)
    setting = Setting(
        figure,
        passage,
        thread.topics,
        lambda: choose_branch(figure, passage, thread, None).value,
        thread.section or thread.article.activity,
        cast(ClaimStatus, status.value),
        reader.measures,
        thread.previous,
        lead,
        thread.question,
    )
    topic = choose_topic(setting)
    if isinstance(topic, Refused):
        return topic
    activity = choose_branch(figure, passage, thread, topic)
    status = _fit(status, topic, figure, passage, thread)
    area = choose_area(figure, passage, topic, thread)
    is_stock = reader.measures.indicators[topic.indicator].stock
    question = Question(
        figure,
        passage,
        topic,
        status.value,
        is_stock,
        topic.indicator in PROMISED | PLANT_LEVEL,
        thread.periods,
        thread.span[1] if thread.span and thread.span[0] == passage.number else "",
        _deadlines(status, topic, passage, thread),
        thread.article.published,
        lead_period(lead),
    )
    period = choose_period(question)
    if period is None:
        return Refused("period_unknown", "no date on the page and none in the sentence")
    period, status = _settle(period, status, topic, passage, thread, is_stock=is_stock)
    if _is_start_of_plan(status, period[0].value, figure, passage, thread):
        status = Ground("actual", "base")
    speaker = thread.article.voices.get(passage)
    subject = thread.article.subjects.get(passage) if topic.indicator in OF_PLANT else None
    return Draft(figure, passage, topic, activity, area, *period, status, speaker, is_stock, subject)


def _settle(
    period: tuple[Ground, str], status: Ground, topic: Topic, passage: Passage, thread: Thread, *, is_stock: bool
) -> tuple[tuple[Ground, str], Ground]:
    """Period and status brought into line: a base is past, what is ordered or told of a time ahead is planned."""
    if period[0].rule == "base_of_plan":
        status = Ground("actual", "base")
    published = thread.article.published
    if published and period[0].rule == "base" and ends_later(period[0].value, published):
        period = replace(period[0], value=str(published.year)), period[1]
        status = Ground("actual", "base")
    status = status if is_stock else _foreseen(status, topic, period[0].value, passage, thread)
    status = _ordered(status, topic, period[0], passage, thread)
    if (
        status.value == "launched"
        and status.rule in ("default", "past_period", "result")
        and _is_over_years(period[0].value)
    ):
        status = replace(status, value="completed", rule="over_years")
    if _is_put_ahead(status, topic, period[0].value, thread):
        status = replace(status, value="planned", rule="deadline_ahead")
    if status.rule == "default" and begins_later(period[0].value, published):
        status = replace(status, value="planned", rule="period_ahead")
    return period, status


def _is_start_of_plan(status: Ground, time_period: str, figure: Figure, passage: Passage, thread: Thread) -> bool:
    """As in "2024 жылғы 1,6%-дан 2028 жылы 2,5%-ға дейін өсуге тиіс": where what is planned starts from is a fact."""
    is_past = is_over(time_period, thread.article.published)
    if status.value not in OPEN_PLANS or not is_past:
        return False
    return end_of_pair(figure, passage) is not None


def _is_put_ahead(status: Ground, topic: Topic, time_period: str, thread: Thread) -> bool:
    """As in "which the programme put at 45% by 2025": a deadline not over is no time of a result."""
    is_result = status.rule in ("default", "spent") and topic.indicator not in LAUNCHED
    return is_result and time_period.startswith(OPEN) and ends_later(time_period, thread.article.published)


def _is_over_years(time_period: str) -> bool:
    """As in "In 2020-2022 the works put 9.6 billion into it": what took years, and has ended."""
    left, _, right = time_period.partition("/")
    return left.isdigit() and right.isdigit()


def _of_list(status: Ground, passage: Passage, lead: Sequence[Passage]) -> Ground:
    """As in "The plan provides for: – the launch of 43 projects": what the line above plans, unless an item reports."""
    is_listed = passage.block.kind == "list_item" and bool(lead) and opens_list(lead[-1])
    if not is_listed or status.value == "forecast" or not any(lead[-1].of("planned", "future")):
        return status
    is_told = any(passage.of("past_state", "perfect", "present"))
    if is_told or any(passage.is_past(at) for at in range(passage.first, passage.last)):
        return status
    return replace(status, value="planned", rule="lead")


def _deadlines(status: Ground, topic: Topic, passage: Passage, thread: Thread) -> tuple[tuple[int, str], ...]:
    """Times to come that the paragraph names; what was begun lasts from now to the opening told of next."""
    own = thread.article.deadlines.get(passage.number, ())
    if status.value == "planned":
        return (*own, *thread.article.openings.get(passage.number, ()))
    if status.value != "in_progress" or topic.indicator not in LAUNCHED or thread.article.published is None:
        return own
    if not _is_begun(status, passage, thread):
        return ()
    told = (*own, *thread.article.deadlines.get(passage.number + 1, ()))
    ends = ((start, time_period.rpartition("/")[2][:4]) for start, time_period in told)
    year = thread.article.published.year
    return tuple((start, f"{year}/{end}") for start, end in ends if end.isdigit() and int(end) > year)


def _is_begun(status: Ground, passage: Passage, thread: Thread) -> bool:
    """As in "Construction of two plants has begun", not "is under way": the sentence tells that it started."""
    start = status.start or 0
    told = next((one for one in (passage, thread.previous) if one and one.start <= start < one.end), None)
    return told is not None and any(told.of("begun"))


def _foreseen(status: Ground, topic: Topic, time_period: str, passage: Passage, thread: Thread) -> Ground:
    """As in "Министерство прогнозирует рост ВВП на 3,7%. Обработка вырастет на 5%": a forecast goes on.

    So is what the year is only said to come to: "By the end of the year it will be about 6.8 billion".
    """
    year = thread.article.published and f"{thread.article.published:%Y}"
    is_foretold = any(term.start == status.start for term in passage.of("foretold"))
    if is_foretold and topic.indicator in OUTCOMES and time_period == year:
        return replace(status, value="forecast", rule="foretold")
    is_future = any(term.start == status.start for term in passage.of("future"))
    before = thread.periods[0] if thread.periods else None
    is_same = before is not None and before.block == passage.number and before.status == "forecast"
    if status.value != "planned" or topic.indicator in PROMISED or not (is_future and is_same):
        return status
    return replace(status, value="forecast", rule="foreseen")


def _ordered(status: Ground, topic: Topic, period: Ground, passage: Passage, thread: Thread) -> Ground:
    """As in "For 2022 we have contracts for 1,900 wagons": what is ordered for a time not over is to come."""
    is_open = period.rule == "named" and ends_later(period.value, thread.article.published)
    if (
        topic.family != "contract"
        or status.rule != "default"
        or not is_open
        or any(passage.of("present", "order_book"))
    ):
        return status
    return replace(status, value="planned", rule="ordered")


def _decide_cell(figure: Figure, passage: Passage, cell: Cell, reader: Reader, thread: Thread) -> Draft | Refused:
    """A figure of a table: what its header, row and lead line say of it."""
    if cell.is_name:
        return Refused("table_name", "the name of a row or column")
    period = cell_period(cell, thread.article.published)
    activity = cell_branch(cell, thread.article.activity)
    if is_bare(figure, passage):
        found = cell_topic(figure, cell, activity.value, reader.measures)
        if isinstance(found, Refused):
            return found
        topic, factor = found
        figure = _scale(figure, factor)
    else:
        decided = _decide(figure, passage, reader, thread)
        told = told_topic(passage, cell, reader.measures) if figure.quantity.kind == "count" else None
        if isinstance(decided, Refused) and told is None:
            return decided
        topic = told or cast(Draft, decided).topic
    speakers = (passage, *cell.speakers()) if topic.indicator in PROMISED else (passage, cell.row, cell.header)
    voice = next((one for one in speakers if one and any(one.of(*CUES))), passage)
    status = _fit(choose_status(figure, voice, None), topic, figure, passage, replace(thread, status=None))
    is_stock = reader.measures.indicators[topic.indicator].stock
    spoken = period.value if period else None
    if period and period.rule == "lead" and "/" in period.value and is_stock and topic.family != "share":
        period = replace(period, value=period_bounds(period.value)[1].isoformat()[:4])  # the lead dates the flows
    if period is None and thread.article.published is not None:
        period = default_period(thread.article.published, status.value)
    if period is None:
        return Refused("period_unknown", "no date on the page and none in the table")
    named = (term for term in cell.terms("area") if term.key and not is_dateline(term, passage))
    area = next((from_term(term.key, "header", term) for term in named), Ground(COUNTRY, "default"))
    speaker = thread.article.voices.get(passage)
    return Draft(figure, passage, topic, activity, area, period, spoken or period.value, status, speaker, is_stock)


def _scale(figure: Figure, factor: float) -> Figure:
    """The figure in full units when the header holds the scale."""
    if factor == 1.0:
        return figure
    quantity = figure.quantity
    scaled = replace(
        quantity,
        value=_times(quantity.value, factor),
        value_low=_times(quantity.value_low, factor),
        value_high=_times(quantity.value_high, factor),
        written_precision=_times(quantity.written_precision, factor),
    )
    return replace(figure, quantity=scaled)


def _times(number: float | None, factor: float) -> float | None:
    """The product as it would be written: 128.7 thousand is 128,700."""
    return None if number is None else float(f"{number * factor:.15g}")


def _fit(status: Ground, topic: Topic, figure: Figure, passage: Passage, thread: Thread) -> Ground:
    """A promise without a verb keeps the status of the promise before it: "Together they cost 150 billion"."""
    if status.rule == "past_period" and topic.indicator in PROMISED and _is_planned(figure, passage):
        status = Ground("planned", "sentence")
    is_either = bool(passage.in_clause(figure, "either")) or is_habit(figure, passage, thread.article.published)
    if status.rule == "default" and thread.status and is_either:
        block, _, before = thread.status  # "60 пайызы экспортқа кетеді": of a plant to come as of one that works
        if block >= passage.number - 1 and before.value == "planned" and thread.opened is None:
            return replace(before, rule="carried")
    if _is_at_work(status, passage, thread):
        status = Ground("actual", "default")
    if _is_under_way(status, topic, passage, thread):
        return Ground("in_progress", "carried")
    is_unsaid = status.rule == "default" or (status.rule == "spent" and topic.indicator in LAUNCHED)
    times = (one.quantity.time_period or "" for one in dated_periods(passage))
    is_over_there = any(is_over(time, thread.article.published) for time in times)
    is_listed = passage.block.kind == "list_item" and status.rule == "default" and not is_over_there
    if is_listed and thread.status and thread.status[2].rule == "previous_sentence":
        return replace(thread.status[2], value=fit_status(cast(ClaimStatus, thread.status[2].value), topic.indicator))
    if is_unsaid and topic.indicator in PROMISED and thread.status and not any(passage.of("order_book")):
        block, _, before = thread.status
        if status.rule == "spent" and before.value != "launched":
            return replace(status, value=fit_status(cast(ClaimStatus, status.value), topic.indicator))
        is_part = any(term.first < figure.first for term in passage.of("subset"))  # "The largest among them are"
        is_apart = topic.indicator == "production_capacity" and not is_part
        reach = 0 if is_apart else 1  # what a plant can make is said of it as it is
        low, high = passage.clause_of(figure)
        is_past = any(passage.in_clause(figure, "past_state")) or any(passage.is_past(at) for at in range(low, high))
        is_built = before.value == "in_progress" and topic.indicator in LAUNCHED  # what was put into it so far, too
        is_done = (is_past or passage.is_perfect(figure)) and not is_built
        is_told = before.value in OPEN_PLANS and is_done  # "составил 23 млрд"
        if (block >= passage.number - reach or passage.block.kind == "list_item") and not is_told:
            status = replace(before, rule="carried")
    return replace(status, value=fit_status(cast(ClaimStatus, status.value), topic.indicator))


def _is_at_work(status: Ground, passage: Passage, thread: Thread) -> bool:
    """As in "A plant has opened. It is designed to make 60,000 tonnes": of one that works this plans nothing."""
    is_designed = any(term.start == status.start for term in passage.of("designed_word"))
    told = thread.status
    is_launched = told is not None and told[0] >= passage.number - 1 and told[2].value == "launched"
    return is_designed and (is_launched or (thread.opened or -1) >= passage.number - 1)


def _is_under_way(status: Ground, topic: Topic, passage: Passage, thread: Thread) -> bool:
    """As in "Зауыт кеңейтіліп жатыр. Оған 24 млрд теңге құйылады": the cost of what the sentence before builds."""
    if "present_is_future" not in passage.page.vocabulary.grammar:
        return False
    if thread.status is None or thread.status[0] != passage.number or thread.status[2].value != "in_progress":
        return False
    sure, words = passage.page.vocabulary.endings.get("sure_future", ("\0",)), passage.page.words
    is_meant = any(words[term.last - 1].text.endswith(sure) for term in passage.of("future"))  # "жұмсалмақ"
    dated = is_meant or any(dated_periods(passage)) or any(passage.of("planned"))
    return topic.indicator == "investment_value" and status.value == "planned" and not dated


def _is_planned(figure: Figure, passage: Passage) -> bool:
    """Whether a plan is told of the figure: not by a verb of its own behind "and", nor in a clause it is not in."""
    plans = (term for term in passage.of("planned") if not is_joined_verb(term, figure, passage))
    apart = (term for term in plans if not is_in_relative(term.first, figure, passage))
    return any(not _is_of_other_clause(term, figure, passage) for term in apart)


def _is_of_other_clause(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "In 2023 they added 2,900 jobs, though 5,000 had been promised": a later clause with its own figure."""
    clauses = passage.page.clauses
    if (
        "verb_ends_sentence" in passage.page.vocabulary.grammar
        or term.first < figure.last
        or clauses[term.first] == clauses[figure.first]
    ):
        return False
    return any(clauses[one.first] == clauses[term.first] for one in passage.figures)
