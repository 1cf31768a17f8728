-- one row per distinct wording in a track (a cell as one authority tells it): its trapezoid, the independent weight behind it, when it was first used
-- enters reading, interval, voice, source_list; leaves vote (claims with weight), ballot, support

create or replace temp table source_loss as
select s.source, coalesce(k.loss, 0) as loss, coalesce(k.judged, 0) as judged
from source_list as s
left join known_loss as k using (source_id);

-- a voice weighs as the source of its first text, however many pass it on
create or replace temp table vote as
with
    weighted as (
        select
            r.n,
            k.track,
            v.voice,
            s.source as origin,
            least(
                getvariable('largest'),
                greatest(getvariable('smallest'), ln((1 - s.error_rate) / s.error_rate))
            ) as weight,
            1 / count(*) over (partition by k.track, v.voice) as independence,
        from reading as r
        join voice as v using (document)
        join document_list as o on o.document = v.voice
        join source_list as s on s.source = o.source
        join lineage as l using (n)
        join track as k on k.cell = l.cell and k.line = l.line and k.is_second = l.is_second
    )
select
    w.n,
    w.track,
    w.voice,
    w.origin,
    w.weight,
    w.independence,
    dense_rank() over (order by w.track, r.v, r.g, r.hedge, r.value_low, r.value_high)::integer as ballot,
from weighted as w
join reading as r using (n);

create or replace temp table ballot as
select
    t.ballot,
    any_value(t.track) as track,
    any_value(r.v) as v,
    any_value(r.g) as g,
    any_value(r.hedge) as hedge,
    any_value(i.a) as a,
    any_value(i.b) as b,
    any_value(i.c) as c,
    any_value(i.d) as d,
    sum(t.weight * t.independence) as weight,
    min(r.published_at) as first_at,
    max(r.published_at) as last_at,
    bool_or(r.is_official) as is_official,
from vote as t
join reading as r using (n)
join interval as i using (n)
group by t.ballot;

-- how far each wording holds the value another one names
create or replace temp table support as
select
    x.track,
    x.ballot as candidate,
    y.ballot as holder,
    holds(x.v, y.a, y.b, y.c, y.d) as mu,
from ballot as x
join ballot as y using (track)
where x.ballot = y.ballot or (x.v > y.a and x.v < y.d);

create or replace temp table free_ballot as
select track, ballot
from ballot;

create or replace temp table cluster(track integer, cluster integer, ballot integer, is_anchor boolean);

-- large, and asked by nobody below
drop table lineage;
