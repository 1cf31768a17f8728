"""What a sum is paid for: the project, plant, contract or goods that stand nearer than any word of its family.

Enters: a sum in its setting with the nearest word of a family. Leaves: investment, contract or output with its ground.
"""

from extractors.claim.grounds import Ground, from_term
from extractors.claim.passages import Passage
from extractors.claim.terms import Term
from extractors.topic.things import counted_thing
from extractors.topic.topics import PRODUCTS, Setting, nearest_family

YIELDING = frozenset(("output", "built", "investment", "financing"))  # that a nearer project or contract outdoes
LOAN_REACH, FOR_REACH = 4, 5
PRICE_OF_MODEL = 1e8
PRICE_OF_ONE = 1e9  # no machine costs so much


def paid_for(setting: Setting, best: tuple[int, Term] | None) -> Ground | None:
    """The family of the project, contract or product that the money is paid for, when it stands nearer."""
    things = _things_near(setting, is_worth=best is None and "worth" in setting.passage.keys("family"))
    if things is None or (best and (_governs(best[1], setting) or _is_of_goods(best[1], setting))):
        return None
    if best and best[1].key == "fdi" and _is_priced(things[1], setting):
        return from_term("investment", "thing", things[1])
    if (best and best[1].key not in YIELDING) or (best is None and _is_income(things[1], setting)):
        return None
    is_built = best is not None and best[1].key == "built" and things[1].key in ("plants", "projects")
    is_built = is_built or (things[1].key == "contracts" and _is_dative(setting))  # "620 млн долларға 14 келісімге"
    if best and things[0] >= best[0] and not is_built:  # "a plant worth 5 billion will be built" makes no goods
        return None
    family = _family_of_thing(things[1].key)
    is_lent = best is not None and best[1].key == "financing"  # credit for buyers of cars is no output
    is_loan = is_lent and best is not None and _is_lent_to(best[1], things[1], setting)
    if is_loan or family is None or (family == "output" and (is_lent or is_sold(setting, best))):
        return None
    return from_term(family, "thing", things[1])


def _is_of_goods(made: Term, setting: Setting) -> bool:
    """As in "зауыттар 88,6 млрд теңгенің құрылыс материалын шығарды": the goods of a branch that the sum is of."""
    figure, passage = setting.figure, setting.passage
    is_said = "noun_behind_sum" in passage.page.vocabulary.grammar and made.key in ("output", "made")
    if not is_said or not passage.ends_in(figure, "owner"):
        return False
    behind = (term for term in passage.of("activity") if term.key and 0 <= term.first - figure.last <= 1)
    return any(not passage.marks(figure.last - 1, term.first) for term in behind)


def _is_priced(thing: Term, setting: Setting) -> bool:
    """As in "с иностранным капиталом введены 27 предприятий стоимостью 1,1 млрд": the plants' own worth."""
    worth = [term for term in setting.passage.of("family") if term.key == "worth"]
    is_next = any(0 <= setting.figure.first - term.last <= 1 and 0 <= term.first - thing.last <= 1 for term in worth)
    return is_next and thing.key in ("plants", "projects")


def _is_income(thing: Term, setting: Setting) -> bool:
    """As in "зауыт 9 млрд теңгенің өнімін сатты": what a plant has sold is not what it cost."""
    clause = setting.passage.in_clause(setting.figure, "family")
    return thing.key == "plants" and any(term.key == "sales" for term in clause)


def _is_lent_to(lent: Term, thing: Term, setting: Setting) -> bool:
    """As in "lent its factories 27 billion", "enterprises received 5.8 billion in soft loans"."""
    figure = setting.figure
    is_in = any(term.first == figure.last for term in setting.passage.of("belongs"))
    is_near = 0 <= lent.first - figure.last <= LOAN_REACH and not setting.passage.marks(figure.last - 1, lent.first)
    worth = [term for term in setting.passage.of("family") if term.key == "worth"]
    if any(0 <= figure.first - term.last <= 1 for term in worth):
        return False  # "одобрило 14 проектов стоимостью 2,9 трлн"
    return (is_in and is_near) or lent.last <= thing.first < figure.first


def _governs(term: Term, setting: Setting) -> bool:
    """As in "318 млрд теңгенің өнімі", "output of the plants: 318 billion": the noun that the sum is of."""
    figure, passage = setting.figure, setting.passage
    if term.key == "output" and any(one.first == term.last for one in passage.of("part_of")):
        return term.first < figure.first
    return (
        "noun_behind_sum" in passage.page.vocabulary.grammar
        and term.first - figure.last in (0, 1)
        and not passage.marks(figure.last - 1, term.first)
    )


def is_sold(setting: Setting, best: tuple[int, Term] | None) -> bool:
    """Whether a word of selling stands nearer than the family: "sold goods for 9 billion"."""
    sold = nearest_family(setting, ("sales",))
    if best and best[1].key in ("financing", "export", "import"):
        return False
    return sold is not None and (best is None or sold[0] < best[0])


