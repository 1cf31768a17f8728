-- one row per figure that is doubtful for what stands elsewhere: told for two periods, or far off its own history
-- enters current_value, vote, ballot, reading, cell, series, rate_of_cell; leaves twin, outlier

-- one figure told for two periods, or as a yearly and as a total rate: at most one of them can be right
create or replace temp table twin as
with
    told as (
        select
            k.track,
            k.cell,
            k.value,
            b.g,
            b.hedge,
            k.voices,
            v.n,
            v.document,
            v.published_at,
            c.starts,
            c.ends,
            s.*,
        from (
            select
                t.track,
                o.cell,
                o.value,
                o.voices,
                arg_min(t.n, t.n) filter (where t.ballot = o.ballot) as n,
                any_value(o.ballot) as ballot,
            from current_value as o
            join vote as t using (track)
            where not o.is_second
            group by t.track, o.cell, o.value, o.voices
        ) as k
        join ballot as b using (ballot)
        join reading as v using (n)
        join cell as c on c.cell = k.cell
        join series as s on s.series = c.series
        where k.value > 0 and floor(log10(k.value / b.g) + 1e-9) + 1 >= getvariable('twin_digits')
    )
select
    x.n as shorter,
    y.n as longer,
    case
        when x.measure <> y.measure
            then plain(1 + x.value / 100) || '^' || round(date_diff('day', y.starts, y.ends) / 365.25)::integer
                || ' - 1 = '
                || plain(100 * (power(1 + x.value / 100, round(date_diff('day', y.starts, y.ends) / 365.25)) - 1))
                || ' %, yet ' || plain(x.value) || ' % is told both as the yearly and as the total growth'
        else short(x.value) || ' is told for two periods, one inside the other'
    end as arithmetic,
    case
        when x.measure <> y.measure then ln(1 + x.value / 100) * (date_diff('day', y.starts, y.ends) / 365.25 - 1)
        else getvariable('twin_gap')
    end as gap,
    x.voices as shorter_voices,
    y.voices as longer_voices,
    x.measure <> y.measure as is_rate,
from told as x
join told as y
    on y.value = x.value
    and y.g = x.g
    and y.cell <> x.cell
    and y.indicator = x.indicator
    and y.activity = x.activity
    and y.ref_area = x.ref_area
    and y.unit_measure = x.unit_measure
    and y.price_base = x.price_base
    and y.intent = x.intent
    and y.document <> x.document
where
    abs(epoch(x.published_at - y.published_at)) <= 86400 * getvariable('twin_days')
    and (
        (
            x.is_flow
            and x.measure = y.measure
            and x.starts >= y.starts
            and x.ends <= y.ends
            and (x.starts > y.starts or x.ends < y.ends)
        )
        or (
            x.measure = 'GROWTH_AVG'
            and y.measure = 'GROWTH_CUM'
            and x.starts = y.starts
            and x.ends = y.ends
            and date_diff('day', y.starts, y.ends) > 400
        )
    );

-- a figure nobody else tells, far off all other periods of its series
create or replace temp table outlier as
with
    told as (
        select
            o.track,
            o.cell,
            o.value,
            o.voices,
            c.series,
            c.starts,
            c.time_period,
            s.unit_measure,
        from current_value as o
        join cell as c using (cell)
        join series as s using (series)
        where not o.is_second and o.value > 0 and s.measure = 'LEVEL'
    ),
    history as (
        select
            x.track,
            any_value(x.cell) as cell,
            any_value(x.value) as value,
            any_value(x.unit_measure) as unit_measure,
            median(ln(y.value)) as usual,
            arg_max(y.track, (y.voices, y.time_period)) as witness_track,
            mad(ln(y.value)) as spread,
        from told as x
        join told as y
            on y.series = x.series
            and y.track <> x.track
            and abs(date_diff('month', x.starts, y.starts)) <= 12 * getvariable('years')
        where x.voices = 1
        group by x.track
        having count(*) >= getvariable('history_periods')
    ),
    far as (
        select *, abs(ln(value) - usual) as distance
        from history
        where
            abs(ln(value) - usual) > ln(getvariable('plausibility_factor'))
            and abs(ln(value) - usual) > getvariable('plausibility_z') * greatest(spread, 0.1)
    )
select
    min(t.n) as n,
    min(w.n) as witness,
    f.distance,
    case
        when least(abs(f.distance - ln(1e3)), abs(f.distance - ln(1e6))) < 1
            and least(abs(f.distance - ln(1e3)), abs(f.distance - ln(1e6))) <= coalesce(abs(f.distance - ln(r.rate)), 9)
            then 'scale'
        when abs(f.distance - ln(r.rate)) < 1 then 'unit'
        else 'plausibility'
    end as kind,
    short(f.value) || ' is ' || plain(exp(f.distance)) || ' times off the other periods of its series, '
    || short(exp(f.usual)) || ' in the middle' as arithmetic,
from far as f
join vote as t using (track)
join vote as w on w.track = f.witness_track
left join rate_of_cell as r on r.cell = f.cell and r.currency = 'USD' and length(f.unit_measure) = 3
group by f.track, f.distance, f.value, f.usual, r.rate;

-- growth nobody else tells that only makes sense as an index: 105.2 where other periods grew by 3 to 8 %
insert into outlier
with
    told as (
        select o.track, o.value, o.voices, c.starts, c.time_period, s.indicator, s.activity, s.ref_area, s.price_base, s.intent
        from current_value as o
        join cell as c using (cell)
        join series as s using (series)
        where not o.is_second and s.measure = 'GROWTH_YOY' and s.unit_measure = 'PT'
    ),
    grown as (
        select
            x.track,
            any_value(x.value) as value,
            min(y.value) as lowest,
            max(y.value) as highest,
            arg_max(y.track, (y.voices, y.time_period)) as witness_track,
        from told as x
        join told as y
            on y.indicator = x.indicator
            and y.activity = x.activity
            and y.ref_area = x.ref_area
            and y.price_base = x.price_base
            and y.intent = x.intent
            and y.track <> x.track
            and y.value < 100
            and abs(date_diff('month', x.starts, y.starts)) <= 12 * getvariable('years')
        where x.voices = 1 and x.value >= 100
        group by x.track
        having count(*) >= getvariable('history_periods')
    )
select
    min(t.n) as n,
    min(w.n) as witness,
    ln((100 + g.value) / g.value) as distance,
    'unit' as kind,
    plain(g.value) || ' % would be an index, ' || plain(g.value) || ' - 100 = ' || plain(g.value - 100)
    || ': other periods grew by ' || plain(g.lowest) || ' to ' || plain(g.highest) || ' %' as arithmetic,
from grown as g
join vote as t using (track)
join vote as w on w.track = g.witness_track
where
    g.value - 100 between least(g.lowest, 0) - getvariable('index_reach') and g.highest + getvariable('index_reach')
    and g.value > 2 * g.highest
group by g.track, g.value, g.lowest, g.highest;

-- large, and asked by nobody below
drop table rate_of_cell;
