-- one row per vintage that wording alone hides: "about 230" and then "217" may be one figure, but when the same
-- authority moved the figures beside them beyond doubt, it moved this one too
-- enters reading, vote, verdict, vintage, rival, fit, named_line; adds to vintage and fit, renews verdict there

create or replace temp table moved_between as
with
    spoken as (
        select
            r.n,
            r.document,
            r.source,
            l.line,
            t.track,
            e.vintage,
            s.activity,
            s.intent,
            c.time_period,
        from reading as r
        join named_line as l using (n)
        join vote as t using (n)
        join verdict as e using (n)
        join cell as c on c.cell = r.cell
        join series as s on s.series = r.series
    )
select distinct x.document as earlier, y.document as later, x.activity, x.intent, x.time_period
from spoken as x
join spoken as y on y.track = x.track and y.line = x.line and y.vintage > x.vintage and y.document > x.document;

create or replace temp table hidden_vintage as
select
    k.track,
    t.ballot as cluster,
    min(y.published_at) as starts_at,
from moved_between as m
join reading as x on x.document = m.earlier
join reading as y on y.document = m.later and y.cell = x.cell
join interval as i on i.n = x.n
join interval as j on j.n = y.n
join vote as t on t.n = y.n
join verdict as e on e.n = x.n
join verdict as f on f.n = y.n and f.vintage = e.vintage
join vintage as k on k.track = t.track and k.vintage = f.vintage
join cell as c on c.cell = x.cell and c.time_period = m.time_period
join series as s on s.series = c.series and s.activity = m.activity and s.intent = m.intent
where agreement(i.a, i.b, i.c, i.d, x.hedge = 'none', j.a, j.b, j.c, j.d, y.hedge = 'none') < 1
group by k.track, t.ballot
qualify row_number() over (partition by k.track order by min(y.published_at), t.ballot) = 1;

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
