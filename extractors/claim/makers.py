"""What the one plant that a sentence names makes: its branch, whatever is told of materials and buyers.

Enters: a passage. Leaves: the term of the product: the branch that stands beside "plant", else what it "makes", else
the first one named.
"""

from collections.abc import Iterator, Sequence

from extractors.claim.activities import WIDE, branch_terms, is_meant_for
from extractors.claim.passages import Passage
from extractors.claim.terms import Term

NEAR = 2  # words between "завод" and what it is a plant of
LEAD = 2  # sentences in which a text says what plant it is about
OBJECT = 6  # words between "makes" and what is made


def product_term(passage: Passage) -> Term | None:
    """The branch of the plant, if the passage names one plant and what it makes."""
    kinds = [kind for kind in passage.of("plant_noun") if not _is_counted(kind, passage)]
    if not kinds:
        return None
    named = [term for term in branch_terms(passage) if term.key not in WIDE]
    aims = [term for term in named if not is_meant_for(term, passage)]
    beside = [term for kind in kinds for term in _beside(kind, aims, passage)]
    if len({term.key for term in beside}) > 1:
        return None
    themselves = (term for term in aims if is_kind(term, passage))
    return next(iter([*beside, *_made(named, passage), *themselves, *aims]), None)


def _is_counted(kind: Term, passage: Passage) -> bool:
    """As in "three plants", or a shop of a plant."""
    return any(one.last == kind.first for one in passage.figures) or any(
        one.first == kind.first for one in passage.of("shop_noun")
    )


def is_kind(term: Term, passage: Passage) -> bool:
    """Whether the word for the plant itself names the branch: "foundry", "shipyard"."""
    return any((term.first, term.last) == (kind.first, kind.last) for kind in passage.of("plant_noun"))


def _beside(kind: Term, named: Sequence[Term], passage: Passage) -> Iterator[Term]:
    """As in "tyre plant", "шина зауыты": right before or with it; as in "завод автомобильных стекол": right behind."""
    yield from (term for term in named if term.last == kind.first or term.first < kind.first < term.last)
    if "head_comes_first" in passage.page.vocabulary.grammar:
        behind = (term for term in named if 0 <= term.first - kind.last <= NEAR)
        yield from (term for term in behind if not passage.marks(kind.last - 1, term.first))


def _made(named: Sequence[Term], passage: Passage) -> Iterator[Term]:
    """The object of "makes", "выпускает", and of "шығарады" where the verb comes last."""
    is_final = "verb_ends_sentence" in passage.page.vocabulary.grammar
    for verb in passage.of("makes"):
        for term in named:
            apart = verb.first - term.last if is_final else term.first - verb.last
            if 0 <= apart <= OBJECT and not (is_final and is_meant_for(term, passage)):
                yield term


def subject_product(passages: Sequence[Passage]) -> Term | None:
    """The product of the plant that the whole text is about: named in its first lines, and hardly another later."""
    prose = [passage for passage in passages if passage.block.kind in ("paragraph", "quote", "list_item")]
    opening = [passage for passage in passages if passage.block.kind == "title"] + prose[:LEAD]
    named = ((term, passage) for passage in opening for term in branch_terms(passage))
    if any(term.key in WIDE and not is_meant_for(term, passage) for term, passage in named):
        return None
    first = next((product for passage in opening if (product := product_term(passage))), None)
    if first is None:
        return None
    keys = [product.key for passage in prose if (product := product_term(passage))]
    return first if 2 * keys.count(first.key) >= len(keys) else None
