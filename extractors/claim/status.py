"""Plan or result: from the verbs of the clause, then of the sentence, to a `claim_status`.

A word of the future next to a word of the deed makes it a plan ("will be launched"); else the nearest word counts.
Projects and their cost know every status, results know only actual, planned and forecast.
"""

from collections.abc import Sequence
from datetime import date

from extractors.claim.clauses import AHEAD, is_in_relative, is_joined_verb, is_of_participle
from extractors.claim.double_tense import is_done_now, is_to_be_made
from extractors.claim.grounds import Ground, from_term
from extractors.claim.habits import is_habit
from extractors.claim.idle_words import is_managed, says_nothing
from extractors.claim.named_periods import dated_periods, is_length
from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.claim.undertakings import UNDERTAKINGS, is_on_paper, is_told_of_undertakings
from extractors.period.time_period import begins_later, ends_later, is_over
from extractors.records import ClaimStatus
from extractors.topic.things import counted_thing, counted_whole, is_counted_whole

CUES = ("planned", "future", "forecast", "in_progress", "launched", "completed")
RANK = {"planned": 0, "forecast": 1, "future": 2, "in_progress": 3, "launched": 4, "completed": 5}
BUILT = frozenset(("investment_projects", "investment_value", "production_capacity"))
PROMISED = BUILT | {"jobs_created", "contracts", "contract_value", "financing"}
DEEDS = frozenset(("launched", "completed"))
LAUNCHED = frozenset(("investment_projects", "investment_value"))
ATTRIBUTE_REACH = 4  # words behind a count that still describe it: "of the 18 projects scheduled for the year"
WHOLE_NOUN = 2  # words of what is counted
BESIDE = 8
THROWN_IN = 4  # words of "the association believes" between commas
REACH = 3  # words between "will" and "be launched"
FAR = 60
ALL = 100  # percent


def choose_status(figure: Figure, passage: Passage, published: date | None) -> Ground:
    """What the clause, else the sentence, says: planned, forecast, in_progress, launched, completed or actual.

    Of "seven of the 18 projects were launched", the seven were launched and the 18 were planned.
    """
    if is_habit(figure, passage, published):
        return Ground("actual", "default")
    label = _plan_label(figure, passage) or _once(figure, passage)
    status = from_term("planned", "label", label) if label else _by_verbs(figure, passage, published)
    if status.value not in DEEDS or not is_counted_whole(figure, passage):
        return status
    thing = counted_thing(figure, passage)
    return Ground("planned", "whole_of_launched") if thing and thing.value in UNDERTAKINGS else status


def _by_verbs(figure: Figure, passage: Passage, published: date | None) -> Ground:
    said = _of_clause(figure, passage, published) or _of_past(figure, passage, published)
    said = said or _of_sentence(figure, passage, published)
    if said:
        return said
    if _is_ahead(figure, passage, published) or is_to_be_made(figure, passage, published):
        return Ground("planned", "period_ahead")
    return _deed(figure, passage)


def _of_clause(figure: Figure, passage: Passage, published: date | None) -> Ground | None:
    if is_on_paper(figure, passage):
        return Ground("planned", "on_paper")
    clause = [] if _is_compared(figure, passage) else _own_cues(figure, passage)
    found = _final(_strongest(clause, figure, passage), passage)
    if found and found.group in DEEDS and _is_ahead(figure, passage, published):
        return from_term("planned", "period_ahead", found)
    if found and found.group == "future":  # "as expected, will exceed": the clause beside it says which future
        plans = passage.near(figure, passage.of("planned", "forecast"))
        said = (term for cost, term in plans if cost <= BESIDE or _is_thrown_in(term, passage))
        found = next(said, found)
    is_told = found is not None and is_told_of_undertakings(found, figure, passage)
    now = {term.first for term in passage.of("now")} if found and found.group == "in_progress" else set()
    present = [term for term in clause if term.group == "present" and term.first not in now and not is_told]
    if found and is_done_now(found, figure, passage):
        return from_term("actual", "present", found)
    if found and not any(passage.distance(term, figure) < passage.distance(found, figure) for term in present):
        return from_term(_name(found, figure, passage), "clause", found)
    return from_term("actual", "present", present[0]) if present else None


