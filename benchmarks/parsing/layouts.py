"""Pages of many makes around articles with known text, so that parsers can be compared where no gold set lies at hand.

Every layout is a function of an `Article`; everything that is none of its text carries a number from `JUNK`, so that a
leak shows. The sentences are assembled from short phrases and mean nothing.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

JUNK = 7_000_000

PHRASES = {
    "en": (
        ["The ministry", "The regional plant", "A private investor", "The statistics office", "The railway"],
        ["reported", "expects", "promised", "has confirmed", "put down", "recalled"],
        ["output of {n} units", "an investment of {n} million tenge", "growth of {n} percent", "{n} new jobs",
         "a contract for {n} wagons", "a plan of {n} projects"],
        ["for the first half of the year", "in the eastern region", "at a meeting on Monday", "compared with last year",
         "after the second line had been opened", "despite the cold spring"],
    ),
    "ru": (
        ["Министерство", "Областной завод", "Частный инвестор", "Бюро статистики", "Железная дорога", "Союз"],
        ["сообщило про", "ожидает", "обещал", "подтвердил", "оценил", "назвал"],
        ["выпуск {n} единиц", "вложения на {n} млн тенге", "рост на {n} процентов", "{n} новых рабочих мест",
         "договор на {n} вагонов", "план из {n} проектов"],
        ["за первое полугодие", "в восточном регионе", "на совещании в понедельник", "по сравнению с прошлым годом",
         "после пуска второй линии", "несмотря на холодную весну"],
    ),
    "kk": (
        ["Министрлік", "Облыстық зауыт", "Жеке инвестор", "Статистика бюросы", "Темір жол", "Одақ"],
        ["мәлімдеді:", "күтеді:", "уәде етті:", "растады:", "бағалады:", "атап өтті:"],
        ["{n} бірлік өнім", "{n} млн теңге инвестиция", "{n} пайыз өсім", "{n} жаңа жұмыс орны",
         "{n} вагонға келісім", "{n} жобалық жоспар"],
        ["бірінші жартыжылдықта", "шығыс өңірде", "дүйсенбідегі жиналыста", "былтырғымен салыстырғанда",
         "екінші желі ашылған соң", "салқын көктемге қарамастан"],
    ),
}  # fmt: skip
MENUS = {
    "en": ("Home", "Politics", "Economy", "Industry", "Society", "Video", "Sport", "Weather"),
    "ru": ("Главная", "Политика", "Экономика", "Общество", "Видео", "Спорт", "Погода"),
    "kk": ("Басты", "Саясат", "Экономика", "Қоғам", "Бейне", "Спорт", "Ауа"),
}
READ_ALSO = {"en": "Read also", "ru": "Читайте также", "kk": "Тағы оқыңыз"}
LATEST = {"en": "Latest news", "ru": "Лента новостей", "kk": "Соңғы жаңалықтар"}
SHARE = {"en": "Share", "ru": "Поделиться", "kk": "Бөлісу"}


@dataclass(frozen=True)
class Article:
    """What a perfect parser returns."""

    lang: str
    title: str
    published: str  # ISO, with offset
    paragraphs: tuple[str, ...]
    rng: random.Random

    def junk(self, words: int = 6) -> str:
        """Text that belongs to another page, with a marker number."""
        return f"{headline(self.rng, self.lang, words)} {JUNK + self.rng.randrange(900_000)}"


def sentence(rng: random.Random, lang: str) -> str:
    """One sentence with a number below the junk's."""
    who, verb, what, when = PHRASES[lang]
    number = rng.randrange(2, 99_999)
    return f"{rng.choice(who)} {rng.choice(verb)} {rng.choice(what).format(n=number)} {rng.choice(when)}."


def headline(rng: random.Random, lang: str, words: int = 7) -> str:
    """A sentence without its end."""
    return " ".join(sentence(rng, lang).rstrip(".").split()[:words])


def article(rng: random.Random, lang: str, count: int) -> Article:
    """A random article of `count` paragraphs."""
    paragraphs = tuple(" ".join(sentence(rng, lang) for _ in range(rng.randint(1, 4))) for _ in range(count))
    day = (
        f"{rng.randint(2019, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}T{rng.randint(6, 22):02}:15:00+05:00"
    )
    return Article(lang, headline(rng, lang, 9), day, paragraphs, rng)


def paragraphs(page: Article, extra: str = "") -> str:
    """The paragraphs as markup, some with links and bold words, `extra` in the middle."""
    out = []
    for number, text in enumerate(page.paragraphs):
        words = text.split()
        if number % 3 == 1 and len(words) > 6:
            words[2] = f'<a href="/topic/{number}">{words[2]}</a>'
            words[4] = f"<b>{words[4]}</b>"
        out.append(f"<p>{' '.join(words)}</p>")
        if number == len(page.paragraphs) // 2:
            out.append(extra)
    return "\n".join(out)


