-- one row per current claim of the warehouse, ready for the reckoning; rates by day
-- enters int_reckon_claim, rate; leaves input_claim, input_rate, input_pair

create or replace temp table input_claim as
select
    * replace (case when is_growth and unit_measure = 'X' then 'PT' else unit_measure end as unit_measure),
    not exists (from identity_stock as s where s.indicator = c.indicator) and measure = 'LEVEL' as is_flow,
from int_reckon_claim as c
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
