-- one row per claim: whose figure it is. A second authority gets a track of its own in a series only when its
-- figures there keep apart from the first one's, always on the same side; until then all share one track
-- enters reading, interval, voice, source_list; leaves basis, track, lineage

create or replace temp table named_line as
with
    own as (
        select
            r.n,
            v.voice,
            coalesce(r.attributed_to, case when r.is_official then r.source end) as line,
        from reading as r
        join voice as v using (document)
        where r.is_target
    ),
    of_voice as (
        select voice, arg_max(line, (claims, -line)) as line
        from (select voice, line, count(*) as claims from own where line is not null group by voice, line)
        group by voice
    )
select o.n, coalesce(o.line, g.line) as line
from own as o
left join of_voice as g using (voice)
where coalesce(o.line, g.line) is not null;

create or replace temp table series_line as
with
    told as (
        select r.series, l.line, count(distinct (r.cell, r.document)) as voices
        from reading as r
        join named_line as l using (n)
        group by r.series, l.line
        union all
        select s.series, a.source, k.voices
        from known_line as k
        join series as s using (series_key)
        join source_list as a using (source_id)
    )
select series, line, row_number() over (partition by series order by sum(voices) desc, line) as rank
from told
group by series, line;

-- precise figures of a second line held against all precise figures of the first one, cell by cell
create or replace temp table line_gap as
select
    y.series,
    y.cell,
    y.n,
    m.line as line_a,
    o.line as line_b,
    max(agreement(i.a, i.b, i.c, i.d, x.hedge = 'none', j.a, j.b, j.c, j.d, y.hedge = 'none')) as pi,
    sign(y.v - median(x.v)) as side,
from series_line as o
join series_line as m on m.series = o.series and m.rank = 1
join named_line as ly on ly.line = o.line
join reading as y on y.n = ly.n and y.series = o.series
join reading as x on x.cell = y.cell
join named_line as lx on lx.n = x.n and lx.line = m.line
join interval as i on i.n = x.n
join interval as j on j.n = y.n
where
    o.rank > 1
    and i.d - i.a <= getvariable('basis_width') * abs(x.v)
    and j.d - j.a <= getvariable('basis_width') * abs(y.v)
group by y.series, y.cell, y.n, y.v, m.line, o.line;

create or replace temp table basis as
with
    by_cell as (
        select
            series,
            line_a,
            line_b,
            cell,
            count(*) filter (where pi = 0) as apart,
            count(*) filter (where pi = 0 and side > 0) as above,
            count(*) as claims,
        from line_gap
        group by series, line_a, line_b, cell
    )
select
    series,
    line_a,
    line_b,
    sum(apart)::integer as apart,
    count(*) filter (where apart > 0)::integer as cells,
from by_cell
group by series, line_a, line_b
having
    (cells >= getvariable('basis_cells') or max(apart) >= getvariable('basis_claims'))
    and sum(apart) >= getvariable('basis_share') * sum(claims)
    and greatest(sum(above), sum(apart) - sum(above)) >= getvariable('basis_share') * sum(apart);

-- a claim that names nobody goes with the second line when only that one holds it
create or replace temp table lineage as
with
    claimed as (
        select r.n, r.cell, r.series, l.line
        from reading as r
        left join named_line as l using (n)
        where r.is_target
    ),
    drawn as (
        select
            c.n,
            b.line_b,
            max(agreement(i.a, i.b, i.c, i.d, x.hedge = 'none', j.a, j.b, j.c, j.d, y.hedge = 'none'))
                filter (where k.line = b.line_b) as pi_b,
            max(agreement(i.a, i.b, i.c, i.d, x.hedge = 'none', j.a, j.b, j.c, j.d, y.hedge = 'none'))
                filter (where k.line = b.line_a) as pi_a,
        from claimed as c
        join basis as b on b.series = c.series
        join reading as x on x.n = c.n
        join claimed as k on k.cell = c.cell and k.line in (b.line_a, b.line_b)
        join reading as y on y.n = k.n
        join interval as i on i.n = c.n
        join interval as j on j.n = k.n
        where c.line is null
        group by c.n, b.line_b
    )
select
    c.n,
    c.cell,
    coalesce(b.line_b, d.line_b, m.line, 0) as line,
    b.line_b is not null or d.line_b is not null as is_second,
from claimed as c
left join basis as b on b.series = c.series and b.line_b = c.line
left join (
    select n, min(line_b) as line_b
    from drawn
    where pi_b > 0 and coalesce(pi_a, 0) = 0
    group by n
) as d using (n)
left join series_line as m on m.series = c.series and m.rank = 1;

create or replace temp table track as
select
    row_number() over (order by cell, is_second, line)::integer as track,
    cell,
    line,
    is_second,
from (select distinct cell, line, is_second from lineage);

-- large, and asked by nobody below
drop table series_line;
drop table line_gap;
