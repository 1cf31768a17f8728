-- one row per claim of the named relation, its series as the reckoning keys it: an index is read as its rate
-- enters reckon_claim and the identity_ tables; leaves the macro ready

create or replace temp macro ready(claims) as table
select
    c.* replace (
        case when c.is_growth and c.unit_measure = 'X' then 'PT' else c.unit_measure end as unit_measure,
        coalesce(i.rate, c.indicator) as indicator,
        if(i.rate is null, c.measure, 'GROWTH_YOY') as measure,
        c.is_growth or i.rate is not null as is_growth,
        if(i.rate is null, c.value, round(c.value - 100, 9)) as value,
        if(i.rate is null, c.value_low, round(c.value_low - 100, 9)) as value_low,
        if(i.rate is null, c.value_high, round(c.value_high - 100, 9)) as value_high,
        if(
            i.rate is null,
            c.series_key,
            concat_ws(
                '.', c.freq, c.ref_area, i.rate, c.activity, 'GROWTH_YOY', 'PT', c.price_base, c.intent, nullif(c.subject, '')
            )
        ) as series_key
    ),
    i.rate is not null as is_index,
    c.measure = 'LEVEL' and i.rate is null and not exists (from identity_stock as s where s.indicator = c.indicator) as is_flow,
from reckon_claim(claims) as c
left join identity_index as i on i.index = c.indicator and c.unit_measure = 'PT';
