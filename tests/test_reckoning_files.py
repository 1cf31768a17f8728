"""Reconciling files by themselves: the column form, claim rows, a hand-kept list, and what is refused."""

from pathlib import Path

import duckdb
import pytest

from extractors.errors import UsageError
from warehouse.reconcile import reconcile_files
from warehouse.tolerances import read_tolerances

REPORTED = Path(__file__).resolve().parent / "cases" / "reported_figures.csv"
NOTED = REPORTED.with_name("noted_figures.csv")
HEADER = (
    "claim_id,doc_id,source_id,source_kind,lang,published_at,ingested_at,series_key,freq,ref_area,indicator,activity,"
    "measure,unit_measure,time_period,context,hedge_text,hedge_class,value_str,value,unit_mult,obs_value,obs_status,"
    "attributed_to,paren_of,doc_simhash,quote"
)


def column_form(folder: Path, rows: list[tuple[str, int, str, int, float]]) -> Path:
    """Claims of one cell: source, day, digits as written, power of ten, value; each a document of its own."""
    folder.mkdir()
    lines = [
        f"{n},{n},{source},outlet,ru,2023-02-{day:02d} 09:00:00,2023-02-{day:02d} 10:00:00,A.KZ.OUT.A1.LEVEL.KZT,A,KZ,"
        f"OUT,A1,LEVEL,KZT,2022,body,,none,{digits},{digits},{power},{value},A,,,{n * 7919:016x},"
        for n, (source, day, digits, power, value) in enumerate(rows, start=1)
    ]
    (folder / "claims.csv").write_text("\n".join([HEADER, *lines]) + "\n")
    (folder / "pairs.csv").write_text("claim_a,claim_b\n1,2\n1,3\n1,4\n")
    return folder


def answer(out: Path, name: str, columns: str = "*") -> list[tuple]:
    return duckdb.sql(f"select {columns} from '{out}/{name}.parquet' order by all").fetchall()


def test_the_column_form_is_answered_file_by_file(tmp_path):
    world = column_form(
        tmp_path / "world",
        [
            ("a", 1, "1.70", 12, 1.7e12),
            ("b", 1, "1.7", 12, 1.7e12),
            ("c", 2, "1.70", 9, 1.7e9),
            ("d", 2, "1.71", 12, 1.71e12),
        ],
    )
    out = tmp_path / "out"
    summary = reconcile_files(world, out, tolerances=read_tolerances())
    assert summary.count_claims == 4
    relations = answer(out, "pairs", "claim_a, claim_b, relation")
    # "1.70" is written to the hundredth, "1.7" is not: alike, but not the same; 1.71 lies within the cut of 1.70
    assert relations == [(1, 2, "compatible"), (1, 3, "scale"), (1, 4, "compatible")]
    assert answer(out, "alerts", "kind, claim_id") == [("scale", 3)]
    assert answer(out, "consensus", "series_key, time_period") == [("A.KZ.OUT.A1.LEVEL.KZT", "2022")]
    assert {path.stem for path in out.iterdir()} == {
        *("pairs", "alerts", "consensus", "sources", "copies"),
        *("observations", "source_weights", "discrepancies"),
    }


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        (",none,", ",maybe,", "claim 1: hedge_class 'maybe'"),
        (",outlet,", ",blog,", "claim 1: source_kind 'blog'"),
        ("1.70,1.70,", "abc,1.70,", "claim 1: value_str 'abc'"),
        ("1.70,1.70,12,", "1.70,1.70,,", "claim 1: unit_mult is missing"),
        ("\n1,1,", "\n2,1,", "claim 2: repeated claim_id '2'"),
    ],
)
def test_a_claim_that_cannot_be_read_is_named_and_none_is_left_out(written, instead, told, tmp_path):
    world = column_form(tmp_path / "world", [("a", 1, "1.70", 12, 1.7e12), ("b", 2, "1.8", 12, 1.8e12)])
    claims = world / "claims.csv"
    claims.write_text(claims.read_text().replace(written, instead, 1))
    with pytest.raises(UsageError, match=told):
        reconcile_files(world, tmp_path / "out", tolerances=read_tolerances())


def test_a_hand_kept_list_needs_no_mapping(tmp_path):
    summary = reconcile_files(REPORTED, tmp_path, tolerances=read_tolerances())
    assert duckdb.sql(f"select count(*) from read_csv('{REPORTED}')").fetchall() == [(summary.count_claims,)]
    enterprises = "claim_id in ('r014') and kind = 'discrepancy'"
    assert duckdb.sql(f"select count(*) from '{tmp_path}/alerts.parquet' where {enterprises}").fetchall() == [(1,)]


def test_the_notes_of_a_list_carry_figures_and_names(tmp_path):
    reconcile_files(NOTED, tmp_path, tolerances=read_tolerances())
    assert set(answer(tmp_path, "pairs", "claim_a, claim_b, relation")) == {
        ("row_1", "row_1_conversion", "conversion"),
        ("row_2", "row_2_growth", "unit"),
        ("row_2", "row_3", "same"),
        ("row_2_growth", "row_3", "unit"),
        ("row_4", "row_5", "scope"),
        ("row_6", "row_7", "target_and_result"),
    }
    assert answer(tmp_path, "alerts", "kind, claim_id") == [("unit", "row_2_growth")]


def test_a_list_that_cannot_be_read_names_line_and_field(tmp_path):
    listed = tmp_path / "list.csv"
    header = "outlet,url,published,indicator,sector,time_period,hedge,value,unit"
    good, bad = 'A,u,2024,output_growth,machinery,2023-H1,more than,"5,4",%', "B,u,,output_growth,,9 months,about,5,%"
    listed.write_text(f"{header}\n{good}\n{bad}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 3: time_period '9 months'"):
        reconcile_files(listed, tmp_path / "out", tolerances=read_tolerances())
    listed.write_text(f"{header}\n{good}\n", encoding="utf-8")
    reconcile_files(listed, tmp_path / "out", tolerances=read_tolerances())
    assert answer(tmp_path / "out", "consensus", "time_period, value") == [("2023-S1", 5.4)]


def test_claim_rows_in_parquet(tmp_path):
    claims = tmp_path / "claims.parquet"
    duckdb.sql(
        "select 'c' || i as claim_id, 's' || i as source_id, 'output_value' as indicator, 'KZT' as unit_measure,"
        " '2022' as time_period, v as value, timestamp '2023-01-01' as published_at"
        " from (values (1, 1.5e12), (2, 1.5e12), (3, 1.5e9)) as t(i, v)"
    ).write_parquet(str(claims))
    reconcile_files(claims, tmp_path / "out", tolerances=read_tolerances())
    assert answer(tmp_path / "out", "discrepancies", "kind, suspect_claim_id") == [("scale", "c3")]


def test_foreign_columns_are_refused_in_one_line(tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="no known form of claims"):
        reconcile_files(table, tmp_path / "out", tolerances=read_tolerances())
    with pytest.raises(UsageError, match=r"there is no claims\.parquet or claims\.csv"):
        reconcile_files(tmp_path, tmp_path / "out", tolerances=read_tolerances())