def _things_near(setting: Setting, *, is_worth: bool) -> tuple[int, Term] | None:
    """The project, contract or product that the money is paid for: before the figure, or after "worth"."""
    keys = {"projects", "plants"} if _is_for_plant(setting) else {"projects", "plants", "contracts"} | PRODUCTS
    made = {term.start for term in setting.passage.of("family") if term.key == "output"}
    is_for = _is_dative(setting) or setting.passage.ends_in(setting.figure, "adjective")  # "9 млрд теңгелік зауыт"
    is_for = is_for or _is_attribute(setting)
    heads = {term.first for term in setting.passage.of("thing") if term.key == "plants"}
    if "head_comes_first" in setting.passage.page.vocabulary.grammar:
        heads = set()
    if _is_worth_of_goods(setting):
        return None
    found = [
        (setting.passage.distance(term, setting.figure) + 1, term)
        for term in setting.passage.of("thing")
        if term.key in keys
        and term.last not in heads  # "кабель зауыты" is a plant
        and not _is_what_for(term, setting.passage)
        and ((is_worth and _is_in_reach(term, setting)) or is_for or term.first < setting.figure.first)
        and term.start not in made
    ]
    return min(found, default=None)


def _is_what_for(goods: Term, passage: Passage) -> bool:
    """As in "цех роликов за 1,7 миллиарда", "завод по ремонту насосов": what a plant is for, behind its head."""
    if goods.key not in PRODUCTS or "head_comes_first" not in passage.page.vocabulary.grammar:
        return False
    joins = {term.first for term in passage.of("what_for")}
    for plant in (term for term in passage.of("thing") if term.key in ("plants", "projects")):
        reach = FOR_REACH if plant.last in joins else 1
        if 0 <= goods.first - plant.last <= reach and not passage.marks(plant.last - 1, goods.first):
            return True
    return False


def _is_in_reach(term: Term, setting: Setting) -> bool:
    """Not as in "Құны – 23 млрд теңге, қуаты 800 автобус": behind a comma, and counted there."""
    low, high = setting.passage.clause_of(setting.figure)
    return low <= term.first < high or not any(one.last == term.first for one in setting.passage.figures)


def is_price_of_one(setting: Setting, best: tuple[int, Term] | None) -> bool:
    """As in "A 130-horsepower machine costs 27 million tenge"."""
    if best is None or best[1].key != "investment" or (setting.figure.quantity.value or 0) >= PRICE_OF_ONE:
        return False
    if any(term.last == best[1].first for term in setting.passage.of("each")):
        return True  # "A new one costs 28 million"
    priced = (term for term in setting.passage.of("thing") if term.last == best[1].first)
    if any(term.key == "plants" for term in setting.passage.in_clause(setting.figure, "thing")):
        return False  # "a plant of sprayers priced at 18 million"
    models = any(term.last == best[1].first for term in setting.passage.of("model_word"))  # "A Chinese model costs"
    if models and (setting.figure.quantity.value or 0) < PRICE_OF_MODEL:
        return True
    return any(term.key in PRODUCTS for term in priced)


def _is_worth_of_goods(setting: Setting) -> bool:
    """As in "Farm machinery worth 214 billion left the workshops": the branch stands for its goods."""
    figure, passage = setting.figure, setting.passage
    worth = (term for term in passage.of("family") if term.key == "worth" and 0 <= figure.first - term.last <= 1)
    first = next((term.first for term in worth), None)
    paid = ("projects", "plants", "contracts")
    is_thing = any(term.key in paid and term.first < figure.first for term in passage.in_clause(figure, "thing"))
    return not is_thing and any(term.last == first for term in passage.of("activity"))


def _is_attribute(setting: Setting) -> bool:
    """As in "the 38 billion tenge facility", "a $1.2 billion tyre plant": a sum in front of what it paid for."""
    figure, passage = setting.figure, setting.passage
    is_said = "sum_before_noun" in passage.page.vocabulary.grammar
    noun = counted_thing(figure, passage) if is_said else None
    return noun is not None and noun.value in ("plants", "projects")


def _is_dative(setting: Setting) -> bool:
    """As in "586 млрд теңгеге 47 жоба": what the money went for stands behind it."""
    figure = setting.figure
    following = [other for other in setting.passage.figures if other.first >= figure.last]
    is_next = bool(following) and following[0].first - figure.last <= 1
    return (is_next or _is_for_plant(setting)) and setting.passage.ends_in(figure, "to_end")


def _is_for_plant(setting: Setting) -> bool:
    """As in "3,4 млрд теңгеге техника жинайтын цех ашылды": the plant stands behind, with the deed that ends it."""
    figure, passage = setting.figure, setting.passage
    plants = [term for term in passage.in_clause(figure, "thing") if term.key in ("plants", "projects")]
    plant = next((term for term in plants if term.first > figure.last), None)
    if plant is None or any(figure.last <= one.first < plant.first for one in passage.figures):
        return False
    return any(0 <= term.first - plant.last <= 1 for term in passage.of("launched", "in_progress", "future"))


def _family_of_thing(thing: str) -> str | None:
    if thing in ("projects", "plants"):
        return "investment"
    return "contract" if thing == "contracts" else "output" if thing in PRODUCTS else None
