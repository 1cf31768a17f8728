"""Fingerprints: near copies lie close, other texts far, and what is no word does not count."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.page.simhash import distance, normalise_text, simhash

STORY = " ".join(
    f"В цехе номер {number} за месяц собрали вагоны, а доля местных деталей там превысила прошлогоднюю."
    for number in range(40)
)
OTHER = " ".join(
    f"Садоводы района {number} собрали яблоки и груши раньше срока из-за тёплой осени и сухого ветра."
    for number in range(40)
)


def test_near_copies_lie_close_and_other_texts_far():
    edited = STORY.replace("номер 7", "номер 77").replace("номер 9 за", "номер 9, отметим, за")
    assert distance(simhash(STORY), simhash(edited)) <= 6
    assert distance(simhash(STORY), simhash(OTHER)) >= 16


def test_commas_case_and_spaces_do_not_count():
    assert simhash(STORY) == simhash(STORY.upper().replace(", ", "  —  "))
    assert normalise_text("Рост,  25 %!") == "рост 25"


@given(st.text())
def test_every_text_has_sixteen_digits(text: str):
    digits = simhash(text)
    assert len(digits) == 16
    assert distance(digits, digits) == 0


def test_texts_without_words():
    assert simhash("") == simhash("… — !") == "0" * 16
    assert simhash("слово") != simhash("дело")
