-- one row per current claim, as SDMX-CSV 2.0; CLAIM_ID is a dimension, since one source may say a figure twice
with scaled as (
    select
        *,
        log10(written_precision) as last_place,
        least(12, greatest(0, ceil(log10(written_precision) / 3) * 3))::integer as unit_mult,
    from fct_claim
    where is_current
)

select
    'dataflow' as structure,
    'ESEP:CLAIM(1.0)' as structure_id,
    'R' as action,
    freq,
    ref_area,
    indicator,
    activity,
    measure,
    price_base,
    unit_measure,
    claim_id,
    sdmx_period(time_period) as time_period,
    round(value / 10.0 ** unit_mult, greatest(0, ceil(unit_mult - last_place))::integer) as obs_value,
    case when claim_status in ('planned', 'forecast') then 'F' else 'A' end as obs_status,
    unit_mult,
    greatest(0, ceil(unit_mult - last_place))::integer as decimals,
    time_period as period_text,
    role,
    claim_status,
    is_cumulative,
    hedge,
    source_id,
    url,
    title,
    lang,
    strftime(published_at, '%Y-%m-%dT%H:%M:%S') as published_at,
    speaker,
    said_by,
    subject,
    quote,
from scaled
order by claim_id
