"""Words of status that say nothing of a figure: names, aims already reached, abilities, words of a number.

Enters: a word of status in its passage. Leaves: whether it is to be passed over.
"""

from extractors.claim.clauses import AHEAD
from extractors.claim.passages import Passage
from extractors.claim.terms import Term
from extractors.period.time_period import is_over

PLAN_REACH = 3  # words from a percentage to the plan it is of
BESIDE_VERB = 2


def is_managed(term: Term, passage: Passage) -> bool:
    """As in "удалось увеличить": what was aimed at is done; behind the speech, "», — обещает" only says who speaks."""
    mark = passage.page.gap(term.first - 1, term.first) if term.first > passage.first else ""
    is_attribution = bool(set('»”"') & set(mark)) and bool(set("—–-") & set(mark))
    return is_attribution or any(term.first == one.last for one in passage.of("managed"))


def says_nothing(term: Term, passage: Passage) -> bool:
    """Whether a word is a name ("дейді Мақсат Бейсенұлы", who is no aim) or belongs to a number."""
    is_single = term.last == term.first + 1
    is_capital = is_single and term.first > passage.first and passage.page.document.text[term.start].isupper()
    if any(-1 <= one.first - term.last <= BESIDE_VERB for one in passage.of("kept_plan")):
        return True  # "Some targets were missed", "it has to be said"
    if _is_only_said(term, passage):
        return True
    return is_capital or _is_of_plan(term, passage) or _is_ability(term, passage) or _is_in_number(term, passage)


def _is_only_said(term: Term, passage: Passage) -> bool:
    """As in "по оценке инженера, износ достигает 70%": who reckons so, and nothing said to come."""
    is_source = term.group == "forecast" and any(one.first == term.first for one in passage.of("according"))
    others = (one for one in passage.of(*AHEAD) if one.first != term.first)
    return is_source and not any(others)


def _is_of_plan(term: Term, passage: Passage) -> bool:
    """As in "8,450 jobs, or 94 percent of the annual target": how much of a plan is done."""
    owned = {one.first for one in passage.of("part_of")}
    parts = (one for one in passage.figures if one.quantity.kind == "percent" and one.last in owned)
    return any(0 < term.first - one.last <= PLAN_REACH for one in parts) and any(
        one.first <= term.first < one.last for one in passage.of("full_year", "plan_paper")
    )


def _is_ability(term: Term, passage: Passage) -> bool:
    """As in "жылына 6 мың қозғалтқыш жинауға болады", "could build 500 a year but was idle": can, not will be."""
    endings = passage.page.vocabulary.endings.get("ability", ())
    words = passage.page.words
    is_can = any(one.first == term.first for one in passage.of("can_be"))
    clauses = passage.page.clauses
    published = passage.page.document.published_at
    dated = (one.quantity.time_period for one in passage.periods if one.quantity.time_period)
    is_then = is_can and published is not None and any(is_over(one, published.date()) for one in dated)
    if is_then or (is_can and any(clauses[one.first] > clauses[term.first] for one in passage.of("past_state"))):
        return True
    return is_can and term.first > passage.first and words[term.first - 1].text.endswith(endings)


def _is_in_number(term: Term, passage: Passage) -> bool:
    word = passage.page.written(term.first)
    if passage.page.words[term.last - 1].text.endswith(passage.page.vocabulary.endings.get("sure_future", ("\0",))):
        return False  # "10 млн доллардан асырамыз" says over, and that it is to come
    if any(one.first <= term.first < one.last and one.quantity.time_period for one in passage.periods):
        return term.group == "future"  # "In May" is no verb
    if term.group == "future" and term.first > passage.first and passage.page.is_capital(term.first):
        return True  # nor in "against May that is a drop"
    return any(
        (one.first <= term.first and term.last <= one.last)
        or (abs(term.first - one.last) <= 1 and word in (one.quantity.hedge_text or "").lower().split())
        for one in passage.figures
    )
