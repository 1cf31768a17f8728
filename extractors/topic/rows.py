"""Percentages told in a row, or again: "in metallurgy (6.9%), chemicals (8.1%)", "it is to grow to 45".

Enters: a percentage in its setting. Leaves: the topic of the percentage before, when this one only goes on about it.
"""

from dataclasses import replace

from extractors.claim.from_to import is_reached
from extractors.claim.grounds import Ground
from extractors.topic.topics import Setting, Topic

SMALL_WORDS = 3  # in a list of branches: "and the", "и на"


def listed(setting: Setting) -> Topic | None:
    """As in "in machine building (8.9%), metallurgy (6.9%), chemicals (8.1%)": one branch after another."""
    figure, passage = setting.figure, setting.passage
    previous = next((one for one in reversed(passage.figures) if one.last <= figure.first), None)
    before = next(setting.same_passage(), None)
    if previous is None or before is None or previous.quantity.kind != "percent" or before.unit != "PT":
        return None
    between = range(previous.last, figure.first)
    branches = [term for term in passage.of("activity") if term.last <= figure.first]
    named = {at for term in branches for at in range(term.first, term.last)}
    said = {term.first for term in passage.of("family", "thing", "up", "down", "part_of")} - named
    is_bare = said.isdisjoint(between) and len(set(between) - named) <= SMALL_WORDS
    is_listed = bool(branches) and branches[-1].first >= previous.last and branches[0].last <= previous.first
    return replace(before, ground=Ground(before.family, "carried")) if is_listed and is_bare else None


def rate_goes_on(setting: Setting) -> Topic | None:
    """As in "износ локомотивов — 65%, вагонов — 48%", "вагонный — на 54%": the rate said before goes on."""
    figure, passage = setting.figure, setting.passage
    opening = figure.first - any(term.last == figure.first for term in passage.of("by_change"))
    dash = passage.page.gap(opening - 1, opening) if opening > passage.first else ""
    before = next(setting.same_passage(), None) or _pronoun_of(setting)
    is_of_part = before is not None and (before.family in setting.measures.rates or before.role == "share")
    is_rate = before is not None and is_of_part and before.unit == "PT"
    own = passage.in_clause(figure, "family", "up", "down", "part_of")
    is_listed = not own and any(sign in dash for sign in "—–")
    measured = {*setting.measures.rates, *setting.measures.growth, "share", "part"}
    is_raised = is_reached(figure, passage) and not measured & {
        term.key for term in passage.in_clause(figure, "family")
    }
    return before if is_rate and (is_listed or is_raised) else None


def _pronoun_of(setting: Setting) -> Topic | None:
    """As in "Local content is 31 percent. The ministry expects it to grow to 45": what the pronoun stands for."""
    pronouns = setting.passage.in_clause(setting.figure, "it_word")
    is_said = any(term.first < setting.figure.first for term in pronouns)
    return next(setting.before(0), None) if is_said else None
