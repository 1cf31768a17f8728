-- one row per arithmetic relation between figures of one document, or of all together, that cannot hold, with its members
-- enters reading, interval, cell, series, fault, opinion, current_value, vote, input_link, input_product, input_rate; leaves linked, failed_identity
-- all bounds are interval arithmetic on supports: only what no honest wording allows is a failure

-- the figure a document stands by in each cell: the body before the title, the finer before the coarser; as document 0
-- what all say together, from the lowest to the highest vintage, for a rate may have been computed from any of them; and
-- under negative numbers documents with known mistakes, these put right: what still fails there is a mistake of its own
create or replace temp table stated as
with
    own as (
        select r.n, r.document, i.a, i.d
        from reading as r
        join interval as i using (n)
        where r.is_target
        qualify row_number() over (partition by r.document, r.cell order by r.is_title, r.g, r.hedge <> 'none', r.n) = 1
    ),
    held as (
        select track, min(low) as a, max(high) as d
        from opinion
        group by track
    ),
    mended as (
        select -o.n as n, -o.document as document, coalesce(h.a, o.a) as a, coalesce(h.d, o.d) as d
        from own as o
        left join fault as f using (n)
        left join vote as t on t.n = f.n
        left join held as h using (track)
        qualify count(h.track) over (partition by o.document) > 0
    ),
    together as (
        select min(t.n) as n, 0 as document, any_value(h.a) as a, any_value(h.d) as d
        from current_value as k
        join vote as t on t.track = k.track and t.ballot = k.ballot
        join held as h on h.track = k.track
        where not k.is_second
        group by k.track
        union all
        select r.n, 0, k.low, k.high
        from known_together as k
        join reading as r using (claim_id)
        where not r.is_target
    )
select
    o.n,
    o.document,
    r.cell,
    r.series,
    r.v,
    r.g,
    c.time_period,
    c.starts,
    c.ends,
    o.a,
    o.d,
    r.published_at,
from (from own union all from mended union all from together) as o
join reading as r on r.n = abs(o.n)
join cell as c using (cell);

create or replace temp table linked as
select
    x.series,
    l.kind,
    y.series as target,
    l.is_complete,
from input_link as l
join series as x using (series_key)
join series as y on y.series_key = l.target_key;

create or replace temp table rate_of_cell as
with
    span as (select distinct starts, ends from cell where ends is not null and starts is not null),
    spanned as (
        select s.starts, s.ends, f.currency, round(avg(f.rate), 6) as rate, min(f.rate) as lowest, max(f.rate) as highest
        from span as s
        join input_rate as f on f.date >= s.starts and f.date < s.ends
        group by s.starts, s.ends, f.currency
    )
select c.cell, p.currency, p.rate, p.lowest, p.highest
from cell as c
join spanned as p on p.starts = c.starts and p.ends = c.ends;

-- two tables at a time: the figures of document 0 are many, and no plan may meet them all with all
create or replace temp table part_told as
select p.document, p.n, p.a, p.d, p.time_period, l.is_complete, l.target
from stated as p
join linked as l on l.series = p.series and l.kind = 'part';

create or replace temp table identity_part as
select
    p.document,
    w.n as whole,
    p.n as part,
    w.a as whole_a,
    w.d as whole_d,
    p.a,
    p.d,
    p.is_complete,
    p.target,
    w.published_at,
from part_told as p
join stated as w on w.document = p.document and w.series = p.target and w.time_period = p.time_period;

create or replace temp table identity_parts as
select target_key, count(*) as parts from input_link where kind = 'part' group by target_key;

create or replace temp table identity_summed as
select
    p.whole,
    by_place(list({'place': abs(p.part), 'what': p.part})) as members,
    sum(p.a) as a,
    sum(p.d) as d,
    any_value(p.whole_a) as whole_a,
    any_value(p.whole_d) as whole_d,
    count(*) = any_value(n.parts) and bool_and(p.is_complete) as is_complete,
    max(p.a) as largest,
from identity_part as p
join series as s on s.series = p.target
join identity_parts as n on n.target_key = s.series_key
group by p.document, p.whole;

-- flows with their days and a number for all that must be equal but the period
create or replace temp table flow as
select
    x.document,
    x.cell,
    x.n,
    x.a,
    x.d,
    s.freq,
    c.starts,
    c.ends,
    dense_rank() over (
        order by s.indicator, s.activity, s.ref_area, s.unit_measure, s.price_base, s.intent, s.measure
    ) as kin,
from stated as x
join cell as c using (cell)
join series as s on s.series = x.series
where s.is_flow and x.v > 0 and c.starts is not null and c.ends is not null;

create or replace temp table identity_inner_outer as
select
    x.document,
    x.n as inside,
    y.n as outside,
    x.a,
    x.d as inside_d,
    y.a as outside_a,
    y.d,
    x.freq,
    date_diff('day', x.starts, x.ends) as days,
    date_diff('day', y.starts, y.ends) as outside_days,