def _is_thrown_in(term: Term, passage: Passage) -> bool:
    """As in "Ожидается, что рост составит", "With this, it believes, output will grow": of the whole sentence."""
    clauses = passage.page.clauses
    length = sum(clauses[at] == clauses[term.first] for at in range(passage.first, passage.last))
    return term.first <= passage.first + 1 or (length <= THROWN_IN and term.group == "forecast")


def _of_past(figure: Figure, passage: Passage, published: date | None) -> Ground | None:
    spent = _spent(figure, passage)
    is_fact = _is_compared(figure, passage) and not _is_ahead(figure, passage, published)
    if is_fact or (_is_past(figure, passage, published) and not spent):
        return Ground("actual", "compared" if is_fact else "past_period")
    return None


def _of_sentence(figure: Figure, passage: Passage, published: date | None) -> Ground | None:
    cues = (term for term in passage.of(*CUES) if not says_nothing(term, passage) and not is_managed(term, passage))
    near = [
        term for cost, term in passage.near(figure, cues) if cost <= FAR and not is_joined_verb(term, figure, passage)
    ]
    near = [
        term for term in near if not _is_of_another(term, figure, passage) and not _is_of_whole(term, figure, passage)
    ]
    if passage.in_clause(
        figure, "result", "either"
    ):  # a verb of its own: "250 млрд теңге бөлінді, соның 190 млрд-ы бағытталады"
        near = [term for term in near if term.first < figure.first]
    found = _strongest(near, figure, passage)
    if found and found.group in DEEDS and _are_ahead(dated_periods(passage), passage, published):
        return from_term("planned", "period_ahead", found)  # "2026 жылға қарай 15 зауыт ашылып, …"
    return from_term(_name(found, figure, passage), "sentence", found) if found else None


def _deed(figure: Figure, passage: Passage) -> Ground:
    """What a clause without a word of status says by its verb: money put in, something done, or nothing of it."""
    spent = _spent(figure, passage)
    done = next(iter(passage.in_clause(figure, "result")), None)
    if spent:
        return from_term("completed", "spent", spent)
    if done:
        return from_term("actual", "result", done)
    rising = next(passage.of("rising"), None)  # "A new shop costing 7.8 billion is going up"
    if rising and (passage.keys("thing") & {"plants", "projects"} or "investment" in passage.keys("family")):
        return from_term("in_progress", "rising", rising)
    named = next(passage.of("named_deed"), None)  # "The launch of three dairies"
    return from_term("launched", "named_deed", named) if named else Ground("actual", "default")


def _spent(figure: Figure, passage: Passage) -> Term | None:
    """The verb of money put in; none in "the cost is put at 5 billion"."""
    valued = {term.first for term in passage.of("valued")}
    return next((term for term in passage.in_clause(figure, "spent") if term.first not in valued), None)


def _once(figure: Figure, passage: Passage) -> Term | None:
    """As in "зауыт іске қосылған соң 150 орын ашылып": it is to come, unless told as done."""
    opening = next((term for term in passage.of("once") if term.last <= figure.first), None)
    is_done = opening and any(term.first >= opening.last for term in passage.of("result"))
    return None if is_done else opening


def _plan_label(figure: Figure, passage: Passage) -> Term | None:
    """As in "a plan of 5 %", "the planned 5 %": the plan that a result is held against."""
    return next((term for term in passage.of("label_of_plan") if term.last == figure.first), None)


