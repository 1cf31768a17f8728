-- one row per question: how two claims of a cell relate
-- enters question(a, b) as claim numbers, reading, interval, vote, verdict, fault, vintage_kind; leaves relation

create or replace temp table standing_claim as
select o.track, o.vintage, min(t.n) as n
from opinion as o
join vote as t on t.track = o.track and t.ballot = o.ballot
group by o.track, o.vintage;

create or replace temp table question as
select x.n as a, y.n as b
from input_pair as p
join reading as x on x.claim_id = p.claim_a
join reading as y on y.claim_id = p.claim_b
where not getvariable('is_listing')
union
-- every pair of a small cell; in a large one each claim against the one before, its own text, its source's last word,
-- and the claim that stands for each vintage
select x.n, y.n
from reading as y
join (select cell, count(*) as claims from reading group by cell) as c using (cell)
join reading as x on x.cell = y.cell and x.n < y.n
where
    getvariable('is_listing')
    and y.is_target
    and (
        c.claims <= getvariable('list_all')
        or x.document = y.document
        or x.n in (select n from standing_claim)
        or (x.n, y.n) in (
            select (lag(n) over (partition by cell, source order by n), n)
            from reading
        )
        or (x.n, y.n) in (select (lag(n) over (partition by cell order by n), n) from reading)
    );

-- texts that tell a figure both in the headline and below: two statements, each passed on by itself
create or replace temp table told_twice as
select distinct t.track, t.voice
from vote as t
join reading as r using (n)
group by t.track, t.voice, r.document
having count(distinct r.is_title) > 1;

create or replace temp table relation as
with
    compared as (
        select
            q.a,
            q.b,
            x.cell,
            x.v = y.v and x.hedge = y.hedge and abs(x.g - y.g) < 1e-6 * x.g as is_same,
            agreement(
                i.a, i.b, i.c, i.d, x.hedge = 'none',
                j.a, j.b, j.c, j.d, y.hedge = 'none'
            ) as pi,
            s.voice = t.voice and (x.is_title = y.is_title or x.document = y.document or b.voice is null)
                as is_dependent,
            s.track = t.track as is_one_line,
            s.track,
            e.vintage as vintage_a,
            f.vintage as vintage_b,
            m.kind as fault_a,
            w.kind as fault_b,
            g.intent,
            h.track is not null
            and e.vintage <> f.vintage
            and (x.is_official and y.is_official or x.source = y.source) as is_split,
        from question as q
        join reading as x on x.n = q.a
        join reading as y on y.n = q.b
        join series as g on g.series = x.series
        join interval as i on i.n = q.a
        join interval as j on j.n = q.b
        join vote as s on s.n = q.a
        join vote as t on t.n = q.b
        join verdict as e on e.n = q.a
        join verdict as f on f.n = q.b
        left join told_twice as b on b.track = s.track and b.voice = s.voice
        left join hidden_vintage as h on h.track = s.track
        left join fault as m on m.n = q.a
        left join fault as w on w.n = q.b
    )
select
    p.a,
    p.b,
    p.cell,
    p.pi,
    p.is_dependent,
    case
        when p.is_same then 'same'
        when p.pi = 1 or p.pi > 0 and not p.is_split then 'compatible'
        when p.fault_a is not null and p.fault_b is null then p.fault_a
        when p.fault_b is not null and p.fault_a is null then p.fault_b
        when p.fault_a is not null then p.fault_a
        when not p.is_one_line then 'discrepancy'
        when p.vintage_a = p.vintage_b then 'compatible'
        when p.vintage_b < p.vintage_a then 'stale'
        when p.intent <> 'ACTUAL' then 'target_changed'
        when exists (
            from vintage_kind as k
            where k.track = p.track and k.vintage > p.vintage_a and k.vintage <= p.vintage_b and k.kind = 'restatement'
        ) then 'restatement'
        else 'revision'
    end::enum(
        'same', 'compatible', 'scale', 'unit', 'period', 'scope', 'discrepancy', 'stale', 'target_changed', 'restatement',
        'revision'
    ) as relation,
from compared as p;

-- large, and asked by nobody below
drop table question;
drop table told_twice;
