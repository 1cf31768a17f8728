-- one row per claim that fits no vintage of its cell: what kind of mistake it most likely is, and what it would fit
-- enters verdict, reading, interval, vintage, cell, series, input_link, input_rate; leaves stray, explanation, fault

-- vintages that only counts of a running period have told: the next may be any number above
create or replace temp table running_vintage as
select t.track, e.vintage
from verdict as e
join vote as t using (n)
join reading as r using (n)
where e.vintage is not null
group by t.track, e.vintage
having bool_and(r.is_running);

create or replace temp table stray as
select
    r.n,
    r.cell,
    r.series,
    r.v,
    r.g,
    r.hedge = 'none' as is_bare,
    i.a,
    i.b,
    i.c,
    i.d,
    r.published_at,
    c.time_period,
    c.starts,
    c.ends,
    s.* exclude (series, series_key),
    s.series_key,
    greatest(ln(i.d / greatest(i.a, i.d / 100)), 0.002) as width,
    k.v as reference,
    abs(ln(r.v / k.v)) as step,
    -- a count taken while its period still runs may lie anywhere between what was counted before and after it
    case
        when k.starts_at <= r.published_at then r.v >= k.v and (r.is_running or u.track is not null)
        else r.v <= k.v and r.is_running
    end as is_progress,
from verdict as e
join reading as r using (n)
join interval as i using (n)
join cell as c using (cell)
join series as s on s.series = r.series
join (
    select r.n, arg_max(k.cluster, case when k.starts_at <= r.published_at then 1000 + k.vintage else -k.vintage end) as cluster
    from verdict as e
    join reading as r using (n)
    join vote as t using (n)
    join vintage as k using (track)
    where e.vintage is null
    group by r.n
) as q using (n)
join vintage as k using (cluster)
left join running_vintage as u on u.track = k.track and u.vintage = k.vintage
where e.vintage is null and r.v > 0 and k.v > 0;

create or replace temp table explanation as from explained('stray', 'vintage');

create or replace temp table fault as
select
    e.n,
    coalesce(arg_max(x.kind, (x.odds, x.kind, x.cause)) filter (where x.odds > 1), 'discrepancy') as kind,
    arg_max(x.cause, (x.odds, x.kind, x.cause)) filter (where x.odds > 1) as cause,
from verdict as e
left join explanation as x using (n)
left join stray as s using (n)
where e.vintage is null and not coalesce(s.is_progress, false)
group by e.n;

-- large, and asked by nobody below
drop table stray;
drop table explanation;
drop table running_vintage;
