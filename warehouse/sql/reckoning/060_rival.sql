-- one row per value told in a track, and for each rival of the main one what speaks for its being a vintage of its own
-- enters cluster, ballot, vote, reading, known_standing; leaves rival, fit, rival_evidence, standing_by

create or replace temp table rival as
with
    told as (
        select
            k.track,
            k.cluster,
            count(*) as claims,
            count(distinct t.voice) as voices,
            round(sum(t.weight * t.independence), 6) as weight,
            -- a value begins when somebody asserts it, not when loose words first allow it
            min(r.published_at) filter (where p.mu = 1) as first_at,
            max(r.published_at) as last_at,
            min(r.published_at) filter (where r.is_official and p.mu = 1) as official_at,
            count(distinct t.voice) filter (where r.is_official) as official_voices,
        from cluster as k
        join support as p on p.candidate = k.cluster and p.holder = k.ballot
        join vote as t on t.ballot = k.ballot
        join reading as r using (n)
        group by k.track, k.cluster
    ),
    -- what a hedge leaves open is bounded by those who tell the same value without one
    bare as (
        select k.cluster, max(b.a) as a, max(b.b) as b, min(b.c) as c, min(b.d) as d
        from cluster as k
        join support as p on p.candidate = k.cluster and p.holder = k.ballot
        join ballot as b on b.ballot = k.ballot
        where b.hedge = 'none' and p.mu = 1
        group by k.cluster
    )
select
    o.*,
    t.cell,
    t.line,
    t.is_second,
    b.v,
    b.g,
    greatest(b.a, n.a) as a,
    greatest(b.b, n.b) as b,
    least(b.c, n.c) as c,
    least(b.d, n.d) as d,
    if(n.cluster is null, b.hedge, 'none') as hedge,
    row_number() over (partition by o.track order by o.weight desc, o.first_at, o.cluster) as rank,
from told as o
join ballot as b on b.ballot = o.cluster
join track as t on t.track = o.track
left join bare as n on n.cluster = o.cluster;

-- agreement of every claim with every rival value of its cell
create or replace temp table fit as
select
    r.n,
    k.cluster,
    agreement(i.a, i.b, i.c, i.d, r.hedge = 'none', k.a, k.b, k.c, k.d, k.hedge = 'none') as pi,
from reading as r
join interval as i using (n)
join vote as t using (n)
join rival as k using (track);

-- what speaks for a rival being a vintage rather than a mistake, in log odds, but for the voices near it. Vintages come with a release, into
-- quiet, and are then repeated; mistakes happen amid the news, among voices that say something else
create or replace temp table rival_evidence as
with
    compared as (
        select
            r.*,
            m.cluster as main,
            r.cluster = m.cluster as is_main,
            abs(ln(abs(r.v) / abs(m.v))) as step,
            s.intent,
        from rival as r
        join rival as m on m.track = r.track and m.rank = 1
        join cell as c on c.cell = r.cell
        join series as s on s.series = c.series
        where r.v <> 0 and m.v <> 0
    ),
    told as (
        select k.cluster, r.document, t.voice
        from cluster as k
        join vote as t on t.ballot = k.ballot
        join reading as r using (n)
    ),
    around as (
        select
            c.cluster,
            t.voice,
            min(r.published_at) > c.first_at - to_days(getvariable('before_days')::integer)
            and min(r.published_at) < c.first_at + to_days(getvariable('after_days')::integer) as is_near,
        from compared as c
        join vote as t on t.track = c.track
        join reading as r using (n)
        join fit as f on f.n = t.n and f.cluster = c.cluster
        where not c.is_main and f.pi = 0
        group by c.cluster, c.first_at, t.voice
    ),
    against as (
        select
            a.cluster,
            count(*) filter (where a.is_near and o.cluster is null) as near_against,
            count(*) filter (where not a.is_near and o.cluster is null) as far_against,
            count(o.cluster) > 0 as is_internal,
        from around as a
        left join (select distinct cluster, voice from told) as o on o.cluster = a.cluster and o.voice = a.voice
        group by a.cluster
    )
select
    c.*,
    coalesce(a.near_against, 0) as near_against,
    coalesce(a.far_against, 0) as far_against,
    coalesce(a.is_internal, false) as is_internal,
    c.weight + case when c.official_voices > 0 then getvariable('official_worth') else 0 end
    - case
        when c.intent = 'ACTUAL' then ln((c.step + 0.002) / getvariable('usual_step'))
        else ln((c.step + 0.02) / getvariable('usual_target_step')) / 4
    end
    - getvariable('far_worth') * least(4, coalesce(a.far_against, 0))
    - case when a.is_internal then getvariable('internal_worth') else 0 end as odds,
from compared as c
left join against as a using (cluster);

-- vintages of cells that only stand by, as the last run that looked at them left them
create or replace temp table standing_by as
select
    -dense_rank() over (order by k.cell_id, k.lineage)::integer as track,
    r.cell,
    coalesce(s.source, 0) as line,
    k.is_second,
    -row_number() over (order by k.cell_id, k.lineage, k.vintage)::integer as cluster,
    k.vintage,
    k.starts_at,
    k.ends_at,
    r.v,
    r.g,
    i.a,
    i.b,
    i.c,
    i.d,
    r.hedge,
    k.claims,
    k.voices,
    k.is_official,
    k.weight,
    k.odds,
    k.is_main,
from known_standing as k
join reading as r using (claim_id)
join interval as i using (n)
left join source_list as s on s.source_id = k.lineage
where not r.is_target;
