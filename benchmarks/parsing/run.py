"""Parsing side by side: this project, trafilatura and newspaper4k on the same pages in one process.

    .venv/bin/python benchmarks/parsing/run.py                          # generated pages, charsets, leaks, time
    .venv/bin/python benchmarks/parsing/run.py --gold DIR               # pages with figures (html and json pairs)
    .venv/bin/python benchmarks/parsing/run.py --zyte DIR               # ground-truth.json and html/*.html.gz

newspaper4k is measured where it is installed. Time is processor time, the median of rounds, and best read as a ratio.
The generated pages were written by the authors of this parser: their figures show regressions, not merit.
"""

import argparse
import gzip
import importlib.util
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import layouts
import systems

from extractors.page.decode import decode
from extractors.parse import parse_html

Extractor = Callable[[str], str]
MARKER = re.compile(r"\b7\d{6}\b")
LEAKS = {
    "<p> 'Читайте также: <a>'": '<p>Читайте также: <a href="/2">{}</a></p>',
    "<p> 'По теме: <a>'": '<p>По теме: <a href="/2">{}</a></p>',
    "<p> 'Тағы оқыңыз: <a>'": '<p>Тағы оқыңыз: <a href="/2">{}</a></p>',
    "<p> 'Read more: <a>'": '<p><b>Read more:</b> <a href="/2">{}</a></p>',
    "label and linked <p> apart": '<p><strong>Новости по теме</strong></p><p><a href="/2">{}</a></p>',
    "<blockquote> card": '<blockquote><a href="/2"><b>{}</b></a><p>{}</p></blockquote>',
    "teaser under a label": "<div><h4>Читайте также</h4><p>{}.</p></div>",
    "list in a named box": '<div class="related-news"><ul><li><a href="/2">{}</a></li></ul></div>',
    "nameless link": '<div class="k3x"><a href="/2">{}</a></div>',
    "picture's caption": "<figure><img src='x'><figcaption>{}</figcaption></figure>",
}
CONTROLS = {
    "real <p> with a link": '<p>Завод получил <a href="/t">заказ</a> на {} вагонов от дороги, и цех уже готов.</p>',
    "table": "<table><tr><th>Год</th><th>Вагоны</th></tr><tr><td>2024</td><td>{}</td></tr></table>",
    "list": "<ul><li>{} вагонов</li><li>двенадцать тепловозов</li></ul>",
    "quote": "<blockquote>«Мы собрали {} вагонов», — сказал директор.</blockquote>",
}


def ours(html: str) -> str:
    return parse_html(html, url="https://page.example/news/1").text


def trafilatura_fast(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, fast=True, include_comments=False) or ""


def trafilatura_with_metadata(html: str) -> str:
    import trafilatura

    return trafilatura.extract(html, fast=True, include_comments=False, with_metadata=True) or ""


def newspaper(html: str) -> str:
    from newspaper import Article

    for language in (None, "en"):  # some languages need packages of their own
        try:
            article = Article("https://page.example/news/1", language=language, fetch_images=False)
            article.download(input_html=html)
            article.parse()
        except ImportError:
            continue
        return article.text
    return ""


def extractors() -> dict[str, Extractor]:
    known: dict[str, Extractor] = {"esep": ours, "trafilatura": trafilatura_fast}
    return (known | {"newspaper4k": newspaper}) if importlib.util.find_spec("newspaper") else known


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(len(words) - 3, 1))) if words else Counter()


def f1(pairs: Iterable[tuple[str, str]]) -> tuple[float, float, float, float]:
    """Mean precision and recall over the pages, their F1, and the share of exact pages (four-word shingles)."""
    precisions, recalls, exact = [], [], []
    for gold, text in pairs:
        wanted, got = shingles(gold), shingles(text)
        common = sum((wanted & got).values())
        precisions.append(common / max(sum(got.values()), 1) if got else float(not wanted))
        recalls.append(common / max(sum(wanted.values()), 1) if wanted else 1.0)
        exact.append(wanted == got)
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), statistics.mean(exact)


def bodies(pages: list[tuple[str, str]], title: str) -> None:
    print(f"\n## {title}: {len(pages)} pages\n")
    print("| parser | P | R | F1 | exact | pages with a leak |\n|---|---|---|---|---|---|")
    for name, extract in extractors().items():
        texts = [(gold, extract(html)) for gold, html in pages]
        precision, recall, score, exact = f1(texts)
        leaks = statistics.mean(bool(MARKER.search(text)) for _, text in texts)
        print(f"| {name} | {precision:.3f} | {recall:.3f} | {score:.3f} | {exact:.2f} | {leaks:.2f} |")


def stress(count: int) -> None:
    """A block with a marker in the middle of articles: what leaks, and what is kept of the controls."""
    made = [page for name, page, _ in layouts.pages(7, count) if name == "wordpress" and len(page.paragraphs) > 2]
    known = extractors()
    print(f"\n## Blocks put into the middle of {len(made)} articles: share that stays in the text\n")
    print(f"| shape | {' | '.join(known)} |\n|---|{'---|' * len(known)}")
    for group, shapes in (("leak", LEAKS), ("control", CONTROLS)):
        totals: dict[str, list[bool]] = {name: [] for name in known}
        for shape, block in shapes.items():
            cells = []
            for name, extract in known.items():
                kept = [layouts_marker in extract(html) for layouts_marker, html in with_block(made, block)]
                totals[name] += kept
                cells.append(f"{statistics.mean(kept):.2f}")
            print(f"| {shape} | {' | '.join(cells)} |")
        print(f"| **all: {group}** | {' | '.join(f'{statistics.mean(kept):.3f}' for kept in totals.values())} |")


