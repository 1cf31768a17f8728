"""Which branch a figure is of, by the sentence and by what the text has been speaking of.

Enters: a figure with its topic and the thread of the text. Leaves: the branch with its ground: of the thing counted,
of the plant whose staff, pay, cost or parts are told, else the one named nearest, else that of the paragraph, of the
region, of the document.
"""

from collections.abc import Iterator
from dataclasses import replace

from extractors.claim.activities import DEFAULT, THINGS, WIDE, branch_terms, is_within, nearest_activity
from extractors.claim.areas import COUNTRY, PLANT_LEVEL, named_regions
from extractors.claim.grounds import Ground, from_term
from extractors.claim.makers import is_kind, product_term
from extractors.claim.passages import Figure, Passage
from extractors.claim.period_question import CHANGES
from extractors.claim.places import NATIONAL
from extractors.claim.terms import Term
from extractors.claim.thread import PLANTS, Thread
from extractors.topic.shares import WHOLES, is_branch_name, share_whole
from extractors.topic.topics import Topic

OF_REGION = frozenset(("wages", "jobs", "employment", "export"))  # of all its branches, when nothing narrower is named
MACHINES = "machinery"
BOUGHT = frozenset((
    "financing", "load", "wear", "renewal", "fleet", "sales", "investment", "contract",
))  # fmt: skip
OF_ALL = frozenset(("output", "made", "export", "productivity", "value_added"))
OF_MAKER = PLANT_LEVEL | {
    "wages", "equipment_wear", "renewal_rate", "financing", "employment_growth", "productivity_growth",
    "labour_productivity", "contract_value",
}  # fmt: skip


