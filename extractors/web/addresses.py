"""Addresses: one spelling for each page, and which machines we may talk to.

Enters: addresses as found on pages. Leaves: normalised and canonical addresses, and the verdict whether an IP address
is public. A page that answers under many spellings (tracking parameters, AMP, script mirrors) must be one document,
and no page may lead us into the private network we run in.
"""

import ipaddress
import re
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from extractors.errors import RefusedError
from extractors.settings import Source

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|yclid|ysclid|igshid|mc_[ce]id|_openstat|from_source)$", re.IGNORECASE)
LINK = re.compile(rb"<link\s[^>]{1,3000}>", re.IGNORECASE)
CANONICAL = re.compile(rb"rel\s*=\s*[\"']?canonical[\"'\s/>]", re.IGNORECASE)
HREF = re.compile(rb"href\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
HEAD_BYTES = 65_536
LONGEST = 2000


def normalise(url: str, base: str | None = None) -> str:
    """Absolute, escaped http(s) address without fragment and default port, host in lower case.

    Raises `RefusedError` for any other scheme, for credentials in the address and for what is no address at all.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"{url[:200]!r} is not an address: {error}", "bad_address") from error
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise RefusedError(f"{url[:200]}: only http and https are fetched, not {scheme or 'a bare path'}", "bad_scheme")
    if not parts.hostname or parts.username is not None or len(url) > LONGEST:
        raise RefusedError(f"{url[:200]}: the address has no host, holds a password or is too long", "bad_address")
    host = _ascii_host(parts.hostname)
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, _escape(parts.path) or "/", _escape(parts.query), ""))


def _ascii_host(host: str) -> str:
    try:
        return host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise RefusedError(f"{host[:200]!r} is not a host name", "bad_address") from error


def _escape(text: str) -> str:
    """Percent-encode what may not stand in a request line; escapes that are there already stay."""
    return quote(text, safe="/%:=&?~#+!$,;'@()*[]-._|")


def canonical_address(url: str, source: Source) -> str:
    """The address that names the document: normalised, mirrors led back, tracking parameters gone.

    Raises `RefusedError` like `normalise`.
    """
    address = normalise(url)
    for pattern, replacement in source.mirror_rules.items():
        address = _compiled(pattern).sub(replacement, address)
    parts = urlsplit(normalise(address))
    query = parts.query
    if "=" in query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [pair for pair in pairs if not TRACKING.match(pair[0])]
        query = query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def belongs(url: str, source: Source) -> bool:
    """Whether the address lies on one of the source's hosts or their subdomains, on the port of its homepage."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_own_port = parts.port == urlsplit(source.homepage).port
    return any(
        parts.netloc.lower() == own or (is_own_port and (host == own or host.endswith("." + own)))
        for own in (name.lower() for name in source.hosts)
    )


def is_article(url: str, source: Source) -> bool:
    """Whether the address looks like an article of the source; without a pattern every address does."""
    return source.article_pattern is None or _compiled(source.article_pattern).search(url) is not None


def declared_address(body: bytes, url: str, source: Source) -> str | None:
    """The address that a page itself declares canonical, if it lies with the source and is no mere front page."""
    for link in LINK.findall(body[:HEAD_BYTES]):
        if CANONICAL.search(link) and (href := HREF.search(link)):
            try:
                target = unescape(href[1].strip(b"\"'").decode("utf-8"))
                address = canonical_address(normalise(target, url), source)
            except (RefusedError, UnicodeDecodeError):
                return None
            is_front = urlsplit(address).path.strip("/") in {"", *source.languages}
            is_ours = belongs(address, source) and is_article(address, source)
            return address if is_ours and not is_front else None
    return None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def origin(url: str) -> str:
    """Scheme, host and port: the unit of robots.txt and of politeness."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, looking through IPv4 inside IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
