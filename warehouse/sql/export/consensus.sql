-- one row per cell and basis with a consensus that holds, as SDMX-CSV 2.0
with current_consensus as (
    select consensus.*, claim.* exclude (claim_id, time_period, value, value_low, value_high, recorded_at)
    from consensus
    join observation using (observation_id)
    join claim on claim.claim_id = observation.claim_id
    where consensus.superseded_at is null
        and observation.superseded_at is null
),

scaled as (
    select
        *,
        log10(written_precision) as last_place,
        least(12, greatest(0, ceil(log10(written_precision) / 3) * 3))::integer as unit_mult,
    from current_consensus
)

select
    'dataflow' as structure,
    'ESEP:CONSENSUS(1.0)' as structure_id,
    'R' as action,
    freq,
    ref_area,
    indicator,
    activity,
    measure,
    price_base,
    unit_measure,
    claim_status,
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
