"""Tables as sources: an office's file becomes claims, a bad row an issue, and what goes out comes back."""

import csv
from pathlib import Path

import duckdb
import pytest
from warehouse_records import NOON

from extractors.errors import ConfigError, WarehouseError
from extractors.settings import CONFIG_PATH, Settings
from warehouse.check import run_checks
from warehouse.database import migrate
from warehouse.export import export_sdmx
from warehouse.load import LoadSummary, load_config
from warehouse.mapping import freq_of, normal_period, read_mapping
from warehouse.reconcile import reconcile
from warehouse.statistics import load_file
from warehouse.tolerances import read_tolerances

MAPPINGS = CONFIG_PATH / "mappings"
CLAIMS = """source_id,url,published_at,indicator,activity,unit_measure,time_period,claim_status,value,hedge,quote
ministry,https://m.example/1,2023-08-01,investment_projects,machinery,count:projects,2023,planned,29,exact,29 жоба
ministry,https://m.example/1,2023-08-01,investment_value,machinery,KZT,2023,planned,217000000000,over,over 217 bn
agency,https://a.example/7,2023-08-02,output_growth,machinery,PT,2018/2022,actual,17.6,exact,"17,6%"
"""
SDMX = """STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,ACTIVITY,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MULT,DECIMALS,PUBLISHED
dataflow,BNS:IND(1.0),R,A,KZ,OUTPUT,C26T30,KZT,2023,3.25,12,2,2024-03-01
dataflow,BNS:IND(1.0),R,M,KZ,IPI,C,PT,2023-M07,104.9,0,1,2024-03-01
dataflow,BNS:IND(1.0),R,M,KZ,IPI,C,PT,2023-01-01/P6M,103.8,0,1,2024-03-01
dataflow,BNS:IND(1.0),R,A,KZ,MYSTERY,C,PT,2023,1,0,1,2024-03-01
dataflow,BNS:IND(1.0),R,A,KZ,IPI,C,PT,2023,n/a,0,1,2024-03-01
dataflow,BNS:IND(1.0),D,A,KZ,IPI,C,PT,2022,100,0,1,2024-03-01
"""  # noqa: E501


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    migrate(opened)
    load_config(opened, Settings(home=CONFIG_PATH, config=CONFIG_PATH, sources=CONFIG_PATH), {})
    return opened


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_claims_needs_no_mapping_and_loads_once(connection, tmp_path: Path):
    file = written(tmp_path / "claims.csv", CLAIMS)
    first = load_file(connection, file, recorded_at=NOON)
    assert first == LoadSummary(captures=2, documents=2, claims=3, issues=0, extractions=2)
    assert load_file(connection, file, recorded_at=NOON) == LoadSummary()
    rows = connection.execute(
        "select indicator, role, measure, freq, value, written_precision, quote, is_current from fct_claim order by 1"
    ).fetchall()
    assert rows == [
        ("investment_projects", "level", "LEVEL", "A", 29.0, 1.0, "29 жоба", True),
        ("investment_value", "level", "LEVEL", "A", 217e9, 1e9, "over 217 bn", True),
        ("output_growth", "growth", "GROWTH_CUM", "A", 17.6, 0.1, "17,6%", True),
    ]
    assert run_checks(connection, recorded_at=NOON).errors == ()


def test_a_warehouse_nothing_was_loaded_into_yet_knows_the_shipped_codes(tmp_path: Path):
    fresh = duckdb.connect()
    migrate(fresh)
    assert load_file(fresh, written(tmp_path / "claims.csv", CLAIMS), recorded_at=NOON).claims == 3


def test_parquet_says_the_same_as_csv(connection, tmp_path: Path):
    file = written(tmp_path / "claims.csv", CLAIMS)
    connection.execute(f"copy (from '{file}') to '{tmp_path / 'claims.parquet'}'")
    load_file(connection, tmp_path / "claims.parquet", recorded_at=NOON)
    counted = connection.execute("select count(*), sum(value) from claim").fetchall()
    assert counted == [(3, 217e9 + 29 + 17.6)]


def test_official_statistics_by_a_mapping(connection, tmp_path: Path):
    file = written(tmp_path / "bns.csv", SDMX)
    summary = load_file(connection, file, MAPPINGS / "stat_gov_kz.yml", recorded_at=NOON)
    assert (summary.claims, summary.issues) == (3, 3)
    rows = connection.execute(
        "select indicator, activity, measure, freq, time_period, value, written_precision from claim order by value"
    ).fetchall()
    assert rows == [
        ("output_index", "manufacturing", "INDEX", "M", "2023-01/2023-06", 103.8, 0.1),
        ("output_index", "manufacturing", "INDEX", "M", "2023-07", 104.9, 0.1),
        ("output_value", "machinery", "LEVEL", "A", "2023", 3.25e12, 1e10),
    ]
    reasons = connection.execute("select kind, detail from issue order by kind").fetchall()
    assert reasons == [
        ("row_says_delete", "line 7 of bns.csv: row says delete"),
        ("unknown_code_of_indicator", "line 5 of bns.csv: unknown code of indicator"),
        ("unreadable_value", "line 6 of bns.csv: unreadable value"),
    ]


