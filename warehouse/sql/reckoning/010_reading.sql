-- one row per claim: numbered by publication, so that nothing below depends on the order of arrival
-- enters input_claim; leaves series, cell, document, reading (integers only: strings come back at the end)

create or replace temp table source_list as
select
    row_number() over (order by i.source_id)::integer as source,
    i.source_id,
    i.kind,
    k.error_rate,
    k.copy_prior,
from (select source_id, min(source_kind) as kind from input_claim group by source_id) as i
join source_kind as k using (kind);

create or replace temp table series as
select
    row_number() over (order by series_key)::integer as series,
    series_key,
    any_value(freq) as freq,
    any_value(ref_area) as ref_area,
    any_value(indicator) as indicator,
    any_value(activity) as activity,
    any_value(measure) as measure,
    any_value(unit_measure) as unit_measure,
    any_value(price_base) as price_base,
    any_value(intent) as intent,
    any_value(subject) as subject,
    bool_or(is_flow) as is_flow,
from input_claim
group by series_key;

create or replace temp table cell as
select
    row_number() over (order by series, time_period)::integer as cell,
    hashed('cell', series_key || chr(31) || time_period) as cell_id,
    series,
    time_period,
    period_start(time_period) as starts,
    period_end(time_period) as ends,
    -- the others only stand by: single figures that tell what is known of them
    getvariable('is_full') or cell_id in (select cell_id from scope_cell) as is_target,
from (select distinct s.series, s.series_key, i.time_period from input_claim as i join series as s using (series_key));

create or replace temp table document_list as
select
    row_number() over (order by published_at, document_id)::integer as document,
    document_id,
    published_at,
    source,
    kind,
    lang,
    simhash,
    document_key,
    credit_source,
from (
    select
        i.document_id,
        min(i.document_key) as document_key,
        min(i.credit_source) as credit_source,
        min(i.published_at) as published_at,
        min(s.source) as source,
        min(s.kind) as kind,
        min(i.lang) as lang,
        min(i.simhash) as simhash,
    from input_claim as i
    join source_list as s using (source_id)
    group by i.document_id
);

create or replace temp table reading as
select
    row_number() over (order by i.published_at, i.claim_id)::integer as n,
    i.claim_id,
    c.cell,
    c.is_target,
    c.series,
    d.document,
    d.source,
    i.published_at,
    i.ingested_at,
    case when i.is_factor then 100 * (i.value - 1) else i.value end as v,
    case when i.is_factor then 100 * i.granule else i.granule end as g,
    i.is_factor,
    i.is_index,
    -- a count of what has happened so far in a period that is not over
    i.is_counting and s.is_flow and c.ends is not null and i.published_at < c.ends as is_running,
    i.hedge_class::enum('none', 'gt', 'ge', 'lt', 'le', 'less', 'approx', 'near') as hedge,
    i.obs_status = 'B' as is_break,
    i.context = 'title' as is_title,
    d.kind = 'authority' as is_official,
    a.source as attributed_to,
    case when i.is_factor then 100 * (i.value_low - 1) else i.value_low end as value_low,
    case when i.is_factor then 100 * (i.value_high - 1) else i.value_high end as value_high,
from input_claim as i
join series as s using (series_key)
join cell as c on c.series = s.series and c.time_period = i.time_period
join document_list as d using (document_id)
left join source_list as a on a.source_id = i.attributed_to;

-- large, and asked by nobody below
drop table if exists ready_claim;
