"""A generated world of claims in, fed to a warehouse batch by batch; what a batch costs and what order costs, out.

    python benchmarks/reckoning/growing.py WORLD [--before 0] [--batch 1000] [--batches 5] [--shuffled] [--scorer FILE]

WORLD is a folder of `world.py`'s generator. The first `--before` claims are reconciled at once, then come batches in
order of ingestion (documents at random with `--shuffled`). At the end a full run over the same claims shows how many
relations and values the batches left otherwise, and, with a scorer, what that costs in F1. Run it from the repository.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from extractors.settings import CONFIG_PATH
from warehouse.database import migrate
from warehouse.reconcile import reconcile
from warehouse.tolerances import read_tolerances

ROWS = Path(__file__).with_name("world_rows.sql")
INDICATORS = ("OUT", "EXP", "FDI", "INV", "TAX", "RET")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# The relation of every pair asked for: the configuration of the world has the warehouse list all of them.
PAIRS = """
    select p.claim_a, p.claim_b, o.relation, o.is_dependent::integer as dependent
    from read_parquet($pairs) as p
    join claim_pair as o
        on o.claim_a = printf('c%010d', p.claim_a) and o.claim_b = printf('c%010d', p.claim_b)
"""
STATE = {
    "relations": "select claim_a, claim_b, relation, is_dependent from claim_pair",
    "values": "select cell_id, lineage, value from consensus where superseded_at is null",
    "cases": "select discrepancy_id, kind from discrepancy where state <> 'explained'",
}


def config_of_world(folder: Path, *, lists_all: bool) -> Path:
    """The shipped configuration, with the growth rates of the world and, for a scorer, every pair listed."""
    copied = Path(shutil.copytree(CONFIG_PATH, folder / "config"))
    identities, tolerances = copied / "identities.yml", copied / "tolerances.yml"
    rates = "".join(f"  {code}: {code}\n" for code in INDICATORS)
    identities.write_text(identities.read_text().replace("\ngrowth:\n", f"\ngrowth:\n{rates}", 1))
    if lists_all:
        tolerances.write_text(tolerances.read_text().replace("list_all: 12 ", "list_all: 1000 "))
    return copied


def open_world(world: Path, folder: Path, *, is_shuffled: bool) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(folder / "warehouse.duckdb"))
    connection.execute("set timezone = 'UTC'")
    migrate(connection)
    order = "hash(doc_id)" if is_shuffled else "ingested_at"
    connection.execute(
        f"create temp table world_claim as select *, row_number() over (order by {order}, claim_id) - 1 as position"
        f" from '{world}/claims-*.parquet'"
    )
    return connection


def add(connection: duckdb.DuckDBPyConnection, start: int, end: int) -> None:
    connection.execute(f"set variable batch_start = {start}")
    connection.execute(f"set variable batch_end = {end}")
    connection.execute(ROWS.read_text(encoding="utf-8"))
    connection.execute("checkpoint")


def run(connection: duckdb.DuckDBPyConnection, config: Path, *, full: bool) -> tuple[float, float]:
    """Processor and wall-clock seconds of one run."""
    processor, wall = time.process_time(), time.perf_counter()
    reconcile(connection, tolerances=read_tolerances(config), recorded_at=NOW, full=full, config=config)
    return time.process_time() - processor, time.perf_counter() - wall


def seconds(cost: tuple[float, float]) -> str:
    return f"{cost[0]:.2f} processor s, {cost[1]:.2f} s"


def state(connection: duckdb.DuckDBPyConnection) -> dict[str, set[tuple[object, ...]]]:
    return {name: set(connection.execute(query).fetchall()) for name, query in STATE.items()}


def score(connection: duckdb.DuckDBPyConnection, world: Path, scorer: Path, python: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as answers:
        connection.execute(
            f"copy ({PAIRS.replace('$pairs', repr(f'{world}/pairs-*.parquet'))}) to '{answers}/pairs.parquet'"
        )
        told = subprocess.run([python, str(scorer), str(world), answers], check=True, capture_output=True, text=True)
    pairs = json.loads(told.stdout)["pairs"]
    return {"conflict F1": pairs["conflict"]["f1"], "macro-F1": pairs["macro_f1"], "3-way": pairs["accuracy_3way"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("world", type=Path)
    parser.add_argument("--before", type=int, default=0)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--batches", type=int, default=5)
    parser.add_argument("--shuffled", action="store_true")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--python", default="python3", help="an interpreter with numpy and polars, for the scorer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        config = config_of_world(Path(name), lists_all=options.scorer is not None)
        connection = open_world(options.world, Path(name), is_shuffled=options.shuffled)
        if options.before:
            add(connection, 0, options.before)
            print(f"full run of {options.before} claims: {seconds(run(connection, config, full=True))}")
        for number in range(options.batches):
            start = options.before + number * options.batch
            add(connection, start, start + options.batch)
            cost = seconds(run(connection, config, full=False))
            if number < 5 or number == options.batches - 1:
                print(f"batch {number + 1} of {options.batch} claims: {cost}", flush=True)
        batched = state(connection)
        scored = score(connection, options.world, options.scorer, options.python) if options.scorer else {}
        print(f"full run at the end: {seconds(run(connection, config, full=True))}")
        whole = state(connection)
        for title, rows in batched.items():
            print(f"{title}: {len(rows - whole[title])} of {len(whole[title])} otherwise than the full run has them")
        if options.scorer:
            full = score(connection, options.world, options.scorer, options.python)
            for title, value in scored.items():
                print(f"{title}: in batches {value:.4f}, at once {full[title]:.4f}, lost {full[title] - value:.4f}")


if __name__ == "__main__":
    main()
