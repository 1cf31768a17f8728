"""The backfill flow: foreign WARC files, each a task of its own, filed in our archive; then read and loaded as usual.

Pages are filtered by host, language and vocabulary before the costly parse. Restarted, each file goes on at the offset
it had reached, and what was filed but not loaded is found by the same difference that `ingest` uses.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from extractors.backfill import backfill as read_file
from extractors.claim.claim_words import Activities
from extractors.settings import LANGUAGES, Settings, load_sources, load_yaml, read_settings
from flows import clock
from flows.ingest import read_pending

SHORTEST_WORD = 5  # letters: shorter stems stand in too many pages


def field_words(config: Path) -> set[str]:
    """Stems of our field in every language, the longest of each phrase: a page without any is not ours."""
    activities = load_yaml(config / "activities.yml", Activities).root.values()
    phrases = (phrase for one in activities for lang in LANGUAGES for phrase in getattr(one, lang))
    stems = (max(phrase.replace("*", "").split(), key=len) for phrase in phrases)
    return {stem for stem in stems if len(stem) >= SHORTEST_WORD}


@task(name="backfill", task_run_name="backfill {name}", cache_policy=NO_CACHE, persist_result=False)
def backfill_file(path: str | Path, settings: Settings, name: str) -> dict[str, int]:  # noqa: ARG001
    """File the pages of our sources that one foreign file holds."""
    sources = load_sources(settings.sources)
    langs = {lang for source in sources.values() for lang in source.languages}
    report = read_file(path, sources, settings, langs=langs, must_contain=field_words(settings.config))
    return dict(report.counts)


@flow(name="backfill", validate_parameters=False)
def backfill(files: Sequence[str | Path]) -> dict[str, int]:
    """Read foreign files; returns counts of pages filed and left out by reason, and of new rows by table."""
    settings = read_settings()
    futures = [backfill_file.submit(path, settings, Path(path).name) for path in files]
    counts: Counter[str] = Counter()
    for future in futures:
        counts.update(future.result())
    counts.update({f"new {table}": rows for table, rows in read_pending(settings, None, clock.now()).items()})
    return dict(counts)
