-- what a figure would be if it were a slip: one row per figure and explanation, with the odds of it against a mistake
-- of no known kind
-- enters cell, series, input_link, input_rate; leaves rate_of_period and the macro explained(figures, standing), whose
-- figures have a number n, a cell and their series, and are held against the standing values of that and other cells
-- each explanation is weighed by its habit and by how easily the figure would have fitted by chance

create or replace temp table rate_of_period as
with
    span as (
        select distinct starts, ends from cell where starts is not null and ends is not null
    ),
    spanned as (
        select s.starts, s.ends, min(f.rate) as low, max(f.rate) as high
        from span as s
        join input_rate as f
            on f.currency = 'USD' and f.date >= s.starts and f.date < least(s.ends, s.starts + interval 1 year)
        group by s.starts, s.ends
    )
select c.cell, p.low, p.high
from cell as c
join spanned as p on p.starts = c.starts and p.ends = c.ends;

create or replace temp macro explained(figures, standing) as table
with
    stray as (from query_table(figures)),
    vintage as (from query_table(standing)),
    factor(kind, cause, factor, prior) as (
        values
            ('scale', 'x 1000', 1e3, getvariable('slip_thousand')),
            ('scale', '/ 1000', 1e-3, getvariable('slip_thousand')),
            ('scale', 'x 1000000', 1e6, getvariable('slip_million')),
            ('scale', '/ 1000000', 1e-6, getvariable('slip_million')),
            ('scale', 'x 10', 10.0, getvariable('slip_ten')),
            ('scale', '/ 10', 0.1, getvariable('slip_ten'))
    ),
    slipped as (
        select s.n, f.kind, f.cause, f.prior, 1 as choices
        from stray as s
        cross join factor as f
        join vintage as k using (cell)
        where agreement(
            s.a / f.factor, s.b / f.factor, s.c / f.factor, s.d / f.factor, s.is_bare,
            k.a, k.b, k.c, k.d, k.hedge = 'none'
        ) > 0
    ),
    swapped as (
        select s.n, 'unit', 'currency', getvariable('slip_unit') / 4, 1
        from stray as s
        join rate_of_period as f using (cell)
        join vintage as k using (cell)
        where
            (
                s.unit_measure = 'KZT'
                and s.d * f.high * (1 + getvariable('fx_share')) >= k.a
                and s.a * f.low * (1 - getvariable('fx_share')) <= k.d
            )
            or (
                s.unit_measure <> 'KZT'
                and length(s.unit_measure) = 3
                and s.d / f.low * (1 + getvariable('fx_share')) >= k.a
                and s.a / f.high * (1 - getvariable('fx_share')) <= k.d
            )
    ),
    indexed as (
        select s.n, 'unit', 'index read as growth', getvariable('slip_unit'), 1
        from stray as s
        join vintage as k using (cell)
        where
            s.measure like 'GROWTH%'
            and s.unit_measure = 'PT'
            and agreement(
                s.a - 100, s.b - 100, s.c - 100, s.d - 100, s.is_bare, k.a, k.b, k.c, k.d, k.hedge = 'none'
            ) > 0
    ),
    other_period as (
        select
            s.n,
            c.time_period,
            s.measure <> t.measure as is_other_measure,
            agreement(s.a, s.b, s.c, s.d, s.is_bare, k.a, k.b, k.c, k.d, k.hedge = 'none') as pi,
        from stray as s
        join series as t
            on t.indicator = s.indicator
            and t.activity = s.activity
            and t.ref_area = s.ref_area
            and t.unit_measure = s.unit_measure
            and t.price_base = s.price_base
            and t.intent = s.intent
        join cell as c on c.series = t.series and c.cell <> s.cell
        join vintage as k on k.cell = c.cell and not k.is_second
        where
            (
                t.measure = s.measure
                and abs(date_diff('month', s.starts, c.starts)) <= 12 * getvariable('years')
                and (
                    t.freq = s.freq and date_diff('month', s.starts, c.starts) % 12 = 0
                    or c.starts <= s.starts and s.ends <= c.ends
                    or s.starts <= c.starts and c.ends <= s.ends
                )
            )
            or (t.measure in ('GROWTH_CUM', 'GROWTH_AVG') and s.measure in ('GROWTH_CUM', 'GROWTH_AVG') and c.time_period = s.time_period)
    ),
    moved as (
        select
            n,
            'period',
            arg_max(time_period, (pi, time_period)),
            getvariable('slip_period') * max(pi),
            count(distinct time_period) filter (where not is_other_measure) + count(distinct is_other_measure) - 1,
        from other_period
        group by n
        having max(pi) > 0
    ),
    -- the whole a part belongs to and its other parts
    relative as (
        select series_key, target_key as other_key
        from input_link
        where kind = 'part'
        union
        select l.series_key, m.series_key
        from input_link as l
        join input_link as m on m.target_key = l.target_key and m.series_key <> l.series_key
        where l.kind = 'part' and m.kind = 'part'
    ),
    sibling as (
        select
            s.n,
            t.series_key,
            agreement(s.a, s.b, s.c, s.d, s.is_bare, k.a, k.b, k.c, k.d, k.hedge = 'none') as pi,
        from stray as s
        join relative as o on o.series_key = s.series_key
        join series as t on t.series_key = o.other_key
        join cell as c on c.series = t.series and c.time_period = s.time_period
        join vintage as k on k.cell = c.cell and not k.is_second
    ),
    beside as (
        select n, 'scope', arg_max(series_key, (pi, series_key)), getvariable('slip_scope'), count(distinct series_key)
        from sibling
        group by n
        having max(pi) = 1
    ),
    -- two digits of the right figure have changed places
    exchanged as (
        select s.n, 'discrepancy', 'digits', getvariable('slip_digits'), 1
        from stray as s
        join vintage as k using (cell)
        cross join lateral (
            select
                string_split(round(s.v / s.g)::bigint::varchar, '') as digits,
                string_split(round(k.v / s.g)::bigint::varchar, '') as right_digits,
        )
        where
            s.v <> k.v
            and list_sort(digits) = list_sort(right_digits)
            and len(list_filter(list_zip(digits, right_digits), lambda x: x[1] <> x[2])) = 2
        group by s.n
    ),
    listed as (
        from slipped
        union all
        from swapped
        union all
        from indexed
        union all
        from moved
        union all
        from beside
        union all
        from exchanged
    )
select
    l.n,
    l.kind,
    l.cause,
    l.prior / greatest(l.choices, 1) / (
        getvariable('slip_other') * s.width * (
            (1 - getvariable('slip_share')) * exp(-s.step / getvariable('mistake_step')) / getvariable('mistake_step')
            + getvariable('slip_share') * exp(-s.step / getvariable('slip_step')) / getvariable('slip_step')
        )
    ) as odds,
from listed as l
join stray as s using (n);