def choose_branch(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> Ground:
    """The branch of a figure, with its ground."""
    if topic and topic.thing in THINGS:
        return Ground(THINGS[topic.thing], "thing")
    whole = share_whole(figure, passage) if topic and topic.family == "share" else None
    near = nearest_activity(figure, passage, skip=whole) or _of_goods_before(passage, thread, topic)
    near = _of_such_machines(near, passage, thread, topic)
    maker = _maker(figure, passage, thread, topic, near)
    return maker or near or _unnamed(figure, passage, thread, topic)


def _of_such_machines(near: Ground | None, passage: Passage, thread: Thread, topic: Topic | None) -> Ground | None:
    """As in "lent 41 billion for the purchase of machinery" in a text about tractors: machines of that branch."""
    about = thread.activity[1].value if thread.activity and thread.activity[0] == passage.number else None
    about = about if about and about != MACHINES else thread.article.activity
    is_narrow = about != MACHINES and is_within(about, MACHINES, thread.article.activities)
    if near is None or near.value != MACHINES or topic is None or topic.family not in BOUGHT or not is_narrow:
        return near
    is_any = any((term.start, term.end) == (near.start, near.end) for term in passage.of("any_machinery"))
    return replace(near, value=about) if is_any else near


def _of_goods_before(passage: Passage, thread: Thread, topic: Topic | None) -> Ground | None:
    """As in "115 thousand cars were made, 3.4% fewer", "own 148,000 tractors. Wear is 71%": of what was counted."""
    is_of_fleet = topic is not None and topic.family in ("wear", "renewal")
    is_of_fleet |= topic is not None and topic.role == "share" and any(passage.of("subset"))  # "9 percent of them"
    before = thread.topics[0] if topic and (is_of_fleet or topic.role in CHANGES) and thread.topics else None
    if before is None or before[2].thing is None or before[0] != passage.number:
        return None
    is_told = topic is not None and (topic.role == "share" or before[2].family == "fleet")
    if before[1] != passage.start and not (is_of_fleet and is_told):
        return None
    branch = THINGS.get(before[2].thing)
    return Ground(branch, "carried") if branch else None


def _maker(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None, near: Ground | None) -> Ground | None:
    """Of the plant spoken of: its materials, buyers and shops are told in passing."""
    product = product_term(passage)
    is_goods = near is not None and not (
        near.value in WHOLES | WIDE and is_branch_name(near.start, near.value, passage)
    )
    is_told = is_goods and near is not None and not _is_counted(near, figure)
    is_next = near is not None and product is not None and _is_of_next_plant(product, near, passage)
    if product and near and is_told and near.start is not None and product.start < near.start and not is_next:
        return from_term(product.key, near.rule, product)
    maker = thread.maker_of(passage.number)
    product = product if product is None or maker is None or not is_kind(product, passage) else None
    if maker is None or topic is None or product or _is_of_others(figure, passage, topic, near):
        return None
    is_told = thread.activity is not None and thread.activity[0] == passage.number
    if near is None and is_told and (thread.maker is None or thread.maker[0] != passage.number):
        return None  # what the paragraph goes on about
    opens = any(term.first <= passage.first + 1 for term in passage.of("plant_pronoun"))
    is_named = opens or any(passage.of("the_plant"))
    return replace(maker, rule="carried") if is_named or topic.indicator in OF_MAKER else None


def _is_of_next_plant(product: Term, near: Ground, passage: Passage) -> bool:
    """As in "кирпичный завод за 6,5 млрд и линия по выпуску удобрений": behind a figure, another plant or line."""
    start = near.start or 0
    figures = [one for one in passage.figures if product.end <= one.quantity.start < start]
    is_behind = "head_comes_first" not in passage.page.vocabulary.grammar  # "тыңайтқыш шығаратын желі"
    plants = (term for term in passage.of("thing") if term.key in PLANTS and (is_behind or term.end <= start))
    return any(one.quantity.end <= term.start for one in figures[:1] for term in plants)


def _is_counted(near: Ground, figure: Figure) -> bool:
    """As in "1,800 valves": goods that the figure counts."""
    return near.start is not None and 0 <= near.start - figure.quantity.end <= 1


def _is_of_others(figure: Figure, passage: Passage, topic: Topic, near: Ground | None) -> bool:
    """Whether the sentence turns from the plant to a branch as a whole, a region, the country, or plants in number."""
    is_whole = near is not None and near.value in WHOLES | WIDE and is_branch_name(near.start, near.value, passage)
    if is_whole or any(passage.of("region_level", "sector_word")):
        return True
    if topic.indicator == "investment_projects" and (figure.quantity.value or 0) > 1:
        return True
    is_abroad = any(term.key == COUNTRY for term in passage.of("area"))
    is_elsewhere = bool(named_regions(passage)) and near is not None and not any(passage.of("buying", "the_plant"))
    return is_elsewhere or (is_abroad and topic.indicator != "local_content")


def _unnamed(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> Ground:
    """The branch when the sentence names none: of the region, of the paragraph, of the document."""
    is_national = topic is not None and topic.family in NATIONAL
    is_regional = topic is not None and (topic.family == "wages" or topic.indicator == "fixed_investment")
    if any(passage.of("region_level")) and (is_national or is_regional):
        return Ground("economy", "region")
    if is_national and any(term.first < figure.first for term in _whole_country(passage)):
        return Ground("economy", "country")
    if _are_all_of_region(passage, topic):
        return Ground(DEFAULT, "region")
    is_wide = thread.article.activity in WIDE
    carried = _carried(passage, thread, topic)
    if carried and not (is_national and is_wide and carried.value in WIDE):
        return carried
    if is_national and not thread.section and (is_wide or not (thread.article.is_titled or thread.article.maker)):
        return Ground("economy", "default")
    return _of_text(figure, passage, thread, topic)


def _whole_country(passage: Passage) -> Iterator[Term]:
    """As in "Kazakhstan as a whole attracted $17 billion"."""
    home = {(term.start, term.end) for term in passage.of("home_made")}
    return (term for term in passage.of("area") if term.key == COUNTRY and (term.start, term.end) not in home)


def _are_all_of_region(passage: Passage, topic: Topic | None) -> bool:
    """As in "the enterprises of Kostanay region produced goods worth 583 billion": of all its branches."""
    places = {term.first for term in (*named_regions(passage), *passage.of("region_level"))}
    joins = {term.last: term.first for term in passage.of("part_of", "in_place")}
    ends = {joins[at] for at in places if at in joins}
    is_made = topic is not None and topic.family in OF_ALL
    return is_made and any(term.last in ends for term in passage.of("enterprises_word"))


def _of_text(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> Ground:
    """Of the heading above, the region or the plants told of, the figure before in the sentence, the document."""
    if thread.section:
        return Ground(thread.section, "heading")
    if topic is not None and topic.family in OF_REGION and _is_of_region(passage, thread):
        return Ground("economy", "region")
    if _is_of_plants(figure, passage, thread, topic):
        return Ground("manufacturing", "plants")
    if thread.last_branch and thread.last_branch[0] == passage.start:
        return replace(thread.last_branch[1], rule="carried")
    return Ground(thread.article.activity, "document")


def _carried(passage: Passage, thread: Thread, topic: Topic | None) -> Ground | None:
    """What the paragraph goes on about, but for projects of the whole country."""
    is_projects = topic is not None and topic.indicator == "investment_projects"
    if is_projects and any(term.key == COUNTRY for term in passage.of("area")):
        return None
    if thread.activity is None or not _is_same_branch(passage, *thread.activity, thread.question):
        return None
    about, named = thread.article.activity, thread.activity[1].value
    is_back = any(passage.of("sector_word")) or any(term.key == COUNTRY for term in passage.of("area"))
    if is_back and thread.article.is_titled and named != about and is_within(named, about, thread.article.activities):
        return None  # "The country as a whole made machines": from a part back to the whole
    return replace(thread.activity[1], rule="carried")


def _is_of_plants(figure: Figure, passage: Passage, thread: Thread, topic: Topic | None) -> bool:
    """As in "Pavlodar region has put four plants into operation": of any branch, unless the text is about one."""
    is_projects = topic is not None and topic.indicator == "investment_projects"
    if not ("plants" in passage.keys("thing") or any(passage.of("facility_word"))):
        return False
    is_enterprises = topic is not None and topic.indicator == "enterprises"
    if (is_projects or is_enterprises) and thread.article.activity in WIDE:
        return True
    is_many = any(passage.of("facility_word")) or (is_projects and (figure.quantity.value or 0) > 1)
    is_regional = any(passage.of("region_level")) or bool(named_regions(passage))
    is_built = is_projects or (topic is not None and topic.indicator == "investment_value")
    is_narrow = thread.article.maker is not None or (is_built and not thread.article.is_titled)
    return is_narrow and is_many and is_regional


def _is_same_branch(passage: Passage, block: int, activity: Ground, question: Passage | None) -> bool:
    """As in "саладағы жергілікті қамту": a paragraph, or the next, goes on about the branch, as does an answer."""
    is_next = block == passage.number - 1 and activity.value not in WIDE
    is_asked = question is not None and any(term.key == activity.value for term in branch_terms(question))
    is_asked = is_asked and question is not None and question.number == block
    return block == passage.number or (is_next and (is_asked or any(passage.of("this_branch"))))


def _is_of_region(passage: Passage, thread: Thread) -> bool:
    """In the news of a region that names no branch, and in a sentence without a plant."""
    is_narrow = thread.article.is_titled or thread.article.activity != DEFAULT or thread.plant is not None
    is_narrow |= any(term.first == passage.first for term in passage.of("plant_pronoun"))  # "They have created jobs"
    return thread.article.is_regional and not is_narrow and not passage.keys("thing") & {"plants", "projects"}
