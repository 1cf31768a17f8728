-- one row per current claim of the warehouse, ready for the reckoning; rates by day
-- enters int_reckon_claim, rate; leaves input_claim, input_rate, input_pair

create or replace temp table input_claim as
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
from int_reckon_claim as c
left join identity_index as i on i.index = c.indicator and c.unit_measure = 'PT'
where getvariable('is_full') or c.document_id in (select document_id from scope_document);

create or replace temp table input_rate as
select date::date as date, unit_measure as currency, kzt_per_unit as rate
from (
    select
        unnest(generate_series(period_start(rate_period), period_end(rate_period) - 1, interval 1 day)) as date,
        unit_measure,
        kzt_per_unit,
        length(rate_period) as precision,
    from rate
)
qualify row_number() over (partition by unit_measure, date order by precision desc) = 1;

create or replace temp table input_pair as
select claim_id as claim_a, claim_id as claim_b
from input_claim
limit 0;
