-- the finished rows of the tables that only a warehouse keeps: consensus, standing, identity_failure, copy_habit, copy_evidence
-- enters the working tables of the pipeline and the names of identity.sql; leaves next_ tables in table form

create or replace temp table next_consensus as
select
    n.cell_id,
    n.series_key,
    n.time_period,
    l.lineage,
    o.value,
    o.low as value_low,
    o.high as value_high,
    o.second_opinion,
    round(o.support, 4) as support,
    o.claims::integer as count_claims,
    o.voices::double as count_independent,
    case
        when n.intent <> 'ACTUAL' then 'F'
        when exists (from track as t where t.cell = o.cell and t.is_second) then 'D'
        when k.kind = 'restatement' then 'B'
        when o.voices = 1 and o.is_official then 'P'
        when o.voices = 1 then 'U'
        else 'A'
    end as obs_status,
    v.observation_id,
    'interval vote' as method,
from current_value as o
join vintage_name as v using (track, vintage)
join vintage_kind as k using (track, vintage)
join line_name as l using (track)
join cell_name as n using (cell)
where n.is_target;

create or replace temp table next_copy_habit as
select
    x.source_id as copier,
    y.source_id as parent,
    round(h.share, 9) as share,
from source_habit as h
join source_list as x on x.source = h.child_source
join source_list as y on y.source = h.parent_source;

create or replace temp table next_copy_evidence as
select feature, bin, round(llr, 9) as llr
from evidence_worth
union all
select 'worded ' || hedge, 0, round(share, 9)
from worded_share
union all
select 'rate ' || rate, 0, round(share, 9)
from copy_rate
union all
select 'rewritten', 0, round(share, 9)
from rewritten_share
union all
select 'rival', 0, share
from rival_share
union all
select 'near', bin, llr
from near_evidence;

create or replace temp table next_standing as
with
    speaker as (
        select k.track, k.vintage, min(t.n) as n
        from vintage as k
        join vote as t on t.track = k.track and t.ballot = k.cluster
        group by k.track, k.vintage
    )
select
    n.cell_id,
    n.series_key,
    l.lineage,
    k.is_second,
    k.vintage,
    k.starts_at,
    k.ends_at,
    r.claim_id,
    k.claims,
    k.voices,
    k.is_official,
    round(k.weight, 9) as weight,
    round(k.odds, 9) as odds,
    k.is_main,
from vintage as k
join speaker as p using (track, vintage)
join reading as r on r.n = p.n
join line_name as l using (track)
join cell_name as n on n.cell = k.cell
where n.is_target;

create or replace temp table next_identity_failure as
with
    member as (
        select f.kind, f.arithmetic, f.members, unnest(f.members) as n
        from failed_identity as f
    )
select
    any_value(d.document_id)::varchar as document_id,
    m.kind,
    by_place(list({'place': r.n, 'what': r.claim_id})) as claim_ids,
    list_sort(list(distinct c.cell_id)) as cell_ids,
    m.arithmetic,
from member as m
join reading as r using (n)
join cell as c using (cell)
join document_list as d on d.document = r.document
group by m.kind, m.arithmetic, m.members
having count(distinct r.document) = 1;
