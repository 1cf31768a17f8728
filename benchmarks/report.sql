-- one release of getvariable('size') claims for the benchmark of the report: plausible in shape, meaningless in content

insert into source by name
select
    'src' || i as source_id, 'Source ' || i as publisher, 'outlet' as tier, 'pages' as kind,
    'https://s' || i || '.example/' as homepage, ['s'] as hosts, ['en'] as languages, 'Asia/Almaty' as timezone,
    []::varchar[] as names, '0 * * * *' as schedule, true as is_enabled,
from range(20) as t(i);

insert into capture by name
select
    'capture_' || i as capture_id, 'src' || i % 20 as source_id, 'https://s.example/' || i as url, url as final_url,
    timestamp '2023-01-01' + to_hours(i::integer) as fetched_at, 200 as status_code, 'sha256:' || i as payload_digest,
    1000 as count_bytes, 'w.warc.gz' as warc_file, i as warc_offset, false as is_revisit,
from range(getvariable('size') // 4) as t(i);

insert into document by name
select
    'document_' || i as document_id, 'src' || i % 20 as source_id, 'capture_' || i as capture_id,
    'https://s.example/' || i as canonical_url, 'Title of page ' || i as title, 'en' as lang,
    timestamp '2023-01-01' + to_hours(i::integer) as published_at,
    repeat('Some words about industry and the plans of the ministry stand here. ', 12) || '17 projects, 18 projects, '
        || '19 projects and 20 projects.' as text,
    [{
        'kind': 'paragraph', 'start': 0, 'end': len(text), 'table': null, 'is_header': false, 'cells': [],
        'is_linked': false, 'is_confirmed': true
    }] as blocks,
    'ok' as status, 'utf-8' as encoding, '0f' as simhash, '1' as parser_version,
from range(getvariable('size') // 4) as t(i);

insert into sighting by name
select document_id, capture_id, timestamp '2025-01-01' as recorded_at from document;

insert into extraction by name
select
    document_id, 'x1' as extractor_version, timestamp '2025-01-01' as recorded_at, 4 as count_quantities,
    4 as count_claims, []::varchar[] as issue_ids,
from document;

insert into claim by name
select
    'claim_' || i as claim_id, 'document_' || i // 4 as document_id, 'capture_' || i // 4 as capture_id,
    'src' || i // 4 % 20 as source_id, 'x1' as extractor_version, 'en' as lang,
    ['investment_projects', 'output_value', 'jobs_created', 'employment'][i % 4 + 1] as indicator,
    'branch' || hash(i) % (getvariable('size') // 100 + 1) as activity, 'KZ' as ref_area,
    'count:projects' as unit_measure, 'level' as role, 'LEVEL' as measure, '_U' as price_base, 'A' as freq,
    (2015 + hash(-i) % 10)::varchar as time_period, 'actual' as claim_status, (100 + hash(i) % 900)::double as value,
    1.0 as written_precision, 'exact' as hedge, false as is_cumulative, 'paragraph' as context,
    '17 projects' as quote, (816 + 13 * (i % 3))::integer as span_start, (827 + 13 * (i % 3))::integer as span_end,
    timestamp '2023-01-01' + to_hours((i // 4)::integer) as published_at, timestamp '2025-01-01' as recorded_at,
    0.9 as confidence,
from range(getvariable('size')) as t(i);

insert into claim_interval by name
select
    claim_id, document_id, source_id, 'A.KZ.' || indicator || '.' || activity || '.LEVEL.count:projects._U.ACTUAL'
        as series_key,
    time_period, 'cell_' || indicator || activity || time_period as cell_id, value - 1 as support_low,
    value - 0.5 as core_low, value + 0.5 as core_high, value + 1 as support_high, 1 as granule, 'none' as hedge_class,
    'l' as lineage, claim_id as copy_group, 1 as independence, 'observation_' || cell_id as observation_id,
    false as is_stale, timestamp '2025-01-01' as recorded_at,
from claim;

insert into observation by name
select
    'observation_' || cell_id as observation_id, cell_id, any_value(series_key) as series_key,
    any_value(time_period) as time_period, 'l' as lineage, 0 as vintage, 'first' as kind, 200 as value,
    190 as value_low, 210 as value_high, timestamp '2023-01-01' as valid_from, 3 as count_claims,
    2 as count_independent, false as is_official, min(claim_id) as claim_id, timestamp '2025-01-01' as recorded_at,
from claim_interval
group by cell_id;

insert into consensus by name
select
    cell_id, series_key, time_period, lineage, value, value_low, value_high, 0.8 as support, count_claims,
    count_independent, 'A' as obs_status, observation_id, 'interval vote' as method, recorded_at,
from observation;

insert into discrepancy by name
select
    'discrepancy_' || i as discrepancy_id, 'discrepancy' as kind, 'cell' as cell_id, 'series' as series_key,
    '2023' as time_period, ['claim_' || i * 20, 'claim_' || i * 20 + 7] as claim_ids, claim_ids[1] as suspect_claim_id,
    claim_ids[2] as witness_claim_id, 'claim' as suspect_side, '1 against 2' as arithmetic, 1 as gap,
    i % 100 as severity, 'high' as severity_class, 'open' as state, 1 as count_suspect_groups,
    1 as count_witness_groups, timestamp '2024-01-01' as opened_at, timestamp '2025-01-01' as recorded_at,
from range(getvariable('size') // 20) as t(i);
