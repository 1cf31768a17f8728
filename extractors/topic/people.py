"""People that a text counts: at work, hired, kept, or not at work at all; and numbers that are ages.

Enters: a count of people in its setting. Leaves: whether it is one of these.
"""

from extractors.claim.grounds import Ground
from extractors.topic.topics import MAKING, NEAR, Setting, nearest_family

LEAST_AGE, OLDEST, NAME_REACH = 16, 70, 60
FAR_OFF = -99  # where a noun that was only meant stands: beside nothing
WHOLE = 100
BESIDE = 2  # words from "trained" to the number of those trained


def is_age(setting: Setting) -> bool:
    """As in "says its manager Emre Aksoy, 38", "insists the chief engineer, 63"."""
    text, quantity = setting.passage.page.document.text, setting.figure.quantity
    is_apart = text.endswith(", ", 0, quantity.start) and text[quantity.end : quantity.end + 1] in (",", ".", "")
    names = text[max(quantity.start - NAME_REACH, 0) : quantity.start - 2].split()[-2:]
    is_named = len(names) > 1 and all(name[0].isupper() and name.isalpha() for name in names)
    is_named = is_named or any(term.last == setting.figure.first for term in setting.passage.of("office", "occupation"))
    return is_apart and is_named and LEAST_AGE <= (quantity.value or 0) < WHOLE


def is_age_bound(setting: Setting) -> bool:
    """As in "a third of the staff are under 30", "women over 45": so many years, not people."""
    figure, passage = setting.figure, setting.passage
    is_bound = figure.quantity.hedge in ("under", "over")
    people = [term for term in passage.of("thing") if term.key == "people" and term.last <= figure.first]
    is_told = bool(people) or any(topic.thing == "people" for topic in setting.before(0))
    beside = {term.last for term in (*passage.of("copula", "it_word"), *people)}
    return is_bound and is_told and figure.first in beside and LEAST_AGE <= (figure.quantity.value or 0) <= OLDEST


def are_kept(setting: Setting) -> bool:
    """As in "will keep its 1,050 jobs": those there are."""
    kept = setting.passage.in_clause(setting.figure, "kept")
    return any(term.last <= setting.figure.first for term in kept)


def are_no_staff(setting: Setting, people: Ground) -> bool:
    """As in "colleges trained 5,600 specialists", "3,000 people visited the fair", "short of 2,300 welders"."""
    figure, passage = setting.figure, setting.passage
    said = passage.in_clause(figure, "not_staff")
    staff = [
        term for term in passage.in_clause(figure, "family", "staff") if term.key in ("employment", "jobs", "staff")
    ]
    is_beside = any(
        0 <= figure.first - term.last <= BESIDE or term.start - (people.end or FAR_OFF) in (0, 1) for term in said
    )
    return any(term.last == figure.first for term in said) or (is_beside and not staff)


def are_hired(setting: Setting, people: Ground) -> bool:
    """As in "2,200 people will find work", "the works will employ 300": people in new jobs, not a headcount."""
    if _are_given_work(setting, people):
        return True
    jobs = nearest_family(setting, ("jobs",))
    staff = nearest_family(setting, ("employment",))
    if jobs and setting.status == "actual" and any(setting.passage.in_clause(setting.figure, "now")):
        return False  # "сейчас трудоустроены 540 человек"
    is_ahead = setting.status in ("planned", "in_progress") and not any(setting.passage.of("staff"))
    if is_ahead and staff is None and jobs is None:  # "The shop will open and take some eighty people"
        return True
    if is_ahead and staff is not None and staff[0] <= NEAR:
        return not any(topic.family in MAKING for topic in setting.before(0))  # a plant that works has a headcount
    if jobs and staff and staff[1].first < jobs[1].first < staff[1].last:
        return False  # "provides jobs for 13,000 people"
    is_counted = staff is not None and staff[1].start == people.start  # "60 жұмысшы қабылдайды"
    low, high = setting.passage.clause_of(setting.figure)
    is_counted = is_counted and jobs is not None and low <= jobs[1].first < high
    return jobs is not None and (staff is None or is_counted or jobs[0] < staff[0])


def _are_given_work(setting: Setting, people: Ground) -> bool:
    """As in "have given 9,400 people work": not "9,400 people work there"."""
    given = any(term.last <= setting.figure.first for term in setting.passage.in_clause(setting.figure, "giving"))
    if any(0 <= term.start - (people.end or FAR_OFF) <= 1 for term in setting.passage.of("hired")):
        return True  # "тағы он бес адам аламыз"
    works = [term for term in setting.passage.of("work_word") if term.end == people.end]  # "people work"
    works += [term for term in setting.passage.of("work_word") if 0 <= term.start - (people.end or FAR_OFF) <= 1]
    return (given and bool(works)) or _get_work(setting, people)


def _get_work(setting: Setting, people: Ground) -> bool:
    """As in "4,200 people got permanent work"."""
    got = (term for term in setting.passage.of("giving") if 0 <= term.start - (people.end or FAR_OFF) <= 1)
    verb = next(got, None)
    works = setting.passage.of("work_word")
    return verb is not None and any(0 <= term.first - verb.last <= BESIDE for term in works)
