"""Which sources a run is about: names given by the user, checked, or all that are enabled.

Public sites are told who reads them, so a run that fetches is refused before it starts while nobody is named.
"""

from collections.abc import Sequence

from extractors.crawl import NO_CONTACT
from extractors.errors import UsageError
from extractors.settings import Settings, load_sources


def choose_sources(settings: Settings, source_ids: Sequence[str] | None) -> list[str]:
    """The named sources, or every enabled one that offers something. Raises `UsageError` for a name without a file."""
    sources = load_sources(settings.sources)
    if not source_ids:
        return [source_id for source_id, source in sources.items() if source.is_read]
    unknown = [source_id for source_id in source_ids if source_id not in sources]
    if unknown:
        raise UsageError(f"no such source: {', '.join(unknown)} (known: {', '.join(sources)})")
    return list(dict.fromkeys(source_ids))


def choose_to_crawl(settings: Settings, source_ids: Sequence[str] | None) -> list[str]:
    """`choose_sources` for a run that fetches. Raises `UsageError` where a public site is among them and no contact."""
    chosen, sources = choose_sources(settings, source_ids), load_sources(settings.sources)
    if settings.contact is None and not all(sources[one].allow_private_addresses for one in chosen):
        raise UsageError(NO_CONTACT)
    return chosen
