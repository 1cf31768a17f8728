"""Which periods a sentence names, which of them date a figure, and which are only the base of a comparison.

Enters: a passage with its periods. Leaves: the period nearest to a figure, and whether a figure is the value before
("from 145.3 thousand a year earlier"). Days, times of speech and bases date nothing.
"""

import re
from datetime import date
from functools import lru_cache

from extractors.claim.clauses import is_in_relative, is_of_next, is_of_participle
from extractors.claim.from_to import end_of_pair, is_difference, start_of_pair
from extractors.claim.passages import ASKED_AGAIN, COMMA_COST, Figure, Passage
from extractors.claim.terms import Term
from extractors.period.time_period import OPEN, period_bounds

BASE_REACH, SHORT = 3, 2  # words from "than" to its period; letters of a preposition that must stand next to it
PARTICIPLE = 6  # letters at least
LEVEL_REACH = 4  # words from a comparative to the period of the level compared with
TAKEN = 2  # what it costs a period to stand behind another figure
_PARTING = re.compile(r"[,;:—–]\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(ASKED_AGAIN)
def dated_periods(passage: Passage) -> tuple[Figure, ...]:
    """Periods of the sentence that say when: resolved, no base of comparison, no time of speech, no single day."""
    return tuple(one for one in passage.periods if one.quantity.time_period and not _says_something_else(one, passage))


def _says_something_else(period: Figure, passage: Passage) -> bool:
    if _DAY.fullmatch(period.quantity.time_period or "") or is_length(period, passage, years=1):
        return True
    is_comparison = not passage.figures and any(passage.of("comparing"))  # "All is compared with 2021"
    if is_comparison or _is_till_now(period, passage):
        return True
    return is_base_period(period, passage) or _is_time_of_speech(period, passage)


def is_length(period: Figure, passage: Passage, years: int | None = None) -> bool:
    """As in "crept from 11.8 to 13.2 percent in a year": how long it took, when nothing is said of the future."""
    quote, published = period.quantity.quote, passage.page.document.published_at
    time_period = period.quantity.time_period or ""
    ahead = int(time_period) - published.year if published and time_period.isdigit() else 0
    if ahead <= 0 or (years is not None and ahead != years):
        return False
    is_named = any(sign.isdigit() for sign in quote) or _is_this(period, passage)
    return not is_named and not any(passage.of("planned", "future", "forecast"))


def _is_this(period: Figure, passage: Passage) -> bool:
    return any(term.first < period.last and period.first < term.last for term in passage.of("this_year"))


def _is_till_now(period: Figure, passage: Passage) -> bool:
    """As in "Бүгінге дейін": how long, not when."""
    published = passage.page.document.published_at
    return published is not None and period.quantity.time_period == f"{OPEN}/{published.date().isoformat()}"


def _is_time_of_speech(period: Figure, passage: Passage) -> bool:
    """As in "премьер-министр осенью называл": when it was said, not what it was said of."""
    measured = {term.last for term in passage.of("family") if term.last - term.first > 1}  # "value added last year"
    verbs = (said for said in passage.of("said") if said.last not in measured)
    joined = (said for said in verbs if period.last == said.first or said.last == period.first)
    return any(not passage.marks(min(period.last, one.last) - 1, max(period.first, one.first)) for one in joined)


def is_base_period(period: Figure, passage: Passage) -> bool:
    """Whether a comparison word stands right before the period, or the period is a deadline long past."""
    if _is_past_deadline(period, passage) or passage.ends_in(period, "from_start"):  # "былтырғыдан 1,3 есе көп"
        return True
    if any(0 <= one.first - period.last <= 1 for one in passage.of("base_after")):
        return True
    if _is_compared(period, passage) or _is_up_on(period, passage):
        return True
    if any(term.first == period.first for term in passage.of("base_inside")):
        grown = any(term.last == period.first for term in passage.of("up", "down"))  # "рост к прошлому году"
        if grown or len(passage.periods) > 1 or _is_over(period, passage):
            return True
    return (
        _is_behind_change(period, passage)
        or _is_beside_same_period(period, passage)
        or _is_before_change(period, passage)
        or _is_of_level(period, passage)
        or _is_of_record(period, passage)
    )


def _is_of_record(period: Figure, passage: Passage) -> bool:
    """As in "the best result since 2014": since when nothing was better, not when it was reached."""
    if not any(term.first == period.first for term in passage.of("since_start")):
        return False
    return any(0 <= period.first - term.last <= LEVEL_REACH for term in passage.of("superlative"))


def _is_of_level(period: Figure, passage: Passage) -> bool:
    """As in "2021 жылғы көрсеткіштен 23 пайызға жоғары": the attribute of what is compared with, in its case."""
    if period.last >= passage.last or not passage.ends_in(period, "attributive"):
        return False
    if any(one.first <= period.last < one.last for one in passage.figures):
        return False
    endings = passage.page.vocabulary.endings.get("from_start", ())
    return passage.page.words[period.last].text.endswith(endings)


def _is_before_change(period: Figure, passage: Passage) -> bool:
    """As in "2024 жылғы қаңтар–шілдеге өсім, %": growth against a time that is over, in the case of direction."""
    if not passage.ends_in(period, "to_end") or not _is_over(period, passage):
        return False
    return any(term.first == period.last for term in passage.of("up", "down"))


def _is_compared(period: Figure, passage: Passage) -> bool:
    """As in "чем в 2023 году", "ниже показателя прошлого года", "против 114 тысяч в январе 2024 года"."""
    if any(one.last == period.first for one in passage.of("no_base")):  # "As recently as 2019"
        return False
    if any(_compares(term, period, passage) for term in passage.of("base")):
        return True
    if any(one.last == period.first for one in passage.of("level_of")):
        return True  # "exceeded the level of the third quarter of 2019"
    if any(_is_compared_level(term, period, passage) for term in passage.of("base_of")):
        return True
    behind = (one for one in passage.figures if 0 <= period.first - one.last <= 1)
    return any(is_contrasted(one, passage) or is_start(one, passage) or is_given_back(one, passage) for one in behind)


def is_given_back(figure: Figure, passage: Passage) -> bool:
    """Whether the value before stands behind the value reached: "to 11.1% from 9.7% in 2019"."""
    opens = any(term.last == figure.first for term in passage.of("from_start"))
    reached = (one for one in passage.figures if 0 <= figure.first - one.last <= 1)
    return opens and any(one.quantity.kind == figure.quantity.kind for one in reached)


def is_contrasted(figure: Figure, passage: Passage) -> bool:
    """As in "612 против 745": the value that another is held against."""
    return any(0 <= figure.first - term.last <= 1 for term in passage.of("versus"))


def _is_over(period: Figure, passage: Passage) -> bool:
    """As in "в процентах к январю 2022 года": the whole of a time that is over, not its end ("к концу 2022 года")."""
    published = passage.page.document.published_at
    if (
        published is None
        or not period.quantity.time_period
        or any(period.first <= term.first < period.last for term in passage.of("edge"))
    ):
        return False
    return period_bounds(period.quantity.time_period)[1] < published.date()


def _is_compared_level(term: Term, period: Figure, passage: Passage) -> bool:
    """As in "на 3 % ниже показателя прошлого года": a comparative, then only nouns of its own up to the period."""
    words, stop = passage.page.words, passage.page.vocabulary.prepositions
    between = range(term.last, period.first + 1)
    if not 0 <= period.first - term.last <= LEVEL_REACH or _crosses(term.last, period, passage):
        return False
    is_marked = passage.marks(term.last - 1, period.first) > 0
    return not is_marked and not any(words[at].text in stop for at in between if at < passage.last)


def _is_beside_same_period(period: Figure, passage: Passage) -> bool:
    """As in "the same period of 2023", "2023 жылдың сәйкес кезеңінен"."""
    same, start, end = "same_period", period.quantity.start, period.quantity.end
    if any(term.start < end and start < term.end for term in passage.of(same)):
        return True
    if any(term.start < end and start < term.end for term in _earlier_words(passage)):
        return True
    if any(abs(period.first - term.last) <= 1 for term in passage.of(same)):
        return True
    is_owner = passage.ends_in(period, "attributive") or passage.ends_in(period, "owner")
    return is_owner and any(term.first == period.last for term in passage.of(same))


def _is_behind_change(period: Figure, passage: Passage) -> bool:
    """As in "down 6.3% from 2023": one time right behind a percentage."""
    is_year = (period.quantity.time_period or "").isdigit() and not is_length(period, passage)
    is_named = is_year or any(sign.isdigit() for sign in period.quantity.quote)
    joined = [*passage.of("from_start"), *(term for term in passage.of("up_on") if is_named)]
    if not any(term.first == period.first for term in joined):
        return False
    changes = (one for one in passage.figures if one.quantity.kind in ("percent", "multiple"))
    return "/" not in (period.quantity.time_period or "/") and any(one.last == period.first for one in changes)


def _is_past_deadline(period: Figure, passage: Passage) -> bool:
    time_period = period.quantity.time_period or ""
    published = passage.page.document.published_at
    return time_period.startswith(OPEN) and bool(published and period_bounds(time_period)[1] < published.date())


def _is_up_on(period: Figure, passage: Passage) -> bool:
    """As in "1.5 percent up on 2022": a word of change, and a preposition that compares."""
    joined = [one for one in passage.of("up_on") if period.first - 1 <= one.first <= period.first]
    if "/" in (period.quantity.time_period or "") and any(
        one.first in {term.first for term in joined} for one in passage.of("during")
    ):
        return False  # "growth over January–November"
    return any(change.last == one.first for one in joined for change in passage.of("up", "down"))


def _compares(term: Term, period: Figure, passage: Passage) -> bool:
    """As in "Than in 2023", "к 2021 году": a short preposition must stand next to its period."""
    if term.first < period.first < term.last:  # "change on 2024"
        return True
    reach = 0 if term.end - term.start <= SHORT else BASE_REACH
    return 0 <= period.first - term.last <= reach and not _crosses(term.last, period, passage)


def _crosses(last: int, period: Figure, passage: Passage) -> bool:
    return any(last <= other.last <= period.first for other in passage.figures)


def years_past(passage: Passage) -> Figure | None:
    """As in "За пять лет", "бес жыл ішінде": a length of some years that a thing took."""
    elapsed = {term.first for term in passage.of("elapsed")}
    for one in passage.periods:
        years = int(one.quantity.value or 0) if one.quantity.unit_measure == "duration:year" else 0
        if years > 1 and (one.first in elapsed or passage.ends_in(one, "during")):
            return one
    return None


def span_of(period: Figure, published: date) -> str:
    """The last full years that a length of years speaks of."""
    return f"{published.year - int(period.quantity.value or 0)}/{published.year - 1}"


def nearest_period(figure: Figure, passage: Passage) -> Figure | None:
    """The period that holds for the figure: in its clause, else the last before it, else the next."""
    dated = [one for one in dated_periods(passage) if not _is_inserted(one, figure, passage)]
    dated = [one for one in dated if not _is_bracketed_off(one, figure, passage)]
    dated = [one for one in dated if not is_in_relative(one.first, figure, passage)]
    dated = [one for one in dated if not is_of_participle(one, figure, passage)]
    dated = [one for one in dated if not (is_of_next(one, figure, passage) or _is_explaining(one, figure, passage))]
    if start_of_pair(figure, passage):  # "from 1,900 in 2019 to 3,200 today"
        dated = [one for one in dated if not _is_of_start(one, passage)]
    periods = [one for one in dated if not _is_owned(one, figure, passage)]
    if not any(passage.in_clause(figure, "now")):
        periods = periods or dated
    low, high = passage.clause_of(figure)
    inside = [one for one in periods if low <= one.first and one.last <= high]
    if inside:
        return min(inside, key=lambda one: gap(one, figure) + TAKEN * _is_taken(one, figure, passage))
    before = [one for one in periods if one.first < figure.first]
    if before:
        return before[-1]
    own = (one for one in periods if not _is_of_another(one, passage))
    return min(own, key=lambda one: gap(one, figure), default=None)


def _is_bracketed_off(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "1 870 комбайнов (в 2023 году — 1 210) на 142 млрд": the time of a figure in brackets, and of it alone."""
    text = passage.page.document.text
    low, high = text.rfind("(", passage.start, period.quantity.start), text.find(")", period.quantity.end, passage.end)
    if low < 0 or high < 0 or ")" in text[low : period.quantity.start]:
        return False
    inside = [one for one in passage.figures if low < one.quantity.start < high]
    return bool(inside) and figure not in inside


def _is_explaining(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "lost 2.5%: the factory stood idle until May": behind a colon that the figure stands before."""
    text = passage.page.document.text
    return figure.last <= period.first and ": " in text[figure.quantity.end : period.quantity.start]


def _is_of_start(period: Figure, passage: Passage) -> bool:
    """Whether a time stands between the first figure of a pair and the preposition of the second."""
    is_parted = any(0 <= one.first - period.last <= 1 for one in passage.of("to_end"))
    behind = (one for one in passage.figures if 0 <= period.first - one.last <= 1)
    return is_parted and any(end_of_pair(one, passage) for one in behind)


def _is_owned(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "2018 жылғы 89 млрд теңгеден": an attribute of another figure."""
    owner = next((other for other in passage.figures if other.first == period.last), None)
    return owner is not None and owner is not figure and passage.ends_in(period, "attributive")


def is_attribute(figure: Figure, passage: Passage) -> bool:
    """Whether a time stands right before the figure as its attribute: it dates the figure whatever else is said."""
    return any(one.last == figure.first and passage.ends_in(one, "attributive") for one in dated_periods(passage))


def _is_inserted(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "завод, открытый в 2021 году, вышел на мощность": a participle's time, apart from the figure."""
    low, high = passage.clause_of(period)
    if low <= figure.first < high or low == passage.first:
        return False
    word = passage.page.words[low].text
    endings = passage.page.vocabulary.endings.get("participle", ())
    is_begun = any(term.first == low for term in passage.of("begun"))
    return len(word) > PARTICIPLE and word.endswith(endings) and not is_begun


def _is_taken(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "5.2% this year against 4.1% in 2023", "four by December and nine in 2022": behind another figure."""
    others = [other for other in passage.figures if other.last <= period.first < figure.first]
    is_joined = any(one.last == figure.first for one in passage.of("and_word"))
    return any(is_joined or other.last == period.first for other in others)


def _is_of_another(period: Figure, passage: Passage) -> bool:
    """As in "the share is 30 %, in three years it will reach 50 %": a later clause that has its own figure."""
    clauses = passage.page.clauses
    last = len(clauses) - 1
    ends = [other.quantity.end for other in passage.figures if other.last <= period.first]
    start, end, text = min(ends, default=passage.start), period.quantity.start, passage.page.document.text
    in_brackets = text.count("(", start, end) > text.count(")", start, end)  # "52% (в 2023-м было 46)"
    if not in_brackets and not _PARTING.search(text, start, end):
        return False  # "21 projects worth 464 billion ($967 million) and 4,700 jobs by 2027"
    return any(clauses[min(other.first, last)] == clauses[min(period.first, last)] for other in passage.figures)


def gap(period: Figure, figure: Figure) -> int:
    """Words between a time and a figure."""
    return figure.first - period.last if period.first < figure.first else period.first - figure.last + 1


def is_base_value(figure: Figure, passage: Passage) -> bool:
    """Whether the figure is what another is compared with: "from 145.3 thousand a year earlier", "(51.5 million)"."""
    if any(term.first == figure.last for term in passage.of("base")):  # "97,4% к уровню прошлого года"
        return False
    low, _ = passage.clause_of(figure)
    for term in _earlier_words(passage):
        behind = 0 <= term.first - figure.last <= 1 and not _opens_next(term, figure, passage)
        if behind or low <= term.first < figure.first:
            return True
    for term in passage.of("same_period"):
        if is_during(term, passage):
            continue
        is_apart = passage.marks(term.last - 1, figure.first) >= COMMA_COST  # "ниже прошлогоднего, и 614 комбайнов"
        if 0 <= figure.first - term.last <= BASE_REACH and not (is_apart or crosses_figure(term.last, figure, passage)):
            return True
    for period in passage.periods:
        is_near = 0 <= figure.first - period.last <= 1 and not _is_of_start_before(period, figure, passage)
        if is_near and is_base_period(period, passage) and not is_difference(figure, passage):
            return True
    if any(_dates_base(term, figure, passage) for term in passage.of("same_period")):
        return True
    is_against = is_contrasted(figure, passage) and not any(passage.in_clause(figure, "planned"))
    return is_against or end_of_pair(figure, passage) is not None or is_start(figure, passage)


def _is_of_start_before(period: Figure, figure: Figure, passage: Passage) -> bool:
    """As in "5,480 tractors, up from 1,730 in 2019, and 1,290 combines", "down 3% on 2023, to 5,200"."""
    is_parted = passage.marks(period.last - 1, figure.first) >= COMMA_COST
    is_joined = any(period.last <= one.first < figure.first for one in passage.of("and_word", "to_end"))
    return is_parted and (is_joined or any(one.last == period.first for one in passage.figures))


def _opens_next(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "12,3% (год назад — 10,1%)": behind a mark, and the next figure in its clause."""
    is_apart = passage.marks(figure.last - 1, term.first) > 0
    clauses = passage.page.clauses
    following = (other for other in passage.figures if other.first >= term.last)
    return is_apart and any(clauses[other.first] == clauses[term.first] for other in following)


def _earlier_words(passage: Passage) -> list[Term]:
    """Words of a time before, without those that only say of which year a part is: "былтырғы екінші жартыжылдықта"."""
    longer = [(one.first, one.last) for one in passage.periods if one.quantity.time_period]
    words = passage.of("earlier")
    return [term for term in words if not any(first <= term.first and term.last < last for first, last in longer)]


def is_during(term: Term, passage: Passage) -> bool:
    """As in "осы кезеңде", "over the same months": the case or the preposition that says in it, not than it."""
    if any(0 <= term.first - one.last <= 1 for one in passage.of("during")):
        owners = [one.first for one in passage.of("part_of", "earlier")] + [one.first for one in passage.periods]
        return not any(0 <= first - term.last <= 1 for first in owners)  # "in the same period of 2019"
    endings = passage.page.vocabulary.endings.get("during", ())
    words = passage.page.words[term.last - 1 : min(term.last + 1, passage.last)]
    behind = passage.page.vocabulary.endings.get("during_behind", ())  # "осы уақыт аралығында"
    return words[0].text.endswith(endings) or words[-1].text.endswith(behind)


def _dates_base(same: Term, figure: Figure, passage: Passage) -> bool:
    """As in "against 62,900 in the same period of 2023": another year's period right behind its value."""
    if not 0 <= same.first - figure.last <= BASE_REACH - 1 or passage.marks(figure.last - 1, same.first):
        return False
    said = {term.first for term in passage.of("earlier")} | {one.last - 1 for one in passage.periods}
    near = range(same.last, min(same.last + BASE_REACH, passage.last))
    return any(at in said or _YEAR.fullmatch(passage.page.words[at].text) for at in near)


def is_start(figure: Figure, passage: Passage) -> bool:
    """Whether the figure is what a change began with: "Up from 13.4 %"."""
    starts = any(figure.first in (term.first, term.last) for term in passage.of("from_start"))
    return starts and any(0 <= figure.first - term.last <= 1 for term in passage.of("up", "down"))


def crosses_figure(last: int, figure: Figure, passage: Passage) -> bool:
    """Whether another figure stands between a word and the figure."""
    return any(last <= other.first < figure.first for other in passage.figures)
