"""Each check finds the row it is there for, and only it."""

from pathlib import Path

import pytest
from warehouse_records import NOON, capture, claim, document, extraction

from extractors.errors import WarehouseError
from warehouse.check import run_checks
from warehouse.database import SQL_PATH, open_warehouse
from warehouse.load import load_batch

BREAKAGES = {
    "error_capture_is_unique": "insert into capture from capture",
    "error_document_is_unique": "insert into document from document",
    "error_claim_is_unique": "insert into claim from claim",
    "error_claim_has_document": "update claim set document_id = 'document_gone'",
    "error_document_has_capture": "delete from capture",
    "error_quote_is_verbatim": "update claim set span_start = span_start + 1",
    "error_value_is_a_number": "update claim set value = 'nan'",
    "error_code_is_known": "update claim set hedge = 'roughly'",
    "error_conversion_is_in_document": "update claim set conversion_of = 'claim_gone'",
    "error_discrepancy_has_claims": (
        "insert into discrepancy by name select 'case_1' as discrepancy_id, 'scale' as kind, 's' as series_key,"
        " '2023' as time_period, ['claim_gone'] as claim_ids, 'claim_gone' as suspect_claim_id,"
        " 'claim' as suspect_side, '' as arithmetic, 1 as gap, 1 as severity, 'low' as severity_class,"
        " 'open' as state, 1 as count_suspect_groups, 1 as count_witness_groups, now() as opened_at,"
        " now() as recorded_at"
    ),
    "error_consensus_is_one": (
        "insert into consensus by name select 'c' as cell_id, 's' as series_key, '2023' as time_period,"
        " 'l' as lineage, 1 as value, 1 as value_low, 1 as value_high, 1 as support, 1 as count_claims,"
        " 1 as count_independent, 'A' as obs_status, 'o' as observation_id, 'm' as method, now() as recorded_at"
        " from range(2)"
    ),
    "warn_published_after_capture": "update document set published_at = published_at + interval 2 days",
    "warn_period_after_publication": "update claim set time_period = '2024', claim_status = 'actual'",
    "warn_source_is_unhealthy": (
        "insert into source by name select 'silent' as source_id, 'Silent' as publisher, 'outlet' as tier,"
        " 'pages' as kind, '' as homepage, [] as hosts, [] as languages, 'UTC' as timezone, [] as names,"
        " '' as schedule, true as is_enabled"
    ),
    "warn_share_of_undated": (
        "insert into document by name select document.* replace (document_id || i as document_id, null as published_at)"
        " from document, (select unnest(range(12)) as i)"
    ),
    "warn_value_is_implausible": (
        "insert into code_item by name select 'indicator' as code_list, 'investment_projects' as code,"
        " '{\"plausible\": [100, 200]}' as attributes"
    ),
    "warn_code_is_unconfigured": "delete from code_item",
    "warn_alerts_are_held": (
        "insert into discrepancy by name select 'case_1' as discrepancy_id, 'scale' as kind, 's' as series_key,"
        " '2023' as time_period, [any_value(claim_id)] as claim_ids, any_value(claim_id) as suspect_claim_id,"
        " 'claim' as suspect_side, '' as arithmetic, 1 as gap, 1 as severity, 'low' as severity_class,"
        " 'open' as state, 1 as count_suspect_groups, 1 as count_witness_groups, now() as opened_at,"
        " now() as recorded_at from claim;"
        " insert into delivery by name select 'd' as delivery_id, 'n' as notice_id, ['case_1'] as discrepancy_ids,"
        " 'desk' as route, 'desk' as channel, 'held' as state, 'budget' as detail, now() as recorded_at"
    ),
    "warn_block_is_repeated": "; ".join(
        f"insert into {table} by name select {table}.* replace ({changes}) from {table}, range(4) as page (number)"
        for table, changes in {
            "document": "document_id || number as document_id, canonical_url || number as canonical_url",
            "sighting": "document_id || number as document_id",
            "extraction": "document_id || number as document_id",
            "claim": "document_id || number as document_id, claim_id || number as claim_id",
        }.items()
    ),
}


@pytest.fixture
def connection(tmp_path: Path):
    with open_warehouse(tmp_path / "warehouse.duckdb") as opened:
        seen = capture()
        page = document("29 projects", seen)
        load_batch(
            opened,
            captures=[seen],
            documents=[page],
            extractions=[extraction(page, claim(page, "29 projects", 29))],
            recorded_at=NOON,
        )
        for code_list, code in (("indicator", "investment_projects"), ("activity", "machinery"), ("ref_area", "KZ")):
            opened.execute(
                "insert into code_item by name"
                " select $1 as code_list, $2 as code, '{\"plausible\": [1, 100]}' as attributes",
                [code_list, code],
            )
        yield opened


def failing(connection) -> set[str]:
    return {one.check_name for one in run_checks(connection, recorded_at=NOON).results if one.count_failing}


def test_every_check_has_its_breakage():
    assert set(BREAKAGES) == {path.stem for path in (SQL_PATH / "checks").glob("*.sql")}


def test_sound_rows_pass_every_check(connection):
    assert failing(connection) - {"warn_source_is_unhealthy"} == set()


@pytest.mark.parametrize(("check", "breakage"), BREAKAGES.items(), ids=list(BREAKAGES))
def test_the_check_finds_its_breakage(check: str, breakage: str, connection):
    connection.execute(breakage)
    assert check in failing(connection)


def test_results_are_kept_with_their_rows(connection):
    connection.execute("update claim set quote = 'x'")
    run_checks(connection, recorded_at=NOON)
    kept = connection.execute(
        "select count_failing, examples ->> '$[0].quote' from check_result where check_name = 'error_quote_is_verbatim'"
    ).fetchall()
    assert kept == [(1, "x")]


def test_a_check_that_is_no_query_names_its_file(connection, tmp_path: Path):
    (tmp_path / "error_broken.sql").write_text("-- one row per nothing\nselect * from nowhere")
    with pytest.raises(WarehouseError, match=r"error_broken\.sql"):
        run_checks(connection, recorded_at=NOON, folder=tmp_path)
