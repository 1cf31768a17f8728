-- the answers of a reconciliation of files, one table for each file written
-- enters the working tables of the pipeline and the next_ tables; leaves answer_ tables

create or replace temp view answered_pair as
select
    p.a,
    p.b,
    p.pi,
    x.claim_id as claim_a,
    y.claim_id as claim_b,
    -- a figure of a sister series is a wrong value for whoever does not ask why
    case p.relation when 'scope' then 'discrepancy' else p.relation::varchar end as relation,
    p.is_dependent::integer as dependent,
    round(p.pi, 4) as agreement,
from relation as p
join reading as x on x.n = p.a
join reading as y on y.n = p.b;

create or replace temp view answer_pairs as
select claim_a, claim_b, relation, dependent, agreement
from answered_pair;

create or replace temp view answer_alerts as
with
    numbered as (
        select row_number() over (order by opened_at, suspect, kind) as alert_id, * from case_graded
    ),
    told as (
        select m.alert_id, by_place(list({'place': m.i, 'what': r.claim_id})) as claim_ids
        from (select alert_id, unnest(members[:50]) as n, generate_subscripts(members[:50], 1) as i from numbered) as m
        join reading as r using (n)
        group by m.alert_id
    )
select
    a.alert_id,
    case a.kind when 'scope' then 'discrepancy' else a.kind end as kind,
    x.claim_id,
    array_to_string(t.claim_ids, ';') as claim_ids,
    a.gap as severity,
    a.opened_at,
    a.arithmetic,
from numbered as a
join reading as x on x.n = a.suspect
join told as t using (alert_id);

create or replace temp view answer_consensus as
select
    n.series_key,
    n.time_period,
    o.value,
    o.low as lo,
    o.high as hi,
from current_value as o
join cell_name as n using (cell)
where not o.is_second;

create or replace temp view answer_sources as
select source_id, reliability, reliability_low, reliability_high, count_claims
from next_source_weight;

create or replace temp view answer_copies as
select copier, parent, count_documents, share
from next_copy_edge;

create or replace temp view answer_observations as from next_observation;
create or replace temp view answer_source_weights as from next_source_weight;
create or replace temp view answer_discrepancies as from next_discrepancy;
