-- names of what was found, by content: cells, tracks, vintages; and what each claim says about its source

create or replace temp table cell_name as
select
    c.cell,
    c.cell_id,
    s.series_key,
    s.unit_measure,
    s.intent,
    s.is_flow,
    c.time_period,
    c.ends,
    c.is_target,
from cell as c
join series as s using (series);

create or replace temp table line_name as
select k.track, coalesce(s.source_id, '_Z') as lineage
from track as k
left join source_list as s on s.source = k.line;

create or replace temp table vintage_name as
select
    o.track,
    o.vintage,
    hashed('observation', n.cell_id || chr(31) || l.lineage || chr(31) || r.claim_id) as observation_id,
    f.n as first_claim,
from opinion as o
join cell_name as n using (cell)
join line_name as l using (track)
join (
    select t.track, e.vintage, min(t.n) as n
    from vote as t
    join verdict as e using (n)
    where e.vintage is not null
    group by t.track, e.vintage
) as f on f.track = o.track and f.vintage = o.vintage
join reading as r on r.n = f.n;

-- what each claim says about its source
create or replace temp table claim_mark as
select
    r.n,
    r.source,
    f.kind as fault,
    -- a figure that breaks an identity of its own text is wrong whoever else speaks
    case when c.suspect is not null then 1.0 else j.loss end as loss,
    if(t.voice = r.document, 1, getvariable('copied_worth')) as worth,
    coalesce(r.published_at > k.ends_at + to_days(getvariable('stale_grace_days')::integer), false) as is_stale,
    case when r.hedge <> 'none' then o.value between i.b and i.c end as is_in_core,
from reading as r
join interval as i using (n)
join vote as t using (n)
join verdict as e using (n)
left join vintage as k on k.track = t.track and k.vintage = e.vintage
left join opinion as o on o.track = t.track and o.vintage = e.vintage
left join claim_loss as j using (n)
left join fault as f using (n)
left join (select distinct suspect from charge where not is_across) as c on c.suspect = r.n;

-- large, and asked by nobody below
drop table claim_loss;
