-- one row per claim of the column form: parquet or csv files claims, series, fx, sources, pairs of one folder
-- enters the views raw_claim, raw_series, raw_fx, raw_pair; leaves input_claim, input_link, input_rate, input_pair

create or replace temp view input_claim as
select
    claim_id,
    doc_id as document_id,
    doc_id as document_key,
    source_id,
    source_kind,
    lang,
    published_at,
    ingested_at,
    series_key,
    freq,
    ref_area,
    indicator,
    activity,
    measure,
    case when unit_measure = 'PN' then 'count' else unit_measure end as unit_measure,
    '_U' as price_base,
    case when measure = 'TARGET' then 'TARGET' else 'ACTUAL' end as intent,
    time_period,
    context,
    hedge_class,
    obs_value as value,
    null::double as value_low,
    null::double as value_high,
    power(
        10,
        unit_mult + case
            when contains(value_str, '.') then -length(split_part(value_str, '.', 2))
            else length(value_str) - length(rtrim(value_str, '0'))
        end
    ) as granule,
    '' as subject,
    false as is_factor,
    false as is_index,
    false as is_counting,
    measure = 'LEVEL' as is_flow,
    obs_status,
    attributed_to,
    paren_of,
    ('0x' || doc_simhash)::ubigint as simhash,
    null::varchar as credit_source,
from raw_claim;

create or replace temp table input_link as
select series_key, 'part' as kind, parent_key as target_key, coalesce(parts_complete, false) as is_complete
from raw_series
where parent_key is not null
union all
select series_key, growth_kind, growth_of, false
from raw_series
where growth_of is not null
union all
select series_key, 'conversion', converts_from, false
from raw_series
where converts_from is not null;

create or replace temp table input_rate as
select date, 'USD' as currency, kzt_per_usd as rate
from raw_fx;

create or replace temp view input_pair as
select claim_a, claim_b
from raw_pair;
