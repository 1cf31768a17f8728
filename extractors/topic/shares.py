"""Of what a percentage is a share: "13 % of the country's machine building", "доля в ВВП", "машина жасаудың 13 %-ын".

The whole is a branch of the economy that stands behind a preposition of belonging (en, ru) or carries a case ending
of belonging (kk).
"""

from extractors.claim.passages import Figure, Passage
from extractors.claim.terms import Term
from extractors.topic.things import counted_whole

WHOLES = frozenset(("economy", "manufacturing", "industry", "machinery"))
OTHER_WHOLES = frozenset(("export", "import", "fdi", "investment", "fixed_investment", "jobs", "employment", "sales"))
REACH = 5
COUNTED_REACH = 2
PART_REACH = 1  # words from "the share of" to what is a part


def share_whole(figure: Figure, passage: Passage) -> Term | None:
    """The branch that the percentage is a part of, nearest to the figure; none where it is of what is counted."""
    if counted_whole(figure, passage):
        return None
    named = (
        term for term in passage.of("activity") if term.key in WHOLES and is_branch_name(term.start, term.key, passage)
    )
    makers = {term.start for term in passage.of("makers")} | {term.end for term in passage.of("makers")}
    named = (term for term in named if not makers & {term.start, term.end})  # "half goes to machine builders"
    wholes = [term for term in named if is_whole(term, passage) or is_counted_out(term, passage)]
    wholes = _without_part(wholes, passage)
    bare = (term._replace(key="industry") for term in passage.of("industry_word"))
    wholes += [term for term in bare if is_whole(term, passage)]
    if is_part_of(figure, passage):  # "1.1% in manufacturing, while clothing covered 10% of the demand"
        clauses = passage.page.clauses
        wholes = [term for term in wholes if clauses[term.first] == clauses[figure.first]]
    return min(
        wholes, key=lambda term: (not belongs(term, figure, passage), passage.distance(term, figure)), default=None
    )


def _without_part(wholes: list[Term], passage: Passage) -> list[Term]:
    """As in "In manufacturing the share of machine building is 15%": what the share is said to be of is the part."""
    case = tuple(passage.page.vocabulary.endings.get("of_inside", ("\0",)))  # "облыс өнеркәсібіндегі … үлесі"
    within = [term for term in wholes if passage.page.words[term.last - 1].text.endswith(case)]
    if within and "whole_comes_first" in passage.page.vocabulary.grammar:
        return within
    opening = {term.last for term in passage.of("in_place") if term.first == passage.first}
    shares = {term.last for term in passage.of("family") if term.key == "share"}
    owned = {term.last for term in passage.of("part_of") if term.first in shares}
    inside = {term.first for term in passage.of("in_place")}
    parts = [term for term in wholes if any(0 <= term.first - at <= PART_REACH for at in owned)]
    held = {term.start for term in parts if term.last in inside}  # "the share of domestic machinery in purchases"
    if any(term.first in opening for term in wholes):
        held |= {term.start for term in wholes if term.first in owned}
    return [term for term in wholes if term.start not in held]


def belongs(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "1.7% of GDP", "1,7% ВВП", "ЖІӨ-нің 1,7%-ын": the whole that the percentage itself governs."""
    grammar = passage.page.vocabulary.grammar
    if "whole_comes_first" in grammar:
        return 0 <= figure.first - term.last <= 1 and not passage.marks(term.last - 1, figure.first)
    if "whole_in_genitive" in grammar:
        return term.first == figure.last
    return is_part_of(figure, passage) and 0 < term.first - figure.last < REACH


def is_branch_name(start: int | None, key: str, passage: Passage) -> bool:
    """Whether a word for machinery names the branch, "machine building", and not its goods: pumps, a barge."""
    return key != "machinery" or any(one.start == start for one in passage.of("machinery_word"))


def is_part_of(figure: Figure, passage: Passage) -> bool:
    """Whether a preposition right behind the figure says of what it is a part."""
    return any(term.first == figure.last for term in passage.of("part_of"))


def is_counted_out(term: Term, passage: Passage) -> bool:
    """As in "11 % обработки": the genitive right behind a percentage is what it is a part of."""
    if "whole_in_genitive" not in passage.page.vocabulary.grammar:
        return False
    percentages = (one for one in passage.figures if one.quantity.kind == "percent" and one.last <= term.first)
    return any(_is_next(one, term, passage) for one in percentages)


def _is_next(figure: Figure, term: Term, passage: Passage) -> bool:
    """Right behind, or after words in the genitive that belong to it: "7,5% всей промышленности"."""
    if term.first - figure.last > COUNTED_REACH or passage.marks(figure.last - 1, term.first):
        return False
    between = passage.page.words[figure.last : term.first]
    genitive = tuple(passage.page.vocabulary.endings.get("genitive", ()))
    return all(word.text.endswith(genitive) for word in between)


def is_parted(term: Term, passage: Passage) -> bool:
    """As in "өңдеу өнеркәсібінің 15,8 пайызын берді": the whole of a percentage is not what the sentence is about."""
    percentages = (one for one in passage.figures if one.quantity.kind == "percent" and passage.ends_in(one, "part"))
    return any(0 <= one.first - term.last <= 1 and not passage.marks(term.last - 1, one.first) for one in percentages)


def is_whole(term: Term, passage: Passage) -> bool:
    """Whether the branch is named as something to be a part of."""
    words = passage.page.words
    if "whole_comes_first" in passage.page.vocabulary.grammar:
        endings = passage.page.vocabulary.endings["of_whole"]
        behind = words[min(term.last, passage.last - 1)]
        return words[term.last - 1].text.endswith(endings) or behind.text.endswith(endings)
    others = {one.first for one in passage.of("family") if one.key in OTHER_WHOLES}
    if "whole_in_genitive" not in passage.page.vocabulary.grammar:
        others |= {one.first for one in passage.of("put_into")}
    joined = (one for one in passage.of("belongs") if 0 <= term.first - one.last < REACH)
    joined = (one for one in joined if others.isdisjoint(range(one.last, term.first)))  # "of the inflow into industry"
    return any(not passage.marks(one.first, term.first) for one in joined)
