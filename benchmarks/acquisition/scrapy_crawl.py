"""`python scrapy_crawl.py PORT CONCURRENCY`: the same crawl by Scrapy; print pages, processor and wall seconds."""

import json
import sys
import time
from collections.abc import Iterator

import scrapy
from scrapy.crawler import CrawlerProcess

BASE = f"http://127.0.0.1:{sys.argv[1]}"


class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [BASE + "/list.html"]  # noqa: RUF012 - Scrapy's own way
    count = 0

    def parse(self, response) -> Iterator[scrapy.Request]:
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.take)

    def take(self, response) -> None:
        Pages.count += len(response.body) > 0


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": int(sys.argv[2]),
        "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[2]),
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
    }
)
cpu, wall = time.process_time(), time.perf_counter()
process.crawl(Pages)
process.start()
print(json.dumps({"pages": Pages.count, "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))
