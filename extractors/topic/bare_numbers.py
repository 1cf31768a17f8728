"""Numbers without unit or noun: sums, percentages and rates whose currency or sign the text has said before.

Enters: a bare count in its setting. Leaves: the currency it is in, or the topic of the figure it repeats for another
time ("62 percent; two years ago we were at 48"), or None.
"""

from dataclasses import replace

from extractors.claim.areas import CURRENCY
from extractors.claim.grounds import Ground
from extractors.topic.topics import LIST_REACH, MAKING, NEAR, PRODUCTS, Setting, Topic, falls_too, nearest_family

LARGE, LEAST_MONEY, LEAST_PAY, ISO_CURRENCY = 1000, 1e9, 20_000, 3
WHOLE = 100  # percent
PRONOUN_REACH = 2  # words from "её" to the number
LIKE_SIZE = 10  # how many times a second sum may be the first
GOODS = frozenset(("output", "made", "built", "sales", "capacity", "fleet"))
SUMS = frozenset(("money", "count"))
STAFF = frozenset(("employment", "jobs"))


def currency_before(setting: Setting) -> str | None:
    """As in "Whose total is 261 billion": so large a bare number is money, in the currency of the text before."""
    value = setting.figure.quantity.value or 0
    if _continues_sum(setting, value) or _is_second_sum(setting, value):
        return next((topic.unit for topic in setting.same_passage() if is_currency(topic.unit)), None)
    if _is_pay(setting, value):
        return _spoken_before(setting) or CURRENCY
    best, made = nearest_family(setting, setting.measures.money), nearest_family(setting, GOODS)
    is_of_goods = made is not None and (best is None or best[1].key in MAKING or made[0] <= best[0])
    if value < (LEAST_MONEY if is_of_goods else LEAST_MONEY / 1000):
        return None
    spoken = [topic for topic in setting.before(LIST_REACH if best else 2) if is_currency(topic.unit)]
    alike = (topic.unit for topic in spoken if best and topic.family.endswith(best[1].key))
    is_for = any(term.last == setting.figure.first for term in setting.passage.of("by_change"))  # "190 проектов на"
    is_money = (is_for or (best is not None and best[0] <= NEAR)) and value >= LEAST_MONEY
    return next(alike, None) or next((topic.unit for topic in spoken), CURRENCY if is_money else None)


def sum_of_text(setting: Setting) -> str | None:
    """As in "Из них 15,6 млрд обеспечил выпуск техники", "на химию — 284 млн": so much is no count of goods."""
    value = setting.figure.quantity.value or 0
    if value < LEAST_MONEY and not (value >= LEAST_MONEY / LARGE and falls_too(setting)):
        return None
    return next((topic.unit for topic in setting.before(0) if is_currency(topic.unit)), None)


def _spoken_before(setting: Setting) -> str | None:
    return next((topic.unit for topic in setting.before(LIST_REACH) if is_currency(topic.unit)), None)


def _is_second_sum(setting: Setting, value: float) -> bool:
    """As in "ввезла на 1,1 млрд долларов, а продала на 46 млн": by how much money, as in the clause before."""
    first = setting.figure.first
    is_for = any(term.last == first for term in setting.passage.of("by_change"))
    sums = [one for one in setting.passage.figures if one.quantity.kind == "money" and one.last <= first]
    return is_for and bool(sums) and value >= LEAST_MONEY / LARGE


def _is_pay(setting: Setting, value: float) -> bool:
    """As in "1 120 человек, средняя зарплата 365 тысяч": the word for pay right before."""
    pay, staff = nearest_family(setting, ("wages",)), nearest_family(setting, STAFF)
    if pay is None or value < LEAST_PAY or pay[1].first > setting.figure.first:
        return False
    return pay[0] <= NEAR and (staff is None or pay[0] < staff[0])


