-- one row per vintage that Esep holds now
select
    observation_id,
    cell_id,
    series_key,
    time_period,
    lineage,
    vintage,
    kind,
    value,
    value_low,
    value_high,
    valid_from,
    valid_to,
    count_claims,
    count_independent,
    is_official,
    claim_id,
from fct_observation
order by series_key, time_period desc, lineage, vintage;
