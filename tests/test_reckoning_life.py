"""What holds however claims arrive: any order, any split, with copies, in any language; and the life of a case."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from reckoning_claims import Figure, add, cases, reckon, reckoned, rows, warehouse_of

BN = 1e9
LATER = datetime(2026, 2, 1, tzinfo=UTC)
DERIVED = {
    "claim_interval": "* exclude (recorded_at)",
    "claim_pair": "* exclude (recorded_at)",
    "observation": "* exclude (recorded_at, superseded_at)",
    "consensus": "* exclude (recorded_at, superseded_at)",
    "discrepancy": "* exclude (recorded_at)",
    "source_weight": "* exclude (recorded_at)",
}


def small_world(seed: int, count: int = 90) -> list[Figure]:
    """Figures of a few series over some years: revised, hedged, rounded, sometimes wrong."""
    chance = random.Random(seed)  # noqa: S311 - a test, not a secret
    figures = []
    for number in range(count):
        year = chance.choice([2020, 2021, 2022])
        activity = chance.choice(["machinery", "automotive"])
        true = (300 if activity == "machinery" else 80) * BN * 1.1 ** (year - 2020)
        month = chance.randint(1, 12)
        if month > 6:
            true *= 1.03
        value = true * chance.choices([1, 1000, 0.7], [30, 1, 2])[0]
        digits = chance.choice([2, 3, 4])
        unit = 10 ** (len(str(int(value))) - digits)
        figures.append(
            Figure(
                claim_id=f"w{number:03d}",
                document_id=f"p{number // 2:03d}",
                value=round(value / unit) * unit,
                written_precision=unit,
                hedge=chance.choices(["exact", "over", "about"], [8, 1, 1])[0],
                activity=activity,
                time_period=str(year),
                source_id=chance.choice(["ministry", "kazinform", "jjtv", "kursiv", "zakon"]),
                published_at=f"{year + 1}-{month:02d}-{chance.randint(1, 28):02d}",
            )
        )
    first = {figure.document_id: figure for figure in reversed(figures)}
    return [
        replace(
            figure,
            source_id=first[figure.document_id].source_id,
            published_at=first[figure.document_id].published_at,
        )
        for figure in figures
    ]


def verdicts(connection) -> dict[str, list[tuple]]:
    current = {"observation": "where superseded_at is null", "consensus": "where superseded_at is null"}
    return {
        table: sorted(rows(connection, f"select {columns} from {table} {current.get(table, '')}"), key=repr)
        for table, columns in DERIVED.items()
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_never_matters(seed):
    figures = small_world(seed)
    shuffled = figures[:]
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    assert verdicts(reckoned(*figures)) == verdicts(reckoned(*shuffled))


@pytest.mark.parametrize("seed", [3, 4, 8, 9, 10])
def test_any_split_into_batches_ends_where_a_full_run_ends(seed):
    figures = small_world(seed)
    cut = [0, *sorted(random.Random(seed).sample(range(1, len(figures)), 3)), len(figures)]  # noqa: S311
    grown = warehouse_of(figures[: cut[1]])
    reckon(grown)
    for start, end in pairwise(cut[1:]):
        add(grown, figures[start:end])
        reckon(grown)
    partial = settled(grown)
    weights = dict(rows(grown, "select source_id, reliability from source_weight"))
    reckon(grown, full=True)
    assert partial == settled(grown)
    for source_id, reliability in rows(grown, "select source_id, reliability from source_weight"):
        assert weights[source_id] == pytest.approx(reliability, abs=0.02)


def test_a_batch_reads_the_cells_it_touches_and_knows_of_the_others():
    outlets = ("kazinform", "kursiv", "zakon")
    known = [
        Figure(
            value=value * BN,
            time_period=year,
            source_id=outlet,
            written_precision=1e8,
            published_at=f"2023-0{month}-05",
        )
        for year, value in (("2021", 103.4), ("2022", 151.7), ("2020", 88.2))
        for month, outlet in enumerate(outlets, 2)
    ]
    mixed_up = Figure(value=103.4 * BN, time_period="2022", source_id="jjtv", written_precision=1e8)
    grown = warehouse_of(known)
    reckon(grown)
    before = rows(grown, "select claim_id, recorded_at from claim_interval where time_period <> '2022' order by all")
    add(grown, [mixed_up])
    assert reckon(grown, recorded_at=LATER).count_claims < len(known)
    assert rows(grown, "select kind from discrepancy") == [("period",)]
    after = rows(grown, "select claim_id, recorded_at from claim_interval where time_period <> '2022' order by all")
    assert after == before
    assert settled(grown) == settled(reckoned(*known, mixed_up))


def test_a_batch_settles_what_was_held_for_a_mistake_until_its_sister_moved():
    region = {"ref_area": "KZ-39", "written_precision": 1e8}
    known = [
        Figure(value=300 * BN, published_at="2023-02-01", written_precision=1e8),
        Figure(value=315 * BN, published_at="2023-02-20", written_precision=1e8, source_id="jjtv", claim_id="rival"),
        Figure(value=20 * BN, published_at="2023-01-20", **region),
        Figure(value=20 * BN, published_at="2023-01-21", source_id="kursiv", **region),
    ]
    moved = Figure(value=21 * BN, published_at="2023-02-20", source_id="ministry", **region)
    grown = warehouse_of(known)
    reckon(grown)
    assert rows(grown, "select fault from claim_interval where claim_id = 'rival'") == [("discrepancy",)]
    add(grown, [moved])
    reckon(grown)
    assert rows(grown, "select fault from claim_interval where claim_id = 'rival'") == [(None,)]
    assert settled(grown) == settled(reckoned(*known, moved))


def test_a_batch_explains_a_mistake_by_a_value_that_is_new_in_another_cell():
    before = {"value": 140 * BN, "time_period": "2021", "written_precision": 1e8}
    known = [Figure(value=203.4 * BN, written_precision=1e8, source_id=one) for one in ("kazinform", "kursiv", "zakon")]
    known.append(Figure(value=151.7 * BN, written_precision=1e8, source_id="jjtv", claim_id="wrong"))
    known += [Figure(source_id=one, published_at="2022-02-01", **before) for one in ("kazinform", "kursiv")]
    revised = Figure(source_id="ministry", published_at="2022-09-01", **before | {"value": 151.7 * BN})
    grown = warehouse_of(known)
    reckon(grown)
    assert rows(grown, "select kind from discrepancy") == [("discrepancy",)]
    add(grown, [revised])
    reckon(grown)
    assert rows(grown, "select kind from discrepancy") == [("period",)]
    assert settled(grown) == settled(reckoned(*known, revised))


def settled(connection) -> list[list[tuple]]:
    """What must not depend on the way the claims came in batches: all but weights and what they weigh."""
    queries = (
        "select claim_a, claim_b, relation, is_dependent from claim_pair order by all",
        "select cell_id, lineage, value from consensus where superseded_at is null order by all",
        "select discrepancy_id, kind, state from discrepancy where state <> 'explained' order by all",
    )
    return [rows(connection, query) for query in queries]


def test_what_several_families_deny_is_told_at_once_and_kept_by_later_runs():
    part = Figure(value=3.1e12, activity="machinery", source_id="kazinform", claim_id="part", document_id="part")
    whole = Figure(value=2.4e12, activity="manufacturing", source_id="jjtv", claim_id="whole", document_id="whole")
    connection = reckoned(part)
    add(connection, [whole])
    reckon(connection, recorded_at=LATER)
    states = "select kind, state, cell_id is not null, document_id from discrepancy where kind = 'part_gt_whole'"
    assert rows(connection, states) == [("part_gt_whole", "open", True, None)]
    add(connection, [replace(part, source_id="trend", claim_id="again", document_id="again")])
    for hours, full in ((1, False), (2, True)):
        reckon(connection, full=full, recorded_at=LATER + timedelta(hours=hours))
        assert rows(connection, states) == [("part_gt_whole", "open", True, None)]
    newer = [
        replace(whole, value=3.6e12, source_id=name, claim_id=name, document_id=name, published_at="2023-09-20")
        for name in ("ministry", "zakon", "kursiv")
    ]
    add(connection, newer)
    reckon(connection, recorded_at=LATER + timedelta(hours=3))
    assert [state for _, state, _, _ in rows(connection, states)] == ["explained"]


def test_a_second_run_changes_nothing():
    connection = reckoned(*small_world(5))
    before = [rows(connection, f"from {table} order by all") for table in DERIVED]
    for full in (False, True):
        assert reckon(connection, full=full, recorded_at=LATER).count_events == 0
        assert [rows(connection, f"from {table} order by all") for table in DERIVED] == before


def test_rescaling_all_values_changes_only_the_values():
    figures = small_world(6)
    larger = [replace(f, value=f.value * 1000, written_precision=f.written_precision * 1000) for f in figures]
    query = "select claim_a, claim_b, relation, agreement, is_dependent from claim_pair order by all"
    kinds = "select kind, suspect_claim_id, severity_class from discrepancy order by all"
    one, other = reckoned(*figures), reckoned(*larger)
    assert rows(one, query) == rows(other, query)
    assert rows(one, kinds) == rows(other, kinds)


def test_an_exact_copy_changes_no_value_and_opens_no_case():
    figures = small_world(7)
    original = [f for f in figures if f.document_id == figures[0].document_id]
    copies = [
        replace(
            f,
            claim_id=f"{f.claim_id}_copy",
            document_id="copy",
            source_id="portal",
            published_at=f"{f.published_at} 06:00",
        )
        for f in original
    ]
    without, with_copy = warehouse_of(figures), warehouse_of([*figures, *copies])
    for connection in (without, with_copy):
        connection.execute(
            "update document set simhash = '0f0f0f0f0f0f0f0f' where document_id in (?, 'copy')",
            [figures[0].document_id],
        )
        reckon(connection)
    values = "select series_key, time_period, value from consensus order by all"
    assert rows(without, values) == rows(with_copy, values)
    assert len(cases(without)) == len(cases(with_copy))
    assert rows(with_copy, "select count(distinct copy_group) from claim_interval where claim_id like '%_copy'") == [
        (1,)
    ]


def test_the_language_of_a_quote_leaves_relations_alone():
    figures = small_world(8)
    chance = random.Random(8)  # noqa: S311
    translated = [replace(f, lang=chance.choice(["en", "ru", "kk"])) for f in figures]
    query = "select claim_a, claim_b, relation from claim_pair order by all"
    assert rows(reckoned(*figures), query) == rows(reckoned(*translated), query)


def test_a_credit_line_makes_a_copy_and_versions_of_a_page_are_one_voice():
    connection = warehouse_of(
        [
            Figure(value=155 * BN, source_id="kazinform", document_id="first", claim_id="a"),
            Figure(value=155 * BN, source_id="portal", document_id="credited", claim_id="b", published_at="2023-08-02"),
            Figure(
                value=156 * BN, source_id="kazinform", document_id="edited", claim_id="c", published_at="2023-08-03"
            ),
            Figure(value=155 * BN, source_id="zakon", document_id="own", claim_id="d", published_at="2023-08-02"),
        ]
    )
    connection.execute("update document set credit = 'Kazinform' where document_id = 'credited'")
    connection.execute("update document set canonical_url = 'first' where document_id = 'edited'")
    reckon(connection)
    groups = dict(rows(connection, "select claim_id, copy_group from claim_interval"))
    assert groups["a"] == groups["b"] == groups["c"] != groups["d"]


# --- the life of a case ---------------------------------------------------------------------------------------

WRONG = Figure(value=565 * BN, source_id="jjtv", published_at="2023-08-02", claim_id="wrong", document_id="wrong")
RIGHT = Figure(value=155 * BN, source_id="kazinform", published_at="2023-08-01", claim_id="right")
THIRD = Figure(value=155 * BN, source_id="zakon", published_at="2023-08-03", claim_id="third")


def states(connection) -> list[tuple]:
    return rows(connection, "select state, actor from discrepancy_event order by recorded_at, state")


def state(connection) -> str:
    ((found,),) = rows(connection, "select state from discrepancy")
    return found


def test_a_case_opens_once_and_is_confirmed_by_a_third_voice():
    connection = reckoned(RIGHT, WRONG)
    assert state(connection) == "open"
    add(connection, [THIRD])
    reckon(connection, recorded_at=LATER)
    assert state(connection) == "confirmed"
    assert [event for event, _ in states(connection)] == ["open", "confirmed"]
    assert rows(connection, "select count(*), count(distinct discrepancy_id) from discrepancy_event") == [(2, 1)]


def test_a_text_that_contradicts_itself_keeps_one_case_when_others_join_in():
    title = replace(WRONG, context="title", claim_id="title")
    body = replace(RIGHT, source_id="jjtv", published_at="2023-08-02", claim_id="body", document_id="wrong")
    connection = reckoned(title, body)
    for day, name in enumerate(("kazinform", "zakon", "kursiv")):
        add(connection, [replace(RIGHT, source_id=name, published_at=f"2023-08-0{3 + day}", claim_id=name)])
        reckon(connection, recorded_at=LATER + timedelta(days=day))
    query = "select kind, suspect_claim_id, state from discrepancy"
    assert rows(connection, query) == [("internal", "title", "confirmed")]


def test_a_source_that_corrects_itself_resolves_the_case():
    connection = reckoned(RIGHT, WRONG, THIRD)
    add(
        connection, [replace(RIGHT, source_id="jjtv", published_at="2023-08-05", claim_id="again", document_id="again")]
    )
    reckon(connection, recorded_at=LATER)
    assert state(connection) == "resolved"


def test_the_wrong_value_from_a_new_voice_reopens_it():
    connection = reckoned(RIGHT, WRONG, THIRD)
    add(
        connection, [replace(RIGHT, source_id="jjtv", published_at="2023-08-05", claim_id="again", document_id="again")]
    )
    reckon(connection, recorded_at=LATER)
    late = replace(WRONG, source_id="kursiv", published_at="2023-08-20", claim_id="late", document_id="late")
    add(connection, [late, replace(THIRD, source_id="baq", claim_id="fourth", published_at="2023-08-21")])
    reckon(connection, recorded_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert state(connection) in ("open", "confirmed")
    assert "reopened" in [event for event, _ in states(connection)]
    assert rows(connection, "select count(*) from discrepancy") == [(1,)]


def test_a_muted_case_stays_muted_until_its_day():
    connection = reckoned(RIGHT, WRONG, THIRD)
    ((case,),) = rows(connection, "select discrepancy_id from discrepancy")
    connection.execute(
        "insert into judgement by name select 'j' as judgement_id, ? as discrepancy_id, 'mute' as action,"
        " 'case' as scope, 'Aigul' as judged_by, timestamp '2026-01-02' as judged_at,"
        " timestamp '2026-02-15' as muted_until, timestamp '2026-01-02' as recorded_at",
        [case],
    )
    reckon(connection, full=True, recorded_at=LATER)
    assert state(connection) == "muted"
    reckon(connection, full=True, recorded_at=datetime(2026, 3, 1, tzinfo=UTC))
    assert state(connection) == "confirmed"
    assert states(connection)[1] == ("muted", "Aigul")
