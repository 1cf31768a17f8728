-- one row per vintage that wording alone hides: "about 230" and then "217" may be one figure, but when the same
-- authority moved the figures beside them beyond doubt, it moved this one too
-- enters reading, vote, verdict, vintage, rival, fit, named_line; adds to vintage and fit, renews verdict there

create or replace temp table spoken as
select
    r.n,
    r.document,
    r.published_at,
    r.hedge = 'none' as is_bare,
    i.a,
    i.b,
    i.c,
    i.d,
    l.line,
    t.track,
    t.ballot,
    e.vintage,
    s.activity,
    s.intent,
    c.time_period,
from reading as r
join named_line as l using (n)
join interval as i using (n)
join vote as t using (n)
join verdict as e using (n)
join cell as c on c.cell = r.cell
join series as s on s.series = r.series;

create or replace temp table moved_between as
select distinct x.document as earlier, y.document as later, x.activity, x.intent, x.time_period
from spoken as x
join spoken as y on y.track = x.track and y.line = x.line
where y.vintage > x.vintage and y.document > x.document;

create or replace temp table unmoved as
select x.document as earlier, y.document as later, x.activity, x.intent, x.time_period, x.track, y.ballot, y.published_at
from spoken as x
join spoken as y on y.track = x.track and y.line = x.line
where
    y.vintage = x.vintage
    and y.document > x.document
    and y.ballot <> x.ballot
    and agreement(x.a, x.b, x.c, x.d, x.is_bare, y.a, y.b, y.c, y.d, y.is_bare) < 1;

create or replace temp table hidden_vintage as
select u.track, u.ballot as cluster, min(u.published_at) as starts_at
from unmoved as u
semi join moved_between as m using (earlier, later, activity, intent, time_period)
group by u.track, u.ballot
qualify row_number() over (partition by u.track order by min(u.published_at), u.ballot) = 1;

insert into fit
select
    r.n,
    h.cluster,
    agreement(i.a, i.b, i.c, i.d, r.hedge = 'none', b.a, b.b, b.c, b.d, b.hedge = 'none') as pi,
from hidden_vintage as h
join vote as t using (track)
join reading as r using (n)
join interval as i using (n)
join ballot as b on b.ballot = h.cluster
where not exists (from fit as f where f.n = r.n and f.cluster = h.cluster);

-- the one before keeps its own wording: where the hidden one spoke for both, the earliest other voice speaks for it
create or replace temp table vintage as
with
    earlier_voice as (
        select h.track, e.vintage, arg_min(t.ballot, t.n) as ballot, min(r.published_at) as starts_at
        from hidden_vintage as h
        join vote as t on t.track = h.track and t.ballot <> h.cluster
        join verdict as e using (n)
        join reading as r using (n)
        group by h.track, e.vintage
    ),
    kept as (
        select
            k.* replace (
                case when k.cluster = h.cluster then o.ballot else k.cluster end as cluster,
                case when k.cluster = h.cluster then o.starts_at else k.starts_at end as starts_at,
                case when k.cluster = h.cluster then b.v else k.v end as v,
                case when k.cluster = h.cluster then b.g else k.g end as g,
                case when k.cluster = h.cluster then b.a else k.a end as a,
                case when k.cluster = h.cluster then b.b else k.b end as b,
                case when k.cluster = h.cluster then b.c else k.c end as c,
                case when k.cluster = h.cluster then b.d else k.d end as d,
                case when k.cluster = h.cluster then b.hedge else k.hedge end as hedge
            ),
        from vintage as k
        left join hidden_vintage as h using (track)
        left join earlier_voice as o on o.track = k.track and o.vintage = k.vintage
        left join ballot as b on b.ballot = o.ballot
    ),
    added as (
        select
            k.* replace (
                h.cluster as cluster,
                h.starts_at as starts_at,
                0 as odds,
                false as is_main,
                b.v as v,
                b.g as g,
                b.a as a,
                b.b as b,
                b.c as c,
                b.d as d,
                b.hedge as hedge
            ),
        from hidden_vintage as h
        join ballot as b on b.ballot = h.cluster
        join vintage as k on k.track = h.track and k.starts_at <= h.starts_at
        qualify row_number() over (partition by h.track order by k.vintage desc) = 1
    ),
    listed as (from kept union all from added)
select
    * replace (
        (row_number() over o - 1)::integer as vintage,
        lead(starts_at) over o as ends_at
    ),
from listed
window o as (partition by track order by starts_at, cluster);

insert into fit
select
    r.n,
    k.cluster,
    agreement(i.a, i.b, i.c, i.d, r.hedge = 'none', k.a, k.b, k.c, k.d, k.hedge = 'none') as pi,
from hidden_vintage as h
join vintage as k using (track)
join vote as t using (track)
join reading as r using (n)
join interval as i using (n)
where not exists (from fit as f where f.n = r.n and f.cluster = k.cluster);

delete from verdict
where n in (select t.n from vote as t join hidden_vintage as h using (track));

insert into verdict
select
    f.n,
    arg_max(
        k.vintage,
        (k.starts_at <= r.published_at, f.pi, case when k.starts_at <= r.published_at then k.vintage else -k.vintage end)
    ) filter (where f.pi > 0),
    max(f.pi),
from fit as f
join vintage as k using (cluster)
join hidden_vintage as h on h.track = k.track
join reading as r using (n)
group by f.n;

-- large, and asked by nobody below
drop table spoken;
drop table moved_between;
drop table unmoved;