from flow as x
join flow as y on y.document = x.document and y.kin = x.kin
where
    (x.document <> 0 or year(x.starts) = year(y.starts))
    and x.starts >= y.starts
    and x.ends <= y.ends
    and (x.starts > y.starts or x.ends < y.ends);

-- periods that fill a longer one without a gap
create or replace temp table identity_tiled as
select
    outside,
    by_place(list({'place': abs(inside), 'what': inside})) as members,
    sum(a) as a,
    sum(inside_d) as inside_d,
    any_value(outside_a) as outside_a,
    any_value(d) as d,
from identity_inner_outer
group by document, outside, freq
having count(*) > 1 and sum(days) = any_value(outside_days);

create or replace temp table growth_told as
select g.document, g.n as growth, g.a, g.d, g.time_period, g.starts, g.ends, l.kind, l.target
from stated as g
join linked as l on l.series = g.series and l.kind in ('yoy', 'cumulative')
join series as r on r.series = g.series
join series as s on s.series = l.target
-- one text means one thing; between texts a rate of unknown prices may be real and the money nominal
where g.document <> 0 or r.price_base = s.price_base and r.price_base <> '_U' or s.unit_measure like 'count%';

create or replace temp table growth_later as
select
    g.*,
    y.n as later,
    y.cell,
    y.a as later_a,
    y.d as later_d,
    y.starts as later_starts,
    y.ends as later_ends,
    -- the year before; growth after a day is that of the year ending with it over the last year of the range
    if(g.kind = 'yoy', y.starts - interval 12 month, null) as before_starts,
    if(g.kind = 'yoy', y.ends - interval 12 month, g.starts) as before_ends,
from growth_told as g
join stated as y on y.document = g.document and y.series = g.target
where if(g.kind = 'yoy', y.time_period = g.time_period, abs(date_diff('day', y.ends, g.ends)) <= 1);

create or replace temp table identity_growth as
select
    g.growth,
    x.n as earlier,
    g.later,
    g.a,
    g.d,
    100 * (g.later_a / x.d - 1) as low,
    100 * (g.later_d / x.a - 1) as high,
from growth_later as g
join stated as x on x.document = g.document and x.series = g.target
where
    x.a > 0
    and x.cell <> g.cell
    and if(
        g.kind = 'yoy',
        x.starts = g.before_starts and x.ends = g.before_ends,
        abs(date_diff('day', x.ends, g.before_ends)) <= 1
        and date_diff('month', g.later_starts, g.later_ends) = date_diff('month', x.starts, x.ends)
    );

create or replace temp table rate_told as
select
    o.document,
    o.n,
    o.v,
    o.a,
    o.d,
    o.starts,
    o.ends,
    s.measure,
    s.indicator,
    s.activity,
    s.ref_area,
    s.price_base,
    s.intent,
from stated as o
join series as s using (series)
where s.unit_measure = 'PT' and s.measure in ('GROWTH_CUM', 'GROWTH_AVG') and o.starts is not null and o.ends is not null;

create or replace temp table identity_yearly as
select
    u.n as total,
    v.n as average,
    v.v as average_v,
    round(date_diff('day', u.starts, u.ends) / 365.25)::integer as years,
    u.a,
    u.d,
    100 * (power(1 + greatest(v.a, -99) / 100, years) - 1) as low,
    100 * (power(1 + v.d / 100, years) - 1) as high,
from rate_told as u
join rate_told as v using (document, indicator, activity, ref_area, price_base, intent, starts, ends)
where u.measure = 'GROWTH_CUM' and v.measure = 'GROWTH_AVG';

-- a share of a whole, an average over a count: within one text, which means one kind of each
create or replace temp table factor_told as
select
    f.document,
    f.n as factor,
    f.a as factor_a,
    f.d as factor_d,
    f.time_period,
    p.kind,
    p.scale,
    b.series as base_series,
    r.series as result_series,
from input_product as p
join series as s on s.series_key = p.factor_key
join series as b on b.series_key = p.base_key
join series as r on r.series_key = p.result_key
join stated as f on f.series = s.series
where f.document <> 0;

create or replace temp table identity_product as
select
    f.*,
    b.n as base,
    b.a as base_a,
    b.d as base_d,
    r.n as result,
    r.a,
    r.d,
    f.scale * f.factor_a * b.a as low,
    f.scale * f.factor_d * b.d as high,
from factor_told as f
join stated as b on b.document = f.document and b.series = f.base_series and b.time_period = f.time_period
join stated as r on r.document = f.document and r.series = f.result_series and r.time_period = f.time_period;

create or replace temp table identity_told_twice as
select
    y.document,
    x.n as native,
    y.n as foreign_value,
    x.v as native_v,
    y.v as foreign_v,
    x.a,
    x.d,
    y.a as foreign_a,
    y.d as foreign_d,
    y.cell,
    y.published_at::date as day,
    x.published_at::date as native_day,
    s.unit_measure as currency,