def _continues_sum(setting: Setting, value: float) -> bool:
    """As in "пай — 385 тысяч тенге, у мастеров — до 600 тысяч": a second sum of the size of the first."""
    before = next(setting.same_passage(), None)
    sums = [one for one in setting.passage.figures if one.quantity.kind in SUMS and one.last <= setting.figure.first]
    if before is None or not is_currency(before.unit) or not sums or value < LARGE:
        return False
    first = sums[-1].quantity.value or 0
    own = setting.passage.in_clause(setting.figure, "family", "thing")
    own = [term for term in own if before.family != "wages" or term.key != "people"]  # "metallurgists 447,000"
    return first / LIKE_SIZE <= value <= first * LIKE_SIZE and not own


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency by its ISO code."""
    return len(unit) == ISO_CURRENCY and unit.isupper()


def same_measure(setting: Setting) -> Topic | None:
    """The topic of the figure before, where the number repeats it for another time or target."""
    return percent_before(setting) or _same_measure(setting) or _same_mass(setting) or _raised_to(setting)


def percent_before(setting: Setting) -> Topic | None:
    """As in "52% (в 2023-м было 46)", "42%; её намерены поднять до 55", "20,7% при плане 15": its sign named once."""
    figure, passage = setting.figure, setting.passage
    before = next(setting.before(1), None)
    former = [one for one in passage.figures if one.last <= figure.first]
    if before is None or before.unit != "PT" or (former and former[-1].quantity.kind != "percent"):
        return None
    if any(0 <= figure.first - term.last <= 1 for term in passage.of("target")) and former:
        return replace(before, ground=Ground(before.family, "target"))
    _, high = passage.clause_of(figure)
    is_dated = any(
        one.first < high and not any(one.last <= other.first < figure.first for other in passage.figures)
        for one in passage.periods
    )
    is_ahead = bool(passage.periods) or any(passage.in_clause(figure, "planned", "future"))  # "доведём до 65"
    is_raised = any(term.last == figure.first for term in passage.of("to_end")) and is_ahead
    named = {term.key for term in passage.in_clause(figure, "family", "thing")} - {"other"}
    if any(0 <= figure.first - term.last <= 1 for term in passage.of("state_by")):
        named -= MAKING  # "должно выйти на 30"
    dash = passage.page.gap(figure.first - 1, figure.first) if figure.first > passage.first else ""
    is_listed = bool(former) and any(sign in dash for sign in "—–")  # "кузова – 40 процентов, машины – 33"
    named -= PRODUCTS if is_listed else frozenset()
    if before.role == "growth" or named or (figure.quantity.value or 0) > WHOLE:
        return None
    is_told = is_dated or is_raised or is_listed
    return replace(before, ground=Ground(before.family, "percent_before")) if is_told else None


def _raised_to(setting: Setting) -> Topic | None:
    """As in "Мощность — 7 тысяч станков. Хотим довести её до 9 тысяч": what the pronoun stands for was just told."""
    figure, passage = setting.figure, setting.passage
    before = next(setting.before(0), None)
    is_to = any(0 <= figure.first - term.last <= 0 or term.first == figure.first for term in passage.of("to_end"))
    clause = passage.in_clause(figure, "plant_pronoun", "this_figure")
    is_pronoun = any(0 < figure.first - term.last <= PRONOUN_REACH for term in clause)
    own = {term.key for term in passage.in_clause(figure, "thing") if term.first >= figure.last} - {"other"}
    is_level = before is not None and before.role == "level" and before.thing is not None
    return (
        replace(before, ground=Ground(before.family, "raised"))
        if before and is_level and is_to and is_pronoun and not own
        else None
    )


def _same_measure(setting: Setting) -> Topic | None:
    """As in "62 percent; two years ago we were at 48", "420,000 tenge against 310,000": the unit is not said again."""
    figure = setting.figure
    before = next(setting.before(1), None)
    beside = [term for term in setting.passage.of("measured", "by_change", "meant_for") if term.last == figure.first]
    if before is None or not beside:
        return None
    if beside[0].group == "meant_for" and before is not next(setting.same_passage(), None):
        return None  # "accounts for 41 percent, food for 19"
    value = figure.quantity.value or 0
    if any(term.last == figure.first for term in setting.passage.of("in_place_of")):
        return next((topic for topic in setting.same_passage() if topic.unit.startswith("count")), None)
    is_by = any(term.last == figure.first for term in setting.passage.of("by_change"))  # "grew 16 percent, cars by 87"
    is_percent = before.unit == "PT" and (before.role == "growth") == is_by and value <= WHOLE
    is_money = is_currency(before.unit) and value >= LARGE and _is_like_sum(setting, value)
    return replace(before, ground=Ground(before.family, "carried")) if is_percent or is_money else None


def _same_mass(setting: Setting) -> Topic | None:
    """As in "6 800 тонн кабеля; шесть лет назад – лишь 2 100": so many tonnes of it at another time."""
    figure, passage = setting.figure, setting.passage
    before = next(setting.before(0), None)
    told = [*(setting.previous.figures if setting.previous else ()), *passage.figures]
    former = [one.quantity.value or 0 for one in told if one.last <= figure.first]
    if before is None or before.unit != "tonne" or before.role != "level" or not former:
        return None
    low, high = passage.clause_of(figure)
    is_dated = any(low - 1 <= one.last and one.first < high for one in passage.periods)
    is_dated |= any(0 <= figure.first - term.last <= 1 for term in passage.of("versus", "compared"))
    own = {term.key for term in passage.in_clause(figure, "thing", "family")} - {"other"}
    is_like = former[-1] / LIKE_SIZE <= (figure.quantity.value or 0) <= former[-1] * LIKE_SIZE
    return replace(before, ground=Ground(before.family, "carried")) if is_dated and is_like and not own else None


def _is_like_sum(setting: Setting, value: float) -> bool:
    """Whether the figure right before, in the same sentence, is a sum of like size."""
    former = [other.quantity for other in setting.passage.figures if other.last <= setting.figure.first]
    if not former or former[-1].kind not in ("money", "count"):
        return False
    return 1 / LIKE_SIZE <= value / (former[-1].value or value) <= LIKE_SIZE
