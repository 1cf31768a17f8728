-- one row per accepted vintage of a cell, in order of publication; and for each claim the vintage it reports, if any
-- enters rival_evidence, standing_by, fit, vote, reading, known_evidence; leaves near_evidence, rival_share, rival_doubt, vintage, verdict

-- a rival that would be a known kind of slip is the less likely to be a vintage
create or replace temp table rival_figure as
select
    e.cluster as n,
    e.cell,
    e.v,
    e.g,
    e.a,
    e.b,
    e.c,
    e.d,
    e.hedge = 'none' as is_bare,
    c.time_period,
    c.starts,
    c.ends,
    s.* exclude (series),
    greatest(ln(e.d / greatest(e.a, e.d / 100)), 0.002) as width,
    e.step,
from rival_evidence as e
join cell as c using (cell)
join series as s on s.series = c.series
where not e.is_main and e.v > 0;

-- slips are made of the main value or of another that several voices or an authority tell
create or replace temp table likely_value as
select cell, v, a, b, c, d, hedge, is_second
from rival_evidence
where is_main or (voices > 1 or official_voices > 0) and odds > 0
union all
select cell, v, a, b, c, d, hedge, is_second
from standing_by
where is_main or voices > 1 or is_official;

create or replace temp table rival_slip as
select
    n as cluster,
    sum(odds) as odds,
    coalesce(max(odds) filter (where kind in ('scale', 'unit')), 0) > 1 as is_certain,
from (
    select x.n, x.kind, x.cause, max(x.odds) as odds
    from explained('rival_figure', 'likely_value') as x
    join rival_figure as f using (n)
    -- a plan put off keeps its figure: that of another year is no slip
    where x.kind <> 'period' or f.intent = 'ACTUAL'
    group by x.n, x.kind, x.cause
)
group by n;

-- what it says that voices around it tell another value: learnt from what authorities published themselves, which are
-- vintages, and from slips of scale or unit, which are not
create or replace temp table near_evidence as
with
    known as (
        select
            least(4, e.near_against) as bin,
            e.official_voices > 0 as is_vintage,
        from rival_evidence as e
        left join rival_slip as s using (cluster)
        where not e.is_main and (e.official_voices > 0) <> coalesce(s.is_certain, false) and getvariable('is_full')
    ),
    counted as (
        select
            g.bin,
            count(*) filter (where is_vintage) as vintages,
            count(*) filter (where not is_vintage) as mistakes,
        from (select unnest(generate_series(0, 4)) as bin) as g
        left join known as k using (bin)
        group by g.bin
    ),
    shares as (
        select
            bin,
            least(sum(vintages) over (), sum(mistakes) over ()) as known,
            (vintages + 1) / (sum(vintages) over () + 5) as vintage_share,
            (mistakes + 1) / (sum(mistakes) over () + 5) as mistake_share,
        from counted
    )
select
    s.bin,
    coalesce(
        k.llr,
        round(
            (known * ln(vintage_share / mistake_share) - getvariable('rival_prior_count') * getvariable('near_worth') * s.bin)
            / (known + getvariable('rival_prior_count')),
            9
        )
    ) as llr,
from shares as s
left join known_evidence as k on k.feature = 'near' and k.bin = s.bin;

-- how many of the rivals are vintages at all: what makes their odds and their share agree
create or replace temp table rival_share as
with recursive
    evidence as (
        select e.odds + b.llr - ln(1 + coalesce(s.odds, 0)) as odds
        from rival_evidence as e
        join near_evidence as b on b.bin = least(4, e.near_against)
        left join rival_slip as s using (cluster)
        where not e.is_main and getvariable('is_full')
    ),
    turn(turn, share) as (
        select 0, getvariable('rival_share')::double
        union all
        select
            any_value(t.turn) + 1,
            (sum(1 / (1 + exp(-e.odds) * (1 - t.share) / t.share)) + getvariable('rival_share') * getvariable('rival_prior_count'))
            / (count(*) + getvariable('rival_prior_count')),
        from turn as t
        cross join evidence as e
        where t.turn < 12
        having count(*) > 0
    )
