"""`make run`: the sample site served on loopback, the real daily flow over it by HTTP, and the account it gives.

The first time in two acts: the site as published, then as edited without a word. Everything lies below `var/demo`; a
second run fetches nothing it has, adds no row and publishes nothing, and says so.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.errors import EsepError
from flows.leaving import leave
from flows.output import print_counts, print_heading, print_line, warn

if TYPE_CHECKING:
    from flows.sample.server import SampleSite

HOME = Path(os.environ.get("ESEP_HOME") or "var/demo").absolute()

PORT = int(os.environ.get("ESEP_SAMPLE_PORT") or 8710)


def main() -> int:
    """Run the demonstration; returns the exit code."""
    from flows.sample.server import serve

    (HOME / "prefect").mkdir(parents=True, exist_ok=True)
    os.environ["ESEP_HOME"] = str(HOME)
    os.environ.setdefault("PREFECT_HOME", str(HOME / "prefect"))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    try:
        with serve(HOME / "sample", base_port=PORT) as site:
            os.environ["ESEP_SOURCES"] = str(site.sources_folder)
            print_line(f"sample site: {len(site.ports)} outlets on loopback; Prefect starts by itself")
            _run(site)
    except EsepError as error:
        warn(str(error))
        return 1
    return 0


def _run(site: "SampleSite") -> None:
    from extractors.settings import read_settings
    from flows.daily import daily
    from flows.summary import print_summary
    from warehouse.release import open_release

    result = daily()
    if not site.is_edited:
        _print_run("As published", result)
        site.set_edited(True)
        print_line("the ministry now edits a page without saying so, and every site is read again")
        result = daily()
    _print_run("This run", result)
    with open_release(read_settings().releases) as connection:
        print_summary(connection, result["release"])


def _print_run(heading: str, result: dict[str, Any]) -> None:
    print_heading(heading)
    ingest = result["ingest"]
    print_counts("source", ingest.crawls)
    added = {name: count for name, count in ingest.new_rows.items() if count}
    if added:
        print_line("new rows: " + ", ".join(f"{name} {count}" for name, count in added.items()))
    else:
        print_line("nothing new: every page was known and unchanged, no row was added, no release was made")


if __name__ == "__main__":
    leave(main())
