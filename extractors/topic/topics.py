"""What a figure can be about, and the words that say it: the ground under the readers of money, percent and counts.

A family of words is chosen by nearness among those that can be measured in the figure's unit; general words yield to
special ones, and words of a later clause or nearer to another figure stand back.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.claim.areas import names_destination
from extractors.claim.from_to import is_difference, is_in_pair, start_of_pair
from extractors.claim.grounds import Ground
from extractors.claim.leads import opens_list
from extractors.claim.passages import ASKED_AGAIN, Figure, Passage
from extractors.claim.terms import Term
from extractors.records import ClaimStatus, Role
from extractors.topic.measures import Measures

PRODUCTS = frozenset(("vehicles", "locomotives", "wagons", "tractors", "combines", "units"))
USUAL_PRODUCT = {"automotive": "vehicles"}
LIGHT = {
    "output": 2,
    "made": 2,
    "built": 2,
    "investment": 2,
    "contract": 1,
    "financing": 2,
    "enterprises": 3,
    "sales": 1,
    "fleet": 1,
}  # general words yield
VAGUE = frozenset(("output", "part", "projects", "enterprises", "worth"))  # words a part of a sum may stand beside
PER_WORKER = frozenset(("output", "made", "built", "value_added"))
MAKING = frozenset(("output", "made", "built"))
HEADS = frozenset(("export", "import", "sales", "productivity", "value_added", "investment"))
HEAD_REACH, SENT_REACH = 2, 6
FOR_REACH = 4  # words from a plant to what it is for: "завод по выпуску кабельной продукции"
SPENT = 2  # and what it costs to have ended the clause of another figure
AFTER, ACROSS, OTHERS = 1, 4, 6  # what it costs to stand behind the figure, in a later clause, nearer to another figure
OWN_VERB = 2  # words from a count to the verb behind its noun
NEAR, FAR = 8, 24
LIST_REACH = 20  # blocks of a list


@dataclass(frozen=True, slots=True)
class Topic:
    """What a figure measures."""

    indicator: str
    family: str
    unit: str
    role: Role
    ground: Ground
    thing: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a figure makes no claim."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a figure before its topic: where it stands, what came before, what is said of it."""

    figure: Figure
    passage: Passage
    earlier: tuple[tuple[int, int, Topic], ...]  # (block, start of the passage, topic), newest first
    own_activity: Callable[[], str]  # the branch named beside the figure: asked only where it decides the topic
    document_activity: str
    status: ClaimStatus
    measures: Measures
    previous: Passage | None = None
    lead: tuple[Passage, ...] = ()  # the sentences above a list
    question: Passage | None = None  # asked last

    def same_passage(self) -> Iterator[Topic]:
        """Topics of the figures before this one in its sentence, newest first."""
        return (topic for _, start, topic in self.earlier if start == self.passage.start)

    def before(self, back: int = 0) -> Iterator[Topic]:
        """Topics in this block and `back` blocks before, newest first."""
        return (topic for block, _, topic in self.earlier if block >= self.passage.number - back)

    def asked(self) -> Iterator[Term]:
        """Words of the question answered or of the line above a list, last first: "How many tractors do you have?"."""
        if self.lead and opens_list(self.lead[-1]):
            return reversed(self.lead[-1].terms)
        before = self.question
        if before is None or before.figures or self.passage.number - before.number > 1:
            return iter(())
        told = any(before.start < start < self.passage.start for _, start, _ in self.earlier[:1])
        return iter(()) if told else reversed(before.terms)


def is_question(passage: Passage) -> bool:
    """Whether the sentence ends in a question mark."""
    return passage.page.document.text[passage.start : passage.end].rstrip("»”\"' ").endswith("?")


def nearest_family(setting: Setting, families: Collection[str]) -> tuple[int, Term] | None:
    """The family term of the sentence that stands nearest, general words and later clauses put back."""
    passage, figure = setting.passage, setting.figure
    terms = family_terms(passage)
    named = [term for term in terms if term.key in families and not _is_headed(term, passage)]
    if any(term.key == "productivity" and _is_in_clause(term, figure, passage) for term in terms):
        named = [term for term in named if term.key not in PER_WORKER]  # "output per worker"
    known = [term for term in named if not (_is_sent(term, named, passage) or _is_taker(term, figure, named, passage))]
    found = [(cost_of(passage, figure, term), term) for term in known]
    asked = ((NEAR, term) for term in setting.asked() if term.group == "family" and term.key in families)
    best = min(found, default=None) or next(asked, None)
    return best if best and best[0] <= FAR else None