def menu(page: Article, tag: str = "nav") -> str:
    """A menu of the site."""
    items = "".join(f'<li><a href="/s/{i}">{name}</a></li>' for i, name in enumerate(MENUS[page.lang]))
    return f"<{tag}><ul>{items}</ul></{tag}>"


def cards(page: Article, count: int, *, plain: bool = False) -> str:
    """News of the side column: a list of links, or nameless boxes with plain teasers."""
    if plain:
        return "".join(
            f'<div class="q{i % 2}"><div><a href="/n/{i}">{page.junk()}</a></div><div>{page.junk(9)}.</div></div>'
            for i in range(count)
        )
    return "<ul>" + "".join(f'<li><a href="/n/{i}">{page.junk()}</a></li>' for i in range(count)) + "</ul>"


def related(page: Article) -> str:
    """A "read also" box in the middle of the text."""
    label = READ_ALSO[page.lang]
    shapes = (
        f'<div class="read-also"><span>{label}:</span>{cards(page, 2)}</div>',
        f'<p>{label}: <a href="/n/1">{page.junk()}</a></p>',
        f'<p><strong>{label}:</strong></p><p><a href="/n/1">{page.junk()}</a></p>',
        f'<blockquote><a href="/n/2"><b>{page.junk()}</b></a><br>{page.junk(5)}</blockquote>',
        f'<div class="x"><h4>{label}</h4><p>{page.junk(9)}.</p></div>',
        f'<div class="zz8"><a href="/n/3">{page.junk()}</a></div>',
    )
    return page.rng.choice(shapes)


def footer(page: Article) -> str:
    """Address, telephone and registration of the outlet."""
    return f"<footer><p>© 2010–2026. {page.junk()}. +7 (7172) {JUNK + 7}.</p></footer>"


def head(page: Article, *, meta: bool = True, ld: bool = False, site: str = "Steppe Post") -> str:
    """The head with as much as the layout gives."""
    out = f'<meta charset="utf-8"><title>{escape(page.title)} | {site}</title>'
    if meta:
        out += f'<meta property="og:title" content="{escape(page.title)}"><meta property="og:type" content="article">'
        out += f'<meta property="article:published_time" content="{page.published}">'
    if ld:
        out += (
            '<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},'
            f'{{"@type":"NewsArticle","headline":"{page.title}","datePublished":"{page.published}"}}]}}</script>'
        )
    return f"<head>{out}</head>"


def wordpress(page: Article) -> str:
    side = f'<aside class="widget-area"><h3>{LATEST[page.lang]}</h3>{cards(page, 8)}</aside>'
    body = f'<div class="entry-content">{paragraphs(page, related(page))}</div>'
    share = f'<div class="sharedaddy"><span>{SHARE[page.lang]} {JUNK}</span></div>'
    meta = f'<div class="entry-meta"><time datetime="{page.published}">x</time> <a href="/author/1">Admin</a></div>'
    return (
        f"{head(page, ld=True)}<body class='single-post'><header>{menu(page)}</header><main>"
        f"<article class='post has-sidebar'><h1 class='entry-title'>{page.title}</h1>{meta}{body}{share}</article>"
        f"{side}</main>{footer(page)}</body>"
    )


def agency(page: Article) -> str:
    day = f"10:15, {page.published[8:10]}.{page.published[5:7]}.{page.published[:4]} | GMT +5"
    lead, rest = page.paragraphs[0], Article(page.lang, page.title, page.published, page.paragraphs[1:], page.rng)
    return (
        f"{head(page, meta=False)}<body><div class='top'>{menu(page, 'div')}</div><div class='article'>"
        f"<h1 class='article__title'>{page.title}</h1><div class='article__time'>{day}</div>"
        f"<div class='article__description'>{lead}</div>"
        f"<div class='article__body-text'>{paragraphs(rest, related(page))}</div></div>"
        f"<div class='sidebar'>{cards(page, 10)}<div class='rates'>USD {JUNK + 1}</div></div>{footer(page)}</body>"
    )


def nameless(page: Article) -> str:
    texts = "".join(f'<div class="c9f">{text}</div>' for text in page.paragraphs)
    return (
        f"{head(page)}<body><div class='a1'>{menu(page, 'div')}</div><div class='b7'><div class='k2'><div class='h0'>"
        f"<h1>{page.title}</h1></div><div class='m4'><div class='m5'>{texts}</div></div></div>"
        f"<div class='k3'>{cards(page, 8, plain=True)}</div></div><div class='z1'>{page.junk()}</div></body>"
    )


def table_layout(page: Article) -> str:
    texts = "<br><br>".join(page.paragraphs)
    return (
        f"{head(page, meta=False)}<body><table width='100%'><tr><td colspan=3>{menu(page, 'div')}</td></tr><tr>"
        f"<td width=150>{cards(page, 6)}</td><td><h1>{page.title}</h1><font size=2>{page.published[8:10]}."
        f"{page.published[5:7]}.{page.published[:4]}</font><br>{texts}</td><td>{cards(page, 5)}</td></tr></table>"
        "</body>"
    )