from stated as y
join series as s on s.series = y.series
join linked as l on l.series = y.series and l.kind = 'conversion'
join stated as x on x.document = y.document and x.series = l.target and x.time_period = y.time_period;

-- a text converts at the average of the period or at the rate of its day; of two texts each may have done either, and of
-- a period that lasts nobody knows on which of its days
create or replace temp table identity_converted as
select
    t.*,
    least(r.rate, f.rate, if(t.document = 0, least(r.lowest, e.rate), null)) as low,
    greatest(r.rate, f.rate, if(t.document = 0, greatest(r.highest, e.rate), null)) as high,
from identity_told_twice as t
asof left join input_rate as f on f.currency = t.currency and f.date <= t.day
asof left join input_rate as e on e.currency = t.currency and e.date <= t.native_day
left join rate_of_cell as r on r.cell = t.cell and r.currency = t.currency
where t.document <> 0 or r.rate is not null;

create or replace temp table failed_identity as
select
    'part_gt_whole' as kind,
    [whole, part] as members,
    part as derived,
    ln(a / whole_d) as gap,
    'part ' || span(a, d) || ' above the whole ' || span(whole_a, whole_d) as arithmetic,
from identity_part
where a > whole_d and whole_d > 0
union all
select
    'sum_parts',
    [whole] || members,
    whole,
    case when a > whole_d then ln(a / whole_d) else ln(whole_a / d) end,
    'parts add up to ' || span(a, d) || ', the whole is ' || span(whole_a, whole_d),
from identity_summed
where is_complete and (a > whole_d or d < whole_a) and whole_a > 0 and d > 0
union all
select
    'part_gt_whole',
    [whole] || members,
    whole,
    ln(a / whole_d),
    'some parts already add up to ' || span(a, d) || ', the whole is ' || span(whole_a, whole_d),
from identity_summed
where not is_complete and a > whole_d and largest <= whole_d and whole_d > 0
union all
select
    'q_gt_year',
    [outside, inside],
    inside,
    ln(a / d),
    'the shorter period has ' || short(a) || ' or more, the longer one that holds it ' || short(d) || ' or less',
from identity_inner_outer
where a > d and d > 0
union all
select
    'sum_parts',
    [outside] || members,
    outside,
    case when a > d then ln(a / d) else ln(outside_a / inside_d) end,
    'its periods add up to ' || span(a, inside_d) || ', the whole is ' || span(outside_a, d),
from identity_tiled
where (a > d or inside_d < outside_a) and least(a, d, outside_a, inside_d) > 0
union all
select
    'level_growth',
    [growth, earlier, later],
    growth,
    ln((100 + greatest(a, low)) / (100 + least(d, high))),
    'the levels give growth of ' || plain(low) || ' to ' || plain(high) || ' %, the text says '
    || plain(a) || ' to ' || plain(d) || ' %',
from identity_growth
where (a > high or d < low) and least(d, high) > -100
union all
select
    'level_growth',
    [total, average],
    average,
    ln((100 + greatest(a, low)) / (100 + least(d, high))),
    plain(1 + average_v / 100) || '^' || years || ' - 1 = ' || plain(100 * (power(1 + average_v / 100, years) - 1))
    || ' %, the text says ' || plain(a) || ' to ' || plain(d) || ' %',
from identity_yearly
where a > high or d < low
union all
select
    kind,
    [factor, base, result],
    factor,
    case when low > d then ln(low / d) else ln(a / high) end,
    if(kind = 'share_total', plain(factor_a) || ' to ' || plain(factor_d) || ' % of ', span(factor_a, factor_d) || ' times ')
    || span(base_a, base_d) || ' is ' || span(low, high) || ', the text says ' || span(a, d),
from identity_product
where (low > d or high < a) and least(low, high, a, d) > 0
union all
select
    'fx',
    [native, foreign_value],
    foreign_value,
    abs(ln((a + d) / (foreign_a + foreign_d) / ((low + high) / 2))),
    short(native_v) || ' / ' || short(foreign_v) || ' = ' || plain(native_v / foreign_v) || ', the rate was '
    || plain(low) || ' to ' || plain(high),
from identity_converted
where
    foreign_a > 0
    and (d / foreign_a < low * (1 - getvariable('fx_share')) or a / foreign_d > high * (1 + getvariable('fx_share')));

-- large, and asked by nobody below
drop table stated;
drop table flow;
drop table identity_inner_outer;
drop table identity_tiled;
drop table identity_part;
drop table identity_summed;
drop table growth_told;
drop table growth_later;
drop table rate_told;
drop table factor_told;
drop table identity_product;
drop table part_told;
drop table identity_told_twice;
drop table identity_converted;