def test_a_later_file_is_a_new_vintage_and_the_former_stands(connection, tmp_path: Path):
    mapping = MAPPINGS / "stat_gov_kz.yml"
    load_file(connection, written(tmp_path / "a.csv", SDMX), mapping, recorded_at=NOON)
    revised = SDMX.replace("3.25", "3.31").replace("2024-03-01", "2024-06-01")
    load_file(connection, written(tmp_path / "b.csv", revised), mapping, recorded_at=NOON)
    values = connection.execute(
        "select value, is_current from fct_claim where indicator = 'output_value' order by published_at"
    ).fetchall()
    assert values == [(3.25e12, True), (3.31e12, True)]


def test_columns_with_labels_are_cut_to_their_codes(connection, tmp_path: Path):
    header, *rows = SDMX.splitlines()
    labelled = [",".join(f"{name}: {name.title()}" if name.isupper() else name for name in header.split(","))]
    labelled += [row.replace(",KZ,", ",KZ: Kazakhstan,").replace(",A,", ",A: Annual,") for row in rows]
    file = written(tmp_path / "labels.csv", "\n".join(labelled))
    assert load_file(connection, file, MAPPINGS / "stat_gov_kz.yml", recorded_at=NOON).claims == 3
    assert connection.execute("select distinct ref_area from claim").fetchall() == [("KZ",)]


def test_an_sdmx_library_reads_what_is_exported(connection, tmp_path: Path):
    sdmx = pytest.importorskip("pysdmx.io", reason="needs the extra: uv pip install -e .[sdmx]")
    load_file(connection, written(tmp_path / "claims.csv", CLAIMS), recorded_at=NOON)
    reconcile(connection, tolerances=read_tolerances(CONFIG_PATH), recorded_at=NOON, full=True)
    export_sdmx(connection, tmp_path / "out")
    claims = sdmx.read_sdmx(tmp_path / "out" / "claims.csv").data[0]
    assert claims.short_urn == "Dataflow=ESEP:CLAIM(1.0)"
    assert sorted(claims.data["TIME_PERIOD"]) == ["2018-01-01/P5Y", "2023", "2023"]
    consensus = sdmx.read_sdmx(tmp_path / "out" / "consensus.csv").data[0]
    assert consensus.short_urn == "Dataflow=ESEP:CONSENSUS(1.0)"
    assert len(consensus.data) == 3


def test_consensus_is_exported_with_its_scale_and_bounds(connection, tmp_path: Path):
    load_file(connection, written(tmp_path / "claims.csv", CLAIMS), recorded_at=NOON)
    reconcile(connection, tolerances=read_tolerances(CONFIG_PATH), recorded_at=NOON, full=True)
    assert export_sdmx(connection, tmp_path / "out") == {"claims.csv": 3, "consensus.csv": 3}
    with (tmp_path / "out" / "consensus.csv").open(encoding="utf-8") as file:
        rows = {row["INDICATOR"]: row for row in csv.DictReader(file)}
    value = rows["investment_value"]
    assert float(value["OBS_VALUE"]) * 10 ** int(value["UNIT_MULT"]) == 217e9
    assert 200 < float(value["LOWER_BOUND"]) <= 217 <= float(value["UPPER_BOUND"]) < 260
    assert value["OBS_STATUS"] == "F"


def test_no_two_rows_of_the_exported_consensus_share_a_key(connection, tmp_path: Path):
    rows = """source_id,url,published_at,indicator,activity,unit_measure,time_period,claim_status,value,subject,quote
ministry,https://m.example/1,2024-03-01,vehicles_produced,automotive,count:vehicles,2023,actual,90000,Allur,90 000
ministry,https://m.example/1,2024-03-01,vehicles_produced,automotive,count:vehicles,2023,actual,56000,Hyundai,56 000
ministry,https://m.example/1,2024-03-01,vehicles_produced,automotive,count:vehicles,2023,actual,146000,,146 000
ministry,https://m.example/1,2024-03-01,vehicles_produced,automotive,count:vehicles,2023,planned,150000,,150 000
agency,https://a.example/7,2024-03-02,output_index,machinery,PT,2023,actual,117.6,,117.6
"""
    load_file(connection, written(tmp_path / "claims.csv", rows), recorded_at=NOON)
    reconcile(connection, tolerances=read_tolerances(CONFIG_PATH), recorded_at=NOON, full=True)
    export_sdmx(connection, tmp_path / "out")
    with (tmp_path / "out" / "consensus.csv").open(encoding="utf-8") as file:
        exported = list(csv.DictReader(file))
    dimensions = list(exported[0])[3 : list(exported[0]).index("TIME_PERIOD") + 1]
    assert len({tuple(row[name] for name in dimensions) for row in exported}) == len(exported) == 5
    assert {(row["INDICATOR"], float(row["OBS_VALUE"])) for row in exported if row["UNIT_MEASURE"] == "PT"} == {
        ("output_growth", 17.6)
    }