select coalesce(max(k.llr), round(arg_max(t.share, t.turn), 6)) as share
from turn as t
left join known_evidence as k on k.feature = 'rival';

-- a mistake taken for a vintage is never seen again: a rival must be surer than not
create or replace temp table rival_odds as
select
    e.* replace (
        e.odds + b.llr - ln(1 + coalesce(s.odds, 0))
        + ln(p.share / (1 - p.share))
        - ln(getvariable('vintage_confidence') / (1 - getvariable('vintage_confidence'))) as odds
    ),
from rival_evidence as e
join near_evidence as b on b.bin = least(4, e.near_against)
cross join rival_share as p
left join rival_slip as s using (cluster);

-- sister figures that moved at the same time: series of one indicator and activity are revised together
create or replace temp table sister_move as
with
    told as (
        select cell, track, cluster, coalesce(official_at, first_at) as starts_at, v, odds, is_main
        from rival_odds
        union all
        select cell, track, cluster, starts_at, v, odds, is_main
        from standing_by
    ),
    standing as (
        select t.*, ln(abs(t.v)) as level, s.indicator, s.activity
        from told as t
        join cell as c using (cell)
        join series as s on s.series = c.series
        where t.is_main or t.odds > 0
    ),
    moved as (
        select
            *,
            level - lag(level) over w as move,
        from standing
        window w as (partition by track order by starts_at, cluster)
        qualify move is not null
    ),
    asked as (
        select e.cell, e.cluster, e.first_at, e.is_main, ln(abs(e.v)) as level, s.indicator, s.activity
        from rival_odds as e
        join cell as c using (cell)
        join series as s on s.series = c.series
        where not e.is_main
    )
select
    a.cluster,
    count(distinct m.cell) as cells,
from asked as a
join moved as m
    on m.indicator = a.indicator
    and m.activity = a.activity
    and m.cell <> a.cell
    and abs(epoch(m.starts_at - a.first_at)) < 86400 * getvariable('sister_days')
group by a.cluster;

create or replace temp table vintage as
select
    e.track,
    e.cell,
    e.line,
    e.is_second,
    e.cluster,
    (row_number() over o - 1)::integer as vintage,
    coalesce(e.official_at, e.first_at) as starts_at,
    lead(coalesce(e.official_at, e.first_at)) over o as ends_at,
    e.v,
    e.g,
    e.a,
    e.b,
    e.c,
    e.d,
    e.hedge,
    e.claims,
    e.voices,
    e.official_voices > 0 as is_official,
    e.weight,
    e.odds,
    e.is_main,
from rival_odds as e
left join sister_move as m using (cluster)
where e.is_main or e.odds + if(m.cells > 0, getvariable('sister_worth'), 0) > 0
window o as (partition by e.track order by coalesce(e.official_at, e.first_at), e.cluster)
union all
from standing_by;

-- how likely a rival is a mistake after all
create or replace temp table rival_doubt as
select
    e.cluster,
    (1 - c.confidence)
    / (1 - c.confidence + c.confidence * exp(least(60, e.odds + if(m.cells > 0, getvariable('sister_worth'), 0)))) as doubt,
from rival_odds as e
left join sister_move as m using (cluster)
cross join (select getvariable('vintage_confidence') as confidence) as c
where not e.is_main;

create or replace temp table verdict as
select
    f.n,
    arg_max(k.vintage, case when k.starts_at <= r.published_at then 1000 + k.vintage else -k.vintage end)
        filter (where f.pi > 0) as vintage,
    max(f.pi) as pi,
from fit as f
join vintage as k using (cluster)
join reading as r using (n)
group by f.n;

-- large, and asked by nobody below
drop table rival;
drop table rival_evidence;
drop table sister_move;
drop table rival_odds;
drop table rival_slip;
drop table rival_figure;
drop table likely_value;
