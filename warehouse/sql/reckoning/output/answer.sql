-- the answers of a reconciliation of files, one table for each file written
-- enters the working tables of the pipeline and the next_ tables; leaves answer_ tables

create or replace temp view answer_pairs as
select
    x.claim_id as claim_a,
    y.claim_id as claim_b,
    -- a figure of a sister series is a wrong value for whoever does not ask why
    case p.relation when 'scope' then 'discrepancy' else p.relation end as relation,
    p.is_dependent::integer as dependent,
    round(p.pi, 4) as agreement,
    worded(x.v, x.hedge, s.unit_measure, x.is_factor, x.is_index) || ' (' || span(i.a, i.d) || ') and '
    || worded(y.v, y.hedge, s.unit_measure, y.is_factor, y.is_index) || ' (' || span(j.a, j.d) || '): '
    || case when p.pi = 1 then 'both can hold' when p.pi > 0 then 'both can hold to degree ' || plain(p.pi) else 'apart' end
    || coalesce('; ' || coalesce(f.cause, g.cause), '') as reason,
from relation as p
join reading as x on x.n = p.a
join reading as y on y.n = p.b
join series as s on s.series = x.series
join interval as i on i.n = p.a
join interval as j on j.n = p.b
left join fault as f on f.n = p.a
left join fault as g on g.n = p.b
union all
-- figures of two cells, where nobody asked for certain pairs
select x.claim_id, y.claim_id, k.relation, (v.voice = w.voice)::integer, null, k.reason,
from kin as k
join reading as x on x.n = k.a
join reading as y on y.n = k.b
join voice as v on v.document = x.document
join voice as w on w.document = y.document;

create or replace temp view answer_alerts as
with
    numbered as (
        select row_number() over (order by opened_at, suspect, kind) as alert_id, * from case_graded
    ),
    member as (
        select alert_id, unnest(members[:50]) as n, generate_subscripts(members[:50], 1) as i from numbered
    )
select
    a.alert_id,
    case a.kind when 'scope' then 'discrepancy' else a.kind end as kind,
    any_value(x.claim_id) as claim_id,
    string_agg(r.claim_id::varchar, ';' order by m.i) as claim_ids,
    a.gap as severity,
    a.opened_at,
    a.arithmetic,
from numbered as a
join reading as x on x.n = a.suspect
join member as m using (alert_id)
join reading as r on r.n = m.n
group by a.alert_id, a.kind, a.gap, a.opened_at, a.arithmetic;

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