def with_block(pages: list[layouts.Article], block: str) -> Iterable[tuple[str, str]]:
    for number, page in enumerate(pages):
        marker = str(layouts.JUNK + number)
        filled = block.replace(
            "{}", f"{layouts.headline(page.rng, page.lang)} {marker}" if "{}." not in block else marker
        )
        body = layouts.paragraphs(page, filled)
        yield (
            marker,
            (
                f"<html>{layouts.head(page)}<body><article><h1>{page.title}</h1><div class='entry-content'>{body}</div>"
                f"</article></body></html>"
            ),
        )


def charsets() -> None:
    """Pages whose header or declaration lies: share of texts that survive."""
    print("\n## Charsets: pages that survive\n\n| case | share |\n|---|---|")
    cases = {
        "meta only windows-1251": ("cp1251", "windows-1251", None),
        "header wrongly utf-8": ("cp1251", "windows-1251", "utf-8"),
        "meta wrongly utf-8": ("cp1251", "utf-8", None),
        "utf-8, header says windows-1251": ("utf-8", None, "windows-1251"),
        "windows-1251, no declaration": ("cp1251", None, None),
        "koi8-r, meta": ("koi8-r", "koi8-r", None),
        "utf-16 with a mark": ("utf-16", None, None),
        "kz1048 called windows-1251": ("kz1048", "windows-1251", None),
        "ptcp154, no declaration": ("ptcp154", None, None),
    }
    for case, (encoding, meta, header) in cases.items():
        kept = []
        for _, page, _ in layouts.pages(3, 2):
            if page.lang != ("kk" if "1048" in encoding or "154" in encoding else "ru"):
                continue
            declared = f"<meta charset={meta}>" if meta else ""
            html = f"<html><head>{declared}</head><p>{' '.join(page.paragraphs)}</p></html>"
            content_type = f"text/html; charset={header}" if header else None
            kept.append(decode(html.encode(encoding), content_type).text == html)
        print(f"| {case} | {statistics.mean(kept):.2f} |")


def heavy_page() -> str:
    """A page of about 174 KB and 1,600 elements, as the mean of a public set of news pages."""
    page = next(page for _, page, _ in layouts.pages(11, 3) if len(page.paragraphs) > 10)
    script = "<script>" + "window.d=window.d||{};" * 5000 + "</script>"
    html = layouts.wordpress(page).replace("</head>", script + "</head>")
    cards = "".join(f"<div class='side-{i % 7}'>{layouts.cards(page, 4, plain=i % 3 == 0)}</div>" for i in range(124))
    return f"<!DOCTYPE html><html lang={page.lang}>{html.replace('</main>', f'{cards}</main>')}</html>"


def timing(rounds: int) -> None:
    html = heavy_page()
    known = {"esep": ours, "trafilatura fast with metadata": trafilatura_with_metadata}
    known |= {name: one for name, one in extractors().items() if name == "newspaper4k"}
    spent: dict[str, list[float]] = {name: [] for name in known}
    for _ in range(rounds):
        for name, extract in known.items():
            start = time.process_time()
            extract(html)
            spent[name].append(1000 * (time.process_time() - start))
    print(f"\n## Title, date and body: one page of {len(html.encode()) // 1000} KB, {html.count('<') // 2} elements\n")
    print("| parser | CPU ms, median | times ours |\n|---|---|---|")
    base = statistics.median(spent["esep"])
    for name, times in spent.items():
        print(f"| {name} | {statistics.median(times):.1f} | {statistics.median(times) / base:.1f} |")


def figures(folder: Path) -> None:
    """Gold pages with figures: are all in the text, is any from outside of the article."""
    print("\n## Pages with figures\n\n| parser | figures kept | related figures leaked |\n|---|---|---|")
    pages = [(path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))
             for path in sorted(folder.glob("*.html"))]  # fmt: skip
    for name, extract in extractors().items():
        kept, leaked = [], []
        for html, gold in pages:
            text = " ".join(extract(html).split())
            kept += [" ".join(one["quote"].split()) in text for one in gold["figures"]]
            leaked += [one["quote"] in text for one in gold.get("distractors", []) if one["kind"] == "related"]
        print(f"| {name} | {statistics.mean(kept):.3f} | {statistics.mean(leaked):.3f} |")


def zyte(folder: Path) -> list[tuple[str, str]]:
    """Pages of the article-extraction benchmark in its own layout."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        (
            one["articleBody"],
            gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()).decode("utf-8", "replace"),
        )
        for name, one in truth.items()
    ]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path)
    options.add_argument("--zyte", type=Path)
    options.add_argument("--pages", type=int, default=4, help="pages of each layout and language")
    options.add_argument("--rounds", type=int, default=15)
    given = options.parse_args()
    made = layouts.pages(2026, given.pages)
    bodies([("\n".join(page.paragraphs), html) for _, page, html in made], "Generated pages of eleven makes")
    bodies([page[1:] for page in systems.pages(2026, max(given.pages // 4, 1))], "Pages as content systems make them")
    stress(given.pages)
    charsets()
    timing(given.rounds)
    if given.gold:
        figures(given.gold)
    if given.zyte:
        bodies(zyte(given.zyte), "zyte")
    return 0


if __name__ == "__main__":
    sys.exit(main())
