-- one row per claim of a newest reading among those at hand, ready for the reckoning; rates by day
-- enters scope_claim, rate; leaves input_claim, input_rate, input_pair

create or replace temp table input_claim as
from ready('scope_claim');

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