def _final(verb: Term | None, passage: Passage) -> Term | None:
    """As in "зауыт ашылып, 350 адам алынады": a Kazakh converb takes the tense of the verb that ends the row."""
    links = passage.page.vocabulary.endings.get("converb", ())
    if verb is None or verb.group in AHEAD or not passage.page.words[verb.last - 1].text.endswith(links):
        return verb
    after = [term for term in passage.of(*CUES, "result") if term.first >= verb.last]
    return after[-1] if after and after[-1].group in AHEAD else verb


def _is_compared(figure: Figure, passage: Passage) -> bool:
    """As in "plans 120 billion, compared with 80 billion this year": what a plan is compared with is a fact."""
    return any(0 <= figure.first - term.last <= 1 for term in passage.of("compared"))


def _own_cues(figure: Figure, passage: Passage) -> list[Term]:
    """Words of status of the figure's clause: none inside a number ("асады"), none of what "and" joins behind it."""
    usual = {term.last for term in passage.of("either") if term.last - term.first > 1}  # "экспортқа бағытталады"
    said = (term for term in passage.in_clause(figure, *CUES, "present") if term.last not in usual)
    cues = [term for term in said if not says_nothing(term, passage)]
    cues = _without_whole(cues, figure, passage)
    ahead = [term for term in cues if term.group in AHEAD]
    rising = {term.first for term in passage.of("rising")}
    return [
        term
        for term in cues
        if not (term.group == "present" and term.last in rising)  # "the shop now going up"
        and not is_joined_verb(term, figure, passage)
        and not _labels_another(term, figure, passage)
        and not _is_end_of_plan(term, ahead, passage)
        and not (term.group == "present" and any(_beside(term, one, passage) for one in ahead))
        and not is_managed(term, passage)
        and not (term.group == "present" and _is_led(term, passage))
    ]


def _is_end_of_plan(term: Term, ahead: list[Term], passage: Passage) -> bool:
    """As in "It is planned to put 17 projects into operation": the end of a verb that a plan stands before."""
    is_end = any(one.first == term.first for one in passage.of("into_use"))
    return is_end and any(one.first < term.first for one in ahead)


def _is_led(term: Term, passage: Passage) -> bool:
    """As in "will make tyres and employ 900": a bare verb behind "and" takes the tense of the verb it follows."""
    is_bare = any(one.first == term.first for one in passage.of("bare_verb"))
    is_joined = any(one.last == term.first for one in passage.of("and_word"))
    return is_bare and is_joined and any(one.first < term.first for one in passage.of(*AHEAD))


def _without_whole(cues: list[Term], figure: Figure, passage: Passage) -> list[Term]:
    """As in "seven of the 18 planned projects are ready": what describes the whole says nothing of the part."""
    whole = counted_whole(figure, passage)
    if whole is None:
        return cues
    reach = range(whole.first, whole.last + ATTRIBUTE_REACH)
    rest = [term for term in cues if not (term.group == "planned" and term.first in reach)]
    return rest if any(term.group in CUES for term in rest) else cues


