-- one row per class of hedge that met official figures: how far the figures lay from the words, 5 % and 95 % quantiles
select
    case when hedge_class in ('gt', 'ge') then 'over' when hedge_class in ('lt', 'le') then 'nearly' else hedge_class end as words,
    count(*) as count_claims,
    -quantile_cont((truth - value) / abs(value), 0.05) as below_share,
    quantile_cont((truth - value) / abs(value), 0.95) as above_share,
    -quantile_cont((truth - value) / granule, 0.05) as below_granules,
    quantile_cont((truth - value) / granule, 0.95) as above_granules,
from int_hedge_met
where
    hedge_class in ('none', 'gt', 'ge', 'lt', 'le', 'approx')
    -- a slip is no loose word; a figure that merely lies too far off may be one
    and (fault is null or fault = 'discrepancy')
group by words
order by words;
