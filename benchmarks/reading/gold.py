"""Our claims on gold pages, in the names of the gold set, and the score they reach.

    python benchmarks/reading/gold.py [--gold DIR]

DIR holds page pairs (`<id>.html`, `<id>.json`); without it, the pages kept in `tests/gold`.
The gold set says unit, sector, status; `percent` is our PT, `multiple` our X. Titles make no claims there.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.extract import extract, load_reader
from extractors.parse import parse_html
from extractors.records import Claim
from extractors.settings import CONFIG_PATH

PAGES = Path(__file__).resolve().parent.parent.parent / "tests" / "gold"
UNITS = {"PT": "percent", "X": "multiple"}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def in_gold_names(claim: Claim) -> dict[str, Any]:
    return {
        "quote": claim.quote,
        "value": claim.value,
        "unit": UNITS.get(claim.unit_measure, claim.unit_measure),
        "hedge": claim.hedge,
        "indicator": claim.indicator,
        "sector": claim.activity,
        "ref_area": claim.ref_area,
        "time_period": claim.time_period,
        "status": claim.claim_status,
        "role": claim.role,
        "speaker": claim.speaker,
        "confidence": claim.confidence,
    }


def read_page(path: Path, reader: Any) -> list[Claim]:
    """Claims of one gold page, read as a user would: the page, its address and its date."""
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    published = datetime.fromisoformat(gold["published"]).replace(tzinfo=UTC)
    document = parse_html(path.read_bytes(), url=gold["url"], published_at=published, lang=gold["lang"])
    return list(extract(document, reader, recorded_at=NOW).claims)


def predictions(folder: Path) -> list[dict[str, Any]]:
    reader = load_reader(CONFIG_PATH)
    return [
        {
            "id": path.stem,
            "claims": [in_gold_names(claim) for claim in read_page(path, reader) if claim.context != "title"],
        }
        for path in sorted(folder.glob("*.html"))
    ]


def run_scorer(folder: Path, *arguments: str) -> str:
    """Score with the scorer of the gold pages, as it was given."""
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "predictions.jsonl"
        lines = (json.dumps(one, ensure_ascii=False) for one in predictions(folder))
        target.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(PAGES / "score.py"), str(target), "--gold", str(folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=PAGES)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    print(run_scorer(options.gold, *(["--json"] if options.json else [])))


if __name__ == "__main__":
    main()
