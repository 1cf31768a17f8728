-- one row per arithmetic relation between figures of one document that cannot hold, with its members
-- enters reading, interval, cell, series, input_link, input_rate, fault; leaves stated, linked, failed_identity, twin, outlier
-- all bounds are interval arithmetic on supports: only what no honest wording allows is a failure

-- the figure a document stands by in each cell: the body before the title, the finer before the coarser
create or replace temp table stated as
select
    r.n,
    r.document,
    r.cell,
    r.series,
    r.v,
    r.g,
    r.paren_of,
    r.claim_id,
    i.a,
    i.b,
    i.c,
    i.d,
    r.published_at,
    r.ingested_at,
from reading as r
join interval as i using (n)
qualify row_number() over (partition by r.document, r.cell order by r.is_title, r.g, r.hedge <> 'none', r.n) = 1;

create or replace temp table linked as
select
    x.series,
    l.kind,
    y.series as target,
    l.is_complete,
from input_link as l
join series as x using (series_key)
join series as y on y.series_key = l.target_key;

create or replace temp table failed_identity as
with
    part as (
        select
            w.n as whole,
            p.n as part,
            w.a as whole_a,
            w.d as whole_d,
            p.a,
            p.d,
            l.is_complete,
            l.target,
            w.published_at,
        from stated as p
        join linked as l on l.series = p.series and l.kind = 'part'
        join cell as c on c.cell = p.cell
        join cell as t on t.series = l.target and t.time_period = c.time_period
        join stated as w on w.document = p.document and w.cell = t.cell
    ),
    parts as (
        select target_key, count(*) as parts from input_link where kind = 'part' group by target_key
    ),
    summed as (
        select
            p.whole,
            list(p.part order by p.part) as members,
            sum(p.a) as a,
            sum(p.d) as d,
            any_value(p.whole_a) as whole_a,
            any_value(p.whole_d) as whole_d,
            count(*) = any_value(n.parts) and bool_and(p.is_complete) as is_complete,
            max(p.a) as largest,
        from part as p
        join series as s on s.series = p.target
        join parts as n on n.target_key = s.series_key
        group by p.whole
    ),
    inner_outer as (
        select
            x.n as inside,
            y.n as outside,
            x.a,
            x.d as inside_d,
            y.a as outside_a,
            y.d,
            s.freq,
            date_diff('day', c.starts, c.ends) as days,
            date_diff('day', k.starts, k.ends) as outside_days,
        from stated as x
        join stated as y on y.document = x.document and y.cell <> x.cell
        join cell as c on c.cell = x.cell
        join cell as k on k.cell = y.cell and c.starts >= k.starts and c.ends <= k.ends and (c.starts > k.starts or c.ends < k.ends)
        join series as s on s.series = x.series
        join series as t on
            t.series = y.series
            and t.indicator = s.indicator
            and t.activity = s.activity
            and t.ref_area = s.ref_area
            and t.unit_measure = s.unit_measure
            and t.price_base = s.price_base
            and t.intent = s.intent
            and t.measure = s.measure
        where s.is_flow and x.v > 0
    ),
    -- periods that fill a longer one without a gap
    tiled as (
        select
            outside,
            list(inside order by inside) as members,
            sum(a) as a,
            sum(inside_d) as inside_d,
            any_value(outside_a) as outside_a,
            any_value(d) as d,
        from inner_outer
        group by outside, freq
        having count(*) > 1 and sum(days) = any_value(outside_days)
    ),
    growth as (
        select
            g.n as growth,
            x.n as earlier,
            y.n as later,
            g.a,
            g.d,
            100 * (y.a / x.d - 1) as low,
            100 * (y.d / x.a - 1) as high,
        from stated as g
        join linked as l on l.series = g.series and l.kind in ('yoy', 'cumulative')
        join cell as c on c.cell = g.cell
        join stated as y on y.document = g.document and y.series = l.target
        join stated as x on x.document = g.document and x.series = l.target and x.cell <> y.cell
        join cell as t on t.cell = y.cell
        join cell as p on p.cell = x.cell
        where
            x.a > 0
            and case l.kind
                when 'yoy' then t.time_period = c.time_period and date_diff('month', p.starts, t.starts) = 12
                    and date_diff('month', p.ends, t.ends) = 12
                else
                    -- growth after a day: the year ending with it against the last year of the range
                    abs(date_diff('day', t.ends, c.ends)) <= 1
                    and abs(date_diff('day', p.ends, c.starts)) <= 1
                    and date_diff('month', t.starts, t.ends) = date_diff('month', p.starts, p.ends)
            end
    ),
    yearly as (
        select
            u.n as total,
            v.n as average,
            v.v as average_v,
            round(date_diff('day', c.starts, c.ends) / 365.25)::integer as years,
            u.a,
            u.d,
            100 * (power(1 + greatest(v.a, -99) / 100, years) - 1) as low,
            100 * (power(1 + v.d / 100, years) - 1) as high,
        from stated as u
        join series as s on s.series = u.series and s.measure = 'GROWTH_CUM'
        join cell as c on c.cell = u.cell
        join stated as v on v.document = u.document
        join series as t on
            t.series = v.series
            and t.measure = 'GROWTH_AVG'
            and t.indicator = s.indicator
            and t.activity = s.activity
            and t.ref_area = s.ref_area
            and t.price_base = s.price_base
            and t.intent = s.intent
        join cell as k on k.cell = v.cell and k.starts = c.starts and k.ends = c.ends
        where s.unit_measure = 'PT' and t.unit_measure = 'PT'
    ),
    converted as (
        select
            x.n as native,
            y.n as foreign_value,
            x.v as native_v,
            y.v as foreign_v,
            x.a,
            x.d,
            y.a as foreign_a,
            y.d as foreign_d,
            least(
                (select avg(f.rate) from input_rate as f where f.currency = s.unit_measure and f.date >= c.starts and f.date < c.ends),
                (select arg_max(f.rate, f.date) from input_rate as f where f.currency = s.unit_measure and f.date <= y.published_at::date)
            ) as low,
            greatest(
                (select avg(f.rate) from input_rate as f where f.currency = s.unit_measure and f.date >= c.starts and f.date < c.ends),
                (select arg_max(f.rate, f.date) from input_rate as f where f.currency = s.unit_measure and f.date <= y.published_at::date)
            ) as high,
        from stated as y
        join series as s on s.series = y.series
        join cell as c on c.cell = y.cell
        join linked as l on l.series = y.series and l.kind = 'conversion'
        join cell as k on k.series = l.target and k.time_period = c.time_period
        join stated as x on x.document = y.document and x.cell = k.cell
    )
