"""Every file of the configuration read once, by those who will read it in a run, so that a typo is told before one.

Enters: the settings of this machine. Leaves: one row a file, sound or with each mistake by file, line and field.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from extractors.errors import ConfigError
from extractors.extract import load_reader
from extractors.page.page_words import page_words
from extractors.quantity.figure_words import load_figure_words
from extractors.settings import LANGUAGES, Settings, Source, load_source, load_yaml, wrong_value
from flows.deployments import list_deployments

Check = tuple[str, Callable[[], object]]


def check_config(settings: Settings) -> list[dict[str, str]]:
    """One row a file or group of files; `detail` is empty where all is sound."""
    return [{"file": name, "detail": _trouble(check)} for name, check in (*_shared(settings), *_sources(settings))]


def _trouble(check: Callable[[], object]) -> str:
    try:
        check()
    except ConfigError as error:
        return str(error)
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return ""


def _shared(settings: Settings) -> Iterator[Check]:
    from warehouse.alert_rules import read_alert_rules
    from warehouse.mapping import RateMapping, read_mapping
    from warehouse.reckoning.identities import read_identities
    from warehouse.reckoning.notes import read_notes
    from warehouse.report.accuracy import read_accuracy
    from warehouse.settings import check_identities, check_names, rate_rows
    from warehouse.tolerances import read_tolerances

    config = settings.config

    def identities() -> None:
        read = read_identities(config)
        check_identities(config, read.indicators(), {share: one.whole for share, one in read.shares.items()})

    yield "indicators, activities, areas, confidence", partial(load_reader, config)
    yield "units", lambda: [load_figure_words(lang, config) for lang in LANGUAGES]
    yield "languages", lambda: [page_words(lang) for lang in LANGUAGES]
    yield "names.yml", partial(check_names, config)
    yield "identities.yml", identities
    yield "notes.yml", partial(read_notes, config)
    yield "tolerances.yml", partial(read_tolerances, config)
    yield "alerts.yml", partial(read_alert_rules, config)
    yield "accuracy.yml", partial(read_accuracy, config)
    yield "rates.csv", lambda: list(rate_rows(config))
    yield "schedules.yml", lambda: list(list_deployments(settings))
    for path in sorted((config / "mappings").glob("*.yml")):
        yield f"mappings/{path.name}", partial(read_mapping, path)
    for path in sorted((config / "mappings" / "rates").glob("*.yml")):
        yield f"mappings/rates/{path.name}", partial(load_yaml, path, RateMapping)


def _sources(settings: Settings) -> Iterator[Check]:
    for path in sorted(settings.sources.glob("*.yml")):
        yield f"sources/{path.name}", partial(_check_source, path, settings.config)


def _check_source(path: Path, config: Path) -> None:
    source: Source = load_source(path)
    for number, table in enumerate(source.tables):
        if not (config / "mappings" / f"{table.mapping}.yml").is_file():
            raise wrong_value(path, ["tables", number, "mapping"], f"there is no config/mappings/{table.mapping}.yml")
