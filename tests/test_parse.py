"""What a reader of documents relies on: the article and nothing else, offsets that hold, statuses, dates by trust."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from article import LISTED, TEXT, URL, page, read, source
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extractors.errors import ParseError
from extractors.page.tree import MAX_DEPTH, tame
from extractors.parse import detect_language, parse_html, parse_text
from extractors.records import Document

GOLD = Path(__file__).parent / "gold"

LEAKS = {
    "linked paragraph": '<p>Читайте также: <a href="/2">Цены на хлеб выросли на 777 процентов</a></p>',
    "linked paragraph, other words": '<p>По теме: <a href="/2">Цены на хлеб выросли на 777 процентов</a></p>',
    "label and link apart": '<p><b>Новости по теме</b></p><p><a href="/2">Цены на хлеб выросли на 777 тенге</a></p>',
    "card in a quote": '<blockquote><a href="/2"><b>Цены выросли на 777</b></a><br>Хлеб и молоко</blockquote>',
    "box with a teaser": "<div><h4>Читайте также</h4><p>Хлеб подорожал на 777 тенге за месяц.</p></div>",
    "named list": '<div class="related-news"><ul><li><a href="/2">Хлеб: 777 тенге</a></li></ul></div>',
    "aside": "<aside><p>Хлеб подорожал на 777 тенге за один только месяц, сообщили в магазине.</p></aside>",
    "nameless link": '<div class="zx1"><a href="/2">Цены на хлеб выросли на 777 процентов</a></div>',
    "kazakh label": '<p>Тағы оқыңыз: <a href="/2">Нан бағасы 777 теңгеге өсті</a></p>',
    "english label": '<p>Read also: <a href="/2">Bread is dearer by 777 tenge</a></p>',
    "hidden": '<p style="display:none">Хлеб подорожал на 777 тенге за один только месяц.</p>',
    "caption of a picture": "<figure><img src='a.jpg'><figcaption>Цех, 777 метров</figcaption></figure>",
    "credit of a picture": '<div class="image-box"><span class="image__credit">Агентство, 777</span></div>',
    "share bar": '<div class="post-share">Поделились 777 раз</div>',
    "rates": '<div class="rates">Курсы валют: USD 777</div>',
    "byline": "<p>Автор: Айдар Сериков, 777</p>",
    "list of cards": "".join(
        f'<div><a href="/{i}">Цены на хлеб растут в городе</a><p>Уже 777.</p></div>' for i in range(3)
    ),
    "picture without a figure": "<div class='m3'><img src='a.jpg'><div>Цех, 777 метров</div></div>",
    "words in a picture's box": "<div class='photo-box'><img src='a.jpg'> <i>Цех, 777 метров, вид с юга.</i></div>",
    "form": "<form><p>Узнавайте первыми о 777 новостях, оставьте адрес своей почты.</p><input type=email></form>",
    "heading of cards, no known label": "<div><h3>Край: 777 дел</h3><ul>"
    + "".join(f"<li><a href='/{i}'>Цены на хлеб растут в городе</a></li>" for i in range(3))
    + "</ul></div>",
    "names of joined words": '<div class="AdBanner_root__x1">Скидка 777 тенге</div>',
    "element of the site's own": "<site-promo>Скидка 777 тенге на всё</site-promo>",
    "replies": "<div class='discussion'>" + "<p>Неправда, цех стоит уже 777 дней, видел сам.</p>" * 9 + "</div>",
}


@pytest.mark.parametrize("middle", LEAKS.values(), ids=LEAKS)
def test_what_leads_away_is_no_part_of_the_text(middle: str):
    text = read(page(middle)).text
    assert "777" not in text
    assert all(line in text for line in TEXT)


KEPT = {
    "paragraph with a link": '<p>Завод получил <a href="/tag">777 вагонов</a> заказа от железной дороги.</p>',
    "sentence that is one link": '<p><a href="/doc">Завод получил заказ на 777 вагонов от железной дороги.</a></p>',
    "table": "<table><tr><th>Год</th><th>Вагоны</th></tr><tr><td>2024</td><td>777</td></tr></table>",
    "list": "<ul><li>777 вагонов</li><li>12 тепловозов</li></ul>",
    "quote": "<blockquote>«Мы собрали 777 вагонов», — сказал директор.</blockquote>",
    "bare text": "<div>Всего завод собрал 777 вагонов за год.</div>",
    "line breaks": "<div>Всего за год<br>собрано 777 вагонов.<br>Это больше плана.</div>",
    "a figure marked up": '<p>Вывоз вырос на <span class="share">777</span> вагонов за год.</p>',
    "many links": "<div>" + "Завод <a href='/t'>собрал</a> 777 вагонов, цех готов. " * 4 + "</div>",
    "heading": "<h2>777 вагонов за год</h2>",
    "a picture in its paragraph": "<p><img src='a.jpg'>Завод собрал 777 вагонов</p>",
    "a picture in its list item": "<ul><li><img src='a.jpg'><p>Собрано 777 вагонов!</p></li><li>Цех готов</li></ul>",
    "a heading with its picture": "<div><img src='a.jpg'><h2>777 вагонов за год</h2></div>",
    "a picture beside its text": "<section class='text-and-image'><img src=x><p>Собрано 777 вагонов.</p></section>",
    "text in cards": "<div class='card'><p>Собрано 777 вагонов, и все они ушли на восток страны.</p></div>",
    "figure around a table": "<figure><img src=x><table><tr><td>Год</td><td>777</td></tr><tr><td>1</td><td>2</td></tr>"
    "</table></figure>",
    "a sentence that begins like a label": "<p>Рекомендуемое число смен здесь 777, говорит мастер цеха.</p>",
}


@pytest.mark.parametrize("middle", KEPT.values(), ids=KEPT)
def test_what_belongs_to_the_article_stays(middle: str):
    assert "777" in read(page(middle)).text


def test_wrappers_may_sound_like_clutter():
    html = (
        page()
        .replace("class='wrap'", "class='read-more has-sidebar promo'")
        .replace("<article", "<article class='share'")
    )
    assert read(html).text == "\n".join(TEXT)


def test_parts_of_the_text_may_all_sound_like_clutter():
    html = page("<h2 class='promo-crosshead'>Планы</h2>").replace("<p>", "<p class='share-tracking ad-follow'>")
    assert read(html).text == "\n".join([*TEXT[:2], "Планы", *TEXT[2:]])


def test_the_lead_may_be_marked_as_a_heading():
    lead = "Завод в Экибастузе расширяет цех и берёт людей, сообщила область."
    html = page().replace("</h1>", f"</h1><h3 class='subtitle'>{lead}</h3>")
    assert read(html).text == "\n".join([lead, *TEXT])


def test_a_longer_article_loaded_below_is_another_page():
    own = page(source="div").replace("<div class='wrap'>", "<article>").replace("</div></body>", "</article></body>")
    lines = (f"<p>Хлеб подорожал на 777 тенге за {number} месяцев, и молоко вслед за ним.</p>" for number in range(30))
    following = f"<article><h1>Хлеб</h1>{''.join(lines)}</article>"
    assert read(own.replace("</body>", f"{following}</body>")).text == "\n".join(TEXT)


def test_scripts_without_spaces_count_by_what_they_say():
    lines = ["工厂今年上半年组装了1310节车厢。", "厂长说，冬季将实行两班制。"]
    side = "".join(f"<div class='s{n}'><p>天气预报今天多云。</p></div>" for n in range(2))
    html = f"<div>{side}</div><main><h1>工厂组装车厢</h1><div><p>{lines[0]}</p><p>{lines[1]}</p></div></main>"
    assert read(html).text == "\n".join(lines)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("By Reuters", "Reuters"),
        ("by AFP.", "AFP"),
        ("(Reuters staff)", "Reuters staff"),
        ("ТАСС", "ТАСС"),
        ("By Ann Lee", None),
    ],
)
def test_an_agency_s_line_says_where_the_text_comes_from(line: str, credit: str | None):
    document = read(page().replace("<article>", f"<article><p>{line}</p>"))
    assert (document.credit, document.text) == (credit, "\n".join(TEXT))


def test_an_agency_for_an_author_is_a_credit_but_nobody_credits_himself():
    html = page(head='<meta name="author" content="Reuters">')
    assert read(html, source=source()).credit == "Reuters"
    assert read(html, source=source(names=["Reuters"])).credit is None
    assert read(page(head='<meta name="author" content="Ann Lee">')).credit is None


def test_earlier_news_stays_as_background():
    document = read(page("<p>Ранее сообщалось, что завод собрал 777 вагонов.</p>"))
    kinds = {document.text[block.start : block.end]: block.kind for block in document.blocks}
    assert kinds["Ранее сообщалось, что завод собрал 777 вагонов."] == "background"


def test_the_text_goes_on_after_a_label_and_its_links():
    box = "<p><b>Читайте также:</b></p><p><a href='/2'>Хлеб подорожал на 777 тенге.</a></p>"
    document = read(page(box))
    assert document.text == "\n".join(TEXT)
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_new_menu_changes_nothing():
    links = "".join(f'<li><a href="/{number}">Раздел {number}</a></li>' for number in range(9))
    plain, dressed = read(page()), read(page(menu=f"<nav><ul>{links}</ul></nav>"))
    assert (plain.text, plain.document_id) == (dressed.text, dressed.document_id)


def test_no_break_spaces_and_entities_are_verbatim():
    text = read(page("<p>Выпуск\u00a0&mdash; 1&nbsp;200\n  вагонов, &#1179;ымбат.</p>")).text
    assert "Выпуск\u00a0— 1\u00a0200 вагонов, қымбат." in text


def test_table_rows_have_cells_where_the_text_says():
    markup = (
        "<table><caption>Вагоны</caption><thead><tr><th>Год</th><th colspan=2>Выпуск</th></tr></thead>"
        "<tr><td>2023</td><td></td><td>1&nbsp;200</td></tr></table>"
    )
    document = read(page(markup))
    rows = [block for block in document.blocks if block.kind == "table_row"]
    cells = [[document.text[start:end] for start, end in row.cells] for row in rows]
    assert cells == [["Год", "Выпуск", ""], ["2023", "", "1\u00a0200"]]
    assert [row.is_header for row in rows] == [True, False]
    assert {row.table for row in rows} == {1}


def test_a_page_may_be_one_table():
    rows = "".join(f"<tr><td>Цех {number}</td><td>{number * 1310} вагонов</td></tr>" for number in range(2, 9))
    document = read(f"<h1>Вагоны по цехам</h1><table><tr><th>Цех</th><th>Вагоны</th></tr>{rows}</table>")
    assert [block.kind for block in document.blocks] == ["table_row"] * 8
    assert document.status == "ok"


def blocks_hold(document: Document) -> bool:
    places = [(block.start, block.end) for block in document.blocks]
    pieces = [document.text[start:end] for start, end in places]
    return places == sorted(places) and all(pieces) and all(piece == piece.strip(" \t\n") for piece in pieces)


TAGS = ["p", "div", "b", "a href=/x", "ul", "li", "table", "tr", "td", "blockquote", "br", "pre", "h2"]


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4))
    return pairs.map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>")


@settings(deadline=None)
@given(st.recursive(st.text(max_size=30), nest, max_leaves=25))
def test_blocks_hold_whatever_the_markup(markup: str):
    if markup.strip():
        document = read(markup, published_at=datetime(2025, 1, 1, tzinfo=UTC))
        assert blocks_hold(document)
        assert document.text == "\n".join(document.text[block.start : block.end] for block in document.blocks)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_plain_text_is_kept_as_given(text: str):
    document = parse_text(text)
    assert document.text == text
    assert blocks_hold(document)


def test_the_title_of_a_plain_text():
    titled = parse_text("Завод собрал платформы\n\nЗа полгода вышло 1 310 штук.\nПлан выше.")
    assert [block.kind for block in titled.blocks] == ["title", "paragraph", "paragraph"]
    assert titled.title == "Завод собрал платформы"
    assert parse_text("Завод собрал 1 310 платформ.\n\nПлан выше.").title == ""


# --- dates ----------------------------------------------------------------------------------------------------------

LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-03-01T10:00:00+05:00"}</script>'
)
META = '<meta property="article:published_time" content="2025-03-02T10:00:00+05:00">'


@pytest.mark.parametrize(
    ("html", "known", "day", "method"),
    [
        (page(head=META + LD), {}, 1, "json_ld"),
        (page(head=META), {}, 2, "meta"),
        (page('<time datetime="2025-03-03T10:00:00+05:00">x</time>', head=""), {"listed_at": LISTED}, 3, "time_tag"),
        (page(head="").replace("</h1>", "</h1><p>4 марта 2025, 10:00</p>"), {"listed_at": LISTED}, 4, "printed"),
        (page(), {"listed_at": LISTED}, 5, "listing"),
        (page(head=META + LD), {"published_at": datetime(2025, 3, 6, tzinfo=UTC)}, 6, "user"),
    ],
)
def test_dates_come_by_trust(html: str, known: dict, day: int, method: str):
    document = read(html, **known)
    assert (document.published_at.day, document.published_method) == (day, method)


def test_a_time_is_added_to_a_bare_day():
    head = '<meta property="article:published_time" content="2025-03-02">'
    document = read(page(head=head).replace("</h1>", "</h1><time datetime='2025-03-02T23:40:00+05:00'></time>"))
    assert document.published_at == datetime(2025, 3, 2, 18, 40, tzinfo=UTC)


def test_dates_of_side_cards_are_not_the_article_s():
    cards = "".join(
        f'<div><a href="/{i}">Другая новость города</a><time datetime="2020-01-01">x</time></div>' for i in range(4)
    )
    html = page(head=META.replace("article:published_time", "unknown")).replace("</h1>", f"</h1><div>{cards}</div>")
    assert read(html, listed_at=LISTED).published_method == "listing"


# --- statuses and errors --------------------------------------------------------------------------------------------


def test_a_document_that_cannot_be():
    for body in (b"", b"   ", b"%PDF-1.4 x"):
        with pytest.raises(ParseError):
            parse_html(body, url=URL)


@pytest.mark.parametrize(
    ("html", "status"),
    [
        ("<html><body></body></html>", "empty"),
        ('<html><body><script src="a.js"></script><div id="app"></div></body></html>', "needs_js"),
        ("<script></script><p>Checking your browser before accessing the site. Just a moment</p>", "needs_js"),
        ("<h1>Разделы</h1>" + "".join(f'<p><a href="/{i}">Раздел {i}</a></p>' for i in range(9)), "not_article"),
        (page(), "ok"),
        (page().replace("<h1>", "<noscript>Включите JavaScript</noscript><script></script><h1>"), "ok"),
    ],
)
def test_statuses(html: str, status: str):
    assert read(html).status == status


HOSTILE = {
    "nested boxes": "<div>" * 150_000 + "x",
    "nested formatting": "".join(f"<b id={number}>" for number in range(60_000)),
    "formatting to be opened again": "<p>"
    + "".join(f"<font color={n}>" for n in range(300))
    + "</p>"
    + "<p>x" * 13_000,
    "one tag of many attributes": "<div " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
    "tags that never end": "<a " * 500_000,
    "cards without end": '<div><a href="/x">Заголовок новости города</a><p>и текст</p>' * 20_000,
    "deep json": '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>x",
    "breaks": "слово<br>" * 100_000,
}


@pytest.mark.usefixtures("linear")
@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_end_and_nest_no_deeper_than_a_real_one(html: str):
    read(html, published_at=LISTED)
    root = LexborHTMLParser(tame(html)).body
    deepest, level = 0, [root] if root else []
    while level:
        deepest, level = deepest + 1, [child for node in level for child in node.iter()]
    assert deepest <= 2 * MAX_DEPTH


# --- language, gold -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Output rose by 5% in Almaty (Алматы).", "en"),
        ("Рост в Қазақстан Машина Құрылыс составил 5%, сообщили на заводе.", "ru"),
        ("Былтыр зауыт мың вагон шығарды.", "kk"),
        ("Завод жұмысты бастады", "kk"),
        ("Рост цен", "ru"),
        ("", "en"),
        # Kazakh in Latin script: everyday, the alphabets of 2021 and 2018, plain letters
        ("2023 jılı maşina jasau salasında 217 milliard teñgege 29 joba josparlanıp otır.", "kk"),
        ("Zauyt bıyl äuelgi josparın orındap, üş jüzden astam vagon şığardı.", "kk"),
        ("Zaýyt byltyr úsh júzden astam vagon shyǵardy jáne eksportty arttyrdy.", "kk"),
        ("2023 jyly mashina jasau salasynda 217 milliard teńgege 29 joba josparlanyp otyr.", "kk"),
        ("Zauyt byltyr josparyn oryndap, uzyn syrttyq jolga vagondar shygardy jane ony satty.", "kk"),
        ("Jıl basınan beri 196 mlrd teñgege 47 önerkäsip jobası iske qosıldı.", "kk"),
        # and its neighbours, or names of them, in English
        ("Jane Öztürk and Gülşen Yıldız of Şişecam visited the plant.", "en"),
        ("Äset Irğaliev said 217 billion tenge of joint Kazakh-Turkish projects are planned in Qostanai.", "en"),
        (
            "Zavod 2023 yilda 217 milliard so'mlik mahsulot ishlab chiqardi va eksport hajmini oshirdi, dedi vazir.",
            "en",
        ),
        ("Zavod keçən il 196 milyon manatlıq qırx yeddi layihəni başa çatdırıb, istehsalı artırıb.", "en"),
        ("Fabrika geçen yıl üç yüzden fazla vagon üretti ve ihracatını artırdı, dedi bakan.", "en"),
    ],
)
def test_language_is_told_by_the_text(text: str, lang: str):
    assert detect_language(text) == lang


def test_the_text_in_structured_data_serves_where_the_page_shows_none():
    data = json.dumps(
        {"@type": "NewsArticle", "articleBody": "<p>" + "</p><p>".join(TEXT) + "</p>"}, ensure_ascii=False
    )
    head = f'<script type="application/ld+json">{data}</script>'
    shell = f"<html><head><title>Завод</title>{head}</head><body><div id='app'></div></body></html>"
    assert (read(shell).text, read(shell).status) == ("\n".join(TEXT), "ok")
    assert "777" in read(page("<p>Собрано 777 вагонов.</p>", head=head)).text


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.html")), ids=lambda path: path.stem)
def test_gold_pages_keep_their_figures_and_nothing_else(path: Path):
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    document = parse_html(path.read_bytes(), url=gold["url"])
    seen = re.sub(r"\s+", " ", document.text)
    assert [figure["quote"] for figure in gold["figures"] if figure["quote"] not in seen] == []
    aside = [one["quote"] for one in gold.get("distractors", []) if one["kind"] == "related"]
    footer = ["Exchange rates", "Курсы валют", "Валюта бағамы", "(7172)", "©", "Share:", "Поделиться"]
    assert [quote for quote in (*aside, *footer) if quote in seen] == []
    assert (document.title, document.lang, document.status) == (gold["title"], gold["lang"], "ok")
    assert document.published_at.date().isoformat() == gold["published"]
