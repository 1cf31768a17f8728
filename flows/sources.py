"""Which sources a run is about: names given by the user, checked, or all that are enabled."""

from collections.abc import Sequence

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
