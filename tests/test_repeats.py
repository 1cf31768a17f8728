"""What many pages of a site say word for word is the site's, not the article's."""

from extractors.parse import parse_text
from extractors.repeats import mark_repeated


def pages(*texts: str):
    return [parse_text(text, url=f"https://steppe.example/{number}") for number, text in enumerate(texts)]


def repeated(document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.is_repeated]


LICENCE = "Перепечатка разрешена при ссылке на издание, вышедшее в 2011 году."


def test_lines_that_many_pages_share_are_marked():
    marked = mark_repeated(pages(*[f"Завод собрал {number} вагонов.\n{LICENCE}" for number in range(5)]))
    assert [repeated(document) for document in marked] == [[LICENCE]] * 5


def test_two_pages_prove_nothing_and_versions_are_one_page():
    assert not any(map(repeated, mark_repeated(pages(LICENCE, LICENCE))))
    versions = [parse_text(LICENCE, url="https://steppe.example/1")] * 5
    assert not any(map(repeated, mark_repeated(versions)))


def test_a_line_of_few_pages_stays():
    texts = [f"Завод собрал {number} вагонов.\nЦех закрыт." for number in range(3)]
    others = [f"Другой завод собрал {number} вагонов." for number in range(20)]
    assert not any(map(repeated, mark_repeated(pages(*texts, *others))))
