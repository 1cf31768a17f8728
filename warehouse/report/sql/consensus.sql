-- one row per cell and basis: the best value that Esep holds now
select
    cell_id,
    series_key,
    time_period,
    lineage,
    value,
    value_low,
    value_high,
    second_opinion,
    support,
    count_claims,
    count_independent,
    obs_status,
    method,
from fct_consensus
order by series_key, time_period desc, lineage;
