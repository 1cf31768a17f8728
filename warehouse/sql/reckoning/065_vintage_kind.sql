-- one row per vintage: first, revision, restatement or target_changed, and its step from the one before
-- enters vintage, cell, series, reading, verdict; leaves vintage_kind

create or replace temp table vintage_step as
select
    k.track,
    k.cell,
    k.vintage,
    k.starts_at,
    c.series,
    s.indicator,
    s.activity,
    s.intent,
    ln(k.v / lag(k.v) over w) as step,
    k.g / k.v + lag(k.g / k.v) over w as blur,
from vintage as k
join cell as c using (cell)
join series as s on s.series = c.series
where k.v > 0
window w as (partition by k.track order by k.vintage);

-- a new method moves several periods of a series at once, by nearly the same share; the sisters of the series follow
create or replace temp table method_change as
with
    together as (
        select
            x.indicator,
            x.activity,
            x.starts_at,
        from vintage_step as x
        join vintage_step as y
            on y.series = x.series
            and y.cell <> x.cell
            and abs(epoch(x.starts_at - y.starts_at)) <= 86400 * getvariable('restatement_days')
            and abs(x.step - y.step) <= getvariable('restatement_spread') + (x.blur + y.blur) / 4
        where
            abs(x.step) > getvariable('restatement_step')
            and abs(y.step) > getvariable('restatement_step')
            and x.intent = 'ACTUAL'
    ),
    flagged as (
        select s.indicator, s.activity, s.starts_at
        from reading as r
        join verdict as e using (n)
        join vote as t using (n)
        join vintage_step as s using (track, vintage)
        where r.is_break and s.vintage > 0
    )
select distinct indicator, activity, starts_at
from (from together union all from flagged);

create or replace temp table vintage_kind as
select
    k.track,
    k.vintage,
    case
        when k.vintage = 0 then 'first'
        when k.intent <> 'ACTUAL' then 'target_changed'
        when exists (
            from method_change as m
            where
                m.indicator = k.indicator
                and m.activity = k.activity
                and abs(epoch(m.starts_at - k.starts_at)) <= 86400 * getvariable('restatement_days')
        ) then 'restatement'
        else 'revision'
    end as kind,
    k.step,
from vintage_step as k;

-- large, and asked by nobody below
drop table vintage_step;
