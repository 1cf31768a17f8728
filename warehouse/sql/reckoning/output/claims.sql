-- the finished rows of the tables claim_interval and claim_pair
-- enters the working tables of the pipeline and the names of identity.sql; leaves next_claim_interval, next_claim_pair

create or replace temp table next_claim_interval as
select
    r.claim_id,
    x.document_id::varchar as document_id,
    s.source_id,
    n.cell_id,
    n.series_key,
    n.time_period,
    i.a as support_low,
    i.b as core_low,
    i.c as core_high,
    i.d as support_high,
    r.g as granule,
    r.hedge as hedge_class,
    l.lineage,
    coalesce(w.voice_id, d.document_id::varchar) as copy_group,
    t.independence,
    v.observation_id,
    m.fault,
    f.cause,
    m.loss,
    m.is_stale,
    m.is_in_core,
    a.source_id as authority,
from reading as r
join interval as i using (n)
join vote as t using (n)
join line_name as l using (track)
join cell_name as n using (cell)
join document_list as d on d.document = t.voice
join verdict as e using (n)
left join vintage_name as v on v.track = t.track and v.vintage = e.vintage
join claim_mark as m using (n)
join source_list as s on s.source = r.source
join document_list as x on x.document = r.document
left join fault as f using (n)
left join named_line as z on z.n = r.n
left join source_list as a on a.source = z.line
left join known_voice as w on w.document_id = d.document_id::varchar
where n.is_target;

create or replace temp table next_claim_pair as
select
    x.claim_id as claim_a,
    y.claim_id as claim_b,
    n.cell_id,
    p.relation,
    round(p.pi, 4) as agreement,
    p.is_dependent,
    worded(x.v, x.hedge, n.unit_measure, x.is_factor, x.is_index) || ' (' || span(i.a, i.d) || ') and '
    || worded(y.v, y.hedge, n.unit_measure, y.is_factor, y.is_index) || ' (' || span(j.a, j.d) || '): '
    || case
        when p.pi = 1 then 'both can hold'
        when p.pi > 0 then 'both can hold to degree ' || plain(p.pi)
        else 'apart'
    end as arithmetic,
from relation as p
join reading as x on x.n = p.a
join reading as y on y.n = p.b
join interval as i on i.n = p.a
join interval as j on j.n = p.b
join cell_name as n on n.cell = x.cell
where n.is_target;
