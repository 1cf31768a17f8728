"""Money invested: the fixed investment of a branch or territory, or the cost of projects and plants.

Enters: a sum in its setting, said to be invested. Leaves: which of the two it is; what is put into a branch, into a
region or by all makers of a branch is fixed investment, what is put into something counted or named is a cost.
"""

from collections.abc import Iterator

from extractors.claim.passages import Passage
from extractors.claim.terms import Term
from extractors.topic.topics import Setting

NEW_REACH = 2
PLANT_FAMILIES = frozenset(("projects", "jobs", "capacity"))


def is_fixed(setting: Setting) -> bool:
    """Whether money is put into a branch or territory, rather than into projects, a plant or a company's own works."""
    passage = setting.passage
    named = [*passage.in_clause(setting.figure, "family"), *_families_before(setting)]
    if any(term.key == "fixed_investment" for term in named):
        return True
    if is_by_branch(setting):
        return True
    into = any(
        0 <= term.first - word.last <= 1
        for term in passage.in_clause(setting.figure, "activity", "sector_word")
        for word in passage.of("into")
    )
    before = setting.previous
    is_of_plant = before is not None and not before.figures and "plants" in before.keys("thing")  # "… завод. В него"
    is_regional = any(passage.in_clause(setting.figure, "into_region"))
    spoken = () if is_of_plant else setting.before(1)
    goes_on = into or any(topic.indicator == setting.measures.money["fixed_investment"] for topic in spoken)
    things = passage.in_clause(setting.figure, "thing")
    inside = {term.key for term in things if not _is_making(term, passage)}
    if (inside if goes_on else passage.keys("thing")) & {"projects", "plants", "jobs"}:
        return False
    if any(not _is_making(term, passage) for term in passage.in_clause(setting.figure, "plant_level", "plant_pronoun")):
        return False
    told = any(topic.family in PLANT_FAMILIES for topic in setting.before(0)) or (is_of_plant and not into)
    told |= any(0 < term.first - setting.figure.last <= NEW_REACH for term in passage.of("new"))  # "in a new furnace"
    if told and not is_regional:
        return False
    return is_regional or goes_on or any(passage.of("activity", "sector_word"))


def _families_before(setting: Setting) -> Iterator[Term]:
    """As in "Capital investment fell: 96 billion was spent": what a colon opens on."""
    figure, passage = setting.figure, setting.passage
    colon = passage.page.document.text.rfind(":", passage.start, figure.quantity.start)
    return (term for term in passage.of("family") if term.end <= colon)


def _is_making(thing: Term, passage: Passage) -> bool:
    """As in "в производство стройматериалов": the making of the goods of a branch, no plant."""
    made = any(term.key == "output" and term.start == thing.start for term in passage.of("family"))
    return made and any(branch.first in (thing.first, thing.last) for branch in passage.of("activity"))


def is_by_branch(setting: Setting) -> bool:
    """As in "За пять лет металлурги вложили": a whole branch, over a time, in nothing that is counted."""
    passage = setting.passage
    is_counted = any(one.quantity.kind == "count" for one in passage.figures)
    return bool(passage.periods) and not is_counted and any(passage.in_clause(setting.figure, "makers"))
