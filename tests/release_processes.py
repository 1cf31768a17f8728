"""Processes for tests/test_release_readers.py: one that loads and publishes round after round, one that reads.

Every round loads `PAGES` documents with one claim each, in one transaction, so that a reader who sees another number
of claims than of documents, or a number that is no multiple of `PAGES`, has seen half a run.
"""

import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

from warehouse_records import NOON, capture, claim, document, extraction

from extractors.errors import WarehouseError
from extractors.settings import Settings
from warehouse.database import open_file, open_warehouse
from warehouse.load import load_batch
from warehouse.publish import publish
from warehouse.release import current_release, open_release

PAGES = 5
COUNTS = "select (select count(*) from fct_claim), (select count(*) from fct_document)"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def settings_of(home: Path) -> Settings:
    return Settings(home=home, config=home, sources=home)


def load_round(connection, number: int) -> None:
    captures = [capture(f"https://a.example/{number}/{page}") for page in range(PAGES)]
    documents = [document(f"{number + 2} projects are planned.", one) for one in captures]
    load_batch(
        connection,
        captures=captures,
        documents=documents,
        extractions=[extraction(one, claim(one, f"{number + 2} projects", number + 2.0)) for one in documents],
        recorded_at=NOON + timedelta(minutes=number),
    )


def write(home: Path, rounds: int, keep: int) -> None:
    with open_warehouse(settings_of(home).warehouse) as connection:
        for number in range(rounds):
            load_round(connection, number)
            publish(connection, settings_of(home), recorded_at=NOON, keep=keep)
            say(str(number))


def write_on_a_full_disk(home: Path, room: int) -> None:
    """Publish where no file may grow beyond `room` bytes, then again with room enough."""
    with open_warehouse(settings_of(home).warehouse) as connection:
        load_round(connection, 1)
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            publish(connection, settings_of(home), recorded_at=NOON)
            say("published")
        except WarehouseError as error:
            say(str(error))
        say(current_release(settings_of(home).releases).release_id)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        publish(connection, settings_of(home), recorded_at=NOON)


def read(home: Path, until: int) -> None:
    """Read release after release until one shows `until` claims; hold the first one open all the while."""
    releases = settings_of(home).releases
    held_release = current_release(releases)
    held = open_file(held_release.database)
    before = held.execute(COUNTS).fetchall()
    newest = count_reads = 0
    while newest < until:
        with open_release(releases) as connection:
            ((claims, documents),) = connection.execute(COUNTS).fetchall()
        if claims != documents or claims % PAGES or claims < newest:
            sys.exit(f"half a run: {claims} claims, {documents} documents, after {newest}")
        newest, count_reads = claims, count_reads + 1
        time.sleep(0.4)
    if held.execute(COUNTS).fetchall() != before:
        sys.exit("the release held open has changed")
    say(str(count_reads))


if __name__ == "__main__":
    command, home, *numbers = sys.argv[1:]
    {"write": write, "read": read, "full_disk": write_on_a_full_disk}[command](Path(home), *map(int, numbers))
