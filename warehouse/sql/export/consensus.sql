-- one row per cell and basis with a consensus that holds, as SDMX-CSV 2.0; the dimensions are those of the series, not
-- of the claim that gives the value: an index may have been read as its rate
with scaled as (
    select
        fct_consensus.*,
        log10(claim.written_precision) as last_place,
        least(12, greatest(0, ceil(log10(claim.written_precision) / 3) * 3))::integer as unit_mult,
    from fct_consensus
    join observation using (observation_id)
    join claim on claim.claim_id = observation.claim_id
    where observation.superseded_at is null
)

select
    'dataflow' as structure,
    'ESEP:CONSENSUS(1.0)' as structure_id,
    'R' as action,
    split_part(series_key, '.', 1) as freq,
    ref_area,
    indicator,
    activity,
    measure,
    price_base,
    unit_measure,
    intent,
    coalesce(nullif(split_part(series_key, '.', 9), ''), '_Z') as subject,
    lineage,
    sdmx_period(time_period) as time_period,
    round(value / 10.0 ** unit_mult, greatest(0, ceil(unit_mult - last_place))::integer) as obs_value,
    obs_status,
    unit_mult,
    greatest(0, ceil(unit_mult - last_place))::integer as decimals,
    value_low / 10.0 ** unit_mult as lower_bound,
    value_high / 10.0 ** unit_mult as upper_bound,
    support,
    count_claims,
    count_independent,
    time_period as period_text,
    series_key,
from scaled
order by series_key, time_period, lineage
