"""A fast local site of generated news pages for the acquisition benchmarks.

`python site.py PORT COUNT` serves COUNT pages of about 174 KB (34 KB gzipped), a feed that names them all and a permissive
robots.txt, from ready-made bytes, so that the server's share of the time is small and the same for every client.
"""

import asyncio
import gzip
import random
import sys

WORDS = 4000
SIZE = 174_000


def make_page(number: int, size: int = SIZE) -> bytes:
    """One page: an article of some 40 paragraphs inside a realistic load of menus, links and scripts."""
    random.seed(number)
    words = ["".join(random.choices("abdegiklmnoprstuvy", k=random.randint(2, 10))) for _ in range(WORDS)]

    def text(count: int) -> str:
        return " ".join(random.choices(words, k=count))

    title = text(9).capitalize()
    paragraphs = "".join(f"<p>{text(60).capitalize()} {random.randint(1, 999)} billion tenge.</p>\n" for _ in range(40))
    links = "".join(f'<li class="menu__item"><a href="/p/{random.randint(1, 10**6)}" title="{text(3)}">{text(4)}</a></li>\n'
                    for _ in range(350))
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="article:published_time" content="2026-08-{number % 28 + 1:02}T09:00:00+05:00"></head><body>'
    )
    body = f'<ul class="menu">{links}</ul><article><h1>{title}</h1>{paragraphs}</article>'
    block = f'<script>var settings = {{"{text(2)}": {[random.randint(0, 9999) for _ in range(400)]}}};</script>\n'
    filler = block * ((size - len(head) - len(body)) // len(block) + 1)
    return f"{head}{filler}{body}</body></html>".encode()[: size + 20_000]


def feed(base: str, count: int) -> bytes:
    items = "".join(f"<item><title>p{n}</title><link>{base}/p/{n}</link></item>" for n in range(count))
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


async def main(port: int, count: int) -> None:
    distinct = [gzip.compress(make_page(number), 6) for number in range(min(count, 200))]
    base = f"http://127.0.0.1:{port}"

    def answer(path: str) -> bytes:
        if path == "/robots.txt":
            return b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 14\r\n\r\nUser-agent: *\n"
        if path in {"/feed.xml", "/list.html"}:
            content = feed(base, count) if path == "/feed.xml" else b"".join(
                b'<a href="/p/%d">%d</a>' % (n, n) for n in range(count))
            kind = b"text/xml" if path == "/feed.xml" else b"text/html"
            return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (kind, len(content)) + content
        content = distinct[int(path.rsplit("/", 1)[1]) % len(distinct)]
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
        return head + b"Content-Length: %d\r\n\r\n" % len(content) + content

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                writer.write(answer(request.split(b" ", 2)[1].decode()))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=512)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
