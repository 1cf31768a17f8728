-- one row per vintage with its value, interval and second opinion; one per track with the current best value
-- enters elected, ballot, support, vote, verdict, vintage, vintage_kind, source_loss; leaves opinion, current_value

-- CRH with absolute loss on log values: a source weighs by its share of the largest loss
create or replace temp table crh_weight as
select
    source,
    0.05 - ln(greatest((loss + 0.1) / (judged + 2), 1e-4) / max(greatest((loss + 0.1) / (judged + 2), 1e-4)) over ()) as weight,
from source_loss;

create or replace temp table crh_median as
select track, vintage, min(v) as value
from (
    select
        t.track,
        e.vintage,
        r.v,
        sum(w.weight * t.independence) over (partition by t.track, e.vintage order by r.v) as below,
        sum(w.weight * t.independence) over (partition by t.track, e.vintage) as whole,
    from vote as t
    join verdict as e using (n)
    join reading as r using (n)
    join crh_weight as w on w.source = t.origin
    where e.vintage is not null
)
where below >= whole / 2 - 1e-9
group by track, vintage;

create or replace temp table opinion as
with
    holder as (
        select
            k.track,
            k.vintage,
            max(h.a) as low,
            min(h.d) as high,
        from elected as k
        join support as p on p.candidate = k.ballot
        join ballot as h on h.ballot = p.holder
        where p.mu > 0
        group by k.track, k.vintage
    )
select
    k.track,
    k.vintage,
    v.cell,
    v.line,
    v.is_second,
    v.cluster,
    v.starts_at,
    v.ends_at,
    v.claims,
    v.voices,
    v.is_official,
    k.ballot,
    b.v as value,
    least(h.low, b.b) as low,
    greatest(h.high, b.c) as high,
    k.support,
    m.value as second_opinion,
from elected as k
join vintage as v using (track, vintage)
join ballot as b using (ballot)
join holder as h using (track, vintage)
left join crh_median as m using (track, vintage);

create or replace temp table current_value as
select *
from opinion
qualify row_number() over (partition by track order by vintage desc) = 1;

-- large, and asked by nobody below
drop table support;
drop table crh_weight;
drop table crh_median;
drop table elected;
