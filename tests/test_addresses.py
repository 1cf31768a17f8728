"""One spelling for each page, and no way into private networks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import RefusedError
from extractors.settings import Source
from extractors.web.addresses import belongs, canonical_address, declared_address, is_article, is_public, normalise

SOURCE = Source(
    source_id="inform",
    publisher="Inform",
    tier="agency",
    homepage="https://www.inform.example/",
    hosts=("inform.example", "Qazinform.example"),
    languages=("ru", "kk"),
    timezone="Asia/Almaty",
    article_pattern=r"/(news|article)/",
    mirror_rules={
        r"/amp/?$": "",
        r"^https?://(lat|ar)\.inform\.example/": "https://www.inform.example/",
        r"^http://": "https://",
        r"/amp/(news)/": r"/\1/",
    },
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example/a", "https://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a#top", "https://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example/новости/1", "https://news.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1"),
        ("https://news.example/a%20b?q=1%2C5", "https://news.example/a%20b?q=1%2C5"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://новости.қаз/a", "https://xn--b1amnebsh.xn--80ao21a/a"),
        ("http://[2001:DB8::1]:81/", "http://[2001:db8::1]:81/"),
        ("  https://news.example/a\n", "https://news.example/a"),
    ],
)
def test_an_address_has_one_spelling(url: str, expected: str):
    assert normalise(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://news.example/",
        "//news.example/a",
        "/a",
        "",
        "https://user:word@news.example/",
        "https://news.example:99999/",
        "http://[::1/",
        "https:///a",
        "https://news.example/" + "a" * 3000,
    ],
)
def test_what_is_no_web_address_is_refused(url: str):
    with pytest.raises(RefusedError):
        normalise(url)


def test_relative_addresses_are_joined():
    assert normalise("../b?x=1", "https://news.example/a/c") == "https://news.example/b?x=1"
    assert normalise("//cdn.example/x", "https://news.example/a") == "https://cdn.example/x"


@given(st.text(max_size=60), st.sampled_from(["/", "/?q=", "/a%", "/a?b&"]))
def test_normalising_twice_changes_nothing(tail: str, middle: str):
    try:
        once = normalise(f"https://news.example{middle}{tail}")
    except RefusedError:
        return
    assert normalise(once) == once
    assert once.isascii()
    assert not set(once) & set(' \r\n\t<>"')
    assert "#" not in once


@pytest.mark.parametrize(
    "url",
    [
        "https://www.inform.example/news/1",
        "http://www.inform.example/news/1",
        "https://www.inform.example/news/1/amp",
        "https://www.inform.example/amp/news/1",
        "https://lat.inform.example/news/1",
        "https://www.inform.example/news/1?utm_source=x&utm_medium=y",
        "https://www.inform.example/news/1?fbclid=1#comments",
    ],
)
def test_mirrors_and_trackers_lead_to_one_document(url: str):
    assert canonical_address(url, SOURCE) == "https://www.inform.example/news/1"


def test_parameters_that_name_the_page_stay():
    url = "https://www.inform.example/news?id=5&lang=kk&utm_source=x"
    assert canonical_address(url, SOURCE) == "https://www.inform.example/news?id=5&lang=kk"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://inform.example/a", True),
        ("https://en.inform.example/a", True),
        ("https://qazinform.example/a", True),
        ("https://notinform.example/a", False),
        ("https://inform.example.evil.example/a", False),
        ("https://inform.example:8443/a", False),
    ],
)
def test_hosts_of_a_source(url: str, expected: bool):  # noqa: FBT001
    assert belongs(url, SOURCE) is expected


def test_an_article_is_what_the_pattern_says():
    assert is_article("https://inform.example/news/1", SOURCE)
    assert not is_article("https://inform.example/about", SOURCE)
    assert is_article("https://inform.example/about", SOURCE.model_copy(update={"article_pattern": None}))


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="https://www.inform.example/news/7">', "https://www.inform.example/news/7"),
        ("<LINK href=/news/7 rel=canonical />", "https://www.inform.example/news/7"),
        ("<link rel='canonical' href='/news/7?a=1&amp;b=2'>", "https://www.inform.example/news/7?a=1&b=2"),
        ('<link rel="canonical" href="https://www.inform.example/">', None),
        ('<link rel="canonical" href="https://www.inform.example/ru/">', None),
        ('<link rel="canonical" href="https://elsewhere.example/news/7">', None),
        ('<link rel="canonical" href="javascript:0">', None),
        ('<link rel="amphtml" href="/news/7/amp">', None),
        ("", None),
    ],
)
def test_the_address_a_page_declares(head: str, expected: str | None):
    body = f"<html><head><meta charset=utf-8>{head}</head>".encode()
    assert declared_address(body, "https://www.inform.example/news/7/amp", SOURCE) == expected


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - one of those to be refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_private_addresses(address: str):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:220:1::1", "64:ff9b::5db8:d70e"])
def test_public_addresses(address: str):
    assert is_public(address)