def _is_in_clause(term: Term, figure: Figure, passage: Passage) -> bool:
    low, high = passage.clause_of(figure)
    return low <= term.first and term.last <= high


def _is_sent(term: Term, named: list[Term], passage: Passage) -> bool:
    """As in "sold 740 of them abroad": what is sold or delivered abroad is exported."""
    if term.key != "sales":
        return False
    sent = (one for one in named if one.key in ("export", "import") and 0 <= one.first - term.last <= SENT_REACH)
    return any(passage.page.clauses[one.first] == passage.page.clauses[term.first] for one in sent)


@lru_cache(ASKED_AGAIN)
def family_terms(passage: Passage) -> tuple[Term, ...]:
    """Words of the families: goods sent to another country are exports, imports replaced a family of their own."""
    return tuple(_family_terms(passage))


def _family_terms(passage: Passage) -> Iterator[Term]:
    is_replaced = any(passage.of("replaced"))
    for term in passage.of("family"):
        if term.key == "export" and _is_bought(term, passage):
            yield term._replace(key="import")
        else:
            yield term._replace(key="import_substitution") if is_replaced and term.key == "import" else term
    if any(passage.of("foreign")) and names_destination(passage):
        clauses = passage.page.clauses
        abroad = {clauses[term.first] for term in passage.of("foreign")}
        sent = (term for term in passage.of("sent") if clauses[term.first] in abroad)
        yield from (term._replace(group="family", key="export") for term in sent)


def _is_bought(term: Term, passage: Passage) -> bool:
    """As in "buys 500 million worth of tractors abroad": what is bought abroad is imported."""
    clauses = passage.page.clauses
    bought = (one for one in passage.of("buying") if clauses[one.first] == clauses[term.first])
    return any(one.last <= term.first for one in bought)


def _is_headed(term: Term, passage: Passage) -> bool:
    """As in "exports of manufactured goods", "экспорт продукции": the goods are what is exported, not made."""
    if term.key not in MAKING:
        return False
    if _is_what_for(term, passage):
        return True
    heads = (one for one in passage.of("family") if one.key in HEADS and one.start != term.start)
    if "whole_comes_first" in passage.page.vocabulary.grammar:
        return any(0 <= one.first - term.last <= 1 and not passage.marks(term.last - 1, one.first) for one in heads)
    return any(0 <= term.first - one.last <= HEAD_REACH and _is_of(one, term, passage) for one in heads)


def _is_what_for(making: Term, passage: Passage) -> bool:
    """As in "цех по сборке автобусов за 3 млрд": what a plant is for is not what was made for the money."""
    joins = {one.first for one in passage.of("what_for")}
    genitive = tuple(passage.page.vocabulary.endings.get("genitive", ("\0",)))
    is_noun = "head_comes_first" in passage.page.vocabulary.grammar
    is_noun = is_noun and passage.page.words[making.last - 1].text.endswith(genitive)  # "линия сборки автобусов"
    for one in (term for term in passage.of("thing") if term.key in ("plants", "projects")):
        reach = FOR_REACH if one.last in joins else 0 if is_noun else -1
        if 0 <= making.first - one.last <= reach and not passage.marks(one.last - 1, making.first):
            return True
    return False


def _is_of(head: Term, term: Term, passage: Passage) -> bool:
    """Whether only "of" and the like, or nothing, stands between a noun and what it governs."""
    if passage.marks(head.last - 1, term.first):
        return False
    words = range(head.last, term.first)
    if head.key == "investment":  # "вложили в производство": what the money went into
        return bool(words) and any(one.last == term.first for one in passage.of("put_into"))
    joins = {at for one in passage.of("of_word") for at in range(one.first, one.last)}
    if "head_comes_first" in passage.page.vocabulary.grammar:  # "за границу кабельной продукции"
        attributes = tuple(passage.page.vocabulary.endings.get("attribute", ("\0",)))
        return all(passage.page.words[at].text.endswith(attributes) for at in words)
    return joins.issuperset(words)


