-- one row per claim of a newest reading among those at hand, ready for the reckoning; rates by day
-- enters scope_claim, document, rate; leaves input_claim, input_rate, input_pair

-- claims whose sentence says that the figure was restated; of other texts than those at hand not even the words are read:
-- the condition on the few has DuckDB sift the many by a Bloom filter first
create or replace temp table restated_claim as
select c.claim_id
from scope_claim as c
left join (
    from document
    where
        document_id in (select document_id from scope_claim where document_id > '')
        and regexp_matches(text, getvariable('restated_words'))
) as d on d.document_id = c.document_id
where regexp_matches(
    concat(
        string_split_regex(d.text[greatest(1, c.span_start - 300):c.span_start], '[.!?]\s|\n')[-1],
        c.quote,
        string_split_regex(d.text[c.span_end + 1:c.span_end + 300], '[.!?]\s|\n')[1]
    ),
    getvariable('restated_words')
);

create or replace temp table ready_claim as
select c.* replace (if(claim_id in (from restated_claim), 'B', c.obs_status) as obs_status),
from ready('scope_claim') as c;

create or replace temp view input_claim as from ready_claim;

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