select
    'part_gt_whole' as kind,
    [whole, part] as members,
    part as derived,
    ln(a / whole_d) as gap,
    'part ' || span(a, d) || ' above the whole ' || span(whole_a, whole_d) as arithmetic,
from part
where a > whole_d and whole_d > 0
union all
select
    'sum_parts',
    [whole] || members,
    whole,
    case when a > whole_d then ln(a / whole_d) else ln(whole_a / d) end,
    'parts add up to ' || span(a, d) || ', the whole is ' || span(whole_a, whole_d),
from summed
where is_complete and (a > whole_d or d < whole_a) and whole_a > 0 and d > 0
union all
select
    'part_gt_whole',
    [whole] || members,
    whole,
    ln(a / whole_d),
    'some parts already add up to ' || span(a, d) || ', the whole is ' || span(whole_a, whole_d),
from summed
where not is_complete and a > whole_d and largest <= whole_d and whole_d > 0
union all
select
    'q_gt_year',
    [outside, inside],
    inside,
    ln(a / d),
    'the shorter period has ' || short(a) || ' or more, the longer one that holds it ' || short(d) || ' or less',
from inner_outer
where a > d and d > 0
union all
select
    'sum_parts',
    [outside] || members,
    outside,
    case when a > d then ln(a / d) else ln(outside_a / inside_d) end,
    'its periods add up to ' || span(a, inside_d) || ', the whole is ' || span(outside_a, d),
from tiled
where (a > d or inside_d < outside_a) and least(a, d, outside_a, inside_d) > 0
union all
select
    'level_growth',
    [growth, earlier, later],
    growth,
    ln((100 + greatest(a, low)) / (100 + least(d, high))),
    'the levels give growth of ' || plain(low) || ' to ' || plain(high) || ' %, the text says '
    || plain(a) || ' to ' || plain(d) || ' %',
from growth
where (a > high or d < low) and least(d, high) > -100
union all
select
    'level_growth',
    [total, average],
    average,
    ln((100 + greatest(a, low)) / (100 + least(d, high))),
    plain(1 + average_v / 100) || '^' || years || ' - 1 = ' || plain(100 * (power(1 + average_v / 100, years) - 1))
    || ' %, the text says ' || plain(a) || ' to ' || plain(d) || ' %',
from yearly
where a > high or d < low
union all
select
    'fx',
    [native, foreign_value],
    foreign_value,
    abs(ln((a + d) / (foreign_a + foreign_d) / ((low + high) / 2))),
    short(native_v) || ' / ' || short(foreign_v) || ' = ' || plain(native_v / foreign_v) || ', the rate was '
    || plain(low) || ' to ' || plain(high),
from converted
where
    foreign_a > 0
    and (d / foreign_a < low * (1 - getvariable('fx_share')) or a / foreign_d > high * (1 + getvariable('fx_share')));

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

create or replace temp table rate_of_cell as
select
    c.cell,
    avg(f.rate) as rate,
from cell as c
join input_rate as f on f.currency = 'USD' and f.date >= c.starts and f.date < c.ends
join current_value as o on o.cell = c.cell and o.voices = 1
group by c.cell;

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
left join rate_of_cell as r on r.cell = f.cell and (length(f.unit_measure) = 3)
group by f.track, f.distance, f.value, f.usual, r.rate;
