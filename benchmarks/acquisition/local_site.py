"""A fast local site of generated news pages for the acquisition benchmarks.

`python local_site.py PORT COUNT` serves COUNT pages of about 174 KB (gzipped), a feed and a list that name them all and
a permissive robots.txt, from ready-made bytes, so that the server's share of the time is small and the same for all.
"""

import asyncio
import gzip
import random
import sys

WORDS = 4000
SIZE = 174_000
DISTINCT = 200  # pages; the rest repeat them under other addresses


def make_page(number: int, size: int = SIZE) -> bytes:
    """One page: an article of some 40 paragraphs inside a realistic load of menus and scripts."""
    dice = random.Random(number)  # noqa: S311 - words, not secrets
    words = ["".join(dice.choices("abdegiklmnoprstuvy", k=dice.randint(2, 10))) for _ in range(WORDS)]

    def text(count: int) -> str:
        return " ".join(dice.choices(words, k=count))

    title = text(9).capitalize()
    article = "".join(f"<p>{text(60).capitalize()} {dice.randint(1, 999)} billion tenge.</p>\n" for _ in range(40))
    menu = "".join(
        f'<li class="menu__item"><a href="/p/{dice.randint(1, 10**6)}">{text(4)}</a></li>\n' for _ in range(350)
    )
    date = f"2026-08-{number % 28 + 1:02}T09:00:00+05:00"
    head = f'<meta charset="utf-8"><title>{title}</title><meta property="article:published_time" content="{date}">'
    body = f'<ul class="menu">{menu}</ul><article><h1>{title}</h1>{article}</article>'
    script = f"<script>var s = {[dice.randint(0, 9999) for _ in range(400)]};</script>\n"
    filler = script * ((size - len(head) - len(body)) // len(script) + 1)
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{filler}{body}</body></html>'.encode()


def feed(base: str, count: int) -> bytes:
    items = "".join(f"<item><title>p{n}</title><link>{base}/p/{n}</link></item>" for n in range(count))
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def reply(content: bytes, kind: str, *more: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *more]
    return "\r\n".join([*lines, "", ""]).encode() + content


def answers(base: str, count: int) -> dict[str, bytes]:
    """Every answer of the site, ready to be sent."""
    links = "".join(f'<a href="/p/{number}">{number}</a>' for number in range(count)).encode()
    packed = [gzip.compress(make_page(number), 6) for number in range(min(count, DISTINCT))]
    pages = [reply(content, "text/html; charset=utf-8", "Content-Encoding: gzip") for content in packed]
    return {f"/p/{number}": pages[number % len(pages)] for number in range(count)} | {
        "/robots.txt": reply(b"User-agent: *\nAllow: /\n", "text/plain"),
        "/feed.xml": reply(feed(base, count), "text/xml"),
        "/list.html": reply(links, "text/html"),
    }


async def main(port: int, count: int) -> None:
    ready = answers(f"http://127.0.0.1:{port}", count)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(ready[request.split(b" ", 2)[1].decode()])
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=512)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