def cost_of(passage: Passage, figure: Figure, term: Term) -> int:
    """How far a term stands from a figure (from the pair it closes), in words, with the surcharges of this module."""
    figure = start_of_pair(figure, passage) or figure
    is_beside = (
        term.last == figure.first and term.key == "investment" and figure.quantity.kind == "money"
    )  # "will cost 180 million and be able to make …"
    cost = passage.distance(term, figure) + (0 if is_beside else LIGHT.get(term.key, 0))
    if term.last <= figure.first and _is_spent(term, figure, passage):
        cost += SPENT
    if term.first >= figure.last:
        clauses = passage.page.clauses
        cost += AFTER + ACROSS * (clauses[term.first] != clauses[max(figure.last - 1, 0)])
        following = [other.first for other in passage.figures if other.first >= term.last]
        if following and _nearer_to(following[0], term, figure, passage):
            cost += OTHERS
    return cost


def _is_taker(term: Term, figure: Figure, named: list[Term], passage: Passage) -> bool:
    """As in "тұтынушыларға арнап 2 200 вагон шығару": whom it is made for, where the verb behind says it is made."""
    ends = passage.page.vocabulary.endings.get("to_end", ("\0",))
    is_dative = passage.page.words[term.last - 1].text.endswith(ends) and term.last <= figure.first
    if term.key != "sales" or not is_dative or "verb_ends_sentence" not in passage.page.vocabulary.grammar:
        return False
    return any(one.key in MAKING and 0 < one.first - figure.last <= OWN_VERB for one in named)


def _is_spent(term: Term, figure: Figure, passage: Passage) -> bool:
    """As in "800 вагон шығара алады, биыл 620 вагон құрастырды": a word that ends the clause of another figure."""
    if "verb_ends_sentence" not in passage.page.vocabulary.grammar:
        return False
    clauses = passage.page.clauses
    is_closing = term.last < figure.first and clauses[term.last] != clauses[term.first]
    return is_closing and any(clauses[one.first] == clauses[term.first] for one in passage.figures)


def _nearer_to(first: int, term: Term, figure: Figure, passage: Passage) -> bool:
    """Whether a term stands nearer to the figure that begins at word `first` than to the one before it."""
    ahead = first - term.last + passage.marks(term.last - 1, first)
    return ahead < term.first - figure.last + passage.marks(figure.last - 1, term.first)


def falls_on(setting: Setting, unit: str) -> Topic | None:
    """As in "ещё 143 млрд пришлось на пищевые производства": a part of the sum or count before it."""
    passage, figure = setting.passage, setting.figure
    clause = passage.in_clause(figure, "family")
    is_total = any(passage.in_clause(figure, "of_total"))
    is_said = is_total or any(passage.in_clause(figure, "falls_on")) or falls_too(setting) or _goes_on_of_total(setting)
    is_fallen = is_said and not any(term.key not in VAGUE for term in clause)
    told = setting.before(int(is_total))
    before = next((topic for topic in told if topic.unit == unit and topic.role == "level"), None)
    return replace(before, ground=Ground(before.family, "falls_on")) if before and is_fallen else None


def _goes_on_of_total(setting: Setting) -> bool:
    """As in "gold made up $120 million of the total, cement $14 million": the verb of the clause before."""
    before = next(setting.same_passage(), None)
    branch = (term for term in setting.passage.of("activity") if term.last == setting.figure.first)
    is_bare = not setting.passage.in_clause(setting.figure, "family") and any(branch)
    return is_bare and before is not None and before.ground.rule == "falls_on"


def falls_too(setting: Setting) -> bool:
    """As in "на химию приходится 2,7 млрд, на пищепром — 284 млн": the verb of the clause before."""
    passage, figure = setting.passage, setting.figure
    low, _ = passage.clause_of(figure)
    opens = any(term.first == low for term in passage.of("by_change"))
    told = any(topic.ground.rule == "falls_on" for topic in setting.same_passage())
    return opens and told and any(sign in passage.page.gap(figure.first - 1, figure.first) for sign in "—–")


def change_role(setting: Setting) -> Role:
    """As in "rose by 5 billion": an amount of change is growth."""
    passage, first = setting.passage, setting.figure.first
    by = [term for term in passage.of("by_change") if 0 <= first - term.last <= 1]
    changed = [term for term in passage.in_clause(setting.figure, "up", "down") if 0 <= first - term.last <= 3]
    last = setting.figure.last  # "на 1 200 больше"
    behind = [term for term in passage.of("up", "down") if last <= term.first <= last + 1]
    behind = [term for term in behind if not passage.marks(last - 1, term.first)]
    changed += behind
    bases = {term.first for term in passage.of("base")}  # "1,900 more than a year ago"
    is_by = is_difference(setting.figure, passage) and not is_in_pair(setting.figure, passage)
    is_more = any(term.last in bases for term in behind)
    return "growth" if (by and changed) or is_by or is_more else "level"