def _is_of_whole(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "14 of the 25 planned facilities opened, creating 900 jobs": right behind a whole, and of it alone."""
    wholes = (one for one in passage.figures if one is not figure and _is_attribute(term, one, passage))
    return term.group == "planned" and any(is_counted_whole(one, passage) for one in wholes)


def _is_attribute(term: Term, whole: Figure, passage: Passage) -> bool:
    """Right behind the whole, or behind its noun as a participle: "из 47 комбайнов, обещанных хозяйствам"."""
    participle = passage.page.vocabulary.endings.get("participle", ("\0",))
    is_participle = passage.page.words[term.first].text.endswith(participle)
    return 0 <= term.first - whole.last <= (WHOLE_NOUN if is_participle else 0)


def _is_of_another(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "the share is 30 %, in three years it will reach 50 %": a verb of a later clause with its own figure.

    Where one verb at the end of the sentence holds for all before it, only a figure said without a verb stands apart.
    """
    if _labels_another(term, figure, passage) or _is_told(term, figure, passage):
        return True
    if is_in_relative(term.first, figure, passage):
        return True
    if term.group not in AHEAD or term.first < figure.last:
        return term.group in AHEAD and _is_done_since(term, figure, passage)
    clauses = passage.page.clauses
    if "verb_ends_sentence" in passage.page.vocabulary.grammar:
        return _is_said(figure, passage) and any(clauses[one.first] == clauses[term.first] for one in passage.figures)
    between = passage.page.words[figure.last : term.first]
    is_parted = any(one.text in passage.page.vocabulary.conjunctions for one in between)
    if (
        term.group == "planned"
        and not is_parted
        and not _is_done(figure, passage)
        and not any(
            clauses[one.first] == clauses[term.first] and clauses[max(one.first - 1, 0)] != clauses[one.first]
            for one in passage.of("and_word")
        )
    ):
        return False
    return any(clauses[min(other.first, len(clauses) - 1)] == clauses[term.first] for other in passage.figures)


def _is_done_since(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "хотим довести мощность до 9 тысяч, станки для этого взяли в лизинг на 2,4 млрд": another clause, done."""
    low, high = passage.clause_of(figure)
    is_final, clauses = "verb_ends_sentence" in passage.page.vocabulary.grammar, passage.page.clauses
    is_between = any(term.last <= one.first < low for one in passage.figures)
    is_held = is_final and any(
        one.first < term.first and clauses[one.first] == clauses[term.first] for one in passage.figures
    )
    is_apart = term.last <= low and (is_between or is_held)
    is_done = any(passage.is_past(at) for at in range(low, high))  # "вложат 5 млрд, из них 2 млрд уже освоены"
    return is_apart and (is_done or _is_doing(figure, passage))


def _is_doing(figure: Figure, passage: Passage) -> bool:
    """As in "участок обойдётся в 5 млрд, три четверти суммы выделяет банк": the clause has a verb of the present."""
    low, high = passage.clause_of(figure)
    endings = passage.page.vocabulary.endings.get("present", ("\0",))
    ahead = {term.first for term in passage.of(*AHEAD)}
    return any(passage.page.words[at].text.endswith(endings) and at not in ahead for at in range(low, high))


def _is_done(figure: Figure, passage: Passage) -> bool:
    """As in "перевозчик купил 412 машин, в планах ещё 600": the figure's own clause has a verb of the past."""
    low, _ = passage.clause_of(figure)
    return any(passage.is_past(at) for at in range(low, figure.first))


def _is_said(figure: Figure, passage: Passage) -> bool:
    """As in "Үлесі – 35%, 2030 жылы ол 50 пайызға жетпек": a dash before the figure, the end of its clause behind."""
    low = max(passage.first + 1, figure.first - 1)  # "– жылына 150 мың тоңазытқыш"
    dash = "".join(passage.page.gap(at - 1, at) for at in range(low, figure.first + 1))
    return any(sign in dash for sign in "—–") and figure.last >= passage.clause_of(figure)[1] - 1


def _is_told(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "уровень достиг 6,8%, к 2028 году его намерены поднять до 10%": a verb of the past has said its own."""
    if term.group not in AHEAD or term.first < figure.last:
        return False
    low, high = passage.clause_of(figure)
    reached = any(one.end - one.start > REACH for one in passage.in_clause(figure, "reach"))
    clauses = passage.page.clauses
    is_apart = clauses[term.first] != clauses[max(figure.last - 1, 0)]
    has_figure = any(clauses[min(one.first, len(clauses) - 1)] == clauses[term.first] for one in passage.figures)
    return is_apart and has_figure and reached and any(passage.page.vocabulary.endings.get("past", ())) and low < high


def _labels_another(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "2 640 (план — 2 900)", "5.3% against a plan of 5": the word stands as the label of another figure."""
    labels = [one for one in passage.of("label_of_plan") if one.first <= term.first < one.last]
    if any(one.last == other.first for one in labels for other in passage.figures if other is not figure):
        return True
    following = [other for other in passage.figures if other is not figure and 0 <= other.first - term.last <= 1]
    if following and any(one.first == term.first for one in passage.of("target")):
        return True  # "20,7% при плане 15"
    return any(set(":—–-") & set(passage.page.gap(other.first - 1, other.first)) for other in following)


def _name(term: Term, figure: Figure, passage: Passage) -> str:
    """The status that a word says; "построен на 70%", "70 пайызға аяқталды": what is done in part goes on."""
    if term.group == "future":
        return "planned"
    done = next((one for one in passage.figures if _is_part_done(term, one, passage)), None)
    if done is None:
        return term.group
    return "actual" if done is figure else "in_progress"


def _is_part_done(term: Term, part: Figure, passage: Passage) -> bool:
    if term.group not in DEEDS or part.quantity.kind != "percent" or (part.quantity.value or ALL) >= ALL:
        return False
    by = (one for one in passage.of("by_change", "family") if one.last == part.first)  # "завершен на"
    is_by = any(one.first in (term.first, term.last) for one in by)
    return is_by or (part.last == term.first and passage.ends_in(part, "to_end"))


def _strongest(terms: list[Term], figure: Figure, passage: Passage) -> Term | None:
    """The nearest word of status, once a deed beside a word of the future has become a plan."""
    ahead = [term for term in terms if term.group in AHEAD]
    done = [
        term
        for term in terms
        if term.group in RANK and term.group not in AHEAD and not any(_beside(term, plan, passage) for plan in ahead)
    ]
    ranked = sorted((passage.distance(term, figure), RANK[term.group], term) for term in done + ahead)
    if not ranked:
        return None
    best = ranked[0][2]
    if best.group == "future":
        return next((term for _, _, term in ranked if term.group in ("planned", "forecast")), best)
    return best


def _beside(one: Term, other: Term, passage: Passage) -> bool:
    """Whether two words speak of one deed: in "при плане 170 проектов реализовано 191" a figure parts them."""
    low, high = min(one.last, other.last), max(one.first, other.first)
    is_parted = any(low <= figure.first and figure.last <= high for figure in passage.figures)
    return high - low <= REACH and not is_parted


def _is_past(figure: Figure, passage: Passage, published: date | None) -> bool:
    """Whether the clause names a time that was over when the page came out."""
    low, high = passage.clause_of(figure)
    named = [one for one in dated_periods(passage) if low <= one.first and one.last <= high]
    named = [one for one in named if not is_of_participle(one, figure, passage)]
    return any(is_over(one.quantity.time_period or "", published) for one in named)


def _is_ahead(figure: Figure, passage: Passage, published: date | None) -> bool:
    """Whether the clause names only times that had not begun when the page came out: "выделят в следующем году"."""
    low, high = passage.clause_of(figure)
    inside = [one for one in dated_periods(passage) if low <= one.first and one.last <= high]
    return _are_ahead(inside, passage, published)


def _are_ahead(periods: Sequence[Figure], passage: Passage, published: date | None) -> bool:
    named = [one for one in periods if not is_length(one, passage)]  # "In five years it has assembled"
    times = ((one.quantity.time_period or "", passage.ends_in(one, "until")) for one in named)
    return bool(named) and all(
        ends_later(time, published) if is_until else begins_later(time, published) for time, is_until in times
    )


def fit_status(status: ClaimStatus, indicator: str) -> ClaimStatus:
    """The status as this indicator can have it."""
    if status == "forecast" and indicator in PROMISED:
        return "planned"
    if status == "in_progress" and indicator not in BUILT:
        return "planned"
    if status in ("launched", "completed") and indicator not in LAUNCHED:
        return "actual"
    if status == "actual" and indicator in LAUNCHED:
        return "launched"  # a project is no result: what is told of it as done has been launched
    return status