def test_what_is_exported_is_loaded_as_the_same_claims(connection, tmp_path: Path):
    load_file(connection, written(tmp_path / "claims.csv", CLAIMS), recorded_at=NOON)
    export_sdmx(connection, tmp_path / "out")
    other = duckdb.connect()
    migrate(other)
    load_config(other, Settings(home=CONFIG_PATH, config=CONFIG_PATH, sources=CONFIG_PATH), {})
    load_file(other, tmp_path / "out" / "claims.csv", MAPPINGS / "sdmx_esep.yml", recorded_at=NOON)
    same = "select source_id, indicator, measure, time_period, claim_status, value, written_precision, hedge, quote"
    assert other.execute(f"{same} from claim order by all").fetchall() == (
        connection.execute(f"{same} from claim order by all").fetchall()
    )


@pytest.mark.parametrize(
    ("text", "period", "freq"),
    [
        ("2023", "2023", "A"),
        ("2023-A1", "2023", "A"),
        ("2023-Q4", "2023-Q4", "Q"),
        ("2023-M12", "2023-12", "M"),
        ("2023-07-14", "2023-07-14", "D"),
        ("2023-01-01/P1Y", "2023", "A"),
        ("2023-04-01/P3M", "2023-Q2", "Q"),
        ("2023-01-01/P9M", "2023-01/2023-09", "M"),
        ("2022-11-01/P4M", "2022-11/2023-02", "M"),
        ("2018-12-31/P5Y", "2019/2023", "A"),
        ("../2028", "../2028", "_U"),
    ],
)
def test_periods_of_sdmx(text: str, period: str, freq: str):
    assert normal_period(text) == period
    assert freq_of(period) == freq


@pytest.mark.parametrize("text", ["", "soon", "23", "2023-13", "2023-01-01/P1D"])
def test_a_period_that_is_none(text: str):
    assert normal_period(text) is None


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.yml")), ids=lambda path: path.stem)
def test_shipped_mappings_are_sound(path: Path):
    assert read_mapping(path).reader == path.stem


def test_bad_input_is_one_clear_line(connection, tmp_path: Path):
    with pytest.raises(WarehouseError, match="no such file"):
        load_file(connection, tmp_path / "none.csv", recorded_at=NOON)
    with pytest.raises(WarehouseError, match=r"ending must be one of \.csv"):
        load_file(connection, written(tmp_path / "figures.xlsx", "x"), recorded_at=NOON)
    with pytest.raises(WarehouseError, match="source_id: the file has no column 'source_id'; it has a, b"):
        load_file(connection, written(tmp_path / "other.csv", "a,b\n1,2\n"), recorded_at=NOON)
    mapping = written(tmp_path / "m.yml", "reader: m\nfields:\n  value: {colum: x}\n")
    with pytest.raises(ConfigError, match=r"m\.yml:3"):
        load_file(connection, written(tmp_path / "f.csv", "a\n1\n"), mapping, recorded_at=NOON)


def test_a_list_kept_by_hand_is_loaded_by_its_mapping(tmp_path):
    listed = tmp_path / "list.csv"
    header = "outlet,url,published,lang,indicator,sector,ref_area,time_period,status,hedge,value,unit,speaker,note"
    rows = (
        "Courier,https://c.example,2025-07,en,output_growth,machinery,KZ,2025-01/2025-06,actual,above,11.1,percent,,",
        "Courier,https://c.example/2,2023,en,output_growth,machinery,KZ,2018/2022,actual,exact,3,multiple,,",
    )
    listed.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    connection = duckdb.connect()
    migrate(connection)
    load_file(connection, listed, MAPPINGS / "reported_figures.yml", recorded_at=NOON)
    query = "select published_at::date::varchar, measure, unit_measure, hedge from claim order by published_at"
    assert connection.execute(query).fetchall() == [
        ("2023-01-01", "GROWTH_CUM", "X", "exact"),
        ("2025-07-01", "GROWTH_YOY", "PT", "over"),
    ]