def aspnet(page: Article) -> str:
    return (
        f"{head(page)}<body><form method='post' action='./n.aspx' id='aspnetForm'><input type='hidden' value='{JUNK}'>"
        f"<div id='ctl00_menu'>{menu(page, 'div')}</div><div id='ctl00_content'><h1>{page.title}</h1>"
        f"<div id='ctl00_text'>{paragraphs(page, related(page))}</div></div>"
        f"<div id='ctl00_right'>{cards(page, 9)}</div></form></body>"
    )


def amp(page: Article) -> str:
    return (
        f"<html amp>{head(page, ld=True)}<body><header>{menu(page, 'div')}</header><article><h1>{page.title}</h1>"
        f"<amp-img src='x.jpg'></amp-img>{paragraphs(page, related(page))}</article>"
        f"<amp-sidebar>{cards(page, 5)}</amp-sidebar><section>{cards(page, 4, plain=True)}</section></body></html>"
    )


def bare(page: Article) -> str:
    return (
        f"<head><title>{page.title}</title></head><body><h1>{page.title}</h1><p>{page.published[8:10]}."
        f"{page.published[5:7]}.{page.published[:4]}</p>{''.join(f'<p>{text}</p>' for text in page.paragraphs)}"
        f"<hr>{footer(page)}</body>"
    )


def builder(page: Article) -> str:
    parts = "".join(
        f"<section class='elementor-section'><div class='elementor-widget elementor-widget-text-editor'>"
        f"<div class='elementor-widget-container'><p>{text}</p></div></div></section>"
        for text in page.paragraphs
    )
    posts = f"<div class='elementor-posts'>{cards(page, 6, plain=True)}</div>"
    return (
        f"{head(page)}<body><div class='elementor'><div class='elementor-widget-heading'><h1>{page.title}</h1></div>"
        f"{parts}</div>{posts}{footer(page)}</body>"
    )


def utility_classes(page: Article) -> str:
    texts = "".join(f"<p class='mt-4 text-base leading-7 md:text-lg'>{text}</p>" for text in page.paragraphs)
    rows = "".join(
        f"<div class='flex gap-4 border-b'><img src='x'><div><a class='font-bold' href='/n/{i}'>{page.junk()}</a>"
        f"<p class='text-sm'>{page.junk(8)}</p></div></div>"
        for i in range(6)
    )
    return (
        f"{head(page, ld=True)}<body><div id='__next'><div class='hidden md:flex'>{menu(page, 'div')}</div>"
        f"<div class='grid grid-cols-12 overflow-hidden'><div class='col-span-8'><h1 class='text-3xl'>{page.title}</h1>"
        f"<time datetime='{page.published}'></time><div class='prose'>{texts}</div></div>"
        f"<div class='col-span-4'>{rows}</div></div></div></body>"
    )


def split(page: Article) -> str:
    half = max(len(page.paragraphs) // 3, 1)
    first, second = page.paragraphs[:half], page.paragraphs[half:]
    ad = f"<div class='adv'>{page.junk()}</div>"
    box = "<div class='text-block'>{}</div>"
    one = box.format("".join(f"<p>{text}</p>" for text in first))
    two = box.format("".join(f"<p>{text}</p>" for text in second))
    return (
        f"{head(page)}<body>{menu(page)}<div class='page'><div class='news'><h1>{page.title}</h1>{one}{ad}{two}</div>"
        f"<div class='right'>{cards(page, 12)}</div></div>{footer(page)}</body>"
    )


def comments(page: Article) -> str:
    talk = "".join(
        f"<div class='comment'><b>User{i}</b><p>{page.junk(9)}. {page.junk(9)}.</p></div>" for i in range(12)
    )
    return (
        f"{head(page)}<body>{menu(page)}<div id='content'><h1>{page.title}</h1><div class='post-body'>"
        f"{paragraphs(page, related(page))}</div><div id='comments'>{talk}</div></div>{footer(page)}</body>"
    )


LAYOUTS: dict[str, Callable[[Article], str]] = {
    one.__name__: one
    for one in (
        wordpress, agency, nameless, table_layout, aspnet, amp, bare, builder, utility_classes, split, comments,
    )
}  # fmt: skip


def pages(seed: int, each: int) -> list[tuple[str, Article, str]]:
    """`each` pages of every layout and language: layout, article, markup."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    made = []
    for name, layout in LAYOUTS.items():
        for lang in PHRASES:
            for _ in range(each):
                page = article(rng, lang, rng.choice((2, 3, 6, 14)))
                markup = layout(page)
                made.append((name, page, f"<!DOCTYPE html>{markup}" if "<html" in markup else
                             f"<!DOCTYPE html><html lang={lang}>{markup}</html>"))  # fmt: skip
    return made
